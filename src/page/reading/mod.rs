//! What is to be read, and in which order: the headings, paragraphs, lists, tables
//! and pictures of a document as a tree, for those who do not see its pages and
//! for outputs that are not pages.
//!
//! ```text
//! document
//! ├─ paragraph        paper's name and the lines beside it, banners
//! ├─ article          a story
//! │  ├─ paragraph     kicker
//! │  ├─ heading 1     headline
//! │  ├─ paragraph     deck, standfirst, byline
//! │  ├─ group         a picture: figure and caption
//! │  ├─ paragraph     a paragraph, over however many columns
//! │  │  └─ span       its readings
//! │  ├─ list          items, and in these label and body
//! │  ├─ table         rows, and in these cells
//! │  └─ heading 2     crosshead
//! └─ section
//!    ├─ heading 1     its title
//!    └─ article       its stories, their headlines one level lower
//! ```
//!
//! Pictures, advertisements and barcodes that no story has are figures of the
//! document. Folios, rules, tints and printer's marks are no part of what the paper
//! says.

mod lists;
mod plan;
mod tables;
mod tree;

use std::ops::Range;

use super::Cell;
use crate::geom::Rect;

/// What a document says, in reading order.
#[derive(Debug, Clone)]
pub struct ReadingOrder {
    /// The elements; the first is the root of all others. They know each other by
    /// their places here.
    pub elements: Vec<StructureElement>,
    /// How the items of each page hang together with them.
    pub pages: Vec<PageReading>,
}

impl ReadingOrder {
    /// Headings must not skip a level on the way down, and the first one must be of the
    /// first (ISO 14289-1, 7.4.2): a story may have crossheads and no headline. Takes the
    /// level of the last heading before these, 0 if there is none, and gives that of the
    /// last of these.
    pub fn close_heading_gaps(&mut self, before: u8) -> u8 {
        let mut last = before;
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if let Role::Heading(level) = &mut self.elements[at].role {
                *level = (*level).min(last.saturating_add(1));
                last = *level;
            }
            let kids = self.elements[at].kids.iter().rev();
            open.extend(kids.filter_map(|kid| match kid {
                Kid::Element(kid) => Some(*kid),
                Kid::Sequence(_) => None,
            }));
        }
        last
    }
}

/// How the content of a page hangs together.
#[derive(Debug, Clone)]
pub struct PageReading {
    /// Every item of the page, in painting order.
    pub sequences: Vec<Sequence>,
}

/// Items that are painted one after the other and belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Their places among the page's items.
    pub items: Range<usize>,
    /// What they are.
    pub tag: Tag,
}

/// What a sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Content of an element.
    Content {
        /// The element's role.
        role: Role,
        /// Its place among all elements.
        element: usize,
    },
    /// Nothing that is said.
    Artifact(Artifact),
}

/// Kinds of things that are seen and not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    /// The page's head or foot: the folio.
    Pagination,
    /// Rules, frames and tints.
    Layout,
}

/// An element of what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructureElement {
    /// What it is.
    pub role: Role,
    /// The element that it is in; the root is in itself.
    pub parent: usize,
    /// The page that it begins on; none for the root.
    pub page: Option<usize>,
    /// What it holds, in reading order.
    pub kids: Vec<Kid>,
    /// Its language, if it is not that of what it stands in.
    pub lang: Option<String>,
    /// What is to be seen: of figures.
    pub figure: Option<Figure>,
}

/// What a figure shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// It in words.
    pub alt: String,
    /// Where it is seen.
    pub frame: Rect,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another element, by its place.
    Element(usize),
    /// All items of a sequence of the page that the element begins on.
    Sequence(usize),
}

/// Roles of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// All of it.
    Document,
    /// A section of a page, with its title.
    Section,
    /// A story.
    Article,
    /// What holds a picture and its caption together.
    Group,
    /// A heading of a level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The readings of a paragraph, which are said after it.
    Span,
    /// A picture.
    Figure,
    /// Its caption.
    Caption,
    /// A pull quote.
    BlockQuote,
    /// A list, numbered or with signs before its items.
    List(ListKind),
    /// An item of it.
    ListItem,
    /// What stands before an item.
    Label,
    /// What an item says.
    ListBody,
    /// A table.
    Table,
    /// A row of it.
    Row,
    /// A cell of a table's heading.
    HeadingCell(Cell),
    /// Another cell.
    Cell(Cell),
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Signs.
    Signs,
    /// Numbers.
    Numbers,
}
