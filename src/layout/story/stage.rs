//! The stage: a story's head, pictures and all else that keeps its place, set before
//! its text, and what they leave for it.

use super::aside::{set_quotes, set_spanning_tables};
use super::room::text_places;
use super::standing::place_standing_head;
use crate::geom::{Abs, LineSpan, Rect};
use crate::layout::bind::Binder;
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{LEAST_MEASURE, Obstacle, Slot, TextColumn, TextPlace, slots};
use crate::layout::head::Display;
use crate::layout::head::beside::place_head_beside;
use crate::layout::head::on_picture::place_head_on_picture;
use crate::layout::head::place::place_head;
use crate::layout::paint::matter::Matter;
use crate::layout::picture::of_story::{PicturesSet, Surroundings, set_pictures};
use crate::layout::set::aside::Elsewhere;
use crate::page::Part;
use crate::spec::page::{Area, Grid, HeadPlace, StoryFrame};

/// A story's place with its head and pictures standing.
pub(in crate::layout) struct Stage {
    /// Head, pictures and what else stands apart from the text.
    pub(super) matter: Matter,
    /// Where its text stands, frame by frame.
    pub(super) places: Vec<TextPlace>,
    /// What text keeps clear of.
    pub(super) obstacles: Vec<Obstacle>,
    /// What is left for text.
    pub(super) slots: Vec<Slot>,
    /// The measure that overset lines are counted in.
    pub(super) rest: Abs,
    /// The slot of the line that says where the story comes from.
    pub(super) from_line: Option<Slot>,
    /// The slot of the line that says where it goes on.
    pub(super) on_line: Option<Slot>,
}

/// Sets a story's head and pictures, and works out what is left for its text.
pub(in crate::layout) fn stage(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    head: Vec<Display>,
    other_pages: &Elsewhere,
) -> Stage {
    let frame = place.frame;
    let mut matter = Matter::default();
    let out = &mut matter;
    // 1. The head, if it has a place of its own.
    let place = place.with_room(place_standing_head(binder, canvas, place, desk.spec.lang, out));
    let mut obstacles = Vec::new();
    let mut head_beside = None;
    let mut room = place.room;
    match frame.head.place {
        HeadPlace::Beside(side, columns) => {
            let left = place_head_beside(binder, canvas, place, side, columns, out);
            obstacles.extend(left.within);
            (room, head_beside) = (left.room, left.beside);
        }
        HeadPlace::OnPicture(..) => {}
        HeadPlace::Over(_) | HeadPlace::Inside(..) | HeadPlace::None => {
            obstacles.extend(place_head(canvas, place, head, out));
        }
    }
    let place = place.with_room(room);
    let places = text_places(canvas, frame, room);
    let columns: Vec<TextColumn> =
        places.iter().flat_map(|place| place.columns.iter().copied()).collect();
    // 2. Pictures, and a head on one of them, which is read before the captions.
    let around =
        Surroundings { columns: &columns, obstacles: &obstacles, head: head_beside, other_pages };
    let pictures = set_pictures(desk, binder, canvas, place, &around);
    let PicturesSet { matter: mut pictures, frames, obstacles: of_pictures } = pictures;
    obstacles.extend(of_pictures);
    let captions = std::mem::take(&mut pictures.lines);
    out.append(pictures);
    if let HeadPlace::OnPicture(at, edge) = frame.head.place {
        let own = || frame.pictures.get(at).map(|it| it.area.rect(&canvas.grid));
        let box_seen = || own().map(|rect| canvas.flow.rect(rect));
        if let Some(rect) = frames.get(at).copied().flatten().or_else(box_seen) {
            place_head_on_picture(binder, canvas, place, edge, rect, out);
        }
    }
    out.lines.extend(captions);
    // 3. What of the body stands apart from the text.
    obstacles.extend(set_quotes(binder, canvas, place, &obstacles, out));
    let asides = other_pages.all_asides(desk.spec, &frame.slug);
    obstacles.extend(set_spanning_tables(binder, canvas, place, &asides, &obstacles, out));
    let grid = &canvas.grid;
    obstacles.extend(frame.clear_of.iter().map(|area| clearance(area, frame, grid)));
    // 4. The slots that are left.
    let em = frame.styles.get(Part::Body).size;
    let mut slots = slots(&places, &obstacles, em * LEAST_MEASURE);
    let from_line = frame.jump.from.as_ref().filter(|_| !slots.is_empty());
    let from_line = from_line.map(|_| slots.remove(0));
    let on_line = frame.jump.on.as_ref().and_then(|_| slots.pop());
    let first = places.last().and_then(|place| place.columns.first());
    let rest = first.map_or(room.right - room.left, |column| column.measure());
    Stage { matter, places, obstacles, slots, rest, from_line, on_line }
}

/// What an element that stands in a story's place takes from its text: a line of
/// white above and below, and a gutter at its sides.
fn clearance(area: &Area, frame: &StoryFrame, grid: &Grid) -> Obstacle {
    let Rect { left, top, right, bottom } = area.rect(grid);
    let lines = grid.lines_touching(top, bottom);
    let within = frame.area.lines;
    let first = if lines.first > within.first { lines.first - 1 } else { lines.first };
    let last = if lines.last < within.last { lines.last + 1 } else { lines.last };
    let gutter = frame.gutter.unwrap_or(grid.gutter);
    Obstacle { left: left - gutter, right: right + gutter, lines: LineSpan { first, last } }
}
