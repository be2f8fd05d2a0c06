//! Why a document cannot be written as PDF.

use crate::diag::Diagnostic;
pub use crate::diag::finding::PdfError;

impl PdfError {
    /// The finding for the report.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let finding = Diagnostic::of(self.clone());
        match self {
            Self::NoPages => finding,
            Self::FontBroken { font_file } => finding.in_file(font_file),
        }
    }
}
