//! What a file is by what is in it, whatever its name.

use memchr::memmem;

use super::ManuscriptError;
use super::archive::Archive;
use crate::diag::finding::ForeignFormat;
use crate::encoding::{self, CopyEncoding};

/// A format that copy can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyFormat {
    /// A document of a word processor, in the format of Word since 2007.
    Docx,
    /// A web page or a piece of one.
    Html,
    /// Items of an agency as JSON, IPTC ninjs.
    Ninjs,
    /// An item of an agency as NITF.
    Nitf,
    /// Items of an agency as NewsML-G2.
    NewsMl,
    /// Text.
    Text,
}

/// How much of a file is looked at to tell a web page from text.
const LOOKED_AT: usize = 64 << 10;

/// What a web page may open with.
const OPENINGS: [&str; 24] = [
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "style",
    "p",
    "div",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "section",
    "article",
    "table",
    "figure",
    "img",
    "br",
    "ul",
    "ol",
    "strong",
    "font",
];

/// Tells the format of a file.
///
/// # Errors
/// If it is one that is not read.
pub fn recognise(bytes: &[u8]) -> Result<CopyFormat, ManuscriptError> {
    let foreign = |format| Err(ManuscriptError::Foreign { format });
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => archive_format(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(compound_file(bytes)),
        _ if bytes.starts_with(b"{\\rtf") => foreign(ForeignFormat::Rtf),
        _ if bytes.starts_with(b"%PDF-") => foreign(ForeignFormat::Pdf),
        _ if bytes.starts_with(b"MIME-Version:") => foreign(ForeignFormat::WebArchive),
        _ if is_word_xml(bytes) => foreign(ForeignFormat::WordXml),
        _ if is_picture(bytes) => foreign(ForeignFormat::Picture),
        _ if is_json(bytes) => match memmem::find(bytes, b"\"uri\"") {
            Some(_) => Ok(CopyFormat::Ninjs),
            None => foreign(ForeignFormat::OtherJson),
        },
        _ => markup_format(bytes),
    }
}

/// What an archive holds.
fn archive_format(bytes: &[u8]) -> Result<CopyFormat, ManuscriptError> {
    let mut archive = Archive::open(bytes)?;
    let foreign = |format| Err(ManuscriptError::Foreign { format });
    let has_word = archive.has("word/document.xml") || archive.has_below("word/");
    if has_word {
        return Ok(CopyFormat::Docx);
    }
    const MIMETYPE_LIMIT: u64 = 256;
    let mimetype = archive.part("mimetype", MIMETYPE_LIMIT).ok().flatten().unwrap_or_default();
    if mimetype.starts_with(b"application/vnd.oasis.opendocument") {
        return foreign(ForeignFormat::Odt);
    }
    if archive.has_below("Index/") || archive.has("index.apxl") || archive.has("Index.zip") {
        return foreign(ForeignFormat::Pages);
    }
    if archive.has_below("xl/") || archive.has_below("ppt/") {
        return foreign(ForeignFormat::Office);
    }
    foreign(ForeignFormat::Zip)
}

/// What a compound file holds by the names in its directory, which are in UTF-16.
fn compound_file(bytes: &[u8]) -> ManuscriptError {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        return ManuscriptError::Encrypted;
    }
    let format = if has("WordDocument") { ForeignFormat::OldWord } else { ForeignFormat::Compound };
    ManuscriptError::Foreign { format }
}

/// Whether it is a document of Word as one file of XML, of 2003 or of today.
fn is_word_xml(bytes: &[u8]) -> bool {
    const START: usize = 1000;
    let start = bytes.get(..START.min(bytes.len())).unwrap_or_default();
    let has = |sign: &str| memmem::find(start, sign.as_bytes()).is_some();
    has("<?xml") && (has("<w:wordDocument") || has("<pkg:package"))
}

fn is_picture(bytes: &[u8]) -> bool {
    let signs: [&[u8]; 6] = [b"\xFF\xD8\xFF", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"8BPS"];
    signs.iter().any(|sign| bytes.starts_with(sign))
}

/// The start of a file as text, enough to see its signs.
fn start_of(bytes: &[u8]) -> String {
    let start = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    // Tags are ASCII in all encodings but UTF-16.
    let marked = [CopyEncoding::Utf16Le, CopyEncoding::Utf16Be];
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let text = match encoding::decode(start, None) {
        Ok(decoded) if wide && marked.contains(&decoded.encoding) => decoded.text,
        _ => String::from_utf8_lossy(start).into_owned(),
    };
    text.trim_start_matches('\u{feff}').trim_start().to_owned()
}

/// Whether it is JSON: an object, or a list of objects. A reading in braces is none.
fn is_json(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut signs = start.iter().filter(|byte| !byte.is_ascii_whitespace());
    matches!(
        (signs.next(), signs.next(), signs.next()),
        (Some(b'{'), Some(b'"' | b'}'), _)
            | (Some(b'['), Some(b'{'), Some(b'"'))
            | (Some(b'['), Some(b']'), None)
    )
}

/// What markup a file is in by its first tag, if it is in any.
fn markup_format(bytes: &[u8]) -> Result<CopyFormat, ManuscriptError> {
    let text = start_of(bytes);
    let foreign = |format| Err(ManuscriptError::Foreign { format });
    match root_of(&text) {
        Some("nitf") => Ok(CopyFormat::Nitf),
        Some("newsMessage" | "newsItem" | "packageItem" | "contentSet") => Ok(CopyFormat::NewsMl),
        Some(
            "conceptItem" | "conceptSet" | "knowledgeItem" | "planningItem" | "catalogItem"
            | "catalog",
        ) => foreign(ForeignFormat::NoCopyItem),
        Some("NewsML") => foreign(ForeignFormat::NewsMlOne),
        _ if is_html(&text) => Ok(CopyFormat::Html),
        Some(root) if text.starts_with("<?xml") || is_closed(bytes, root) => {
            foreign(ForeignFormat::OtherXml)
        }
        _ => Ok(CopyFormat::Text),
    }
}

/// Whether a file ends with the end of its first element.
fn is_closed(bytes: &[u8], root: &str) -> bool {
    const LOOKED_AT: usize = 200;
    let end = bytes.get(bytes.len().saturating_sub(LOOKED_AT)..).unwrap_or_default();
    let end = String::from_utf8_lossy(end);
    let end = end.trim_end();
    end.ends_with(&format!("</{root}>")) || end.ends_with(&format!(":{root}>"))
}

/// The local name of the first element, if the text opens with one.
fn root_of(text: &str) -> Option<&str> {
    let text = after_prolog(text);
    // A document type names the first element.
    let tag = match text.strip_prefix("<!DOCTYPE") {
        Some(doctype) => doctype.trim_start(),
        None => text.strip_prefix('<')?,
    };
    let end = tag.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap_or(tag.len());
    let name = tag.get(..end)?;
    Some(name.rsplit(':').next().unwrap_or(name)).filter(|name| !name.is_empty())
}

/// Whether it is a web page or a piece of one.
fn is_html(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let text = after_prolog(&text);
    if let Some(tag) = text.strip_prefix('<') {
        let opens = |name: &str| {
            let rest = tag.strip_prefix(name);
            rest.is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_whitespace() || "/>".contains(c))
            })
        };
        if OPENINGS.iter().any(|name| opens(name)) {
            return true;
        }
    }
    // A piece that begins with words; in a story or in Markdown tags are words.
    let is_marked_up = text.starts_with("+++") || text.starts_with('#');
    let ends = ["</p>", "</div>", "<br>", "<br/>", "<br />", "</h1>", "</h2>", "</li>"];
    !is_marked_up && ends.iter().map(|end| text.matches(end).count()).sum::<usize>() > 1
}

/// What follows comments and the declaration of XML.
fn after_prolog(mut text: &str) -> &str {
    loop {
        let end = match text {
            _ if text.starts_with("<!--") => text.find("-->").map(|at| at + 3),
            _ if text.starts_with("<?xml") => text.find("?>").map(|at| at + 2),
            _ => return text,
        };
        let Some(rest) = end.and_then(|end| text.get(end..)) else { return text };
        text = rest.trim_start();
    }
}
