//! Lines along words: 专名号 under names and 浪线书名号 under titles (CLREQ
//! 3.1.8), below a horizontal line and left of a vertical one.
//!
//! A line goes from the first body of its words in a line of text to the last
//! one there: it stretches with justified text, and neither the space beside
//! alphabetic text nor the blank of a mark at its ends is underlined. It is a
//! little shorter at both ends, so two names side by side show a gap.

use std::ops::Range;

use super::Paragraph;
use super::annotation::{AnnotationKind, LineSide, clusters_in, style_of};
use super::cluster::Prepared;
use crate::color::Paint;
use crate::geom::{Abs, Em};

/// The form of a line along words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineForm {
    /// 专名号.
    Straight,
    /// 浪线书名号.
    Wavy,
}

/// A line along words of a set line, in the line's coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineBeside {
    /// Straight or wavy.
    pub form: LineForm,
    /// From where along the line.
    pub from: Abs,
    /// To where.
    pub to: Abs,
    /// How far above the baseline its middle is, mostly below it.
    pub rise: Abs,
    /// The em of its words, which its waves are reckoned in.
    pub em: Abs,
    /// How thick it is.
    pub width: Abs,
    /// Inks.
    pub paint: Paint,
}

/// From the em box to the middle of a line.
const OFF: Em = Em::frac(1, 10);
/// How thick it is.
const WIDTH: Em = Em::frac(1, 20);
/// How much shorter than its words at each end.
const INSET: Em = Em::frac(1, 16);

/// A line before its words have their places.
#[derive(Debug, Clone)]
pub(super) struct Underlined {
    pub(super) clusters: Range<usize>,
    form: LineForm,
    /// The last cluster of this one and of those before it, plus one.
    furthest: usize,
}

/// The lines that a paragraph's annotations ask for.
pub(super) fn lines_beside(out: &Prepared, paragraph: &Paragraph) -> Vec<Underlined> {
    let lines = paragraph.annotations.iter().filter_map(|annotation| match annotation.kind {
        AnnotationKind::Line(form) => Some((annotation, form)),
        _ => None,
    });
    let mut furthest = 0;
    let mut list: Vec<Underlined> = lines
        .map(|(annotation, form)| {
            let clusters = clusters_in(out, &annotation.range);
            Underlined { clusters, form, furthest: 0 }
        })
        .collect();
    list.sort_by_key(|underlined| underlined.clusters.start);
    for underlined in &mut list {
        furthest = furthest.max(underlined.clusters.end);
        underlined.furthest = furthest;
    }
    list
}

/// The lines that may touch a run of clusters.
pub(super) fn near<'a>(lines: &'a [Underlined], clusters: &Range<usize>) -> &'a [Underlined] {
    let start = lines.partition_point(|underlined| underlined.furthest <= clusters.start);
    let end = lines.partition_point(|underlined| underlined.clusters.start < clusters.end);
    lines.get(start..end).unwrap_or_default()
}

/// The line of some words of which `first` is the first cluster, and whose bodies
/// reach over `reach`.
pub(super) fn line_beside(
    out: &Prepared,
    underlined: &Underlined,
    first: usize,
    reach: Range<Abs>,
) -> LineBeside {
    let style = style_of(out, first);
    let em = style.size;
    let inset = INSET.at(em).min((reach.end - reach.start).max(Abs::ZERO) / 4);
    LineBeside {
        form: underlined.form,
        from: reach.start + inset,
        to: reach.end - inset,
        rise: LineSide::Under.across(OFF.at(em), em),
        em,
        width: WIDTH.at(em),
        paint: style.paint,
    }
}
