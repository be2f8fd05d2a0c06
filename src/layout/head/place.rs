//! A story's head in its place: over its text, or inside it.

use super::air::center_on_color;
use super::display::{Display, push_head};
use super::parts::HeadSet;
use super::set_head;
use crate::diag::finding::Heads;
use crate::diag::{Diagnostic, shortened};
use crate::geom::{Abs, ColumnSpan, LineSpan, Rect};
use crate::layout::bind::{Binder, Measure};
use crate::layout::desk::StoryPlace;
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{Obstacle, Room};
use crate::layout::paint::matter::Matter;
use crate::spec::page::{HeadPlace, StoryFrame};
use crate::story::Story;

/// Sets the head for the span it stands in; empty if there is none.
pub(in crate::layout) fn story_head(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
) -> HeadSet {
    let StoryPlace { frame, lang, room, .. } = place;
    match frame.head.place {
        HeadPlace::None | HeadPlace::Beside(..) | HeadPlace::OnPicture(..) => HeadSet::default(),
        HeadPlace::Over(_) | HeadPlace::Inside(..) => {
            let span = frame.head.place.columns();
            let (left, right) = head_edges(canvas, span, room);
            let width = right - left - head_inset(canvas, frame) * 2;
            set_head(binder, canvas, place.story(), frame, Measure { width, lang })
        }
    }
}

fn head_edges(canvas: &Canvas, span: Option<ColumnSpan>, room: Room) -> (Abs, Abs) {
    span.map_or((room.left, room.right), |span| {
        // A story whose lines cross the page's has columns of its own.
        let most = canvas.grid.columns;
        let span = ColumnSpan { first: span.first.min(most), last: span.last.min(most) };
        let (left, right) = canvas.grid.column_edges(span);
        (left.max(room.left), right.min(room.right))
    })
}

/// Between the edges of a color behind a head and its words.
pub(super) fn head_inset(canvas: &Canvas, frame: &StoryFrame) -> Abs {
    frame.head.background.map_or(Abs::ZERO, |_| canvas.grid.body_size / 2)
}

/// Puts a head in its place; gives what text keeps clear of. Of one that is left
/// out its characters are told.
pub(in crate::layout) fn place_head(
    canvas: &Canvas,
    place: StoryPlace,
    mut head: Vec<Display>,
    out: &mut Matter,
) -> Option<Obstacle> {
    let StoryPlace { frame, lang, room, .. } = place;
    let story = place.story();
    if frame.head.place == HeadPlace::None {
        // Over a story from another page nothing of its own head stands.
        if frame.jump.from.is_none() {
            leave_head_out(story, frame, out);
        }
        return None;
    }
    if head.is_empty() {
        return None;
    }
    let (left, right) = head_edges(canvas, frame.head.place.columns(), room);
    let needed = head.iter().map(Display::rows).sum::<u32>();
    let least = frame.head.lines.unwrap_or(needed).max(needed);
    // On a color the head stands in its middle, not on the lines of the grid.
    let (given, down) = match frame.head.background {
        Some(_) => (center_on_color(&mut head, &canvas.grid, least, lang), 0),
        None => (least, (least - needed) / 2),
    };
    let first = match frame.head.place {
        HeadPlace::Inside(_, first) => first.clamp(room.lines.first, room.lines.last),
        _ => room.lines.first,
    };
    let last = first + given.max(1) - 1;
    if let Some(color) = frame.head.background {
        let (top, bottom) = canvas.grid.line_edges(LineSpan { first, last });
        out.tint(canvas, Rect { left, top, right, bottom }, color);
    }
    let inside = left + head_inset(canvas, frame);
    push_head(canvas, head, inside, first + down, out);
    if last > room.lines.last {
        out.tell(
            Diagnostic::of(Heads::HeadTooHigh {
                slug: story.slug.to_string(),
                lines: given as usize,
            })
            .at(frame.area.span),
        );
    }
    Some(match frame.head.place {
        // Text on all sides keeps a line, or a gutter, away.
        HeadPlace::Inside(..) => {
            let gutter = canvas.grid.gutter;
            let lines = LineSpan { first: first.saturating_sub(1).max(1), last: last + 1 };
            Obstacle { left: left - gutter, right: right + gutter, lines }
        }
        _ if frame.head.background.is_some() => {
            Obstacle { left, right, lines: LineSpan { first, last: last + 1 } }
        }
        _ => Obstacle { left, right, lines: LineSpan { first, last } },
    })
}

fn leave_head_out(story: &Story, frame: &StoryFrame, out: &mut Matter) {
    let left_out = story.head_characters();
    if left_out == 0 {
        return;
    }
    out.tally.unplaced += left_out;
    out.tell(
        Diagnostic::of(Heads::HeadLeftOut {
            slug: frame.slug.to_string(),
            characters: left_out,
            text: shortened(&story.head_words()),
        })
        .at(frame.slug_span),
    );
}
