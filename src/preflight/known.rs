//! What was read of other files and stands in this one with the same bytes.
//!
//! Files of one house have one profile and a few faces. Nothing is believed because it was so
//! before: the keys are the bytes themselves.

use std::sync::Arc;

use super::document::IntentCondition;
use crate::cache::{Cache, FileBytes};
use crate::reader::KnownGlyphs;

/// Parts of files that were looked at before, in a bounded room; for several threads at once.
pub struct PreflightCache {
    pub(super) glyphs: Arc<KnownGlyphs>,
    /// By their data as they stand in the file, deflated.
    pub(super) conditions: Cache<FileBytes, Option<Arc<IntentCondition>>>,
}

/// One that keeps nothing.
impl Default for PreflightCache {
    fn default() -> Self {
        Self::new(0)
    }
}

impl PreflightCache {
    /// Nothing yet; there will be room for so many bytes.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { glyphs: Arc::new(KnownGlyphs::new(room / 3 * 2)), conditions: Cache::new(room / 3) }
    }

    /// How many bytes it keeps, nearly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.glyphs.bytes() + self.conditions.bytes()
    }
}
