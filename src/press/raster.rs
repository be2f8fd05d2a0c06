//! Decoded pixels, and what is done to them whatever their colors are:
//! shrinking and sharpening.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use rayon::prelude::*;

use crate::page::Sharpening;
use crate::picture::Extent;
pub(super) use crate::picture::PixelSpace as Space;

/// Pixels of 8 bits a component, rows from the top.
pub(super) struct Raster {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) space: Space,
    /// The color components, pixel by pixel. Inks count from 0, none, to 255.
    pub(super) samples: Vec<u8>,
    /// How opaque each pixel is; none if all are.
    pub(super) alpha: Option<Vec<u8>>,
}

impl Raster {
    pub(super) fn extent(&self) -> Extent {
        Extent { width: self.width, height: self.height }
    }

    /// Shrinks to a size that is smaller on at least one side, and sharpens
    /// what that has blurred. `None` if the pixels are not as many as they
    /// should be.
    pub(super) fn shrunk(self, size: Extent, sharpening: Sharpening) -> Option<Self> {
        let old = self.extent();
        let components = self.space.components();
        let opaque;
        let samples = match &self.alpha {
            None => &self.samples,
            Some(alpha) => {
                opaque = weighted(&self.samples, alpha, components);
                &opaque
            }
        };
        let mut samples = resize(samples, old, size, components)?;
        let alpha = match &self.alpha {
            None => None,
            Some(alpha) => {
                let alpha = resize(alpha, old, size, 1)?;
                unweight(&mut samples, &alpha, components);
                Some(alpha)
            }
        };
        match sharpening {
            Sharpening::None => {}
            Sharpening::Mild => sharpen(&mut samples, size.width as usize, components),
        }
        Some(Self { width: size.width, height: size.height, space: self.space, samples, alpha })
    }
}

/// Colors by how opaque they are, so that what cannot be seen does not bleed
/// into what can.
fn weighted(samples: &[u8], alpha: &[u8], components: usize) -> Vec<u8> {
    samples
        .chunks_exact(components)
        .zip(alpha)
        .flat_map(|(pixel, alpha)| {
            pixel.iter().map(|value| ((u16::from(*value) * u16::from(*alpha) + 127) / 255) as u8)
        })
        .collect()
}

fn unweight(samples: &mut [u8], alpha: &[u8], components: usize) {
    for (pixel, alpha) in samples.chunks_exact_mut(components).zip(alpha) {
        for value in pixel.iter_mut().filter(|_| *alpha > 0) {
            *value = (u16::from(*value) * 255 / u16::from(*alpha)).min(255) as u8;
        }
    }
}

/// Resizes pixels, each component by itself and side by side with the others: of the
/// kinds of pixels that the crate knows each brings as much machine code as a tenth of
/// this whole crate, so one has to do.
fn resize(samples: &[u8], old: Extent, new: Extent, components: usize) -> Option<Vec<u8>> {
    if components == 1 {
        return resize_plane(samples, old, new);
    }
    let planes: Option<Vec<Vec<u8>>> = (0..components)
        .into_par_iter()
        .map(|at| {
            let plane = match components {
                3 => plane::<3>(samples, at),
                4 => plane::<4>(samples, at),
                _ => samples.chunks_exact(components).map(|pixel| pixel[at]).collect(),
            };
            resize_plane(&plane, old, new)
        })
        .collect();
    let planes = planes?;
    Some(match planes.as_slice() {
        [r, g, b] => interleaved([r, g, b]),
        [c, m, y, k] => interleaved([c, m, y, k]),
        planes => {
            let pixels = 0..planes.first().map_or(0, Vec::len);
            pixels.flat_map(|at| planes.iter().map(move |plane| plane[at])).collect()
        }
    })
}

/// One component of all pixels.
fn plane<const COMPONENTS: usize>(samples: &[u8], at: usize) -> Vec<u8> {
    samples.as_chunks::<COMPONENTS>().0.iter().map(|pixel| pixel[at]).collect()
}

/// Components of pixels one beside the other, as many of each.
fn interleaved<const COMPONENTS: usize>(planes: [&Vec<u8>; COMPONENTS]) -> Vec<u8> {
    let pixels = planes.map(Vec::len).into_iter().min().unwrap_or(0);
    let planes = planes.map(|plane| &plane[..pixels]);
    let mut made = vec![0; pixels * COMPONENTS];
    for (at, pixel) in made.as_chunks_mut::<COMPONENTS>().0.iter_mut().enumerate() {
        *pixel = planes.map(|plane| plane[at]);
    }
    made
}

/// Lanczos with three lobes keeps edges best of the usual filters.
fn resize_plane(samples: &[u8], old: Extent, new: Extent) -> Option<Vec<u8>> {
    let from = TypedImageRef::<U8>::from_buffer(old.width, old.height, samples).ok()?;
    let mut made = vec![0; new.width as usize * new.height as usize];
    let mut to = TypedImage::<U8>::from_buffer(new.width, new.height, &mut made).ok()?;
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .use_alpha(false);
    Resizer::new().resize_typed(&from, &mut to, &options).ok()?;
    Some(made)
}

/// Unsharp masking: half the difference to the mean of a pixel and its eight
/// neighbors, weighted 4-2-1, is added. Differences of one or two are grain
/// and stay as they are.
fn sharpen(samples: &mut [u8], width: usize, components: usize) {
    let row = width * components;
    if row == 0 || width < 3 || samples.len() < 3 * row {
        return;
    }
    // The rows above, at and below as they were; what is written back must not
    // be read again.
    let mut above = samples[..row].to_vec();
    let mut here = above.clone();
    let mut below = above.clone();
    // A pixel stands beside the first and the last that is like them, so that all have
    // neighbors.
    let mut sums: Vec<i16> = vec![0; row + 2 * components];
    let rows = samples.len() / row;
    for y in 0..rows {
        below.copy_from_slice(&samples[(y + 1).min(rows - 1) * row..][..row]);
        // 1-2-1 from top to bottom, then from left to right.
        let columns = above.iter().zip(&here).zip(&below);
        for (sum, ((above, here), below)) in sums[components..].iter_mut().zip(columns) {
            *sum = i16::from(*above) + 2 * i16::from(*here) + i16::from(*below);
        }
        sums.copy_within(components..2 * components, 0);
        sums.copy_within(row..row + components, row + components);
        let out = &mut samples[y * row..][..row];
        let beside = sums.iter().zip(&sums[components..]).zip(&sums[2 * components..]);
        for ((out, value), ((left, sum), right)) in out.iter_mut().zip(&here).zip(beside) {
            *out = sharpened(*value, (left + 2 * sum + right + 8) / 16);
        }
        std::mem::swap(&mut above, &mut here);
        std::mem::swap(&mut here, &mut below);
    }
}

/// A value among others of this mean.
fn sharpened(value: u8, mean: i16) -> u8 {
    const GRAIN: i16 = 2;
    let wide = i16::from(value);
    let difference = wide - mean;
    if difference.abs() > GRAIN { (wide + difference / 2).clamp(0, 255) as u8 } else { value }
}
