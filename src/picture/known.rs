//! Picture files that were opened before.

use std::sync::Arc;

use super::{Format, Outline, Picture, PictureError, read_page};
use crate::cache::{Cache, FileBytes};
use crate::font::{FacesIdentity, FontLibrary};

/// Opened pictures, in a bounded room; for several threads at once.
pub struct KnownPictures {
    cache: Cache<PictureKey, Opened>,
}

/// A picture that was opened, with the faces that its lettering was set in.
#[derive(Clone)]
struct Opened {
    picture: Picture,
    /// None if it has no lettering that a face could be looked for.
    fonts: Option<FacesIdentity>,
}

/// What an opened picture follows from, beside the faces for its lettering.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct PictureKey {
    file: String,
    page: u32,
    bytes: FileBytes,
}

impl KnownPictures {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { cache: Cache::new(room) }
    }

    /// How many bytes they take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.cache.bytes()
    }

    /// A page of a picture's file, as [`read_page`] opens it.
    ///
    /// # Errors
    /// As [`read_page`].
    pub fn read_page(
        &self,
        file: &str,
        bytes: Arc<[u8]>,
        page: u32,
        fonts: &FontLibrary,
    ) -> Result<Picture, PictureError> {
        if self.cache.is_off() {
            return read_page(file, bytes, page, fonts);
        }
        let key = PictureKey { file: file.to_owned(), page, bytes: FileBytes(Arc::clone(&bytes)) };
        let is_for = |opened: &Opened| opened.fonts.as_ref().is_none_or(|own| own.is_of(fonts));
        if let Some(opened) = self.cache.get(&key).filter(is_for) {
            return Ok(opened.picture);
        }
        let picture = read_page(file, bytes, page, fonts)?;
        let is_lettered = picture.encoding.format() == Format::Svg;
        let opened =
            Opened { picture: picture.clone(), fonts: is_lettered.then(|| fonts.identity()) };
        // The shapes of a drawing take some times the bytes of its text; an outline may
        // come later.
        let size = key.bytes.0.len() * if is_lettered { 10 } else { 1 };
        self.cache.put(key, opened, size + Outline::MOST_BYTES);
        Ok(picture)
    }
}
