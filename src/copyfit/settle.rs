//! Places that follow the copy, worked out: where stories end that end with their text,
//! where those begin that stand below others, and where pictures and quotes stand that
//! follow their story.
//!
//! A story is set as often as it takes; what comes out is a page like any other, with
//! lines as if an editor had counted them.

use std::collections::BTreeMap;

use super::room::free_lines_below;
use crate::diag::finding::{FitFault, PlacedFault};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::geom::{ColumnSpan, LineSpan, Rect};
use crate::layout::{BookPage, set_apart};
use crate::page::{LineFit, Part, ReportOf, StoryReport};
use crate::spec::page::{
    Area, Element, FollowPlace, Following, PageSpec, StoryEnd, StoryFrame, StoryStart,
};
use crate::story::{BlockPlace, Slug, Story};

/// The place of a story has so many lines at the least.
const LEAST_LINES: u32 = 3;
/// A place that ends with its text is made so many lines deeper at the most, so that its
/// columns end well.
const MOST_LOWER: u32 = 2;
/// Lines of text that stay between a crosshead and what follows it: as many as the flow
/// wants below one (`layout::flow`).
const LINES_UNDER_CROSSHEAD: u32 = 3;
/// In another column than what it follows is farther off than any line of the same.
const OTHER_COLUMN: u32 = 1000;
/// What follows the text is looked for so often: where a picture stands moves the text
/// that it follows.
const MOST_ROUNDS: usize = 5;

/// A page on which nothing follows any more.
#[derive(Debug, Clone)]
pub struct SettledPage {
    /// The page.
    pub spec: PageSpec,
    /// What is to be said of it.
    pub found: Sink,
}

/// A page with the places worked out that follow the copy; none if there are none.
#[must_use]
pub fn settled(page: BookPage) -> Option<SettledPage> {
    if !page.spec.elements.iter().any(follows) {
        return None;
    }
    let mut desk = Settling { page, spec: page.spec.clone(), found: Sink::default() };
    let order = desk.order();
    // 1. Each story by itself, those above before those below.
    let mut ends: BTreeMap<String, u32> = BTreeMap::new();
    for at in &order {
        let last = desk.settle(*at, None);
        if let Some(group) = desk.group(*at) {
            let known = ends.entry(group).or_default();
            *known = (*known).max(last);
        }
    }
    // 2. Again, if some of them end with the longest of their group.
    if !ends.is_empty() {
        desk.found = Sink::default();
        for at in &order {
            let level = desk.group(*at).and_then(|group| ends.get(&group).copied());
            desk.settle(*at, level);
        }
    }
    desk.check_overlaps(&order);
    Some(SettledPage { spec: desk.spec, found: desk.found })
}

/// Whether something of an element follows the copy.
fn follows(element: &Element) -> bool {
    let Element::Story(frame) = element else { return false };
    is_moving(frame)
        || frame.pictures.iter().any(|picture| picture.following.is_some())
        || frame.quotes.iter().any(|quote| quote.following.is_some())
}

/// Whether the lines of a story's place follow the copy.
fn is_moving(frame: &StoryFrame) -> bool {
    frame.start != StoryStart::Line || frame.end != StoryEnd::Line
}

/// A picture or quote of a story that follows it.
#[derive(Clone, Copy)]
enum Follower {
    Picture(usize),
    Quote(usize),
}

struct Settling<'a> {
    page: BookPage<'a>,
    spec: PageSpec,
    found: Sink,
}

impl Settling<'_> {
    /// Says something once, however often a story is set.
    fn tell(&mut self, finding: Diagnostic) {
        let is_same =
            |known: &Diagnostic| known.finding == finding.finding && known.span == finding.span;
        if !self.found.list().iter().any(is_same) {
            self.found.push(finding);
        }
    }

    fn frame(&self, at: usize) -> Option<&StoryFrame> {
        match self.spec.elements.get(at) {
            Some(Element::Story(frame)) => Some(frame),
            _ => None,
        }
    }

    fn frame_mut(&mut self, at: usize) -> Option<&mut StoryFrame> {
        match self.spec.elements.get_mut(at) {
            Some(Element::Story(frame)) => Some(frame),
            _ => None,
        }
    }

    fn group(&self, at: usize) -> Option<String> {
        match &self.frame(at)?.end {
            StoryEnd::Text { group } => group.clone(),
            StoryEnd::Line => None,
        }
    }

    /// The stories that follow, those first that others stand below. A story that hangs on
    /// itself, by whatever way, is told and stays where it is.
    fn order(&mut self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.spec.elements.len())
            .filter(|at| self.spec.elements.get(*at).is_some_and(follows))
            .collect();
        let mut order: Vec<usize> = Vec::new();
        let mut left = all;
        while !left.is_empty() {
            let is_free = |at: &usize| {
                let above = self.above(*at);
                above.is_none_or(|above| !left.contains(&above))
            };
            let (free, bound): (Vec<usize>, Vec<usize>) = left.iter().partition(|at| is_free(at));
            if free.is_empty() {
                for at in bound {
                    self.tell_circle(at);
                    // It begins where the page does, so that the others can be settled.
                    if let Some(frame) = self.frame_mut(at) {
                        frame.start = StoryStart::Line;
                    }
                    order.push(at);
                }
                break;
            }
            order.extend(&free);
            left = bound;
        }
        order
    }

    fn tell_circle(&mut self, at: usize) {
        if let Some(frame) = self.frame(at)
            && let StoryStart::After { slug, span, .. } = &frame.start
        {
            let finding = FitFault::AfterItself {
                slug: frame.slug.to_string(),
                other_slug: slug.to_string(),
            };
            let finding = Diagnostic::of(finding).at(*span);
            self.tell(finding);
        }
    }

    /// The element that a story stands below.
    fn above(&self, at: usize) -> Option<usize> {
        let StoryStart::After { slug, .. } = &self.frame(at)?.start else { return None };
        self.element_of(slug)
    }

    fn element_of(&self, slug: &Slug) -> Option<usize> {
        self.spec.elements.iter().position(|element| match element {
            Element::Story(frame) => frame.slug == *slug,
            Element::Section(section) => section.stories.iter().any(|frame| frame.slug == *slug),
            _ => false,
        })
    }

    /// Works out the place of a story and what follows in it; if it is to end level with
    /// others on that line. Tells its last line.
    fn settle(&mut self, at: usize, level: Option<u32>) -> u32 {
        self.begin(at);
        self.keep_head(at);
        let Some(frame) = self.frame(at) else { return 1 };
        if frame.end == StoryEnd::Line {
            let LineSpan { first, last } = frame.area.lines;
            if first > last {
                self.no_room(at);
            }
            self.place_followers(at);
            return last;
        }
        let first = frame.area.lines.first;
        let most = first + self.room_below(at);
        if let Some(level) = level {
            self.end_on(at, level.clamp(first, most));
            return level;
        }
        // The fewest lines that hold its text.
        let (mut low, mut high) = (first + LEAST_LINES - 1, most);
        if low > high {
            self.no_room(at);
            self.end_on(at, most);
            return most;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            self.end_on(at, middle);
            match self.is_held(at) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        self.end_on(at, low);
        // Columns that end badly there may end well a line or two lower.
        let mut best = (self.faults(at), low);
        for last in low + 1..=(low + MOST_LOWER).min(most) {
            if best.0 == 0 {
                break;
            }
            self.end_on(at, last);
            best = best.min((self.faults(at), last));
        }
        self.end_on(at, best.1);
        best.1
    }

    /// How often something of a story stands badly.
    fn faults(&self, at: usize) -> usize {
        let page = BookPage { spec: &self.spec, ..self.page };
        let mut sink = Sink::default();
        let _ = set_apart(page, &[at], &mut sink);
        sink.list().iter().filter(|it| it.severity >= Severity::Warning).count()
    }

    /// A head that something hangs on gets no spare lines: they would push it into that.
    fn keep_head(&mut self, at: usize) {
        let Some(frame) = self.frame_mut(at) else { return };
        let hangs = |following: Option<Following>| {
            following.is_some_and(|it| it.place == FollowPlace::UnderHead)
        };
        let mut all = frame.pictures.iter().map(|it| it.following);
        if all.any(hangs) || frame.quotes.iter().any(|it| hangs(it.following)) {
            frame.spare.head = 0;
        }
    }

    fn end_on(&mut self, at: usize, last: u32) {
        if let Some(frame) = self.frame_mut(at) {
            frame.area.lines.last = last;
            frame.area.exact = None;
        }
        self.place_followers(at);
    }

    /// Puts the first line of a story below the one that it stands after.
    fn begin(&mut self, at: usize) {
        let Some(frame) = self.frame(at) else { return };
        let StoryStart::After { slug, gap, span } = frame.start.clone() else { return };
        let above = self.element_of(&slug).and_then(|above| match self.spec.elements.get(above) {
            Some(Element::Story(frame)) => Some(frame.area.lines.last),
            Some(Element::Section(section)) => Some(section.area.lines.last),
            _ => None,
        });
        let Some(above) = above else {
            let finding = FitFault::AfterNothing { slug: slug.to_string() };
            self.tell(Diagnostic::of(finding).at(span));
            return;
        };
        let lines = self.spec.grid.lines;
        let first = (above + 1 + gap).min(lines);
        if let Some(frame) = self.frame_mut(at) {
            frame.area.lines.first = first;
            frame.area.lines.last = frame.area.lines.last.max(first);
        }
    }

    /// Free lines below the first one of a story; those that stand below it make room.
    fn room_below(&self, at: usize) -> u32 {
        let group = self.group(at);
        let is_own = |above: usize| above == at || group.is_some() && self.group(above) == group;
        let is_above = |mut other: usize| {
            for _ in 0..self.spec.elements.len() {
                match self.above(other) {
                    Some(above) if is_own(above) => return true,
                    Some(above) => other = above,
                    None => return false,
                }
            }
            false
        };
        free_lines_below(&self.spec, at, &is_above)
    }

    fn no_room(&mut self, at: usize) {
        let Some(frame) = self.frame(at) else { return };
        let finding = PlacedFault::NoLinesLeft { slug: frame.slug.to_string() };
        let finding = Diagnostic::of(finding).at(frame.area.span);
        self.tell(finding);
    }

    /// The story as it comes out now.
    fn report(&self, at: usize, without: &[Follower]) -> Option<StoryReport> {
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

    fn is_held(&self, at: usize) -> bool {
        let report = self.report(at, &[]);
        report.is_none_or(|report| report.overset_characters == 0 && report.overset_lines == 0)
    }

    /// Puts the pictures and quotes that follow a story in their places, one after the
    /// other.
    fn place_followers(&mut self, at: usize) {
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
            FollowPlace::Top => top,
            FollowPlace::Foot => Spot::at(lowest, depth),
            FollowPlace::UnderHead => {
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
                let line = SetRow { row: line.row + LINES_UNDER_CROSSHEAD, ..line };
                Spot::below(line, lowest, depth)
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
                    |line| Spot::below(line, lowest, depth),
                )
            }
        }
    }

    fn story(&self, slug: &Slug) -> Option<&Story> {
        let found = self.page.resources.stories.iter().find(|it| it.story.slug == *slug);
        found.map(|material| &material.story)
    }

    /// The first line of the page on which text can stand in all columns of a place.
    fn text_start(&self, report: &StoryReport, at: usize, following: &Following) -> u32 {
        let grid = &self.spec.grid;
        let Some(frame) = self.frame(at) else { return 1 };
        let own = following.columns.unwrap_or(ColumnSpan { first: 1, last: 1 });
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

    /// Tells of stories that came to stand on others.
    fn check_overlaps(&mut self, order: &[usize]) {
        let grid = &self.spec.grid;
        let mut told = Vec::new();
        for at in order {
            let Some(frame) = self.frame(*at).filter(|frame| is_moving(frame)) else { continue };
            let rect = frame.area.rect(grid);
            let others = self.spec.elements.iter().enumerate().filter(|(other, _)| other != at);
            for (_, other) in others {
                let area = match other {
                    Element::Story(other) => other.area,
                    Element::Section(section) => section.area,
                    Element::Picture(picture) => picture.picture.area,
                    Element::Ad(ad) => ad.area,
                    Element::Banner(banner) => banner.area,
                    Element::Table(table) => table.area,
                    _ => continue,
                };
                if area.rect(grid).overlaps(rect) {
                    let finding = PlacedFault::RunsInto { slug: frame.slug.to_string() };
                    told.push(Diagnostic::of(finding).at(frame.area.span));
                    break;
                }
            }
        }
        told.into_iter().for_each(|finding| self.tell(finding));
    }
}

/// Where something comes to stand: the lines of the page, and the column of the story,
/// if that follows.
struct Spot {
    lines: LineSpan,
    column: Option<ColumnSpan>,
}

impl Spot {
    fn at(first: u32, depth: u32) -> Self {
        Self { lines: LineSpan { first, last: first + depth.max(1) - 1 }, column: None }
    }

    /// Below a line in its column, or as low as it can stand there.
    fn below(line: SetRow, lowest: u32, depth: u32) -> Self {
        let spot = Self::at((line.row + 1).min(lowest), depth);
        let column = line.column.map(|column| ColumnSpan { first: column, last: column });
        Self { column, ..spot }
    }
}

/// The row and the column of a set line.
#[derive(Clone, Copy)]
struct SetRow {
    row: u32,
    column: Option<u32>,
}

impl SetRow {
    fn of(line: &LineFit) -> Self {
        Self { row: line.row, column: line.column }
    }
}

/// The last line of a crosshead, counted from 1.
fn after_crosshead(lines: &[LineFit], number: u32) -> Option<SetRow> {
    let crossheads = || lines.iter().filter(|line| line.part == Part::Crosshead);
    let mut seen: Vec<u32> = Vec::new();
    for line in crossheads() {
        if !seen.contains(&line.paragraph) {
            seen.push(line.paragraph);
        }
    }
    let wanted = *seen.get(number.checked_sub(1)? as usize)?;
    crossheads().filter(|line| line.paragraph == wanted).next_back().map(SetRow::of)
}

/// The last line of a block of the body.
fn last_line_of(lines: &[LineFit], block: u32) -> Option<SetRow> {
    let own = lines.iter().filter(|line| line.paragraph == block && line.column.is_some());
    own.filter(|line| matches!(line.part, Part::Body | Part::Crosshead)).next_back().map(SetRow::of)
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

/// What a story names in its text.
enum NamedPart {
    Picture(crate::spec::page::WhichPicture),
    Quote(u32),
}

/// The block of the body after which a story names something; none if it does so before
/// its text, or in its head.
fn named_after(story: &Story, named: Option<NamedPart>) -> Option<u32> {
    use crate::spec::page::WhichPicture;
    let BlockPlace(after) = match named? {
        NamedPart::Picture(WhichPicture::Nth(number)) => {
            story.pictures.get((number as usize).checked_sub(1)?)?.after?
        }
        NamedPart::Picture(WhichPicture::File(file)) => {
            story.pictures.iter().find(|picture| picture.file == file)?.after?
        }
        NamedPart::Quote(number) => story.place_of_quote(number)?,
    };
    Some(after)
}
