//! Stories in lines of their own: of another leading than the page's, or crossing
//! its lines.

use crate::geom::{ColumnSpan, LineSpan, Rect};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::Room;
use crate::layout::set::classified::{OnOwnLeading, on_own_leading};
use crate::spec::page::{Area, PictureBox, QuoteBox, StoryFrame, TextFrame};

/// A story's place on a canvas whose lines run the story's own way.
pub(super) struct OwnLines {
    pub(super) canvas: Canvas,
    /// Its frame there.
    pub(super) frame: StoryFrame,
    pub(super) room: Room,
}

/// A story's place in its own lines; as it is, if these are the page's.
pub(super) fn in_own_lines(canvas: &Canvas, frame: &StoryFrame, room: Room) -> OwnLines {
    if let Some(look) = &frame.classified
        && let Some(leading) = look.leading
        && (leading != canvas.grid.text_leading()
            || look.item_gap.is_some() && canvas.grid.steps == 1)
    {
        let (top, bottom) = canvas.grid.line_edges(room.lines);
        let rect = Rect { left: room.left, top, right: room.right, bottom };
        let OnOwnLeading { canvas, frame } = on_own_leading(canvas, frame, rect, leading);
        let area = frame.area;
        let room = Room { left: area.left, right: area.right, lines: area.lines };
        return in_own_lines(&canvas, &frame, room);
    }
    if frame.writing == canvas.flow.writing {
        return OwnLines { canvas: canvas.clone(), frame: frame.clone(), room };
    }
    turned(canvas, frame, room)
}

/// A canvas for a story whose lines cross those of the page, and the
/// story's frame on it.
fn turned(outer: &Canvas, frame: &StoryFrame, room: Room) -> OwnLines {
    let (top, bottom) = outer.grid.line_edges(room.lines);
    let rect = outer.flow.rect(Rect { left: room.left, top, right: room.right, bottom });
    let canvas = outer.over(rect, frame.writing).with_columns(frame).spread();
    let grid = &canvas.grid;
    let area_of = |area: Area| {
        let rect = canvas.flow.rect_to_flow(outer.flow.rect(area.rect(&outer.grid)));
        Area {
            left: rect.left,
            right: rect.right,
            columns: None,
            lines: grid.lines_within(rect.top, rect.bottom),
            exact: Some((rect.top, rect.bottom)),
            span: area.span,
        }
    };
    let area = Area {
        left: grid.area.left,
        right: grid.area.right,
        columns: Some(ColumnSpan { first: 1, last: grid.columns }),
        lines: LineSpan { first: 1, last: grid.lines },
        exact: None,
        span: frame.area.span,
    };
    let pictures = frame
        .pictures
        .iter()
        .map(|picture| PictureBox { area: area_of(picture.area), ..picture.clone() })
        .collect();
    let quotes =
        frame.quotes.iter().map(|quote| QuoteBox { area: area_of(quote.area), ..*quote }).collect();
    let clear_of = frame.clear_of.iter().map(|area| area_of(*area)).collect();
    let frames = frame.frames.iter();
    let frames = frames.map(|further| TextFrame { area: area_of(further.area), ..*further });
    let room = Room { left: area.left, right: area.right, lines: area.lines };
    let frame = StoryFrame {
        area,
        text_columns: None,
        gutter: None,
        pictures,
        quotes,
        clear_of,
        frames: frames.collect(),
        ..frame.clone()
    };
    OwnLines { canvas, frame, room }
}
