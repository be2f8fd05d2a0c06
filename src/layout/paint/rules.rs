//! Rules and frames as strokes.

use super::border::{border_frame, border_rule};
use crate::geom::{Abs, Point, Rect};
use crate::page::{Cap, PathStep, Shape, Stroke};
use crate::spec::page::{RuleKind, RuleStyle};
use crate::style::line_paint;

/// The strokes of a rule from one point to another, which lie on one
/// horizontal or vertical line.
pub(super) fn rule_shapes(from: Point, to: Point, style: RuleStyle) -> Vec<Shape> {
    let width = style.width;
    match style.kind {
        RuleKind::Thin | RuleKind::Thick => vec![line(from, to, style, width, None)],
        RuleKind::Dotted => {
            vec![line(from, to, style, width, Some((Abs::ZERO, width * 2)))]
        }
        RuleKind::Dashed => {
            vec![line(from, to, style, width, Some((width * 4, width * 3)))]
        }
        RuleKind::ThickThin => {
            let thin = width / 4;
            let apart = width + thin;
            vec![
                line(from, to, style, width, None),
                line(aside(from, to, apart, from), aside(from, to, apart, to), style, thin, None),
            ]
        }
        RuleKind::Double => {
            let apart = width * 3;
            vec![
                line(from, to, style, width, None),
                line(aside(from, to, apart, from), aside(from, to, apart, to), style, width, None),
            ]
        }
        RuleKind::Wavy => vec![wave(from, to, style)],
        RuleKind::Border(border) => border_rule(from, to, border, style),
    }
}

/// A point moved away from a rule by a distance: down from a horizontal one,
/// to the right of a vertical one.
fn aside(from: Point, to: Point, by: Abs, point: Point) -> Point {
    if from.y == to.y {
        Point::new(point.x, point.y + by)
    } else {
        Point::new(point.x + by, point.y)
    }
}

fn stroke(style: RuleStyle, width: Abs, dash: Option<(Abs, Abs)>) -> Stroke {
    let cap = if style.kind == RuleKind::Dotted { Cap::Round } else { Cap::Butt };
    Stroke { paint: line_paint(style.color, width), width, dash, cap }
}

fn line(from: Point, to: Point, style: RuleStyle, width: Abs, dash: Option<(Abs, Abs)>) -> Shape {
    let path = vec![PathStep::Move(from), PathStep::Line(to)];
    Shape::stroked(path, stroke(style, width, dash))
}

/// A wave of whole half-periods, as near to eight times the line's width as
/// the length allows.
fn wave(from: Point, to: Point, style: RuleStyle) -> Shape {
    let is_flat = from.y == to.y;
    let length = if is_flat { to.x - from.x } else { to.y - from.y };
    let halves = length.count_of((style.width * 4).max(Abs::pt(1.0))).clamp(1, 10_000);
    let height = style.width * 2;
    let at = |along: Abs, across: Abs| {
        if is_flat {
            Point::new(from.x + along, from.y + across)
        } else {
            Point::new(from.x + across, from.y + along)
        }
    };
    let mut path = vec![PathStep::Move(from)];
    for half in 0..halves {
        let start = length.scale(half, halves);
        let end = length.scale(half + 1, halves);
        let third = (end - start) / 3;
        let bulge = if half % 2 == 0 { -height } else { height };
        path.push(PathStep::Curve(
            at(start + third, bulge),
            at(end - third, bulge),
            at(end, Abs::ZERO),
        ));
    }
    Shape::stroked(path, stroke(style, style.width, None))
}

/// The strokes of a frame round a box.
pub(super) fn frame_shapes(rect: Rect, style: RuleStyle) -> Vec<Shape> {
    let outline =
        |rect: Rect, width: Abs| Shape::framed(rect, stroke(style, width, dash_of(style)));
    match style.kind {
        RuleKind::Thin | RuleKind::Thick | RuleKind::Dotted | RuleKind::Dashed => {
            vec![outline(rect, style.width)]
        }
        RuleKind::ThickThin => {
            let thin = style.width / 4;
            vec![outline(rect, style.width), outline(rect.grown(-(style.width + thin)), thin)]
        }
        RuleKind::Double => {
            vec![outline(rect, style.width), outline(rect.grown(-style.width * 3), style.width)]
        }
        RuleKind::Border(border) => border_frame(rect, border, style),
        RuleKind::Wavy => {
            let corner = |x, y| Point::new(x, y);
            vec![
                wave(corner(rect.left, rect.top), corner(rect.right, rect.top), style),
                wave(corner(rect.left, rect.bottom), corner(rect.right, rect.bottom), style),
                wave(corner(rect.left, rect.top), corner(rect.left, rect.bottom), style),
                wave(corner(rect.right, rect.top), corner(rect.right, rect.bottom), style),
            ]
        }
    }
}

fn dash_of(style: RuleStyle) -> Option<(Abs, Abs)> {
    match style.kind {
        RuleKind::Dotted => Some((Abs::ZERO, style.width * 2)),
        RuleKind::Dashed => Some((style.width * 4, style.width * 3)),
        _ => None,
    }
}
