//! Copyfit: pours a galley through line slots so that columns end full.
//!
//! A search over the story's paragraphs picks how many lines each is set in
//! (its best number, one less or one more), so that no last line of a
//! paragraph stands alone at a column's top, no crosshead at a column's foot,
//! and the last column ends full. It touches spacing only within what line
//! breaking allows, and never leading.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::slots::Slot;
use crate::geom::Abs;
use crate::text::{Breaks, Measures, Prepared, break_lines};

/// A piece of a galley.
pub(super) enum Piece {
    /// A paragraph, set line by line.
    Paragraph(Prepared),
    /// A crosshead; it takes some whole lines, which stay together.
    Crosshead {
        /// How many, by the measure it is set in.
        rows: BTreeMap<Abs, u32>,
    },
}

/// Where a piece came to stand.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// The slot of each of its lines (for a crosshead, of each grid line);
    /// none for lines that found no place.
    pub(super) slots: Vec<Option<usize>>,
    /// The lines of a paragraph.
    pub(super) breaks: Option<Rc<Breaks>>,
    /// Lines in the best setting of a paragraph, taken alone.
    pub(super) natural: u32,
}

/// How a galley came out.
#[derive(Debug, Clone)]
pub(super) struct Poured {
    pub(super) pieces: Vec<Placed>,
    /// Slots left empty after the end of the text.
    pub(super) spare: usize,
    /// Lines that found no place.
    pub(super) overset: usize,
    /// What this costs, spare lines included; only good for comparison.
    pub(super) cost: i64,
}

// Costs, in the same thousandths as line breaking: a fair line costs some
// hundreds, a tight or loose one thousands.

/// A paragraph's last line alone at a column's top (单行不成页, CLREQ 3.4.4).
const WIDOW: i64 = 5_000_000;
/// A paragraph's first line alone at a column's foot: milder (CLREQ 3.4.4 c).
const ORPHAN: i64 = 4_000;
/// A line left empty at a column's foot.
const SHORT_COLUMN: i64 = 60_000;
/// A line left empty after the end.
const SPARE: i64 = 40_000;
/// A line that found no place.
const OVERSET: i64 = 10_000_000;
/// A crosshead with only two lines below it in its column.
const CROSSHEAD_LOW: i64 = 20_000;
/// A crosshead with one or none.
const CROSSHEAD_AT_FOOT: i64 = 3_000_000;

/// Pours `pieces` through `slots`; `rest` is the measure that overset lines
/// are counted in. `known` belongs to these pieces.
pub(super) fn pour(pieces: &[Piece], slots: &[Slot], rest: Abs, known: &mut Known) -> Poured {
    Search { pieces, slots, rest, known }.run()
}

/// Breakings of a galley's pieces, by the piece and one measure throughout. A
/// galley is poured several times, and most of its paragraphs come out the
/// same.
#[derive(Default)]
pub(super) struct Known(BTreeMap<(usize, Abs), Rc<[Rc<Breaks>]>>);

struct Search<'a> {
    pieces: &'a [Piece],
    slots: &'a [Slot],
    rest: Abs,
    known: &'a mut Known,
}

/// The cheapest way to have poured all pieces so far and stand at a slot.
#[derive(Clone)]
struct State {
    cost: i64,
    from: usize,
    placed: Placed,
}

impl Poured {
    /// Whether something stands where the trade does not let it stand.
    pub(super) fn breaks_rules(&self) -> bool {
        self.cost >= CROSSHEAD_AT_FOOT
    }
}

impl Search<'_> {
    fn run(&mut self) -> Poured {
        let mut stages: Vec<BTreeMap<usize, State>> = Vec::new();
        let mut here: BTreeMap<usize, i64> = BTreeMap::from([(0, 0)]);
        for piece in 0..self.pieces.len() {
            let mut next: BTreeMap<usize, State> = BTreeMap::new();
            for (slot, cost) in &here {
                self.place(piece, *slot, *cost, &mut next);
            }
            self.keep_one_overset(&mut next);
            here = next.iter().map(|(slot, state)| (*slot, state.cost)).collect();
            stages.push(next);
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

    /// Past the last slot only the cheapest way matters, however many lines it
    /// takes: so a story of any length is poured in bounded work.
    fn keep_one_overset(&self, states: &mut BTreeMap<usize, State>) {
        let past = states.split_off(&self.slots.len());
        if let Some(best) = past.into_iter().min_by_key(|(_, state)| state.cost) {
            states.insert(best.0, best.1);
        }
    }

    fn place(&mut self, piece: usize, slot: usize, cost: i64, next: &mut BTreeMap<usize, State>) {
        match &self.pieces[piece] {
            Piece::Paragraph(_) => self.place_paragraph(piece, slot, cost, next),
            Piece::Crosshead { rows } => self.place_crosshead(rows, slot, cost, next),
        }
    }

    fn measure(&self, slot: usize) -> Abs {
        self.slots.get(slot).map_or(self.rest, Slot::measure)
    }

    /// The first slot of the run after the one that `slot` is in.
    fn next_run(&self, slot: usize) -> usize {
        let Some(this) = self.slots.get(slot) else { return slot };
        let rest = &self.slots[slot..];
        slot + rest.iter().take_while(|other| other.run == this.run).count()
    }

    fn place_paragraph(
        &mut self,
        piece: usize,
        slot: usize,
        cost: i64,
        next: &mut BTreeMap<usize, State>,
    ) {
        self.try_paragraph(piece, slot, (slot, None), cost, next);
        let boundary = self.next_run(slot);
        if boundary >= self.slots.len() || boundary == slot {
            return;
        }
        // The column may also end a line early, before or inside the
        // paragraph, to keep two lines together at the next one's top.
        if boundary - slot == 1 {
            self.try_paragraph(piece, slot, (boundary, None), cost + SHORT_COLUMN, next);
        } else {
            self.try_paragraph(piece, slot, (slot, Some(boundary - 1)), cost + SHORT_COLUMN, next);
        }
    }

    /// Sets a paragraph from a slot on, leaving out the slot `skip`, in every
    /// number of lines that it can have.
    fn try_paragraph(
        &mut self,
        piece: usize,
        from: usize,
        (start, skip): (usize, Option<usize>),
        cost: i64,
        next: &mut BTreeMap<usize, State>,
    ) {
        let variants = self.variants(piece, start, skip);
        let best = variants.iter().min_by_key(|breaks| breaks.cost);
        let natural = best.map_or(0, |breaks| breaks.lines.len() as u32);
        for breaks in variants.iter() {
            let count = breaks.lines.len();
            let sequence = |at: usize| match skip {
                Some(skip) if start + at >= skip => start + at + 1,
                _ => start + at,
            };
            // A slot that would only be skipped after the end is no way to set
            // this paragraph.
            if skip.is_some_and(|skip| start + count <= skip) {
                continue;
            }
            let end = sequence(count.saturating_sub(1)) + usize::from(count > 0);
            let slots: Vec<usize> = (0..count).map(sequence).collect();
            let cost = cost + breaks.cost + self.column_cost(&slots) + self.overset_cost(&slots);
            if next.get(&end).is_some_and(|known| known.cost <= cost) {
                continue;
            }
            let placed = Placed {
                slots: slots
                    .iter()
                    .map(|slot| (*slot < self.slots.len()).then_some(*slot))
                    .collect(),
                breaks: Some(breaks.clone()),
                natural,
            };
            next.insert(end, State { cost, from, placed });
        }
    }

    /// What the column ends inside a paragraph cost.
    fn column_cost(&self, slots: &[usize]) -> i64 {
        let run = |slot: usize| self.slots.get(slot).map(|slot| slot.run);
        let mut cost = 0;
        if let [.., before, last] = slots
            && run(*before) != run(*last)
            && run(*last).is_some()
        {
            cost += WIDOW;
        }
        if let [first, second, ..] = slots
            && run(*first) != run(*second)
        {
            cost += ORPHAN;
        }
        cost
    }

    fn overset_cost(&self, slots: &[usize]) -> i64 {
        OVERSET * slots.iter().filter(|slot| **slot >= self.slots.len()).count() as i64
    }

    /// The breakings of a paragraph that starts at a slot.
    fn variants(&mut self, piece: usize, start: usize, skip: Option<usize>) -> Rc<[Rc<Breaks>]> {
        let Piece::Paragraph(prepared) = &self.pieces[piece] else { return Rc::new([]) };
        let measure = self.measure(start);
        let key = (piece, measure);
        let uniform = self.known.0.entry(key).or_insert_with(|| {
            let list = break_lines(prepared, Measures { first: &[], rest: measure });
            list.into_iter().map(Rc::new).collect()
        });
        let longest = uniform.iter().map(|breaks| breaks.lines.len()).max().unwrap_or(0);
        let reach = start + longest + usize::from(skip.is_some());
        let same = (start..reach)
            .all(|slot| self.slots.get(slot).is_none_or(|s| s.measure() == measure))
            && (reach <= self.slots.len() || self.rest == measure);
        if same {
            return uniform.clone();
        }
        let first: Vec<Abs> = (start..self.slots.len())
            .filter(|slot| Some(*slot) != skip)
            .map(|slot| self.slots[slot].measure())
            .collect();
        break_lines(prepared, Measures { first: &first, rest: self.rest })
            .into_iter()
            .map(Rc::new)
            .collect()
    }

    fn place_crosshead(
        &self,
        rows: &BTreeMap<Abs, u32>,
        slot: usize,
        cost: i64,
        next: &mut BTreeMap<usize, State>,
    ) {
        let mut start = slot;
        let mut cost = cost;
        // Here, or at the top of a later run.
        loop {
            let count = rows.get(&self.measure(start)).copied().unwrap_or(1).max(1) as usize;
            let end = start + count;
            let run_end = self.next_run(start);
            let is_past = start >= self.slots.len();
            if end <= run_end || is_past {
                let below = run_end.saturating_sub(end);
                let foot = match below {
                    _ if is_past => OVERSET * count as i64,
                    0 | 1 => CROSSHEAD_AT_FOOT,
                    2 => CROSSHEAD_LOW,
                    _ => 0,
                };
                let placed = Placed {
                    slots: (start..end).map(|slot| (!is_past).then_some(slot)).collect(),
                    breaks: None,
                    natural: count as u32,
                };
                let state = State { cost: cost + foot, from: slot, placed };
                if next.get(&end).is_none_or(|known| known.cost > state.cost) {
                    next.insert(end, state);
                }
            }
            if is_past {
                return;
            }
            cost += SHORT_COLUMN * (run_end - start) as i64;
            start = run_end;
        }
    }

    fn trace(&self, mut stages: Vec<BTreeMap<usize, State>>, end: usize, cost: i64) -> Poured {
        let mut at = end;
        let mut pieces = Vec::with_capacity(stages.len());
        while let Some(mut stage) = stages.pop() {
            let Some(state) = stage.remove(&at) else { break };
            at = state.from;
            pieces.push(state.placed);
        }
        pieces.reverse();
        let overset =
            pieces.iter().flat_map(|placed| &placed.slots).filter(|slot| slot.is_none()).count();
        Poured { pieces, spare: self.slots.len().saturating_sub(end), overset, cost }
    }
}
