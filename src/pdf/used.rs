//! What the pages use: glyphs of faces with the text they show, and spot inks.
//!
//! A glyph's new number must be known before content is written, so each page is gone
//! through before; what it brings that no page before it had gets the next numbers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pdf_writer::Ref;
use subsetter::GlyphRemapper;

use super::PageLeaf;
use super::file::FileWriter;
use super::marks::PrinterMark;
use super::subset::{Subset, Subsets};
use super::told::{ToldGlyph, told};
use crate::color::{Color, Paint, SpotId, SpotInk};
use crate::font::{Face, FaceId, FontLibrary, GlyphId};
use crate::geom::WritingMode;
use crate::page::{Item, Line, Orientation, Page, Run, Shape};

/// As many texts of one glyph have tables. Copy needs two or three; without a bound, copy
/// that puts other invisible characters behind each letter would make fonts without end. What
/// has none is told by an ActualText alone.
const MOST_TEXTS: usize = 16;

/// Everything that the pages have used so far, in the order in which they came to it.
#[derive(Default)]
pub(super) struct Used {
    /// The faces, or parts of them.
    pub(super) parts: Vec<FacePart>,
    /// Where the glyphs of each face are.
    faces: BTreeMap<FaceId, Vec<GlyphPlace>>,
    /// The spot inks, each name once.
    pub(super) spots: Vec<UsedSpot>,
    /// The color space of marks on all plates, once a page has them.
    pub(super) all_plates: Option<Ref>,
}

/// A spot ink and the number of its color space.
pub(super) struct UsedSpot {
    pub(super) ink: SpotInk,
    pub(super) space: Ref,
}

/// One face and what is used of it, or a part of that: where the subset was begun
/// before the pages were known, what it lacks stands in one of its own.
pub(super) struct FacePart {
    pub(super) id: FaceId,
    /// The font program, if it was begun before the pages were known.
    begun: Option<Arc<Subset>>,
    /// The glyphs' numbers in the program.
    pub(super) remapper: GlyphRemapper,
    /// By these numbers; `.notdef` is the first.
    pub(super) glyphs: Vec<UsedGlyph>,
    /// What its codes are read back as: the first table has what glyphs show first, each
    /// further one what they show besides. There is always one.
    pub(super) tables: Vec<TextTable>,
    pub(super) refs: FaceRefs,
}

/// A table of characters (PDF 32000-1, 9.10.3) and the fonts that have it.
///
/// A hyphen of the copy and one that was added at a line's end are one glyph and two
/// texts. As there is one text to a code in a font, such glyphs are shown by a second font
/// with the same program and the same codes, and another table: that takes a few hundred
/// bytes, where a second code for the glyph would take a map or a copy of its outline.
pub(super) struct TextTable {
    pub(super) to_unicode: Ref,
    /// In which encodings glyphs are shown with it, with the numbers of the fonts.
    pub(super) fonts: BTreeMap<FontEncoding, Ref>,
}

/// The numbers of a part's objects, beside its fonts and their tables.
pub(super) struct FaceRefs {
    pub(super) descendant: Ref,
    pub(super) descriptor: Ref,
    pub(super) file: Ref,
}

/// Where a glyph of a face is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GlyphPlace {
    /// In no part yet.
    Nowhere,
    In {
        part: u16,
        /// Its number in that part.
        id: u16,
    },
}

/// How a face's glyphs follow each other (PDF 32000-1, 9.7.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FontEncoding {
    /// Identity-H: to the right.
    Horizontal,
    /// Identity-V: downwards.
    Vertical,
}

impl FontEncoding {
    /// The encoding that a run of a line is shown in.
    pub(super) fn of(line: &Line, run: &Run) -> Self {
        match (line.writing, run.orientation) {
            (WritingMode::Vertical, Orientation::Upright) => Self::Vertical,
            _ => Self::Horizontal,
        }
    }

    /// The predefined CMap.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Horizontal => "Identity-H",
            Self::Vertical => "Identity-V",
        }
    }
}

/// One glyph of a subset, its lengths as they are written to the file, in
/// millionths of an em.
pub(super) struct UsedGlyph {
    /// Advance width.
    pub(super) width: i64,
    /// Advance in a vertical line, downwards; 0 where its face stands in none.
    pub(super) height: i64,
    /// How far above the baseline the point lies that it is placed by in a
    /// vertical line, 0 likewise; across the line it is placed by its middle.
    pub(super) vertical_origin: i64,
    /// The texts that it is read back as, in the order of the part's tables: what it shows
    /// most often on the first page that shows it, then what else. None if no page has
    /// shown it yet.
    pub(super) texts: Vec<String>,
}

impl Used {
    /// Takes the subsets that were begun of which the first pages show nearly all.
    pub(super) fn begin<'a>(
        &mut self,
        first: impl Iterator<Item = &'a PageLeaf<'a>>,
        fonts: &FontLibrary,
        subsets: &Subsets,
        file: &mut FileWriter,
    ) {
        let mut shown: BTreeMap<FaceId, BTreeSet<u16>> = BTreeMap::new();
        for (_, run) in first.flat_map(PageLeaf::runs) {
            shown.entry(run.face).or_default().extend(run.glyphs.iter().map(|glyph| glyph.id));
        }
        for (id, glyphs) in shown {
            let Some(subset) = subsets.of(id, |glyph| glyphs.contains(&glyph)) else { continue };
            let own: Vec<u16> = subset.remapper.remapped_gids().collect();
            self.open_part(id, Some(subset), fonts, file);
            own.into_iter().for_each(|glyph| self.add_glyph(id, glyph, fonts, file));
        }
    }

    /// What a page shows that none of those taken in did.
    pub(super) fn shown_first<'a>(&self, leaf: &'a PageLeaf) -> ShownFirst<'a> {
        let mut shown = ShownFirst::default();
        for (line, run) in leaf.runs() {
            let known = self.faces.get(&run.face).map_or(&[][..], Vec::as_slice);
            let is_known = |told: &ToldGlyph| match known.get(usize::from(told.glyph.id)) {
                Some(GlyphPlace::In { part, id }) => {
                    let glyph = &self.parts[usize::from(*part)].glyphs[usize::from(*id)];
                    glyph.table_of(told.text).is_some()
                }
                Some(GlyphPlace::Nowhere) | None => false,
            };
            shown.faces.entry(run.face).or_default().add(line, run, is_known);
        }
        shown
    }

    /// Takes in what a page uses; what it shows that was not known when it was looked at
    /// ([`Self::shown_first`]) may have come with other pages since.
    pub(super) fn take(
        &mut self,
        leaf: &PageLeaf,
        shown: ShownFirst,
        fonts: &FontLibrary,
        file: &mut FileWriter,
    ) {
        for (id, texts) in shown.faces {
            self.take_face(id, texts, fonts, file);
        }
        for ink in leaf.spots() {
            if self.spot(&ink.name).is_none() {
                self.spots.push(UsedSpot { ink: ink.clone(), space: file.number() });
            }
        }
        if self.all_plates.is_none() && leaf.has_register_marks() {
            self.all_plates = Some(file.number());
        }
    }

    fn take_face(
        &mut self,
        id: FaceId,
        shown: GlyphTexts,
        fonts: &FontLibrary,
        file: &mut FileWriter,
    ) {
        let GlyphTexts { glyphs, encodings } = shown;
        if !self.faces.contains_key(&id) {
            self.open_part(id, None, fonts, file);
        }
        // In the order of the face's own numbers: the subset of a single page then keeps
        // that order, whatever stands on it first.
        for (old, texts) in glyphs {
            self.add_glyph(id, old, fonts, file);
            if let GlyphPlace::In { part, id } = self.place(id, old) {
                self.parts[usize::from(part)].add_texts(usize::from(id), texts, file);
            }
        }
        let face = fonts.face(id);
        for part in self.parts.iter_mut().filter(|part| part.id == id) {
            for encoding in &encodings {
                part.open_encoding(*encoding, face, file);
            }
        }
    }

    /// Gives a glyph of a face a place, if it has none yet.
    fn add_glyph(&mut self, id: FaceId, old: u16, fonts: &FontLibrary, file: &mut FileWriter) {
        if self.place(id, old) != GlyphPlace::Nowhere {
            return;
        }
        let face = fonts.face(id);
        let last = self.parts.iter().rposition(|part| part.id == id);
        let at = match last {
            Some(at) if self.parts[at].may_take(old) => at,
            _ => self.open_part(id, None, fonts, file),
        };
        let part = &mut self.parts[at];
        let new = part.remapper.remap(old);
        if usize::from(new) >= part.glyphs.len() {
            let is_vertical = part.is_shown_in(FontEncoding::Vertical);
            part.glyphs.push(used_glyph(face, is_vertical, old));
        }
        let places = self.faces.entry(id).or_default();
        if places.len() <= usize::from(old) {
            places.resize(usize::from(old) + 1, GlyphPlace::Nowhere);
        }
        places[usize::from(old)] =
            GlyphPlace::In { part: u16::try_from(at).unwrap_or(u16::MAX), id: new };
    }

    /// Begins a part of a face.
    fn open_part(
        &mut self,
        id: FaceId,
        begun: Option<Arc<Subset>>,
        fonts: &FontLibrary,
        file: &mut FileWriter,
    ) -> usize {
        let refs =
            FaceRefs { descendant: file.number(), descriptor: file.number(), file: file.number() };
        let to_unicode = file.number();
        let glyphs = vec![used_glyph(fonts.face(id), false, 0)];
        // What a page shows in some encoding it may show of every part of the face.
        let known = self.parts.iter().find(|part| part.id == id);
        let encodings: Vec<FontEncoding> =
            known.map(|part| part.encodings().collect()).unwrap_or_default();
        let fonts = encodings.into_iter().map(|encoding| (encoding, file.number())).collect();
        let tables = vec![TextTable { to_unicode, fonts }];
        self.faces.entry(id).or_default();
        let remapper = GlyphRemapper::new();
        self.parts.push(FacePart { id, begun, remapper, glyphs, tables, refs });
        self.parts.len() - 1
    }

    fn place(&self, id: FaceId, old: u16) -> GlyphPlace {
        let places = self.faces.get(&id);
        places
            .and_then(|places| places.get(usize::from(old)))
            .copied()
            .unwrap_or(GlyphPlace::Nowhere)
    }

    /// What is used of a face.
    pub(super) fn face(&self, id: FaceId) -> Option<ShownFace<'_>> {
        let places = self.faces.get(&id)?;
        let first = self.parts.iter().position(|part| part.id == id)?;
        Some(ShownFace { first, places, parts: &self.parts })
    }

    /// The number of a font.
    pub(super) fn font(&self, font: FontUse) -> Option<Ref> {
        let FontUse { from: GlyphSource { part, table }, encoding } = font;
        self.parts.get(part)?.tables.get(table)?.fonts.get(&encoding).copied()
    }

    /// The place of an ink in [`Used::spots`].
    pub(super) fn spot(&self, name: &str) -> Option<usize> {
        self.spots.iter().position(|spot| spot.ink.name == name)
    }
}

impl FacePart {
    /// Whether a glyph of its face can be added.
    fn may_take(&self, old: u16) -> bool {
        match &self.begun {
            Some(begun) => begun.remapper.get(old).is_some(),
            None => true,
        }
    }

    /// The encodings that its glyphs are shown in.
    fn encodings(&self) -> impl Iterator<Item = FontEncoding> {
        self.tables.first().into_iter().flat_map(|table| table.fonts.keys().copied())
    }

    /// Whether its glyphs are shown in an encoding.
    pub(super) fn is_shown_in(&self, encoding: FontEncoding) -> bool {
        self.encodings().any(|own| own == encoding)
    }

    /// Gives every table a font for an encoding, if it has none yet.
    fn open_encoding(&mut self, encoding: FontEncoding, face: &Face, file: &mut FileWriter) {
        if self.is_shown_in(encoding) {
            return;
        }
        for table in &mut self.tables {
            table.fonts.insert(encoding, file.number());
        }
        if encoding == FontEncoding::Vertical {
            self.measure_upright(face);
        }
    }

    /// Works out how its glyphs stand in vertical lines.
    fn measure_upright(&mut self, face: &Face) {
        let old = self.remapper.remapped_gids();
        for (glyph, old) in self.glyphs.iter_mut().zip(old) {
            let texts = std::mem::take(&mut glyph.texts);
            *glyph = UsedGlyph { texts, ..used_glyph(face, true, old) };
        }
    }

    /// Adds texts that a page shows of a glyph, and tables where its own are taken. The
    /// commonest comes first, so that most of a page's text is shown by one font.
    fn add_texts(&mut self, id: usize, texts: Texts, file: &mut FileWriter) {
        let mut texts: Vec<(&str, usize)> = texts.into_iter().collect();
        texts.sort_by_key(|(_, count)| Reverse(*count));
        for (text, _) in texts {
            let glyph = &mut self.glyphs[id];
            if glyph.table_of(text).is_some() || glyph.texts.len() >= MOST_TEXTS {
                continue;
            }
            glyph.texts.push(text.to_owned());
            if glyph.texts.len() > self.tables.len() {
                let to_unicode = file.number();
                let encodings: Vec<FontEncoding> = self.encodings().collect();
                let fonts =
                    encodings.into_iter().map(|encoding| (encoding, file.number())).collect();
                self.tables.push(TextTable { to_unicode, fonts });
            }
        }
    }

    /// The font program; of `subsets` if it was made before.
    pub(super) fn subset(&self, face: &Face, subsets: &Subsets) -> Arc<Subset> {
        match &self.begun {
            Some(begun) => Arc::clone(begun),
            None => subsets.subset(face, self.remapper.clone()),
        }
    }

    /// Whether its font program was begun before the pages were known.
    pub(super) fn is_begun(&self) -> bool {
        self.begun.is_some()
    }
}

impl PageLeaf<'_> {
    /// Every run of the page, its marks and the paper that it lies on, with its line.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&Line, &Run)> {
        let marks = self.marks.iter().filter_map(|mark| match mark {
            PrinterMark::Line(line) => Some(line),
            PrinterMark::Shape(_) | PrinterMark::Register(_) => None,
        });
        let beside = marks.chain(self.paper.iter().flat_map(|paper| &paper.stamp));
        runs(self.page).chain(beside.flat_map(|line| line.runs.iter().map(move |run| (line, run))))
    }

    /// The spot inks that the page and its marks use, in the page's order.
    pub(super) fn spots(&self) -> impl Iterator<Item = &SpotInk> {
        let mut used = spots_of(self.page);
        let marks = self.marks.iter().filter_map(|mark| match mark {
            PrinterMark::Shape(shape) => Some(shape),
            PrinterMark::Line(_) | PrinterMark::Register(_) => None,
        });
        used.extend(marks.flat_map(paints_of_shape).filter_map(spot));
        self.page.spots.ids().filter(move |(id, _)| used.contains(id)).map(|(_, ink)| ink)
    }

    /// Whether it has marks on all plates.
    pub(super) fn has_register_marks(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, PrinterMark::Register(_)))
    }
}

/// The spot inks that a page's items use.
pub(super) fn spots_of(page: &Page) -> BTreeSet<SpotId> {
    let shapes = page.items.iter().filter_map(|item| match item {
        Item::Shape(shape) => Some(shape),
        Item::Line(_) | Item::Picture(_) => None,
    });
    let paints = shapes.flat_map(paints_of_shape).chain(runs(page).map(|(_, run)| run.paint));
    paints.filter_map(spot).collect()
}

fn paints_of_shape(shape: &Shape) -> impl Iterator<Item = Paint> {
    shape.fill.into_iter().chain(shape.stroke.as_ref().map(|stroke| stroke.paint))
}

fn spot(paint: Paint) -> Option<SpotId> {
    match paint.color {
        Color::Spot { ink, .. } => Some(ink),
        Color::Process(_) => None,
    }
}

/// All that is used of a face.
#[derive(Clone, Copy)]
pub(super) struct ShownFace<'a> {
    /// The place of its first part in [`Used::parts`].
    first: usize,
    places: &'a [GlyphPlace],
    parts: &'a [FacePart],
}

/// A glyph as the file has it.
#[derive(Clone, Copy)]
pub(super) struct ShownGlyph<'a> {
    pub(super) from: GlyphSource,
    /// Its number in the subset of its part.
    pub(super) id: u16,
    pub(super) used: &'a UsedGlyph,
    /// Whether it is read back as what it shows.
    pub(super) is_told: bool,
}

/// Which fonts show a glyph with the right text; its encoding tells which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct GlyphSource {
    /// The place of a part of the face in [`Used::parts`].
    pub(super) part: usize,
    /// The place of the table in [`FacePart::tables`].
    pub(super) table: usize,
}

/// A font as a page uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FontUse {
    pub(super) from: GlyphSource,
    pub(super) encoding: FontEncoding,
}

impl<'a> ShownFace<'a> {
    /// A glyph by its number in the face and what it is read back as.
    pub(super) fn glyph(self, told: &ToldGlyph) -> ShownGlyph<'a> {
        let (part, id) = match self.places.get(usize::from(told.glyph.id)) {
            Some(GlyphPlace::In { part, id }) => (usize::from(*part), *id),
            Some(GlyphPlace::Nowhere) | None => (self.first, 0),
        };
        let used = &self.parts[part].glyphs[usize::from(id)];
        let table = used.table_of(told.text);
        let from = GlyphSource { part, table: table.unwrap_or(0) };
        ShownGlyph { from, id, used, is_told: table.is_some() }
    }
}

impl UsedGlyph {
    /// The table that has a text for it.
    fn table_of(&self, text: &str) -> Option<usize> {
        self.texts.iter().position(|own| own == text)
    }
}

/// Every run of a page, with its line.
pub(super) fn runs(page: &Page) -> impl Iterator<Item = (&Line, &Run)> {
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Shape(_) | Item::Picture(_) => None,
        })
        .flat_map(|line| line.runs.iter().map(move |run| (line, run)))
}

/// The glyphs that a page shows and the texts of them that were not known, by their faces; those faces, too,
/// of which it shows none but known ones.
#[derive(Default)]
pub(super) struct ShownFirst<'a> {
    faces: BTreeMap<FaceId, GlyphTexts<'a>>,
}

/// What is shown of a face.
#[derive(Default)]
struct GlyphTexts<'a> {
    /// By glyph number, without what is known.
    glyphs: BTreeMap<u16, Texts<'a>>,
    encodings: BTreeSet<FontEncoding>,
}

/// The texts that a glyph shows, with how often.
type Texts<'a> = BTreeMap<&'a str, usize>;

impl<'a> GlyphTexts<'a> {
    fn add(&mut self, line: &Line, run: &'a Run, is_known: impl Fn(&ToldGlyph) -> bool) {
        self.encodings.insert(FontEncoding::of(line, run));
        for told in told(run).filter(|told| !is_known(told)) {
            *self.glyphs.entry(told.glyph.id).or_default().entry(told.text).or_default() += 1;
        }
    }
}

fn used_glyph(face: &Face, is_vertical: bool, id: u16) -> UsedGlyph {
    let glyph = GlyphId::new(u32::from(id));
    let per_em = i64::from(face.units_per_em);
    // Millionths of an em, which are thousandths of the unit that the file uses: three
    // decimals say them exactly.
    let millionths = |units: i32| (i64::from(units) * 1_000_000 + per_em / 2).div_euclid(per_em);
    // In faces without a table of them they come from the outlines, and take time.
    let (height, vertical_origin) = match is_vertical {
        true => face.vertical_metrics(glyph),
        false => (0, 0),
    };
    UsedGlyph {
        width: millionths(face.advance(glyph)),
        height: millionths(height),
        vertical_origin: millionths(vertical_origin),
        texts: Vec::new(),
    }
}
