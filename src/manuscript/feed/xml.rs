//! Files of items to text, and XML to elements by their local names.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use roxmltree::{Document, Node, ParsingOptions};

use super::markup::one_line;
use crate::encoding::{self, CopyEncoding, DecodeError, Decoded};
use crate::manuscript::ManuscriptError;
use crate::story::meet_without_space;

/// Elements and attributes of a file.
const MOST_NODES: u32 = 1_000_000;

/// How much of a file is looked at for what it says of itself.
const LOOKED_AT: usize = 1024;

/// A file of items as text.
pub(super) struct FeedText {
    pub(super) text: String,
    /// What it is written in, if that is not UTF-8.
    pub(super) charset: Option<&'static str>,
}

/// The text of a file; `wanted` is what somebody says that it is written in. XML may say
/// so itself.
pub(super) fn decode(
    bytes: &[u8],
    wanted: Option<CopyEncoding>,
) -> Result<FeedText, ManuscriptError> {
    let of = |decoded: Decoded| FeedText {
        charset: (decoded.encoding != CopyEncoding::Utf8).then(|| decoded.encoding.name()),
        text: decoded.text,
    };
    if wanted.is_none()
        && std::str::from_utf8(bytes).is_err()
        && let Some(label) = said(bytes)
        && let Some(named) = encoding::decode_named(bytes, &label)
    {
        return Ok(FeedText { text: named.text, charset: Some(named.charset) });
    }
    encoding::decode(bytes, wanted).map(of).map_err(|error: DecodeError| error.into())
}

/// What XML says that it is written in.
fn said(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..LOOKED_AT.min(bytes.len()))?;
    let text = String::from_utf8_lossy(start);
    let declaration = text.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let label = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?;
    let quoted = label.trim_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    quoted.get(1..)?.split(quote).next().map(str::to_owned)
}

/// The text with a document type that says nothing but a name taken out, and characters
/// that HTML has names for in their places: the document type of NITF has them, too.
pub(super) fn prepared(text: &str) -> Result<String, ManuscriptError> {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let text = without_doctype(text)?;
    Ok(with_characters(&text))
}

fn without_doctype(text: &str) -> Result<String, ManuscriptError> {
    let Some(at) = text.find("<!DOCTYPE") else { return Ok(text.to_owned()) };
    // Behind the root it is somebody's words, which the parser refuses if they are not.
    let before = text.get(..at).unwrap_or_default();
    let is_prolog =
        !before.char_indices().any(|(at, c)| c == '<' && !before[at + 1..].starts_with(['?', '!']));
    if !is_prolog {
        return Ok(text.to_owned());
    }
    let refused = || ManuscriptError::OwnEntities;
    let rest = text.get(at..).unwrap_or_default();
    let mut quote = None;
    for (length, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            // Declarations of its own can make anything of anything.
            (None, '[') => return Err(refused()),
            (None, '>') => {
                let lines = rest[..length].matches('\n').count();
                return Ok(format!("{before}{}{}", "\n".repeat(lines), &rest[length + 1..]));
            }
            (None, _) => {}
        }
    }
    Err(ManuscriptError::NotWhole { part: None })
}

/// The text with `&eacute;` and its like as characters; what XML itself knows stays.
fn with_characters(text: &str) -> String {
    const LONGEST: usize = 32;
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        if let Some(inside) = from.strip_prefix("<![CDATA[") {
            let length = inside.find("]]>").map_or(from.len(), |end| end + "<![CDATA[]]>".len());
            written.push_str(&from[..length]);
            rest = &from[length..];
            continue;
        }
        // No further than names go: of a million signs each would look through the rest.
        let near = from.strip_prefix('&').map(|it| &it[..it.floor_char_boundary(LONGEST)]);
        let name = near.and_then(|it| it.split_once(';')).map(|(it, _)| it);
        let is_name = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric());
        let known =
            name.filter(is_name).filter(|it| !matches!(*it, "amp" | "lt" | "gt" | "quot" | "apos"));
        match known.and_then(|name| Some((name, character(name)?))) {
            Some((name, character)) => {
                written.push_str(&character);
                rest = &from[name.len() + 2..];
            }
            None => {
                written.push_str(&from[..1]);
                rest = &from[1..];
            }
        }
    }
    written.push_str(rest);
    written
}

/// What HTML means by a name; never a sign of XML.
fn character(name: &str) -> Option<String> {
    let reference = format!("&{name};");
    let emitter: DefaultEmitter = DefaultEmitter::default();
    let mut text = String::new();
    for token in Tokenizer::new_with_emitter(reference.as_str(), emitter) {
        let Ok(token) = token;
        if let Token::String(words) = token {
            text.push_str(&String::from_utf8_lossy(&words));
        }
    }
    // Of an unknown name HTML takes the start that it knows.
    (!text.contains(['&', '<', '>']) && !text.ends_with(';')).then_some(text)
}

pub(super) fn parse(text: &str) -> Result<Document<'_>, ManuscriptError> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..Default::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => ManuscriptError::OwnEntities,
        error => ManuscriptError::NotXml {
            part: "XML".to_owned(),
            line: error.pos().row as usize,
            said: error.to_string(),
        },
    })
}

/// What is asked of elements.
pub(super) trait FeedElement<'a, 'i> {
    /// Its name without the prefix; empty for what is no element.
    fn local(&self) -> &'a str;
    /// An attribute by its local name, if it says something.
    fn attr(&self, name: &str) -> Option<&'a str>;
    /// The children of this name.
    fn named(&self, name: &str) -> Vec<Node<'a, 'i>>;
    /// The first child of this name.
    fn child(&self, name: &str) -> Option<Node<'a, 'i>>;
    /// The first element of this name anywhere in it.
    fn within(&self, name: &str) -> Option<Node<'a, 'i>>;
    /// All its words, spaces as between words.
    fn words(&self) -> String;
}

impl<'a, 'i: 'a> FeedElement<'a, 'i> for Node<'a, 'i> {
    fn local(&self) -> &'a str {
        if self.is_element() { self.tag_name().name() } else { "" }
    }

    fn attr(&self, name: &str) -> Option<&'a str> {
        let value = self.attributes().find(|it| it.name() == name)?.value().trim();
        Some(value).filter(|it| !it.is_empty())
    }

    fn named(&self, name: &str) -> Vec<Node<'a, 'i>> {
        self.children().filter(|it| it.local() == name).collect()
    }

    fn child(&self, name: &str) -> Option<Node<'a, 'i>> {
        self.children().find(|it| it.local() == name)
    }

    fn within(&self, name: &str) -> Option<Node<'a, 'i>> {
        self.descendants().find(|it| it.local() == name)
    }

    fn words(&self) -> String {
        let mut all = String::new();
        let mut parent = None;
        for node in self.descendants().filter(Node::is_text) {
            let text = node.text().unwrap_or_default();
            // Names and titles stand in elements side by side, with nothing between them.
            let is_gap = all.ends_with(char::is_alphanumeric)
                && text.starts_with(char::is_alphanumeric)
                && parent != node.parent()
                && !meet_without_space(&all, text);
            if is_gap {
                all.push(' ');
            }
            all.push_str(text);
            parent = node.parent();
        }
        one_line(&all)
    }
}
