//! Even lines for headlines: the narrowest measure for a number of lines.

use super::cluster::{Cluster, Opportunity, Prepared};
use super::fill::{LineEndForm, line_stuff};
use super::optimize::LineBreak;
use super::sense::{Sense, Senses};
use crate::geom::Abs;

/// The narrowest measure in which the text takes `count` lines in its natural
/// spacing, and those lines, as even as they can be: the breaking of a
/// headline. Words are not hyphenated, and none is cut in two as long as lines
/// that keep them whole are not much more uneven. None if the text cannot be
/// parted into so many lines or is no headline at all but far too long for one.
#[must_use]
pub fn balance(
    prepared: &Prepared,
    count: usize,
    senses: &Senses,
) -> Option<(Abs, Vec<LineBreak>)> {
    if prepared.is_empty() || count == 0 || prepared.len() > LONGEST_HEAD {
        return None;
    }
    let head = HeadInLines { prepared, count, senses };
    let (narrowest, lines) = head.lines(Sense::Inside)?;
    let mut best: Option<(i64, Abs, Vec<LineBreak>)> = None;
    for (least, percent) in UNEVEN {
        let Some((measure, lines)) = head.lines(least) else { continue };
        if measure > narrowest.scale(percent, 100) {
            continue;
        }
        // The breaking whose lines end best by their sense is taken, unless one of its
        // lines is stunted and the next best is shaped better.
        let shortest = head.shortest(&lines, measure);
        if best.as_ref().is_none_or(|(known, ..)| shortest > *known + MARGIN) {
            best = Some((shortest, measure, lines));
        }
        if shortest >= STUNTED || least == Sense::Words && !senses.is_spaced() {
            break;
        }
    }
    let in_sense = best.map(|(_, measure, lines)| (measure, lines));
    Some(in_sense.unwrap_or((narrowest, lines)))
}

/// The narrowest lines in a language with spaces that may end after an article
/// or a preposition: better than a line more, or smaller type. None in other
/// languages, and where [`balance`] gives none.
#[must_use]
pub fn balance_closer(
    prepared: &Prepared,
    count: usize,
    senses: &Senses,
) -> Option<(Abs, Vec<LineBreak>)> {
    let is_head = !prepared.is_empty() && count > 0 && prepared.len() <= LONGEST_HEAD;
    let head = HeadInLines { prepared, count, senses };
    if is_head && senses.is_spaced() { head.lines(Sense::Clings) } else { None }
}

/// How much wider than the narrowest measure, in percent, lines may be that end
/// only where the sense is so good.
const UNEVEN: [(Sense, i64); 3] = [(Sense::Pause, 120), (Sense::Words, 145), (Sense::Clings, 160)];

/// A line below so many percent of the widest makes a headline look broken.
const STUNTED: i64 = 55;
/// How much better, in percent, a shape must be to be worth worse sense or more
/// width.
const MARGIN: i64 = 5;
/// The width that a better shape may take, in percent of the narrowest.
const WIDER: i64 = 116;

/// Headlines longer than this are broken like text.
const LONGEST_HEAD: usize = 200;

/// A headline on its way into so many lines.
struct HeadInLines<'a> {
    prepared: &'a Prepared,
    count: usize,
    senses: &'a Senses,
}

impl HeadInLines<'_> {
    fn width(&self, from: usize, to: usize) -> Abs {
        line_stuff(self.prepared, from..to, LineEndForm::Half).natural
    }

    /// The places where a line may end that are as good as `least`, the end of
    /// the text among them.
    fn ends(&self, least: Sense) -> Vec<usize> {
        let end = self.prepared.len();
        let may_break = |at: &usize| {
            let regular = |cluster: &Cluster| {
                matches!(cluster.opportunity, Opportunity::Plain | Opportunity::Reluctant)
                    && self.senses.before(cluster.text.start) <= least
            };
            *at == end || regular(&self.prepared.clusters[*at])
        };
        (1..=end).filter(may_break).collect()
    }

    /// The shortest line, in percent of a measure.
    fn shortest(&self, lines: &[LineBreak], measure: Abs) -> i64 {
        let widths = lines.iter().map(|line| self.width(line.clusters.start, line.clusters.end));
        let shortest = widths.min().unwrap_or_default();
        shortest.units() * 100 / measure.units().max(1)
    }

    /// The narrowest measure whose lines end at places as good as `least`, and
    /// of all lines that it holds the most even.
    fn lines(&self, least: Sense) -> Option<(Abs, Vec<LineBreak>)> {
        let ends = self.ends(least);
        let measure = self.narrowest(&ends)?;
        let lines = self.most_even(&ends, measure)?;
        let shortest = self.shortest(&lines, measure);
        if shortest >= STUNTED {
            return Some((measure, lines));
        }
        // A little more width often lets the stunted line take a word.
        let wider = measure.scale(WIDER, 100);
        let other = self.most_even(&ends, wider)?;
        let widths = other.iter().map(|line| self.width(line.clusters.start, line.clusters.end));
        let widest = widths.max()?;
        match self.shortest(&other, widest) > shortest + MARGIN {
            true => Some((widest, other)),
            false => Some((measure, lines)),
        }
    }

    /// The narrowest measure.
    fn narrowest(&self, ends: &[usize]) -> Option<Abs> {
        let end = self.prepared.len();
        // widest[at]: the least width of the widest line when everything before
        // `at` is set in the lines so far.
        let mut widest: Vec<Option<Abs>> = vec![None; end + 1];
        widest[0] = Some(Abs::ZERO);
        for _ in 0..self.count {
            let mut next: Vec<Option<Abs>> = vec![None; end + 1];
            for to in ends.iter().copied() {
                // The longer the last line, the wider it is: one that is wider
                // than the best so far ends the search.
                for (from, before) in widest.iter().enumerate().take(to).rev() {
                    let Some(before) = *before else { continue };
                    let last = self.width(from, to);
                    if next[to].is_some_and(|known| last > known) {
                        break;
                    }
                    let candidate = before.max(last);
                    next[to] = Some(next[to].map_or(candidate, |known| known.min(candidate)));
                }
            }
            widest = next;
        }
        widest[end]
    }

    /// Lines within a measure that together fall short of it least, by the
    /// squares of what each lacks.
    fn most_even(&self, ends: &[usize], measure: Abs) -> Option<Vec<LineBreak>> {
        let end = self.prepared.len();
        // For each place the least cost of setting what is before it in the lines
        // so far.
        let mut costs: Vec<Option<i128>> = vec![None; end + 1];
        costs[0] = Some(0);
        let mut starts: Vec<Vec<usize>> = Vec::new();
        for _ in 0..self.count {
            let mut next: Vec<Option<i128>> = vec![None; end + 1];
            let mut start = vec![0; end + 1];
            for to in ends.iter().copied() {
                for (from, before) in costs.iter().enumerate().take(to).rev() {
                    let Some(before) = *before else { continue };
                    let lacks = i128::from((measure - self.width(from, to)).units());
                    if lacks < 0 {
                        break;
                    }
                    let candidate = before + lacks * lacks;
                    if next[to].is_none_or(|known| candidate <= known) {
                        next[to] = Some(candidate);
                        start[to] = from;
                    }
                }
            }
            costs = next;
            starts.push(start);
        }
        costs[end]?;
        let mut lines = Vec::new();
        let mut to = end;
        for start in starts.iter().rev() {
            lines.push(LineBreak { clusters: start[to]..to, form: LineEndForm::Half });
            to = start[to];
        }
        lines.reverse();
        Some(lines)
    }
}
