//! The header of a TIFF file (TIFF 6.0, with Adobe's Photoshop notes).

use super::exif::{self, PictureOrientation, TiffReader};
use super::{Format, PictureError, PixelSpace};

/// What a TIFF's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TiffHeader {
    /// Stored pixels from left to right.
    pub width: u32,
    /// Stored pixels from top to bottom.
    pub height: u32,
    /// What each pixel is made of.
    pub color: PixelSpace,
    /// Bits in each sample: 8 or 16.
    pub bits: u8,
    /// Samples of a pixel, those that are no color included.
    pub samples: u16,
    /// Whether the sample after the colors says how opaque it is.
    pub alpha: TiffAlpha,
}

/// How a TIFF says which pixels are see-through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TiffAlpha {
    /// None is.
    None,
    /// Apart from the colors.
    Apart,
    /// The colors are multiplied with it.
    Multiplied,
}

/// The tag of the ICC profile (ICC.1:2010, B.4).
pub(super) const PROFILE: u16 = 34_675;
/// Photoshop's image resources.
pub(super) const RESOURCES: u16 = 34_377;
/// IPTC's fields, as other programs write them.
pub(super) const IPTC: u16 = 33_723;
/// XMP.
pub(super) const XMP: u16 = 700;

/// Reads the first directory; all pixels that it tells of must be in the file.
pub(super) fn read(bytes: &[u8]) -> Result<(TiffHeader, PictureOrientation), PictureError> {
    let truncated = PictureError::Truncated { format: Format::Tiff.name() };
    let damaged = PictureError::Damaged { format: Format::Tiff.name() };
    let unsupported = |kind| Err(PictureError::UnsupportedTiff { format_kind: kind });
    let reader = TiffReader::new(bytes).ok_or(truncated)?;
    let number = |tag: u16, usual: u32| reader.number(tag).unwrap_or(usual);
    let (Some(width), Some(height)) = (reader.number(256), reader.number(257)) else {
        return Err(truncated);
    };
    let samples = number(277, 1);
    let bits = reader.numbers(258).unwrap_or_else(|| vec![1]);
    let bits = match bits.as_slice() {
        [8, rest @ ..] if rest.iter().all(|bits| *bits == 8) => 8,
        [16, rest @ ..] if rest.iter().all(|bits| *bits == 16) => 16,
        _ => return unsupported("bits per sample other than 8 and 16"),
    };
    match number(259, 1) {
        // None, LZW, Deflate in both numbers, PackBits.
        1 | 5 | 8 | 32_773 | 32_946 => {}
        7 | 6 => return unsupported("JPEG inside TIFF"),
        2..=4 => return unsupported("fax compression"),
        _ => return unsupported("compression"),
    }
    if number(284, 1) != 1 && samples > 1 {
        return unsupported("channels stored apart");
    }
    if number(339, 1) != 1 {
        return unsupported("floating-point samples");
    }
    let color = match number(262, u32::MAX) {
        0 | 1 => PixelSpace::Gray,
        2 => PixelSpace::Rgb,
        5 if number(332, 1) == 1 => PixelSpace::Cmyk,
        3 => return unsupported("palette"),
        6 => return unsupported("YCbCr"),
        8..=10 => return unsupported("Lab colors"),
        _ => return unsupported("colors"),
    };
    let samples = u16::try_from(samples).map_err(|_| damaged)?;
    if usize::from(samples) < color.components() || samples > 16 {
        return Err(damaged);
    }
    let alpha = match reader.number(338) {
        Some(1) if usize::from(samples) > color.components() => TiffAlpha::Multiplied,
        Some(2) if usize::from(samples) > color.components() => TiffAlpha::Apart,
        _ => TiffAlpha::None,
    };
    check_data(&reader, bytes.len())?;
    let orientation = exif::orientation(&reader).unwrap_or(PictureOrientation::Upright);
    Ok((TiffHeader { width, height, color, bits, samples, alpha }, orientation))
}

/// That strips or tiles lie inside the file.
fn check_data(reader: &TiffReader<'_>, length: usize) -> Result<(), PictureError> {
    let offsets = reader.numbers(273).or_else(|| reader.numbers(324));
    let counts = reader.numbers(279).or_else(|| reader.numbers(325));
    let (Some(offsets), Some(counts)) = (offsets, counts) else {
        return Err(PictureError::Truncated { format: Format::Tiff.name() });
    };
    if offsets.is_empty() || offsets.len() != counts.len() {
        return Err(PictureError::Damaged { format: Format::Tiff.name() });
    }
    let is_inside =
        |(offset, count): (&u32, &u32)| u64::from(*offset) + u64::from(*count) <= length as u64;
    match offsets.iter().zip(&counts).all(is_inside) {
        true => Ok(()),
        false => Err(PictureError::Truncated { format: Format::Tiff.name() }),
    }
}
