//! The list of booked advertisements, as an advertising department gives it out of a
//! spreadsheet: for each its id, the size that was sold, where and when it is to stand,
//! and the name of its file. Knows no page.

mod columns;
mod read;
mod values;

pub use read::{is_list, read_bookings};
pub use values::{BookedDay, BookedPlace, BookedZone};

use jiff::civil::DateTime;

use crate::diag::Span;
use crate::geom::Size;

/// A booked advertisement.
#[derive(Debug, Clone)]
pub struct Booking {
    /// What it is known by.
    pub id: String,
    /// Who ordered it, if the list says.
    pub client: Option<String>,
    /// The size that was sold.
    pub size: Size,
    /// On which page or in which section it is to stand; anywhere if nothing is said.
    pub place: BookedPlace,
    /// In which zone.
    pub zone: BookedZone,
    /// On which day; on any if nothing is said.
    pub day: Option<BookedDay>,
    /// Its file as the list names it; none while nobody has.
    pub file: Option<String>,
    /// When its file came in, if the list says.
    pub received: Option<DateTime>,
    /// Its row.
    pub span: Span,
}
