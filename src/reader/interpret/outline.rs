//! Outlines of glyphs: drawn when somebody asks for them, their boxes known at once, and from
//! file to file where the same bytes stand for them.
//!
//! Most of what a night's files show are the same few thousand characters of the same faces,
//! and to judge a page it is enough to know where their ink is.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use hayro::kurbo::{BezPath, CubicBez, PathEl, Point, QuadBez, Rect, Shape as _};
use hayro_font::OutlineGlyph;
use skrifa::GlyphId;
use skrifa::raw::ps::cff::CffFontRef;

/// Glyphs of a font whose charstrings are looked up; of fonts with more a page shows a part,
/// and to list them all takes longer than to draw that.
const MOST_GLYPHS: u32 = 10_000;
/// What a glyph takes in memory beside its charstring, nearly.
const BYTES_A_GLYPH: usize = 96;

/// The outline of a glyph in thousandths of the em, y upwards.
pub struct GlyphOutline {
    /// None if there is nothing to draw.
    glyph: Option<OutlineGlyph>,
    path: OnceCell<BezPath>,
    bounds: Rect,
    elements: usize,
}

/// An outline without anything.
impl Default for GlyphOutline {
    fn default() -> Self {
        Self::boxed(Rect::ZERO)
    }
}

impl fmt::Debug for GlyphOutline {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "GlyphOutline({:?})", self.bounds)
    }
}

impl GlyphOutline {
    /// That of a glyph whose charstring may be known.
    pub(super) fn of(glyph: OutlineGlyph, known: Option<CharstringAt<'_>>) -> Self {
        if let Some(at) = &known
            && let Some(OutlineSize { bounds, elements }) = at.known.get(at.key)
        {
            return Self { glyph: Some(glyph), path: OnceCell::new(), bounds, elements };
        }
        let path = glyph.outline();
        let (bounds, elements) = (bounding_box(&path), path.elements().len());
        if let Some(at) = known {
            at.known.put(at.key, OutlineSize { bounds, elements });
        }
        Self { glyph: Some(glyph), path: OnceCell::from(path), bounds, elements }
    }

    /// One that draws nothing and takes a box.
    pub(super) fn boxed(bounds: Rect) -> Self {
        Self { glyph: None, path: OnceCell::new(), bounds, elements: 0 }
    }

    /// What is drawn.
    #[must_use]
    pub fn path(&self) -> &BezPath {
        self.path.get_or_init(|| match &self.glyph {
            Some(glyph) if !self.is_blank() => glyph.outline(),
            _ => BezPath::new(),
        })
    }

    /// Whether nothing is drawn.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.elements == 0
    }

    /// A box around what is drawn.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// How many elements it has.
    pub(super) fn elements(&self) -> usize {
        self.elements
    }
}

/// Where the ink of glyphs is, by their charstrings: known from file to file, in a bounded
/// room, for several threads at once.
#[derive(Debug, Default)]
pub struct KnownGlyphs {
    room: usize,
    held: RwLock<HeldGlyphs>,
}

#[derive(Debug, Default)]
struct HeldGlyphs {
    list: HashMap<Box<[u8]>, OutlineSize>,
    bytes: usize,
}

#[derive(Debug, Clone, Copy)]
struct OutlineSize {
    bounds: Rect,
    elements: usize,
}

impl KnownGlyphs {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { room, held: RwLock::default() }
    }

    /// How many bytes they take, nearly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.held.read().unwrap_or_else(PoisonError::into_inner).bytes
    }

    fn get(&self, key: &[u8]) -> Option<OutlineSize> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).list.get(key).copied()
    }

    /// Keeps one as long as there is room: those that are shown most come first.
    fn put(&self, key: &[u8], ink: OutlineSize) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let bytes = key.len() + BYTES_A_GLYPH;
        if held.bytes + bytes <= self.room && held.list.insert(key.into(), ink).is_none() {
            held.bytes += bytes;
        }
    }
}

/// A charstring and what it is known by.
pub(super) struct CharstringAt<'k> {
    known: &'k KnownGlyphs,
    key: &'k [u8],
}

/// The charstrings of a font that call no subroutines, so that nothing but their own bytes and
/// the matrices of the font say what they draw (Technical Note 5177, The Type 2 Charstring
/// Format).
pub(super) struct PlainCharstrings {
    program: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// Where each glyph's stands in the program; and which of the scales holds.
    glyphs: Vec<PlainCharstring>,
    /// What the matrices of each font dictionary say, as a hash.
    scales: Vec<[u8; blake3::OUT_LEN]>,
}

struct PlainCharstring {
    start: usize,
    end: usize,
    scale: usize,
}

impl PlainCharstrings {
    /// Those of a font program that is a bare CFF table.
    pub(super) fn of(program: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Option<Self> {
        let bytes = (*program).as_ref();
        let font = CffFontRef::new_cff(bytes, 0, None).ok()?;
        if font.global_subrs().count() > 0 || font.num_glyphs() > MOST_GLYPHS {
            return None;
        }
        let mut scales = Vec::new();
        for index in 0..font.num_subfonts() {
            let part = font.subfont(index, &[]).ok()?;
            if part.subrs_offset() > 0 {
                return None;
            }
            let matrices = (font.upem(), font.matrix(), part.matrix());
            let said = blake3::hash(format!("{matrices:?}").as_bytes());
            scales.push(*said.as_bytes());
        }
        let mut glyphs = Vec::with_capacity(font.num_glyphs() as usize);
        for glyph in 0..font.num_glyphs() {
            let charstring = font.charstrings().get(glyph as usize)?;
            let start = charstring.as_ptr().addr().checked_sub(bytes.as_ptr().addr())?;
            let scale = usize::from(font.subfont_index(GlyphId::new(glyph))?);
            glyphs.push(PlainCharstring { start, end: start + charstring.len(), scale });
        }
        Some(Self { program, glyphs, scales })
    }

    /// What the charstring of a glyph is known by, with room for it.
    pub(super) fn at<'k>(
        &self,
        glyph: u32,
        known: &'k KnownGlyphs,
        room: &'k mut Vec<u8>,
    ) -> Option<CharstringAt<'k>> {
        let PlainCharstring { start, end, scale } = *self.glyphs.get(glyph as usize)?;
        room.clear();
        room.extend_from_slice((*self.program).as_ref().get(start..end)?);
        room.extend_from_slice(self.scales.get(scale)?);
        Some(CharstringAt { known, key: room })
    }
}

/// The box around an outline. Curves reach beyond their ends only where a control point does,
/// and only of these the extremes have to be worked out.
fn bounding_box(path: &BezPath) -> Rect {
    let mut bounds: Option<Rect> = None;
    let mut last = Point::ZERO;
    let mut start = Point::ZERO;
    for element in path.elements() {
        let mut add = |to: Point| {
            let all = bounds.map_or(Rect::from_points(to, to), |all| all.union_pt(to));
            bounds = Some(all);
            all
        };
        let inside = |bounds: Rect, at: Point| {
            (bounds.x0..=bounds.x1).contains(&at.x) && (bounds.y0..=bounds.y1).contains(&at.y)
        };
        match *element {
            PathEl::MoveTo(to) => (start, last) = (to, to),
            PathEl::LineTo(to) => {
                add(last);
                add(to);
                last = to;
            }
            PathEl::QuadTo(a, to) => {
                add(last);
                let ends = add(to);
                if !inside(ends, a) {
                    bounds = Some(ends.union(QuadBez::new(last, a, to).bounding_box()));
                }
                last = to;
            }
            PathEl::CurveTo(a, b, to) => {
                add(last);
                let ends = add(to);
                if !inside(ends, a) || !inside(ends, b) {
                    bounds = Some(ends.union(CubicBez::new(last, a, b, to).bounding_box()));
                }
                last = to;
            }
            PathEl::ClosePath => {
                add(last);
                add(start);
                last = start;
            }
        }
    }
    bounds.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_of_an_outline_is_that_of_its_curves() {
        let paths = [
            "M0 0 L10 0 L10 10 Z",
            "M0 0 C0 40 30 -20 30 5 Z M50 50 Q80 90 60 50 Z",
            "M5 5 C6 6 7 7 8 8 C20 30 -10 30 8 8 Z",
            "M0 0 C1 9 2 -9 3 0",
            "",
        ];
        for path in paths.map(|path| BezPath::from_svg(path).expect("a path")) {
            assert_eq!(bounding_box(&path), path.bounding_box(), "{}", path.to_svg());
        }
    }
}
