//! From a file's bytes to pixels.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{ColorType, DynamicImage, Limits};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::error::Note;
use super::raster::{Raster, Space};
use crate::picture::{Encoding, JpegColor, JpegHeader, Picture};

/// Pixels a side that headers may ask for; `picture` has refused more.
const MOST_SIDE: usize = 65_535;

/// Bytes of a PNG's parts that are no pixels.
const MOST_AROUND: u64 = 64 << 20;

/// The pixels of a picture as they are stored; `None` if they cannot be
/// decoded.
pub(super) fn decode(picture: &Picture, notes: &mut Vec<Note>) -> Option<Raster> {
    let raster = match picture.encoding {
        Encoding::Jpeg(header) => decode_jpeg(&picture.bytes, header, notes)?,
        Encoding::Png(_) => decode_png(&picture.bytes)?,
        // Vectors have no pixels and do not come this way.
        Encoding::Svg { .. } | Encoding::Pdf(_) => return None,
    };
    let pixels = raster.width as usize * raster.height as usize;
    let is_whole = (raster.width, raster.height) == picture.encoding.stored_size()
        && raster.samples.len() == pixels * raster.space.components();
    is_whole.then_some(raster)
}

/// A damaged file is decoded as far as it goes, and that is told.
fn decode_jpeg(bytes: &[u8], header: JpegHeader, notes: &mut Vec<Note>) -> Option<Raster> {
    if let Some(raster) = try_jpeg(bytes, header, true) {
        return Some(raster);
    }
    let raster = try_jpeg(bytes, header, false)?;
    notes.push(Note::PixelsLost);
    Some(raster)
}

fn try_jpeg(bytes: &[u8], header: JpegHeader, strict: bool) -> Option<Raster> {
    let options = DecoderOptions::new_fast()
        .set_max_width(MOST_SIDE)
        .set_max_height(MOST_SIDE)
        .set_strict_mode(strict);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let stored = decoder.input_colorspace()?;
    let (space, wanted) = match header.color {
        JpegColor::Gray => (Space::Gray, ColorSpace::Luma),
        JpegColor::YCbCr => (Space::Rgb, ColorSpace::RGB),
        // As they are stored, whatever the decoder takes them for.
        JpegColor::Rgb => (Space::Rgb, stored),
        JpegColor::Cmyk { .. } => (Space::Cmyk, stored),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().ok()?;
    if let JpegColor::Cmyk { inverted } = header.color {
        inks(&mut samples, stored == ColorSpace::YCCK, inverted);
    }
    Some(Raster { width: header.width, height: header.height, space, samples, alpha: None })
}

/// Turns stored samples into inks from 0 to 255. YCCK holds what is left of
/// C, M and Y to 255 as if it were RGB (Adobe technical note 5116); the
/// usual inversion by Adobe's programs comes on top of it.
fn inks(samples: &mut [u8], is_ycck: bool, inverted: bool) {
    for pixel in samples.chunks_exact_mut(4) {
        if is_ycck {
            let rgb = rgb([pixel[0], pixel[1], pixel[2]]);
            for (ink, value) in pixel.iter_mut().zip(rgb) {
                *ink = 255 - value;
            }
        }
        if inverted {
            for ink in pixel.iter_mut() {
                *ink = 255 - *ink;
            }
        }
    }
}

/// RGB from luminance and color differences (ITU-T T.871, 7), in 16 bits after
/// the point.
fn rgb([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (y, cb, cr) = (i32::from(y) << 16, i32::from(cb) - 128, i32::from(cr) - 128);
    [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb]
        .map(|value| ((value + 32_768) >> 16).clamp(0, 255) as u8)
}

/// Sixteen bits become eight: no press can show more.
fn decode_png(bytes: &[u8]) -> Option<Raster> {
    // `picture` has looked at the size already; this is for what stands around
    // the pixels, such as a profile that swells.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_AROUND);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).ok()?;
    let image = DynamicImage::from_decoder(decoder).ok()?;
    let (width, height) = (image.width(), image.height());
    let (space, samples, alpha) = match image.color() {
        ColorType::L8 | ColorType::L16 => (Space::Gray, image.into_luma8().into_raw(), None),
        ColorType::La8 | ColorType::La16 => {
            let (samples, alpha) = split_alpha(image.into_luma_alpha8().into_raw(), Space::Gray);
            (Space::Gray, samples, alpha)
        }
        ColorType::Rgba8 | ColorType::Rgba16 => {
            let (samples, alpha) = split_alpha(image.into_rgba8().into_raw(), Space::Rgb);
            (Space::Rgb, samples, alpha)
        }
        _ => (Space::Rgb, image.into_rgb8().into_raw(), None),
    };
    Some(Raster { width, height, space, samples, alpha })
}

/// In place, for large pictures come with alpha, too.
fn split_alpha(mut samples: Vec<u8>, space: Space) -> (Vec<u8>, Option<Vec<u8>>) {
    let components = space.components();
    let pixels = samples.len() / (components + 1);
    let alpha: Vec<u8> =
        samples.chunks_exact(components + 1).map(|pixel| pixel[components]).collect();
    for pixel in 0..pixels {
        let from = pixel * (components + 1);
        samples.copy_within(from..from + components, pixel * components);
    }
    samples.truncate(pixels * components);
    let opaque = alpha.iter().all(|value| *value == u8::MAX);
    (samples, (!opaque).then_some(alpha))
}
