//! Lines along words, 专名号 and 浪线书名号, as shapes.

use crate::geom::{Abs, Point};
use crate::page::{Cap, PathStep, Shape, Stroke};
use crate::style::line_paint;
use crate::text::{LineBeside, LineForm};

/// The shape of a line beside text whose baseline starts at `origin`.
pub(super) fn line_along(line: &LineBeside, origin: Point) -> Shape {
    let start = Point::new(origin.x + line.from, origin.y - line.rise);
    let length = line.to - line.from;
    let mut path = vec![PathStep::Move(start)];
    match line.form {
        LineForm::Straight => path.push(PathStep::Line(Point::new(start.x + length, start.y))),
        LineForm::Wavy => path.extend(waves(start, length, line.em)),
    }
    let paint = line_paint(line.paint.color, line.width);
    let stroke = Stroke { paint, width: line.width, dash: None, cap: Cap::Butt };
    Shape::stroked(path, stroke)
}

/// Half waves, up and down in turn: four to the em, and stretched so that a
/// whole number of waves fills the length.
fn waves(start: Point, length: Abs, em: Abs) -> Vec<PathStep> {
    let half = (em / 8).max(Abs::from_units(1));
    let count = ((length + half).count_of(half * 2) * 2).max(2);
    // A cubic reaches three quarters of the way to its control points: the
    // waves are a twentieth of the em high.
    let height = em / 15;
    let at = |number: i64| start.x + length.scale(number, count);
    (0..count)
        .map(|number| {
            let (from, to) = (at(number), at(number + 1));
            let y = if number % 2 == 0 { start.y - height } else { start.y + height };
            let third = (to - from) / 3;
            PathStep::Curve(
                Point::new(from + third, y),
                Point::new(to - third, y),
                Point::new(to, start.y),
            )
        })
        .collect()
}
