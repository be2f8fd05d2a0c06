//! Advertisements in their places: what of their file's size, scale and edges a page
//! keeps, and what their files are held against.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desk::Desk;
use crate::faulty::{Sheet, text};
use crate::picture::jpeg;

/// An advertisement alone on a page.
const PAGE: &str = r#"checks.hole = "ignore"
[sheet]
size   = "210mm x 180mm"
margin = "10mm"
bleed  = "3mm"
[grid]
columns = 1
leading = "12pt"
[styles.body]
size = "8pt"
"#;

/// In a place of this size.
fn page(file: &str, (width, height): (&str, &str), keys: &str) -> String {
    format!(
        "{PAGE}[[ad]]\nfile = \"{file}\"\nleft = \"20mm\"\ntop = \"20mm\"\nwidth = \"{width}\"\nheight = \"{height}\"\n{keys}\n"
    )
}

/// A sound file, in mm 91.72 x 127 after cutting.
fn sound() -> Vec<u8> {
    Sheet::x4().write()
}

const SIZE: (&str, &str) = ("260pt", "360pt");

fn found(desk: &Desk, spec: &str) -> Vec<Value> {
    desk.write("page.toml", spec);
    desk.run(&["check", "page.toml", "--format", "json"]).findings()
}

/// How bad and which, without what is said of the finished page.
fn kinds(findings: &[Value]) -> Vec<(String, String)> {
    let word = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    findings.iter().map(|it| (word(it, "severity"), word(it, "code"))).collect()
}

fn is_only(findings: &[Value], severity: &str, code: &str) -> bool {
    kinds(findings) == [(severity.to_owned(), code.to_owned())]
}

fn english(finding: &Value) -> String {
    finding["message"]["en"].to_string()
}

#[test]
fn an_advertisement_in_its_size_gives_nothing() {
    let desk = Desk::new("ads-exact");
    desk.write("ad.pdf", sound());
    let sizes = [SIZE, ("92.2mm", "127mm"), ("91.3mm", "126.6mm")];
    let cases = sizes.map(|size| page("ad.pdf", size, ""));
    let scaled = page("ad.pdf", ("92.1mm", "127.4mm"), "scale = 100");
    let covered = page("ad.pdf", ("92.1mm", "126.6mm"), "fit = \"cover\"");
    // Bleed that is cut off inside the page is no crop.
    let bled = page("ad.pdf", ("278pt", "378pt"), "box = \"bleed\"");
    let media = page("ad.pdf", ("300pt", "400pt"), "box = \"media\"");
    for spec in cases.into_iter().chain([scaled, covered, bled, media]) {
        let findings = found(&desk, &spec);
        assert!(findings.is_empty(), "{findings:#?}\n{spec}");
    }
}

/// Width and height as a spec has them.
type PageArea = (&'static str, &'static str);
/// How bad and which, where, further keys, and what the message says.
type Told = (&'static str, PageArea, &'static str, &'static [&'static str]);

#[test]
fn what_differs_from_the_file_is_told_with_its_numbers() {
    let desk = Desk::new("ads-differs");
    desk.write("ad.pdf", sound());
    let half = ("130pt", "180pt");
    let cases: [Told; 8] = [
        ("warning ad-scale", half, "", &["45.9 x 63.5", "91.7 x 127", "50 %"]),
        ("warning ad-scale", ("520pt", "180pt"), "", &["183.4 x 63.5", "50 %"]),
        ("warning ad-size", ("260pt", "380pt"), "", &["91.7 x 134.1", "91.7 x 127", "100 %"]),
        ("warning ad-size", ("260pt", "380pt"), "scale = 100", &["134.1"]),
        ("note ad-scale", half, "scale = 50", &["50 %"]),
        (
            "error ad-crop",
            ("260pt", "180pt"),
            "fit = \"cover\"\nfocus = [50, 0]",
            &["bottom 63.5 mm", "50 % of its area", "100 %"],
        ),
        ("error ad-crop", ("130pt", "360pt"), "fit = \"cover\"", &["left 22.9 mm, right 22.9 mm"]),
        ("error overset", half, "scale = 60", &["45.9 x 63.5", "60 %"]),
    ];
    for (kind, place, keys, numbers) in cases {
        let findings = found(&desk, &page("ad.pdf", place, keys));
        let (severity, code) = kind.split_once(' ').expect("it is two words");
        assert!(is_only(&findings, severity, code), "{kind}: {findings:#?}");
        let message = english(&findings[0]);
        for number in numbers {
            assert!(message.contains(number), "{number}: {message}");
        }
        assert_eq!(findings[0]["line"], 13, "at the place: {}", findings[0]);
    }
}

#[test]
fn label_and_frame_take_of_the_place() {
    let desk = Desk::new("ads-label");
    desk.write("ad.pdf", sound());
    let findings = found(&desk, &page("ad.pdf", SIZE, "label = \"广告\"\nframe = \"thick\""));
    assert!(is_only(&findings, "warning", "ad-scale"), "{findings:#?}");
    assert!(english(&findings[0]).contains("room inside label and frame"), "{findings:#?}");
    // The hint names the place that it needs, and there it is fine.
    let hint = findings[0]["hints"][0]["en"].as_str().expect("there is a hint");
    let size = hint.split("place of ").nth(1).and_then(|it| it.split(" mm").next());
    let (width, height) = size.and_then(|it| it.split_once(" x ")).expect("it names a size");
    let place = (&*format!("{width}mm"), &*format!("{height}mm"));
    let findings = found(&desk, &page("ad.pdf", place, "label = \"广告\"\nframe = \"thick\""));
    assert!(findings.is_empty(), "{hint}: {findings:#?}");
}

#[test]
fn the_size_of_a_file_is_that_of_its_page_as_it_is_seen() {
    let desk = Desk::new("ads-seen");
    let mut turned = Sheet::x4();
    turned.page = "/Rotate 90".into();
    desk.write("turned.pdf", turned.write());
    let findings = found(&desk, &page("turned.pdf", ("360pt", "260pt"), ""));
    assert!(findings.is_empty(), "{findings:#?}");
    let mut large = Sheet::x4();
    large.page = "/UserUnit 0.5".into();
    desk.write("unit.pdf", large.write());
    let findings = found(&desk, &page("unit.pdf", ("130pt", "180pt"), "preflight = \"none\""));
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn a_drawing_has_a_size_if_it_says_one() {
    let desk = Desk::new("ads-drawing");
    let drawing = |size: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' {size} viewBox='0 0 80 40'>\
             <rect x='1' y='1' width='78' height='38'/></svg>"
        )
    };
    desk.write("sized.svg", drawing("width='80mm' height='40mm'"));
    desk.write("free.svg", drawing(""));
    desk.write("percent.svg", drawing("width='100%' height='100%'"));
    let code = |file: &str, size, keys: &str| kinds(&found(&desk, &page(file, size, keys)));
    let one = |severity: &str, code: &str| vec![(severity.to_owned(), code.to_owned())];
    assert_eq!(code("sized.svg", ("80mm", "40mm"), ""), []);
    assert_eq!(code("sized.svg", ("100mm", "50mm"), ""), one("warning", "ad-scale"));
    for file in ["free.svg", "percent.svg"] {
        assert_eq!(code(file, ("100mm", "50mm"), ""), []);
        assert_eq!(code(file, ("100mm", "60mm"), ""), one("warning", "ad-size"));
        assert_eq!(code(file, ("100mm", "60mm"), "fit = \"cover\""), one("error", "ad-crop"));
        assert_eq!(code(file, ("100mm", "50mm"), "scale = 100"), one("error", "bad-value"));
    }
}

/// A JPEG of these pixels that states so many an inch.
fn stated(pixels: (u32, u32), per_inch: u16) -> Vec<u8> {
    let plain = jpeg(pixels.0, pixels.1);
    let [high, low] = per_inch.to_be_bytes();
    let head = [0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 2, 1, high, low, high, low, 0, 0];
    [&plain[..2], &head, &plain[2..]].concat()
}

#[test]
fn pixels_have_a_size_if_they_state_one_for_paper() {
    let desk = Desk::new("ads-pixels");
    // 300 an inch make 101.6 x 50.8 mm.
    desk.write("print.jpg", stated((1200, 600), 300));
    desk.write("screen.jpg", stated((1200, 600), 72));
    let code = |file: &str, size, keys: &str| kinds(&found(&desk, &page(file, size, keys)));
    let one = |severity: &str, code: &str| vec![(severity.to_owned(), code.to_owned())];
    assert_eq!(code("print.jpg", ("101.6mm", "50.8mm"), "scale = 100"), []);
    assert_eq!(code("print.jpg", ("80mm", "40mm"), ""), one("warning", "ad-scale"));
    assert_eq!(code("screen.jpg", ("80mm", "40mm"), ""), []);
    assert_eq!(code("screen.jpg", ("80mm", "40mm"), "scale = 100"), one("error", "bad-value"));
    let findings = found(&desk, &page("screen.jpg", ("80mm", "30mm"), "fit = \"cover\""));
    assert!(is_only(&findings, "error", "ad-crop"), "{findings:#?}");
    assert!(english(&findings[0]).contains("1200 x 600 pixels"), "{findings:#?}");
}

#[test]
fn what_the_knife_takes_of_an_advertisement_is_a_crop() {
    let desk = Desk::new("ads-knife");
    desk.write("ad.pdf", sound());
    let place = |left: &str, width: &str, keys: &str| {
        page("ad.pdf", (width, "360pt"), keys)
            .replace("left = \"20mm\"", &format!("left = \"{left}\""))
    };
    // At the edge its own bleed runs off the paper.
    let findings = found(&desk, &place("0mm", "260pt", ""));
    assert!(kinds(&findings).iter().all(|(_, code)| code != "ad-crop"), "{findings:#?}");
    // Beyond it a part of the trim goes.
    let findings = found(&desk, &place("-3mm", "260pt", ""));
    assert!(kinds(&findings).contains(&("error".into(), "ad-crop".into())), "{findings:#?}");
    assert!(findings.iter().any(|it| english(it).contains("left 3 mm")), "{findings:#?}");
    // Placed with its bleed, it is the bleed that lies there.
    let bled = place("-9pt", "278pt", "box = \"bleed\"").replace("360pt", "378pt");
    let findings = found(&desk, &bled.replace("bleed  = \"3mm\"", "bleed = \"4mm\""));
    assert!(kinds(&findings).iter().all(|(_, code)| code != "ad-crop"), "{findings:#?}");
}

#[test]
fn the_house_says_how_bad_it_is() {
    let desk = Desk::new("ads-house");
    desk.write("ad.pdf", sound());
    let half = page("ad.pdf", ("130pt", "180pt"), "");
    let say = |key: &str, level: &str| format!("checks.{key} = \"{level}\"\n");
    let findings = found(&desk, &(say("ad-scale", "error") + &half));
    assert!(is_only(&findings, "error", "ad-scale"), "{findings:#?}");
    // Scaled and of another size: the graver of both is told.
    let findings = found(&desk, &(say("ad-size", "error") + &half));
    assert!(is_only(&findings, "error", "ad-size"), "{findings:#?}");
    let findings = found(&desk, &(say("ad-scale", "ignore") + &half));
    assert!(is_only(&findings, "warning", "ad-size"), "{findings:#?}");
    let findings = found(&desk, &(say("ad-scale", "ignore") + &say("ad-size", "ignore") + &half));
    assert!(findings.is_empty(), "{findings:#?}");
    let cut = page("ad.pdf", ("260pt", "180pt"), "fit = \"cover\"");
    let findings = found(&desk, &(say("ad-crop", "warning") + &cut));
    assert!(is_only(&findings, "warning", "ad-crop"), "{findings:#?}");
}

/// What is told of a file made from a sound one, in its own size.
fn of_file(desk: &Desk, change: fn(&mut Sheet), keys: &str) -> Vec<Value> {
    let mut sheet = Sheet::x4();
    change(&mut sheet);
    desk.write("ad.pdf", sheet.write());
    found(desk, &page("ad.pdf", SIZE, keys))
}

/// What is done to a sound file, how bad that is, and which rule it breaks.
type Fault = (fn(&mut Sheet), &'static str, &'static str);

fn coarse(sheet: &mut Sheet) {
    sheet.picture("P9", "/DeviceCMYK", 8, (30, 30), 4);
    sheet.content += "q 36 0 0 36 40 100 cm /P9 Do Q\n";
}

#[test]
fn a_file_is_held_against_the_rules_for_advertisements() {
    let desk = Desk::new("ads-rules");
    let layers = |sheet: &mut Sheet| {
        let layer = sheet.object("<< /Type /OCG /Name (A) >>");
        sheet.catalog +=
            &format!("/OCProperties << /OCGs [{layer} 0 R] /D << >> /Configs [<< /Name (B) >>] >>");
    };
    let cases: [Fault; 8] = [
        (layers, "error", "layer-sets"),
        (coarse, "error", "picture-resolution"),
        (|it| it.content += &text("/GK gs 0 0 0 0 k", 9.0), "warning", "small-text"),
        (|it| it.content += "1 0 0 rg 40 60 9 9 re f\n", "error", "color-rgb"),
        (|it| it.intent.clear(), "warning", "output-intent"),
        (|it| it.further_pages.push(it.boxes.clone()), "warning", "page-count"),
        (|it| it.fonts += " /F9 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>", "", ""),
        (|it| it.xmp.clear(), "", ""),
    ];
    for (change, severity, rule) in cases {
        let findings = of_file(&desk, change, "");
        let told = kinds(&findings);
        if rule.is_empty() {
            assert!(told.is_empty(), "what is not used or not placed is not judged: {findings:#?}");
            continue;
        }
        // And not once more of the finished file.
        assert!(is_only(&findings, severity, "ad-preflight"), "{rule}: {findings:#?}");
        assert!(english(&findings[0]).contains(rule), "{rule}: {findings:#?}");
        assert_eq!(findings[0]["line"], 12, "{rule}: at the file's name");
        assert!(
            of_file(&desk, change, "preflight = \"none\"")
                .iter()
                .all(|it| { it["code"] != "ad-preflight" })
        );
    }
    // The spec says which page is meant.
    let findings = of_file(&desk, |it| it.further_pages.push(it.boxes.clone()), "page = 1");
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn what_is_not_held_against_rules_shows_in_the_finished_file() {
    let desk = Desk::new("ads-unheld");
    let findings = of_file(&desk, coarse, "preflight = \"none\"");
    assert!(is_only(&findings, "error", "preflight"), "{findings:#?}");
    // What stands beside an advertisement is not taken for a part of it.
    desk.write("other.pdf", sound());
    let beside = "preflight = \"none\"\n[[ad]]\nfile = \"other.pdf\"\nleft = \"112mm\"\ntop = \"20mm\"\nwidth = \"130pt\"\nheight = \"180pt\"\nscale = 50";
    let findings = of_file(&desk, coarse, beside);
    let told = kinds(&findings);
    assert!(told.contains(&("error".into(), "preflight".into())), "{findings:#?}");
}

#[test]
fn what_is_told_of_an_advertisement_is_not_told_again_on_a_sheet() {
    let desk = Desk::new("ads-sheet");
    let ink = |sheet: &mut Sheet| sheet.content += "q /GK gs 1 1 1 0 k 40 40 99 99 re f Q\n";
    let findings = of_file(&desk, ink, "");
    assert!(is_only(&findings, "warning", "ad-preflight"), "{findings:#?}");
    assert!(english(&findings[0]).contains("total-ink"), "{findings:#?}");
    let numbered = |number: &str, keys: &str| {
        page("ad.pdf", SIZE, keys)
            .replace("[sheet]", &format!("[page]\nnumber = {number}\n[sheet]"))
    };
    let mut sheet = Sheet::x4();
    sheet.content += "1 0 0 rg 40 60 9 9 re f\n";
    desk.write("ad.pdf", sheet.write());
    desk.write("two.toml", numbered("2", "alt = \"a\""));
    desk.write("three.toml", numbered("3", "alt = \"b\""));
    let run = ["check", "two.toml", "three.toml", "--impose", "two-up", "--format", "json"];
    let findings = desk.run(&run).findings();
    assert!(is_only(&findings, "error", "ad-preflight"), "once for the file: {findings:#?}");
}

#[test]
fn boxes_that_cut_an_advertisement_are_errors() {
    let desk = Desk::new("ads-boxes");
    let replaced = |from: &'static str, to: &'static str| {
        let mut sheet = Sheet::x4();
        assert!(sheet.boxes.contains(from));
        sheet.boxes = sheet.boxes.replace(from, to);
        desk.write("ad.pdf", sheet.write());
    };
    let of_boxes = |keys: &str| -> Vec<Value> {
        let findings = found(&desk, &page("ad.pdf", SIZE, keys));
        findings.into_iter().filter(|it| it["code"] == "ad-preflight").collect()
    };
    // Width and height where the upper right corner belongs.
    replaced("[20 20 280 380]", "[20 20 260 360]");
    let findings = of_boxes("");
    assert!(is_only(&findings, "error", "ad-preflight"), "{findings:#?}");
    assert!(english(&findings[0]).contains("a width and a height"), "{findings:#?}");
    assert!(of_boxes("box = \"bleed\"").is_empty(), "another box is placed");
    // From the corner of a sheet that begins elsewhere.
    replaced("[0 0 300 400]", "[25 25 305 405]");
    let findings = of_boxes("");
    assert!(findings.iter().any(|it| it["severity"] == "error"), "{findings:#?}");
    // No trim box at all: the whole sheet is placed, which may be right.
    replaced("/TrimBox [20 20 280 380]", "");
    let findings = of_boxes("");
    assert!(is_only(&findings, "warning", "ad-preflight"), "{findings:#?}");
}

#[test]
fn pixels_and_type_count_in_the_size_that_they_have_on_the_page() {
    let desk = Desk::new("ads-scaled");
    let rule = |keys: &str, place| {
        let findings = found(&desk, &page("ad.pdf", place, keys));
        let told = findings.iter().filter(|it| it["code"] == "ad-preflight");
        told.map(english).collect::<Vec<_>>()
    };
    // 120 ppi, which is little, are 240 at half size and 96 at 125 %.
    let mut sheet = Sheet::x4();
    sheet.picture("P9", "/DeviceCMYK", 8, (60, 60), 4);
    sheet.content += "q 36 0 0 36 40 100 cm /P9 Do Q\n";
    desk.write("ad.pdf", sheet.write());
    let told = rule("scale = 100", SIZE);
    assert!(told.len() == 1 && told[0].contains("120 ppi"), "{told:?}");
    let told = rule("scale = 50", ("130pt", "180pt"));
    assert!(told.iter().all(|it| !it.contains("ppi")), "{told:?}");
    let told = rule("scale = 110", ("286pt", "396pt"));
    assert!(told.iter().any(|it| it.contains("109.09 ppi")), "{told:?}");
    // Type of 16 pt in two inks is large enough, at half size it is not.
    let mut sheet = Sheet::x4();
    sheet.content += &text("/GK gs 1 1 0 0 k", 16.0);
    desk.write("ad.pdf", sheet.write());
    assert!(rule("scale = 100", SIZE).is_empty());
    let told = rule("scale = 50", ("130pt", "180pt"));
    assert!(told.iter().any(|it| it.contains("small-text")), "{told:?}");
}

#[test]
fn a_house_has_rules_of_its_own_for_advertisements() {
    let desk = Desk::new("ads-own-rules");
    desk.write("ad.pdf", {
        let mut sheet = Sheet::x4();
        coarse(&mut sheet);
        sheet.write()
    });
    let rules = "title = \"ours\"\nextends = \"gwg2022-newspaper-ads\"\n[rules]\npicture-resolution = \"off\"\n";
    desk.write("house/ads.toml", rules);
    desk.write("house/house.toml", "[defaults.ad]\npreflight = \"ads.toml\"\n");
    // Beside the file that names them.
    let findings =
        found(&desk, &format!("extends = \"house/house.toml\"\n{}", page("ad.pdf", SIZE, "")));
    assert!(kinds(&findings).iter().all(|(_, code)| code == "preflight"), "{findings:#?}");
    let findings = found(&desk, &page("ad.pdf", SIZE, "preflight = \"nonsense\""));
    assert!(kinds(&findings).contains(&("error".into(), "unknown-name".into())), "{findings:#?}");
    // Who switches preflight off means advertisements, too.
    let off = page("ad.pdf", SIZE, "").replace("[grid]", "[output]\npreflight = \"none\"\n[grid]");
    let findings = found(&desk, &off);
    assert!(findings.is_empty(), "{findings:#?}");
    let named = off + "preflight = \"gwg2022-newspaper-ads\"\n";
    let findings = found(&desk, &named);
    assert!(is_only(&findings, "error", "ad-preflight"), "{findings:#?}");
}

#[test]
fn a_page_of_the_samples_says_what_is_cut_off() {
    let desk = Desk::new("ads-sample");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/back/ad-teahouse.pdf");
    desk.write("ad.pdf", fs::read(file).expect("it is there"));
    let wide = ("170mm", "60mm");
    let findings = found(&desk, &page("ad.pdf", wide, "fit = \"cover\""));
    assert!(is_only(&findings, "error", "ad-crop"), "{findings:#?}");
    assert!(english(&findings[0]).contains("283 x 199.4"), "{findings:#?}");
    let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert!(ran.code == 1 && !desk.files().contains(&"out.pdf".to_owned()), "{}", ran.err);
}
