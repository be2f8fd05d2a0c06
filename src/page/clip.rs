//! What of a shape lies in a rectangle.

use super::{PathStep, Shape};
use crate::geom::{Abs, Point, Rect};

/// Chords that stand for a curve that is cut.
const CHORDS: i64 = 8;

/// What both rectangles have in common; none if that is nothing.
pub(super) fn rect(one: Rect, window: Rect) -> Option<Rect> {
    let common = Rect {
        left: one.left.max(window.left),
        top: one.top.max(window.top),
        right: one.right.min(window.right),
        bottom: one.bottom.min(window.bottom),
    };
    (common.left < common.right && common.top < common.bottom).then_some(common)
}

/// A shape without what lies outside the window. The edges that come about by
/// cutting are not drawn: what is filled and drawn falls into two shapes.
pub(super) fn shape(shape: Shape, window: Rect) -> Vec<Shape> {
    match shape.bounds() {
        None => return Vec::new(),
        Some(bounds) if window.contains(bounds) => return vec![shape],
        Some(_) => {}
    }
    let lines = straightened(&shape.path);
    let mut parts = Vec::new();
    if shape.fill.is_some() {
        let path = lines.iter().flat_map(|line| filled(line, window)).collect();
        parts.push(Shape { path, stroke: None, ..shape.clone() });
    }
    if shape.stroke.is_some() {
        let path = lines.iter().flat_map(|line| drawn(line, window)).collect();
        parts.push(Shape { path, fill: None, ..shape });
    }
    parts.retain(|part| !part.path.is_empty());
    parts
}

/// A path as runs of points; a closed one ends where it began.
fn straightened(path: &[PathStep]) -> Vec<Vec<Point>> {
    let mut lines: Vec<Vec<Point>> = Vec::new();
    for step in path {
        let here = lines.last().and_then(|line| line.last()).copied();
        match (*step, lines.last_mut()) {
            (PathStep::Move(to), _) => lines.push(vec![to]),
            (PathStep::Line(to), Some(line)) => line.push(to),
            (PathStep::Curve(a, b, to), Some(line)) => {
                let from = here.unwrap_or(to);
                line.extend((1..=CHORDS).map(|at| on_curve([from, a, b, to], at)));
            }
            (PathStep::Close, Some(line)) => {
                let start = line.first().copied();
                line.extend(start);
            }
            (PathStep::Line(_) | PathStep::Curve(..) | PathStep::Close, None) => {}
        }
    }
    lines
}

/// The point after so many chords of a cubic Bézier curve.
fn on_curve(points: [Point; 4], at: i64) -> Point {
    let (t, u) = (at, CHORDS - at);
    let weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    let whole = CHORDS * CHORDS * CHORDS;
    let mix = |part: fn(Point) -> Abs| {
        points
            .into_iter()
            .zip(weights)
            .map(|(point, weight)| part(point).scale(weight, whole))
            .sum()
    };
    Point::new(mix(|point| point.x), mix(|point| point.y))
}

/// A side of the window, by where it lies.
#[derive(Clone, Copy)]
enum WindowSide {
    Left(Abs),
    Right(Abs),
    Top(Abs),
    Bottom(Abs),
}

impl WindowSide {
    fn all_of(window: Rect) -> [Self; 4] {
        let Rect { left, top, right, bottom } = window;
        [Self::Left(left), Self::Right(right), Self::Top(top), Self::Bottom(bottom)]
    }

    /// How far inside of it a point lies.
    fn inside(self, point: Point) -> Abs {
        match self {
            Self::Left(left) => point.x - left,
            Self::Right(right) => right - point.x,
            Self::Top(top) => point.y - top,
            Self::Bottom(bottom) => bottom - point.y,
        }
    }

    /// Where a line from one point to another crosses it; one of them lies
    /// inside, the other outside.
    fn crossing(self, from: Point, to: Point) -> Point {
        let (near, far) = (self.inside(from), self.inside(to));
        let (part, whole) = (near.units(), (near - far).units());
        Point::new(
            from.x + (to.x - from.x).scale(part, whole),
            from.y + (to.y - from.y).scale(part, whole),
        )
    }
}

/// A filled outline, cut side by side (Sutherland and Hodgman).
fn filled(line: &[Point], window: Rect) -> Vec<PathStep> {
    let mut outline = line.to_vec();
    if outline.len() > 1 && outline.first() == outline.last() {
        outline.pop();
    }
    for side in WindowSide::all_of(window) {
        let is_in = |point: Point| side.inside(point) >= Abs::ZERO;
        let mut cut = Vec::new();
        for (at, to) in outline.iter().copied().enumerate() {
            let from = outline[(at + outline.len() - 1) % outline.len()];
            if is_in(from) != is_in(to) {
                cut.push(side.crossing(from, to));
            }
            if is_in(to) {
                cut.push(to);
            }
        }
        outline = cut;
    }
    let Some((first, rest)) = outline.split_first().filter(|(_, rest)| rest.len() > 1) else {
        return Vec::new();
    };
    [PathStep::Move(*first)]
        .into_iter()
        .chain(rest.iter().copied().map(PathStep::Line))
        .chain([PathStep::Close])
        .collect()
}

/// A drawn line, each of its parts for itself.
fn drawn(line: &[Point], window: Rect) -> Vec<PathStep> {
    let mut path = Vec::new();
    let mut end = None;
    for pair in line.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], window) else { continue };
        if end != Some(from) {
            path.push(PathStep::Move(from));
        }
        path.push(PathStep::Line(to));
        end = Some(to);
    }
    path
}

fn segment(mut from: Point, mut to: Point, window: Rect) -> Option<(Point, Point)> {
    for side in WindowSide::all_of(window) {
        let is_in = |point: Point| side.inside(point) >= Abs::ZERO;
        match (is_in(from), is_in(to)) {
            (true, true) => {}
            (false, false) => return None,
            (true, false) => to = side.crossing(from, to),
            (false, true) => from = side.crossing(from, to),
        }
    }
    Some((from, to))
}
