//! Heads that stand badly: side by side (碰题), one on the other (题压题), or
//! over no text.

use super::survey::{SeenHead, SeenStory, Survey, shared_height, shared_width};
use crate::diag::finding::Makeup;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, Rect};
use crate::spec::page::HeadPlace;

impl Survey<'_> {
    /// Heads of one size and face side by side, which read as one line.
    pub(super) fn tombstones(&self, sink: &mut Sink) {
        let near = self.spec.grid.gutter * 2;
        let all = || self.heads().chain(self.heads_beside());
        for (one, head) in all() {
            for (other, beside) in all().filter(|(it, _)| it.runs_along == one.runs_along) {
                let (left, right) = (head.headline, beside.headline);
                let gap = right.left - left.right;
                let is_beside = gap >= -self.spec.grid.gutter && gap <= near;
                let shared = shared_height(left, right);
                let is_level = shared * 2 > left.height().min(right.height());
                // A fifth more is a difference that the eye sees.
                let (small, large) = (head.size.min(beside.size), head.size.max(beside.size));
                let is_alike = head.face == beside.face && large * 5 < small * 6;
                let is_apart = one.is_set_apart() || other.is_set_apart();
                if std::ptr::eq(one, other) || !is_beside || !is_level || !is_alike || is_apart {
                    continue;
                }
                let rows = self.rows(left);
                let finding = Diagnostic::of(Makeup::HeadsAlike {
                    slug: other.report.slug.clone(),
                    other_slug: one.report.slug.clone(),
                    first_line: rows.first,
                    last_line: rows.last,
                });
                sink.push(finding.at(other.span()));
            }
        }
    }

    /// Heads with another head right under them and no text between.
    pub(super) fn stacked_heads(&self, sink: &mut Sink) {
        let most = self.leading() * i64::from(self.spec.checks.hole_lines + 1);
        for (upper, head) in self.heads() {
            for (lower, below) in self.heads() {
                let gap = below.rect.top - head.rect.bottom;
                let shared = shared_width(head.rect, below.rect);
                let is_under = shared * 2 > head.rect.width().min(below.rect.width());
                if std::ptr::eq(upper, lower)
                    || gap < -self.leading()
                    || gap > most
                    || below.rect.top <= head.rect.top
                    || !is_under
                {
                    continue;
                }
                let between = Rect {
                    left: head.rect.left.max(below.rect.left),
                    right: head.rect.right.min(below.rect.right),
                    top: head.rect.bottom,
                    bottom: below.rect.top,
                };
                if self.has_anything(between) {
                    continue;
                }
                let finding = Diagnostic::of(Makeup::HeadUnderHead {
                    slug: lower.report.slug.clone(),
                    other_slug: upper.report.slug.clone(),
                    line: self.rows(below.rect).first,
                });
                sink.push(finding.at(lower.span()));
            }
        }
    }

    /// Heads with hardly any of their text under or beside them, while it goes
    /// on elsewhere.
    pub(super) fn heads_at_foot(&self, sink: &mut Sink) {
        let least = self.spec.checks.lines_under_head as usize;
        for (story, head) in self.heads() {
            let is_over = matches!(story.frame.map(|it| it.head.place), Some(HeadPlace::Over(_)));
            let reach = head.rect.bottom + self.leading() * i64::from(self.spec.checks.hole_lines);
            let mut under = 0;
            // The legs that begin below the head.
            for leg in &story.legs {
                let begins = leg.rect.top > head.rect.top && leg.rect.top < reach;
                if begins && shared_width(leg.rect, head.rect) > Abs::ZERO {
                    under += leg.lines;
                }
            }
            let has_picture = self.pictures.iter().any(|(rect, of)| {
                *of == self.number(story)
                    && rect.top > head.rect.top
                    && shared_width(*rect, head.rect) > Abs::ZERO
            });
            let goes_on = story.lines.len() > under || story.report.elsewhere_characters > 0;
            if !is_over || has_picture || !goes_on || under >= least {
                continue;
            }
            let finding = Diagnostic::of(Makeup::HeadWithoutText {
                slug: story.report.slug.clone(),
                line: self.rows(head.rect).last,
                lines: under,
            });
            sink.push(finding.at(story.span()));
        }
    }

    /// The stories with a headline that runs as the lines of the page do; one
    /// that crosses them is told from all others by that.
    pub(super) fn heads(&self) -> impl Iterator<Item = (&SeenStory<'_>, SeenHead)> {
        let along = self.stories.iter().filter(|story| story.runs_along);
        along.filter_map(|story| Some((story, story.head?)))
    }

    /// The stories with a headline beside their text that crosses its lines.
    fn heads_beside(&self) -> impl Iterator<Item = (&SeenStory<'_>, SeenHead)> {
        let place = |story: &SeenStory| story.frame.map(|frame| (frame.writing, frame.head.place));
        let own = self.spec.flow.writing;
        self.stories
            .iter()
            .filter(move |story| {
                matches!(place(story), Some((writing, HeadPlace::Beside(..))) if writing == own)
            })
            .filter_map(|story| Some((story, story.head?)))
    }

    /// A story's number among those of the page.
    fn number(&self, story: &SeenStory) -> Option<u32> {
        let at = self.stories.iter().position(|other| std::ptr::eq(other, story))?;
        u32::try_from(at).ok()
    }

    /// Whether text or a picture stands in a place.
    fn has_anything(&self, place: Rect) -> bool {
        let lines = self.stories.iter().flat_map(|story| &story.lines);
        let pictures = self.pictures.iter().map(|(rect, _)| rect);
        lines.chain(pictures).any(|rect| rect.overlaps(place))
    }
}
