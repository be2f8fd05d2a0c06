//! Items of news agencies: IPTC ninjs (JSON, versions 1 to 3), NITF and NewsML-G2 (XML).
//!
//! A file has one item or several. Each reader gathers what it finds of an item in an
//! `ItemDraft`, and one function makes a [`FeedItem`] of it: a manuscript, and what
//! the agency says of it. Names are matched without their namespaces, since agencies send
//! them with and without. Nothing is fetched: pictures are offered by their addresses.

mod draft;
mod json;
mod markup;
mod newsml;
mod ninjs;
mod nitf;
mod times;
mod xml;

pub use times::{VersionOrder, order};

use super::{CopyFormat, Manuscript, ManuscriptError};
use crate::diag::finding::{ItemStatus, ManuscriptFault};
use crate::encoding::CopyEncoding;
use crate::story::FiledFacts;

/// The largest file of items, in bytes: a day of an agency's text.
const LARGEST: usize = 32 << 20;

/// The most items in a file.
const MOST_ITEMS: usize = 1000;

/// Items that have been read.
#[derive(Debug, Clone)]
pub struct Feed {
    /// The items in order.
    pub items: Vec<FeedItem>,
    /// What the file is written in, if that is not UTF-8.
    pub charset: Option<&'static str>,
}

/// An item of an agency.
#[derive(Debug, Clone)]
pub struct FeedItem {
    /// Its words and pictures; no block at all if it has none.
    pub manuscript: Manuscript,
    /// What goes into the head of its story beside its words.
    pub facts: FiledFacts,
    /// Whether it may be used.
    pub status: ItemStatus,
    /// Whether there is nothing of it to print but a headline.
    pub is_empty: bool,
    /// Its headline, and what else there is of a head.
    pub headline: Option<String>,
}

impl FeedItem {
    /// What it is called in messages.
    #[must_use]
    pub fn name(&self) -> String {
        let wire = &self.facts.wire;
        let name = wire.item.as_deref().or(wire.slugline.as_deref());
        name.unwrap_or("?").to_owned()
    }

    /// Why no story is made of it, if none is; `path` is its file.
    #[must_use]
    pub fn refusal(&self, path: &str) -> Option<ManuscriptFault> {
        let (path, item) = (path.to_owned(), self.name());
        match self.status {
            ItemStatus::Usable if self.is_empty => {
                Some(ManuscriptFault::ItemEmpty { path, item, headline: self.headline.clone() })
            }
            ItemStatus::Usable => None,
            item_status => Some(ManuscriptFault::ItemWithdrawn { path, item, item_status }),
        }
    }
}

/// Reads a file of items; `wanted` is what somebody says that it is written in.
///
/// # Errors
/// If it is damaged, or has more than there are limits for.
pub fn read(
    format: CopyFormat,
    bytes: &[u8],
    wanted: Option<CopyEncoding>,
) -> Result<Feed, ManuscriptError> {
    if bytes.len() > LARGEST {
        return Err(ManuscriptError::FeedTooLarge { limit: LARGEST as u64 });
    }
    let text = xml::decode(bytes, wanted)?;
    let drafts = match format {
        CopyFormat::Ninjs => ninjs::read(&text.text)?,
        _ => {
            let text = xml::prepared(&text.text)?;
            let document = xml::parse(&text)?;
            match format {
                CopyFormat::Nitf => vec![nitf::read(document.root_element())],
                _ => newsml::read(document.root_element())?,
            }
        }
    };
    if drafts.len() > MOST_ITEMS {
        return Err(ManuscriptError::TooManyItems { limit: MOST_ITEMS });
    }
    let items = drafts.into_iter().map(draft::ItemDraft::finish).collect();
    Ok(Feed { items, charset: text.charset })
}
