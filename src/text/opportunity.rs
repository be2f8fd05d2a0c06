//! Where a line may end.
//!
//! Every pair that touches an East Asian character or a full-width mark is
//! decided by the class table and the profile (CLREQ 3.1.4 and 3.1.5, JLREQ
//! 3.1.7 to 3.1.10); all other pairs by UAX #14; inside words by hyphenation
//! patterns.

use std::cell::OnceCell;

use hypher::{Lang as HyphenLang, hyphenate_bounded};

use super::address::address_breaks;
use super::class::{Class, is_han, is_inseparable};
use super::cluster::{Cluster, Opportunity};
use super::profile::CompositionProfile;
use super::uax14::line_breaks;
use super::{Hyphenation, Paragraph};
use crate::style::{Lang, Strictness};

/// The opportunity before each cluster.
pub(super) fn opportunities(
    text: &str,
    clusters: &[Cluster],
    paragraph: &Paragraph,
) -> Vec<Opportunity> {
    let unicode = UnicodeBreaks::of(text);
    let mut list = vec![Opportunity::Never; clusters.len()];
    // Marks and joiners are transparent: what counts is the character before.
    let mut base = Class::Transparent;
    let mut before_space = None;
    let mut ends_in_han = clusters.first().is_some_and(|first| is_han_alone(text, first));
    for (at, pair) in (1..).zip(clusters.windows(2)) {
        let [before, after] = pair else { break };
        if before.class == Class::Space {
            before_space = Some(base).filter(|base| *base != Class::Transparent);
            base = Class::Space;
        } else if before.class != Class::Transparent {
            base = before.class;
        }
        let place = BreakPlace { text, before, after, base, before_space };
        // Most places of East Asian text, where no other rule has a say.
        let follows_han = std::mem::replace(&mut ends_in_han, is_han_alone(text, after));
        if follows_han && ends_in_han {
            list[at] = match paragraph.profile.keeps_hangul_words {
                true => Opportunity::Never,
                false => Opportunity::Plain,
            };
            continue;
        }
        list[at] = match joiner(&text[before.text.clone()]) {
            Some(Joiner::Keeps) => Opportunity::Never,
            Some(Joiner::Hyphenates) => match paragraph.hyphenation {
                Hyphenation::Allowed => Opportunity::Hyphen,
                Hyphenation::Never => Opportunity::Never,
            },
            None => place.opportunity(&paragraph.profile, &unicode),
        };
    }
    if paragraph.hyphenation == Hyphenation::Allowed {
        hyphenate_words(text, clusters, paragraph.lang, &mut list);
    }
    part_addresses(text, clusters, &mut list);
    relieve_marks(clusters, &mut list);
    list
}

/// Whether a cluster is a Han character and nothing else.
fn is_han_alone(text: &str, cluster: &Cluster) -> bool {
    let mut characters = text[cluster.text.clone()].chars();
    cluster.class == Class::Ideograph
        && characters.next().is_some_and(is_han)
        && characters.as_str().is_empty()
}

/// Addresses of the net are parted after their signs and nowhere else.
fn part_addresses(text: &str, clusters: &[Cluster], list: &mut [Opportunity]) {
    let is_part =
        |cluster: &Cluster| text[cluster.text.clone()].chars().all(|c| c.is_ascii_graphic());
    let mut start = 0;
    while start < clusters.len() {
        let length = clusters[start..].iter().take_while(|cluster| is_part(cluster)).count();
        let end = start + length;
        if (SHORTEST_ADDRESS..=LONGEST_ADDRESS).contains(&length) {
            let first = clusters[start].text.start;
            let word = &text[first..clusters[end - 1].text.end];
            if let Some(breaks) = address_breaks(word) {
                for at in start + 1..end {
                    let place = clusters[at].text.start - first;
                    list[at] = match breaks.binary_search(&place) {
                        Ok(_) => Opportunity::Reluctant,
                        Err(_) => Opportunity::Never,
                    };
                }
            }
        }
        start = end.max(start + 1);
    }
}

/// Clusters of the shortest and of the longest address that is looked for.
const SHORTEST_ADDRESS: usize = 6;
const LONGEST_ADDRESS: usize = 2000;

/// Before the third mark of a run a line may end if nothing else helps (CLREQ
/// 3.1.4).
fn relieve_marks(clusters: &[Cluster], list: &mut [Opportunity]) {
    for (at, run) in (2..).zip(clusters.windows(3)) {
        let is_run = run.iter().all(|cluster| cluster.class.is_closing());
        if is_run && list[at] == Opportunity::Never {
            list[at] = Opportunity::Remedial;
        }
    }
}

/// Byte offsets before which UAX #14 lets a line end.
///
/// Most paragraphs of East Asian text have no place that it decides: the work
/// is done when one comes.
struct UnicodeBreaks<'a> {
    text: &'a str,
    offsets: OnceCell<Vec<usize>>,
}

impl<'a> UnicodeBreaks<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, offsets: OnceCell::new() }
    }

    fn at(&self, offset: usize) -> Opportunity {
        match self.offsets.get_or_init(|| line_breaks(self.text)).binary_search(&offset) {
            Ok(_) => Opportunity::Plain,
            Err(_) => Opportunity::Never,
        }
    }
}

/// What an invisible character says of breaks.
enum Joiner {
    /// Word joiners and the joiner of emoji: never here.
    Keeps,
    /// The soft hyphen: here, with a hyphen.
    Hyphenates,
}

fn joiner(cluster: &str) -> Option<Joiner> {
    match cluster.chars().next_back() {
        Some('\u{2060}' | '\u{FEFF}' | '\u{200D}') => Some(Joiner::Keeps),
        Some('\u{AD}') => Some(Joiner::Hyphenates),
        _ => None,
    }
}

/// A place between two clusters.
struct BreakPlace<'a> {
    text: &'a str,
    before: &'a Cluster,
    after: &'a Cluster,
    /// The class before, marks and joiners not counted.
    base: Class,
    /// The class before the last space, if any.
    before_space: Option<Class>,
}

impl BreakPlace<'_> {
    fn opportunity(&self, profile: &CompositionProfile, unicode: &UnicodeBreaks) -> Opportunity {
        let (a, b) = (self.base, self.after.class);
        let here = self.after.text.start;
        if matches!(b, Class::Space | Class::NoBreakSpace | Class::Transparent)
            || a == Class::NoBreakSpace
        {
            return Opportunity::Never;
        }
        if a == Class::Space {
            return match self.before_space {
                _ if b.is_wide() && profile.forbids_start(b) => Opportunity::Never,
                Some(a) if a.is_wide() && profile.forbids_end(a) => Opportunity::Never,
                Some(a) if a.is_wide() || b.is_wide() => Opportunity::Plain,
                None => Opportunity::Never,
                _ => unicode.at(here),
            };
        }
        if !a.is_wide() && !b.is_wide() {
            // LB23, LB25 and LB28: numbers and words are whole.
            if self.is_plain(self.before) && self.is_plain(self.after) {
                return Opportunity::Never;
            }
            // UAX #14 ends a line after any solidus, for the sake of paths; in
            // km/h or 24/7 that parts a unit (CLREQ 3.1.5).
            if self.before_is("/") && is_short_word(self.text, here) {
                return Opportunity::Never;
            }
            // C++ and 100%% are whole, though UAX #14 parts two signs of numbers.
            if self.is_sign(self.before) && self.before_is(&self.text[self.after.text.clone()]) {
                return Opportunity::Never;
            }
            // Better elsewhere than behind the hyphen of Wi-Fi.
            return match unicode.at(here) {
                Opportunity::Plain if self.before_is("-") => Opportunity::Reluctant,
                other => other,
            };
        }
        if is_inseparable(a, b)
            || (a == Class::Prefix && b == Class::Alphabetic)
            || profile.forbids_start(b)
            || profile.forbids_end(a)
        {
            return Opportunity::Never;
        }
        if profile.keeps_hangul_words && is_inside_korean_word(a, b) {
            return Opportunity::Never;
        }
        if self.before_is("/") && profile.forbids_end(Class::Solidus) {
            return Opportunity::Never;
        }
        // Brackets and marks of alphabetic text keep to UAX #14 also beside Han.
        if self.is_sign(self.before) || self.is_sign(self.after) {
            return unicode.at(here);
        }
        let is_disliked = profile.strictness.dislikes_start(b)
            || (a == Class::Open && profile.strictness == Strictness::ClreqNone);
        if is_disliked || self.is_inside_wide_number() {
            return Opportunity::Reluctant;
        }
        Opportunity::Plain
    }

    /// Whether full-width digits are parted here, from one another, from their
    /// decimal point or from what they count (JLREQ 3.1.10 keeps numbers whole;
    /// narrow columns cannot always).
    fn is_inside_wide_number(&self) -> bool {
        let one = |cluster: &Cluster| self.text[cluster.text.clone()].chars().next();
        let is_digit = |c: Option<char>| matches!(c, Some('０'..='９'));
        let is_point = |c: Option<char>| matches!(c, Some('・' | '．' | '，'));
        let before = one(self.before);
        if is_digit(before) {
            let after = one(self.after);
            return is_digit(after) || is_point(after) || self.after.class == Class::Postfix;
        }
        is_point(before) && is_digit(one(self.after))
    }

    /// Whether a cluster is an ASCII letter or digit and nothing else.
    fn is_plain(&self, cluster: &Cluster) -> bool {
        matches!(self.text.as_bytes().get(cluster.text.clone()), Some([c]) if c.is_ascii_alphanumeric())
    }

    fn before_is(&self, text: &str) -> bool {
        &self.text[self.before.text.clone()] == text
    }

    fn is_sign(&self, cluster: &Cluster) -> bool {
        matches!(cluster.class, Class::Sign | Class::Alphabetic)
            && !self.text[cluster.text.clone()].chars().all(char::is_alphanumeric)
    }
}

/// Whether two characters stand in one word of Korean, which parts words by
/// spaces (KLREQ 4.4.2): 2026년, B동, 시(市)는.
fn is_inside_korean_word(a: Class, b: Class) -> bool {
    let is_of_word = |class| {
        matches!(
            class,
            Class::Digit | Class::Alphabetic | Class::Sign | Class::Ideograph | Class::Hangul
        )
    };
    is_of_word(a) && is_of_word(b)
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

/// The shortest word that is hyphenated, in letters: a shorter one leaves two
/// stumps that are hardly words.
const SHORTEST_HYPHENATED: usize = 6;

/// The longest run of letters looked up, in bytes: the most that the patterns'
/// tables take. Nothing longer is a word.
const LONGEST_HYPHENATED: usize = 45;

fn hyphenate_words(text: &str, clusters: &[Cluster], lang: Lang, list: &mut [Opportunity]) {
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
            for syllable in hyphenate_bounded(word, patterns, 2, 3) {
                let inside = clusters[start + 1..start + length]
                    .iter()
                    .position(|cluster| cluster.text.start == offset);
                if let Some(at) = inside {
                    list[start + 1 + at] = opportunity;
                }
                offset += syllable.len();
            }
        }
        start += length;
    }
}
