//! What can have changed on a page.

use schemars::JsonSchema;
use serde::Serialize;

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PageChange {
    /// The page, by its number or name.
    pub page: String,
    /// What changed.
    #[serde(flatten)]
    pub kind: WhatChanged,
    /// Where it is on the new page, in mm from its upper left corner: left, top, right,
    /// bottom; on the old page of what is gone. Empty if it has no place.
    pub areas_mm: Vec<[f64; 4]>,
}

/// How a change is shown on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeMark {
    /// In a frame, with its words.
    Frame,
    /// By a bar beside the lines.
    Bar,
    /// Not at all: it follows from others, or has no place.
    None,
}

impl WhatChanged {
    /// How it is shown on a page.
    #[must_use]
    pub fn mark(&self) -> ChangeMark {
        match self {
            Self::Rebroken { .. } => ChangeMark::Bar,
            Self::LinesMoved { .. }
            | Self::Respaced { .. }
            | Self::PageCame
            | Self::PageWent
            | Self::Sheet { .. }
            | Self::Grid { .. }
            | Self::Inks { .. }
            | Self::StoryWent { .. }
            | Self::TextWent { .. }
            | Self::PictureWent { .. }
            | Self::Shapes { .. }
            | Self::FindingCame { .. }
            | Self::FindingWent { .. }
            | Self::Other { .. } => ChangeMark::None,
            Self::StoryCame { .. }
            | Self::StoryMoved { .. }
            | Self::StoryResized { .. }
            | Self::Fit { .. }
            | Self::Text { .. }
            | Self::TextCame { .. }
            | Self::TextMoved { .. }
            | Self::Face { .. }
            | Self::TypeInk { .. }
            | Self::PictureCame { .. }
            | Self::PictureReplaced { .. }
            | Self::PictureRecropped { .. }
            | Self::PictureMoved { .. } => ChangeMark::Frame,
        }
    }
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum WhatChanged {
    /// The page is new.
    PageCame,
    /// The page is gone.
    PageWent,
    /// The page has another size.
    Sheet {
        /// Before: width × height in mm.
        was: String,
        /// Now.
        now: String,
    },
    /// The page has another grid.
    Grid {
        /// Before: columns × lines, the leading, the first column's width, the place of
        /// all.
        was: String,
        /// Now.
        now: String,
    },
    /// The page is printed with other inks.
    Inks {
        /// Those that are no longer there.
        gone: Vec<String>,
        /// Those that are new.
        new: Vec<String>,
    },
    /// A story is new on the page.
    StoryCame {
        /// Its slug.
        slug: String,
    },
    /// A story is no longer on the page.
    StoryWent {
        /// Its slug.
        slug: String,
    },
    /// A story's text stands elsewhere, as large as before.
    StoryMoved {
        /// Its slug.
        slug: String,
        /// Where it was: its lines of the grid.
        was: String,
        /// Where it is.
        now: String,
        /// Where it was: its columns of the grid, such as `1-2`.
        was_columns: String,
        /// Where it is.
        now_columns: String,
    },
    /// A story's text has other columns or another depth.
    StoryResized {
        /// Its slug.
        slug: String,
        /// Its columns before: how many, and its lines of the grid.
        was: String,
        /// Its columns now.
        now: String,
    },
    /// A story finds less or more room than before.
    Fit {
        /// Its slug.
        slug: String,
        /// Lines over before; of empty lines the number is negative.
        was_lines: i64,
        /// Lines over now.
        now_lines: i64,
        /// Characters that found no place before.
        was_characters: usize,
        /// Characters that find no place now.
        now_characters: usize,
    },
    /// Characters of a text were changed.
    Text {
        /// Whose text.
        at: PlaceOfText,
        /// What was changed, from the beginning.
        edits: Vec<TextEdit>,
    },
    /// A paragraph, head or caption is new.
    TextCame {
        /// Whose text.
        at: PlaceOfText,
        /// Its words.
        text: String,
    },
    /// A paragraph, head or caption is gone.
    TextWent {
        /// Whose text.
        at: PlaceOfText,
        /// Its words.
        text: String,
    },
    /// A paragraph stands in another place of its story.
    TextMoved {
        /// Where it is now.
        at: PlaceOfText,
        /// Which paragraph it was before.
        was_paragraph: usize,
    },
    /// The words are the same, and lines end elsewhere.
    Rebroken {
        /// The first of the texts.
        at: PlaceOfText,
        /// How many lines end elsewhere.
        lines: usize,
        /// In how many paragraphs.
        paragraphs: usize,
    },
    /// Lines stand elsewhere than before, as they were.
    LinesMoved {
        /// The first of them.
        at: PlaceOfText,
        /// How many.
        lines: usize,
        /// Whether they are all from the first of them to the end of the story.
        to_end: bool,
    },
    /// Lines are spaced otherwise.
    Respaced {
        /// The first of them.
        at: PlaceOfText,
        /// How many.
        lines: usize,
    },
    /// Type has another face or size.
    Face {
        /// Whose text.
        at: PlaceOfText,
        /// Before.
        was: String,
        /// Now.
        now: String,
    },
    /// Type has another ink.
    TypeInk {
        /// Whose text.
        at: PlaceOfText,
        /// Before.
        was: String,
        /// Now.
        now: String,
    },
    /// A picture is new.
    PictureCame {
        /// The file; none if it is not known.
        picture: Option<String>,
        /// The slug of its story.
        slug: Option<String>,
    },
    /// A picture is gone.
    PictureWent {
        /// The file.
        picture: Option<String>,
        /// The slug of its story.
        slug: Option<String>,
    },
    /// Another picture stands in a picture's place.
    PictureReplaced {
        /// The file before.
        was: Option<String>,
        /// The file now; the same where it has other content.
        now: Option<String>,
        /// The slug of its story.
        slug: Option<String>,
    },
    /// Another part of a picture is seen.
    PictureRecropped {
        /// The file.
        picture: Option<String>,
        /// The slug of its story.
        slug: Option<String>,
    },
    /// A picture stands elsewhere or in another size.
    PictureMoved {
        /// The file.
        picture: Option<String>,
        /// The slug of its story.
        slug: Option<String>,
        /// Where it was.
        was: String,
        /// Where it is.
        now: String,
    },
    /// Rules, tints or frames came, went or moved.
    Shapes {
        /// How many are gone.
        gone: usize,
        /// How many are new.
        new: usize,
    },
    /// Something is found that was not.
    FindingCame {
        /// How bad it is, its code and its place.
        finding: String,
    },
    /// Something that was found is no longer.
    FindingWent {
        /// How bad it was, its code and its place.
        finding: String,
    },
    /// Something else that the structure tells.
    Other {
        /// The first line of it, as it was.
        was: String,
        /// The same line now.
        now: String,
    },
}

/// Where a text stands, in words that an editor uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceOfText {
    /// The slug of its story.
    pub slug: Option<String>,
    /// Which part of it: `headline`, `body` and so on.
    pub part: String,
    /// Which paragraph of that part, from 1.
    pub paragraph: usize,
    /// The line of the page's grid, from 1, on which it or the change in it begins.
    pub line: Option<i64>,
    /// The column of the page's grid, from 1.
    pub column: Option<usize>,
}

/// Characters that were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TextEdit {
    /// Some characters before them.
    pub before: String,
    /// The characters as they were; empty of what was put in.
    pub was: String,
    /// The characters as they are; empty of what was taken out.
    pub now: String,
    /// Some characters after them.
    pub after: String,
    /// The line of the grid on which they begin now.
    pub line: Option<i64>,
    /// The column.
    pub column: Option<usize>,
}
