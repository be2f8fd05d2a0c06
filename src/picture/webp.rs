//! The header of a WebP file (RFC 9649).

use super::exif::{self, PictureOrientation};
use super::{Format, PictureError};

/// What a WebP's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebPHeader {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Whether it is stored without loss, as drawings are.
    pub lossless: bool,
    /// Whether some pixels may be see-through.
    pub alpha: bool,
}

/// Reads the chunks up to the pixels; all of the file must be there.
pub(super) fn read(bytes: &[u8]) -> Result<(WebPHeader, PictureOrientation), PictureError> {
    let truncated = PictureError::Truncated { format: Format::WebP.name() };
    let damaged = PictureError::Damaged { format: Format::WebP.name() };
    let length = bytes.get(4..8).and_then(|bytes| bytes.first_chunk()).ok_or(truncated)?;
    if u64::from(u32::from_le_bytes(*length)) + 8 > bytes.len() as u64 {
        return Err(truncated);
    }
    let mut canvas = None;
    let mut orientation = PictureOrientation::Upright;
    let mut pixels = None;
    for (kind, data) in chunks(bytes) {
        match kind {
            b"VP8X" => {
                let &[flags, _, _, _, w0, w1, w2, h0, h1, h2, ..] = data else {
                    return Err(damaged);
                };
                if flags & 0x02 != 0 {
                    return Err(PictureError::AnimatedWebP);
                }
                let side = |a, b, c| u32::from_le_bytes([a, b, c, 0]) + 1;
                canvas = Some((side(w0, w1, w2), side(h0, h1, h2), flags & 0x10 != 0));
            }
            b"VP8 " => pixels = pixels.or(Some(lossy(data).ok_or(damaged)?)),
            b"VP8L" => pixels = pixels.or(Some(lossless(data).ok_or(damaged)?)),
            b"EXIF" => {
                let said = exif::in_chunk(data).and_then(|exif| exif::orientation(&exif));
                orientation = said.unwrap_or(orientation);
            }
            _ => {}
        }
    }
    let header = pixels.ok_or(truncated)?;
    let header = match canvas {
        Some((width, height, _)) if (width, height) != (header.width, header.height) => {
            return Err(damaged);
        }
        Some((_, _, alpha)) => WebPHeader { alpha: alpha || header.alpha, ..header },
        None => header,
    };
    Ok((header, orientation))
}

/// The name and the data of each chunk, as far as they can be told apart.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (data, after) = after.split_at_checked(length)?;
        // Chunks begin at even places.
        rest = after.get(length % 2..).unwrap_or_default();
        Some((kind, data))
    })
}

/// The frame header of VP8 (RFC 6386, 9.1).
fn lossy(data: &[u8]) -> Option<WebPHeader> {
    let &[_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..] = data else { return None };
    let side = |a, b| u32::from(u16::from_le_bytes([a, b]) & 0x3FFF);
    Some(WebPHeader { width: side(w0, w1), height: side(h0, h1), lossless: false, alpha: false })
}

/// The header of VP8L (RFC 9649, 3.4).
fn lossless(data: &[u8]) -> Option<WebPHeader> {
    let &[0x2F, a, b, c, d, ..] = data else { return None };
    let bits = u32::from_le_bytes([a, b, c, d]);
    Some(WebPHeader {
        width: (bits & 0x3FFF) + 1,
        height: ((bits >> 14) & 0x3FFF) + 1,
        lossless: true,
        alpha: bits & (1 << 28) != 0,
    })
}
