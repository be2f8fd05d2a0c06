//! A measure looked at on the whole page: what only that shows, such as a picture that
//! cuts columns in two, lines over a rule, or two things in one place.

use std::collections::BTreeMap;

use super::room::misplaced;
use super::settle::SettledPage;
use super::trial::changed;
use crate::diag::{Code, Diagnostic, Severity};
use crate::layout::{BookPage, Resources, ThreadsAt, compose};
use crate::makeup::review;
use crate::spec::change::SpecChange;

/// A page as it is, for measures to be held against.
pub(super) struct PageProof<'a> {
    page: BookPage<'a>,
    before: Faults,
}

/// What is wrong with a page.
struct Faults {
    /// Findings by how bad they are and their code.
    found: BTreeMap<(Severity, Code), usize>,
    /// Things that stand where they must not.
    misplaced: usize,
}

impl<'a> PageProof<'a> {
    pub(super) fn of(page: BookPage<'a>) -> Self {
        let lent = page.resources.lent.for_trials();
        let page = BookPage { resources: Resources { lent, ..page.resources }, ..page };
        let before = faults(page, &[]);
        Self { page, before }
    }

    /// Whether nothing is wrong with some changes that was not wrong before.
    pub(super) fn holds(&self, changes: &[SpecChange]) -> bool {
        let now = faults(self.page, changes);
        let known = |fault| self.before.found.get(fault).copied().unwrap_or(0);
        now.misplaced <= self.before.misplaced
            && now.found.iter().all(|(fault, count)| *count <= known(fault))
    }
}

fn faults(page: BookPage, changes: &[SpecChange]) -> Faults {
    let SettledPage { spec, found: mut sink } = changed(page, changes);
    let made = compose(BookPage { spec: &spec, ..page }, ThreadsAt::none(), &mut sink);
    review(&made, &spec, &mut sink);
    sink.rejudge(|finding| spec.checks.judge(finding));
    let shows = |finding: &&Diagnostic| finding.severity >= Severity::Warning;
    let mut found = BTreeMap::new();
    for finding in sink.list().iter().filter(shows) {
        *found.entry((finding.severity, finding.code())).or_default() += 1;
    }
    Faults { found, misplaced: misplaced(&spec) }
}
