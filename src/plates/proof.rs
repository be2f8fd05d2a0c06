//! All inks together as an eye would see them: a soft proof, with overprint.

use hayro::hayro_syntax::object::{Array, Dict, Stream};
use image::ExtendedColorType;
use lcms2::{Flags, Intent, PixelFormat, Profile as Lcms, Transform};

use crate::icc::IccProfile;
use crate::reader::File;

use super::{Plates, PlatesError, heat};

/// Bytes of a profile.
const MOST_PROFILE: usize = 32 << 20;

/// The profile of the file's output intent, or that of newsprint if it has
/// none for four inks.
#[must_use]
pub fn proof_profile(file: &File) -> IccProfile {
    own_profile(file).filter(IccProfile::is_cmyk_press).unwrap_or_else(IccProfile::newsprint)
}

fn own_profile(file: &File) -> Option<IccProfile> {
    let intents = file.catalog()?.get::<Array>("OutputIntents")?;
    let stream = intents
        .iter::<Dict>()
        .take(16)
        .find_map(|intent| intent.get::<Stream>("DestOutputProfile"))?;
    let bytes = file.decode(&stream, MOST_PROFILE).ok()?;
    IccProfile::read(bytes.as_ref()).ok()
}

/// The page as a PNG file in sRGB, with the paper as white and black as weak
/// as it is beside it (relative colorimetric). Spot inks are shown by the process inks that stand
/// for them.
///
/// # Errors
/// If the profile cannot be used, or the picture is larger than a PNG can be.
pub fn composite(plates: &Plates, profile: &IccProfile) -> Result<Vec<u8>, PlatesError> {
    let cmyk = process(plates);
    let unfit = |_| PlatesError::UnfitProfile;
    let from = Lcms::new_icc(&profile.bytes).map_err(unfit)?;
    let to = Lcms::new_srgb();
    let transform: Transform<[u8; 4], [u8; 3]> = Transform::new_flags(
        &from,
        PixelFormat::CMYK_8,
        &to,
        PixelFormat::RGB_8,
        Intent::RelativeColorimetric,
        Flags::NO_CACHE,
    )
    .map_err(unfit)?;
    let mut rgb = vec![[0; 3]; cmyk.len()];
    transform.transform_pixels(&cmyk, &mut rgb);
    heat::encode(rgb.as_flattened(), plates.width, plates.height, ExtendedColorType::Rgb8)
}

/// All plates as the four process inks.
fn process(plates: &Plates) -> Vec<[u8; 4]> {
    let mut cmyk = vec![[0_u8; 4]; plates.width * plates.height];
    for (index, plate) in plates.plates.iter().enumerate() {
        if index < 4 {
            for (pixel, tint) in cmyk.iter_mut().zip(&plate.tints) {
                pixel[index] = *tint;
            }
            continue;
        }
        for (pixel, tint) in cmyk.iter_mut().zip(&plate.tints).filter(|(_, tint)| **tint > 0) {
            for (part, solid) in pixel.iter_mut().zip(plate.alternate) {
                // One ink on another, each a filter.
                let paper = (255.0 - f32::from(*part)) * (1.0 - solid * f32::from(*tint) / 255.0);
                *part = 255 - paper.round() as u8;
            }
        }
    }
    cmyk
}
