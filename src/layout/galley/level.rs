//! Level columns: a story that is short of its place has the feet of all its
//! columns raised together.

use std::collections::{BTreeMap, BTreeSet};

use super::Galley;
use crate::geom::Abs;
use crate::layout::flow::Poured;
use crate::layout::grid::slots::Slot;
use crate::spec::page::Fill;

/// Pours a galley; if it is short and its columns are to end level, the feet
/// of all columns are raised together until the text fills what is left.
pub(in crate::layout) fn pour_level(
    galley: &mut Galley,
    all: &[Slot],
    rest: Abs,
    fill: Fill,
) -> (Poured, Vec<Slot>) {
    let poured = galley.pour(all, rest);
    if fill == Fill::InOrder || poured.spare == 0 || galley.pieces.is_empty() {
        return (poured, all.to_vec());
    }
    let mut raised_by = poured.spare;
    let mut best = (poured, all.to_vec());
    let mut raise = |by: usize| {
        let raised = raise_feet(all, by);
        (galley.pour(&raised, rest), raised)
    };
    let last = all.last().map(|slot| (slot.page, slot.frame));
    let of_last = all.iter().filter(|slot| Some((slot.page, slot.frame)) == last);
    let columns = of_last.map(|slot| slot.column).collect::<BTreeSet<_>>().len();
    // With fewer slots the paragraphs may come out differently, so the right
    // number is felt for; a few steps are enough or it is not to be had. Where
    // that breaks what is kept whole, the columns grow until it is whole.
    let mut is_growing = false;
    let mut tried = BTreeSet::new();
    while tried.len() < 8 && tried.insert(raised_by) {
        let again = raise(raised_by);
        let (spare, overset) = (again.0.spare, again.0.overset);
        let is_whole = overset == 0 && again.0.parted <= best.0.parted;
        if is_whole && (is_growing || spare == 0) {
            best = again;
            break;
        }
        if is_whole && spare < best.0.spare {
            best = again;
        }
        is_growing |= overset == 0 && !is_whole;
        raised_by = match is_growing {
            true => raised_by.saturating_sub(columns),
            false => (raised_by + spare).saturating_sub(overset),
        };
    }
    // Columns that are level to the line may end badly; then one of them ends
    // a line or two early.
    for by in (0..raised_by).rev().take(columns) {
        if !best.0.breaks_rules() {
            break;
        }
        let again = raise(by);
        if again.0.cost < best.0.cost {
            best = again;
        }
    }
    best
}

/// Takes `spare` slots from the feet of the columns, from the last column on,
/// so that the columns differ by one line at most. Frames before the last keep
/// theirs as long as that has any.
fn raise_feet(all: &[Slot], spare: usize) -> Vec<Slot> {
    type Columns = BTreeMap<u32, Vec<Slot>>;
    let mut frames: BTreeMap<(u32, u32), Columns> = BTreeMap::new();
    for slot in all {
        let columns = frames.entry((slot.page, slot.frame)).or_default();
        columns.entry(slot.column).or_default().push(*slot);
    }
    for _ in 0..spare {
        let lowest = |columns: &mut Columns| {
            columns
                .values_mut()
                .filter(|column| !column.is_empty())
                .max_by_key(|column| column.last().map(|slot| (slot.line, slot.column)))
                .and_then(Vec::pop)
        };
        if frames.values_mut().rev().find_map(lowest).is_none() {
            break;
        }
    }
    frames.into_values().flat_map(BTreeMap::into_values).flatten().collect()
}
