//! The outline of what is seen in a picture: by the path that it was cut out
//! by, or by its see-through pixels. Coarse, for text to run round it.

use super::{ClipPath, Extent, Knot, Picture, PicturePoint};

/// Cells on the longer side of an outline: finer than a point on all but the
/// largest pictures.
const CELLS: u32 = 400;
/// Pixels beyond which a picture is not decoded only for its outline: so that
/// the layout of a page keeps within some hundreds of megabytes.
const MOST_PIXELS: u64 = 60_000_000;
/// Opacity from which a pixel is seen; soft shadows are not.
const SEEN: u8 = 64;
/// Chords that stand for a curve.
const CHORDS: i64 = 12;

/// Which parts of a picture are seen, in cells as it is seen upright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Cells from left to right.
    pub width: u32,
    /// Cells from top to bottom.
    pub height: u32,
    /// What it was taken from.
    pub from: OutlineFrom,
    filled: Vec<bool>,
}

/// What an outline was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutlineFrom {
    /// The path that the picture is clipped to.
    Path(ClipPath),
    /// Its see-through pixels.
    Alpha,
}

impl Outline {
    /// Whether something is seen in a cell; nothing is outside.
    #[must_use]
    pub fn is_filled(&self, x: u32, y: u32) -> bool {
        x < self.width && y < self.height && self.filled[(y * self.width + x) as usize]
    }

    /// The most bytes that one takes.
    pub(super) const MOST_BYTES: usize = (CELLS * CELLS) as usize;

    fn empty(of: Extent, from: OutlineFrom) -> Self {
        // As many cells as keep the proportions, at least one a side.
        let longer = of.width.max(of.height).max(1);
        let cells = |side: u32| {
            let scaled = u64::from(side) * u64::from(CELLS) / u64::from(longer);
            u32::try_from(scaled).unwrap_or(CELLS).clamp(1, side.max(1))
        };
        let (width, height) = (cells(of.width), cells(of.height));
        Self { width, height, from, filled: vec![false; (width * height) as usize] }
    }
}

impl Picture {
    /// The outline of what is seen; `None` if the picture has none, is too large
    /// to be looked through, or shows nothing at all.
    #[must_use]
    pub fn outline(&self) -> Option<&Outline> {
        self.outline.get_or_init(|| self.find_outline()).as_ref()
    }

    fn find_outline(&self) -> Option<Outline> {
        let outline = match self.clip_path() {
            Some(path) => self.of_path(path),
            None => self.of_alpha()?,
        };
        outline.filled.contains(&true).then_some(outline)
    }

    fn of_alpha(&self) -> Option<Outline> {
        let pixels = u64::from(self.width) * u64::from(self.height);
        if !self.encoding.has_alpha() || pixels > MOST_PIXELS {
            return None;
        }
        let decoded = self.decode()?;
        let alpha = decoded.alpha?;
        let mut outline = Outline::empty(self.extent(), OutlineFrom::Alpha);
        let (width, height) = (i64::from(decoded.width), i64::from(decoded.height));
        let far = PicturePoint { x: width - 1, y: height - 1 };
        for (at, _) in (0_i64..).zip(&alpha).filter(|(_, alpha)| **alpha >= SEEN) {
            let stored = PicturePoint { x: at % width, y: at / width };
            let seen = self.orientation.seen_at(stored, far);
            let cell = |at: i64, cells: u32, side: u32| {
                (at * i64::from(cells) / i64::from(side)).min(i64::from(cells) - 1)
            };
            let x = cell(seen.x, outline.width, self.width);
            let y = cell(seen.y, outline.height, self.height);
            outline.filled[(y * i64::from(outline.width) + x) as usize] = true;
        }
        Some(outline)
    }

    /// The cells whose middles lie inside the path.
    fn of_path(&self, path: ClipPath) -> Outline {
        let chords: Vec<Vec<PicturePoint>> =
            path.outlines.iter().map(|outline| straightened(outline)).collect();
        let mut outline = Outline::empty(self.extent(), OutlineFrom::Path(path));
        let middle =
            |at: u32, cells: u32| ClipPath::ONE * (2 * i64::from(at) + 1) / (2 * i64::from(cells));
        for row in 0..outline.height {
            let y = middle(row, outline.height);
            let mut crossings: Vec<i64> = chords
                .iter()
                .flat_map(|points| points.iter().zip(points.iter().cycle().skip(1)))
                .filter(|(a, b)| (a.y <= y) != (b.y <= y))
                .map(|(a, b)| a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y))
                .collect();
            crossings.sort_unstable();
            for column in 0..outline.width {
                let x = middle(column, outline.width);
                let before = crossings.partition_point(|crossing| *crossing <= x);
                outline.filled[(row * outline.width + column) as usize] = before % 2 == 1;
            }
        }
        outline
    }
}

/// An outline as points that straight lines lie between.
fn straightened(knots: &[Knot]) -> Vec<PicturePoint> {
    let next = knots.iter().cycle().skip(1);
    let curves =
        knots.iter().zip(next).map(|(knot, next)| [knot.at, knot.after, next.before, next.at]);
    curves.flat_map(|curve| (0..CHORDS).map(move |at| on_curve(curve, at))).collect()
}

/// The point of a cubic Bézier curve after so many chords.
fn on_curve(points: [PicturePoint; 4], at: i64) -> PicturePoint {
    let (t, u) = (at, CHORDS - at);
    let weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    let whole = CHORDS * CHORDS * CHORDS;
    let mix = |part: fn(PicturePoint) -> i64| {
        let parts = points.into_iter().zip(weights);
        parts.map(|(point, weight)| part(point) * weight).sum::<i64>() / whole
    };
    PicturePoint { x: mix(|point| point.x), y: mix(|point| point.y) }
}
