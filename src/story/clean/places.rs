//! Where things are in a file, in short: for findings that stand for many places.

use crate::diag::{SourceId, Sources};

/// How many places are told of what is told once.
const TOLD: usize = 5;

/// A place as line and column.
pub(super) fn place(at: usize, source: SourceId, sources: &Sources) -> String {
    let (line, column) = sources.line_column(source, u32::try_from(at).unwrap_or(u32::MAX));
    format!("{line}:{column}")
}

/// The first few of some places, which are in order.
pub(super) fn first_places(starts: &[usize], source: SourceId, sources: &Sources) -> Vec<String> {
    starts.iter().take(TOLD).map(|at| place(*at, source, sources)).collect()
}
