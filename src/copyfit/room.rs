//! What a page has free round an element, and which stand right above and below it.

use crate::geom::{Abs, LineSpan, Rect};
use crate::spec::page::{Area, Element, PageSpec, StoryEnd, StoryStart};

/// A story or section that stands right above or below another, as wide as it.
pub(super) struct Neighbour {
    /// Which element of the page, from 0.
    pub(super) element: usize,
    pub(super) side: NeighbourSide,
    pub(super) lines: LineSpan,
    /// The rules between the two.
    pub(super) rules: Vec<usize>,
}

/// On which side a neighbour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NeighbourSide {
    Above,
    Below,
}

/// The most lines between two that are still neighbours.
const MOST_BETWEEN: u32 = 4;

/// The neighbours of an element.
pub(super) fn neighbours(page: &PageSpec, element: usize) -> Vec<Neighbour> {
    let Some(own) = page.elements.get(element).and_then(area) else { return Vec::new() };
    let candidates = page.elements.iter().enumerate().filter(|(at, _)| *at != element);
    candidates
        .filter_map(|(at, other)| {
            let area = fixed_area(other)?;
            if (area.left, area.right) != (own.left, own.right) {
                return None;
            }
            let (side, upper, lower) = if area.lines.first > own.lines.last {
                (NeighbourSide::Below, own.lines.last, area.lines.first)
            } else if area.lines.last < own.lines.first {
                (NeighbourSide::Above, area.lines.last, own.lines.first)
            } else {
                return None;
            };
            (lower - upper <= MOST_BETWEEN).then(|| Neighbour {
                element: at,
                side,
                lines: area.lines,
                rules: rules_between(page, &own, upper, lower),
            })
        })
        .collect()
}

/// The place of a story or a section, if its lines are those of the spec.
pub(super) fn fixed_area(element: &Element) -> Option<Area> {
    let follows = match element {
        Element::Story(frame) => frame.start != StoryStart::Line || frame.end != StoryEnd::Line,
        _ => false,
    };
    area(element).filter(|area| !follows && area.exact.is_none())
}

/// The place of a story or a section.
pub(super) fn area(element: &Element) -> Option<Area> {
    match element {
        Element::Story(frame) => Some(frame.area),
        Element::Section(section) => Some(section.area),
        _ => None,
    }
}

/// Level rules between two lines, over a place.
fn rules_between(page: &PageSpec, own: &Area, upper: u32, lower: u32) -> Vec<usize> {
    let grid = &page.grid;
    let (top, _) = grid.line_edges(LineSpan { first: upper, last: upper });
    let (_, bottom) = grid.line_edges(LineSpan { first: lower, last: lower });
    let rules = page.elements.iter().enumerate();
    let between = rules.filter(|(_, element)| match element {
        Element::Rule(rule) => {
            let is_level = rule.from.y == rule.to.y;
            let is_over = rule.from.x < own.right && own.left < rule.to.x;
            is_level && is_over && top < rule.from.y && rule.from.y < bottom
        }
        _ => false,
    });
    between.map(|(at, _)| at).collect()
}

/// Free lines below an element, and above it, a line of white to the next kept.
pub(super) struct FreeLines {
    pub(super) above: u32,
    pub(super) below: u32,
}

pub(super) fn free_lines(page: &PageSpec, element: usize, most: u32) -> FreeLines {
    let Some(own) = page.elements.get(element).and_then(area) else {
        return FreeLines { above: 0, below: 0 };
    };
    let taken = taken(page, &|at| at == element);
    let is_free = |lines: LineSpan| {
        let white = page.grid.leading / 2;
        let rect = Area { lines, exact: None, ..own }.rect(&page.grid);
        let rect = Rect { top: rect.top - white, bottom: rect.bottom + white, ..rect };
        !taken.iter().any(|other| other.overlaps(rect))
    };
    let LineSpan { first, last } = own.lines;
    let count = |line: &dyn Fn(u32) -> Option<LineSpan>| {
        let mut free = 0;
        while free < most && line(free + 1).is_some_and(&is_free) {
            free += 1;
        }
        free
    };
    FreeLines {
        above: count(&|by| {
            let line = first.checked_sub(by).filter(|line| *line > 0)?;
            Some(LineSpan { first: line, last: line })
        }),
        below: count(&|by| {
            let line = last + by;
            (line <= page.grid.lines).then_some(LineSpan { first: line, last: line })
        }),
    }
}

/// Free lines below the first line of an element, down to what stands in its way or to
/// the end of the page; what `makes_room` is passed over.
pub(super) fn free_lines_below(
    page: &PageSpec,
    element: usize,
    makes_room: &dyn Fn(usize) -> bool,
) -> u32 {
    let Some(own) = page.elements.get(element).and_then(area) else { return 0 };
    let taken = taken(page, &|at| at == element || makes_room(at));
    let first = own.lines.first;
    let is_free = |line: u32| {
        let lines = LineSpan { first: line, last: line };
        let rect = Area { lines, exact: None, ..own }.rect(&page.grid);
        !taken.iter().any(|other| other.overlaps(rect))
    };
    let free = (first + 1..=page.grid.lines).take_while(|line| is_free(*line)).count();
    let free = u32::try_from(free).unwrap_or(0);
    // To what stands below a line of white is kept.
    if first + free < page.grid.lines { free.saturating_sub(1) } else { free }
}

/// What stands on the page, but for some elements.
fn taken(page: &PageSpec, is_left_out: &dyn Fn(usize) -> bool) -> Vec<Rect> {
    let grid = &page.grid;
    let hair = Abs::from_units(1);
    let others = page.elements.iter().enumerate().filter(|(at, _)| !is_left_out(*at));
    others
        .flat_map(|(_, other)| match other {
            Element::Story(frame) => {
                let further = frame.frames.iter().map(|further| further.area.rect(grid));
                std::iter::once(frame.area.rect(grid)).chain(further).collect()
            }
            Element::Section(section) => vec![section.area.rect(grid)],
            Element::Picture(picture) => vec![picture.picture.area.rect(grid)],
            Element::Table(table) => vec![table.area.rect(grid)],
            Element::Banner(banner) => vec![banner.area.rect(grid)],
            Element::Box(element) => vec![element.area.rect(grid)],
            Element::Ad(ad) => vec![ad.area.rect(grid)],
            Element::Barcode(code) => vec![code.area.rect(grid)],
            Element::Ornament(ornament) => vec![ornament.area.rect(grid)],
            Element::Masthead(masthead) => vec![masthead.area.rect(grid)],
            Element::Rule(rule) => {
                let (from, to) = (rule.from, rule.to);
                vec![Rect { left: from.x, top: from.y, right: to.x + hair, bottom: to.y + hair }]
            }
            Element::Folio(_) => Vec::new(),
        })
        .collect()
}
