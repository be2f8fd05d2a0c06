//! When a proof is made, as whoever makes it says: no clock is read.

use std::fmt;

use jiff::civil::{DateTime, Time};

/// When a proof is made: a date with a time of day, or a time of day alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofTime(String);

impl ProofTime {
    /// Reads `2026-11-28 21:40` or `21:40`, with seconds or without; it stays as it is
    /// written.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | ' '));
        let is_time = text.parse::<DateTime>().is_ok() || text.parse::<Time>().is_ok();
        (text.contains(':') && is_plain && is_time).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for ProofTime {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}
