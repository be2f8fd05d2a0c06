//! File formats, told apart by how their files begin.

/// A picture format, or another one that gets sent in place of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// TIFF, and the raw formats of cameras that are built on it.
    Tiff,
    /// WebP.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// HEIC or AVIF, the format of recent phones.
    Heif,
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
        const BEGINNINGS: [(&[u8], Format); 14] = [
            (b"\xFF\xD8\xFF", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Format::Png),
            (b"GIF87a", Format::Gif),
            (b"GIF89a", Format::Gif),
            (b"II*\0", Format::Tiff),
            (b"MM\0*", Format::Tiff),
            (b"BM", Format::Bmp),
            (b"\0\0\0\x0CjP  ", Format::Jpeg2000),
            (b"\xFF\x4F\xFF\x51", Format::Jpeg2000),
            (b"\xFF\x0A", Format::JpegXl),
            (b"\0\0\0\x0CJXL ", Format::JpegXl),
            (b"8BPS", Format::Photoshop),
            (b"%PDF", Format::Pdf),
            (b"%!PS", Format::PostScript),
        ];
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::WebP);
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Some(Self::Heif);
        }
        if is_markup(bytes) {
            return Some(Self::Svg);
        }
        let known = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
        known.map(|(_, format)| *format).or_else(|| is_pdf(bytes).then_some(Self::Pdf))
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
            Self::Heif => "HEIC/AVIF",
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
