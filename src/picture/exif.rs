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

/// A directory of a TIFF structure (TIFF 6.0, section 2; BigTIFF has the same with
/// wider numbers), in the byte order that it declares. Nothing is believed: what lies
/// outside is not there.
#[derive(Clone, Copy)]
pub(super) struct TiffReader<'a> {
    tiff: &'a [u8],
    order: TiffOrder,
    /// Whether places and counts have 64 bits.
    is_big: bool,
    entries: usize,
    directory: usize,
}

/// Which byte of a number comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TiffOrder {
    /// The lowest.
    Little,
    /// The highest.
    Big,
}

impl TiffOrder {
    pub(super) fn u16(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }

    fn u32(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }

    fn u64(self, bytes: [u8; 8]) -> u64 {
        match self {
            Self::Little => u64::from_le_bytes(bytes),
            Self::Big => u64::from_be_bytes(bytes),
        }
    }
}

impl<'a> TiffReader<'a> {
    /// The first directory; `None` if it is no TIFF structure, or the directory is
    /// not there.
    pub(super) fn new(tiff: &'a [u8]) -> Option<Self> {
        let (order, is_big) = match tiff.get(..4)? {
            b"II*\0" => (TiffOrder::Little, false),
            b"MM\0*" => (TiffOrder::Big, false),
            b"II+\0" => (TiffOrder::Little, true),
            b"MM\0+" => (TiffOrder::Big, true),
            _ => return None,
        };
        let header = Self { tiff, order, is_big, entries: 0, directory: 0 };
        header.at(header.place(if is_big { 8 } else { 4 })?)
    }

    /// Another directory of the same structure.
    pub(super) fn at(&self, directory: usize) -> Option<Self> {
        let entries = match self.is_big {
            true => usize::try_from(self.u64(directory)?).ok()?,
            false => usize::from(self.u16(directory)?),
        };
        // What is said to lie beyond the end is not looked for.
        let entries = entries.min(self.tiff.len() / self.entry_size());
        Some(Self { directory, entries, ..*self })
    }

    /// The directory that follows this one.
    pub(super) fn next(&self) -> Option<Self> {
        let end = self.entry(self.entries)?;
        let next = self.place(end)?;
        if next == 0 { None } else { self.at(next) }
    }

    /// Whether all of the directory is there, with the place of the next one.
    pub(super) fn is_whole(&self) -> bool {
        let said = match self.is_big {
            true => self.u64(self.directory),
            false => self.u16(self.directory).map(u64::from),
        };
        said == u64::try_from(self.entries).ok()
            && self.entry(self.entries).and_then(|end| self.place(end)).is_some()
    }

    /// Where this directory stands.
    pub(super) fn place_of_directory(&self) -> usize {
        self.directory
    }

    /// The order of bytes in all its numbers.
    pub(super) fn order(&self) -> TiffOrder {
        self.order
    }

    fn entry_size(&self) -> usize {
        if self.is_big { 20 } else { 12 }
    }

    fn entry(&self, nth: usize) -> Option<usize> {
        let start = self.directory.checked_add(if self.is_big { 8 } else { 2 })?;
        start.checked_add(nth.checked_mul(self.entry_size())?)
    }

    /// A place in the file, or a count.
    fn place(&self, at: usize) -> Option<usize> {
        match self.is_big {
            true => usize::try_from(self.u64(at)?).ok(),
            false => usize::try_from(self.u32(at)?).ok(),
        }
    }

    /// The bytes of a field, and how long each of its values is.
    fn field(&self, tag: u16) -> Option<(&'a [u8], usize)> {
        let entry = (0..self.entries)
            .filter_map(|nth| self.entry(nth))
            .find(|entry| self.u16(*entry) == Some(tag))?;
        let size: usize = match self.u16(entry + 2)? {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 | 16..=18 => 8,
            _ => return None,
        };
        let length = size.checked_mul(self.place(entry + 4)?)?;
        let (value, room) = if self.is_big { (entry + 12, 8) } else { (entry + 8, 4) };
        let at = if length <= room { value } else { self.place(value)? };
        Some((self.tiff.get(at..at.checked_add(length)?)?, size))
    }

    /// The bytes of a field.
    pub(super) fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        self.field(tag).map(|(bytes, _)| bytes)
    }

    /// The whole numbers of a field.
    pub(super) fn numbers(&self, tag: u16) -> Option<Vec<u64>> {
        let (bytes, size) = self.field(tag)?;
        bytes
            .chunks_exact(size)
            .map(|value| match *value {
                [byte] => Some(u64::from(byte)),
                [a, b] => Some(u64::from(self.order.u16([a, b]))),
                [a, b, c, d] => Some(u64::from(self.order.u32([a, b, c, d]))),
                [a, b, c, d, e, f, g, h] => Some(self.order.u64([a, b, c, d, e, f, g, h])),
                _ => None,
            })
            .collect()
    }

    /// The first whole number of a field.
    pub(super) fn number(&self, tag: u16) -> Option<u32> {
        u32::try_from(*self.numbers(tag)?.first()?).ok()
    }

    /// The first fraction of a field.
    pub(super) fn fraction(&self, tag: u16) -> Option<f64> {
        let value = self.bytes(tag)?;
        let long = |at: usize| Some(self.order.u32(value.get(at..)?.first_chunk().copied()?));
        Some(f64::from(long(0)?) / f64::from(long(4)?))
    }

    fn u16(&self, at: usize) -> Option<u16> {
        Some(self.order.u16(self.tiff.get(at..)?.first_chunk().copied()?))
    }

    fn u32(&self, at: usize) -> Option<u32> {
        Some(self.order.u32(self.tiff.get(at..)?.first_chunk().copied()?))
    }

    fn u64(&self, at: usize) -> Option<u64> {
        Some(self.order.u64(self.tiff.get(at..)?.first_chunk().copied()?))
    }
}
