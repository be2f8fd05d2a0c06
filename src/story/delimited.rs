//! Tables from files of comma-separated values (RFC 4180).

use super::{Emphasis, MOST_CELLS, Piece, RichText, Table, TableCell, TableRow};
use crate::delimited::{BrokenRecords, CellRecord, CellRecords, read_records};
use crate::diag::finding::StorySyntax;
use crate::diag::{Diagnostic, Sink, SourceId, Sources, Span};

/// Reads a file of comma-, semicolon- or tab-separated values; which of them
/// parts the cells is told by the first line. None if it cannot be read.
pub fn read_delimited(source: SourceId, sources: &Sources, sink: &mut Sink) -> Option<Table> {
    let text = sources.get(source).text.as_str();
    let CellRecords { records, has_more } = match read_records(text, MOST_CELLS) {
        Ok(read) => read,
        Err(broken) => {
            sink.push(told_of_records(broken, source));
            return None;
        }
    };
    let mut table = Table::default();
    for CellRecord { cells, range } in records {
        let span = Span::new(source, range);
        let row = cells.iter().map(|cell| TableCell::plain(cell, span)).collect();
        table.rows.push(TableRow { cells: row, span });
    }
    if table.rows.is_empty() {
        sink.push(Diagnostic::of(StorySyntax::TableEmpty).at(Span::new(source, 0..0)));
        return None;
    }
    table.heading_rows = 1;
    if !has_more {
        check_rows(&table.rows, sink);
    }
    table.complete(sink);
    (!table.rows.is_empty()).then_some(table)
}

/// Why a file is no list of records.
fn told_of_records(broken: BrokenRecords, source: SourceId) -> Diagnostic {
    match broken {
        BrokenRecords::QuoteUnclosed(open) => {
            Diagnostic::of(StorySyntax::QuoteUnclosed).at(Span::new(source, open..open + 1))
        }
        BrokenRecords::BadRecord(at, said) => {
            let finding = StorySyntax::BadLine { said: Some(said) };
            Diagnostic::of(finding).at(Span::new(source, at..at))
        }
    }
}

/// A table of rows, the first of which is its heading.
pub fn table_of_rows(rows: Vec<TableRow>, sink: &mut Sink) -> Table {
    let mut table = Table { rows, ..Table::default() };
    check_rows(&table.rows, sink);
    table.heading_rows = 1;
    table.complete(sink);
    table
}

/// Reports rows that have more or fewer cells than the first.
pub(super) fn check_rows(rows: &[TableRow], sink: &mut Sink) {
    let wanted = rows.first().map_or(0, |row| row.cells.len());
    for (number, row) in (1_usize..).zip(rows) {
        let has = row.cells.len();
        if has != wanted {
            sink.push(ragged(number, has, wanted).at(row.span));
        }
    }
}

/// A row with more or fewer cells than the first.
pub(super) fn ragged(number: usize, has: usize, wanted: usize) -> Diagnostic {
    Diagnostic::of(StorySyntax::RaggedRow { row: number, cells: has, wanted_cells: wanted })
}

/// Text without signs.
pub(super) fn plain_text(text: &str, span: Span) -> RichText {
    let kept: String = text
        .trim()
        .chars()
        .map(|c| if c == '\n' || c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    if kept.is_empty() {
        return RichText::default();
    }
    RichText { pieces: vec![Piece::plain(&kept, Emphasis::None, span)] }
}
