//! What layout may be lent by an engine that sets many pages: what was worked out for
//! pages before. Nothing that comes out depends on it.

use std::hash::Hash;
use std::sync::Arc;

use super::paint::story_set::ElementSet;
use crate::cache::{Cache, FileBytes, digest};
use crate::font::FontLibrary;
use crate::page::ElementId;
use crate::picture::{Picture, PictureId};
use crate::text::{KnownIn, KnownParagraphs};

/// What was worked out for pages before, in a bounded room; for several threads at
/// once.
pub struct LayoutCache {
    paragraphs: KnownParagraphs,
    sets: Cache<SetKey, Arc<ElementSet>>,
}

/// All that an element as it was set follows from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SetKey {
    /// Says what the numbers of faces mean.
    library: u64,
    /// Of all that the page's spec says: an element sees its neighbors.
    page: [u8; blake3::OUT_LEN],
    element: ElementId,
    /// Of its stories.
    stories: [u8; blake3::OUT_LEN],
    pictures: Vec<SetPicture>,
}

/// A picture of a story, and what its number means.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SetPicture {
    id: PictureId,
    file: String,
    bytes: FileBytes,
}

/// The part of a [`LayoutCache`] that holds for one font library.
#[derive(Clone, Copy, Default)]
pub struct Lent<'a> {
    /// Paragraphs that need only be broken.
    pub(super) paragraphs: Option<KnownIn<'a>>,
    /// Elements that need only be put on the page.
    sets: Option<&'a Cache<SetKey, Arc<ElementSet>>>,
}

/// The elements of a page that were set before.
#[derive(Clone, Copy)]
pub(super) struct KnownSets<'a> {
    cache: &'a Cache<SetKey, Arc<ElementSet>>,
    library: u64,
    page: [u8; blake3::OUT_LEN],
}

impl<'a> Lent<'a> {
    /// The same for pages that are only tried: of their elements none is kept.
    #[must_use]
    pub fn for_trials(self) -> Self {
        Self { sets: None, ..self }
    }

    /// The elements of a page with this spec.
    pub(super) fn sets(self, page: &impl Hash) -> Option<KnownSets<'a>> {
        let library = self.paragraphs?.library();
        Some(KnownSets { cache: self.sets?, library, page: digest(page) })
    }
}

impl KnownSets<'_> {
    /// An element of these stories and pictures as it was set before, or is now.
    pub(super) fn get<'p>(
        self,
        element: ElementId,
        stories: &impl Hash,
        pictures: impl IntoIterator<Item = (PictureId, &'p Picture)>,
        set: impl FnOnce() -> ElementSet,
    ) -> ElementSet {
        let Self { cache, library, page } = self;
        let pictures = pictures.into_iter().map(|(id, picture)| SetPicture {
            id,
            file: picture.file.clone(),
            bytes: FileBytes(Arc::clone(&picture.bytes)),
        });
        let (stories, pictures) = (digest(stories), pictures.collect());
        let key = SetKey { library, page, element, stories, pictures };
        if let Some(known) = cache.get(&key) {
            return (*known).clone();
        }
        let made = set();
        cache.put(key, Arc::new(made.clone()), made.bytes());
        made
    }
}

impl LayoutCache {
    /// Nothing yet; there will be room for so many bytes.
    #[must_use]
    pub fn new(room: usize) -> Self {
        let sets = Cache::new(room / 2);
        Self { paragraphs: KnownParagraphs::new(room / 2), sets }
    }

    /// What holds for these faces.
    #[must_use]
    pub fn of(&self, fonts: &FontLibrary) -> Lent<'_> {
        Lent { paragraphs: self.paragraphs.of(fonts), sets: Some(&self.sets) }
    }

    /// How many bytes of it are filled.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.paragraphs.bytes() + self.sets.bytes()
    }
}
