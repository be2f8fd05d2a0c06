//! The levels of a line's gaps: who gives first and who grows first when a line
//! is filled. Sources agree on the order, so no house changes it, and the costs
//! of breaking rest on it; how much each gives is the profile's.

use crate::page::GapKind;

/// The order in which gaps give way, least harmful first (CLREQ 3.5.3); commas and stops
/// do so in two steps (`fill::SHRINK_STEPS`).
///
/// Line-end marks come first of all in the rules; they are a form of the line
/// and not a level here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ShrinkLevel {
    /// Word spaces of alphabetic text.
    WordSpace,
    /// The blanks of middle dots.
    Interpunct,
    /// The blanks of brackets.
    Bracket,
    /// The blanks of commas, colons and semicolons.
    Comma,
    /// The space between East Asian and alphabetic text.
    CjkLatin,
    /// The blanks of full stops, question and exclamation marks.
    Stop,
}

/// How many levels [`ShrinkLevel`] has.
pub(super) const SHRINK_LEVELS: usize = 6;

impl ShrinkLevel {
    /// All of them in their order.
    pub(super) const ALL: [Self; SHRINK_LEVELS] =
        [Self::WordSpace, Self::Interpunct, Self::Bracket, Self::Comma, Self::CjkLatin, Self::Stop];

    /// What reports of a page call it.
    pub(super) fn kind(self) -> GapKind {
        match self {
            Self::WordSpace => GapKind::WordSpace,
            Self::Interpunct => GapKind::Interpunct,
            Self::Bracket => GapKind::Bracket,
            Self::Comma => GapKind::Comma,
            Self::CjkLatin => GapKind::CjkLatin,
            Self::Stop => GapKind::Stop,
        }
    }
}

/// The order in which gaps grow (CLREQ 3.5.4); what is left after these goes
/// evenly between all characters that may part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum StretchLevel {
    /// Word spaces of alphabetic text.
    WordSpace,
    /// The space between East Asian and alphabetic text.
    CjkLatin,
}

/// How many levels [`StretchLevel`] has.
pub(super) const STRETCH_LEVELS: usize = 2;

impl StretchLevel {
    /// All of them in their order.
    pub(super) const ALL: [Self; STRETCH_LEVELS] = [Self::WordSpace, Self::CjkLatin];

    /// What reports of a page call it.
    pub(super) fn kind(self) -> GapKind {
        match self {
            Self::WordSpace => GapKind::WordSpace,
            Self::CjkLatin => GapKind::CjkLatin,
        }
    }
}
