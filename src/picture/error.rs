//! Why a file cannot be used as a picture.

pub use crate::diag::finding::{PdfFault, PictureError, SvgFault, TiffKind, Undrawable};

use crate::diag::Diagnostic;

impl PictureError {
    /// The finding for the report, about the file `file`.
    #[must_use]
    pub fn diagnostic(self, file: &str) -> Diagnostic {
        Diagnostic::of(self).in_file(file)
    }
}
