//! Findings that are sentences still.

use super::Members;
use crate::diag::{Code, Severity, Text};

/// A sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub(in crate::diag) code: Code,
    pub(in crate::diag) message: Text,
}

impl Told {
    pub(in crate::diag) fn add_names(_: Option<Code>, _: &mut Vec<&'static str>) {}

    pub(in crate::diag) fn code(&self) -> Code {
        self.code
    }
    pub(in crate::diag) fn severity(&self) -> Severity {
        self.code.severity()
    }
    pub(in crate::diag) fn text(&self) -> Text {
        self.message.clone()
    }
    pub(in crate::diag) fn hints(&self) -> Vec<Text> {
        Vec::new()
    }
    pub(in crate::diag) fn members(&self) -> Members {
        Members::default()
    }
    pub(in crate::diag) fn cut(&mut self) {}
}
