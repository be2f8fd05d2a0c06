//! The file's trailer (PDF 32000-1, 7.5.5), which the parser keeps to itself.

use hayro::hayro_syntax::object::{Array, Dict, FromBytes, ObjectIdentifier};

/// How far from its end a file is searched.
const TAIL: usize = 2048;

/// The trailer of a file.
pub(super) struct Trailer<'f> {
    dict: Dict<'f>,
    /// Whether it is that of a cross-reference stream.
    pub(super) is_compressed: bool,
}

impl<'f> Trailer<'f> {
    /// The trailer that a reader of the file comes to first; an empty one if
    /// there is none.
    pub(super) fn find(bytes: &'f [u8]) -> Self {
        by_offset(bytes)
            .or_else(|| last_of(bytes))
            .unwrap_or(Self { dict: Dict::empty(), is_compressed: false })
    }

    /// Whether there are two identifiers.
    pub(super) fn has_id(&self) -> bool {
        use hayro::hayro_syntax::object::String as PdfString;
        let Some(array) = self.dict.get::<Array<'_>>("ID") else {
            // It may lie in an object of its own, which is seldom done.
            return self.dict.get_ref("ID").is_some();
        };
        let strings = array.iter::<PdfString<'_>>().filter(|id| !id.as_bytes().is_empty());
        strings.count() == 2
    }

    /// The information dictionary.
    pub(super) fn info(&self) -> Option<ObjectIdentifier> {
        self.dict.get_ref("Info").map(Into::into)
    }
}

/// Where `startxref` points.
fn by_offset(bytes: &[u8]) -> Option<Trailer<'_>> {
    let tail = bytes.len().saturating_sub(TAIL);
    let at = tail + last(&bytes[tail..], b"startxref")? + b"startxref".len();
    let digits = bytes.get(at..)?.trim_ascii_start();
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    let offset: usize = std::str::from_utf8(&digits[..end]).ok()?.parse().ok()?;
    let table = bytes.get(offset..)?.trim_ascii_start();
    if table.starts_with(b"xref") {
        let at = first(table, b"trailer")? + b"trailer".len();
        return Some(Trailer { dict: dict(&table[at..])?, is_compressed: false });
    }
    let head = &table[..table.len().min(64)];
    let at = first(head, b"obj")? + b"obj".len();
    Some(Trailer { dict: dict(&table[at..])?, is_compressed: true })
}

/// The last one that stands in the file, wherever the offset points.
fn last_of(bytes: &[u8]) -> Option<Trailer<'_>> {
    let at = last(bytes, b"trailer")? + b"trailer".len();
    Some(Trailer { dict: dict(&bytes[at..])?, is_compressed: false })
}

fn dict(bytes: &[u8]) -> Option<Dict<'_>> {
    let at = first(&bytes[..bytes.len().min(64)], b"<<")?;
    Dict::from_bytes(&bytes[at..])
}

fn first(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
