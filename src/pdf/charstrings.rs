//! Charstrings that were taken out of faces before.
//!
//! A face in CFF has the outlines of its glyphs as charstrings that call subroutines, and nearly
//! all the work of a subset is to write each out in full. The pages of a night show the same
//! few thousand characters, so what a process has written out once is kept, and a subset is put
//! together from it: to the byte what `subsetter` makes of the same glyphs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use skrifa::GlyphId;
use skrifa::raw::ps::cff::CffFontRef;
use subsetter::GlyphRemapper;

use super::subset::table;

/// Bytes of charstrings that are kept of a face: some 2,500 Chinese characters, of which a
/// hundred pages of text show hardly any others.
const MOST_BYTES: usize = 512 << 10;
/// Choices of font dictionaries that are kept of a face.
const MOST_FRAMES: usize = 64;

/// What is known of a face; for several threads at once.
#[derive(Default)]
pub(super) struct FaceCharstrings {
    known: Mutex<KnownCharstrings>,
}

#[derive(Default)]
struct KnownCharstrings {
    /// By glyph of the face.
    list: HashMap<u16, Arc<[u8]>>,
    bytes: usize,
    /// By the font dictionaries that are shown.
    frames: BTreeMap<BTreeSet<u16>, Arc<SubsetFrame>>,
}

/// A subset but for what follows from its glyphs.
struct SubsetFrame {
    /// From the header to the private dictionaries.
    head: Vec<u8>,
    /// The font dictionaries. Where they lead is in the head.
    dicts: Vec<u8>,
    /// Where the number of glyphs stands in the head, less two.
    range: usize,
    /// Where the place of the dictionaries stands in the head.
    dicts_at: usize,
    /// Where the place of the charstrings stands in the head.
    charstrings_at: usize,
}

impl FaceCharstrings {
    /// Most that a face takes.
    pub(super) const BYTES: usize = MOST_BYTES;

    /// The `CFF ` table of a subset; nothing if the face is not one with several font
    /// dictionaries (CID-keyed), as Chinese, Japanese and Korean ones are, or is broken.
    pub(super) fn subset(
        &self,
        data: &[u8],
        index: u32,
        remapper: &GlyphRemapper,
    ) -> Option<Vec<u8>> {
        let glyphs: Vec<u16> = remapper.remapped_gids().collect();
        // A subset of .notdef alone is written otherwise.
        if glyphs.len() < 2 {
            return None;
        }
        let font = skrifa::FontRef::from_index(data, index).ok()?;
        let cff = skrifa::raw::TableProvider::data_for_tag(&font, skrifa::Tag::new(b"CFF "))?;
        let cff = CffFontRef::new_cff(cff.as_bytes(), 0, None).ok()?;
        if !cff.is_cid() {
            return None;
        }
        let dict_of = |glyph: u16| cff.subfont_index(GlyphId::from(glyph));
        let dicts = glyphs.iter().map(|glyph| dict_of(*glyph)).collect::<Option<Vec<_>>>()?;
        let used: BTreeSet<u16> = dicts.iter().copied().collect();
        let order: Vec<u16> = used.iter().copied().collect();

        let frame = self.frame(&used).or_else(|| {
            // Of each dictionary one glyph, and one that is not .notdef.
            let mut remapper = GlyphRemapper::new();
            let mut left = used.clone();
            for (glyph, dict) in glyphs.iter().zip(&dicts).skip(1) {
                if left.remove(dict) || remapper.num_gids() < 2 {
                    remapper.remap(*glyph);
                }
            }
            let frame = Arc::new(SubsetFrame::of(&made(data, index, &remapper)?)?);
            self.keep_frame(used, &frame);
            Some(frame)
        })?;
        let charstrings = self.charstrings(data, index, &glyphs)?;
        let selected = dicts.iter().map(|dict| order.binary_search(dict).ok());
        let selected = selected.map(|at| u8::try_from(at?).ok()).collect::<Option<Vec<u8>>>()?;
        frame.with(&selected, &charstrings)
    }

    fn known(&self) -> MutexGuard<'_, KnownCharstrings> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn frame(&self, dicts: &BTreeSet<u16>) -> Option<Arc<SubsetFrame>> {
        self.known().frames.get(dicts).cloned()
    }

    fn keep_frame(&self, dicts: BTreeSet<u16>, frame: &Arc<SubsetFrame>) {
        let mut known = self.known();
        if known.frames.len() < MOST_FRAMES {
            known.frames.insert(dicts, Arc::clone(frame));
        }
    }

    /// The charstrings of glyphs, of which those that are not known yet are written out.
    fn charstrings(&self, data: &[u8], index: u32, glyphs: &[u16]) -> Option<Vec<Arc<[u8]>>> {
        let mut all: Vec<Option<Arc<[u8]>>> = {
            let known = self.known();
            glyphs.iter().map(|glyph| known.list.get(glyph).cloned()).collect()
        };
        let mut new = GlyphRemapper::new();
        for (glyph, charstring) in glyphs.iter().zip(&all) {
            if charstring.is_none() {
                new.remap(*glyph);
            }
        }
        if all.iter().any(Option::is_none) {
            let subset = made(data, index, &new)?;
            let list = CffParts::of(&subset)?.charstrings(&subset)?;
            let made: HashMap<u16, Arc<[u8]>> =
                new.remapped_gids().zip(list.into_iter().map(Arc::from)).collect();
            for (glyph, charstring) in glyphs.iter().zip(&mut all) {
                if charstring.is_none() {
                    *charstring = made.get(glyph).cloned();
                }
            }
            self.keep(
                new.remapped_gids().filter_map(|glyph| Some((glyph, made.get(&glyph)?.clone()))),
            );
        }
        all.into_iter().collect()
    }

    /// Keeps charstrings as long as there is room: those that are shown most come first.
    fn keep(&self, made: impl Iterator<Item = (u16, Arc<[u8]>)>) {
        let mut known = self.known();
        for (glyph, charstring) in made {
            let is_new = !known.list.contains_key(&glyph);
            if is_new && known.bytes + charstring.len() <= MOST_BYTES {
                known.bytes += charstring.len();
                known.list.insert(glyph, charstring);
            }
        }
    }
}

/// The `CFF ` table that the library makes.
fn made(data: &[u8], index: u32, remapper: &GlyphRemapper) -> Option<Vec<u8>> {
    let font = subsetter::subset(data, index, remapper).ok()?;
    table(&font, *b"CFF ").map(<[u8]>::to_vec)
}

/// Where the parts of a table are that the library made (Technical Note 5176, The Compact Font
/// Format): header, names, top dictionary, strings, subroutines, charset, private dictionaries,
/// FDSelect, FDArray, charstrings.
struct CffParts {
    /// The charset: format 2 with one range.
    charset: usize,
    select: usize,
    dicts: usize,
    charstrings: usize,
    /// Where the top dictionary says the last two.
    dicts_at: usize,
    charstrings_at: usize,
}

impl CffParts {
    fn of(cff: &[u8]) -> Option<Self> {
        const CHARSET: DictOperator = DictOperator::One(15);
        const CHARSTRINGS: DictOperator = DictOperator::One(17);
        const DICTS: DictOperator = DictOperator::Two(36);
        const SELECT: DictOperator = DictOperator::Two(37);
        let names = IndexAt::of(cff, usize::from(*cff.get(2)?))?;
        let tops = IndexAt::of(cff, names.end)?;
        let places = offsets(cff, tops.entry(cff, 0)?)?;
        let find = |operator: DictOperator| places.iter().find(|place| place.operator == operator);
        Some(Self {
            charset: find(CHARSET)?.value,
            select: find(SELECT)?.value,
            dicts: find(DICTS)?.value,
            charstrings: find(CHARSTRINGS)?.value,
            dicts_at: find(DICTS)?.at,
            charstrings_at: find(CHARSTRINGS)?.at,
        })
    }

    fn charstrings<'a>(&self, cff: &'a [u8]) -> Option<Vec<&'a [u8]>> {
        let index = IndexAt::of(cff, self.charstrings)?;
        (0..index.count).map(|at| cff.get(index.entry(cff, at)?)).collect()
    }
}

/// An operator of a dictionary, of one byte or, after 12, of two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DictOperator {
    One(u8),
    Two(u8),
}

/// A number of five bytes in a dictionary, and the operator after it.
struct DictOffset {
    operator: DictOperator,
    /// Where its four bytes stand in the table.
    at: usize,
    value: usize,
}

/// The numbers of five bytes that stand alone before their operator: places in the table.
fn offsets(cff: &[u8], dict: std::ops::Range<usize>) -> Option<Vec<DictOffset>> {
    let mut found = Vec::new();
    let mut last = None;
    let mut at = dict.start;
    while at < dict.end {
        match *cff.get(at)? {
            29 => {
                last = Some(at + 1);
                at += 5;
            }
            28 => at += 3,
            // A real number ends with a nibble of ones.
            30 => {
                at += 1;
                while *cff.get(at)? & 0xF != 0xF && *cff.get(at)? >> 4 != 0xF {
                    at += 1;
                }
                at += 1;
            }
            32..=246 => at += 1,
            247..=254 => at += 2,
            byte => {
                let operator = match byte {
                    12 => DictOperator::Two(*cff.get(at + 1)?),
                    byte => DictOperator::One(byte),
                };
                if let Some(at) = last.take() {
                    let value = u32::from_be_bytes(*cff.get(at..)?.first_chunk()?) as usize;
                    found.push(DictOffset { operator, at, value });
                }
                at += if byte == 12 { 2 } else { 1 };
            }
        }
    }
    Some(found)
}

/// Where an INDEX is: a list of byte strings.
struct IndexAt {
    count: usize,
    width: usize,
    /// Where the places of its entries begin.
    offsets: usize,
    /// The byte before the first entry.
    data: usize,
    end: usize,
}

impl IndexAt {
    fn of(cff: &[u8], start: usize) -> Option<Self> {
        let count = usize::from(u16::from_be_bytes(*cff.get(start..)?.first_chunk()?));
        if count == 0 {
            return Some(Self { count, width: 0, offsets: start, data: start, end: start + 2 });
        }
        let width = usize::from(*cff.get(start + 2)?);
        let offsets = start + 3;
        let data = offsets + (count + 1) * width - 1;
        let mut index = Self { count, width, offsets, data, end: 0 };
        index.end = data + index.offset(cff, count)?;
        Some(index)
    }

    fn offset(&self, cff: &[u8], at: usize) -> Option<usize> {
        let start = self.offsets + at * self.width;
        let bytes = cff.get(start..start + self.width)?;
        Some(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    fn entry(&self, cff: &[u8], at: usize) -> Option<std::ops::Range<usize>> {
        let start = self.data + self.offset(cff, at)?;
        let end = self.data + self.offset(cff, at + 1)?;
        (at < self.count && start <= end).then_some(start..end)
    }
}

impl SubsetFrame {
    fn of(cff: &[u8]) -> Option<Self> {
        let parts = CffParts::of(cff)?;
        // Format 2, the first glyph after .notdef (two bytes), how many follow it (two).
        if *cff.get(parts.charset)? != 2 {
            return None;
        }
        Some(Self {
            head: cff.get(..parts.select)?.to_vec(),
            dicts: cff.get(parts.dicts..parts.charstrings)?.to_vec(),
            range: parts.charset + 3,
            dicts_at: parts.dicts_at,
            charstrings_at: parts.charstrings_at,
        })
    }

    /// With these glyphs, of each its font dictionary and its charstring.
    fn with(&self, selected: &[u8], charstrings: &[Arc<[u8]>]) -> Option<Vec<u8>> {
        let count = u16::try_from(charstrings.len()).ok()?;
        let size: usize = charstrings.iter().map(|charstring| charstring.len()).sum();
        let mut cff =
            Vec::with_capacity(self.head.len() + self.dicts.len() + size + 6 * charstrings.len());
        cff.extend_from_slice(&self.head);
        cff.get_mut(self.range..self.range + 2)?.copy_from_slice(&(count - 2).to_be_bytes());
        // FDSelect in format 0: a byte for each glyph.
        cff.push(0);
        cff.extend_from_slice(selected);
        let dicts = u32::try_from(cff.len()).ok()?.to_be_bytes();
        cff.get_mut(self.dicts_at..self.dicts_at + 4)?.copy_from_slice(&dicts);
        cff.extend_from_slice(&self.dicts);
        let place = u32::try_from(cff.len()).ok()?.to_be_bytes();
        cff.get_mut(self.charstrings_at..self.charstrings_at + 4)?.copy_from_slice(&place);
        cff.extend_from_slice(&count.to_be_bytes());
        // Places are counted from the byte before the first entry.
        let last = u32::try_from(size + 1).ok()?;
        let width = (1..4).find(|width| last < 1 << (8 * width)).unwrap_or(4);
        cff.push(width);
        let mut place = 1_u32;
        for length in std::iter::once(0).chain(charstrings.iter().map(|it| it.len() as u32)) {
            place += length;
            cff.extend_from_slice(&place.to_be_bytes()[4 - usize::from(width)..]);
        }
        charstrings.iter().for_each(|charstring| cff.extend_from_slice(charstring));
        Some(cff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! faces {
        ($($name:literal)+) => {
            const FACES: &[(&str, &[u8])] =
                &[$(($name, include_bytes!(concat!("../../fonts/", $name))),)+];
        };
    }
    faces! {
        "NotoSansJP-Bold.otf" "NotoSansKR-Bold.otf" "NotoSansSC-Bold.otf" "NotoSansTC-Bold.otf"
        "NotoSerifJP-Regular.otf" "NotoSerifKR-Regular.otf" "NotoSerifSC-Regular.otf"
        "NotoSerifTC-Regular.otf"
    }

    /// Glyphs of many font dictionaries, in steps that leave each page some that are new.
    fn glyphs(page: u32, count: u32) -> GlyphRemapper {
        let mut remapper = GlyphRemapper::new();
        for at in 0..count {
            let glyph = (page * 97 + at * 13 + at * at % 7) % 9_000 + 1;
            remapper.remap(u16::try_from(glyph).expect("a glyph"));
        }
        remapper
    }

    #[test]
    fn a_subset_is_that_of_the_library_to_the_byte() {
        for (name, data) in FACES {
            let face = FaceCharstrings::default();
            for (page, count) in [(0, 1), (1, 3), (2, 40), (3, 700), (4, 700), (3, 700), (9, 2)] {
                let remapper = glyphs(page, count);
                let own = face.subset(data, 0, &remapper);
                assert!(own.is_some(), "{name}: {page}");
                assert!(own == made(data, 0, &remapper), "{name}: {page}");
            }
        }
    }

    #[test]
    fn other_faces_are_left_to_the_library() {
        let data = include_bytes!("../../fonts/SourceSerif4_400Regular.ttf");
        assert!(FaceCharstrings::default().subset(data, 0, &glyphs(0, 5)).is_none());
        assert!(FaceCharstrings::default().subset(b"no font", 0, &glyphs(0, 5)).is_none());
    }
}
