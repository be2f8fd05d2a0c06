//! Times as agencies write them, and which of two versions of an item is the later.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::story::WireItem;

/// A time as the head of a story has it, with its place on earth where that is known; none
/// if it is no time.
pub(super) fn for_head(text: &str) -> Option<String> {
    let text = text.trim();
    if text.parse::<Timestamp>().is_ok() {
        let whole = with_marks(text);
        return Some(whole.replace('T', " "));
    }
    let time: DateTime = text.parse().ok()?;
    let is_day = text.parse::<Date>().is_ok() && !text.contains('T');
    Some(match is_day {
        true => time.date().to_string(),
        false => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    })
}

/// `20261129T060000+0800` with the marks that make it readable.
fn with_marks(text: &str) -> String {
    if text.get(4..5) == Some("-") {
        return text.to_owned();
    }
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let rest = text.get(15..).unwrap_or_default();
    let whole = format!(
        "{}-{}-{}T{}:{}:{}{rest}",
        part(0..4),
        part(4..6),
        part(6..8),
        part(9..11),
        part(11..13),
        part(13..15)
    );
    if whole.parse::<Timestamp>().is_ok() { whole } else { text.to_owned() }
}

/// Whether a time is later than another; if one of them is none, it may be.
pub(super) fn is_later(time: &str, other: Option<&str>) -> bool {
    let (Some(time), Some(other)) = (instant(time), other.and_then(instant)) else { return true };
    time > other
}

/// A time as one for all places; a time without its place as that of Greenwich.
fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let civil = |time: DateTime| time.to_zoned(TimeZone::UTC).ok();
    let named = text.parse::<Timestamp>().ok();
    named.or_else(|| text.parse::<DateTime>().ok().and_then(civil).map(|it| it.timestamp()))
}

/// How a version of an item stands to one that came before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionOrder {
    /// It is the same, word for word.
    Same,
    /// It is older.
    Older,
    /// It is later, or says something else.
    Later,
}

/// How what came now stands to what came before, both of one item: by their versions, then
/// by their times, then by their words.
#[must_use]
pub fn order(now: &WireItem, before: &WireItem) -> VersionOrder {
    let by_version = compared(now.version.as_deref(), before.version.as_deref(), |text| {
        text.trim().parse::<u64>().ok()
    });
    let by_time = compared(now.sent.as_deref(), before.sent.as_deref(), instant);
    match by_version.filter(|it| it.is_ne()).or(by_time) {
        Some(Ordering::Less) => VersionOrder::Older,
        Some(Ordering::Greater) => VersionOrder::Later,
        Some(Ordering::Equal) | None if now.digest == before.digest => VersionOrder::Same,
        Some(Ordering::Equal) | None => VersionOrder::Later,
    }
}

/// Two values where both are known.
fn compared<T: Ord>(
    one: Option<&str>,
    other: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Ordering> {
    Some(read(one?)?.cmp(&read(other?)?))
}
