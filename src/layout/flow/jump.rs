//! Where a story goes on on another page: after two lines of a paragraph at the
//! least, and at the end of a sentence, for which the paragraph may be parted and
//! the page's last column may end some lines early.

use std::ops::Range;

use super::front::Front;
use super::known::{PiecePart, Variant, VariantsId};
use super::{GalleyPiece, SPARE, Search, Skip, Start, State, Way, measure_in};
use crate::layout::grid::slots::Slot;
use crate::text::{Breaks, Prepared, break_part_reading};

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
        let end = self.slots.len().min(way.end());
        if self.page_ends.get(way.start).is_none_or(|page_end| *page_end >= end) {
            return 0;
        }
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
        let end = *self.page_ends.get(slot)?;
        (end < self.slots.len() && end - slot <= most).then_some(end)
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
        let variants = variants.map(|id| self.known.get(id));
        let ways = variants.iter().flat_map(|variants| &variants.list);
        let Some(best) = ways.min_by_key(|breaks| breaks.cost) else {
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
        let (all, room) = (prepared.len(), page - slot);
        let heads = self.variants_of_part(piece, prepared, 0..at, slot);
        let tails = self.variants_of_part(piece, prepared, at..all, page);
        for head in 0..self.known.get(heads).list.len() {
            let head = Variant { of: heads, at: head };
            let count = self.known.breaks(head).lines.len();
            let Some(early) = room.checked_sub(count).and_then(|lines| EARLY.get(lines)) else {
                continue;
            };
            let skip = Skip { from: slot + count, count: room - count };
            let variants = self.known.joined(head, tails);
            for at in 0..self.known.get(variants).list.len() {
                let variant = Variant { of: variants, at };
                let breaks = self.known.breaks(variant);
                let count = breaks.lines.len();
                let way = Way { start: slot, skip, count, variant: Some(variant), block: None };
                let cost = cost
                    + early
                    + self.pushed_cost(slot) * skip.count as i64
                    + breaks.cost
                    + self.column_cost(piece, &way)
                    + self.jump_cost(piece, breaks, &way)
                    + self.overset_cost(&way);
                next.keep(State { cost, from: slot, way });
            }
        }
    }

    /// The breakings of a part of a paragraph that starts at a slot.
    fn variants_of_part(
        &mut self,
        piece: usize,
        prepared: &Prepared,
        clusters: Range<usize>,
        slot: usize,
    ) -> VariantsId {
        let Self { slots, rest, known, .. } = self;
        let part = PiecePart { piece, clusters: clusters.clone(), column_ends: Vec::new() };
        let measure = |line: usize| measure_in(slots, *rest, slot + line);
        known.mixed(part, clusters.len(), measure, |measures, _| {
            break_part_reading(prepared, clusters, measures)
        })
    }
}
