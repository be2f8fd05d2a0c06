//! Lines of cells, 稿纸: every full-width character in a cell of its own, and
//! nothing between the cells.
//!
//! What is not full width (a word, a number) is padded to whole cells, as much
//! before as after (CLREQ 3.2.5); all of it after where it begins a line, whose edge would
//! look ragged. Nothing gives and nothing grows, so a line
//! whose next character must not start one leaves a cell empty, or lets a mark
//! stand outside.

use std::ops::Range;

use super::class::Class;
use super::cluster::{CellPad, Cluster, Gap, Opportunity, Prepared};
use super::profile::Blanks;
use crate::geom::Abs;

/// Puts a prepared paragraph into cells of its em.
pub(super) fn into_cells(out: &mut Prepared) {
    let cell = out.styles.first().map_or(Abs::ZERO, |style| style.size);
    if cell <= Abs::ZERO {
        return;
    }
    for cluster in &mut out.clusters {
        // No hyphenation: the parts of a word would not fill whole cells.
        if cluster.opportunity.hyphenates() {
            cluster.opportunity = Opportunity::Never;
        }
        cluster.gap = Gap { ideal: cluster.gap.ideal, ..Gap::default() };
    }
    let mut start = 0;
    while start < out.clusters.len() {
        let end = unit_end(&out.clusters, start);
        settle_spaces(&mut out.clusters, start..end, cell);
        fill_cells(out, start..end, cell);
        start = end;
    }
}

/// The end of what takes cells together: one full-width character, or all that
/// is not full width up to where a line may end.
fn unit_end(clusters: &[Cluster], start: usize) -> usize {
    let is_wide = clusters[start].class.is_wide();
    let goes_on = |cluster: &&Cluster| match cluster.class {
        Class::Transparent => true,
        class if is_wide || class.is_wide() => false,
        _ => cluster.opportunity == Opportunity::Never,
    };
    start + 1 + clusters[start + 1..].iter().take_while(goes_on).count()
}

/// A typed space keeps its width only between words. Beside full-width text
/// the cells' own padding does its work; between two full-width characters it
/// is an empty cell, as on manuscript paper.
fn settle_spaces(clusters: &mut [Cluster], unit: Range<usize>, cell: Abs) {
    let is_wide = |at: usize| clusters.get(at).is_none_or(|cluster| cluster.class.is_wide());
    let (after_wide, before_wide) = (unit.start == 0 || is_wide(unit.start - 1), is_wide(unit.end));
    let is_space = |cluster: &Cluster| cluster.class == Class::Space;
    let all_space = clusters[unit.clone()].iter().all(is_space);
    clusters[unit.start].gap.ideal = Abs::ZERO;
    if all_space && after_wide && before_wide {
        clusters[unit.start].gap.ideal = cell;
    } else if before_wide {
        for cluster in clusters[unit].iter_mut().rev().take_while(|cluster| is_space(cluster)) {
            cluster.gap.ideal = Abs::ZERO;
        }
    }
}

/// Widens the bodies at both ends of a unit until it takes whole cells.
fn fill_cells(out: &mut Prepared, unit: Range<usize>, cell: Abs) {
    for at in unit.clone() {
        take_blanks_in(out, at);
    }
    let clusters = &out.clusters[unit.clone()];
    let Some(first) = clusters.iter().position(|cluster| cluster.class != Class::Space) else {
        return;
    };
    let last = clusters.iter().rposition(|cluster| cluster.class != Class::Space).unwrap_or(first);
    let gaps: Abs = clusters[first + 1..].iter().map(|cluster| cluster.gap.ideal).sum();
    let width: Abs = clusters.iter().map(|cluster| cluster.body).sum::<Abs>() + gaps;
    let cells = (width + cell - Abs::from_units(1)).count_of(cell).max(1);
    let padding = cell * cells - width;
    let before = padding / 2;
    shift(out, unit.start + first, before);
    if before > Abs::ZERO && !out.clusters[unit.start + first].class.is_wide() {
        out.cell_pads.push(CellPad { clusters: unit.start + first..unit.end, before });
    }
    out.clusters[unit.start + last].body += padding - before;
}

/// In a cell a mark's blanks are part of it.
fn take_blanks_in(out: &mut Prepared, at: usize) {
    let Blanks { before, after } = std::mem::take(&mut out.clusters[at].blanks);
    shift(out, at, before);
    out.clusters[at].body += after;
}

/// Widens a body at its left.
fn shift(out: &mut Prepared, at: usize, by: Abs) {
    let cluster = &mut out.clusters[at];
    cluster.body += by;
    for glyph in &mut out.glyphs[cluster.glyphs.clone()] {
        glyph.x += by;
    }
}
