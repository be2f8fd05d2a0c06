//! The closing time for advertisements (截稿时间).

use jiff::civil::{Date, DateTime, Time};

/// Until when the files of advertisements are to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClosingTime {
    /// Until this moment.
    At(DateTime),
    /// Until this time on the day before the date of issue.
    DayBefore(Time),
}

impl ClosingTime {
    /// Reads `2026-11-27 18:00` or `18:00`.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | ' '));
        if !is_plain || !text.contains(':') {
            return None;
        }
        let moment = text.parse::<DateTime>().ok().map(Self::At);
        moment.or_else(|| text.parse::<Time>().ok().map(Self::DayBefore))
    }

    /// The moment, for an issue of this date; none if it hangs on a date and there is none.
    #[must_use]
    pub fn moment(self, date: Option<Date>) -> Option<DateTime> {
        match self {
            Self::At(moment) => Some(moment),
            Self::DayBefore(time) => Some(DateTime::from_parts(date?.yesterday().ok()?, time)),
        }
    }
}
