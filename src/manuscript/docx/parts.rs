//! What the text of a document refers to: styles, lists, notes, comments.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::numbering::WordNumbering;
use super::package::{Package, Relationships};
use super::styles::StyleSheet;
use super::xml::{self, WordElement};
use super::{WordReader, text_within};
use crate::manuscript::{ManuscriptError, ManuscriptRun};

/// Headers and footers that are told.
const MOST_PAGE_WORDS: usize = 12;

/// The parts of a document beside its text.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) relationships: Relationships,
    pub(super) styles: StyleSheet,
    pub(super) numbering: WordNumbering,
    pub(super) comments: BTreeMap<String, WordComment>,
    /// Footnotes by their numbers.
    pub(super) footnotes: BTreeMap<String, Vec<ManuscriptRun>>,
    pub(super) endnotes: BTreeMap<String, Vec<ManuscriptRun>>,
    /// What stands in headers and footers.
    pub(super) page_words: Vec<String>,
}

/// What somebody says of words.
#[derive(Debug, Clone)]
pub(super) struct WordComment {
    pub(super) author: String,
    pub(super) said: String,
}

impl Parts {
    pub(super) fn read(package: &mut Package) -> Result<Self, ManuscriptError> {
        let main = package.main.clone();
        let mut parts = Self { relationships: package.relationships(&main)?, ..Self::default() };
        parts.with(package, "styles", |parts, root| parts.styles = StyleSheet::of(root))?;
        parts
            .with(package, "numbering", |parts, root| parts.numbering = WordNumbering::of(root))?;
        parts.with(package, "comments", |parts, root| {
            for node in root.children().filter(|it| it.local() == "comment") {
                let author = node.attr("author").unwrap_or_default().to_owned();
                let comment = WordComment { author, said: text_within(node) };
                parts.comments.insert(node.attr("id").unwrap_or_default().to_owned(), comment);
            }
        })?;
        parts.with(package, "footnotes", |parts, root| parts.footnotes = notes(parts, root))?;
        parts.with(package, "endnotes", |parts, root| parts.endnotes = notes(parts, root))?;
        for kind in ["header", "footer"] {
            parts.with(package, kind, |parts, root| {
                let words = text_within(root).trim().to_owned();
                let is_new = !parts.page_words.contains(&words);
                if !words.is_empty() && is_new && parts.page_words.len() < MOST_PAGE_WORDS {
                    parts.page_words.push(words);
                }
            })?;
        }
        Ok(parts)
    }

    /// Reads all parts of a kind.
    fn with(
        &mut self,
        package: &mut Package,
        kind: &str,
        mut read: impl FnMut(&mut Self, Node),
    ) -> Result<(), ManuscriptError> {
        let is_one = |it: &&super::package::Relationship| it.kind == kind && !it.is_external;
        let names: Vec<String> =
            self.relationships.values().filter(is_one).map(|it| it.target.clone()).collect();
        for name in names {
            if let Some(text) = package.xml(&name)? {
                let document = xml::parse(&name, &text)?;
                read(self, document.root_element());
            }
        }
        Ok(())
    }
}

/// The text of each note; those of separators have a type.
fn notes(parts: &Parts, root: Node) -> BTreeMap<String, Vec<ManuscriptRun>> {
    let is_note = |it: &Node| {
        let is_separator = it.attr("type").is_some_and(|it| it != "normal");
        matches!(it.local(), "footnote" | "endnote") && !is_separator
    };
    let mut notes = BTreeMap::new();
    for node in root.children().filter(is_note) {
        let mut reader = WordReader::new(parts);
        let blocks = reader.apart(node, 0);
        let runs = super::table::runs_of_blocks(&blocks);
        notes.insert(node.attr("id").unwrap_or_default().to_owned(), runs);
    }
    notes
}
