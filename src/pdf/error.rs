//! Why a document cannot be written as PDF.

use std::io;

use crate::diag::Diagnostic;
pub use crate::diag::finding::PdfError;

impl PdfError {
    /// The finding for the report.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let finding = Diagnostic::of(self.clone());
        match self {
            Self::NoPages | Self::TooLarge => finding,
            Self::FontBroken { font_file } => finding.in_file(font_file),
        }
    }
}

/// Why a press file cannot be written.
#[derive(Debug)]
pub enum PressFileError {
    /// Because of what would stand in it.
    Pdf(PdfError),
    /// Because of where it would be written to.
    Io(io::Error),
}

impl From<PdfError> for PressFileError {
    fn from(error: PdfError) -> Self {
        Self::Pdf(error)
    }
}

impl From<io::Error> for PressFileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
