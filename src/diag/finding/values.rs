//! Values of findings that are more than a number: sizes, names, characters.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::Members;
use super::members::Member;
use crate::diag::keep::{Keep, Packed, Unpacked, kept_structs};

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

/// A limit of a number, which may be a count or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound(pub f64);

impl From<u32> for Bound {
    fn from(count: u32) -> Self {
        Self(f64::from(count))
    }
}

impl From<usize> for Bound {
    fn from(count: usize) -> Self {
        Self(count as f64)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Member for Bound {
    fn tell(&self, name: &'static str, members: &mut Members) {
        match self.0.fract() == 0.0 {
            true => members.add(name, &(self.0 as i64)),
            false => self.0.tell(name, members),
        }
    }

    fn schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        f64::schema(generator)
    }
}

impl Keep for CodePoint {
    fn keep(&self, out: &mut Packed) {
        self.0.keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        Keep::kept(from).map(Self)
    }
}

impl Keep for Bound {
    fn keep(&self, out: &mut Packed) {
        self.0.keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        Keep::kept(from).map(Self)
    }
}

impl Keep for Word {
    fn keep(&self, out: &mut Packed) {
        self.bytes[..self.length].to_vec().keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        Vec::kept(from).map(|word| Self::of(&word))
    }
}

kept_structs! {
    SizeMm { width, height }
}
