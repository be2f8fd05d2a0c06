//! Plates as short sums, by which those of two files can be told apart without either.

use super::{PLATE_PPI, Plate, Plates, PlatesError, render};
use crate::reader::kurbo::Rect;
use crate::reader::{File, Ink};

/// A plate that prints something, by the sum of its tints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlateDigest {
    /// The ink.
    pub ink: Ink,
    /// The BLAKE3 hash of the plate's size and tints, in lower case hexadecimal.
    pub hash: String,
}

/// The plates of a page, counted from 0, that print something within its trim, in the
/// order of the press: cyan, magenta, yellow, black, then spot inks by name. All of the
/// sheet is in their sums, marks round the trim included; drawn at [`PLATE_PPI`].
///
/// Where two plates differ in any pixel, by a tint of 1/255 or more, so do the sums. What
/// the file says beside that (metadata, names and order of objects, dates, structure) is
/// in none of them.
///
/// # Errors
/// As [`render`].
pub fn digests(file: &File, page: usize) -> Result<Vec<PlateDigest>, PlatesError> {
    let plates = render(file, page, PLATE_PPI)?;
    let used = plates.plates.iter().filter(|plate| prints(&plates, plate));
    let mut found: Vec<PlateDigest> = used
        .map(|plate| PlateDigest { ink: plate.ink.clone(), hash: digest(&plates, plate) })
        .collect();
    found.sort_by(|one, other| one.ink.cmp(&other.ink));
    Ok(found)
}

/// Whether there is any ink within the trim: bars and register marks around it are on
/// every plate.
fn prints(plates: &Plates, plate: &Plate) -> bool {
    let Rect { x0, y0, x1, y1 } = plates.trim;
    let within = |at: f64, most: usize| (at.round().max(0.0) as usize).min(most);
    let (left, right) = (within(x0, plates.width), within(x1, plates.width));
    let rows = plate.tints.chunks_exact(plates.width.max(1));
    let (top, bottom) = (within(y0, plates.height), within(y1, plates.height));
    rows.take(bottom)
        .skip(top)
        .any(|row| row.get(left..right).is_some_and(|tints| tints.iter().any(|tint| *tint != 0)))
}

fn digest(plates: &Plates, plate: &Plate) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(plates.width as u64).to_le_bytes());
    hasher.update(&(plates.height as u64).to_le_bytes());
    hasher.update(&plate.tints);
    hasher.finalize().to_hex().to_string()
}
