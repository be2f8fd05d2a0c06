//! Line after line, each as full as can be: what browsers do, and what is done
//! with text that would take the search for the best breaking too long.

use super::class::Class;
use super::cluster::Prepared;
use super::fill::{LineEndForm, line_end_forms, line_stuff};
use super::optimize::{Breaks, FORBIDDEN, LINE, LineBreak, Measures};
use crate::geom::Abs;

/// Breaks a paragraph without looking ahead. A cluster that is wider than its
/// line sticks out of it.
#[must_use]
pub fn break_first_fit(prepared: &Prepared, measures: Measures) -> Breaks {
    let end = prepared.len();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < end {
        let mut measure = measures.of(lines.len());
        if lines.is_empty() {
            measure -= prepared.indent;
        }
        let line = fullest_line(prepared, start, measure);
        start = line.clusters.end;
        lines.push(line);
    }
    let cost = (LINE + FORBIDDEN) * lines.len() as i64;
    Breaks { lines, cost, parted: None }
}

/// The longest line from a cluster on.
fn fullest_line(prepared: &Prepared, start: usize, measure: Abs) -> LineBreak {
    let end = prepared.len();
    let line = |at: usize, form| LineBreak { clusters: start..at, form };
    let (mut allowed, mut forbidden) = (None, line(start + 1, LineEndForm::Half));
    for at in start + 1..=end {
        let Some(form) = widest_form(prepared, start, at, measure) else { break };
        let next = prepared.clusters.get(at);
        if next.is_none_or(|next| next.opportunity.is_regular()) {
            allowed = Some(line(at, form));
        } else if next.is_some_and(|next| next.class != Class::Space) {
            forbidden = line(at, form);
        }
    }
    allowed.unwrap_or(forbidden)
}

/// The widest form in which a line from `start` to `at` fits a measure.
fn widest_form(prepared: &Prepared, start: usize, at: usize, measure: Abs) -> Option<LineEndForm> {
    line_end_forms(prepared, at, at == prepared.len())
        .iter()
        .map(|form| (line_stuff(prepared, start..at, *form), *form))
        .filter(|(stuff, _)| stuff.least() <= measure)
        .max_by_key(|(stuff, _)| stuff.natural)
        .map(|(_, form)| form)
}
