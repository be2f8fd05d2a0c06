//! Paragraphs that were prepared before: classified, shaped and spaced, they need only
//! be broken. Preparing is a function of the paragraph and of the faces, so that what
//! comes out is the same with this and without.

use std::mem::size_of;
use std::sync::{Arc, Mutex, PoisonError};

use super::annotation::Attached;
use super::cluster::{Cluster, ClusterGlyph, Prepared, Sums};
use super::known_breaks::BYTES_A_CLUSTER;
use super::line_beside::Underlined;
use super::{CharStyle, Hyphenation, Paragraph};
use crate::cache::{Cache, digest};
use crate::font::{FacesIdentity, FontLibrary};
use crate::page::{Glyph, Origins};

/// How many font libraries are told apart at a time: those of a house, and of some
/// pages with faces of their own.
const MOST_LIBRARIES: usize = 16;

/// Prepared paragraphs, in a bounded room; for several threads at once.
pub struct KnownParagraphs {
    cache: Cache<ParagraphKey, Arc<Prepared>>,
    libraries: Mutex<Libraries>,
}

/// The paragraphs that were prepared with one font library.
#[derive(Clone, Copy)]
pub struct KnownIn<'a> {
    known: &'a KnownParagraphs,
    library: u64,
}

/// All that a prepared paragraph follows from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ParagraphKey {
    /// Says what the numbers of faces mean.
    library: u64,
    /// Of the rest.
    digest: [u8; blake3::OUT_LEN],
}

/// Font libraries by numbers. A number is never given twice; it goes with the library
/// that was not used for the longest time.
#[derive(Default)]
struct Libraries {
    list: Vec<(FacesIdentity, u64)>,
    given: u64,
}

impl KnownParagraphs {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { cache: Cache::new(room), libraries: Mutex::default() }
    }

    /// Those that were prepared with these faces; none if nothing is kept.
    #[must_use]
    pub fn of(&self, fonts: &FontLibrary) -> Option<KnownIn<'_>> {
        if self.cache.is_off() {
            return None;
        }
        let mut libraries = self.libraries.lock().unwrap_or_else(PoisonError::into_inner);
        Some(KnownIn { known: self, library: libraries.number(fonts) })
    }

    /// How many bytes they take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.cache.bytes()
    }
}

impl Libraries {
    fn number(&mut self, fonts: &FontLibrary) -> u64 {
        let known = self.list.iter().position(|(library, _)| library.is_of(fonts));
        let entry = known.map(|at| self.list.remove(at)).unwrap_or_else(|| {
            self.given += 1;
            (fonts.identity(), self.given)
        });
        let number = entry.1;
        if self.list.len() == MOST_LIBRARIES {
            self.list.remove(0);
        }
        self.list.push(entry);
        number
    }
}

impl KnownIn<'_> {
    /// The number of the font library.
    pub(crate) fn library(self) -> u64 {
        self.library
    }

    /// The paragraph as it was prepared before, or is now.
    pub(super) fn get(self, paragraph: &Paragraph, make: impl FnOnce() -> Prepared) -> Prepared {
        let key = ParagraphKey { library: self.library, digest: digest_of(paragraph) };
        let cache = &self.known.cache;
        let found = cache.get(&key).unwrap_or_else(|| {
            let known_breaks = Some(Arc::default());
            let made = Prepared { origins: Origins::default(), known_breaks, ..make() };
            let made = Arc::new(made);
            cache.put(key, Arc::clone(&made), size(&made));
            made
        });
        let found = Arc::try_unwrap(found).unwrap_or_else(|shared| (*shared).clone());
        Prepared { origins: paragraph.origins.clone(), ..found }
    }
}

/// Of all of a paragraph but where it comes from, which is only handed on. Where a
/// reading comes from stands with its glyphs, and counts.
fn digest_of(paragraph: &Paragraph) -> [u8; blake3::OUT_LEN] {
    let Paragraph { spans, origins: _, annotations, lang, profile, indent, hyphenation, divisions } =
        paragraph;
    // Where no word is divided it makes no difference how.
    let divisions = (*hyphenation == Hyphenation::Allowed).then_some(divisions);
    digest(&(spans, annotations, lang, profile, indent, hyphenation, divisions))
}

/// How many bytes it takes, nearly.
fn size(prepared: &Prepared) -> usize {
    let Prepared { text, clusters, glyphs, styles, attached, lines, sums, .. } = prepared;
    let of_attached: usize = attached
        .iter()
        .map(|it| it.run.text.len() + it.run.glyphs.len() * size_of::<Glyph>())
        .sum();
    size_of::<Prepared>()
        + text.len()
        + clusters.len() * size_of::<Cluster>()
        + glyphs.len() * size_of::<ClusterGlyph>()
        + styles.len() * size_of::<CharStyle>()
        + attached.len() * size_of::<Attached>()
        + of_attached
        + lines.len() * size_of::<Underlined>()
        + sums.len() * size_of::<Sums>()
        + clusters.len() * BYTES_A_CLUSTER
}
