//! What an engine keeps from one run to the next.

use std::sync::Arc;

use crate::font::KnownFonts;
use crate::layout::LayoutCache;
use crate::pdf::KnownSubsets;
use crate::picture::KnownPictures;
use crate::preflight::PreflightCache;
use crate::press::KnownPressed;
use crate::spec::KnownSpecs;
use crate::story::KnownStories;

/// What was opened, parsed and shaped before, each in a bounded room. No outcome
/// depends on it: what is kept is known by all that it was made of, byte for byte.
pub struct EngineCache {
    pub(super) fonts: KnownFonts,
    pub(super) pictures: KnownPictures,
    /// An outcome goes on using it.
    pub(super) pressed: Arc<KnownPressed>,
    pub(super) specs: KnownSpecs,
    pub(super) stories: KnownStories,
    pub(super) layout: LayoutCache,
    /// An outcome goes on using it.
    pub(super) subsets: Arc<KnownSubsets>,
    /// An outcome goes on using it.
    pub(super) files: Arc<PreflightCache>,
}

/// Bytes that an engine keeps if nobody says otherwise: the photographs, fonts and
/// stories of an issue.
const ROOM: usize = 256 << 20;

/// With the usual room.
impl Default for EngineCache {
    fn default() -> Self {
        Self::new(ROOM)
    }
}

impl EngineCache {
    /// Nothing yet; there will be room for so many bytes. Half is for pictures, which
    /// are the largest: as they came and as they go to the press; a fifth for fonts;
    /// the rest for paragraphs and set stories, specs, and what faces were made into.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self {
            pictures: KnownPictures::new(room / 4),
            pressed: Arc::new(KnownPressed::new(room / 4)),
            fonts: KnownFonts::new(room / 32 * 7),
            layout: LayoutCache::new(room / 32 * 3),
            stories: KnownStories::new(room / 16),
            specs: KnownSpecs::new(room / 32),
            subsets: Arc::new(KnownSubsets::new(room / 16)),
            files: Arc::new(PreflightCache::new(room / 32)),
        }
    }

    /// How many bytes are filled.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let Self { fonts, pictures, pressed, specs, stories, layout, subsets, files } = self;
        let of_pictures = pictures.bytes() + pressed.bytes();
        let of_fonts = fonts.bytes() + subsets.bytes() + files.bytes();
        of_fonts + of_pictures + specs.bytes() + stories.bytes() + layout.bytes()
    }
}
