//! Why a PDF, or a page of it, cannot be read.

pub use crate::diag::finding::ReadError;

use crate::diag::Diagnostic;

impl ReadError {
    /// The finding for an editor.
    #[must_use]
    pub fn diagnostic(self) -> Diagnostic {
        Diagnostic::of(self)
    }
}
