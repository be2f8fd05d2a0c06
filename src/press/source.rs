//! What the colors of a picture are measured by: the profile in its file, if
//! it is sound and for such pixels, else what is usual.
//!
//! RGB that says nothing of itself is sRGB, as cameras, phones and the web have
//! it. Grays that say nothing have the tone curve of sRGB, so that a gray file
//! and the same picture saved as RGB come out alike. Inks that say nothing are
//! those of the press.

use super::condition::{ColorSource, is_sound};
use super::error::Note;
use super::raster::Space;
use crate::icc::{IccProfile, ProfileClass, Space as ProfileSpace};
use crate::picture::{ColorTag, Picture};

pub(super) use super::condition::has_neutral_axis;

/// The source of a picture's colors; what is wrong with its profile is noted.
pub(super) fn of(picture: &Picture, space: Space, notes: &mut Vec<Note>) -> ColorSource {
    let usual = match space {
        Space::Gray | Space::Rgb => ColorSource::Srgb,
        Space::Cmyk => ColorSource::Press,
    };
    let tagged = match (picture.color_tag(), space) {
        (ColorTag::None | ColorTag::Srgb, _) => return usual,
        // Of grays the curve counts.
        (ColorTag::Primaries(primaries), Space::Rgb | Space::Gray) => {
            Ok(ColorSource::Primaries(primaries))
        }
        (ColorTag::Primaries(_), Space::Cmyk) => return usual,
        (ColorTag::Profile(bytes), _) => checked(bytes, space),
        (ColorTag::Broken, _) => Err(Note::ProfileBroken),
    };
    match tagged {
        Ok(source) if is_sound(&source) => return source,
        Ok(_) => notes.push(Note::ProfileBroken),
        Err(note) => notes.push(note),
    }
    usual
}

/// A profile by its header.
fn checked(bytes: Vec<u8>, space: Space) -> Result<ColorSource, Note> {
    let profile = IccProfile::read(bytes.as_slice()).map_err(|_| Note::ProfileBroken)?;
    let is_of_space = match profile.space {
        ProfileSpace::Gray => space == Space::Gray,
        ProfileSpace::Rgb => space == Space::Rgb,
        ProfileSpace::Cmyk => space == Space::Cmyk,
        ProfileSpace::Lab | ProfileSpace::Other => false,
    };
    if is_of_space && profile.class != ProfileClass::Other {
        Ok(ColorSource::Profile(bytes))
    } else {
        Err(Note::ProfileOfOtherColors)
    }
}
