//! Photographs: TIFF and WebP pixel by pixel, credits and outlines out of
//! files, and how pictures, captions and text stand round each other.

use std::fs;
use std::io::Cursor;

use banmian::diag::{Code, Diagnostic, Severity};
use banmian::font::{FontData, FontLibrary};
use banmian::geom::Abs;
use banmian::job::Outcome;
use banmian::page::{Item, Line, Page, Part, PlacedPicture};
use banmian::picture::{
    CreditField, Encoding, OutlineFrom, PictureError, PictureOrientation, PixelSpace, Pixels, read,
};
use banmian::{Engine, Job};
use image::{ImageFormat, Rgba, RgbaImage};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use tiff::encoder::{Compression, Predictor, TiffEncoder, colortype};
use tiff::tags::{ExtraSamples, Tag};

use crate::desk::Desk;
use crate::picture::{gray_png, jpeg};

/// A TIFF of 2 x 2 pixels, with a change to its directory.
fn tiff_of<C: colortype::ColorType>(
    compression: Compression,
    samples: &[C::Inner],
    more: &[(u16, u16)],
) -> Vec<u8>
where
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder =
        TiffEncoder::new(&mut bytes).expect("memory takes it").with_compression(compression);
    let mut image = encoder.new_image::<C>(2, 2).expect("a directory");
    for (tag, value) in more {
        image.encoder().write_tag(Tag::from_u16_exhaustive(*tag), *value).expect("a tag");
    }
    image.write_data(samples).expect("all samples");
    bytes.into_inner()
}

fn decoded(bytes: Vec<u8>) -> Pixels {
    read("photo.tif", bytes).expect("a picture").decode().expect("sound pixels")
}

#[test]
fn tiff_comes_out_pixel_by_pixel_however_it_is_packed() {
    let rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 99, 199];
    for compression in [
        Compression::Uncompressed,
        Compression::Lzw,
        Compression::Deflate(tiff::encoder::DeflateLevel::Balanced),
        Compression::Packbits,
    ] {
        let pixels = decoded(tiff_of::<colortype::RGB8>(compression, &rgb, &[]));
        assert_eq!((pixels.space, pixels.samples.as_slice()), (PixelSpace::Rgb, &rgb[..]));
        assert_eq!(pixels.alpha, None);
    }
    let sixteen = [0, 257 * 7, 257 * 200, 65_535];
    let pixels = decoded(tiff_of::<colortype::Gray16>(Compression::Lzw, &sixteen, &[]));
    assert_eq!((pixels.space, pixels.samples), (PixelSpace::Gray, vec![0, 7, 200, 255]));
}

#[test]
fn inks_of_a_tiff_count_from_none() {
    let inks = [0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 200];
    let pixels = decoded(tiff_of::<colortype::CMYK8>(Compression::Lzw, &inks, &[]));
    assert_eq!((pixels.space, pixels.samples.as_slice()), (PixelSpace::Cmyk, &inks[..]));
}

#[test]
fn a_tiff_says_how_it_is_turned() {
    let rgb = [0; 12];
    let turned = tiff_of::<colortype::RGB8>(Compression::Uncompressed, &rgb, &[(274, 6)]);
    let picture = read("photo.tif", turned).expect("a TIFF");
    assert_eq!(picture.orientation, PictureOrientation::QuarterRight);
    assert!(picture.misnamed().is_none());
}

#[test]
fn see_through_pixels_of_a_tiff_are_known() {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).expect("memory takes it");
    let mut image = encoder.new_image::<colortype::RGB8>(1, 2).expect("a directory");
    image.extra_samples(&[ExtraSamples::AssociatedAlpha]).expect("a tag");
    // Half opaque red, multiplied with its opacity, then nothing.
    image.write_data(&[100, 0, 0, 128, 0, 0, 0, 0]).expect("all samples");
    let pixels = decoded(bytes.into_inner());
    assert_eq!(pixels.alpha, Some(vec![128, 0]));
    assert_eq!(&pixels.samples[..3], &[199, 0, 0], "not multiplied any more");
}

#[test]
fn a_predictor_and_many_strips_change_nothing() {
    let samples: Vec<u8> = (0..64 * 64 * 3).map(|at| (at * 7 % 251) as u8).collect();
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes)
        .expect("memory takes it")
        .with_compression(Compression::Lzw)
        .with_predictor(Predictor::Horizontal);
    let mut image = encoder.new_image::<colortype::RGB8>(64, 64).expect("a directory");
    image.rows_per_strip(5).expect("strips");
    image.write_data(&samples).expect("all samples");
    assert_eq!(decoded(bytes.into_inner()).samples, samples);
}

#[test]
fn a_tiff_with_too_many_pixels_is_refused() {
    let base = tiff_of::<colortype::RGB8>(Compression::Uncompressed, &[0; 12], &[]);
    // The value of a directory's entry, found by its tag.
    let changed = |tag: u16, value: u16| {
        let mut bytes = base.clone();
        let directory = u32::from_le_bytes(*bytes[4..].first_chunk().expect("four")) as usize;
        let count = u16::from_le_bytes(*bytes[directory..].first_chunk().expect("two"));
        let entry = (0..usize::from(count))
            .map(|nth| directory + 2 + 12 * nth)
            .find(|entry| bytes[*entry..*entry + 2] == tag.to_le_bytes())
            .expect("the tag is there");
        bytes[entry + 8..entry + 10].copy_from_slice(&value.to_le_bytes());
        read("photo.tif", bytes).map(|_| ()).expect_err("it is refused")
    };
    assert_eq!(
        changed(256, 60_000),
        PictureError::TooLarge { width_pixels: 60_000, height_pixels: 2, limit_side: 30_000 }
    );
}

/// Every file, cut short anywhere: refused from the header, or its pixels are;
/// nothing panics and nothing is taken for whole.
#[test]
fn new_formats_cut_short_anywhere_are_refused() {
    let tiff = tiff_of::<colortype::RGB8>(Compression::Lzw, &[7; 12], &[]);
    for whole in [tiff, lossless_webp(), LOSSY_WEBP.to_vec()] {
        assert!(read("photo", whole.clone()).expect("it is whole").decode().is_some());
        for length in 0..whole.len() {
            let cut = read("photo", &whole[..length]).ok().and_then(|picture| picture.decode());
            assert!(cut.is_none(), "{length} of {} bytes were accepted", whole.len());
        }
    }
}

#[test]
fn any_bytes_behind_a_tiffs_beginning_do_no_harm() {
    let whole = tiff_of::<colortype::RGB8>(Compression::Lzw, &[7; 12], &[]);
    proptest!(Config { cases: 512, failure_persistence: None, ..Config::default() }, |(
        changes in prop::collection::vec((0..whole.len(), any::<u8>()), 1..6),
    )| {
        let mut bytes = whole.clone();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        // Sizes are held to what a test may ask for.
        if let Ok(picture) = read("photo.tif", bytes)
            && picture.width <= 4_000 && picture.height <= 4_000
        {
            let _ = (picture.decode(), picture.outline(), picture.found_credit());
        }
    });
}

/// 16 x 8 pixels of one red, stored with loss.
const LOSSY_WEBP: &[u8] = &[
    0x52, 0x49, 0x46, 0x46, 0x3E, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x20,
    0x32, 0x00, 0x00, 0x00, 0xD0, 0x01, 0x00, 0x9D, 0x01, 0x2A, 0x10, 0x00, 0x08, 0x00, 0x00, 0xC0,
    0x12, 0x25, 0xA0, 0x02, 0x74, 0xBA, 0x01, 0xF8, 0x00, 0x03, 0xB0, 0x00, 0xFE, 0xF7, 0xC4, 0x5F,
    0xFF, 0x46, 0x1F, 0xC3, 0x0F, 0xE1, 0x87, 0xF8, 0xC1, 0xFF, 0xF6, 0xA5, 0x9F, 0xB5, 0x2C, 0xFD,
    0xA9, 0x67, 0xFD, 0xA6, 0x20, 0x00,
];

fn lossless_webp() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 1, 2, 3, 255];
    image_webp::WebPEncoder::new(&mut bytes)
        .encode(&pixels, 2, 2, image_webp::ColorType::Rgba8)
        .expect("memory takes it");
    bytes
}

#[test]
fn webp_comes_out_with_and_without_loss() {
    let picture = read("photo.webp", LOSSY_WEBP).expect("a WebP");
    assert_eq!((picture.width, picture.height), (16, 8));
    assert!(!picture.encoding.is_lossless() && !picture.encoding.has_alpha());
    let pixels = picture.decode().expect("sound pixels");
    for pixel in pixels.samples.chunks_exact(3) {
        let wanted = [200, 40, 40];
        let near = pixel.iter().zip(wanted).all(|(is, wanted)| is.abs_diff(wanted) < 6);
        assert!(near, "{pixel:?}");
    }
    let picture = read("photo.webp", lossless_webp()).expect("a WebP");
    assert!(matches!(picture.encoding, Encoding::WebP(header) if header.lossless && header.alpha));
    let pixels = picture.decode().expect("sound pixels");
    assert_eq!(pixels.alpha, Some(vec![255, 128, 0, 255]));
    assert_eq!(&pixels.samples[..6], &[255, 0, 0, 0, 255, 0]);
}

#[test]
fn sizes_beyond_reason_are_refused_in_every_format() {
    // 60 000 pixels a side in the canvas of a WebP, and a film.
    let mut large = b"RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0".to_vec();
    large.extend([0x5F, 0xEA, 0, 0x5F, 0xEA, 0]);
    assert!(read("photo.webp", large.clone()).is_err());
    let mut film = large;
    film[20] = 0x02;
    assert_eq!(read("a.webp", film).map(|_| ()), Err(PictureError::AnimatedWebP));
}

/// A resource of Photoshop.
fn resource(number: u16, name: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = b"8BIM".to_vec();
    bytes.extend(number.to_be_bytes());
    bytes.push(name.len() as u8);
    bytes.extend(name.as_bytes());
    if name.len().is_multiple_of(2) {
        bytes.push(0);
    }
    bytes.extend((data.len() as u32).to_be_bytes());
    bytes.extend(data);
    if !data.len().is_multiple_of(2) {
        bytes.push(0);
    }
    bytes
}

fn iptc(field: u8, text: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x1C, 2, field];
    bytes.extend((text.len() as u16).to_be_bytes());
    bytes.extend(text);
    bytes
}

/// A segment of a JPEG, put at its beginning.
fn with_segment(mut jpeg: Vec<u8>, marker: u8, mark: &[u8], data: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xFF, marker];
    segment.extend(((mark.len() + data.len() + 2) as u16).to_be_bytes());
    segment.extend(mark);
    segment.extend(data);
    jpeg.splice(2..2, segment);
    jpeg
}

fn with_resources(data: &[u8]) -> Vec<u8> {
    with_segment(jpeg(64, 48), 0xED, b"Photoshop 3.0\0", data)
}

fn credit(bytes: Vec<u8>) -> Option<(String, CreditField)> {
    let found = read("photo.jpg", bytes).expect("a picture").found_credit()?;
    Some((found.text, found.field))
}

#[test]
fn a_credit_is_found_wherever_the_desk_wrote_it() {
    let by = |text: &[u8]| with_resources(&resource(0x0404, "", &iptc(80, text)));
    assert_eq!(
        credit(by("纪晚舟".as_bytes())),
        Some(("纪晚舟".to_owned(), CreditField::IptcByline))
    );
    assert_eq!(
        credit(by("  Ji\r\n\u{202E}Wan\0 ".as_bytes())),
        Some(("JiWan".to_owned(), CreditField::IptcByline))
    );
    assert_eq!(credit(by(&[b'x'; 500])), None, "no name is that long");
    let agency = with_resources(&resource(0x0404, "", &iptc(110, b"Yunting Press")));
    assert_eq!(credit(agency), Some(("Yunting Press".to_owned(), CreditField::IptcCredit)));
    let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF \
         xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:Description \
         xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><r:Seq><r:li>林知夏</r:li>\
         <r:li>沈渡</r:li></r:Seq></dc:creator></r:Description></r:RDF></x:xmpmeta>";
    let mark = b"http://ns.adobe.com/xap/1.0/\0";
    assert_eq!(
        credit(with_segment(jpeg(64, 48), 0xE1, mark, xmp.as_bytes())),
        Some(("林知夏、沈渡".to_owned(), CreditField::XmpCreator))
    );
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>";
    assert_eq!(credit(with_segment(jpeg(64, 48), 0xE1, mark, bomb.as_bytes())), None);
    let rgb = [0; 12];
    let mut artist = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut artist).expect("memory takes it");
    let mut image = encoder.new_image::<colortype::RGB8>(2, 2).expect("a directory");
    image.encoder().write_tag(Tag::Artist, "Wen Zhixia").expect("a tag");
    image.write_data(&rgb).expect("all samples");
    assert_eq!(
        credit(artist.into_inner()),
        Some(("Wen Zhixia".to_owned(), CreditField::ExifArtist))
    );
    assert_eq!(credit(jpeg(64, 48)), None);
    assert_eq!(credit(gray_png(4, 4)), None);
}

#[test]
fn a_byline_in_an_old_character_set_is_read_where_it_can_only_be_one() {
    let read_credit = |fields: &[Vec<u8>]| {
        let bytes = with_resources(&resource(0x0404, "", &fields.concat()));
        let picture = read("photo.jpg", bytes).expect("a picture");
        let found = picture.found_credit().map(|found| (found.text, found.charset));
        (found, picture.unread_credit().map(|unread| unread.readings))
    };
    let by = |name: &[u8]| iptc(80, name);
    let taken = |name: &str, charset| (Some((name.to_owned(), Some(charset))), None);
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let big5 = |text: &str| encoding_rs::BIG5.encode(text).0.into_owned();
    let jis = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    for name in ["周明", "纪晚舟", "李海波", "王 芳", "新华社记者 谷雨", "陈镕"]
    {
        assert_eq!(read_credit(&[by(&gbk(name))]), taken(name, "GBK"));
    }
    for name in ["陳怡君", "林美玲", "張志豪", "記者連若曦攝"] {
        assert_eq!(read_credit(&[by(&big5(name))]), taken(name, "Big5"));
    }
    for name in ["山田太郎", "佐藤ひかり", "写真・北野提供"] {
        assert_eq!(read_credit(&[by(&jis(name))]), taken(name, "Shift_JIS"));
    }
    // Several names, and a caption that says more than the name.
    assert_eq!(read_credit(&[by(&gbk("周明")), by(&gbk("林知夏"))]), taken("周明、林知夏", "GBK"));
    let (found, _) = read_credit(&[by(&gbk("海波")), iptc(120, &gbk("新华社记者摄"))]);
    assert_eq!(found, Some(("海波".to_owned(), Some("GBK"))));
    // What makes as much sense in two of them is told with both and not taken.
    let (found, unread) = read_credit(&[by(&gbk("海波"))]);
    assert_eq!(found, None);
    let unread = unread.expect("it is told");
    assert!(unread.len() == 2 && unread[0] == "海波 (GBK)" && unread[1].ends_with("(Big5)"));
    // Latin letters with accents, half-width katakana, half a character: nothing is taken.
    for name in [&b"J\xFCrgen M\xFC\xDFig"[..], b"Jos\xE9", b"\xD4\xCF\xC0\xDE", b"\xBC"] {
        let (found, unread) = read_credit(&[by(name)]);
        assert!(found.is_none() && unread.is_some(), "{name:?} {found:?} {unread:?}");
    }
    // UTF-8 is not guessed.
    assert_eq!(read_credit(&[by("周明".as_bytes())]), (Some(("周明".to_owned(), None)), None));
}

#[test]
fn two_fields_that_name_two_people_are_told() {
    let xmp = |properties: &str| {
        format!(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF \
             xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:Description \
             xmlns:dc='http://purl.org/dc/elements/1.1/' \
             xmlns:p='http://ns.adobe.com/photoshop/1.0/' {properties}</r:Description></r:RDF></x:xmpmeta>"
        )
    };
    let with = |iptc: &[u8], properties: &str| {
        let mark = b"http://ns.adobe.com/xap/1.0/\0";
        let bytes = with_resources(&resource(0x0404, "", iptc));
        let bytes = with_segment(bytes, 0xE1, mark, xmp(properties).as_bytes());
        read("photo.jpg", bytes).expect("a picture").found_credit().expect("a credit")
    };
    let creator = "><dc:creator><r:Seq><r:li>林知夏</r:li></r:Seq></dc:creator>";
    let found = with(&iptc(80, "沈渡".as_bytes()), creator);
    assert_eq!((found.text.as_str(), found.field), ("沈渡", CreditField::IptcByline));
    let other = found.differs.expect("it is told");
    assert_eq!((other.text.as_str(), other.field), ("林知夏", CreditField::XmpCreator));
    // The same name otherwise spaced, and an agency beside a person, are no contradiction.
    assert_eq!(with(&iptc(80, "林　知夏".as_bytes()), creator).differs, None);
    assert_eq!(with(&iptc(80, "沈渡".as_bytes()), "p:Credit='云汀图片社'>").differs, None);
    // XMP's credit alone, as an attribute and as an element.
    for properties in ["p:Credit='云汀图片社'>", "><p:Credit>云汀图片社</p:Credit>"] {
        let found = with(&[], properties);
        assert_eq!((found.text.as_str(), found.field), ("云汀图片社", CreditField::XmpCredit));
    }
    let found = with(&iptc(110, "另一家".as_bytes()), "p:Credit='云汀图片社'>");
    assert_eq!(found.field, CreditField::IptcCredit);
    assert_eq!(found.differs.map(|other| other.field), Some(CreditField::XmpCredit));
}

/// The middle of the picture as a clipping path: half its width and height.
fn clipping_path() -> Vec<u8> {
    let number = |hundredths: i32| (hundredths * (1 << 24) / 100).to_be_bytes();
    let mut data = Vec::new();
    let mut record = |kind: u16, numbers: [[u8; 4]; 6]| {
        data.extend(kind.to_be_bytes());
        data.extend(numbers.concat());
    };
    record(6, [[0; 4]; 6]);
    record(0, [[0, 4, 0, 0], [0; 4], [0; 4], [0; 4], [0; 4], [0; 4]]);
    for (x, y) in [(25, 25), (75, 25), (75, 75), (25, 75)] {
        let (x, y) = (number(x), number(y));
        record(2, [y, x, y, x, y, x]);
    }
    let mut name = vec![4];
    name.extend(b"Path");
    [resource(2000, "Path", &data), resource(2999, "", &name)].concat()
}

#[test]
fn an_outline_comes_from_the_clipping_path_or_the_see_through_pixels() {
    let picture = read("photo.jpg", with_resources(&clipping_path())).expect("a JPEG");
    let outline = picture.outline().expect("it has a path");
    assert!(matches!(outline.from, OutlineFrom::Path(_)));
    let (width, height) = (outline.width, outline.height);
    assert!(outline.is_filled(width / 2, height / 2) && !outline.is_filled(width / 8, height / 2));
    assert!(!outline.is_filled(width / 2, height / 8) && !outline.is_filled(width, height));

    let upper = read("a.png", crate::picture::png_rgba(40, 30)).expect("a PNG");
    let outline = upper.outline().expect("half of it is see-through");
    assert_eq!(outline.from, OutlineFrom::Alpha);
    assert!(outline.is_filled(0, 0) && !outline.is_filled(0, outline.height - 1));
    assert_eq!(read("a.jpg", jpeg(64, 48)).expect("a JPEG").outline(), None);
}

fn fonts() -> FontLibrary {
    let mut library = FontLibrary::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    for name in ["NotoSerifSC-Regular.otf", "NewsKaiSC-Regular.ttf", "SourceSerif4_400Regular.ttf"]
    {
        if let Ok(bytes) = fs::read(folder.join(name)) {
            library.add(name, FontData::Shared(bytes.into())).expect("a font");
        }
    }
    library
}

fn set(desk: &Desk) -> Outcome {
    Engine::new().with_fonts(fonts()).run(&Job::new([desk.path("page.toml")]).root(&desk.folder))
}

const SHEET: &str = "[page]\nstories = \"stories\"\n[sheet]\nsize = \"120mm x 120mm\"\nmargin = \"5mm\"\nbleed = 0\n\
     [grid]\ncolumns = 2\nleading = \"12pt\"\n[styles.body]\nsize = \"8pt\"\n";

/// A desk with a story of two pictures, the first of which names its author
/// in its file.
fn desk(name: &str, elements: &str) -> Desk {
    let desk = Desk::new(name);
    desk.write(
        "stories/a.jpg",
        with_resources(&resource(0x0404, "", &iptc(80, "纪晚舟".as_bytes()))),
    );
    desk.write("stories/b.jpg", jpeg(64, 48));
    let cut = RgbaImage::from_fn(300, 300, |x, y| {
        let (x, y) = (i64::from(x) - 150, i64::from(y) - 150);
        Rgba([200, 30, 30, if x * x + y * y < 150 * 150 { 255 } else { 0 }])
    });
    let mut png = Cursor::new(Vec::new());
    cut.write_to(&mut png, ImageFormat::Png).expect("memory takes it");
    desk.write("stories/c.png", png.into_inner());
    let body = "渡口的灯亮了又灭。".repeat(80);
    desk.write(
        "stories/text.md",
        format!(
            "+++\n[[pictures]]\nfile = \"a.jpg\"\ncaption = \"甲图。\"\n[[pictures]]\nfile = \"b.jpg\"\n\
             caption = \"乙图。\"\ncredit = \"沈渡\"\n[[pictures]]\nfile = \"c.png\"\n+++\n{body}\n"
        ),
    );
    desk.write("page.toml", format!("{SHEET}{elements}"));
    desk
}

fn page(outcome: &Outcome) -> &Page {
    &outcome.document.as_ref().unwrap_or_else(|| panic!("{:?}", outcome.sink.list())).pages[0]
}

fn pictures(page: &Page) -> Vec<&PlacedPicture> {
    let mut found = Vec::new();
    for item in &page.items {
        match item {
            Item::Picture(picture) => found.push(picture),
            Item::Line(_) | Item::Shape(_) => {}
        }
    }
    found
}

fn lines(page: &Page, part: Part) -> Vec<&Line> {
    let mut found = Vec::new();
    for item in &page.items {
        match item {
            Item::Line(line) if line.owner.part == part => found.push(line),
            Item::Line(_) | Item::Picture(_) | Item::Shape(_) => {}
        }
    }
    found
}

fn text(lines: &[&Line]) -> String {
    lines.iter().flat_map(|line| &line.runs).map(|run| run.text.as_str()).collect()
}

fn codes(outcome: &Outcome) -> Vec<Code> {
    outcome.sink.list().iter().map(Diagnostic::code).collect()
}

const STORY: &str = "[[story]]\nslug = \"text\"\ncolumns = \"1-2\"\nlines = \"1-24\"\n";

#[test]
fn a_found_credit_stands_in_the_caption_and_is_told() {
    let boxes = "pictures = [{ number = 1, columns = \"1\", lines = \"1-9\" }]\n";
    let outcome = set(&desk("credit-found", &format!("{STORY}{boxes}")));
    assert!(text(&lines(page(&outcome), Part::Caption)).contains("甲图。（纪晚舟）"));
    assert!(codes(&outcome).contains(&Code::PictureCreditFound));
    let boxes =
        "pictures = [{ number = 1, columns = \"1\", lines = \"1-9\", credit = \"none\" }]\n";
    let outcome = set(&desk("credit-none", &format!("{STORY}{boxes}")));
    assert_eq!(text(&lines(page(&outcome), Part::Caption)), "甲图。");
    assert!(!codes(&outcome).contains(&Code::PictureCreditFound));
}

#[test]
fn pictures_of_one_box_have_one_height_and_one_caption() {
    let boxes =
        "pictures = [{ numbers = [1, 2], columns = \"1-2\", lines = \"1-9\", gap = \"2mm\" }]\n";
    let outcome = set(&desk("group", &format!("{STORY}{boxes}")));
    let page = page(&outcome);
    let [one, two] = pictures(page)[..] else { panic!("two pictures") };
    assert_eq!((one.frame.top, one.frame.bottom), (two.frame.top, two.frame.bottom));
    assert_eq!(two.frame.left - one.frame.right, Abs::mm(2.0));
    // Both have the same proportions.
    assert!((one.frame.width().units() - two.frame.width().units()).abs() <= 2);
    let caption = text(&lines(page, Part::Caption));
    assert_eq!(caption.replace(char::is_whitespace, ""), "甲图。乙图。（纪晚舟、沈渡）");
}

#[test]
fn a_crop_shows_its_part_and_no_other() {
    let lone = "[[picture]]\nstory = \"text\"\nnumber = 2\nleft = \"10mm\"\nwidth = \"40mm\"\ntop = \"10mm\"\n\
         height = \"30mm\"\ncaption = \"none\"\ncrop = [50, 0, 100, 100]\n";
    let outcome = set(&desk("crop", lone));
    let [picture] = pictures(page(&outcome))[..] else { panic!("a picture") };
    // The left half lies left of the frame, all of it.
    assert_eq!(picture.image.left + picture.image.width() / 2, picture.frame.left);
    assert_eq!(picture.image.right, picture.frame.right);
    for wrong in ["[50, 0, 50, 100]", "[0, 0, 101, 100]", "[0, 0, 100]", "\"half\""] {
        let outcome = set(&desk("crop-wrong", &lone.replace("[50, 0, 100, 100]", wrong)));
        assert!(codes(&outcome).contains(&Code::BadValue), "{wrong}");
    }
}

#[test]
fn text_follows_an_outline_line_by_line() {
    let boxed = "pictures = [{ number = 3, left = \"5mm\", width = \"30mm\", lines = \"6-14\", caption = \"none\", run-around = \"KIND\" }]\n";
    let measures = |kind: &str| {
        let desk = desk("outline", &format!("{STORY}{}", boxed.replace("KIND", kind)));
        let outcome = set(&desk);
        let page = page(&outcome);
        let body = lines(page, Part::Body);
        let mut found: Vec<_> = body.iter().map(|line| line.measure).collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    };
    assert!(measures("box") <= 2, "one measure beside the box, one elsewhere");
    assert!(measures("outline") > 3, "a circle leaves each line another measure");
    let framed = measures("outline\", frame = \"thin");
    assert!(framed <= 2, "no text stands over a frame");
    assert_eq!(measures("none"), 1, "text runs over it");
    let opaque = boxed.replace("KIND", "outline").replace("number = 3", "number = 2");
    let outcome = set(&desk("no-outline", &format!("{STORY}{opaque}")));
    assert!(codes(&outcome).contains(&Code::PictureOutline));
}

#[test]
fn a_clipping_path_clips_what_text_runs_round() {
    let boxed = "pictures = [{ number = 1, left = \"5mm\", width = \"30mm\", lines = \"6-14\", caption = \"none\", run-around = \"outline\" }]\n";
    let desk = desk("clip", &format!("{STORY}{boxed}"));
    desk.write("stories/a.jpg", with_resources(&clipping_path()));
    let outcome = set(&desk);
    let [picture] = pictures(page(&outcome))[..] else { panic!("a picture") };
    assert_eq!(picture.clip.len(), 6, "a start, four curves, an end: {:?}", picture.clip);
}

#[test]
fn a_story_and_its_lone_pictures_count_everything_once() {
    let lone = |number: u32, left: u32| {
        format!(
            "[[picture]]\nstory = \"text\"\nnumber = {number}\nleft = \"{left}mm\"\nwidth = \"40mm\"\n\
             top = \"90mm\"\nheight = \"25mm\"\n"
        )
    };
    let elements = format!("{STORY}overlap = true\n{}{}", lone(1, 5), lone(2, 60));
    let outcome = set(&desk("lone-and-story", &elements));
    assert!(!codes(&outcome).contains(&Code::PartUnplaced), "{:?}", codes(&outcome));
    let reports = &page(&outcome).stories;
    let all: usize = reports.iter().map(|report| report.characters).sum();
    // 80 sentences of 9, two captions of 3, a credit of 2, one found of 3.
    assert_eq!(all, 80 * 9 + 3 + 3 + 2 + 3);
    let outcome = set(&desk("lone-only", &lone(1, 5)));
    assert!(codes(&outcome).contains(&Code::PartUnplaced), "the text has no place");
}

#[test]
fn a_picture_without_its_headline_is_told_and_may_stand() {
    let desk =
        desk("lone-headline", "[[picture]]\nstory = \"news\"\ncolumns = \"1\"\nlines = \"1-9\"\n");
    desk.write("stories/news.md", "# 灯又亮了\n\n![渡口的灯。](b.jpg)\n");
    let outcome = set(&desk);
    let told = outcome.sink.list().iter().find(|finding| finding.code() == Code::PartUnplaced);
    let told = told.expect("it is told");
    assert_eq!(told.severity, Severity::Warning);
    assert!(told.message().en.contains("灯又亮了"), "{}", told.message().en);
    assert_eq!(page(&outcome).stories[0].unplaced_characters, 4);
    // With a place for its head nothing is left to tell.
    let both = "[[story]]\nslug = \"news\"\ncolumns = \"1-2\"\nlines = \"1-4\"\n\
                [[picture]]\nstory = \"news\"\ncolumns = \"1-2\"\nlines = \"5-12\"\n";
    desk.write("page.toml", format!("{SHEET}{both}"));
    let outcome = set(&desk);
    assert!(!codes(&outcome).contains(&Code::PartUnplaced), "{:?}", codes(&outcome));
    assert_eq!(text(&lines(page(&outcome), Part::Headline)), "灯又亮了");
}

#[test]
fn a_name_in_a_credit_is_not_broken() {
    for (credit, name) in [
        ("Aitzol Berasategi 摄", "Aitzol Berasategi 摄"),
        ("欧阳知夏 摄", "欧阳知夏 摄"),
        ("林知夏、Owen Castle 摄", "Owen Castle 摄"),
    ] {
        for words in 1..40 {
            let boxes = "[[picture]]\nstory = \"news\"\nleft = \"10mm\"\nwidth = \"70mm\"\nlines = \"1-14\"\n";
            let desk = desk("whole-name", boxes);
            let caption = "渡".repeat(words);
            desk.write(
                "stories/news.md",
                format!("+++\n[[pictures]]\nfile = \"b.jpg\"\ncaption = \"{caption}。\"\ncredit = \"{credit}\"\n+++\n"),
            );
            let outcome = set(&desk);
            let lines = lines(page(&outcome), Part::Caption);
            let is_whole = lines.iter().any(|line| text(&[*line]).contains(name));
            assert!(is_whole, "{words} characters, then {credit}: {:?}", lines.len());
        }
    }
}

#[test]
fn letters_in_kai_have_the_serifs_of_song() {
    let boxes = "[styles.caption]\nfont = \"kai\"\n[[picture]]\nstory = \"news\"\ncolumns = \"1\"\nlines = \"1-9\"\n";
    let desk = desk("kai-letters", boxes);
    desk.write("stories/news.md", "![第6盏灯 Lamp 亮了。](b.jpg)\n");
    let outcome = set(&desk);
    for run in lines(page(&outcome), Part::Caption).iter().flat_map(|line| &line.runs) {
        let family = &outcome.fonts.face(run.face).family;
        let is_latin = run.text.chars().any(|c| c.is_ascii_alphanumeric());
        let wanted = if is_latin { "Noto Serif CJK SC" } else { "News Kai SC" };
        assert_eq!(family, wanted, "“{}”", run.text);
    }
}

#[test]
fn captions_of_neighbors_take_as_many_lines() {
    let with = |left: u32, number: u32, keys: &str| {
        format!(
            "[[picture]]\nstory = \"text\"\nnumber = {number}\nleft = \"{left}mm\"\nwidth = \"40mm\"\nlines = \"1-14\"\ncredit = \"none\"\n{keys}"
        )
    };
    let feet = |place: &str| {
        let keys = format!("caption-lines = 3\ncaption = \"{place}\"\n");
        let outcome = set(&desk("caption-lines", &(with(10, 1, &keys) + &with(60, 2, &keys))));
        let seen = pictures(page(&outcome));
        assert_eq!(seen[0].frame.top, seen[1].frame.top, "{place}");
        assert_eq!(seen[0].frame.bottom, seen[1].frame.bottom, "{place}");
        (seen[0].frame, page(&outcome).grid.leading)
    };
    let (below, leading) = feet("below");
    let (above, _) = feet("above");
    let without = set(&desk("caption-line", &with(10, 1, "")));
    let one = pictures(page(&without))[0].frame;
    assert_eq!(below.bottom, one.bottom - leading * 2, "three lines instead of one");
    assert!(above.top > below.top);
    let outcome = set(&desk("caption-lines-none", &with(10, 3, "caption-lines = 3\n")));
    assert_eq!(pictures(page(&outcome))[0].frame.bottom, below.bottom, "without a caption, too");
    let outcome = set(&desk("caption-lines-many", &with(10, 1, "caption-lines = 14\n")));
    assert!(codes(&outcome).contains(&Code::BadValue));
}

#[test]
fn a_caption_beside_its_picture_stands_at_the_foot_or_at_the_top() {
    let first = |level: &str| {
        let lone = format!(
            "[[picture]]\nstory = \"text\"\nnumber = 2\ncolumns = \"1-2\"\nlines = \"2-14\"\ncaption = \"beside-right\"\n{level}"
        );
        let outcome = set(&desk("caption-level", &lone));
        let line = lines(page(&outcome), Part::Caption)[0].origin.y;
        let frame = pictures(page(&outcome))[0].frame;
        (line - frame.top, frame.bottom - line, page(&outcome).grid.leading)
    };
    let (_, below, leading) = first("");
    assert!(below < leading, "the last line at the picture's foot");
    let (above, _, leading) = first("caption-level = \"顶\"\n");
    assert!(above < leading, "the first line at the picture's top");
}

#[test]
fn check_tells_how_pictures_fill_their_places() {
    let lone = "[[picture]]\nstory = \"text\"\nnumber = 2\nleft = \"10mm\"\nwidth = \"40mm\"\ntop = \"10mm\"\n\
                height = \"15mm\"\ncaption = \"none\"\n\
                [[ad]]\nfile = \"stories/c.png\"\nlabel = \"广告\"\nleft = \"60mm\"\nwidth = \"40mm\"\ntop = \"40mm\"\nheight = \"20mm\"\n";
    let desk = desk("verbose", lone);
    let told = desk.run(&["check", "-v", "page.toml"]).err;
    // Four to three over forty by fifteen: half of its height is seen.
    assert!(told.contains("b.jpg: 40 x 15 mm"), "{told}");
    assert!(told.contains("50 % of its height cut off"), "{told}");
    assert!(told.contains("picture, lines"), "{told}");
    // A square advertisement in a place twice as wide.
    assert!(told.contains("mm of its place left beside it"), "{told}");
}

#[test]
fn a_picture_stands_inside_its_frame() {
    let with = |style: &str| {
        let lone = format!(
            "[[picture]]\nstory = \"text\"\nnumber = 2\nleft = \"10mm\"\nwidth = \"40mm\"\ntop = \"10mm\"\n\
             height = \"30mm\"\ncaption = \"none\"\n{style}"
        );
        let outcome = set(&desk("framed", &lone));
        pictures(page(&outcome))[0].frame
    };
    let bare = with("");
    for (frame, least) in [("thin 1pt", 1.0), ("double 0.5pt", 2.0), ("wavy 1pt", 4.0)] {
        let inside = with(&format!("frame = \"{frame}\"\n"));
        let margin = Abs::pt(least);
        assert!(bare.grown(-margin).contains(inside), "{frame}: {inside:?} in {bare:?}");
    }
}

#[test]
fn a_picture_that_leaves_room_stands_at_its_caption() {
    // Four to three in a tall place.
    let with = |keys: &str| {
        let lone = format!(
            "[[picture]]\nstory = \"text\"\nnumber = 2\ncolumns = \"1\"\nlines = \"1-20\"\nfit = \"contain\"\n{keys}"
        );
        let outcome = set(&desk("contained", &lone));
        let page = page(&outcome);
        let caption = lines(page, Part::Caption).first().map(|line| line.origin.y);
        (pictures(page)[0].frame, caption, page.grid.leading)
    };
    let (frame, caption, leading) = with("");
    let gap = caption.expect("there is a caption") - frame.bottom;
    assert!(gap < leading * 2, "{gap:?}");
    let (above, caption, _) = with("caption = \"above\"\n");
    let gap = above.top - caption.expect("there is a caption");
    assert!(gap > Abs::ZERO && gap < leading, "{gap:?}");
    let (alone, _, _) = with("caption = \"none\"\n");
    assert!(above.top < alone.top && alone.bottom < frame.bottom, "alone it stands in the middle");
}

#[test]
fn wrong_boxes_are_told() {
    let with = |keys: &str| {
        let boxes = format!("pictures = [{{ columns = \"1-2\", lines = \"1-9\", {keys} }}]\n");
        codes(&set(&desk("wrong-box", &format!("{STORY}{boxes}"))))
    };
    assert!(with("number = 1, numbers = [1, 2]").contains(&Code::ConflictingKeys));
    assert!(with("numbers = []").contains(&Code::BadValue));
    assert!(with("numbers = [1, 1]").contains(&Code::BadValue));
    assert!(with("numbers = [0]").contains(&Code::BadValue));
    assert!(with("numbers = [1, 2], shares = [1]").contains(&Code::BadValue));
    assert!(with("numbers = [1, 9]").contains(&Code::PictureBoxEmpty));
    assert!(with("caption = \"beside-left\", caption-width = \"300mm\"").contains(&Code::BadValue));
    assert!(with("run-around = \"shape\"").contains(&Code::BadValue));
}

/// Characters on the page, those out of place, and those that the caption adds
/// of itself: brackets, and a mark between two credits.
fn nothing_is_lost(page: &Page) -> Result<(), TestCaseError> {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    for (number, story) in (0..).zip(&page.stories) {
        let own: Vec<&Line> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Line(line) if line.owner.story == Some(number) => Some(line),
                Item::Line(_) | Item::Picture(_) | Item::Shape(_) => None,
            })
            .collect();
        let all = count(&text(&own)) + story.overset_characters + story.unplaced_characters;
        prop_assert!(
            (story.characters..=story.characters + 9).contains(&all),
            "{all} of {story:?}"
        );
        if story.overset_characters == 0 {
            let added = text(&own).chars().filter(|c| "（）、".contains(*c)).count();
            prop_assert_eq!(all - added, story.characters);
        }
    }
    Ok(())
}

#[test]
fn no_character_of_a_caption_or_credit_is_lost() {
    let places =
        vec!["below", "above", "left", "right", "beside-left", "beside-right", "over", "none"];
    let which = vec!["number = 1", "number = 2", "numbers = [1, 2]", "numbers = [2, 1, 3]"];
    let arrange = vec!["row", "column", "grid"];
    let around = vec!["box", "outline", "none"];
    proptest!(Config { cases: 64, failure_persistence: None, ..Config::default() }, |(
        place in prop::sample::select(places),
        which in prop::sample::select(which),
        arrange in prop::sample::select(arrange),
        around in prop::sample::select(around),
        last in 1..20_u32,
        column in 1..3_u32,
        kept in 0..6_u32,
        level in prop::sample::select(vec!["foot", "top"]),
        vertical in any::<bool>(),
    )| {
        let writing = if vertical { "writing = \"vertical\"\n" } else { "" };
        let boxes = format!(
            "{writing}pictures = [{{ {which}, columns = \"{column}\", lines = \"1-{last}\", caption = \"{place}\", \
             caption-lines = {kept}, caption-level = \"{level}\", arrange = \"{arrange}\", run-around = \"{around}\" }}]\n"
        );
        let outcome = set(&desk("any-picture", &format!("{STORY}{boxes}")));
        nothing_is_lost(page(&outcome))?;
    });
}
