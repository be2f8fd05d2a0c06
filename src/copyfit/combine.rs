//! Two and three measures together.

use rayon::prelude::*;

use super::Before;
use super::measure::FitMeasure;
use super::trial::{Trial, Trials};

/// What came of combinations.
pub(super) struct Combined {
    /// Those that make the story fit.
    pub(super) enough: Vec<FitMeasure>,
    /// The one that comes nearest, of those that do not.
    pub(super) nearest: Option<FitMeasure>,
    pub(super) tried: usize,
    pub(super) not_tried: usize,
}

/// More combinations that fit than this nobody reads.
const ENOUGH: usize = 6;
/// So many are set before the next look at what was found.
const ROUND: usize = 8;
/// For each measure that was set alone so many combinations are set at the most.
const TRIALS_A_MEASURE: usize = 4;
/// Of so many parts there are some ten thousand combinations of three.
const MOST_PARTS: usize = 48;

/// Sets combinations of `parts`, the cheapest first: those that by what each gains alone
/// may be enough. `tried` is how often the story was set before.
pub(super) fn combined(
    parts: &[FitMeasure],
    together: u32,
    before: &Before,
    trials: &Trials,
    tried: usize,
) -> Combined {
    let now = before.now;
    let parts = &strongest(parts);
    let mut candidates: Vec<FitMeasure> = Vec::new();
    for (at, first) in parts.iter().enumerate() {
        if together < 2 {
            break;
        }
        for (next, second) in parts.iter().enumerate().skip(at + 1) {
            if !go_together(first, second) {
                continue;
            }
            candidates.extend(promising(&[first, second], now));
            for third in parts.iter().skip(next + 1).filter(|_| together > 2) {
                if go_together(first, third) && go_together(second, third) {
                    candidates.extend(promising(&[first, second, third], now));
                }
            }
        }
    }
    candidates.sort_by(|a, b| (a.cost, &a.name).cmp(&(b.cost, &b.name)));
    let most = tried.saturating_mul(TRIALS_A_MEASURE);
    let mut made = Combined { enough: Vec::new(), nearest: None, tried: 0, not_tried: 0 };
    let mut left = candidates.as_slice();
    while made.enough.len() < ENOUGH && !left.is_empty() {
        // What holds one that is enough already only costs more.
        let round: Vec<&FitMeasure> =
            left.iter().filter(|it| !made.enough.iter().any(|less| it.holds(less))).collect();
        let round = &round[..round.len().min(ROUND)];
        let Some(last) = round.last() else { break };
        if made.tried + round.len() > most {
            break;
        }
        let passed = left.iter().position(|it| std::ptr::eq(it, *last)).unwrap_or(left.len() - 1);
        let set: Vec<(FitMeasure, Trial, bool)> = round
            .par_iter()
            .map(|measure| {
                let trial = trials.with(&measure.changes);
                let measure = (*measure).clone().leaving(trial.fit, &now.fit);
                let is_enough = before.is_enough(&measure, &trial);
                (measure, trial, is_enough)
            })
            .collect();
        made.tried += set.len();
        left = &left[passed + 1..];
        for (measure, trial, is_enough) in set {
            if measure.leaves.is_full() {
                if is_enough && !made.enough.iter().any(|it| measure.holds(it)) {
                    made.enough.push(measure);
                }
            } else if !trial.can_be_a_part(now) {
                continue;
            } else if made.nearest.as_ref().is_none_or(|known| {
                (measure.leaves.misses(), measure.cost) < (known.leaves.misses(), known.cost)
            }) {
                made.nearest = Some(measure);
            }
        }
    }
    made.not_tried =
        left.iter().filter(|it| !made.enough.iter().any(|less| it.holds(less))).count();
    made
}

/// The parts that combinations are made of: all of them, or, where these would be too
/// many, of each measure the step that gains the most.
fn strongest(parts: &[FitMeasure]) -> Vec<FitMeasure> {
    if parts.len() <= MOST_PARTS {
        return parts.to_vec();
    }
    let is_strongest = |part: &&FitMeasure| {
        let own = parts.iter().filter(|other| other.family == part.family);
        own.map(|other| other.gains.abs()).max() == Some(part.gains.abs())
    };
    let mut chosen: Vec<FitMeasure> = Vec::new();
    for part in parts.iter().filter(is_strongest) {
        if chosen.len() < MOST_PARTS && !chosen.iter().any(|it| it.family == part.family) {
            chosen.push(part.clone());
        }
    }
    chosen
}

/// Whether two measures change different things.
fn go_together(one: &FitMeasure, other: &FitMeasure) -> bool {
    one.family != other.family
        && !one.changes.iter().any(|a| other.changes.iter().any(|b| a.is_of_same(b)))
}

/// Measures together, if what they gain alone adds up to what is wanted.
fn promising(parts: &[&FitMeasure], now: &Trial) -> Option<FitMeasure> {
    let gains: i64 = parts.iter().map(|part| part.gains).sum();
    let wanted = i64::try_from(now.fit.over_lines).unwrap_or(i64::MAX)
        - i64::try_from(now.fit.short_lines).unwrap_or(i64::MAX);
    // What two gain together may be a line or two less or more than what each does.
    let is_enough = match wanted {
        0.. => gains + 2 >= wanted,
        _ => gains - 2 <= wanted,
    };
    is_enough.then(|| FitMeasure::together(parts))
}
