//! The structure of the pages for those who do not see them ([`crate::page::reading`]) as Tagged
//! PDF (PDF 32000-1, 14.7 and 14.8) after PDF/UA-1 (ISO 14289-1). What is no part of
//! what the paper says is an artifact (14.8.2.2).

mod write;

use std::ops::Range;

use pdf_writer::types::StructRole;

pub(super) use write::{PageTags, StructureRefs, TaggedPage, write, write_root};

use crate::page::reading::{Artifact, Role};

/// The marked contents of a page, as they came to be written.
#[derive(Default)]
pub(super) struct Contents {
    /// The elements that they belong to, by their identifiers.
    pub(super) owners: Vec<usize>,
    /// The identifiers of each sequence.
    pub(super) sequences: Vec<Range<usize>>,
}

/// The kind of artifact (PDF 32000-1, 14.8.2.2).
pub(super) fn artifact_type(artifact: Artifact) -> &'static str {
    match artifact {
        Artifact::Pagination => "Pagination",
        Artifact::Layout => "Layout",
    }
}

/// The kind of artifact that printer's marks are.
pub(super) const MARKS: &str = "Page";

/// The standard type of a role (PDF 32000-1, 14.8.4).
pub(super) fn standard(role: Role) -> StructRole {
    match role {
        Role::Document => StructRole::Document,
        Role::Section => StructRole::Sect,
        Role::Article => StructRole::Art,
        Role::Group => StructRole::Div,
        Role::Heading(0 | 1) => StructRole::H1,
        Role::Heading(2) => StructRole::H2,
        Role::Heading(_) => StructRole::H3,
        Role::Paragraph => StructRole::P,
        Role::Span => StructRole::Span,
        Role::Figure => StructRole::Figure,
        Role::Caption => StructRole::Caption,
        Role::BlockQuote => StructRole::BlockQuote,
        Role::List(_) => StructRole::L,
        Role::ListItem => StructRole::LI,
        Role::Label => StructRole::Lbl,
        Role::ListBody => StructRole::LBody,
        Role::Table => StructRole::Table,
        Role::Row => StructRole::TR,
        Role::HeadingCell(_) => StructRole::TH,
        Role::Cell(_) => StructRole::TD,
    }
}
