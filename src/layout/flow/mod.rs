//! Copyfit: pours a galley through line slots so that columns end full.
//!
//! A search over the story's paragraphs picks how many lines each is set in
//! (its best number, one less or one more), so that no last line of a
//! paragraph stands alone at a column's top, no crosshead at a column's foot,
//! and the last column ends full. It touches spacing only within what line
//! breaking allows, and never leading.

mod block;
mod front;
mod jump;
mod known;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::block::BlockWay;
use self::front::{Front, PieceStates};
pub(super) use self::known::Known;
use self::known::{PiecePart, Variant, VariantsId};
use crate::geom::Abs;
use crate::layout::grid::slots::Slot;
use crate::layout::set::block::{Blocks, Fragment};
use crate::layout::set::initial::Initial;
use crate::layout::set::list::Marker;
use crate::page::Choice;
use crate::text::{Breaks, Measures, Prepared, break_lines, break_lines_along};

/// A piece of a galley.
pub(super) enum GalleyPiece {
    /// A paragraph, set line by line, with a drop capital or without.
    Paragraph(Box<Prepared>, Option<Box<Initial>>),
    /// A crosshead; it takes some whole lines, which stay together.
    Crosshead {
        /// How many, by the measure it is set in.
        rows: BTreeMap<Abs, u32>,
        /// How many of them are empty lines above it, which it does without at
        /// a column's top.
        before: u32,
    },
    /// An item of a list: a paragraph that hangs beside its marker.
    Item(Box<Prepared>, Box<Marker>),
    /// A table, a quote or a box: rows of whole grid lines.
    Block(Box<Blocks>),
}

/// Where a piece came to stand.
#[derive(Debug, Clone)]
pub(super) struct PouredPiece {
    /// The slot of each of its lines (for a crosshead, of each grid line);
    /// none for lines that found no place.
    pub(super) slots: Vec<Option<usize>>,
    /// The lines of a paragraph.
    pub(super) breaks: Option<Arc<Breaks>>,
    /// Where the rows of a block stand.
    pub(super) fragments: Vec<Fragment>,
    /// Lines in the best setting of a paragraph, taken alone.
    pub(super) natural: u32,
    /// The numbers of lines that a paragraph could have had here.
    pub(super) choices: Vec<Choice>,
}

/// How a galley came out.
#[derive(Debug, Clone)]
pub(super) struct Poured {
    pub(super) pieces: Vec<PouredPiece>,
    /// Slots left empty after the end of the text.
    pub(super) spare: usize,
    /// Lines that found no place.
    pub(super) overset: usize,
    /// Blocks that are broken between columns and had better been kept whole.
    pub(super) parted: usize,
    /// What this costs, spare lines included; only good for comparison.
    pub(super) cost: i64,
}

// Costs, in the same thousandths as line breaking: a fair line costs some
// hundreds, a tight or loose one thousands.

/// A paragraph's last line alone at a column's top (单行不成页, CLREQ 3.4.4).
const WIDOW: i64 = 5_000_000;
/// A paragraph's first line alone at a column's foot: milder (CLREQ 3.4.4 c).
const ORPHAN: i64 = 4_000;
/// The same in Western text, where it counts as a fault: rather word spaces wider by a
/// quarter of an em and more in a line.
const WESTERN_ORPHAN: i64 = 150_000;
/// A line left empty at a column's foot.
const SHORT_COLUMN: i64 = 60_000;
/// A line left empty after the end.
const SPARE: i64 = 40_000;
/// A line that found no place.
const OVERSET: i64 = 10_000_000;
/// A crosshead with only two lines below it in its column: rather a paragraph
/// that is set tight or loose, or a column two lines short.
const CROSSHEAD_LOW: i64 = 150_000;
/// A crosshead with one or none.
const CROSSHEAD_AT_FOOT: i64 = 3_000_000;

/// A drop capital that is parted from its lines.
const INITIAL_SPLIT: i64 = 4_000_000;

/// How many places are tried for a crosshead: where the text has come to, and
/// the tops of the next columns.
const CROSSHEAD_PLACES: u32 = 3;

/// The most states that are kept from one piece to the next. A newspaper
/// story has a few dozen.
const MOST_STATES: usize = 256;
/// The fewest that are kept as long as anything is left of [`MOST_EFFORT`].
const FEWEST_STATES: usize = 4;
/// The work after which half as many states are kept: that of breaking lines of differing
/// measure, by clusters, and states, in all pourings of a galley. Stories on real pages
/// take some ten thousand in all; of what takes a hundred times as long the cheapest few
/// ways are followed, which hardly ever miss the best.
const EFFORT_STEP: usize = 50_000;
/// The most work that goes into one galley; what is beyond this is poured without looking
/// ahead.
const MOST_EFFORT: usize = 2_000_000;

/// Pours `pieces` through `slots`; `rest` is the measure that overset lines
/// are counted in. `known` belongs to these pieces.
pub(super) fn pour(pieces: &[GalleyPiece], slots: &[Slot], rest: Abs, known: &mut Known) -> Poured {
    let run_ends = ends(slots, |slot| slot.run);
    let block_ends = ends(slots, |slot| (slot.run, slot.left, slot.right));
    let measure_ends = ends(slots, Slot::measure);
    let page_ends = ends(slots, |slot| slot.page);
    Search { pieces, slots, run_ends, block_ends, measure_ends, page_ends, rest, known }.run()
}

struct Search<'a> {
    pieces: &'a [GalleyPiece],
    slots: &'a [Slot],
    /// For each slot the first of the run after it.
    run_ends: Vec<usize>,
    /// For each slot the first that does not stand below it with the same ends.
    block_ends: Vec<usize>,
    /// For each slot the first after it of another measure.
    measure_ends: Vec<usize>,
    /// For each slot the first of the page after it.
    page_ends: Vec<usize>,
    rest: Abs,
    known: &'a mut Known,
}

/// The cheapest way to have poured all pieces so far and stand at a slot.
#[derive(Clone, Copy)]
struct State {
    cost: i64,
    from: usize,
    way: Way,
}

/// How a piece is poured.
#[derive(Clone, Copy)]
struct Way {
    /// The slot of its first line.
    start: usize,
    /// The slots that are left out.
    skip: Skip,
    /// Lines, or grid lines of a crosshead.
    count: usize,
    /// The lines of a paragraph, among all ways to set it from here.
    variant: Option<Variant>,
    /// How far a block reaches.
    block: Option<BlockWay>,
}

/// Slots that are left empty inside a paragraph, at a column's foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Skip {
    /// The first of them.
    from: usize,
    /// How many there are.
    count: usize,
}

/// Where a paragraph begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    slot: usize,
    skip: Skip,
}

impl Start {
    /// At a slot, with nothing left empty.
    fn at(slot: usize) -> Self {
        Self { slot, skip: Skip::NOTHING }
    }
}

impl Start {
    /// The slot of a line, counted from 0; past the last slot the numbers go on.
    fn of(self, line: usize) -> usize {
        let slot = self.slot + line;
        if slot >= self.skip.from { slot + self.skip.count } else { slot }
    }
}

impl Skip {
    const NOTHING: Self = Self { from: 0, count: 0 };

    fn one(from: usize) -> Self {
        Self { from, count: 1 }
    }
}

impl Way {
    /// The slot of a line, counted from 0; past the last slot the numbers go
    /// on.
    fn slot(&self, line: usize) -> usize {
        Start { slot: self.start, skip: self.skip }.of(line)
    }

    /// The slot after its last line.
    fn end(&self) -> usize {
        if let Some(block) = self.block {
            return block.end();
        }
        self.count.checked_sub(1).map_or(self.start, |last| self.slot(last) + 1)
    }
}

impl Poured {
    /// Whether something stands where the trade does not let it stand.
    pub(super) fn breaks_rules(&self) -> bool {
        self.cost >= CROSSHEAD_AT_FOOT
    }
}

impl Search<'_> {
    fn run(&mut self) -> Poured {
        let mut stages: Vec<PieceStates> = Vec::with_capacity(self.pieces.len());
        let mut here: Vec<(usize, i64)> = vec![(0, 0)];
        let mut next = Front::new(self.slots.len());
        for piece in 0..self.pieces.len() {
            for (slot, cost) in here.drain(..) {
                self.place(piece, slot, cost, &mut next);
            }
            let stage = next.finish(self.most_states());
            self.known.effort += stage.len();
            here.extend(stage.ends());
            stages.push(stage);
        }
        let (end, cost) = here
            .iter()
            .map(|(slot, cost)| {
                (*slot, *cost + SPARE * self.slots.len().saturating_sub(*slot) as i64)
            })
            .min_by_key(|(_, cost)| *cost)
            .unwrap_or_default();
        self.trace(stages, end, cost)
    }

    /// How many states are gone on with.
    fn most_states(&self) -> usize {
        let effort = self.known.effort;
        if effort >= MOST_EFFORT {
            return 1;
        }
        let halvings = u32::try_from(effort / EFFORT_STEP).unwrap_or(u32::MAX);
        MOST_STATES.checked_shr(halvings).unwrap_or(0).max(FEWEST_STATES)
    }

    fn place(&mut self, piece: usize, slot: usize, cost: i64, next: &mut Front) {
        match &self.pieces[piece] {
            GalleyPiece::Paragraph(..) | GalleyPiece::Item(..) => {
                self.pour_paragraph(piece, slot, cost, next);
            }
            GalleyPiece::Block(_) => self.pour_block(piece, slot, cost, next),
            GalleyPiece::Crosshead { rows, before } => {
                self.place_crosshead(rows, *before, slot, cost, next);
            }
        }
    }

    fn measure(&self, slot: usize) -> Abs {
        measure_in(self.slots, self.rest, slot)
    }

    /// The first slot of the run after the one that `slot` is in.
    fn next_run(&self, slot: usize) -> usize {
        self.run_ends.get(slot).copied().unwrap_or(slot)
    }

    /// The first slot that does not stand right below the one before with the
    /// same ends, from `slot` on.
    fn next_block(&self, slot: usize) -> usize {
        self.block_ends.get(slot).copied().unwrap_or(slot)
    }

    fn pour_paragraph(&mut self, piece: usize, slot: usize, cost: i64, next: &mut Front) {
        self.try_paragraph(piece, slot, Start::at(slot), cost, next);
        self.try_jumps(piece, slot, cost, next);
        let boundary = self.next_run(slot);
        if boundary >= self.slots.len() || boundary == slot {
            return;
        }
        // The column may also end a line early, before or inside the
        // paragraph, to keep two lines together at the next one's top.
        let block = self.next_block(slot) - slot;
        if let Some(initial) = self.initial_of(piece)
            && block < initial.lines
        {
            let cost = cost + (SHORT_COLUMN + 2 * self.pushed_cost(slot)) * block as i64;
            self.try_paragraph(piece, slot, Start::at(slot + block), cost, next);
        } else if boundary - slot == 1 {
            let start = Start::at(boundary);
            let cost = cost + SHORT_COLUMN + 2 * self.pushed_cost(slot);
            self.try_paragraph(piece, slot, start, cost, next);
        } else {
            let start = Start { slot, skip: Skip::one(boundary - 1) };
            let cost = cost + SHORT_COLUMN + 2 * self.pushed_cost(slot);
            self.try_paragraph(piece, slot, start, cost, next);
        }
    }

    /// Sets a paragraph, all before which ends at the slot `from`, in every number of
    /// lines that it can have.
    fn try_paragraph(
        &mut self,
        piece: usize,
        from: usize,
        start: Start,
        cost: i64,
        next: &mut Front,
    ) {
        let Start { slot: start, skip } = start;
        let Some(variants) = self.variants(piece, start, skip) else { return };
        let variants = self.with_whole_words(piece, Start { slot: start, skip }, variants);
        // A short paragraph ends below its drop capital.
        let least = self.initial_of(piece).map_or(0, |initial| initial.lines);
        for at in 0..self.known.get(variants).list.len() {
            let variant = Variant { of: variants, at };
            let breaks = self.known.breaks(variant);
            let count = breaks.lines.len().max(least);
            // A slot that would only be skipped after the end is no way to set
            // this paragraph.
            if skip.count > 0 && start + count <= skip.from {
                continue;
            }
            let way = Way { start, skip, count, variant: Some(variant), block: None };
            let cost = cost
                + breaks.cost
                + self.column_cost(piece, &way)
                + self.jump_cost(piece, breaks, &way)
                + self.initial_cost(piece, &way)
                + self.overset_cost(&way);
            next.keep(State { cost, from, way });
        }
    }

    /// What the column ends inside a paragraph cost.
    fn column_cost(&self, piece: usize, way: &Way) -> i64 {
        let run = |line: usize| self.slots.get(way.slot(line)).map(|slot| slot.run);
        let Some(last) = way.count.checked_sub(1).filter(|last| *last > 0) else { return 0 };
        let mut cost = 0;
        if run(last - 1) != run(last) && run(last).is_some() {
            cost += WIDOW;
        }
        if run(0) != run(1) {
            cost += if self.is_western(piece) { WESTERN_ORPHAN } else { ORPHAN };
        }
        cost
    }

    fn is_western(&self, piece: usize) -> bool {
        match &self.pieces[piece] {
            GalleyPiece::Paragraph(prepared, _) | GalleyPiece::Item(prepared, _) => {
                prepared.lang.is_western()
            }
            GalleyPiece::Crosshead { .. } | GalleyPiece::Block(_) => false,
        }
    }

    fn overset_cost(&self, way: &Way) -> i64 {
        let past = way.end().saturating_sub(self.slots.len()).min(way.count);
        OVERSET * past as i64
    }

    /// The breakings of a paragraph that starts at a slot.
    fn variants(&mut self, piece: usize, start: usize, skip: Skip) -> Option<VariantsId> {
        let (prepared, hang) = match &self.pieces[piece] {
            GalleyPiece::Paragraph(prepared, Some(initial)) => {
                return Some(self.variants_beside(
                    piece,
                    prepared,
                    initial,
                    Start { slot: start, skip },
                ));
            }
            GalleyPiece::Paragraph(prepared, None) => (prepared, Abs::ZERO),
            GalleyPiece::Item(prepared, marker) => (prepared, marker.hang),
            GalleyPiece::Crosshead { .. } | GalleyPiece::Block(_) => return None,
        };
        let measure = self.measure(start);
        let uniform = self
            .known
            .uniform(piece, measure, || break_lines(prepared, Measures::all(measure - hang)));
        let reach = start + self.known.get(uniform).longest + skip.count;
        let same =
            self.measure_ends.get(start).is_none_or(|end| reach.min(self.slots.len()) <= *end)
                && (reach <= self.slots.len() || self.rest == measure);
        if same {
            return Some(uniform);
        }
        let Self { slots, rest, known, .. } = self;
        let part = PiecePart { piece, clusters: 0..prepared.len(), column_ends: Vec::new() };
        let slot = Start { slot: start, skip };
        // No paragraph has more lines than clusters.
        let id = known.mixed(
            part,
            prepared.len() + 1,
            |line| measure_in(slots, *rest, slot.of(line)) - hang,
            |measures, trails| trails.break_lines(piece, prepared, measures),
        );
        Some(id)
    }

    /// The breakings of a paragraph with a drop capital that starts at a slot.
    fn variants_beside(
        &mut self,
        piece: usize,
        prepared: &Prepared,
        initial: &Initial,
        start: Start,
    ) -> VariantsId {
        let Self { slots, rest, known, .. } = self;
        let part = PiecePart { piece, clusters: 0..prepared.len(), column_ends: Vec::new() };
        let most = (prepared.len() + 1).max(initial.lines);
        let beside = Beside { lines: initial.lines, width: initial.width };
        let measure = |line: usize| measure_in(slots, *rest, start.of(line)) - beside.of(line);
        known.mixed(part, most, measure, |measures, trails| {
            trails.break_lines(piece, prepared, measures)
        })
    }

    /// The same breakings, or if some of them part a word between two columns those in
    /// which this is weighed.
    fn with_whole_words(&mut self, piece: usize, start: Start, variants: VariantsId) -> VariantsId {
        let (GalleyPiece::Paragraph(prepared, _) | GalleyPiece::Item(prepared, _)) =
            &self.pieces[piece]
        else {
            return variants;
        };
        let known = self.known.get(variants);
        let column_ends = self.column_ends(start, known.longest);
        let parts_word = |breaks: &Arc<Breaks>| {
            let lines = column_ends.iter().filter_map(|end| breaks.lines.get(*end));
            lines.into_iter().any(|next| prepared.parts_word_before(next.clusters.start))
        };
        if !known.list.iter().any(parts_word) {
            return variants;
        }
        let beside = beside_of(&self.pieces[piece]);
        let Self { slots, rest, known, .. } = self;
        let part = PiecePart { piece, clusters: 0..prepared.len(), column_ends };
        known.mixed(
            part,
            prepared.len() + 1,
            |line| measure_in(slots, *rest, start.of(line)) - beside.of(line),
            |measures, _| break_lines_along(prepared, measures, None),
        )
    }

    /// After how many of a paragraph's lines columns end.
    fn column_ends(&self, start: Start, lines: usize) -> Vec<usize> {
        if start.of(lines.saturating_sub(1)) < self.next_run(start.slot) {
            return Vec::new();
        }
        let run = |line: usize| self.slots.get(start.of(line)).map(|slot| slot.run);
        (1..lines).filter(|line| run(*line).is_some() && run(line - 1) != run(*line)).collect()
    }

    /// What it costs if a drop capital does not stand beside all of its lines,
    /// one below the other.
    fn initial_cost(&self, piece: usize, way: &Way) -> i64 {
        let Some(initial) = self.initial_of(piece) else { return 0 };
        let ends = |line: usize| {
            self.slots.get(way.slot(line)).map(|slot| (slot.run, slot.left, slot.right))
        };
        let is_whole = (1..initial.lines).all(|line| ends(line) == ends(0));
        if is_whole { 0 } else { INITIAL_SPLIT }
    }

    fn initial_of(&self, piece: usize) -> Option<&Initial> {
        match &self.pieces[piece] {
            GalleyPiece::Paragraph(_, initial) => initial.as_deref(),
            GalleyPiece::Crosshead { .. } | GalleyPiece::Item(..) | GalleyPiece::Block(_) => None,
        }
    }

    /// Sets a crosshead here, or at the top of what comes after: where the
    /// column's measure changes or in a later run.
    fn place_crosshead(
        &mut self,
        rows: &BTreeMap<Abs, u32>,
        before: u32,
        from: usize,
        mut cost: i64,
        next: &mut Front,
    ) {
        let mut start = from;
        let mut tries = CROSSHEAD_PLACES;
        while start < self.slots.len() {
            self.known.effort += 1;
            let above = if is_top(self.slots, start) { before as usize } else { 0 };
            let count = rows_in(rows, self.measure(start)).saturating_sub(above).max(1);
            let end = start + count;
            let block_end = self.next_block(start);
            if end <= block_end {
                let foot = match self.next_run(start).saturating_sub(end) {
                    0 | 1 => CROSSHEAD_AT_FOOT,
                    2 => CROSSHEAD_LOW,
                    _ => 0,
                };
                let cost = cost + foot;
                next.keep(State { cost, from, way: Way::crosshead(start, count) });
                tries -= 1;
                if tries == 0 {
                    return;
                }
            }
            cost += SHORT_COLUMN * (block_end - start) as i64;
            start = block_end;
        }
        let count = rows_in(rows, self.rest);
        let cost = cost + OVERSET * count as i64;
        next.keep(State { cost, from, way: Way::crosshead(start, count) });
    }

    fn trace(&self, mut stages: Vec<PieceStates>, end: usize, cost: i64) -> Poured {
        let mut at = end;
        let mut pieces = Vec::with_capacity(stages.len());
        while let Some(stage) = stages.pop() {
            let Some(state) = stage.at(at) else { break };
            at = state.from;
            pieces.push(self.placed(stages.len(), state.way));
        }
        pieces.reverse();
        let overset =
            pieces.iter().flat_map(|placed| &placed.slots).filter(|slot| slot.is_none()).count();
        let parted = self
            .pieces
            .iter()
            .zip(&pieces)
            .filter(|(piece, placed)| is_parted(piece, placed))
            .count();
        Poured { pieces, spare: self.slots.len().saturating_sub(end), overset, parted, cost }
    }

    fn placed(&self, piece: usize, way: Way) -> PouredPiece {
        if let Some(block) = way.block {
            let places = self.places_of_block(piece, way.start, block);
            return PouredPiece {
                slots: places.slots,
                breaks: None,
                fragments: places.fragments,
                natural: way.count as u32,
                choices: Vec::new(),
            };
        }
        let slots = (0..way.count).map(|line| way.slot(line));
        let variants = way.variant.map(|variant| self.known.get(variant.of));
        let choices: Vec<Choice> = variants
            .iter()
            .flat_map(|variants| &variants.list)
            .map(|breaks| Choice { lines: breaks.lines.len() as u32, cost: breaks.cost })
            .collect();
        let best = choices.iter().min_by_key(|choice| choice.cost);
        PouredPiece {
            slots: slots.map(|slot| (slot < self.slots.len()).then_some(slot)).collect(),
            natural: best.map_or(way.count as u32, |best| best.lines),
            breaks: way.variant.map(|variant| Arc::clone(self.known.breaks(variant))),
            fragments: Vec::new(),
            choices,
        }
    }
}

impl Way {
    fn crosshead(start: usize, count: usize) -> Self {
        Self { start, skip: Skip::NOTHING, count, variant: None, block: None }
    }
}

/// The measure of a slot; past the last it is `rest`.
fn measure_in(slots: &[Slot], rest: Abs, slot: usize) -> Abs {
    slots.get(slot).map_or(rest, Slot::measure)
}

/// What stands before the lines of a paragraph, and makes them shorter.
#[derive(Clone, Copy)]
struct Beside {
    /// How many lines, from the first.
    lines: usize,
    width: Abs,
}

impl Beside {
    /// What a line is shorter by.
    fn of(self, line: usize) -> Abs {
        if line < self.lines { self.width } else { Abs::ZERO }
    }
}

/// What stands before the lines of a piece: a drop capital, or an item's marker.
fn beside_of(piece: &GalleyPiece) -> Beside {
    match piece {
        GalleyPiece::Paragraph(_, Some(initial)) => {
            Beside { lines: initial.lines, width: initial.width }
        }
        GalleyPiece::Item(_, marker) => Beside { lines: usize::MAX, width: marker.hang },
        GalleyPiece::Paragraph(_, None) | GalleyPiece::Crosshead { .. } | GalleyPiece::Block(_) => {
            Beside { lines: 0, width: Abs::ZERO }
        }
    }
}

/// For each slot where the stretch of slots ends that are alike with it.
fn ends<T: PartialEq>(slots: &[Slot], kind: impl Fn(&Slot) -> T) -> Vec<usize> {
    let mut ends = vec![slots.len(); slots.len()];
    for at in (1..slots.len()).rev() {
        let is_alike = kind(&slots[at - 1]) == kind(&slots[at]);
        ends[at - 1] = if is_alike { ends[at] } else { at };
    }
    ends
}

/// Whether a block is broken that is to be kept whole.
fn is_parted(piece: &GalleyPiece, placed: &PouredPiece) -> bool {
    match piece {
        GalleyPiece::Block(blocks) => placed.fragments.len() > 1 && blocks.is_kept_whole(),
        GalleyPiece::Paragraph(..) | GalleyPiece::Item(..) | GalleyPiece::Crosshead { .. } => false,
    }
}

/// Whether a slot is the first of its column.
pub(super) fn is_top(slots: &[Slot], at: usize) -> bool {
    let run = |at: usize| slots.get(at).map(|slot| slot.run);
    at.checked_sub(1).is_none_or(|before| run(before) != run(at))
}

/// Grid lines of a crosshead in a measure.
fn rows_in(rows: &BTreeMap<Abs, u32>, measure: Abs) -> usize {
    rows.get(&measure).copied().unwrap_or(1).max(1) as usize
}
