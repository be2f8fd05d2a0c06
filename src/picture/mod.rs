//! Pictures: what their files say.
//!
//! [`read`] looks at a file's header only: that is cheap and happens for every
//! picture of a page. [`Picture::decode`] is for those who need the pixels:
//! the press, and text that runs round an [outline](Picture::outline). What a
//! file is called does not matter here; what it begins with does.

mod clip_path;
mod credit;
mod decode;
mod error;
mod exif;
mod format;
mod jpeg;
mod outline;
mod png;
mod resource;
mod tag;
mod tiff;
mod webp;

use std::path::Path;
use std::sync::Arc;

pub use clip_path::{ClipPath, Knot};
pub use credit::{CreditField, FoundCredit};
pub use decode::{PixelSpace, Pixels};
pub use error::PictureError;
pub use exif::Orientation;
pub use format::Format;
pub use jpeg::{JpegColor, JpegHeader};
pub use outline::{Outline, OutlineFrom};
pub use png::{PngColor, PngHeader};
pub use tag::{ColorTag, Primaries};
pub use tiff::{TiffAlpha, TiffHeader};
pub use webp::WebPHeader;

use crate::diag::{Code, Diagnostic};
use crate::say;

/// Pixels a side beyond which a file is refused: more than a broadsheet at
/// 1200 dpi has.
const MAX_SIDE: u32 = 30_000;
/// Pixels in all beyond which a file is refused, so that a few bytes of header
/// cannot ask for all the memory there is: with alpha 5 bytes each, a picture
/// a core.
const MAX_PIXELS: u64 = 250_000_000;

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
    /// Pixels from left to right as it is to be seen, never zero.
    pub width: u32,
    /// Pixels from top to bottom as it is to be seen, never zero.
    pub height: u32,
    /// How the stored pixels are turned to be seen upright.
    pub orientation: Orientation,
    /// How the pixels are stored.
    pub encoding: Encoding,
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
        }
    }

    /// Width and height of the stored pixels, before they are turned.
    #[must_use]
    pub fn stored_size(self) -> (u32, u32) {
        match self {
            Self::Jpeg(header) => (header.width, header.height),
            Self::Png(header) => (header.width, header.height),
            Self::Tiff(header) => (header.width, header.height),
            Self::WebP(header) => (header.width, header.height),
        }
    }

    /// Whether the file says that some pixels may be see-through.
    #[must_use]
    pub fn has_alpha(self) -> bool {
        match self {
            Self::Jpeg(_) => false,
            Self::Png(header) => header.alpha,
            Self::Tiff(header) => header.alpha != TiffAlpha::None,
            Self::WebP(header) => header.alpha,
        }
    }

    /// Whether the pixels are stored without loss, so that hard edges are hard.
    #[must_use]
    pub fn is_lossless(self) -> bool {
        match self {
            Self::Jpeg(_) => false,
            Self::Png(_) | Self::Tiff(_) => true,
            Self::WebP(header) => header.lossless,
        }
    }
}

/// Reads the header of a picture file; `file` is its name for messages.
///
/// # Errors
/// If the file is not a JPEG, PNG, TIFF or WebP picture that can be printed, or if it is
/// visibly cut short.
pub fn read(file: &str, bytes: impl Into<Arc<[u8]>>) -> Result<Picture, PictureError> {
    let bytes = bytes.into();
    let format = Format::of(&bytes).ok_or(if bytes.is_empty() {
        PictureError::Empty
    } else {
        PictureError::NotAPicture
    })?;
    let (encoding, orientation) = match format {
        Format::Jpeg => {
            let (header, orientation) = jpeg::read(&bytes)?;
            (Encoding::Jpeg(header), orientation)
        }
        Format::Png => (Encoding::Png(png::read(&bytes)?), Orientation::Upright),
        Format::Tiff => {
            let (header, orientation) = tiff::read(&bytes)?;
            (Encoding::Tiff(header), orientation)
        }
        Format::WebP => {
            let (header, orientation) = webp::read(&bytes)?;
            (Encoding::WebP(header), orientation)
        }
        other => return Err(PictureError::UnsupportedFormat(other)),
    };
    let (width, height) = orientation.seen(encoding.stored_size());
    check_size(width, height)?;
    Ok(Picture { file: file.to_owned(), bytes, width, height, orientation, encoding })
}

fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::NoPixels);
    }
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(())
}

impl Picture {
    /// A note if the file's name promises another format than it has.
    #[must_use]
    pub fn misnamed(&self) -> Option<Diagnostic> {
        let extension = Path::new(&self.file).extension()?.to_str()?.to_ascii_lowercase();
        let format = self.encoding.format();
        if format.extensions().contains(&extension.as_str()) {
            return None;
        }
        let name = format.name();
        let message = say!(
            "a {name} picture in a file called .{extension}",
            "文件扩展名是 .{extension},内容其实是 {name} 图片"
        );
        Some(Diagnostic::note(Code::PictureMisnamed, message).in_file(&self.file))
    }
}

/// Every picture of a run, each file once.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    list: Vec<Picture>,
}

impl Pictures {
    /// Adds a picture, or finds the one of the same file.
    pub fn add(&mut self, picture: Picture) -> PictureId {
        let at =
            self.list.iter().position(|known| known.file == picture.file).unwrap_or_else(|| {
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
