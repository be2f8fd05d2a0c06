//! What comes of comparing a golden file.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{DifferentArea, PageChange, RgbPicture};
use crate::diag::Text;
use crate::say;

/// What of a page is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GoldenKind {
    /// What stands where, as text.
    Structure,
    /// What it looks like.
    Picture,
    /// The bytes of its press file.
    Bytes,
}

impl GoldenKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Structure, Self::Picture, Self::Bytes];

    /// How names of its files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Structure => "txt",
            Self::Picture => "jpg",
            Self::Bytes => "sha256",
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Picture => "picture",
            Self::Bytes => "bytes",
        }
    }
}

/// What a golden file says of a page.
#[derive(Debug, Clone)]
pub enum Judgement {
    /// The page is as it was.
    Same,
    /// It is not.
    Different(Differs),
    /// The golden file has an older form, in which pages can no longer be told.
    Older {
        /// Which one; 0 where it does not say.
        version: u32,
    },
    /// The golden file has a form that this program does not know.
    Newer {
        /// Which one.
        version: u32,
    },
    /// The golden file is not whole, or not one at all.
    Damaged,
}

impl Judgement {
    /// How a page came out by this file.
    #[must_use]
    pub fn state(&self) -> PageState {
        match self {
            Self::Same => PageState::Same,
            Self::Different(_) => PageState::Different,
            Self::Older { .. } => PageState::Older,
            Self::Newer { .. } => PageState::Newer,
            Self::Damaged => PageState::Damaged,
        }
    }
}

/// How a page came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageState {
    /// All of its golden files say that it is as it was.
    Same,
    /// It has no golden files yet.
    New,
    /// Those that can be compared say so; some have an older form.
    Older,
    /// A golden file is of a newer program.
    Newer,
    /// It is not as it was.
    Different,
    /// A golden file is not whole.
    Damaged,
    /// It cannot be set.
    Unset,
    /// Its spec is gone.
    Gone,
}

impl PageState {
    /// Whether nobody needs to look.
    #[must_use]
    pub fn is_fine(self) -> bool {
        self == Self::Same
    }

    /// The state in a word or two.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Same => say!("as before", "与基准一致"),
            Self::New => say!("no golden files yet", "还没有基准文件"),
            Self::Older => say!("golden files of an older format", "基准文件是旧格式"),
            Self::Newer => {
                say!("golden files of a newer banmian", "基准文件出自更新版本的 banmian")
            }
            Self::Different => say!("different", "有变化"),
            Self::Damaged => say!("damaged golden files", "基准文件损坏"),
            Self::Unset => say!("cannot be set", "排不出来"),
            Self::Gone => say!("the page is gone", "版面已不存在"),
        }
    }
}

/// In what a page differs.
#[derive(Debug, Clone)]
pub enum Differs {
    /// In what stands where.
    Structure {
        /// In an editor's words; never empty.
        changes: Vec<PageChange>,
    },
    /// In what it looks like.
    Picture {
        /// Where, the largest first.
        areas: Vec<DifferentArea>,
        /// As it was.
        old: RgbPicture,
        /// As it is, pale, with the difference in red.
        marked: RgbPicture,
    },
    /// In bytes alone, as far as is known here.
    Bytes,
}
