//! Pictures of a page that are turned into inks side by side, before the page comes to
//! them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::coverage::PixelBox;
use super::picture::PlatePicture;
use super::{PlateFrame, PlatesError, fit};
use crate::reader::kurbo::{Affine, Rect};
use crate::reader::{Defect, File, Image};

/// How many times the pixels of a page the pictures ahead may cover; what is more comes
/// when it is painted, and counts as work there.
const MOST_TIMES: usize = 3;

/// The pictures of a page. What one of them is on the plates is worked out once, by
/// whoever wants it first.
#[derive(Debug)]
pub struct PicturesAhead<'f> {
    frame: PlateFrame,
    page: PixelBox,
    /// Pixels that may still be covered.
    room: usize,
    list: Vec<PictureAhead<'f>>,
    /// By object and place.
    known: BTreeMap<PlatePictureKey, usize>,
}

#[derive(Debug)]
struct PictureAhead<'f> {
    image: Image<'f>,
    pixels: PixelBox,
    result: OnceLock<AheadResult>,
}

#[derive(Debug)]
struct AheadResult {
    picture: Option<PlatePicture>,
    defect: Option<Defect>,
}

/// None, and no plates: pictures that are added are only looked through for defects.
impl Default for PicturesAhead<'_> {
    fn default() -> Self {
        Self::of(PlateFrame { width: 0, height: 0, dpi: 0.0, to_pixels: Affine::IDENTITY })
    }
}

impl<'f> PicturesAhead<'f> {
    /// None yet, for the plates of a page, counted from 0.
    ///
    /// # Errors
    /// As [`render`](super::render).
    pub fn new(file: &File, page: usize, dpi: f64) -> Result<Self, PlatesError> {
        Ok(Self::of(fit(file.view(page)?, dpi)?))
    }

    fn of(frame: PlateFrame) -> Self {
        let page = PixelBox::of_page(frame.width, frame.height);
        let room = page.area().saturating_mul(MOST_TIMES);
        Self { frame, page, room, list: Vec::new(), known: BTreeMap::new() }
    }

    /// The plates that they are for.
    #[must_use]
    pub fn frame(&self) -> &PlateFrame {
        &self.frame
    }

    /// Adds a picture that is seen within a box of page space, if anywhere.
    pub fn add(&mut self, image: Image<'f>, visible: Option<Rect>) {
        let seen = |visible: Rect| {
            let seen = self.frame.to_pixels.transform_rect_bbox(visible).inflate(1.0, 1.0);
            self.page.touched(seen)
        };
        let mut pixels = visible.map_or(PixelBox::of_page(0, 0), seen);
        match self.room.checked_sub(pixels.area()) {
            Some(room) => self.room = room,
            None => pixels = PixelBox::of_page(0, 0),
        }
        if let Some(key) = PlatePictureKey::of(&image) {
            self.known.entry(key).or_insert(self.list.len());
        }
        self.list.push(PictureAhead { image, pixels, result: OnceLock::new() });
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Works one out, in the order in which they were added, if nobody has; tells what of
    /// it cannot be read.
    pub fn look(&self, at: usize) -> Option<Defect> {
        self.result(self.list.get(at)?).defect
    }

    /// A picture of the page on some pixels, if it is among these.
    pub(super) fn get(&self, image: &Image, pixels: PixelBox) -> Option<Option<&PlatePicture>> {
        let at = self.known.get(&PlatePictureKey::of(image)?)?;
        let ahead = self.list.get(*at).filter(|ahead| ahead.image.is_like(image))?;
        let is_enough = ahead.pixels.contains(pixels);
        is_enough.then(|| self.result(ahead).picture.as_ref())
    }

    fn result<'a>(&self, ahead: &'a PictureAhead<'f>) -> &'a AheadResult {
        let PictureAhead { image, pixels, result } = ahead;
        result.get_or_init(|| {
            let look = image.look();
            let defect = look.defect;
            let transform = self.frame.to_pixels * image.transform;
            AheadResult { picture: PlatePicture::of(image, look, transform, *pixels), defect }
        })
    }
}

/// An image object and where it stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PlatePictureKey {
    object: u32,
    transform: [u64; 6],
}

impl PlatePictureKey {
    fn of(image: &Image) -> Option<Self> {
        let transform = image.transform.as_coeffs().map(f64::to_bits);
        Some(Self { object: image.object()?, transform })
    }
}
