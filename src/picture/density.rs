//! How many pixels an inch a picture's file says it has, which says how large it
//! is meant to be on paper.

use super::exif::{self, TiffReader};
use super::{Format, jpeg, png, tiff, webp};

/// Pixels an inch below which a resolution is that of a screen and says nothing of
/// paper: 72 is what Exif has programs write where none is known (CIPA DC-008,
/// 4.6.4), 96 what many write by themselves.
const LEAST_OF_PAPER: f64 = 100.0;
/// More than any press has.
const MOST_OF_PAPER: f64 = 10_000.0;

/// Pixels an inch along the stored rows and along the stored columns; none if the
/// file says nothing, or nothing that holds on paper.
pub(super) fn stated(bytes: &[u8], format: Format) -> Option<(f64, f64)> {
    let said: Vec<Option<(f64, f64)>> = match format {
        Format::Jpeg => jpeg::segments(bytes)
            .map(|(marker, data)| match marker {
                0xE0 => of_jfif(data),
                0xE1 => exif::in_segment(data).and_then(|exif| of_tiff(&exif)),
                _ => None,
            })
            .collect(),
        Format::Png => png::chunks(bytes)
            .filter(|(kind, _)| *kind == b"pHYs")
            .map(|(_, data)| of_phys(data))
            .collect(),
        Format::Tiff => vec![tiff::printed(bytes).and_then(|directory| of_tiff(&directory))],
        Format::WebP => webp::chunks(bytes)
            .filter(|(kind, _)| *kind == b"EXIF")
            .map(|(_, data)| exif::in_chunk(data).and_then(|exif| of_tiff(&exif)))
            .collect(),
        _ => Vec::new(),
    };
    let is_of_paper = |side: f64| (LEAST_OF_PAPER..=MOST_OF_PAPER).contains(&side);
    said.into_iter().flatten().find(|(across, down)| is_of_paper(*across) && is_of_paper(*down))
}

/// JFIF 1.02: units, then the density across and down.
fn of_jfif(data: &[u8]) -> Option<(f64, f64)> {
    let data = data.strip_prefix(b"JFIF\0")?;
    let &[_, _, unit, x0, x1, y0, y1, ..] = data else { return None };
    let per_inch = match unit {
        1 => 1.0,
        2 => 2.54,
        // Without a unit the two numbers tell only the shape of a pixel.
        _ => return None,
    };
    let side = |high, low| f64::from(u16::from_be_bytes([high, low])) * per_inch;
    Some((side(x0, x1), side(y0, y1)))
}

/// XResolution, YResolution and their unit (TIFF 6.0, section 8), in Exif as well.
fn of_tiff(tiff: &TiffReader<'_>) -> Option<(f64, f64)> {
    const ACROSS: u16 = 282;
    const DOWN: u16 = 283;
    const UNIT: u16 = 296;
    let per_inch = match tiff.number(UNIT).unwrap_or(2) {
        2 => 1.0,
        3 => 2.54,
        _ => return None,
    };
    Some((tiff.fraction(ACROSS)? * per_inch, tiff.fraction(DOWN)? * per_inch))
}

/// Pixels a meter (PNG, 11.3.4.3).
fn of_phys(data: &[u8]) -> Option<(f64, f64)> {
    let &[x0, x1, x2, x3, y0, y1, y2, y3, 1] = data else { return None };
    // Rounded to tenths of a pixel an inch, because pixels a meter are whole numbers: 300
    // pixels an inch are stored as 11811, which is a little less.
    let side = |bytes| (f64::from(u32::from_be_bytes(bytes)) * 0.254).round() / 10.0;
    Some((side([x0, x1, x2, x3]), side([y0, y1, y2, y3])))
}
