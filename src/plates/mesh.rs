//! Meshes as ink: each pixel has the color of the triangle on which its middle lies, and is
//! covered by as much as all triangles together cover of it.

use std::ops::Range;

use crate::reader::kurbo::{Affine, ParamCurve as _, Point, Rect};
use crate::reader::{FillRule, Inks, MeshPart, MeshPatch, Shading};

use super::canvas::{channel_count, tint_byte, tints_in_order};
use super::coverage::{PixelBox, Scratch};
use super::picture::PlatePicture;
use super::shade::{background, in_table, table};

/// How long a side of a cell is into which a patch is cut, in pixels.
const CELL: f64 = 3.0;
/// PatchCells along a side of a patch, at most: of one that is larger no curve is so narrow that
/// larger cells show.
const MOST_CELLS: f64 = 200.0;
/// What a triangle costs beside its pixels, in pixels.
const TRIANGLE_WORK: usize = 100;
/// The same of a part that lies elsewhere.
const PART_WORK: usize = 16;

/// Draws the parts of a mesh, the later ones over the earlier.
pub(super) struct MeshPainter<'m> {
    shading: &'m Shading,
    to_pixels: Affine,
    pixels: PixelBox,
    sample: Inks,
    colors: MeshColors,
    planes: Vec<Vec<u8>>,
    /// What is known of the color of each pixel.
    known: Vec<KnownColor>,
    scratch: &'m mut Scratch,
    /// Room for two colors.
    room: (Vec<f32>, Vec<f32>),
}

/// What runs evenly between the corners of a triangle.
enum MeshColors {
    /// The parameter of a function; its tints.
    Parameter(Vec<u8>),
    /// Tints themselves.
    Tints,
    /// Numbers of a space whose inks do not run as they do.
    Numbers,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum KnownColor {
    Nothing,
    /// That of a triangle which touches it.
    Near,
    /// That of a triangle on which its middle lies.
    Exact,
}

/// A corner on the plates, with what runs to the others.
#[derive(Clone, Copy)]
struct PlateCorner<'v> {
    at: Point,
    values: &'v [f32],
}

/// The corners of the cells of a patch, column by column.
struct PatchGrid {
    down: usize,
    /// How many values a corner has.
    count: usize,
    places: Vec<Point>,
    values: Vec<f32>,
}

impl PatchGrid {
    fn corner(&self, row: usize, column: usize) -> PlateCorner<'_> {
        let index = column * (self.down + 1) + row;
        let values = &self.values[index * self.count..][..self.count];
        PlateCorner { at: self.places[index], values }
    }

    /// The two triangles of a cell.
    fn cell(&self, row: usize, column: usize) -> [[PlateCorner<'_>; 3]; 2] {
        let (a, b) = (self.corner(row, column), self.corner(row + 1, column));
        let (c, d) = (self.corner(row, column + 1), self.corner(row + 1, column + 1));
        [[a, b, c], [c, b, d]]
    }
}

/// Twice the area of a triangle, positive if it turns one way and negative if the other.
fn turn([a, b, c]: [Point; 3]) -> f64 {
    (b - a).cross(c - a)
}

impl<'m> MeshPainter<'m> {
    pub(super) fn new(
        shading: &'m Shading,
        to_pixels: Affine,
        pixels: PixelBox,
        scratch: &'m mut Scratch,
    ) -> Self {
        let sample = shading.space.inks(&shading.space.initial());
        let channels = channel_count(&sample);
        let colors = match &shading.function {
            Some(_) => MeshColors::Parameter(table(shading, channels)),
            None if shading.space.is_of_inks() => MeshColors::Tints,
            None => MeshColors::Numbers,
        };
        scratch.begin(pixels);
        let planes = vec![vec![0; pixels.area()]; channels];
        let known = vec![KnownColor::Nothing; pixels.area()];
        Self {
            shading,
            to_pixels,
            pixels,
            sample,
            colors,
            planes,
            known,
            scratch,
            room: <_>::default(),
        }
    }

    /// What it takes to paint a part, in pixels.
    pub(super) fn work(&self, part: &MeshPart) -> usize {
        let channels = 1 + self.planes.len();
        match part {
            MeshPart::Triangle(corners) => {
                let points = corners.each_ref().map(|corner| self.to_pixels * corner.at);
                PART_WORK + self.triangle_work(points) * channels
            }
            MeshPart::Patch(patch) => {
                let points = self.patch_points(patch);
                let Some(PatchCells { down, along }) = self.cells(&points) else {
                    return PART_WORK;
                };
                // The cells together cover about what the whole does, each with a seam.
                let bounds = self.pixels.touched(bounds_of(points.as_flattened())).area();
                let cells = down.saturating_mul(along).saturating_mul(2 * TRIANGLE_WORK);
                (bounds + cells).saturating_mul(channels)
            }
        }
    }

    fn triangle_work(&self, points: [Point; 3]) -> usize {
        self.pixels.touched(bounds_of(&points)).area() + TRIANGLE_WORK
    }

    /// Paints a part.
    pub(super) fn paint(&mut self, part: &MeshPart) {
        match part {
            MeshPart::Triangle(corners) => {
                let values = corners.each_ref().map(|corner| self.values(&corner.color));
                let corner = |index: usize| PlateCorner {
                    at: self.to_pixels * corners[index].at,
                    values: &values[index],
                };
                let corners = [0, 1, 2].map(corner);
                if corners.iter().all(|corner| corner.at.is_finite()) {
                    self.scratch.add_triangle(corners.map(|corner| corner.at));
                }
                self.color(corners);
            }
            MeshPart::Patch(patch) => self.patch(patch),
        }
    }

    /// What runs evenly, for a color.
    fn values(&self, color: &[f32]) -> Vec<f32> {
        match self.colors {
            MeshColors::Parameter(_) | MeshColors::Numbers => color.to_vec(),
            MeshColors::Tints => {
                let inks = self.shading.space.inks(color);
                let named = inks.process.iter().flatten().copied();
                let spots = inks.spots.iter().map(|spot| spot.tint);
                inks.all.into_iter().chain(named).chain(spots).collect()
            }
        }
    }

    fn patch_points(&self, patch: &MeshPatch) -> [[Point; 4]; 4] {
        patch.points.map(|row| row.map(|point| self.to_pixels * point))
    }

    /// Into how many cells a patch is cut; none if it is nowhere on the pixels.
    fn cells(&self, points: &[[Point; 4]; 4]) -> Option<PatchCells> {
        let bounds = bounds_of(points.as_flattened());
        if !bounds.is_finite() || self.pixels.touched(bounds).is_empty() {
            return None;
        }
        let length =
            |of: &dyn Fn(usize) -> Point| (1..4).map(|at| of(at).distance(of(at - 1))).sum::<f64>();
        let along = (0..4).map(|row| length(&|at| points[row][at])).fold(0.0, f64::max);
        let down = (0..4).map(|column| length(&|at| points[at][column])).fold(0.0, f64::max);
        let count = |length: f64| (length / CELL).ceil().clamp(1.0, MOST_CELLS) as usize;
        Some(PatchCells { down: count(down), along: count(along) })
    }

    fn patch(&mut self, patch: &MeshPatch) {
        let points = self.patch_points(patch);
        let Some(PatchCells { down, along }) = self.cells(&points) else { return };
        let grid = self.grid(points, patch, PatchCells { down, along });
        let cells = || (0..along).flat_map(|column| (0..down).map(move |row| (row, column)));
        let turns = || cells().flat_map(|(row, column)| grid.cell(row, column));
        let turns = || turns().map(|corners| turn(corners.map(|corner| corner.at)));
        if turns().all(|turn| turn >= 0.0) || turns().all(|turn| turn <= 0.0) {
            // It folds nowhere: what is inside is inside its sides.
            let sides = (0..down)
                .map(|row| (row, 0))
                .chain((0..along).map(|column| (down, column)))
                .chain((1..=down).rev().map(|row| (row, along)))
                .chain((1..=along).rev().map(|column| (0, column)));
            let outline: Vec<Point> =
                sides.map(|(row, column)| grid.corner(row, column).at).collect();
            self.scratch.add_outline(&outline, turns().sum());
        } else {
            for (row, column) in cells() {
                for corners in grid.cell(row, column) {
                    self.scratch.add_triangle(corners.map(|corner| corner.at));
                }
            }
        }
        // Where it folds, what is further along lies over what is not, then what is further
        // down (PDF 32000-1, 8.7.4.5.7).
        for (row, column) in cells() {
            for corners in grid.cell(row, column) {
                self.color(corners);
            }
        }
    }

    fn grid(&self, points: [[Point; 4]; 4], patch: &MeshPatch, cells: PatchCells) -> PatchGrid {
        let PatchCells { down, along } = cells;
        let on_plates = MeshPatch { points, colors: patch.colors.clone() };
        let [first, first_end, last_end, last] = patch.colors.each_ref().map(|c| self.values(c));
        let count = first.len();
        let (mut places, mut values) = (Vec::new(), Vec::new());
        for column in 0..=along {
            let u = column as f64 / along as f64;
            let across = on_plates.across(u);
            let su = u as f32;
            for row in 0..=down {
                let v = row as f64 / down as f64;
                places.push(across.eval(v));
                for index in 0..count {
                    let above = first[index] + su * (first_end[index] - first[index]);
                    let below = last[index] + su * (last_end[index] - last[index]);
                    values.push(above + v as f32 * (below - above));
                }
            }
        }
        PatchGrid { down, count, places, values }
    }

    /// Gives the pixels of a triangle their colors.
    fn color(&mut self, corners: [PlateCorner; 3]) {
        let points = corners.map(|corner| corner.at);
        let [a, b, c] = points;
        let turn = turn(points);
        let bounds = bounds_of(&points);
        let touched = self.pixels.touched(bounds);
        if !bounds.is_finite() || touched.is_empty() || !turn.is_finite() || turn == 0.0 {
            return;
        }
        let shares = |x: usize, y: f64| {
            let at = Point::new(x as f64 + 0.5, y);
            let share_b = ((at - a).cross(c - a) / turn).clamp(0.0, 1.0);
            let share_c = ((b - a).cross(at - a) / turn).clamp(0.0, 1.0 - share_b);
            [1.0 - share_b - share_c, share_b, share_c].map(|share| share as f32)
        };
        let mix = |shares: [f32; 3], out: &mut [f32]| {
            for (part, value) in out.iter_mut().enumerate() {
                let of = |corner: usize| shares[corner] * corners[corner].values[part];
                *value = of(0) + of(1) + of(2);
            }
        };
        let count = corners[0].values.len();
        let (mut first, mut last) = std::mem::take(&mut self.room);
        first.resize(count, 0.0);
        last.resize(count, 0.0);
        for y in touched.top..touched.bottom {
            let (top, middle) = (y as f64, y as f64 + 0.5);
            let Some(near) = span(points, top, top + 1.0) else { continue };
            let left = (near.0.floor().max(0.0) as usize).clamp(touched.left, touched.right);
            let right = (near.1.ceil().max(0.0) as usize).clamp(left, touched.right);
            // The pixels whose middles lie on it.
            let exact = span(points, middle, middle).map_or(left..left, |(from, to)| {
                let from = ((from - 0.5).ceil().max(0.0) as usize).clamp(left, right);
                let to = (to + 0.5).floor().max(0.0) as usize;
                from..to.clamp(from, right)
            });
            let row = (y - self.pixels.top) * self.pixels.width();
            for x in (left..exact.start).chain(exact.end..right) {
                let index = row + x - self.pixels.left;
                if self.known[index] == KnownColor::Nothing {
                    self.known[index] = KnownColor::Near;
                    mix(shares(x, middle), &mut first);
                    self.set(index..index + 1, &first, &first);
                }
            }
            if !exact.is_empty() {
                mix(shares(exact.start, middle), &mut first);
                mix(shares(exact.end - 1, middle), &mut last);
                let start = row + exact.start - self.pixels.left;
                let pixels = start..start + exact.len();
                self.known[pixels.clone()].fill(KnownColor::Exact);
                self.set(pixels, &first, &last);
            }
        }
        self.room = (first, last);
    }

    /// Sets pixels of a row, from one color to another.
    fn set(&mut self, pixels: Range<usize>, first: &[f32], last: &[f32]) {
        let steps = (pixels.len() - 1).max(1) as f32;
        match &self.colors {
            MeshColors::Tints => {
                for ((plane, from), to) in self.planes.iter_mut().zip(first).zip(last) {
                    let step = (to - from) / steps;
                    for (at, tint) in plane[pixels.clone()].iter_mut().enumerate() {
                        *tint = tint_byte(from + at as f32 * step);
                    }
                }
            }
            MeshColors::Parameter(table) => {
                let (Some(from), Some(to)) = (first.first(), last.first()) else { return };
                let step = (to - from) / steps;
                let domain = self.shading.domain();
                for (at, pixel) in pixels.enumerate() {
                    let tints = in_table(table, from + at as f32 * step, domain);
                    for (plane, tint) in self.planes.iter_mut().zip(tints) {
                        plane[pixel] = *tint;
                    }
                }
            }
            MeshColors::Numbers => {
                let mut tints = vec![0; self.planes.len()];
                for (at, pixel) in pixels.enumerate() {
                    let way = at as f32 / steps;
                    let color: Vec<f32> =
                        first.iter().zip(last).map(|(from, to)| from + way * (to - from)).collect();
                    tints_in_order(&self.shading.space.inks(&color), &mut tints);
                    for (plane, tint) in self.planes.iter_mut().zip(&tints) {
                        plane[pixel] = *tint;
                    }
                }
            }
        }
    }

    /// What was painted.
    pub(super) fn finish(self) -> PlatePicture {
        let Self { pixels, mut planes, shading, sample, scratch, .. } = self;
        let mut alpha = vec![0; pixels.area()];
        for (y, row) in (pixels.top..).zip(alpha.chunks_exact_mut(pixels.width().max(1))) {
            scratch.row(y, FillRule::NonZero, row);
        }
        let Some(background) = background(shading, planes.len()) else {
            return PlatePicture::of_tints(pixels, planes, Some(alpha), &shading.space, sample);
        };
        for (plane, below) in planes.iter_mut().zip(background) {
            for (tint, alpha) in plane.iter_mut().zip(&alpha) {
                let (a, b) = (u32::from(*alpha), 255 - u32::from(*alpha));
                *tint = ((u32::from(*tint) * a + u32::from(below) * b + 127) / 255) as u8;
            }
        }
        PlatePicture::of_tints(pixels, planes, None, &shading.space, sample)
    }
}

/// PatchCells of a patch.
#[derive(Clone, Copy)]
struct PatchCells {
    down: usize,
    along: usize,
}

fn bounds_of(points: &[Point]) -> Rect {
    let start = points.first().copied().unwrap_or_default();
    points.iter().fold(Rect::from_points(start, start), |bounds, point| bounds.union_pt(*point))
}

/// From where to where a triangle reaches between two heights.
fn span(points: [Point; 3], top: f64, bottom: f64) -> Option<(f64, f64)> {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for (from, to) in [(0, 1), (1, 2), (2, 0)] {
        let (from, to) = (points[from], points[to]);
        let (from, to) = if from.y <= to.y { (from, to) } else { (to, from) };
        if to.y < top || from.y > bottom {
            continue;
        }
        let height = to.y - from.y;
        for y in [from.y.max(top), to.y.min(bottom)] {
            let way = if height > 0.0 { (y - from.y) / height } else { 0.0 };
            let x = from.x + way * (to.x - from.x);
            least = least.min(x);
            most = most.max(x);
        }
        if height == 0.0 {
            least = least.min(to.x);
            most = most.max(to.x);
        }
    }
    (least <= most).then_some((least, most))
}
