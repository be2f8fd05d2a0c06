//! The reader of any PDF: nothing that a file holds may harm it.

use std::fmt::Write;
use std::io::Write as _;
use std::time::{Duration, Instant};

use banmian::plates::{self, PlatesError};
use banmian::reader::kurbo::BezPath;
use banmian::reader::{
    self, Device, FillRule, GlyphRun, Group, Image, InkPaint, ReadError, Shading, SoftMask,
    StrokeStyle,
};

use crate::faulty::Sheet;

/// A page of 600 x 120 points with resources and content. Objects 1 to 5 are
/// the file's own, 6 a function from a tint to CMYK, 7 one from two tints;
/// further ones come as dictionary and stream content.
pub(crate) fn page(resources: &str, content: &str, more: &[(usize, &str)]) -> Vec<u8> {
    let mut objects: Vec<(usize, String)> = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned()),
        (
            3,
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 120] /Contents 4 0 R \
                 /Resources << {resources} >> >>"
            ),
        ),
        (4, stream("<< >>", content)),
        (6, "<< /FunctionType 2 /N 1 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] >>".to_owned()),
        (
            7,
            stream(
                "<< /FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1] >>",
                "{ exch 0 0 4 2 roll exch 0 exch pop 0 exch }",
            ),
        ),
    ];
    for (number, object) in more {
        let end = object.find(">> ").filter(|_| object.contains("/Type /"));
        let split = end.map(|_| split_dictionary(object));
        let object = split.map_or((*object).to_owned(), |(dict, data)| stream(dict, data));
        objects.push((*number, object));
    }
    file(&objects)
}

/// Where a dictionary ends and its content begins.
fn split_dictionary(object: &str) -> (&str, &str) {
    let mut depth = 0;
    let bytes = object.as_bytes();
    for at in 0..bytes.len() - 1 {
        match &bytes[at..at + 2] {
            b"<<" => depth += 1,
            b">>" => {
                depth -= 1;
                if depth == 0 {
                    return (&object[..at + 2], object[at + 2..].trim_start());
                }
            }
            _ => {}
        }
    }
    (object, "")
}

fn stream(dict: &str, data: &str) -> String {
    let dict = dict.trim_end_matches('>').trim_end();
    let closing = if dict.ends_with("<<") { "" } else { " " };
    let missing = dict.matches("<<").count() - dict.matches(">>").count();
    let inner = ">> ".repeat(missing - 1);
    format!("{dict}{closing}{inner}/Length {} >> stream\n{data}\nendstream", data.len())
}

/// A whole file of numbered objects, the first being the catalog.
fn file(objects: &[(usize, String)]) -> Vec<u8> {
    let mut out = "%PDF-1.6\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects {
        places.push((*number, out.len()));
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = out.len();
    out += "xref\n";
    for (number, place) in &places {
        let _ = write!(out, "{number} 1\n{place:010} 00000 n \n");
    }
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    let _ = write!(out, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

/// Reads the first page at a low resolution; never longer than a few seconds.
fn read(bytes: &[u8]) -> Result<(), String> {
    let start = Instant::now();
    let result = reader::open(bytes)
        .map_err(|error| error.to_string())
        .and_then(|file| plates::render(&file, 0, 18.0).map_err(|error| error.to_string()));
    let took = start.elapsed();
    assert!(took < Duration::from_secs(8), "took {took:?}: {:?}", result.map(|_| ()));
    result.map(|_| ())
}

/// The same, with the reason as it is.
fn swift(bytes: &[u8]) -> Result<(), ReadError> {
    let start = Instant::now();
    let file = reader::open(bytes)?;
    let result = plates::render(&file, 0, 18.0);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(8), "took {took:?}: {:?}", result.map(|_| ()));
    match result {
        Ok(_) => Ok(()),
        Err(PlatesError::Unreadable { read: error }) => Err(error),
        Err(other) => panic!("{other}"),
    }
}

pub(crate) fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// A file with one stream of any bytes as object 9.
fn with_stream(dict: &str, data: &[u8], rest: &str) -> Vec<u8> {
    let mut out = format!("%PDF-1.6\n{rest}9 0 obj\n<< {dict} /Length {} >> stream\n", data.len())
        .into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
    out
}

const SKELETON: &str = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 120] /Contents 9 0 R \
    /Resources << /XObject << /F 9 0 R >> >> >>\nendobj\n";

#[test]
fn what_is_no_pdf_is_refused_in_words() {
    let refused = |bytes: &[u8]| reader::open(bytes).map(|_| ()).expect_err("it is no PDF");
    assert_eq!(refused(b""), ReadError::NotAPdf);
    assert_eq!(refused(b"<html>"), ReadError::NotAPdf);
    assert_eq!(refused(b"%PDF-1.6\n"), ReadError::Damaged);
    assert_eq!(refused(b"%PDF-1.6\n%%EOF\n"), ReadError::Damaged);
    let whole = page("", "0 0 10 10 re f", &[]);
    for part in 1..20 {
        assert_eq!(refused(&whole[..whole.len() * part / 20]), ReadError::Damaged);
    }
    let locked = String::from_utf8(whole.clone()).expect("it is text");
    let locked = locked.replace("/Root", "/Encrypt 7 0 R /Root");
    assert_eq!(refused(locked.as_bytes()), ReadError::Encrypted);
    let finding = ReadError::Encrypted.diagnostic();
    assert!(finding.message().zh.contains("加密") && !finding.hints().is_empty());
    let file = reader::open(whole).expect("it is whole");
    assert_eq!(file.page(1).err(), Some(ReadError::NoSuchPage { page: 2, pages: 1 }));
}

#[test]
fn bombs_do_not_go_off() {
    let bomb = deflated(&vec![b' '; 600 << 20]);
    let twice = deflated(&bomb);
    for (dict, data) in [
        ("/Filter /FlateDecode", &bomb),
        ("/Filter [/FlateDecode /FlateDecode]", &twice),
        ("/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode", &bomb),
        ("/Type /ObjStm /N 1 /First 10 /Filter [/FlateDecode /FlateDecode]", &twice),
        ("/Type /Obj#53tm /N 1 /First 10 /Filter /FlateDecode", &bomb),
        ("/Type /XRef /W [1 4 2] /Size 5 /Filter /FlateDecode", &bomb),
        ("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode", &bomb),
    ] {
        let said = read(&with_stream(dict, data, SKELETON));
        assert!(said.is_err(), "{dict}");
    }
    // A picture that claims to be enormous, and one that is smaller than its
    // data.
    for size in ["/Width 200000 /Height 200000", "/Width 2 /Height 2"] {
        let dict = format!(
            "/Type /XObject /Subtype /Image {size} /BitsPerComponent 8 /ColorSpace /DeviceCMYK \
             /Filter /FlateDecode"
        );
        let skeleton = SKELETON.replace("/Contents 9 0 R", "/Contents 8 0 R")
            + "8 0 obj\n<< /Length 5 >> stream\n/F Do\nendstream\nendobj\n";
        // Nothing that prints is that large, and a table that is not looked at
        // before may say that it holds objects.
        assert_eq!(swift(&with_stream(&dict, &bomb, &skeleton)), Err(ReadError::Bomb));
    }
}

#[test]
fn circles_end() {
    // A form that draws itself, and a pattern made of itself.
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] \
        /Resources << /XObject << /F 8 0 R >> >> >> /F Do /F Do";
    let bytes = page("/XObject << /F 8 0 R >>", "/F Do", &[(8, form)]);
    let _ = read(&bytes);
    let tile = "<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 5 5] \
        /XStep 5 /YStep 5 /Resources << /Pattern << /P 8 0 R >> >> >> \
        /Pattern cs /P scn 0 0 5 5 re f";
    let bytes = page("/Pattern << /P 8 0 R >>", "/Pattern cs /P scn 0 0 99 99 re f", &[(8, tile)]);
    let _ = read(&bytes);
    // Pages that are their own parents, and references in a ring.
    let ring = |two: &str| {
        file(&[(1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()), (2, two.to_owned())])
    };
    assert!(read(&ring("<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 1 >>")).is_err());
    assert!(read(&ring("2 0 R")).is_err());
    // Color spaces and functions within themselves.
    let looped = page(
        "/ColorSpace << /A [/Indexed /A 1 <00>] /B [/Separation /S /B 8 0 R] >>",
        "/A cs 0 scn 0 0 9 9 re f /B cs 1 scn 0 0 9 9 re f",
        &[(8, "<< /FunctionType 3 /Domain [0 1] /Bounds [] /Encode [0 1] /Functions [8 0 R] >>")],
    );
    assert_eq!(read(&looped), Ok(()));
    // States without end.
    let states = "q ".repeat(100_000);
    assert!(read(&page("", &states, &[])).is_err());
    let lists = format!("{}1 0 0 1 k", "[".repeat(200_000));
    let _ = read(&page("", &lists, &[]));
}

#[test]
fn a_million_pages_are_too_many() {
    let mut kids = String::new();
    for number in 10..1_000_010 {
        let _ = write!(kids, "{number} 0 R ");
    }
    let mut out = format!(
        "%PDF-1.6\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [{kids}] >>\nendobj\n"
    );
    for number in 10..1_000_010 {
        let _ = write!(out, "{number} 0 obj\n<< /Type /Page >>\nendobj\n");
    }
    out += "trailer << /Root 1 0 R >>\n%%EOF\n";
    assert_eq!(read(out.as_bytes()), Err(ReadError::TooMuch.to_string()));
    // The same within the tree itself, and compressed.
    let direct = format!("<< /Type /Pages /Kids [{}] >>", "<<>>".repeat(1_000_000));
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let tree = file(&[(1, catalog), (2, direct.clone())]);
    assert_eq!(read(&tree), Err(ReadError::TooMuch.to_string()));
    let objects = deflated(format!("2 0 {direct}").as_bytes());
    let skeleton = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n";
    let dict = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
    assert!(read(&with_stream(dict, &objects, skeleton)).is_err());
}

#[test]
fn work_without_end_ends() {
    let big = "0 0 1200 120 re f ".repeat(400_000);
    let _ = read(&page("", &big, &[]));
    let far = "1e30 w 0 0 m 1e30 1e30 l S 1 w [1e-9 1e-9] 0 d 0 0 m 1e9 1e9 l S \
        0 0 m 1e18 1e18 -1e18 1e18 9 9 c f 1e300 0 0 1e300 0 0 cm 1e300 0 0 1e300 0 0 cm \
        0 0 9 9 re f 0 0 9 9 re S";
    assert_eq!(read(&page("", far, &[])), Ok(()));
    // Form upon form, each drawing the next ten times.
    let mut forms = Vec::new();
    for number in 8..20 {
        let next = number + 1;
        forms.push((
            number,
            format!(
                "<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject \
                 << /F {next} 0 R >> >> >> {}",
                "/F Do ".repeat(10)
            ),
        ));
    }
    let forms: Vec<(usize, &str)> = forms.iter().map(|(n, text)| (*n, &text[..])).collect();
    assert!(read(&page("/XObject << /F 8 0 R >>", "/F Do", &forms)).is_err());
    // Tiles finer than any eye.
    let tile = "<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] \
        /XStep 0.001 /YStep 0.001 /Resources << >> >> 0 0 1 1 re f";
    let content = "/Pattern cs /P scn 0 0 999 99 re f";
    assert!(read(&page("/Pattern << /P 8 0 R >>", content, &[(8, tile)])).is_err());
    // A predictor with rows of nothing, which divides by zero.
    let data = deflated(b"0 0 9 9 re f");
    for params in ["/Predictor 2 /Columns 0", "/Predictor 12 /Columns 4000000000 /Colors 255"] {
        let dict = format!("/Filter /FlateDecode /DecodeParms << {params} >>");
        let _ = read(&with_stream(&dict, &data, SKELETON));
        let dict = format!("/Type /ObjStm /N 1 /First 0 {dict}");
        let _ = read(&with_stream(&dict, &data, SKELETON));
    }
}

#[test]
fn damage_of_any_kind_ends_in_words() {
    let group = "<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] \
        /Group << /S /Transparency /I true >> >> 0 1 0 0 k 20 20 30 40 re f";
    let image = "<< /Type /XObject /Subtype /Image /Width 4 /Height 1 /BitsPerComponent 2 \
        /Filter /ASCIIHexDecode /ColorSpace [/Indexed [/Separation /Rot /DeviceCMYK 6 0 R] 3 \
        <0055AAFF>] >> 1B>";
    let seeds = [
        page(
            "/XObject << /G 8 0 R /I 9 0 R >> /ExtGState << /H << /ca 0.5 /BM /Multiply /SMask \
             << /S /Luminosity /G 8 0 R >> >> >> /ColorSpace << /S [/DeviceN [/Black /Gold] \
             /DeviceCMYK 7 0 R] >>",
            "q /H gs /G Do Q q 40 0 0 40 20 20 cm /I Do Q /S cs 0.5 0.2 scn 1 0 0 1 9 9 cm \
             10 10 50 50 re W n 0 0 m 9 9 20 30 4 4 c B* BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI",
            &[(8, group), (9, image)],
        ),
        page(
            "/Shading << /A << /ShadingType 3 /ColorSpace /DeviceCMYK /Coords [80 60 0 80 60 40] \
             /Function << /FunctionType 2 /N 1 /Domain [0 1] /C0 [0 1 0 0] /C1 [0 0 0 1] >> >> >> \
             /Pattern << /P 8 0 R >> /Font << /F << /Type /Font /Subtype /Type3 /FontBBox \
             [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 /LastChar 65 /Widths [9] \
             /Encoding << /Differences [65 /a] >> /CharProcs << /a 9 0 R >> >> >>",
            "/A sh /Pattern cs /P scn 20 20 60 60 re f BT /F 12 Tf 1 0 0 1 20 20 Tm [(A) -90 \
             (AA)] TJ 2 Tr (A) ' ET [3 2] 1 d 5 w 0 0 m 99 99 l S",
            &[
                (
                    8,
                    "<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] \
                     /XStep 9 /YStep 9 /Resources << >> >> 0 0 1 0 k 0 0 5 9 re f",
                ),
                (9, "<< /Type /Glyph >> 9 0 0 0 9 9 d1 0 0 9 9 re f"),
            ],
        ),
    ];
    // Numerical Recipes' generator: the same cases every time.
    let mut state = 20_261_123_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let tokens: [&[u8]; 12] = [
        b"0",
        b"-1",
        b"99999999999",
        b"1e9",
        b"<<",
        b">>",
        b"[",
        b"(",
        b"R",
        b"/",
        b"null",
        b"0.0001",
    ];
    for round in 0..3000 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=next(6) {
            let at = next(bytes.len());
            match next(5) {
                0 => bytes.truncate(at.max(20)),
                1 => bytes[at] = next(256) as u8,
                2 => bytes[at] ^= 1 << next(8),
                3 => {
                    let token = tokens[next(tokens.len())];
                    let end = (at + token.len()).min(bytes.len());
                    bytes.splice(at..end, token.iter().copied());
                }
                _ => {
                    let end = (at + next(30)).min(bytes.len());
                    let part: Vec<u8> = bytes[at..end].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, part);
                }
            }
        }
        let _ = read(&bytes);
    }
}

/// A page that draws an image of this dictionary and data.
fn with_image(dict: &str, data: &[u8]) -> Vec<u8> {
    let rest = SKELETON.replace("/Contents 9 0 R", "/Contents 8 0 R");
    let content =
        "8 0 obj\n<< /Length 32 >> stream\nq 300 0 0 100 0 0 cm /F Do Q    \nendstream\nendobj\n";
    with_stream(&format!("/Subtype /Image {dict}"), data, &format!("{rest}{content}"))
}

#[test]
fn bombs_behind_text_and_lengths_are_measured() {
    let bomb = deflated(&vec![b' '; 300 << 20]);
    let hex: String = bomb.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + ">";
    let skeleton = SKELETON;
    let filters = "/Filter [/ASCIIHexDecode /FlateDecode]";
    let file = with_stream(filters, hex.as_bytes(), skeleton);
    assert_eq!(swift(&file), Err(ReadError::Bomb));
    // The same data, harmless: 5 MB of blanks.
    let small = deflated(&vec![b' '; 5 << 20]);
    let hex: String = small.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + ">";
    assert_eq!(swift(&with_stream(filters, hex.as_bytes(), skeleton)), Ok(()));
    // Run lengths of 128 bytes each.
    let runs = [0x81, b' '].repeat(3 << 20);
    assert_eq!(
        swift(&with_stream("/Filter /RunLengthDecode", &runs, skeleton)),
        Err(ReadError::Bomb)
    );
    // Objects behind text are measured, too.
    let dict = "/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]";
    assert_eq!(swift(&with_stream(dict, hex.as_bytes(), skeleton)), Ok(()));
    let bomb = deflated(&vec![b' '; 300 << 20]);
    let bomb: String = bomb.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + ">";
    assert_eq!(swift(&with_stream(dict, bomb.as_bytes(), skeleton)), Err(ReadError::Bomb));
    // Objects that hide behind a filter named elsewhere, or one that is none for them.
    for filter in ["[/FlateDecode /ASCIIHexDecode]", "7 0 R", "/CCITTFaxDecode"] {
        let dict = format!("/Type /ObjStm /N 1 /First 4 /Filter {filter}");
        assert_eq!(swift(&with_stream(&dict, hex.as_bytes(), skeleton)), Err(ReadError::Damaged));
    }
}

#[test]
fn pictures_that_lie_of_their_size_are_left_out() {
    let gray = "/ColorSpace /DeviceGray /BitsPerComponent 1";
    let fax = format!(
        "{gray} /Width 12000 /Height 12000 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1000000 >>"
    );
    assert_eq!(swift(&with_image(&fax, &[0xFF; 200_000])), Ok(()));
    // A region of 60000 x 60000 on a page of 100 x 100 (ISO 14492, 7.4).
    let number = |value: u32| value.to_be_bytes();
    let mut jbig2 = [&number(0)[..], &[48, 0, 1], &number(19), &number(100), &number(100)].concat();
    jbig2.extend([0; 11]);
    jbig2.extend(
        [&number(1)[..], &[38, 0, 1], &number(26), &number(60_000), &number(60_000)].concat(),
    );
    jbig2.extend([0; 9]);
    jbig2.extend([0, 3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE]);
    let dict = format!("{gray} /Width 100 /Height 100 /Filter /JBIG2Decode");
    assert_eq!(swift(&with_image(&dict, &jbig2)), Ok(()));
    // One row of a hundred million samples, each looked at in every row.
    let row = deflated(&vec![0; 12_500_000]);
    let dict = format!("{gray} /Width 100000000 /Height 1 /Filter /FlateDecode");
    assert_eq!(swift(&with_image(&dict, &row)), Err(ReadError::TooMuchContent));
}

#[test]
fn calculations_without_a_value_give_none() {
    let programs = [
        "{ 0 idiv }",
        "{ 0 mod }",
        "{ -2147483648 -1 idiv }",
        "{ 40 bitshift }",
        "{ -40 bitshift }",
        "{ 1 2 3 3 -2147483648 roll }",
        "{ -1 copy }",
        "{ 2147483647 index }",
        "{ pop pop pop }",
        "{ 1e38 cvi 1e38 mul }",
        "{ -1 sqrt }",
        "{ 0 ln }",
        "{ true 1 add }",
        "{ if }",
        "{ {",
        "}",
    ];
    let deep = format!("{{ {} {} }}", "true { ".repeat(50_000), "} if ".repeat(50_000));
    let long = format!("{{ {} }}", "dup pop ".repeat(100_000));
    for program in programs.into_iter().chain([&*deep, &*long]) {
        let function = format!(
            "<< /FunctionType 4 /Domain [-10 10] /Range [0 1 0 1 0 1 0 1] /Type /X >> {program}"
        );
        let file = page(
            "/ColorSpace << /C [/Separation /Spot /DeviceCMYK 9 0 R] >>",
            "/C cs 0.5 scn 0 0 100 100 re f",
            &[(9, &function)],
        );
        assert_eq!(swift(&file), Ok(()), "{}", &program[..program.len().min(40)]);
    }
}

#[test]
fn calculations_are_right() {
    // What a solid spot ink is shown with: the function at 1.
    let programs = [
        ("{ dup 0.5 gt { pop 0.25 } { pop 0.75 } ifelse 0 0 0 }", [0.25, 0.0, 0.0, 0.0]),
        ("{ 0.2 exch 0.4 0.6 3 1 roll 4 1 roll }", [0.4, 0.2, 0.6, 1.0]),
        ("{ 7 3 mod exch 90 sin mul 0 0 3 index pop }", [1.0, 1.0, 0.0, 0.0]),
        ("{ 3 2 idiv sub 1 1 atan 45 div 2 copy add 2 div 0 }", [0.0, 1.0, 0.5, 0.0]),
        ("{ 1 eq true and { 0.5 } if 6 5 xor 3 div 4 -1 bitshift 4 div 0 }", [0.5, 1.0, 0.5, 0.0]),
    ];
    for (program, expected) in programs {
        let function = format!(
            "<< /FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1] /Type /X >> {program}"
        );
        let file = page(
            "/ColorSpace << /C [/Separation /Spot /DeviceCMYK 9 0 R] >>",
            "/C cs 0.5 scn 0 0 100 100 re f",
            &[(9, &function)],
        );
        let file = reader::open(file).expect("it is sound");
        let plates = plates::render(&file, 0, 20.0).expect("it is sound");
        let spot = plates.plates.iter().find(|plate| plate.ink.name() == "Spot");
        let found = spot.expect("the ink is on the page").alternate;
        let is_near = found.iter().zip(expected).all(|(a, b): (&f32, f32)| (a - b).abs() < 1e-5);
        assert!(is_near, "{program}: {found:?}");
    }
}

#[test]
fn lines_and_shadings_beyond_measure_end() {
    let line = "0 0 m 1100 100 300 20 10 40 c S ";
    for content in [
        format!("[0.02 0.02] 0 d 1 w 1 J {}", line.repeat(5000)),
        format!("20 w 1 j 0 0 m {}S", "500 100 1 3 400 20 c ".repeat(200_000)),
        "BI /W 10 /H 10 /BPC 8 /CS /G ID ".repeat(40_000),
    ] {
        let file = page("", &content, &[]);
        assert_eq!(swift(&file), Err(ReadError::TooMuchContent), "{}", &content[..20]);
    }
    let slow = format!(
        "<< /FunctionType 4 /Domain [0 1200 0 120] /Range [0 1 0 1 0 1 0 1] /Type /X >> {{ {} dup dup }}",
        "dup sin pop ".repeat(5000)
    );
    let shading = "/Shading << /S << /ShadingType 1 /ColorSpace /DeviceCMYK \
        /Domain [0 1200 0 120] /Function 9 0 R >> >>";
    assert_eq!(swift(&page(shading, "/S sh", &[(9, &slow)])), Err(ReadError::TooMuchContent));
}

/// A table of objects in a stream that is written as text.
#[test]
fn a_table_written_as_hexadecimal_is_sound() {
    let mut out = b"%PDF-1.6\n".to_vec();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 60 60] >>",
    ];
    let mut rows = String::from("00000000 ");
    for (at, object) in objects.iter().enumerate() {
        let _ = write!(rows, "01{:04x}00 ", out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_bytes());
    }
    let start = out.len();
    let _ = write!(rows, "01{start:04x}00>");
    out.extend(
        format!(
            "4 0 obj\n<< /Type /XRef /Size 5 /W [1 2 1] /Root 1 0 R /Filter /ASCIIHexDecode \
             /Length {} >> stream\n{rows}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n",
            rows.len()
        )
        .as_bytes(),
    );
    assert_eq!(swift(&out), Ok(()));
}

/// A file without pages is not damaged.
#[test]
fn a_file_without_pages_is_called_so() {
    let bytes = file(&[
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, "<< /Type /Pages /Kids [] /Count 0 >>".to_owned()),
    ]);
    assert_eq!(swift(&bytes), Err(ReadError::NoPages));
    let bytes = file(&[
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, "<< /Type /Pages /Kids [7 0 R] /Count 1 >>".to_owned()),
    ]);
    assert_eq!(swift(&bytes), Err(ReadError::Damaged));
}

/// The keys of all glyphs, in their order.
struct GlyphKeys(Vec<u64>);

impl Device for GlyphKeys {
    fn glyphs(&mut self, run: &GlyphRun) {
        self.0.extend(run.glyphs.iter().map(|glyph| glyph.key));
    }
    fn fill(&mut self, _: &BezPath, _: FillRule, _: &InkPaint) {}
    fn stroke(&mut self, _: &BezPath, _: &StrokeStyle, _: &InkPaint) {}
    fn image(&mut self, _: &Image, _: &InkPaint) {}
    fn shading(&mut self, _: &Shading, _: &InkPaint) {}
    fn push_clip(&mut self, _: &BezPath, _: FillRule) {}
    fn pop_clip(&mut self) {}
    fn begin_group(&mut self, _: &Group) {}
    fn end_group(&mut self) {}
    fn begin_mask(&mut self, _: &SoftMask) {}
    fn end_mask(&mut self) {}
}

/// A font that is no object of its own, or is set by a graphics state, has its outlines
/// once, however often it is set: else a page of a thousand lines holds them a thousand
/// times.
#[test]
fn a_font_that_is_set_again_is_read_once() {
    let mut sheet = Sheet::x4();
    sheet.fonts += " /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 \
                    /Encoding /Identity-H /DescendantFonts [9 0 R] >>";
    sheet.states += " /GF << /Font [8 0 R 9] >>";
    for set in ["/F2 9 Tf", "/GF gs"] {
        sheet.content = format!("BT {set} <0001> Tj {set} <0001> Tj ET");
        let file = reader::open(sheet.write()).expect("it is a PDF");
        let mut keys = GlyphKeys(Vec::new());
        file.walk(0, &mut keys).expect("it is read");
        let [first, second] = keys.0[..] else { panic!("{set}: {:?}", keys.0) };
        assert_eq!(first, second, "{set}");
    }
}
