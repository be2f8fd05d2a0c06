//! How a paragraph that is kept was broken, in the measures that it was last set in: a
//! page is set again and again while one of its stories is written.

use std::sync::{Mutex, PoisonError};

use super::optimize::Breaks;
use crate::geom::Abs;

/// In how many measures a paragraph's breakings are kept: those of a page, and of one that
/// is tried beside it.
const MOST_MEASURES: usize = 4;
/// Bytes that breakings take for each cluster, nearly: in each measure three of them, with
/// a line for ten clusters.
pub(super) const BYTES_A_CLUSTER: usize = MOST_MEASURES * 3 * size_of::<super::LineBreak>() / 10;

/// Breakings of one paragraph by the measure of all of its lines; for several threads at
/// once.
#[derive(Debug, Default)]
pub(super) struct KnownBreaks {
    /// What was used last stands last.
    list: Mutex<Vec<InMeasure>>,
}

#[derive(Debug)]
struct InMeasure {
    measure: Abs,
    ways: Vec<Breaks>,
}

impl KnownBreaks {
    /// The paragraph in a measure as it was broken before, or is now.
    pub(super) fn get(&self, measure: Abs, set: impl FnOnce() -> Vec<Breaks>) -> Vec<Breaks> {
        if let Some(known) = self.known(measure) {
            return known;
        }
        let ways = set();
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        if list.iter().all(|known| known.measure != measure) {
            if list.len() == MOST_MEASURES {
                list.remove(0);
            }
            list.push(InMeasure { measure, ways: ways.clone() });
        }
        ways
    }

    fn known(&self, measure: Abs) -> Option<Vec<Breaks>> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        let at = list.iter().position(|known| known.measure == measure)?;
        let known = list.remove(at);
        let ways = known.ways.clone();
        list.push(known);
        Some(ways)
    }
}
