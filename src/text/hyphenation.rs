//! Hyphens inside words: where the house has them, then a list of the language, then its
//! patterns.

use std::sync::LazyLock;

use hypher::{Lang as HyphenLang, hyphenate_bounded};

use super::Paragraph;
use super::class::Class;
use super::cluster::{Cluster, Opportunity};
use super::liang::{LeastLetters, LiangPatterns};
use crate::style::{Divisions, Lang};

/// How the alphabetic words of a language's text are divided. Such words in East Asian
/// text are taken for English.
struct Hyphenator {
    patterns: HyphenPatterns,
    /// Words that the patterns divide otherwise than a dictionary; the plural goes with
    /// those of English.
    exceptions: Option<&'static Divisions>,
    is_english: bool,
    /// How gladly lines end inside words.
    opportunity: Opportunity,
}

/// Where the patterns of a language come from.
enum HyphenPatterns {
    Hypher(HyphenLang),
    /// Without them words stay whole.
    Liang(Option<&'static LiangPatterns>),
}

impl Hyphenator {
    fn of(lang: Lang) -> Self {
        let opportunity = match lang {
            Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese | Lang::Korean => {
                Opportunity::ForeignHyphen
            }
            Lang::English | Lang::BritishEnglish | Lang::German | Lang::French | Lang::Spanish => {
                Opportunity::Hyphen
            }
        };
        let other = |patterns| Self {
            patterns: HyphenPatterns::Hypher(patterns),
            exceptions: None,
            is_english: false,
            opportunity,
        };
        match lang {
            Lang::German => other(HyphenLang::German),
            Lang::French => other(HyphenLang::French),
            Lang::Spanish => other(HyphenLang::Spanish),
            Lang::BritishEnglish => Self {
                patterns: HyphenPatterns::Liang(BRITISH_PATTERNS.as_ref()),
                exceptions: Some(&BRITISH_LIST),
                is_english: true,
                opportunity,
            },
            Lang::English
            | Lang::ChineseSimplified
            | Lang::ChineseTraditional
            | Lang::Japanese
            | Lang::Korean => Self {
                patterns: HyphenPatterns::Hypher(HyphenLang::English),
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
        let patterns = match self.patterns {
            HyphenPatterns::Hypher(patterns) => patterns,
            HyphenPatterns::Liang(patterns) => {
                return patterns.map(|patterns| patterns.breaks(word, LEAST)).unwrap_or_default();
            }
        };
        let parts = hyphenate_bounded(word, patterns, LEAST.before, LEAST.after);
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

static BRITISH_LIST: LazyLock<Divisions> = LazyLock::new(|| Divisions::new(BRITISH));

/// The exceptions that come with the British patterns; manu-scripts goes with its singular.
const BRITISH: [&str; 7] = [
    "how-ever",
    "ma-nu-script",
    "re-ci-pro-city",
    "some-thing",
    "through-out",
    "uni-ver-sit-ies",
    "uni-ver-sity",
];

/// Of hyph-utf8 (TeX), by Dominik Wujastyk and Graham Toal; hypher has none for British.
static BRITISH_PATTERNS: LazyLock<Option<LiangPatterns>> =
    LazyLock::new(|| LiangPatterns::new(include_bytes!("words/en-GB.fst")));

/// The fewest letters that patterns leave before a hyphen and after it: TeX's for English,
/// and ours for the other languages.
const LEAST: LeastLetters = LeastLetters { before: 2, after: 3 };

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
    paragraph: &Paragraph,
    list: &mut [Opportunity],
) {
    let hyphenator = Hyphenator::of(paragraph.lang);
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
        let by_house = hyphenator.listed(&paragraph.divisions, word);
        let by_language = || (is_usual && !shouted).then(|| hyphenator.breaks(word));
        let first = clusters[start].text.start;
        for offset in by_house.or_else(by_language).unwrap_or_default() {
            let inside = clusters[start..start + length]
                .iter()
                .position(|cluster| cluster.text.start == first + offset);
            if let Some(at) = inside {
                list[start + at] = hyphenator.opportunity;
            }
        }
        start += length;
    }
}

#[cfg(test)]
mod tests {
    use super::{BRITISH, ENGLISH, Hyphenator};
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

    /// Divisions of TeX's own list and of its patterns, as the crate hyphenation finds them.
    #[test]
    fn british_words_are_divided_otherwise() {
        for (word, wanted) in [
            ("universities", "uni-ver-sit-ies"),
            ("Manuscripts", "Ma-nu-scripts"),
            ("however", "how-ever"),
            ("knowledge", "know-ledge"),
            ("structure", "struc-ture"),
            ("photography", "pho-to-graphy"),
            ("democracy", "demo-cracy"),
            ("manufacture", "man-u-fac-ture"),
            ("information", "in-form-a-tion"),
            ("helicopter", "heli-copter"),
            ("favourable", "fa-vour-able"),
            ("publisher", "pub-lisher"),
            ("theatregoer", "theatre-goer"),
            ("newspaper", "news-pa-per"),
            ("procedure", "pro-ced-ure"),
        ] {
            assert_eq!(divided(word, Lang::BritishEnglish), wanted);
        }
        assert_eq!(divided("knowledge", Lang::English), "knowl-edge");
        assert_eq!(divided("democracy", Lang::English), "democ-racy");
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
        assert_eq!(needless(Lang::BritishEnglish, &BRITISH), [""; 0]);
    }
}
