//! Pictures to the printing condition: every pixel as ink on the house's press.
//!
//! Comes between `layout` and `pdf`. It sees where pictures stand and how
//! large, but moves nothing: what it gives out has other pixels in the same
//! places. Colors go through the profile of the printing condition by lcms2;
//! neutral pictures go to black ink alone; inks that come as inks stay as they
//! are while the press can take them. A drawing's colors go the same way, shape by
//! shape; of a page of a PDF nothing is changed. docs/color.md tells it to editors.

mod cache;
mod condition;
mod decode;
mod desaturate;
mod encode;
mod error;
mod foreign;
mod known;
mod link;
mod plan;
mod raster;
mod separate;
mod source;
mod tone;
mod vectors;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use condition::most_ink;
pub use error::PressError;
pub use foreign::ForeignPage;
pub use known::{KnownPressed, PressCache};
pub use vectors::{PressVectors, VectorsBody};

use crate::diag::Diagnostic;
use crate::load::CacheFolder;
use crate::page::{Document, Output, Page};
use crate::picture::{PictureId, PictureOrientation, Pictures};
use cache::PressDemands;
use condition::Press;
use error::Note;
use known::Pressed;
use plan::{PressPlan, plan};

/// A picture in the inks of the press, as it is to stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressPicture {
    /// Stored pixels from left to right.
    pub width: u32,
    /// Stored pixels from top to bottom.
    pub height: u32,
    /// What each pixel says.
    pub inks: PressInks,
    /// How [`data`](Self::data) and [`mask`](Self::mask) are packed.
    pub filter: Filter,
    /// The pixels, packed.
    pub data: Vec<u8>,
    /// How opaque each pixel is, packed by Flate with [`Filter::Paeth`] of one
    /// component; none if all are.
    pub mask: Option<Vec<u8>>,
}

/// The inks that the pixels of a picture speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PressInks {
    /// Cyan, magenta, yellow and black, 8 bits each: DeviceCMYK.
    Process,
    /// Black alone, as 8 bits of light: DeviceGray.
    Black,
    /// Black alone, solid or none: DeviceGray of 1 bit.
    BlackOrBare,
}

/// How pixels are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Deflated rows.
    Flate,
    /// Deflated rows, each predicted by Paeth's filter.
    Paeth,
    /// JPEG.
    Jpeg {
        /// Whether 0 stands for solid ink.
        inverted: bool,
    },
}

/// Which picture stands at a place, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PressPlace {
    /// Its place in [`PressPictures::list`].
    pub picture: usize,
    /// How its stored pixels are turned to be seen upright.
    pub orientation: PictureOrientation,
}

/// Every picture of a page in the inks of the press.
#[derive(Debug, Clone, Default)]
pub struct PressPictures {
    list: Vec<PressPicture>,
    places: BTreeMap<usize, PressPlace>,
    vectors: Vec<PressVectors>,
    vectors_places: BTreeMap<usize, usize>,
    findings: Vec<Diagnostic>,
}

impl PressPictures {
    /// Each picture made of shapes once, in a fixed order.
    #[must_use]
    pub fn vectors(&self) -> &[PressVectors] {
        &self.vectors
    }

    /// Which of [`vectors`](Self::vectors) stands as an item of the page, counted from 0.
    #[must_use]
    pub fn vectors_at(&self, item: usize) -> Option<usize> {
        self.vectors_places.get(&item).copied()
    }

    /// Each picture once, in a fixed order.
    #[must_use]
    pub fn list(&self) -> &[PressPicture] {
        &self.list
    }

    /// What stands as an item of the page, counted from 0; none if that item is no
    /// picture of pixels.
    #[must_use]
    pub fn at(&self, item: usize) -> Option<PressPlace> {
        self.places.get(&item).copied()
    }

    /// What there is to tell of pictures that go to press all the same.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}

/// Brings every picture of a document to its printing condition, or finds it in the
/// cache: for each page as it is printed its pictures.
///
/// # Errors
/// All pictures that cannot go to press; or that none can, if the profile of
/// the printing condition is damaged.
pub fn prepare(
    document: &Document,
    pictures: &Pictures,
    folder: Option<&CacheFolder>,
) -> Result<Vec<PressPictures>, Vec<PressError>> {
    let press = PicturePress::new(&document.output, None);
    let cache = PressCache { folder, known: None };
    let (mut ready, mut errors) = (Vec::new(), Vec::new());
    for page in &document.printed().pages {
        match press.prepare(page, pictures, cache) {
            Ok(prepared) => ready.push(prepared),
            Err(own) => errors.extend(own),
        }
    }
    if errors.is_empty() { Ok(ready) } else { Err(errors) }
}

/// The press as pictures see it. What it has worked out for one picture serves all that
/// follow.
pub struct PicturePress<'o> {
    output: &'o Output,
    press: Press<'o>,
    demands: PressDemands<'o>,
}

impl<'o> PicturePress<'o> {
    /// The press of an output; of one that is known its tables are not worked out again.
    #[must_use]
    pub fn new(output: &'o Output, known: Option<&KnownPressed>) -> Self {
        let tables = known.map_or_else(Arc::default, |known| known.tables(output));
        let press = Press::new(output, tables);
        Self { output, press, demands: PressDemands::of(output) }
    }

    /// Brings every picture of a page, as it is printed, to the printing condition, or
    /// finds it where it was kept. The bytes are the same either way.
    ///
    /// # Errors
    /// All pictures that cannot go to press; or that none can, if the profile of the
    /// printing condition is damaged.
    pub fn prepare(
        &self,
        page: &Page,
        pictures: &Pictures,
        cache: PressCache,
    ) -> Result<PressPictures, Vec<PressError>> {
        let Self { output, press, demands } = self;
        // 1. What is wanted, each once.
        let PressPlan { wanted, places } = plan(page, output, pictures);
        // 2. One picture a core, the largest first, so that the last one does not
        //    keep all cores but one waiting. Nothing that is large outlives its
        //    picture but what goes into the file.
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by_key(|at| Reverse(pictures.get(wanted[*at].picture).bytes.len()));
        let mut results: Vec<_> = order
            .par_iter()
            .with_max_len(1)
            .map(|at| {
                let wanted = &wanted[*at];
                let picture = pictures.get(wanted.picture);
                let pressed = cache.get(demands.demand(wanted), picture, || {
                    let mut notes = Vec::new();
                    let made = separate::press_picture(wanted, picture, output, press, &mut notes);
                    made.map(|picture| Pressed { picture, notes })
                });
                (*at, pressed)
            })
            .collect();
        // 3. Put together in the order of the plan.
        results.sort_by_key(|(at, _)| *at);
        let mut ready = PressPictures { places, ..PressPictures::default() };
        let mut errors: Vec<PressError> = Vec::new();
        let mut told: Vec<(PictureId, Note)> = Vec::new();
        for (at, result) in results {
            match result {
                Ok(Pressed { picture, notes }) => {
                    let id = wanted[at].picture;
                    for note in notes
                        .into_iter()
                        .filter(|note| !told.contains(&(id, *note)))
                        .collect::<Vec<_>>()
                    {
                        told.push((id, note));
                        ready.findings.push(note.diagnostic(&pictures.get(id).file));
                    }
                    ready.list.push(picture);
                }
                Err(error) if errors.contains(&error) => {}
                Err(error) => errors.push(error),
            }
        }
        // 4. Vectors, which take no time.
        let drawn = vectors::prepare(page, output, pictures, press);
        errors.extend(drawn.errors);
        (ready.vectors, ready.vectors_places) = (drawn.list, drawn.places);
        if errors.is_empty() { Ok(ready) } else { Err(errors) }
    }
}
