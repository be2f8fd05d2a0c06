//! Pixels and compression.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::png::PngDecoder;
use image::{ColorType, DynamicImage};

/// Deflates data at zlib's own default level: on outlines 9 saves one part in a
/// hundred more and takes a third longer.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2), Compression::new(6));
    encoder.write_all(data).expect("memory takes every write");
    encoder.finish().expect("memory takes every write")
}

/// Decoded pixels of 8 bits a component, rows from the top.
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) space: Space,
    /// The color components.
    pub(super) color: Vec<u8>,
    /// How opaque each pixel is; none if all are.
    pub(super) alpha: Option<Vec<u8>>,
}

/// What the components of decoded pixels are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
}

impl Space {
    pub(super) fn components(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
        }
    }
}

/// Decodes a PNG; `None` if its pixels are broken.
pub(super) fn decode_png(bytes: &[u8]) -> Option<Pixels> {
    let decoder = PngDecoder::new(Cursor::new(bytes)).ok()?;
    let image = DynamicImage::from_decoder(decoder).ok()?;
    let (width, height) = (image.width(), image.height());
    let (space, color, alpha) = match image.color() {
        ColorType::L8 | ColorType::L16 => (Space::Gray, image.into_luma8().into_raw(), None),
        ColorType::La8 | ColorType::La16 => {
            let (color, alpha) = split_alpha(&image.into_luma_alpha8(), Space::Gray);
            (Space::Gray, color, alpha)
        }
        ColorType::Rgba8 | ColorType::Rgba16 => {
            let (color, alpha) = split_alpha(&image.into_rgba8(), Space::Rgb);
            (Space::Rgb, color, alpha)
        }
        _ => (Space::Rgb, image.into_rgb8().into_raw(), None),
    };
    Some(Pixels { width, height, space, color, alpha })
}

fn split_alpha(samples: &[u8], space: Space) -> (Vec<u8>, Option<Vec<u8>>) {
    let components = space.components();
    let pixels = samples.len() / (components + 1);
    let mut color = Vec::with_capacity(pixels * components);
    let mut alpha = Vec::with_capacity(pixels);
    for pixel in samples.chunks_exact(components + 1) {
        color.extend_from_slice(&pixel[..components]);
        alpha.push(pixel[components]);
    }
    let opaque = alpha.iter().all(|value| *value == u8::MAX);
    (color, (!opaque).then_some(alpha))
}

/// Deflates rows of pixels, each predicted from its neighbors by Paeth's
/// filter (PNG specification, 9.4; PDF 32000-1, 7.4.4.4): photographs come out
/// about a quarter smaller.
pub(super) fn deflate_rows(samples: &[u8], row: usize, components: usize) -> Vec<u8> {
    const PAETH: u8 = 4;
    if row == 0 {
        return deflate(samples);
    }
    let mut filtered = Vec::with_capacity(samples.len() + samples.len() / row + 1);
    let mut above: &[u8] = &vec![0; row];
    for line in samples.chunks_exact(row) {
        filtered.push(PAETH);
        for at in 0..row {
            let (left, corner) = match at.checked_sub(components) {
                Some(before) => (line[before], above[before]),
                None => (0, 0),
            };
            filtered.push(line[at].wrapping_sub(paeth(left, above[at], corner)));
        }
        above = line;
    }
    deflate(&filtered)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(above), i16::from(corner));
    let (to_a, to_b, to_c) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        above
    } else {
        corner
    }
}
