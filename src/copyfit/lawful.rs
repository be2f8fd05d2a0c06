//! Which measures are lawful for a story, by the house's order and limits.

use super::StoryAt;
use super::measure::FitMeasure;
use super::room::{Neighbour, NeighbourSide, fixed_area, free_lines, neighbours};
use super::trial::Trial;
use crate::geom::LineSpan;
use crate::layout::BookPage;
use crate::page::{Part, SpareLines};
use crate::spec::change::{Changed, HeadlineSize, SpecChange};
use crate::spec::page::{
    Area, Arrangement, Element, Fill, FitLimits, HeadPlace, MeasureKind, StoryFrame,
};
use crate::story::{Block, InsetKind, OptionalPart, Story};

/// A picture of fewer lines shows nothing, and neither does the place of a quote.
const LEAST_LINES: u32 = 4;

/// A story that is over or short, and what may be done about it.
struct Lawful<'a> {
    page: BookPage<'a>,
    at: StoryAt,
    frame: &'a StoryFrame,
    story: &'a Story,
    /// Whether lines are to be gained; otherwise they are to be filled.
    is_over: bool,
    limits: &'a FitLimits,
}

/// All steps of all measures that the house allows, each measure's from the least to the
/// most.
pub(super) fn lawful_steps<'a>(
    page: BookPage<'a>,
    at: StoryAt,
    frame: &'a StoryFrame,
    now: &Trial,
) -> Vec<FitMeasure> {
    let found = page.resources.stories.iter().find(|it| it.story.slug == frame.slug);
    let Some(material) = found else { return Vec::new() };
    let limits = &page.spec.fit;
    let is_over = now.fit.over_characters > 0 || now.fit.over_lines > 0;
    let lawful = Lawful { page, at, frame, story: &material.story, is_over, limits };
    let mut steps = Vec::new();
    for (rank, kind) in (1..).zip(&limits.order) {
        steps.extend(lawful.of_kind(*kind, rank * 10));
    }
    steps
}

impl Lawful<'_> {
    fn of_kind(&self, kind: MeasureKind, cost: u32) -> Vec<FitMeasure> {
        match kind {
            MeasureKind::SpareLines => self.spare_lines(cost),
            MeasureKind::Picture => self.pictures(cost),
            MeasureKind::Quote => self.quotes(cost),
            MeasureKind::Headline => self.headline(cost),
            MeasureKind::LeaveOut => self.leave_out(cost),
            MeasureKind::Place => self.place(cost),
            MeasureKind::Neighbour => self.neighbours(cost),
        }
    }

    fn change(&self, what: Changed) -> SpecChange {
        let StoryAt { element, story } = self.at;
        SpecChange { element, story, what }
    }

    /// Empty lines at one kind of place more.
    fn spare_lines(&self, cost: u32) -> Vec<FitMeasure> {
        if self.is_over || self.frame.fill == Fill::InOrder {
            return Vec::new();
        }
        let most = self.limits.spare_lines;
        let now = self.frame.spare;
        let has_crossheads =
            self.story.body.iter().any(|block| matches!(block, Block::Crosshead(_)));
        let each = [
            ("head", now.head, self.story.headline.is_some()),
            ("pictures", now.pictures, !self.frame.pictures.is_empty()),
            ("crossheads", now.crossheads, has_crossheads),
        ];
        let places = each.into_iter().filter(|(.., is_there)| *is_there);
        places
            .flat_map(|(place, given, _)| {
                (given + 1..=most).map(move |lines| {
                    let mut spare = now;
                    match place {
                        "head" => spare.head = lines,
                        "pictures" => spare.pictures = lines,
                        _ => spare.crossheads = lines,
                    }
                    (place, lines, lines - given, spare)
                })
            })
            .map(|(place, lines, more, spare): (&str, u32, u32, SpareLines)| {
                let family = format!("spare-lines-{place}");
                let changes = vec![self.change(Changed::SpareLines(spare))];
                let cost = cost + more - 1;
                let kind = MeasureKind::SpareLines;
                FitMeasure::new(family, &format!("-{lines}"), kind, cost, changes)
            })
            .collect()
    }

    /// Each picture taller or lower, at the edge at which the text goes on.
    fn pictures(&self, cost: u32) -> Vec<FitMeasure> {
        let mut steps = Vec::new();
        for (at, picture) in self.frame.pictures.iter().enumerate() {
            if picture.area.exact.is_some() {
                continue;
            }
            for by in 1..=self.limits.picture_lines {
                let Some(lines) = self.resized(picture.area.lines, by) else { break };
                let family = format!("picture-{}", at + 1);
                let changes = vec![self.change(Changed::PictureLines(at, lines))];
                let kind = MeasureKind::Picture;
                steps.push(FitMeasure::new(family, &self.step(by), kind, cost + by - 1, changes));
            }
        }
        steps
    }

    fn quotes(&self, cost: u32) -> Vec<FitMeasure> {
        let mut steps = Vec::new();
        for (at, quote) in self.frame.quotes.iter().enumerate() {
            if quote.area.exact.is_some() {
                continue;
            }
            for by in 1..=self.limits.quote_lines {
                let Some(lines) = self.resized(quote.area.lines, by) else { break };
                let family = format!("quote-{}", quote.number);
                let changes = vec![self.change(Changed::QuoteLines(at, lines))];
                let kind = MeasureKind::Quote;
                steps.push(FitMeasure::new(family, &self.step(by), kind, cost + by - 1, changes));
            }
        }
        steps
    }

    fn step(&self, by: u32) -> String {
        format!("-{}-{by}", if self.is_over { "lower" } else { "taller" })
    }

    /// The lines of a box in the story's place that is `by` lines lower or taller: at its
    /// head, if it stands on the foot of the place, else at its foot.
    fn resized(&self, lines: LineSpan, by: u32) -> Option<LineSpan> {
        let place = self.frame.area.lines;
        let LineSpan { first, last } = lines;
        let stands_on_foot = last == place.last && first > place.first;
        let changed = match (self.is_over, stands_on_foot) {
            (true, true) => LineSpan { first: first + by, last },
            (true, false) => LineSpan { first, last: last.checked_sub(by)? },
            (false, true) => LineSpan { first: first.checked_sub(by)?, last },
            (false, false) => LineSpan { first, last: last + by },
        };
        let is_in = place.first <= changed.first && changed.last <= place.last;
        (is_in && changed.first + LEAST_LINES <= changed.last + 1).then_some(changed)
    }

    /// The headline in the next sizes of the row, and its halves otherwise.
    fn headline(&self, cost: u32) -> Vec<FitMeasure> {
        let Some(headline) = &self.story.headline else { return Vec::new() };
        if self.frame.head.place == HeadPlace::None {
            return Vec::new();
        }
        let mut steps = Vec::new();
        let kind = MeasureKind::Headline;
        let is_halved = headline.plain().split_whitespace().nth(1).is_some();
        let wanted = if self.is_over { Arrangement::OneLine } else { Arrangement::Stacked };
        if is_halved && self.frame.head.arrangement != wanted {
            let name = if self.is_over { "headline-one-line" } else { "headline-stacked" };
            let changes = vec![self.change(Changed::Arrangement(wanted))];
            steps.push(FitMeasure::new(name.to_owned(), "", kind, cost, changes));
        }
        let now = HeadlineSize::of(self.frame.styles.get(Part::Headline));
        let size = now.size;
        let row = &self.limits.headline_sizes;
        let most = self.limits.headline_steps as usize;
        let sizes: Vec<_> = if self.is_over {
            row.iter().rev().filter(|other| **other < size).take(most).collect()
        } else {
            row.iter().filter(|other| **other > size).take(most).collect()
        };
        steps.extend((0..).zip(sizes).map(|(step, size)| {
            let points = (size.to_pt() * 100.0).round() / 100.0;
            let changes = vec![self.change(Changed::HeadlineSize(now.with(*size)))];
            let family = "headline".to_owned();
            FitMeasure::new(family, &format!("-{points}pt"), kind, cost + step, changes)
        }));
        steps
    }

    /// Each part that the house or the story marks as optional.
    fn leave_out(&self, cost: u32) -> Vec<FitMeasure> {
        if !self.is_over {
            return Vec::new();
        }
        let mut parts = self.story.optional.clone();
        parts.extend(&self.limits.leave_out);
        parts.sort();
        parts.dedup();
        parts.retain(|part| !self.frame.leave_out.contains(part) && self.has(*part));
        parts
            .into_iter()
            .map(|part| {
                let mut all = self.frame.leave_out.clone();
                all.push(part);
                let changes = vec![self.change(Changed::LeaveOut(all))];
                let family = format!("without-{}", part.name());
                FitMeasure::new(family, "", MeasureKind::LeaveOut, cost, changes)
            })
            .collect()
    }

    fn has(&self, part: OptionalPart) -> bool {
        let has_inset = |kind: InsetKind| {
            let is_such = |block: &Block| matches!(block, Block::Inset(it) if it.kind == kind);
            self.story.body.iter().any(is_such)
        };
        match part {
            OptionalPart::Kicker => self.story.kicker.is_some(),
            OptionalPart::Deck => self.story.deck.is_some(),
            OptionalPart::Standfirst => self.story.standfirst.is_some(),
            OptionalPart::Note => has_inset(InsetKind::Note),
            OptionalPart::FactBox => has_inset(InsetKind::FactBox),
        }
    }

    /// The place of the element, deeper where the page has room.
    fn place(&self, cost: u32) -> Vec<FitMeasure> {
        let element = self.page.spec.elements.get(self.at.element);
        let Some(own) = element.and_then(fixed_area) else {
            return Vec::new();
        };
        if !self.is_over {
            return Vec::new();
        }
        let free = free_lines(self.page.spec, self.at.element, self.limits.place_lines);
        let LineSpan { first, last } = own.lines;
        let down = (1..=free.below).map(|by| ("down", by, LineSpan { first, last: last + by }));
        let up = (1..=free.above).map(|by| ("up", by, LineSpan { first: first - by, last }));
        down.chain(up)
            .map(|(way, by, lines)| {
                let changes = self.with_boxes(self.at.element, own.lines, lines);
                let family = format!("place-{way}");
                let kind = MeasureKind::Place;
                FitMeasure::new(family, &format!("-{by}"), kind, cost + by - 1, changes)
            })
            .collect()
    }

    /// Lines that the element above or below gives or takes.
    fn neighbours(&self, cost: u32) -> Vec<FitMeasure> {
        let element = self.page.spec.elements.get(self.at.element);
        let Some(own) = element.and_then(fixed_area) else {
            return Vec::new();
        };
        let mut steps = Vec::new();
        for neighbour in neighbours(self.page.spec, self.at.element) {
            for by in 1..=self.limits.place_lines {
                let Some(changes) = self.moved_border(own.lines, &neighbour, by) else { break };
                let (side, does) = match (neighbour.side, self.is_over) {
                    (NeighbourSide::Above, true) => ("above", "gives"),
                    (NeighbourSide::Below, true) => ("below", "gives"),
                    (NeighbourSide::Above, false) => ("above", "takes"),
                    (NeighbourSide::Below, false) => ("below", "takes"),
                };
                let family = format!("{side}-{does}");
                let kind = MeasureKind::Neighbour;
                let step = format!("-{by}");
                steps.push(FitMeasure::new(family, &step, kind, cost + by - 1, changes));
            }
        }
        steps
    }

    /// The border to a neighbour moved by some lines, the rules between with it.
    fn moved_border(
        &self,
        own: LineSpan,
        neighbour: &Neighbour,
        by: u32,
    ) -> Option<Vec<SpecChange>> {
        let LineSpan { first, last } = own;
        let other = neighbour.lines;
        let (mine, theirs, down) = match (neighbour.side, self.is_over) {
            (NeighbourSide::Below, true) => (
                LineSpan { first, last: last + by },
                LineSpan { first: other.first + by, last: other.last },
                true,
            ),
            (NeighbourSide::Below, false) => (
                LineSpan { first, last: last.checked_sub(by)? },
                LineSpan { first: other.first.checked_sub(by)?, last: other.last },
                false,
            ),
            (NeighbourSide::Above, true) => (
                LineSpan { first: first.checked_sub(by)?, last },
                LineSpan { first: other.first, last: other.last.checked_sub(by)? },
                false,
            ),
            (NeighbourSide::Above, false) => (
                LineSpan { first: first + by, last },
                LineSpan { first: other.first, last: other.last + by },
                true,
            ),
        };
        let is_place = |lines: LineSpan| lines.first + LEAST_LINES <= lines.last;
        if !is_place(mine) || !is_place(theirs) {
            return None;
        }
        let moved = if down { i64::from(by) } else { -i64::from(by) };
        let rules = neighbour.rules.iter().map(|rule| SpecChange {
            element: *rule,
            story: None,
            what: Changed::RuleMoved(moved),
        });
        let pair = [(self.at.element, own, mine), (neighbour.element, other, theirs)];
        let pair = pair.map(|(element, before, now)| self.with_boxes(element, before, now));
        Some(pair.into_iter().flatten().chain(rules).collect())
    }

    /// Other lines for the place of an element; what stands at the edge that moves stays
    /// there.
    fn with_boxes(&self, element: usize, before: LineSpan, now: LineSpan) -> Vec<SpecChange> {
        let change = |what| SpecChange { element, story: None, what };
        let mut changes = vec![change(Changed::Lines(now))];
        let Some(Element::Story(frame)) = self.page.spec.elements.get(element) else {
            return changes;
        };
        let moved = |area: &Area| {
            let LineSpan { first, last } = area.lines;
            let at_head = first == before.first && last < before.last;
            let at_foot = last == before.last && first > before.first;
            let (from, to) = match (at_head, at_foot) {
                (true, _) => (before.first, now.first),
                (_, true) => (before.last, now.last),
                _ => return None,
            };
            let line = |line: u32| (line + to).checked_sub(from).filter(|line| *line > 0);
            let lines = LineSpan { first: line(first)?, last: line(last)? };
            (from != to && area.exact.is_none()).then_some(lines)
        };
        for (at, picture) in frame.pictures.iter().enumerate() {
            let lines = moved(&picture.area).filter(|_| picture.following.is_none());
            changes.extend(lines.map(|lines| change(Changed::PictureLines(at, lines))));
        }
        for (at, quote) in frame.quotes.iter().enumerate() {
            let lines = moved(&quote.area).filter(|_| quote.following.is_none());
            changes.extend(lines.map(|lines| change(Changed::QuoteLines(at, lines))));
        }
        changes
    }
}
