//! Why a file cannot be used as a picture, in words for an editor.

use std::fmt;

use super::{Format, MAX_SIDE, PdfFault, SvgFault};
use crate::diag::{Code, Diagnostic, Text};
use crate::say;

/// Why a file cannot be used as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureError {
    /// The file has no bytes.
    Empty,
    /// Its bytes are not those of any picture format known.
    NotAPicture,
    /// It is a picture of a format that is not read.
    UnsupportedFormat(Format),
    /// It is a JPEG of a kind that no PDF can carry; the kind follows.
    UnsupportedJpeg(&'static str),
    /// It is a TIFF of a kind that is not read; the kind follows.
    UnsupportedTiff(&'static str),
    /// It is a WebP with several frames.
    AnimatedWebP,
    /// An SVG that cannot be placed.
    Svg(SvgFault),
    /// A page of a PDF that cannot be placed.
    Pdf(PdfFault),
    /// Vectors without any size, or with a size beyond that of any page.
    BadExtent,
    /// A page was asked for, but it is of a format that has none.
    NoPages(Format),
    /// It ends before its last pixel.
    Truncated(Format),
    /// Its header contradicts itself.
    Damaged(Format),
    /// Width or height is zero.
    NoPixels,
    /// It has more pixels than any page can use.
    TooLarge {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
}

impl PictureError {
    /// What is wrong, in both languages.
    fn text(self) -> Text {
        match self {
            Self::Empty => say!("the picture file is empty", "图片文件是空的"),
            Self::NotAPicture => say!(
                "this is not a picture; pictures are JPEG, PNG, TIFF, WebP, SVG or PDF files",
                "这不是图片；图片要用 JPEG、PNG、TIFF、WebP、SVG 或 PDF 文件"
            ),
            Self::UnsupportedFormat(format) => {
                let name = format.name();
                say!(
                    "a {name} file, but pictures must be JPEG, PNG, TIFF, WebP, SVG or PDF",
                    "这是 {name} 文件，图片只能用 JPEG、PNG、TIFF、WebP、SVG 或 PDF"
                )
            }
            Self::UnsupportedJpeg(kind) => say!(
                "a JPEG of a kind that a PDF cannot carry ({kind})",
                "这种 JPEG 不能放进 PDF({kind})"
            ),
            Self::UnsupportedTiff(kind) => {
                say!("a TIFF of a kind that is not read ({kind})", "不支持这种 TIFF({kind})")
            }
            Self::AnimatedWebP => {
                say!("a WebP with several frames is a film", "这是有多帧的动态 WebP")
            }
            Self::Svg(fault) => fault.text(),
            Self::Pdf(fault) => fault.text(),
            Self::BadExtent => {
                say!("vectors without a usable size", "矢量图没有可用的尺寸")
            }
            Self::NoPages(format) => {
                let name = format.name();
                say!(
                    "a page is asked for, but a {name} file has no pages",
                    "写了页码，但 {name} 文件没有页"
                )
            }
            Self::Truncated(format) => {
                let name = format.name();
                say!("the {name} file is cut short", "{name} 文件不完整,后半截丢了")
            }
            Self::Damaged(format) => {
                let name = format.name();
                say!("the {name} file is damaged", "{name} 文件已损坏")
            }
            Self::NoPixels => say!("a picture without pixels", "图片的宽或高是零"),
            Self::TooLarge { width, height } => say!(
                "a picture of {width} × {height} pixels is larger than any page can use",
                "图片有 {width} × {height} 像素,大得任何版面都用不上"
            ),
        }
    }

    fn hint(self) -> Option<Text> {
        match self {
            Self::Empty | Self::Truncated(_) | Self::Damaged(_) => {
                Some(say!("send or export the file again", "请重新传送或导出这个文件"))
            }
            Self::UnsupportedFormat(_) | Self::UnsupportedJpeg(_) => {
                Some(say!("save it as an ordinary JPEG or as PNG", "请另存为普通 JPEG 或 PNG"))
            }
            Self::UnsupportedTiff(_) => Some(say!(
                "save it as TIFF in RGB, CMYK or gray, 8 or 16 bits, interleaved, with LZW or no compression",
                "请另存为 RGB、CMYK 或灰度 TIFF：8 或 16 位，通道交错，LZW 压缩或不压缩"
            )),
            Self::AnimatedWebP => {
                Some(say!("save one frame of it as a picture", "请把其中一帧另存为图片"))
            }
            Self::TooLarge { .. } => Some(say!(
                "scale it down to at most {MAX_SIDE} pixels a side",
                "请缩小到每边不超过 {MAX_SIDE} 像素"
            )),
            Self::Svg(fault) => fault.hint(),
            Self::Pdf(fault) => fault.hint(),
            Self::NotAPicture | Self::NoPixels | Self::BadExtent | Self::NoPages(_) => None,
        }
    }

    /// The finding for the report, about the file `file`.
    #[must_use]
    pub fn diagnostic(self, file: &str) -> Diagnostic {
        let finding = Diagnostic::error(Code::PictureBroken, self.text()).in_file(file);
        match self.hint() {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for PictureError {}
