//! Glyphs as lines, each made once for all places where it stands in one size.

use std::collections::HashMap;
use std::rc::Rc;

use super::coverage::FlatPath;
use crate::reader::DrawnGlyph;
use crate::reader::kurbo::Affine;

/// Edges of glyphs that are kept: 16 megabytes.
const MOST_EDGES: usize = 500_000;

/// Glyphs that were drawn before, with fonts that are known; upright at the corner of the
/// page.
#[derive(Debug, Default)]
pub(super) struct GlyphShapes {
    known: HashMap<ShapeKey, Rc<FlatPath>>,
    /// The edges of all of these.
    edges: usize,
}

/// A glyph in a size, whatever its place.
#[derive(Debug, PartialEq, Eq, Hash)]
struct ShapeKey {
    glyph: u64,
    scale: [u64; 4],
}

impl GlyphShapes {
    /// A glyph as it is before it is moved to its place; `transform` leads from its outline
    /// to pixels.
    pub(super) fn get(&mut self, glyph: &DrawnGlyph, transform: Affine) -> Rc<FlatPath> {
        let [a, b, c, d, ..] = transform.as_coeffs();
        let key = ShapeKey { glyph: glyph.key, scale: [a, b, c, d].map(f64::to_bits) };
        if let Some(path) = self.known.get(&key) {
            return Rc::clone(path);
        }
        if self.edges > MOST_EDGES {
            self.known.clear();
            self.edges = 0;
        }
        let upright = Affine::new([a, b, c, d, 0.0, 0.0]);
        let path = Rc::new(FlatPath::of_glyph(&(upright * glyph.outline.path())));
        self.edges += path.count();
        self.known.insert(key, Rc::clone(&path));
        path
    }
}
