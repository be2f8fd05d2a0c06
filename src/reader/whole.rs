//! Whether the data of pictures are whole: the decoders fill what is missing
//! with gray, and say nothing.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::defect::Flaw;

/// Pixels of a JPEG that is looked through.
const MOST_PIXELS: usize = 150_000_000;

/// What is wrong with a JPEG.
pub(super) fn jpeg_flaw(data: &[u8]) -> Option<Flaw> {
    let bare = bare_jpeg(data);
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
