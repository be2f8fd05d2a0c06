//! The white between the parts of a head: none stands tight on another.
//!
//! Each part takes whole grid lines, and what its type leaves of them is chance:
//! next to nothing, or a line. Where too little is left, parts move down into the
//! white below the head; where there is none, the head takes a line more and its
//! parts share it.

use super::display::{Display, DisplayLine, Stand, centered_baseline};
use crate::diag::finding::{HeadPart, Heads};
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan};
use crate::layout::grid::canvas::Canvas;
use crate::page::Part;
use crate::spec::page::{Grid, StoryFrame};
use crate::style::Lang;

/// White between two parts, in percent of the larger one's size. That of Western
/// type counts from descenders, which not every line has.
const WHITE: i64 = 18;
const WESTERN_WHITE: i64 = 14;
/// White above a byline, in percent of the body's size: it belongs to the text
/// below more than to the deck above.
const ABOVE_BYLINE: i64 = 50;
const WESTERN_ABOVE_BYLINE: i64 = 70;
/// How far Western type reaches above its baseline, to the top of capitals, and
/// below it, in percent of its size; the em boxes of East Asian type stand from 88
/// to 12.
const WESTERN_REACH: (i64, i64) = (72, 22);
const REACH: (i64, i64) = (88, 12);
/// How far lines of Western type may reach into each other before the type
/// itself is seen to touch, in percent of the larger size.
const WESTERN_SLACK: i64 = 12;

/// A head whose parts keep apart.
pub(super) fn aired(mut head: Vec<Display>, grid: &Grid, lang: Lang) -> Vec<Display> {
    let needs: Vec<Abs> = head.windows(2).map(|pair| needed(pair, grid, lang)).collect();
    let missing: Vec<Abs> = head
        .windows(2)
        .zip(&needs)
        .map(|(pair, need)| match pair {
            // What is said of grid lines is obeyed.
            [above, below] if above.is_fixed || below.is_fixed => Abs::ZERO,
            [above, below] => (*need - gap(above, below, grid, lang)).max(Abs::ZERO),
            _ => Abs::ZERO,
        })
        .collect();
    let short: Abs = missing.iter().copied().sum();
    if short <= Abs::ZERO {
        return head;
    }
    // Half of the empty lines below the head may be lent to it.
    let lent = head.last().map_or(0, |last| last.after);
    let extra = match short <= grid.leading * i64::from(lent) / 2 {
        true => 0,
        false => {
            let whole = short.count_of(grid.leading);
            if grid.leading * whole < short { whole + 1 } else { whole }
        }
    };
    let spare = (grid.leading * extra - short).max(Abs::ZERO);
    // What the line has beyond what is missing goes to all gaps, and below the
    // head where no white is.
    let below = match head.last() {
        Some(last) if last.after == 0 => grid.body_size / 2,
        _ => Abs::ZERO,
    };
    let all = (needs.iter().copied().sum::<Abs>() + below).max(Abs::from_units(1));
    let mut shift = Abs::ZERO;
    for (display, (missing, need)) in head.iter_mut().skip(1).zip(missing.iter().zip(&needs)) {
        shift += *missing + spare.scale(need.units(), all.units());
        display.shift = shift;
    }
    if let Some(last) = head.last_mut() {
        last.extra = u32::try_from(extra).unwrap_or(0);
    }
    head
}

fn needed(pair: &[Display], grid: &Grid, lang: Lang) -> Abs {
    let [above, below] = pair else { return Abs::ZERO };
    let (white, byline) = match lang.is_western() {
        true => (WESTERN_WHITE, WESTERN_ABOVE_BYLINE),
        false => (WHITE, ABOVE_BYLINE),
    };
    let need = above.size().max(below.size()).scale(white, 100);
    match below.part() {
        Some(Part::Byline) => need.max(grid.body_size.scale(byline, 100)),
        _ => need,
    }
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
        (Some(part), _) => Heads::HeadLinesTouch { slug, head_part: noun(part) },
        (None, Some((above, below))) => {
            Heads::HeadPartsTouch { slug, head_part: noun(above), other_part: noun(below) }
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
