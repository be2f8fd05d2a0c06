//! Text that runs round the outline of what is seen in a picture.

use super::placing::{Placing, Seen};
use crate::diag::finding::PlacedFault;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{Obstacle, TextColumn};
use crate::page::PathStep;
use crate::picture::{ClipPath, Outline, OutlineFrom, PictureId, PicturePoint};
use crate::spec::page::CaptionPlace;

/// The path that a picture is cut out by, where the whole of it stands in
/// this place; empty if it has none.
pub(in crate::layout) fn clip(desk: Desk, id: PictureId, image: Rect) -> Vec<PathStep> {
    let Some(outline) = desk.resources.pictures.get(id).outline() else { return Vec::new() };
    let OutlineFrom::Path(ClipPath { outlines }) = &outline.from else { return Vec::new() };
    let place = |PicturePoint { x, y }: PicturePoint| {
        Point::new(
            image.left + image.width().scale(x, ClipPath::ONE),
            image.top + image.height().scale(y, ClipPath::ONE),
        )
    };
    let mut path = Vec::new();
    for knots in outlines {
        path.extend(knots.first().map(|first| PathStep::Move(place(first.at))));
        let next = knots.iter().cycle().skip(1);
        path.extend(knots.iter().zip(next).map(|(knot, next)| {
            PathStep::Curve(place(knot.after), place(next.before), place(next.at))
        }));
        path.push(PathStep::Close);
    }
    path
}

/// What pictures take from the text line by line, by their outlines; `taken`
/// is what their box would take. A caption takes its lines whole.
pub(super) fn outline_obstacles(
    desk: Desk,
    canvas: &Canvas,
    seen: &[Seen],
    taken: Obstacle,
    placing: &Placing,
    columns: &[TextColumn],
    sink: &mut Sink,
) -> Vec<Obstacle> {
    let has_caption = placing.shown.iter().any(|shown| shown.characters() > 0);
    let caption_lines = match placing.target.caption.place {
        CaptionPlace::None => false,
        CaptionPlace::Below | CaptionPlace::Above => has_caption,
        // What is beside the outline is the caption, or its bar.
        _ if has_caption => return vec![taken],
        _ => false,
    };
    let mut shapes = Vec::new();
    for one in seen {
        let Some(outline) = desk.resources.pictures.get(one.id).outline() else {
            report_no_outline(desk, one.id, placing, sink);
            return vec![taken];
        };
        shapes.push((*one, outline));
    }
    let flow = canvas.flow;
    let frames = seen.iter().map(|one| flow.rect_to_flow(one.frame));
    let Some(pictures) = frames.reduce(Rect::joined) else { return vec![taken] };
    let standoff = placing.target.standoff;
    let mut obstacles = Vec::new();
    for line in taken.lines.first..=taken.lines.last {
        let span = LineSpan { first: line, last: line };
        let (top, bottom) = canvas.grid.line_edges(span);
        if bottom <= pictures.top || pictures.bottom <= top {
            // The caption, and the white at its end.
            if caption_lines {
                obstacles.push(Obstacle { lines: span, ..taken });
            }
            continue;
        }
        let band = Rect {
            left: pictures.left,
            right: pictures.right,
            top: top - standoff,
            bottom: bottom + standoff,
        };
        let reach = shapes.iter().filter_map(|(one, outline)| {
            let reached = reach(one, outline, flow.rect(band))?;
            let reached = flow.rect_to_flow(reached);
            Some((reached.left, reached.right))
        });
        let reach = reach.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        if let Some((left, right)) = reach {
            let (left, right) = (left - standoff, right + standoff);
            obstacles.push(Obstacle { left, right, lines: span });
        }
    }
    keep_one_side(&mut obstacles, columns);
    obstacles
}

fn report_no_outline(desk: Desk, id: PictureId, placing: &Placing, sink: &mut Sink) {
    let file = &desk.resources.pictures.get(id).file;
    sink.push(
        Diagnostic::of(PlacedFault::NoOutline { picture: file.clone() })
            .at(placing.target.area.span),
    );
}

/// The box round what is seen of a picture within a band of the sheet.
fn reach(seen: &Seen, outline: &Outline, band: Rect) -> Option<Rect> {
    let Seen { frame, image, .. } = *seen;
    let band = Rect {
        left: band.left.max(frame.left),
        top: band.top.max(frame.top),
        right: band.right.min(frame.right),
        bottom: band.bottom.min(frame.bottom),
    };
    if band.left >= band.right || band.top >= band.bottom {
        return None;
    }
    let cells = |from: Abs, to: Abs, start: Abs, whole: Abs, count: u32| {
        let at = |place: Abs| {
            let share = i128::from((place - start).units()) * i128::from(count);
            let cell = share.div_euclid(i128::from(whole.units().max(1)));
            u32::try_from(cell.clamp(0, i128::from(count) - 1)).unwrap_or(0)
        };
        at(from)..=at(to - Abs::from_units(1))
    };
    let columns = cells(band.left, band.right, image.left, image.width(), outline.width);
    let rows = cells(band.top, band.bottom, image.top, image.height(), outline.height);
    let edge = |at: u32, start: Abs, whole: Abs, count: u32| {
        start + whole.scale(i64::from(at), i64::from(count))
    };
    let cell = |x: u32, y: u32| Rect {
        left: edge(x, image.left, image.width(), outline.width).max(band.left),
        right: edge(x + 1, image.left, image.width(), outline.width).min(band.right),
        top: edge(y, image.top, image.height(), outline.height).max(band.top),
        bottom: edge(y + 1, image.top, image.height(), outline.height).min(band.bottom),
    };
    rows.flat_map(|y| columns.clone().map(move |x| (x, y)))
        .filter(|(x, y)| outline.is_filled(*x, *y))
        .map(|(x, y)| cell(x, y))
        .reduce(Rect::joined)
}

/// Where an outline leaves room on both sides of a column, text keeps to the
/// side that has more of it all the way down: lines that jump from one side to
/// the other cannot be read.
fn keep_one_side(obstacles: &mut [Obstacle], columns: &[TextColumn]) {
    for TextColumn { left, right } in columns {
        let inside: Vec<usize> = (0..obstacles.len())
            .filter(|at| obstacles[*at].left < *right && *left < obstacles[*at].right)
            .collect();
        let room_at_left: Abs =
            inside.iter().map(|at| (obstacles[*at].left - *left).max(Abs::ZERO)).sum();
        let room_at_right: Abs =
            inside.iter().map(|at| (*right - obstacles[*at].right).max(Abs::ZERO)).sum();
        for at in inside {
            let obstacle = &mut obstacles[at];
            if room_at_left < room_at_right {
                obstacle.left = obstacle.left.min(*left);
            } else {
                obstacle.right = obstacle.right.max(*right);
            }
        }
    }
}
