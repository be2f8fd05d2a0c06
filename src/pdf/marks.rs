//! Printer's marks: where to cut, and whether the plates stand in register.

use super::sheet::Sheet;
use crate::color::{Color, Overprint, Paint};
use crate::geom::{Abs, Point, Rect};
use crate::page::{Cap, Marks, PathStep, Shape, Stroke};

/// The marks of a page as shapes in its coordinates.
pub(super) fn shapes(marks: Marks, sheet: Sheet) -> Vec<Shape> {
    match marks {
        Marks::None => Vec::new(),
        Marks::Crop | Marks::Full => {
            crop_marks(sheet).into_iter().chain(register_marks(sheet)).collect()
        }
    }
}

/// Two lines at each corner of the trim, wholly outside the bleed.
fn crop_marks(sheet: Sheet) -> Vec<Shape> {
    let near = Abs::mm(2.0);
    let far = near + Abs::mm(5.0);
    let (trim, bleed) = (sheet.trim(), sheet.bleed());
    let mut shapes = Vec::new();
    for x in [trim.left, trim.right] {
        shapes.push(line(Point::new(x, bleed.top - far), Point::new(x, bleed.top - near)));
        shapes.push(line(Point::new(x, bleed.bottom + near), Point::new(x, bleed.bottom + far)));
    }
    for y in [trim.top, trim.bottom] {
        shapes.push(line(Point::new(bleed.left - far, y), Point::new(bleed.left - near, y)));
        shapes.push(line(Point::new(bleed.right + near, y), Point::new(bleed.right + far, y)));
    }
    shapes
}

/// A cross in a circle at the middle of each side.
fn register_marks(sheet: Sheet) -> Vec<Shape> {
    let (trim, bleed) = (sheet.trim(), sheet.bleed());
    let off = Abs::mm(4.5);
    let center = Point::new((trim.left + trim.right) / 2, (trim.top + trim.bottom) / 2);
    [
        Point::new(center.x, bleed.top - off),
        Point::new(center.x, bleed.bottom + off),
        Point::new(bleed.left - off, center.y),
        Point::new(bleed.right + off, center.y),
    ]
    .into_iter()
    .flat_map(register_mark)
    .collect()
}

fn register_mark(at: Point) -> [Shape; 3] {
    let arm = Abs::mm(2.5);
    [
        line(Point::new(at.x - arm, at.y), Point::new(at.x + arm, at.y)),
        line(Point::new(at.x, at.y - arm), Point::new(at.x, at.y + arm)),
        Shape::stroked(circle(at, Abs::mm(1.5)), stroke()),
    ]
}

fn line(from: Point, to: Point) -> Shape {
    let path = vec![PathStep::Move(from), PathStep::Line(to)];
    Shape::stroked(path, stroke())
}

/// Registration color, all inks solid, so that every plate carries the marks.
fn stroke() -> Stroke {
    let color = Color::cmyk(100.0, 100.0, 100.0, 100.0);
    Stroke {
        paint: Paint { color, overprint: Overprint::Knockout },
        width: Abs::pt(0.25),
        dash: None,
        cap: Cap::Butt,
    }
}

fn circle(center: Point, radius: Abs) -> Vec<PathStep> {
    // The usual length of handle for a quarter circle: 0.5523 of the radius.
    let handle = radius.scale(5523, 10_000);
    let bounds =
        Rect { left: center.x, right: center.x, top: center.y, bottom: center.y }.grown(radius);
    let point = Point::new;
    vec![
        PathStep::Move(point(bounds.right, center.y)),
        PathStep::Curve(
            point(bounds.right, center.y + handle),
            point(center.x + handle, bounds.bottom),
            point(center.x, bounds.bottom),
        ),
        PathStep::Curve(
            point(center.x - handle, bounds.bottom),
            point(bounds.left, center.y + handle),
            point(bounds.left, center.y),
        ),
        PathStep::Curve(
            point(bounds.left, center.y - handle),
            point(center.x - handle, bounds.top),
            point(center.x, bounds.top),
        ),
        PathStep::Curve(
            point(center.x + handle, bounds.top),
            point(bounds.right, center.y - handle),
            point(bounds.right, center.y),
        ),
        PathStep::Close,
    ]
}
