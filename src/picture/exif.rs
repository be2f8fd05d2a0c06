//! How a camera was held: the orientation tag of Exif (CIPA DC-008, 4.6.5).
//!
//! Phones store what the sensor saw and write down how to turn it; a page that
//! ignores this prints portraits lying on their side.

/// How stored pixels are turned to be seen upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Orientation {
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

impl Orientation {
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

    /// Width and height as seen, of pixels stored in this width and height.
    #[must_use]
    pub fn seen(self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::Upright | Self::Mirrored | Self::HalfTurn | Self::Flipped => (width, height),
            Self::Transposed | Self::QuarterRight | Self::AntiTransposed | Self::QuarterLeft => {
                (height, width)
            }
        }
    }
}

/// The orientation in a JPEG's APP1 segment, if it is Exif and says one.
pub(super) fn orientation(app1: &[u8]) -> Option<Orientation> {
    const TAG: u16 = 0x0112;
    const SHORT: u16 = 3;
    let tiff = app1.strip_prefix(b"Exif\0\0")?;
    let reader = match tiff.get(..4)? {
        b"II*\0" => TiffReader { tiff, number: u16::from_le_bytes, offset: u32::from_le_bytes },
        b"MM\0*" => TiffReader { tiff, number: u16::from_be_bytes, offset: u32::from_be_bytes },
        _ => return None,
    };
    let directory = usize::try_from(reader.u32(4)?).ok()?;
    let entries = usize::from(reader.u16(directory)?);
    (0..entries)
        .map(|nth| directory + 2 + 12 * nth)
        .find(|entry| reader.u16(*entry) == Some(TAG))
        .filter(|entry| reader.u16(entry + 2) == Some(SHORT))
        .and_then(|entry| Orientation::from_tag(reader.u16(entry + 8)?))
}

/// Numbers out of a TIFF structure, in the byte order it declares.
struct TiffReader<'a> {
    tiff: &'a [u8],
    number: fn([u8; 2]) -> u16,
    offset: fn([u8; 4]) -> u32,
}

impl TiffReader<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        self.tiff.get(at..)?.first_chunk().copied().map(self.number)
    }

    fn u32(&self, at: usize) -> Option<u32> {
        self.tiff.get(at..)?.first_chunk().copied().map(self.offset)
    }
}
