//! The number of a page as its paper writes it, and what of it can be counted.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// The number of a page: 5, A01, 第05版.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageNumber(String);

/// A number of a page that can be counted: those with the same words around their digits
/// are counted together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountedNumber {
    /// What stands before the digits: the letter of a part of the paper.
    pub before: String,
    /// What stands after them.
    pub after: String,
    /// The number itself.
    pub count: u32,
    /// How many digits it is written with at least; 1 if it has no zeros before it.
    pub digits: usize,
}

impl PageNumber {
    /// A number as it is written.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What can be counted of it: it has digits at one place.
    #[must_use]
    pub fn counted(&self) -> Option<CountedNumber> {
        let plain: String = self.0.chars().map(half_width).collect();
        let start = plain.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = plain.split_at(start);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        if after.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        Some(CountedNumber {
            before: before.to_owned(),
            after: after.to_owned(),
            count: digits.parse().ok()?,
            digits: if digits.starts_with('0') { digits.len() } else { 1 },
        })
    }

    /// Whether two numbers are of one page: 1 and 01 are.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self == other
            || matches!((self.counted(), other.counted()), (Some(one), Some(two))
                if one.is_beside(&two) && one.count == two.count)
    }

    /// Whether it comes after another one; not if the two are not counted together.
    #[must_use]
    pub fn is_after(&self, other: &Self) -> bool {
        matches!((self.counted(), other.counted()), (Some(one), Some(two))
            if one.is_beside(&two) && one.count > two.count)
    }
}

impl CountedNumber {
    /// Whether two are counted together.
    #[must_use]
    pub fn is_beside(&self, other: &Self) -> bool {
        self.before == other.before && self.after == other.after
    }

    /// Another number that is counted with it, written in the same way.
    #[must_use]
    pub fn with(&self, count: u32) -> PageNumber {
        let Self { before, after, digits, .. } = self;
        PageNumber(format!("{before}{count:0digits$}{after}"))
    }
}

/// A digit of a Chinese keyboard as a plain one.
fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF10..=0xFF19 => char::from_u32(code - 0xFF10 + 0x30).unwrap_or(c),
        _ => c,
    }
}

impl From<u32> for PageNumber {
    fn from(number: u32) -> Self {
        Self(number.to_string())
    }
}

impl fmt::Display for PageNumber {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A plain number is one in JSON, too.
impl Serialize for PageNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<u32>() {
            Ok(number) if number.to_string() == self.0 => serializer.serialize_u32(number),
            _ => serializer.serialize_str(&self.0),
        }
    }
}

impl JsonSchema for PageNumber {
    fn schema_name() -> Cow<'static, str> {
        "PageNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A page number: a number, or text such as \"A01\".",
            "anyOf": [
                { "type": "integer", "minimum": 0, "maximum": 1_000_000 },
                { "type": "string", "minLength": 1, "maxLength": 12 },
            ],
        })
    }
}
