//! Places that follow the copy, worked out: where stories end that end with their text,
//! where those begin that stand below others, and where pictures and quotes stand that
//! follow their story.
//!
//! A story is set as often as it takes; what comes out is a page like any other, with
//! lines as if an editor had counted them.

mod anchor;
mod followers;

use std::collections::BTreeMap;

use super::room::free_lines_below;
use crate::diag::finding::{FitFault, PlacedFault};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::geom::LineSpan;
use crate::layout::{BookPage, set_apart};
use crate::spec::page::{Element, PageSpec, StoryEnd, StoryFrame, StoryStart};
use crate::story::Slug;

/// The place of a story has so many lines at the least.
const LEAST_LINES: u32 = 3;
/// A place that ends with its text is made so many lines deeper at the most, so that its
/// columns end well.
const MOST_LOWER: u32 = 2;

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
        if let Some(group) = desk.levels_with(*at) {
            let known = ends.entry(group).or_default();
            *known = (*known).max(last);
        }
    }
    // 2. Again, if some of them end with the longest of their group.
    if !ends.is_empty() {
        desk.found = Sink::default();
        for at in &order {
            let level = desk.levels_with(*at).and_then(|group| ends.get(&group).copied());
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

    /// The group that a story ends level with: of those of one group that stand below each
    /// other the lowest does.
    fn levels_with(&self, at: usize) -> Option<String> {
        let group = self.group(at)?;
        let is_lower = |other: usize| {
            self.above(other) == Some(at) && self.group(other).as_deref() == Some(group.as_str())
        };
        (!(0..self.spec.elements.len()).any(is_lower)).then_some(group)
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

    fn is_held(&self, at: usize) -> bool {
        let report = self.report(at, &[]);
        report.is_none_or(|report| report.overset_characters == 0 && report.overset_lines == 0)
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
