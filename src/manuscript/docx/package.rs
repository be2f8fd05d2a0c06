//! The parts of a document and how they refer to each other.

use std::collections::BTreeMap;

use super::xml::{self, WordElement};
use crate::manuscript::ManuscriptError;
use crate::manuscript::archive::{Archive, PICTURE_PART_LIMIT};

/// The parts of a document.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    /// The name of the part with the text.
    pub(super) main: String,
}

/// What a part refers to.
#[derive(Debug, Clone)]
pub(super) struct Relationship {
    /// The last word of its type: `image`.
    pub(super) kind: String,
    /// The name of the part, or an address.
    pub(super) target: String,
    /// Whether it lies outside the document.
    pub(super) is_external: bool,
}

/// What a part refers to, by the names that it has for it.
pub(super) type Relationships = BTreeMap<String, Relationship>;

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ManuscriptError> {
        let archive = Archive::open(bytes)?;
        let mut package = Self { archive, main: "word/document.xml".to_owned() };
        let top = package.relationships("")?;
        if let Some(main) = top.values().find(|it| it.kind == "officeDocument" && !it.is_external) {
            package.main.clone_from(&main.target);
        }
        Ok(package)
    }

    /// The text of a part in XML.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ManuscriptError> {
        self.archive.xml(name)
    }

    /// The bytes of a picture.
    pub(super) fn picture(&mut self, name: &str) -> Result<Option<Vec<u8>>, ManuscriptError> {
        self.archive.part(name, PICTURE_PART_LIMIT)
    }

    /// What a part refers to; the package itself has no name.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Relationships, ManuscriptError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = match folder {
            "" => format!("_rels/{file}.rels"),
            folder => format!("{folder}/_rels/{file}.rels"),
        };
        let mut found = Relationships::new();
        let Some(text) = self.archive.xml(&name)? else { return Ok(found) };
        let document = xml::parse(&name, &text)?;
        for node in document.root_element().children() {
            let (Some(id), Some(target)) = (node.attr("Id"), node.attr("Target")) else { continue };
            let kind = node.attr("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let is_external = node.attr("TargetMode") == Some("External");
            let target = if is_external { target.to_owned() } else { resolved(folder, target) };
            found.insert(id.to_owned(), Relationship { kind, target, is_external });
        }
        Ok(found)
    }
}

/// The name of a part as another one refers to it.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|it| !it.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(parts.pop()),
            step => parts.push(step),
        }
    }
    parts.join("/")
}
