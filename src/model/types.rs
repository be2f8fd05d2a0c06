//! What the JSON is made of. The documentation of each field is in the schema, too.

use schemars::JsonSchema;
use serde::Serialize;

/// The version of the format. It counts up when a field goes away or means something
/// else; new fields may come without.
pub const VERSION: u32 = 1;

/// The pages of a document. Lengths are in millimeters from the upper left corner of
/// the trimmed page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Model {
    /// Always "banmian-page-model".
    pub format: &'static str,
    /// The version of the format, 1. It counts up when a field goes away or means
    /// something else; new fields may come without.
    pub version: u32,
    /// The document's title.
    pub title: String,
    /// The paper's name.
    pub paper: String,
    /// BCP 47 tag of its main language.
    pub lang: String,
    /// The date of issue, as YYYY-MM-DD.
    pub date: Option<String>,
    /// The files that text comes from, by their places in this list.
    pub sources: Vec<String>,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// All that the pages say, in reading order.
    pub reading: Node,
}

/// A page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Page {
    /// What it is called, mostly its number.
    pub label: String,
    /// Width of the trimmed page.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How far ink runs past the trim.
    pub bleed: f64,
    /// Which way its lines run.
    pub writing: Writing,
    /// The grid that it was made on.
    pub grid: Grid,
    /// Its stories, in reading order.
    pub stories: Vec<Story>,
    /// What no story has: the paper's name, folios, banners, titles of sections, headings
    /// of tables that stand again where these go on.
    pub furniture: Vec<Part>,
    /// Pictures and advertisements that no story has.
    pub pictures: Vec<Picture>,
    /// Drawings that say something: barcodes.
    pub drawings: Vec<Drawing>,
    /// The places of advertisements and pictures that are not there yet.
    pub reserved: Vec<Reserved>,
}

/// The place of an advertisement or a picture that is not there yet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reserved {
    /// What it is for.
    pub kind: ReservedKind,
    /// The file, or the id of the booking; empty if nothing is booked for it.
    pub name: String,
    /// Who ordered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// Its place, label included.
    pub frame: Rect,
    /// The width that was sold.
    pub width: f64,
    /// The height that was sold.
    pub height: f64,
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Writing {
    /// From left to right, each below the one before.
    Horizontal,
    /// Downwards, each left of the one before.
    Vertical,
}

/// A grid.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Grid {
    /// The type area.
    pub area: Rect,
    /// The base columns; on a vertical page the tiers.
    pub columns: Vec<Rect>,
    /// From line to line.
    pub leading: f64,
    /// How many lines it has.
    pub lines: u32,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Rect {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// A story, or a part of it that stands for itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Story {
    /// Its slug; the file's name of a table that no story has.
    pub slug: String,
    /// What of it this is.
    pub of: StoryKind,
    /// Its headline in plain text; empty if it has none.
    pub title: String,
    /// BCP 47 tag of its language.
    pub lang: String,
    /// Which of the page's sections it stands in: the `paragraph` of the furniture that
    /// is its title.
    pub section: Option<u32>,
    /// The frames that its text ran through.
    pub frames: Vec<Rect>,
    /// How it came out.
    pub report: Report,
    /// What stands on the page of it, in reading order.
    pub parts: Vec<Part>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
}

/// What of a story is told of.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StoryKind {
    /// The story itself.
    Story,
    /// Pictures that stand for themselves, with their caption.
    Pictures,
    /// A table that stands for itself.
    Table,
    /// Nothing: the story is not there yet, and its place is kept.
    Missing,
}

/// How a story came out; characters without white space.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The first line of the grid that it was given, from 1.
    pub first_line: u32,
    /// The last one.
    pub last_line: u32,
    /// Characters that are to be placed here.
    pub characters: usize,
    /// Characters that found no place.
    pub overset_characters: usize,
    /// Lines that these would take.
    pub overset_lines: usize,
    /// The first words that found no place; empty if all did.
    pub overset_text: String,
    /// Lines of its frames that stay empty.
    pub underset_lines: usize,
    /// Characters that these would hold; of a story that is not there yet, all that its
    /// place holds.
    pub underset_characters: usize,
    /// Characters of parts that the page leaves out.
    pub unplaced_characters: usize,
    /// Characters that stand on other pages.
    pub elsewhere_characters: usize,
}

/// Lines that belong together: a headline, a paragraph, a cell of a table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Part {
    /// A number of its own on this page, by which `reading` knows it.
    pub id: u32,
    /// What it is: "headline", "body", "caption" …, the names of the styles.
    pub part: &'static str,
    /// Which one of its kind, from 0. Of captions and credits the `number` of their
    /// picture.
    pub paragraph: u32,
    /// Which block of the story's body it is or stands in, from 0: paragraphs,
    /// crossheads, items of lists, tables and boxes count as they were written.
    pub block: Option<u32>,
    /// Which cell of a table it is.
    pub cell: Option<Cell>,
    /// Which part of a list's item it is.
    pub item: Option<ListItem>,
    /// Its lines, in reading order; readings beside them come after them.
    pub lines: Vec<Line>,
}

/// A cell of a table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cell {
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u32,
    /// How many rows it reaches over.
    pub rows: u32,
    /// How many columns it reaches over.
    pub columns: u32,
}

/// A part of a list's item.
#[derive(Debug, Serialize, JsonSchema, Hash)]
pub struct ListItem {
    /// Which part.
    pub kind: ListItemKind,
    /// How deep the item stands, from 0.
    pub level: u8,
}

/// Parts of a list's item.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum ListItemKind {
    /// The sign before it.
    Bullet,
    /// The number before it.
    Number,
    /// Its text.
    Text,
    /// A further paragraph of it.
    More,
}

/// A line of text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Line {
    /// What its characters take.
    pub rect: Rect,
    /// Which way it runs.
    pub writing: Writing,
    /// The largest size of its type, in points.
    pub size: f64,
    /// Whether it stands beside the line before: how its characters are read.
    pub is_reading: bool,
    /// Its text. A hyphen that nobody typed is U+00AD, at its end.
    pub text: String,
    /// The same text in stretches, each with where it was written.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a line's text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stretch {
    /// The text.
    pub text: String,
    /// Where it was written; null if nobody has written it, as a hyphen or the number
    /// before a list's item.
    pub written: Option<Written>,
}

/// Where text was written.
#[derive(Debug, Serialize, JsonSchema, Hash)]
pub struct Written {
    /// The file, by its place in `sources`.
    pub source: usize,
    /// Its first byte, from 0.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// How the text follows from these bytes.
    pub trace: Trace,
}

/// How text follows from what is written.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Trace {
    /// The bytes are the text; only a space may stand for other white space.
    Exact,
    /// The text is written there among signs or in other words: with escapes, between
    /// the quotes of a string.
    Within,
    /// It is made of what is written there: a folio of its pattern and the date.
    Made,
}

/// A picture.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Picture {
    /// A number of its own on this page, by which `reading` knows it.
    pub id: u32,
    /// Its place among the pictures of its story, from 0; captions and credits have it as
    /// their `paragraph`.
    pub number: u32,
    /// The file, as the program was shown it.
    pub file: String,
    /// What is seen of it.
    pub frame: Rect,
    /// Where the whole picture would stand, uncropped.
    pub image: Rect,
    /// It in words.
    pub alt: String,
}

/// A drawing that says something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Drawing {
    /// A number of its own on this page, by which `reading` knows it.
    pub id: u32,
    /// The rectangle round it.
    pub frame: Rect,
    /// It in words.
    pub alt: String,
}

/// An element of what is read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The level of a heading, from 1.
    pub level: Option<u8>,
    /// The place among `pages` of the page that it begins on; null of the whole document.
    pub page: Option<usize>,
    /// BCP 47 tag of its language, if it is not that of what it is in.
    pub lang: Option<String>,
    /// What it shows, in words: of figures.
    pub alt: Option<String>,
    /// The ids of the parts, pictures and drawings of its page that it is.
    pub content: Vec<u32>,
    /// What is in it, in reading order.
    pub children: Vec<Node>,
}

/// Roles of elements.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// All of it.
    Document,
    /// A section of a page, with its title.
    Section,
    /// A story.
    Article,
    /// A picture with its caption.
    Group,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A picture or a drawing.
    Figure,
    /// Its caption.
    Caption,
    /// A pull quote.
    BlockQuote,
    /// A list with signs before its items.
    List,
    /// A list with numbers before its items.
    NumberedList,
    /// An item of a list.
    ListItem,
    /// What stands before an item.
    Label,
    /// What an item says.
    ListBody,
    /// A table.
    Table,
    /// A row of it.
    Row,
    /// A cell of its heading.
    HeadingCell,
    /// Another cell.
    Cell,
}

/// What a place is kept for.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReservedKind {
    /// An advertisement.
    Ad,
    /// A picture.
    Picture,
}
