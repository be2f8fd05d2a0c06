//! Parts of a head side by side: a kicker in one or two short lines beside its
//! headline, in the middle of its height.

use super::display::{Display, Divider, Stand, whole_rows};
use super::fitting::{DisplayCopy, Fitted, display_prepared, fitted_lines, set_display};
use super::halves::{close_up, join_halves};
use super::parts::PartWords;
use crate::diag::finding::Heads;
use crate::diag::{Diagnostic, Sink};
use crate::geom::Abs;
use crate::layout::bind::{Binder, Measure};
use crate::layout::grid::canvas::Canvas;
use crate::page::Part;
use crate::spec::page::{Arrangement, StoryFrame};
use crate::style::{Align, Style};
use crate::text::{Senses, balance};

/// The most lines that a part beside a headline takes.
const MOST_LINES: usize = 4;
/// Characters that each of several lines should at least have.
const LEAST_LINE: i64 = 4;
/// How high it may be beside a line of the headline, in percent of that.
const HEIGHT: i64 = 115;
/// Characters that must be left for the headline.
const LEAST_MAIN: i64 = 3;

/// What parts side by side stand in.
#[derive(Clone, Copy)]
struct Row {
    measure: Abs,
    /// Between two of them.
    gap: Abs,
}

/// A part on its way into a row.
struct RowCell {
    display: Display,
    width: Abs,
    /// What its lines are moved by beside the left edge of the cell.
    offset: Abs,
}

/// Sets parts side by side; none if they have no room so, which is told.
pub(super) fn set_row(
    binder: &mut Binder,
    canvas: &Canvas,
    parts: &[PartWords],
    frame: &StoryFrame,
    measure: Measure,
    sink: &mut Sink,
) -> Option<Display> {
    // The headline has what the others leave; of others the largest.
    let rank = |part: Part| (part == Part::Headline, frame.styles.get(part).size);
    let main = (0..parts.len()).rev().max_by_key(|at| rank(parts[*at].part))?;
    let style = frame.styles.get(parts[main].part);
    let white = canvas.grid.body_size.max(style.size / 3);
    let gap = if frame.head.rule.is_some() { white.scale(3, 2) } else { white };
    let mut left = measure.width - gap * (parts.len() as i64 - 1);
    let mut cells: Vec<RowCell> = Vec::new();
    for part in parts.iter().enumerate().filter(|(at, _)| *at != main).map(|it| it.1) {
        let side = frame.styles.get(part.part);
        let room = Measure { width: left, ..measure };
        let Some(cell) = set_side(binder, canvas, part, side, room, style.size) else {
            report_no_row(frame, sink);
            return None;
        };
        left -= cell.width;
        cells.push(cell);
    }
    if left < style.min_size * LEAST_MAIN {
        report_no_row(frame, sink);
        return None;
    }
    let PartWords { part, words } = &parts[main];
    let arrangement = match part {
        Part::Headline => frame.head.arrangement,
        _ => Arrangement::OneLine,
    };
    let copy = DisplayCopy { part: *part, words, style, arrangement };
    let display = set_display(binder, canvas, copy, Measure { width: left, ..measure }, sink);
    cells.insert(main, main_cell(display, style.align, arrangement, left));
    Some(joined(canvas, cells, frame, style, Row { measure: measure.width, gap }))
}

/// A part beside the main one, in as many lines as that is high, and never
/// wider than half of the room that there is; `height` is the size of the main part.
fn set_side(
    binder: &mut Binder,
    canvas: &Canvas,
    part: &PartWords,
    style: &Style,
    room: Measure,
    height: Abs,
) -> Option<RowCell> {
    let PartWords { part, words } = part;
    let Measure { width: room, lang } = room;
    let words = if lang.has_word_spaces() { words.clone() } else { close_up(words, lang) };
    let joined = join_halves(&words, lang);
    let prepared = display_prepared(binder, canvas, &joined, style, style.size, lang);
    let senses = Senses::of(&prepared.text, lang, binder.names);
    let most = height.scale(HEIGHT, 100).max(style.size);
    let mut ways = Vec::new();
    for count in 1..=MOST_LINES {
        let Some((width, lines)) = balance(&prepared, count, &senses) else { continue };
        if width <= room / 2 {
            let high = style.size.scale(115, 100) * (count as i64 - 1) + style.size;
            let is_good = count == 1 || high <= most && width >= style.size * LEAST_LINE;
            ways.push((is_good, width, lines));
        }
    }
    // The most lines that go beside one of the headline; else the fewest.
    let best = ways.iter().rposition(|(is_good, ..)| *is_good).unwrap_or(0);
    let (_, width, lines) = ways.into_iter().nth(best)?;
    let fitted = Fitted { size: style.size, lines: vec![(prepared, lines)], is_too_long: false };
    let lines = fitted_lines(binder, *part, &fitted, style, width);
    let display = Display::new(lines, style, &canvas.grid);
    Some(RowCell { display, width, offset: Abs::ZERO })
}

/// The cells as one block, placed as the headline is aligned.
fn joined(
    canvas: &Canvas,
    cells: Vec<RowCell>,
    frame: &StoryFrame,
    style: &Style,
    row: Row,
) -> Display {
    let Row { measure, gap } = row;
    let most = |of: fn(&RowCell) -> u32| cells.iter().map(of).max().unwrap_or_default();
    let (before, after) = (most(|cell| cell.display.before), most(|cell| cell.display.after));
    let height = cells.iter().map(|cell| cell.display.height()).max().unwrap_or_default();
    let count = cells.len();
    let width = cells.iter().map(|cell| cell.width).sum::<Abs>() + gap * (count as i64 - 1);
    let spare = (measure - width).max(Abs::ZERO);
    let mut x = match style.align {
        Align::Start | Align::Justify => Abs::ZERO,
        Align::Center => spare / 2,
        Align::End => spare,
    };
    let mut lines = Vec::new();
    let mut dividers = Vec::new();
    for (at, RowCell { display, width, offset }) in (1..).zip(cells) {
        let mut down = (height - display.height()) / 2;
        for mut line in display.lines {
            line.left += x + offset;
            down += line.set.above;
            line.down = down;
            down += line.leading();
            lines.push(line);
        }
        x += width + gap;
        if let Some(style) = frame.head.rule
            && at < count
        {
            dividers.push(Divider { x: x - gap / 2, style });
        }
    }
    let size = lines.iter().map(|line| line.size).max().unwrap_or_default();
    Display {
        rows: whole_rows(height + size.scale(15, 100), &canvas.grid),
        lines,
        stand: Stand::Row(height),
        before,
        after,
        is_fixed: false,
        shift: Abs::ZERO,
        extra: 0,
        dividers,
    }
}

fn report_no_row(frame: &StoryFrame, sink: &mut Sink) {
    let finding = Diagnostic::of(Heads::NoRow { slug: frame.slug.to_string() });
    sink.push(finding.at(frame.slug_span));
}

/// The main part in a cell that is as wide as its longest line.
fn main_cell(display: Display, align: Align, arrangement: Arrangement, measure: Abs) -> RowCell {
    let longest = display.lines.iter().map(|line| line.set.width).max().unwrap_or_default();
    let is_whole = align == Align::Justify || arrangement == Arrangement::Stepped;
    let width = if is_whole { measure } else { longest.min(measure) };
    let offset = match align {
        Align::Center => -(measure - width) / 2,
        Align::End => -(measure - width),
        Align::Start | Align::Justify => Abs::ZERO,
    };
    RowCell { display, width, offset }
}
