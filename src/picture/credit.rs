//! Who made a picture, as its file says: IPTC's by-line (IPTC-NAA IIM 4.2), XMP's
//! creator, Exif's artist, IPTC's credit, XMP's credit, in this order.

use super::charset::{NameCharset, NameReading, readings};
use super::exif;
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
    /// The set of characters that it was found to be written in, where its file names
    /// none.
    pub charset: Option<&'static str>,
    /// Another field of the same file that names somebody else.
    pub differs: Option<OtherCredit>,
}

/// What another field of a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCredit {
    /// The name, in one line.
    pub text: String,
    /// Where it stands.
    pub field: CreditField,
}

/// A name in a set of characters that the file does not name and that cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadCredit {
    /// Where it stands.
    pub field: CreditField,
    /// How it may read, each with the set of characters.
    pub readings: Vec<String>,
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
    /// XMP photoshop:Credit.
    XmpCredit,
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
            Self::XmpCredit => "XMP photoshop:Credit",
            Self::ExifArtist => "Exif Artist",
        }
    }

    /// Whether it names the photographer rather than whom the picture comes from.
    fn is_person(self) -> bool {
        match self {
            Self::IptcByline | Self::XmpCreator | Self::ExifArtist => true,
            Self::IptcCredit | Self::XmpCredit => false,
        }
    }
}

const BYLINE: u8 = 80;
const CREDIT: u8 = 110;
/// What parts values while they are read together: ASCII's record separator, which stands
/// for itself in all sets of characters and in no name.
const BETWEEN: u8 = 0x1E;

impl Picture {
    /// Who made the picture, if its file says so in words that can be read.
    #[must_use]
    pub fn found_credit(&self) -> Option<FoundCredit> {
        let iptc = self.iptc();
        let around = iptc_text(&iptc);
        let xmp = self.xmp();
        let of_iptc = |number: u8, field: CreditField| {
            let [reading] = <[_; 1]>::try_from(iptc_field(&iptc, number, &around)).ok()?;
            let charset = match reading.charset {
                NameCharset::Utf8 => None,
                other => Some(other.name()),
            };
            let text = tidied(&reading.text)?;
            Some(FoundCredit { text, field, charset, differs: None })
        };
        let plain = |text: Option<String>, field: CreditField| {
            let text = tidied(&text?)?;
            Some(FoundCredit { text, field, charset: None, differs: None })
        };
        let of_xmp = |read: fn(&str) -> Option<String>| xmp.as_deref().and_then(read);
        let all = [
            of_iptc(BYLINE, CreditField::IptcByline),
            plain(of_xmp(creator), CreditField::XmpCreator),
            plain(self.artist(), CreditField::ExifArtist),
            of_iptc(CREDIT, CreditField::IptcCredit),
            plain(of_xmp(xmp_credit), CreditField::XmpCredit),
        ];
        let mut all = all.into_iter().flatten();
        let taken = all.next()?;
        // A person and an agency are two things, not two answers.
        let other = all.find(|other| {
            other.field.is_person() == taken.field.is_person()
                && !is_same_name(&other.text, &taken.text)
        });
        let differs = other.map(|FoundCredit { text, field, .. }| OtherCredit { text, field });
        Some(FoundCredit { differs, ..taken })
    }

    /// The by-line, or else the credit, in IPTC that is there but cannot be read.
    #[must_use]
    pub fn unread_credit(&self) -> Option<UnreadCredit> {
        let iptc = self.iptc();
        let around = iptc_text(&iptc);
        [(BYLINE, CreditField::IptcByline), (CREDIT, CreditField::IptcCredit)]
            .into_iter()
            .filter(|(number, _)| iptc_values(&iptc, *number).next().is_some())
            .find_map(|(number, field)| {
                let readings = iptc_field(&iptc, number, &around);
                let said = |reading: &NameReading| {
                    Some(format!("{} ({})", tidied(&reading.text)?, reading.charset.name()))
                };
                let readings = match readings.as_slice() {
                    [_] => return None,
                    readings => readings.iter().filter_map(said).collect(),
                };
                Some(UnreadCredit { field, readings })
            })
    }

    fn iptc(&self) -> Vec<u8> {
        const IPTC: u16 = 0x0404;
        let bytes = self.resource_bytes();
        if let Some(iptc) = resources(&bytes).find(|resource| resource.number == IPTC) {
            return iptc.data.to_vec();
        }
        match self.encoding {
            Encoding::Tiff(_) => tiff::printed(&self.bytes)
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
                tiff::printed(&self.bytes).and_then(|reader| reader.bytes(tiff::XMP))
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
            Encoding::Tiff(_) => tiff::printed(&self.bytes),
            Encoding::WebP(_) => webp::chunks(&self.bytes)
                .find(|(kind, _)| *kind == b"EXIF")
                .and_then(|(_, data)| exif::in_chunk(data)),
            Encoding::Svg(_) | Encoding::Pdf(_) => None,
        }?;
        String::from_utf8(reader.bytes(ARTIST)?.to_vec()).ok()
    }
}

/// All values of a field of IPTC's second record, joined, as they may read: in UTF-8,
/// whatever the file says of it, or else in the sets of characters that old programs of
/// the house's own neighborhood write.
fn iptc_field(iptc: &[u8], wanted: u8, around: &[u8]) -> Vec<NameReading> {
    let values: Vec<&[u8]> = iptc_values(iptc, wanted).collect();
    let name = values.join(&BETWEEN);
    if name.is_empty() {
        return Vec::new();
    }
    let joined = |reading: NameReading| NameReading {
        text: reading.text.split(char::from(BETWEEN)).collect::<Vec<_>>().join("、"),
        ..reading
    };
    readings(&name, around).into_iter().map(joined).collect()
}

/// All text of IPTC's second record that is not UTF-8.
fn iptc_text(iptc: &[u8]) -> Vec<u8> {
    const HEADLINE: u8 = 105;
    const CAPTION: u8 = 120;
    [BYLINE, CREDIT, HEADLINE, CAPTION]
        .into_iter()
        .flat_map(|number| iptc_values(iptc, number))
        .filter(|value| std::str::from_utf8(value).is_err())
        .collect::<Vec<_>>()
        .join(&BETWEEN)
}

/// The values of a field of IPTC's second record.
fn iptc_values(iptc: &[u8], wanted: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = iptc;
    std::iter::from_fn(move || {
        loop {
            let (&[0x1C, record, field, high, low], after) = rest.split_first_chunk::<5>()? else {
                return None;
            };
            let length = usize::from(u16::from_be_bytes([high, low]));
            // With the highest bit set this is the length of a length field that follows:
            // such data is no name.
            let (data, after) = after.split_at_checked(length).filter(|_| high < 0x80)?;
            rest = after;
            if (record, field) == (2, wanted) {
                return Some(data);
            }
        }
    })
}

/// Whether two names differ in nothing but blanks and the marks between them.
fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(one) == letters(other)
}

/// What photoshop:Credit says, as an element or an attribute.
fn xmp_credit(xmp: &str) -> Option<String> {
    const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
    let tree = roxmltree::Document::parse(xmp.trim_matches('\0')).ok()?;
    tree.descendants().find_map(|node| match node.has_tag_name((PHOTOSHOP, "Credit")) {
        true => node.text().map(str::to_owned),
        false => node.attribute((PHOTOSHOP, "Credit")).map(str::to_owned),
    })
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
