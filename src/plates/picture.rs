//! Pictures as ink: samples to tints, and the tint of a pixel of the plate as
//! the mean of the samples under it.

use std::ops::{Range, RangeInclusive};

use crate::reader::kurbo::{Affine, Point};
use crate::reader::{
    ColorSpace, DecodeRange, Image, ImageKind, ImageLook, ImageMask, ImageSamples as Samples, Inks,
};

use super::canvas::{channel_count, tint_byte, tints_in_order};
use super::coverage::{Mask, PixelBox};
use super::layer::times;

/// Channels of a picture: 32 colorants at most, and the four process inks.
const MOST_CHANNELS: usize = 40;

/// A picture as it lies on some pixels of the plates.
#[derive(Debug)]
pub(super) struct PlatePicture {
    pixels: PixelBox,
    /// The tints of its channels, row by row.
    planes: Vec<Vec<u8>>,
    /// How opaque it is, row by row; none if all of it is.
    alpha: Option<Vec<u8>>,
    /// The space of its colors and one of them; none for a stencil.
    colors: Option<(ColorSpace, Inks)>,
}

/// Values on a grid over the unit square.
struct SampleGrid {
    width: usize,
    height: usize,
    channels: usize,
    values: Vec<u8>,
    /// Where the tints of each plane come from.
    planes: Vec<PlaneSource>,
    /// From the plates to the grid.
    inverse: Affine,
    /// Half of the samples under a pixel, along rows and columns.
    reach: (f64, f64),
}

/// Where the tints of a plane come from.
#[derive(Clone, Copy)]
enum PlaneSource {
    /// From the values of a channel.
    Up(usize),
    /// From those of a channel that counts down from 255, as the inks of Adobe's JPEG, where
    /// 0 is solid, or light.
    Down(usize),
    /// All the same.
    Flat(u8),
}

impl PlatePicture {
    /// Turns a decoded picture into inks on some pixels of the plates; nothing if it could
    /// not be decoded.
    pub(super) fn of(
        image: &Image,
        look: ImageLook,
        transform: Affine,
        pixels: PixelBox,
    ) -> Option<Self> {
        if transform.determinant() == 0.0 {
            return None;
        }
        let mut samples = look.samples.ok()?;
        let ImageKind::Colors(space) = &image.kind else {
            let planes = stencil(image, &samples, transform).on(pixels);
            return Some(Self { pixels, planes, alpha: None, colors: None });
        };
        if let (Some(ImageMask::Soft(mask)), Some(Ok(found))) = (&image.mask, &look.mask_samples) {
            unmix(&mut samples, image, mask, found);
        }
        let alpha = match (&image.mask, look.mask_samples) {
            (Some(ImageMask::Soft(mask)), Some(found)) => Some(gray(mask, &found.ok()?, transform)),
            (Some(ImageMask::Stencil(mask)), Some(found)) => {
                Some(stencil(mask, &found.ok()?, transform))
            }
            (Some(ImageMask::Key(ranges)), _) => Some(key(&samples, ranges, transform)),
            (Some(_), None) => return None,
            (None, _) => samples.alpha.clone().map(|alpha| grid(&samples, 1, alpha, transform)),
        };
        let alpha = alpha.and_then(|grid| grid.on(pixels).pop());
        let sample = space.inks(&space.initial());
        let channels = channel_count(&sample);
        let planes = tints(samples, space, &image.decode, channels, transform).on(pixels);
        Some(Self { pixels, planes, alpha, colors: Some((space.clone(), sample)) })
    }

    /// What is ink already: the tints of its channels and, if not all of it is opaque, its
    /// alpha, row by row; and the space of its colors with one of them.
    pub(super) fn of_tints(
        pixels: PixelBox,
        planes: Vec<Vec<u8>>,
        alpha: Option<Vec<u8>>,
        space: &ColorSpace,
        sample: Inks,
    ) -> Self {
        Self { pixels, planes, alpha, colors: Some((space.clone(), sample)) }
    }

    /// Samples that are looked at for a pixel of the plates.
    pub(super) fn samples_under_pixel(image: &Image, transform: Affine) -> usize {
        let (width, height) = (image.width as usize, image.height as usize);
        let (x, y) = reach(width, height, transform).1;
        let [_, b, c, ..] = transform.as_coeffs();
        if b != 0.0 || c != 0.0 {
            return places(x, y).pow(2);
        }
        let along = |reach: f64, count: usize| ((2.0 * reach).ceil() as usize).clamp(1, count);
        along(x, width).saturating_mul(along(y, height))
    }

    /// The space of its colors and one of them; none for a stencil.
    pub(super) fn colors(&self) -> Option<(&ColorSpace, &Inks)> {
        self.colors.as_ref().map(|(space, sample)| (space, sample))
    }

    /// The tints of row `y` from pixel `left` on, and what is left of its coverage.
    pub(super) fn row(&self, y: usize, left: usize, cover: &mut [u8], planes: &mut [Vec<u8>]) {
        let range = self.range(y, left, cover.len());
        for (plane, own) in planes.iter_mut().zip(&self.planes) {
            plane.copy_from_slice(&own[range.clone()]);
        }
        if let Some(alpha) = &self.alpha {
            for (cover, alpha) in cover.iter_mut().zip(&alpha[range]) {
                *cover = times(*cover, *alpha);
            }
        }
    }

    /// Takes away of a mask what the stencil does not paint.
    pub(super) fn punch(&self, mask: &mut Mask) {
        let (pixels, width) = (mask.pixels, mask.pixels.width().max(1));
        let Some(stencil) = self.planes.first() else { return };
        for (y, row) in (pixels.top..pixels.bottom).zip(mask.rows.chunks_exact_mut(width)) {
            for (cover, value) in row.iter_mut().zip(&stencil[self.range(y, pixels.left, width)]) {
                *cover = times(*cover, *value);
            }
        }
    }

    fn range(&self, y: usize, left: usize, width: usize) -> Range<usize> {
        let start = (y - self.pixels.top) * self.pixels.width() + left - self.pixels.left;
        start..start + width
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
        let planes = (0..channels).map(PlaneSource::Up).collect();
        Self { width, height, channels, values, planes, inverse, reach }
    }

    /// The means of the samples under some pixels, row by row, each plane for itself.
    fn on(&self, pixels: PixelBox) -> Vec<Vec<u8>> {
        let mut planes = vec![vec![0; pixels.area()]; self.planes.len()];
        let [_, b, c, ..] = self.inverse.as_coeffs();
        if b == 0.0 && c == 0.0 {
            self.upright_on(pixels, &mut planes);
        } else {
            let mut at = 0;
            for y in pixels.top..pixels.bottom {
                for x in pixels.left..pixels.right {
                    let sums = self.sums(Point::new(x as f64, y as f64));
                    for (plane, source) in planes.iter_mut().zip(&self.planes) {
                        plane[at] = source.mean(&sums.of, sums.count);
                    }
                    at += 1;
                }
            }
        }
        planes
    }

    /// The same of a grid that stands upright, as nearly all do: each row of it is looked
    /// at once for a row of pixels, and what is under each column of these is known
    /// beforehand.
    fn upright_on(&self, pixels: PixelBox, planes: &mut [Vec<u8>]) {
        let middle = |x: usize, y: usize| self.inverse * Point::new(x as f64 + 0.5, y as f64 + 0.5);
        let columns: Vec<SampleSpan> = (pixels.left..pixels.right)
            .map(|x| SampleSpan::of(middle(x, pixels.top).x, self.reach.0, self.width))
            .collect();
        let first = columns.iter().map(|span| span.samples.start).min().unwrap_or(0);
        let end = columns.iter().map(|span| span.samples.end).max().unwrap_or(first);
        let mut sums = vec![0_u32; (end - first) * self.channels];
        let mut under_pixel = vec![0_u64; self.channels];
        let mut at = 0;
        for y in pixels.top..pixels.bottom {
            let rows = SampleSpan::of(middle(pixels.left, y).y, self.reach.1, self.height);
            sums.fill(0);
            for (row, share) in rows.shares() {
                let start = (row * self.width + first) * self.channels;
                let found = self.values.get(start..start + sums.len()).unwrap_or_default();
                for (sum, value) in sums.iter_mut().zip(found) {
                    *sum = sum.wrapping_add(u32::from(*value) * share);
                }
            }
            for columns in &columns {
                let count = u64::from(rows.whole()) * u64::from(columns.whole());
                under_pixel.fill(0);
                for (column, share) in columns.shares() {
                    let start = (column - first) * self.channels;
                    let column = &sums[start..start + self.channels];
                    for (sum, value) in under_pixel.iter_mut().zip(column) {
                        *sum += u64::from(*value) * u64::from(share);
                    }
                }
                for (plane, source) in planes.iter_mut().zip(&self.planes) {
                    plane[at] = source.mean(&under_pixel, count);
                }
                at += 1;
            }
        }
    }

    /// The samples under a pixel by its upper left corner, looked for at places on it that
    /// are as near to each other as they, or nearer.
    fn sums(&self, corner: Point) -> SampleSums {
        let places = places(self.reach.0, self.reach.1);
        let mut of = [0_u64; MOST_CHANNELS];
        let last = (self.width.saturating_sub(1), self.height.saturating_sub(1));
        for down in 0..places {
            for along in 0..places {
                let share = |step: usize| (step as f64 + 0.5) / places as f64;
                let at = self.inverse * (corner + (share(along), share(down)));
                let column = (at.x.max(0.0) as usize).min(last.0);
                let row = (at.y.max(0.0) as usize).min(last.1);
                let start = (row * self.width + column) * self.channels;
                let found = self.values.get(start..start + self.channels).unwrap_or_default();
                for (sum, value) in of.iter_mut().zip(found) {
                    *sum += u64::from(*value);
                }
            }
        }
        SampleSums { of, count: (places * places) as u64 }
    }
}

/// At how many places along its sides a pixel is looked at on which samples do not stand
/// upright.
fn places(along: f64, down: f64) -> usize {
    (2.0 * along.max(down)).ceil().clamp(4.0, 64.0) as usize
}

/// Samples that lie under a pixel along one axis, the first and last by a part of them.
#[derive(Debug, Clone)]
struct SampleSpan {
    samples: Range<usize>,
    first: u32,
    last: u32,
}

impl SampleSpan {
    /// The share of a sample that is under the pixel with all of it. (Sums have room for
    /// 260,000 rows under one pixel.)
    const FULL: u32 = 64;

    /// Those within reach of a place; at least one.
    fn of(middle: f64, reach: f64, count: usize) -> Self {
        let most = count as f64;
        let (from, to) = ((middle - reach).clamp(0.0, most), (middle + reach).clamp(0.0, most));
        let start = (from as usize).min(count.saturating_sub(1));
        let end = (to.ceil() as usize).clamp(start + 1, count.max(1));
        let last = to - (end - 1) as f64;
        let first = if end == start + 1 { last } else { (start + 1) as f64 - from };
        // Of two at most, which may both be large, the larger share is full.
        let whole = if end > start + 2 { 1.0 } else { first.max(last) };
        let share = |part: f64| {
            let share = if whole > 0.0 { part / whole } else { 1.0 };
            (share * f64::from(Self::FULL)).round() as u32
        };
        let (first, last) = (share(first), share(last));
        Self { samples: start..end, first, last }
    }

    /// Each with its share.
    fn shares(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        let Range { start, end } = self.samples;
        (start..end).map(move |at| {
            let share = match at {
                at if at == start => self.first,
                at if at + 1 == end => self.last,
                _ => Self::FULL,
            };
            (at, share)
        })
    }

    /// All shares together.
    fn whole(&self) -> u32 {
        match self.samples.len() as u32 {
            0 | 1 => self.first,
            count => self.first + self.last + (count - 2) * Self::FULL,
        }
    }
}

/// Samples added up.
struct SampleSums {
    /// By channel.
    of: [u64; MOST_CHANNELS],
    /// How many there are of each.
    count: u64,
}

impl PlaneSource {
    /// The mean of so many samples, whose sums are known by channel.
    fn mean(self, sums: &[u64], count: u64) -> u8 {
        // The whole number below a fraction is that below the fraction and half a unit of
        // its numerator, which floats cannot miss; and they divide sooner.
        let rounded = |sum: u64| (((sum + count / 2) as f64 + 0.5) / count as f64) as u8;
        match self {
            Self::Up(channel) => rounded(sums[channel]),
            Self::Down(channel) => rounded(255 * count - sums[channel]),
            Self::Flat(tint) => tint,
        }
    }

    /// Where the tints come from that a table has of a channel's values, if not from the
    /// table alone.
    fn of(table: &[u8; 256], channel: usize) -> Option<Self> {
        let is = |tint: fn(u8) -> u8| (0..=255).zip(table).all(|(v, found)| *found == tint(v));
        let first = table[0];
        if table.iter().all(|tint| *tint == first) {
            Some(Self::Flat(first))
        } else if is(|v| v) {
            Some(Self::Up(channel))
        } else if is(|v| 255 - v) {
            Some(Self::Down(channel))
        } else {
            None
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

fn grid(samples: &Samples, channels: usize, values: Vec<u8>, transform: Affine) -> SampleGrid {
    SampleGrid::new(samples.width, samples.height, channels, values, transform)
}

/// A soft mask's gray as alpha.
fn gray(mask: &Image, samples: &Samples, transform: Affine) -> SampleGrid {
    let range = mask.decode.first().copied().unwrap_or(DecodeRange::UNIT);
    let table: Vec<u8> = (0..=255_u8).map(|v| tint_byte(range.at(f32::from(v) / 255.0))).collect();
    let step = samples.components.max(1);
    let values = samples.samples.iter().step_by(step).map(|v| table[usize::from(*v)]).collect();
    grid(samples, 1, values, transform)
}

/// Takes out of a picture the color that it was mixed with by its soft mask (PDF 32000-1,
/// 11.6.5.3): what is packed is m + a (c - m). A table of colors cannot be mixed.
fn unmix(samples: &mut Samples, image: &Image, mask: &Image, found: &Samples) {
    let count = samples.components;
    let (Some(matte), ImageKind::Colors(space)) = (&mask.matte, &image.kind) else { return };
    let is_mixed = matte.len() >= count && !matches!(space, ColorSpace::Indexed { .. });
    if !is_mixed || count == 0 || samples.width == 0 || found.width * found.height == 0 {
        return;
    }
    let unit = DecodeRange::UNIT;
    let alpha_range = mask.decode.first().copied().unwrap_or(unit);
    let highest = f32::from(samples.highest);
    let width = samples.width;
    for (at, pixel) in samples.samples.chunks_exact_mut(count).enumerate() {
        // Both have as many pixels; where that is not so the nearest is the best guess.
        let (x, y) = (at % width, at / width);
        let (column, row) = (x * found.width / width, y * found.height / samples.height.max(1));
        let nearest = (row * found.width + column) * found.components.max(1);
        let Some(alpha) = found.samples.get(nearest) else { return };
        let alpha = alpha_range.at(f32::from(*alpha) / f32::from(found.highest));
        // Where nothing is seen nothing is known.
        if alpha <= 0.0 || alpha >= 1.0 {
            continue;
        }
        for ((part, value), matte) in pixel.iter_mut().enumerate().zip(matte) {
            let range = image.decode.get(part).copied().unwrap_or(unit);
            let mixed = range.at(f32::from(*value) / highest);
            let own = matte + (mixed - matte) / alpha;
            let share = (own - range.least) / (range.most - range.least);
            if share.is_finite() {
                *value = (share.clamp(0.0, 1.0) * highest).round() as u8;
            }
        }
    }
}

/// Where a stencil paints.
fn stencil(image: &Image, samples: &Samples, transform: Affine) -> SampleGrid {
    // A mask by another image hides where its ones are (PDF 32000-1, 8.9.6.3),
    // as a stencil does not paint there.
    let ones_paint = matches!(image.kind, ImageKind::Stencil { ones_paint: true });
    let values =
        samples.samples.iter().map(|v| if (*v >= 128) == ones_paint { 255 } else { 0 }).collect();
    grid(samples, 1, values, transform)
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

/// Samples as tints, in the order of the space's inks.
fn tints(
    samples: Samples,
    space: &ColorSpace,
    decode: &[DecodeRange],
    channels: usize,
    transform: Affine,
) -> SampleGrid {
    let count = samples.components.max(1);
    let is_of_tints =
        matches!(space, ColorSpace::DeviceCmyk | ColorSpace::IccBased { components: 4 })
            || matches!(space, ColorSpace::Separation(_));
    let number = |part: usize, value: u8| {
        let range = decode.get(part).copied().unwrap_or(DecodeRange::UNIT);
        range.at(f32::from(value) / f32::from(samples.highest))
    };
    // 1. Each component an ink.
    if is_of_tints && count == channels {
        let is_plain = decode.iter().all(|range| *range == DecodeRange::UNIT);
        let tables: Vec<[u8; 256]> = (0..count)
            .map(|part| {
                std::array::from_fn(|value| match is_plain {
                    true => value as u8,
                    false => tint_byte(number(part, value as u8)),
                })
            })
            .collect();
        let sources = tables.iter().enumerate().map(|(part, table)| PlaneSource::of(table, part));
        let (width, height) = (samples.width, samples.height);
        return match sources.collect() {
            Some(planes) => {
                let grid = grid(&samples, count, Vec::new(), transform);
                SampleGrid { values: samples.samples, planes, ..grid }
            }
            None => {
                let values = by_tables(samples, &tables);
                SampleGrid::new(width, height, count, values, transform)
            }
        };
    }
    let tints = |pixel: &[u8], out: &mut [u8]| {
        let color: Vec<f32> =
            pixel.iter().enumerate().map(|(part, value)| number(part, *value)).collect();
        tints_in_order(&space.inks(&color), out);
    };
    // 2. One component, such as gray: its tints are known by its value.
    if count == 1 {
        let mut table = vec![0; 256 * channels];
        for (value, out) in (0..=255).zip(table.chunks_exact_mut(channels.max(1))) {
            tints(&[value], out);
        }
        let of_channel =
            |channel: usize| std::array::from_fn(|value| table[value * channels + channel]);
        let sources = (0..channels).map(|channel| PlaneSource::of(&of_channel(channel), 0));
        if let Some(planes) = sources.collect() {
            let grid = grid(&samples, count, Vec::new(), transform);
            return SampleGrid { values: samples.samples, planes, ..grid };
        }
        let mut values = Vec::with_capacity(samples.samples.len() * channels);
        for value in &samples.samples {
            let at = usize::from(*value) * channels;
            values.extend_from_slice(&table[at..at + channels]);
        }
        return grid(&samples, channels, values, transform);
    }
    // 3. Anything else. Neighbors are often the same.
    let mut values = vec![0; samples.width * samples.height * channels];
    let mut last: (Vec<u8>, Vec<u8>) = (Vec::new(), vec![0; channels]);
    let pixels = samples.samples.chunks_exact(count);
    for (pixel, out) in pixels.zip(values.chunks_exact_mut(channels.max(1))) {
        if last.0 != pixel {
            last.0.clear();
            last.0.extend_from_slice(pixel);
            tints(pixel, &mut last.1);
        }
        out.copy_from_slice(&last.1);
    }
    grid(&samples, channels, values, transform)
}

/// Samples that are tints already, but counted another way: each component by a table of
/// its own.
fn by_tables(mut samples: Samples, tables: &[[u8; 256]]) -> Vec<u8> {
    for pixel in samples.samples.chunks_exact_mut(tables.len().max(1)) {
        for (value, table) in pixel.iter_mut().zip(tables) {
            *value = table[usize::from(*value)];
        }
    }
    samples.samples
}
