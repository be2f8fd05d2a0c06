//! Font files that were opened before.

use std::sync::Arc;

use super::{FontData, FontError, FontFile};
use crate::cache::{Cache, FileBytes};

/// Opened font files, in a bounded room; for several threads at once. As long as a file
/// is kept its faces are the same wherever it is used.
pub struct KnownFonts {
    /// By name, which faces carry for messages, and bytes.
    cache: Cache<(String, FileBytes), FontFile>,
}

impl KnownFonts {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { cache: Cache::new(room) }
    }

    /// How many bytes they take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.cache.bytes()
    }

    /// A font file; `name` is the file's for messages.
    ///
    /// # Errors
    /// As [`FontFile::open`].
    pub fn open(&self, name: &str, bytes: Arc<[u8]>) -> Result<FontFile, FontError> {
        if self.cache.is_off() {
            return FontFile::open(name, FontData::Shared(bytes));
        }
        let size = bytes.len();
        let key = (name.to_owned(), FileBytes(Arc::clone(&bytes)));
        if let Some(known) = self.cache.get(&key) {
            return Ok(known);
        }
        let opened = FontFile::open(name, FontData::Shared(bytes))?;
        self.cache.put(key, opened.clone(), size);
        Ok(opened)
    }
}
