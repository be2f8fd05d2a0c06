//! Colors of one kind to the inks of the printing condition, by its profile.

use std::sync::{Arc, OnceLock};

use lcms2::{
    CIExyY, CIExyYTRIPLE, DisallowCache, Flags, Intent as LcmsIntent, PixelFormat,
    Profile as LcmsProfile, ThreadContext, ToneCurve, Transform,
};

use super::link::{Link, SIDE, limited, limited_to, most_in_255ths};
use super::tone;
use crate::cache::FileBytes;
use crate::icc::IccProfile;
use crate::page::{BlackPoint, Condition, Intent, Output, PictureSettings};
use crate::picture::{PixelCurve, Primaries};

/// What the colors of a picture are measured by.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ColorSource {
    /// sRGB, or grays with its tone curve.
    Srgb,
    /// RGB with primaries of its own.
    Primaries(Primaries),
    /// A profile that has been found sound.
    Profile(Vec<u8>),
    /// The inks of the press itself.
    Press,
}

/// The printing condition, ready to compute with. May be lent to many threads.
pub(super) struct Press<'a> {
    condition: &'a Condition,
    settings: PictureSettings,
    tables: Arc<PressTables>,
}

/// What is worked out once of a printing condition, when the first picture needs it.
#[derive(Default)]
pub(super) struct PressTables {
    /// The table of sRGB, which nearly all pictures need.
    srgb: OnceLock<Option<Link>>,
    /// How light black ink alone is on the paper, from none to solid.
    ramp: OnceLock<Option<[f64; 256]>>,
}

/// All that such tables follow from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PressTablesKey {
    profile: FileBytes,
    most_ink: u32,
    intent: u8,
    is_compensated: bool,
}

impl PressTables {
    /// Bytes that they take, nearly.
    pub(super) const BYTES: usize = SIDE * SIDE * SIDE * size_of::<[u16; 4]>();
}

impl PressTablesKey {
    pub(super) fn of(output: &Output) -> Self {
        let Condition { profile, most_ink, identifier: _, registry: _, info: _ } =
            &output.condition;
        let PictureSettings { intent, black_point, resolution: _, sharpening: _, quality: _ } =
            output.pictures;
        Self {
            profile: FileBytes(Arc::clone(&profile.bytes)),
            most_ink: *most_ink,
            intent: intent as u8,
            is_compensated: black_point == BlackPoint::Compensated,
        }
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.profile.0.len()
    }
}

impl<'a> Press<'a> {
    pub(super) fn new(output: &'a Output, tables: Arc<PressTables>) -> Self {
        Self { condition: &output.condition, settings: output.pictures, tables }
    }

    /// What the profile calls itself.
    pub(super) fn profile_name(&self) -> &str {
        &self.condition.profile.description
    }

    /// Calls `use_link` with the table for a kind of RGB; `None` if the
    /// profile gives none.
    pub(super) fn with_link<T>(
        &self,
        source: &ColorSource,
        use_link: impl FnOnce(&Link) -> T,
    ) -> Option<T> {
        if *source == ColorSource::Srgb {
            return self.tables.srgb.get_or_init(|| self.link(source)).as_ref().map(use_link);
        }
        self.link(source).as_ref().map(use_link)
    }

    /// The inks from 0 to 255 of a few colors of sRGB, each for itself; `None` if
    /// the profile gives none.
    pub(super) fn inks_of(&self, colors: &[[u8; 3]]) -> Option<Vec<[u8; 4]>> {
        let colors: Vec<[u16; 3]> =
            colors.iter().map(|color| color.map(|value| u16::from(value) * 257)).collect();
        let inks = self.rgb_inks(&ColorSource::Srgb, &colors)?;
        Some(inks.into_iter().map(|inks| limited_to(inks, self.condition.most_ink)).collect())
    }

    /// The inks of colors of a kind of RGB, both in 16 bits.
    fn rgb_inks(&self, source: &ColorSource, colors: &[[u16; 3]]) -> Option<Vec<[u16; 4]>> {
        let context = ThreadContext::new();
        let from = open(&context, source)?;
        let to = self.profile(&context)?;
        let way = Conversion { from: &from, to: &to, intent: self.intent(), flags: self.flags() };
        way.inks(&context, colors)
    }

    fn link(&self, source: &ColorSource) -> Option<Link> {
        let mut inks = self.rgb_inks(source, &Link::grid())?;
        // Paper stays bare, whatever the last digits of the profile say.
        let is_relative = self.settings.intent != Intent::AbsoluteColorimetric;
        if let Some(white) = inks.last_mut().filter(|_| is_relative) {
            *white = [0; 4];
        }
        let inks = inks.into_iter().map(|inks| inks.map(|ink| f64::from(ink) / 65_535.0));
        Some(Link::new(inks, self.condition.most_ink))
    }

    /// Separates inks anew, in place; `None` if a profile does not allow it.
    pub(super) fn reseparate(&self, source: &ColorSource, inks: &mut [u8]) -> Option<()> {
        let context = ThreadContext::new();
        let to = self.profile(&context)?;
        let own;
        let from = match source {
            ColorSource::Profile(_) => {
                own = open(&context, source)?;
                &own
            }
            ColorSource::Srgb | ColorSource::Primaries(_) | ColorSource::Press => &to,
        };
        let transform: Transform<[u8; 4], [u8; 4], ThreadContext, DisallowCache> =
            Transform::new_flags_context(
                &context,
                from,
                PixelFormat::CMYK_8,
                &to,
                PixelFormat::CMYK_8,
                self.intent(),
                Flags::NO_CACHE | self.flags(),
            )
            .ok()?;
        transform.transform_in_place(inks.as_chunks_mut().0);
        let most = most_in_255ths(self.condition.most_ink);
        for pixel in inks.as_chunks_mut::<4>().0 {
            *pixel = limited(pixel.map(f64::from), most).map(|ink| ink.floor() as u8);
        }
        Some(())
    }

    /// Black ink, 0 to 255, for each of the 256 grays of a kind.
    pub(super) fn blacks(&self, source: &ColorSource) -> Option<[u8; 256]> {
        let ramp = self.tables.ramp.get_or_init(|| self.black_ramp()).as_ref()?;
        let grays = match source {
            ColorSource::Profile(_) | ColorSource::Primaries(_) => gray_lights(source)?,
            ColorSource::Srgb | ColorSource::Press => tone::srgb_lights(),
        };
        let compensated = self.settings.black_point == BlackPoint::Compensated
            && self.settings.intent != Intent::AbsoluteColorimetric;
        Some(tone::blacks(&grays, ramp, compensated))
    }

    /// How much light comes back from each of 256 tints of black, 1 from
    /// bare paper unless the paper is to be imitated.
    fn black_ramp(&self) -> Option<[f64; 256]> {
        let intent = match self.settings.intent {
            Intent::AbsoluteColorimetric => LcmsIntent::AbsoluteColorimetric,
            Intent::Perceptual | Intent::RelativeColorimetric | Intent::Saturation => {
                LcmsIntent::RelativeColorimetric
            }
        };
        let context = ThreadContext::new();
        let press = self.profile(&context)?;
        let inks: Vec<[u8; 4]> = (0..=255).map(|k| [0, 0, 0, k]).collect();
        lights(&context, &press, PixelFormat::CMYK_8, &inks, intent)
    }

    pub(super) fn profile(&self, context: &ThreadContext) -> Option<LcmsProfile<ThreadContext>> {
        LcmsProfile::new_icc_context(context, &self.condition.profile.bytes).ok()
    }

    fn intent(&self) -> LcmsIntent {
        match self.settings.intent {
            Intent::Perceptual => LcmsIntent::Perceptual,
            Intent::RelativeColorimetric => LcmsIntent::RelativeColorimetric,
            Intent::Saturation => LcmsIntent::Saturation,
            Intent::AbsoluteColorimetric => LcmsIntent::AbsoluteColorimetric,
        }
    }

    pub(super) fn flags(&self) -> Flags {
        match self.settings.black_point {
            BlackPoint::Compensated => Flags::BLACKPOINT_COMPENSATION,
            BlackPoint::Kept => Flags::default(),
        }
    }
}

/// The most ink, in whole percent, that a press's profile ever asks for when
/// RGB is converted to it; `None` if it cannot be computed with.
#[must_use]
pub fn most_ink(profile: &IccProfile) -> Option<u32> {
    let context = ThreadContext::new();
    let from = LcmsProfile::new_srgb_context(&context);
    let to = LcmsProfile::new_icc_context(&context, &profile.bytes).ok()?;
    // The profile must also convert inks to light, which gray pictures need.
    lights(&context, &to, PixelFormat::CMYK_8, &[[0u8; 4]; 256], LcmsIntent::RelativeColorimetric)?;
    let mut most = 0;
    for intent in [LcmsIntent::Perceptual, LcmsIntent::RelativeColorimetric] {
        // The most ink goes to colors darker than the press can print, which both intents
        // treat in their own way.
        let way = Conversion { from: &from, to: &to, intent, flags: Flags::default() };
        let inks = way.inks(&context, &Link::grid())?;
        let sums = inks.iter().map(|inks| inks.iter().copied().map(u32::from).sum::<u32>());
        most = most.max(sums.max()?);
    }
    let percent = (f64::from(most) / 655.35).round() as u32;
    (percent > 0).then_some(percent)
}

/// How colors get from a kind of RGB to the inks of a press.
struct Conversion<'a> {
    from: &'a LcmsProfile<ThreadContext>,
    to: &'a LcmsProfile<ThreadContext>,
    intent: LcmsIntent,
    flags: Flags,
}

impl Conversion<'_> {
    /// The inks of colors, both in 16 bits.
    fn inks(&self, context: &ThreadContext, colors: &[[u16; 3]]) -> Option<Vec<[u16; 4]>> {
        let transform: Transform<[u16; 3], [u16; 4], ThreadContext, DisallowCache> =
            Transform::new_flags_context(
                context,
                self.from,
                PixelFormat::RGB_16,
                self.to,
                PixelFormat::CMYK_16,
                self.intent,
                // Without `NO_OPTIMIZE` lcms would first make a table of its own from as
                // many colors as we convert.
                Flags::NO_CACHE | Flags::NO_OPTIMIZE | self.flags,
            )
            .ok()?;
        let mut inks = vec![[0; 4]; colors.len()];
        transform.transform_pixels(colors, &mut inks);
        Some(inks)
    }
}

/// Whether a profile inside a picture can be computed with.
pub(super) fn is_sound(source: &ColorSource) -> bool {
    let context = ThreadContext::new();
    let Some(profile) = open(&context, source) else { return false };
    let Ok(lab) = LcmsProfile::new_lab4_context(&context, D50) else { return false };
    let format = match profile.color_space() {
        lcms2::ColorSpaceSignature::GrayData => PixelFormat::GRAY_8,
        lcms2::ColorSpaceSignature::RgbData => PixelFormat::RGB_8,
        lcms2::ColorSpaceSignature::CmykData => PixelFormat::CMYK_8,
        _ => return false,
    };
    let flags = Flags::NO_CACHE | Flags::NO_OPTIMIZE;
    Transform::<u8, u8, ThreadContext, DisallowCache>::new_flags_context(
        &context,
        &profile,
        format,
        &lab,
        PixelFormat::Lab_8,
        LcmsIntent::RelativeColorimetric,
        flags,
    )
    .is_ok()
}

/// Whether equal parts of the RGB of a kind are neutral: so it is with screens
/// and working spaces, not with the tables of scanners.
pub(super) fn has_neutral_axis(source: &ColorSource) -> bool {
    match source {
        ColorSource::Srgb | ColorSource::Primaries(_) => true,
        ColorSource::Press => false,
        ColorSource::Profile(_) => {
            let context = ThreadContext::new();
            open(&context, source).is_some_and(|profile| profile.is_matrix_shaper())
        }
    }
}

/// The light of the 256 grays of a kind.
fn gray_lights(source: &ColorSource) -> Option<[f64; 256]> {
    let context = ThreadContext::new();
    let profile = open(&context, source)?;
    let intent = LcmsIntent::RelativeColorimetric;
    match profile.color_space() {
        lcms2::ColorSpaceSignature::GrayData => {
            let grays: Vec<[u8; 1]> = (0..=255).map(|gray| [gray]).collect();
            lights(&context, &profile, PixelFormat::GRAY_8, &grays, intent)
        }
        _ => {
            let grays: Vec<[u8; 3]> = (0..=255).map(|gray| [gray; 3]).collect();
            lights(&context, &profile, PixelFormat::RGB_8, &grays, intent)
        }
    }
}

/// How much light comes back from 256 colors of a profile (CIE Y).
fn lights<Color: Copy + lcms2::Pod>(
    context: &ThreadContext,
    profile: &LcmsProfile<ThreadContext>,
    format: PixelFormat,
    colors: &[Color],
    intent: LcmsIntent,
) -> Option<[f64; 256]> {
    let lab = LcmsProfile::new_lab4_context(context, D50).ok()?;
    let transform: Transform<Color, [f32; 3], ThreadContext, DisallowCache> =
        Transform::new_flags_context(
            context,
            profile,
            format,
            &lab,
            PixelFormat::Lab_FLT,
            intent,
            Flags::NO_CACHE | Flags::NO_OPTIMIZE,
        )
        .ok()?;
    let mut labs = [[0.0f32; 3]; 256];
    transform.transform_pixels(colors, &mut labs);
    let lights = labs.map(|[lightness, ..]| tone::light(f64::from(lightness)));
    lights.iter().all(|light| light.is_finite()).then_some(lights)
}

/// The white of the space in which profiles meet (ICC.1:2010, 6.3.1).
pub(super) const D50: &CIExyY = &CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 };

pub(super) fn open(
    context: &ThreadContext,
    source: &ColorSource,
) -> Option<LcmsProfile<ThreadContext>> {
    match source {
        ColorSource::Srgb => Some(LcmsProfile::new_srgb_context(context)),
        ColorSource::Profile(bytes) => LcmsProfile::new_icc_context(context, bytes).ok(),
        ColorSource::Press => None,
        ColorSource::Primaries(Primaries { points, curve }) => {
            let [white, red, green, blue] = points.map(|(x, y)| CIExyY { x, y, Y: 1.0 });
            let curve = match curve {
                PixelCurve::Power(gamma) => ToneCurve::new(*gamma),
                // IEC 61966-2-1, as lcms's fourth kind of curve has it.
                PixelCurve::Srgb => ToneCurve::new_parametric(
                    4,
                    &[2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45],
                )
                .ok()?,
            };
            let primaries = CIExyYTRIPLE { Red: red, Green: green, Blue: blue };
            LcmsProfile::new_rgb_context(context, &white, &primaries, &[&curve; 3]).ok()
        }
    }
}
