//! What stands in a cell of the list: sizes, days, pages, zones, as people write them.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};

use crate::diag::PageNumber;
use crate::geom::{Abs, Size};

/// Where an advertisement is to stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BookedPlace {
    /// On this page.
    pub page: Option<PageNumber>,
    /// On a page of this section.
    pub section: Option<String>,
}

/// In which of a paper's zones an advertisement is to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookedZone {
    /// In all of them.
    All,
    /// In this one; none is the main edition.
    One(Option<String>),
}

impl BookedZone {
    /// Whether a zone is meant; none is the main edition.
    #[must_use]
    pub fn is_of(&self, zone: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => one.as_deref() == zone,
        }
    }

    /// Whether there is a zone that both mean.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        matches!((self, other), (Self::All, _) | (_, Self::All)) || self == other
    }

    /// An empty cell means all of them.
    pub(super) fn of(text: &str) -> Self {
        match text.to_lowercase().as_str() {
            "" | "all" | "全部" | "各版" | "所有" => Self::All,
            "main" | "主版" | "本埠" => Self::One(None),
            _ => Self::One(Some(text.to_owned())),
        }
    }
}

/// A day, with its year or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookedDay {
    year: Option<i16>,
    month: i8,
    day: i8,
}

impl BookedDay {
    /// Whether a date is this day.
    #[must_use]
    pub fn is(self, date: Date) -> bool {
        self.year.is_none_or(|year| year == date.year())
            && (self.month, self.day) == (date.month(), date.day())
    }

    /// Reads 2026-11-28, 2026/11/28, 2026.11.28, 20261128, 2026年11月28日 and 11月28日;
    /// a time of day behind it, which spreadsheets write, does not count. Which of 11/12/2026
    /// is the month nobody knows: it is refused.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = half_width(text);
        let day = text.split([' ', 'T']).find(|part| !part.is_empty())?;
        let numbers: Vec<&str> =
            day.trim_end_matches('日').split(['-', '/', '.', '年', '月']).map(str::trim).collect();
        let (year, month, day) = match numbers.as_slice() {
            [all] if all.len() == 8 && all.is_ascii() => (Some(&all[..4]), &all[4..6], &all[6..]),
            [year, month, day] if year.len() == 4 => (Some(*year), *month, *day),
            [month, last] if day.contains('月') => (None, *month, *last),
            _ => return None,
        };
        let year = match year {
            Some(year) => Some(year.parse().ok()?),
            None => None,
        };
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // A year with a 29th of February stands in for one that is not said.
        Date::new(year.unwrap_or(2024), month, day).ok()?;
        Some(Self { year, month, day })
    }
}

impl fmt::Display for BookedDay {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(year) = self.year {
            write!(f, "{year:04}-")?;
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// Reads a moment: a day with its year and a time of day; without one the day's end.
pub(super) fn moment(text: &str) -> Option<DateTime> {
    let text = half_width(text);
    let day = BookedDay::of(&text)?;
    let date = Date::new(day.year?, day.month, day.day).ok()?;
    let parts = text.split([' ', 'T', '日']).filter(|part| !part.is_empty());
    let time = match parts.skip(1).last() {
        Some(time) => {
            let with_seconds = match time.matches(':').count() {
                1 => format!("{time:0>5}:00"),
                _ => format!("{time:0>8}"),
            };
            with_seconds.parse::<Time>().ok()?
        }
        None => Time::constant(23, 59, 59, 0),
    };
    Some(DateTime::from_parts(date, time))
}

/// A unit of lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BookedUnit {
    Mm,
    Cm,
}

impl BookedUnit {
    /// The unit that words say, in a cell or in the heading of a column.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        if text.contains("mm") || text.contains("毫米") {
            Some(Self::Mm)
        } else if text.contains("cm") || text.contains("厘米") || text.contains("公分") {
            Some(Self::Cm)
        } else {
            None
        }
    }

    fn length(self, number: f64) -> Abs {
        match self {
            Self::Mm => Abs::mm(number),
            Self::Cm => Abs::mm(number * 10.0),
        }
    }
}

/// What is larger than this in mm is no advertisement in a newspaper.
const LARGEST: f64 = 2000.0;

/// Reads a size, width first: `120x45`, `12 × 4.5 cm`, `通栏 349*83mm`. Without a unit it is
/// that of the column, or mm.
pub(super) fn size(text: &str, unit: Option<BookedUnit>) -> Option<Size> {
    let text = half_width(text).to_lowercase();
    let unit = BookedUnit::of(&text).or(unit).unwrap_or(BookedUnit::Mm);
    let (before, after) = text.split_once(['x', '×', '*', '╳', '✕', '乘'])?;
    if after.contains(['x', '×', '*', '╳', '✕', '乘']) {
        return None;
    }
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    let before = before.trim_end().trim_end_matches(|c: char| !is_of_number(c));
    let width = before.rsplit(|c| !is_of_number(c)).next()?;
    let after = after.trim_start_matches(|c: char| !is_of_number(c));
    let height = after.split(|c| !is_of_number(c)).next()?;
    Some(Size::new(side(width, unit)?, side(height, unit)?))
}

/// Reads one side of a size.
pub(super) fn side(text: &str, unit: BookedUnit) -> Option<Abs> {
    let text = half_width(text);
    let unit = BookedUnit::of(&text).unwrap_or(unit);
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit()).trim();
    let number: f64 = number.parse().ok()?;
    let length = unit.length(number);
    (number > 0.0 && length.to_mm() <= LARGEST).then_some(length)
}

/// A page as people write it: `4`, `A04`, `第4版`.
pub(super) fn page(text: &str) -> Option<PageNumber> {
    let text = text.trim().trim_start_matches('第').trim_end_matches(['版', '面']).trim();
    (!text.is_empty()).then(|| PageNumber::new(text))
}

/// Full-width digits and signs as plain ones.
fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.trim().chars().map(half).collect()
}
