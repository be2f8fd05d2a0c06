//! Why a document cannot be written as PDF.

use std::fmt;

use crate::diag::{Code, Diagnostic, Text};
use crate::say;

/// Why a document cannot be written as PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// There is nothing to write.
    NoPages,
    /// The outlines of a face cannot be taken out of its file.
    FontBroken {
        /// The font's file.
        file: String,
    },
}

impl PdfError {
    fn text(&self) -> Text {
        match self {
            Self::NoPages => say!("there are no pages to write", "没有可输出的版面"),
            Self::FontBroken { file } => {
                say!("the font {file} cannot be embedded", "字体 {file} 无法嵌入")
            }
        }
    }

    /// The finding for the report.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::NoPages => Diagnostic::error(Code::OutputUnwritable, self.text()),
            Self::FontBroken { file } => {
                Diagnostic::error(Code::FontBroken, self.text()).in_file(file)
            }
        }
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for PdfError {}
