//! What PDF/X asks of the press file: intent, identifiers, boxes, inks and
//! overprint, and nothing outside the bleed that could print on the page.

use banmian::color::{Cmyk, Color, Overprint, Paint, SpotInk, SpotInks, Tint};
use banmian::geom::Abs;
use banmian::page::{
    Cap, Document, Item, Marks, PageInks, PathStep, Shape, Standard, Stroke, Structure,
};
use banmian::style::{line_paint, type_paint};
use serde_json::Value;

use crate::hand::{HEI, SONG, document, filled, line, mm, page, rect};
use crate::objects::{Objects, objects, text};
use crate::pdf::{text_of, written};
use crate::tools;

fn small(standard: Standard) -> Document {
    let mut page = page(vec![line(mm(10.0, 20.0), SONG, 10.5, "渡口大桥今日合龙")]);
    page.bleed = Abs::mm(3.0);
    page.marks = Marks::Full;
    let mut document = document(vec![page]);
    document.output.standard = standard;
    document
}

fn red() -> SpotInk {
    SpotInk { name: "朱红 185 C".to_owned(), alternate: Cmyk::percent(0.0, 91.0, 76.0, 0.0) }
}

/// A page with a solid and a tint of a spot ink, behind another that is not
/// used.
fn spot_page(inks: PageInks) -> banmian::page::Page {
    let mut spots = SpotInks::default();
    spots.add(SpotInk { name: "Idle".to_owned(), alternate: Cmyk::default() });
    let ink = spots.add(red());
    let mut page = page(vec![
        filled(rect(0.0, 0.0, 50.0, 50.0), Color::Spot { ink, tint: Tint::SOLID }),
        filled(rect(0.0, 50.0, 50.0, 90.0), Color::Spot { ink, tint: Tint::percent(40.0) }),
        line(mm(5.0, 20.0), SONG, 12.0, "黑"),
    ]);
    page.spots = spots;
    page.inks = inks;
    page
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("an array");
    list.iter().map(|number| number.as_f64().expect("a number")).collect()
}

#[test]
fn the_intent_names_the_condition_and_carries_its_profile() {
    let document = small(Standard::PdfX4);
    let Some(pdf) = objects(&written(&document)) else { return };
    let intents = pdf.list(&pdf.catalog()["/OutputIntents"]);
    assert_eq!(intents.len(), 1);
    let intent = pdf.resolve(intents[0]);
    let condition = &document.output.condition;
    assert_eq!(intent["/S"], "/GTS_PDFX");
    assert_eq!(text(&intent["/OutputConditionIdentifier"]), condition.identifier);
    assert_eq!(text(&intent["/RegistryName"]), "http://www.color.org");
    assert_eq!(text(&intent["/Info"]), condition.info);
    assert_eq!(pdf.at(intent, &["/DestOutputProfile", "/N"]), 4);
    assert_eq!(pdf.data(&intent["/DestOutputProfile"]), *condition.profile.bytes);
}

#[test]
fn a_condition_that_no_registry_knows_is_told_of_in_words() {
    let mut document = small(Standard::PdfX4);
    let condition = &mut document.output.condition;
    condition.registry = None;
    condition.identifier = String::new();
    condition.info = String::new();
    let description = condition.profile.description.clone();
    let Some(pdf) = objects(&written(&document)) else { return };
    let intent = pdf.resolve(pdf.list(&pdf.catalog()["/OutputIntents"])[0]);
    assert!(intent.get("/RegistryName").is_none());
    assert_eq!(text(&intent["/OutputConditionIdentifier"]), "Custom");
    assert_eq!(text(&intent["/Info"]), description);
}

#[test]
fn x_4_is_named_in_the_packet_and_x_1a_in_the_information() {
    let x4 = written(&small(Standard::PdfX4));
    let x1a = written(&small(Standard::PdfX1a));
    assert!(x4.starts_with(b"%PDF-1.6\n"));
    assert!(x1a.starts_with(b"%PDF-1.4\n"));
    let (Some(x4), Some(x1a)) = (objects(&x4), objects(&x1a)) else { return };
    assert!(x4.xmp().contains("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"));
    let info = x1a.at(x1a.trailer(), &["/Info"]);
    assert_eq!(text(&info["/GTS_PDFXVersion"]), "PDF/X-1a:2003");
    assert!(info.get("/GTS_PDFXConformance").is_none());
    assert!(!x1a.xmp().contains("pdfxid:"));
}

#[test]
fn information_and_packet_say_the_same() {
    let Some(pdf) = objects(&written(&small(Standard::PdfX4))) else { return };
    let (info, xmp) = (pdf.at(pdf.trailer(), &["/Info"]), pdf.xmp());
    assert_eq!(text(&info["/Title"]), "城关专刊");
    assert!(xmp.contains(">城关专刊</rdf:li>"), "{xmp}");
    assert_eq!(text(&info["/Author"]), "渡口日报");
    assert!(xmp.contains(">渡口日报</rdf:li>"), "{xmp}");
    for (key, name) in [("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")] {
        assert_eq!(text(&info[key]), "D:20261123000000Z");
        assert!(xmp.contains(&format!("<{name}>2026-11-23T00:00:00Z<")), "{xmp}");
    }
    assert_eq!(info["/Trapped"], "/False");
    for said in [
        "<pdf:Trapped>False<",
        "<xmp:MetadataDate>2026-11-23T00:00:00Z<",
        "<xmpMM:VersionID>1<",
        "<xmpMM:RenditionClass>default<",
        "<xmpMM:DocumentID>uuid:",
        "<pdfuaid:part>1<",
    ] {
        assert!(xmp.contains(said), "{said} is not in {xmp}");
    }
}

#[test]
fn a_document_without_name_and_day_has_a_title_and_dates() {
    let mut document = small(Standard::PdfX4);
    document.title = " ".to_owned();
    document.author = String::new();
    document.date = None;
    let first = written(&document);
    assert!(first == written(&document));
    let Some(pdf) = objects(&first) else { return };
    let info = pdf.at(pdf.trailer(), &["/Info"]);
    assert_eq!(text(&info["/Title"]), "banmian");
    assert_eq!(text(&info["/CreationDate"]), "D:19700101000000Z");
    assert!(info.get("/Author").is_none());
}

#[test]
fn other_pages_are_another_document() {
    let id = |words: &str| {
        let document = document(vec![page(vec![line(mm(10.0, 20.0), SONG, 10.0, words)])]);
        let xmp = objects(&written(&document))?.xmp();
        let start = xmp.find("<xmpMM:DocumentID>").expect("there is one");
        Some(xmp[start..start + 70].to_owned())
    };
    assert!(id("一").is_none() || id("一") != id("二"));
    assert_eq!(id("一"), id("一"));
}

#[test]
fn there_is_no_crop_box_and_no_annotation() {
    let Some(pdf) = objects(&written(&small(Standard::PdfX4))) else { return };
    let (_, page) = pdf.pages()[0];
    for key in ["/CropBox", "/ArtBox", "/Rotate", "/UserUnit", "/Annots", "/AA"] {
        assert!(page.get(key).is_none(), "{key}");
    }
    for key in ["/OpenAction", "/AA", "/AcroForm", "/Names"] {
        assert!(pdf.catalog().get(key).is_none(), "{key}");
    }
    let [media, bleed, trim] =
        ["/MediaBox", "/BleedBox", "/TrimBox"].map(|key| numbers(&page[key]));
    let pt = |mm: f64| (mm / 25.4 * 72.0 * 1000.0).round() / 1000.0;
    // 16 mm below and 8 mm elsewhere for the marks, 3 mm of bleed.
    assert_eq!(media, [0.0, 0.0, pt(122.0), pt(180.0)]);
    assert_eq!(bleed, [pt(8.0), pt(16.0), pt(114.0), pt(172.0)]);
    assert_eq!(trim, [pt(11.0), pt(19.0), pt(111.0), pt(169.0)]);
}

/// The points of every path in a content stream.
fn path_points(content: &str) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let mut operands: Vec<f64> = Vec::new();
    for word in content.split_whitespace() {
        match word {
            "m" | "l" | "c" => {
                points.extend(operands.chunks(2).map(|pair| (pair[0], pair[1])));
                operands.clear();
            }
            _ => match word.parse() {
                Ok(number) => operands.push(number),
                Err(_) => operands.clear(),
            },
        }
    }
    points
}

#[test]
fn all_marks_stand_between_bleed_and_edge() {
    for inks in
        [PageInks::process(), PageInks::black(), PageInks::black().with_spots(vec![red().name])]
    {
        let mut page = spot_page(inks);
        page.items.clear();
        page.bleed = Abs::mm(3.0);
        page.marks = Marks::Full;
        let Some(pdf) = objects(&written(&document(vec![page]))) else { return };
        let (_, page) = pdf.pages()[0];
        let (media, bleed) = (numbers(&page["/MediaBox"]), numbers(&page["/BleedBox"]));
        let points = path_points(&pdf.content(page));
        assert!(points.len() > 100, "{}", points.len());
        for (x, y) in points {
            let is_inside = x > bleed[0] && x < bleed[2] && y > bleed[1] && y < bleed[3];
            let is_on_sheet = x >= 0.0 && x <= media[2] && y >= 0.0 && y <= media[3];
            assert!(!is_inside && is_on_sheet, "{x} {y}");
        }
    }
}

#[test]
fn crop_and_register_marks_are_on_all_plates_there_are() {
    let marked = |inks: PageInks| {
        let mut page = spot_page(inks);
        page.marks = Marks::Full;
        objects(&written(&document(vec![page])))
    };
    let names = |pdf: &Objects| -> Vec<String> {
        let mut names: Vec<String> = pdf
            .separations()
            .iter()
            .map(|space| space[1].as_str().expect("a name").to_owned())
            .collect();
        names.sort();
        names
    };
    let Some(process) = marked(PageInks::process()) else { return };
    assert_eq!(names(&process), ["/All", "/朱红 185 C"]);
    assert!(process.content(process.pages()[0].1).contains("/All CS\n1 SCN"));
    // In fewer inks the colorant for all plates would make plates of its own.
    let Some(spot) = marked(PageInks::black().with_spots(vec![red().name])) else { return };
    assert_eq!(names(&spot), ["/朱红 185 C"]);
    let content = spot.content(spot.pages()[0].1);
    let words: Vec<&str> = content.split_whitespace().collect();
    let colors: Vec<&[&str]> = words
        .windows(5)
        .filter(|five| five[4].starts_with(['k', 'K']))
        .map(|five| &five[..4])
        .collect();
    assert!(colors.len() > 2, "{content}");
    assert!(colors.iter().all(|inks| inks[..3] == ["0", "0", "0"]), "{colors:?}");
}

#[test]
fn color_bars_show_the_inks_that_the_page_has() {
    let bars = |inks: PageInks| {
        let mut page = page(Vec::new());
        page.inks = inks;
        page.marks = Marks::Full;
        let pdf = objects(&written(&document(vec![page])))?;
        Some(pdf.content(pdf.pages()[0].1))
    };
    let (Some(process), Some(black)) = (bars(PageInks::process()), bars(PageInks::black())) else {
        return;
    };
    for patch in ["1 0 0 0 k", "0 0.5 0 0 k", "0 0 0.25 0 k", "1 1 1 0 k", "0.3 0.24 0.24 0 k"] {
        assert!(process.contains(patch), "{patch} is missing");
        assert!(!black.contains(patch), "{patch} on a black page");
    }
    assert!(black.contains("0 0 0 0.5 k"), "{black}");
}

#[test]
fn the_slug_line_names_page_day_standard_and_condition() {
    let Some(text) = text_of(&written(&small(Standard::PdfX1a))) else { return };
    // The faces of this test have no bar.
    let told: String = text.split_whitespace().collect();
    assert!(told.contains("城关专刊"), "{text}");
    assert!(told.contains("2026-11-23"), "{text}");
    assert!(told.contains("PDF/X-1a:2003"), "{text}");
    assert!(told.contains("CGATSTR002"), "{text}");
}

#[test]
fn a_spot_ink_is_one_separation_in_the_whole_file() {
    let first = spot_page(PageInks::process());
    let mut second = page(Vec::new());
    let ink = second.spots.add(red());
    second.items = vec![filled(rect(0.0, 0.0, 9.0, 9.0), Color::Spot { ink, tint: Tint::SOLID })];
    let third = page(Vec::new());
    let Some(pdf) = objects(&written(&document(vec![first, second, third]))) else { return };
    let spaces = pdf.separations();
    assert_eq!(spaces.len(), 1, "{spaces:?}");
    let space = spaces[0];
    assert_eq!((&space[1], &space[2]), (&"/朱红 185 C".into(), &"/DeviceCMYK".into()));
    let tint = pdf.resolve(&space[3]);
    assert_eq!(tint["/FunctionType"], 2);
    assert_eq!(numbers(&tint["/C0"]), [0.0; 4]);
    assert_eq!(numbers(&tint["/C1"]), [0.0, 0.91, 0.76, 0.0]);
    let pages = pdf.pages();
    let spaces_of = |at: usize| pdf.at(pages[at].1, &["/Resources", "/ColorSpace"]);
    assert_eq!(spaces_of(0)["/S0"], spaces_of(1)["/S0"]);
    assert!(spaces_of(2).is_null());
    let content = pdf.content(pages[0].1);
    assert!(content.contains("/S0 cs 1 scn") || content.contains("/S0 cs\n1 scn"), "{content}");
    assert!(content.contains("0.4 scn"), "{content}");
}

/// Bytes of the plate of one ink as Ghostscript separates it, without
/// compression: 255 is bare.
fn plate(pdf: &[u8], name: &str) -> Option<Vec<u8>> {
    let folder = std::env::temp_dir().join(format!("banmian-plates-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room for temporary files");
    let output = folder.join("p%d.tif").display().to_string();
    let arguments = [
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=tiffsep",
        "-sCompression=none",
        "-r36",
        "-o",
        &output,
        "{}",
    ];
    let said = tools::run("gs", &arguments, pdf);
    let files = std::fs::read_dir(&folder).expect("it was just made");
    let plate = files
        .filter_map(Result::ok)
        .find(|file| file.file_name().to_string_lossy().ends_with(&format!("{name}).tif")))
        .map(|file| std::fs::read(file.path()).expect("it can be read"));
    std::fs::remove_dir_all(&folder).expect("it was just made");
    let said = said?;
    assert!(said.ok && said.err.is_empty(), "{}", said.err);
    Some(plate.expect("the plate is there"))
}

#[test]
fn ghostscript_makes_a_plate_of_the_spot_ink() {
    let pdf = written(&document(vec![spot_page(PageInks::process())]));
    let Some(plate) = plate(&pdf, "185 C") else { return };
    let share = |value: u8| {
        let count = plate.iter().filter(|byte| byte.abs_diff(value) <= 1).count();
        count as f64 / plate.len() as f64
    };
    // A sixth of the page solid, under black type that overprints; 2 of 15
    // parts at 40 %.
    assert!((share(0) - 1.0 / 6.0).abs() < 0.03, "{}", share(0));
    assert!((share(153) - 2.0 / 15.0).abs() < 0.03, "{}", share(153));
}

/// Which graphics state each painting operator of a page has.
fn states(content: &str) -> Vec<(String, String)> {
    let mut state = String::new();
    let mut before = String::new();
    let mut painted = Vec::new();
    for word in content.replace('/', " /").split_whitespace() {
        match word {
            "gs" => state = before.rsplit('/').next().unwrap_or_default().to_owned(),
            "f" | "S" => painted.push((word.to_owned(), state.clone())),
            _ => {}
        }
        before = word.to_owned();
    }
    painted
}

fn stroked(paint: Paint, width: Abs) -> Item {
    Item::Shape(Shape {
        path: vec![PathStep::Move(mm(10.0, 40.0)), PathStep::Line(mm(90.0, 40.0))],
        fill: None,
        alt: None,
        element: None,
        stroke: Some(Stroke { paint, width, dash: None, cap: Cap::Butt }),
    })
}

#[test]
fn thin_black_rules_and_small_black_type_overprint_in_all_tints() {
    let gray = Color::gray(50.0);
    let overprints = |paint: Paint| paint.overprint == Overprint::Overprint;
    assert!(overprints(line_paint(gray, Abs::pt(1.9))));
    assert!(!overprints(line_paint(gray, Abs::pt(2.0))));
    assert!(overprints(type_paint(gray, Abs::pt(11.9))));
    assert!(!overprints(type_paint(gray, Abs::pt(12.0))));
    // Solid black does at any size; no other color does.
    assert!(overprints(line_paint(Color::BLACK, Abs::pt(20.0))));
    for color in [Color::WHITE, Color::cmyk(0.0, 0.0, 10.0, 90.0)] {
        assert!(!overprints(type_paint(color, Abs::pt(6.0))), "{color:?}");
    }
    let items = vec![
        stroked(line_paint(gray, Abs::pt(0.5)), Abs::pt(0.5)),
        stroked(line_paint(gray, Abs::pt(4.0)), Abs::pt(4.0)),
        filled(rect(0.0, 0.0, 10.0, 10.0), gray),
    ];
    let Some(pdf) = objects(&written(&document(vec![page(items)]))) else { return };
    let painted = states(&pdf.content(pdf.pages()[0].1));
    let expected = [("S", "Op"), ("S", "Kn"), ("f", "Kn")];
    let expected = expected.map(|(operator, state)| (operator.to_owned(), state.to_owned()));
    assert_eq!(painted, expected);
}

#[test]
fn white_never_overprints_whatever_the_page_says() {
    let white = Paint { color: Color::WHITE, overprint: Overprint::Overprint };
    let mut spots = SpotInks::default();
    let ink = spots.add(red());
    let no_ink = Color::Spot { ink, tint: Tint::NONE };
    let items = vec![
        Item::Shape(Shape::filled(rect(0.0, 0.0, 9.0, 9.0), white)),
        stroked(white, Abs::pt(1.0)),
        stroked(Paint { color: no_ink, ..white }, Abs::pt(1.0)),
    ];
    let mut page = page(items);
    page.spots = spots;
    let Some(pdf) = objects(&written(&document(vec![page]))) else { return };
    let painted = states(&pdf.content(pdf.pages()[0].1));
    assert!(painted.len() == 3 && painted.iter().all(|(_, state)| state == "Kn"), "{painted:?}");
}

#[test]
fn both_standards_stand_up_to_outside_judges() {
    for standard in [Standard::PdfX4, Standard::PdfX1a] {
        for structure in [Structure::Tagged, Structure::None] {
            let mut marked = spot_page(PageInks::process());
            marked.marks = Marks::Full;
            marked.items.push(line(mm(5.0, 40.0), HEI, 20.0, "今日"));
            let mut document = document(vec![marked]);
            document.output.standard = standard;
            document.output.structure = structure;
            let pdf = written(&document);
            if let Some(said) = tools::run("qpdf", &["--check", "{}"], &pdf) {
                assert!(said.ok && said.err.is_empty(), "{}{}", said.out, said.err);
            }
            let arguments =
                ["-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", "{}"];
            if let Some(said) = tools::run("gs", &arguments, &pdf) {
                assert!(said.ok && said.out.is_empty() && said.err.is_empty(), "{}", said.err);
            }
        }
    }
}
