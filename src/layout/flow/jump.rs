//! Where a story goes on on another page: after two lines of a paragraph at the
//! least, and at the end of a sentence, for which the paragraph may be parted and
//! the page's last column may end some lines early.

use std::ops::Range;
use std::sync::Arc;

use super::front::Front;
use super::{GalleyPiece, SPARE, Search, Skip, Start, State, Way};
use crate::geom::Abs;
use crate::layout::grid::slots::Slot;
use crate::text::{Breaks, Measures, break_part};

/// A single line before or after the place where a story goes on on another
/// page.
const JUMP_AFTER_LINE: i64 = 5_000_000;
/// A story that goes on on another page in the middle of a sentence: rather a
/// column that ends some lines early, and lines that are set loose for it.
const JUMP_IN_SENTENCE: i64 = 800_000;
/// What so many lines left empty before a jump cost: one is seen as little as the
/// last line of a paragraph, three are a hole. Each costs less than a line at the
/// foot of another column of the page.
const EARLY: [i64; 4] = [0, 35_000, 95_000, 190_000];
/// Ends of sentences that are tried in one paragraph.
const MOST_ENDS: usize = 12;

impl Search<'_> {
    /// What it costs if a paragraph goes on on another page.
    pub(super) fn jump_cost(&self, piece: usize, breaks: &Breaks, way: &Way) -> i64 {
        let GalleyPiece::Paragraph(prepared, _) = &self.pieces[piece] else { return 0 };
        let page = |line: usize| self.slots.get(way.slot(line)).map(|slot| slot.page);
        let lines = 1..breaks.lines.len();
        let jumps = lines.filter(|line| page(*line).is_some() && page(line - 1) != page(*line));
        jumps
            .map(|line| {
                let alone = line == 1 || line + 1 == breaks.lines.len();
                let cost = if alone { JUMP_AFTER_LINE } else { 0 };
                let starts_sentence = prepared.starts_sentence(breaks.lines[line].clusters.start);
                if starts_sentence { cost } else { cost + JUMP_IN_SENTENCE }
            })
            .sum()
    }

    /// What a line costs that is left empty on a page before the last: it would
    /// only fill a line that is empty there, and save what that costs.
    pub(super) fn pushed_cost(&self, slot: usize) -> i64 {
        let page = |slot: Option<&Slot>| slot.map(|slot| slot.page);
        if page(self.slots.get(slot)) == page(self.slots.last()) { 0 } else { SPARE }
    }

    /// The first slot of the next page, if it is not beyond `most` lines.
    fn next_page(&self, slot: usize, most: usize) -> Option<usize> {
        let this = self.slots.get(slot)?;
        let rest = self.slots.iter().enumerate().skip(slot).take(most + 1);
        rest.into_iter().find(|(_, other)| other.page != this.page).map(|(at, _)| at)
    }

    /// Sets a paragraph near the end of a page so that the page ends with a
    /// sentence: with the paragraph before, or with one of its own.
    pub(super) fn try_jumps(&mut self, piece: usize, slot: usize, cost: i64, next: &mut Front) {
        let GalleyPiece::Paragraph(prepared, None) = &self.pieces[piece] else { return };
        // No paragraph has more lines than clusters.
        let Some(page) = self.next_page(slot, prepared.len()) else { return };
        let room = page - slot;
        // An empty line alone is tried at the end of every column.
        if (2..EARLY.len()).contains(&room) {
            let start = Start::at(page);
            let cost = cost + EARLY[room] + self.pushed_cost(slot) * room as i64;
            self.try_paragraph(piece, slot, start, cost, next);
        }
        for end in self.sentence_ends(piece, slot, room) {
            self.part(piece, slot..page, end, cost, next);
        }
    }

    /// The clusters near the end of a page that begin a sentence, if a paragraph
    /// starts at a slot and has room for so many lines there.
    fn sentence_ends(&mut self, piece: usize, slot: usize, room: usize) -> Vec<usize> {
        let variants = self.variants(piece, slot, Skip::NOTHING);
        let GalleyPiece::Paragraph(prepared, _) = &self.pieces[piece] else { return Vec::new() };
        let Some(best) = variants.iter().min_by_key(|breaks| breaks.cost) else {
            return Vec::new();
        };
        let lines = &best.lines;
        if lines.len() <= room {
            return Vec::new();
        }
        // One line more at either end: a part may be set tighter or looser.
        let first = lines[room.saturating_sub(EARLY.len() + 1)].clusters.start;
        let last = lines[room].clusters.end.min(prepared.len() - 1);
        let ends = (first.max(1)..=last).rev().filter(|at| prepared.starts_sentence(*at));
        ends.take(MOST_ENDS).collect()
    }

    /// Parts a paragraph that begins in the first of the slots `here` and goes on on
    /// the page that begins after them, before a cluster.
    fn part(&mut self, piece: usize, here: Range<usize>, at: usize, cost: i64, next: &mut Front) {
        let GalleyPiece::Paragraph(prepared, _) = &self.pieces[piece] else { return };
        let Range { start: slot, end: page } = here;
        self.effort += prepared.len();
        let (all, room) = (prepared.len(), page - slot);
        let heads = break_part(prepared, 0..at, self.measures_of(slot, at).as_measures());
        let rest = self.measures_of(page, all - at);
        let tails = break_part(prepared, at..all, rest.as_measures());
        for head in heads {
            let count = head.lines.len();
            let Some(early) = room.checked_sub(count).and_then(|lines| EARLY.get(lines)) else {
                continue;
            };
            let skip = Skip { from: slot + count, count: room - count };
            let variants: Arc<[Arc<Breaks>]> =
                tails.iter().map(|tail| Arc::new(head.followed_by(tail))).collect();
            for breaks in variants.iter() {
                let way = Way {
                    start: slot,
                    skip,
                    count: breaks.lines.len(),
                    breaks: Some(breaks.clone()),
                    variants: Some(variants.clone()),
                    block: None,
                };
                let cost = cost
                    + early
                    + self.pushed_cost(slot) * skip.count as i64
                    + breaks.cost
                    + self.column_cost(&way)
                    + self.jump_cost(piece, breaks, &way)
                    + self.overset_cost(&way);
                next.keep(State { cost, from: slot, way });
            }
        }
    }

    /// The measures from a slot on, for so many lines at the most.
    fn measures_of(&self, slot: usize, most: usize) -> MeasuresAhead {
        let ahead: Range<usize> = slot..self.slots.len().min(slot.saturating_add(most));
        MeasuresAhead { first: ahead.map(|slot| self.measure(slot)).collect(), rest: self.rest }
    }
}

/// The measures of the slots ahead.
struct MeasuresAhead {
    first: Vec<Abs>,
    rest: Abs,
}

impl MeasuresAhead {
    fn as_measures(&self) -> Measures<'_> {
        Measures { first: &self.first, rest: self.rest }
    }
}
