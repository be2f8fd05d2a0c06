//! What may be done so that a story fits its place.

use crate::geom::Abs;
use crate::story::OptionalPart;

/// What a house allows to be done so that a story fits its place.
#[derive(Debug, Clone, Hash)]
pub struct FitLimits {
    /// What is allowed, each kind once; the first costs least.
    pub order: Vec<MeasureKind>,
    /// The sizes that headlines may have, from small to large.
    pub headline_sizes: Vec<Abs>,
    /// The most sizes that a headline goes up or down.
    pub headline_steps: u32,
    /// The most lines that a picture grows or shrinks.
    pub picture_lines: u32,
    /// The most lines that the place of a pull quote grows or shrinks.
    pub quote_lines: u32,
    /// The most lines that the place of a story grows or shrinks.
    pub place_lines: u32,
    /// The most empty lines at one place.
    pub spare_lines: u32,
    /// Parts that any story may do without.
    pub leave_out: Vec<OptionalPart>,
    /// The most measures that are taken together.
    pub together: u32,
}

/// Kinds of measures that make a story fit its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureKind {
    /// Empty lines round the head, below pictures and above crossheads.
    SpareLines,
    /// A picture taller or lower.
    Picture,
    /// The place of a pull quote deeper or shallower.
    Quote,
    /// The headline in another size of the row, or its halves otherwise.
    Headline,
    /// A part that is marked as optional left out.
    LeaveOut,
    /// The place of the story deeper or shallower, where the page has room.
    Place,
    /// The same, where the story below or above gives or takes the lines.
    Neighbour,
}

impl MeasureKind {
    /// All of them, in the order in which they cost more.
    pub const ALL: [Self; 7] = [
        Self::SpareLines,
        Self::Picture,
        Self::Quote,
        Self::Headline,
        Self::Place,
        Self::Neighbour,
        Self::LeaveOut,
    ];

    /// Its word in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SpareLines => "spare-lines",
            Self::Picture => "picture",
            Self::Quote => "quote",
            Self::Headline => "headline",
            Self::LeaveOut => "leave-out",
            Self::Place => "place",
            Self::Neighbour => "neighbour",
        }
    }
}

/// Who makes a story fit its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FitBy {
    /// The editor, who is told what would do so.
    Editor,
    /// The program, which takes what costs least and says so.
    Program,
}
