//! Filling a line: how far each gap gives or grows so that a run of clusters
//! takes up its measure, and what that costs.
//!
//! The breaker costs lines by this and the setter sets them by this, so the
//! two cannot disagree. Levels are used up one after the other; within a level
//! all gaps move in proportion (CLREQ 3.5.2, JLREQ 3.8.2).

use std::ops::Range;

use super::cluster::{Gap, Prepared, Sums};
use super::gap_level::{SHRINK_LEVELS, STRETCH_LEVELS, ShrinkLevel};
use super::optimize::LineBreak;
use crate::geom::{Abs, Em};
use crate::style::{Hanging, LineEnd, MarkPairs, Spacing};

/// What becomes of the blank of a mark that ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEndForm {
    /// It is dropped.
    Half,
    /// It is kept.
    Full,
    /// The mark hangs out of the measure (CLREQ 3.1.7, JLREQ 3.8.2).
    Hung,
}

/// The forms that the end of a line before cluster `at` may take.
pub(super) fn line_end_forms(
    prepared: &Prepared,
    at: usize,
    is_last: bool,
) -> &'static [LineEndForm] {
    use LineEndForm::{Full, Half, Hung};
    let Some(last) = at.checked_sub(1).map(|last| &prepared.clusters[last]) else {
        return &[Half];
    };
    let profile = &prepared.profile;
    let hangs = profile.hanging != Hanging::None
        && at > 1
        && profile.may_hang(prepared.clusters[at - 2].class, last.class);
    let end = match profile.line_end {
        _ if last.blanks.after == Abs::ZERO => LineEnd::Half,
        // The blank of a paragraph's last mark would push nothing, as nothing follows.
        _ if is_last && profile.pairs == MarkPairs::Outermost => LineEnd::Half,
        // CSS trims no mark that stands in the middle of its em.
        _ if last.blanks.before != Abs::ZERO && profile.pairs == MarkPairs::Halved => LineEnd::Full,
        end => end,
    };
    match (end, hangs, profile.hanging) {
        (_, true, Hanging::Force) => &[Hung],
        (LineEnd::Half, true, _) => &[Half, Hung],
        (LineEnd::Half, false, _) => &[Half],
        (LineEnd::HalfOrFull, true, _) => &[Half, Full, Hung],
        (LineEnd::HalfOrFull, false, _) => &[Half, Full],
        (LineEnd::Full, true, _) => &[Full, Hung],
        (LineEnd::Full, false, _) => &[Full],
    }
}

/// What a line consists of, as far as filling is concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineStuff {
    pub(super) natural: Abs,
    pub(super) shrink: [Abs; SHRINK_LEVELS],
    pub(super) stretch: [Abs; STRETCH_LEVELS],
    pub(super) even: i64,
    spacing: Spacing,
}

/// How a line is filled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Filling {
    /// Taken away at each level.
    pub(super) shrink: [Abs; SHRINK_LEVELS],
    /// Added at each level.
    pub(super) stretch: [Abs; STRETCH_LEVELS],
    /// Added to all gaps that part evenly, together.
    pub(super) even: Abs,
    /// The same for each of these gaps.
    pub(super) even_each: Abs,
    /// What sticks out of the measure when nothing gives any more.
    pub(super) over: Abs,
    /// What stays empty when nothing grows.
    pub(super) under: Abs,
    /// What stays empty in a line of cells, where nothing is meant to grow.
    pub(super) empty: Abs,
}

/// A step in which gaps give: a level, up to so many percent of all that it has.
#[derive(Clone, Copy)]
struct ShrinkStep {
    level: ShrinkLevel,
    percent: i64,
}

const fn step(level: ShrinkLevel, percent: i64) -> ShrinkStep {
    ShrinkStep { level, percent }
}

/// The levels in their order (CLREQ 3.5.3), commas and stops twice: a comma of half an
/// em beside one of a whole em in the next line is seen, so that none goes below three
/// quarters as long as the space beside alphabetic text and the stops can give as much. On
/// the Chinese samples 40 commas of 1,811 are narrower than that, 90 if each level is
/// used up before the next; lines spaced by 8 % and more are 51 and 54.
const SHRINK_STEPS: [ShrinkStep; 8] = [
    step(ShrinkLevel::WordSpace, 100),
    step(ShrinkLevel::Interpunct, 100),
    step(ShrinkLevel::Bracket, 100),
    step(ShrinkLevel::Comma, 50),
    step(ShrinkLevel::CjkLatin, 100),
    step(ShrinkLevel::Stop, 50),
    step(ShrinkLevel::Comma, 100),
    step(ShrinkLevel::Stop, 100),
];

/// The cost of a full em taken from a level's gaps when they give all they
/// have, in thousandths; later levels hurt more.
const SHRINK_WEIGHTS: [i64; SHRINK_LEVELS] = [15_000, 10_000, 15_000, 40_000, 30_000, 60_000];
/// The cost of a full em added to the gaps of a level when they grow by all they can, in
/// thousandths.
const STRETCH_WEIGHTS: [i64; STRETCH_LEVELS] = [15_000, 25_000];
/// The cost of even spacing by a quarter em in every gap.
const EVEN_WEIGHT: i64 = 100_000;
/// The cost of a cell that stays empty at a line's end.
const EMPTY_CELL: i64 = 20_000;
/// The cost of a line that sticks out, and of every thousandth of an em that
/// it does.
const OVERFULL: i64 = 50_000_000;

/// What a run of clusters adds up to as one line.
pub(super) fn line_stuff(
    prepared: &Prepared,
    clusters: Range<usize>,
    form: LineEndForm,
) -> LineStuff {
    let mut end = prepared.sums[clusters.end].shown_end;
    if end <= clusters.start {
        return LineStuff {
            natural: Abs::ZERO,
            shrink: Default::default(),
            stretch: Default::default(),
            even: 0,
            spacing: prepared.profile.spacing,
        };
    }
    // A mark that hangs and the gap before it take no room.
    if form == LineEndForm::Hung && end - clusters.start > 1 {
        end -= 1;
    }
    let (first, last) = (&prepared.sums[clusters.start], &prepared.sums[end]);
    let mut stuff = LineStuff {
        natural: last.natural - first.natural,
        shrink: std::array::from_fn(|level| last.shrink[level] - first.shrink[level]),
        stretch: std::array::from_fn(|level| last.stretch[level] - first.stretch[level]),
        even: last.even - first.even,
        spacing: prepared.profile.spacing,
    };
    // The gap before the first cluster belongs to the line before.
    let gap = prepared.clusters[clusters.start].gap;
    stuff.natural += line_start_blank(prepared, clusters.start) - gap.ideal;
    if let Some((level, give)) = gap.shrink {
        stuff.shrink[level] -= give;
    }
    if let Some((level, grow)) = gap.stretch {
        stuff.stretch[level] -= grow;
    }
    stuff.even -= i64::from(gap.even);
    if form == LineEndForm::Full {
        stuff.natural += prepared.clusters[end - 1].blanks.after;
    }
    if ends_with_hyphen(prepared, &clusters) {
        stuff.natural += hyphen_width(prepared, clusters.end - 1);
    }
    stuff
}

/// The blank before the first body of a line that starts with a cluster.
pub(super) fn line_start_blank(prepared: &Prepared, at: usize) -> Abs {
    let first = &prepared.clusters[at];
    prepared.profile.blank_at_start(first.class, first.blanks.before, at == 0)
}

/// Where a line that starts with a cluster starts, if the text before it stood
/// in one line and were spread out: what grows has grown, and even spacing is
/// a little more than `even`.
///
/// The line's own greatest width is [`loose_end`] less this.
pub(super) fn loose_start(prepared: &Prepared, at: usize, even: Abs) -> Abs {
    let start = loose(&prepared.sums[at], even);
    let Some(cluster) = prepared.clusters.get(at) else { return start };
    let gap = cluster.gap;
    let grown = gap.stretch.map_or(Abs::ZERO, |(_, grow)| grow);
    let even = if gap.even { even + Abs::from_units(1) } else { Abs::ZERO };
    start + gap.ideal + grown + even - line_start_blank(prepared, at)
}

/// Where a line that ends before a cluster ends in that spread-out line, in
/// the wider of its forms.
pub(super) fn loose_end(prepared: &Prepared, at: usize, even: Abs) -> Abs {
    let end = prepared.sums[at].shown_end;
    let Some(last) = end.checked_sub(1) else { return Abs::ZERO };
    let hyphen = if ends_with_hyphen(prepared, &(0..at)) {
        hyphen_width(prepared, at - 1)
    } else {
        Abs::ZERO
    };
    loose(&prepared.sums[end], even) + prepared.clusters[last].blanks.after + hyphen
}

fn loose(sums: &Sums, even: Abs) -> Abs {
    let grown: Abs = sums.stretch.iter().copied().sum();
    sums.natural + grown + (even + Abs::from_units(1)) * sums.even
}

/// Whether a line of these clusters ends inside a word.
pub(super) fn ends_with_hyphen(prepared: &Prepared, clusters: &Range<usize>) -> bool {
    clusters.start < clusters.end
        && prepared.clusters.get(clusters.end).is_some_and(|next| next.opportunity.hyphenates())
}

/// The width allowed for a hyphen after a cluster: a third of an em, which no
/// text face exceeds.
pub(super) fn hyphen_width(prepared: &Prepared, cluster: usize) -> Abs {
    prepared.styles[prepared.clusters[cluster].style].size / 3
}

impl Prepared {
    /// Width of a run of clusters in its natural spacing, set as one line.
    #[must_use]
    pub fn natural_width(&self, clusters: Range<usize>) -> Abs {
        line_stuff(self, clusters, LineEndForm::Half).natural
    }
}

impl LineStuff {
    /// The least width it can be set to.
    pub(super) fn least(&self) -> Abs {
        self.natural - self.shrink.iter().copied().sum()
    }

    /// Fills `measure`; a last line is only ever shrunk.
    pub(super) fn fill(&self, measure: Abs, is_last: bool) -> Filling {
        let mut filling = Filling::default();
        if self.natural > measure {
            let mut rest = self.natural - measure;
            for step in SHRINK_STEPS {
                let level = step.level as usize;
                let capacity = self.shrink[level].scale(step.percent, 100);
                let used = rest.min(capacity - filling.shrink[level]);
                filling.shrink[level] += used;
                rest -= used;
            }
            filling.over = rest;
        } else if self.spacing == Spacing::CharacterGrid {
            filling.empty = if is_last { Abs::ZERO } else { measure - self.natural };
        } else if !is_last {
            let mut rest = measure - self.natural;
            for (level, capacity) in self.stretch.iter().enumerate() {
                let used = rest.min(*capacity);
                filling.stretch[level] = used;
                rest -= used;
            }
            if self.even > 0 {
                filling.even = rest;
                filling.even_each = rest / self.even;
            } else {
                filling.under = rest;
            }
        }
        filling
    }

    /// What a filling costs, in thousandths.
    pub(super) fn cost(&self, filling: &Filling, em: Abs) -> i64 {
        let em = em.units().max(1);
        let mut cost = 0;
        for (weight, (used, capacity)) in
            SHRINK_WEIGHTS.iter().zip(filling.shrink.iter().zip(&self.shrink))
        {
            cost += level_cost(*weight, *used, *capacity, em);
        }
        for (weight, (used, capacity)) in
            STRETCH_WEIGHTS.iter().zip(filling.stretch.iter().zip(&self.stretch))
        {
            cost += level_cost(*weight, *used, *capacity, em);
        }
        // Room that no gap can take stays in one piece, and costs as a gap of that width.
        let each = filling.even_each.max(filling.under);
        cost += even_cost(thousandths(each * 4, em));
        cost += filling.empty.units() / em * EMPTY_CELL;
        if filling.over > Abs::ZERO {
            let out = i128::from(filling.over.units()) * 1000 / i128::from(em);
            cost += OVERFULL + saturate(out * 1000);
        }
        cost
    }
}

/// What a level costs that has given or grown `used` of its `capacity`.
fn level_cost(weight: i64, used: Abs, capacity: Abs, em: i64) -> i64 {
    if used <= Abs::ZERO || capacity <= Abs::ZERO {
        return 0;
    }
    let share = thousandths(used, capacity.units()).min(1000);
    let size = thousandths(capacity, em).min(100_000_000);
    (weight * size / 1000) * (share * share * share / 1000) / 1_000_000
}

/// What even spacing by a width in every gap costs.
pub(super) fn even_spacing_cost(each: Em) -> i64 {
    const EM: Abs = Abs::from_units(1_000_000);
    even_cost(thousandths(each.at(EM) * 4, EM.units()))
}

/// What even spacing costs by so many thousandths of a quarter em.
fn even_cost(quarters: i64) -> i64 {
    let quarters = quarters.min(1_000_000);
    // Up to ten ems a gap the product fits into 64 bits.
    if quarters <= 40_000 {
        return EVEN_WEIGHT * quarters * quarters * quarters / 1_000_000_000;
    }
    let quarters = i128::from(quarters);
    saturate(i128::from(EVEN_WEIGHT) * quarters * quarters * quarters / 1_000_000_000)
}

/// A length in thousandths of another.
fn thousandths(length: Abs, of: i64) -> i64 {
    length.units().saturating_mul(1000) / of.max(1)
}

/// Costs stay far from overflow: a paragraph of a million lines can still be
/// added up.
fn saturate(cost: i128) -> i64 {
    cost.clamp(0, 1_000_000_000_000) as i64
}

/// The final widths of a line's gaps, one after the other. Shares are worked
/// out on the running total, so that the last gap ends exactly on the measure.
pub(super) struct GapWidths {
    stuff: LineStuff,
    filling: Filling,
    shrunk: [Abs; SHRINK_LEVELS],
    stretched: [Abs; STRETCH_LEVELS],
    /// Gaps that took part in even spacing, and what they had of it.
    spread: i64,
    spread_by: Abs,
}

impl GapWidths {
    /// For a line of `stuff` that is filled in some way.
    pub(super) fn new(stuff: LineStuff, filling: Filling) -> Self {
        Self {
            stuff,
            filling,
            shrunk: Default::default(),
            stretched: Default::default(),
            spread: 0,
            spread_by: Abs::ZERO,
        }
    }

    /// The width of the line's next gap.
    pub(super) fn next(&mut self, gap: Gap) -> Abs {
        let mut width = gap.ideal;
        if let Some((level, give)) = gap.shrink {
            let spent = &mut self.shrunk[level];
            width -= spend(give, spent, self.filling.shrink[level], self.stuff.shrink[level]);
        }
        if let Some((level, grow)) = gap.stretch {
            let spent = &mut self.stretched[level];
            width += spend(grow, spent, self.filling.stretch[level], self.stuff.stretch[level]);
        }
        if gap.even && self.stuff.even > 0 {
            let before = self.spread_by;
            self.spread += 1;
            self.spread_by = self.filling.even.scale(self.spread, self.stuff.even);
            width += self.spread_by - before;
        }
        width
    }
}

/// The share of `used` that falls to a gap with a capacity of `own`, when gaps
/// with `spent` of the level's `capacity` have had theirs.
fn spend(own: Abs, spent: &mut Abs, used: Abs, capacity: Abs) -> Abs {
    let before = used.scale(spent.units(), capacity.units());
    *spent += own;
    used.scale(spent.units(), capacity.units()) - before
}

/// Where the bodies of a line's clusters stand, from a pen at `start` on: calls
/// `place` with each cluster, where the pen was before its gap and where its
/// body begins. Gives back where the pen ends.
pub(super) fn walk_line(
    prepared: &Prepared,
    line: &LineBreak,
    mut gaps: GapWidths,
    start: Abs,
    mut place: impl FnMut(usize, Abs, Abs),
) -> Abs {
    let mut pen = start;
    for at in line.clusters.clone() {
        let cluster = &prepared.clusters[at];
        let before_gap = pen;
        let hangs = line.form == LineEndForm::Hung && at + 1 == line.clusters.end;
        if at == line.clusters.start {
            pen += line_start_blank(prepared, at);
        } else if !hangs {
            pen += gaps.next(cluster.gap);
        }
        place(at, before_gap, pen);
        pen += cluster.body;
    }
    pen
}
