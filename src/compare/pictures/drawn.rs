//! Two drawings of a page beside each other, as an eye would: what nobody sees does not
//! count.
//!
//! Every pixel is taken as the mean of itself and its neighbors, which evens out what
//! the edges of letters make of a hundredth of a point, and as a color of CIE L\*a\*b\*,
//! in which distances are those that people see.

use image::{Rgb, RgbImage};
use lcms2::{Flags, Intent, PixelFormat, Profile, Transform};

/// Pixels an inch of drawings that are compared: a line of body text is six pixels high,
/// and one character of it is still seen.
pub const PICTURE_DPI: f64 = 48.0;

/// The least distance of two colors that counts (CIE 1976). Two that lie 2.3 apart are
/// just told from each other side by side (Mahy et al. 1994); what JPEG does to a drawing
/// stays below twice that, as measured on the sample pages.
const DISTANCE: f32 = 6.0;

/// Pixels between two differences that are told as one: a line of text at
/// [`PICTURE_DPI`].
const NEAR: u32 = 8;

/// Millimeters in an inch.
const MM_PER_INCH: f64 = 25.4;

/// A drawing of a page.
pub type RgbPicture = RgbImage;

/// What differs between two drawings.
#[derive(Debug, Clone)]
pub struct ImageDifference {
    /// Where they differ, the largest first; all of them if their sizes differ.
    pub areas: Vec<DifferentArea>,
    /// The new drawing pale, with what differs in red.
    pub picture: RgbPicture,
}

/// A part of the page that differs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DifferentArea {
    /// From the left of the drawing, bleed and all, in mm.
    pub left_mm: f64,
    /// From its top.
    pub top_mm: f64,
    /// How wide it is.
    pub width_mm: f64,
    /// How high.
    pub height_mm: f64,
}

/// What an eye sees of the difference between two drawings of a page at
/// [`PICTURE_DPI`]; none if they look the same.
#[must_use]
pub fn compare_pictures(old: &RgbPicture, new: &RgbPicture) -> Option<ImageDifference> {
    let (width, height) = new.dimensions();
    let mm = |pixels: u32| f64::from(pixels) / PICTURE_DPI * MM_PER_INCH;
    if old.dimensions() != new.dimensions() {
        let whole =
            DifferentArea { left_mm: 0.0, top_mm: 0.0, width_mm: mm(width), height_mm: mm(height) };
        return Some(ImageDifference { areas: vec![whole], picture: new.clone() });
    }
    let (old_lab, new_lab) = (lab(&evened(old)), lab(&evened(new)));
    let differs: Vec<bool> = old_lab
        .iter()
        .zip(&new_lab)
        .map(|(old, new)| {
            let squares = old.iter().zip(new).map(|(one, other)| (one - other).powi(2));
            squares.sum::<f32>() > DISTANCE * DISTANCE
        })
        .collect();
    if !differs.contains(&true) {
        return None;
    }
    let mut areas: Vec<DifferentArea> = boxes(&differs, width)
        .into_iter()
        .map(|it| DifferentArea {
            left_mm: mm(it.left),
            top_mm: mm(it.top),
            width_mm: mm(it.right - it.left),
            height_mm: mm(it.bottom - it.top),
        })
        .collect();
    areas.sort_by(|one, other| {
        (other.width_mm * other.height_mm).total_cmp(&(one.width_mm * one.height_mm))
    });
    Some(ImageDifference { areas, picture: marked(new, &differs) })
}

/// Two drawings one over the other: what is on both is grey, what only the old one has
/// is red, and what only the new one has blue.
#[must_use]
pub fn overlay_pictures(old: &RgbPicture, new: &RgbPicture) -> RgbPicture {
    let (width, height) = (old.width().max(new.width()), old.height().max(new.height()));
    let grey = |picture: &RgbPicture, x, y| match picture.get_pixel_checked(x, y) {
        Some(Rgb([r, g, b])) => {
            ((u32::from(*r) * 54 + u32::from(*g) * 183 + u32::from(*b) * 19) / 256) as u8
        }
        None => u8::MAX,
    };
    RgbImage::from_fn(width, height, |x, y| {
        let (old, new) = (grey(old, x, y), grey(new, x, y));
        // What both have is paler, so that it does not cover what changed.
        let both = old.max(new);
        let pale = 128 + both / 2;
        let (only_old, only_new) = (both - old, both - new);
        Rgb([
            pale.saturating_sub(only_new),
            pale.saturating_sub(only_new / 2).saturating_sub(only_old),
            pale.saturating_sub(only_old),
        ])
    })
}

/// Each pixel as the mean of the nine around it.
fn evened(picture: &RgbPicture) -> RgbPicture {
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let mut sums = [0u32; 3];
        let mut count = 0;
        for y in y.saturating_sub(1)..=(y + 1).min(height - 1) {
            for x in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                let Rgb(pixel) = picture.get_pixel(x, y);
                sums.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u32::from(*part));
                count += 1;
            }
        }
        Rgb(sums.map(|sum| (sum / count) as u8))
    })
}

/// The colors of a drawing in CIE L\*a\*b\*.
fn lab(picture: &RgbPicture) -> Vec<[f32; 3]> {
    let pixels: Vec<[u8; 3]> = picture.pixels().map(|Rgb(pixel)| *pixel).collect();
    let mut lab = vec![[0.0; 3]; pixels.len()];
    let transform: Result<Transform<[u8; 3], [f32; 3]>, _> =
        Profile::new_lab4_context(lcms2::GlobalContext::new(), &WHITE).and_then(|to| {
            Transform::new_flags(
                &Profile::new_srgb(),
                PixelFormat::RGB_8,
                &to,
                PixelFormat::Lab_FLT,
                Intent::RelativeColorimetric,
                Flags::default(),
            )
        });
    match transform {
        Ok(transform) => transform.transform_pixels(&pixels, &mut lab),
        // Both profiles are built in; without memory for them distances are those of sRGB.
        Err(_) => lab.iter_mut().zip(&pixels).for_each(|(lab, pixel)| {
            *lab = pixel.map(|part| f32::from(part) / 2.55);
        }),
    }
    lab
}

/// The white of the profile connection space, D50 (ISO 15076-1, 6.3.4.3).
const WHITE: lcms2::CIExyY = lcms2::CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 };

/// A rectangle of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PixelArea {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl PixelArea {
    fn is_near(self, other: Self) -> bool {
        self.left <= other.right + NEAR
            && other.left <= self.right + NEAR
            && self.top <= other.bottom + NEAR
            && other.top <= self.bottom + NEAR
    }

    fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The boxes around what differs; those that lie near each other are one.
fn boxes(differs: &[bool], width: u32) -> Vec<PixelArea> {
    let mut boxes: Vec<PixelArea> = Vec::new();
    for (y, row) in (0..).zip(differs.chunks(width.max(1) as usize)) {
        let mut x = 0;
        while let Some(from) = row[x..].iter().position(|it| *it).map(|at| x + at) {
            let length = row[from..].iter().take_while(|it| **it).count();
            x = from + length;
            let run = PixelArea { left: from as u32, right: x as u32, top: y, bottom: y + 1 };
            join(&mut boxes, run);
        }
    }
    boxes
}

/// Puts a box to those that it lies near.
fn join(boxes: &mut Vec<PixelArea>, mut joined: PixelArea) {
    while let Some(at) = boxes.iter().position(|it| it.is_near(joined)) {
        joined = joined.with(boxes.swap_remove(at));
    }
    boxes.push(joined);
}

/// A drawing pale and without color, with what differs in red.
fn marked(picture: &RgbPicture, differs: &[bool]) -> RgbPicture {
    let mut marked = picture.clone();
    for (Rgb(pixel), differs) in marked.pixels_mut().zip(differs) {
        let grey = pixel.iter().map(|part| u16::from(*part)).sum::<u16>() / 3;
        let pale = 170 + (grey / 3) as u8;
        *pixel = if *differs { [220, 20 + (grey / 8) as u8, 30] } else { [pale; 3] };
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::{Rgb, RgbImage, compare_pictures, overlay_pictures};

    fn paper() -> RgbImage {
        RgbImage::from_pixel(200, 100, Rgb([250, 250, 250]))
    }

    #[test]
    fn what_nobody_sees_is_no_difference() {
        let mut noisy = paper();
        noisy.enumerate_pixels_mut().for_each(|(x, y, pixel)| {
            *pixel = Rgb([250 - ((x * 7 + y * 3) % 5) as u8, 249, 252]);
        });
        assert!(compare_pictures(&paper(), &noisy).is_none());
    }

    #[test]
    fn a_character_is_seen_and_told_where_it_is() {
        let mut changed = paper();
        for (x, y) in (96..102).flat_map(|x| (50..56).map(move |y| (x, y))) {
            changed.put_pixel(x, y, Rgb([90, 90, 90]));
        }
        let found = compare_pictures(&paper(), &changed).expect("a character was put there");
        assert_eq!(found.areas.len(), 1);
        let area = found.areas[0];
        // 96 pixels of 48 an inch are 50.8 mm; neighbors count, too.
        assert!((area.left_mm - 50.3).abs() < 0.6, "{area:?}");
        assert!((area.width_mm - 4.2).abs() < 0.6, "{area:?}");
        assert_eq!(found.picture.get_pixel(98, 52).0[0], 220);
    }

    #[test]
    fn an_overlay_tells_old_from_new() {
        let (mut old, mut new) = (paper(), paper());
        old.put_pixel(1, 1, Rgb([0, 0, 0]));
        new.put_pixel(3, 1, Rgb([0, 0, 0]));
        let overlay = overlay_pictures(&old, &new);
        let (Rgb([old_red, _, old_blue]), Rgb([new_red, _, new_blue])) =
            (overlay.get_pixel(1, 1), overlay.get_pixel(3, 1));
        assert!(old_red > old_blue && new_blue > new_red);
    }
}
