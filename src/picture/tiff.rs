//! The header of a TIFF file (TIFF 6.0, with Adobe's Photoshop notes): which of its
//! directories is the picture, and how the pixels lie in it.

use std::ops::Range;

use super::exif::{self, PictureOrientation, TiffOrder, TiffReader};
use super::{Extent, Format, MAX_PIXELS, PictureError, PixelSpace, TiffKind};

/// What a TIFF's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TiffHeader {
    /// Stored pixels from left to right.
    pub width: u32,
    /// Stored pixels from top to bottom.
    pub height: u32,
    /// What each pixel is made of when it is decoded.
    pub color: PixelSpace,
    /// Bits in each sample: 1, 2, 4, 8 or 16.
    pub bits: u8,
    /// Samples of a pixel, those that are no color included.
    pub samples: u16,
    /// Whether a sample after the colors says how opaque it is.
    pub alpha: TiffAlpha,
    /// Samples that are neither: saved selections and spot inks.
    pub spare: u16,
    /// Whether the pixels are stored without loss.
    pub lossless: bool,
    /// Whether the colors are stored as Lab; decoded, they are Adobe RGB.
    pub from_lab: bool,
}

/// How a TIFF says which pixels are see-through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TiffAlpha {
    /// None is.
    None,
    /// Apart from the colors.
    Apart,
    /// The colors are multiplied with it.
    Multiplied,
}

/// What the samples of a pixel mean (PhotometricInterpretation).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TiffColors {
    /// Light counts down from white.
    Ink,
    /// Light counts up from black.
    Light,
    Rgb,
    Palette,
    Cmyk,
    /// Luminance and two color differences, inside JPEG alone.
    YCbCr,
    /// CIE Lab whose a and b have a sign.
    Lab,
    /// Lab as in ICC profiles, whose a and b count from -128.
    IccLab,
}

/// How strips and tiles are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TiffPacking {
    None,
    Lzw,
    Deflate,
    PackBits,
    /// Fax: modified Huffman without ends of lines.
    Fax,
    /// ITU-T T.4.
    FaxGroup3 {
        /// Whether lines may be told by those above them.
        two_dimensional: bool,
    },
    /// ITU-T T.6.
    FaxGroup4,
    Jpeg,
    Zstd,
}

/// How the pixels lie in the file.
pub(super) struct TiffLayout<'a> {
    pub(super) header: TiffHeader,
    pub(super) colors: TiffColors,
    pub(super) packing: TiffPacking,
    /// Whether each sample is stored as the difference to the one before.
    pub(super) has_differences: bool,
    /// Whether the first pixel of a byte is its lowest bit.
    pub(super) is_lowest_first: bool,
    pub(super) order: TiffOrder,
    /// The size of a strip or tile.
    pub(super) chunk: Extent,
    /// Whether tiles at the right and the lower edge are stored whole.
    pub(super) is_tiled: bool,
    /// Whether each sample has strips or tiles of its own.
    pub(super) is_planar: bool,
    /// Which sample says how opaque a pixel is.
    pub(super) alpha_at: Option<usize>,
    /// Where strips or tiles are.
    pub(super) chunks: Vec<Range<usize>>,
    pub(super) palette: Vec<[u8; 3]>,
    /// What JPEG strips or tiles have in common.
    pub(super) jpeg_tables: &'a [u8],
}

/// The tag of the ICC profile (ICC.1:2010, B.4).
pub(super) const PROFILE: u16 = 34_675;
/// Photoshop's image resources.
pub(super) const RESOURCES: u16 = 34_377;
/// IPTC's fields, as other programs write them.
pub(super) const IPTC: u16 = 33_723;
/// XMP.
pub(super) const XMP: u16 = 700;

const PHOTOMETRIC: u16 = 262;
/// Directories that are looked at; a file with more is no picture for a page.
const MOST_DIRECTORIES: usize = 64;
/// Samples of a pixel.
const MOST_SAMPLES: u16 = 16;

/// The directory of the picture that is printed: the first that is neither a smaller
/// version of another one nor a mask (NewSubfileType).
pub(super) fn printed(bytes: &[u8]) -> Option<TiffReader<'_>> {
    directories(bytes).into_iter().find(|directory| {
        const SMALLER_OR_MASK: u32 = 0b101;
        const OLD_SMALLER: u32 = 2;
        directory.number(254).unwrap_or(0) & SMALLER_OR_MASK == 0
            && directory.number(255) != Some(OLD_SMALLER)
    })
}

/// All directories: those in the chain, then those inside them (SubIFDs).
fn directories(bytes: &[u8]) -> Vec<TiffReader<'_>> {
    const INSIDE: u16 = 330;
    let mut found: Vec<TiffReader> = Vec::new();
    let mut next = TiffReader::new(bytes);
    while let Some(directory) = next.filter(|_| found.len() < MOST_DIRECTORIES) {
        let place = directory.place_of_directory();
        if found.iter().any(|known| known.place_of_directory() == place) {
            break;
        }
        found.push(directory);
        next = directory.next();
    }
    let inside: Vec<TiffReader> = found
        .iter()
        .flat_map(|directory| {
            let places = directory.numbers(INSIDE).unwrap_or_default();
            places.into_iter().filter_map(|place| directory.at(usize::try_from(place).ok()?))
        })
        .take(MOST_DIRECTORIES)
        .collect();
    found.extend(inside);
    found
}

/// Whether what stands in the file is what the sensor of a camera saw (TIFF/EP and
/// DNG 1.7): a mosaic of colors, or a digital negative of any kind.
pub(super) fn is_camera_raw(bytes: &[u8]) -> bool {
    const DNG_VERSION: u16 = 50_706;
    const MOSAIC: u32 = 32_803;
    const LINEAR_RAW: u32 = 34_892;
    directories(bytes).iter().any(|directory| {
        directory.bytes(DNG_VERSION).is_some()
            || matches!(directory.number(PHOTOMETRIC), Some(MOSAIC | LINEAR_RAW))
    })
}

/// Reads the directory of the picture; all pixels that it tells of must be in the file.
pub(super) fn read(bytes: &[u8]) -> Result<(TiffHeader, PictureOrientation), PictureError> {
    let header = layout(bytes)?.header;
    let orientation = printed(bytes).and_then(|directory| exif::orientation(&directory));
    Ok((header, orientation.unwrap_or(PictureOrientation::Upright)))
}

/// The same, with how the pixels lie in the file.
pub(super) fn layout(bytes: &[u8]) -> Result<TiffLayout<'_>, PictureError> {
    let truncated = PictureError::Truncated { format: Format::Tiff.name() };
    let damaged = PictureError::Damaged { format: Format::Tiff.name() };
    let unsupported = |tiff_kind| Err(PictureError::UnsupportedTiff { tiff_kind });
    TiffReader::new(bytes).ok_or(truncated)?;
    let Some(reader) = printed(bytes) else { return unsupported(TiffKind::Preview) };
    let number = |tag: u16, usual: u32| reader.number(tag).unwrap_or(usual);
    let (Some(width), Some(height)) = (reader.number(256), reader.number(257)) else {
        return Err(truncated);
    };
    if !reader.is_whole() {
        return Err(truncated);
    }
    if number(339, 1) != 1 {
        return unsupported(TiffKind::FloatingPoint);
    }
    let bits = bits(&reader)?;
    let packing = packing(&reader)?;
    let colors = colors(&reader, packing)?;
    let is_fax = matches!(
        packing,
        TiffPacking::Fax | TiffPacking::FaxGroup3 { .. } | TiffPacking::FaxGroup4
    );
    let color = match colors {
        TiffColors::Ink | TiffColors::Light => PixelSpace::Gray,
        TiffColors::Cmyk => PixelSpace::Cmyk,
        TiffColors::Rgb
        | TiffColors::Palette
        | TiffColors::YCbCr
        | TiffColors::Lab
        | TiffColors::IccLab => PixelSpace::Rgb,
    };
    let is_one_sample = color == PixelSpace::Gray || colors == TiffColors::Palette;
    if bits < 8 && (!is_one_sample || number(277, 1) != 1)
        || colors == TiffColors::Palette && bits > 8
        || packing == TiffPacking::Jpeg && bits != 8
    {
        return unsupported(TiffKind::Bits);
    }
    let colored = if is_one_sample { 1 } else { color.components() as u16 };
    let samples = u16::try_from(number(277, 1)).map_err(|_| damaged)?;
    if samples < colored || samples > MOST_SAMPLES || is_fax && (bits != 1 || samples != 1) {
        return Err(damaged);
    }
    let (alpha, alpha_at) = alpha(&reader, colored, samples);
    let has_differences = match number(317, 1) {
        1 => false,
        2 if bits >= 8 => true,
        3 => return unsupported(TiffKind::FloatingPoint),
        _ => return Err(damaged),
    };
    let is_planar = number(284, 1) == 2 && samples > 1;
    let is_tiled = reader.number(322).is_some();
    let chunk = chunk(&reader, Extent { width, height }).ok_or(damaged)?;
    let header = TiffHeader {
        width,
        height,
        color,
        bits,
        samples,
        alpha,
        spare: samples - colored - u16::from(alpha_at.is_some()),
        lossless: packing != TiffPacking::Jpeg,
        from_lab: matches!(colors, TiffColors::Lab | TiffColors::IccLab),
    };
    let layout = TiffLayout {
        header,
        colors,
        packing,
        has_differences: has_differences && packing != TiffPacking::Jpeg,
        is_lowest_first: number(266, 1) == 2 && packing != TiffPacking::Jpeg,
        order: reader.order(),
        chunk,
        is_tiled,
        is_planar,
        alpha_at,
        chunks: chunks(&reader, bytes.len())?,
        palette: palette(&reader, colors, bits).ok_or(damaged)?,
        jpeg_tables: reader.bytes(347).unwrap_or_default(),
    };
    if layout.chunks.len() < layout.chunks_in_all() { Err(damaged) } else { Ok(layout) }
}

impl TiffLayout<'_> {
    /// Strips or tiles from left to right.
    pub(super) fn across(&self) -> usize {
        self.header.width.div_ceil(self.chunk.width) as usize
    }

    /// Strips or tiles from top to bottom.
    pub(super) fn down(&self) -> usize {
        self.header.height.div_ceil(self.chunk.height) as usize
    }

    fn chunks_in_all(&self) -> usize {
        let planes = if self.is_planar { usize::from(self.header.samples) } else { 1 };
        self.across().saturating_mul(self.down()).saturating_mul(planes)
    }
}

fn bits(reader: &TiffReader) -> Result<u8, PictureError> {
    let bits = reader.numbers(258).unwrap_or_else(|| vec![1]);
    let first = bits.first().copied().unwrap_or(1);
    match first {
        1 | 2 | 4 | 8 | 16 if bits.iter().all(|bits| *bits == first) => Ok(first as u8),
        _ => Err(PictureError::UnsupportedTiff { tiff_kind: TiffKind::Bits }),
    }
}

fn packing(reader: &TiffReader) -> Result<TiffPacking, PictureError> {
    let unsupported = |tiff_kind| Err(PictureError::UnsupportedTiff { tiff_kind });
    Ok(match reader.number(259).unwrap_or(1) {
        1 => TiffPacking::None,
        2 => TiffPacking::Fax,
        3 => {
            let options = reader.number(292).unwrap_or(0);
            TiffPacking::FaxGroup3 { two_dimensional: options & 1 == 1 }
        }
        4 => TiffPacking::FaxGroup4,
        5 => TiffPacking::Lzw,
        6 => return unsupported(TiffKind::OldJpeg),
        7 => TiffPacking::Jpeg,
        8 | 32_946 => TiffPacking::Deflate,
        32_773 => TiffPacking::PackBits,
        50_000 => TiffPacking::Zstd,
        _ => return unsupported(TiffKind::Packing),
    })
}

fn colors(reader: &TiffReader, packing: TiffPacking) -> Result<TiffColors, PictureError> {
    let unsupported = |tiff_kind| Err(PictureError::UnsupportedTiff { tiff_kind });
    Ok(match reader.number(PHOTOMETRIC).unwrap_or(u32::MAX) {
        0 => TiffColors::Ink,
        1 => TiffColors::Light,
        2 => TiffColors::Rgb,
        3 => TiffColors::Palette,
        5 if reader.number(332).unwrap_or(1) == 1 => TiffColors::Cmyk,
        5 => return unsupported(TiffKind::OtherInks),
        6 if packing == TiffPacking::Jpeg => TiffColors::YCbCr,
        6 => return unsupported(TiffKind::YCbCr),
        8 => TiffColors::Lab,
        9 => TiffColors::IccLab,
        _ => return unsupported(TiffKind::Colors),
    })
}

/// Whether one of the samples beyond the colors says how opaque a pixel is, and which.
fn alpha(reader: &TiffReader, colored: u16, samples: u16) -> (TiffAlpha, Option<usize>) {
    let kinds = reader.numbers(338).unwrap_or_default();
    let kinds = kinds.iter().take(usize::from(samples - colored)).enumerate();
    let said = kinds.into_iter().find_map(|(at, kind)| match kind {
        1 => Some((TiffAlpha::Multiplied, at)),
        2 => Some((TiffAlpha::Apart, at)),
        _ => None,
    });
    match said {
        Some((alpha, at)) => (alpha, Some(usize::from(colored) + at)),
        None => (TiffAlpha::None, None),
    }
}

/// The size of a strip or tile; `None` if it makes no sense.
fn chunk(reader: &TiffReader, picture: Extent) -> Option<Extent> {
    let chunk = match reader.number(322) {
        Some(width) => Extent { width, height: reader.number(323)? },
        None => {
            let rows = reader.number(278).unwrap_or(u32::MAX);
            Extent { width: picture.width.max(1), height: rows.min(picture.height.max(1)) }
        }
    };
    let pixels = u64::from(chunk.width) * u64::from(chunk.height);
    // Larger than the largest picture is as absurd as nothing. A picture that is too large
    // itself is refused as such.
    let most = MAX_PIXELS.max(u64::from(picture.width) * u64::from(picture.height));
    (pixels > 0 && pixels <= most).then_some(chunk)
}

/// Where strips or tiles are; all must lie inside the file.
fn chunks(reader: &TiffReader, length: usize) -> Result<Vec<Range<usize>>, PictureError> {
    let truncated = PictureError::Truncated { format: Format::Tiff.name() };
    let offsets = reader.numbers(273).or_else(|| reader.numbers(324)).ok_or(truncated)?;
    let counts = reader.numbers(279).or_else(|| reader.numbers(325)).ok_or(truncated)?;
    if offsets.is_empty() || offsets.len() != counts.len() {
        return Err(PictureError::Damaged { format: Format::Tiff.name() });
    }
    let inside = |(offset, count): (&u64, &u64)| {
        let end = usize::try_from(offset.checked_add(*count)?).ok()?;
        (end <= length).then_some(end - usize::try_from(*count).ok()?..end)
    };
    offsets.iter().zip(&counts).map(inside).collect::<Option<_>>().ok_or(truncated)
}

/// The colors of a palette: all reds, all greens, all blues, in 16 bits; some programs
/// write 8.
fn palette(reader: &TiffReader, colors: TiffColors, bits: u8) -> Option<Vec<[u8; 3]>> {
    if colors != TiffColors::Palette {
        return Some(Vec::new());
    }
    let values = reader.numbers(320)?;
    let count = 1 << bits;
    let is_narrow = values.iter().all(|value| *value < 256);
    let eight = |value: u64| (if is_narrow { value } else { value >> 8 }) as u8;
    let one = |at: usize| Some(eight(*values.get(at)?));
    (0..count).map(|at| Some([one(at)?, one(count + at)?, one(2 * count + at)?])).collect()
}
