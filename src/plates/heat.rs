//! Plates as pictures for people.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::{Plate, Plates, PlatesError};

/// The colors of the heat map at 0, 100, 200 % … of the limit's way, from bare
/// paper to the limit: white, blue, green, yellow.
const RAMP: [[u8; 3]; 4] = [[255, 255, 255], [120, 170, 230], [90, 190, 110], [250, 220, 60]];
/// The colors above the limit, from just above to 400 %.
const OVER: [[u8; 3]; 2] = [[235, 40, 30], [110, 0, 40]];
/// The most ink that four process inks can be, in percent.
const MOST: f64 = 400.0;
/// The scale below the map is this share of the map's height.
const SCALE_SHARE: usize = 40;

/// A plate as a PNG file: dark where there is ink.
///
/// # Errors
/// If the plate is larger than a PNG can be.
pub fn png(plates: &Plates, plate: &Plate) -> Result<Vec<u8>, PlatesError> {
    let gray: Vec<u8> = plate.tints.iter().map(|tint| 255 - tint).collect();
    encode(&gray, plates.width, plates.height, ExtendedColorType::L8)
}

/// The total ink as a PNG file, in colors; what is over `limit` percent is
/// red. Below it a scale from 0 to 400 %, with a tick every 100 % and at the
/// limit.
///
/// # Errors
/// If the map is larger than a PNG can be.
pub fn heat_map(plates: &Plates, limit: f64) -> Result<Vec<u8>, PlatesError> {
    let table: Vec<[u8; 3]> =
        (0..=4 * 255_u16).map(|sum| color(f64::from(sum) / 2.55, limit)).collect();
    let last = table.len() - 1;
    let total = plates.total_ink();
    let mut rgb: Vec<u8> =
        total.iter().flat_map(|sum| table[usize::from(*sum).min(last)]).collect();
    let scale = (plates.height / SCALE_SHARE).max(6);
    for row in 0..scale {
        let is_frame = row == 0 || row + 1 == scale;
        for x in 0..plates.width {
            let percent = x as f64 / plates.width as f64 * MOST;
            let step = MOST / plates.width as f64;
            let is_tick = |at: f64| (percent - at).abs() < step;
            let is_hundred = row * 2 > scale && [100.0, 200.0, 300.0].into_iter().any(is_tick);
            let is_dark = is_frame || is_hundred || is_tick(limit);
            rgb.extend(if is_dark { [0, 0, 0] } else { color(percent, limit) });
        }
    }
    encode(&rgb, plates.width, plates.height + scale, ExtendedColorType::Rgb8)
}

fn color(percent: f64, limit: f64) -> [u8; 3] {
    if percent > limit {
        let way = (percent - limit) / (MOST - limit).max(1.0);
        return between(OVER[0], OVER[1], way);
    }
    let way = percent / limit.max(1.0) * (RAMP.len() - 1) as f64;
    let step = (way as usize).min(RAMP.len() - 2);
    between(RAMP[step], RAMP[step + 1], way - step as f64)
}

fn between(from: [u8; 3], to: [u8; 3], way: f64) -> [u8; 3] {
    let way = way.clamp(0.0, 1.0);
    std::array::from_fn(|part| {
        let (from, to) = (f64::from(from[part]), f64::from(to[part]));
        (from + (to - from) * way).round() as u8
    })
}

pub(super) fn encode(
    bytes: &[u8],
    width: usize,
    height: usize,
    kind: ExtendedColorType,
) -> Result<Vec<u8>, PlatesError> {
    let side = |pixels: usize| u32::try_from(pixels).map_err(|_| PlatesError::TooLarge);
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(bytes, side(width)?, side(height)?, kind)
        .map_err(|_| PlatesError::TooLarge)?;
    Ok(png)
}
