//! Tables from files of comma-separated values (RFC 4180).

use super::{Emphasis, MOST_CELLS, Piece, RichText, Table, TableCell, TableRow};
use crate::diag::finding::StorySyntax;
use crate::diag::{Diagnostic, Sink, SourceId, Sources, Span};

/// Reads a file of comma-, semicolon- or tab-separated values; which of them
/// parts the cells is told by the first line. None if it cannot be read.
pub fn read_delimited(source: SourceId, sources: &Sources, sink: &mut Sink) -> Option<Table> {
    let text = sources.get(source).text.as_str();
    if let Some(open) = unclosed_quote(text) {
        let place = Span::new(source, open..open + 1);
        sink.push(Diagnostic::of(StorySyntax::QuoteUnclosed).at(place));
        return None;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut cells = 0;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, |at| at.byte() as usize).min(text.len());
                let finding = StorySyntax::BadLine { said: Some(error.to_string()) };
                sink.push(Diagnostic::of(finding).at(Span::new(source, at..at)));
                return None;
            }
        };
        let start = record.position().map_or(0, |at| at.byte() as usize).min(text.len());
        let length = text[start..].trim_start_matches('\n').find('\n');
        let end = length.map_or(text.len(), |length| start + length);
        let span = Span::new(source, start..end);
        // Enough to know that it is too large.
        if cells > MOST_CELLS {
            break;
        }
        cells += record.len();
        // A line of blanks parts nothing.
        if record.len() == 1 && record[0].trim().is_empty() {
            continue;
        }
        let row = record.iter().map(|cell| TableCell::plain(cell, span)).collect();
        table.rows.push(TableRow { cells: row, span });
    }
    if table.rows.is_empty() {
        sink.push(Diagnostic::of(StorySyntax::TableEmpty).at(Span::new(source, 0..0)));
        return None;
    }
    table.heading_rows = 1;
    if cells <= MOST_CELLS {
        check_rows(&table.rows, sink);
    }
    table.complete(sink);
    (!table.rows.is_empty()).then_some(table)
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

/// What parts the cells: of comma, semicolon and tab the one that is most
/// often in the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: char| {
        let mut quoted = false;
        first
            .chars()
            .filter(|c| {
                quoted ^= *c == '"';
                *c == sign && !quoted
            })
            .count()
    };
    let signs = [',', ';', '\t'];
    let best = signs.into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',');
    best as u8
}

/// Where a quote opens that is never closed. A quote counts only at a cell's
/// beginning, as the reader takes it.
fn unclosed_quote(text: &str) -> Option<usize> {
    let delimiter = char::from(delimiter(text));
    let mut open = None;
    let mut at_start = true;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (open, c) {
            (None, '"') if at_start => open = Some(at),
            // A quote written twice is one inside the cell.
            (Some(_), '"') if chars.next_if(|(_, next)| *next == '"').is_none() => open = None,
            _ => {}
        }
        at_start = open.is_none() && (c == delimiter || c == '\n');
    }
    open
}
