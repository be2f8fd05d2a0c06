//! The parts of a head: their words, and what they were set as.

use super::display::Display;
use crate::diag::Sink;
use crate::layout::bind::Words;
use crate::page::Part;

/// A head as it was set.
#[derive(Clone, Default)]
pub(in crate::layout) struct HeadSet {
    /// Its parts, from top to bottom.
    pub(in crate::layout) parts: Vec<Display>,
    /// What is to be said of them.
    pub(in crate::layout) findings: Sink,
}

impl HeadSet {
    /// Grid lines that it takes.
    pub(in crate::layout) fn rows(&self) -> u32 {
        self.parts.iter().map(Display::rows).fold(0, u32::saturating_add)
    }
}

/// The words of a part of a head.
pub(super) struct PartWords {
    pub(super) part: Part,
    pub(super) words: Vec<Words>,
}
