//! Where blocks come to stand: whole if they fit the column or a later one,
//! else broken between rows and going on in columns of the same measure.

use std::ops::Range;

use super::front::Front;
use super::{CROSSHEAD_PLACES, GalleyPiece, OVERSET, SHORT_COLUMN, Search, State, Way, is_top};
use crate::layout::set::block::{Fragment, Laid};

/// Where a block comes to stand, as far as the search must know it; where each
/// of its rows stands is worked out for the way that is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockWay {
    /// Grid lines that it takes, those that found no place included.
    count: usize,
    /// Grid lines that found no place.
    lost: usize,
    /// The slot after it.
    end: usize,
}

/// Where the rows of a block stand.
#[derive(Default)]
pub(super) struct BlockPlaces {
    /// The slot of each grid line that it takes, empty lines included; none for
    /// those that found no place.
    pub(super) slots: Vec<Option<usize>>,
    pub(super) fragments: Vec<Fragment>,
}

/// A stretch of a block in one column.
struct Stretch {
    /// The slot of its first row, and the rows.
    fragment: Fragment,
    /// All slots that it takes.
    slots: Range<usize>,
}

impl BlockWay {
    /// The slot after it; those that found no place are counted on.
    pub(super) fn end(self) -> usize {
        self.end + self.lost
    }
}

impl Search<'_> {
    /// Sets a block here, or at the top of what comes after.
    pub(super) fn pour_block(
        &mut self,
        piece: usize,
        from: usize,
        mut cost: i64,
        next: &mut Front,
    ) {
        let GalleyPiece::Block(blocks) = &self.pieces[piece] else { return };
        let mut start = from;
        let mut tries = CROSSHEAD_PLACES;
        while start < self.slots.len() {
            if let Some(laid) = blocks.get(self.measure(start)) {
                self.known.effort += laid.rows.len();
                if let Some((way, own_cost)) = self.fill(laid, start, |_| {}) {
                    let cost = cost + own_cost;
                    next.keep(State { cost, from, way: Way::block(start, way) });
                    tries -= 1;
                    if tries == 0 {
                        return;
                    }
                }
            }
            let block_end = self.next_block(start);
            cost += SHORT_COLUMN * (block_end - start) as i64;
            start = block_end;
        }
        let lost = blocks.get(self.rest).map_or(1, |laid| laid.height().max(1));
        let way = BlockWay { count: lost, lost, end: start };
        let cost = cost + OVERSET * lost as i64;
        next.keep(State { cost, from, way: Way::block(start, way) });
    }

    /// Where the rows of a block stand that was set from a slot on.
    pub(super) fn places_of_block(&self, piece: usize, start: usize, way: BlockWay) -> BlockPlaces {
        let mut places = BlockPlaces::default();
        if let GalleyPiece::Block(blocks) = &self.pieces[piece]
            && let Some(laid) = blocks.get(self.measure(start)).filter(|_| way.count > way.lost)
        {
            self.fill(laid, start, |stretch| {
                places.slots.extend(stretch.slots.map(Some));
                places.fragments.push(stretch.fragment);
            });
        }
        places.slots.resize(way.count, None);
        places
    }

    /// The block from a slot on, broken where the column ends, stretch by
    /// stretch, and what it costs; none if not even its first row fits there.
    fn fill(
        &self,
        laid: &Laid,
        start: usize,
        mut set: impl FnMut(Stretch),
    ) -> Option<(BlockWay, i64)> {
        let (above, below) = (laid.pad.0 as usize, laid.pad.1 as usize);
        let mut way = BlockWay { count: 0, lost: 0, end: start };
        let (mut at, mut row, mut cost) = (start, 0, 0);
        while row < laid.rows.len() {
            let end = self.next_block(at);
            let before = match row {
                0 if !is_top(self.slots, at) => laid.before as usize,
                _ => 0,
            };
            let again = if row > 0 { laid.again_height() } else { 0 };
            let (to, height) =
                rows_within(laid, row, (end - at).saturating_sub(before + above + again + below));
            if to > row {
                let taken = before + above + again + height + below;
                way.end = (at + taken).min(end);
                if to == laid.rows.len() {
                    // The empty lines below it are not needed at the column's foot.
                    way.end += (laid.after as usize).min(end - way.end);
                }
                way.count += way.end - at;
                let fragment = Fragment { slot: at + before, rows: row..to };
                set(Stretch { fragment, slots: at..way.end });
                row = to;
            } else if row == 0 {
                return None;
            }
            if row == laid.rows.len() {
                break;
            }
            cost += laid.split_cost + SHORT_COLUMN / 4 * (end.saturating_sub(way.end)) as i64;
            let Some(next) = self.next_of_measure(end, laid) else {
                way.lost = laid.rows[row..].iter().map(|row| row.height as usize).sum();
                way.count += way.lost;
                way.end = self.slots.len();
                cost += OVERSET * way.lost as i64;
                break;
            };
            at = next;
        }
        Some((way, cost))
    }

    /// The next slot from which a block of this measure can go on.
    fn next_of_measure(&self, mut at: usize, laid: &Laid) -> Option<usize> {
        while at < self.slots.len() {
            if self.measure(at) == laid.measure {
                return Some(at);
            }
            at = self.next_block(at);
        }
        None
    }
}

/// How far the rows from `row` on go within some grid lines, and the lines they
/// take: to the last place where the block may be broken.
fn rows_within(laid: &Laid, row: usize, room: usize) -> (usize, usize) {
    let (mut to, mut height) = (row, 0);
    let mut sum = 0;
    for (at, next) in laid.rows.iter().enumerate().skip(row) {
        sum += next.height as usize;
        if sum > room {
            break;
        }
        if next.may_break || at + 1 == laid.rows.len() {
            (to, height) = (at + 1, sum);
        }
    }
    (to, height)
}

impl Way {
    fn block(start: usize, way: BlockWay) -> Self {
        Self { block: Some(way), ..Self::crosshead(start, way.count) }
    }
}
