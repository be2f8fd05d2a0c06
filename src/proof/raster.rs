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
/// Pixels in all: a broadsheet at 600 dpi has 120 million.
const MAX_PIXELS: f64 = 250e6;

/// Bytes that a pixel takes: drawn, taken over into the picture, and in three
/// channels for the file, which may be as large again.
const BYTES_A_PIXEL: usize = 14;

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
    TooLarge,
    /// There is not enough memory for the drawing.
    NoMemory,
    /// The system gives no thread to draw it on.
    NoThread,
}

impl ProofError {
    fn text(self) -> Text {
        match self {
            Self::NotAPdf => say!("not a PDF that can be drawn", "不是可以显示的 PDF"),
            Self::NoSuchPage => say!("the PDF has no such page", "PDF 里没有这一页"),
            Self::BadResolution => {
                say!("the resolution must be more than 0 dpi", "分辨率必须大于 0 dpi")
            }
            Self::TooLarge => {
                say!("at this resolution the picture would be too large", "按这个分辨率,图片会太大")
            }
            Self::NoMemory => memory::no_room(),
            Self::NoThread => {
                say!("the system gives no thread to draw it on", "系统不提供绘图所需的线程")
            }
        }
    }

    /// The finding for the report.
    #[must_use]
    pub fn diagnostic(self) -> Diagnostic {
        match self {
            Self::NoMemory => memory::finding(self.text()),
            Self::NoThread => Diagnostic::error(Code::NoThreads, self.text()),
            _ => Diagnostic::error(Code::OutputUnwritable, self.text()),
        }
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
/// # Errors
/// If the bytes are not a PDF with that page, or the resolution asks for no
/// pixels or far too many.
pub fn render(pdf: &[u8], page: usize, dpi: f64) -> Result<Vec<u8>, ProofError> {
    workers::run(|| render_here(pdf, page, dpi)).unwrap_or(Err(ProofError::NoThread))
}

fn render_here(pdf: &[u8], page: usize, dpi: f64) -> Result<Vec<u8>, ProofError> {
    let scale = dpi / 72.0;
    if !scale.is_finite() || scale <= 0.0 {
        return Err(ProofError::BadResolution);
    }
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| ProofError::NotAPdf)?;
    let page = pdf.pages().get(page).ok_or(ProofError::NoSuchPage)?;
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width) * scale, f64::from(height) * scale);
    if width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS {
        return Err(ProofError::TooLarge);
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
    encode(&pixmap)
}

fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, ProofError> {
    // The paper is opaque, so alpha says nothing.
    let rgb: Vec<u8> = pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    let mut png = Vec::new();
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&rgb, width, height, ExtendedColorType::Rgb8)
        .map_err(|_| ProofError::TooLarge)?;
    Ok(png)
}
