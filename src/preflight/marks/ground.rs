//! What lies below a mark: gray on bare paper needs no overprint, gray on something
//! printed does.

use hayro::kurbo::{BezPath, Point, Rect, Shape as _};

use crate::reader::FillRule;

/// Marks of a page that are kept; a dense page has some ten thousand.
const MOST_MARKS: usize = 20_000;
/// Elements of a path that is kept as it is; of longer ones the box is.
const MOST_ELEMENTS: usize = 64;
/// Points at which a mark is looked at, along and down, as shares of its box.
const SHARES: [f64; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];
/// Of nine points so many lie on an area before the mark counts as lying on it.
const ON_AREA: usize = 2;
/// The same for text and lines, whose neighbors' boxes touch theirs.
const ON_MARKS: usize = 5;

/// The marks that a page has so far.
#[derive(Debug, Default)]
pub(super) struct PaintedGround {
    marks: Vec<GroundMark>,
}

#[derive(Debug)]
struct GroundMark {
    bounds: Rect,
    /// Its shape, for an area that is simple enough.
    shape: Option<GroundShape>,
    /// How many points of a mark must lie on it.
    least: usize,
    is_white: bool,
}

#[derive(Debug)]
struct GroundShape {
    path: BezPath,
    rule: FillRule,
}

impl GroundShape {
    fn contains(&self, point: Point) -> bool {
        let winding = self.path.winding(point);
        match self.rule {
            FillRule::NonZero => winding != 0,
            FillRule::EvenOdd => winding % 2 != 0,
        }
    }
}

impl PaintedGround {
    /// Takes note of an area, seen within a box.
    pub(super) fn add_area(&mut self, path: &BezPath, rule: FillRule, seen: Rect, is_white: bool) {
        let is_simple = path.elements().len() <= MOST_ELEMENTS;
        let shape = is_simple.then(|| GroundShape { path: path.clone(), rule });
        self.push(GroundMark { bounds: seen, shape, least: ON_AREA, is_white });
    }

    /// Takes note of a picture or a blend.
    pub(super) fn add_picture(&mut self, seen: Rect) {
        self.push(GroundMark { bounds: seen, shape: None, least: ON_AREA, is_white: false });
    }

    /// Takes note of text.
    pub(super) fn add_text(&mut self, seen: Rect, is_white: bool) {
        self.push(GroundMark { bounds: seen, shape: None, least: ON_MARKS, is_white });
    }

    /// Takes note of a line: of what is stroked only a single straight line is as large
    /// as its box.
    pub(super) fn add_line(&mut self, path: &BezPath, seen: Rect, is_white: bool) {
        let is_straight = path.elements().len() == 2 && path.segments().count() == 1;
        if is_straight && (seen.width() < THICK || seen.height() < THICK) {
            self.push(GroundMark { bounds: seen, shape: None, least: ON_MARKS, is_white });
        }
    }

    fn push(&mut self, mark: GroundMark) {
        if self.marks.len() < MOST_MARKS {
            self.marks.push(mark);
        }
    }

    /// Whether a mark lies on something that is printed.
    pub(super) fn is_below(&self, mark: Rect) -> bool {
        let points: Vec<Point> = SHARES
            .iter()
            .flat_map(|x| SHARES.map(|y| mark.origin() + (mark.width() * x, mark.height() * y)))
            .collect();
        let lies_on = |ground: &&GroundMark| {
            let GroundMark { bounds, shape, least, .. } = ground;
            let is_on = |point: &&Point| {
                bounds.contains(**point)
                    && shape.as_ref().is_none_or(|shape| shape.contains(**point))
            };
            bounds.overlaps(mark) && points.iter().filter(is_on).count() >= *least
        };
        // The topmost counts.
        self.marks.iter().rev().find(lies_on).is_some_and(|ground| !ground.is_white)
    }
}

/// A line is thinner than this, in units of the page.
const THICK: f64 = 20.0;
