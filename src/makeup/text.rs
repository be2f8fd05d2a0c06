//! Text that stands badly: columns of one line, columns that a picture cuts in
//! two, and text that is not where its head is.

use super::survey::{Leg, SeenStory, Survey, shared_width};
use crate::diag::finding::Makeup;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, Rect};
use crate::spec::page::HeadPlace;

impl Survey<'_> {
    /// Columns of text with a single line, of stories that have more.
    pub(super) fn one_line_columns(&self, sink: &mut Sink) {
        for story in &self.stories {
            let is_classified = story.frame.is_none_or(|frame| frame.classified.is_some());
            let longest = story.legs.iter().map(|leg| leg.lines).max().unwrap_or(0);
            // The level columns of a text this short have one or two lines each, which is
            // no fault.
            if is_classified || longest <= 2 {
                continue;
            }
            for leg in story.legs.iter().filter(|leg| leg.lines == 1) {
                let finding = Diagnostic::of(Makeup::SingleLine {
                    slug: story.report.slug.clone(),
                    line: self.rows(leg.rect).first,
                });
                sink.push(finding.at(story.span()));
            }
        }
    }

    /// Pictures with columns of one story above and below them: the reader cannot
    /// tell whether to go on below or at the top of the next column. Under one
    /// column he goes on below.
    pub(super) fn cut_columns(&self, sink: &mut Sink) {
        for picture in self.picture_places() {
            for story in &self.stories {
                let in_way = |leg: &&Leg| {
                    leg.lines > 0 && shared_width(leg.rect, picture) * 2 > leg.rect.width()
                };
                let legs = || story.legs.iter().filter(in_way);
                let below = |leg: &Leg, upper: &Leg| {
                    leg.rect.top >= picture.bottom - self.leading()
                        && shared_width(leg.rect, upper.rect) * 2 > upper.rect.width()
                };
                let cut = legs()
                    .filter(|leg| leg.rect.bottom <= picture.top + self.leading())
                    .filter(|upper| legs().any(|leg| below(leg, upper)))
                    .count();
                if cut < 2 {
                    continue;
                }
                let rows = self.rows(picture);
                let finding = Diagnostic::of(Makeup::ColumnsCut {
                    slug: story.report.slug.clone(),
                    columns: cut,
                    first_line: rows.first,
                    last_line: rows.last,
                });
                sink.push(finding.at(story.span()));
            }
        }
    }

    /// Text that begins away from its head, or with something foreign between.
    pub(super) fn unreached_text(&self, sink: &mut Sink) {
        for (story, head) in self.heads() {
            let Some(leg) = story.legs.iter().find(|leg| leg.lines > 0) else { continue };
            let place = story.frame.map(|frame| frame.head.place);
            if !matches!(place, Some(HeadPlace::Over(_))) {
                continue;
            }
            let way = between(head.rect, leg.rect);
            let near = self.leading() * i64::from(self.spec.checks.hole_lines + 1);
            let is_far = match way {
                WayToText::Down(gap) => gap.height() > near && !self.has_own_picture(story, gap),
                WayToText::Across(gap) => gap.width() > self.spec.grid.gutter * 2,
            };
            let (WayToText::Down(gap) | WayToText::Across(gap)) = way;
            if !is_far && !self.has_foreign(story, gap) {
                continue;
            }
            let finding = Diagnostic::of(Makeup::TextApart {
                slug: story.report.slug.clone(),
                line: self.rows(leg.rect).first,
                head_line: self.rows(head.rect).last,
            });
            sink.push(finding.at(story.span()));
        }
    }

    /// Whether a picture of the story stands in a place.
    fn has_own_picture(&self, story: &SeenStory, place: Rect) -> bool {
        self.pictures.iter().any(|(rect, of)| {
            let is_own = of.is_some_and(|of| {
                self.stories.get(of as usize).is_some_and(|it| std::ptr::eq(it, story))
            });
            is_own && rect.overlaps(place)
        })
    }

    /// Whether text, a head or a picture of others stands in a place.
    fn has_foreign(&self, story: &SeenStory, place: Rect) -> bool {
        let others = || self.stories.iter().filter(|other| !std::ptr::eq(*other, story));
        let lines = others().flat_map(|other| &other.lines).copied();
        let heads = others().filter_map(|other| Some(other.head?.rect));
        let pictures = self.pictures.iter().filter(|(_, of)| {
            let owner = of.and_then(|of| self.stories.get(of as usize));
            owner.is_none_or(|owner| owner.report.slug != story.report.slug)
        });
        let pictures = pictures.map(|(rect, _)| *rect);
        lines.chain(heads).chain(pictures).any(|rect| rect.overlaps(place))
    }
}

/// The way from a head to where its text begins.
#[derive(Clone, Copy)]
enum WayToText {
    /// Down: what lies between.
    Down(Rect),
    /// To the side.
    Across(Rect),
}

fn between(head: Rect, leg: Rect) -> WayToText {
    let shared = shared_width(head, leg);
    if shared > Abs::ZERO {
        let (left, right) = (head.left.max(leg.left), head.right.min(leg.right));
        let top = head.bottom.min(leg.top);
        return WayToText::Down(Rect { left, right, top, bottom: leg.top.max(top) });
    }
    let (left, right) = match leg.left >= head.right {
        true => (head.right, leg.left),
        false => (leg.right, head.left),
    };
    let top = head.top.max(leg.top);
    WayToText::Across(Rect { left, right, top, bottom: head.bottom.max(top) })
}
