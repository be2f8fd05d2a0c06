//! The pixels of a TIFF, strip by strip or tile by tile. Knows nothing of the file but
//! its layout.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use ruzstd::decoding::StreamingDecoder;
use weezl::BitOrder;
use weezl::decode::Configuration;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::exif::TiffOrder;
use super::tag::lab_to_adobe_rgb;
use super::tiff::{self, TiffColors, TiffLayout, TiffPacking};
use super::{Extent, Pixels, TiffAlpha};
use crate::jpeg;

/// The pixels; `None` if they cannot be decoded, or not all of them.
pub(super) fn decode(bytes: &[u8]) -> Option<Pixels> {
    let layout = tiff::layout(bytes).ok()?;
    let header = layout.header;
    let count = usize::try_from(u64::from(header.width) * u64::from(header.height)).ok()?;
    let colored = colored(&layout);
    let mut samples = vec![0; count.checked_mul(colored)?];
    let mut alpha = vec![u8::MAX; if layout.alpha_at.is_some() { count } else { 0 }];
    let stored = usize::from(header.samples);
    let (across, down) = (layout.across(), layout.down());
    let planes = if layout.is_planar { stored } else { 1 };
    for (at, range) in layout.chunks.iter().enumerate().take(across * down * planes) {
        let (plane, at) = (at / (across * down), at % (across * down));
        // Channels that are not printed are not unpacked either.
        if layout.is_planar && plane >= colored && Some(plane) != layout.alpha_at {
            continue;
        }
        let (left, top) =
            (at % across * layout.chunk.width as usize, at / across * layout.chunk.height as usize);
        let rows = (header.height as usize - top).min(layout.chunk.height as usize);
        let columns = (header.width as usize - left).min(layout.chunk.width as usize);
        let stored_rows = if layout.is_tiled { layout.chunk.height as usize } else { rows };
        let of_pixel = if layout.is_planar { 1 } else { stored };
        let chunk = TiffChunk { rows: stored_rows, of_pixel, layout: &layout };
        let eights = chunk.unpacked(bytes.get(range.clone())?)?;
        let row = layout.chunk.width as usize * of_pixel;
        for (y, line) in eights.chunks_exact(row).take(rows).enumerate() {
            let first = (top + y) * header.width as usize + left;
            let pixels = line.chunks_exact(of_pixel).take(columns);
            if layout.is_planar {
                let (to, step, from) = match Some(plane) == layout.alpha_at {
                    true => (&mut alpha, 1, 0),
                    false => (&mut samples, colored, plane),
                };
                let places = to[first * step..].iter_mut().skip(from).step_by(step);
                places.zip(pixels).for_each(|(place, pixel)| *place = pixel[0]);
                continue;
            }
            let places = samples[first * colored..].chunks_exact_mut(colored);
            for (place, pixel) in places.zip(pixels.clone()) {
                place.copy_from_slice(&pixel[..colored]);
            }
            if let Some(at) = layout.alpha_at {
                alpha[first..].iter_mut().zip(pixels).for_each(|(place, pixel)| *place = pixel[at]);
            }
        }
    }
    if header.alpha == TiffAlpha::Multiplied {
        divide(&mut samples, &alpha, colored);
    }
    let samples = meant(&layout, samples)?;
    let is_opaque = alpha.iter().all(|value| *value == u8::MAX);
    Some(Pixels {
        width: header.width,
        height: header.height,
        space: header.color,
        samples,
        alpha: (!is_opaque).then_some(alpha),
        is_damaged: false,
    })
}

/// Samples of a stored pixel that are its color.
fn colored(layout: &TiffLayout) -> usize {
    match layout.colors {
        TiffColors::Palette => 1,
        _ => layout.header.color.components(),
    }
}

/// Colors that were multiplied with how opaque they are.
fn divide(samples: &mut [u8], alpha: &[u8], colored: usize) {
    for (pixel, opacity) in samples.chunks_exact_mut(colored).zip(alpha) {
        for value in pixel {
            *value = (u32::from(*value) * 255 / u32::from((*opacity).max(1))).min(255) as u8;
        }
    }
}

/// Light or inks by what the samples mean.
fn meant(layout: &TiffLayout, mut samples: Vec<u8>) -> Option<Vec<u8>> {
    match layout.colors {
        TiffColors::Light | TiffColors::Rgb | TiffColors::Cmyk | TiffColors::YCbCr => {}
        TiffColors::Ink => samples.iter_mut().for_each(|value| *value = 255 - *value),
        TiffColors::Palette => {
            let mut colors = Vec::with_capacity(samples.len().checked_mul(3)?);
            for index in samples {
                colors.extend(layout.palette.get(usize::from(index))?);
            }
            return Some(colors);
        }
        TiffColors::Lab | TiffColors::IccLab => {
            let is_signed = layout.colors == TiffColors::Lab;
            let part = |value: u8| match is_signed {
                true => f64::from(value.cast_signed()),
                false => f64::from(value) - 128.0,
            };
            for pixel in samples.as_chunks_mut::<3>().0 {
                let [light, a, b] = *pixel;
                *pixel = lab_to_adobe_rgb([f64::from(light) / 2.55, part(a), part(b)]);
            }
        }
    }
    Some(samples)
}

/// A strip or a tile.
struct TiffChunk<'l> {
    /// Rows that are stored.
    rows: usize,
    /// Samples of a pixel that are stored in it.
    of_pixel: usize,
    layout: &'l TiffLayout<'l>,
}

impl TiffChunk<'_> {
    /// Its samples, each as a byte: light and color from 0 to 255, of a palette the
    /// entry's number.
    fn unpacked(&self, data: &[u8]) -> Option<Vec<u8>> {
        if self.layout.packing == TiffPacking::Jpeg {
            return self.jpeg(data);
        }
        let width = self.layout.chunk.width as usize;
        let bits = usize::from(self.layout.header.bits);
        let row = width.checked_mul(self.of_pixel)?.checked_mul(bits)?.div_ceil(8);
        let size = row.checked_mul(self.rows)?;
        let reversed: Vec<u8>;
        let data = match self.layout.is_lowest_first {
            true => {
                reversed = data.iter().map(|byte| byte.reverse_bits()).collect();
                &reversed
            }
            false => data,
        };
        let mut bytes = match self.layout.packing {
            TiffPacking::None => data.get(..size)?.to_vec(),
            TiffPacking::Lzw => lzw(data, size)?,
            TiffPacking::Deflate => exactly(ZlibDecoder::new(data), size)?,
            TiffPacking::Zstd => exactly(StreamingDecoder::new(data).ok()?, size)?,
            TiffPacking::PackBits => pack_bits(data, size)?,
            TiffPacking::Fax => self.fax(data, EncodingMode::Group3_1D)?,
            TiffPacking::FaxGroup3 { two_dimensional: false } => {
                self.fax(data, EncodingMode::Group3_1D)?
            }
            TiffPacking::FaxGroup3 { two_dimensional: true } => {
                self.fax(data, EncodingMode::Group3_2D)?
            }
            TiffPacking::FaxGroup4 => self.fax(data, EncodingMode::Group4)?,
            TiffPacking::Jpeg => return None,
        };
        match bits {
            16 => Some(self.sixteen_bits(&bytes, row)),
            8 => {
                if self.layout.has_differences {
                    for line in bytes.chunks_exact_mut(row) {
                        for at in self.of_pixel..row {
                            line[at] = line[at].wrapping_add(line[at - self.of_pixel]);
                        }
                    }
                }
                Some(bytes)
            }
            _ => Some(self.few_bits(&bytes, row)),
        }
    }

    /// Sixteen bits become eight: no press can show more.
    fn sixteen_bits(&self, bytes: &[u8], row: usize) -> Vec<u8> {
        let order: TiffOrder = self.layout.order;
        let mut eights = Vec::with_capacity(bytes.len() / 2);
        let mut line = vec![0_u16; row / 2];
        for stored in bytes.chunks_exact(row) {
            for (at, two) in stored.as_chunks::<2>().0.iter().enumerate() {
                let before = match at.checked_sub(self.of_pixel) {
                    Some(before) if self.layout.has_differences => line[before],
                    _ => 0,
                };
                line[at] = order.u16(*two).wrapping_add(before);
            }
            let is_lab = self.layout.header.from_lab;
            // 257 is 65 535 / 255. In Lab the high byte counts what eight bits do.
            eights.extend(line.iter().map(|sample| match is_lab {
                true => (sample >> 8) as u8,
                false => ((u32::from(*sample) + 128) / 257) as u8,
            }));
        }
        eights
    }

    /// One, two or four bits a sample, one sample a pixel.
    fn few_bits(&self, bytes: &[u8], row: usize) -> Vec<u8> {
        let bits = usize::from(self.layout.header.bits);
        let most = (1_u8 << bits) - 1;
        let scale = if self.layout.colors == TiffColors::Palette { 1 } else { 255 / most };
        let width = self.layout.chunk.width as usize;
        let mut eights = Vec::with_capacity(width * self.rows);
        for line in bytes.chunks_exact(row) {
            eights.extend((0..width).map(|x| {
                let bit = x * bits;
                (line[bit / 8] >> (8 - bits - bit % 8) & most) * scale
            }));
        }
        eights
    }

    /// Rows of bits in which 1 is black.
    fn fax(&self, data: &[u8], encoding: EncodingMode) -> Option<Vec<u8>> {
        let Extent { width, .. } = self.layout.chunk;
        let settings = DecodeSettings {
            columns: width,
            rows: u32::try_from(self.rows).ok()?,
            end_of_block: self.layout.packing != TiffPacking::Fax,
            end_of_line: matches!(self.layout.packing, TiffPacking::FaxGroup3 { .. }),
            rows_are_byte_aligned: self.layout.packing == TiffPacking::Fax,
            encoding,
            strict: false,
        };
        let mut rows = FaxRows { row: width.div_ceil(8) as usize, width, bytes: Vec::new() };
        // Ends that are not as they should be do no harm while all rows are there.
        let _ = hayro_ccitt::decode(data, &mut rows, &mut DecoderContext::new(settings));
        let size = rows.row.checked_mul(self.rows)?;
        rows.bytes.truncate(size);
        (rows.bytes.len() == size).then_some(rows.bytes)
    }

    fn jpeg(&self, data: &[u8]) -> Option<Vec<u8>> {
        // The tables are a JPEG of their own without pixels (TIFF technical note 2).
        let tables = self.layout.jpeg_tables;
        let tables = tables.strip_suffix(b"\xFF\xD9").unwrap_or(tables);
        let whole = match tables.is_empty() {
            true => data.to_vec(),
            false => [tables, data.strip_prefix(b"\xFF\xD8")?].concat(),
        };
        let whole = jpeg::in_one_scan(&whole)?;
        let width = self.layout.chunk.width as usize;
        let options = DecoderOptions::new_fast()
            .set_max_width(width)
            .set_max_height(self.layout.chunk.height as usize)
            .set_strict_mode(true);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&*whole), options);
        decoder.decode_headers().ok()?;
        let stored = decoder.input_colorspace()?;
        let wanted = match self.layout.colors {
            TiffColors::YCbCr => ColorSpace::RGB,
            // As it is, whatever the decoder believes.
            _ => stored,
        };
        let (wide, high) = decoder.dimensions()?;
        if wide != width || high < self.rows {
            return None;
        }
        decoder.set_options(options.jpeg_set_out_colorspace(wanted));
        let mut samples = decoder.decode().ok()?;
        let size = width.checked_mul(self.of_pixel)?.checked_mul(high)?;
        (samples.len() == size).then(|| {
            samples.truncate(width * self.of_pixel * self.rows);
            samples
        })
    }
}

/// Gathers the rows of a fax.
struct FaxRows {
    row: usize,
    width: u32,
    bytes: Vec<u8>,
}

impl hayro_ccitt::Decoder for FaxRows {
    fn push_row(&mut self, changes: &[u32]) {
        let start = self.bytes.len();
        self.bytes.resize(start + self.row, 0);
        let line = &mut self.bytes[start..];
        for blacks in changes.chunks(2) {
            let end = blacks.get(1).copied().unwrap_or(self.width).min(self.width);
            for x in blacks[0]..end {
                line[x as usize / 8] |= 0x80 >> (x % 8);
            }
        }
    }
}

/// So many bytes, and no more of them than there is room for.
fn exactly(mut from: impl Read, size: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; size];
    from.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn lzw(data: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; size];
    let mut decoder = Configuration::with_tiff_size_switch(BitOrder::Msb, 8)
        .with_yield_on_full_buffer(true)
        .build();
    let (mut read, mut written) = (0, 0);
    while written < size {
        let step = decoder.decode_bytes(&data[read..], &mut bytes[written..]);
        step.status.ok()?;
        if step.consumed_in == 0 && step.consumed_out == 0 {
            return None;
        }
        read += step.consumed_in;
        written += step.consumed_out;
    }
    Some(bytes)
}

/// Runs of one byte, and bytes as they are (TIFF 6.0, section 9).
fn pack_bits(data: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    let mut rest = data;
    while bytes.len() < size {
        let (&count, after) = rest.split_first()?;
        rest = match count {
            0..=127 => {
                let (literal, after) = after.split_at_checked(usize::from(count) + 1)?;
                bytes.extend(literal);
                after
            }
            128 => after,
            129.. => {
                let (&value, after) = after.split_first()?;
                bytes.extend(std::iter::repeat_n(value, 257 - usize::from(count)));
                after
            }
        };
    }
    bytes.truncate(size);
    Some(bytes)
}
