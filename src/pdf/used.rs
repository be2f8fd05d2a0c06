//! What the pages use: glyphs of faces with the text they show, and spot inks.
//!
//! A glyph's new number must be known before content is written, so this runs
//! first, over the whole document.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use subsetter::GlyphRemapper;

use super::PageLeaf;
use super::marks::PrinterMark;
use super::subset::{Subset, Subsets};
use crate::color::{Color, Paint, SpotId, SpotInk};
use crate::font::{Face, FaceId, FontLibrary, GlyphId};
use crate::geom::WritingMode;
use crate::page::{Glyph, Item, Line, Orientation, Page, Run, Shape};

/// Everything that the pages use, in a fixed order.
pub(super) struct Used {
    /// The faces in the order of the library, the parts of one beside each other.
    pub(super) faces: Vec<UsedFace>,
    /// The spot inks, each name once.
    pub(super) spots: Vec<SpotInk>,
    /// Whether any page has marks on all plates.
    pub(super) has_register_marks: bool,
}

/// One face and what is used of it, or a part of that: where the subset was begun
/// before the pages were known, what it lacks stands in one of its own.
pub(super) struct UsedFace {
    pub(super) id: FaceId,
    /// The font program that shows them.
    pub(super) subset: Arc<Subset>,
    /// By their numbers in the subset; `.notdef` is the first.
    pub(super) glyphs: Vec<UsedGlyph>,
    /// In which encodings its glyphs are shown.
    pub(super) encodings: BTreeSet<FontEncoding>,
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
    /// The text it is read back as, where nothing else is said.
    pub(super) text: Option<String>,
}

impl Used {
    pub(super) fn collect(leaves: &[PageLeaf], fonts: &FontLibrary, subsets: &Subsets) -> Self {
        let mut faces: BTreeMap<FaceId, GlyphTexts> = BTreeMap::new();
        let mut spots: Vec<SpotInk> = Vec::new();
        for leaf in leaves {
            for (line, run) in leaf.runs() {
                faces.entry(run.face).or_default().add(line, run);
            }
            for ink in leaf.spots() {
                if spots.iter().all(|known| known.name != ink.name) {
                    spots.push(ink.clone());
                }
            }
        }
        Self {
            faces: faces
                .into_iter()
                .flat_map(|(id, texts)| used_faces(id, texts, fonts, subsets))
                .collect(),
            spots,
            has_register_marks: leaves.iter().any(PageLeaf::has_register_marks),
        }
    }

    /// What is used of a face.
    pub(super) fn face(&self, id: FaceId) -> Option<ShownFace<'_>> {
        let first = self.faces.partition_point(|face| face.id < id);
        let end = self.faces.partition_point(|face| face.id <= id);
        (first < end).then(|| ShownFace { first, parts: &self.faces[first..end] })
    }

    /// The place of an ink in [`Used::spots`].
    pub(super) fn spot(&self, name: &str) -> Option<usize> {
        self.spots.iter().position(|ink| ink.name == name)
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
    /// The place of the first part in [`Used::faces`].
    first: usize,
    parts: &'a [UsedFace],
}

/// A glyph as the file has it.
pub(super) struct ShownGlyph<'a> {
    /// The place of its part of the face in [`Used::faces`].
    pub(super) face: usize,
    /// Its number in the subset of that part.
    pub(super) id: u16,
    pub(super) used: &'a UsedGlyph,
}

impl<'a> ShownFace<'a> {
    /// A glyph by its number in the face.
    pub(super) fn glyph(self, old: u16) -> ShownGlyph<'a> {
        let found = self.parts.iter().enumerate().find_map(|(at, part)| {
            let id = part.subset.remapper.get(old)?;
            Some(ShownGlyph { face: self.first + at, id, used: &part.glyphs[usize::from(id)] })
        });
        found.unwrap_or(ShownGlyph { face: self.first, id: 0, used: &self.parts[0].glyphs[0] })
    }

    /// The places of its parts in [`Used::faces`].
    pub(super) fn places(self) -> Range<usize> {
        self.first..self.first + self.parts.len()
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

/// What is shown of a face.
#[derive(Default)]
struct GlyphTexts<'a> {
    /// By glyph number; none for those that are not shown.
    glyphs: Vec<Option<Texts<'a>>>,
    encodings: BTreeSet<FontEncoding>,
}

/// The texts that a glyph shows on its own, with how often.
type Texts<'a> = Vec<(&'a str, usize)>;

impl<'a> GlyphTexts<'a> {
    fn add(&mut self, line: &Line, run: &'a Run) {
        self.encodings.insert(FontEncoding::of(line, run));
        for cluster in clusters(run) {
            for glyph in cluster.glyphs {
                self.texts(glyph.id);
            }
            if let [glyph] = cluster.glyphs {
                let texts = self.texts(glyph.id);
                match texts.iter_mut().find(|(text, _)| *text == cluster.text) {
                    Some((_, count)) => *count += 1,
                    None => texts.push((cluster.text, 1)),
                }
            }
        }
    }

    /// The texts of a glyph, which is shown.
    fn texts(&mut self, glyph: u16) -> &mut Texts<'a> {
        let at = usize::from(glyph);
        if at >= self.glyphs.len() {
            self.glyphs.resize_with(at + 1, || None);
        }
        self.glyphs[at].get_or_insert_default()
    }
}

fn used_faces(
    id: FaceId,
    shown: GlyphTexts,
    fonts: &FontLibrary,
    subsets: &Subsets,
) -> Vec<UsedFace> {
    let face = fonts.face(id);
    let GlyphTexts { mut glyphs, encodings } = shown;
    let is_shown = |glyph: u16| matches!(glyphs.get(usize::from(glyph)), Some(Some(_)));
    let begun = subsets.of(id, is_shown);
    let mut parts = Vec::new();
    if let Some(subset) = begun {
        // `.notdef` stands for nothing that a page shows.
        let mut take = |old: u16| glyphs.get_mut(usize::from(old)).and_then(Option::take);
        let own = subset.remapper.remapped_gids();
        let own = own
            .map(|old| used_glyph(face, &encodings, old, take(old).unwrap_or_default()))
            .collect();
        parts.push(UsedFace { id, subset, glyphs: own, encodings: encodings.clone() });
    }
    // In the order of the face's own numbers: the subset then keeps that
    // order, whatever stands on the page first.
    let rest = (0..=u16::MAX).zip(glyphs).filter_map(|(old, texts)| Some((old, texts?)));
    let rest: Vec<(u16, Texts)> = rest.collect();
    if parts.is_empty() || !rest.is_empty() {
        parts.push(used_face(id, face, rest, encodings, subsets));
    }
    parts
}

/// Glyphs of a face in a subset of their own.
fn used_face(
    id: FaceId,
    face: &Face,
    shown: Vec<(u16, Texts)>,
    encodings: BTreeSet<FontEncoding>,
    subsets: &Subsets,
) -> UsedFace {
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = vec![used_glyph(face, &encodings, 0, Vec::new())];
    for (old, texts) in shown {
        let new = usize::from(remapper.remap(old));
        let glyph = used_glyph(face, &encodings, old, texts);
        match glyphs.get_mut(new) {
            Some(known) => *known = glyph,
            None => glyphs.push(glyph),
        }
    }
    UsedFace { id, subset: subsets.subset(face, remapper), glyphs, encodings }
}

fn used_glyph(face: &Face, encodings: &BTreeSet<FontEncoding>, id: u16, texts: Texts) -> UsedGlyph {
    let glyph = GlyphId::new(u32::from(id));
    let per_em = i64::from(face.units_per_em);
    // Millionths of an em, which are thousandths of the unit that the file uses: three
    // decimals say them exactly.
    let millionths = |units: i32| (i64::from(units) * 1_000_000 + per_em / 2).div_euclid(per_em);
    // In faces without a table of them they come from the outlines, and take time.
    let (height, vertical_origin) = match encodings.contains(&FontEncoding::Vertical) {
        true => face.vertical_metrics(glyph),
        false => (0, 0),
    };
    // A glyph may stand for several characters (a hyphen, a soft one). The
    // commonest goes to the font, so that readers that know nothing of
    // ActualText are wrong as seldom as can be; the first of equals wins.
    let text = texts
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .rev()
        .max_by_key(|(_, count)| *count)
        .map(|(text, _)| text.to_owned());
    UsedGlyph {
        width: millionths(face.advance(glyph)),
        height: millionths(height),
        vertical_origin: millionths(vertical_origin),
        text,
    }
}
