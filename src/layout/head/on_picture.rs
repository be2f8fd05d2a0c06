//! Heads on pictures, 压图题: at an edge of one of the story's pictures, over
//! nothing or over a bar.

use super::Display;
use crate::color::Paint;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, Rect, WritingMode};
use crate::layout::Material;
use crate::layout::compose::{Composer, Whose};
use crate::page::{Part, Shape};
use crate::say;
use crate::spec::page::{HeadEdge, StoryFrame};

impl Composer<'_> {
    /// Sets a head on a picture whose frame on the sheet is known.
    pub(in crate::layout) fn place_head_on_picture(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        (edge, seen): (HeadEdge, Rect),
        story: u32,
    ) {
        let writing = match edge {
            HeadEdge::Top | HeadEdge::Bottom => WritingMode::Horizontal,
            HeadEdge::Left | HeadEdge::Right => WritingMode::Vertical,
        };
        let pad = self.canvas.grid.body_size;
        let inner = seen.grown(-pad);
        let (along, across) = match writing {
            WritingMode::Horizontal => (inner.width(), inner.height()),
            WritingMode::Vertical => (inner.height(), inner.width()),
        };
        let lang = self.lang_of(&material.story);
        let canvas = self.canvas.over(inner, writing);
        let (head, depth) = self.on(canvas, |composer| {
            let head = composer.set_head(&material.story, frame, lang, along.max(pad));
            let head = closed(head);
            let rows: u32 = head.iter().map(Display::rows).sum();
            let grid = &composer.canvas.grid;
            (head, grid.leading * (i64::from(rows) - 1) + grid.body_size)
        });
        if head.is_empty() {
            return;
        }
        if depth > across {
            self.report_head_over_edge(frame, edge, depth - across);
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
            let element = self.owner(None, Part::Headline, 0).element;
            let bar = Shape::filled(bar, Paint::usual(color));
            self.matter.rules.push(Shape { element, ..bar });
        }
        let canvas = self.canvas.over(strip, writing);
        self.on(canvas, |composer| {
            let (mut row, start) = (1, composer.canvas.grid.area.left);
            for display in head {
                row = composer.push_display(display, Whose::story(story), start, row);
            }
        });
    }

    fn report_head_over_edge(&mut self, frame: &StoryFrame, edge: HeadEdge, over: Abs) {
        let slug = &frame.slug;
        let over = (over.to_mm() * 10.0).round() / 10.0;
        let message = match edge {
            HeadEdge::Top | HeadEdge::Bottom => say!(
                "the head of `{slug}` is {over} mm higher than the picture that it stands on",
                "“{slug}”的标题比所压的图片高出 {over} 毫米"
            ),
            HeadEdge::Left | HeadEdge::Right => say!(
                "the head of `{slug}` is {over} mm wider than the picture that it stands on",
                "“{slug}”的标题比所压的图片宽出 {over} 毫米"
            ),
        };
        let finding = Diagnostic::error(Code::HeadlineTooLong, message).at(frame.slug_span);
        self.tell(finding.hint(say!(
            "give the picture a larger box, or the head smaller styles",
            "放大图片框，或改小标题样式"
        )));
    }
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
