//! How much of each pixel a path covers.
//!
//! Signed areas are gathered pixel by pixel as edges pass, then summed along
//! each row: the exact coverage of what is not wound twice, for either fill
//! rule. Parts of a path that lie over each other, as in glyphs of variable
//! fonts, are followed line by line instead, finer than pixels. (zeno and tiny-skia do the same or sample; neither takes kurbo's
//! paths, cuts at the page's edge first, or gives both rules without a mask of
//! the whole page.)

use crate::reader::FillRule;
use crate::reader::kurbo::{self, BezPath, PathEl, Point, Rect, Vec2};

/// Flat enough for curves, in pixels.
const TOLERANCE: f64 = 0.05;

/// What an edge takes beside the rows that it passes, in rows.
const EDGE_WORK: usize = 4;

/// How far from the sides of a box an edge surely does not cross them, in pixels.
const INSIDE: f64 = 1e-3;

/// Lines of a pixel along which parts are followed that lie over each other.
const LINES: usize = 16;

/// A box of pixels; the right and bottom ones are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PixelBox {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) right: usize,
    pub(crate) bottom: usize,
}

impl PixelBox {
    pub(crate) fn of_page(width: usize, height: usize) -> Self {
        Self { left: 0, top: 0, right: width, bottom: height }
    }

    /// The pixels that a box touches, of those in `self`.
    pub(crate) fn touched(self, bounds: Rect) -> Self {
        let inside = |v: f64, least: usize, most: usize| v.clamp(least as f64, most as f64);
        let left = inside(bounds.x0.floor(), self.left, self.right) as usize;
        let right = inside(bounds.x1.ceil(), self.left, self.right) as usize;
        let top = inside(bounds.y0.floor(), self.top, self.bottom) as usize;
        let bottom = inside(bounds.y1.ceil(), self.top, self.bottom) as usize;
        Self { left, top, right: right.max(left), bottom: bottom.max(top) }
    }

    /// Whether all pixels of another box are in this one.
    pub(super) fn contains(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    pub(super) fn width(self) -> usize {
        self.right - self.left
    }

    pub(super) fn height(self) -> usize {
        self.bottom - self.top
    }

    pub(super) fn area(self) -> usize {
        self.width() * self.height()
    }

    pub(super) fn is_empty(self) -> bool {
        self.area() == 0
    }
}

/// Coverage of the pixels of a box, row by row, 0 to 255.
#[derive(Debug, Clone)]
pub(super) struct Mask {
    pub(super) pixels: PixelBox,
    pub(super) rows: Vec<u8>,
}

impl Mask {
    /// The coverages of a row from a pixel on; the row must be in the mask.
    pub(super) fn row(&self, y: usize, left: usize, right: usize) -> &[u8] {
        let start = (y - self.pixels.top) * self.pixels.width();
        &self.rows[start + left - self.pixels.left..start + right - self.pixels.left]
    }
}

/// A path of straight lines.
#[derive(Debug)]
pub(super) struct FlatPath {
    /// Its edges, those that close it included.
    edges: Vec<PathEdge>,
    /// A box around it and its control points.
    bounds: Rect,
    parts: Vec<FlatPart>,
    /// Whether it is a glyph of which parts lie over each other.
    overlaps: bool,
}

/// A closed part of a path.
#[derive(Debug, Clone, Copy)]
struct FlatPart {
    /// Twice its area, positive if it turns one way and negative if the other.
    area: f64,
    bounds: Rect,
}

#[derive(Debug, Clone, Copy)]
struct PathEdge {
    from: Point,
    to: Point,
}

impl FlatPath {
    /// A path in pixels.
    pub(super) fn of(path: &BezPath) -> Self {
        let bounds = control_box(path);
        // Whatever its size, a curve is cut into a bounded number of lines.
        let extent = bounds.width().max(bounds.height());
        let tolerance = TOLERANCE.max(extent * 1e-6);
        let mut edges = Vec::with_capacity(path.elements().len());
        let mut parts: Vec<FlatPart> = Vec::new();
        let mut edge = |parts: &mut Vec<FlatPart>, from: Point, to: Point| {
            if let Some(part) = parts.last_mut() {
                part.area += from.to_vec2().cross(to.to_vec2());
                part.bounds = part.bounds.union_pt(to);
            }
            // What is level covers nothing.
            if from.y != to.y {
                edges.push(PathEdge { from, to });
            }
        };
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        kurbo::flatten(path, tolerance, |element| match element {
            PathEl::MoveTo(to) => {
                edge(&mut parts, last, start);
                (start, last) = (to, to);
                parts.push(FlatPart { area: 0.0, bounds: Rect::from_points(to, to) });
            }
            PathEl::LineTo(to) => {
                edge(&mut parts, last, to);
                last = to;
            }
            PathEl::ClosePath => {
                edge(&mut parts, last, start);
                last = start;
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
        });
        edge(&mut parts, last, start);
        Self { edges, bounds, parts, overlaps: false }
    }

    /// The outline of a glyph in pixels, which is filled by the nonzero rule.
    pub(super) fn of_glyph(path: &BezPath) -> Self {
        let mut path = Self::of(path);
        path.overlaps = overlaps(&path);
        path
    }

    /// How many edges it has.
    pub(super) fn count(&self) -> usize {
        self.edges.len()
    }

    /// What it takes to follow it, in edges and in crossings of so many rows.
    pub(super) fn work(&self, rows: usize) -> usize {
        let lines = if self.overlaps { rows.saturating_mul(LINES / 4) } else { rows };
        self.count().saturating_mul(lines + EDGE_WORK)
    }

    /// A box around it and its control points, moved.
    pub(super) fn bounds(&self, by: Vec2) -> Rect {
        self.bounds + by
    }
}

/// Whether parts of a glyph lie over each other: somewhere it is wound twice.
fn overlaps(path: &FlatPath) -> bool {
    /// Parts of a glyph; a path with more of them is looked at as a whole.
    const MOST: usize = 64;
    /// Lines across it along which it is looked at.
    const LINES: usize = 32;
    /// What is wound twice for less than this is an edge, in pixels.
    const LEAST: f64 = 0.01;
    let FlatPath { edges, bounds, parts, .. } = path;
    let meet = |one: &FlatPart, other: &FlatPart| {
        one.area * other.area > 0.0 && !one.bounds.intersect(other.bounds).is_zero_area()
    };
    let may = parts.len() <= MOST
        && parts.iter().enumerate().any(|(at, one)| parts[..at].iter().any(|it| meet(one, it)));
    let mut crossings: Vec<EdgeCrossing> = Vec::new();
    may && (0..LINES).any(|line| {
        let y = bounds.y0 + bounds.height() * (line as f64 + 0.5) / LINES as f64;
        crossings.clear();
        crossings.extend(edges.iter().filter_map(|edge| edge.crossing(y)));
        crossings.sort_unstable_by(|one, other| one.x.total_cmp(&other.x));
        let mut winding = 0_i32;
        crossings.windows(2).any(|pair| {
            winding += pair[0].turn();
            winding.abs() > 1 && pair[1].x - pair[0].x > LEAST
        })
    })
}

/// Coverage in the making.
#[derive(Default)]
pub(super) struct Scratch {
    areas: Vec<f32>,
    /// Where edges cross each line, for parts that lie over each other.
    crossings: Vec<Vec<EdgeCrossing>>,
    pixels: PixelBox,
}

impl Scratch {
    /// The coverage of a path in device space (pixels, y downwards) within
    /// some pixels.
    pub(super) fn cover(&mut self, path: &BezPath, rule: FillRule, within: PixelBox) -> Mask {
        let pixels = self.trace(&FlatPath::of(path), Vec2::ZERO, within);
        let mut rows = vec![0; pixels.area()];
        for (y, row) in (pixels.top..).zip(rows.chunks_exact_mut(pixels.width().max(1))) {
            self.row(y, rule, row);
        }
        Mask { pixels, rows }
    }

    /// Follows a path that is moved, as far as it is within some pixels. Tells those that
    /// it may cover.
    pub(super) fn trace(&mut self, path: &FlatPath, by: Vec2, within: PixelBox) -> PixelBox {
        let pixels = within.touched(path.bounds(by));
        self.pixels = pixels;
        self.areas.clear();
        if pixels.is_empty() {
            return pixels;
        }
        let stride = pixels.width() + 2;
        self.areas.resize(stride * pixels.height(), 0.0);
        if path.overlaps {
            self.follow_lines(path, by);
            return pixels;
        }
        let mut edges = Edges { areas: &mut self.areas, pixels, stride };
        for PathEdge { from, to } in &path.edges {
            edges.line(*from + by, *to + by);
        }
        pixels
    }

    /// Follows a path line by line: areas that lie over each other count once.
    fn follow_lines(&mut self, path: &FlatPath, by: Vec2) {
        let pixels = self.pixels;
        let count = pixels.height() * LINES;
        let per_line = 1.0 / LINES as f64;
        let by = by - Vec2::new(pixels.left as f64, pixels.top as f64);
        if self.crossings.len() < count {
            self.crossings.resize_with(count, Vec::new);
        }
        self.crossings[..count].iter_mut().for_each(Vec::clear);
        for PathEdge { from, to } in &path.edges {
            let (from, to) = (*from + by, *to + by);
            let is_down = from.y < to.y;
            let (upper, lower) = if is_down { (from, to) } else { (to, from) };
            let slope = (lower.x - upper.x) / (lower.y - upper.y);
            // The lines whose middles are between its ends.
            let line = |y: f64| (y * LINES as f64 + 0.5).clamp(0.0, count as f64) as usize;
            for at in line(upper.y)..line(lower.y) {
                let y = (at as f64 + 0.5) * per_line;
                let x = (upper.x + (y - upper.y) * slope).clamp(0.0, pixels.width() as f64);
                self.crossings[at].push(EdgeCrossing { x, is_down });
            }
        }
        let stride = pixels.width() + 2;
        let mut edges = Edges { areas: &mut self.areas, pixels, stride };
        for (at, line) in self.crossings[..count].iter_mut().enumerate() {
            line.sort_unstable_by(|one, other| one.x.total_cmp(&other.x));
            let mut winding = 0_i32;
            for crossing in line.iter() {
                let (before, x) = (winding, crossing.x);
                winding += crossing.turn();
                let share = match (before, winding) {
                    (0, _) => per_line,
                    (_, 0) => -per_line,
                    _ => continue,
                };
                edges.row_edge(at / LINES, share as f32, x as f32, x as f32);
            }
        }
    }

    /// Begins with nothing, for triangles that are added one by one.
    pub(super) fn begin(&mut self, pixels: PixelBox) {
        self.pixels = pixels;
        self.areas.clear();
        self.areas.resize((pixels.width() + 2) * pixels.height(), 0.0);
    }

    /// Adds a triangle. Whichever way round it is, it is followed one way: so sides that two
    /// have in common cancel out, and there is no seam between them.
    pub(super) fn add_triangle(&mut self, [a, b, c]: [Point; 3]) {
        let stride = self.pixels.width() + 2;
        let mut edges = Edges { areas: &mut self.areas, pixels: self.pixels, stride };
        let turn = (b - a).cross(c - a);
        let (b, c) = if turn < 0.0 { (c, b) } else { (b, c) };
        for (from, to) in [(a, b), (b, c), (c, a)] {
            edges.line(from, to);
        }
    }

    /// Adds what a closed line is around that nowhere crosses itself; `turn` is as in
    /// triangles.
    pub(super) fn add_outline(&mut self, points: &[Point], turn: f64) {
        let stride = self.pixels.width() + 2;
        let mut edges = Edges { areas: &mut self.areas, pixels: self.pixels, stride };
        let next = points.iter().cycle().skip(1);
        for (from, to) in points.iter().zip(next) {
            let (from, to) = if turn < 0.0 { (to, from) } else { (from, to) };
            edges.line(*from, *to);
        }
    }

    /// How much of the pixels of a row the path covers that was followed, 0 to 255.
    pub(super) fn row(&self, y: usize, rule: FillRule, covers: &mut [u8]) {
        let stride = self.pixels.width() + 2;
        let areas = &self.areas[(y - self.pixels.top) * stride..][..stride];
        let mut sum = 0.0_f32;
        for (cover, area) in covers.iter_mut().zip(areas) {
            sum += area;
            let covered = match rule {
                FillRule::NonZero => sum.abs().min(1.0),
                FillRule::EvenOdd => {
                    let turn = sum.abs() % 2.0;
                    if turn > 1.0 { 2.0 - turn } else { turn }
                }
            };
            *cover = (covered * 255.0 + 0.5) as u8;
        }
    }
}

/// A box around a path and its control points.
pub(super) fn control_box(path: &BezPath) -> Rect {
    if path.elements().is_empty() { Rect::ZERO } else { path.control_box() }
}

/// The next whole number, of a coordinate in a box, which is never negative. (Without
/// an instruction for it, `ceil` is a call.)
fn up(at: f32) -> f32 {
    let whole = at as i32 as f32;
    if whole < at { whole + 1.0 } else { whole }
}

/// Where an edge crosses a line.
#[derive(Debug, Clone, Copy)]
struct EdgeCrossing {
    x: f64,
    /// Whether it goes down.
    is_down: bool,
}

impl EdgeCrossing {
    fn turn(self) -> i32 {
        if self.is_down { 1 } else { -1 }
    }
}

impl PathEdge {
    /// Where it crosses a line, if it does.
    fn crossing(self, y: f64) -> Option<EdgeCrossing> {
        let Self { from, to } = self;
        let is_down = from.y < to.y;
        let (upper, lower) = if is_down { (from, to) } else { (to, from) };
        let way = (y - upper.y) / (lower.y - upper.y);
        let x = upper.x + way * (lower.x - upper.x);
        (y >= upper.y && y < lower.y).then_some(EdgeCrossing { x, is_down })
    }
}

struct Edges<'s> {
    areas: &'s mut [f32],
    pixels: PixelBox,
    stride: usize,
}

impl Edges<'_> {
    /// Takes an edge in device space, cut to the box: what is above or below
    /// it is dropped, what is beside it stands at its side.
    fn line(&mut self, from: Point, to: Point) {
        let (left, top) = (self.pixels.left as f64, self.pixels.top as f64);
        let (width, height) = (self.pixels.width() as f64, self.pixels.height() as f64);
        let corner = Vec2::new(left, top);
        let (a, b) = (from - corner, to - corner);
        let (direction, a, b) = if a.y <= b.y { (1.0, a, b) } else { (-1.0, b, a) };
        if a.y == b.y || b.y <= 0.0 || a.y >= height || !(a.x + a.y + b.x + b.y).is_finite() {
            return;
        }
        let slope = (b.x - a.x) / (b.y - a.y);
        let x_at = |y: f64| a.x + (y - a.y) * slope;
        let (y0, y1) = (a.y.max(0.0), b.y.min(height));
        let is_inside = |x: f64| (INSIDE..=width - INSIDE).contains(&x);
        if is_inside(a.x) && is_inside(b.x) {
            let (x0, x1) = (x_at(y0).clamp(0.0, width), x_at(y1).clamp(0.0, width));
            return self.inner_line(direction, Point::new(x0, y0), Point::new(x1, y1));
        }
        // Cut where the edge crosses the sides.
        let mut cuts = [y0, y1, y1, y1];
        let mut count = 1;
        if slope != 0.0 {
            let mut crossings = [a.y - a.x / slope, a.y + (width - a.x) / slope];
            crossings.sort_by(f64::total_cmp);
            for y in crossings.into_iter().filter(|y| *y > y0 && *y < y1) {
                cuts[count] = y;
                count += 1;
            }
        }
        cuts[count] = y1;
        for pair in cuts[..=count].windows(2) {
            let (y0, y1) = (pair[0], pair[1]);
            if y1 <= y0 {
                continue;
            }
            let (x0, x1) = (x_at(y0).clamp(0.0, width), x_at(y1).clamp(0.0, width));
            self.inner_line(direction, Point::new(x0, y0), Point::new(x1, y1));
        }
    }

    /// An edge within the box, downwards.
    fn inner_line(&mut self, direction: f32, from: Point, to: Point) {
        let (x0, y0, x1, y1) = (from.x as f32, from.y as f32, to.x as f32, to.y as f32);
        if y1 <= y0 {
            return;
        }
        let slope = (x1 - x0) / (y1 - y0);
        let mut x = x0;
        let last = (up(y1) as usize).min(self.pixels.height());
        for row in y0 as usize..last {
            let (top, bottom) = (y0.max(row as f32), y1.min(row as f32 + 1.0));
            let height = bottom - top;
            if height <= 0.0 {
                continue;
            }
            let next = (x + slope * height).clamp(x0.min(x1), x0.max(x1));
            self.row_edge(row, direction * height, x.min(next), x.max(next));
            x = next;
        }
    }

    /// The part of an edge in one row of pixels.
    fn row_edge(&mut self, row: usize, area: f32, left: f32, right: f32) {
        let cells = &mut self.areas[row * self.stride..(row + 1) * self.stride];
        let first_x = left as i32 as f32;
        let first = left as usize;
        let last = up(right);
        if last <= first_x + 1.0 {
            // All in one pixel: a trapezoid.
            let middle = 0.5 * (left + right) - first_x;
            cells[first] += area * (1.0 - middle);
            cells[first + 1] += area * middle;
            return;
        }
        let per_x = 1.0 / (right - left);
        let inside = 1.0 - (left - first_x);
        let first_part = 0.5 * per_x * inside * inside;
        let count = last as usize - first;
        let end = right - last + 1.0;
        let last_part = 0.5 * per_x * end * end;
        cells[first] += area * first_part;
        if count == 2 {
            cells[first + 1] += area * (1.0 - first_part - last_part);
        } else {
            let second = per_x * (1.5 - (left - first_x));
            cells[first + 1] += area * (second - first_part);
            for cell in &mut cells[first + 2..first + count - 1] {
                *cell += area * per_x;
            }
            let so_far = second + (count as f32 - 3.0) * per_x;
            cells[first + count - 1] += area * (1.0 - so_far - last_part);
        }
        cells[first + count] += area * last_part;
    }
}
