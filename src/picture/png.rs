//! The header of a PNG file (PNG specification, third edition).

use super::exif::{self, PictureOrientation};
use super::{Format, PictureError};

/// What a PNG's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PngHeader {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// What each pixel is made of.
    pub color: PngColor,
    /// Bits in each component, or in each palette index.
    pub bits: u8,
    /// Whether some pixels may be see-through.
    pub alpha: bool,
}

/// What the pixels of a PNG are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PngColor {
    /// Shades of gray.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Entries of a palette of RGB colors.
    Palette,
}

const SIGNATURE: usize = 8;

/// What stands for the colors of a video (cICP; ITU-T H.273).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CodePoints {
    pub(super) primaries: u8,
    pub(super) transfer: u8,
}

/// Light beyond the white of paper: ITU-R BT.2100, perceptual quantization.
const PQ: u8 = 16;
/// The same as hybrid log-gamma.
const HLG: u8 = 18;

/// The code points of RGB in its full range; others do not stand in a PNG.
pub(super) fn code_points(bytes: &[u8]) -> Option<CodePoints> {
    let (_, data) = chunks(bytes)
        .take_while(|(kind, _)| *kind != b"IDAT")
        .find(|(kind, _)| *kind == b"cICP")?;
    match *data {
        [primaries, transfer, 0, 1] => Some(CodePoints { primaries, transfer }),
        _ => None,
    }
}

/// Reads IHDR and hops over the other chunks to IEND, without which the file
/// is cut short.
pub(super) fn read(bytes: &[u8]) -> Result<(PngHeader, PictureOrientation), PictureError> {
    let mut header = None;
    let mut orientation = PictureOrientation::Upright;
    let mut has_pixels = false;
    let mut rest = &bytes[SIGNATURE.min(bytes.len())..];
    loop {
        let (kind, data, after) =
            next_chunk(rest).ok_or(PictureError::Truncated { format: Format::Png.name() })?;
        match (kind, &mut header) {
            (b"IHDR", None) => header = Some(read_ihdr(data)?),
            (_, None) => return Err(PictureError::Damaged { format: Format::Png.name() }),
            (b"tRNS", Some(header)) => header.alpha = true,
            (b"IDAT", Some(_)) => has_pixels = true,
            (b"eXIf", Some(_)) => {
                let said = exif::in_chunk(data).and_then(|exif| exif::orientation(&exif));
                orientation = said.unwrap_or(orientation);
            }
            (b"IEND", Some(header)) if has_pixels => {
                return match code_points(bytes) {
                    Some(CodePoints { transfer: PQ | HLG, .. }) => Err(PictureError::HighRange),
                    _ => Ok((*header, orientation)),
                };
            }
            (b"IEND", Some(_)) => return Err(PictureError::Damaged { format: Format::Png.name() }),
            _ => {}
        }
        rest = after;
    }
}

/// The type and the data of each chunk, as far as they can be told apart.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, data, after) = next_chunk(rest)?;
        rest = after;
        Some((kind, data))
    })
}

/// A chunk's type and data, and what follows it; `None` if it does not fit.
fn next_chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (kind, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (data, rest) = rest.split_at_checked(length)?;
    let (_checksum, rest) = rest.split_first_chunk::<4>()?;
    Some((kind, data, rest))
}

fn read_ihdr(data: &[u8]) -> Result<PngHeader, PictureError> {
    let damaged = PictureError::Damaged { format: Format::Png.name() };
    let &[w0, w1, w2, w3, h0, h1, h2, h3, bits, color, 0, 0, interlace] = data else {
        return Err(damaged);
    };
    let (color, alpha, depths): (_, _, &[u8]) = match color {
        0 => (PngColor::Gray, false, &[1, 2, 4, 8, 16]),
        2 => (PngColor::Rgb, false, &[8, 16]),
        3 => (PngColor::Palette, false, &[1, 2, 4, 8]),
        4 => (PngColor::Gray, true, &[8, 16]),
        6 => (PngColor::Rgb, true, &[8, 16]),
        _ => return Err(damaged),
    };
    if !depths.contains(&bits) || interlace > 1 {
        return Err(damaged);
    }
    Ok(PngHeader {
        width: u32::from_be_bytes([w0, w1, w2, w3]),
        height: u32::from_be_bytes([h0, h1, h2, h3]),
        color,
        bits,
        alpha,
    })
}
