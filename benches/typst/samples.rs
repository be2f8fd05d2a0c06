//! All sample pages without their photographs.

use std::fs;
use std::path::Path;

use crate::district::{gray_jpeg, names_in, read, root, write};

/// Copies the samples into a folder, gray pictures in the places of photographs, the
/// finished file not looked over.
pub(crate) fn write_samples(folder: &Path) {
    for part in ["layouts", "samples", "press"] {
        copy_in_gray(&root().join(part), &folder.join(part));
    }
    let houses = folder.join("layouts/house");
    for house in names_in(&houses).iter().map(|name| houses.join(name)) {
        let text = read(&house) + "\n[output]\npreflight = \"none\"\n";
        write(&house, &text);
    }
}

fn copy_in_gray(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for name in names_in(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        // In `art` lie drawings, and a cut-out that text runs round.
        let is_art = from.parent().is_some_and(|folder| folder.ends_with("art"));
        let is_photograph = !is_art
            && ["jpg", "jpeg", "png"].iter().any(|end| to.extension().is_some_and(|it| it == *end));
        if from.is_dir() {
            copy_in_gray(&from, &to);
        } else if is_photograph {
            fs::write(to, gray_jpeg(few_pixels(&from))).expect("it can be written");
        } else {
            fs::copy(from, to).expect("it can be copied");
        }
    }
}

/// A hundred pixels along the longer side, in the proportions of the photograph: what
/// its box cuts off and how high its place is stay the same.
fn few_pixels(photograph: &Path) -> [u16; 2] {
    const LONGER: u64 = 100;
    let (width, height) = image::image_dimensions(photograph).expect("the sample is a picture");
    let longer = u64::from(width.max(height));
    [width, height].map(|side| (u64::from(side) * LONGER).div_ceil(longer) as u16)
}
