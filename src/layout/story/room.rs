//! The room of a story: what frames leave of its places, and the columns there.

use crate::geom::{Abs, ColumnSpan, LineSpan};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{Room, TextColumn, TextPlace, lines_from, text_columns};
use crate::spec::page::{Area, Dress, Grid, StoryFrame};

/// The place inside a story's frame.
pub(super) fn room_of(canvas: &Canvas, frame: &StoryFrame) -> Room {
    inner_room(
        Room { left: frame.area.left, right: frame.area.right, lines: frame.area.lines },
        &frame.dress,
        &canvas.grid,
    )
}

/// What frame and tint leave of a place: their inset at the sides, and a grid
/// line or more above and below.
pub(in crate::layout) fn inner_room(outer: Room, dress: &Dress, grid: &Grid) -> Room {
    let inset = dress.inset;
    if inset <= Abs::ZERO {
        return outer;
    }
    // A border that is deeper than a line takes as many as it needs.
    let deep = dress.depth() + (grid.leading - grid.body_size) / 2;
    let rows =
        u32::try_from(-((-deep).count_of(grid.leading.max(Abs::from_units(1))))).unwrap_or(1);
    let rows = rows.max(1);
    let lines =
        LineSpan { first: outer.lines.first + rows, last: outer.lines.last.saturating_sub(rows) };
    let lines = if lines.first <= lines.last { lines } else { outer.lines };
    Room { left: outer.left + inset, right: outer.right - inset, lines }
}

/// Left and right edge of the text columns of a story in its own place.
pub(in crate::layout) fn columns(
    canvas: &Canvas,
    frame: &StoryFrame,
    room: Room,
) -> Vec<TextColumn> {
    columns_in(canvas, &frame.area, room, frame.text_columns, frame.gutter)
}

/// Left and right edge of so many text columns in a place; one for each base
/// column if no number is given.
fn columns_in(
    canvas: &Canvas,
    area: &Area,
    room: Room,
    wanted: Option<u32>,
    gutter: Option<Abs>,
) -> Vec<TextColumn> {
    let grid = &canvas.grid;
    let base = area.base_columns();
    let wanted = wanted.unwrap_or(base);
    let is_on_grid = area.columns.is_some()
        && wanted == base
        && gutter.is_none()
        && (room.left, room.right) == (area.left, area.right);
    match area.columns {
        Some(span) if is_on_grid => (span.first..=span.last)
            .map(|column| {
                let (left, right) = grid.column_edges(ColumnSpan { first: column, last: column });
                TextColumn { left, right }
            })
            .collect(),
        _ => text_columns(room.left, room.right, wanted, gutter.unwrap_or(grid.gutter)),
    }
}

/// The places of a story's text on this page in their order.
pub(super) fn text_places(canvas: &Canvas, frame: &StoryFrame, room: Room) -> Vec<TextPlace> {
    let own = TextPlace { columns: columns(canvas, frame, room), lines: room.lines };
    let further = frame.frames.iter().map(|further| {
        let area = &further.area;
        let room = Room { left: area.left, right: area.right, lines: area.lines };
        let room = inner_room(room, &frame.dress, &canvas.grid);
        let columns = columns_in(canvas, area, room, further.text_columns, further.gutter);
        TextPlace { columns, lines: room.lines }
    });
    std::iter::once(own).chain(further).collect()
}

/// The lines left under a bar, if any.
pub(in crate::layout) fn below(lines: LineSpan, rows: u32) -> Option<LineSpan> {
    lines_from(lines, lines.first + rows)
}
