//! Why a PDF, or a page of it, cannot be read; in words for an editor.

use std::fmt;

use crate::diag::{Code, Diagnostic, Text};
use crate::say;

/// Why a PDF cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadError {
    /// It does not begin as a PDF does.
    NotAPdf,
    /// It is cut short or its structure is beyond repair.
    Damaged,
    /// It is locked with a password or with permissions.
    Encrypted,
    /// It has more objects or pages than any real file.
    TooMuch,
    /// Its compressed data would swell beyond all bounds.
    Bomb,
    /// Its parts stand in each other without end.
    TooDeep,
    /// A page has more content than any real page.
    TooMuchContent,
    /// It has no such page.
    NoSuchPage {
        /// Which one was asked for, counted from 0.
        page: usize,
        /// How many there are.
        pages: usize,
    },
    /// The page has no sensible size.
    BadPageSize,
    /// The system gives no thread to read it on.
    NoThread,
}

impl ReadError {
    /// What is wrong.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::NotAPdf => say!("it is not a PDF", "这不是 PDF 文件"),
            Self::Damaged => {
                say!("the PDF is damaged or cut short", "PDF 文件已损坏或不完整")
            }
            Self::Encrypted => {
                say!("the PDF is locked (encrypted)", "PDF 文件已加密")
            }
            Self::TooMuch => {
                say!("the PDF has far too many objects or pages", "PDF 文件的对象或页面过多")
            }
            Self::Bomb => say!(
                "the PDF's compressed data would fill the memory",
                "PDF 文件的压缩数据展开后会占满内存"
            ),
            Self::TooDeep => {
                say!(
                    "the PDF's parts stand in each other without end",
                    "PDF 文件的内容层层嵌套，没有尽头"
                )
            }
            Self::TooMuchContent => {
                say!("the page has far too much content to be read", "页面内容过多，无法读取")
            }
            Self::NoSuchPage { page, pages } => {
                let page = page.saturating_add(1);
                say!(
                    "there is no page {page}, the PDF has {pages}",
                    "没有第 {page} 页，PDF 共 {pages} 页"
                )
            }
            Self::BadPageSize => say!("the page has no usable size", "页面尺寸不可用"),
            Self::NoThread => {
                say!("the system gives no thread to read it on", "系统不提供读取所需的线程")
            }
        }
    }

    /// What to do, if there is anything.
    #[must_use]
    pub fn hint(self) -> Option<Text> {
        match self {
            Self::Encrypted => Some(say!(
                "ask for a copy without password and restrictions: a press file must not be locked",
                "请索取没有密码和权限限制的文件：印刷文件不得加密"
            )),
            Self::Damaged => Some(say!("export or send the file anew", "请重新导出或重新传送文件")),
            Self::Bomb | Self::TooMuch | Self::TooDeep | Self::TooMuchContent => Some(say!(
                "export the file anew from the program that made the page",
                "请用制作该页面的程序重新导出"
            )),
            Self::NotAPdf | Self::NoSuchPage { .. } | Self::BadPageSize | Self::NoThread => None,
        }
    }

    /// The finding for an editor.
    #[must_use]
    pub fn diagnostic(self) -> Diagnostic {
        let finding = Diagnostic::error(Code::FileUnreadable, self.text());
        match self.hint() {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for ReadError {}
