//! Picture objects: JPEG data as it is, PNG pixels deflated anew.
//!
//! RGB pictures stay DeviceRGB here: to turn them into the inks of a press
//! takes that press's profile, which a document does not name yet.

use pdf_writer::types::Predictor;
use pdf_writer::writers::ImageXObject;
use pdf_writer::{Chunk, Filter, Finish};

use super::raster::{Pixels, Space, decode_png, deflate_rows};
use super::{PdfError, PictureRefs};
use crate::picture::{Encoding, JpegColor, JpegHeader, Picture};

/// The objects of one picture.
pub(super) fn write(picture: &Picture, refs: &PictureRefs) -> Result<Chunk, PdfError> {
    let broken = || PdfError::PictureBroken { file: picture.file.clone() };
    let mut chunk = Chunk::with_settings(super::settings());
    match picture.encoding {
        Encoding::Jpeg(header) => {
            check_length(&picture.bytes, picture)?;
            write_jpeg(&mut chunk, &picture.bytes, header, refs);
        }
        Encoding::Png(_) => {
            let pixels = decode_png(&picture.bytes).ok_or_else(broken)?;
            write_pixels(&mut chunk, &pixels, picture, refs)?;
        }
    }
    Ok(chunk)
}

/// Whether the picture's header says that some pixels may be see-through.
pub(super) fn may_be_see_through(picture: &Picture) -> bool {
    match picture.encoding {
        Encoding::Jpeg(_) => false,
        Encoding::Png(header) => header.alpha,
    }
}

/// The length of a stream is a 32-bit number.
fn check_length(data: &[u8], picture: &Picture) -> Result<(), PdfError> {
    match i32::try_from(data.len()) {
        Ok(_) => Ok(()),
        Err(_) => Err(PdfError::PictureTooLarge { file: picture.file.clone() }),
    }
}

fn write_jpeg(chunk: &mut Chunk, bytes: &[u8], header: JpegHeader, refs: &PictureRefs) {
    let mut image = chunk.image_xobject(refs.image, bytes);
    image.filter(Filter::DctDecode);
    set_size(&mut image, header.width, header.height);
    match header.color {
        JpegColor::Gray => image.color_space().device_gray(),
        JpegColor::YCbCr => image.color_space().device_rgb(),
        JpegColor::Rgb => {
            image.color_space().device_rgb();
            // Without Adobe's marker three components would be taken for
            // YCbCr (PDF 32000-1, 7.4.8, table 13).
            image.decode_parms().color_transform(false);
        }
        JpegColor::Cmyk { inverted } => {
            image.color_space().device_cmyk();
            if inverted {
                image.decode([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
            }
        }
    }
}

fn write_pixels(
    chunk: &mut Chunk,
    pixels: &Pixels,
    picture: &Picture,
    refs: &PictureRefs,
) -> Result<(), PdfError> {
    let width = pixels.width as usize;
    let components = pixels.space.components();
    let data = deflate_rows(&pixels.color, width * components, components);
    check_length(&data, picture)?;
    let mut image = chunk.image_xobject(refs.image, &data);
    set_size(&mut image, pixels.width, pixels.height);
    set_predictor(&mut image, pixels.width, components);
    match pixels.space {
        Space::Gray => image.color_space().device_gray(),
        Space::Rgb => image.color_space().device_rgb(),
    }
    let Some(alpha) = &pixels.alpha else { return Ok(()) };
    image.s_mask(refs.mask);
    image.finish();

    let data = deflate_rows(alpha, width, 1);
    check_length(&data, picture)?;
    let mut mask = chunk.image_xobject(refs.mask, &data);
    set_size(&mut mask, pixels.width, pixels.height);
    set_predictor(&mut mask, pixels.width, 1);
    mask.color_space().device_gray();
    Ok(())
}

fn set_size(image: &mut ImageXObject<'_>, width: u32, height: u32) {
    // Headers with more than 30 000 pixels a side have been refused.
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    image.width(side(width)).height(side(height)).bits_per_component(8);
}

fn set_predictor(image: &mut ImageXObject<'_>, width: u32, components: usize) {
    image
        .filter(Filter::FlateDecode)
        .decode_parms()
        .predictor(Predictor::PngPaeth)
        .colors(components as i32)
        .bits_per_component(8)
        .columns(i32::try_from(width).unwrap_or(i32::MAX));
}
