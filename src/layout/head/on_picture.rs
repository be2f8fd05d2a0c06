//! Heads on pictures, 压图题: at an edge of one of the story's pictures, over
//! nothing or over a bar.

use super::display::{Display, depth, push_head};
use super::set_head;
use crate::color::Paint;
use crate::diag::finding::{Edge, Heads};
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, Rect, WritingMode};
use crate::layout::bind::{Binder, Measure};
use crate::layout::desk::StoryPlace;
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::Matter;
use crate::page::Shape;
use crate::spec::page::{HeadEdge, StoryFrame};

/// Sets a head on a picture whose frame on the sheet is known.
pub(in crate::layout) fn place_head_on_picture(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    edge: HeadEdge,
    seen: Rect,
    out: &mut Matter,
) {
    let frame = place.frame;
    let writing = match edge {
        HeadEdge::Top | HeadEdge::Bottom => WritingMode::Horizontal,
        HeadEdge::Left | HeadEdge::Right => WritingMode::Vertical,
    };
    let pad = canvas.grid.body_size;
    let inner = seen.grown(-pad);
    let (along, across) = match writing {
        WritingMode::Horizontal => (inner.width(), inner.height()),
        WritingMode::Vertical => (inner.height(), inner.width()),
    };
    let measure = Measure { width: along.max(pad), lang: place.lang };
    let over = canvas.over(inner, writing);
    let head = set_head(binder, &over, place.story(), frame, measure);
    out.findings.append(head.findings);
    let head = closed(head.parts);
    if head.is_empty() {
        return;
    }
    let depth = depth(&head, &over.grid);
    if depth > across {
        report_head_over_edge(frame, edge, depth - across, &mut out.findings);
    }
    let strip = match edge {
        HeadEdge::Top => Rect { bottom: inner.top + depth, ..inner },
        HeadEdge::Bottom => Rect { top: inner.bottom - depth, ..inner },
        HeadEdge::Left => Rect { right: inner.left + depth, ..inner },
        HeadEdge::Right => Rect { left: inner.right - depth, ..inner },
    };
    if let Some(color) = frame.head.background {
        let bar = match edge {
            HeadEdge::Top => Rect { bottom: (strip.bottom + pad).min(seen.bottom), ..seen },
            HeadEdge::Bottom => Rect { top: (strip.top - pad).max(seen.top), ..seen },
            HeadEdge::Left => Rect { right: (strip.right + pad).min(seen.right), ..seen },
            HeadEdge::Right => Rect { left: (strip.left - pad).max(seen.left), ..seen },
        };
        // Among the tints it would lie under the picture.
        out.push_shapes([Shape::filled(bar, Paint::usual(color))]);
    }
    let strip = canvas.over(strip, writing);
    push_head(&strip, head, strip.grid.area.left, 1, out);
}

fn report_head_over_edge(frame: &StoryFrame, edge: HeadEdge, over: Abs, sink: &mut Sink) {
    let edge = match edge {
        HeadEdge::Top => Edge::Top,
        HeadEdge::Bottom => Edge::Bottom,
        HeadEdge::Left => Edge::Left,
        HeadEdge::Right => Edge::Right,
    };
    let slug = frame.slug.to_string();
    let finding = Heads::HeadOverPicture { slug, over_mm: over.to_mm(), edge };
    sink.push(Diagnostic::of(finding).at(frame.slug_span));
}

/// A head without the empty lines above and below it.
fn closed(mut head: Vec<Display>) -> Vec<Display> {
    if let Some(last) = head.pop() {
        head.push(last.close_below());
    }
    if !head.is_empty() {
        let first = head.remove(0).close_above();
        head.insert(0, first);
    }
    head
}
