//! Text that stands over the frame of a box: each box of the spec that has a
//! frame is held against the lines of all stories.

use std::collections::BTreeMap;

use super::compose::Composer;
use super::findings::english_lines;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, Rect, WritingMode};
use crate::page::Line;
use crate::say;
use crate::spec::page::{BoxElement, Element, RuleStyle};

/// Nearer to a frame than this, in points, text is seen to touch it.
const NEAR: f64 = 1.0;

impl Composer<'_> {
    /// Tells of stories whose lines stand over the frame of a box.
    pub(super) fn report_lines_over_frames(&mut self) {
        let mut findings = Vec::new();
        for element in &self.spec.elements {
            let Element::Box(element) = element else { continue };
            let Some(frame) = element.dress.frame else { continue };
            let (outer, inner) = self.band(element, frame);
            let mut touching: BTreeMap<u32, usize> = BTreeMap::new();
            for line in &self.layers.lines {
                let Some(story) = line.owner.story else { continue };
                let Some(seen) = extent(line) else { continue };
                if seen.overlaps(outer) && !inner.contains(seen) {
                    *touching.entry(story).or_default() += 1;
                }
            }
            for (story, count) in touching {
                let slug = &self.stories[story as usize].slug;
                let lines_en = english_lines(count);
                findings.push(
                    Diagnostic::warning(
                        Code::TextOverFrame,
                        say!(
                            "{lines_en} of `{slug}` stand over the frame of this box",
                            "“{slug}”有 {count} 行压在这个框的边线上"
                        ),
                    )
                    .at(element.area.span)
                    .hint(say!(
                        "make the box larger, give it an `inset`, or move the story inside it",
                        "请放大这个框、给它加 `inset`，或把稿件移进框里"
                    )),
                );
            }
        }
        for finding in findings {
            self.sink.push(finding);
        }
    }

    /// The outer edge of a frame, and the inner edge that text keeps clear of.
    fn band(&self, element: &BoxElement, frame: RuleStyle) -> (Rect, Rect) {
        let grid = &self.spec.grid;
        let rect = self.spec.flow.rect(element.area.rect(grid).grown(element.dress.inset));
        let (out, into) = frame.frame_reach();
        (rect.grown(out), rect.grown(-(into + Abs::pt(NEAR))))
    }
}

/// What a line covers on the sheet, about; none without glyphs.
fn extent(line: &Line) -> Option<Rect> {
    let size = line.runs.iter().map(|run| run.size).max()?;
    let glyphs = || line.runs.iter().flat_map(|run| run.glyphs.iter().map(|it| (it.x, run.size)));
    let start = glyphs().map(|(x, _)| x).min()?;
    // The last character is not wider than its size.
    let end = glyphs().map(|(x, size)| x + size.scale(85, 100)).max()?;
    let (origin, end) = (line.origin, end.min(line.measure.max(start)));
    Some(match line.writing {
        WritingMode::Horizontal => Rect {
            left: origin.x + start,
            right: origin.x + end,
            top: origin.y - size.scale(84, 100),
            bottom: origin.y + size.scale(8, 100),
        },
        WritingMode::Vertical => Rect {
            left: origin.x - size.scale(8, 100),
            right: origin.x + size.scale(84, 100),
            top: origin.y + start,
            bottom: origin.y + end,
        },
    })
}
