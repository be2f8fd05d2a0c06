//! Where a line may end.
//!
//! Every pair that touches an East Asian character or a full-width mark is
//! decided by the class table and the profile (CLREQ 3.1.4 and 3.1.5, JLREQ
//! 3.1.7 to 3.1.10); all other pairs by UAX #14; inside words by hyphenation
//! patterns.

use hypher::{Lang as HyphenLang, hyphenate_bounded};
use unicode_linebreak::linebreaks;

use super::class::{Class, is_inseparable};
use super::cluster::{Cluster, Opportunity};
use super::profile::Profile;
use super::{Hyphenation, Paragraph};
use crate::style::Lang;

/// The opportunity before each cluster.
pub(super) fn opportunities(
    text: &str,
    clusters: &[Cluster],
    paragraph: &Paragraph,
    profile: &Profile,
) -> Vec<Opportunity> {
    let unicode = UnicodeBreaks::of(text);
    let mut list = vec![Opportunity::Never; clusters.len()];
    for at in 1..clusters.len() {
        let before_space = || {
            clusters[..at]
                .iter()
                .rev()
                .map(|cluster| cluster.class)
                .find(|class| *class != Class::Space)
        };
        list[at] =
            between(text, (&clusters[at - 1], &clusters[at]), before_space, profile, &unicode);
    }
    if paragraph.hyphenation == Hyphenation::Allowed
        && let Some(lang) = hyphen_lang(paragraph.lang)
    {
        hyphenate_words(text, clusters, lang, &mut list);
    }
    list
}

/// Byte offsets before which UAX #14 lets a line end.
struct UnicodeBreaks(Vec<usize>);

impl UnicodeBreaks {
    fn of(text: &str) -> Self {
        Self(linebreaks(text).map(|(at, _)| at).collect())
    }

    fn at(&self, offset: usize) -> Opportunity {
        match self.0.binary_search(&offset) {
            Ok(_) => Opportunity::Plain,
            Err(_) => Opportunity::Never,
        }
    }
}

fn between(
    text: &str,
    (before, after): (&Cluster, &Cluster),
    before_space: impl Fn() -> Option<Class>,
    profile: &Profile,
    unicode: &UnicodeBreaks,
) -> Opportunity {
    let level = profile.strictness;
    let (a, b) = (before.class, after.class);
    let here = after.text.start;
    if matches!(b, Class::Space | Class::NoBreakSpace | Class::Transparent)
        || a == Class::NoBreakSpace
    {
        return Opportunity::Never;
    }
    if a == Class::Space {
        let before_space = before_space();
        return match before_space {
            _ if b.is_wide() && profile.forbids_start(b) => Opportunity::Never,
            Some(a) if a.is_wide() && level.forbids_end(a) => Opportunity::Never,
            Some(a) if a.is_wide() || b.is_wide() => Opportunity::Plain,
            None => Opportunity::Never,
            _ => unicode.at(here),
        };
    }
    if !a.is_wide() && !b.is_wide() {
        // UAX #14 ends a line after any solidus, for the sake of paths; in
        // km/h or 24/7 that parts a unit (CLREQ 3.1.5).
        if &text[before.text.clone()] == "/" && is_short_word(text, here) {
            return Opportunity::Never;
        }
        // Better elsewhere than behind the hyphen of Wi-Fi.
        return match unicode.at(here) {
            Opportunity::Plain if &text[before.text.clone()] == "-" => Opportunity::Reluctant,
            other => other,
        };
    }
    if is_inseparable(a, b)
        || (a == Class::Prefix && b == Class::Alphabetic)
        || profile.forbids_start(b)
        || level.forbids_end(a)
    {
        return Opportunity::Never;
    }
    if a == Class::Hangul && b == Class::Hangul && profile.keeps_hangul_words {
        return Opportunity::Never;
    }
    // Brackets and marks of alphabetic text keep to UAX #14 also beside Han.
    let is_sign = |class: Class, range: &std::ops::Range<usize>| {
        class == Class::Alphabetic && !text[range.clone()].chars().all(char::is_alphanumeric)
    };
    if is_sign(a, &before.text) || is_sign(b, &after.text) {
        return unicode.at(here);
    }
    if matches!(b, Class::Dash | Class::Ellipsis) {
        return Opportunity::Reluctant;
    }
    Opportunity::Plain
}

/// Whether what stands between the spaces and full-width characters around a
/// byte offset is too short for a path.
fn is_short_word(text: &str, at: usize) -> bool {
    let is_part = |c: &char| c.is_ascii_graphic();
    let before = text[..at].chars().rev().take(LONGEST_UNIT).take_while(is_part).count();
    let after = text[at..].chars().take(LONGEST_UNIT).take_while(is_part).count();
    before + after < LONGEST_UNIT
}

/// More letters and signs than any unit or pair of words that a reporter
/// writes with a solidus.
const LONGEST_UNIT: usize = 16;

fn hyphen_lang(lang: Lang) -> Option<HyphenLang> {
    match lang {
        Lang::English => Some(HyphenLang::English),
        Lang::German => Some(HyphenLang::German),
        Lang::French => Some(HyphenLang::French),
        Lang::Spanish => Some(HyphenLang::Spanish),
        Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese | Lang::Korean => None,
    }
}

/// The shortest word that is hyphenated, in letters: a shorter one leaves two
/// stumps that are hardly words.
const SHORTEST_HYPHENATED: usize = 6;

/// The longest run of letters looked up, in bytes: the most that the patterns'
/// tables take. Nothing longer is a word.
const LONGEST_HYPHENATED: usize = 45;

fn hyphenate_words(text: &str, clusters: &[Cluster], lang: HyphenLang, list: &mut [Opportunity]) {
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
        // Words in capitals are mostly names and abbreviations.
        let shouted = word.chars().all(char::is_uppercase);
        let is_usual = letters >= SHORTEST_HYPHENATED && word.len() <= LONGEST_HYPHENATED;
        if is_usual && !shouted {
            let mut offset = clusters[start].text.start;
            for syllable in hyphenate_bounded(word, lang, 2, 3) {
                let inside = clusters[start + 1..start + length]
                    .iter()
                    .position(|cluster| cluster.text.start == offset);
                if let Some(at) = inside {
                    list[start + 1 + at] = Opportunity::Hyphen;
                }
                offset += syllable.len();
            }
        }
        start += length;
    }
}
