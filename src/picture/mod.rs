//! Pictures: what their files say, and vector pictures taken apart.
//!
//! [`read`] looks at a file's header only: that is cheap and happens for every
//! picture of a page. [`Picture::decode`] is for those who need the pixels:
//! the press, and text that runs round an [outline](Picture::outline). A drawing is
//! small and has no header to speak of: it is worked out at once. What a file is
//! called does not matter here; what it begins with does.

mod charset;
mod clip_path;
mod credit;
mod decode;
mod density;
mod drawing;
mod error;
mod exif;
mod format;
mod jpeg;
mod known;
mod outline;
mod pdf;
mod png;
mod resource;
mod svg;
mod tag;
mod tiff;
mod tiff_pixels;
mod webp;

use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use clip_path::{ClipPath, Knot};
pub use credit::{CreditField, FoundCredit, OtherCredit, UnreadCredit};
pub use decode::{PixelSpace, Pixels};
pub use drawing::{
    Along, Brush, Drawing, DrawingPart, DrawnColor, DrawnShape, DrawnStep, Gradient, Pen, PenCap,
    PenJoin, Rgb, Winding,
};
pub use error::{PdfFault, PictureError, SvgFault, TiffKind, Undrawable};
pub use exif::PictureOrientation;
pub use format::Format;
pub use jpeg::{JpegColor, JpegHeader};
pub use known::KnownPictures;
pub use outline::{Outline, OutlineFrom};
pub use pdf::{PdfBox, PdfHeader};
pub use png::{PngColor, PngHeader};
pub use tag::{ColorTag, PixelCurve, Primaries};
pub use tiff::{TiffAlpha, TiffHeader};
pub use webp::WebPHeader;

use crate::diag::Diagnostic;
use crate::diag::finding::PictureNote;
use crate::font::FontLibrary;
use crate::geom::{Abs, Size};
use crate::reader;

/// Pixels a side beyond which a file is refused: more than a broadsheet at
/// 1200 dpi has.
const MAX_SIDE: u32 = 30_000;
/// Pixels in all beyond which a file is refused, so that a few bytes of header
/// cannot ask for all the memory there is: with alpha 5 bytes each, a picture
/// a core.
const MAX_PIXELS: u64 = 250_000_000;
/// Hundredths of a point a side beyond which vectors are refused: the largest
/// page of PDF (32000-1, annex C).
const MOST_EXTENT: u32 = 1_440_000;

/// A picture, by its place in [`Pictures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(u32);

/// A picture file whose header has been read.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file as the user would write it.
    pub file: String,
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// Pixels from left to right as it is to be seen, never zero; of vectors
    /// hundredths of a point.
    pub width: u32,
    /// The same from top to bottom.
    pub height: u32,
    /// How the stored pixels are turned to be seen upright.
    pub orientation: PictureOrientation,
    /// How the pixels are stored.
    pub encoding: Encoding,
    /// The shapes of an SVG.
    pub drawing: Option<Arc<Drawing>>,
    /// Worked out when it is first asked for; clones share it.
    outline: Arc<OnceLock<Option<Outline>>>,
}

/// How large a picture is: in pixels, or, of vectors, hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extent {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// A point of a picture, from its left and its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PicturePoint {
    /// From left to right.
    pub x: i64,
    /// From top to bottom.
    pub y: i64,
}

/// A part of a picture, in its own pixels or hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// From the left edge of the whole.
    pub left: u32,
    /// From its upper edge.
    pub top: u32,
    /// Never zero.
    pub width: u32,
    /// Never zero.
    pub height: u32,
}

/// How a file stores its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// JPEG.
    Jpeg(JpegHeader),
    /// PNG.
    Png(PngHeader),
    /// TIFF.
    Tiff(TiffHeader),
    /// WebP.
    WebP(WebPHeader),
    /// SVG: no pixels, but shapes.
    Svg(Extent),
    /// A page of a PDF.
    Pdf(PdfHeader),
}

impl Encoding {
    /// The file format.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            Self::Jpeg(_) => Format::Jpeg,
            Self::Png(_) => Format::Png,
            Self::Tiff(_) => Format::Tiff,
            Self::WebP(_) => Format::WebP,
            Self::Svg(_) => Format::Svg,
            Self::Pdf(_) => Format::Pdf,
        }
    }

    /// Width and height of the stored pixels, before they are turned.
    #[must_use]
    pub fn stored_size(self) -> Extent {
        let (width, height) = match self {
            Self::Jpeg(header) => (header.width, header.height),
            Self::Png(header) => (header.width, header.height),
            Self::Tiff(header) => (header.width, header.height),
            Self::WebP(header) => (header.width, header.height),
            Self::Svg(extent) => return extent,
            Self::Pdf(header) => (header.width, header.height),
        };
        Extent { width, height }
    }

    /// Whether the file says that some pixels may be see-through.
    #[must_use]
    pub fn has_alpha(self) -> bool {
        match self {
            Self::Jpeg(_) | Self::Svg(_) | Self::Pdf(_) => false,
            Self::Png(header) => header.alpha,
            Self::Tiff(header) => header.alpha != TiffAlpha::None,
            Self::WebP(header) => header.alpha,
        }
    }

    /// Whether the pixels are stored without loss, so that hard edges are hard.
    #[must_use]
    pub fn is_lossless(self) -> bool {
        match self {
            Self::Jpeg(_) | Self::Svg(_) | Self::Pdf(_) => false,
            Self::Png(_) => true,
            Self::Tiff(header) => header.lossless,
            Self::WebP(header) => header.lossless,
        }
    }

    /// Whether it is made of shapes, which are sharp at any size.
    #[must_use]
    pub fn is_vectors(self) -> bool {
        match self {
            Self::Jpeg(_) | Self::Png(_) | Self::Tiff(_) | Self::WebP(_) => false,
            Self::Svg(_) | Self::Pdf(_) => true,
        }
    }
}

/// Reads the header of a picture file; `file` is its name for messages. Of a
/// PDF it is the first page; lettering in an SVG finds no face.
///
/// # Errors
/// If the file is not a picture that can be printed, or if it is visibly cut
/// short.
pub fn read(file: &str, bytes: impl Into<Arc<[u8]>>) -> Result<Picture, PictureError> {
    read_page(file, bytes, 0, &FontLibrary::new())
}

/// The same with the faces that lettering in an SVG is set in, and for any page
/// of a PDF, counted from 0.
///
/// # Errors
/// As [`read`], or if there is no such page.
pub fn read_page(
    file: &str,
    bytes: impl Into<Arc<[u8]>>,
    page: u32,
    fonts: &FontLibrary,
) -> Result<Picture, PictureError> {
    let bytes = bytes.into();
    let format = Format::of(&bytes).ok_or(if bytes.is_empty() {
        PictureError::Empty
    } else {
        PictureError::NotAPicture
    })?;
    if page > 0 && format != Format::Pdf {
        return Err(PictureError::NoPages { format: format.name() });
    }
    let mut drawing = None;
    let (encoding, orientation) = match format {
        Format::Jpeg => {
            let (header, orientation) = jpeg::read(&bytes)?;
            (Encoding::Jpeg(header), orientation)
        }
        Format::Png => {
            let (header, orientation) = png::read(&bytes)?;
            (Encoding::Png(header), orientation)
        }
        Format::Tiff => {
            let (header, orientation) = tiff::read(&bytes)?;
            (Encoding::Tiff(header), orientation)
        }
        Format::WebP => {
            let (header, orientation) = webp::read(&bytes)?;
            (Encoding::WebP(header), orientation)
        }
        Format::Svg => {
            let read = svg::read(&bytes, fonts).map_err(|svg| PictureError::Svg { svg })?;
            let (width, height) = (hundredths(read.size.width), hundredths(read.size.height));
            drawing = Some(Arc::new(read));
            (Encoding::Svg(Extent { width, height }), PictureOrientation::Upright)
        }
        Format::Pdf => {
            let header = pdf::read(&bytes, page).map_err(|pdf| PictureError::Pdf { pdf })?;
            (Encoding::Pdf(header), PictureOrientation::Upright)
        }
        Format::CameraRaw => return Err(PictureError::CameraRaw),
        Format::Heic | Format::Avif => {
            return Err(PictureError::PhonePicture { format: format.name() });
        }
        Format::PostScript => return Err(PictureError::PostScript),
        Format::Photoshop => return Err(PictureError::Photoshop),
        Format::Film => return Err(PictureError::Film),
        Format::Gif | Format::Bmp | Format::Jpeg2000 | Format::JpegXl => {
            return Err(PictureError::UnsupportedFormat { format: format.name() });
        }
    };
    let Extent { width, height } = orientation.seen(encoding.stored_size());
    match encoding {
        Encoding::Jpeg(_) | Encoding::Png(_) | Encoding::Tiff(_) | Encoding::WebP(_) => {
            check_size(width, height)?;
        }
        Encoding::Svg(_) | Encoding::Pdf(_) => check_extent(width, height)?,
    }
    let outline = Arc::default();
    let file = file.to_owned();
    Ok(Picture { file, bytes, width, height, orientation, encoding, drawing, outline })
}

/// A length of vectors in hundredths of a point.
fn hundredths(length: Abs) -> u32 {
    u32::try_from(length.count_of(Abs::pt(0.01))).unwrap_or(u32::MAX)
}

/// Vectors have no pixels, but beyond this no number of a PDF holds them.
fn check_extent(width: u32, height: u32) -> Result<(), PictureError> {
    let is_usable = |side| (1..=MOST_EXTENT).contains(&side);
    if is_usable(width) && is_usable(height) { Ok(()) } else { Err(PictureError::BadExtent) }
}

fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::NoPixels);
    }
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(PictureError::TooLarge {
            width_pixels: width,
            height_pixels: height,
            limit_side: MAX_SIDE,
        });
    }
    Ok(())
}

impl Picture {
    /// What is to be seen of it: of a PDF's page one of its boxes, of all
    /// others everything.
    #[must_use]
    pub fn view(&self, of: PdfBox) -> View {
        let [left, top, right, bottom] = match self.encoding {
            Encoding::Pdf(header) => header.of(of),
            Encoding::Jpeg(_)
            | Encoding::Png(_)
            | Encoding::Tiff(_)
            | Encoding::WebP(_)
            | Encoding::Svg(_) => [0, 0, self.width, self.height],
        };
        let side = |from: u32, to: u32| to.saturating_sub(from).max(1);
        View { left, top, width: side(left, right), height: side(top, bottom) }
    }

    /// How large its file says that it is on paper, of a PDF's page the box that is
    /// seen; none of pixels without a resolution, and of a drawing that says nothing.
    #[must_use]
    pub fn stated_size(&self, of: PdfBox) -> Option<Size> {
        if self.drawing.as_ref().is_some_and(|drawing| !drawing.states_size) {
            return None;
        }
        if self.encoding.is_vectors() {
            let View { width, height, .. } = self.view(of);
            let side = |hundredths: u32| Abs::pt(0.01) * i64::from(hundredths);
            return Some(Size::new(side(width), side(height)));
        }
        let (across, down) = density::stated(&self.bytes, self.encoding.format())?;
        let (across, down) =
            if self.orientation.swaps_sides() { (down, across) } else { (across, down) };
        let side = |pixels: u32, per_inch: f64| Abs::pt(f64::from(pixels) * 72.0 / per_inch);
        Some(Size::new(side(self.width, across), side(self.height, down)))
    }

    /// How large it is as it is seen.
    #[must_use]
    pub fn extent(&self) -> Extent {
        Extent { width: self.width, height: self.height }
    }

    /// A warning if lettering in it asks for faces that are not there.
    #[must_use]
    pub fn replaced_lettering(&self) -> Option<Diagnostic> {
        let families = &self.drawing.as_ref()?.replaced_families;
        if families.is_empty() {
            return None;
        }
        let note = PictureNote::LetteringReplaced { families: families.clone() };
        Some(Diagnostic::of(note).in_file(&self.file))
    }

    /// A warning if it is of a PDF whose table of objects had to be made anew:
    /// what that finds may be an older state of the page.
    #[must_use]
    pub fn mended(&self) -> Option<Diagnostic> {
        let is_pdf = self.encoding.format() == Format::Pdf;
        if !is_pdf || reader::has_sound_table(&self.bytes) {
            return None;
        }
        Some(Diagnostic::of(PictureNote::Mended).in_file(&self.file))
    }

    /// A note if its file has channels that are neither its colors nor how opaque it is.
    #[must_use]
    pub fn spare_channels(&self) -> Option<Diagnostic> {
        match self.encoding {
            Encoding::Tiff(header) if header.spare > 0 => {
                let note = PictureNote::SpareChannels { spare_channels: header.spare.into() };
                Some(Diagnostic::of(note).in_file(&self.file))
            }
            _ => None,
        }
    }

    /// Whether it is the same page of the same file.
    fn is_same(&self, other: &Self) -> bool {
        let page = |picture: &Self| match picture.encoding {
            Encoding::Pdf(header) => header.page,
            Encoding::Jpeg(_)
            | Encoding::Png(_)
            | Encoding::Tiff(_)
            | Encoding::WebP(_)
            | Encoding::Svg(_) => 0,
        };
        self.file == other.file && page(self) == page(other)
    }

    /// A note if the file's name promises another format than it has.
    #[must_use]
    pub fn misnamed(&self) -> Option<Diagnostic> {
        let extension = Path::new(&self.file).extension()?.to_str()?.to_ascii_lowercase();
        let format = self.encoding.format();
        if format.extensions().contains(&extension.as_str()) {
            return None;
        }
        let note = PictureNote::Misnamed { format: format.name(), extension };
        Some(Diagnostic::of(note).in_file(&self.file))
    }
}

/// Every picture of a run, each file once.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    list: Vec<Picture>,
}

impl Pictures {
    /// Adds a picture, or finds the one of the same file, of a PDF of the same
    /// page.
    pub fn add(&mut self, picture: Picture) -> PictureId {
        let at = self.list.iter().position(|known| known.is_same(&picture)).unwrap_or_else(|| {
            self.list.push(picture);
            self.list.len() - 1
        });
        PictureId(at as u32)
    }

    /// The picture behind an id that this collection gave out.
    #[must_use]
    pub fn get(&self, id: PictureId) -> &Picture {
        &self.list[id.0 as usize]
    }
}
