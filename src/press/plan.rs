//! What is wanted of each picture: how many pixels the press can use, and what
//! it lies on where nothing may be see-through.

use std::collections::{BTreeMap, BTreeSet};

use super::PressPlace;
use crate::color::{Cmyk, Color, Overprint, Paint};
use crate::geom::{Abs, Point, Rect, WritingMode};
use crate::page::{
    Item, Line, Output, Page, PathStep, PictureInks, PlacedPicture, Shape, Standard,
};
use crate::picture::{Extent, Picture, PictureId, Pictures};

/// One picture as it is wanted. A file is wanted more than once if it is to be
/// flattened against different tints, or printed in black on one page alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WantedPicture {
    pub(super) picture: PictureId,
    pub(super) below: Below,
    pub(super) inks: PictureInks,
    /// Pixels as they are stored.
    pub(super) size: Extent,
}

/// What becomes of see-through pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Below {
    /// They stay see-through.
    Kept,
    /// They are laid over these inks, in hundredths of a percent.
    Inks([u32; 4]),
    /// They lie over something that they cannot be flattened against.
    Mixed,
}

/// What a page wants of its pictures.
pub(super) struct PressPlan {
    /// Everything wanted, each once and in a fixed order.
    pub(super) wanted: Vec<WantedPicture>,
    /// Which of it stands at each place, by item.
    pub(super) places: BTreeMap<usize, PressPlace>,
}

/// What is wanted of the pictures of a page.
pub(super) fn plan(page: &Page, output: &Output, pictures: &Pictures) -> PressPlan {
    let sizes = sizes(page, output, pictures);
    let mut places = BTreeMap::new();
    for (item_at, item) in page.items.iter().enumerate() {
        let Item::Picture(placed) = item else { continue };
        let picture = pictures.get(placed.picture);
        if picture.encoding.is_vectors() {
            continue;
        }
        let below = match output.standard {
            Standard::PdfX1a if may_be_see_through(picture) => below(page, item_at, placed),
            Standard::PdfX1a | Standard::PdfX4 => Below::Kept,
        };
        let size = sizes[&placed.picture];
        let (picture, inks) = (placed.picture, placed.inks);
        places.insert(item_at, WantedPicture { picture, below, inks, size });
    }
    let wanted: Vec<WantedPicture> =
        places.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let places = places
        .into_iter()
        .filter_map(|(place, one)| {
            let picture = wanted.binary_search(&one).ok()?;
            let orientation = pictures.get(one.picture).orientation;
            Some((place, PressPlace { picture, orientation }))
        })
        .collect();
    PressPlan { wanted, places }
}

/// How many pixels the press can use of each picture, where it stands largest.
fn sizes(page: &Page, output: &Output, pictures: &Pictures) -> BTreeMap<PictureId, Extent> {
    let resolution = f64::from(output.pictures.resolution);
    let mut shares: BTreeMap<PictureId, f64> = BTreeMap::new();
    for item in &page.items {
        let Item::Picture(placed) = item else { continue };
        let picture = pictures.get(placed.picture);
        if picture.encoding.is_vectors() {
            continue;
        }
        let usable = |length: Abs| length.to_pt() / 72.0 * resolution;
        let share = (usable(placed.image.width()) / f64::from(picture.width))
            .max(usable(placed.image.height()) / f64::from(picture.height));
        let known = shares.entry(placed.picture).or_default();
        *known = known.max(share);
    }
    shares
        .into_iter()
        .map(|(id, share)| (id, shrunk(pictures.get(id).encoding.stored_size(), share)))
        .collect()
}

/// A share of a picture's pixels, at least one; all of them if only a few would
/// go. Taking away one pixel in twenty blurs the rest and gains nothing.
fn shrunk(stored: Extent, share: f64) -> Extent {
    const NEARLY_ALL: f64 = 0.95;
    if share.is_nan() || share >= NEARLY_ALL {
        return stored;
    }
    let side = |pixels: u32| ((f64::from(pixels) * share).ceil() as u32).clamp(1, pixels);
    Extent { width: side(stored.width), height: side(stored.height) }
}

/// Whether the file says that some pixels may be see-through.
fn may_be_see_through(picture: &Picture) -> bool {
    picture.encoding.has_alpha()
}

/// What was painted where a picture stands, before it.
fn below(page: &Page, item_at: usize, placed: &PlacedPicture) -> Below {
    page.items[..item_at].iter().fold(Below::Inks([0; 4]), |below, item| match item {
        Item::Shape(shape) => below_shape(below, shape, placed.frame),
        Item::Picture(other) if other.frame.overlaps(placed.frame) => Below::Mixed,
        Item::Line(line) if reach(line).overlaps(placed.frame) => Below::Mixed,
        Item::Picture(_) | Item::Line(_) => below,
    })
}

fn below_shape(below: Below, shape: &Shape, frame: Rect) -> Below {
    let width = shape.stroke.as_ref().map_or(Abs::ZERO, |stroke| stroke.width);
    let Some(bounds) = shape.bounds() else { return below };
    // A rule has no area of its own, but its ink has.
    if !bounds.grown(width.max(Abs::mm(0.001))).overlaps(frame) {
        return below;
    }
    let covers = is_rectangle(&shape.path)
        && bounds.contains(frame)
        && (shape.stroke.is_none() || bounds.grown(-width).contains(frame));
    match shape.fill {
        Some(paint) if covers => painted(below, paint),
        // A stroke that runs wholly outside the picture has no effect on it.
        None if covers => below,
        _ => Below::Mixed,
    }
}

/// What a tint that is laid over all of it leaves.
fn painted(below: Below, paint: Paint) -> Below {
    let Color::Process(Cmyk { c, m, y, k }) = paint.color else { return Below::Mixed };
    let inks = [c, m, y, k].map(|tint| (tint.to_percent() * 100.0).round() as u32);
    match (paint.overprint, below) {
        (Overprint::Knockout, _) => Below::Inks(inks),
        // An ink of zero leaves the one below alone (PDF 32000-1, 8.6.7).
        (Overprint::Overprint, Below::Inks(old)) => {
            Below::Inks(std::array::from_fn(
                |ink| {
                    if inks[ink] == 0 { old[ink] } else { inks[ink] }
                },
            ))
        }
        (Overprint::Overprint, Below::Mixed | Below::Kept) => Below::Mixed,
    }
}

/// Whether a path is the outline of one upright rectangle.
fn is_rectangle(path: &[PathStep]) -> bool {
    let [
        PathStep::Move(a),
        PathStep::Line(b),
        PathStep::Line(c),
        PathStep::Line(d),
        PathStep::Close,
    ] = *path
    else {
        return false;
    };
    let is_level = |p: Point, q: Point| p.y == q.y;
    let is_upright = |p: Point, q: Point| p.x == q.x;
    (is_level(a, b) && is_upright(b, c) && is_level(c, d) && is_upright(d, a))
        || (is_upright(a, b) && is_level(b, c) && is_upright(c, d) && is_level(d, a))
}

/// Where the ink of a line may be: more than it is, never less.
fn reach(line: &Line) -> Rect {
    let size = line.runs.iter().map(|run| run.size).max().unwrap_or(Abs::ZERO);
    let end = match line.writing {
        WritingMode::Horizontal => Point::new(line.origin.x + line.measure, line.origin.y),
        WritingMode::Vertical => Point::new(line.origin.x, line.origin.y + line.measure),
    };
    Rect::between(line.origin, end).grown(size)
}
