//! Columns of classified advertisements that end level, feathered: what a column
//! is short of the deepest is shared out between its items. Their leading is their
//! own, so no line beside them is there to agree with.

use std::collections::BTreeMap;

use crate::geom::Abs;
use crate::layout::flow::{GalleyPiece, Poured};
use crate::layout::grid::slots::PageSlots;
use crate::spec::page::Grid;

/// The most that a gap grows by, in percent of a line: a wider one is a hole.
const MOST: i64 = 50;

/// An item, or the part of one, that stands in a column.
struct InColumn {
    /// The slot of its first line.
    slot: usize,
    /// The line after its last.
    end: u32,
}

/// How far blocks are lowered, by the slot of their first line.
#[derive(Default)]
pub(in crate::layout) struct Lowered(BTreeMap<usize, Abs>);

impl Lowered {
    pub(super) fn at(&self, slot: usize) -> Abs {
        self.0.get(&slot).copied().unwrap_or_default()
    }
}

/// How far the blocks in the columns of a page are lowered so that these end level.
pub(super) fn feathered(
    pieces: &[GalleyPiece],
    poured: &Poured,
    slots: PageSlots,
    grid: &Grid,
) -> Lowered {
    let mut frames: BTreeMap<u32, BTreeMap<u32, Vec<InColumn>>> = BTreeMap::new();
    for (piece, placed) in pieces.iter().zip(&poured.pieces) {
        let GalleyPiece::Block(blocks) = piece else { continue };
        for fragment in &placed.fragments {
            let Some(slot) = slots.here(fragment.slot) else { continue };
            let Some(laid) = blocks.get(slot.measure()) else { continue };
            let end = slot.line + laid.height_of(fragment);
            let columns = frames.entry(slot.frame).or_default();
            columns.entry(slot.column).or_default().push(InColumn { slot: fragment.slot, end });
        }
    }
    let mut lowered = Lowered::default();
    for columns in frames.values() {
        let foot = |items: &Vec<InColumn>| items.last().map_or(0, |item| item.end);
        let deepest = columns.values().map(foot).max().unwrap_or(0);
        for items in columns.values() {
            let spare = grid.leading * i64::from(deepest - foot(items));
            let gaps = items.len() as i64 - 1;
            if spare > Abs::ZERO && spare <= grid.text_leading().scale(MOST, 100) * gaps {
                let steps = (0..).zip(items);
                lowered.0.extend(steps.map(|(at, item)| (item.slot, spare * at / gaps)));
            }
        }
    }
    lowered
}
