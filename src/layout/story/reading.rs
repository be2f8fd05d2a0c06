//! Reading order: where a story's text goes on beyond something that does not
//! belong to it, and the reader's eye has to jump.

use crate::diag::finding::Fit;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::Slot;
use crate::spec::page::{Area, Element, StoryFrame};

/// Tells where the text of a story goes on beyond something foreign: down
/// one column, or from the foot of one frame to the head of the next.
pub(super) fn report_reading_order(
    desk: Desk,
    canvas: &Canvas,
    frame: &StoryFrame,
    slots: &[Slot],
    sink: &mut Sink,
) {
    if canvas.flow.writing != desk.spec.flow.writing {
        return;
    }
    let foreign = foreign(desk, frame);
    let mut told: Vec<LineSpan> = Vec::new();
    for pair in slots.windows(2) {
        let [one, next] = pair else { continue };
        if one.frame != next.frame && next.right <= one.left && next.line <= one.line {
            report_backwards(frame, one, next, sink);
            continue;
        }
        let jumped = foreign.iter().find(|area| match one.frame == next.frame {
            true => one.column == next.column && stands_between(area, one, next),
            false => {
                let (from, to) = (middle(canvas, one), middle(canvas, next));
                crosses(from, to, area.rect(&canvas.grid))
            }
        });
        if let Some(area) = jumped
            && !told.contains(&area.lines)
        {
            told.push(area.lines);
            report_jumped_over(frame, one, next, area.lines, sink);
        }
    }
}

/// What else stands on the page: heads, text and pictures of others.
fn foreign(desk: Desk, frame: &StoryFrame) -> Vec<Area> {
    let mut areas = Vec::new();
    for element in &desk.spec.elements {
        match element {
            Element::Story(other) if other.slug != frame.slug => {
                areas.push(other.area);
                areas.extend(other.frames.iter().map(|further| further.area));
            }
            Element::Section(section) => areas.push(section.area),
            Element::Picture(picture) if picture.slug != frame.slug => {
                areas.push(picture.picture.area);
            }
            Element::Banner(banner) => areas.push(banner.area),
            Element::Table(table) => areas.push(table.area),
            Element::Ad(ad) => areas.push(ad.area),
            Element::Story(_)
            | Element::Picture(_)
            | Element::Barcode(_)
            | Element::Ornament(_)
            | Element::Rule(_)
            | Element::Box(_)
            | Element::Masthead(_)
            | Element::Folio(_) => {}
        }
    }
    areas
}

fn middle(canvas: &Canvas, slot: &Slot) -> Point {
    let (top, bottom) = canvas.grid.line_edges(LineSpan { first: slot.line, last: slot.line });
    Point::new(slot.left + slot.measure() / 2, top + (bottom - top) / 2)
}

/// Tells of text that goes on in a column before the one that it comes from,
/// and no lower.
fn report_backwards(frame: &StoryFrame, one: &Slot, next: &Slot, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(Fit::Backwards {
            slug: frame.slug.to_string(),
            line: one.line,
            other_line: next.line,
        })
        .at(frame.area.span),
    );
}

fn report_jumped_over(
    frame: &StoryFrame,
    one: &Slot,
    next: &Slot,
    over: LineSpan,
    sink: &mut Sink,
) {
    sink.push(
        Diagnostic::of(Fit::JumpedOver {
            slug: frame.slug.to_string(),
            line: one.line,
            other_line: next.line,
            first_line: over.first,
            last_line: over.last,
        })
        .at(frame.area.span),
    );
}

/// Whether something stands in a column between two of its lines.
fn stands_between(area: &Area, one: &Slot, next: &Slot) -> bool {
    one.run != next.run
        && one.line < area.lines.first
        && area.lines.last < next.line
        && area.left < one.right
        && one.left < area.right
}

/// Whether the straight way from one point to another leads through a box.
fn crosses(from: Point, to: Point, rect: Rect) -> bool {
    let way = Rect::between(from, to);
    if !way.overlaps(rect) {
        return false;
    }
    // All corners on one side of the way: it passes by.
    let side = |x: Abs, y: Abs| {
        let cross = i128::from((to.x - from.x).units()) * i128::from((y - from.y).units())
            - i128::from((to.y - from.y).units()) * i128::from((x - from.x).units());
        cross.signum()
    };
    let corners = [
        side(rect.left, rect.top),
        side(rect.right, rect.top),
        side(rect.left, rect.bottom),
        side(rect.right, rect.bottom),
    ];
    !(corners.iter().all(|side| *side > 0) || corners.iter().all(|side| *side < 0))
}
