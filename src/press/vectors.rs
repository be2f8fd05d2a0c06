//! Pictures made of shapes: the colors of drawings to inks, and pages of PDFs
//! taken out of their files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::condition::{ColorSource, Press};
use super::error::PressError;
use super::foreign::{self, ForeignPage};
use super::raster::{Raster, Space};
use crate::color::Cmyk;
use crate::page::{Item, Output, Page, PictureInks, Standard};
use crate::picture::{Drawing, Encoding, Picture, PictureId, Pictures, Rgb};

/// How far apart the parts of a neutral color may be: what programs make of the
/// black of a press.
const NEUTRAL: u8 = 4;

/// A picture made of shapes, for the press.
#[derive(Debug, Clone)]
pub struct PressVectors {
    /// What it is made of.
    pub body: VectorsBody,
    /// Whether what lies below shows through some of it.
    pub is_see_through: bool,
}

/// What vectors are made of.
#[derive(Debug, Clone)]
pub enum VectorsBody {
    /// Shapes of ours.
    Drawing {
        /// The shapes, with their colors.
        drawing: Arc<Drawing>,
        /// The inks of each of the colors.
        inks: BTreeMap<Rgb, Cmyk>,
    },
    /// A page out of another PDF.
    Page(ForeignPage),
}

/// What came of all vectors of a page.
#[derive(Default)]
pub(super) struct PreparedVectors {
    pub(super) list: Vec<PressVectors>,
    pub(super) places: BTreeMap<usize, usize>,
    pub(super) errors: Vec<PressError>,
}

/// Every picture made of shapes, each once, by its place.
pub(super) fn prepare(
    page: &Page,
    output: &Output,
    pictures: &Pictures,
    press: &Press,
) -> PreparedVectors {
    let mut wanted: BTreeMap<(PictureId, PictureInks), Vec<usize>> = BTreeMap::new();
    for (item_at, item) in page.items.iter().enumerate() {
        if let Item::Picture(placed) = item
            && pictures.get(placed.picture).encoding.is_vectors()
        {
            wanted.entry((placed.picture, placed.inks)).or_default().push(item_at);
        }
    }
    let mut prepared = PreparedVectors::default();
    for ((id, inks), places) in wanted {
        let picture = pictures.get(id);
        let made = one(picture, inks, press).and_then(|made| match output.standard {
            Standard::PdfX1a if made.is_see_through => Err(PressError::SeeThroughVectors {
                picture: picture.file.clone(),
                standard: Standard::PdfX1a.name(),
                other_standard: Standard::PdfX4.name(),
            }),
            Standard::PdfX1a | Standard::PdfX4 => Ok(made),
        });
        match made {
            Ok(made) => {
                let at = prepared.list.len();
                prepared.places.extend(places.into_iter().map(|place| (place, at)));
                prepared.list.push(made);
            }
            Err(error) if prepared.errors.contains(&error) => {}
            Err(error) => prepared.errors.push(error),
        }
    }
    prepared
}

fn one(picture: &Picture, inks: PictureInks, press: &Press) -> Result<PressVectors, PressError> {
    match (picture.encoding, &picture.drawing) {
        (Encoding::Pdf(header), _) => {
            let (page, is_see_through) = foreign::take(&picture.bytes, header.page as usize)
                .map_err(|read| PressError::Page { picture: picture.file.clone(), read })?;
            Ok(PressVectors { body: VectorsBody::Page(page), is_see_through })
        }
        (_, Some(drawing)) => {
            let is_see_through = drawing.is_see_through();
            let inks = inks_of(drawing, inks, press)
                .ok_or_else(|| PressError::Profile { profile: press.profile_name().to_owned() })?;
            let body = VectorsBody::Drawing { drawing: Arc::clone(drawing), inks };
            Ok(PressVectors { body, is_see_through })
        }
        (_, None) => Err(PressError::PictureBroken { picture: picture.file.clone() }),
    }
}

/// The inks of every color of a drawing: neutral ones are black ink alone, as
/// those of pictures are. `None` if the profile gives none.
fn inks_of(drawing: &Drawing, inks: PictureInks, press: &Press) -> Option<BTreeMap<Rgb, Cmyk>> {
    let colors: BTreeSet<Rgb> =
        drawing.shapes().into_iter().flat_map(|shape| shape.color.colors()).collect();
    let (grays, colored): (Vec<Rgb>, Vec<Rgb>) =
        colors.into_iter().partition(|[r, g, b]| r.max(g).max(b) - r.min(g).min(b) <= NEUTRAL);
    let gray = |[r, g, b]: Rgb| ((u16::from(r) + 2 * u16::from(g) + u16::from(b) + 2) / 4) as u8;
    let mut lights: Vec<(Rgb, u8)> = grays.into_iter().map(|color| (color, gray(color))).collect();
    let mut known = BTreeMap::new();
    match inks {
        PictureInks::Process if !colored.is_empty() => {
            let made = press.inks_of(&colored)?;
            known.extend(colored.into_iter().zip(made.into_iter().map(cmyk)));
        }
        PictureInks::Black if !colored.is_empty() => {
            let width = u32::try_from(colored.len()).unwrap_or(u32::MAX);
            let samples = colored.iter().flatten().copied().collect();
            let raster = Raster { width, height: 1, space: Space::Rgb, samples, alpha: None };
            let grays = press.desaturated(raster, &ColorSource::Srgb)?;
            lights.extend(colored.into_iter().zip(grays.samples));
        }
        PictureInks::Process | PictureInks::Black => {}
    }
    let blacks = press.blacks(&ColorSource::Srgb)?;
    known.extend(lights.into_iter().map(|(color, light)| {
        // Black is solid and white is bare, whatever the last digits of the
        // profile say: they are lettering and paper.
        let k = match light {
            0 => u8::MAX,
            u8::MAX => 0,
            light => blacks[usize::from(light)],
        };
        (color, cmyk([0, 0, 0, k]))
    }));
    Some(known)
}

fn cmyk(inks: [u8; 4]) -> Cmyk {
    let [c, m, y, k] = inks.map(|ink| f64::from(ink) / 2.55);
    Cmyk::percent(c, m, y, k)
}
