//! Hyphens inside words: where the patterns of a language put them, and words that they
//! divide wrongly.

use hypher::{Lang as HyphenLang, hyphenate_bounded};

use super::class::Class;
use super::cluster::{Cluster, Opportunity};
use crate::style::Lang;

/// The patterns for the alphabetic words of a language's text, and how gladly
/// they are used. Such words in East Asian text are taken for English.
fn hyphen_lang(lang: Lang) -> (HyphenLang, Opportunity) {
    match lang {
        Lang::English => (HyphenLang::English, Opportunity::Hyphen),
        Lang::German => (HyphenLang::German, Opportunity::Hyphen),
        Lang::French => (HyphenLang::French, Opportunity::Hyphen),
        Lang::Spanish => (HyphenLang::Spanish, Opportunity::Hyphen),
        Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese | Lang::Korean => {
            (HyphenLang::English, Opportunity::ForeignHyphen)
        }
    }
}

/// English words that the patterns divide otherwise than a dictionary, with hyphens where
/// they may be divided; the plural goes with them. Words whose division turns on
/// their sense are not divided at all (a proj-ect, to pro-ject), nor is one after a syllable that
/// is a word of its own and misleads (the-ater).
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
    let (patterns, opportunity) = hyphen_lang(lang);
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
            let mut offset = clusters[start].text.start;
            for syllable in syllables(word, patterns) {
                let inside = clusters[start + 1..start + length]
                    .iter()
                    .position(|cluster| cluster.text.start == offset);
                if let Some(at) = inside {
                    list[start + 1 + at] = opportunity;
                }
                offset += syllable;
            }
        }
        start += length;
    }
}

/// The parts that a word may be divided into, by their lengths in bytes.
fn syllables(word: &str, patterns: HyphenLang) -> Vec<usize> {
    if patterns == HyphenLang::English
        && let Some(parts) = exception(word)
    {
        return parts;
    }
    hyphenate_bounded(word, patterns, 2, 3).map(str::len).collect()
}

/// The parts of a word that stands in the list, or whose singular does.
fn exception(word: &str) -> Option<Vec<usize>> {
    if !word.is_ascii() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let find = |word: &str| {
        let own = |entry: &&&str| entry.bytes().filter(|byte| *byte != b'-').eq(word.bytes());
        ENGLISH.iter().find(own)
    };
    let entry = find(&lower).or_else(|| lower.strip_suffix('s').and_then(find))?;
    let mut parts: Vec<usize> = entry.split('-').map(str::len).collect();
    if let Some(last) = parts.last_mut() {
        *last += word.len() - entry.bytes().filter(|byte| *byte != b'-').count();
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use hypher::Lang;

    use super::{ENGLISH, syllables};

    fn divided(word: &str) -> String {
        let mut at = 0;
        let parts = syllables(word, Lang::English).into_iter().map(|length| {
            at += length;
            &word[at - length..at]
        });
        parts.collect::<Vec<_>>().join("-")
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
            assert_eq!(divided(word), wanted);
        }
    }

    #[test]
    fn no_word_of_the_list_is_needless() {
        let by_patterns = |entry: &&&str| {
            let word = entry.replace('-', "");
            let parts: Vec<&str> = hypher::hyphenate_bounded(&word, Lang::English, 2, 3).collect();
            parts.join("-") == **entry
        };
        let needless: Vec<&&str> = ENGLISH.iter().filter(by_patterns).collect();
        assert!(needless.is_empty(), "{needless:?}");
    }
}
