//! What a story's body has besides paragraphs and crossheads: lists, tables,
//! and what stands in a box of its own.

use std::collections::BTreeSet;

use super::delimited::plain_text;
use super::{Block, RichText};
use crate::diag::finding::StorySyntax;
use crate::diag::{Diagnostic, Sink, Span};
use crate::style::CellAlign;

/// More cells than this in one table are no table for a page.
pub const MOST_CELLS: usize = 100_000;

/// An item of a list.
#[derive(Debug, Clone, Hash)]
pub struct ListItem {
    /// What stands before it.
    pub marker: ListMarker,
    /// How deep it is: 0, or 1 for an item of a list inside an item.
    pub level: u8,
    /// Its text.
    pub text: RichText,
}

/// What stands before an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListMarker {
    /// A bullet.
    Bullet,
    /// This number.
    Number(u64),
    /// Nothing: a further paragraph of the item before.
    Continued,
}

/// Rows and columns of text.
#[derive(Debug, Clone, Default, Hash)]
pub struct Table {
    /// The rows from the top, those of the heading first; all of one length.
    pub rows: Vec<TableRow>,
    /// How many rows are heading.
    pub heading_rows: usize,
    /// How each column is aligned, as far as the table says so.
    pub aligns: Vec<Option<CellAlign>>,
}

/// A row of a table.
#[derive(Debug, Clone, Hash)]
pub struct TableRow {
    /// Its cells from the left.
    pub cells: Vec<TableCell>,
    /// Where it is written.
    pub span: Span,
}

/// A cell of a table.
#[derive(Debug, Clone, Hash)]
pub enum TableCell {
    /// Text, or nothing.
    Text(RichText),
    /// The cell at the left reaches over this place: `<<`.
    JoinsLeft,
    /// The cell above reaches over this place: `^^`.
    JoinsAbove,
}

/// Something that stands in the text and apart from it.
#[derive(Debug, Clone, Hash)]
pub struct Inset {
    /// What it is.
    pub kind: InsetKind,
    /// The words over it.
    pub title: Option<RichText>,
    /// Paragraphs, items and tables.
    pub blocks: Vec<Block>,
    /// Who is quoted, with the dash before the name.
    pub source: Option<RichText>,
    /// Where it is written.
    pub span: Span,
}

/// Kinds of insets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InsetKind {
    /// A pull quote.
    Quote,
    /// 编者按: a note by the editor.
    Note,
    /// A box of facts, a correction.
    FactBox,
}

impl TableCell {
    /// The cell that these words make: `<<` and `^^` join their neighbors.
    #[must_use]
    pub fn of(text: RichText) -> Self {
        match text.plain().trim() {
            "<<" => Self::JoinsLeft,
            "^^" => Self::JoinsAbove,
            _ => Self::Text(text),
        }
    }

    /// The cell of a plain text that stands at a place.
    #[must_use]
    pub fn plain(text: &str, span: Span) -> Self {
        Self::of(plain_text(text, span))
    }

    /// Its text; none if another cell reaches over its place.
    #[must_use]
    pub fn text(&self) -> Option<&RichText> {
        match self {
            Self::Text(text) => Some(text),
            Self::JoinsLeft | Self::JoinsAbove => None,
        }
    }
}

impl Table {
    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    /// All of its texts, row by row.
    pub fn texts(&self) -> impl Iterator<Item = &RichText> {
        self.rows.iter().flat_map(|row| &row.cells).filter_map(TableCell::text)
    }

    /// Characters of all cells, white space not counted.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.texts().map(RichText::characters).sum()
    }

    /// How many rows and columns a cell reaches over: to the right as its own row
    /// says, down as its own column does.
    #[must_use]
    pub fn reach(&self, row: usize, column: usize) -> (usize, usize) {
        let cell =
            |row: usize, column: usize| self.rows.get(row).and_then(|row| row.cells.get(column));
        let is_left = |at: &usize| matches!(cell(row, *at), Some(TableCell::JoinsLeft));
        let is_above = |at: &usize| matches!(cell(*at, column), Some(TableCell::JoinsAbove));
        let columns = 1 + (column + 1..).take_while(is_left).count();
        let rows = 1 + (row + 1..).take_while(is_above).count();
        (rows, columns)
    }

    /// Reports cells that are joined to none, or to more than a rectangle of
    /// cells.
    fn check_joins(&self, sink: &mut Sink) {
        let mut covered = vec![vec![false; self.columns()]; self.rows.len()];
        let texts = |row: usize| {
            let cells = self.rows[row].cells.iter().enumerate();
            cells.filter(|(_, cell)| cell.text().is_some()).map(|(column, _)| column)
        };
        let mut faults: BTreeSet<usize> = BTreeSet::new();
        for row in 0..self.rows.len() {
            for column in texts(row) {
                let (rows, columns) = self.reach(row, column);
                let reached = self.rows.iter().zip(&mut covered).enumerate().skip(row).take(rows);
                for (at, (reached, covered)) in reached {
                    let span = column..column + columns;
                    let own = usize::from(at == row);
                    let mut others = reached.cells[span.clone()].iter().skip(own);
                    let is_foreign = others.any(|cell| cell.text().is_some());
                    let is_twice = covered[span.clone()].contains(&true);
                    covered[span].fill(true);
                    if is_foreign || is_twice {
                        faults.insert(at);
                    }
                }
            }
        }
        let is_left_out = |row: &usize| covered[*row].iter().any(|is_covered| !is_covered);
        faults.extend((0..self.rows.len()).filter(is_left_out));
        for at in faults {
            let finding = StorySyntax::Joins { row: at + 1 };
            sink.push(Diagnostic::of(finding).at(self.rows[at].span));
        }
    }

    /// Fills short rows with empty cells, so that all are of one length, and
    /// looks at joined cells. A table that would be larger than any page holds
    /// is reported, and loses its rows.
    pub(super) fn complete(&mut self, sink: &mut Sink) {
        let columns = self.columns();
        if self.rows.len().saturating_mul(columns) > MOST_CELLS {
            let finding = StorySyntax::TableTooLarge { most_values: MOST_CELLS };
            sink.push(Diagnostic::of(finding).at(self.rows.first().map(|row| row.span)));
            self.rows.clear();
        }
        for row in &mut self.rows {
            row.cells.resize(columns, TableCell::Text(RichText::default()));
        }
        self.heading_rows = self.heading_rows.min(self.rows.len());
        self.aligns.resize(columns, None);
        self.check_joins(sink);
    }
}

/// What a signature begins with in a story file.
const SIGNED: &str = "-- ";

impl Block {
    /// A paragraph, or the signature that it is if it begins with two hyphens.
    pub(super) fn of_paragraph(mut text: RichText) -> Self {
        match text.pieces.first_mut() {
            Some(first) if first.text.starts_with(SIGNED) && first.text.len() > SIGNED.len() => {
                first.cut_start(SIGNED.len());
                Self::Signature(text)
            }
            _ => Self::Paragraph(text),
        }
    }

    /// All texts of the block in reading order.
    #[must_use]
    pub fn texts(&self) -> Vec<&RichText> {
        match self {
            Self::Paragraph(text) | Self::Signature(text) | Self::Crosshead(text) => vec![text],
            Self::Item(item) => vec![&item.text],
            Self::Table(table) => table.texts().collect(),
            Self::Inset(inset) => inset
                .title
                .iter()
                .chain(inset.blocks.iter().flat_map(Self::texts))
                .chain(&inset.source)
                .collect(),
        }
    }

    /// How many paragraphs, items and rows it has.
    pub(super) fn paragraphs(&self) -> usize {
        match self {
            Self::Paragraph(_) | Self::Signature(_) | Self::Crosshead(_) | Self::Item(_) => 1,
            Self::Table(table) => table.rows.len(),
            Self::Inset(inset) => 1 + inset.blocks.iter().map(Self::paragraphs).sum::<usize>(),
        }
    }

    /// Characters of the block, white space not counted.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.texts().into_iter().map(RichText::characters).sum()
    }
}
