//! Readings above a line: ruby in full-width signs and readings in letters.
//!
//! They are half as large as their base (JLREQ 3.3.3, CLREQ 3.3.4.1) and
//! centered on it. A reading of one character is set solid; a shorter one over
//! several is spread 1:2:1, and so is the base under a longer one (JLREQ
//! 3.3.6). A longer reading may hang over kana without a reading of their
//! own and over the blanks of marks by its own em (JLREQ 3.3.8); one in letters may hang
//! over any character without a reading, as long as a quarter of its em stays
//! free to the next reading (CLREQ 3.3.4.1). At a line's edge none sticks out.

use std::ops::Range;
use std::sync::Arc;

use super::annotation::{
    Attached, Context, READING_SIZE, ReadingPart, keep_together, over, shift, style_of, under,
};
use super::class::Class;
use super::cluster::{Gap, Prepared};
use super::fill::LineEndForm;
use super::optimize::LineBreak;
use super::prepare::prepare;
use super::set::{LinePlace, set_line};
use super::{CharStyle, Hyphenation, Paragraph, TextSpan};
use crate::geom::{Abs, Em};
use crate::page::{Origins, Run};
use crate::style::{Align, ReadingKind, Spacing, type_paint};

/// A reading with what it belongs to.
pub(super) struct ReadingUnit {
    clusters: Range<usize>,
    kind: ReadingKind,
    /// The size of the reading's type.
    size: Abs,
    /// The reading set solid, from 0 on.
    runs: Vec<Run>,
    width: Abs,
}

/// Sets a reading for itself; none if there is nothing to set.
pub(super) fn unit(
    out: &mut Prepared,
    clusters: Range<usize>,
    ReadingPart { text, kind, written }: ReadingPart,
    context: &mut Context,
) -> Option<ReadingUnit> {
    if clusters.is_empty() || text.trim().is_empty() {
        return None;
    }
    keep_together(out, clusters.clone());
    let base = style_of(out, clusters.start);
    let size = READING_SIZE.at(base.size);
    let paint = type_paint(base.paint.color, size);
    let style = CharStyle { size, paint, tracking: Em::ZERO, width: Em::ONE, ..base.clone() };
    let paragraph = Paragraph {
        spans: vec![TextSpan { text: text.trim().to_owned(), style }],
        origins: Origins::of(text.trim().len(), written),
        annotations: Vec::new(),
        lang: context.lang,
        profile: out.profile,
        indent: Em::ZERO,
        hyphenation: Hyphenation::Never,
        divisions: Arc::default(),
    };
    let prepared = prepare(&paragraph, context.shaper);
    let at = out.clusters[clusters.start].text.start;
    out.remarks.extend(prepared.remarks.iter().map(|remark| super::FaceRemark { at, ..*remark }));
    let all = 0..prepared.len();
    let width = prepared.natural_width(all.clone());
    let line = LineBreak { clusters: all, form: LineEndForm::Half };
    let place = LinePlace { is_first: true, is_last: true };
    let set = set_line(&prepared, &line, place, width, Align::Start, context.shaper);
    Some(ReadingUnit { clusters, kind, size, runs: set.runs, width })
}

/// Puts readings over their clusters and makes the room they need.
pub(super) fn attach(out: &mut Prepared, units: Vec<ReadingUnit>) {
    let already = out.attached.len();
    let mut moved = vec![Abs::ZERO; out.clusters.len()];
    let mut has_reading = vec![false; out.clusters.len()];
    for unit in &units {
        has_reading[unit.clusters.clone()].fill(true);
    }
    for unit in units {
        let base = base_width(out, &unit.clusters);
        let free = match unit.kind {
            ReadingKind::Letters => unit.size / 4,
            ReadingKind::Ruby | ReadingKind::Bopomofo => Abs::ZERO,
        };
        let excess = unit.width + free - base;
        // Cells are as wide as they are: there a long reading just sticks out.
        let gives_way = out.profile.spacing != Spacing::CharacterGrid;
        let (first, runs) = if excess > Abs::ZERO && !gives_way {
            (-(unit.width - base) / 2, unit.runs)
        } else if excess > Abs::ZERO {
            let edge = spread_base(out, &unit.clusters, excess);
            moved[unit.clusters.start] += edge;
            hang_over(out, &unit, edge, &has_reading);
            (free / 2, unit.runs)
        } else {
            spread_reading(out, &unit, base)
        };
        let rise = over(style_of(out, unit.clusters.start).size) + under(unit.size);
        let cluster = unit.clusters.start;
        out.attached.extend(runs.into_iter().map(|mut run| {
            for glyph in &mut run.glyphs {
                glyph.x += first;
                glyph.rise += rise;
            }
            Attached { cluster, run, reach: unit.size }
        }));
    }
    shift(out, already, &moved);
}

/// The width of a base, whose gaps neither give nor grow any more.
fn base_width(out: &mut Prepared, clusters: &Range<usize>) -> Abs {
    let mut width = Abs::ZERO;
    for (at, cluster) in out.clusters[clusters.clone()].iter_mut().enumerate() {
        if at > 0 {
            cluster.gap.shrink = None;
            cluster.gap.stretch = None;
            cluster.gap.even = false;
            width += cluster.gap.ideal;
        }
        width += cluster.body;
    }
    width
}

/// Spreads a base by an excess: as much between its characters as twice what
/// is at its ends, which comes back (JLREQ 3.3.6).
fn spread_base(out: &mut Prepared, clusters: &Range<usize>, excess: Abs) -> Abs {
    let parts = |out: &Prepared, at: usize| {
        let (before, after) = (out.clusters[at - 1].class, out.clusters[at].class);
        before.is_ideographic() && after.is_ideographic()
    };
    let inside: Vec<usize> =
        (clusters.start + 1..clusters.end).filter(|at| parts(out, *at)).collect();
    let shares = 2 * (inside.len() as i64 + 1);
    let edge = excess.scale(1, shares);
    let mut given = edge;
    for at in &inside {
        out.clusters[*at].gap.ideal += edge * 2;
        given += edge * 2;
    }
    out.clusters[clusters.start].body += edge;
    // The rest that rounding leaves goes to the last character.
    out.clusters[clusters.end - 1].body += excess - given;
    edge
}

/// Lets a reading reach over the characters beside its base, as far as it
/// stands out of this.
fn hang_over(out: &mut Prepared, unit: &ReadingUnit, edge: Abs, has_reading: &[bool]) {
    let is_read = |at: usize| has_reading.get(at) == Some(&true);
    // How far a reading may hang over the character `at`, beside which `beyond` is the
    // next one outwards.
    let most = |out: &Prepared, at: usize, beyond: Option<usize>| {
        let class = out.clusters[at].class;
        if is_read(at) {
            return Abs::ZERO;
        }
        match unit.kind {
            // If the next character has a reading too, which may hang over this one from
            // the other side, each gets half of it.
            ReadingKind::Ruby if is_kana(out.text_of(at..at + 1)) => {
                if beyond.is_some_and(is_read) { unit.size / 2 } else { unit.size }
            }
            // Readings have half the size of the text: three eighths of an em from both
            // sides leave a quarter of it free.
            ReadingKind::Letters if class.is_wide() => unit.size.scale(3, 4),
            _ => Abs::ZERO,
        }
    };
    let (start, end) = (unit.clusters.start, unit.clusters.end);
    if start > 0 {
        let blank = blank_at(out, start, out.clusters[start - 1].class.is_closing());
        let by = most(out, start - 1, start.checked_sub(2)).max(blank.min(unit.size));
        narrow(&mut out.clusters[start].gap, edge.min(by));
    }
    if end < out.clusters.len() {
        let blank = blank_at(out, end, out.clusters[end].class == Class::Open);
        let by = most(out, end, Some(end + 1)).max(blank.min(unit.size));
        narrow(&mut out.clusters[end].gap, edge.min(by));
    }
}

/// The gap before a cluster, if it is the blank of a mark.
fn blank_at(out: &Prepared, cluster: usize, is_blank: bool) -> Abs {
    if is_blank { out.clusters[cluster].gap.ideal.max(Abs::ZERO) } else { Abs::ZERO }
}

/// Takes from a gap, and from what it can still give.
fn narrow(gap: &mut Gap, by: Abs) {
    gap.ideal -= by;
    if let Some((_, give)) = &mut gap.shrink {
        *give = (*give - by).max(Abs::ZERO);
    }
}

fn is_kana(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'))
}

/// A reading that is not wider than its base, and how far it starts from its
/// edge.
fn spread_reading(out: &Prepared, unit: &ReadingUnit, base: Abs) -> (Abs, Vec<Run>) {
    let rest = base - unit.width;
    let signs = unit.runs.iter().flat_map(|run| &run.glyphs).filter(|g| !g.text.is_empty()).count();
    let has_one = out.clusters[unit.clusters.clone()]
        .iter()
        .filter(|cluster| cluster.class != Class::Transparent)
        .nth(1)
        .is_none();
    if has_one || signs < 2 || unit.kind != ReadingKind::Ruby {
        return (rest / 2, unit.runs.clone());
    }
    // Not more than half an em of the base at an end.
    let half = style_of(out, unit.clusters.start).size / 2;
    let edge = rest.scale(1, 2 * signs as i64).min(half);
    let between = rest - edge * 2;
    let mut at = -1_i64;
    let mut runs = unit.runs.clone();
    for glyph in runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        at += i64::from(!glyph.text.is_empty());
        glyph.x += between.scale(at.max(0), signs as i64 - 1);
    }
    (edge, runs)
}
