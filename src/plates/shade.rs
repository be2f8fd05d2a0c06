//! Shadings as ink: the tint of each pixel.

use crate::reader::kurbo::{Affine, Point};
use crate::reader::{Geometry, Inks, Shading};

use super::canvas::{channel_count, tints_in_order};

/// Steps of a shading along its parameter: plates have 256 tints.
pub(super) const STEPS: usize = 512;

/// A shading that is ready to be painted.
pub(super) struct Shade<'s> {
    shading: &'s Shading,
    inverse: Affine,
    sample: Inks,
    /// Tints along the parameter.
    table: Vec<u8>,
    background: Option<Vec<u8>>,
}

impl<'s> Shade<'s> {
    /// Prepares a shading; nothing for those that are not taken apart.
    pub(super) fn new(shading: &'s Shading, to_pixels: Affine) -> Option<Self> {
        let transform = to_pixels * shading.transform;
        if transform.determinant() == 0.0 || matches!(shading.geometry, Geometry::Mesh(_)) {
            return None;
        }
        let sample = shading.space.inks(&shading.space.initial());
        let channels = channel_count(&sample);
        let table = match shading.geometry {
            Geometry::Places { .. } => Vec::new(),
            _ => table(shading, channels),
        };
        let background = background(shading, channels);
        let inverse = transform.inverse();
        Some(Self { shading, inverse, sample, table, background })
    }

    /// One of its colors.
    pub(super) fn sample(&self) -> &Inks {
        &self.sample
    }

    /// The tints at a place of the plates, and the alpha.
    pub(super) fn pixel(&self, at: Point, out: &mut [u8]) -> u8 {
        let place = self.inverse * at;
        if matches!(self.shading.geometry, Geometry::Places { .. }) {
            if let Some(color) = self.shading.color_at_place(place) {
                tints_in_order(&self.shading.space.inks(&color), out);
                return 255;
            }
        } else if let Some(parameter) = self.shading.parameter(place) {
            let [least, most] = self.shading.domain();
            out.copy_from_slice(in_table(&self.table, parameter, [least, most]));
            return 255;
        }
        match &self.background {
            Some(background) => {
                out.copy_from_slice(background);
                255
            }
            None => 0,
        }
    }
}

/// The tints along the parameter of a shading.
pub(super) fn table(shading: &Shading, channels: usize) -> Vec<u8> {
    let [least, most] = shading.domain();
    let mut table = vec![0; STEPS * channels];
    for (step, out) in table.chunks_exact_mut(channels.max(1)).enumerate() {
        let way = step as f32 / (STEPS - 1) as f32;
        let color = shading.color(least + way * (most - least));
        tints_in_order(&shading.space.inks(&color), out);
    }
    table
}

/// The tints at a parameter.
pub(super) fn in_table(table: &[u8], parameter: f32, [least, most]: [f32; 2]) -> &[u8] {
    let way = if most == least { 0.0 } else { (parameter - least) / (most - least) };
    let step = (way.clamp(0.0, 1.0) * (STEPS - 1) as f32 + 0.5) as usize;
    let channels = table.len() / STEPS;
    &table[step.min(STEPS - 1) * channels..][..channels]
}

/// The tints outside of a shading's geometry.
pub(super) fn background(shading: &Shading, channels: usize) -> Option<Vec<u8>> {
    let color = shading.background.as_ref()?;
    let mut out = vec![0; channels];
    tints_in_order(&shading.space.inks(color), &mut out);
    Some(out)
}
