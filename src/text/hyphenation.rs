//! Hyphens inside words: where the patterns of a language put them, and words that they
//! divide wrongly.

use std::sync::LazyLock;

use hypher::{Lang as HyphenLang, hyphenate_bounded};

use super::class::Class;
use super::cluster::{Cluster, Opportunity};
use crate::style::{Divisions, Lang};

/// How the alphabetic words of a language's text are divided. Such words in East Asian
/// text are taken for English.
struct Hyphenator {
    patterns: HyphenLang,
    /// Words that the patterns divide otherwise than a dictionary; the plural goes with
    /// those of English.
    exceptions: Option<&'static Divisions>,
    is_english: bool,
    /// How gladly lines end inside words.
    opportunity: Opportunity,
}

impl Hyphenator {
    fn of(lang: Lang) -> Self {
        let opportunity = match lang {
            Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese | Lang::Korean => {
                Opportunity::ForeignHyphen
            }
            Lang::English | Lang::German | Lang::French | Lang::Spanish => Opportunity::Hyphen,
        };
        let other = |patterns| Self { patterns, exceptions: None, is_english: false, opportunity };
        match lang {
            Lang::German => other(HyphenLang::German),
            Lang::French => other(HyphenLang::French),
            Lang::Spanish => other(HyphenLang::Spanish),
            Lang::English
            | Lang::ChineseSimplified
            | Lang::ChineseTraditional
            | Lang::Japanese
            | Lang::Korean => Self {
                patterns: HyphenLang::English,
                exceptions: Some(&ENGLISH_LIST),
                is_english: true,
                opportunity,
            },
        }
    }

    /// Before which bytes of a word a line may end.
    fn breaks(&self, word: &str) -> Vec<usize> {
        let listed = self.exceptions.and_then(|list| self.listed(list, word));
        listed.unwrap_or_else(|| self.by_patterns(word))
    }

    /// The same of a word that stands in a list, or whose singular does.
    fn listed(&self, list: &Divisions, word: &str) -> Option<Vec<usize>> {
        let singular = || word.strip_suffix(['s', 'S']).filter(|_| self.is_english);
        list.of(word).or_else(|| list.of(singular()?))
    }

    fn by_patterns(&self, word: &str) -> Vec<usize> {
        let parts = hyphenate_bounded(word, self.patterns, LEAST_BEFORE, LEAST_AFTER);
        let mut breaks: Vec<usize> = parts
            .scan(0, |end, part| {
                *end += part.len();
                Some(*end)
            })
            .collect();
        // The last part ends with the word.
        breaks.pop();
        breaks
    }
}

static ENGLISH_LIST: LazyLock<Divisions> = LazyLock::new(|| Divisions::new(ENGLISH));

/// English words that the patterns divide otherwise than a dictionary, with hyphens where
/// they may be divided. Words whose division turns on their sense are not divided at all
/// (a proj-ect, to pro-ject), nor is one after a syllable that is a word of its own and
/// misleads (the-ater).
const ENGLISH: [&str; 20] = [
    "as-so-ciate",
    "invalid",
    "news-let-ter",
    "news-print",
    "object",
    "present",
    "produce",
    "product",
    "project",
    "proj-ect-or",
    "reci-procity",
    "re-cog-ni-zance",
    "ref-or-ma-tion",
    "reject",
    "subject",
    "theater",
    "theater-goer",
    "theatre",
    "theatre-goer",
    "typesetter",
];

/// The fewest letters that patterns leave before a hyphen, and after it.
const LEAST_BEFORE: usize = 2;
const LEAST_AFTER: usize = 3;

/// The shortest word that is hyphenated, in letters: a shorter one leaves two
/// stumps that are hardly words.
const SHORTEST_HYPHENATED: usize = 6;

/// The longest run of letters looked up, in bytes: the most that the patterns'
/// tables take. Nothing longer is a word.
const LONGEST_HYPHENATED: usize = 45;

/// Lets lines end inside words, with a hyphen.
pub(super) fn hyphenate_words(
    text: &str,
    clusters: &[Cluster],
    lang: Lang,
    list: &mut [Opportunity],
) {
    let hyphenator = Hyphenator::of(lang);
    let is_letter = |cluster: &Cluster| {
        cluster.class == Class::Alphabetic
            && text[cluster.text.clone()].chars().all(char::is_alphabetic)
    };
    let mut start = 0;
    while start < clusters.len() {
        if !is_letter(&clusters[start]) {
            start += 1;
            continue;
        }
        let length = clusters[start..].iter().take_while(|cluster| is_letter(cluster)).count();
        let word = &text[clusters[start].text.start..clusters[start + length - 1].text.end];
        let letters = word.chars().count();
        // Words with capitals inside are names and abbreviations: GDP, MacOwen.
        let shouted = word.chars().skip(1).any(char::is_uppercase);
        let is_usual = letters >= SHORTEST_HYPHENATED && word.len() <= LONGEST_HYPHENATED;
        if is_usual && !shouted {
            let first = clusters[start].text.start;
            for offset in hyphenator.breaks(word) {
                let inside = clusters[start..start + length]
                    .iter()
                    .position(|cluster| cluster.text.start == first + offset);
                if let Some(at) = inside {
                    list[start + at] = hyphenator.opportunity;
                }
            }
        }
        start += length;
    }
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, Hyphenator};
    use crate::style::Lang;

    fn parted(word: &str, breaks: &[usize]) -> String {
        let mut parts = word.to_owned();
        for at in breaks.iter().rev() {
            parts.insert(*at, '-');
        }
        parts
    }

    fn divided(word: &str, lang: Lang) -> String {
        parted(word, &Hyphenator::of(lang).breaks(word))
    }

    /// Merriam-Webster's divisions.
    #[test]
    fn words_of_the_list_are_divided_as_a_dictionary_has_them() {
        for (word, wanted) in [
            ("project", "project"),
            ("Projects", "Projects"),
            ("present", "present"),
            ("record", "record"),
            ("theatergoers", "theater-goers"),
            ("newspapers", "news-pa-pers"),
            ("infrastructure", "in-fra-struc-ture"),
        ] {
            assert_eq!(divided(word, Lang::English), wanted);
        }
    }

    #[test]
    fn each_language_has_a_list_of_its_own() {
        assert_eq!(divided("project", Lang::Japanese), "project");
        assert_eq!(divided("Projekt", Lang::German), "Pro-jekt");
        assert_eq!(divided("projects", Lang::French), "pro-jects");
    }

    #[test]
    fn no_word_of_a_list_is_needless() {
        let needless = |lang: Lang, list: &[&'static str]| {
            let hyphenator = Hyphenator::of(lang);
            let by_patterns = |entry: &&&str| {
                let word = entry.replace('-', "");
                parted(&word, &hyphenator.by_patterns(&word)) == **entry
            };
            list.iter().filter(by_patterns).copied().collect::<Vec<_>>()
        };
        assert_eq!(needless(Lang::English, &ENGLISH), [""; 0]);
    }
}
