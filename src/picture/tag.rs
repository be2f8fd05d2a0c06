//! What a picture file says of its own colors: an ICC profile, or the marks of
//! PNG that stand for one.
//!
//! Only taken out here; whether a profile is sound is found where it is used.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::png::CodePoints;
use super::{Encoding, Picture, jpeg, png, tiff, webp};

/// The largest embedded profile that is taken out: those of four inks have
/// some megabytes, those of cameras some kilobytes.
const MOST_BYTES: u64 = 8 << 20;
/// What begins an APP2 segment with a part of a profile (ICC.1:2010, B.4).
const JPEG_MARK: &[u8] = b"ICC_PROFILE\0";
const APP2: u8 = 0xE2;

/// What a picture file says of its colors.
#[derive(Debug, Clone, PartialEq)]
pub enum ColorTag {
    /// Nothing.
    None,
    /// That they are sRGB (PNG specification, sRGB).
    Srgb,
    /// The primaries of its RGB and its tone curve (PNG specification, cHRM, gAMA and
    /// cICP).
    Primaries(Primaries),
    /// An ICC profile, as it stands in the file.
    Profile(Vec<u8>),
    /// A profile that cannot be taken out of the file, or is absurdly large.
    Broken,
}

/// Colors of a screen by their chromaticities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Primaries {
    /// x and y of white, red, green and blue.
    pub points: [(f64, f64); 4],
    /// What takes a stored value to light.
    pub curve: PixelCurve,
}

/// What takes a stored value of a pixel, 0 to 1, to light.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PixelCurve {
    /// A power of it.
    Power(f64),
    /// The curve of sRGB (IEC 61966-2-1).
    Srgb,
}

/// The white of daylight that screens have (CIE D65).
const D65: (f64, f64) = (0.3127, 0.3290);

impl Primaries {
    /// Adobe RGB (1998), which holds all that a press prints.
    pub(super) const ADOBE_RGB: Self = Self {
        points: [D65, (0.64, 0.33), (0.21, 0.71), (0.15, 0.06)],
        curve: PixelCurve::Power(ADOBE_GAMMA),
    };
}

/// Adobe RGB (1998), 4.3.1.2.
const ADOBE_GAMMA: f64 = 563.0 / 256.0;

/// A color of CIE Lab under D50 in Adobe RGB.
pub(super) fn lab_to_adobe_rgb([light, a, b]: [f64; 3]) -> [u8; 3] {
    // CIE 15, 8.2.1, backwards.
    let part = |f: f64| match f > 6.0 / 29.0 {
        true => f.powi(3),
        false => 3.0 * (6.0_f64 / 29.0).powi(2) * (f - 4.0 / 29.0),
    };
    let middle = (light + 16.0) / 116.0;
    // D50 of ICC profiles (ICC.1:2010, 7.2.16).
    let x = 0.9642 * part(middle + a / 500.0);
    let y = part(middle);
    let z = 0.8249 * part(middle - b / 200.0);
    // Adobe RGB from XYZ under D50, by the adaptation of Bradford.
    let rows = [
        [1.962_427_4, -0.610_534_3, -0.341_340_4],
        [-0.978_768_4, 1.916_141_5, 0.033_454_0],
        [0.028_686_9, -0.140_675_2, 1.348_765_5],
    ];
    rows.map(|[of_x, of_y, of_z]: [f64; 3]| {
        let light = (of_x * x + of_y * y + of_z * z).clamp(0.0, 1.0);
        (light.powf(ADOBE_GAMMA.recip()) * 255.0).round() as u8
    })
}

impl Picture {
    /// What the file says of its colors.
    #[must_use]
    pub fn color_tag(&self) -> ColorTag {
        match self.encoding {
            Encoding::Jpeg(_) => jpeg_tag(&self.bytes),
            Encoding::Png(_) => png_tag(&self.bytes),
            // What became of Lab when it was decoded.
            Encoding::Tiff(header) if header.from_lab => ColorTag::Primaries(Primaries::ADOBE_RGB),
            Encoding::Tiff(_) => {
                let reader = tiff::printed(&self.bytes);
                plain_tag(reader.and_then(|reader| reader.bytes(tiff::PROFILE)))
            }
            Encoding::WebP(_) => {
                let profile = webp::chunks(&self.bytes).find(|(kind, _)| *kind == b"ICCP");
                plain_tag(profile.map(|(_, data)| data))
            }
            // A drawing's colors are sRGB (SVG 2, 4.3); a page of a PDF says of
            // each of its colors what it is.
            Encoding::Svg(_) | Encoding::Pdf(_) => ColorTag::Srgb,
        }
    }
}

/// A profile that stands in the file as it is.
fn plain_tag(profile: Option<&[u8]>) -> ColorTag {
    match profile {
        None => ColorTag::None,
        Some(profile) if profile.len() as u64 <= MOST_BYTES => ColorTag::Profile(profile.to_vec()),
        Some(_) => ColorTag::Broken,
    }
}

/// Gathers the parts of a profile, which are numbered from 1 and may stand in
/// any order.
fn jpeg_tag(bytes: &[u8]) -> ColorTag {
    let mut parts: Vec<(u8, u8, &[u8])> = jpeg::segments(bytes)
        .filter(|(marker, _)| *marker == APP2)
        .filter_map(|(_, data)| data.strip_prefix(JPEG_MARK))
        .filter_map(|data| match data {
            [number, count, rest @ ..] => Some((*number, *count, rest)),
            _ => None,
        })
        .collect();
    if parts.is_empty() {
        return ColorTag::None;
    }
    parts.sort_by_key(|(number, ..)| *number);
    let is_whole = parts.iter().enumerate().all(|(at, (number, count, _))| {
        usize::from(*number) == at + 1 && usize::from(*count) == parts.len()
    });
    let profile: Vec<u8> = parts.iter().flat_map(|(.., data)| data.iter().copied()).collect();
    if is_whole && profile.len() as u64 <= MOST_BYTES {
        ColorTag::Profile(profile)
    } else {
        ColorTag::Broken
    }
}

/// Code points of a video's colors go before a profile, that before the sRGB mark, and
/// that before primaries (PNG specification, third edition, 4.3).
fn png_tag(bytes: &[u8]) -> ColorTag {
    let (mut is_srgb, mut gamma, mut points) = (false, None, None);
    if let Some(tag) = png::code_points(bytes).and_then(coded) {
        return tag;
    }
    for (kind, data) in png::chunks(bytes) {
        match kind {
            b"iCCP" => return inflate(data).map_or(ColorTag::Broken, ColorTag::Profile),
            b"sRGB" => is_srgb = true,
            b"gAMA" => gamma = read_gamma(data),
            b"cHRM" => points = read_points(data),
            b"IDAT" => break,
            _ => {}
        }
    }
    match (is_srgb, gamma, points) {
        (true, ..) => ColorTag::Srgb,
        (false, Some(gamma), points) => {
            // 0.45455 is what stands for the curve of sRGB (PNG specification, 11.3.2.5).
            let is_of_srgb = (gamma - 2.2_f64).abs() < 0.001;
            match points {
                None if is_of_srgb => ColorTag::Srgb,
                points => ColorTag::Primaries(Primaries {
                    points: points.unwrap_or(SRGB_POINTS),
                    curve: PixelCurve::Power(gamma),
                }),
            }
        }
        // Primaries alone are as a rule a leftover of a program that knew nothing of them.
        (false, None, _) => ColorTag::None,
    }
}

const SRGB_POINTS: [(f64, f64); 4] = [D65, (0.64, 0.33), (0.30, 0.60), (0.15, 0.06)];

/// Colors by code points (ITU-T H.273, 8.1 and 8.2); `None` if they are others than
/// those of pictures, or say nothing.
fn coded(CodePoints { primaries, transfer }: CodePoints) -> Option<ColorTag> {
    let points = match primaries {
        1 => SRGB_POINTS,
        9 => [D65, (0.708, 0.292), (0.170, 0.797), (0.131, 0.046)],
        // The first with the white of cinemas, the second Display P3.
        11 => [(0.314, 0.351), (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)],
        12 => [D65, (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)],
        _ => return None,
    };
    let curve = match transfer {
        13 => PixelCurve::Srgb,
        // What screens make of the curves of television (ITU-R BT.1886).
        1 | 6 | 14 | 15 => PixelCurve::Power(2.4),
        4 => PixelCurve::Power(2.2),
        5 => PixelCurve::Power(2.8),
        8 => PixelCurve::Power(1.0),
        _ => return None,
    };
    Some(match (primaries, curve) {
        (1, PixelCurve::Srgb) => ColorTag::Srgb,
        _ => ColorTag::Primaries(Primaries { points, curve }),
    })
}

/// The profile in an iCCP chunk: a name, a zero, the method, deflated bytes.
fn inflate(data: &[u8]) -> Option<Vec<u8>> {
    let end = data.iter().position(|byte| *byte == 0)?;
    let [0, deflated @ ..] = data.get(end + 1..)? else { return None };
    let mut profile = Vec::new();
    ZlibDecoder::new(deflated).take(MOST_BYTES + 1).read_to_end(&mut profile).ok()?;
    (profile.len() as u64 <= MOST_BYTES).then_some(profile)
}

/// gAMA holds the power that made the stored values, in hundred thousandths.
fn read_gamma(data: &[u8]) -> Option<f64> {
    let stored = f64::from(u32::from_be_bytes(data.try_into().ok()?)) / 100_000.0;
    (0.2..=1.2).contains(&stored).then(|| stored.recip())
}

/// cHRM holds eight numbers in hundred thousandths.
fn read_points(data: &[u8]) -> Option<[(f64, f64); 4]> {
    if data.len() != 32 {
        return None;
    }
    let number = |at: usize| {
        let bytes = data[4 * at..].first_chunk().copied().unwrap_or_default();
        f64::from(u32::from_be_bytes(bytes)) / 100_000.0
    };
    let points = [0, 2, 4, 6].map(|at| (number(at), number(at + 1)));
    let are_sane = points.iter().all(|(x, y)| (0.0..=1.0).contains(x) && (0.001..=1.0).contains(y));
    are_sane.then_some(points)
}
