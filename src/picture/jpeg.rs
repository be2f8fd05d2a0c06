//! The header of a JPEG file (ITU-T T.81, and Adobe's APP14 marker).

use super::exif::{self, PictureOrientation};
use super::{Format, PictureError};

/// What a JPEG's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JpegHeader {
    /// Stored pixels from left to right.
    pub width: u32,
    /// Stored pixels from top to bottom.
    pub height: u32,
    /// What each pixel is made of.
    pub color: JpegColor,
}

/// What the pixels of a JPEG are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JpegColor {
    /// Shades of gray.
    Gray,
    /// Luminance and two color differences, which decode to RGB.
    YCbCr,
    /// RGB stored as it is.
    Rgb,
    /// Four inks.
    Cmyk {
        /// Whether 0 stands for solid ink: so write Adobe's programs, which
        /// leave their marker in the file.
        inverted: bool,
    },
}

/// Reads the segments up to the first scan; the file must also hold the end
/// marker, without which it is cut short.
pub(super) fn read(bytes: &[u8]) -> Result<(JpegHeader, PictureOrientation), PictureError> {
    let truncated = PictureError::Truncated { format: Format::Jpeg.name() };
    let damaged = PictureError::Damaged { format: Format::Jpeg.name() };
    let mut frame = None;
    let mut adobe = None;
    let mut orientation = PictureOrientation::Upright;
    let mut rest = bytes.get(2..).ok_or(truncated)?;
    loop {
        let segment = next_segment(rest)?;
        match segment.marker {
            // Baseline, extended and progressive; DCTDecode reads no other
            // (PDF 32000-1, 7.4.8).
            0xC0..=0xC2 => frame = Some(read_frame(segment.data)?),
            0xC3 => return Err(PictureError::UnsupportedJpeg { format_kind: "lossless" }),
            0xC5..=0xC7 => {
                return Err(PictureError::UnsupportedJpeg { format_kind: "hierarchical" });
            }
            0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(PictureError::UnsupportedJpeg { format_kind: "arithmetic coding" });
            }
            0xE1 => {
                let said = exif::in_segment(segment.data);
                orientation = said.and_then(|exif| exif::orientation(&exif)).unwrap_or(orientation);
            }
            0xEE if segment.data.starts_with(b"Adobe") => {
                adobe = segment.data.get(11).copied().or(adobe);
            }
            0xDA => {
                let frame = frame.ok_or(damaged)?;
                // In entropy-coded data FF is never followed by D9, so the
                // last such pair is the end marker, whatever a camera has
                // appended to the file.
                if !segment.after.windows(2).rev().any(|pair| pair == [0xFF, 0xD9]) {
                    return Err(truncated);
                }
                return Ok((header(&frame, adobe)?, orientation));
            }
            0xD9 => return Err(damaged),
            _ => {}
        }
        rest = segment.after;
    }
}

/// The marker and the data of each segment before the first scan, as far as
/// they can be told apart.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    const START_OF_SCAN: u8 = 0xDA;
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        let segment = next_segment(rest).ok()?;
        rest = segment.after;
        (segment.marker != START_OF_SCAN).then_some((segment.marker, segment.data))
    })
}

struct Segment<'a> {
    marker: u8,
    data: &'a [u8],
    after: &'a [u8],
}

fn next_segment(bytes: &[u8]) -> Result<Segment<'_>, PictureError> {
    let truncated = PictureError::Truncated { format: Format::Jpeg.name() };
    let (&first, rest) = bytes.split_first().ok_or(truncated)?;
    if first != 0xFF {
        return Err(PictureError::Damaged { format: Format::Jpeg.name() });
    }
    // Any number of FF may fill the space before a marker (T.81, B.1.1.2).
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    let (&marker, rest) = rest[fill..].split_first().ok_or(truncated)?;
    if matches!(marker, 0x01 | 0xD0..=0xD9) {
        return Ok(Segment { marker, data: &[], after: rest });
    }
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(truncated)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let length =
        length.checked_sub(2).ok_or(PictureError::Damaged { format: Format::Jpeg.name() })?;
    let (data, after) = rest.split_at_checked(length).ok_or(truncated)?;
    Ok(Segment { marker, data, after })
}

/// The frame header: sample size, height, width and the components' names.
struct FrameHeader {
    width: u32,
    height: u32,
    components: Vec<u8>,
}

fn read_frame(data: &[u8]) -> Result<FrameHeader, PictureError> {
    let damaged = PictureError::Damaged { format: Format::Jpeg.name() };
    let Some((&[bits, h0, h1, w0, w1, count], rest)) = data.split_first_chunk::<6>() else {
        return Err(damaged);
    };
    if bits != 8 {
        return Err(PictureError::UnsupportedJpeg { format_kind: "12 bits" });
    }
    let components: Vec<u8> = rest.chunks_exact(3).map(|component| component[0]).collect();
    if components.len() != usize::from(count) {
        return Err(damaged);
    }
    Ok(FrameHeader {
        width: u32::from(u16::from_be_bytes([w0, w1])),
        height: u32::from(u16::from_be_bytes([h0, h1])),
        components,
    })
}

fn header(frame: &FrameHeader, adobe: Option<u8>) -> Result<JpegHeader, PictureError> {
    let color = match (frame.components.as_slice(), adobe) {
        ([_], _) => JpegColor::Gray,
        ([_, _, _], Some(0)) | (b"RGB", None) => JpegColor::Rgb,
        ([_, _, _], _) => JpegColor::YCbCr,
        ([_, _, _, _], adobe) => JpegColor::Cmyk { inverted: adobe.is_some() },
        _ => {
            return Err(PictureError::UnsupportedJpeg {
                format_kind: "number of color components",
            });
        }
    };
    Ok(JpegHeader { width: frame.width, height: frame.height, color })
}
