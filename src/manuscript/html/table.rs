//! Tables of a web page.

use crate::manuscript::{ManuscriptCell, ManuscriptRun, ManuscriptTable};
use crate::story::{CellJoin, MOST_CELLS};
use crate::style::CellAlign;

/// Columns of a table at the most.
const MOST_COLUMNS: usize = 200;

/// Rows that a cell may say that it reaches over.
const MOST_SPAN: usize = 1000;

/// A table that is being read.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenTable {
    rows: Vec<Vec<ManuscriptCell>>,
    /// Over how many more rows the cell of each column reaches.
    reaching: Vec<usize>,
    has_heading: bool,
    cell: Option<OpenCell>,
    cells: usize,
}

#[derive(Debug, Clone, Default)]
struct OpenCell {
    columns: usize,
    rows: usize,
    align: Option<CellAlign>,
    runs: Vec<ManuscriptRun>,
}

impl OpenTable {
    pub(super) fn begin_row(&mut self) {
        self.end_cell();
        self.rows.push(Vec::new());
        self.fill_reached();
    }

    pub(super) fn begin_cell(
        &mut self,
        is_head: bool,
        columns: usize,
        rows: usize,
        align: Option<CellAlign>,
    ) {
        self.end_cell();
        if self.rows.is_empty() {
            self.begin_row();
        }
        self.has_heading |= is_head && self.rows.len() == 1;
        let columns = columns.clamp(1, MOST_COLUMNS);
        let rows = rows.clamp(1, MOST_SPAN);
        self.cell = Some(OpenCell { columns, rows, align, runs: Vec::new() });
    }

    /// Whether words go into a cell now.
    pub(super) fn has_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Adds a paragraph to the cell.
    pub(super) fn add(&mut self, runs: Vec<ManuscriptRun>) {
        if let Some(cell) = &mut self.cell {
            if !cell.runs.is_empty() {
                cell.runs.push(ManuscriptRun::plain("\n"));
            }
            cell.runs.extend(runs);
        }
    }

    pub(super) fn end_cell(&mut self) {
        let (Some(cell), Some(row)) = (self.cell.take(), self.rows.last_mut()) else { return };
        self.cells += cell.columns;
        if self.cells > MOST_CELLS || row.len() >= MOST_COLUMNS {
            return;
        }
        for number in 0..cell.columns {
            let column = row.len();
            self.reaching.resize(self.reaching.len().max(column + 1), 0);
            self.reaching[column] = cell.rows - 1;
            row.push(match number {
                0 => ManuscriptCell { runs: cell.runs.clone(), joins: None, align: cell.align },
                _ => ManuscriptCell { joins: Some(CellJoin::Left), ..ManuscriptCell::default() },
            });
        }
        self.fill_reached();
    }

    /// Fills the places that cells above reach over.
    fn fill_reached(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(left) = self.reaching.get_mut(row.len()).filter(|left| **left > 0) {
            *left -= 1;
            row.push(ManuscriptCell { joins: Some(CellJoin::Above), ..Default::default() });
        }
    }

    pub(super) fn finish(mut self) -> ManuscriptTable {
        self.end_cell();
        self.rows.retain(|row| !row.is_empty());
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut self.rows {
            row.resize_with(columns, ManuscriptCell::default);
        }
        ManuscriptTable { rows: self.rows, has_heading: self.has_heading }
    }
}
