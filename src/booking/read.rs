//! From the text of a list to its bookings.

use super::Booking;
use super::columns::BookingColumns;
use super::values::{BookedDay, BookedPlace, BookedUnit, BookedZone, moment, page, side, size};
use crate::delimited::{BrokenRecords, CellRecord, read_records};
use crate::diag::finding::{BookingColumn, BookingFault};
use crate::diag::{Diagnostic, Sink, SourceId, Sources, Span};
use crate::geom::Size;

/// Cells of a list; a year of a large paper has fewer.
const MOST_CELLS: usize = 2_000_000;

/// Reads a list of bookings; none if it is no such list. A row that cannot be read is told at
/// its line and left out.
pub fn read_bookings(source: SourceId, sources: &Sources, sink: &mut Sink) -> Option<Vec<Booking>> {
    let text = sources.get(source).text.as_str();
    let at = |start: usize| Span::new(source, start..start);
    let records = match read_records(text, MOST_CELLS) {
        Ok(read) if read.has_more => {
            let finding = BookingFault::TooLong { most_cells: MOST_CELLS };
            sink.push(Diagnostic::of(finding).at(at(0)));
            return None;
        }
        Ok(read) => read.records,
        Err(BrokenRecords::QuoteUnclosed(open)) => {
            sink.push(Diagnostic::of(BookingFault::QuoteUnclosed).at(at(open)));
            return None;
        }
        Err(BrokenRecords::BadRecord(place, said)) => {
            sink.push(Diagnostic::of(BookingFault::BadRow { said: Some(said) }).at(at(place)));
            return None;
        }
    };
    let Some(heading) = heading(&records) else {
        sink.push(Diagnostic::of(BookingFault::NoHeading).at(at(0)));
        return None;
    };
    let columns = BookingColumns::of(&records[heading].cells);
    let lacking = lacking(&columns);
    if !lacking.is_empty() {
        let known = records[heading].cells.iter().map(|cell| cell.trim().to_owned());
        let known = known.filter(|cell| !cell.is_empty()).collect();
        let finding = BookingFault::NoColumns { booking_columns: lacking, known };
        let span = Span::new(source, records[heading].range.clone());
        sink.push(Diagnostic::of(finding).at(span));
        return None;
    }
    let rows = records[heading + 1..].iter().filter(|row| !is_blank(&row.cells));
    let bookings = rows.filter_map(|CellRecord { cells, range }| {
        let row = BookingRow { columns: &columns, cells, span: Span::new(source, range.clone()) };
        row.booking().map_err(|finding| sink.push(Diagnostic::of(*finding).at(row.span))).ok()
    });
    Some(bookings.collect())
}

/// Whether a text has the headings of a list of bookings.
#[must_use]
pub fn is_list(text: &str) -> bool {
    read_records(text, MOST_CELLS).is_ok_and(|read| heading(&read.records).is_some())
}

/// The row with the headings: the first in which two are known. Spreadsheets often have a
/// title above it.
fn heading(records: &[CellRecord]) -> Option<usize> {
    records.iter().take(20).position(|record| BookingColumns::of(&record.cells).count() >= 2)
}

/// The columns that a list must have and this one does not.
fn lacking(columns: &BookingColumns) -> Vec<BookingColumn> {
    let mut lacking = Vec::new();
    if !columns.has(BookingColumn::Id) {
        lacking.push(BookingColumn::Id);
    }
    let has_sides = columns.has(BookingColumn::Width) && columns.has(BookingColumn::Height);
    if !columns.has(BookingColumn::Size) && !has_sides {
        lacking.push(BookingColumn::Size);
    }
    lacking
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// Words on one line; between Chinese characters nothing stands in the place of the others'
/// ends.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for word in text.split_whitespace() {
        let meet = plain.chars().next_back().zip(word.chars().next());
        if meet.is_some_and(|(before, after)| before.is_ascii() || after.is_ascii()) {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// A row of the list.
struct BookingRow<'r> {
    columns: &'r BookingColumns,
    cells: &'r [String],
    span: Span,
}

impl BookingRow<'_> {
    fn cell(&self, says: BookingColumn) -> Option<&str> {
        self.columns.cell(self.cells, says)
    }

    /// What a cell says; none if it is empty.
    fn read<T>(
        &self,
        says: BookingColumn,
        of: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Box<BookingFault>> {
        let Some(cell) = self.cell(says) else { return Ok(None) };
        let unread =
            || Box::new(BookingFault::BadCell { booking_column: says, value: cell.to_owned() });
        of(cell).map(Some).ok_or_else(unread)
    }

    fn booking(&self) -> Result<Booking, Box<BookingFault>> {
        let Some(id) = self.cell(BookingColumn::Id) else {
            return Err(Box::new(BookingFault::NoId));
        };
        Ok(Booking {
            id: plain(id),
            client: self.cell(BookingColumn::Client).map(plain),
            size: self.size()?,
            place: BookedPlace {
                page: self.read(BookingColumn::Page, page)?,
                section: self.cell(BookingColumn::Section).map(plain),
            },
            zone: BookedZone::of(self.cell(BookingColumn::Zone).unwrap_or_default()),
            day: self.read(BookingColumn::Day, BookedDay::of)?,
            file: self.cell(BookingColumn::File).map(|file| file.replace('\\', "/")),
            received: self.read(BookingColumn::Received, moment)?,
            span: self.span,
        })
    }

    fn size(&self) -> Result<Size, Box<BookingFault>> {
        let unit = |says| self.columns.unit(says);
        let whole = self.read(BookingColumn::Size, |cell| size(cell, unit(BookingColumn::Size)))?;
        if let Some(size) = whole {
            return Ok(size);
        }
        let sides = [BookingColumn::Width, BookingColumn::Height].map(|says| {
            let unit = unit(says).unwrap_or(BookedUnit::Mm);
            self.read(says, |cell| side(cell, unit))
        });
        let [width, height] = sides;
        match (width?, height?) {
            (Some(width), Some(height)) => Ok(Size::new(width, height)),
            _ => Err(Box::new(BookingFault::NoSize)),
        }
    }
}
