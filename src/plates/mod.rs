//! Plates: what each ink of a page puts on paper.
//!
//! [`render`] draws a page of a PDF as a press would separate it: one plate an
//! ink, with overprint, transparency and knockout as PDF 32000-1 has them. The
//! rest asks the plates: how much ink there is ([`Plates::total_ink`],
//! [`heat_map`]), and shows them ([`png`]).

mod ahead;
mod canvas;
mod coverage;
mod digest;
mod glyphs;
mod heat;
mod layer;
mod measure;
mod mesh;
mod picture;
mod proof;
mod shade;
mod wanted;

use std::sync::Arc;

pub use crate::diag::finding::PlatesError;
use crate::reader::kurbo::{Affine, Rect};
use crate::reader::{File, Ink, KnownGlyphs, PageView, ReadError, ReaderFonts};
use crate::{memory, workers};

pub use ahead::PicturesAhead;
pub(crate) use canvas::tint_byte;
pub(crate) use coverage::PixelBox;
pub use digest::{PlateDigest, digests};
pub use heat::{heat_map, png};
pub use measure::{InkSummary, MostInk};
pub use proof::{composite, proof_profile};
pub use wanted::PixelsWanted;

use self::canvas::PlateCanvas;
use self::glyphs::GlyphShapes;

/// Pixels of a plate: a broadsheet at 600 dpi has 120 million.
const MOST_PIXELS: f64 = 150e6;

/// Pixels per inch at which plates are told apart. A pixel of 0.17 mm with 256 tints: what
/// covers a thousandth of a square millimeter changes it, and so does a tint of half a
/// percent; the comma of 6 pt type covers a hundred times as much.
pub const PLATE_PPI: f64 = 150.0;
/// What the sums of plates are made of: another name for any other measure.
pub const PLATE_MEASURE: &str = "blake3-tints-1";

/// Bytes that a pixel takes until it is a picture in a file: its four inks on the
/// page and in a group, their total, and its colors.
const BYTES_A_PIXEL: usize = 16;

/// The plates of a page.
#[derive(Debug, Clone)]
pub struct Plates {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Pixels per inch.
    pub dpi: f64,
    /// From page space to pixels.
    pub to_pixels: Affine,
    /// The page after cutting, in pixels.
    pub trim: Rect,
    /// Cyan, magenta, yellow and black, then spot inks in the order in which
    /// they appear on the page.
    pub plates: Vec<Plate>,
}

/// One plate.
#[derive(Debug, Clone)]
pub struct Plate {
    /// The ink.
    pub ink: Ink,
    /// The tint of each pixel, 0 to 255, row by row from the top.
    pub tints: Vec<u8>,
    /// The process inks that stand for its solid where there is no such ink;
    /// for process inks themselves nothing.
    pub alternate: [f32; 4],
}

/// The type of a file that was needed before, for one thread at a time: what pages have
/// in common.
#[derive(Debug, Default)]
pub struct KnownType<'p> {
    /// As it is read.
    pub fonts: ReaderFonts<'p>,
    shapes: GlyphShapes,
}

impl KnownType<'_> {
    /// None yet; where the ink of glyphs is may be known from other files.
    #[must_use]
    pub fn knowing(glyphs: &Arc<KnownGlyphs>) -> Self {
        Self { fonts: ReaderFonts::knowing(Arc::clone(glyphs)), shapes: GlyphShapes::default() }
    }
}

impl From<ReadError> for PlatesError {
    fn from(error: ReadError) -> Self {
        Self::Unreadable { read: error }
    }
}

/// Separates a page, counted from 0, of which the whole sheet (`MediaBox`) is
/// shown.
///
/// # Errors
/// If the page cannot be read, or the resolution asks for no pixels or far too
/// many.
pub fn render(file: &File, page: usize, dpi: f64) -> Result<Plates, PlatesError> {
    workers::run(|| render_here(file, page, dpi)).unwrap_or(Err(ReadError::NoThread.into()))
}

fn render_here(file: &File, page: usize, dpi: f64) -> Result<Plates, PlatesError> {
    let ahead = PicturesAhead::new(file, page, dpi)?;
    render_with(file, page, &ahead, None, &mut KnownType::default())
}

/// The same on the thread at hand, with pictures that somebody may be working on, as far as
/// pixels are wanted (all if that is not said), and with type that may be known from before.
///
/// # Errors
/// As [`render`].
pub fn render_with<'p>(
    file: &'p File,
    page: usize,
    ahead: &PicturesAhead<'_>,
    wanted: Option<&PixelsWanted>,
    known: &mut KnownType<'p>,
) -> Result<Plates, PlatesError> {
    let view = file.view(page)?;
    let PlateFrame { width, height, dpi, to_pixels } = *ahead.frame();
    if !memory::has_room(width * height * BYTES_A_PIXEL) {
        return Err(PlatesError::NoMemory);
    }
    let mut canvas = PlateCanvas::new(ahead, wanted, &mut known.shapes);
    file.walk_with(page, &mut canvas, &mut known.fonts)?;
    let plates = canvas.into_plates();
    let trim = to_pixels.transform_rect_bbox(view.trim);
    Ok(Plates { width, height, dpi, to_pixels, trim, plates })
}

/// How large plates are, and where the page is on them.
#[derive(Debug, Clone, Copy)]
pub struct PlateFrame {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Pixels per inch.
    pub dpi: f64,
    /// From page space to pixels.
    pub to_pixels: Affine,
}

/// The plates of a page in a resolution.
fn fit(view: PageView, dpi: f64) -> Result<PlateFrame, PlatesError> {
    let scale = dpi / 72.0 * view.unit;
    if !scale.is_finite() || scale <= 0.0 {
        return Err(PlatesError::BadResolution);
    }
    let (w, h) = (view.media.width() * scale, view.media.height() * scale);
    let (width, height) = (w.round().max(1.0), h.round().max(1.0));
    if width * height > MOST_PIXELS {
        return Err(PlatesError::TooLarge);
    }
    let upright = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, h])
        * Affine::scale(scale)
        * Affine::translate(-view.media.origin().to_vec2());
    let turned = match view.turn {
        90 => Affine::new([0.0, 1.0, -1.0, 0.0, h, 0.0]),
        180 => Affine::new([-1.0, 0.0, 0.0, -1.0, w, h]),
        270 => Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, w]),
        _ => Affine::IDENTITY,
    };
    let (width, height) = match view.turn {
        90 | 270 => (height, width),
        _ => (width, height),
    };
    let to_pixels = turned * upright;
    Ok(PlateFrame { width: width as usize, height: height as usize, dpi, to_pixels })
}

impl Plates {
    /// The plate of an ink.
    #[must_use]
    pub fn plate(&self, ink: &Ink) -> Option<&Plate> {
        self.plates.iter().find(|plate| plate.ink == *ink)
    }

    /// Pixels in a millimeter.
    #[must_use]
    pub fn per_mm(&self) -> f64 {
        self.dpi / 25.4
    }
}
