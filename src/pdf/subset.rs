//! The part of a face that a file carries, and how it is taken out of the font
//! before the pages are known.
//!
//! The face of the text has more glyphs than all others together, and to take
//! them out takes as long as to set the pages. Which they are is known, nearly,
//! from the text alone; so that is done on another core while pages are set. What
//! a page shows of the face besides follows as a second, small subset.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use subsetter::{GlyphRemapper, Tag};

use super::charstrings::FaceCharstrings;
use crate::cache::Cache;
use crate::deflate::deflate;
use crate::font::{AxisValue, Face, FaceId, FontData, FontLibrary, GlyphId, Outlines};

/// Faces with fewer glyphs than this are subset in no time once the pages are
/// known.
const WORTH_WHILE: usize = 256;
/// How many pages, from the first, tell whether a subset that was begun ahead is of use.
pub(crate) const FIRST_PAGES: usize = 8;
/// A subset that was begun ahead is used if this much of its glyphs, in percent,
/// is shown.
const LEAST_SHOWN: usize = 95;

/// Bytes that a glyph's outline takes in a subset, nearly: a page's text face of 1,200
/// glyphs has 230 kB.
const BYTES_A_GLYPH: usize = 256;

/// Subsets that are made while pages are set.
#[derive(Clone, Default)]
pub struct Subsets {
    list: Vec<(FaceId, Arc<Subset>)>,
    known: Option<Arc<KnownSubsets>>,
}

/// Subsets that were made for other files, in a bounded room; for several threads at
/// once. A page that is changed a little shows the same glyphs of most faces.
pub struct KnownSubsets {
    cache: Cache<SubsetKey, Arc<Subset>>,
    charstrings: Cache<FaceKey, Arc<FaceCharstrings>>,
}

/// A face of a font file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FaceKey {
    index: u32,
    data: FontKey,
}

/// All that a subset follows from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SubsetKey {
    /// Glyphs of the face in the order of the subset.
    glyphs: Vec<u16>,
    index: u32,
    /// The place on the axes of a variable font, by its bits.
    axes: Vec<([u8; 4], u32)>,
    data: FontKey,
}

/// The bytes of a font file as a key.
#[derive(Clone)]
struct FontKey(FontData);

/// Some glyphs of a face as a font program.
pub(super) struct Subset {
    data: FontData,
    index: u32,
    axes: Vec<AxisValue>,
    outlines: Outlines,
    /// From the face's glyphs to those of the program.
    pub(super) remapper: GlyphRemapper,
    /// What is known of its face.
    charstrings: Option<Arc<FaceCharstrings>>,
    /// None if the font is broken.
    program: OnceLock<Option<Program>>,
}

/// A font program as it stands in the file.
pub(super) struct Program {
    pub(super) deflated: Vec<u8>,
    /// Its bytes before they were deflated.
    pub(super) length: usize,
}

impl Program {
    fn of(bytes: &[u8]) -> Self {
        Self { deflated: deflate(bytes), length: bytes.len() }
    }
}

impl Subsets {
    /// Begins, on other cores, with the faces of which so many glyphs will be
    /// shown that it is worth while.
    #[must_use]
    pub fn begin(
        fonts: &FontLibrary,
        shown: &BTreeMap<FaceId, BTreeSet<GlyphId>>,
        known: &Arc<KnownSubsets>,
    ) -> Self {
        let large = shown.iter().filter(|(_, glyphs)| glyphs.len() >= WORTH_WHILE);
        let list = large
            .map(|(id, glyphs)| {
                let mut remapper = GlyphRemapper::new();
                for glyph in glyphs.iter().filter_map(|glyph| u16::try_from(glyph.to_u32()).ok()) {
                    remapper.remap(glyph);
                }
                let subset = known.get(fonts.face(*id), remapper);
                if subset.program.get().is_none() {
                    let begun = Arc::clone(&subset);
                    rayon::spawn(move || {
                        begun.program();
                    });
                }
                (*id, subset)
            })
            .collect();
        Self { list, known: Some(Arc::clone(known)) }
    }

    /// These glyphs of a face.
    pub(super) fn subset(&self, face: &Face, remapper: GlyphRemapper) -> Arc<Subset> {
        match &self.known {
            Some(known) => known.get(face, remapper),
            None => Arc::new(Subset::new(face, remapper, None)),
        }
    }

    /// The subset of a face, if most of its glyphs are among those shown.
    pub(super) fn of(&self, id: FaceId, is_shown: impl Fn(u16) -> bool) -> Option<Arc<Subset>> {
        let (_, subset) = self.list.iter().find(|(own, _)| *own == id)?;
        let glyphs = subset.remapper.remapped_gids();
        let (all, shown) = glyphs
            .fold((0, 0), |(all, shown), glyph| (all + 1, shown + usize::from(is_shown(glyph))));
        (shown * 100 >= all * LEAST_SHOWN).then(|| Arc::clone(subset))
    }
}

impl KnownSubsets {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { cache: Cache::new(room / 4), charstrings: Cache::new(room / 4 * 3) }
    }

    /// How many bytes they take, nearly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.cache.bytes() + self.charstrings.bytes()
    }

    /// What is known of the charstrings of a face, if it has any and such things are kept.
    fn charstrings(&self, face: &Face) -> Option<Arc<FaceCharstrings>> {
        if self.charstrings.is_off() || face.outlines != Outlines::PostScript {
            return None;
        }
        let key = FaceKey { index: face.index, data: FontKey(face.shared_data()) };
        Some(self.charstrings.get(&key).unwrap_or_else(|| {
            let new = Arc::<FaceCharstrings>::default();
            self.charstrings.put(key, Arc::clone(&new), FaceCharstrings::BYTES);
            new
        }))
    }

    /// These glyphs of a face, made before or yet to be made.
    fn get(&self, face: &Face, remapper: GlyphRemapper) -> Arc<Subset> {
        let glyphs: Vec<u16> = remapper.remapped_gids().collect();
        let bytes = glyphs.len() * BYTES_A_GLYPH;
        let axes = face.instance.iter().map(|axis| (axis.tag, axis.value.to_bits())).collect();
        let data = FontKey(face.shared_data());
        let key = SubsetKey { glyphs, index: face.index, axes, data };
        self.cache.get(&key).unwrap_or_else(|| {
            let subset = Arc::new(Subset::new(face, remapper, self.charstrings(face)));
            self.cache.put(key, Arc::clone(&subset), bytes);
            subset
        })
    }
}

impl Ord for FontKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let (own, other) = (self.0.as_ref(), other.0.as_ref());
        if std::ptr::eq(own, other) {
            return Ordering::Equal;
        }
        own.len().cmp(&other.len()).then_with(|| own.cmp(other))
    }
}

impl PartialOrd for FontKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for FontKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for FontKey {}

impl Subset {
    fn new(
        face: &Face,
        remapper: GlyphRemapper,
        charstrings: Option<Arc<FaceCharstrings>>,
    ) -> Self {
        let (data, index, outlines) = (face.shared_data(), face.index, face.outlines);
        Self {
            data,
            index,
            axes: face.instance.clone(),
            outlines,
            remapper,
            charstrings,
            program: OnceLock::new(),
        }
    }

    /// The font program: a bare `CFF ` table, or a TrueType file. Who asks while
    /// another makes it waits for that.
    pub(super) fn program(&self) -> Option<&Program> {
        self.program.get_or_init(|| self.make()).as_ref()
    }

    fn make(&self) -> Option<Program> {
        let data = self.data.as_ref();
        if let (Some(known), []) = (&self.charstrings, self.axes.as_slice())
            && let Some(program) = known.subset(data, self.index, &self.remapper)
        {
            return Some(Program::of(&program));
        }
        let font = match self.axes.as_slice() {
            [] => subsetter::subset(data, self.index, &self.remapper).ok()?,
            axes => {
                let axes: Vec<(Tag, f32)> =
                    axes.iter().map(|axis| (Tag::new(&axis.tag), axis.value)).collect();
                subsetter::subset_with_variations(data, self.index, &axes, &self.remapper).ok()?
            }
        };
        let program = match self.outlines {
            Outlines::PostScript => table(&font, *b"CFF ")?,
            Outlines::TrueType => &font,
        };
        Some(Program::of(program))
    }
}

/// One table of an OpenType file.
pub(super) fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    const HEADER: usize = 12;
    let count = u16::from_be_bytes(*font.get(4..)?.first_chunk()?);
    let record = font
        .get(HEADER..)?
        .as_chunks::<16>()
        .0
        .iter()
        .take(usize::from(count))
        .find(|record| record.starts_with(&tag))?;
    let number = |at: usize| record[at..].first_chunk().copied().map(u32::from_be_bytes);
    let (offset, length) = (number(8)? as usize, number(12)? as usize);
    font.get(offset..)?.get(..length)
}
