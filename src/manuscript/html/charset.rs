//! What a web page is written in: by a mark, by what all of it is, by what it says of
//! itself, in this order.

use crate::encoding::{self, CopyEncoding, DecodeError, Decoded, KnownBy};

/// How much of a page is looked at for what it says of itself.
const LOOKED_AT: usize = 4096;

pub(super) fn decode(bytes: &[u8], wanted: Option<CopyEncoding>) -> Result<Decoded, DecodeError> {
    let judged = encoding::decode(bytes, wanted);
    let is_certain = |decoded: &Decoded| decoded.known_by != KnownBy::Sense;
    if wanted.is_some() || judged.as_ref().is_ok_and(is_certain) {
        return judged;
    }
    let Some(said) = said(bytes) else { return judged };
    match encoding::decode(bytes, Some(said)) {
        // What calls itself GBK or GB2312 may have all of GB 18030.
        Err(_) if said == CopyEncoding::Gbk => {
            encoding::decode(bytes, Some(CopyEncoding::Gb18030)).or(judged)
        }
        Err(_) => judged,
        decoded => decoded,
    }
}

/// What a page says of itself: `<meta charset="gbk">`, `content="text/html;
/// charset=gb2312"`.
fn said(bytes: &[u8]) -> Option<CopyEncoding> {
    let start = bytes.get(..LOOKED_AT.min(bytes.len()))?;
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    let at = text.find("charset=")?;
    let label = text.get(at + "charset=".len()..)?.trim_start_matches(['"', '\'', ' ']);
    let is_end = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let end = label.find(is_end).unwrap_or(label.len());
    // A page that is read as bytes is not in UTF-16, whatever it says.
    let label = label.get(..end)?;
    CopyEncoding::of_label(label).filter(|_| !label.starts_with("utf-16"))
}
