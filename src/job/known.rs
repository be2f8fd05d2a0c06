//! What an engine keeps from one run to the next.

use crate::font::KnownFonts;
use crate::layout::LayoutCache;
use crate::picture::KnownPictures;
use crate::spec::KnownSpecs;
use crate::story::KnownStories;

/// What was opened, parsed and shaped before, each in a bounded room. No outcome
/// depends on it: what is kept is known by all that it was made of, byte for byte.
pub struct Known {
    pub(super) fonts: KnownFonts,
    pub(super) pictures: KnownPictures,
    pub(super) specs: KnownSpecs,
    pub(super) stories: KnownStories,
    pub(super) layout: LayoutCache,
}

impl Known {
    /// Nothing yet; there will be room for so many bytes. Half is for pictures, whose
    /// files are the largest; a quarter for fonts; most of the rest for paragraphs.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self {
            pictures: KnownPictures::new(room / 2),
            fonts: KnownFonts::new(room / 4),
            layout: LayoutCache::new(room / 8),
            stories: KnownStories::new(room / 16),
            specs: KnownSpecs::new(room / 16),
        }
    }

    /// How many bytes are filled.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let Self { fonts, pictures, specs, stories, layout } = self;
        fonts.bytes() + pictures.bytes() + specs.bytes() + stories.bytes() + layout.bytes()
    }
}
