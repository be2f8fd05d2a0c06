//! The trail of a search for line breaks. Another search of the same paragraph goes along
//! it as far as the measures of the lines are the same, and begins where they part.

use super::optimize::{Active, BreakNode, Measures, Tolerance};
use crate::geom::Abs;

/// After so many lines a search leaves a mark at which another can begin.
pub(super) const MARK_LINES: usize = 2;

/// What searches in one paragraph have left, for each tolerance the last one; none yet by
/// default.
#[derive(Debug, Default)]
pub struct BreakTrail {
    attempts: Vec<Attempt>,
}

/// The trail of one attempt.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) tolerance: Tolerance,
    /// Of the lines that were read.
    pub(super) measures: Vec<Abs>,
    pub(super) nodes: Vec<BreakNode>,
    /// In the order of their places.
    pub(super) marks: Vec<TrailMark>,
}

/// A search before a place was visited.
#[derive(Debug, Clone)]
pub(super) struct TrailMark {
    /// The cluster that is visited next.
    pub(super) at: usize,
    /// How many nodes there are.
    pub(super) nodes: usize,
    pub(super) active: Vec<Active>,
    /// Lines that may still be tried.
    pub(super) tries: usize,
    /// Of how many lines the measures were looked at.
    pub(super) lines_read: usize,
}

impl BreakTrail {
    /// The trail as far as it leads to lines of these measures.
    #[must_use]
    pub fn towards(&self, measures: Measures) -> Self {
        Self { attempts: self.attempts.iter().map(|it| it.towards(measures)).collect() }
    }

    /// How many lines of these measures it leads along.
    #[must_use]
    pub fn lines_towards(&self, measures: Measures) -> usize {
        self.attempts.iter().map(|attempt| attempt.lines_towards(measures)).sum()
    }

    /// How many bytes it takes, nearly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let of_mark = |mark: &TrailMark| size_of::<TrailMark>() + size_of_val(&*mark.active);
        let of = |attempt: &Attempt| {
            size_of_val(&*attempt.nodes) + attempt.marks.iter().map(of_mark).sum::<usize>()
        };
        self.attempts.iter().map(of).sum()
    }

    /// Takes out what an attempt has left.
    pub(super) fn take(&mut self, tolerance: Tolerance) -> Option<Attempt> {
        let at = self.attempts.iter().position(|attempt| attempt.tolerance == tolerance)?;
        Some(self.attempts.swap_remove(at))
    }

    pub(super) fn leave(&mut self, attempt: Attempt) {
        self.attempts.push(attempt);
    }
}

impl Attempt {
    /// How many lines of these measures it leads along.
    pub(super) fn lines_towards(&self, measures: Measures) -> usize {
        let lines = self.measures.iter().enumerate();
        lines.take_while(|(line, known)| measures.of(*line) == **known).count()
    }

    /// The marks that hold for lines of these measures.
    fn marks_towards(&self, measures: Measures) -> &[TrailMark] {
        let lines = self.lines_towards(measures);
        &self.marks[..self.marks.partition_point(|mark| mark.lines_read <= lines)]
    }

    fn towards(&self, measures: Measures) -> Self {
        let marks = self.marks_towards(measures);
        let (nodes, lines) = marks.last().map_or((0, 0), |mark| (mark.nodes, mark.lines_read));
        Self {
            tolerance: self.tolerance,
            measures: self.measures[..lines].to_vec(),
            nodes: self.nodes[..nodes].to_vec(),
            marks: marks.to_vec(),
        }
    }
}
