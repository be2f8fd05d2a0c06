//! JPEGs without a flaw, decoded once for whoever looks for flaws and for whoever wants
//! the pixels. What is odd in any way is left to the parser's decoder, and looked
//! through apart from that.

use std::num::NonZeroUsize;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::whole;
use crate::jpeg;

/// The pixels of a JPEG.
pub(super) struct Jpeg {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Components a pixel: 1, 3 or 4.
    pub(super) components: usize,
    /// A byte a component, row by row.
    pub(super) samples: Vec<u8>,
}

/// A JPEG that a strict decoder takes without objection, of no more than `most` pixels;
/// the same pixels as those of the parser's decoder (`hayro_syntax`), which asks the
/// same decoder less strictly.
pub(super) fn flawless(data: &[u8], most: NonZeroUsize) -> Option<Jpeg> {
    let data = jpeg::in_one_scan(data)?;
    let options = whole::strict();
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&*data), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    let count = width.checked_mul(height).filter(|count| (1..=most.get()).contains(count))?;
    let stored = decoder.input_colorspace()?;
    let (wanted, components) = match (stored, decoder.info()?.components) {
        (ColorSpace::Luma, 1) => (ColorSpace::Luma, 1),
        (ColorSpace::YCbCr | ColorSpace::RGB, 3) => (ColorSpace::RGB, 3),
        (ColorSpace::CMYK | ColorSpace::YCCK, 4) => (stored, 4),
        _ => return None,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().ok()?;
    if samples.len() != count * components {
        return None;
    }
    if stored == ColorSpace::YCCK {
        to_inks(&mut samples);
    }
    Some(Jpeg { width, height, components, samples })
}

/// YCCK to cyan, magenta, yellow and black, by the same numbers as the parser (which has
/// them from pdf.js), and so that a compiler does it for several pixels at once: a plain
/// conversion of floats to bytes keeps it from that.
fn to_inks(samples: &mut [u8]) {
    /// Added to a float below it, this leaves a whole number in its lowest bits.
    const WHOLE: f32 = 8_388_608.0;
    /// Rounds to the whole number below: what comes here is in thousandths.
    const DOWN: f32 = 0.4995;
    for pixel in samples.as_chunks_mut::<4>().0 {
        let word = u32::from_le_bytes(*pixel);
        let part = |shift: u32| ((word >> shift) & 0xFF) as i32 as f32;
        let (y, cb, cr) = (part(0), part(8), part(16));
        let ink = |value: f32| {
            let value = if value > DOWN { value - DOWN } else { 0.0 };
            let value = if value < 255.0 { value } else { 255.0 };
            (value + WHOLE).to_bits() & 0xFF
        };
        let c = ink(434.456 - y - 1.402 * cr);
        let m = ink(119.541 - y + 0.344 * cb + 0.714 * cr);
        let y = ink(481.816 - y - 1.772 * cb);
        *pixel = (c | m << 8 | y << 16 | word & 0xFF00_0000).to_le_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::to_inks;

    /// As the parser has it (`hayro_syntax`, `filter/dct.rs`).
    fn of_parser(pixel: [u8; 4]) -> [u8; 4] {
        let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
        [
            (434.456 - y - 1.402 * cr) as u8,
            (119.541 - y + 0.344 * cb + 0.714 * cr) as u8,
            (481.816 - y - 1.772 * cb) as u8,
            pixel[3],
        ]
    }

    #[test]
    fn inks_are_those_of_the_parser() {
        for word in (0..1 << 24).step_by(7) {
            let mut pixel = (word | 0x5500_0000_u32).to_le_bytes();
            let wanted = of_parser(pixel);
            to_inks(&mut pixel);
            assert_eq!(pixel, wanted);
        }
    }
}
