//! Pictures of a web page: by their names, or in the page itself.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::reader::Attributes;
use crate::manuscript::pictures::percent_decoded;

/// Bytes of one picture in a page.
const LONGEST: usize = 64 << 20;

/// Where a picture is.
pub(super) enum PictureSource {
    /// In the page.
    Data(Vec<u8>),
    /// In a file of this name, at this address.
    Named { name: String, address: String },
    /// Nobody knows.
    Unknown,
}

/// Where the picture of an element is. Pages that load pictures as they are looked at
/// have the address in another attribute, and a dot in `src`.
pub(super) fn source(attributes: &Attributes) -> PictureSource {
    let lazy = ["data-src", "data-original", "data-lazy-src", "_src"];
    let lazy = lazy.iter().find_map(|name| attributes.get(*name));
    let address = lazy.or_else(|| attributes.get("src")).map_or("", String::as_str).trim();
    if let Some(rest) = strip_ascii_prefix(address, "data:") {
        return rest
            .split_once(',')
            .and_then(|(kind, data)| decoded(kind, data))
            .map_or(PictureSource::Unknown, PictureSource::Data);
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
    match name {
        "" => PictureSource::Unknown,
        name => PictureSource::Named { name: percent_decoded(name), address: address.to_owned() },
    }
}

fn strip_ascii_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

fn decoded(kind: &str, data: &str) -> Option<Vec<u8>> {
    if data.len() > LONGEST * 2 {
        return None;
    }
    if kind.to_ascii_lowercase().ends_with("base64") {
        let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
        STANDARD.decode(data).ok().filter(|bytes| !bytes.is_empty())
    } else {
        Some(percent_decoded(data).into_bytes()).filter(|bytes| !bytes.is_empty())
    }
}

/// Words for those who do not see a picture, if they are more than a name.
pub(super) fn alt(attributes: &BTreeMap<String, String>) -> Option<String> {
    let alt = attributes.get("alt")?.trim();
    let is_name = alt.contains('.') && !alt.contains([' ', '，', '。']) && alt.is_ascii();
    (!alt.is_empty() && !is_name).then(|| alt.to_owned())
}
