//! Planes of ink, and how a row of a mark goes onto them.
//!
//! Tints are held multiplied by alpha (PDF 32000-1, 11.3.3), so that bare
//! paper is zero everywhere and an ink that a mark leaves alone stays as it
//! is, whatever the alpha.

use crate::reader::Blend;

use super::coverage::PixelBox;

/// Planes for some pixels: one an ink, and alpha.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) pixels: PixelBox,
    pub(super) inks: Vec<Vec<u8>>,
    pub(super) alpha: Vec<u8>,
}

/// What a row of a mark brings to one plane.
#[derive(Debug, Clone, Copy)]
pub(super) enum RowSource<'r> {
    /// The plane stays.
    Keep,
    /// One tint for all pixels.
    Flat(u8),
    /// A tint for each pixel.
    Row(&'r [u8]),
}

impl Layer {
    pub(super) fn new(pixels: PixelBox, inks: usize) -> Self {
        let empty = vec![0; pixels.area()];
        Self { pixels, inks: vec![empty.clone(); inks], alpha: empty }
    }

    /// The same pixels of another layer.
    pub(super) fn copy_of(other: &Self, pixels: PixelBox) -> Self {
        let copy = |plane: &Vec<u8>| {
            let mut part = Vec::with_capacity(pixels.area());
            for y in pixels.top..pixels.bottom {
                part.extend_from_slice(&plane[other.range(y, pixels.left, pixels.right)]);
            }
            part
        };
        Self { pixels, inks: other.inks.iter().map(copy).collect(), alpha: copy(&other.alpha) }
    }

    /// Where some pixels of a row are in a plane.
    pub(super) fn range(&self, y: usize, left: usize, right: usize) -> std::ops::Range<usize> {
        let start = (y - self.pixels.top) * self.pixels.width();
        start + left - self.pixels.left..start + right - self.pixels.left
    }

    /// Paints row `y` of a mark from pixel `left` on; `cover` is its coverage
    /// times its alpha.
    pub(super) fn paint(
        &mut self,
        y: usize,
        left: usize,
        cover: &[u8],
        sources: &[RowSource],
        blend: Blend,
    ) {
        let range = self.range(y, left, left + cover.len());
        let alpha = &mut self.alpha[range.clone()];
        for (plane, source) in self.inks.iter_mut().zip(sources) {
            let plane = &mut plane[range.clone()];
            match (source, blend) {
                (RowSource::Keep, _) => {}
                (RowSource::Flat(tint), Blend::Normal) => cover_flat(plane, cover, *tint),
                (RowSource::Row(tints), Blend::Normal) => {
                    for ((below, a), tint) in plane.iter_mut().zip(cover).zip(*tints) {
                        *below = mix(*below, *tint, *a);
                    }
                }
                (RowSource::Flat(tint), _) => {
                    for ((below, a), b) in plane.iter_mut().zip(cover).zip(alpha.iter()) {
                        *below = blended(*below, *b, *tint, *a, blend);
                    }
                }
                (RowSource::Row(tints), _) => {
                    for (((below, a), b), tint) in
                        plane.iter_mut().zip(cover).zip(alpha.iter()).zip(*tints)
                    {
                        *below = blended(*below, *b, *tint, *a, blend);
                    }
                }
            }
        }
        for (below, a) in alpha.iter_mut().zip(cover) {
            *below = mix(*below, 255, *a);
        }
    }

    /// Puts a group that began with what lies below it back: as much of it as
    /// `share` says.
    pub(super) fn put_back(&mut self, group: &Self, y: usize, share: &[u8]) {
        let (left, right) = (group.pixels.left, group.pixels.right);
        let (to, from) = (self.range(y, left, right), group.range(y, left, right));
        let planes = self.inks.iter_mut().chain([&mut self.alpha]);
        for (plane, with) in planes.zip(group.inks.iter().chain([&group.alpha])) {
            let with = &with[from.clone()];
            for ((below, tint), share) in plane[to.clone()].iter_mut().zip(with).zip(share) {
                *below = mix(*below, *tint, *share);
            }
        }
    }

    /// Puts a group that began empty onto what lies below.
    pub(super) fn put_on(&mut self, group: &Self, y: usize, share: &[u8], blend: Blend) {
        let (left, right) = (group.pixels.left, group.pixels.right);
        let (to, from) = (self.range(y, left, right), group.range(y, left, right));
        let group_alpha = &group.alpha[from.clone()];
        for (plane, with) in self.inks.iter_mut().zip(&group.inks) {
            let with = &with[from.clone()];
            let below_alpha = &self.alpha[to.clone()];
            for (index, below) in plane[to.clone()].iter_mut().enumerate() {
                let a = times(group_alpha[index], share[index]);
                if a == 0 {
                    continue;
                }
                if blend == Blend::Normal {
                    // The group's tints are multiplied by its alpha already.
                    let kept = times(*below, 255 - a);
                    *below = kept.saturating_add(times(with[index], share[index]));
                } else {
                    let tint = divided(with[index], group_alpha[index]);
                    *below = blended(*below, below_alpha[index], tint, a, blend);
                }
            }
        }
        for (index, below) in self.alpha[to].iter_mut().enumerate() {
            *below = mix(*below, 255, times(group_alpha[index], share[index]));
        }
    }
}

fn cover_flat(plane: &mut [u8], cover: &[u8], tint: u8) {
    for (below, a) in plane.iter_mut().zip(cover) {
        *below = match a {
            0 => *below,
            255 => tint,
            a => mix(*below, tint, *a),
        };
    }
}

/// The product of two fractions of 255.
pub(super) fn times(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// From one value to another by a fraction of 255.
fn mix(from: u8, to: u8, share: u8) -> u8 {
    let share = u32::from(share);
    let sum = u32::from(from) * (255 - share) + u32::from(to) * share + 128;
    ((sum + (sum >> 8)) >> 8) as u8
}

/// A tint that was multiplied by an alpha, without it.
fn divided(tint: u8, alpha: u8) -> u8 {
    if alpha == 0 {
        return 0;
    }
    (u32::from(tint) * 255 / u32::from(alpha)).min(255) as u8
}

/// PDF 32000-1, 11.3.6, for tints multiplied by alpha.
fn blended(below: u8, below_alpha: u8, tint: u8, a: u8, blend: Blend) -> u8 {
    if a == 0 {
        return below;
    }
    let unit = |v: u8| f32::from(v) / 255.0;
    let (a, b) = (unit(a), unit(below_alpha));
    let mixed = blend.tint(unit(divided(below, below_alpha)), unit(tint));
    let result = (1.0 - a) * unit(below) + a * ((1.0 - b) * unit(tint) + b * mixed);
    (result.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}
