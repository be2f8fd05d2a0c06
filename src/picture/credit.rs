//! Who made a picture, as its file says: IPTC's by-line (IPTC-NAA IIM 4.2), XMP's
//! creator, Exif's artist, IPTC's credit, in this order.

use super::exif::{self, TiffReader};
use super::resource::resources;
use super::{Encoding, Picture, jpeg, png, tiff, webp};

/// A credit longer than this is something else.
const MOST_CHARACTERS: usize = 80;
/// XMP longer than this is not looked through for a name.
const MOST_XMP: usize = 1 << 20;

/// A name found in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCredit {
    /// The name, in one line.
    pub text: String,
    /// Where it stood.
    pub field: CreditField,
}

/// The field of a file that a credit stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditField {
    /// IPTC 2:80.
    IptcByline,
    /// IPTC 2:110.
    IptcCredit,
    /// XMP dc:creator.
    XmpCreator,
    /// Exif Artist.
    ExifArtist,
}

impl CreditField {
    /// The name that programs show for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::IptcByline => "IPTC By-line",
            Self::IptcCredit => "IPTC Credit",
            Self::XmpCreator => "XMP dc:creator",
            Self::ExifArtist => "Exif Artist",
        }
    }
}

impl Picture {
    /// Who made the picture, if its file says so in words that can be read.
    #[must_use]
    pub fn found_credit(&self) -> Option<FoundCredit> {
        const BYLINE: u8 = 80;
        const CREDIT: u8 = 110;
        let iptc = self.iptc();
        let found = |text: Option<String>, field| {
            let text = tidied(&text?)?;
            Some(FoundCredit { text, field })
        };
        found(iptc_field(&iptc, BYLINE), CreditField::IptcByline)
            .or_else(|| found(self.xmp().and_then(|xmp| creator(&xmp)), CreditField::XmpCreator))
            .or_else(|| found(self.artist(), CreditField::ExifArtist))
            .or_else(|| found(iptc_field(&iptc, CREDIT), CreditField::IptcCredit))
    }

    fn iptc(&self) -> Vec<u8> {
        const IPTC: u16 = 0x0404;
        let bytes = self.resource_bytes();
        if let Some(iptc) = resources(&bytes).find(|resource| resource.number == IPTC) {
            return iptc.data.to_vec();
        }
        match self.encoding {
            Encoding::Tiff(_) => TiffReader::new(&self.bytes)
                .and_then(|reader| reader.bytes(tiff::IPTC))
                .map(<[u8]>::to_vec)
                .unwrap_or_default(),
            Encoding::Jpeg(_)
            | Encoding::Png(_)
            | Encoding::WebP(_)
            | Encoding::Svg(_)
            | Encoding::Pdf(_) => Vec::new(),
        }
    }

    fn xmp(&self) -> Option<String> {
        const JPEG_MARK: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
        // A keyword, no compression, no language and no translation (PNG
        // specification, iTXt).
        const PNG_MARK: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";
        let packet = match self.encoding {
            Encoding::Jpeg(_) => jpeg::segments(&self.bytes)
                .filter(|(marker, _)| *marker == 0xE1)
                .find_map(|(_, data)| data.strip_prefix(JPEG_MARK)),
            Encoding::Png(_) => png::chunks(&self.bytes)
                .filter(|(kind, _)| *kind == b"iTXt")
                .find_map(|(_, data)| data.strip_prefix(PNG_MARK)),
            Encoding::Tiff(_) => {
                TiffReader::new(&self.bytes).and_then(|reader| reader.bytes(tiff::XMP))
            }
            Encoding::WebP(_) => {
                webp::chunks(&self.bytes).find(|(kind, _)| *kind == b"XMP ").map(|(_, data)| data)
            }
            Encoding::Svg(_) | Encoding::Pdf(_) => None,
        };
        let packet = packet.filter(|packet| packet.len() <= MOST_XMP)?;
        String::from_utf8(packet.to_vec()).ok()
    }

    fn artist(&self) -> Option<String> {
        const ARTIST: u16 = 315;
        let reader = match self.encoding {
            Encoding::Jpeg(_) => jpeg::segments(&self.bytes)
                .filter(|(marker, _)| *marker == 0xE1)
                .find_map(|(_, data)| exif::in_segment(data)),
            Encoding::Png(_) => png::chunks(&self.bytes)
                .find(|(kind, _)| *kind == b"eXIf")
                .and_then(|(_, data)| exif::in_chunk(data)),
            Encoding::Tiff(_) => TiffReader::new(&self.bytes),
            Encoding::WebP(_) => webp::chunks(&self.bytes)
                .find(|(kind, _)| *kind == b"EXIF")
                .and_then(|(_, data)| exif::in_chunk(data)),
            Encoding::Svg(_) | Encoding::Pdf(_) => None,
        }?;
        String::from_utf8(reader.bytes(ARTIST)?.to_vec()).ok()
    }
}

/// All values of a field of IPTC's second record, joined. Text that is not
/// UTF-8 is left alone, whatever the file says of it: what else it may be can
/// only be guessed, and a wrong name is worse than none.
fn iptc_field(iptc: &[u8], wanted: u8) -> Option<String> {
    let mut rest = iptc;
    let mut names = Vec::new();
    while let Some((&[0x1C, record, field, high, low], after)) = rest.split_first_chunk::<5>() {
        let length = usize::from(u16::from_be_bytes([high, low]));
        // With the highest bit set this is the length of a length field that follows: such
        // data is no name.
        let Some((data, after)) = after.split_at_checked(length).filter(|_| high < 0x80) else {
            break;
        };
        if (record, field) == (2, wanted) {
            names.push(String::from_utf8(data.to_vec()).ok()?);
        }
        rest = after;
    }
    (!names.is_empty()).then(|| names.join("、"))
}

/// The names in dc:creator, a list (XMP specification, part 1, 8.3).
fn creator(xmp: &str) -> Option<String> {
    const DC: &str = "http://purl.org/dc/elements/1.1/";
    const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let tree = roxmltree::Document::parse(xmp.trim_matches('\0')).ok()?;
    let creator = tree.descendants().find(|node| node.has_tag_name((DC, "creator")))?;
    let names: Vec<&str> = creator
        .descendants()
        .filter(|node| node.has_tag_name((RDF, "li")))
        .filter_map(|node| node.text())
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then(|| names.join("、"))
}

/// A name in one line, without what cannot be seen; none if there is nothing
/// left, or more than a name.
fn tidied(text: &str) -> Option<String> {
    let is_seen = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFD}')
    };
    let text: String = text.chars().filter(is_seen).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.chars().count() <= MOST_CHARACTERS).then_some(text)
}
