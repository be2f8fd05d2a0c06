//! Words that are divided as a list has them, whatever the patterns of their language
//! say. Which lists there are, and whose words they are asked for, is not known here.

use icu_properties::CodePointMapData;
use icu_properties::props::EastAsianWidth;

/// Words with hyphens where they may be divided; one without any stays whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Divisions {
    /// In small letters, in the order of these, each word once.
    list: Vec<String>,
}

impl Divisions {
    /// Whether a text can stand in a list: letters of words that have hyphens, and no hyphen
    /// at an end or beside another.
    #[must_use]
    pub fn is_word(text: &str) -> bool {
        text.split(HYPHEN).all(|part| !part.is_empty() && part.chars().all(is_letter))
    }

    /// The words of a list. If one stands there twice, the first counts.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut list: Vec<String> =
            words.into_iter().map(|word| word.chars().map(small).collect()).collect();
        list.sort_by(|one, other| letters(one).cmp(letters(other)));
        list.dedup_by(|later, first| letters(later).eq(letters(first)));
        Self { list }
    }

    /// Before which bytes of a word a line may end, if the list has the word in large or
    /// small letters.
    #[must_use]
    pub fn of(&self, word: &str) -> Option<Vec<usize>> {
        let order = |entry: &String| letters(entry).cmp(word.chars().map(small));
        let at = self.list.binary_search_by(order).ok()?;
        let mut breaks = Vec::new();
        let mut offset = 0;
        let mut lengths = word.chars().map(char::len_utf8);
        for c in self.list[at].chars() {
            match c {
                HYPHEN => breaks.push(offset),
                _ => offset += lengths.next()?,
            }
        }
        Some(breaks)
    }
}

const HYPHEN: char = '-';

/// Letters as wide as a character of Chinese stand in no word that is divided by hyphens.
fn is_letter(c: char) -> bool {
    const WIDE: [EastAsianWidth; 3] =
        [EastAsianWidth::Wide, EastAsianWidth::Fullwidth, EastAsianWidth::Halfwidth];
    c.is_alphabetic() && !WIDE.contains(&CodePointMapData::<EastAsianWidth>::new().get(c))
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| *c != HYPHEN)
}

/// The small letter, where it is one character.
fn small(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(letter), None) => letter,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_single_hyphens_between_them_make_a_word() {
        for word in ["news-paper", "Chronicle", "à-côté", "Свя-то-слав", "x"] {
            assert!(Divisions::is_word(word), "{word}");
        }
        for text in [
            "",
            "-",
            "-paper",
            "news-",
            "news--paper",
            "news paper",
            " news",
            "A4",
            "o’clock",
            "报-纸",
            "ｎews",
        ] {
            assert!(!Divisions::is_word(text), "{text}");
        }
    }

    #[test]
    fn a_word_is_found_in_large_and_small_letters() {
        let list = Divisions::new(["news-paper", "Chronicle", "Göß-nitz", "İz-mir", "newspa-per"]);
        assert_eq!(list.of("newspaper"), Some(vec![4]));
        assert_eq!(list.of("NEWSPAPER"), Some(vec![4]));
        assert_eq!(list.of("chronicle"), Some(Vec::new()));
        assert_eq!(list.of("Gößnitz"), Some(vec!["Göß".len()]));
        assert_eq!(list.of("İzmir"), Some(vec!["İz".len()]));
        assert_eq!(list.of("news-paper"), None);
        assert_eq!(list.of("news"), None);
        assert_eq!(list.of(""), None);
    }
}
