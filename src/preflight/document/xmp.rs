//! The XMP packet (ISO 16684-1): simple properties by namespace and name.

use std::collections::BTreeMap;

use hayro::hayro_syntax::object::{Dict, Stream};
use roxmltree::{Node, ParsingOptions};

use crate::reader::File;

/// Bytes of a packet; thumbnails and histories make some megabytes.
const MOST_BYTES: usize = 16 << 20;
/// Elements and attributes in it.
const MOST_NODES: u32 = 200_000;

/// Namespaces declared, and attributes in one tag: each is held against all
/// others before it.
const MOST_NAMES: usize = 500;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Where a property's name comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Schema {
    Basic,
    DublinCore,
    MediaManagement,
    Pdf,
    PdfUa,
    PdfX,
}

impl Schema {
    fn uri(self) -> &'static str {
        match self {
            Self::Basic => "http://ns.adobe.com/xap/1.0/",
            Self::DublinCore => "http://purl.org/dc/elements/1.1/",
            Self::MediaManagement => "http://ns.adobe.com/xap/1.0/mm/",
            Self::Pdf => "http://ns.adobe.com/pdf/1.3/",
            Self::PdfUa => "http://www.aiim.org/pdfua/ns/id/",
            Self::PdfX => "http://www.npes.org/pdfx/ns/id/",
        }
    }
}

/// The properties of a document.
pub(super) struct Xmp {
    /// By namespace and name; of a list its first entry.
    values: BTreeMap<(String, String), String>,
}

impl Xmp {
    /// The packet of a document's catalog.
    pub(super) fn of(file: &File, catalog: &Dict<'_>) -> Option<Self> {
        let stream = catalog.get::<Stream<'_>>("Metadata")?;
        let bytes = file.decode(&stream, MOST_BYTES).ok()?;
        Self::read(&text(&bytes)?)
    }

    fn read(text: &str) -> Option<Self> {
        if !has_few_names(text) {
            return None;
        }
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\0', ' ', '\n', '\r']);
        let tree = roxmltree::Document::parse_with_options(text, options).ok()?;
        let root = tree.descendants().find(|node| node.has_tag_name((RDF, "RDF")))?;
        let mut values = BTreeMap::new();
        let descriptions = root.children().filter(|node| node.has_tag_name((RDF, "Description")));
        for description in descriptions {
            for attribute in description.attributes() {
                let Some(namespace) = attribute.namespace() else { continue };
                values.insert(
                    (namespace.to_owned(), attribute.name().to_owned()),
                    attribute.value().to_owned(),
                );
            }
            for property in description.children().filter(Node::is_element) {
                let Some(namespace) = property.tag_name().namespace() else { continue };
                let name = property.tag_name().name().to_owned();
                values.insert((namespace.to_owned(), name), value_of(property));
            }
        }
        Some(Self { values })
    }

    /// A property that is there and not empty.
    pub(super) fn get(&self, schema: Schema, name: &str) -> Option<&str> {
        let key = (schema.uri().to_owned(), name.to_owned());
        self.values.get(&key).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// The first text in a property: of a list its first entry that says
/// something.
fn value_of(property: Node<'_, '_>) -> String {
    property
        .descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .map(str::trim)
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// A packet is UTF-8 or, seldom, UTF-16.
fn text(bytes: &[u8]) -> Option<String> {
    let units = |big: bool| -> Vec<u16> {
        let pairs = bytes[2..].as_chunks().0;
        pairs
            .iter()
            .map(|pair| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) })
            .collect()
    };
    match bytes {
        [0xfe, 0xff, ..] => String::from_utf16(&units(true)).ok(),
        [0xff, 0xfe, ..] => String::from_utf16(&units(false)).ok(),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

/// Whether the parser, whose work grows with the square of these, is done in
/// time.
fn has_few_names(text: &str) -> bool {
    text.matches("xmlns").count() <= MOST_NAMES
        && text.split('<').all(|part| {
            let tag = part.split('>').next().unwrap_or_default();
            tag.matches('=').count() <= MOST_NAMES
        })
}
