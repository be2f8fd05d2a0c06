//! What of a story's body does not stand in its text: tables and pull quotes with
//! places of their own on the page, and tables over all its columns.

use crate::diag::finding::{Placed, Tables};
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan};
use crate::layout::bind::{Binder, Measure};
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{Obstacle, Room};
use crate::layout::paint::matter::Matter;
use crate::layout::set::aside::{Aside, asides_of, quotes_of, spanning};
use crate::layout::set::block::{Fragment, FragmentAt, Laid, push_fragment, report_too_wide};
use crate::layout::set::inset::lay_inset;
use crate::layout::set::table::lay_table;
use crate::spec::page::{QuoteBox, StoryFrame, TableSpan};
use crate::story::{Story, Table};

/// Sets the pull quotes that have a place of their own; gives what text keeps clear
/// of for them.
pub(super) fn set_quotes(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    obstacles: &[Obstacle],
    out: &mut Matter,
) -> Vec<Obstacle> {
    let (story, frame) = (place.story(), place.frame);
    let mut taken = Vec::new();
    for target in &frame.quotes {
        let at = target.number as usize - 1;
        let Some((inset, stands)) = quotes_of(&story.body).nth(at) else {
            report_no_quote(story, target, &mut out.findings);
            continue;
        };
        let area = &target.area;
        let measure = Measure { width: area.right - area.left, lang: place.lang };
        let (looks, styles) = (&frame.insets, &frame.styles);
        let laid = lay_inset(binder, canvas, inset, looks, styles, measure, stands.first);
        let laid = laid.of_block(Some(stands.block));
        let height = laid.height() as u32;
        let given = area.lines.count();
        let own = Obstacle { left: area.left, right: area.right, lines: area.lines };
        if height > given {
            report_quote_too_high(target, height, &mut out.findings);
        } else if obstacles.iter().chain(&taken).any(|other| other.shares_place(&own)) {
            report_quote_collides(target, &mut out.findings);
        }
        let first = area.lines.first + given.saturating_sub(height) / 2;
        push_laid(canvas, &laid, area.left, first, out);
        // On the columns, those beside it keep their whole measure.
        let standoff = match area.columns {
            Some(_) => target.standoff.min(canvas.grid.gutter),
            None => target.standoff,
        };
        taken.push(Obstacle {
            left: area.left - standoff,
            right: area.right + standoff,
            lines: area.lines,
        });
    }
    taken
}

/// Sets the tables that stand over all columns, an empty line between them and the
/// text; gives what text keeps clear of for them.
pub(super) fn set_spanning_tables(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    asides: &[Aside],
    obstacles: &[Obstacle],
    out: &mut Matter,
) -> Vec<Obstacle> {
    let StoryPlace { frame, room, .. } = place;
    let span = frame.insets.table_span;
    if span == TableSpan::Column || frame.jump.from.is_some() {
        return Vec::new();
    }
    let mut all = obstacles.to_vec();
    let mut placed = Vec::new();
    let mut tables = spanning(&place.story().body, asides);
    if span == TableSpan::Foot {
        tables.reverse();
    }
    for (table, stands) in tables {
        let laid = lay_spanning(binder, canvas, place, table, stands.first);
        let laid = laid.of_block(Some(stands.block));
        report_too_wide(&laid, frame.slug_span, &mut out.findings);
        let height = laid.height() as u32;
        let Some(lines) = free_lines(room, &all, span, height) else {
            report_no_room(frame, &laid, height, out);
            continue;
        };
        let lines_kept = match span {
            TableSpan::Foot => LineSpan { first: lines.first.saturating_sub(1), ..lines },
            TableSpan::Head | TableSpan::Column => LineSpan { last: lines.last + 1, ..lines },
        };
        all.push(Obstacle { left: room.left, right: room.right, lines: lines_kept });
        placed.push((laid, lines.first));
    }
    placed.sort_by_key(|(_, first)| *first);
    for (laid, first) in placed {
        push_laid(canvas, &laid, room.left, first, out);
    }
    all.split_off(obstacles.len())
}

/// A table laid out over all columns of a story.
fn lay_spanning(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    table: &Table,
    paragraph: u32,
) -> Laid {
    let StoryPlace { frame, room, lang, .. } = place;
    let measure = Measure { width: room.right - room.left, lang };
    let look = &frame.insets.table;
    lay_table(binder, canvas, table, look, &frame.styles, measure, paragraph)
}

/// Grid lines that the tables over all columns of a story take, the empty ones
/// beside them included.
pub(in crate::layout) fn spanning_rows(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
) -> u32 {
    let frame = place.frame;
    if frame.insets.table_span == TableSpan::Column {
        return 0;
    }
    let asides = asides_of(desk.spec, &frame.slug);
    let mut rows = 0_u32;
    for (table, stands) in spanning(&place.story().body, &asides) {
        let laid = lay_spanning(binder, canvas, place, table, stands.first);
        rows = rows.saturating_add(laid.height() as u32 + 1);
    }
    rows
}

/// Puts all rows of a block in their place, from a grid line on.
fn push_laid(canvas: &Canvas, laid: &Laid, left: Abs, line: u32, out: &mut Matter) {
    let fragment = Fragment { slot: 0, rows: 0..laid.rows.len() };
    let at = FragmentAt { left, line, is_top: true };
    push_fragment(canvas, laid, &fragment, at, out);
}

fn report_no_quote(story: &Story, target: &QuoteBox, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(Placed::NoQuote {
            slug: story.slug.to_string(),
            quote: target.number,
            values: quotes_of(&story.body).count(),
        })
        .at(target.area.span),
    );
}

fn report_quote_too_high(target: &QuoteBox, needs: u32, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(Placed::QuoteTooHigh {
            quote: target.number,
            needed_lines: needs as usize,
            lines: target.area.lines.count() as usize,
        })
        .at(target.area.span),
    );
}

fn report_quote_collides(target: &QuoteBox, sink: &mut Sink) {
    sink.push(Diagnostic::of(Placed::QuoteOver { quote: target.number }).at(target.area.span));
}

/// A table over all columns for which there are not lines enough.
fn report_no_room(frame: &StoryFrame, laid: &Laid, needs: u32, out: &mut Matter) {
    let lost = laid.rows.iter().map(|row| row.characters).sum::<usize>();
    out.tally.overset += lost;
    out.tell(
        Diagnostic::of(Tables::NoRoomForTable {
            slug: frame.slug.to_string(),
            needed_lines: needs as usize,
        })
        .at(frame.slug_span),
    );
}

/// So many lines in a room that nothing else takes, as near as can be to its
/// head or foot.
fn free_lines(
    room: Room,
    obstacles: &[Obstacle],
    span: TableSpan,
    height: u32,
) -> Option<LineSpan> {
    let height = height.max(1);
    let most = room.lines.last.checked_sub(height - 1)?;
    let is_free = |first: &u32| {
        let lines = LineSpan { first: *first, last: *first + height - 1 };
        let own = Obstacle { left: room.left, right: room.right, lines };
        !obstacles.iter().any(|other| other.shares_place(&own))
    };
    let first = match span {
        TableSpan::Foot => (room.lines.first..=most).rev().find(is_free),
        TableSpan::Head | TableSpan::Column => (room.lines.first..=most).find(is_free),
    }?;
    Some(LineSpan { first, last: first + height - 1 })
}
