//! Pictures as ink: samples to tints, and the tint of a pixel of the plate as
//! the mean of the samples under it.

use std::ops::RangeInclusive;

use crate::reader::kurbo::{Affine, Point};
use crate::reader::{
    ColorSpace, DecodeRange, Image, ImageKind, ImageMask, ImageSamples as Samples, Inks,
};

use super::canvas::{byte, channel_count, tints_in_order};
use super::coverage::Mask;

/// A picture that is ready to be painted.
pub(super) struct PlatePicture {
    own: SampleGrid,
    /// Alpha, on a grid of its own.
    alpha: Option<SampleGrid>,
    /// The space of its colors and one of them; none for a stencil.
    colors: Option<(ColorSpace, Inks)>,
}

/// Values on a grid over the unit square.
struct SampleGrid {
    width: usize,
    height: usize,
    channels: usize,
    values: Vec<u8>,
    /// From the plates to the grid.
    inverse: Affine,
    /// Half of the samples under a pixel, along rows and columns.
    reach: (f64, f64),
}

impl PlatePicture {
    /// Decodes a picture and turns it into inks; nothing if it cannot be
    /// decoded.
    pub(super) fn read(image: &Image, transform: Affine) -> Option<Self> {
        if transform.determinant() == 0.0 {
            return None;
        }
        let ImageKind::Colors(space) = &image.kind else {
            return Some(Self { own: stencil(image, transform)?, alpha: None, colors: None });
        };
        let samples = image.pixels().ok()?;
        let alpha = match &image.mask {
            Some(ImageMask::Soft(mask)) => Some(gray(mask, transform)?),
            Some(ImageMask::Stencil(mask)) => Some(stencil(mask, transform)?),
            Some(ImageMask::Key(ranges)) => Some(key(&samples, ranges, transform)),
            None => samples.alpha.clone().map(|alpha| grid(&samples, 1, alpha, transform)),
        };
        let sample = space.inks(&space.initial());
        let channels = channel_count(&sample);
        let (width, height) = (samples.width, samples.height);
        let values = to_tints(samples, space, &image.decode, channels);
        let own = SampleGrid::new(width, height, channels, values, transform);
        Some(Self { own, alpha, colors: Some((space.clone(), sample)) })
    }

    /// Samples that are looked at for a pixel of the plates.
    pub(super) fn samples_under_pixel(image: &Image, transform: Affine) -> usize {
        let (width, height) = (image.width as usize, image.height as usize);
        let (x, y) = reach(width, height, transform).1;
        let along = |reach: f64, count: usize| ((2.0 * reach).ceil() as usize).clamp(1, count);
        along(x, width).saturating_mul(along(y, height))
    }

    /// The space of its colors and one of them; none for a stencil.
    pub(super) fn colors(&self) -> Option<(&ColorSpace, &Inks)> {
        self.colors.as_ref().map(|(space, sample)| (space, sample))
    }

    /// The tints at a place of the plates, and the alpha.
    pub(super) fn pixel(&self, at: Point, out: &mut [u8]) -> u8 {
        self.own.mean(at, out);
        let mut alpha = [255];
        if let Some(grid) = &self.alpha {
            grid.mean(at, &mut alpha);
        }
        alpha[0]
    }

    /// Takes away of a mask what the stencil does not paint.
    pub(super) fn punch(&self, mask: &mut Mask) {
        let width = mask.pixels.width().max(1);
        for (index, cover) in mask.rows.iter_mut().enumerate().filter(|(_, cover)| **cover > 0) {
            let x = (mask.pixels.left + index % width) as f64 + 0.5;
            let y = (mask.pixels.top + index / width) as f64 + 0.5;
            let mut value = [0];
            self.own.mean(Point::new(x, y), &mut value);
            *cover = super::layer::times(*cover, value[0]);
        }
    }
}

impl SampleGrid {
    fn new(
        width: usize,
        height: usize,
        channels: usize,
        values: Vec<u8>,
        transform: Affine,
    ) -> Self {
        let (inverse, reach) = reach(width, height, transform);
        Self { width, height, channels, values, inverse, reach }
    }

    /// The mean of the samples under a pixel; the nearest where there is less
    /// than one.
    fn mean(&self, at: Point, out: &mut [u8]) {
        let place = self.inverse * at;
        let columns = span(place.x, self.reach.0, self.width);
        let rows = span(place.y, self.reach.1, self.height);
        let count = (columns.len() * rows.len()) as u64;
        if count == 1 {
            let start = (rows.start * self.width + columns.start) * self.channels;
            let found = self.values.get(start..start + self.channels).unwrap_or_default();
            for (out, value) in out.iter_mut().zip(found) {
                *out = *value;
            }
            return;
        }
        let mut sums = [0_u64; 40];
        for row in rows {
            let start = (row * self.width + columns.start) * self.channels;
            let end = start + columns.len() * self.channels;
            let found = self.values.get(start..end).unwrap_or_default();
            for pixel in found.chunks_exact(self.channels.max(1)) {
                for (sum, value) in sums.iter_mut().zip(pixel) {
                    *sum += u64::from(*value);
                }
            }
        }
        for (out, sum) in out.iter_mut().zip(sums).take(self.channels) {
            *out = ((sum + count / 2) / count) as u8;
        }
    }
}

/// From the plates to samples, and half of the samples under a pixel along
/// rows and columns.
fn reach(width: usize, height: usize, transform: Affine) -> (Affine, (f64, f64)) {
    // Images stand with their first row at the top of the unit square.
    let (w, h) = (width as f64, height as f64);
    let to_unit = Affine::new([1.0 / w, 0.0, 0.0, -1.0 / h, 0.0, 1.0]);
    let inverse = (transform * to_unit).inverse();
    let [a, b, c, d, _, _] = inverse.as_coeffs();
    (inverse, ((a.abs() + c.abs()) / 2.0, (b.abs() + d.abs()) / 2.0))
}

/// The samples whose middle lies within reach of a place; at least one.
fn span(middle: f64, reach: f64, count: usize) -> std::ops::Range<usize> {
    let last = count.saturating_sub(1);
    let nearest = (middle.floor().max(0.0) as usize).min(last);
    let from = ((middle - reach + 0.5).floor().max(0.0) as usize).min(last);
    let to = ((middle + reach + 0.5).floor().max(0.0) as usize).min(count);
    if to > from { from..to } else { nearest..nearest + 1 }
}

fn grid(samples: &Samples, channels: usize, values: Vec<u8>, transform: Affine) -> SampleGrid {
    SampleGrid::new(samples.width, samples.height, channels, values, transform)
}

/// A soft mask's gray as alpha.
fn gray(mask: &Image, transform: Affine) -> Option<SampleGrid> {
    let samples = mask.pixels().ok()?;
    let range = mask.decode.first().copied().unwrap_or(DecodeRange::UNIT);
    let table: Vec<u8> = (0..=255_u8).map(|v| byte(range.at(f32::from(v) / 255.0))).collect();
    let step = samples.components.max(1);
    let values = samples.samples.iter().step_by(step).map(|v| table[usize::from(*v)]).collect();
    Some(grid(&samples, 1, values, transform))
}

/// Where a stencil paints.
fn stencil(image: &Image, transform: Affine) -> Option<SampleGrid> {
    let samples = image.pixels().ok()?;
    // A mask by another image hides where its ones are (PDF 32000-1, 8.9.6.3),
    // as a stencil does not paint there.
    let ones_paint = matches!(image.kind, ImageKind::Stencil { ones_paint: true });
    let values =
        samples.samples.iter().map(|v| if (*v >= 128) == ones_paint { 255 } else { 0 }).collect();
    Some(grid(&samples, 1, values, transform))
}

/// What color keys leave.
fn key(samples: &Samples, ranges: &[RangeInclusive<u32>], transform: Affine) -> SampleGrid {
    let is_hidden = |pixel: &[u8]| {
        ranges.len() >= pixel.len()
            && pixel.iter().zip(ranges).all(|(value, range)| {
                let highest = u32::from(samples.highest);
                range.contains(&u32::from(*value).min(highest))
            })
    };
    let pixels = samples.samples.chunks_exact(samples.components.max(1));
    let values = pixels.map(|pixel| if is_hidden(pixel) { 0 } else { 255 }).collect();
    grid(samples, 1, values, transform)
}

/// Samples as tints, pixel by pixel in the order of the space's inks.
fn to_tints(
    samples: Samples,
    space: &ColorSpace,
    decode: &[DecodeRange],
    channels: usize,
) -> Vec<u8> {
    let count = samples.components.max(1);
    let is_plain = decode.iter().all(|range| *range == DecodeRange::UNIT);
    let is_of_tints =
        matches!(space, ColorSpace::DeviceCmyk | ColorSpace::IccBased { components: 4 })
            || matches!(space, ColorSpace::Separation(_));
    let highest = f32::from(samples.highest);
    let number = |part: usize, value: u8| {
        decode.get(part).copied().unwrap_or(DecodeRange::UNIT).at(f32::from(value) / highest)
    };
    if is_of_tints && count == channels {
        return if is_plain { samples.samples } else { decoded_tints(samples, number) };
    }
    let mut out = vec![0; samples.width * samples.height * channels];
    let tints = |pixel: &[u8], out: &mut [u8]| {
        let color: Vec<f32> =
            pixel.iter().enumerate().map(|(part, value)| number(part, *value)).collect();
        tints_in_order(&space.inks(&color), out);
    };
    if count == 1 {
        let mut table = vec![0; 256 * channels];
        for value in 0..=255_u8 {
            let at = usize::from(value) * channels;
            tints(&[value], &mut table[at..at + channels]);
        }
        for (value, out) in samples.samples.iter().zip(out.chunks_exact_mut(channels.max(1))) {
            let at = usize::from(*value) * channels;
            out.copy_from_slice(&table[at..at + channels]);
        }
        return out;
    }
    // Neighbors are often the same.
    let mut last: (Vec<u8>, Vec<u8>) = (Vec::new(), vec![0; channels]);
    let pixels = samples.samples.chunks_exact(count);
    for (pixel, out) in pixels.zip(out.chunks_exact_mut(channels.max(1))) {
        if last.0 != pixel {
            last.0.clear();
            last.0.extend_from_slice(pixel);
            tints(pixel, &mut last.1);
        }
        out.copy_from_slice(&last.1);
    }
    out
}

/// Samples that are tints already, but counted another way, such as the inks of
/// Adobe's JPEG, where 0 is solid: each component by a table of its own.
fn decoded_tints(mut samples: Samples, number: impl Fn(usize, u8) -> f32) -> Vec<u8> {
    let count = samples.components.max(1);
    let tables: Vec<[u8; 256]> = (0..count)
        .map(|part| std::array::from_fn(|value| byte(number(part, value as u8))))
        .collect();
    for pixel in samples.samples.chunks_exact_mut(count) {
        for (value, table) in pixel.iter_mut().zip(&tables) {
            *value = table[usize::from(*value)];
        }
    }
    samples.samples
}
