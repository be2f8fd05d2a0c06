//! Why copy cannot be read.

use crate::diag::finding::{ForeignFormat, ManuscriptFault};
use crate::encoding::DecodeError;

/// Why copy cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManuscriptError {
    /// It is in a format that is not read.
    Foreign {
        /// Which.
        format: ForeignFormat,
    },
    /// It opens with a password only.
    Encrypted,
    /// It is cut off or damaged.
    NotWhole {
        /// The part of the document, if it is one.
        part: Option<String>,
    },
    /// A part is no XML.
    NotXml {
        /// The part.
        part: String,
        /// Its line.
        line: usize,
        /// What the parser says.
        said: String,
    },
    /// A part has a document type, which can make anything of it.
    HasDoctype {
        /// The part.
        part: String,
    },
    /// A part is larger than it may be.
    TooLarge {
        /// The part.
        part: String,
        /// The most bytes that it may have.
        limit: u64,
    },
    /// It consists of too many parts.
    TooManyParts {
        /// The most that it may have.
        limit: usize,
    },
    /// Its text is longer than a story may be.
    TooLong {
        /// The most bytes that it may have.
        limit: usize,
    },
    /// It is no JSON.
    NotJson {
        /// The line.
        line: usize,
        /// What the parser says.
        said: String,
    },
    /// It has no item of an agency.
    NoItems {
        /// What it is instead.
        format: ForeignFormat,
    },
    /// Its document type has declarations of its own.
    OwnEntities,
    /// It is larger than a file of items may be.
    FeedTooLarge {
        /// The most bytes that it may have.
        limit: u64,
    },
    /// It has too many items.
    TooManyItems {
        /// The most that it may have.
        limit: usize,
    },
    /// It is not known what it is written in.
    Encoding(DecodeError),
}

impl ManuscriptError {
    /// What is found of the file of this name.
    #[must_use]
    pub fn finding(&self, path: String) -> crate::diag::finding::FindingValue {
        let mib = |limit: u64| limit.div_ceil(1 << 20);
        let fault = match self.clone() {
            Self::Encoding(error) => return error.finding(path).into(),
            Self::Foreign { format } => ManuscriptFault::Foreign { path, foreign_format: format },
            Self::Encrypted => ManuscriptFault::Encrypted { path },
            Self::NotWhole { part: None } => ManuscriptFault::NotWhole { path },
            Self::NotWhole { part: Some(part) } => {
                ManuscriptFault::PartNotWhole { path, document_part: part }
            }
            Self::NotXml { part, line, said } => ManuscriptFault::NotXml {
                path,
                document_part: part,
                file_line: line,
                said: Some(said),
            },
            Self::HasDoctype { part } => ManuscriptFault::HasDoctype { path, document_part: part },
            Self::TooLarge { part, limit } => {
                ManuscriptFault::PartTooLarge { path, document_part: part, limit_mib: mib(limit) }
            }
            Self::TooManyParts { limit } => ManuscriptFault::TooManyParts { path, values: limit },
            Self::NotJson { line, said } => {
                ManuscriptFault::NotJson { path, file_line: line, said: Some(said) }
            }
            Self::NoItems { format } => ManuscriptFault::Foreign { path, foreign_format: format },
            Self::OwnEntities => ManuscriptFault::FeedDoctype { path },
            Self::FeedTooLarge { limit } => {
                ManuscriptFault::FeedTooLarge { path, limit_mib: mib(limit) }
            }
            Self::TooManyItems { limit } => ManuscriptFault::TooManyItems { path, values: limit },
            Self::TooLong { limit } => {
                ManuscriptFault::TooLong { path, limit_mib: mib(limit as u64) }
            }
        };
        fault.into()
    }
}

impl From<DecodeError> for ManuscriptError {
    fn from(error: DecodeError) -> Self {
        Self::Encoding(error)
    }
}
