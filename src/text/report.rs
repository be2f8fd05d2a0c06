//! What a broken line comes to, in ems: for the protocol of `banmian
//! linebreak`, and for whoever wants to know why a line looks as it does.

use super::class::Class;
use super::cluster::Prepared;
use super::fill::{Filling, GapWidths, LineEndForm, line_stuff, walk_line};
use super::gap_level::{ShrinkLevel, StretchLevel};
use super::optimize::{Breaks, LineBreak};
use super::profile::BlanksBetween;
use crate::geom::Abs;

/// One line of a paragraph as it is set.
#[derive(Debug, Clone, PartialEq)]
pub struct LineReport {
    /// The first character, counted from the paragraph's first.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// Advance of every character in ems; blanks and gaps are counted with the
    /// mark that they belong to, other space with the character before it.
    pub advances: Vec<f64>,
    /// How much hangs out of the measure, in ems.
    pub hung: f64,
    /// How the line was filled.
    pub adjustment: Adjustment,
    /// The levels that gave or grew, in their order.
    pub levels: Vec<&'static str>,
}

/// How a line was filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Every gap has its ideal width.
    None,
    /// Gaps gave.
    Shrink,
    /// Gaps grew.
    Stretch,
}

impl Adjustment {
    /// Its word in the protocol.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Shrink => "shrink",
            Self::Stretch => "stretch",
        }
    }
}

/// Whether a line is spread out to its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// It is.
    Justified,
    /// It keeps its natural spacing where it is short.
    Ragged,
}

impl Prepared {
    /// What the lines of a breaking come to in a measure; the last is never
    /// spread out.
    #[must_use]
    pub fn line_reports(&self, breaks: &Breaks, measure: Abs, spread: Spread) -> Vec<LineReport> {
        let (mut characters, mut byte) = (0, 0);
        let mut reports = Vec::with_capacity(breaks.lines.len());
        for (at, line) in breaks.lines.iter().enumerate() {
            let start = self.clusters.get(line.clusters.start).map_or(byte, |c| c.text.start);
            characters += self.text[byte..start].chars().count();
            byte = start;
            let is_last = at + 1 == breaks.lines.len();
            let spread = if is_last { Spread::Ragged } else { spread };
            reports.push(self.line_report(line, characters, measure, spread));
        }
        reports
    }

    /// What one line comes to that has so many characters before it.
    fn line_report(
        &self,
        line: &LineBreak,
        start: usize,
        measure: Abs,
        spread: Spread,
    ) -> LineReport {
        let stuff = line_stuff(self, line.clusters.clone(), line.form);
        let filling = stuff.fill(measure, spread == Spread::Ragged);
        let widths = self.cluster_advances(line, GapWidths::new(stuff, filling));
        let mut advances = Vec::new();
        for (cluster, width) in self.clusters[line.clusters.clone()].iter().zip(&widths) {
            // Marks and joiners have none of their own.
            let characters = self.text[cluster.text.clone()].chars().count();
            advances.push(self.ems(*width));
            advances.extend(std::iter::repeat_n(0.0, characters.saturating_sub(1)));
        }
        let hung = match (line.form, widths.last()) {
            (LineEndForm::Hung, Some(width)) => self.ems(*width),
            _ => 0.0,
        };
        let end = start + advances.len();
        let (adjustment, levels) = levels_of(&filling);
        LineReport { start, end, advances, hung, adjustment, levels }
    }

    /// The advance of every cluster of a line.
    fn cluster_advances(&self, line: &LineBreak, gaps: GapWidths) -> Vec<Abs> {
        let first = line.clusters.start;
        let mut widths: Vec<Abs> = Vec::with_capacity(line.clusters.len());
        walk_line(self, line, gaps, Abs::ZERO, |at, before_gap, pen| {
            let cluster = &self.clusters[at];
            let gap = pen - before_gap;
            let own = if at == first { gap } else { self.leading_share(at, gap) };
            if let Some(before) = widths.last_mut() {
                *before += gap - own;
            }
            widths.push(own + cluster.body);
        });
        if let (Some(width), Some(last)) = (widths.last_mut(), line.clusters.end.checked_sub(1))
            && line.form != LineEndForm::Half
        {
            *width += self.clusters[last].blanks.after;
        }
        widths
    }

    /// What of the gap before a cluster is its own blank.
    fn leading_share(&self, at: usize, gap: Abs) -> Abs {
        let (before, after) = (&self.clusters[at - 1], &self.clusters[at]);
        if after.class == Class::Space {
            return gap;
        }
        let BlanksBetween { trailing, leading } =
            self.profile.side_by_side(before.class, after.class, before.blanks.up_to(after.blanks));
        match (trailing + leading).units() {
            0 => Abs::ZERO,
            both => gap.scale(leading.units(), both),
        }
    }

    fn ems(&self, length: Abs) -> f64 {
        length.units() as f64 / self.em.units().max(1) as f64
    }
}

fn levels_of(filling: &Filling) -> (Adjustment, Vec<&'static str>) {
    let shrunk = ShrinkLevel::ALL.iter().zip(filling.shrink).filter(|(_, used)| *used > Abs::ZERO);
    let grown = StretchLevel::ALL.iter().zip(filling.stretch).filter(|(_, used)| *used > Abs::ZERO);
    let shrunk: Vec<&str> = shrunk.map(|(level, _)| level.kind().name()).collect();
    let mut grown: Vec<&str> = grown.map(|(level, _)| level.kind().name()).collect();
    if filling.even > Abs::ZERO {
        grown.push("even");
    }
    match (shrunk.is_empty(), grown.is_empty()) {
        (false, _) => (Adjustment::Shrink, shrunk),
        (true, false) => (Adjustment::Stretch, grown),
        (true, true) => (Adjustment::None, Vec::new()),
    }
}
