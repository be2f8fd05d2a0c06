//! A story's head in its place: over its text, or inside it.

use crate::diag::{Code, Diagnostic, shortened};
use crate::geom::{Abs, ColumnSpan, LineSpan, Rect};
use crate::layout::Material;
use crate::layout::compose::{Composer, Whose};
use crate::layout::grid::slots::{Obstacle, Room};
use crate::layout::head::{Display, center_on_color};
use crate::say;
use crate::spec::page::{HeadPlace, StoryFrame};

impl Composer<'_> {
    /// Sets the head for the span it stands in; empty if there is none.
    pub(in crate::layout) fn story_head(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
    ) -> Vec<Display> {
        let lang = self.lang_of(&material.story);
        match frame.head.place {
            HeadPlace::None | HeadPlace::Beside(..) | HeadPlace::OnPicture(..) => Vec::new(),
            HeadPlace::Over(_) | HeadPlace::Inside(..) => {
                let span = frame.head.place.columns();
                let (left, right) = self.head_edges(span, room);
                let inset = self.head_inset(frame);
                self.set_head(&material.story, frame, lang, right - left - inset * 2)
            }
        }
    }

    fn head_edges(&self, span: Option<ColumnSpan>, room: Room) -> (Abs, Abs) {
        span.map_or((room.left, room.right), |span| {
            // A story whose lines cross the page's has columns of its own.
            let most = self.canvas.grid.columns;
            let span = ColumnSpan { first: span.first.min(most), last: span.last.min(most) };
            let (left, right) = self.canvas.grid.column_edges(span);
            (left.max(room.left), right.min(room.right))
        })
    }

    /// Between the edges of a color behind a head and its words.
    pub(in crate::layout) fn head_inset(&self, frame: &StoryFrame) -> Abs {
        frame.head.background.map_or(Abs::ZERO, |_| self.canvas.grid.body_size / 2)
    }

    /// Puts a head in its place and lets text keep clear of it; of one that is left
    /// out its characters are told.
    pub(in crate::layout) fn place_head(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        mut head: Vec<Display>,
        story: u32,
        obstacles: &mut Vec<Obstacle>,
    ) {
        if frame.head.place == HeadPlace::None {
            // Over a story from another page nothing of its own head stands.
            if frame.jump.from.is_some() {
                return;
            }
            let left_out = material.story.head_characters();
            self.report(story).unplaced_characters += left_out;
            if left_out > 0 {
                let slug = &frame.slug;
                let words = shortened(&material.story.head_words());
                self.tell(
                    Diagnostic::note(
                        Code::PartUnplaced,
                        say!(
                            "the head of `{slug}` is left out, {left_out} characters: “{words}”",
                            "“{slug}”不排标题，略去 {left_out} 字：“{words}”"
                        ),
                    )
                    .at(frame.slug_span),
                );
            }
            return;
        }
        if head.is_empty() {
            return;
        }
        let (left, right) = self.head_edges(frame.head.place.columns(), room);
        let needed = head.iter().map(Display::rows).sum::<u32>();
        let least = frame.head.lines.unwrap_or(needed).max(needed);
        // On a color the head stands in its middle, not on the lines of the grid.
        let (given, down) = match frame.head.background {
            Some(_) => {
                let lang = self.lang_of(&material.story);
                (center_on_color(&mut head, &self.canvas.grid, least, lang), 0)
            }
            None => (least, (least - needed) / 2),
        };
        let first = match frame.head.place {
            HeadPlace::Inside(_, first) => first.clamp(room.lines.first, room.lines.last),
            _ => room.lines.first,
        };
        let last = first + given.max(1) - 1;
        if let Some(color) = frame.head.background {
            let (top, bottom) = self.canvas.grid.line_edges(LineSpan { first, last });
            self.tint(Rect { left, top, right, bottom }, color);
        }
        let inside = left + self.head_inset(frame);
        let mut row = first + down;
        for display in head {
            row = self.push_display(display, Whose::story(story), inside, row);
        }
        if last > room.lines.last {
            let slug = &material.story.slug;
            self.tell(
                Diagnostic::error(
                    Code::HeadlineTooLong,
                    say!(
                        "the head of `{slug}` takes {given} lines, more than its place has",
                        "“{slug}”的标题要占 {given} 行，超出了版位"
                    ),
                )
                .at(frame.area.span)
                .hint(say!(
                    "give the story more lines, or smaller head styles",
                    "增加版位行数，或改小标题样式"
                )),
            );
        }
        obstacles.push(match frame.head.place {
            // Text on all sides keeps a line, or a gutter, away.
            HeadPlace::Inside(..) => {
                let gutter = self.canvas.grid.gutter;
                let lines = LineSpan { first: first.saturating_sub(1).max(1), last: last + 1 };
                Obstacle { left: left - gutter, right: right + gutter, lines }
            }
            _ if frame.head.background.is_some() => {
                Obstacle { left, right, lines: LineSpan { first, last: last + 1 } }
            }
            _ => Obstacle { left, right, lines: LineSpan { first, last } },
        });
    }
}
