//! Even lines for headlines: the narrowest measure for a number of lines.

use super::cluster::{Cluster, Opportunity, Prepared};
use super::fill::{LineEndForm, line_stuff};
use super::optimize::LineBreak;
use super::sense::{Sense, Senses};
use crate::geom::Abs;

/// The narrowest measure in which the text takes at most `count` lines in its
/// natural spacing, and those lines: the even breaking of a headline. Words
/// are not hyphenated, and none is cut in two as long as lines that keep them
/// whole are not much more uneven. None if the text cannot be parted into so many
/// lines or is no headline at all but far too long for one.
#[must_use]
pub fn balance(
    prepared: &Prepared,
    count: usize,
    senses: &Senses,
) -> Option<(Abs, Vec<LineBreak>)> {
    let (narrowest, lines) = narrowest(prepared, count, senses, Sense::Inside)?;
    let in_sense = UNEVEN.iter().find_map(|(least, percent)| {
        self::narrowest(prepared, count, senses, *least)
            .filter(|(measure, _)| *measure <= narrowest.scale(*percent, 100))
    });
    Some(in_sense.unwrap_or((narrowest, lines)))
}

/// How much wider than the narrowest measure, in percent, lines may be that end
/// only where the sense is so good.
const UNEVEN: [(Sense, i64); 3] = [(Sense::Pause, 120), (Sense::Words, 145), (Sense::Clings, 160)];

/// The narrowest measure whose lines end at places as good as `least`.
fn narrowest(
    prepared: &Prepared,
    count: usize,
    senses: &Senses,
    least: Sense,
) -> Option<(Abs, Vec<LineBreak>)> {
    let end = prepared.len();
    if end == 0 || count == 0 || end > LONGEST_HEAD {
        return None;
    }
    let width = |from: usize, to: usize| line_stuff(prepared, from..to, LineEndForm::Half).natural;
    let may_break = |at: usize| {
        let regular = |cluster: &Cluster| {
            matches!(cluster.opportunity, Opportunity::Plain | Opportunity::Reluctant)
                && senses.before(cluster.text.start) <= least
        };
        at == end || regular(&prepared.clusters[at])
    };
    // widest[at]: the least width of the widest line when everything before
    // `at` is set in the lines so far, and where the last of them starts.
    let mut widest: Vec<Option<Abs>> = vec![None; end + 1];
    widest[0] = Some(Abs::ZERO);
    let mut starts: Vec<Vec<usize>> = Vec::new();
    for _ in 0..count {
        let mut next: Vec<Option<Abs>> = vec![None; end + 1];
        let mut start = vec![0; end + 1];
        for to in (1..=end).filter(|at| may_break(*at)) {
            // The longer the last line, the wider it is: one that is wider than
            // the best so far ends the search.
            for (from, before) in widest.iter().enumerate().take(to).rev() {
                let Some(before) = *before else { continue };
                let last = width(from, to);
                if next[to].is_some_and(|known| last > known) {
                    break;
                }
                let candidate = before.max(last);
                if next[to].is_none_or(|known| candidate <= known) {
                    next[to] = Some(candidate);
                    start[to] = from;
                }
            }
        }
        widest = next;
        starts.push(start);
    }
    let measure = widest[end]?;
    let mut lines = Vec::new();
    let mut to = end;
    for start in starts.iter().rev() {
        lines.push(LineBreak { clusters: start[to]..to, form: LineEndForm::Half });
        to = start[to];
    }
    lines.reverse();
    Some((measure, lines))
}

/// Headlines longer than this are broken like text.
const LONGEST_HEAD: usize = 200;
