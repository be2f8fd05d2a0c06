//! The header of a PNG file (PNG specification, third edition).

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

/// Reads IHDR and hops over the other chunks to IEND, without which the file
/// is cut short.
pub(super) fn read(bytes: &[u8]) -> Result<PngHeader, PictureError> {
    let mut header = None;
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
            (b"IEND", Some(header)) if has_pixels => return Ok(*header),
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
