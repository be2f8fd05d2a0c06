//! A zip archive, read within limits: what comes by mail may be made to fill the memory.

use std::cell::Cell;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ManuscriptError;

/// Files in an archive; documents with many pictures have some hundred.
const MOST_ENTRIES: usize = 10_000;

/// Bytes of a part that is text; a story of the greatest length has a tenth of it.
pub(super) const XML_LIMIT: u64 = 32 << 20;

/// Bytes of one picture.
pub(super) const PICTURE_PART_LIMIT: u64 = 64 << 20;

/// Bytes that all parts may have together.
const ALL_LIMIT: u64 = 256 << 20;

/// How much larger than in the archive a part may be. XML of word processors has 10 to
/// 60, a bomb up to 1032.
const MOST_GROWTH: u64 = 200;

/// Parts up to this size may grow as they like.
const SMALL: u64 = 1 << 20;

/// An archive that has been opened.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: Cell<u64>,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ManuscriptError> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| ManuscriptError::NotWhole { part: None })?;
        if zip.len() > MOST_ENTRIES {
            return Err(ManuscriptError::TooManyParts { limit: MOST_ENTRIES });
        }
        Ok(Self { zip, left: Cell::new(ALL_LIMIT) })
    }

    /// Whether it has a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether the name of any part begins so.
    pub(super) fn has_below(&self, start: &str) -> bool {
        self.zip.file_names().any(|name| name.is_ok_and(|name| name.starts_with(start)))
    }

    /// A part of at most so many bytes; none if there is none of this name.
    pub(super) fn part(
        &mut self,
        name: &str,
        limit: u64,
    ) -> Result<Option<Vec<u8>>, ManuscriptError> {
        let name = name.trim_start_matches('/');
        let broken = || ManuscriptError::NotWhole { part: Some(name.to_owned()) };
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(broken()),
        };
        let packed = file.compressed_size().max(1);
        let most = limit.min(self.left.get()).min(SMALL.max(packed.saturating_mul(MOST_GROWTH)));
        let mut bytes = Vec::new();
        // What the archive says of the size is not believed.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(ManuscriptError::TooLarge { part: name.to_owned(), limit: most });
        }
        self.left.set(self.left.get() - length);
        Ok(Some(bytes))
    }

    /// A part that is text in XML.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ManuscriptError> {
        let Some(bytes) = self.part(name, XML_LIMIT)? else { return Ok(None) };
        let decoded = crate::encoding::decode(&bytes, None).ok();
        let text = decoded.map(|decoded| decoded.text);
        text.map(Some).ok_or_else(|| ManuscriptError::NotWhole { part: Some(name.to_owned()) })
    }
}
