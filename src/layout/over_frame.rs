//! Text that stands over the frame of a box, or over a rule: each of the spec is
//! held against the lines of all stories.

use std::collections::BTreeMap;

use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, Sink, Span};
use crate::geom::{Abs, Rect, WritingMode};
use crate::layout::paint::painted::Painted;
use crate::page::{ElementId, Line};
use crate::spec::page::{BoxElement, Element, PageSpec, RuleStyle};

/// Nearer to a frame than this, in points, text is seen to touch it.
const NEAR: f64 = 1.0;

/// A line of the page that text keeps clear of.
struct Edge {
    /// What it covers.
    outer: Rect,
    /// The inner edge of a frame; text may stand inside it.
    inner: Option<Rect>,
    span: Option<Span>,
}

/// Tells of stories whose lines stand over the frame of a box, or over a rule.
pub(super) fn report_lines_over_frames(spec: &PageSpec, painted: &Painted, sink: &mut Sink) {
    for (at, element) in (0..).zip(&spec.elements) {
        let Some(edge) = edge(spec, ElementId(at), element) else { continue };
        let mut touching: BTreeMap<u32, usize> = BTreeMap::new();
        for line in &painted.lines {
            let Some(story) = line.owner.story else { continue };
            let Some(seen) = extent(line) else { continue };
            let is_inside = edge.inner.is_some_and(|inner| inner.contains(seen));
            if seen.overlaps(edge.outer) && !is_inside {
                *touching.entry(story).or_default() += 1;
            }
        }
        for (story, count) in touching {
            let slug = painted.stories[story as usize].slug.clone();
            let finding = match edge.inner {
                Some(_) => FitFault::OverFrame { slug, lines: count },
                None => FitFault::OverRule { slug, lines: count },
            };
            sink.push(Diagnostic::of(finding).at(edge.span));
        }
    }
}

/// What of an element text keeps clear of.
fn edge(spec: &PageSpec, id: ElementId, element: &Element) -> Option<Edge> {
    match element {
        Element::Box(element) => {
            let (outer, inner) = band(spec, element, element.dress.frame?);
            Some(Edge { outer, inner: Some(inner), span: Some(element.area.span) })
        }
        Element::Rule(rule) => {
            let (from, to) = (spec.flow.point(rule.from), spec.flow.point(rule.to));
            let outer = Rect::between(from, to).grown(rule.style.width / 2);
            Some(Edge { outer, inner: None, span: spec.written.element(Some(id)) })
        }
        _ => None,
    }
}

/// The outer edge of a frame, and the inner edge that text keeps clear of.
fn band(spec: &PageSpec, element: &BoxElement, frame: RuleStyle) -> (Rect, Rect) {
    let grid = &spec.grid;
    let rect = spec.flow.rect(element.area.rect(grid).grown(element.dress.inset));
    let (out, into) = frame.frame_reach();
    (rect.grown(out), rect.grown(-(into + Abs::pt(NEAR))))
}

/// What a line covers on the sheet, about; none without glyphs.
fn extent(line: &Line) -> Option<Rect> {
    let size = line.runs.iter().map(|run| run.size).max()?;
    let glyphs = || line.runs.iter().flat_map(|run| run.glyphs.iter().map(|it| (it.x, run.size)));
    let start = glyphs().map(|(x, _)| x).min()?;
    // The last character is not wider than its size.
    let end = glyphs().map(|(x, size)| x + size.scale(85, 100)).max()?;
    let (origin, end) = (line.origin, end.min(line.measure.max(start)));
    Some(match line.writing {
        WritingMode::Horizontal => Rect {
            left: origin.x + start,
            right: origin.x + end,
            top: origin.y - size.scale(84, 100),
            bottom: origin.y + size.scale(8, 100),
        },
        WritingMode::Vertical => Rect {
            left: origin.x - size.scale(8, 100),
            right: origin.x + size.scale(84, 100),
            top: origin.y + start,
            bottom: origin.y + end,
        },
    })
}
