//! Whether the data of pictures are whole: the decoders fill what is missing
//! with gray, and say nothing; and what the data of JPEG 2000 say of their colors.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::color::ColorSpace;
use super::defect::Flaw;
use crate::jpeg;

/// Pixels of a JPEG that is looked through.
const MOST_PIXELS: usize = 150_000_000;

/// What is wrong with a JPEG.
pub(super) fn jpeg_flaw(data: &[u8]) -> Option<Flaw> {
    let bare = bare_jpeg(data);
    let Some(bare) = jpeg::in_one_scan(&bare) else { return Some(Flaw::Damaged) };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&*bare), strict());
    let is_headed = decoder.decode_headers().is_ok();
    let (width, height) = decoder.dimensions().unwrap_or_default();
    if is_headed && width.saturating_mul(height) <= MOST_PIXELS && decoder.decode().is_ok() {
        None
    } else {
        Some(Flaw::Damaged)
    }
}

/// A decoder that takes amiss what others fill with gray.
pub(super) fn strict() -> DecoderOptions {
    DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
}

/// A JPEG without what programs say in it (APPn and COM, ITU-T T.81, B.2.4.6): a
/// strict decoder takes it amiss if that does not fit the colors.
fn bare_jpeg(data: &[u8]) -> Vec<u8> {
    const SAID: [std::ops::RangeInclusive<u8>; 2] = [0xE0..=0xEF, 0xFE..=0xFE];
    const SCAN: u8 = 0xDA;
    let (mut bare, mut rest) =
        data.split_at_checked(2).map_or((Vec::new(), data), |(start, rest)| (start.to_vec(), rest));
    while let [0xFF, marker, high, low, ..] = rest {
        let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
        if *marker == SCAN {
            break;
        }
        let (segment, behind) = rest.split_at(length.min(rest.len()));
        if !SAID.iter().any(|said| said.contains(marker)) {
            bare.extend_from_slice(segment);
        }
        rest = behind;
    }
    bare.extend_from_slice(rest);
    bare
}

/// What is wrong with a JPEG 2000: its code stream (ISO 15444-1, A.4) is made of
/// tiles, each of which says how long it is, and ends with a mark.
pub(super) fn jpx_flaw(data: &[u8]) -> Option<Flaw> {
    const START: [u8; 4] = [0xFF, 0x4F, 0xFF, 0x51];
    const TILE: [u8; 2] = [0xFF, 0x90];
    const END: [u8; 2] = [0xFF, 0xD9];
    let Some(mut at) = memchr::memmem::find(data, &START) else { return Some(Flaw::Damaged) };
    at += 2;
    loop {
        let rest = data.get(at..).unwrap_or_default();
        let Some(marker) = rest.first_chunk::<2>() else { return Some(Flaw::Cut) };
        if *marker == END {
            return None;
        }
        let number = |from: usize, length: usize| {
            let bytes = rest.get(from..from + length)?;
            Some(bytes.iter().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte)))
        };
        let length = match (*marker == TILE, marker[0]) {
            // The last tile may go on to the end.
            (true, _) => match number(6, 4) {
                Some(0) => return if rest.ends_with(&END) { None } else { Some(Flaw::Cut) },
                other => other,
            },
            (false, 0xFF) => number(2, 2).map(|length| length + 2),
            (false, _) => return Some(Flaw::Damaged),
        };
        let Some(length) = length else { return Some(Flaw::Cut) };
        at += length.max(2);
    }
}

/// The space of a JPEG 2000 whose picture names none (PDF 32000-1, 7.4.9): that of its
/// first box of colors that is understood (ISO 15444-1, I.5.3.3), else by the number of
/// its components.
pub(super) fn jpx_space(data: &[u8]) -> ColorSpace {
    const SIZE: [u8; 4] = [0xFF, 0x4F, 0xFF, 0x51];
    /// Where the number of components stands after that mark (A.5.1).
    const COMPONENTS: usize = 40;
    let start = memchr::memmem::find(data, &SIZE);
    let head = &data[..start.unwrap_or(data.len())];
    let boxes = memchr::memmem::find_iter(head, b"colr");
    if let Some(space) = boxes.filter_map(|at| box_space(&head[at + 4..])).next() {
        return space;
    }
    let count = start.and_then(|at| data.get(at + COMPONENTS..at + COMPONENTS + 2));
    match count {
        // One may be transparency.
        Some([0, 1 | 2]) => ColorSpace::DeviceGray,
        _ => ColorSpace::DeviceRgb,
    }
}

/// The space that a box of colors names, or that its profile is of.
fn box_space(content: &[u8]) -> Option<ColorSpace> {
    /// Where a profile says what its colors are (ICC.1, 7.2.6).
    const PROFILE_SPACE: usize = 16;
    match content {
        [1, _, _, number @ ..] => match number.first_chunk().map(|n| u32::from_be_bytes(*n))? {
            12 => Some(ColorSpace::DeviceCmyk),
            16 | 18 => Some(ColorSpace::DeviceRgb),
            17 => Some(ColorSpace::DeviceGray),
            _ => None,
        },
        [2, _, _, profile @ ..] => {
            let components = match profile.get(PROFILE_SPACE..PROFILE_SPACE + 4)? {
                b"GRAY" => 1,
                b"RGB " => 3,
                b"CMYK" => 4,
                _ => return None,
            };
            Some(ColorSpace::IccBased { components })
        }
        _ => None,
    }
}
