//! What the pages use: glyphs of faces with the text they show, and spot inks.
//!
//! A glyph's new number must be known before content is written, so each page is gone
//! through before; what it brings that no page before it had gets the next numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pdf_writer::Ref;
use subsetter::GlyphRemapper;

use super::PageLeaf;
use super::file::FileWriter;
use super::marks::PrinterMark;
use super::subset::{Subset, Subsets};
use crate::color::{Color, Paint, SpotId, SpotInk};
use crate::font::{Face, FaceId, FontLibrary, GlyphId};
use crate::geom::WritingMode;
use crate::page::{Glyph, Item, Line, Orientation, Page, Run, Shape};

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
    /// In which encodings its glyphs are shown, with the numbers of the fonts.
    pub(super) fonts: BTreeMap<FontEncoding, Ref>,
    pub(super) refs: FaceRefs,
}

/// The numbers of a part's objects, beside its fonts.
pub(super) struct FaceRefs {
    pub(super) descendant: Ref,
    pub(super) descriptor: Ref,
    pub(super) file: Ref,
    pub(super) to_unicode: Ref,
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
    /// The text it is read back as, where nothing else is said: what it shows most
    /// often on the first page that shows it.
    pub(super) text: GlyphText,
}

/// The text of a glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GlyphText {
    /// No page has shown it yet.
    NotShown,
    /// It shows nothing by itself.
    None,
    Shows(String),
}

impl GlyphText {
    /// The text, if there is one.
    pub(super) fn get(&self) -> Option<&str> {
        match self {
            Self::Shows(text) => Some(text),
            Self::None | Self::NotShown => None,
        }
    }
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
            let is_known = |glyph: u16| match known.get(usize::from(glyph)) {
                Some(GlyphPlace::In { part, id }) => {
                    let glyph = &self.parts[usize::from(*part)].glyphs[usize::from(*id)];
                    glyph.text != GlyphText::NotShown
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
                let glyph = &mut self.parts[usize::from(part)].glyphs[usize::from(id)];
                if glyph.text == GlyphText::NotShown {
                    glyph.text = commonest(texts);
                }
            }
        }
        let face = fonts.face(id);
        for part in self.parts.iter_mut().filter(|part| part.id == id) {
            for encoding in &encodings {
                if part.fonts.contains_key(encoding) {
                    continue;
                }
                part.fonts.insert(*encoding, file.number());
                if *encoding == FontEncoding::Vertical {
                    part.measure_upright(face);
                }
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
            let is_vertical = part.fonts.contains_key(&FontEncoding::Vertical);
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
        let refs = FaceRefs {
            descendant: file.number(),
            descriptor: file.number(),
            file: file.number(),
            to_unicode: file.number(),
        };
        let glyphs = vec![used_glyph(fonts.face(id), false, 0)];
        // What a page shows in some encoding it may show of every part of the face.
        let known = self.parts.iter().find(|part| part.id == id);
        let encodings: Vec<FontEncoding> =
            known.map(|part| part.fonts.keys().copied().collect()).unwrap_or_default();
        let fonts = encodings.into_iter().map(|encoding| (encoding, file.number())).collect();
        self.faces.entry(id).or_default();
        let remapper = GlyphRemapper::new();
        self.parts.push(FacePart { id, begun, remapper, glyphs, fonts, refs });
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

    /// Works out how its glyphs stand in vertical lines.
    fn measure_upright(&mut self, face: &Face) {
        let old = self.remapper.remapped_gids();
        for (glyph, old) in self.glyphs.iter_mut().zip(old) {
            let text = std::mem::replace(&mut glyph.text, GlyphText::NotShown);
            *glyph = UsedGlyph { text, ..used_glyph(face, true, old) };
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
    /// Every run of the page and its marks, with its line.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&Line, &Run)> {
        let marks = self.marks.iter().filter_map(|mark| match mark {
            PrinterMark::Line(line) => Some(line),
            PrinterMark::Shape(_) | PrinterMark::Register(_) => None,
        });
        runs(self.page).chain(marks.flat_map(|line| line.runs.iter().map(move |run| (line, run))))
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
pub(super) struct ShownGlyph<'a> {
    /// The place of its part of the face in [`Used::parts`].
    pub(super) part: usize,
    /// Its number in the subset of that part.
    pub(super) id: u16,
    pub(super) used: &'a UsedGlyph,
}

impl<'a> ShownFace<'a> {
    /// A glyph by its number in the face.
    pub(super) fn glyph(self, old: u16) -> ShownGlyph<'a> {
        let (part, id) = match self.places.get(usize::from(old)) {
            Some(GlyphPlace::In { part, id }) => (usize::from(*part), *id),
            Some(GlyphPlace::Nowhere) | None => (self.first, 0),
        };
        ShownGlyph { part, id, used: &self.parts[part].glyphs[usize::from(id)] }
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

/// Glyphs that show one piece of text together.
pub(super) struct ShownCluster<'a> {
    pub(super) glyphs: &'a [Glyph],
    pub(super) text: &'a str,
}

/// The clusters of a run: a glyph with text, and those without that follow.
pub(super) fn clusters(run: &Run) -> impl Iterator<Item = ShownCluster<'_>> {
    run.glyphs
        .chunk_by(|_, next| next.text.is_empty())
        .map(|glyphs| ShownCluster { glyphs, text: text_of(run, glyphs) })
}

fn text_of<'a>(run: &'a Run, cluster: &[Glyph]) -> &'a str {
    let range = cluster.first().map_or(0..0, |glyph| glyph.text.clone());
    run.text.get(range).unwrap_or_default()
}

/// The glyphs that a page shows and that were not known, by their faces; those faces, too,
/// of which it shows none but known ones.
#[derive(Default)]
pub(super) struct ShownFirst<'a> {
    faces: BTreeMap<FaceId, GlyphTexts<'a>>,
}

/// What is shown of a face.
#[derive(Default)]
struct GlyphTexts<'a> {
    /// By glyph number, without those that are known.
    glyphs: BTreeMap<u16, Texts<'a>>,
    encodings: BTreeSet<FontEncoding>,
}

/// The texts that a glyph shows on its own, with how often.
type Texts<'a> = Vec<(&'a str, usize)>;

impl<'a> GlyphTexts<'a> {
    fn add(&mut self, line: &Line, run: &'a Run, is_known: impl Fn(u16) -> bool) {
        self.encodings.insert(FontEncoding::of(line, run));
        for cluster in clusters(run) {
            if let [glyph] = cluster.glyphs {
                if is_known(glyph.id) {
                    continue;
                }
                let texts = self.glyphs.entry(glyph.id).or_default();
                match texts.iter_mut().find(|(text, _)| *text == cluster.text) {
                    Some((_, count)) => *count += 1,
                    None => texts.push((cluster.text, 1)),
                }
            } else {
                for glyph in cluster.glyphs.iter().filter(|glyph| !is_known(glyph.id)) {
                    self.glyphs.entry(glyph.id).or_default();
                }
            }
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
        text: GlyphText::NotShown,
    }
}

/// A glyph may stand for several characters (a hyphen, a soft one). The
/// commonest goes to the font, so that readers that know nothing of
/// ActualText are wrong as seldom as can be; the first of equals wins.
fn commonest(texts: Texts) -> GlyphText {
    let text = texts
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .rev()
        .max_by_key(|(_, count)| *count)
        .map(|(text, _)| text.to_owned());
    text.map_or(GlyphText::None, GlyphText::Shows)
}
