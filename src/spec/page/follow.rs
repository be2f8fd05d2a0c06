//! Places that follow the copy: where a picture or quote of a story stands by what is
//! round it, and where a story begins and ends by its text.

use crate::diag::Span;
use crate::geom::ColumnSpan;
use crate::story::Slug;

/// A place of a story's picture or quote that follows its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Following {
    /// What it follows.
    pub place: FollowPlace,
    /// How many lines deep it is.
    pub depth: u32,
    /// Its columns, counted from the first of the story; none where they follow, too.
    pub columns: Option<ColumnSpan>,
    /// Where the spec says so.
    pub span: Span,
}

/// What a place follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FollowPlace {
    /// The head of its story: it stands on the first line of the text.
    UnderHead,
    /// The top of its story's place.
    Top,
    /// The foot of its story's place.
    Foot,
    /// A crosshead of its story, counted from 1: it stands below it and the first lines
    /// of its text.
    AfterCrosshead(u32),
    /// The text: it stands where the story names it.
    InText,
}

/// Where the place of a story ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StoryEnd {
    /// On the line that the spec says.
    Line,
    /// Where its text ends; those of one group all end with the longest.
    Text {
        /// The name of the group, if it is in one.
        group: Option<String>,
    },
}

/// Where the place of a story begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StoryStart {
    /// On the line that the spec says.
    Line,
    /// Below another story of the page.
    After {
        /// Which.
        slug: Slug,
        /// Lines that are left empty between them.
        gap: u32,
        /// Where the spec says so.
        span: Span,
    },
}
