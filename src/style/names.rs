//! The house's names and terms, which a headline never cuts in two.
//!
//! A dictionary of the language has the words that everybody uses; what a
//! paper's own town, its people and firms are called stands in none.

use std::ops::Range;

/// Names and terms that are kept whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Names {
    /// In the order of their characters, each once.
    list: Vec<String>,
}

impl Names {
    /// The names of a list; blanks round them do not count, and of one
    /// character there is nothing to cut.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut list: Vec<String> = names
            .into_iter()
            .map(|name| name.trim().to_owned())
            .filter(|name| name.chars().nth(1).is_some())
            .collect();
        list.sort();
        list.dedup();
        Self { list }
    }

    /// These names and further ones.
    #[must_use]
    pub fn and(&self, names: impl IntoIterator<Item = String>) -> Self {
        Self::new(self.list.iter().cloned().chain(names))
    }

    /// Where names stand in a text, in bytes, one after the other: at each place
    /// the longest. Latin names are found as whole words only.
    #[must_use]
    pub fn within(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let start = at;
            at += first.len_utf8();
            if let Some(name) = self.longest_at(&text[start..]) {
                let end = start + name.len();
                if is_word_edge(text, start) && is_word_edge(text, end) {
                    found.push(start..end);
                    at = end;
                }
            }
        }
        found
    }

    /// The longest name with which a text begins.
    fn longest_at(&self, text: &str) -> Option<&str> {
        // Names that begin with one another stand next to each other: those
        // that the text begins with are all before the place of the text.
        let first = text.chars().next()?;
        let end = self.list.partition_point(|name| name.as_str() <= text);
        self.list[..end]
            .iter()
            .rev()
            .take_while(|name| name.starts_with(first))
            .find(|name| text.starts_with(name.as_str()))
            .map(String::as_str)
    }
}

/// Whether a Latin word does not go on across a place of a text.
fn is_word_edge(text: &str, at: usize) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && u32::from(c) < 0x250;
    let before = text[..at].chars().next_back().is_some_and(is_letter);
    let after = text[at..].chars().next().is_some_and(is_letter);
    !(before && after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_found_and_latin_ones_as_words() {
        let names = ["听雨", "听雨茶庄", "Ann", " 云汀 ", "云"].map(str::to_owned);
        let names = Names::new(names);
        let found = |text: &str| {
            names.within(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("云汀听雨茶庄开张 听雨去"), ["云汀", "听雨茶庄", "听雨"]);
        assert_eq!(found("Anna and Ann"), ["Ann"]);
        assert!(found("没有一个").is_empty());
    }
}
