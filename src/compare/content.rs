//! What stands on a page, as far as it can be compared.

use std::fmt::Write;

use crate::geom::{Abs, Rect};

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComparedPage {
    /// What the page is called, mostly its number.
    pub label: String,
    /// Its size in mm, in words.
    pub sheet: String,
    /// Its grid in words; none where that is not known, as in a press file.
    pub grid: Option<String>,
    /// The names of the inks that it is printed with.
    pub inks: Vec<String>,
    /// Its stories in reading order; none where that is not known, as in a press file.
    pub stories: Vec<StoryContent>,
    /// Its text, paragraph by paragraph in reading order.
    pub texts: Vec<TextContent>,
    /// Its pictures.
    pub pictures: Vec<PictureContent>,
    /// Its rules, tints and frames, each in words.
    pub shapes: Vec<String>,
    /// Places of advertisements that are not there, in words of the structure.
    pub reserved: Vec<String>,
    /// What was found, each in words; that of all pages at the first.
    pub findings: Vec<String>,
}

/// How a story stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryContent {
    /// Its slug.
    pub slug: String,
    /// The columns that its text runs through.
    pub frames: Vec<Rect>,
    /// Its lines of the grid, such as `6-57`.
    pub lines: String,
    /// Its columns of the grid, such as `1-2`; empty where that is not known.
    pub columns: String,
    /// How many columns its text runs through: a picture parts one in two frames.
    pub column_count: usize,
    /// Its characters that are to be placed here.
    pub characters: usize,
    /// Those of them that find no place.
    pub overset_characters: usize,
    /// The lines that these would take.
    pub overset_lines: usize,
    /// Lines of its place that stay empty.
    pub underset_lines: usize,
}

/// A paragraph, a head, a caption: lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextContent {
    /// Whose it is.
    pub owner: TextOwner,
    /// Its lines.
    pub lines: Vec<LineContent>,
}

/// Whose text is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextOwner {
    /// The slug of its story; none of furniture, and in a press file.
    pub slug: Option<String>,
    /// Which part of it: `headline`, `body` and so on, with the cell of a table.
    pub part: String,
    /// Which one of its kind, from 0.
    pub paragraph: u32,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineContent {
    /// Its text; a hyphen that nobody typed is U+00AD, at its end.
    pub text: String,
    /// The column of the page's grid that it begins in, from 1; 0 where that is not known.
    pub column: usize,
    /// Its line of the grid, from 1; none where it stands beside the grid.
    pub row: Option<i64>,
    /// Where it stands, nearly: its left and the top of its type, as long as its measure.
    pub place: Rect,
    /// Faces, sizes and inks of its type, in their order.
    pub styles: Vec<TypeStyle>,
    /// How its characters are spaced, in words.
    pub spacing: String,
}

/// How type looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeStyle {
    /// Size and face.
    pub face: String,
    /// Its ink.
    pub ink: String,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureContent {
    /// The file's name; none in a press file.
    pub file: Option<String>,
    /// What is known of its content: a part of a hash.
    pub content: String,
    /// The slug of its story, if it has one.
    pub slug: Option<String>,
    /// What is seen of it.
    pub frame: Rect,
    /// Where the whole would stand.
    pub whole: Rect,
    /// What else is said of it: how it is cut out, in which inks it is printed, its words.
    pub other: String,
}

impl TextContent {
    /// Its words without line ends: a hyphen that nobody typed is none of them.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.trim_end_matches('\u{ad}')).collect()
    }

    /// All of what stands in it: the first line's place, made so large that it holds all.
    #[must_use]
    pub fn place(&self) -> Option<Rect> {
        let mut places = self.lines.iter().map(|line| line.place);
        let first = places.next()?;
        Some(places.fold(first, around))
    }
}

/// The smallest rectangle around two.
pub(super) fn around(one: Rect, other: Rect) -> Rect {
    Rect {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

/// The size of a page in millimeters as an editor reads it: width × height.
pub(super) fn sheet_in_mm(width: Abs, height: Abs) -> String {
    format!("{:.1} × {:.1} mm", width.to_mm(), height.to_mm())
}

/// A rectangle in millimeters as an editor reads it: width × height @ left, top.
pub(super) fn in_mm(rect: Rect) -> String {
    let mm = |length: Abs| format!("{:.1}", length.to_mm());
    let mut text = String::new();
    let (width, height) = (rect.right - rect.left, rect.bottom - rect.top);
    // Writing to memory cannot fail.
    let _ = write!(text, "{} × {} @ {}, {}", mm(width), mm(height), mm(rect.left), mm(rect.top));
    text
}
