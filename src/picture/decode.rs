//! From a file's bytes to pixels, as they are stored.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{ColorType, DynamicImage, Limits};
use image_webp::WebPDecoder;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Encoding, Extent, JpegColor, JpegHeader, Picture, tiff_pixels};
use crate::jpeg;

/// Pixels of 8 bits a component, rows from the top, as the file stores them:
/// not yet turned upright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// What the components are.
    pub space: PixelSpace,
    /// The color components, pixel by pixel. Inks count from 0, none, to 255.
    pub samples: Vec<u8>,
    /// How opaque each pixel is; none if all are.
    pub alpha: Option<Vec<u8>>,
    /// Whether part of them is lost.
    pub is_damaged: bool,
}

impl Pixels {
    /// How many they are, as they are stored.
    #[must_use]
    pub fn extent(&self) -> Extent {
        Extent { width: self.width, height: self.height }
    }
}

/// What the components of pixels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PixelSpace {
    /// One: light.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow and black ink.
    Cmyk,
}

impl PixelSpace {
    /// How many components a pixel has.
    #[must_use]
    pub fn components(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

use PixelSpace as Space;

/// Pixels a side that headers may ask for; `picture` has refused more.
const MOST_SIDE: usize = 65_535;

/// Bytes of a PNG's parts that are no pixels.
const MOST_AROUND: u64 = 64 << 20;

impl Picture {
    /// The pixels as they are stored; `None` if they cannot be decoded. Asks for
    /// memory in proportion to the size in the header, which [`read`](super::read)
    /// has held to a limit.
    #[must_use]
    pub fn decode(&self) -> Option<Pixels> {
        let pixels = match self.encoding {
            Encoding::Jpeg(header) => decode_jpeg(&self.bytes, header)?,
            Encoding::Png(_) => decode_png(&self.bytes)?,
            Encoding::Tiff(_) => tiff_pixels::decode(&self.bytes)?,
            Encoding::WebP(_) => decode_webp(&self.bytes)?,
            // Vectors have no pixels.
            Encoding::Svg(_) | Encoding::Pdf(_) => return None,
        };
        let count = pixels.width as usize * pixels.height as usize;
        let is_whole = pixels.extent() == self.encoding.stored_size()
            && pixels.samples.len() == count * pixels.space.components();
        is_whole.then_some(pixels)
    }
}

/// A damaged file is decoded as far as it goes, and that is told; unless its components
/// stand in scans of their own, for then some of its colors may be missing altogether.
fn decode_jpeg(bytes: &[u8], header: JpegHeader) -> Option<Pixels> {
    let bytes = jpeg::in_one_scan(bytes)?;
    try_jpeg(&bytes, header, true).or_else(|| {
        let pixels = try_jpeg(&bytes, header, false)?;
        Some(Pixels { is_damaged: true, ..pixels })
    })
}

fn try_jpeg(bytes: &[u8], header: JpegHeader, strict: bool) -> Option<Pixels> {
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
        // No conversion: the decoder is asked for the colors that it believes to be
        // stored.
        JpegColor::Rgb => (Space::Rgb, stored),
        JpegColor::Cmyk { .. } => (Space::Cmyk, stored),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().ok()?;
    if let JpegColor::Cmyk { inverted } = header.color {
        inks(&mut samples, stored == ColorSpace::YCCK, inverted);
    }
    Some(Pixels {
        width: header.width,
        height: header.height,
        space,
        samples,
        alpha: None,
        is_damaged: false,
    })
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
fn decode_png(bytes: &[u8]) -> Option<Pixels> {
    // The size of the picture has been checked when its header was read; this limit is for
    // what stands around the pixels, such as a compressed profile.
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
    Some(Pixels { width, height, space, samples, alpha, is_damaged: false })
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

fn decode_webp(bytes: &[u8]) -> Option<Pixels> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).ok()?;
    let (width, height) = decoder.dimensions();
    // The decoder's own buffers; `picture` has looked at the size already.
    decoder.set_memory_limit(usize::try_from(u64::from(width) * u64::from(height) * 8).ok()?);
    let has_alpha = decoder.has_alpha();
    let mut samples = vec![0; decoder.output_buffer_size()?];
    decoder.read_image(&mut samples).ok()?;
    let space = Space::Rgb;
    let (samples, alpha) = match has_alpha {
        true => split_alpha(samples, space),
        false => (samples, None),
    };
    Some(Pixels { width, height, space, samples, alpha, is_damaged: false })
}
