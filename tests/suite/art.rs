//! Art that stands for itself: drawings, pages of PDFs, barcodes, ornaments;
//! and files that must not be placed.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use banmian::barcode::{AddOn, BarcodeError, Ean13, Level, qr};
use banmian::diag::finding::CodePoint;
use banmian::font::{FontData, FontLibrary};
use banmian::geom::Abs;
use banmian::ornament::{self, Border};
use banmian::page::Item;
use banmian::picture::{self, PictureError, SvgFault, Undrawable};
use banmian::plates;
use banmian::reader;

use crate::desk::Desk;
use crate::pages::set_all;

/// A page as large as a playing card, with one advertisement of it all.
const PAGE: &str = r#"checks.hole = "ignore"
checks.ad-scale = "ignore"
checks.ad-size = "ignore"
[sheet]
size   = "100mm x 60mm"
margin = "5mm"
bleed  = "3mm"

[output]
preflight = "none"

[grid]
columns = 1
leading = "12pt"

[styles.body]
size = "8pt"

"#;

fn page_with(element: &str) -> String {
    format!("{PAGE}{element}")
}

fn ad(file: &str) -> String {
    page_with(&format!(
        "[[ad]]\nfile = \"{file}\"\nleft = \"10mm\"\nwidth = \"80mm\"\ntop = \"10mm\"\nheight = \"40mm\"\n"
    ))
}

fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         viewBox=\"0 0 80 40\">{inside}</svg>"
    )
}

fn fonts() -> FontLibrary {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the fonts are there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "otf" || end == "ttf"))
        .collect();
    files.sort();
    let mut library = FontLibrary::new();
    for file in files {
        let bytes = fs::read(&file).expect("it can be read");
        let name = file.display().to_string();
        library.add(&name, FontData::Shared(bytes.into())).expect("it is a font");
    }
    library
}

fn fault(text: &str) -> PictureError {
    picture::read("a.svg", text.as_bytes().to_vec()).expect_err("it is refused")
}

/// The plates of a page with one advertisement; tints in percent at places in
/// millimeters from the upper left corner of the trim.
fn tints(desk: &Desk, spec: &str, places: &[(f64, f64)]) -> Vec<Vec<i32>> {
    let ran = desk.run(&["build", spec, "-o", "out.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let file = reader::open(desk.read("out.pdf")).expect("our own file can be read");
    let drawn = plates::render(&file, 0, 254.0).expect("it has plates");
    let tint = |plate: &plates::Plate, x: f64, y: f64| {
        // Plates are of the sheet; a tenth of a millimeter is a pixel.
        let bleed = (drawn.width as f64 - 1000.0) / 2.0;
        let (x, y) = ((x * 10.0 + bleed) as usize, (y * 10.0 + bleed) as usize);
        (f64::from(plate.tints[y * drawn.width + x]) / 2.55).round() as i32
    };
    places.iter().map(|(x, y)| drawn.plates.iter().map(|p| tint(p, *x, *y)).collect()).collect()
}

#[test]
fn a_drawing_is_placed_in_the_inks_of_the_press() {
    let desk = Desk::new("art-drawing");
    desk.write(
        "a.svg",
        svg("<rect width='20' height='40' fill='#000'/>\
             <rect x='20' width='20' height='40' fill='#808080'/>\
             <g transform='translate(40 0)'><rect width='20' height='40' style='fill:red'/></g>\
             <rect x='60' width='20' height='20' fill='#fff'/>"),
    );
    desk.write("page.toml", ad("a.svg"));
    let found =
        tints(&desk, "page.toml", &[(20.0, 30.0), (40.0, 30.0), (60.0, 30.0), (80.0, 20.0)]);
    assert_eq!(found[0], [0, 0, 0, 100], "black is black ink alone");
    let [0, 0, 0, gray] = found[1][..] else { panic!("gray is black ink alone: {:?}", found[1]) };
    assert!((35..75).contains(&gray), "{gray}");
    assert!(found[2][1] > 70 && found[2][2] > 70 && found[2][0] < 20, "red: {:?}", found[2]);
    assert_eq!(found[3], [0, 0, 0, 0], "white is bare");
    // Shapes, not pixels.
    let pdf = desk.read("out.pdf");
    let has = |word: &[u8]| pdf.windows(word.len()).any(|part| part == word);
    assert!(has(b"/Subtype/Form") && !has(b"/Subtype/Image"), "it is drawn as a form");
}

#[test]
fn the_same_drawing_has_the_same_bytes() {
    let desk = Desk::new("art-same");
    let gradient = "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/>\
        <stop offset='.5' stop-color='blue'/><stop offset='1' stop-color='lime'/></linearGradient>\
        </defs><rect width='80' height='40' fill='url(#g)'/><text y='20'>云汀</text>";
    desk.write("a.svg", svg(gradient));
    desk.write("page.toml", ad("a.svg"));
    for name in ["one.pdf", "two.pdf"] {
        let ran = desk.run(&["build", "page.toml", "-o", name]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert!(desk.read("one.pdf") == desk.read("two.pdf"), "the same page, other bytes");
}

#[test]
fn lettering_is_set_in_the_faces_of_the_house() {
    let fonts = fonts();
    let read = |text: &str| picture::read_page("a.svg", svg(text).into_bytes(), 0, &fonts);
    let drawn = |text: &str| read(text).expect("it can be drawn").drawing.expect("it is a drawing");
    let plain = drawn("<text x='2' y='20' font-size='8'>渡口 A</text>");
    assert!(plain.replaced_families.is_empty(), "{:?}", plain.replaced_families);
    assert!(plain.shapes().iter().any(|shape| shape.path.len() > 20), "there are outlines");
    let foreign = drawn("<text x='2' y='20' font-family='Nobodys Sans'>渡口</text>");
    assert_eq!(foreign.replaced_families, ["Nobodys Sans"]);
    for named in [
        "font-family=\"Source Serif 4\"",
        "font-family='Nobodys Sans, Source Serif 4'",
        "style='fill: black; font-family: Source Serif 4; stroke: none'",
        "font-family=\"'Source Serif 4', serif\"",
    ] {
        let text = |how: &str| drawn(&format!("<text x='2' y='20' {how}>Ag</text>"));
        let serif = text("font-family=\"'Source Serif 4'\"");
        assert_eq!(text(named).shapes(), serif.shapes(), "{named}");
        assert_ne!(text("font-family='hei'").shapes(), serif.shapes());
    }
    let sheet =
        drawn("<style>text { font-family: Nobodys Sans 7 }</style><text x='2' y='20'>A</text>");
    assert_eq!(sheet.replaced_families, ["Nobodys Sans 7"], "what is not there is told");
    let missing = read("<text x='2' y='20'>\u{13000}</text>").expect_err("no face has it");
    assert_eq!(
        missing,
        PictureError::Svg { svg: SvgFault::NoGlyph { code_point: CodePoint('\u{13000}') } }
    );
}

#[test]
fn a_drawing_that_names_files_or_the_network_is_refused() {
    for inside in [
        "<image href='photo.jpg' width='9' height='9'/>",
        "<image xlink:href='file:///etc/hostname' width='9' height='9'/>",
        "<use href='other.svg#a'/>",
        "<use xlink:href='https://example.com/a.svg#a'/>",
        "<style>@import 'house.css';</style>",
        "<style>@font-face { font-family: X; src: url(https://example.com/x.woff) }</style>",
        "<rect width='9' height='9' fill='url(other.svg#g)'/>",
        "<filter id='f'><feImage href='http://example.com/a.png'/></filter>",
    ] {
        assert_eq!(fault(&svg(inside)), PictureError::Svg { svg: SvgFault::Outside }, "{inside}");
    }
    let entity = "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>\
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&a;</text></svg>";
    assert_eq!(fault(entity), PictureError::Svg { svg: SvgFault::Outside });
    let sheet = "<?xml version='1.0'?><?xml-stylesheet href='a.css'?>\
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>";
    assert_eq!(fault(sheet), PictureError::Svg { svg: SvgFault::Outside });
    // Where a link leads is of no matter on paper.
    let link = svg("<a href='https://example.com'><rect width='9' height='9'/></a>");
    picture::read("a.svg", link.into_bytes()).expect("a link does no harm");
}

#[test]
fn what_is_no_shape_in_ink_is_refused_by_name() {
    let pixels = "<image href='data:image/png;base64,AAAA' width='9' height='9'/>";
    let cases = [
        (pixels, Undrawable::Pixels),
        ("<foreignObject width='9' height='9'/>", Undrawable::ForeignObject),
        (
            "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><rect width='9' height='9' filter='url(#f)'/>",
            Undrawable::Filter,
        ),
        (
            "<mask id='m'><rect width='5' height='5' fill='#fff'/></mask><rect width='9' height='9' mask='url(#m)'/>",
            Undrawable::Mask,
        ),
        (
            "<pattern id='p' width='2' height='2' patternUnits='userSpaceOnUse'><rect width='1' height='1'/></pattern><rect width='9' height='9' fill='url(#p)'/>",
            Undrawable::Pattern,
        ),
        (
            "<g opacity='.5'><rect width='9' height='9'/><rect x='3' width='9' height='9' fill='red'/></g>",
            Undrawable::GroupOpacity,
        ),
        ("<g style='mix-blend-mode:multiply'><rect width='9' height='9'/></g>", Undrawable::Blend),
    ];
    for (inside, what) in cases {
        assert_eq!(
            fault(&svg(inside)),
            PictureError::Svg { svg: SvgFault::Undrawable { undrawable: what } },
            "{inside}"
        );
    }
    assert_eq!(fault(&svg("<script>1</script>")), PictureError::Svg { svg: SvgFault::Script });
    assert_eq!(
        fault("<?xml version='1.0'?><html/>"),
        PictureError::Svg { svg: SvgFault::Malformed }
    );
    assert_eq!(fault(&svg("<rect")), PictureError::Svg { svg: SvgFault::Malformed });
}

#[test]
fn a_drawing_that_swells_is_refused_in_no_time() {
    let mut nested = String::from("<defs><g id='a0'><rect width='1' height='1'/></g>");
    for level in 1..40 {
        let inner = level - 1;
        let uses = format!("<use href='#a{inner}'/>").repeat(10);
        write!(nested, "<g id='a{level}'>{uses}</g>").expect("memory takes it");
    }
    nested.push_str("</defs><use href='#a39'/>");
    let circle = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>";
    let deep = format!("{}{}", "<g>".repeat(50_000), "</g>".repeat(50_000));
    let many = "<path d='M0 0h1'/>".repeat(300_000);
    let markers = format!(
        "<marker id='m'>{}</marker><path style='marker-mid:url(#m)' d='M0 0{}'/>",
        "<path d='M0 0h1'/>".repeat(5_000),
        " 1 1".repeat(5_000)
    );
    let mut laughs = String::from("<!DOCTYPE svg [<!ENTITY l0 'ha'>");
    for level in 1..12 {
        let inner = format!("&l{};", level - 1).repeat(10);
        write!(laughs, "<!ENTITY l{level} '{inner}'>").expect("memory takes it");
    }
    let laughs = format!("{laughs}]>{}", svg("<text>&l11;</text>"));
    let keys: String = (0..40_000).map(|at| format!(" k{at}='1'")).collect();
    let keys = format!("<path d='M0 0h1'{keys}/>");
    let names = |at: usize| format!("<g xmlns:n{at}='n{at}'>");
    let in_each_other = (0..20_000).map(names).collect::<String>() + &"</g>".repeat(20_000);
    let side_by_side: String = (0..40_000).map(|at| format!("<g xmlns:n{at}='n{at}'/>")).collect();
    let rules = format!(
        "<style>{}</style>{path}",
        ".a{fill:red}".repeat(40_000),
        path = "<path d='M0 0h1'/>"
    );
    let style = format!("<path d='M0 0h1' style='{}'/>", "fill:red;".repeat(40_000));
    let types = format!("<text>{}</text>", "<tspan>a</tspan>".repeat(20_000));
    let paths = "<path d='M0 0h1v1z'/>".repeat(4_000);
    let clipped = "<path clip-path='url(#c)' d='M0 0h1v1z'/>".repeat(4_000);
    let clips = format!("<clipPath id='c'>{paths}</clipPath>{clipped}");
    let floods = [&nested, circle, &deep, &many, &markers, &keys, &in_each_other, &side_by_side]
        .into_iter()
        .chain([&*rules, &style, &types, &clips]);
    let begun = Instant::now();
    for text in floods.map(svg).chain([laughs]) {
        let fault = fault(&text);
        assert!(
            matches!(fault, PictureError::Svg { svg: SvgFault::Swells | SvgFault::Malformed }),
            "{fault:?} for {}",
            &text[..120]
        );
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// A PDF of one page in CMYK, with more objects and more in its catalog and its
/// page.
fn pdf(catalog: &str, page: &str, more: &[&str]) -> Vec<u8> {
    let content = "0 1 1 0 k 0 0 100 50 re f 0 0 0 1 k 100 0 100 50 re f";
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R {catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]/Resources<<>>/Contents 4 0 R {page}>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    file_of(&objects, "")
}

fn file_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    out.extend(
        format!("trailer<</Size {size}/Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    out
}

#[test]
fn a_page_of_a_pdf_is_placed_as_it_is() {
    let desk = Desk::new("art-pdf");
    desk.write("ad.pdf", pdf("", "", &[]));
    desk.write("turned.pdf", pdf("", "/Rotate 180", &[]));
    desk.write("page.toml", ad("ad.pdf"));
    desk.write("turned.toml", ad("turned.pdf"));
    // 200 x 50 points in a place of 80 x 40 mm: 80 x 20 mm in its middle.
    let places = [(20.0, 30.0), (80.0, 30.0), (20.0, 15.0)];
    let (red, black, bare) = (vec![0, 100, 100, 0], vec![0, 0, 0, 100], vec![0, 0, 0, 0]);
    let found = tints(&desk, "page.toml", &places);
    assert_eq!(found, [red.clone(), black.clone(), bare.clone()]);
    assert_eq!(tints(&desk, "turned.toml", &places), [black, red, bare]);
}

#[test]
fn an_advertisement_bleeds_off_the_paper_by_its_own_ink() {
    let desk = Desk::new("art-bleed");
    desk.write("ad.pdf", pdf("", "/TrimBox[10 10 190 40]", &[]));
    let place =
        "[[ad]]\nfile = \"ad.pdf\"\nleft = 0\nwidth = \"36mm\"\ntop = \"54mm\"\nheight = \"6mm\"\n";
    desk.write("page.toml", page_with(place));
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    // Ten points of 180 in 36 mm are two millimeters: one is missing.
    let codes: Vec<_> = ran.findings().iter().map(|it| it["code"].clone()).collect();
    assert_eq!(codes, ["bleed-missing"], "{}", ran.err);
    desk.write("page.toml", page_with(place).replace("bleed  = \"3mm\"", "bleed = \"2mm\""));
    let ran = desk.run(&["check", "page.toml"]);
    assert!(ran.code == 0 && !ran.err.contains("bleed"), "{}", ran.err);
}

#[test]
fn a_pdf_that_does_more_than_lie_there_is_refused() {
    let sizeless = String::from_utf8(pdf("", "", &[])).expect("it is text");
    let sizeless = sizeless.replace("/MediaBox[0 0 200 50]", "/Mediabox[0 0 200 50]");
    let mut encrypted = pdf("", "", &[]);
    let at = encrypted.windows(5).rposition(|five| five == b"/Root").expect("there is a trailer");
    encrypted.splice(at..at, b"/Encrypt<</Filter/Standard/V 1/R 2>>".iter().copied());
    let script = "<</S/JavaScript/JS(app.alert\\(1\\))>>";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("open", pdf("/OpenAction 5 0 R", "", &[script]), "JavaScript"),
        ("names", pdf("/Names<</JavaScript<</Names[(a) 5 0 R]>>>>", "", &[script]), "JavaScript"),
        ("launch", pdf("/OpenAction<</S/Launch/F(a.exe)>>", "", &[]), "Launch"),
        (
            "next",
            pdf("/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 5 0 R>>", "", &[script]),
            "JavaScript",
        ),
        ("event", pdf("", "/AA<</O 5 0 R>>", &[script]), "JavaScript"),
        (
            "click",
            pdf("", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A 5 0 R>>]", &[script]),
            "JavaScript",
        ),
        (
            "layers",
            pdf("/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>", "", &["<</Type/OCG/Name(a)>>"]),
            "layers",
        ),
        ("sizeless", sizeless.into_bytes(), "MediaBox"),
        ("locked", encrypted, "locked"),
        ("cut", pdf("", "", &[])[..200].to_vec(), "damaged"),
        ("misnamed", b"%PDF-1.4\nthis is a letter".to_vec(), "damaged"),
    ];
    for (name, bytes, word) in cases {
        let desk = Desk::new(&format!("art-pdf-{name}"));
        desk.write("ad.pdf", bytes);
        desk.write("page.toml", ad("ad.pdf"));
        let ran = desk.run(&["check", "page.toml"]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.err);
        assert!(ran.err.contains(word), "{name}: {}", ran.err);
    }
    // A place to open at, and a web address, do no harm.
    let link =
        "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://a.example)>>>>]";
    let fine = pdf("/OpenAction[3 0 R/Fit]", link, &[]);
    picture::read("ad.pdf", fine).expect("it is an ordinary page");
    // Nor does a size that the group of pages states.
    let inherited = String::from_utf8(pdf("", "", &[])).expect("it is text");
    let inherited = inherited.replace("/MediaBox[0 0 200 50]/Resources<<>>", "");
    let inherited = inherited.replace("/Count 1", "/Count 1/Resources<<>>/MediaBox[0 0 200 50]");
    picture::read("ad.pdf", inherited.into_bytes()).expect("it is an ordinary page");
}

#[test]
fn a_broken_table_is_mended_or_refused() {
    // The table points nowhere; its objects can still be found.
    let bytes = String::from_utf8(pdf("", "", &[])).expect("it is text");
    let broken = bytes.replace("0000000009 00000 n", "0000099999 00000 n");
    let desk = Desk::new("art-xref");
    desk.write("ad.pdf", &broken);
    desk.write("page.toml", ad("ad.pdf"));
    let found = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert!(found.code == 0 && found.err.contains("picture-mended"), "{}", found.err);
    let start = bytes.rfind("startxref").expect("there is a table");
    for sound in [bytes.clone(), format!("mail\n{bytes}")] {
        desk.write("ad.pdf", &sound);
        let found = desk.run(&["check", "page.toml"]);
        assert!(!found.err.contains("picture-mended"), "{}", found.err);
    }
    desk.write("ad.pdf", format!("{}startxref\n7\n%%EOF", &bytes[..start]));
    let found = desk.run(&["check", "page.toml"]);
    assert!(found.err.contains("picture-mended"), "{}", found.err);
    let gone = "%PDF-1.4\nxref\n0 1\ntrailer<</Root 9 0 R>>\nstartxref\n9\n%%EOF";
    desk.write("ad.pdf", gone);
    let ran = desk.run(&["check", "page.toml"]);
    assert!(ran.code == 1 && ran.err.contains("damaged"), "{}", ran.err);
}

#[test]
fn a_page_out_of_ten_thousand_is_found_soon() {
    let count = 10_000;
    let kids: String = (0..count).map(|at| format!("{} 0 R ", at + 4)).collect();
    let content = "0 0 0 1 k 0 0 9 9 re f";
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {count}/MediaBox[0 0 90 90]/Kids[{kids}]>>"),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    objects.extend((0..count).map(|_| "<</Type/Page/Parent 2 0 R/Contents 3 0 R>>".to_owned()));
    let bytes = file_of(&objects, "");
    let begun = Instant::now();
    let read = |page| picture::read_page("ad.pdf", bytes.clone(), page, &FontLibrary::new());
    assert_eq!(read(9_999).expect("the last page").width, 9_000);
    let error = read(10_000).expect_err("there is no such page");
    assert!(error.to_string().contains("no page 10001"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn older_files_take_no_transparency_from_vectors() {
    let desk = Desk::new("art-x1a");
    let x1a = |file: &str| ad(file).replace("[output]", "[output]\nstandard = \"pdf/x-1a\"");
    desk.write("a.svg", svg("<rect width='9' height='9' fill-opacity='.5'/>"));
    desk.write("page.toml", x1a("a.svg"));
    let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert!(ran.code == 1 && ran.err.contains("transparency"), "{}", ran.err);
    let state = pdf("", "", &[]);
    let state = String::from_utf8(state).expect("it is text");
    let state = state.replace("/Resources<<>>", "/Resources<</ExtGState<</G<</ca .5>>>>>>");
    let state = state.replace("0 1 1 0 k 0 0 100", "/G gs 1 1 0 k 0 0 10");
    desk.write("a.pdf", state.replace("/G gs 1 1 0 k", "/G gs 1 0 0 0 k"));
    desk.write("page.toml", x1a("a.pdf"));
    let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert!(ran.code == 1 && ran.err.contains("transparency"), "{}", ran.err);
    desk.write("a.pdf", pdf("", "", &[]));
    let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_scaled_advertisement_has_its_size_to_the_last_unit() {
    let desk = Desk::new("art-scale");
    // 200 x 50 points.
    desk.write("ad.pdf", pdf("", "", &[]));
    for (percent, width) in [(100, 200.0), (60, 120.0), (99, 198.0)] {
        desk.write("page.toml", ad("ad.pdf").replace("left", &format!("scale = {percent}\nleft")));
        let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
        let page = &outcome.document.as_ref().expect("it can be made").pages[0];
        let frame = page.items.iter().find_map(|item| match item {
            Item::Picture(picture) => Some(picture.frame),
            Item::Line(_) | Item::Shape(_) => None,
        });
        let frame = frame.expect("it is placed");
        assert_eq!((frame.width(), frame.height()), (Abs::pt(width), Abs::pt(width / 4.0)));
    }
}

#[test]
fn a_wrong_key_of_an_advertisement_is_told() {
    let desk = Desk::new("art-keys");
    desk.write("ad.pdf", pdf("", "", &[]));
    desk.write("a.svg", svg("<rect width='9' height='9'/>"));
    let cases = [
        (ad("gone.pdf"), "picture-missing"),
        (ad("a.svg").replace("left", "page = 2\nleft"), "picture-broken"),
        (ad("ad.pdf").replace("left", "page = 2\nleft"), "picture-broken"),
        (ad("ad.pdf").replace("left", "page = 0\nleft"), "bad-value"),
        (ad("ad.pdf").replace("left", "scale = 100\nfit = \"cover\"\nleft"), "conflicting-keys"),
        (ad("ad.pdf").replace("left", "scale = 400\nleft"), "overset"),
        (ad("ad.pdf").replace("left", "box = \"trimm\"\nleft"), "bad-value"),
        (ad("../../../ad.pdf"), "path-outside"),
    ];
    for (spec, code) in cases {
        desk.write("page.toml", &spec);
        let ran = desk.run(&["check", "page.toml", "--format", "json"]);
        let found: Vec<_> = ran.findings().iter().map(|it| it["code"].clone()).collect();
        assert!(found.iter().any(|it| it == code), "{code}: {found:?}\n{spec}");
    }
}

/// The digits of bars, read as a scanner would: widths of four elements a
/// digit, the set of each telling the first digit.
fn scanned(modules: &[bool]) -> String {
    const CODES: [&str; 10] = [
        "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
        "0110111", "0001011",
    ];
    const FIRST: [&str; 10] = [
        "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA",
        "ABBABA",
    ];
    let bits: String = modules.iter().map(|black| if *black { '1' } else { '0' }).collect();
    assert_eq!((&bits[..3], &bits[45..50], &bits[92..]), ("101", "01010", "101"), "guards");
    let (mut sets, mut digits) = (String::new(), String::new());
    for at in 0..6 {
        let seven = &bits[3 + at * 7..10 + at * 7];
        let negative: String =
            seven.chars().rev().map(|c| if c == '1' { '0' } else { '1' }).collect();
        let (set, digit) = match CODES.iter().position(|code| *code == seven) {
            Some(digit) => ('A', digit),
            None => ('B', CODES.iter().position(|code| *code == negative).expect("a digit")),
        };
        sets.push(set);
        write!(digits, "{digit}").expect("memory takes it");
    }
    for at in 0..6 {
        let seven = &bits[50 + at * 7..57 + at * 7];
        let plain: String = seven.chars().map(|c| if c == '1' { '0' } else { '1' }).collect();
        let digit = CODES.iter().position(|code| *code == plain).expect("a digit");
        write!(digits, "{digit}").expect("memory takes it");
    }
    let first = FIRST.iter().position(|row| *row == sets).expect("sets of a first digit");
    format!("{first}{digits}")
}

#[test]
fn bars_are_read_back_as_their_digits() {
    for text in ["6901234567892", "9771673040006", "4006381333931", "0012345678905"] {
        let code = Ean13::new(text).expect("its check digit is right");
        assert_eq!(code.modules().len(), 95);
        assert_eq!(scanned(&code.modules()), text);
    }
    assert_eq!(Ean13::new("690123456789"), Ean13::new("6901234567892"));
    assert_eq!(Ean13::of_issn("1673-0402"), Ean13::new("9771673040006"));
    assert_eq!(Ean13::of_issn("ISSN 2434-561X").map(|code| code.digits()[3]), Ok(2));
    // The example of the GS1 General Specifications for five digits: 1011, and
    // 01 between digits.
    let add_on = AddOn::new("86104").expect("five digits");
    assert_eq!(
        (add_on.modules().len(), AddOn::new("05").map(|it| it.modules().len())),
        (47, Ok(20))
    );
}

#[test]
fn a_wrong_check_digit_is_told_with_the_right_one() {
    assert_eq!(Ean13::new("6901234567893"), Err(BarcodeError::Check('2')));
    assert_eq!(Ean13::of_issn("1673-0401"), Err(BarcodeError::Check('2')));
    assert_eq!(Ean13::of_issn("2434-5611"), Err(BarcodeError::Check('X')));
    assert_eq!(Ean13::new("69012345"), Err(BarcodeError::Length(8)));
    assert_eq!(Ean13::new("69012345678９2"), Err(BarcodeError::NotDigits));
    assert_eq!(qr(&"长".repeat(2_000), Level::High), Err(BarcodeError::TooLong));
    let desk = Desk::new("art-check-digit");
    let place = "left = \"10mm\"\nwidth = \"50mm\"\ntop = \"10mm\"\nheight = \"25mm\"\n";
    let code = |keys: &str| page_with(&format!("[[barcode]]\n{keys}\n{place}"));
    let cases = [
        ("kind = \"ean-13\"\ntext = \"6901234567893\"", "would have to be 2"),
        ("kind = \"issn\"\ntext = \"1673-0401\"", "would have to be 2"),
        ("kind = \"issn\"\ntext = \"1673-0402\"\nadd-on = \"5\"", "two or five digits"),
        ("kind = \"qr\"\ntext = \"a\"\nadd-on = \"05\"", "has no \"add-on\""),
        ("kind = \"ean-13\"\ntext = \"6901234567892\"\nlevel = \"high\"", "only a QR code"),
        ("kind = \"qr\"\ntext = \"\"", "needs a text"),
        ("kind = \"code-39\"\ntext = \"a\"", "none of the words"),
    ];
    for (keys, words) in cases {
        desk.write("page.toml", code(keys));
        let ran = desk.run(&["check", "page.toml"]);
        assert!(ran.code == 1 && ran.err.contains(words), "{keys}: {}", ran.err);
    }
    let small = code("kind = \"qr\"\ntext = \"https://yunting.example/bridge\"");
    desk.write("page.toml", small.replace("50mm", "9mm"));
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    assert!(ran.findings().iter().any(|it| it["code"] == "barcode-fine"), "{}", ran.err);
}

#[test]
fn a_code_on_the_page_is_read_back() {
    let desk = Desk::new("art-qr");
    let text = "https://yunting.example/渡口?p=1";
    let spec = format!(
        "[[box]]\nleft = \"5mm\"\nwidth = \"90mm\"\ntop = \"5mm\"\nheight = \"50mm\"\ntint = \"k(60)\"\n\
         [[barcode]]\nkind = \"qr\"\ntext = \"{text}\"\noverlap = true\nleft = \"20mm\"\nwidth = \"40mm\"\ntop = \"10mm\"\nheight = \"40mm\"\n"
    );
    desk.write("page.toml", page_with(&spec));
    let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let file = reader::open(desk.read("out.pdf")).expect("our own file can be read");
    let drawn = plates::render(&file, 0, 254.0).expect("it has plates");
    let black =
        drawn.plates.iter().find(|plate| plate.ink.name() == "Black").expect("it has black");
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(drawn.width, drawn.height, |x, y| {
            255 - black.tints[y * drawn.width + x]
        });
    let grids = image.detect_grids();
    let read: Vec<String> =
        grids.iter().map(|grid| grid.decode().expect("it can be read").1).collect();
    assert_eq!(read, [text]);
}

#[test]
fn every_ornament_and_border_lies_in_its_box() {
    assert!(ornament::all().len() >= 12);
    for one in ornament::all() {
        assert_eq!(ornament::find(&one.chinese), Some(one), "{}", one.name);
        assert!(!one.tile.parts.is_empty(), "{} has no parts", one.name);
        assert!(one.tile.parts.iter().all(|part| part.path.len() > 1), "{}", one.name);
    }
    for border in Border::ALL {
        let tiles = border.tiles().unwrap_or_else(|| panic!("{} is not drawn", border.name()));
        assert!(!tiles.side.parts.is_empty() && !tiles.corner.parts.is_empty(), "{border:?}");
        assert_eq!(tiles.corner.width, tiles.side.height, "{border:?}");
    }
    let desk = Desk::new("art-ornament");
    let place = "left = \"10mm\"\nwidth = \"20mm\"\ntop = \"10mm\"\nheight = \"20mm\"\n";
    desk.write("page.toml", page_with(&format!("[[ornament]]\nname = \"plumb\"\n{place}")));
    let ran = desk.run(&["check", "page.toml"]);
    assert!(ran.code == 1 && ran.err.contains("did you mean \"plum\""), "{}", ran.err);
    let two =
        format!("[[ornament]]\nname = \"sun\"\n{place}[[ornament]]\nname = \"梅枝\"\n{place}");
    desk.write("page.toml", page_with(&two));
    let ran = desk.run(&["check", "page.toml"]);
    assert!(ran.code == 1 && ran.err.contains("stands on the ornament"), "{}", ran.err);
}

#[test]
fn a_border_meets_at_its_corners() {
    let desk = Desk::new("art-border");
    let frame = "[[box]]\nleft = \"20mm\"\nwidth = \"50mm\"\ntop = \"15mm\"\nheight = \"30mm\"\nframe = \"花边-连珠 8pt\"\n";
    desk.write("page.toml", page_with(frame));
    // 0.28 mm inside of each corner of the outer edge lies its outer line.
    let inside = 0.32;
    let corners = [
        (20.0 + inside, 15.0 + inside),
        (70.0 - inside, 15.0 + inside),
        (70.0 - inside, 45.0 - inside),
        (20.0 + inside, 45.0 - inside),
    ];
    let sides = [(45.0, 15.0 + inside), (20.0 + inside, 30.0), (70.0 - inside, 30.0)];
    let places: Vec<_> = corners.into_iter().chain(sides).collect();
    for (place, tints) in places.iter().zip(tints(&desk, "page.toml", &places)) {
        assert!(tints[3] > 50, "no ink at {place:?}: {tints:?}");
    }
}

#[test]
fn damaged_art_is_refused_or_placed_but_never_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples/art");
    let fonts = fonts();
    let mut seed: u32 = 7;
    let mut next = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    let desk = Desk::new("art-damaged");
    for name in ["tea.pdf", "visitors.svg"] {
        let whole = fs::read(folder.join(name)).expect("the example is there");
        for round in 0..200 {
            let mut bytes = whole.clone();
            for _ in 0..1 + round % 8 {
                let at = next() % bytes.len();
                bytes[at] = (next() & 0xFF) as u8;
            }
            // Whatever comes of it, it comes.
            let _ = picture::read_page(name, bytes.clone(), 0, &fonts);
            if round % 20 == 0 {
                desk.write(name, bytes);
                desk.write("page.toml", ad(name));
                let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
                assert!(matches!(ran.code, 0 | 1), "{}: {}", ran.code, ran.err);
            }
        }
    }
}
