//! Whether the press file shows the words that were set: read back with the reader, which
//! believes nothing, page by page, each line once and in its order.

use super::Outcome;
use crate::diag::Diagnostic;
use crate::diag::finding::PagesFault;
use crate::page::{Item, Page};
use crate::preflight;

/// Characters that no two texts of a page have in common by chance.
const AGAIN: usize = 16;
/// Characters that are quoted of what is missing.
const QUOTED: usize = 24;

/// The words of a page in the order in which they are painted, without white space.
pub(super) fn words_of(page: &Page) -> String {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Shape(_) | Item::Picture(_) => None,
    });
    let texts = lines.flat_map(|line| &line.runs).map(|run| run.text.as_str());
    texts.flat_map(str::chars).filter(|c| preflight::is_word(*c)).collect()
}

impl Outcome {
    /// Holds the words that were read back from the file against those that were set. What
    /// the file shows besides (advertisements, marks of the printer) stands before or behind.
    pub(super) fn prove(&mut self, read: &[String]) {
        let set = std::mem::take(&mut self.words);
        for (number, (set, read)) in (1_usize..).zip(set.iter().zip(read)) {
            let behind = read.find(set.as_str()).map(|at| &read[at + set.len()..]);
            let quoted = match behind.map(|behind| said_again(set, behind)) {
                Some(None) => continue,
                Some(Some(again)) => again,
                None => first_missing(set, read),
            };
            let fault = PagesFault::WordsDiffer { page: number, quoted };
            self.sink.push(Diagnostic::of(fault));
        }
    }
}

/// Words of what was set that stand in the file once more, behind all of it. Before it are
/// advertisements, which may say what they like.
fn said_again(set: &str, behind: &str) -> Option<String> {
    if behind.is_empty() {
        return None;
    }
    let words: Vec<char> = set.chars().collect();
    let pieces = words.chunks(AGAIN).filter(|piece| piece.len() == AGAIN);
    pieces
        .map(|piece| piece.iter().collect::<String>())
        .find(|piece| behind.contains(piece.as_str()))
}

/// The first words of what was set that do not follow in what was read.
fn first_missing(set: &str, read: &str) -> String {
    // What stands before in the file is not ours: the beginning that goes furthest counts.
    let starts = set.chars().next().into_iter().flat_map(|first| read.match_indices(first));
    let furthest = starts.map(|(at, _)| same_length(set, &read[at..])).max().unwrap_or(0);
    set[furthest..].chars().take(QUOTED).collect()
}

/// How many bytes two texts have in common from their beginning.
fn same_length(one: &str, other: &str) -> usize {
    let pairs = one.char_indices().zip(other.chars());
    let differs = pairs.clone().find(|((_, a), b)| a != b);
    differs.map_or_else(
        || pairs.map(|((at, a), _)| at + a.len_utf8()).last().unwrap_or(0),
        |((at, _), _)| at,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontLibrary;

    /// What is told of a page on which this was set, and of which the file shows that.
    fn told(set: &str, read: &str) -> Vec<String> {
        let mut outcome = Outcome::new(FontLibrary::new());
        outcome.words = vec![set.to_owned()];
        outcome.prove(&[read.to_owned()]);
        outcome.sink.list().iter().map(|it| it.message().en).collect()
    }

    #[test]
    fn words_stand_once_and_in_their_order() {
        let set = "老桥修好通车。两岸居民从桥面上走过。";
        assert!(told(set, set).is_empty());
        assert!(told(set, &format!("听雨茶庄{set}云汀日报8版")).is_empty(), "ads and slug lines");
        assert!(told("", "听雨茶庄").is_empty());
        assert_eq!(told(set, &format!("{set}{set}")).len(), 1, "twice");
        for (read, from) in [
            ("老桥修好通车。两岸居民从桥面走过。", "上走过。"),
            ("两岸居民从桥面上走过。老桥修好通车。", "两岸居民从桥面上走过。"),
            ("老桥修好通车。两岸居民从桥面上走过", "。"),
            ("", set),
        ] {
            let told = told(set, read);
            assert_eq!(told.len(), 1, "{read}");
            assert!(told[0].contains(&format!("“{from}”")), "{read}: {told:?}");
        }
    }
}
