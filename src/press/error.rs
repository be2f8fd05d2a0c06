//! Why a picture cannot go to press, and what is worth telling of one that
//! does.

use std::fmt;

use crate::diag::{Code, Diagnostic, Text};
use crate::page::Standard;
use crate::reader::ReadError;
use crate::{memory, say};

/// Why pictures cannot be brought to the printing condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PressError {
    /// The printing condition's profile cannot be computed with, whatever its
    /// header says.
    Profile {
        /// What the profile calls itself.
        name: String,
    },
    /// The pixels of a picture cannot be decoded.
    PictureBroken {
        /// The picture's file.
        file: String,
    },
    /// The pixels of a picture are more than a PDF can hold.
    PictureTooLarge {
        /// The picture's file.
        file: String,
    },
    /// There is not enough memory for the pixels of a picture.
    NoMemory {
        /// The picture's file.
        file: String,
    },
    /// A see-through picture for a standard without transparency, over
    /// something that it cannot be flattened against.
    SeeThrough {
        /// The picture's file.
        file: String,
    },
    /// Vectors with transparency for a standard without.
    SeeThroughVectors {
        /// The picture's file.
        file: String,
    },
    /// A page of a PDF that cannot be taken out of its file.
    Page {
        /// The file.
        file: String,
        /// Why.
        error: ReadError,
    },
}

impl PressError {
    /// The picture that it is about; none if it is about all of them.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Profile { .. } => None,
            Self::PictureBroken { file }
            | Self::PictureTooLarge { file }
            | Self::NoMemory { file }
            | Self::SeeThrough { file }
            | Self::SeeThroughVectors { file }
            | Self::Page { file, .. } => Some(file),
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Profile { name } => say!(
                "the profile \"{name}\" is damaged inside: no color can be worked out with it",
                "特性文件“{name}”内部已损坏，无法用来换算颜色"
            ),
            Self::PictureBroken { file } => {
                say!("the pixels of {file} cannot be read", "读不出 {file} 的图像内容")
            }
            Self::PictureTooLarge { file } => {
                say!("{file} is too large for a PDF", "{file} 太大，PDF 装不下")
            }
            Self::NoMemory { file } => {
                let Text { en, zh } = memory::no_room();
                say!("{file} cannot be brought to the press: {en}", "{file} 无法转换：{zh}")
            }
            Self::SeeThrough { file } => {
                let standard = Standard::PdfX1a.name();
                say!(
                    "{file} is see-through and lies over more than paper or one even tint, which {standard} cannot hold",
                    "{file} 有透明部分，下面又不只是白纸或一块均匀底色，{standard} 不允许这样"
                )
            }
            Self::SeeThroughVectors { file } => {
                let standard = Standard::PdfX1a.name();
                say!(
                    "{file} uses transparency, which {standard} cannot hold",
                    "{file} 用了透明效果，{standard} 不允许这样"
                )
            }
            Self::Page { error, .. } => error.text(),
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Profile { .. } => Code::ProfileUnfit,
            Self::PictureBroken { .. } | Self::PictureTooLarge { .. } => Code::PictureBroken,
            Self::NoMemory { .. } => Code::NoMemory,
            Self::SeeThrough { .. } | Self::SeeThroughVectors { .. } => Code::PictureSeeThrough,
            Self::Page { .. } => Code::PictureBroken,
        }
    }

    fn hint(&self) -> Option<Text> {
        match self {
            Self::Profile { .. } => {
                Some(say!("ask the print shop for the profile again", "请向印刷厂重新索取特性文件"))
            }
            Self::PictureBroken { .. } => Some(say!(
                "the file is damaged: send or export it again",
                "文件已损坏，请重新传送或导出"
            )),
            Self::PictureTooLarge { .. } | Self::NoMemory { .. } => None,
            Self::Page { error, .. } => error.hint(),
            Self::SeeThroughVectors { .. } => {
                let other = Standard::PdfX4.name();
                Some(say!(
                    "flatten it in the program that made it, or make {other}",
                    "请在制作软件里拼合透明，或改用 {other}"
                ))
            }
            Self::SeeThrough { .. } => {
                let other = Standard::PdfX4.name();
                Some(say!(
                    "save it without transparency, move what lies below, or make {other}",
                    "请另存为不透明的图片，或移开下面的内容，或改用 {other}"
                ))
            }
        }
    }

    /// The finding for the report.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let mut finding = match self {
            Self::NoMemory { .. } => memory::finding(self.text()),
            _ => Diagnostic::error(self.code(), self.text()),
        };
        if let Some(file) = self.file() {
            finding = finding.in_file(file);
        }
        match self.hint() {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }
}

impl fmt::Display for PressError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for PressError {}

/// Something worth telling of a picture that goes to press all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// The profile in the file cannot be used.
    ProfileBroken,
    /// The profile in the file is for other colors than its pixels have.
    ProfileOfOtherColors,
    /// Some of the pixels are lost.
    PixelsLost,
    /// Its inks were separated anew because there was too much of them.
    Reseparated,
}

impl Note {
    /// All of them; an entry of the cache keeps their places in this list.
    pub(super) const ALL: [Self; 4] =
        [Self::ProfileBroken, Self::ProfileOfOtherColors, Self::PixelsLost, Self::Reseparated];

    /// The finding about a file.
    pub(super) fn diagnostic(self, file: &str) -> Diagnostic {
        let taken_as = || {
            say!(
                "its colors are taken for the usual ones (sRGB, or the press's own inks); compare the proof",
                "已按通常的颜色（sRGB，或本机油墨）处理；请核对样张"
            )
        };
        let finding = match self {
            Self::ProfileBroken => Diagnostic::warning(
                Code::PictureProfile,
                say!("the color profile in {file} is damaged", "{file} 里的色彩特性文件已损坏"),
            )
            .hint(taken_as()),
            Self::ProfileOfOtherColors => Diagnostic::warning(
                Code::PictureProfile,
                say!(
                    "the color profile in {file} is not for the kind of colors it has",
                    "{file} 里的色彩特性文件与它的颜色类型不符"
                ),
            )
            .hint(taken_as()),
            Self::PixelsLost => Diagnostic::warning(
                Code::PictureBroken,
                say!("part of the picture {file} is lost", "图片 {file} 有一部分已丢失"),
            )
            .hint(say!(
                "look at it in the proof; send or export the file again",
                "请在样张上查看；最好重新传送或导出这个文件"
            )),
            Self::Reseparated => Diagnostic::note(
                Code::PictureInk,
                say!(
                    "{file} had more ink than the press takes and was separated anew",
                    "{file} 的墨量超过印刷限值，已重新分色"
                ),
            ),
        };
        finding.in_file(file)
    }
}
