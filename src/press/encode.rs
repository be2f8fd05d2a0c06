//! Pixels to what stands in the file: JPEG for photographs, Flate for what has
//! hard edges or is see-through.

use jpeg_encoder::{Encoder, ImageBuffer, JpegColorType, SamplingFactor, cmyk_to_ycck};

use super::link::Link;
use super::raster::{Raster, Space};
use super::{Filter, PressInks, PressPicture};
use crate::deflate::deflate_pixels;
use crate::jpeg;
use crate::picture::{Encoding, Extent, JpegColor, Picture};

/// How pixels are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// JPEG of a quality from 1 to 100.
    Jpeg(u8),
    /// Without loss.
    Flate,
}

/// A JPEG in four inks as it is, all of it in one scan, as not everything that reads press
/// files takes others; `None` if it is longer than a stream can be.
pub(super) fn untouched(picture: &Picture) -> Option<PressPicture> {
    let inverted = matches!(
        picture.encoding,
        Encoding::Jpeg(header) if header.color == JpegColor::Cmyk { inverted: true }
    );
    let Extent { width, height } = picture.encoding.stored_size();
    let filter = Filter::Jpeg { inverted };
    fits(PressPicture {
        width,
        height,
        inks: PressInks::Process,
        filter,
        data: jpeg::in_one_scan(&picture.bytes)?.into_owned(),
        mask: None,
    })
}

/// Pure black and white, one bit a pixel.
pub(super) fn bits(raster: &Raster) -> Option<PressPicture> {
    let components = raster.space.components();
    let row = raster.width as usize * components;
    let mut packed = Vec::with_capacity(raster.samples.len() / components / 8);
    for line in raster.samples.chunks_exact(row) {
        let whites: Vec<bool> = line.chunks_exact(components).map(|pixel| pixel[0] > 127).collect();
        packed.extend(whites.chunks(8).map(|eight| {
            eight
                .iter()
                .enumerate()
                .fold(0, |byte, (at, white)| byte | u8::from(*white) << (7 - at))
        }));
    }
    fits(PressPicture {
        width: raster.width,
        height: raster.height,
        inks: PressInks::BlackOrBare,
        filter: Filter::Flate,
        data: deflate_pixels(&packed),
        mask: None,
    })
}

/// RGB pixels, separated row by row while they are written.
pub(super) fn separated(raster: &Raster, link: &Link, coding: Coding) -> Option<PressPicture> {
    let row = raster.width as usize * raster.space.components();
    let (filter, data) = match coding {
        Coding::Jpeg(quality) => {
            let buffer = Buffer { raster, pixels: PixelRows::Linked(link, row) };
            (Filter::Jpeg { inverted: true }, jpeg(buffer, quality)?)
        }
        Coding::Flate => {
            let mut inks = Vec::with_capacity(raster.samples.len() / 3 * 4);
            link.row(&raster.samples, |pixel| inks.extend(pixel));
            (Filter::Paeth, deflate_rows(&inks, raster.width as usize * 4, 4))
        }
    };
    let inks = PressInks::Process;
    fits(PressPicture {
        width: raster.width,
        height: raster.height,
        inks,
        filter,
        data,
        mask: None,
    })
}

/// Pixels that are inks already; of one component, black.
pub(super) fn inks(raster: &Raster, coding: Coding) -> Option<PressPicture> {
    let components = raster.space.components();
    let width = raster.width as usize;
    let inks = match raster.space {
        Space::Gray => PressInks::Black,
        Space::Rgb | Space::Cmyk => PressInks::Process,
    };
    let (filter, data) = match (coding, inks) {
        (Coding::Jpeg(quality), _) => {
            let buffer = Buffer { raster, pixels: PixelRows::Inks(width * components) };
            (Filter::Jpeg { inverted: inks == PressInks::Process }, jpeg(buffer, quality)?)
        }
        (Coding::Flate, PressInks::Process) => {
            (Filter::Paeth, deflate_rows(&raster.samples, width * components, components))
        }
        (Coding::Flate, PressInks::Black | PressInks::BlackOrBare) => {
            // DeviceGray counts light, not ink (PDF 32000-1, 10.3.3).
            let light: Vec<u8> = raster.samples.iter().map(|ink| 255 - ink).collect();
            (Filter::Paeth, deflate_rows(&light, width, 1))
        }
    };
    let mask = raster.alpha.as_ref().map(|alpha| deflate_rows(alpha, width, 1));
    fits(PressPicture { width: raster.width, height: raster.height, inks, filter, data, mask })
}

/// The length of a stream is a 32-bit number.
fn fits(picture: PressPicture) -> Option<PressPicture> {
    let fits = |data: &Vec<u8>| i32::try_from(data.len()).is_ok();
    (fits(&picture.data) && picture.mask.as_ref().is_none_or(fits)).then_some(picture)
}

/// Four inks are written as YCCK, which is a third smaller: cyan, magenta and
/// yellow mostly go up and down together. No part is thinned out, as type in a
/// picture and colored edges would show it.
fn jpeg(buffer: Buffer<'_>, quality: u8) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    let mut encoder = Encoder::new(&mut data, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.encode_image(buffer).ok()?;
    Some(data)
}

/// Rows for the encoder.
struct Buffer<'a> {
    raster: &'a Raster,
    pixels: PixelRows<'a>,
}

/// How rows become inks; each with the bytes of a row.
enum PixelRows<'a> {
    Linked(&'a Link, usize),
    Inks(usize),
}

impl ImageBuffer for Buffer<'_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        match self.raster.space {
            Space::Gray => JpegColorType::Luma,
            Space::Rgb | Space::Cmyk => JpegColorType::Ycck,
        }
    }

    fn width(&self) -> u16 {
        // Headers with more than 30 000 pixels a side have been refused.
        u16::try_from(self.raster.width).unwrap_or(u16::MAX)
    }

    fn height(&self) -> u16 {
        u16::try_from(self.raster.height).unwrap_or(u16::MAX)
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let row = |length: usize| &self.raster.samples[usize::from(y) * length..][..length];
        match self.pixels {
            PixelRows::Linked(link, length) => {
                let mut inks = Vec::with_capacity(self.raster.width as usize);
                link.row(row(length), |pixel| inks.push(pixel));
                put(&inks, buffers);
            }
            PixelRows::Inks(length) if self.raster.space == Space::Gray => {
                buffers[0].extend(row(length).iter().map(|ink| 255 - ink));
            }
            PixelRows::Inks(length) => put(row(length).as_chunks::<4>().0, buffers),
        }
    }
}

/// Adds the pixels of a row to the buffers, component by component.
fn put(row: &[[u8; 4]], buffers: &mut [Vec<u8>; 4]) {
    let places = buffers.each_mut().map(|buffer| {
        let start = buffer.len();
        buffer.resize(start + row.len(), 0);
        &mut buffer[start..]
    });
    let [first, second, third, fourth] = places;
    let places = first.iter_mut().zip(second).zip(third).zip(fourth);
    for ([c, m, y, k], (((first, second), third), fourth)) in row.iter().zip(places) {
        // Inverted as Adobe's programs do it; the PDF says so.
        (*first, *second, *third, *fourth) = cmyk_to_ycck(*c, *m, *y, *k);
    }
}

/// Deflates rows of pixels, each predicted from its neighbors by Paeth's
/// filter (PNG specification, 9.4; PDF 32000-1, 7.4.4.4): photographs come out
/// about a quarter smaller.
fn deflate_rows(samples: &[u8], row: usize, components: usize) -> Vec<u8> {
    const PAETH: u8 = 4;
    if row == 0 {
        return deflate_pixels(samples);
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
    deflate_pixels(&filtered)
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
