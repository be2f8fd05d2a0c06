//! Picture objects: what `press` has prepared, with the words that a PDF needs
//! to say of it.

use std::collections::BTreeMap;
use std::io;

use pdf_writer::types::Predictor;
use pdf_writer::writers::ImageXObject;
use pdf_writer::{Finish, Ref};

use super::file::FileWriter;
use super::hash::LongHash;
use super::objects::Objects;
use super::{SharedRefs, vectors};
use crate::press::{Filter, PressInks, PressPicture, PressVectors};

/// The objects of the pictures that are in the file, each once however many pages show
/// it: known by what they say.
#[derive(Default)]
pub(super) struct UsedPictures {
    known: BTreeMap<[u64; 2], Ref>,
}

impl UsedPictures {
    /// The number of a picture of pixels, which is written if it is new.
    pub(super) fn pixels(
        &mut self,
        picture: &PressPicture,
        file: &mut FileWriter,
    ) -> io::Result<Ref> {
        let PressPicture { width, height, inks, filter, .. } = picture;
        let said = format!("{width} {height} {inks:?} {filter:?}");
        let mask = picture.mask.as_deref().unwrap_or_default();
        let key = LongHash::of(&[said.as_bytes(), &picture.data, mask]);
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        let own = file.number();
        let mask = if picture.mask.is_some() { file.number() } else { own };
        file.write(&write(picture, own, mask))?;
        self.known.insert(key, own);
        Ok(own)
    }

    /// The number of a picture made of shapes, likewise.
    pub(super) fn vectors(
        &mut self,
        vectors: &PressVectors,
        shared: SharedRefs,
        file: &mut FileWriter,
    ) -> io::Result<Ref> {
        // Two that differ in nothing but their numbers are alike.
        let key = LongHash::of(&[vectors::write(vectors, PROBE, shared).bytes()]);
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        let own = file.numbers(vectors::objects(vectors));
        file.write(&vectors::write(vectors, own, shared))?;
        self.known.insert(key, own);
        Ok(own)
    }
}

/// The number that vectors have when they are compared.
const PROBE: Ref = Ref::new(1_000_000);

/// The objects of one picture.
fn write(picture: &PressPicture, own: Ref, mask: Ref) -> Objects {
    let mut objects = Objects::default();
    let mut image = objects.next().image_xobject(own, &picture.data);
    set_size(&mut image, picture);
    let (bits, components) = match picture.inks {
        PressInks::Process => (8, 4),
        PressInks::Black => (8, 1),
        PressInks::BlackOrBare => (1, 1),
    };
    image.bits_per_component(bits);
    match picture.inks {
        PressInks::Process => image.color_space().device_cmyk(),
        PressInks::Black | PressInks::BlackOrBare => image.color_space().device_gray(),
    }
    match picture.filter {
        Filter::Flate => {
            image.filter(pdf_writer::Filter::FlateDecode);
        }
        Filter::Paeth => set_predictor(&mut image, picture.width, components),
        Filter::Jpeg { inverted } => {
            image.filter(pdf_writer::Filter::DctDecode);
            if inverted {
                // Adobe's programs write ink as what is left to 255, and all
                // others after them (Adobe technical note 5116).
                image.decode([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
            }
        }
    }
    let Some(alpha) = &picture.mask else {
        image.finish();
        return objects;
    };
    image.s_mask(mask);
    image.finish();

    let mut image = objects.next().image_xobject(mask, alpha);
    set_size(&mut image, picture);
    image.bits_per_component(8);
    set_predictor(&mut image, picture.width, 1);
    image.color_space().device_gray();
    image.finish();
    objects
}

fn set_size(image: &mut ImageXObject<'_>, picture: &PressPicture) {
    // Headers with more than 30 000 pixels a side have been refused.
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    image.width(side(picture.width)).height(side(picture.height));
}

fn set_predictor(image: &mut ImageXObject<'_>, width: u32, components: i32) {
    image
        .filter(pdf_writer::Filter::FlateDecode)
        .decode_parms()
        .predictor(Predictor::PngPaeth)
        .colors(components)
        .bits_per_component(8)
        .columns(i32::try_from(width).unwrap_or(i32::MAX));
}
