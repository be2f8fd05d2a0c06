//! File formats, told apart by how their files begin.

use super::tiff;

/// A picture format, or another one that gets sent in place of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// TIFF.
    Tiff,
    /// WebP.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// HEIC, the format of phones.
    Heic,
    /// AVIF, which phones and the web have.
    Avif,
    /// What the sensor of a camera saw: NEF, CR2, CR3, ARW, RAF, RW2, ORF, DNG …
    CameraRaw,
    /// A film.
    Film,
    /// JPEG 2000.
    Jpeg2000,
    /// JPEG XL.
    JpegXl,
    /// Photoshop.
    Photoshop,
    /// PDF or Illustrator.
    Pdf,
    /// Encapsulated PostScript.
    PostScript,
    /// SVG.
    Svg,
}

impl Format {
    /// The format of a file's bytes.
    #[must_use]
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        const BEGINNINGS: [(&[u8], Format); 25] = [
            (b"\xFF\xD8\xFF", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Format::Png),
            (b"GIF87a", Format::Gif),
            (b"GIF89a", Format::Gif),
            (b"II*\0", Format::Tiff),
            (b"MM\0*", Format::Tiff),
            (b"II+\0", Format::Tiff),
            (b"MM\0+", Format::Tiff),
            // Fujifilm, Panasonic, Olympus (three), Minolta, Sigma.
            (b"FUJIFILMCCD-RAW", Format::CameraRaw),
            (b"IIU\0", Format::CameraRaw),
            (b"IIRO", Format::CameraRaw),
            (b"IIRS", Format::CameraRaw),
            (b"MMOR", Format::CameraRaw),
            (b"\0MRM", Format::CameraRaw),
            (b"FOVb", Format::CameraRaw),
            (b"BM", Format::Bmp),
            (b"\0\0\0\x0CjP  ", Format::Jpeg2000),
            (b"\xFF\x4F\xFF\x51", Format::Jpeg2000),
            (b"\xFF\x0A", Format::JpegXl),
            (b"\0\0\0\x0CJXL ", Format::JpegXl),
            (b"8BPS", Format::Photoshop),
            (b"%PDF", Format::Pdf),
            (b"%!PS", Format::PostScript),
            // With a preview for the screen.
            (b"\xC5\xD0\xD3\xC6", Format::PostScript),
            (b"\x1A\x45\xDF\xA3", Format::Film),
        ];
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::WebP);
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Self::of_brand(bytes.get(8..12)?);
        }
        if is_markup(bytes) {
            return Some(Self::Svg);
        }
        let known = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
        match known.map(|(_, format)| *format) {
            // Canon's CR2 and CRW say so beside their beginning; others by what is in them.
            Some(Self::Tiff) if bytes.get(8..10) == Some(b"CR") => Some(Self::CameraRaw),
            Some(Self::Tiff) if tiff::is_camera_raw(bytes) => Some(Self::CameraRaw),
            None if bytes.get(6..14) == Some(b"HEAPCCDR") => Some(Self::CameraRaw),
            known => known.or_else(|| is_pdf(bytes).then_some(Self::Pdf)),
        }
    }

    /// What a file in boxes holds, by the first brand that it names (ISO 14496-12, 4.3).
    fn of_brand(brand: &[u8]) -> Option<Self> {
        Some(match brand {
            b"avif" | b"avis" => Self::Avif,
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Self::Heic
            }
            b"crx " => Self::CameraRaw,
            _ => Self::Film,
        })
    }

    /// The name people know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::Tiff => "TIFF",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::CameraRaw => "RAW",
            Self::Film => "MP4",
            Self::Jpeg2000 => "JPEG 2000",
            Self::JpegXl => "JPEG XL",
            Self::Photoshop => "Photoshop",
            Self::Pdf => "PDF",
            Self::PostScript => "EPS",
            Self::Svg => "SVG",
        }
    }

    /// The usual endings of its files' names; none for formats that are
    /// refused anyway.
    pub(super) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Tiff => &["tif", "tiff"],
            Self::WebP => &["webp"],
            Self::Svg => &["svg"],
            // Illustrator's own files are PDF inside.
            Self::Pdf => &["pdf", "ai"],
            _ => &[],
        }
    }
}

/// Whether a file is a PDF with something before it, such as the header of a
/// mail: readers look for its beginning in so many bytes (PDF 32000-1, annex H,
/// 3.4.1).
fn is_pdf(bytes: &[u8]) -> bool {
    const WITHIN: usize = 1024;
    bytes[..bytes.len().min(WITHIN)].windows(5).any(|five| five == b"%PDF-")
}

/// Whether a file begins as XML does that could be a drawing.
fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let beginnings: [&[u8]; 4] = [b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg"];
    beginnings.iter().any(|beginning| bytes.starts_with(beginning))
}
