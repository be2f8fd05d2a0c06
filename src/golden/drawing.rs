//! A drawing of a page as a golden file: a JPEG of [`PICTURE_DPI`], which is a fifth of the
//! same drawing without loss. The page as it is goes through the same loss before the two
//! are compared, so that it does not count.

use image::codecs::png::PngEncoder;
use image::{ImageFormat, ImageReader, Limits};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::judged::{Differs, Judgement};
use crate::compare::{PICTURE_DPI, RgbPicture, compare_pictures};
use crate::jpeg;

/// The form's name, in a segment of its own.
pub(super) const FORM: &str = "banmian picture ";
/// Counts up with every change to how pages are drawn for comparing.
const VERSION: u32 = 1;
/// The segment that it stands in: one that is free for applications (ISO 10918-1, B.2.4.6).
const SEGMENT: u8 = 11;
/// The segment stands before the picture's own data.
const HEADER: usize = 1024;
/// The quality of the JPEG: at 75 a broadsheet with five photographs has 170 kB, and body
/// text can still be told at twice its size.
const QUALITY: u8 = 75;
/// Pixels of the longest side that is read: a sheet of three meters.
const MOST_PIXELS: u32 = 6000;

/// Why a drawing cannot be kept or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawingError;

/// A drawing, from a PNG file.
///
/// # Errors
/// If it is none.
pub fn drawing_of_png(png: &[u8]) -> Result<RgbPicture, DrawingError> {
    read(png, ImageFormat::Png)
}

/// A drawing as a PNG file.
#[must_use]
pub fn png_of(drawing: &RgbPicture) -> Vec<u8> {
    let mut png = Vec::new();
    // Memory takes what it is given.
    let _ = drawing.write_with_encoder(PngEncoder::new(&mut png));
    png
}

/// What is kept of a drawing of a page at [`PICTURE_DPI`].
///
/// # Errors
/// If it is larger than any page.
pub fn picture_golden(drawing: &RgbPicture) -> Result<Vec<u8>, DrawingError> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_| DrawingError);
    let (width, height) = (side(drawing.width())?, side(drawing.height())?);
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    let dots = PICTURE_DPI as u16;
    encoder.set_density(jpeg_encoder::PixelDensity::dpi(dots));
    let form = format!("{FORM}{VERSION}\0");
    encoder.add_app_segment(SEGMENT, form.into_bytes()).map_err(|_| DrawingError)?;
    encoder.encode(drawing.as_raw(), width, height, ColorType::Rgb).map_err(|_| DrawingError)?;
    Ok(jpeg)
}

/// Whether a page looks as it did.
#[must_use]
pub fn judge_drawing(golden: &[u8], drawing: &RgbPicture) -> Judgement {
    // A JPEG that is cut short is filled up with grey by most decoders, without a word: its
    // first and last marker must be there (SOI and EOI, ISO 10918-1, B.2.1).
    if !golden.starts_with(&[0xff, 0xd8]) || !golden.ends_with(&[0xff, 0xd9]) {
        return Judgement::Damaged;
    }
    match version(golden).unwrap_or(0) {
        version if version < VERSION => return Judgement::Older { version },
        version if version > VERSION => return Judgement::Newer { version },
        _ => {}
    }
    // Another program may have packed it anew.
    let old = jpeg::in_one_scan(golden).ok_or(DrawingError);
    let old = old.and_then(|golden| read(&golden, ImageFormat::Jpeg));
    let Ok(old) = old else { return Judgement::Damaged };
    let now = picture_golden(drawing).and_then(|golden| read(&golden, ImageFormat::Jpeg));
    let now = now.unwrap_or_else(|_| drawing.clone());
    match compare_pictures(&old, &now) {
        None => Judgement::Same,
        Some(difference) => Judgement::Different(Differs::Picture {
            areas: difference.areas,
            old,
            marked: difference.picture,
        }),
    }
}

/// The version that a golden drawing says it is of.
fn version(golden: &[u8]) -> Option<u32> {
    let header = &golden[..golden.len().min(HEADER)];
    let at = memchr::memmem::find(header, FORM.as_bytes())?;
    let digits = &header[at + FORM.len()..];
    let digits = digits.split(|byte| *byte == 0).next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Reads a drawing of a size that a page can have.
fn read(bytes: &[u8], format: ImageFormat) -> Result<RgbPicture, DrawingError> {
    let mut reader = ImageReader::with_format(std::io::Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    reader.limits(limits);
    Ok(reader.decode().map_err(|_| DrawingError)?.into_rgb8())
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    use super::{FORM, Judgement, QUALITY, SEGMENT, VERSION, judge_drawing, picture_golden};

    /// Bars of several colors, as wide as strokes of letters.
    fn bars() -> RgbImage {
        RgbImage::from_fn(101, 67, |x, y| match (x / 5 + y / 7) % 4 {
            0 => Rgb([20, 20, 20]),
            1 => Rgb([220, 30, 40]),
            _ => Rgb([250, 250, 250]),
        })
    }

    #[test]
    fn a_drawing_is_kept_as_it_looks() {
        let golden = picture_golden(&bars()).expect("it is small");
        let kept = image::load_from_memory(&golden).expect("it is a JPEG").into_rgb8();
        let apart: u64 = bars()
            .as_raw()
            .iter()
            .zip(kept.as_raw())
            .map(|(was, now)| u64::from(was.abs_diff(*now)))
            .sum();
        let mean = apart as f64 / kept.as_raw().len() as f64;
        assert!(mean < 15.0, "a mean difference of {mean} of 255");
        assert!(matches!(judge_drawing(&golden, &bars()), Judgement::Same));
    }

    #[test]
    fn a_golden_drawing_may_be_packed_anew() {
        let golden = picture_golden(&bars()).expect("it is small");
        let mut anew = Vec::new();
        let mut encoder = Encoder::new(&mut anew, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        // With tables of its own each color has its own scan.
        encoder.set_optimized_huffman_tables(true);
        let form = format!("{FORM}{VERSION}\0");
        encoder.add_app_segment(SEGMENT, form.into_bytes()).expect("it has room");
        encoder.encode(bars().as_raw(), 101, 67, ColorType::Rgb).expect("it is small");
        assert!(anew.len() < golden.len());
        assert!(matches!(judge_drawing(&anew, &bars()), Judgement::Same));
    }

    #[test]
    fn another_drawing_is_told_from_it() {
        let golden = picture_golden(&bars()).expect("it is small");
        let mut other = bars();
        other.put_pixel(40, 30, Rgb([0, 0, 255]));
        other.put_pixel(41, 30, Rgb([0, 0, 255]));
        other.put_pixel(40, 31, Rgb([0, 0, 255]));
        other.put_pixel(41, 31, Rgb([0, 0, 255]));
        assert!(matches!(judge_drawing(&golden, &other), Judgement::Different(_)));
    }
}
