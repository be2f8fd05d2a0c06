//! How much of each pixel a path covers.
//!
//! Signed areas are gathered pixel by pixel as edges pass, then summed along
//! each row: the exact coverage of what is not wound twice, for either fill
//! rule. (zeno and tiny-skia do the same or sample; neither takes kurbo's
//! paths, cuts at the page's edge first, or gives both rules without a mask of
//! the whole page.)

use crate::reader::FillRule;
use crate::reader::kurbo::{self, BezPath, PathEl, Point, Rect, Vec2};

/// Flat enough for curves, in pixels.
const TOLERANCE: f64 = 0.05;

/// A box of pixels; the right and bottom ones are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PixelBox {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl PixelBox {
    pub(super) fn of_page(width: usize, height: usize) -> Self {
        Self { left: 0, top: 0, right: width, bottom: height }
    }

    /// The pixels that a box touches, of those in `self`.
    pub(super) fn touched(self, bounds: Rect) -> Self {
        let inside = |v: f64, least: usize, most: usize| v.clamp(least as f64, most as f64);
        let left = inside(bounds.x0.floor(), self.left, self.right) as usize;
        let right = inside(bounds.x1.ceil(), self.left, self.right) as usize;
        let top = inside(bounds.y0.floor(), self.top, self.bottom) as usize;
        let bottom = inside(bounds.y1.ceil(), self.top, self.bottom) as usize;
        Self { left, top, right: right.max(left), bottom: bottom.max(top) }
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

/// Memory for making masks.
#[derive(Default)]
pub(super) struct Scratch {
    areas: Vec<f32>,
}

impl Scratch {
    /// The coverage of a path in device space (pixels, y downwards) within
    /// some pixels.
    pub(super) fn cover(&mut self, path: &BezPath, rule: FillRule, within: PixelBox) -> Mask {
        let bounds = control_box(path);
        let pixels = within.touched(bounds);
        if pixels.is_empty() {
            return Mask { pixels, rows: Vec::new() };
        }
        let stride = pixels.width() + 2;
        self.areas.clear();
        self.areas.resize(stride * pixels.height(), 0.0);
        let mut edges = Edges { areas: &mut self.areas, pixels, stride };
        // Whatever its size, a curve is cut into a bounded number of lines.
        let extent = bounds.width().max(bounds.height());
        let tolerance = TOLERANCE.max(extent * 1e-6);
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        kurbo::flatten(path, tolerance, |element| match element {
            PathEl::MoveTo(to) => {
                edges.line(last, start);
                (start, last) = (to, to);
            }
            PathEl::LineTo(to) => {
                edges.line(last, to);
                last = to;
            }
            PathEl::ClosePath => {
                edges.line(last, start);
                last = start;
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
        });
        edges.line(last, start);
        Mask { pixels, rows: sums(&self.areas, pixels, rule) }
    }
}

/// A box around a path and its control points.
pub(super) fn control_box(path: &BezPath) -> Rect {
    if path.elements().is_empty() { Rect::ZERO } else { path.control_box() }
}

/// From areas to coverage.
fn sums(areas: &[f32], pixels: PixelBox, rule: FillRule) -> Vec<u8> {
    let width = pixels.width();
    let mut rows = Vec::with_capacity(pixels.area());
    for row in areas.chunks_exact(width + 2) {
        let mut sum = 0.0_f32;
        rows.extend(row[..width].iter().map(|area| {
            sum += area;
            let covered = match rule {
                FillRule::NonZero => sum.abs().min(1.0),
                FillRule::EvenOdd => {
                    let turn = sum.abs() % 2.0;
                    if turn > 1.0 { 2.0 - turn } else { turn }
                }
            };
            (covered * 255.0 + 0.5) as u8
        }));
    }
    rows
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
        let last = (y1.ceil() as usize).min(self.pixels.height());
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
        let first = left as usize;
        let first_x = left.floor();
        let last = right.ceil();
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
