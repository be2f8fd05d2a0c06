//! What a house thinks of faults of make-up, and of art that is cut or scaled.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Severity};

/// How bad each fault of make-up is in this house, and where faults begin.
#[derive(Debug, Clone)]
pub struct Checks {
    /// Only those that the spec names; the others stay as they are found.
    pub(in crate::spec) levels: BTreeMap<Code, CheckLevel>,
    /// The most empty lines below each other that are no hole yet.
    pub hole_lines: u32,
    /// The fewest lines of text under a head.
    pub lines_under_head: u32,
}

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckLevel {
    /// The page must not be printed with it.
    Error,
    /// Somebody should look.
    Warning,
    /// It is no fault to this house, and is not reported.
    Ignore,
}

impl Checks {
    /// A finding as bad as the house thinks it is; none if it is ignored.
    #[must_use]
    pub fn judge(&self, finding: Diagnostic) -> Option<Diagnostic> {
        let severity = match self.levels.get(&finding.code()) {
            None => finding.severity,
            Some(CheckLevel::Error) => Severity::Error,
            Some(CheckLevel::Warning) => Severity::Warning,
            Some(CheckLevel::Ignore) => return None,
        };
        Some(Diagnostic { severity, ..finding })
    }
}
