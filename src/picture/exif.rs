//! How a camera was held: the orientation tag of Exif (CIPA DC-008, 4.6.5).
//!
//! Phones store what the sensor saw and write down how to turn it; a page that
//! ignores this prints portraits lying on their side.

use super::{Extent, PicturePoint};

/// How stored pixels are turned to be seen upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureOrientation {
    /// As they are (1).
    Upright,
    /// Mirrored left to right (2).
    Mirrored,
    /// Turned by half a turn (3).
    HalfTurn,
    /// Mirrored top to bottom (4).
    Flipped,
    /// Rows become columns (5).
    Transposed,
    /// Turned a quarter clockwise (6).
    QuarterRight,
    /// Rows become columns, last row and column first (7).
    AntiTransposed,
    /// Turned a quarter counterclockwise (8).
    QuarterLeft,
}

impl PictureOrientation {
    fn from_tag(value: u16) -> Option<Self> {
        Some(match value {
            1 => Self::Upright,
            2 => Self::Mirrored,
            3 => Self::HalfTurn,
            4 => Self::Flipped,
            5 => Self::Transposed,
            6 => Self::QuarterRight,
            7 => Self::AntiTransposed,
            8 => Self::QuarterLeft,
            _ => return None,
        })
    }

    /// Whether stored rows are seen as columns.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        match self {
            Self::Upright | Self::Mirrored | Self::HalfTurn | Self::Flipped => false,
            Self::Transposed | Self::QuarterRight | Self::AntiTransposed | Self::QuarterLeft => {
                true
            }
        }
    }

    /// How large pixels are seen that are stored as large as this.
    #[must_use]
    pub fn seen(self, stored: Extent) -> Extent {
        if self.swaps_sides() {
            Extent { width: stored.height, height: stored.width }
        } else {
            stored
        }
    }

    /// Where a stored point is seen; `far` is the stored corner that is opposite
    /// to the origin.
    pub(super) fn seen_at(
        self,
        PicturePoint { x, y }: PicturePoint,
        far: PicturePoint,
    ) -> PicturePoint {
        let (left, up) = (far.x - x, far.y - y);
        let (x, y) = match self {
            Self::Upright => (x, y),
            Self::Mirrored => (left, y),
            Self::HalfTurn => (left, up),
            Self::Flipped => (x, up),
            Self::Transposed => (y, x),
            Self::QuarterRight => (up, x),
            Self::AntiTransposed => (up, left),
            Self::QuarterLeft => (y, left),
        };
        PicturePoint { x, y }
    }
}

/// What an Exif block begins with in a JPEG, and in some WebP files.
const EXIF: &[u8] = b"Exif\0\0";

/// What Exif says, after the mark that it begins with in a JPEG's APP1 segment;
/// none if the segment is something else.
pub(super) fn in_segment(app1: &[u8]) -> Option<TiffReader<'_>> {
    TiffReader::new(app1.strip_prefix(EXIF)?)
}

/// What Exif says, with or without that mark.
pub(super) fn in_chunk(bytes: &[u8]) -> Option<TiffReader<'_>> {
    TiffReader::new(bytes.strip_prefix(EXIF).unwrap_or(bytes))
}

/// How the pixels are turned, if a directory says it.
pub(super) fn orientation(reader: &TiffReader<'_>) -> Option<PictureOrientation> {
    const TAG: u16 = 0x0112;
    PictureOrientation::from_tag(u16::try_from(reader.number(TAG)?).ok()?)
}

/// The first directory of a TIFF structure (TIFF 6.0, section 2), in the byte
/// order that it declares. Nothing is believed: what lies outside is not there.
pub(super) struct TiffReader<'a> {
    tiff: &'a [u8],
    short: fn([u8; 2]) -> u16,
    long: fn([u8; 4]) -> u32,
    entries: usize,
    directory: usize,
}

impl<'a> TiffReader<'a> {
    /// `None` if it is no TIFF structure, or its directory is not there.
    pub(super) fn new(tiff: &'a [u8]) -> Option<Self> {
        let empty = Self {
            tiff,
            short: u16::from_le_bytes,
            long: u32::from_le_bytes,
            entries: 0,
            directory: 0,
        };
        let mut reader = match tiff.get(..4)? {
            b"II*\0" => empty,
            b"MM\0*" => Self { short: u16::from_be_bytes, long: u32::from_be_bytes, ..empty },
            _ => return None,
        };
        reader.directory = usize::try_from(reader.u32(4)?).ok()?;
        reader.entries = usize::from(reader.u16(reader.directory)?);
        Some(reader)
    }

    /// The bytes of a field, and how long each of its values is.
    fn field(&self, tag: u16) -> Option<(&'a [u8], usize)> {
        let start = self.directory.checked_add(2)?;
        let entry = (0..self.entries)
            .filter_map(|nth| start.checked_add(12 * nth))
            .find(|entry| self.u16(*entry) == Some(tag))?;
        let size: usize = match self.u16(entry + 2)? {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = size.checked_mul(usize::try_from(self.u32(entry + 4)?).ok()?)?;
        let at =
            if length <= 4 { entry + 8 } else { usize::try_from(self.u32(entry + 8)?).ok()? };
        Some((self.tiff.get(at..at.checked_add(length)?)?, size))
    }

    /// The bytes of a field.
    pub(super) fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        self.field(tag).map(|(bytes, _)| bytes)
    }

    /// The whole numbers of a field.
    pub(super) fn numbers(&self, tag: u16) -> Option<Vec<u32>> {
        let (bytes, size) = self.field(tag)?;
        bytes
            .chunks_exact(size)
            .map(|value| match *value {
                [byte] => Some(u32::from(byte)),
                [a, b] => Some(u32::from((self.short)([a, b]))),
                [a, b, c, d] => Some((self.long)([a, b, c, d])),
                _ => None,
            })
            .collect()
    }

    /// The first whole number of a field.
    pub(super) fn number(&self, tag: u16) -> Option<u32> {
        self.numbers(tag)?.first().copied()
    }

    /// The first fraction of a field.
    pub(super) fn fraction(&self, tag: u16) -> Option<f64> {
        let value = self.bytes(tag)?;
        let long = |at: usize| value.get(at..)?.first_chunk().copied().map(self.long);
        Some(f64::from(long(0)?) / f64::from(long(4)?))
    }

    fn u16(&self, at: usize) -> Option<u16> {
        self.tiff.get(at..)?.first_chunk().copied().map(self.short)
    }

    fn u32(&self, at: usize) -> Option<u32> {
        self.tiff.get(at..)?.first_chunk().copied().map(self.long)
    }
}
