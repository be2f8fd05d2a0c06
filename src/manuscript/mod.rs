//! Copy as it comes in, before it is a story: paragraphs, lists, tables and pictures as a
//! word processor or a web page has them, whatever format they came in.
//!
//! 1. [`recognise()`] tells the format by what is in the file, whatever its name.
//! 2. The reader of that format gives a [`Manuscript`]: [`docx`], [`html`]; one of feeds
//!    gives one for each item, with what the agency says of it: [`feed`].
//! 3. [`story_of()`] makes a story file of it, by the rules of raw copy
//!    (`story::clean`), and tells what is not in it.
//!
//! What cannot be read, or would take more than there is a limit for, is a
//! [`ManuscriptError`]. Knows no pages, and opens no file.

mod archive;
mod captions;
mod characters;
pub mod docx;
mod error;
pub mod feed;
mod format;
pub mod html;
mod import;
mod pictures;
mod remark;
mod spacing;
mod told;
mod written;

pub use characters::{CharacterTable, MappedCharacter};
pub use error::ManuscriptError;
pub use format::{CopyFormat, recognise};
pub use import::{
    CopyFile, FilesBeside, ImportedCopy, ImportedPage, PictureFile, ReadCopy, import,
    import_beside, import_page, read_copy,
};
pub use pictures::local_path;
pub use remark::{Remark, RemarkKind};
pub use told::told;
pub use written::{ImportedStory, PlacedRemark, story_of};

use crate::story::{CellJoin, Emphasis, HeadPart};
use crate::style::CellAlign;

/// Copy with what is known of its parts.
#[derive(Debug, Clone, Default)]
pub struct Manuscript {
    /// What it consists of, in order.
    pub blocks: Vec<ManuscriptBlock>,
    /// Notes that the text refers to, by their numbers from 0.
    pub footnotes: Vec<Footnote>,
    /// The files of its pictures.
    pub pictures: Vec<EmbeddedPicture>,
    /// What is not among the blocks, or is there only as it was accepted.
    pub remarks: Vec<Remark>,
}

/// A part of a manuscript.
#[derive(Debug, Clone)]
pub enum ManuscriptBlock {
    /// A paragraph, a heading, an item of a list.
    Paragraph(ManuscriptParagraph),
    /// A table.
    Table(ManuscriptTable),
    /// A picture.
    Picture(ManuscriptPicture),
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub struct ManuscriptParagraph {
    /// What it is.
    pub role: ParagraphRole,
    /// Its text; a line feed is a line end that somebody wanted.
    pub runs: Vec<ManuscriptRun>,
    /// The size of most of its type in half points, where that is known.
    pub size: u32,
}

/// What a paragraph is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ParagraphRole {
    /// Text, or what its words say.
    #[default]
    Text,
    /// The title of the whole.
    Title,
    /// What stands below it.
    Subtitle,
    /// A part of the head, whatever its words say.
    Head(HeadPart),
    /// A heading by its style, from 1.
    Heading(u8),
    /// A short line that stands out as headings do: all bold, or in the middle.
    LooksLikeHeading,
    /// An item of a list.
    Item {
        /// `-` or `1.`.
        marker: String,
        /// How deep, from 0.
        depth: usize,
    },
    /// The caption of the picture before it.
    Caption,
    /// A short line at the right: who signs, or when, if it is at the end.
    AtRight,
}

/// Text that stands out in one way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManuscriptRun {
    /// The characters.
    pub text: String,
    /// How they stand out.
    pub style: CopyStyle,
    /// How they are read.
    pub reading: Option<String>,
    /// The note that is referred to here, from 0; the text is then empty.
    pub footnote: Option<usize>,
}

/// How text stands out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CopyStyle {
    /// In bold.
    pub is_bold: bool,
    /// In italic, or Kai.
    pub is_italic: bool,
    /// With emphasis dots.
    pub has_dots: bool,
    /// Small and raised.
    pub is_raised: bool,
}

impl CopyStyle {
    /// As a story can say it.
    fn emphasis(self) -> Emphasis {
        match self {
            Self { is_bold: true, .. } => Emphasis::Strong,
            Self { is_italic: true, .. } => Emphasis::Emphasis,
            _ => Emphasis::None,
        }
    }
}

impl ManuscriptRun {
    /// Plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl ManuscriptParagraph {
    /// Its characters.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct ManuscriptTable {
    /// Its rows, each with as many cells.
    pub rows: Vec<Vec<ManuscriptCell>>,
    /// Whether the first row is a heading.
    pub has_heading: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub struct ManuscriptCell {
    /// Its text.
    pub runs: Vec<ManuscriptRun>,
    /// Which neighbor reaches over its place, if one does.
    pub joins: Option<CellJoin>,
    /// How its text is aligned; flush left if nothing is known.
    pub align: Option<CellAlign>,
}

/// A picture where it stands.
#[derive(Debug, Clone, Default)]
pub struct ManuscriptPicture {
    /// Where it is.
    pub place: PicturePlace,
    /// What stands below it.
    pub caption: Vec<ManuscriptRun>,
    /// Who made it.
    pub credit: Option<String>,
    /// Words for those who do not see it.
    pub alt: Option<String>,
}

/// Where a picture is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PicturePlace {
    /// Nobody knows.
    #[default]
    Unknown,
    /// Among those of the manuscript, from 0.
    Embedded(usize),
    /// In a file of this name, which the copy does not bring.
    Named(String),
    /// At these addresses, in the order in which they are best for print; one beside the
    /// copy is taken.
    Offered(Vec<String>),
}

/// A note that the text refers to.
#[derive(Debug, Clone, Default)]
pub struct Footnote {
    /// Its text.
    pub runs: Vec<ManuscriptRun>,
}

/// The file of a picture.
#[derive(Debug, Clone)]
pub struct EmbeddedPicture {
    /// What the copy calls it.
    pub name: String,
    /// How its name ends by what it is: `jpg`.
    pub extension: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}
