//! The gap before every cluster: how wide it is, how far it gives and grows,
//! and whether even spacing may go into it. The classes on both sides decide.

use super::class::{Class, is_inseparable, is_one_sign};
use super::cluster::{Cluster, Gap, Prepared};
use super::gap_level::{ShrinkLevel, StretchLevel};
use super::number::is_han_numeral;
use super::profile::{Blanks, BlanksBetween, CompositionProfile, Elastic, MarkForm};
use crate::geom::{Abs, Em, WritingMode};

/// Works out the gap before every cluster from the classes on both sides.
pub(super) fn make_gaps(out: &mut Prepared) {
    close_numbers(out);
    // Marks and joiners are transparent: what counts is the character before.
    let mut base = 0;
    for at in 1..out.clusters.len() {
        let next_after_space = out.clusters.get(at + 1).map(|cluster| cluster.class);
        let (before, after) = (&out.clusters[base], &out.clusters[at]);
        if after.class == Class::Transparent {
            continue;
        }
        let size = out.styles[after.style].size;
        let mut gap = gap_between(&out.profile, before, after, next_after_space, size);
        if is_bare_sign(out, base, at) {
            gap = Gap { even: gap.even, ..Gap::default() };
        }
        if !is_one_sign(before.class, after.class) {
            let style = &out.styles[before.style];
            gap.ideal += style.tracking.at(style.size);
        }
        out.clusters[at].gap = gap;
        base = at;
    }
    // From here on a space is only its gap.
    for cluster in &mut out.clusters {
        if cluster.class == Class::Space {
            cluster.blanks = Blanks::default();
        }
    }
}

/// In vertical Japanese lines the mark inside a number of Han characters has no blanks: 一・五倍,
/// 三、四五六人 (JLREQ 3.1.3).
fn close_numbers(out: &mut Prepared) {
    let profile = &out.profile;
    if profile.writing != WritingMode::Vertical || profile.marks != MarkForm::Japan {
        return;
    }
    for at in 1..out.clusters.len().saturating_sub(1) {
        let is_mark = matches!(out.clusters[at].class, Class::Interpunct | Class::Comma);
        let is_numeral =
            |at: usize| out.text[out.clusters[at].text.clone()].chars().all(is_han_numeral);
        if is_mark && is_numeral(at - 1) && is_numeral(at + 1) {
            out.clusters[at].blanks = Blanks::default();
        }
    }
}

/// Whether a per cent sign meets an East Asian character with no number between
/// them, as in 涨跌%: CLREQ 3.2.2 parts East Asian text from letters and figures,
/// and the sign is neither (as in CSS Text 4, `text-autospace`).
fn is_bare_sign(out: &Prepared, before: usize, after: usize) -> bool {
    let is_sign = |at: usize| out.text.as_bytes().get(out.clusters[at].text.clone()) == Some(b"%");
    let is_east_asian = |at: usize| out.clusters[at].class.is_ideographic();
    let follows_number =
        before > 0 && matches!(out.clusters[before - 1].class, Class::Digit | Class::Alphabetic);
    is_sign(after) && is_east_asian(before)
        || is_sign(before) && is_east_asian(after) && !follows_number
}

/// CLREQ 3.1.6.2 (marks side by side), 3.2.2 (East Asian and alphabetic),
/// 3.5.3 and 3.5.4 (who gives and who grows).
fn gap_between(
    profile: &CompositionProfile,
    before: &Cluster,
    after: &Cluster,
    next: Option<Class>,
    size: Abs,
) -> Gap {
    let (a, b) = (before.class, after.class);
    if b == Class::Space {
        return word_space(profile, a, next, after.blanks.before, size);
    }
    if a == Class::Space {
        return Gap::default();
    }
    if is_inseparable(a, b) {
        return Gap::default();
    }
    let mut blanks = before.blanks.up_to(after.blanks);
    if blanks != BlanksBetween::NONE {
        blanks = profile.side_by_side(a, b, blanks);
    }
    let BlanksBetween { trailing, leading } = blanks;
    let blank = trailing + leading;
    if blank != Abs::ZERO {
        let giver = if trailing >= leading { a } else { b };
        // A sign before a number keeps what is before it (JLREQ table 3).
        let shrink = profile
            .shrink_level(giver)
            .filter(|_| b != Class::Prefix)
            .map(|level| (level as usize, profile.give(level, blank, size)));
        // Before an opening and after a closing bracket the even spacing goes
        // on; at other marks it does not (JLREQ 3.1.11).
        let even =
            (a.is_ideographic() && b == Class::Open) || (a == Class::Close && b.is_ideographic());
        return Gap { ideal: blank, shrink, stretch: None, even };
    }
    if profile.is_spaced(a, b) {
        return cjk_latin(profile.cjk_latin, size);
    }
    Gap { even: may_part_evenly(a, b), ..Gap::default() }
}

/// The gap between East Asian and alphabetic text.
fn cjk_latin(space: Elastic, size: Abs) -> Gap {
    let ideal = space.ideal.at(size);
    Gap {
        ideal,
        shrink: Some((ShrinkLevel::CjkLatin as usize, (space.ideal - space.min).at(size))),
        stretch: Some((StretchLevel::CjkLatin as usize, (space.max - space.ideal).at(size))),
        even: true,
    }
}

/// A typed space: between words it is the face's own; between East Asian and
/// alphabetic text it stands for the space that would be there anyway; between
/// two East Asian characters it is half an em, and firm.
fn word_space(
    profile: &CompositionProfile,
    a: Class,
    next: Option<Class>,
    width: Abs,
    size: Abs,
) -> Gap {
    match next {
        // Korean parts its words by spaces, also beside digits and letters.
        Some(b) if profile.is_spaced(a, b) && a != Class::Hangul && b != Class::Hangul => {
            cjk_latin(profile.cjk_latin, size)
        }
        Some(b) if a.is_wide() && b.is_wide() && a != Class::Hangul && b != Class::Hangul => {
            Gap { ideal: Em::frac(1, 2).at(size), shrink: None, stretch: None, even: false }
        }
        _ => {
            let ideal = if width > Abs::ZERO { width } else { profile.word_space.ideal.at(size) };
            let least = profile.word_space.min.at(size).min(ideal);
            let most = profile.word_space.max.at(size).max(ideal);
            Gap {
                ideal,
                shrink: Some((ShrinkLevel::WordSpace as usize, ideal - least)),
                stretch: Some((StretchLevel::WordSpace as usize, most - ideal)),
                even: true,
            }
        }
    }
}

/// Whether even spacing may go between the two (JLREQ 3.1.11).
fn may_part_evenly(a: Class, b: Class) -> bool {
    let solid = |class: Class| {
        matches!(
            class,
            Class::Stop
                | Class::Comma
                | Class::Colon
                | Class::Dividing
                | Class::Interpunct
                | Class::Connector
                | Class::Solidus
                | Class::Sign
                | Class::IdeographicSpace
        )
    };
    // One word of Korean: 2026년.
    let is_latin = |class| matches!(class, Class::Digit | Class::Alphabetic);
    if (a == Class::Hangul && is_latin(b)) || (is_latin(a) && b == Class::Hangul) {
        return false;
    }
    let parted = a.is_wide() || b.is_wide();
    // JLREQ table 6: not before a sign that belongs to a number, nor where a
    // mark of repetition or length meets a dash.
    let repeats = matches!(a, Class::Iteration | Class::Prolong | Class::SmallKana);
    if b == Class::Prefix || (repeats && matches!(b, Class::Dash | Class::Ellipsis)) {
        return false;
    }
    parted && a != Class::Open && b != Class::Close && !solid(a) && !solid(b)
}
