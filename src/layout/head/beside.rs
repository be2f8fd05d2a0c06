//! Heads beside their text, in lines that cross it: vertical heads of
//! horizontal stories, horizontal heads of vertical ones.

use super::Display;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, ColumnSpan, LineSpan, Rect};
use crate::layout::Material;
use crate::layout::compose::{Composer, Whose};
use crate::layout::grid::canvas::{Canvas, crossing};
use crate::layout::grid::slots::{Obstacle, Room};
use crate::page::Part;
use crate::say;
use crate::spec::page::{Side, StoryFrame};
use crate::style::Lang;

/// Where a head may stand beside its text.
struct PlaceBeside {
    /// The text's lines that it stands along.
    lines: LineSpan,
    /// In flow coordinates of the text.
    rect: Rect,
}

impl Composer<'_> {
    /// Sets a head beside the text and returns the room that is left, and what
    /// it takes itself. If the head does not stand along the whole of the text,
    /// or in base columns of its own, it is an obstacle that the text runs round.
    pub(in crate::layout) fn place_head_beside(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        (side, columns): (Side, Option<ColumnSpan>),
        story: u32,
        obstacles: &mut Vec<Obstacle>,
    ) -> (Room, Option<Obstacle>) {
        let place = self.place_beside(frame, room, columns);
        // A color behind it reaches so far beyond its words.
        let inset = self.head_inset(frame);
        let (head, needed) = self.crossing_head(material, frame, place.rect.grown(-inset));
        if head.is_empty() {
            return (room, None);
        }
        let needed = needed + inset * 2;
        let Rect { left, right, .. } = place.rect;
        if needed > right - left {
            self.report_head_too_wide(material, frame, needed - (right - left));
        }
        let needed = needed.min(right - left);
        let strip = match (columns, side) {
            // In the middle of its columns.
            (Some(_), _) => {
                let left = left + (right - left - needed) / 2;
                Rect { left, right: left + needed, ..place.rect }
            }
            (None, Side::Start) => Rect { right: left + needed, ..place.rect },
            (None, Side::End) => Rect { left: right - needed, ..place.rect },
        };
        if let Some(color) = frame.head.background {
            self.tint(strip, color);
        }
        self.push_crossing(head, strip.grown(-inset), story);

        let lines = place.lines;
        let gap = self.canvas.grid.gutter.max(self.canvas.grid.body_size);
        if columns.is_none() && lines == room.lines {
            let rest = right - left - needed - gap;
            // What is left over stands between head and text, so that lines of
            // full-width characters need no stretching.
            let lang = self.lang_of(&material.story);
            let taken = right - left - self.whole_columns(frame, lang, rest);
            let room = match side {
                Side::Start => Room { left: left + taken, ..room },
                Side::End => Room { right: right - taken, ..room },
            };
            return (room, Some(Obstacle { left: strip.left, right: strip.right, lines }));
        }
        let (left, right) = match (columns, side) {
            (Some(_), _) => (left, right),
            (None, Side::Start) => (strip.left, strip.right + gap),
            (None, Side::End) => (strip.left - gap, strip.right),
        };
        let below = u32::from(lines.last < room.lines.last);
        obstacles.push(Obstacle {
            left,
            right,
            lines: LineSpan { last: lines.last + below, ..lines },
        });
        (room, None)
    }

    /// The lines that a head beside the text stands along, and all the room it
    /// may take there.
    fn place_beside(
        &self,
        frame: &StoryFrame,
        room: Room,
        columns: Option<ColumnSpan>,
    ) -> PlaceBeside {
        let last = frame.head.lines.map_or(room.lines.last, |count| {
            (room.lines.first + count.max(1) - 1).min(room.lines.last)
        });
        let lines = LineSpan { last, ..room.lines };
        let (top, bottom) = self.canvas.grid.line_edges(lines);
        let (left, right) = columns.map_or((room.left, room.right), |span| {
            let (left, right) = self.canvas.grid.column_edges(span);
            (left.max(room.left), right.min(room.right))
        });
        PlaceBeside { lines, rect: Rect { left, top, right, bottom } }
    }

    /// A head in lines that cross those of the text, set for a rectangle, and
    /// how much of that its lines take up.
    fn crossing_head(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        rect: Rect,
    ) -> (Vec<Display>, Abs) {
        let Canvas { flow, .. } = self.canvas;
        let canvas = self.canvas.over(flow.rect(rect), crossing(flow.writing));
        let lang = self.lang_of(&material.story);
        self.on(canvas, |composer| {
            let measure = rect.height();
            let head = composer.set_head(&material.story, frame, lang, measure);
            let rows: u32 = head.iter().map(Display::rows).sum();
            let grid = &composer.canvas.grid;
            (head, grid.leading * (i64::from(rows) - 1) + grid.body_size)
        })
    }

    /// Pushes a head onto the page, in lines that cross those of the text.
    fn push_crossing(&mut self, head: Vec<Display>, rect: Rect, story: u32) {
        let Canvas { flow, .. } = self.canvas;
        let canvas = self.canvas.over(flow.rect(rect), crossing(flow.writing));
        self.on(canvas, |composer| {
            let (mut row, start) = (1, composer.canvas.grid.area.left);
            for display in head {
                row = composer.push_display(display, Whose::story(story), start, row);
            }
        });
    }

    /// The width of a story's text columns in a room that is at least as wide:
    /// of whole characters each in East Asian languages.
    fn whole_columns(&self, frame: &StoryFrame, lang: Lang, room: Abs) -> Abs {
        let em = frame.styles.get(Part::Body).size;
        let gutter = frame.gutter.unwrap_or(self.canvas.grid.gutter);
        let count = i64::from(frame.text_columns.unwrap_or(frame.area.base_columns()).max(1));
        let measure = (room - gutter * (count - 1)) / count;
        let whole = em * measure.count_of(em);
        if !lang.has_word_spaces() && whole > Abs::ZERO {
            whole * count + gutter * (count - 1)
        } else {
            room
        }
    }

    fn report_head_too_wide(&mut self, material: &Material, frame: &StoryFrame, over: Abs) {
        let slug = &material.story.slug;
        let over = (over.to_mm() * 10.0).round() / 10.0;
        self.tell(
            Diagnostic::error(
                Code::HeadlineTooLong,
                say!(
                    "the head of `{slug}` is {over} mm too wide for its place",
                    "“{slug}”的标题超出所在位置 {over} 毫米"
                ),
            )
            .at(frame.area.span)
            .hint(say!(
                "give it more columns, or smaller head styles",
                "增加标题所占的栏，或改小标题样式"
            )),
        );
    }
}
