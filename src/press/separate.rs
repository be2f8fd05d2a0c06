//! One picture: which way it goes to the inks, and on that way.

use super::condition::{ColorSource, Press};
use super::decode::decode;
use super::error::{Note, PressError};
use super::link::{limited, most_in_255ths};
use super::plan::{Below, WantedPicture};
use super::raster::{Raster, Space};
use super::{PressPicture, encode, source};
use crate::memory;
use crate::page::{Output, PictureInks, Sharpening, Standard};
use crate::picture::{Encoding, Picture, PngColor};

/// Ink of a pixel, in 255ths, by which JPEG's own losses may raise it over the
/// limit: three percent.
const JPEG_LOSS: u32 = 8;
/// How far apart the parts of a neutral color may be: what JPEG does to gray.
const NEUTRAL: u8 = 4;
/// How far apart they may be in one pixel of a thousand.
const NEARLY_NEUTRAL: u8 = 24;
/// One pixel in so many may break a rule for the whole picture.
const FEW: usize = 1000;

/// Bytes that a pixel takes on its way: as stored and with alpha, made smaller, in
/// four inks, and once more while these are packed.
const BYTES_A_PIXEL: u64 = 12;

/// Brings one picture to the press.
pub(super) fn press_picture(
    wanted: &WantedPicture,
    picture: &Picture,
    output: &Output,
    press: &Press<'_>,
    notes: &mut Vec<Note>,
) -> Result<PressPicture, PressError> {
    let file = || picture.file.clone();
    let broken = || PressError::PictureBroken { picture: file() };
    // 1. Pixels as they are stored.
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    if !usize::try_from(pixels * BYTES_A_PIXEL).is_ok_and(memory::has_room) {
        return Err(PressError::NoMemory { picture: file() });
    }
    let raster = decode(picture, notes).ok_or_else(broken)?;
    if raster.alpha.is_some() && wanted.below == Below::Mixed {
        return Err(PressError::SeeThrough {
            picture: file(),
            standard: Standard::PdfX1a.name(),
            other_standard: Standard::PdfX4.name(),
        });
    }
    // 2. What their colors are measured by.
    let source = source::of(picture, raster.space, notes);
    // 3. On a page in black, colors become the grays that they look like.
    let (raster, source) = match (wanted.inks, raster.space) {
        (PictureInks::Black, Space::Rgb | Space::Cmyk) => {
            let unfit =
                || PressError::Profile { profile: output.condition.profile.description.clone() };
            (press.desaturated(raster, &source).ok_or_else(unfit)?, ColorSource::Srgb)
        }
        (PictureInks::Black, Space::Gray) | (PictureInks::Process, _) => (raster, source),
    };
    // 4. The way that they go.
    let way = WayToInks::of(picture, &raster, &source, output.condition.most_ink);
    if way == WayToInks::Reseparate {
        notes.push(Note::Reseparated);
    }
    let size = match way {
        WayToInks::Bits => raster.extent(),
        WayToInks::Keep | WayToInks::Reseparate | WayToInks::Black | WayToInks::Separate => {
            wanted.size
        }
    };
    let is_shrunk = size != raster.extent();
    if way == WayToInks::Keep && !is_shrunk && matches!(picture.encoding, Encoding::Jpeg(_)) {
        return encode::untouched(picture).ok_or(PressError::PictureTooLarge { picture: file() });
    }
    // 5. Fewer pixels, then inks: colors are converted for those alone that
    //    are printed.
    let is_drawing = is_drawing(picture, &raster);
    let raster = if way == WayToInks::Black { grays(raster) } else { raster };
    let raster = if is_shrunk {
        raster.shrunk(size, sharpening(output, is_drawing)).ok_or_else(broken)?
    } else {
        raster
    };
    let unfit = || PressError::Profile { profile: output.condition.profile.description.clone() };
    let coding = match (&raster.alpha, is_drawing) {
        (None, false) => encode::Coding::Jpeg(output.pictures.quality),
        _ => encode::Coding::Flate,
    };
    let encoded = match way {
        WayToInks::Bits => encode::bits(&raster),
        WayToInks::Separate if raster.alpha.is_none() => press
            .with_link(&source, |link| encode::separated(&raster, link, coding))
            .ok_or_else(unfit)?,
        WayToInks::Keep | WayToInks::Reseparate | WayToInks::Black | WayToInks::Separate => {
            let inks = to_inks(raster, way, &source, press, output).ok_or_else(unfit)?;
            encode::inks(&flattened(inks, wanted.below), coding)
        }
    };
    encoded.ok_or(PressError::PictureTooLarge { picture: file() })
}

/// The way of a picture to the inks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayToInks {
    /// Pure black and white: one bit a pixel, with all its pixels, as edges of
    /// type need them.
    Bits,
    /// Inks that stay as they are.
    Keep,
    /// Inks that are more than the press takes.
    Reseparate,
    /// Neutral: black ink alone.
    Black,
    /// Colors.
    Separate,
}

impl WayToInks {
    fn of(picture: &Picture, raster: &Raster, source: &ColorSource, most_ink: u32) -> Self {
        match raster.space {
            Space::Gray if is_two_valued(picture, raster) => Self::Bits,
            Space::Gray => Self::Black,
            Space::Rgb if is_neutral(&raster.samples) && source::has_neutral_axis(source) => {
                if is_two_valued(picture, raster) {
                    Self::Bits
                } else {
                    Self::Black
                }
            }
            Space::Rgb => Self::Separate,
            Space::Cmyk if is_over(&raster.samples, most_ink) => Self::Reseparate,
            Space::Cmyk => Self::Keep,
        }
    }
}

/// Whether every pixel of a file without loss is either solid or bare, and none see-through.
fn is_two_valued(picture: &Picture, raster: &Raster) -> bool {
    picture.encoding.is_lossless()
        && raster.alpha.is_none()
        && raster.samples.iter().all(|value| matches!(value, 0 | 255))
}

/// Whether RGB pixels are gray: all of them nearly, and practically all of them
/// as far as can be seen. A small red mark in a gray chart is color.
fn is_neutral(rgb: &[u8]) -> bool {
    let few = rgb.len() / 3 / FEW;
    let mut colored = 0;
    rgb.as_chunks::<3>().0.iter().all(|[r, g, b]| {
        let spread = r.max(g).max(b) - r.min(g).min(b);
        colored += usize::from(spread > NEUTRAL);
        spread <= NEARLY_NEUTRAL && colored <= few
    })
}

/// Whether more than a few pixels have more ink than the press takes.
fn is_over(inks: &[u8], most_ink: u32) -> bool {
    let most = most_in_255ths(most_ink) as u32 + JPEG_LOSS;
    let pixels = inks.as_chunks::<4>().0;
    let over = pixels.iter().filter(|inks| sum(**inks) > most).count();
    over > pixels.len() / FEW
}

fn sum(inks: [u8; 4]) -> u32 {
    inks.into_iter().map(u32::from).sum()
}

/// Whether a file without loss is line art or a chart: made of few colors, or of areas
/// without grain, which JPEG would smear at their edges.
fn is_drawing(picture: &Picture, raster: &Raster) -> bool {
    let is_palette = matches!(
        picture.encoding,
        Encoding::Png(header) if header.color == PngColor::Palette
    );
    if is_palette || !picture.encoding.is_lossless() {
        return is_palette;
    }
    let components = raster.space.components();
    let pixels = raster.samples.chunks_exact(components);
    let flat = pixels.clone().zip(pixels.skip(1)).filter(|(one, next)| one == next).count();
    2 * flat >= raster.samples.len() / components
}

/// Edges of drawings are sharp as they are.
fn sharpening(output: &Output, is_drawing: bool) -> Sharpening {
    if is_drawing { Sharpening::None } else { output.pictures.sharpening }
}

/// Neutral RGB as grays.
fn grays(raster: Raster) -> Raster {
    match raster.space {
        Space::Rgb => {
            let pixels = raster.samples.as_chunks::<3>().0.iter();
            let samples = pixels
                .map(|[r, g, b]| {
                    ((u16::from(*r) + 2 * u16::from(*g) + u16::from(*b) + 2) / 4) as u8
                })
                .collect();
            Raster { space: Space::Gray, samples, ..raster }
        }
        Space::Gray | Space::Cmyk => raster,
    }
}

/// The inks of pixels; one component is black ink.
fn to_inks(
    mut raster: Raster,
    way: WayToInks,
    source: &ColorSource,
    press: &Press<'_>,
    output: &Output,
) -> Option<Raster> {
    match way {
        WayToInks::Black | WayToInks::Bits => {
            let blacks = press.blacks(source)?;
            for value in &mut raster.samples {
                *value = blacks[usize::from(*value)];
            }
        }
        WayToInks::Separate => {
            raster.samples = press.with_link(source, |link| {
                let mut inks = Vec::with_capacity(raster.samples.len() / 3 * 4);
                link.row(&raster.samples, |pixel| inks.extend(pixel));
                inks
            })?;
            raster.space = Space::Cmyk;
        }
        WayToInks::Reseparate => press.reseparate(source, &mut raster.samples)?,
        // Shrinking and sharpening may have raised the ink of single pixels above the
        // limit.
        WayToInks::Keep => {
            let most = most_in_255ths(output.condition.most_ink);
            for pixel in raster.samples.as_chunks_mut::<4>().0 {
                if f64::from(sum(*pixel)) > most {
                    *pixel = limited(pixel.map(f64::from), most).map(|ink| ink.floor() as u8);
                }
            }
        }
    }
    Some(raster)
}

/// Lays see-through pixels over what is below them, ink by ink, as a viewer
/// would that blends in the inks of the press (PDF 32000-1, 11.3.6).
fn flattened(raster: Raster, below: Below) -> Raster {
    let (Some(alpha), Below::Inks(below)) = (&raster.alpha, below) else { return raster };
    // From ten thousandths to 255ths.
    let below = below.map(|ink| (ink * 255 + 5_000) / 10_000);
    let mix = |ink: u8, below: u32, alpha: u8| {
        let alpha = u32::from(alpha);
        ((u32::from(ink) * alpha + below * (255 - alpha) + 127) / 255) as u8
    };
    let pixels = raster.samples.chunks_exact(raster.space.components()).zip(alpha);
    let (space, samples) = match (raster.space, below) {
        (Space::Gray, [0, 0, 0, k]) => {
            (Space::Gray, pixels.map(|(inks, alpha)| mix(inks[0], k, *alpha)).collect())
        }
        (space, below) => {
            let all = |inks: &[u8]| match space {
                Space::Cmyk => [inks[0], inks[1], inks[2], inks[3]],
                Space::Gray | Space::Rgb => [0, 0, 0, inks[0]],
            };
            let samples = pixels
                .flat_map(|(inks, alpha)| {
                    let inks = all(inks);
                    std::array::from_fn::<u8, 4, _>(|ink| mix(inks[ink], below[ink], *alpha))
                })
                .collect();
            (Space::Cmyk, samples)
        }
    };
    Raster { space, samples, alpha: None, ..raster }
}
