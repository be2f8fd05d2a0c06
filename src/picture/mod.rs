//! Pictures: what their headers say, and their pixels.
//!
//! Reading a header is cheap and happens for every picture of a page; pixels
//! are decoded only by the backend that needs them.

use std::sync::Arc;

/// A picture, by its place in [`Pictures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(u32);

/// A picture file whose header has been read.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file as the user would write it.
    pub file: String,
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// Pixels from left to right, never zero.
    pub width: u32,
    /// Pixels from top to bottom, never zero.
    pub height: u32,
}

/// Every picture of a run, each file once.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    list: Vec<Picture>,
}

impl Pictures {
    /// Adds a picture, or finds the one of the same file.
    pub fn add(&mut self, picture: Picture) -> PictureId {
        let at =
            self.list.iter().position(|known| known.file == picture.file).unwrap_or_else(|| {
                self.list.push(picture);
                self.list.len() - 1
            });
        PictureId(at as u32)
    }

    /// The picture behind an id that this collection gave out.
    #[must_use]
    pub fn get(&self, id: PictureId) -> &Picture {
        &self.list[id.0 as usize]
    }
}
