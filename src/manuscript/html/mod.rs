//! Web pages and pieces of them, as a content management system gives them.
//!
//! The page is read as a stream of tags and words (html5gum, the tokenizer of the
//! standard) with a list of what is open, and no tree is made: nothing that lies deep can
//! fill the stack. Nothing is fetched; pictures are told by their names, and those that
//! the page brings itself (`data:`) are taken out.

mod charset;
mod css;
mod list;
mod open;
mod picture;
pub(super) mod reader;
mod table;
mod tags;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use self::reader::HtmlReader;
use super::{Manuscript, ManuscriptError};
use crate::encoding::{CopyEncoding, Decoded};

/// A web page that has been read.
#[derive(Debug, Clone)]
pub struct HtmlCopy {
    /// What it says.
    pub manuscript: Manuscript,
    /// What it is written in.
    pub decoded: Decoded,
}

/// Reads a web page; `wanted` is what somebody says that it is written in.
///
/// # Errors
/// If it is not sure what it is written in, or bytes are no character.
pub fn read(bytes: &[u8], wanted: Option<CopyEncoding>) -> Result<HtmlCopy, ManuscriptError> {
    let decoded = charset::decode(bytes, wanted).map_err(ManuscriptError::Encoding)?;
    let manuscript = read_text(&decoded.text);
    Ok(HtmlCopy { manuscript, decoded })
}

/// Reads the text of a web page.
#[must_use]
pub fn read_text(text: &str) -> Manuscript {
    let mut emitter: DefaultEmitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = HtmlReader::default();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes = { tag.attributes.iter() }
                    .map(|(name, value)| {
                        let name = String::from_utf8_lossy(name).into_owned();
                        (name, String::from_utf8_lossy(value).into_owned())
                    })
                    .collect();
                reader.start(&name, &attributes, tag.self_closing);
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.finish()
}
