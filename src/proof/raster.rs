//! A page of a PDF as pixels.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use crate::diag::Diagnostic;
use crate::diag::finding::PageFault;
pub use crate::diag::finding::ProofError;
use crate::reader::drawable;
use crate::{memory, workers};

/// Pixels a side that the rasterizer can address.
const MAX_SIDE: f64 = 65_535.0;
/// Pixels in all: a broadsheet of 390 by 545 mm at 340 dpi. Drawn and encoded
/// they take 300 MB.
const MAX_PIXELS: f64 = 40e6;
const TOO_LARGE: ProofError = ProofError::TooLarge { limit_pixels: MAX_PIXELS as u64 };

/// Bytes that a pixel takes: drawn, and in three channels for the file.
const BYTES_A_PIXEL: usize = 8;

impl ProofError {
    /// The finding for the report, of a page counted from 0.
    #[must_use]
    pub fn diagnostic(self, page: usize) -> Diagnostic {
        let page = page.saturating_add(1);
        Diagnostic::of(match self {
            Self::NoMemory => PageFault::NoRoom { page },
            Self::NoThread => PageFault::NoThread { page },
            drawing => PageFault::Undrawn { page, drawing },
        })
    }

    /// The number by which one process tells another of it; 0 for what only
    /// the other can tell.
    pub(super) fn exit_code(self) -> u8 {
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
        plain.into_iter().find(|error| error.exit_code() == code).unwrap_or(Self::Broken)
    }
}

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
    let pdf = Pdf::new(pdf).map_err(|_| ProofError::NotAPdf)?;
    // Pictures that would be drawn with wrong colors.
    match drawable(&pdf) {
        Ok(None) => Ok(pdf),
        Ok(Some(other)) => Pdf::new(other).map_err(|_| ProofError::Broken),
        Err(_) => Err(ProofError::Broken),
    }
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
