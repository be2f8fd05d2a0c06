//! Where a line may end.
//!
//! Every pair that touches an East Asian character or a full-width mark is
//! decided by the class table and the profile (CLREQ 3.1.4 and 3.1.5, JLREQ
//! 3.1.7 to 3.1.10); all other pairs by UAX #14; inside words by lists and
//! patterns.

use std::cell::OnceCell;

use super::address::address_breaks;
use super::break_place::BreakPlace;
use super::class::{Class, is_han};
use super::cluster::{Cluster, Opportunity};
use super::css_level::CssLevel;
use super::hyphenation::hyphenate_words;
use super::number::is_numeral;
use super::uax14::line_breaks;
use super::{Hyphenation, Paragraph};

/// The opportunity before each cluster.
pub(super) fn opportunities(
    text: &str,
    clusters: &[Cluster],
    paragraph: &Paragraph,
) -> Vec<Opportunity> {
    let level = CssLevel::of(paragraph.profile.strictness, paragraph.lang);
    let unicode = UnicodeBreaks::of(text, level);
    if level.is_some() {
        return clusters.iter().map(|cluster| unicode.at(cluster.text.start)).collect();
    }
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
        let next = clusters.get(at + 1).map(|cluster| cluster.class);
        let place = BreakPlace { text, before, after, base, before_space, next };
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
            Some(Joiner::Parts) if after.class != Class::Space => Opportunity::Plain,
            Some(Joiner::Parts) => Opportunity::Never,
            Some(Joiner::Hyphenates) => match paragraph.hyphenation {
                Hyphenation::Allowed => Opportunity::Hyphen,
                Hyphenation::Never => Opportunity::Never,
            },
            None => place.opportunity(&paragraph.profile, &unicode),
        };
    }
    if paragraph.hyphenation == Hyphenation::Allowed {
        hyphenate_words(text, clusters, paragraph, &mut list);
    }
    part_addresses(text, clusters, &mut list);
    keep_ordinals(text, clusters, &mut list);
    relieve_marks(clusters, &mut list);
    list
}

/// 第十二号, 第 3 条: a line that can be set otherwise does not part them.
fn keep_ordinals(text: &str, clusters: &[Cluster], list: &mut [Opportunity]) {
    let of = |at: usize| clusters.get(at).map_or("", |cluster| &text[cluster.text.clone()]);
    for start in 0..clusters.len() {
        if of(start) != "第" {
            continue;
        }
        let is_number = |at: &usize| {
            let part = of(*at);
            clusters[*at].class == Class::Space || part.chars().all(is_numeral)
        };
        let numbers =
            (start + 1..clusters.len()).take(LONGEST_ORDINAL).take_while(is_number).count();
        // What is counted is one character: 号, 条, 届.
        let end = start + 1 + numbers;
        let counter = clusters.get(end).is_some_and(|cluster| is_han_alone(text, cluster));
        if numbers == 0 {
            continue;
        }
        for opportunity in &mut list[start + 1..end + usize::from(counter)] {
            if *opportunity != Opportunity::Never {
                *opportunity = Opportunity::Kept;
            }
        }
    }
}

/// Characters of the longest number after 第 that is looked for.
const LONGEST_ORDINAL: usize = 8;

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
pub(super) struct UnicodeBreaks<'a> {
    text: &'a str,
    level: Option<CssLevel>,
    offsets: OnceCell<Vec<usize>>,
}

impl<'a> UnicodeBreaks<'a> {
    fn of(text: &'a str, level: Option<CssLevel>) -> Self {
        Self { text, level, offsets: OnceCell::new() }
    }

    pub(super) fn at(&self, offset: usize) -> Opportunity {
        let breaks = || line_breaks(self.text, self.level);
        match self.offsets.get_or_init(breaks).binary_search(&offset) {
            Ok(_) => Opportunity::Plain,
            Err(_) => Opportunity::Never,
        }
    }
}

/// What an invisible character says of breaks.
enum Joiner {
    /// Word joiners and the joiner of emoji: never here.
    Keeps,
    /// The space without width: here (LB8).
    Parts,
    /// The soft hyphen: here, with a hyphen.
    Hyphenates,
}

fn joiner(cluster: &str) -> Option<Joiner> {
    match cluster.chars().next_back() {
        Some('\u{2060}' | '\u{FEFF}' | '\u{200D}') => Some(Joiner::Keeps),
        Some('\u{200B}') => Some(Joiner::Parts),
        Some('\u{AD}') => Some(Joiner::Hyphenates),
        _ => None,
    }
}
