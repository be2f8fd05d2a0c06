//! A story's text: poured through the slots of its stage.

use std::collections::BTreeSet;

use super::stage::Stage;
use super::thread::PageOfThread;
use crate::geom::Abs;
use crate::layout::bind::Binder;
use crate::layout::flow::Poured;
use crate::layout::galley::Galley;
use crate::layout::galley::level::pour_level;
use crate::layout::galley::measure::{measure_blocks, measure_crossheads};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{LEAST_MEASURE, PageSlots, Slot};
use crate::page::Part;
use crate::spec::page::StoryFrame;

/// A story's text in its slots.
#[derive(Clone)]
pub(super) struct PouredStory {
    pub(super) poured: Poured,
    /// The slots that there are.
    pub(super) all: Vec<Slot>,
    /// Those that it was poured through.
    pub(super) used: Vec<Slot>,
}

impl PouredStory {
    /// The slots that its lines stand in.
    pub(super) fn taken(&self) -> impl Iterator<Item = Slot> {
        let slots = self.poured.pieces.iter().flat_map(|placed| placed.slots.iter().flatten());
        slots.filter_map(|at| self.used.get(*at).copied())
    }
}

/// A story whose head and pictures stand, with its text in its slots.
pub(super) struct SetText<'a> {
    pub(super) stage: Stage,
    pub(super) galley: &'a Galley,
    pub(super) story: &'a PouredStory,
    pub(super) page: &'a PageOfThread<'a>,
}

impl<'a> SetText<'a> {
    /// The slots of its text, and the page that is being set.
    pub(super) fn slots(&self) -> PageSlots<'a> {
        PageSlots { used: &self.story.used, page: self.page.number }
    }

    /// The slots of this page that its lines stand in.
    pub(super) fn taken_here(&self) -> impl Iterator<Item = Slot> {
        self.story.taken().filter(|slot| slot.page == self.page.number)
    }

    /// The measure that overset lines are counted in.
    pub(super) fn rest(&self) -> Abs {
        self.page.thread().map_or(self.stage.rest, |thread| thread.rest)
    }
}

/// Makes a galley ready for the measures of some slots.
pub(super) fn fit_galley(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &mut Galley,
    frame: &StoryFrame,
    all: &[Slot],
    rest: Abs,
) {
    let em = frame.styles.get(Part::Body).size;
    let measures: BTreeSet<Abs> = all.iter().map(Slot::measure).chain([rest]).collect();
    let narrowest = measures.first().copied().unwrap_or(rest);
    galley.fit_initial(narrowest, em * LEAST_MEASURE);
    measure_crossheads(binder, canvas, galley, &frame.styles, &measures, all.len());
    measure_blocks(binder, canvas, galley, frame, &measures);
}

/// Pours a story's text through slots.
pub(super) fn pour_story(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &mut Galley,
    frame: &StoryFrame,
    all: Vec<Slot>,
    rest: Abs,
) -> PouredStory {
    fit_galley(binder, canvas, galley, frame, &all, rest);
    let (poured, used) = pour_level(galley, &all, rest, frame.fill);
    PouredStory { poured, all, used }
}
