//! A measure: what is changed, what it costs, and what it does.

use super::trial::FitState;
use crate::spec::change::SpecChange;
use crate::spec::page::MeasureKind;

/// Something that may be done to make a story fit.
#[derive(Debug, Clone)]
pub struct FitMeasure {
    /// Its name, which tells what it does: `picture-1-lower-2`. Of several together the
    /// names with `+` between them.
    pub name: String,
    /// What it costs: ten for each place of its kind in the house's order, and one for
    /// each further line, size or part; of several together the sum, and five for each
    /// that is more than one.
    pub cost: u32,
    /// Its kinds.
    pub kinds: Vec<MeasureKind>,
    /// What is changed in the spec.
    pub changes: Vec<SpecChange>,
    /// Lines of the story's columns that it gains, or takes if that is less than
    /// nothing; of what is over or short.
    pub gains: i64,
    /// How the story fits with it.
    pub leaves: FitState,
    /// Steps of one measure have one family, and exclude each other.
    pub(super) family: String,
}

impl FitMeasure {
    /// One that has not been set yet.
    pub(super) fn new(
        family: String,
        step: &str,
        kind: MeasureKind,
        cost: u32,
        changes: Vec<SpecChange>,
    ) -> Self {
        let name = format!("{family}{step}");
        let leaves = FitState::default();
        Self { name, cost, kinds: vec![kind], changes, gains: 0, leaves, family }
    }

    /// The same, as it came out.
    pub(super) fn leaving(mut self, fit: FitState, before: &FitState) -> Self {
        let lines = |fit: &FitState| {
            i64::try_from(fit.over_lines).unwrap_or(i64::MAX / 2)
                - i64::try_from(fit.short_lines).unwrap_or(i64::MAX / 2)
        };
        self.gains = lines(before) - lines(&fit);
        self.leaves = fit;
        self
    }

    /// Whether it helps without being enough.
    pub(super) fn is_a_part(&self, before: &FitState) -> bool {
        !self.leaves.is_full() && self.leaves.misses() < before.misses()
    }

    /// Whether it does all that another does, or more of the same.
    pub(super) fn holds(&self, less: &Self) -> bool {
        less.family.split('+').all(|family| self.family.split('+').any(|own| own == family))
    }

    /// Several as one; how it comes out has not been set yet.
    pub(super) fn together(parts: &[&Self]) -> Self {
        let join = |text: &dyn Fn(&Self) -> &str| {
            parts.iter().map(|part| text(part)).collect::<Vec<_>>().join("+")
        };
        let more = u32::try_from(parts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        Self {
            name: join(&|part| &part.name),
            cost: parts.iter().map(|part| part.cost).sum::<u32>().saturating_add(more * 5),
            kinds: parts.iter().flat_map(|part| part.kinds.iter().copied()).collect(),
            changes: parts.iter().flat_map(|part| part.changes.iter().cloned()).collect(),
            gains: 0,
            leaves: FitState::default(),
            family: join(&|part| &part.family),
        }
    }
}
