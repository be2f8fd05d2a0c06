//! Heads beside their text, in lines that cross it: vertical heads of
//! horizontal stories, horizontal heads of vertical ones.

use super::display::{Display, depth, push_head};
use super::place::head_inset;
use super::set_head;
use crate::diag::finding::Heads;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, ColumnSpan, LineSpan, Rect};
use crate::layout::bind::{Binder, Measure};
use crate::layout::desk::StoryPlace;
use crate::layout::grid::canvas::{Canvas, crossing};
use crate::layout::grid::slots::{Obstacle, Room};
use crate::layout::paint::matter::Matter;
use crate::page::Part;
use crate::spec::page::{Side, StoryFrame};
use crate::style::Lang;

/// Where a head may stand beside its text.
struct PlaceBeside {
    /// The text's lines that it stands along.
    lines: LineSpan,
    /// In flow coordinates of the text.
    rect: Rect,
}

/// What a head beside the text leaves of a place.
pub(in crate::layout) struct LeftBeside {
    /// The room for the text.
    pub(in crate::layout) room: Room,
    /// What pictures keep clear of, too, beside the room.
    pub(in crate::layout) beside: Option<Obstacle>,
    /// What text keeps clear of within the room.
    pub(in crate::layout) within: Option<Obstacle>,
}

/// Sets a head beside the text. If it does not stand along the whole of the text,
/// or in base columns of its own, the text runs round it.
pub(in crate::layout) fn place_head_beside(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    side: Side,
    columns: Option<ColumnSpan>,
    out: &mut Matter,
) -> LeftBeside {
    let StoryPlace { frame, lang, room, .. } = place;
    let at = place_beside(canvas, frame, room, columns);
    // A color behind it reaches so far beyond its words.
    let inset = head_inset(canvas, frame);
    let inner = at.rect.grown(-inset);
    let head = crossing_head(binder, canvas, place, inner, &mut out.findings);
    if head.is_empty() {
        return LeftBeside { room, beside: None, within: None };
    }
    let needed = depth(&head, &over_crossing(canvas, inner).grid);
    let needed = needed + inset * 2;
    let Rect { left, right, .. } = at.rect;
    if needed > right - left {
        report_head_too_wide(frame, needed - (right - left), &mut out.findings);
    }
    let needed = needed.min(right - left);
    let strip = match (columns, side) {
        // In the middle of its columns.
        (Some(_), _) => {
            let left = left + (right - left - needed) / 2;
            Rect { left, right: left + needed, ..at.rect }
        }
        (None, Side::Start) => Rect { right: left + needed, ..at.rect },
        (None, Side::End) => Rect { left: right - needed, ..at.rect },
    };
    if let Some(color) = frame.head.background {
        out.tint(canvas, strip, color);
    }
    let crossing = over_crossing(canvas, strip.grown(-inset));
    push_head(&crossing, head, crossing.grid.area.left, 1, out);

    let lines = at.lines;
    let gap = canvas.grid.gutter.max(canvas.grid.body_size);
    if columns.is_none() && lines == room.lines {
        let rest = right - left - needed - gap;
        // What is left over stands between head and text, so that lines of
        // full-width characters need no stretching.
        let taken = right - left - whole_columns(canvas, frame, lang, rest);
        let room = match side {
            Side::Start => Room { left: left + taken, ..room },
            Side::End => Room { right: right - taken, ..room },
        };
        let beside = Some(Obstacle { left: strip.left, right: strip.right, lines });
        return LeftBeside { room, beside, within: None };
    }
    let (left, right) = match (columns, side) {
        (Some(_), _) => (left, right),
        (None, Side::Start) => (strip.left, strip.right + gap),
        (None, Side::End) => (strip.left - gap, strip.right),
    };
    let below = u32::from(lines.last < room.lines.last);
    let lines = LineSpan { last: lines.last + below, ..lines };
    LeftBeside { room, beside: None, within: Some(Obstacle { left, right, lines }) }
}

/// The lines that a head beside the text stands along, and all the room it
/// may take there.
fn place_beside(
    canvas: &Canvas,
    frame: &StoryFrame,
    room: Room,
    columns: Option<ColumnSpan>,
) -> PlaceBeside {
    let last = frame.head.lines.map_or(room.lines.last, |count| {
        (room.lines.first + count.max(1) - 1).min(room.lines.last)
    });
    let lines = LineSpan { last, ..room.lines };
    let (top, bottom) = canvas.grid.line_edges(lines);
    let (left, right) = columns.map_or((room.left, room.right), |span| {
        let (left, right) = canvas.grid.column_edges(span);
        (left.max(room.left), right.min(room.right))
    });
    PlaceBeside { lines, rect: Rect { left, top, right, bottom } }
}

/// A head in lines that cross those of the text, set for a rectangle.
fn crossing_head(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    rect: Rect,
    sink: &mut Sink,
) -> Vec<Display> {
    let measure = Measure { width: rect.height(), lang: place.lang };
    let canvas = over_crossing(canvas, rect);
    let head = set_head(binder, &canvas, place.story(), place.frame, measure);
    sink.append(head.findings);
    head.parts
}

/// A canvas over a rectangle whose lines cross those of the text.
fn over_crossing(canvas: &Canvas, rect: Rect) -> Canvas {
    canvas.over(canvas.flow.rect(rect), crossing(canvas.flow.writing))
}

/// The width of a story's text columns in a room that is at least as wide:
/// of whole characters each in East Asian languages.
fn whole_columns(canvas: &Canvas, frame: &StoryFrame, lang: Lang, room: Abs) -> Abs {
    let em = frame.styles.get(Part::Body).size;
    let gutter = frame.gutter.unwrap_or(canvas.grid.gutter);
    let count = i64::from(frame.text_columns.unwrap_or(frame.area.base_columns()).max(1));
    let measure = (room - gutter * (count - 1)) / count;
    let whole = em * measure.count_of(em);
    if !lang.has_word_spaces() && whole > Abs::ZERO {
        whole * count + gutter * (count - 1)
    } else {
        room
    }
}

fn report_head_too_wide(frame: &StoryFrame, over: Abs, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(Heads::HeadTooWide { slug: frame.slug.to_string(), over_mm: over.to_mm() })
            .at(frame.area.span),
    );
}
