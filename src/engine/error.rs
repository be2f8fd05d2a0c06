//! Why something could not be had.

use std::fmt;

use super::Finding;
use crate::diag::{Diagnostic, Sources};

/// Why something could not be had.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// None only where no page was asked for.
    findings: Vec<Finding>,
}

impl Error {
    /// With a reason that is in no text file.
    pub(super) fn of(finding: &Diagnostic) -> Self {
        Self::of_all(vec![Finding::of(finding, &Sources::default())])
    }

    /// With these reasons.
    pub(super) fn of_all(findings: Vec<Finding>) -> Self {
        Self { findings }
    }

    /// The reasons.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// The first reason, and how many more there are.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.findings.as_slice() {
            [] => f.write_str("no page was asked for"),
            [only] => only.fmt(f),
            [first, others @ ..] => write!(f, "{first} (and {} more)", others.len()),
        }
    }
}

impl std::error::Error for Error {}
