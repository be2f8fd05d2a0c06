//! Files of comma-, semicolon- or tab-separated values (RFC 4180), as spreadsheets write
//! them: records of cells, each with its place. What the cells mean is known elsewhere.

use std::ops::Range;

/// The records of a text.
pub(crate) struct CellRecords {
    /// In order; lines of blanks are none.
    pub(crate) records: Vec<CellRecord>,
    /// Whether there is more than was wanted.
    pub(crate) has_more: bool,
}

/// A line, or several where a cell in quotes goes over them.
pub(crate) struct CellRecord {
    /// What stands in it, quotes taken away.
    pub(crate) cells: Vec<String>,
    /// Where it is written.
    pub(crate) range: Range<usize>,
}

/// Why a text is no list of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BrokenRecords {
    /// A quote that is opened here is never closed.
    QuoteUnclosed(usize),
    /// A record that cannot be read begins here.
    BadRecord(usize, String),
}

/// Reads the records of a text, until they have more than so many cells. What parts the
/// cells is what a first line `sep=` says, which spreadsheets write and read; else what
/// stands most often in the first line.
///
/// # Errors
/// If a quote is not closed.
pub(crate) fn read_records(text: &str, most_cells: usize) -> Result<CellRecords, BrokenRecords> {
    let said = Said::of(text);
    let delimiter = said.delimiter.unwrap_or_else(|| most_frequent(&text[said.begin..]));
    if let Some(open) = unclosed_quote(&text[said.begin..], char::from(delimiter)) {
        return Err(BrokenRecords::QuoteUnclosed(said.begin + open));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(&text.as_bytes()[said.begin..]);
    let place = |at: Option<&csv::Position>| {
        at.map_or(0, |at| said.begin + at.byte() as usize).min(text.len())
    };
    let (mut records, mut cells) = (Vec::new(), 0);
    for record in reader.records() {
        let record = record.map_err(|error| {
            BrokenRecords::BadRecord(place(error.position()), error.to_string())
        })?;
        // Enough to know that it is too large.
        if cells > most_cells {
            return Ok(CellRecords { records, has_more: true });
        }
        cells += record.len();
        // A line of blanks parts nothing.
        if record.len() == 1 && record[0].trim().is_empty() {
            continue;
        }
        let start = place(record.position());
        let range = first_line(text, start);
        records.push(CellRecord { cells: record.iter().map(str::to_owned).collect(), range });
    }
    Ok(CellRecords { records, has_more: false })
}

/// The first line of what begins at a place, line ends before it left out.
fn first_line(text: &str, start: usize) -> Range<usize> {
    let rest = text[start..].trim_start_matches(['\n', '\r']);
    let start = text.len() - rest.len();
    let end = rest.find(['\n', '\r']).map_or(text.len(), |length| start + length);
    start..end
}

/// What a text says of itself before its first record.
struct Said {
    delimiter: Option<u8>,
    /// Where the records begin.
    begin: usize,
}

impl Said {
    fn of(text: &str) -> Self {
        let line = text.lines().next().unwrap_or_default();
        let sign = line.trim_matches('"').strip_prefix("sep=").map(str::as_bytes);
        match sign {
            Some([sign]) if sign.is_ascii() && *sign != b'"' => {
                let begin = text.len() - text[line.len()..].trim_start_matches(['\r', '\n']).len();
                Self { delimiter: Some(*sign), begin }
            }
            _ => Self { delimiter: None, begin: 0 },
        }
    }
}

/// What parts the cells: of comma, semicolon and tab the one that is most often in the
/// first line, outside quotes.
fn most_frequent(text: &str) -> u8 {
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

/// Where a quote opens that is never closed. A quote counts only at a cell's beginning, as
/// the reader takes it.
fn unclosed_quote(text: &str, delimiter: char) -> Option<usize> {
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
