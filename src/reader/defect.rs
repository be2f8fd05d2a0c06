//! What a page should show and cannot: parts that are missing in the file or
//! damaged. Other readers leave them out, so that the page prints with a hole.

use hayro::hayro_syntax::object::{Dict, Object, ObjectIdentifier};

use crate::diag::finding::PageDefect;
pub use crate::diag::finding::{Category, DefectPart, Flaw, Word};

/// A part of a page that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Defect {
    /// The number of its object; none if it stands in the content itself.
    pub object: Option<u32>,
    /// Why it cannot be read.
    pub reason: DefectReason,
}

/// Why a part of a page cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefectReason {
    /// The file has no object of this number, or one that stands in itself.
    Absent,
    /// The content uses a name that its resources do not have.
    Unnamed {
        /// What the name is to be of.
        category: Category,
        /// The name, without the slash.
        name: Word,
    },
    /// It is there, and not what it has to be.
    Unfit(DefectPart),
    /// A font whose codes go by a map of characters that cannot be read: nothing tells
    /// which letters its text has.
    Codes(Word),
    /// Its data are not whole.
    Data(Flaw),
    /// Its operators cannot be followed: the first that cannot is named, if it
    /// has a name.
    Operators(Option<Word>),
    /// It has a `q` without its `Q`, a `BT` without its `ET`, or the other way
    /// round.
    Unbalanced,
}

impl Defect {
    /// A part with an object of its own.
    pub(super) fn of(id: ObjectIdentifier, reason: DefectReason) -> Self {
        // The parser gives 0 to what has no number.
        Self { object: Some(id.obj_number).filter(|number| *number > 0), reason }
    }

    /// What a dictionary refers to under this key and the file does not have
    /// (PDF 32000-1, 7.3.10, takes it for null; whoever wrote it did not).
    pub(super) fn behind(dict: &Dict, key: &str) -> Option<Self> {
        let reference = dict.get_ref(key)?;
        match dict.get::<Object>(key) {
            Some(_) => None,
            None => Some(Self::of(reference.into(), DefectReason::Absent)),
        }
    }

    /// A dictionary that is not what it has to be.
    pub(super) fn unfit(dict: &Dict, part: DefectPart) -> Self {
        let reason = DefectReason::Unfit(part);
        dict.obj_id().map_or(Self { object: None, reason }, |id| Self::of(id, reason))
    }

    /// The same for an editor.
    #[must_use]
    pub fn finding(self) -> PageDefect {
        let Self { object, reason } = self;
        match reason {
            DefectReason::Absent => PageDefect::Absent { object },
            DefectReason::Unnamed { category, name } => {
                PageDefect::Unnamed { object, category, resource: name }
            }
            DefectReason::Unfit(part) => PageDefect::Unfit { object, part },
            DefectReason::Codes(resource) => PageDefect::Codes { object, resource },
            DefectReason::Data(flaw) => PageDefect::Data { object, flaw },
            DefectReason::Operators(operator) => PageDefect::Operators { object, operator },
            DefectReason::Unbalanced => PageDefect::Unbalanced { object },
        }
    }
}
