//! The parts of a head: their words, and what they were set as.

use super::air;
use super::display::Display;
use crate::diag::Sink;
use crate::geom::Abs;
use crate::layout::bind::Words;
use crate::page::Part;
use crate::spec::page::Grid;
use crate::style::Lang;

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

    /// The white that its first grid line leaves above its type, beyond what there is
    /// above a line of text.
    pub(in crate::layout) fn white_above(&self, grid: &Grid, lang: Lang) -> Abs {
        self.parts.first().map_or(Abs::ZERO, |first| air::above(first, grid, lang))
    }
}

/// The words of a part of a head.
pub(super) struct PartWords {
    pub(super) part: Part,
    pub(super) words: Vec<Words>,
}
