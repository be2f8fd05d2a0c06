//! Decoded pixels as they come out of `picture`, with what is worth telling.

use super::error::Note;
use super::raster::Raster;
use crate::picture::Picture;

/// The pixels of a picture as they are stored; `None` if they cannot be
/// decoded.
pub(super) fn decode(picture: &Picture, notes: &mut Vec<Note>) -> Option<Raster> {
    let pixels = picture.decode()?;
    if pixels.is_damaged {
        notes.push(Note::PixelsLost);
    }
    Some(Raster {
        width: pixels.width,
        height: pixels.height,
        space: pixels.space,
        samples: pixels.samples,
        alpha: pixels.alpha,
    })
}
