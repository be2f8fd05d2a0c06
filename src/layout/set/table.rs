//! Tables as blocks: cells become lines, lines become rows of whole grid
//! lines, numbers stand below each other at their decimal marks.

use std::collections::BTreeSet;

use super::block::{Decor, Laid, LaidLine, LaidRow};
use super::cells::{Need, Spanning, widths};
use super::numbers::{is_figure, usual_align, whole_part, with_minus};
use crate::geom::Abs;
use crate::layout::bind::{Binder, Measure, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::layout::set::block::Ends;
use crate::page::{Cell, Part};
use crate::spec::page::{Styles, TableLook};
use crate::story::{RichText, Table, TableCell};
use crate::style::{Align, CellAlign, Lang, Style};
use crate::text::{
    Hyphenation, LineBreak, LinePlace, Measures, Prepared, Senses, break_once, break_phrases,
    set_line, widest_phrase,
};

/// East Asian text in a cell is not narrowed below so many characters: a
/// column of one or two cannot be read.
const LEAST_CHARACTERS: i64 = 4;
/// Between two columns, in hundredths of the type's size.
const GAP: i64 = 90;
/// The same where the table would not fit otherwise.
const TIGHT_GAP: i64 = 40;
/// From a tint or frame to the text of the outermost columns.
const EDGE: i64 = 40;
/// To break a table costs as much as two and a half lines left empty.
const SPLIT: i64 = 150_000;
/// Cells that are wider than so many characters are set like a story's text.
const WIDEST_RAGGED: i64 = 12;
/// How far the rule below the last row stands away from it, in hundredths of the
/// gap between two lines.
const AIR_AT_FOOT: i64 = 20;

/// A table's cells, ready to be laid out in any measure.
struct Cells {
    list: Vec<CellCopy>,
    columns: usize,
    rows: usize,
    heading: usize,
    /// The type's size.
    em: Abs,
}

/// A cell as it is written.
#[derive(Clone, Copy)]
struct WrittenCell<'a> {
    text: &'a RichText,
    at: Cell,
    part: Part,
    align: CellAlign,
}

/// A cell ready to be broken into lines.
struct CellCopy {
    at: Cell,
    part: Part,
    align: CellAlign,
    prepared: Prepared,
    /// Grid lines of one line of its type.
    grid_lines: u32,
    /// Where its lines end in sense.
    senses: Senses,
    /// So that no word is broken.
    need: Need,
    /// Where there is no room for that, the least without a break that the
    /// rules forbid.
    least_of_all: Abs,
    /// Of a number the widths before and from its decimal mark on.
    number: Option<(Abs, Abs)>,
}

/// Whether words may be broken where no rule forbids it.
#[derive(Clone, Copy)]
enum Broken {
    Never,
    AtNeed,
}

/// Where the columns of a table are.
struct Columns {
    /// Left and right end of each.
    edges: Vec<(Abs, Abs)>,
    gap: Abs,
    /// Of each column of numbers the widest before and from the mark on.
    numbers: Vec<(Abs, Abs)>,
}

/// Lays a table out for a measure; its cells belong to the paragraph
/// `paragraph`.
pub(in crate::layout) fn lay_table(
    binder: &mut Binder,
    canvas: &Canvas,
    table: &Table,
    look: &TableLook,
    styles: &Styles,
    measure: Measure,
    paragraph: u32,
) -> Laid {
    let Measure { width: measure, lang } = measure;
    let cells = cells(binder, canvas, table, look, styles, lang);
    let (columns, needs) = columns(&cells, look, measure);
    let mut rows: Vec<LaidRow> = vec![LaidRow::default(); cells.rows];
    for row in &mut rows {
        row.height = 1;
        row.may_break = true;
    }
    // Cells of one row say how high it is; then those over several rows
    // make the last of these as high as they need.
    let mut set: Vec<(usize, Vec<LineBreak>)> = Vec::new();
    for (at, cell) in cells.list.iter().enumerate() {
        set.push((at, cell.lines(columns.width(cell))));
    }
    set.sort_by_key(|(at, _)| cells.list[*at].at.rows);
    for (at, breaks) in &set {
        let cell = &cells.list[*at];
        let (first, count) = (cell.at.row as usize, cell.at.rows as usize);
        let needed = breaks.len() as u32 * cell.grid_lines;
        let has: u32 = rows[first..first + count].iter().map(|row| row.height).sum();
        if let Some(last) = rows.get_mut(first + count - 1) {
            last.height += needed.saturating_sub(has);
        }
    }
    for (at, breaks) in &set {
        set_cell(binder, canvas, &cells.list[*at], breaks, &columns, paragraph, &mut rows);
    }
    // In reading order, whatever the order of setting was.
    for row in &mut rows {
        row.lines.sort_by_key(|line| line.cell.map(|cell| cell.column));
    }
    decorate(&mut rows, &cells, &columns, look, measure);
    let grid = &canvas.grid;
    for row in &mut rows {
        row.decor.down = (grid.body_size - cells.em).scale(38, 100).max(Abs::ZERO);
        row.decor.air = (grid.leading - grid.body_size).scale(AIR_AT_FOOT, 100);
    }
    Laid { rows, again: cells.heading, split_cost: SPLIT, measure, needs, ..Laid::default() }
}

fn cells(
    binder: &mut Binder,
    canvas: &Canvas,
    table: &Table,
    look: &TableLook,
    styles: &Styles,
    lang: Lang,
) -> Cells {
    let (rows, columns) = (table.rows.len(), table.columns());
    let heading = look.heading_rows.map_or(table.heading_rows, |count| count as usize);
    let heading = heading.min(rows.saturating_sub(1));
    let aligns: Vec<CellAlign> =
        (0..columns).map(|at| align_of(table, look, heading, at)).collect();
    let mut list = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, content) in cells.cells.iter().enumerate() {
            let TableCell::Text(text) = content else { continue };
            let at = reach(table, row, column);
            if text.is_blank() {
                continue;
            }
            let part = if row < heading { Part::TableHeading } else { Part::Table };
            let cell = WrittenCell { text, at, part, align: aligns[column] };
            list.push(cell_copy(binder, canvas, cell, styles.get(part), lang));
        }
    }
    Cells { list, columns, rows, heading, em: styles.get(Part::Table).size }
}

fn cell_copy(
    binder: &mut Binder,
    canvas: &Canvas,
    cell: WrittenCell,
    style: &Style,
    lang: Lang,
) -> CellCopy {
    let WrittenCell { text, at, part, align } = cell;
    let mut text = text.clone();
    let plain = text.plain();
    if let ([piece], Some(minus)) = (text.pieces.as_mut_slice(), with_minus(&plain)) {
        piece.text = minus;
    }
    let setting = setting(canvas, lang, style.size, Hyphenation::Allowed);
    let prepared = binder.prepare(&Words::of(&text), style, setting);
    let all = 0..prepared.len();
    let most = prepared.natural_width(all);
    let senses = Senses::of(&prepared.text, lang, binder.names);
    let is_one = is_figure(&prepared.text) || part == Part::TableHeading && short(&prepared);
    let characters = most.min(style.size * LEAST_CHARACTERS);
    let least_of_all = match is_one {
        true => most,
        false => longest_word(&prepared).max(characters),
    };
    let least = match is_one {
        true => most,
        false => widest_phrase(&prepared, &senses).max(characters).max(least_of_all),
    };
    let number = match (align, part) {
        (CellAlign::Decimal, Part::Table) => whole_part(&prepared.text, lang).map(|end| {
            let before = width_to(&prepared, end);
            (before, most - before)
        }),
        _ => None,
    };
    let grid = &canvas.grid;
    let grid_lines = style.grid_lines.unwrap_or_else(|| {
        let high = style.size.scale(115, 100).max(grid.body_size);
        let lines = -((-high).count_of(grid.leading.max(Abs::from_units(1))));
        u32::try_from(lines).unwrap_or(1).max(1)
    });
    let need = Need { least, most: most.max(least) };
    CellCopy { at, part, align, prepared, grid_lines, senses, need, least_of_all, number }
}

/// Puts the lines of a cell into its first row.
fn set_cell(
    binder: &mut Binder,
    canvas: &Canvas,
    cell: &CellCopy,
    breaks: &[LineBreak],
    columns: &Columns,
    paragraph: u32,
    rows: &mut [LaidRow],
) {
    let grid = &canvas.grid;
    let (first, count) = (cell.at.row as usize, cell.at.rows as usize);
    let height: u32 = rows[first..first + count].iter().map(|row| row.height).sum();
    let needed = breaks.len() as u32 * cell.grid_lines;
    // Headings and cells over several rows stand in the middle.
    let in_middle = cell.part == Part::TableHeading || count > 1;
    let spare = if in_middle { height.saturating_sub(needed) } else { 0 };
    let from = grid.leading * i64::from(spare) / 2;
    let (left, _) = columns.edges_of(cell);
    let width = columns.width(cell);
    let align = match (cell.align, cell.part) {
        (CellAlign::Left, Part::Table) if cell.is_prose(width) => Align::Justify,
        (CellAlign::Left, _) => Align::Start,
        (CellAlign::Right, _) => Align::End,
        (CellAlign::Center | CellAlign::Decimal, _) => Align::Center,
    };
    let align = if cell.at.columns > 1 { Align::Center } else { align };
    for (at, line) in breaks.iter().enumerate() {
        let place = LinePlace { is_first: at == 0, is_last: at + 1 == breaks.len() };
        let row = at as u32 * cell.grid_lines;
        // A line of more than one grid line stands in the middle of them.
        let below = grid.leading * i64::from(cell.grid_lines - 1) / 2;
        let down = grid.first_baseline + from + grid.leading * i64::from(row) + below;
        let (left, measure, align) = match (cell.number, breaks.len()) {
            (Some((before, after)), 1) => {
                let (all_before, all_after) = columns.numbers[cell.at.column as usize];
                let indent = (width - all_before - all_after).max(Abs::ZERO) / 2;
                (left + indent + all_before - before, before + after, Align::Start)
            }
            _ => (left, width, align),
        };
        let set = set_line(&cell.prepared, line, place, measure, align, binder.shaper());
        rows[first].lines.push(LaidLine {
            part: cell.part,
            paragraph,
            block: None,
            cell: Some(cell.at),
            item: None,
            left,
            down,
            measure,
            set,
        });
    }
    rows[first].characters += cell.prepared.characters_of(0..cell.prepared.len());
    // Rows that a cell joins stay together.
    for row in &mut rows[first..first + count - 1] {
        row.may_break = false;
    }
}

impl CellCopy {
    /// Its lines in a measure: of prose as in a story, else by phrases.
    fn lines(&self, width: Abs) -> Vec<LineBreak> {
        let by_phrases = match self.is_prose(width) {
            true => None,
            false => break_phrases(&self.prepared, &self.senses, width),
        };
        let measures = Measures::all(width);
        by_phrases.unwrap_or_else(|| break_once(&self.prepared, measures).lines)
    }

    /// Whether it has running text with room for it.
    fn is_prose(&self, width: Abs) -> bool {
        self.part == Part::Table
            && width > self.prepared.em * WIDEST_RAGGED
            && self.need.most > width
    }
}

impl Columns {
    fn edges_of(&self, cell: &CellCopy) -> (Abs, Abs) {
        let first = cell.at.column as usize;
        let last = (first + cell.at.columns as usize - 1).min(self.edges.len() - 1);
        (self.edges[first].0, self.edges[last].1)
    }

    fn width(&self, cell: &CellCopy) -> Abs {
        let (left, right) = self.edges_of(cell);
        right - left
    }
}

/// How a column is aligned: as the spec says, else the table, else by what
/// stands in it.
fn align_of(table: &Table, look: &TableLook, heading: usize, column: usize) -> CellAlign {
    let wished = look.aligns.get(column).or(look.aligns.last()).copied().flatten();
    wished.or_else(|| table.aligns.get(column).copied().flatten()).unwrap_or_else(|| {
        let texts: Vec<String> = table.rows[heading..]
            .iter()
            .filter_map(|row| row.cells.get(column)?.text())
            .map(RichText::plain)
            .collect();
        usual_align(&texts)
    })
}

/// A cell with how far it reaches.
fn reach(table: &Table, row: usize, column: usize) -> Cell {
    let (rows, columns) = table.reach(row, column);
    Cell { row: row as u32, column: column as u32, rows: rows as u32, columns: columns as u32 }
}

/// Whether a heading stays on one line if it can: a word of up to six
/// characters.
fn short(prepared: &Prepared) -> bool {
    prepared.text.chars().count() <= 6
}

/// The widest stretch in which no line may end.
fn longest_word(prepared: &Prepared) -> Abs {
    let mut widest = Abs::ZERO;
    let mut start = 0;
    for end in 1..=prepared.len() {
        if end == prepared.len() || !prepared.must_not_start_line(end) {
            widest = widest.max(prepared.natural_width(start..end));
            start = end;
        }
    }
    widest
}

/// The width of what stands before a byte of the text.
fn width_to(prepared: &Prepared, end: usize) -> Abs {
    let clusters = (0..=prepared.len()).take_while(|at| prepared.text_of(0..*at).len() <= end);
    prepared.natural_width(0..clusters.last().unwrap_or(0))
}

/// Where the columns stand in a measure, and what they need if it is too
/// narrow.
fn columns(cells: &Cells, look: &TableLook, measure: Abs) -> (Columns, Option<Abs>) {
    let mut numbers = vec![(Abs::ZERO, Abs::ZERO); cells.columns];
    for cell in &cells.list {
        if let Some((before, after)) = cell.number {
            let widest = &mut numbers[cell.at.column as usize];
            *widest = (widest.0.max(before), widest.1.max(after));
        }
    }
    let has_edge =
        look.zebra.is_some() || look.heading_tint.is_some() || look.column_rule.is_some();
    let edge = if has_edge { cells.em.scale(EDGE, 100) } else { Abs::ZERO };
    let room = measure - edge * 2;
    let attempt = |gap: i64, words: Broken| {
        let gap = cells.em.scale(gap, 100);
        let (needs, spanning) = needs(cells, &numbers, words);
        (gap, widths(needs, &look.widths, &spanning, room, gap))
    };
    // Rather narrow gaps than broken words, rather broken words than a table
    // that is too wide.
    let attempts = [(GAP, Broken::Never), (TIGHT_GAP, Broken::Never), (GAP, Broken::AtNeed)];
    let fitting = attempts
        .into_iter()
        .map(|(gap, words)| attempt(gap, words))
        .find(|(_, (_, lacks))| lacks.is_none());
    let (gap, (widths, lacks)) = fitting.unwrap_or_else(|| attempt(TIGHT_GAP, Broken::AtNeed));
    let mut edges = Vec::new();
    let mut left = edge;
    for width in widths {
        edges.push((left, left + width));
        left += width + gap;
    }
    (Columns { edges, gap, numbers }, lacks.map(|lacks| lacks + edge * 2))
}

/// What columns and cells over several of them need.
fn needs(cells: &Cells, numbers: &[(Abs, Abs)], words: Broken) -> (Vec<Need>, Vec<Spanning>) {
    let mut needs = vec![Need::default(); cells.columns];
    let mut spanning = Vec::new();
    for cell in &cells.list {
        let first = cell.at.column as usize;
        let own = match words {
            Broken::Never => cell.need,
            Broken::AtNeed => Need { least: cell.least_of_all, ..cell.need },
        };
        if cell.at.columns > 1 {
            spanning.push(Spanning { first, columns: cell.at.columns as usize, need: own });
            continue;
        }
        let need = &mut needs[first];
        need.least = need.least.max(own.least);
        need.most = need.most.max(own.most);
    }
    for (need, (before, after)) in needs.iter_mut().zip(numbers) {
        let both = *before + *after;
        *need = Need { least: need.least.max(both), most: need.most.max(both) };
        // A column of empty cells is seen all the same.
        need.most = need.most.max(cells.em);
        need.least = need.least.max(cells.em / 2);
    }
    (needs, spanning)
}

/// The places, by row and column, that cells reach over: a level rule does not
/// run through cells that reach down, an upright one not through cells that reach to
/// the right.
struct Joints {
    /// Those that the cell goes on below.
    down: BTreeSet<(usize, usize)>,
    /// Those that the cell goes on to the right of.
    right: BTreeSet<(usize, usize)>,
}

impl Joints {
    fn of(cells: &Cells) -> Self {
        let mut joints = Self { down: BTreeSet::new(), right: BTreeSet::new() };
        for cell in &cells.list {
            let rows = cell.at.row as usize..(cell.at.row + cell.at.rows) as usize;
            let columns = cell.at.column as usize..(cell.at.column + cell.at.columns) as usize;
            for row in rows.clone() {
                if row + 1 < rows.end {
                    joints.down.extend(columns.clone().map(|column| (row, column)));
                }
                let inner = columns.start..columns.end - 1;
                joints.right.extend(inner.map(|column| (row, column)));
            }
        }
        joints
    }
}

/// Tints and rules of the rows.
fn decorate(
    rows: &mut [LaidRow],
    cells: &Cells,
    columns: &Columns,
    look: &TableLook,
    measure: Abs,
) {
    let middle = |at: usize| columns.edges[at].1 + columns.gap / 2;
    let count = rows.len();
    let joints = Joints::of(cells);
    for (at, row) in rows.iter_mut().enumerate() {
        let is_heading = at < cells.heading;
        if is_heading {
            row.may_break = false;
        }
        let tint = look.heading_tint.filter(|_| is_heading);
        let zebra = look.zebra.filter(|_| !is_heading);
        let below = match at + 1 == cells.heading {
            true => look.heading_rule,
            false if is_heading => look.row_rule.or(look.column_rule).or(look.heading_rule),
            false => look.row_rule,
        };
        let mut spans: Vec<(Abs, Abs)> = Vec::new();
        for column in (0..cells.columns).filter(|column| !joints.down.contains(&(at, *column))) {
            let left = if column == 0 { Abs::ZERO } else { middle(column - 1) };
            let right = if column + 1 == cells.columns { measure } else { middle(column) };
            match spans.last_mut() {
                Some(last) if last.1 == left => last.1 = right,
                _ => spans.push((left, right)),
            }
        }
        let inner = (0..cells.columns.saturating_sub(1))
            .filter(|column| !joints.right.contains(&(at, *column)));
        row.decor = Decor {
            left: Abs::ZERO,
            right: measure,
            tint,
            zebra,
            shrink: Abs::ZERO,
            down: Abs::ZERO,
            air: Abs::ZERO,
            edge: look.outer_rule,
            ends: Ends { first: at == 0, last: at + 1 == count },
            below: below.map(|rule| (rule, spans)),
            columns: look.column_rule.map(|rule| (rule, inner.map(middle).collect())),
        };
    }
}
