//! Color profiles: what the header of an ICC file says (ICC.1:2010, 7.2).
//!
//! Nothing is converted here; that is `press`'s business. This is enough to
//! know whether a profile can stand for a printing condition, and what it calls
//! itself.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::deflate::deflate;
pub use crate::diag::finding::IccError;

/// The printing condition of a page that names none: coldset on newsprint,
/// from the characterization data of ANSI CGATS/SNAP TR 002-2007.
const NEWSPRINT: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/press/newsprint-tr002-240.icc"));
/// Bytes of the header, and of the count of tags after it.
const HEADER: usize = 128;
/// Bytes of one entry of the tag table.
const ENTRY: usize = 12;
/// More tags than any profile has.
const MOST_TAGS: usize = 200;

/// An ICC profile whose header and tag table have been checked.
#[derive(Clone)]
pub struct IccProfile {
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// What kind of device it describes.
    pub class: ProfileClass,
    /// The color space of the device.
    pub space: Space,
    /// What it calls itself; empty if it does not say.
    pub description: String,
    /// Its bytes deflated, once somebody asked.
    packed: OnceLock<Vec<u8>>,
}

/// What kind of device a profile describes (ICC.1:2010, 7.2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileClass {
    /// A press or printer, `prtr`.
    Output,
    /// A scanner or camera, `scnr`.
    Input,
    /// A screen, `mntr`.
    Display,
    /// A color space such as a working space, `spac`.
    Space,
    /// Anything else: device links, named colors, abstract profiles.
    Other,
}

/// The color space of a device (ICC.1:2010, 7.2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Shades of gray.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk,
    /// CIE L*a*b*.
    Lab,
    /// Anything else.
    Other,
}

impl IccProfile {
    /// Reads the header and the table of tags.
    ///
    /// # Errors
    /// If the bytes are not an ICC profile, or one that is cut short.
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, IccError> {
        let bytes = bytes.into();
        if bytes.get(36..40) != Some(b"acsp") {
            return Err(IccError::NotAProfile);
        }
        let size = number(&bytes, 0).ok_or(IccError::Damaged)?;
        let count = number(&bytes, HEADER).ok_or(IccError::Damaged)?;
        if size > bytes.len() || size < HEADER || count > MOST_TAGS {
            return Err(IccError::Damaged);
        }
        let mut description = String::new();
        for tag in 0..count {
            let at = HEADER + 4 + tag * ENTRY;
            let name = bytes.get(at..at + 4).ok_or(IccError::Damaged)?;
            let (Some(start), Some(length)) = (number(&bytes, at + 4), number(&bytes, at + 8))
            else {
                return Err(IccError::Damaged);
            };
            let end = start.checked_add(length).ok_or(IccError::Damaged)?;
            let data = bytes.get(start..end).ok_or(IccError::Damaged)?;
            if name == b"desc" {
                description = read_description(data).unwrap_or_default();
            }
        }
        let class = match &bytes[12..16] {
            b"prtr" => ProfileClass::Output,
            b"scnr" => ProfileClass::Input,
            b"mntr" => ProfileClass::Display,
            b"spac" => ProfileClass::Space,
            _ => ProfileClass::Other,
        };
        let space = match &bytes[16..20] {
            b"GRAY" => Space::Gray,
            b"RGB " => Space::Rgb,
            b"CMYK" => Space::Cmyk,
            b"Lab " => Space::Lab,
            _ => Space::Other,
        };
        Ok(Self { bytes, class, space, description, packed: OnceLock::new() })
    }

    /// The printing condition of a page that names none.
    #[must_use]
    pub fn newsprint() -> Self {
        Self::read(NEWSPRINT).expect("the profile that comes with the program is sound")
    }

    /// The same, shared by all pages, so that it is read and packed once.
    #[must_use]
    pub fn shared_newsprint() -> Arc<Self> {
        static SHARED: OnceLock<Arc<IccProfile>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Arc::new(Self::newsprint())))
    }

    /// Whether it can stand for a printing condition in four inks.
    #[must_use]
    pub fn is_cmyk_press(&self) -> bool {
        self.class == ProfileClass::Output && self.space == Space::Cmyk
    }

    /// The file as a press file carries it, deflated; worked out once. That
    /// takes as long as a page is set in, so it is begun beside that.
    pub(crate) fn packed(&self) -> &[u8] {
        self.packed.get_or_init(|| deflate(&self.bytes))
    }
}

/// The rest of a profile is read out of its bytes.
impl PartialEq for IccProfile {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for IccProfile {}

impl fmt::Debug for IccProfile {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { bytes, class, space, description, packed: _ } = self;
        write!(f, "Profile({description:?}, {class:?}, {space:?}, {} bytes)", bytes.len())
    }
}

/// A number of four bytes.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_be_bytes(*four)).ok()
}

/// The text of a description: ASCII of version 2 (`desc`), the first language
/// of version 4 (`mluc`).
fn read_description(data: &[u8]) -> Option<String> {
    match data.get(..4)? {
        b"desc" => {
            let length = number(data, 8)?;
            let text = data.get(12..12usize.checked_add(length)?)?;
            Some(String::from_utf8_lossy(text).trim_end_matches('\0').to_owned())
        }
        b"mluc" => {
            let (length, start) = (number(data, 20)?, number(data, 24)?);
            let text = data.get(start..start.checked_add(length)?)?;
            let units: Vec<u16> =
                text.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            Some(String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned())
        }
        _ => None,
    }
}
