//! The version of the format that a spec is written in.

use crate::diag::finding::{Expected, SpecSyntax};
use crate::diag::{Code, Diagnostic, SourceId};
use crate::spec::raw::LeafValue;

/// The version that this program writes, and the last that it reads. It goes up when an old
/// spec would mean something else.
pub const FORMAT: u32 = 1;

/// A version that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FormatVersion;

impl LeafValue for FormatVersion {
    fn expects() -> Expected {
        Expected::Format
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let number = text.trim().parse();
        number.ok().and_then(Self::from_integer).unwrap_or_else(|| {
            Err(SpecSyntax::NoCount { value: text.to_owned(), example: FORMAT.to_string() })
        })
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        let known_format = FORMAT;
        Some(match u32::try_from(number) {
            Ok(1..=FORMAT) => Ok(Self),
            Ok(spec_format) if spec_format > FORMAT => {
                Err(SpecSyntax::NewerFormat { spec_format, known_format })
            }
            _ => Err(SpecSyntax::NoFormat { known_format }),
        })
    }
}

/// Whether a file is of a newer version. What else was found in it is no fault then, and is
/// left out.
pub(super) fn is_newer(source: SourceId, findings: &mut Vec<Diagnostic>) -> bool {
    let is_of_file = |finding: &Diagnostic| finding.span.is_some_and(|span| span.source == source);
    let is_newer = findings.iter().any(|it| is_of_file(it) && it.code() == Code::NewerFormat);
    if is_newer {
        findings.retain(|it| !is_of_file(it) || it.code() == Code::NewerFormat);
    }
    is_newer
}
