//! Pictures and quotes that follow their story: where each comes to stand.

use std::collections::BTreeMap;

use super::Settling;
use super::anchor::{Anchor, NamedPart, Spot, after_crosshead, last_line_of, named_after};
use crate::diag::finding::PlacedFault;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{ColumnSpan, LineSpan, Rect};
use crate::layout::{BookPage, set_apart};
use crate::page::{ReportOf, StoryReport};
use crate::spec::page::{Area, Element, FollowPlace, Following, StoryFrame};
use crate::story::{Slug, Story};

/// Lines of text that stay between a crosshead and what follows it: as many as the flow
/// wants below one (`layout::flow`).
const LINES_UNDER_CROSSHEAD: u32 = 3;
/// In another column than what it follows is farther off than any line of the same.
const OTHER_COLUMN: u32 = 1000;
/// What follows the text is looked for so often: where a picture stands moves the text
/// that it follows.
const MOST_ROUNDS: usize = 5;

/// A picture or quote of a story that follows it.
#[derive(Clone, Copy)]
pub(super) enum Follower {
    Picture(usize),
    Quote(usize),
}

impl Settling<'_> {
    /// A head that something hangs on gets no spare lines: they would push it into that.
    pub(super) fn keep_head(&mut self, at: usize) {
        let Some(frame) = self.frame_mut(at) else { return };
        let hangs = |following: Option<Following>| {
            following
                .is_some_and(|it| matches!(it.place, FollowPlace::UnderHead | FollowPlace::Top))
        };
        let mut all = frame.pictures.iter().map(|it| it.following);
        if all.any(hangs) || frame.quotes.iter().any(|it| hangs(it.following)) {
            frame.spare.head = 0;
        }
    }

    /// The story as it comes out now.
    pub(super) fn report(&self, at: usize, without: &[Follower]) -> Option<StoryReport> {
        let mut spec = self.spec.clone();
        if let Some(Element::Story(frame)) = spec.elements.get_mut(at) {
            let is_kept = |index: usize, of: fn(&Follower) -> Option<usize>| {
                !without.iter().any(|it| of(it) == Some(index))
            };
            let mut index = 0..;
            frame.pictures.retain(|_| {
                is_kept(index.next().unwrap_or(0), |it| match it {
                    Follower::Picture(at) => Some(*at),
                    Follower::Quote(_) => None,
                })
            });
            let mut index = 0..;
            frame.quotes.retain(|_| {
                is_kept(index.next().unwrap_or(0), |it| match it {
                    Follower::Quote(at) => Some(*at),
                    Follower::Picture(_) => None,
                })
            });
        }
        let page = BookPage { spec: &spec, ..self.page };
        let reports = set_apart(page, &[at], &mut Sink::default());
        reports.into_iter().find(|report| report.of == ReportOf::Story)
    }

    /// Puts the pictures and quotes that follow a story in their places, one after the
    /// other.
    pub(super) fn place_followers(&mut self, at: usize) {
        let Some(frame) = self.frame(at) else { return };
        let of_pictures = frame.pictures.iter().enumerate();
        let pictures = of_pictures.filter(|(_, it)| it.following.is_some());
        let of_quotes = frame.quotes.iter().enumerate();
        let quotes = of_quotes.filter(|(_, it)| it.following.is_some());
        let all: Vec<Follower> = pictures
            .map(|(at, _)| Follower::Picture(at))
            .chain(quotes.map(|(at, _)| Follower::Quote(at)))
            .collect();
        for (index, follower) in all.iter().enumerate() {
            // Those after it have no places yet.
            self.place(at, *follower, &all[index..]);
        }
        // Where a picture stands moves the text that it follows. Of all that is tried the
        // places are kept that are nearest to what they follow.
        let mut best: Option<(u32, StoryFrame)> = None;
        for _ in 0..MOST_ROUNDS {
            let Some(now) = self.frame(at).cloned() else { return };
            let off = all.iter().map(|follower| self.place(at, *follower, &[])).sum();
            if best.as_ref().is_none_or(|(least, _)| off < *least) {
                best = Some((off, now));
            }
            if off == 0 {
                break;
            }
        }
        if let (Some((_, best)), Some(frame)) = (best, self.frame_mut(at)) {
            *frame = best;
        }
    }

    /// Puts one in its place; tells by how many lines it was off.
    fn place(&mut self, at: usize, follower: Follower, without: &[Follower]) -> u32 {
        let Some(frame) = self.frame(at) else { return 0 };
        let found = match follower {
            Follower::Picture(index) => {
                frame.pictures.get(index).and_then(|it| Some((it.following?, it.area)))
            }
            Follower::Quote(index) => {
                frame.quotes.get(index).and_then(|it| Some((it.following?, it.area)))
            }
        };
        let Some((following, before)) = found else { return 0 };
        let Some(all) = frame.area.columns else { return 0 };
        let spot = self.spot(at, follower, &following, without);
        let own = following.columns.or(spot.column).unwrap_or(ColumnSpan { first: 1, last: 1 });
        let columns = ColumnSpan {
            first: (all.first + own.first - 1).min(all.last),
            last: (all.first + own.last - 1).min(all.last),
        };
        let (left, right) = self.spec.grid.column_edges(columns);
        let area = Area { left, right, columns: Some(columns), lines: spot.lines, ..before };
        let area = Area { exact: None, ..area };
        if let Some(frame) = self.frame_mut(at) {
            match follower {
                Follower::Picture(index) => frame.pictures[index].area = area,
                Follower::Quote(index) => frame.quotes[index].area = area,
            }
        }
        let off = area.lines.first.abs_diff(before.lines.first);
        if area.columns == before.columns { off } else { off + OTHER_COLUMN }
    }

    /// Where one stands.
    fn spot(
        &mut self,
        at: usize,
        follower: Follower,
        following: &Following,
        without: &[Follower],
    ) -> Spot {
        let Some(frame) = self.frame(at) else { return Spot::at(1, following.depth) };
        let LineSpan { first, last } = frame.area.lines;
        let (slug, story) = (frame.slug.clone(), self.story(&frame.slug));
        let depth = following.depth.min(last.saturating_sub(first) + 1).max(1);
        let lowest = (last + 1).saturating_sub(depth).max(first);
        let top = Spot::at(first, depth);
        match following.place {
            FollowPlace::Foot => Spot::at(lowest, depth),
            // A head that stands over its columns is above it.
            FollowPlace::Top | FollowPlace::UnderHead => {
                // Its own place says nothing of where the head ends.
                let without = if without.is_empty() { &[follower][..] } else { without };
                let start =
                    self.report(at, without).map(|report| self.text_start(&report, at, following));
                Spot::at(start.unwrap_or(first).clamp(first, lowest), depth)
            }
            FollowPlace::AfterCrosshead(number) => {
                let Some(report) = self.report(at, without) else { return top };
                let Some(line) = after_crosshead(&report.lines_fit, number) else {
                    let finding = PlacedFault::NoCrossheadToFollow {
                        slug: slug.to_string(),
                        number_in_story: number,
                    };
                    self.tell(Diagnostic::of(finding).at(following.span));
                    return top;
                };
                // A crosshead right over a picture would be one at a column's foot.
                let line = Anchor { row: line.row + LINES_UNDER_CROSSHEAD, ..line };
                self.below(&report, at, line, lowest, depth)
            }
            FollowPlace::InText => {
                let Some(report) = self.report(at, without) else { return top };
                let named = story
                    .and_then(|story| named_after(story, frame_which(self.frame(at), follower)));
                let line = named.and_then(|block| last_line_of(&report.lines_fit, block));
                line.map_or_else(
                    || {
                        let start = self.text_start(&report, at, following);
                        Spot::at(start.clamp(first, lowest), depth)
                    },
                    |line| self.below(&report, at, line, lowest, depth),
                )
            }
        }
    }

    /// Below a line in its column; at the top of the next one, if there it would not find
    /// its depth, and on the foot of the last.
    fn below(
        &self,
        report: &StoryReport,
        at: usize,
        line: Anchor,
        lowest: u32,
        depth: u32,
    ) -> Spot {
        let columns = self.frame(at).and_then(|frame| frame.area.columns);
        let columns = columns.map_or(1, |columns| columns.last - columns.first + 1);
        let next = line.column.map(|column| column + 1).filter(|column| *column <= columns);
        match next {
            Some(next) if line.row >= lowest => {
                let start = self.text_start_in(report, at, ColumnSpan { first: next, last: next });
                let column = Some(ColumnSpan { first: next, last: next });
                Spot { column, ..Spot::at(start.min(lowest), depth) }
            }
            _ => Spot::below(line, lowest, depth),
        }
    }

    fn story(&self, slug: &Slug) -> Option<&Story> {
        let found = self.page.resources.stories.iter().find(|it| it.story.slug == *slug);
        found.map(|material| &material.story)
    }

    /// The first line of the page on which text can stand in all columns of a place.
    fn text_start(&self, report: &StoryReport, at: usize, following: &Following) -> u32 {
        let own = following.columns.unwrap_or(ColumnSpan { first: 1, last: 1 });
        self.text_start_in(report, at, own)
    }

    /// The same in columns of the story.
    fn text_start_in(&self, report: &StoryReport, at: usize, own: ColumnSpan) -> u32 {
        let grid = &self.spec.grid;
        let Some(frame) = self.frame(at) else { return 1 };
        let first = frame.area.columns.map_or(1, |columns| columns.first);
        let columns = ColumnSpan { first: first + own.first - 1, last: first + own.last - 1 };
        let (left, right) = grid.column_edges(columns);
        // The topmost box of each column.
        let mut tops: BTreeMap<_, _> = BTreeMap::new();
        for frame in &report.frames {
            let Rect { left: own_left, right: own_right, top, .. } =
                self.spec.flow.rect_to_flow(*frame);
            if own_left < right && left < own_right {
                let known = tops.entry(own_left).or_insert(top);
                *known = (*known).min(top);
            }
        }
        let top = tops.values().max().copied();
        top.map_or(frame.area.lines.first, |top| grid.lines_within(top, top + grid.body_size).first)
    }
}

/// Which of its story's pictures or quotes one is, from 0.
fn frame_which(frame: Option<&StoryFrame>, follower: Follower) -> Option<NamedPart> {
    let frame = frame?;
    Some(match follower {
        Follower::Picture(index) => {
            NamedPart::Picture(frame.pictures.get(index)?.which.first()?.clone())
        }
        Follower::Quote(index) => NamedPart::Quote(frame.quotes.get(index)?.number),
    })
}
