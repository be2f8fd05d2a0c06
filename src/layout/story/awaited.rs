//! The place of a story that is not there yet: kept, with the room that it has in
//! characters, so that a page can be planned before its copy comes.

use super::own_lines::{OwnLines, in_own_lines};
use super::room::{room_of, text_places};
use crate::diag::Span;
use crate::geom::{Abs, Rect};
use crate::layout::bind::{Binder, Words, setting};
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{LEAST_MEASURE, Obstacle, Slot, column_boxes, slots};
use crate::layout::paint::matter::Matter;
use crate::layout::paint::story_set::StorySet;
use crate::page::{Part, ReportOf, StoryReport};
use crate::spec::page::{Area, Grid, StoryFrame};
use crate::style::{Lang, Style};
use crate::text::Hyphenation;

/// Keeps a place for the story of a frame.
pub(in crate::layout) fn await_story(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    frame: &StoryFrame,
) -> StorySet {
    let mut out = Matter::default();
    let rect = frame.area.rect(&canvas.grid);
    out.dress(canvas, rect, &frame.dress);
    let seen = canvas.flow.rect(rect);
    let room = room_of(canvas, frame);
    let kept = StoryReport::new(frame.slug.to_string(), String::new(), room.lines, 0);
    let OwnLines { canvas, frame, room } = in_own_lines(canvas, frame, room);
    // Where its pictures and quotes will stand there will be no text.
    let body = frame.styles.get(Part::Body);
    let boxes = frame.pictures.iter().map(|picture| &picture.area);
    let boxes = boxes.chain(frame.quotes.iter().map(|quote| &quote.area));
    let obstacles: Vec<Obstacle> = boxes.map(|area| obstacle(area, &canvas.grid)).collect();
    let places = text_places(&canvas, &frame, room);
    let slots = slots(&places, &obstacles, body.size * LEAST_MEASURE);
    let advance = average_advance(binder, &canvas, body, desk.spec.lang, frame.slug_span);
    let frames = column_boxes(&slots, &canvas.grid).into_iter();
    let report = StoryReport {
        of: ReportOf::Missing,
        lang: desk.spec.lang.tag().to_owned(),
        frames: frames.map(|rect| canvas.flow.rect(rect)).collect(),
        underset_lines: slots.len() / canvas.grid.steps as usize,
        underset_characters: held(&slots, advance) / canvas.grid.steps as usize,
        ..kept
    };
    StorySet::new(seen, out, report)
}

fn obstacle(area: &Area, grid: &Grid) -> Obstacle {
    let Rect { left, right, .. } = area.rect(grid);
    Obstacle { left, right, lines: area.lines }
}

/// Characters that full lines hold.
fn held(slots: &[Slot], advance: Abs) -> usize {
    let in_line = |slot: &Slot| slot.measure().count_of(advance.max(Abs::from_units(1)));
    slots.iter().map(|slot| usize::try_from(in_line(slot)).unwrap_or(0)).sum()
}

/// What a character takes along the line on average, word spaces shared out among the
/// characters: of common words in this style.
fn average_advance(
    binder: &mut Binder,
    canvas: &Canvas,
    style: &Style,
    lang: Lang,
    span: Span,
) -> Abs {
    if !lang.has_word_spaces() {
        return style.size;
    }
    let sample = match lang {
        Lang::Korean => "주민들은 이날 새로 놓인 다리를 건너 시장에 다녀왔다",
        _ => "the council said that work on the old bridge will begin in the spring",
    };
    let setting = setting(canvas, lang, style.size, Hyphenation::Never);
    let prepared = binder.prepare(&Words::added(sample, span), style, setting);
    let all = 0..prepared.len();
    let characters = i64::try_from(prepared.characters_of(all.clone())).unwrap_or(i64::MAX);
    prepared.natural_width(all) / characters.max(1)
}
