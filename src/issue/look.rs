//! What a manifest says of a press file, looked up in the file itself.

use super::manifest::SentPlate;
use crate::diag::Diagnostic;
use crate::plates::{self, PlateDigest};
use crate::preflight;
use crate::reader::{self, ReadError};

/// Digits of a millimeter that are told.
const PER_MM: f64 = 100.0;

/// What a press file of one page is.
#[derive(Debug, Clone, PartialEq)]
pub struct PressFileLook {
    /// The width of the trimmed page.
    pub width_mm: f64,
    /// Its height.
    pub height_mm: f64,
    /// The printing condition that it names.
    pub output_condition: Option<String>,
    /// The standard that it says it is of.
    pub standard: Option<String>,
    /// The plates of its page.
    pub plates: Vec<SentPlate>,
}

/// Looks at the first page of a PDF.
///
/// # Errors
/// If it cannot be read, or its plates cannot be drawn.
pub fn look(bytes: Vec<u8>) -> Result<PressFileLook, Diagnostic> {
    let file = reader::open(bytes).map_err(ReadError::diagnostic)?;
    let view = file.view(0).map_err(ReadError::diagnostic)?;
    let plates = plates::digests(&file, 0).map_err(Diagnostic::of)?;
    let claims = preflight::claims(&file);
    let mm = |units: f64| (units * view.unit * 25.4 / 72.0 * PER_MM).round() / PER_MM;
    let (width, height) = (mm(view.trim.width()), mm(view.trim.height()));
    let is_turned = matches!(view.turn, 90 | 270);
    let (width_mm, height_mm) = if is_turned { (height, width) } else { (width, height) };
    let plate = |PlateDigest { ink, hash }| SentPlate { ink: ink.name().to_owned(), hash };
    Ok(PressFileLook {
        width_mm,
        height_mm,
        output_condition: claims.condition,
        standard: claims.standard,
        plates: plates.into_iter().map(plate).collect(),
    })
}
