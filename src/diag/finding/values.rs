//! Values of findings that are more than a number: sizes, names, characters.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::Members;
use super::members::Member;

/// The beginning of a name or an operator of a PDF, which may be any bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word {
    bytes: [u8; Self::MOST],
    length: usize,
}

impl Word {
    /// Bytes that are kept: enough to find it again in a file.
    const MOST: usize = 24;

    /// As much of a word as is kept.
    pub(crate) fn of(word: &[u8]) -> Self {
        let length = word.len().min(Self::MOST);
        let mut bytes = [0; Self::MOST];
        bytes[..length].copy_from_slice(&word[..length]);
        Self { bytes, length }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.bytes[..self.length].escape_ascii().fmt(f)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Word({self})")
    }
}

impl Member for Word {
    fn tell(&self, name: &'static str, members: &mut Members) {
        self.to_string().tell(name, members);
    }

    fn schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        String::schema(generator)
    }
}

/// A character by its number: `U+4E00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodePoint(pub char);

impl fmt::Display for CodePoint {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.0))
    }
}

impl Member for CodePoint {
    fn tell(&self, name: &'static str, members: &mut Members) {
        self.to_string().tell(name, members);
    }

    fn schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        String::schema(generator)
    }
}

/// A size in mm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct SizeMm {
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

plain_members!(SizeMm);
