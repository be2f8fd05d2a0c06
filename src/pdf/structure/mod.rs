//! The structure of the pages for those who do not see them: Tagged PDF
//! (PDF 32000-1, 14.7 and 14.8) after PDF/UA-1 (ISO 14289-1).
//!
//! ```text
//! Document
//! ├─ P                paper's name and the lines beside it, banners
//! ├─ Art              a story
//! │  ├─ P             kicker
//! │  ├─ H1            headline
//! │  ├─ P             deck, standfirst, byline
//! │  ├─ Div           a picture: Figure and Caption
//! │  ├─ P             a paragraph, over however many columns
//! │  │  └─ Span       its readings
//! │  ├─ L             a list: LI, and in these Lbl and LBody
//! │  ├─ Table         a table: TR, and in these TH and TD
//! │  └─ H2            crosshead
//! └─ Sect             a section
//!    ├─ H1            its title
//!    └─ Art           its stories, their headlines one level lower
//! ```
//!
//! Pictures, advertisements and barcodes that no story has are a Figure of the
//! Document. Folios, rules, tints and printer's marks are artifacts: they are no part of
//! what the paper says.

mod lists;
mod plan;
mod tree;
mod write;

use std::ops::Range;

use pdf_writer::types::StructRole;

pub(super) use plan::plan;
pub(super) use write::{Refs, WrittenPage, write};

use crate::geom::Rect;
use crate::page::Cell;

/// The structure of a document.
pub(super) struct Tags {
    /// The elements; the first is the root of all others.
    pub(super) elements: Vec<Element>,
    pub(super) pages: Vec<PageTags>,
}

/// How the content of a page hangs together.
pub(super) struct PageTags {
    /// Every item of the page, in painting order.
    pub(super) sequences: Vec<Sequence>,
}

/// The marked contents of a page, as they came to be written.
#[derive(Default)]
pub(super) struct Contents {
    /// The elements that they belong to, by their identifiers.
    pub(super) owners: Vec<usize>,
    /// The identifiers of each sequence.
    pub(super) sequences: Vec<Range<usize>>,
}

/// Items that are painted one after the other and belong together.
pub(super) struct Sequence {
    pub(super) items: Range<usize>,
    pub(super) tag: Tag,
}

/// What a sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Content of an element.
    Content { role: Role, element: usize },
    /// Nothing that is said.
    Artifact(Artifact),
}

/// Kinds of artifacts (PDF 32000-1, 14.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// The page's head or foot: the folio.
    Pagination,
    /// Rules, frames and tints.
    Layout,
    /// Printer's marks.
    Page,
}

/// A structure element.
pub(super) struct Element {
    pub(super) role: Role,
    pub(super) parent: usize,
    /// The page that it begins on; none for the root.
    pub(super) page: Option<usize>,
    pub(super) kids: Vec<Kid>,
    /// Its language, if it is not that of what it stands in.
    pub(super) lang: Option<String>,
    /// What is to be seen, and where: of figures.
    pub(super) figure: Option<(String, Rect)>,
}

/// What an element holds.
pub(super) enum Kid {
    Element(usize),
    /// All marked contents of a sequence on the element's own page.
    Sequence(usize),
}

/// Roles of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Document,
    Section,
    Article,
    Group,
    /// A heading of a level, from 1.
    Heading(u8),
    Paragraph,
    Span,
    Figure,
    Caption,
    BlockQuote,
    /// A list, numbered or with signs before its items.
    List(ListKind),
    ListItem,
    /// What stands before an item.
    Label,
    /// What an item says.
    ListBody,
    Table,
    Row,
    /// A cell of a table's heading.
    HeadingCell(Cell),
    /// Another cell.
    Cell(Cell),
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    Signs,
    Numbers,
}

impl Role {
    /// The standard type (PDF 32000-1, 14.8.4).
    pub(super) fn standard(self) -> StructRole {
        match self {
            Self::Document => StructRole::Document,
            Self::Section => StructRole::Sect,
            Self::Article => StructRole::Art,
            Self::Group => StructRole::Div,
            Self::Heading(0 | 1) => StructRole::H1,
            Self::Heading(2) => StructRole::H2,
            Self::Heading(_) => StructRole::H3,
            Self::Paragraph => StructRole::P,
            Self::Span => StructRole::Span,
            Self::Figure => StructRole::Figure,
            Self::Caption => StructRole::Caption,
            Self::BlockQuote => StructRole::BlockQuote,
            Self::List(_) => StructRole::L,
            Self::ListItem => StructRole::LI,
            Self::Label => StructRole::Lbl,
            Self::ListBody => StructRole::LBody,
            Self::Table => StructRole::Table,
            Self::Row => StructRole::TR,
            Self::HeadingCell(_) => StructRole::TH,
            Self::Cell(_) => StructRole::TD,
        }
    }
}
