//! The white between the parts of a head: none stands tight on another.
//!
//! Each part takes whole grid lines, and what its type leaves of them is chance:
//! next to nothing, or a line. Where too little is left, parts move down into the
//! white below the head, or up into that above it; where there is none, the head
//! takes a line more and its parts share it.

use super::display::{Display, DisplayLine, Stand, centered_baseline, whole_rows};
use crate::diag::finding::{HeadFault, HeadPart};
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan};
use crate::layout::grid::canvas::Canvas;
use crate::page::Part;
use crate::spec::page::{Grid, HeadPlace, StoryFrame};
use crate::style::Lang;

/// White between two parts, in percent of the larger one's size. That of Western
/// type counts from descenders, which not every line has.
const WHITE: i64 = 18;
const WESTERN_WHITE: i64 = 14;
/// White above a byline, in percent of the body's size: it belongs to the text
/// below more than to the deck above.
const ABOVE_BYLINE: i64 = 50;
const WESTERN_ABOVE_BYLINE: i64 = 70;
/// White between a head and the text below it, in percent of the body's size: more
/// than between two lines of the text, which are 35 to 50 apart.
const BELOW_HEAD: i64 = 70;
const WESTERN_BELOW_HEAD: i64 = 60;
/// How far Western type reaches above its baseline, to the top of capitals, and
/// below it, in percent of its size; the em boxes of East Asian type stand from 88
/// to 12.
const WESTERN_REACH: (i64, i64) = (72, 22);
const REACH: (i64, i64) = (88, 12);
/// How far lines of Western type may reach into each other before the type
/// itself is seen to touch, in percent of the larger size.
const WESTERN_SLACK: i64 = 12;

/// A head whose parts keep apart, and which keeps apart from the text below it.
pub(super) fn aired(
    mut head: Vec<Display>,
    frame: &StoryFrame,
    grid: &Grid,
    lang: Lang,
) -> Vec<Display> {
    let whites = Whites::of(&head, frame, grid, lang);
    let (shifts, extra) = match whites.shifts_within() {
        Some(shifts) => (shifts, 0),
        None => whites.shifts_with_more(grid),
    };
    for (display, shift) in head.iter_mut().zip(shifts) {
        display.shift = shift;
    }
    if let Some(last) = head.last_mut() {
        last.extra = extra;
    }
    head
}

/// The white between two parts, or between the last one and the text.
struct White {
    there: Abs,
    needed: Abs,
}

impl White {
    fn missing(&self) -> Abs {
        (self.needed - self.there).max(Abs::ZERO)
    }
}

/// The white around the parts of a head.
struct Whites {
    /// How far the head may move up where the text follows at once: its first
    /// lines leave that much white above it.
    above: Abs,
    between: Vec<White>,
    below: White,
}

impl Whites {
    fn of(head: &[Display], frame: &StoryFrame, grid: &Grid, lang: Lang) -> Self {
        let between = head.windows(2).map(|pair| between(pair, grid, lang)).collect();
        let is_fixed = head.iter().any(|display| display.is_fixed);
        let (Some(first), Some(last)) = (head.first(), head.last()) else {
            let below = White { there: Abs::ZERO, needed: Abs::ZERO };
            return Self { above: Abs::ZERO, between, below };
        };
        let above = match is_fixed || last.after > 0 {
            true => Abs::ZERO,
            false => above(first, grid, lang),
        };
        let below = below(last, frame, grid, lang);
        Self { above, between, below }
    }

    /// How far each part moves within the lines that the head has: down from the
    /// part above it, and the whole head up from the text. `None` if the white
    /// is not enough.
    fn shifts_within(&self) -> Option<Vec<Abs>> {
        let mut shifts = vec![Abs::ZERO];
        for white in &self.between {
            let before = shifts.last().copied().unwrap_or_default();
            shifts.push(before + white.missing());
        }
        let mut most = self.below.there - self.below.needed;
        let whites = self.between.iter().rev().map(|white| white.there - white.needed);
        for (shift, to_part_above) in shifts.iter_mut().rev().zip(whites.chain([Abs::ZERO])) {
            *shift = (*shift).min(most);
            most = *shift + to_part_above;
        }
        (*shifts.first()? >= -self.above).then_some(shifts)
    }

    /// How far each part moves down in a head with as many grid lines more as
    /// it needs, and how many. What these have beyond what is missing goes to
    /// all the white, that above the head included.
    fn shifts_with_more(&self, grid: &Grid) -> (Vec<Abs>, u32) {
        let short: Abs = self.between.iter().chain([&self.below]).map(White::missing).sum();
        let extra = whole_rows(short, grid);
        let spare = grid.leading * i64::from(extra) - short;
        // Above and below the head as much as half of the body's size.
        let needed = |white: &White| white.needed.max(Abs::ZERO);
        let all = self.between.iter().map(needed).sum::<Abs>() + grid.body_size;
        let share = |needed: Abs| spare.scale(needed.units(), all.units().max(1));
        let mut shifts = vec![share(grid.body_size / 2)];
        for white in &self.between {
            let before = shifts.last().copied().unwrap_or_default();
            shifts.push(before + white.missing() + share(needed(white)));
        }
        (shifts, extra)
    }
}

/// The white between two parts.
fn between(pair: &[Display], grid: &Grid, lang: Lang) -> White {
    let [above, below] = pair else { return White { there: Abs::ZERO, needed: Abs::ZERO } };
    let there = gap(above, below, grid, lang);
    // What is said of grid lines is obeyed.
    if above.is_fixed || below.is_fixed {
        return White { there, needed: there };
    }
    let byline = if lang.is_western() { WESTERN_ABOVE_BYLINE } else { ABOVE_BYLINE };
    let size = above.size().max(below.size());
    let needed = match below.part() {
        Some(Part::Byline) => white(size, lang).max(grid.body_size.scale(byline, 100)),
        _ => white(size, lang),
    };
    White { there, needed }
}

/// The white that type of a size needs below or above it.
fn white(size: Abs, lang: Lang) -> Abs {
    size.scale(if lang.is_western() { WESTERN_WHITE } else { WHITE }, 100)
}

/// The white above the type of a head's first part, from where text in its first
/// grid line would begin.
pub(super) fn above(first: &Display, grid: &Grid, lang: Lang) -> Abs {
    let (top, _) = extent(first, grid, lang);
    let text = grid.leading * i64::from(first.before) + text_top(grid, lang);
    (top - text).max(Abs::ZERO)
}

/// The white between a head's last part and what stands below it.
fn below(last: &Display, frame: &StoryFrame, grid: &Grid, lang: Lang) -> White {
    let (_, bottom) = extent(last, grid, lang);
    let there = grid.leading * i64::from(last.rows()) - bottom + text_top(grid, lang);
    // Half of the empty lines below a head may be lent to it.
    let lent = grid.leading * i64::from(last.after) / 2;
    let stands_over_text = matches!(frame.head.place, HeadPlace::Over(_));
    let least = if lang.is_western() { WESTERN_BELOW_HEAD } else { BELOW_HEAD };
    let needed = match last.after {
        0 if last.is_fixed || !stands_over_text || frame.head.background.is_some() => there,
        0 => white(last.size(), lang).max(grid.body_size.scale(least, 100)),
        _ => there - lent,
    };
    White { there, needed }
}

/// Where the type of a line of text begins, from the top of its em box.
fn text_top(grid: &Grid, lang: Lang) -> Abs {
    let (above, _) = if lang.is_western() { WESTERN_REACH } else { REACH };
    grid.body_size.scale(REACH.0 - above, 100)
}

/// The white between the type of two parts that follow each other.
fn gap(above: &Display, below: &Display, grid: &Grid, lang: Lang) -> Abs {
    let (_, bottom) = extent(above, grid, lang);
    let (top, _) = extent(below, grid, lang);
    grid.leading * i64::from(above.rows()) - bottom + top
}

/// Top and bottom of a part's type, from the top of its first grid line.
fn extent(display: &Display, grid: &Grid, lang: Lang) -> (Abs, Abs) {
    let (top, bottom) = em_boxes(display, grid);
    let (above, below) = if lang.is_western() { WESTERN_REACH } else { REACH };
    let size = |line: Option<&DisplayLine>| line.map_or(Abs::ZERO, |line| line.size);
    let (first, last) = (size(display.lines.first()), size(display.lines.last()));
    (top + first.scale(REACH.0 - above, 100), bottom + last.scale(below - REACH.1, 100))
}

/// Top and bottom of the em boxes of a part's lines.
fn em_boxes(display: &Display, grid: &Grid) -> (Abs, Abs) {
    let first = display.before + 1;
    let from_top = |y: Abs| y - grid.area.top + display.shift;
    match display.stand {
        Stand::Solid | Stand::Row(_) => {
            let rows = LineSpan { first, last: first + display.rows.max(1) - 1 };
            let (top, bottom) = grid.line_edges(rows);
            let height = display.height();
            let top = from_top(top + (bottom - top - height) / 2);
            (top, top + height)
        }
        Stand::Grid(rows) => {
            let count = display.lines.len().max(1) as u32;
            let em = |at: u32| {
                let from = first + rows * at;
                let span = LineSpan { first: from, last: from + rows - 1 };
                let line = display.lines.get(at as usize);
                let size = line.map_or(grid.body_size, |line| line.size);
                let above = line.map_or(Abs::ZERO, |line| line.set.above);
                let baseline = centered_baseline(grid, span, size);
                let top = from_top(baseline - size.scale(88, 100));
                (top - above, top + size)
            };
            (em(0).0, em(count - 1).1)
        }
    }
}

/// Puts a head into the middle of the color behind it, which has `given` grid
/// lines or more. Gives the lines of the color: enough for a third of the body's
/// size above and below the type.
pub(super) fn center_on_color(head: &mut [Display], grid: &Grid, given: u32, lang: Lang) -> u32 {
    let (Some(first), Some(last)) = (head.first(), head.last()) else { return given };
    let rows: u32 = head.iter().map(Display::rows).sum();
    let above_last = grid.leading * i64::from(rows - last.rows());
    let (top, bottom) = (extent(first, grid, lang).0, above_last + extent(last, grid, lang).1);
    let height = |lines: u32| grid.leading * i64::from(lines) - (grid.leading - grid.body_size);
    let needed = bottom - top + grid.body_size * 2 / 3;
    let mut lines = rows.max(given);
    while height(lines) < needed {
        lines += 1;
    }
    let shift = (height(lines) - (bottom - top)) / 2 - top;
    for display in head {
        display.shift += shift;
    }
    lines
}

impl Display {
    /// The largest size of its lines.
    fn size(&self) -> Abs {
        self.lines.iter().map(|line| line.size).max().unwrap_or_default()
    }

    /// The part that its first line belongs to.
    fn part(&self) -> Option<Part> {
        self.lines.first().map(|line| line.part)
    }
}

/// Tells of parts of a head that touch each other, which happens only where
/// the spec says how many grid lines they take.
pub(super) fn report_touching(
    canvas: &Canvas,
    head: &[Display],
    frame: &StoryFrame,
    lang: Lang,
    sink: &mut Sink,
) {
    let grid = &canvas.grid;
    let slack = |size: Abs| match lang.is_western() {
        true => size.scale(WESTERN_SLACK, 100),
        false => Abs::ZERO,
    };
    let own = head.iter().find_map(|display| match display.stand {
        Stand::Grid(rows) if display.lines.len() > 1 => {
            let pitch = grid.leading * i64::from(rows);
            let touch = pitch < display.size() - slack(display.size());
            display.part().filter(|_| touch)
        }
        _ => None,
    });
    let pair = head.windows(2).find_map(|pair| {
        let [above, below] = pair else { return None };
        let larger = above.size().max(below.size());
        let touch = gap(above, below, grid, lang) < -slack(larger);
        touch.then_some((above.part()?, below.part()?))
    });
    let slug = frame.slug.to_string();
    let finding = match (own, pair) {
        (Some(part), _) => HeadFault::HeadLinesTouch { slug, head_part: noun(part) },
        (None, Some((above, below))) => {
            HeadFault::HeadPartsTouch { slug, head_part: noun(above), other_part: noun(below) }
        }
        (None, None) => return,
    };
    sink.push(Diagnostic::of(finding).at(frame.slug_span));
}

/// What a part of a head is called.
fn noun(part: Part) -> HeadPart {
    match part {
        Part::Kicker => HeadPart::Kicker,
        Part::Deck => HeadPart::Deck,
        Part::Standfirst => HeadPart::Standfirst,
        Part::Byline => HeadPart::Byline,
        _ => HeadPart::Headline,
    }
}
