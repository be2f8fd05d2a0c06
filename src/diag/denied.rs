//! What a caller does not let pass in a run, however bad a house thinks it is.

use std::collections::BTreeSet;

use super::{Code, Diagnostic, Severity, Sink};

/// Findings that are errors for a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Denied {
    /// All warnings.
    pub warnings: bool,
    /// All findings of these kinds, notes among them.
    pub codes: BTreeSet<Code>,
}

impl Denied {
    /// A finding as bad as it is for this run.
    #[must_use]
    pub fn judge(&self, finding: Diagnostic) -> Diagnostic {
        let is_denied = self.codes.contains(&finding.code())
            || self.warnings && finding.severity == Severity::Warning;
        let severity = if is_denied { Severity::Error } else { finding.severity };
        Diagnostic { severity, ..finding }
    }
}

impl Sink {
    /// Makes errors of the findings that are denied.
    pub fn deny(&mut self, denied: &Denied) {
        self.rejudge(|finding| Some(denied.judge(finding)));
    }

    /// Judges every finding anew; none of those that become nothing.
    pub(crate) fn rejudge(&mut self, judge: impl Fn(Diagnostic) -> Option<Diagnostic>) {
        let all = std::mem::take(self);
        all.list.into_iter().filter_map(judge).for_each(|finding| self.push(finding));
    }
}
