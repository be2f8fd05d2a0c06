//! What a picture file says of its own colors: an ICC profile, or the marks of
//! PNG that stand for one.
//!
//! Only taken out here; whether a profile is sound is found where it is used.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::exif::TiffReader;
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
    /// The primaries of its RGB and the power of its tone curve (PNG
    /// specification, cHRM and gAMA).
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
    /// The power that takes a stored value, 0 to 1, to light.
    pub gamma: f64,
}

impl Picture {
    /// What the file says of its colors.
    #[must_use]
    pub fn color_tag(&self) -> ColorTag {
        match self.encoding {
            Encoding::Jpeg(_) => jpeg_tag(&self.bytes),
            Encoding::Png(_) => png_tag(&self.bytes),
            Encoding::Tiff(_) => {
                let reader = TiffReader::new(&self.bytes);
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

/// A profile goes before the sRGB mark, and that before primaries (PNG
/// specification, 4.3).
fn png_tag(bytes: &[u8]) -> ColorTag {
    let (mut is_srgb, mut gamma, mut points) = (false, None, None);
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
        (false, Some(gamma), Some(points)) => ColorTag::Primaries(Primaries { points, gamma }),
        // One of the two alone is as a rule a leftover of a program that knew nothing of
        // either.
        (false, ..) => ColorTag::None,
    }
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
