//! Lines of the cells of tables: few words in a narrow measure, which end where
//! the sense has a pause and not inside a word.

use super::cluster::{Opportunity, Prepared};
use super::fill::{LineEndForm, line_stuff};
use super::optimize::LineBreak;
use super::sense::{Sense, Senses};
use crate::geom::Abs;

/// A text that is longer than this, in clusters, is prose: its lines are broken
/// like those of a story.
const LONGEST: usize = 60;
/// What a line costs: rather one more than a break inside a word, rather a
/// break between words than one more.
const LINE: i64 = 1_000;
/// What it costs to end a line at a place.
const BETWEEN_WORDS: i64 = 120;
const CLINGING: i64 = 450;
const IN_BRACKETS: i64 = 500;
const INSIDE: i64 = 2_500;
/// What a line that is half empty costs; it grows by the square.
const RAGGED: i64 = 200;

/// The breaks of a short text in a measure that keep its phrases whole: a bracket
/// begins one. None if the text is prose, or has no such breaks.
#[must_use]
pub fn break_phrases(prepared: &Prepared, senses: &Senses, measure: Abs) -> Option<Vec<LineBreak>> {
    let end = prepared.len();
    if end == 0 || end > LONGEST || measure <= Abs::ZERO {
        return None;
    }
    let costs: Vec<Option<i64>> = costs(prepared, senses);
    // best[at]: the least cost of what stands before `at`, and where its last
    // line starts.
    let mut best: Vec<Option<(i64, usize)>> = vec![None; end + 1];
    best[0] = Some((0, 0));
    for to in 1..=end {
        let Some(ending) = costs[to] else { continue };
        for from in (0..to).rev() {
            let width = line_stuff(prepared, from..to, LineEndForm::Half).natural;
            if width > measure {
                break;
            }
            let Some((before, _)) = best[from] else { continue };
            let empty = (measure - width).units() * 100 / measure.units().max(1);
            let cost = before + LINE + ending + RAGGED * empty * empty / 2_500;
            if best[to].is_none_or(|(known, _)| cost < known) {
                best[to] = Some((cost, from));
            }
        }
    }
    let mut lines = Vec::new();
    let mut to = end;
    while to > 0 {
        let (_, from) = best[to]?;
        lines.push(LineBreak { clusters: from..to, form: LineEndForm::Half });
        to = from;
    }
    lines.reverse();
    Some(lines)
}

/// The widest stretch of a text that [`break_phrases`] parts only where it must:
/// a word, or what stands in brackets.
#[must_use]
pub fn widest_phrase(prepared: &Prepared, senses: &Senses) -> Abs {
    let costs = costs(prepared, senses);
    let mut widest = Abs::ZERO;
    let mut start = 0;
    for (end, cost) in costs.iter().enumerate().skip(1) {
        if cost.is_some_and(|cost| cost < CLINGING) {
            widest = widest.max(line_stuff(prepared, start..end, LineEndForm::Half).natural);
            start = end;
        }
    }
    widest
}

/// For each cluster what it costs to end a line before it; none where no line
/// may end.
fn costs(prepared: &Prepared, senses: &Senses) -> Vec<Option<i64>> {
    let mut depth = 0_usize;
    let mut list = Vec::with_capacity(prepared.len() + 1);
    for (at, cluster) in prepared.clusters.iter().enumerate() {
        let text = prepared.text.get(cluster.text.clone()).unwrap_or_default();
        let sign = text.chars().next();
        let is_regular = matches!(cluster.opportunity, Opportunity::Plain | Opportunity::Reluctant);
        let outside = match senses.before(cluster.text.start) {
            Sense::Pause => 0,
            Sense::Words => BETWEEN_WORDS,
            Sense::Clings => CLINGING,
            Sense::Inside => INSIDE,
        };
        let inside = if depth > 0 { IN_BRACKETS } else { 0 };
        list.push((at > 0 && is_regular).then_some(outside + inside));
        match sign {
            Some('（' | '(' | '〔' | '［' | '[' | '《' | '〈') => depth += 1,
            Some('）' | ')' | '〕' | '］' | ']' | '》' | '〉') => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    list.push(Some(0));
    list
}
