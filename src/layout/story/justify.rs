//! Vertical justification: a story that is short of its place gives its spare
//! lines to its head, its pictures and its crossheads, as far as the house lets
//! it. Whole lines of the grid and nothing else: leading is never touched.

use crate::diag::Severity;
use crate::layout::Material;
use crate::layout::compose::{Apart, Composer};
use crate::layout::galley::Galley;
use crate::layout::grid::slots::Room;
use crate::layout::head::Display;
use crate::layout::set::aside::Elsewhere;
use crate::layout::story::{PouredStory, Stage};
use crate::page::{Part, SpareLines};
use crate::spec::page::{Fill, HeadPlace, StoryFrame};

/// A story with its spare lines shared out.
pub(in crate::layout) struct Justified {
    /// The story's frame with the lines that were given away.
    pub(in crate::layout) frame: StoryFrame,
    pub(in crate::layout) stage: Stage,
    pub(in crate::layout) story: PouredStory,
}

/// Somewhere that a spare line can go.
#[derive(Clone, Copy)]
enum SparePlace {
    Head,
    Pictures,
    Crossheads,
}

impl Composer<'_> {
    /// Puts a story's head and pictures in their places and pours its text; as
    /// long as every column is a line short, lines are given away, one to each
    /// place in turn. Each try is set apart, and the best is laid on the page.
    pub(in crate::layout) fn justify(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        (head, galley): (Vec<Display>, &mut Galley),
        story: u32,
    ) -> Justified {
        let alone = Elsewhere::default();
        let head_rows = head.iter().map(Display::rows).sum();
        let places = places(frame, head_rows, galley);
        let mut set = |composer: &mut Self, given: SpareLines| {
            composer.apart(story, |composer| {
                let frame = with_spare_lines(frame, given, head_rows);
                galley.forget_crossheads(frame.styles.get(Part::Crosshead).lines_before);
                let stage = composer.stage(material, &frame, room, head.clone(), (story, &alone));
                let slots = stage.slots.clone();
                let story_text = composer.pour_story(galley, &frame, slots, stage.rest);
                composer.report(story).spare = given;
                Justified { frame, stage, story: story_text }
            })
        };
        let mut given = SpareLines::default();
        let mut best = set(self, given);
        for place in places {
            if !best.value.is_short() {
                break;
            }
            let more = with_line(given, place);
            let tried = set(self, more);
            if is_better(&tried, &best) {
                (given, best) = (more, tried);
            }
        }
        let best = self.lay(story, best);
        // The last try may have left the galley measured for itself.
        galley.forget_crossheads(best.frame.styles.get(Part::Crosshead).lines_before);
        self.fit_galley(galley, &best.frame, &best.story.all, best.stage.rest);
        best
    }
}

impl Apart<Justified> {
    fn errors(&self) -> usize {
        self.matter.findings.count(Severity::Error)
    }
}

/// Whether fewer lines are left, and nothing got worse by that.
fn is_better(tried: &Apart<Justified>, before: &Apart<Justified>) -> bool {
    let (poured, poured_before) = (&tried.value.story.poured, &before.value.story.poured);
    tried.value.spare() < before.value.spare()
        && poured.overset == 0
        && tried.errors() <= before.errors()
        && (poured_before.breaks_rules() || !poured.breaks_rules())
}

impl Justified {
    /// Whether every column of its text lacks a line.
    fn is_short(&self) -> bool {
        let columns = self.frame.text_columns.unwrap_or_else(|| self.frame.area.base_columns());
        let has_text = !self.story.poured.pieces.is_empty();
        // Filled in order, the last column ends where the text does.
        let is_level = self.frame.fill == Fill::Level;
        has_text && is_level && self.story.poured.overset == 0 && self.spare() >= columns as usize
    }

    /// Lines of its place that stay empty.
    fn spare(&self) -> usize {
        let PouredStory { poured, all, .. } = &self.story;
        let taken = poured.pieces.iter().flat_map(|placed| &placed.slots).flatten().count();
        all.len().saturating_sub(taken)
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
