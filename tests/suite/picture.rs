//! Picture headers: what is accepted, what is refused and in which words.

use std::io::Cursor;

use banmian::diag::Language;
use banmian::picture::{
    Encoding, Extent, JpegColor, PictureError, PictureOrientation, PngColor, read,
};
use image::{DynamicImage, GrayImage, ImageFormat, RgbImage, RgbaImage};

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("memory takes every write");
    bytes.into_inner()
}

/// A JPEG whose left half is red and whose right half is blue.
pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, _| {
        image::Rgb(if x < width / 2 { [220, 20, 20] } else { [20, 20, 220] })
    });
    encoded(&image.into(), ImageFormat::Jpeg)
}

/// A green PNG, see-through in its lower half.
pub(crate) fn png_rgba(width: u32, height: u32) -> Vec<u8> {
    let image = RgbaImage::from_fn(width, height, |_, y| {
        image::Rgba([20, 160, 20, if y < height / 2 { 255 } else { 0 }])
    });
    encoded(&image.into(), ImageFormat::Png)
}

pub(crate) fn gray_png(width: u32, height: u32) -> Vec<u8> {
    let image = GrayImage::from_fn(width, height, |x, y| image::Luma([(x * 7 + y * 13) as u8]));
    encoded(&image.into(), ImageFormat::Png)
}

/// A JPEG with an Exif segment that says how the camera was held.
pub(crate) fn turned_jpeg(width: u32, height: u32, tag: u8) -> Vec<u8> {
    let exif: &[u8] = &[
        0xFF, 0xE1, 0x00, 0x22, b'E', b'x', b'i', b'f', 0, 0, // segment of 34 bytes
        b'M', b'M', 0, 42, 0, 0, 0, 8, // TIFF, directory at 8
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, tag, 0, 0, // one entry: orientation
        0, 0, 0, 0, // no further directory
    ];
    let mut bytes = jpeg(width, height);
    bytes.splice(2..2, exif.iter().copied());
    bytes
}

fn error(bytes: &[u8]) -> PictureError {
    read("photo.jpg", bytes).expect_err("it cannot be used")
}

#[test]
fn size_and_color_come_from_the_header() {
    let photo = read("a.jpg", jpeg(64, 48)).expect("a JPEG");
    assert_eq!((photo.width, photo.height), (64, 48));
    assert!(matches!(photo.encoding, Encoding::Jpeg(header) if header.color == JpegColor::YCbCr));
    let drawing = read("a.png", png_rgba(20, 30)).expect("a PNG");
    assert_eq!((drawing.width, drawing.height), (20, 30));
    assert!(
        matches!(drawing.encoding, Encoding::Png(header) if header.color == PngColor::Rgb && header.alpha)
    );
}

#[test]
fn a_picture_lying_on_its_side_is_seen_upright() {
    let photo = read("a.jpg", turned_jpeg(64, 48, 6)).expect("a JPEG");
    assert_eq!((photo.width, photo.height), (48, 64));
    assert_eq!(photo.orientation, PictureOrientation::QuarterRight);
    assert_eq!(photo.encoding.stored_size(), Extent { width: 64, height: 48 });
    let photo = read("a.jpg", turned_jpeg(64, 48, 99)).expect("a JPEG");
    assert_eq!(photo.orientation, PictureOrientation::Upright);
}

/// A PNG with a further chunk before its end or after its header.
fn with_chunk(png: &[u8], at: usize, kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let mut crc = flate2::Crc::new();
    crc.update(&chunk[4..]);
    chunk.extend(crc.sum().to_be_bytes());
    [&png[..at], &chunk, &png[at..]].concat()
}

#[test]
fn a_png_says_how_it_is_turned() {
    let exif = [b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
    let exif = [&exif[..], &[0; 4]].concat();
    let png = gray_png(64, 48);
    for at in [33, png.len() - 12] {
        let photo = read("a.png", with_chunk(&png, at, *b"eXIf", &exif)).expect("a PNG");
        assert_eq!((photo.width, photo.height), (48, 64));
        assert_eq!(photo.orientation, PictureOrientation::QuarterRight);
        assert!(photo.decode().is_some());
    }
}

#[test]
fn pictures_brighter_than_paper_are_refused() {
    for transfer in [16, 18] {
        let png = with_chunk(&gray_png(40, 40), 33, *b"cICP", &[9, transfer, 0, 1]);
        assert_eq!(error(&png), PictureError::HighRange);
    }
    let finding = PictureError::HighRange.diagnostic("a.png");
    assert!(finding.message().zh.contains("HDR") && finding.hints()[0].en.contains("sRGB"));
    assert!(read("a.png", with_chunk(&gray_png(40, 40), 33, *b"cICP", &[9, 13, 0, 1])).is_ok());
}

#[test]
fn what_phones_and_programs_send_is_refused_with_the_way_out() {
    for (bytes, expected, way_out) in [
        (
            &b"\0\0\0\x18ftypheic\0\0\0\0"[..],
            PictureError::PhonePicture { format: "HEIC" },
            "Most Compatible",
        ),
        (b"\0\0\0\x18ftypavif", PictureError::PhonePicture { format: "AVIF" }, "as JPEG"),
        (b"\0\0\0\x18ftypmp42", PictureError::Film, "one frame"),
        (b"8BPS\0\x01", PictureError::Photoshop, "TIFF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", PictureError::PostScript, "PDF"),
        (b"\xC5\xD0\xD3\xC6\x20\0\0\0", PictureError::PostScript, "PDF"),
    ] {
        assert_eq!(error(bytes), expected);
        assert!(expected.hints()[0].en.contains(way_out), "{:?}", expected.hints());
    }
}

#[test]
fn ink_pictures_of_adobe_are_inverted() {
    // The frame header of the smallest CMYK JPEG, with and without Adobe's
    // marker; there are no pixels to speak of.
    let frame =
        [0xFF, 0xC0, 0, 20, 8, 0, 1, 0, 1, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
    let adobe = [0xFF, 0xEE, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, 2];
    let scan = [0xFF, 0xDA, 0, 2, 0xFF, 0xD9];
    let with = [&[0xFF, 0xD8][..], &adobe, &frame, &scan].concat();
    let without = [&[0xFF, 0xD8][..], &frame, &scan].concat();
    for (bytes, inverted) in [(with, true), (without, false)] {
        let Encoding::Jpeg(header) = read("a.jpg", bytes).expect("a JPEG").encoding else {
            panic!("a JPEG");
        };
        assert_eq!(header.color, JpegColor::Cmyk { inverted });
    }
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    for whole in [jpeg(64, 48), gray_png(40, 40), turned_jpeg(64, 48, 6)] {
        for length in 0..whole.len() - 1 {
            assert!(read("photo.jpg", &whole[..length]).is_err(), "{length} bytes were accepted");
        }
    }
}

#[test]
fn what_a_camera_appends_does_no_harm() {
    let mut bytes = jpeg(64, 48);
    bytes.extend(b"MPF and a little film");
    assert!(read("photo.jpg", bytes).is_ok());
}

#[test]
fn files_that_are_no_pictures_are_refused_by_name() {
    assert_eq!(error(b""), PictureError::Empty);
    assert_eq!(error("这是一段文字。".as_bytes()), PictureError::NotAPicture);
    for (bytes, name) in
        [(&b"GIF89a\x01\0\x01\0"[..], "GIF"), (b"\0\0\0\x18ftypheic", "HEIC"), (b"%PDF-1.7", "PDF")]
    {
        let finding = error(bytes).diagnostic("photo.jpg");
        for language in [Language::English, Language::Chinese] {
            assert!(finding.message().get(language).contains(name), "{:?}", finding.message());
        }
        assert_eq!(finding.file(), Some("photo.jpg"));
        assert!(!finding.hints().is_empty());
    }
}

#[test]
fn sizes_beyond_reason_are_refused_from_the_header() {
    let sized = |width: u32, height: u32| {
        let mut bytes = gray_png(40, 40);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        read("photo.png", bytes).map(|picture| (picture.width, picture.height))
    };
    assert_eq!(sized(0, 40), Err(PictureError::NoPixels));
    assert_eq!(sized(40, 0), Err(PictureError::NoPixels));
    assert_eq!(
        sized(30_001, 1),
        Err(PictureError::TooLarge { width_pixels: 30_001, height_pixels: 1, limit_side: 30_000 })
    );
    assert_eq!(
        sized(25_000, 25_000),
        Err(PictureError::TooLarge {
            width_pixels: 25_000,
            height_pixels: 25_000,
            limit_side: 30_000
        })
    );
    assert_eq!(sized(15_000, 15_000), Ok((15_000, 15_000)));
    assert!(sized(u32::MAX, u32::MAX).is_err());
}

#[test]
fn a_wrong_file_name_is_noted_and_no_more() {
    let picture = read("chart.jpg", gray_png(40, 40)).expect("a PNG by its content");
    let note = picture.misnamed().expect("its name says JPEG");
    assert!(note.message().en.contains("PNG") && note.message().zh.contains("PNG"));
    assert!(read("chart.PNG", gray_png(40, 40)).expect("a PNG").misnamed().is_none());
}

#[test]
fn kinds_of_jpeg_that_no_pdf_carries_are_refused() {
    let mut bytes = jpeg(64, 48);
    let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame header");
    bytes[at + 1] = 0xC3;
    assert_eq!(error(&bytes), PictureError::UnsupportedJpeg { format_kind: "lossless" });
    bytes[at + 1] = 0xC9;
    assert_eq!(error(&bytes), PictureError::UnsupportedJpeg { format_kind: "arithmetic coding" });
}
