//! A page of a PDF as pixels.

use std::fmt;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use crate::diag::{Code, Diagnostic, Text};
use crate::{memory, say, workers};

/// Pixels a side that the rasterizer can address.
const MAX_SIDE: f64 = 65_535.0;
/// Pixels in all: a broadsheet of 390 by 545 mm at 340 dpi. Drawn and encoded
/// they take 300 MB.
const MAX_PIXELS: f64 = 40e6;
const TOO_LARGE: ProofError = ProofError::TooLarge { pixels: MAX_PIXELS as u64 };

/// Bytes that a pixel takes: drawn, and in three channels for the file.
const BYTES_A_PIXEL: usize = 8;

/// Why a page cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofError {
    /// The bytes are not a PDF.
    NotAPdf,
    /// The PDF has fewer pages.
    NoSuchPage,
    /// The resolution is zero, negative or not a number.
    BadResolution,
    /// The drawing would have too many pixels.
    TooLarge {
        /// How many it may have.
        pixels: u64,
    },
    /// Drawing takes longer than it may.
    TooLong {
        /// How long it may take.
        seconds: u64,
    },
    /// Drawing takes more memory than it may.
    TooMuchMemory {
        /// How much it may take.
        mebibytes: u64,
    },
    /// The page's parts stand in each other too deeply.
    TooDeep,
    /// The program that draws broke down over the page.
    Broken,
    /// The program that draws could not be started.
    NoProcess,
    /// There is not enough memory for the drawing.
    NoMemory,
    /// The system gives no thread to draw it on.
    NoThread,
}

impl ProofError {
    fn text(self) -> Text {
        match self {
            Self::NotAPdf => say!("it is not a PDF that can be drawn", "它不是可以显示的 PDF"),
            Self::NoSuchPage => say!("the PDF has no such page", "PDF 里没有这一页"),
            Self::BadResolution => {
                say!("the resolution must be more than 0 dpi", "分辨率必须大于 0 dpi")
            }
            Self::TooLarge { .. } => {
                say!(
                    "at this resolution the picture would be too large",
                    "按这个分辨率，图片会太大"
                )
            }
            Self::TooLong { seconds } => say!(
                "it has more on it than can be drawn in {seconds} seconds",
                "内容过多，{seconds} 秒内画不完"
            ),
            Self::TooMuchMemory { mebibytes } => say!(
                "what is on it takes more than {mebibytes} MiB to draw",
                "画出页面内容需要超过 {mebibytes} MiB 内存"
            ),
            Self::TooDeep => say!(
                "its parts stand in each other more deeply than can be drawn",
                "内容层层嵌套过深，画不出来"
            ),
            Self::Broken => {
                say!("what is on it breaks the drawing off", "页面内容使绘制中断")
            }
            Self::NoProcess => say!(
                "the program cannot be started once more to draw it",
                "无法再启动一个本程序来绘制"
            ),
            Self::NoMemory => memory::no_room(),
            Self::NoThread => {
                say!("the system gives no thread to draw it on", "系统不提供绘图所需的线程")
            }
        }
    }

    /// What to do, if there is anything.
    fn hint(self) -> Option<Text> {
        match self {
            Self::TooLarge { pixels } => {
                let (millions, wan) = (pixels / 1_000_000, pixels / 10_000);
                Some(say!(
                    "give a lower `--dpi`: it may have {millions} million pixels",
                    "请降低 --dpi：最多 {wan} 万像素"
                ))
            }
            Self::TooLong { .. } | Self::TooMuchMemory { .. } => Some(say!(
                "give a lower `--dpi`, or export the file that is at fault anew, flattened or with smaller pictures",
                "请降低 --dpi；或重新导出出问题的文件，拼合透明或缩小图片"
            )),
            Self::TooDeep | Self::Broken | Self::NotAPdf => Some(say!(
                "export the file that is at fault anew from the program that made it",
                "请用制作该文件的程序重新导出"
            )),
            Self::NoSuchPage
            | Self::BadResolution
            | Self::NoProcess
            | Self::NoMemory
            | Self::NoThread => None,
        }
    }

    /// The finding for the report, of a page counted from 0.
    #[must_use]
    pub fn diagnostic(self, page: usize) -> Diagnostic {
        let page = page.saturating_add(1);
        let Text { en, zh } = self.text();
        let message = say!("page {page} cannot be drawn: {en}", "无法绘制第 {page} 页：{zh}");
        let finding = match self {
            Self::NoMemory => memory::finding(message),
            Self::NoThread => Diagnostic::error(Code::NoThreads, message),
            _ => Diagnostic::error(Code::PageUndrawn, message),
        };
        match self.hint() {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }

    /// The number by which one process tells another of it; 0 for what only
    /// the other can tell.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::NotAPdf => 1,
            Self::NoSuchPage => 2,
            Self::BadResolution => 3,
            Self::TooLarge { .. } => 4,
            Self::NoMemory => 5,
            Self::TooLong { .. }
            | Self::TooMuchMemory { .. }
            | Self::TooDeep
            | Self::Broken
            | Self::NoProcess
            | Self::NoThread => 6,
        }
    }

    /// The error of a number.
    pub(super) fn from_code(code: u8) -> Self {
        let plain =
            [Self::NotAPdf, Self::NoSuchPage, Self::BadResolution, TOO_LARGE, Self::NoMemory];
        plain.into_iter().find(|error| error.code() == code).unwrap_or(Self::Broken)
    }
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for ProofError {}

/// Draws a page of a PDF, counted from 0, as a PNG file on white paper.
///
/// Only for files that can be trusted: a hostile one can keep this busy for
/// ever, fill the memory or overflow the stack. [`DrawingProcess`](super::DrawingProcess) is for
/// all others, and for pages on which anything of others may be.
///
/// # Errors
/// If the bytes are not a PDF with that page, or the resolution asks for no
/// pixels or far too many.
pub fn render(pdf: &[u8], page: usize, dpi: f64) -> Result<Vec<u8>, ProofError> {
    workers::run(|| draw(&open(pdf.to_vec())?, page, dpi)).unwrap_or(Err(ProofError::NoThread))
}

pub(super) fn open(pdf: Vec<u8>) -> Result<Pdf, ProofError> {
    Pdf::new(pdf).map_err(|_| ProofError::NotAPdf)
}

pub(super) fn draw(pdf: &Pdf, page: usize, dpi: f64) -> Result<Vec<u8>, ProofError> {
    let scale = dpi / 72.0;
    if !scale.is_finite() || scale <= 0.0 {
        return Err(ProofError::BadResolution);
    }
    let page = pdf.pages().get(page).ok_or(ProofError::NoSuchPage)?;
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width) * scale, f64::from(height) * scale);
    if width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS {
        return Err(TOO_LARGE);
    }
    if width < 1.0 || height < 1.0 {
        return Err(ProofError::BadResolution);
    }
    if !memory::has_room((width * height) as usize * BYTES_A_PIXEL) {
        return Err(ProofError::NoMemory);
    }
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        // Hinting moves stems to whole pixels, and no press does that.
        &RenderSettings { hinting: false, ..RenderSettings::default() },
        &PixmapSettings { x_scale: scale as f32, y_scale: scale as f32, bg_color: WHITE },
    );
    encode(pixmap)
}

fn encode(pixmap: Pixmap) -> Result<Vec<u8>, ProofError> {
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    // The paper is opaque, so alpha says nothing.
    let mut rgb = Vec::with_capacity(pixmap.data().len() * 3);
    rgb.extend(pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]));
    // The encoder needs the room.
    drop(pixmap);
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&rgb, width, height, ExtendedColorType::Rgb8)
        .map_err(|_| ProofError::Broken)?;
    Ok(png)
}
