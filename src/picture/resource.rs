//! Photoshop's image resources (Adobe Photoshop File Formats Specification,
//! "Image Resources Section"): what IPTC and clipping paths stand in, in JPEG
//! and TIFF alike.

use super::{Encoding, Picture, jpeg, tiff};

/// What an APP13 segment with resources begins with.
const JPEG_MARK: &[u8] = b"Photoshop 3.0\0";
const APP13: u8 = 0xED;

/// A resource.
pub(super) struct Resource<'a> {
    pub(super) number: u16,
    pub(super) name: &'a [u8],
    pub(super) data: &'a [u8],
}

impl Picture {
    /// The resources, one block after the other. A JPEG may part them among
    /// several segments.
    pub(super) fn resource_bytes(&self) -> Vec<u8> {
        match self.encoding {
            Encoding::Jpeg(_) => jpeg::segments(&self.bytes)
                .filter(|(marker, _)| *marker == APP13)
                .filter_map(|(_, data)| data.strip_prefix(JPEG_MARK))
                .flatten()
                .copied()
                .collect(),
            Encoding::Tiff(_) => tiff::printed(&self.bytes)
                .and_then(|reader| reader.bytes(tiff::RESOURCES))
                .map(<[u8]>::to_vec)
                .unwrap_or_default(),
            Encoding::Png(_) | Encoding::WebP(_) | Encoding::Svg(_) | Encoding::Pdf(_) => {
                Vec::new()
            }
        }
    }
}

/// The resources of a block, as far as they can be told apart.
pub(super) fn resources(bytes: &[u8]) -> impl Iterator<Item = Resource<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let after = rest.strip_prefix(b"8BIM")?;
        let (number, after) = after.split_first_chunk::<2>()?;
        // The name: a length and as many bytes, padded to an even number.
        let length = usize::from(*after.first()?) + 1;
        let name = after.get(1..length)?;
        let after = after.get(length + length % 2..)?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (data, after) = after.split_at_checked(length)?;
        rest = after.get(length % 2..).unwrap_or_default();
        Some(Resource { number: u16::from_be_bytes(*number), name, data })
    })
}
