//! What layout may be lent by an engine that sets many pages: what was worked out for
//! pages before. Nothing that comes out depends on it.

use crate::font::FontLibrary;
use crate::text::{KnownIn, KnownParagraphs};

/// What was worked out for pages before, in a bounded room; for several threads at
/// once.
pub struct LayoutCache {
    paragraphs: KnownParagraphs,
}

/// The part of it that holds for one font library.
#[derive(Clone, Copy, Default)]
pub struct Lent<'a> {
    /// Paragraphs that need only be broken.
    pub(super) paragraphs: Option<KnownIn<'a>>,
}

impl LayoutCache {
    /// Nothing yet; there will be room for so many bytes.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { paragraphs: KnownParagraphs::new(room) }
    }

    /// What holds for these faces.
    #[must_use]
    pub fn of(&self, fonts: &FontLibrary) -> Lent<'_> {
        Lent { paragraphs: self.paragraphs.of(fonts) }
    }

    /// How many bytes of it are filled.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.paragraphs.bytes()
    }
}
