//! Elements of a document by their local names: transitional and strict documents have
//! other namespaces for the same.

use roxmltree::{Document, Node, ParsingOptions};

use crate::manuscript::ManuscriptError;

/// Elements and attributes of one part; no document that people write has so many.
const MOST_NODES: u32 = 4_000_000;

/// Parses a part.
pub(super) fn parse<'a>(part: &str, text: &'a str) -> Result<Document<'a>, ManuscriptError> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..Default::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => ManuscriptError::HasDoctype { part: part.to_owned() },
        error => ManuscriptError::NotXml {
            part: part.to_owned(),
            line: error.pos().row as usize,
            said: error.to_string(),
        },
    })
}

/// What is asked of elements.
pub(super) trait WordElement<'a, 'i> {
    /// Its name without the prefix; empty for what is no element.
    fn local(&self) -> &'a str;
    /// Whether it is of the word processor's own language.
    fn is_word(&self) -> bool;
    /// An attribute by its local name.
    fn attr(&self, name: &str) -> Option<&'a str>;
    /// The first child of this name.
    fn child(&self, name: &str) -> Option<Node<'a, 'i>>;
    /// The attribute `val` of the first child of this name.
    fn child_val(&self, name: &str) -> Option<&'a str>;
    /// Whether the child of this name switches something on or off; none if there is
    /// none.
    fn switch(&self, name: &str) -> Option<bool>;
}

impl<'a, 'i: 'a> WordElement<'a, 'i> for Node<'a, 'i> {
    fn local(&self) -> &'a str {
        if self.is_element() { self.tag_name().name() } else { "" }
    }

    fn is_word(&self) -> bool {
        let namespace = self.tag_name().namespace().unwrap_or_default();
        namespace.contains("/wordprocessingml/")
    }

    fn attr(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|it| it.name() == name).map(|it| it.value())
    }

    fn child(&self, name: &str) -> Option<Node<'a, 'i>> {
        self.children().find(|it| it.local() == name)
    }

    fn child_val(&self, name: &str) -> Option<&'a str> {
        self.child(name)?.attr("val")
    }

    fn switch(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attr("val");
        Some(!matches!(value, Some("0" | "false" | "off" | "none")))
    }
}
