//! Why pages cannot be laid side by side.

use std::fmt;

use crate::diag::{Code, Diagnostic, Text};
use crate::say;

/// Why pages cannot be imposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImposeError {
    /// There is none.
    NoPages,
    /// A page whose label is not a number from 1.
    NoNumber(String),
    /// Two pages with one number.
    NumberTwice(u32),
    /// Two pages whose trim or bleed differ.
    SizesDiffer {
        /// The label of one.
        one: String,
        /// The label of the other.
        other: String,
    },
    /// A signature whose first page is a left-hand page.
    BeginsEven(u32),
    /// A signature of too many pages.
    TooMany {
        /// How many from its first page to its last.
        count: u32,
        /// How many there may be.
        most: u32,
    },
}

impl ImposeError {
    fn message(&self) -> Text {
        match self {
            Self::NoPages => say!("there is no page to impose", "没有可以拼版的版面"),
            Self::NoNumber(label) => say!(
                "page “{label}” has no page number, and imposition goes by that",
                "“{label}” 版没有版次，无法拼版"
            ),
            Self::NumberTwice(number) => say!(
                "two pages have the number {number}, and imposition goes by that",
                "有两个版面的版次都是 {number}，无法拼版"
            ),
            Self::SizesDiffer { one, other } => say!(
                "pages {one} and {other} cannot stand on one sheet: their paper or bleed differ",
                "第 {one} 版和第 {other} 版的开本或出血不同，不能拼在一起"
            ),
            Self::BeginsEven(first) => say!(
                "a signature begins with a right-hand page, and page {first} is none",
                "一帖要从单数版开始，第 {first} 版不是单数版"
            ),
            Self::TooMany { count, most } => say!(
                "a signature of {count} pages cannot be folded, {most} are the most",
                "一帖 {count} 版折不了，最多 {most} 版"
            ),
        }
    }

    fn hint(&self) -> Option<Text> {
        match self {
            Self::NoNumber(_) | Self::NumberTwice(_) => Some(say!(
                "give each page its `number` under [page]",
                "在每个版面的 [page] 下写明 number（版次）"
            )),
            Self::BeginsEven(_) => Some(say!(
                "give all pages of the signature in one run",
                "把这一帖的所有版面一起给出"
            )),
            Self::TooMany { .. } => {
                Some(say!("look for a wrong `number` under [page]", "检查各版 [page] 下的 number"))
            }
            Self::NoPages | Self::SizesDiffer { .. } => None,
        }
    }

    /// The finding to report.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let finding = Diagnostic::error(Code::Imposition, self.message());
        match self.hint() {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }
}

impl fmt::Display for ImposeError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for ImposeError {}
