//! Vertical justification: a story that is short of its place gives its spare
//! lines to its head, its pictures and its crossheads, as far as the house lets
//! it. Whole lines of the grid and nothing else: leading is never touched.

use super::stage::{Stage, stage};
use super::text::{PouredStory, fit_galley, pour_story};
use crate::diag::Severity;
use crate::layout::bind::Binder;
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::galley::Galley;
use crate::layout::grid::canvas::Canvas;
use crate::layout::head::Display;
use crate::layout::set::aside::Elsewhere;
use crate::page::{Part, SpareLines};
use crate::spec::page::{Fill, HeadPlace, StoryFrame};

/// A story with its spare lines shared out.
pub(super) struct Justified {
    /// The story's frame with the lines that were given away.
    pub(super) frame: StoryFrame,
    pub(super) stage: Stage,
    pub(super) story: PouredStory,
    /// The lines that were given away.
    pub(super) spare: SpareLines,
    /// Whether its drop capital stands, if it has one.
    has_initial: bool,
}

/// Somewhere that a spare line can go.
#[derive(Clone, Copy)]
enum SparePlace {
    Head,
    Pictures,
    Crossheads,
}

/// Sets a story's head and pictures and pours its text; as long as every column is a
/// line short, lines are given away, one to each place in turn. The best of all that
/// is tried comes back.
pub(super) fn justify(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    head: &[Display],
    galley: &mut Galley,
) -> Justified {
    let alone = Elsewhere::default();
    let head_rows = head.iter().map(Display::rows).sum();
    let places = places(place.frame, head_rows, galley);
    let mut set = |spare: SpareLines| {
        let frame = with_spare_lines(place.frame, spare, head_rows);
        galley.forget_crossheads(frame.styles.get(Part::Crosshead).lines_before);
        let place = StoryPlace { frame: &frame, ..place };
        let stage = stage(desk, binder, canvas, place, head.to_vec(), &alone);
        let story = pour_story(binder, canvas, galley, &frame, stage.slots.clone(), stage.rest);
        let has_initial = galley.has_initial();
        Justified { frame, stage, story, spare, has_initial }
    };
    let mut best = set(SpareLines::default());
    for place in places {
        if !best.is_short() {
            break;
        }
        let tried = set(with_line(best.spare, place));
        if is_better(&tried, &best) {
            best = tried;
        }
    }
    // The galley is measured for one of them at a time.
    galley.forget_crossheads(best.frame.styles.get(Part::Crosshead).lines_before);
    fit_galley(binder, canvas, galley, &best.frame, &best.story.all, best.stage.rest);
    best
}

/// Whether fewer lines are left, and nothing got worse by that.
fn is_better(tried: &Justified, before: &Justified) -> bool {
    let (poured, poured_before) = (&tried.story.poured, &before.story.poured);
    tried.lines_left() < before.lines_left()
        && tried.has_initial == before.has_initial
        && poured.overset == 0
        && tried.errors() <= before.errors()
        && (poured_before.breaks_rules() || !poured.breaks_rules())
}

impl Justified {
    fn errors(&self) -> usize {
        self.stage.matter.findings.count(Severity::Error)
    }

    /// Whether every column of its text lacks a line.
    fn is_short(&self) -> bool {
        let columns = self.frame.text_columns.unwrap_or_else(|| self.frame.area.base_columns());
        let has_text = !self.story.poured.pieces.is_empty();
        // Filled in order, the last column ends where the text does.
        let is_level = self.frame.fill == Fill::Level;
        has_text
            && is_level
            && self.story.poured.overset == 0
            && self.lines_left() >= columns as usize
    }

    /// Lines of its place that stay empty.
    fn lines_left(&self) -> usize {
        let taken = self.story.taken().count();
        self.story.all.len().saturating_sub(taken)
    }
}

/// Where the spare lines of a story may go, line by line: one to each place,
/// then a second, as far as the house goes.
fn places(frame: &StoryFrame, head_rows: u32, galley: &Galley) -> Vec<SparePlace> {
    let stands_in_lines =
        matches!(frame.head.place, HeadPlace::Over(_) | HeadPlace::Inside(..)) && head_rows > 0;
    let most = |wanted: u32, is_there: bool| if is_there { wanted } else { 0 };
    let each = [
        (SparePlace::Head, most(frame.spare.head, stands_in_lines)),
        (SparePlace::Pictures, most(frame.spare.pictures, !frame.pictures.is_empty())),
        (SparePlace::Crossheads, most(frame.spare.crossheads, galley.has_crossheads())),
    ];
    let rounds = each.iter().map(|(_, most)| *most).max().unwrap_or(0);
    (0..rounds)
        .flat_map(|round| each.iter().filter(move |(_, most)| round < *most))
        .map(|(place, _)| *place)
        .collect()
}

/// One line more at a place.
fn with_line(mut given: SpareLines, place: SparePlace) -> SpareLines {
    match place {
        SparePlace::Head => given.head += 1,
        SparePlace::Pictures => given.pictures += 1,
        SparePlace::Crossheads => given.crossheads += 1,
    }
    given
}

/// A story's frame with lines given away.
fn with_spare_lines(frame: &StoryFrame, given: SpareLines, head_rows: u32) -> StoryFrame {
    let mut frame = frame.clone();
    if given.head > 0 {
        frame.head.lines = Some(frame.head.lines.unwrap_or(0).max(head_rows) + given.head);
    }
    for picture in &mut frame.pictures {
        picture.lines_after += given.pictures;
    }
    frame.styles.get_mut(Part::Crosshead).lines_before += given.crossheads;
    frame
}
