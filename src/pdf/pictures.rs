//! Picture objects: what `press` has prepared, with the words that a PDF needs
//! to say of it.

use pdf_writer::types::Predictor;
use pdf_writer::writers::ImageXObject;
use pdf_writer::{Chunk, Finish};

use super::PictureRefs;
use crate::press::{Filter, PressInks, PressPicture};

/// The objects of one picture.
pub(super) fn write(picture: &PressPicture, refs: &PictureRefs) -> Chunk {
    let mut chunk = Chunk::with_settings(super::settings());
    let mut image = chunk.image_xobject(refs.image, &picture.data);
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
        return chunk;
    };
    image.s_mask(refs.mask);
    image.finish();

    let mut mask = chunk.image_xobject(refs.mask, alpha);
    set_size(&mut mask, picture);
    mask.bits_per_component(8);
    set_predictor(&mut mask, picture.width, 1);
    mask.color_space().device_gray();
    mask.finish();
    chunk
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
