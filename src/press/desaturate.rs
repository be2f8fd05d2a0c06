//! Colors to the grays that they look like, for pages without colored inks.

use lcms2::{
    DisallowCache, Flags, Intent, PixelFormat, Profile as LcmsProfile, ThreadContext, ToneCurve,
    Transform,
};

use super::condition::{ColorSource, D50, Press, open};
use super::raster::{Raster, Space};

/// The tone curve of sRGB (IEC 61966-2-1) as lcms2 wants it: gamma, a, b, c, d
/// of its parametric curve 4.
const SRGB_CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

impl Press<'_> {
    /// The picture in grays with the tone curve of sRGB that are as light as
    /// its colors; `None` if a profile does not allow it.
    pub(super) fn desaturated(&self, raster: Raster, source: &ColorSource) -> Option<Raster> {
        let context = ThreadContext::new();
        let from = match source {
            ColorSource::Press => self.profile(&context)?,
            ColorSource::Srgb | ColorSource::Primaries(_) | ColorSource::Profile(_) => {
                open(&context, source)?
            }
        };
        let curve = ToneCurve::new_parametric(4, &SRGB_CURVE).ok()?;
        let to = LcmsProfile::new_gray_context(&context, D50, &curve).ok()?;
        let format = match raster.space {
            Space::Rgb => PixelFormat::RGB_8,
            Space::Cmyk => PixelFormat::CMYK_8,
            Space::Gray => return Some(raster),
        };
        let transform: Transform<u8, u8, ThreadContext, DisallowCache> =
            Transform::new_flags_context(
                &context,
                &from,
                format,
                &to,
                PixelFormat::GRAY_8,
                Intent::RelativeColorimetric,
                Flags::NO_CACHE | self.flags(),
            )
            .ok()?;
        let mut samples = vec![0; raster.samples.len() / raster.space.components()];
        transform.transform_pixels(&raster.samples, &mut samples);
        Some(Raster { space: Space::Gray, samples, ..raster })
    }
}
