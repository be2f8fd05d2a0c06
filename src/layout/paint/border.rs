//! Ornaments and borders as shapes: tiles put in their place, and borders fitted
//! to a box or a rule.

use std::ops::Range;

use crate::color::{Color, Overprint, Paint, Tint};
use crate::geom::{Abs, Point, Rect, Size};
use crate::ornament::{Border, OrnamentInk, OrnamentPart, OrnamentStep, Tile, UnitPoint};
use crate::page::{Cap, PathStep, Shape, Stroke};
use crate::spec::page::{RuleStyle, Turn};

/// The share of the color that a pale part has, in percent.
const PALE: f64 = 30.0;

/// The shapes of a tile that is as large as `size` before each point is put in
/// its place.
pub(in crate::layout) fn tile_shapes(
    tile: &Tile,
    size: Size,
    color: Color,
    place: &dyn Fn(Point) -> Point,
) -> Vec<Shape> {
    tile.parts.iter().map(|part| part_shape(part, tile, size, color, place)).collect()
}

fn part_shape(
    part: &OrnamentPart,
    tile: &Tile,
    size: Size,
    color: Color,
    place: &dyn Fn(Point) -> Point,
) -> Shape {
    let to = |point: UnitPoint| place(tile.point_at(point, size));
    let path = part
        .path
        .iter()
        .map(|step| match *step {
            OrnamentStep::Move(end) => PathStep::Move(to(end)),
            OrnamentStep::Line(end) => PathStep::Line(to(end)),
            OrnamentStep::Curve(a, b, end) => PathStep::Curve(to(a), to(b), to(end)),
            OrnamentStep::Close => PathStep::Close,
        })
        .collect();
    let paint = match part.ink {
        OrnamentInk::Full => Paint::usual(color),
        OrnamentInk::Pale => Paint::usual(color.scaled(Tint::percent(PALE))),
        OrnamentInk::Bare => Paint { color: Color::WHITE, overprint: Overprint::Knockout },
    };
    match part.line {
        Some(width) => {
            let width = size.height.scale(width, tile.height);
            Shape::stroked(path, Stroke { paint, width, dash: None, cap: Cap::Round })
        }
        None => Shape { path, fill: Some(paint), stroke: None, alt: None, element: None },
    }
}

/// One side of a border on its way round a box.
#[derive(Debug, Clone, Copy)]
struct BorderSide {
    /// Where its outer edge begins.
    from: Point,
    length: Abs,
    turn: Turn,
}

/// From along a side and across it to the sheet; the outer edge is at 0.
fn placed(side: BorderSide, Point { x, y }: Point) -> Point {
    let Point { x: left, y: top } = side.from;
    match side.turn {
        Turn::None => Point::new(left + x, top + y),
        Turn::Right => Point::new(left - y, top + x),
        Turn::Half => Point::new(left - x, top - y),
        Turn::Left => Point::new(left + y, top - x),
    }
}

/// A border as a frame, its outer edge on the box: corners first, and between
/// them whole tiles, a little wider or narrower than they are drawn.
pub(super) fn border_frame(rect: Rect, border: Border, style: RuleStyle) -> Vec<Shape> {
    let Some(tiles) = border.tiles() else { return Vec::new() };
    // In a small box the band is no deeper than a quarter of it.
    let depth = style.width.min(rect.width() / 4).min(rect.height() / 4);
    let (width, height) = (rect.width(), rect.height());
    let sides = [
        BorderSide { from: Point::new(rect.left, rect.top), length: width, turn: Turn::None },
        BorderSide { from: Point::new(rect.right, rect.top), length: height, turn: Turn::Right },
        BorderSide { from: Point::new(rect.right, rect.bottom), length: width, turn: Turn::Half },
        BorderSide { from: Point::new(rect.left, rect.bottom), length: height, turn: Turn::Left },
    ];
    let mut shapes = Vec::new();
    for side in sides {
        let corner = Size::new(depth, depth);
        shapes.extend(tile_shapes(&tiles.corner, corner, style.color, &|at| placed(side, at)));
        shapes.extend(run(&tiles.side, side, depth..side.length - depth, style, depth));
    }
    shapes
}

/// A border as a rule from one point to another, in the middle of its band.
pub(super) fn border_rule(from: Point, to: Point, border: Border, style: RuleStyle) -> Vec<Shape> {
    let Some(tiles) = border.tiles() else { return Vec::new() };
    let half = style.width / 2;
    let side = if from.y == to.y {
        BorderSide {
            from: Point::new(from.x, from.y - half),
            length: to.x - from.x,
            turn: Turn::None,
        }
    } else {
        BorderSide {
            from: Point::new(from.x + half, from.y),
            length: to.y - from.y,
            turn: Turn::Right,
        }
    };
    run(&tiles.side, side, Abs::ZERO..side.length, style, style.width)
}

/// Whole tiles from one place along a side to another.
fn run(
    tile: &Tile,
    side: BorderSide,
    along: Range<Abs>,
    style: RuleStyle,
    depth: Abs,
) -> Vec<Shape> {
    let natural = depth.scale(tile.width, tile.height).max(Abs::pt(0.5));
    let Range { start, end } = along;
    let length = end - start;
    if length <= Abs::ZERO {
        return Vec::new();
    }
    let count = (length + natural / 2).count_of(natural).clamp(1, 5_000);
    let mut shapes = Vec::new();
    for at in 0..count {
        let (from, to) = (start + length.scale(at, count), start + length.scale(at + 1, count));
        let size = Size::new(to - from, depth);
        let place = |point: Point| placed(side, Point::new(from + point.x, point.y));
        shapes.extend(tile_shapes(tile, size, style.color, &place));
    }
    joined(shapes)
}

/// Shapes that are painted alike as one: a border of hundreds of tiles is then a
/// handful of objects. They keep their order by kind, for tiles do not lie over
/// each other.
fn joined(shapes: Vec<Shape>) -> Vec<Shape> {
    let mut list: Vec<Shape> = Vec::new();
    for shape in shapes {
        match list.iter_mut().find(|one| one.fill == shape.fill && one.stroke == shape.stroke) {
            Some(one) => one.path.extend(shape.path),
            None => list.push(shape),
        }
    }
    list
}
