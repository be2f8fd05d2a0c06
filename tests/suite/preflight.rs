//! Preflight: each fault is found by its rule and nothing else, the clean pass.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use banmian::diag::{Severity, Sink, Sources};
use banmian::preflight::{
    OWN, PreflightCache, PreflightProfile, Report, Rule, check, check_owned, read,
};

use serde_json::Value;

use crate::desk::Desk;
use crate::faulty::{Sheet, text};
use crate::golden;
use crate::preflight_cases::CASES;
use crate::tools;

pub(crate) fn profile(name: &str) -> PreflightProfile {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut no_files = |path: &Path| panic!("{} is not to be opened", path.display());
    let profile = read(name, None, &mut no_files, &mut sources, &mut sink);
    profile.unwrap_or_else(|| panic!("{name}: {:?}", sink.list()))
}

fn report(sheet: &Sheet, name: &str) -> Report {
    check(&sheet.write(), &profile(name)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_fault_is_found_by_its_rule_alone() {
    let mut wrong = Vec::new();
    for case in CASES {
        let report = report(&(case.make)(), case.profile);
        let found: BTreeSet<&str> =
            report.findings.iter().map(|finding| finding.rule.id()).collect();
        let expected: BTreeSet<&str> = case.breaks.into_iter().collect();
        if found != expected {
            let messages: Vec<String> = report
                .findings
                .iter()
                .map(|finding| format!("{}: {}", finding.rule, finding.breach.text().en))
                .collect();
            wrong.push(format!("{}: {expected:?} expected, found {messages:#?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_known_of_other_files_changes_nothing() {
    let desk = Desk::new("preflight-known");
    let mut files: Vec<(Vec<u8>, &str)> = Vec::new();
    for sample in ["district", "japanese", "korean"] {
        let spec = format!("layouts/{sample}.toml");
        let file = desk.path("page.pdf");
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_banmian"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["build", &spec, "--no-cache", "-o"])
            .arg(&file)
            .output();
        assert!(ran.expect("it runs").status.success(), "{sample}");
        files.push((std::fs::read(&file).expect("it was written"), "gwg2022-newspaper-ads"));
    }
    files.extend(CASES.iter().map(|case| ((case.make)().write(), case.profile)));
    let known = PreflightCache::new(2 << 20);
    for round in ["first", "second"] {
        for (number, (bytes, name)) in files.iter().enumerate() {
            let profile = profile(name);
            let warm = check_owned(bytes.clone(), &profile, &known);
            assert_eq!(warm.ok(), check(bytes, &profile).ok(), "{round}: file {number}");
        }
    }
    assert!(known.bytes() > 100_000, "{}", known.bytes());
}

/// Pages of a finding that a rule has, in their order.
fn pages_of(report: &Report, rule: &str) -> Vec<usize> {
    let found = report.findings.iter().filter(|finding| finding.rule.id() == rule);
    found.filter_map(|finding| finding.at.page).collect()
}

/// A file of small blank pages without resources.
fn blank_pages(count: usize) -> Vec<u8> {
    let kids: String = (0..count).map(|at| format!("{} 0 R ", at + 3)).collect();
    let mut out = format!(
        "%PDF-1.6\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Count {count} /MediaBox [0 0 9 9] /Kids [{kids}] >>\nendobj\n"
    );
    for at in 0..count {
        out += &format!("{} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n", at + 3);
    }
    (out + "trailer << /Root 1 0 R >>\n%%EOF\n").into_bytes()
}

/// Two thousand pages in one file are many, and all of them are looked at; where that
/// ends, it is told.
#[test]
fn the_pages_of_a_large_file_are_all_looked_at() {
    let unread = |count: usize| {
        let report = check(&blank_pages(count), &profile("x4"));
        let report = report.unwrap_or_else(|error| panic!("{error}"));
        pages_of(&report, "unreadable")
    };
    assert!(unread(2_000).is_empty());
    assert_eq!(unread(5_001), [5_001]);
}

/// Pages are looked at side by side; what an ink is shown with is the same throughout the
/// file, so that the first page to say otherwise is the one that is told of.
#[test]
fn an_ink_that_means_something_else_on_a_later_page_is_told_there() {
    let mut sheet = Sheet::x4();
    let mut marked = |substitute: &str| {
        let space = format!(
            "[/Separation /Gold /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 \
             /C0 [0 0 0 0] /C1 [{substitute}] >>]"
        );
        let form = sheet.stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 20 20] \
                 /Resources << /ColorSpace << /CS1 {space} >> >>"
            ),
            b"/CS1 cs 1 scn 0 0 20 20 re f".to_vec(),
        );
        format!(
            " /Annots [<< /Type /Annot /Subtype /TrapNet /F 4 /Rect [150 150 170 170] \
             /AP << /N {form} 0 R >> >>]"
        )
    };
    let (gold, other) = (marked("0 0.2 0.8 0.1"), marked("0 0.2 0.8 0.3"));
    let boxes = sheet.boxes.clone();
    let page = |nth: usize| match nth {
        17 | 31 => format!("{boxes}{other}"),
        _ if nth.is_multiple_of(5) => format!("{boxes}{gold}"),
        _ => boxes.clone(),
    };
    let mut pages: Vec<String> = (0..40).map(page).collect();
    sheet.boxes = pages.remove(0);
    sheet.further_pages = pages;
    assert_eq!(pages_of(&report(&sheet, "x4"), "spot-twice"), [18, 32]);
}

/// So is a picture that all pages have: what cannot be read of it is told of once.
#[test]
fn a_broken_picture_of_all_pages_is_told_of_on_the_first() {
    let mut sheet = Sheet::x4();
    let picture = sheet.stream(
        "/Type /XObject /Subtype /Image /Width 40 /Height 40 /BitsPerComponent 8 \
         /ColorSpace /DeviceGray /Filter /FlateDecode",
        b"no data".to_vec(),
    );
    sheet.pictures += &format!(" /P9 {picture} 0 R");
    sheet.content += "q 72 0 0 72 150 150 cm /P9 Do Q q 36 0 0 36 150 60 cm /P9 Do Q\n";
    sheet.further_pages = vec![sheet.boxes.clone(); 40];
    for profile in ["x4", "gwg2022-newspaper-editorial"] {
        assert_eq!(pages_of(&report(&sheet, profile), "unreadable"), [1], "{profile}");
    }
}

#[test]
fn every_rule_has_a_file_that_breaks_it() {
    let broken: BTreeSet<&str> = CASES.iter().filter_map(|case| case.breaks).collect();
    let missing: Vec<&str> =
        Rule::ALL.iter().map(|rule| rule.id()).filter(|id| !broken.contains(id)).collect();
    assert!(missing.is_empty(), "no file breaks {missing:?}");
}

#[test]
fn qpdf_and_ghostscript_take_the_clean_files() {
    for (name, sheet) in [("x4", Sheet::x4()), ("x1a", Sheet::x1a()), ("ua1", Sheet::ua1())] {
        let bytes = sheet.write();
        if let Some(said) = tools::run("qpdf", &["--check", "{}"], &bytes) {
            assert!(said.ok && !said.out.contains("WARNING"), "{name}: {}{}", said.out, said.err);
        }
        let arguments =
            ["-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", "{}"];
        if let Some(said) = tools::run("gs", &arguments, &bytes) {
            assert!(
                said.ok && said.out.is_empty() && said.err.is_empty(),
                "{name}: {}{}",
                said.out,
                said.err
            );
        }
    }
}

#[test]
fn the_table_of_rules_and_files_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/preflight.md");
    let text = std::fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = text.split_once("(BANMIAN_ACCEPT=1) -->\n").expect("the table begins");
    let (_, after) = rest.split_once("<!-- end of cases -->").expect("the table ends");
    let mut table = String::new();
    let names = |rule: Option<&str>| {
        let files: Vec<String> = CASES
            .iter()
            .filter(|case| case.breaks == rule)
            .map(|case| format!("`{}`", case.name))
            .collect();
        files.join(", ")
    };
    table.push_str("| rule | what it forbids | files that break it |\n|---|---|---|\n");
    for rule in Rule::ALL {
        let (id, files) = (rule.id(), names(Some(rule.id())));
        table.push_str(&format!("| `{id}` | {} | {files} |\n", rule.description().en));
    }
    table.push_str(&format!("| none | | {} |\n", names(None)));
    let expected = format!("{before}(BANMIAN_ACCEPT=1) -->\n{table}<!-- end of cases -->{after}");
    if let Some(difference) = golden::difference(&path, &expected) {
        panic!("{difference}");
    }
}

/// The command on a file of these bytes.
fn command(test: &str, bytes: &[u8], arguments: &[&str]) -> (i32, String, String, Desk) {
    let desk = Desk::new(test);
    desk.write("file.pdf", bytes);
    let all: Vec<&str> =
        ["preflight", "file.pdf", "--messages", "en"].iter().chain(arguments).copied().collect();
    let ran = desk.run(&all);
    let out = String::from_utf8(ran.out).expect("JSON is UTF-8");
    (ran.code, out, ran.err, desk)
}

#[test]
fn the_command_tells_place_and_measure_and_draws_them() {
    let mut sheet = Sheet::x4();
    // A line of 9 pt, 40 pt from the left and 300 from the foot of the sheet.
    sheet.content += &text("/GK gs 1 0.5 0 0 k", 9.0);
    let arguments = ["--format", "json", "--annotate", "shown.png", "--dpi", "60"];
    let (code, out, _, desk) = command("preflight-places", &sheet.write(), &arguments);
    assert_eq!(code, 0, "warnings are no errors");
    let json: Value = serde_json::from_str(&out).expect("it is JSON");
    let finding = &json["findings"][0];
    assert_eq!((&finding["code"], &finding["rule"]), (&"preflight".into(), &"small-text".into()));
    assert_eq!(
        (&finding["places"][0]["file"], &finding["places"][0]["page"]),
        (&"file.pdf".into(), &1.into())
    );
    assert_eq!(
        (&finding["measured"], &finding["limit"], &finding["unit"]),
        (&9.0.into(), &10.0.into(), &"pt".into())
    );
    let near = |key: &str, points: f64| {
        let place = finding["places"][0]["area"][key].as_f64().expect("a number");
        assert!((place - points / 72.0 * 25.4).abs() < 1.0, "{key}: {place}");
    };
    // The trim's corner is 20 from the left and 380 from the foot.
    near("x", 20.0);
    near("y", 380.0 - 300.0 - 7.0);
    let looked_at = &json["preflight"]["files"][0];
    assert_eq!(looked_at["pages"][0]["width"], 91.72);
    assert_eq!(looked_at["claims"], "PDF/X-4");
    assert_eq!((&looked_at["errors"], &looked_at["warnings"]), (&0.into(), &1.into()));
    assert_eq!(json["outputs"][0]["path"], "shown.png");
    let png = image::load_from_memory(&desk.read("shown.png")).expect("a picture").into_rgb8();
    let amber = png.pixels().filter(|pixel| pixel.0 == [0xb8, 0x64, 0x00]).count();
    assert!(amber > 100, "there is a frame");
    assert!(png.height() > png.width() * 4 / 3, "there is a legend below the page");
}

#[test]
fn errors_end_with_1_and_broken_files_are_refused() {
    let mut sheet = Sheet::x4();
    sheet.content += "q 1 0 0 rg 150 150 40 40 re f Q\n";
    let (code, _, err, _) = command("preflight-error", &sheet.write(), &[]);
    assert_eq!(code, 1);
    assert!(err.contains("error: color-rgb, page 1") && err.contains("errors: 1"), "{err}");

    let whole = Sheet::x4().write();
    for (test, bytes) in [
        ("preflight-text", b"this is no PDF".to_vec()),
        ("preflight-empty", Vec::new()),
        ("preflight-head", whole[..200].to_vec()),
    ] {
        let (code, out, err, _) = command(test, &bytes, &[]);
        assert_eq!((code, out.as_str()), (1, ""), "{test}");
        assert!(err.contains("error"), "{test}: {err}");
    }
}

#[test]
fn several_files_are_looked_at_in_one_call() {
    let desk = Desk::new("preflight-several");
    let mut faulty = Sheet::x4();
    faulty.content += "q 1 0 0 rg 150 150 40 40 re f Q\n";
    desk.write("clean.pdf", Sheet::x4().write());
    desk.write("text.pdf", b"this is no PDF");
    desk.write("faulty.pdf", faulty.write());
    let files = ["clean.pdf", "text.pdf", "faulty.pdf"];
    let all: Vec<&str> =
        ["preflight", "--messages", "en", "--format", "json"].into_iter().chain(files).collect();
    let ran = desk.run(&all);
    assert_eq!(ran.code, 1);
    let findings: Vec<(Value, Value, Value)> = ran
        .findings()
        .iter()
        .map(|it| (it["file"].clone(), it["code"].clone(), it["rule"].clone()))
        .collect();
    assert_eq!(
        findings,
        [
            ("text.pdf".into(), "file-unreadable".into(), Value::Null),
            ("faulty.pdf".into(), "preflight".into(), "color-rgb".into())
        ]
    );
    let answer = ran.answer();
    let looked_at = answer["preflight"]["files"].as_array().into_iter().flatten();
    let names: Vec<&Value> = looked_at.map(|it| &it["file"]).collect();
    assert_eq!(names, ["clean.pdf", "faulty.pdf"]);
    let ran = desk.run(&["preflight", "clean.pdf", "clean.pdf", "--messages", "en"]);
    assert_eq!((ran.code, ran.err.matches("errors: 0").count()), (0, 2));
    let ran = desk.run(&["preflight", "clean.pdf", "faulty.pdf", "--annotate", "shown.png"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn bad_files_end_in_bounded_time() {
    let started = Instant::now();
    let whole = Sheet::x4().write();
    for cut in (0..whole.len()).step_by(whole.len() / 40 + 1) {
        // Cut short anywhere: refused or reported, never a panic.
        let _ = check(&whole[..cut], &profile("x4"));
    }
    let mut circle = Sheet::x4();
    circle.page += "/Resources 3 0 R";
    circle.states += " /G9 3 0 R";
    let _ = check(&circle.write(), &profile("x4"));
    let mut pages = b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n".to_vec();
    pages.extend(b"2 0 obj << /Type /Pages /Count 1000000 /Kids [");
    for _ in 0..1_000_000 {
        pages.extend(b"<</Type/Page>>");
    }
    pages.extend(b"] >> endobj\ntrailer << /Root 1 0 R >>\n");
    assert!(check(&pages, &profile("x4")).is_err());
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn a_wrong_profile_is_told_with_place_and_advice() {
    let desk = Desk::new("preflight-profile");
    desk.write("file.pdf", Sheet::x4().write());
    desk.write("own.toml", "extends = \"x44\"\n");
    desk.write(
        "rules.toml",
        "extends = \"x4\"\n[rules]\nspot-colour = \"error\"\nlzw = \"fatal\"\ntotal-ink = { warnings = 3 }\n",
    );
    let run = |profile: &str| {
        desk.run(&["preflight", "file.pdf", "--messages", "en", "--profile", profile])
    };
    for (profile, expected) in [
        ("gwg2022-newspaper-add", "did you mean `gwg2022-newspaper-ads`?"),
        ("own.toml", "own.toml:1:11"),
        ("rules.toml", "did you mean `spot-color`?"),
        ("rules.toml", "did you mean `warning`?"),
        ("rules.toml", "\"error\", \"warning\", \"note\" or \"off\" is expected here"),
        ("none.toml", "none.toml"),
    ] {
        let ran = run(profile);
        assert_eq!(ran.code, 1, "{profile}");
        assert!(ran.err.contains(expected), "{profile}: {expected} is not in {}", ran.err);
    }
    desk.write("shop.toml", "extends = \"x4\"\n[rules]\nspot-color = \"warning\"\n");
    assert_eq!(run("shop.toml").code, 0);
}

#[test]
fn of_two_profiles_the_stricter_limit_counts() {
    let (house, x4) = (profile("house"), profile("x4"));
    let both = x4.and(&house);
    assert!(both.counts(Rule::ThinLine) && both.counts(Rule::FontEmbedded));
    assert_eq!(both.strictest(Rule::TotalInk), Some(245.0));
    assert_eq!(both.judge(Rule::PictureResolution, 99.5).map(|it| it.limit), Some(Some(149.0)));
}

#[test]
fn each_side_of_a_limit_weighs_what_the_trade_says() {
    let severity = |name: &str| {
        let case = CASES.iter().find(|case| case.name == name).expect("there is such a file");
        let report = report(&(case.make)(), case.profile);
        report.findings.first().map(|finding| finding.severity)
    };
    for (name, expected) in [
        ("picture-99-ppi", Some(Severity::Error)),
        ("picture-100-ppi", Some(Severity::Warning)),
        ("picture-149-ppi", Some(Severity::Warning)),
        ("picture-150-ppi", None),
        ("page-as-picture-99-ppi", Some(Severity::Error)),
        ("page-as-picture-449-ppi", Some(Severity::Warning)),
        ("page-as-picture-450-ppi", None),
        ("bitmap-549-ppi", Some(Severity::Error)),
        ("bitmap-550-ppi", Some(Severity::Warning)),
        ("stencil-799-ppi", Some(Severity::Warning)),
        ("bitmap-800-ppi", None),
        ("ink-247-over-16-mm", Some(Severity::Warning)),
        ("two-inks-9.9-pt", Some(Severity::Warning)),
        ("white-text-overprint", Some(Severity::Error)),
        ("white-area-overprint", Some(Severity::Warning)),
        ("black-text-11.9-pt-knockout", Some(Severity::Warning)),
        ("spot", Some(Severity::Error)),
        ("two-pages", Some(Severity::Error)),
    ] {
        assert_eq!(severity(name), expected, "{name}");
    }
}

/// Writes every file of the table, for those who want to look at them.
#[test]
#[ignore = "writes files"]
fn write_the_files() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faulty");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for case in CASES {
        let file = folder.join(format!("{}.pdf", case.name));
        std::fs::write(file, (case.make)().write()).expect("it can be written");
    }
}

/// 中 in the character maps that every reader has (PDF 32000-1, table 118), for text along
/// lines and along columns.
#[test]
fn text_by_every_predefined_map_is_seen() {
    const CODES: [(&str, &str); 30] = [
        ("GB-EUC-H", "D6D0"),
        ("GB-EUC-V", "D6D0"),
        ("GBK-EUC-H", "D6D0"),
        ("GBK-EUC-V", "D6D0"),
        ("GBKp-EUC-H", "D6D0"),
        ("GBK2K-H", "D6D0"),
        ("GBK2K-V", "D6D0"),
        ("UniGB-UCS2-H", "4E2D"),
        ("UniGB-UCS2-V", "4E2D"),
        ("UniGB-UTF16-H", "4E2D"),
        ("UniGB-UTF16-V", "4E2D"),
        ("90ms-RKSJ-H", "9286"),
        ("90ms-RKSJ-V", "9286"),
        ("90msp-RKSJ-H", "9286"),
        ("EUC-H", "C3E6"),
        ("UniJIS-UCS2-H", "4E2D"),
        ("UniJIS-UTF16-H", "4E2D"),
        ("UniJIS-UTF16-V", "4E2D"),
        ("KSCms-UHC-H", "F1E9"),
        ("KSCms-UHC-V", "F1E9"),
        ("KSC-EUC-H", "F1E9"),
        ("UniKS-UCS2-H", "4E2D"),
        ("UniKS-UTF16-H", "4E2D"),
        ("ETen-B5-H", "A4A4"),
        ("ETen-B5-V", "A4A4"),
        ("B5pc-H", "A4A4"),
        ("UniCNS-UCS2-H", "4E2D"),
        ("UniCNS-UTF16-H", "4E2D"),
        ("UniCNS-UTF16-V", "4E2D"),
        ("own", "D6D0"),
    ];
    for (map, code) in CODES {
        let mut sheet = Sheet::x4();
        // All characters are the first letter of the font, but that which stands for codes
        // that mean nothing.
        let glyphs = [[0, 0]].into_iter().chain([[0, 1]; 30_000]).flatten().collect();
        let glyphs = sheet.stream("", glyphs);
        let descendant = sheet.object(&format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SourceSerif4 /CIDSystemInfo \
             << /Registry (Adobe) /Ordering (Any) /Supplement 2 >> /FontDescriptor 10 0 R \
             /CIDToGIDMap {glyphs} 0 R >>"
        ));
        let encoding = match map {
            "own" => {
                let own = sheet.stream(
                    "/Type /CMap /CMapName /Own-H /UseCMap /GBK-EUC-H /CIDSystemInfo \
                     << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>",
                    b"/GBK-EUC-H usecmap begincmap endcmap".to_vec(),
                );
                format!("{own} 0 R")
            }
            known => format!("/{known}"),
        };
        sheet.fonts += &format!(
            " /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 \
             /Encoding {encoding} /DescendantFonts [{descendant} 0 R] >>"
        );
        // Nothing but small text of two inks.
        sheet.content = format!("BT /F2 9 Tf 100 200 Td 1 0.5 0 0 k <{code}{code}> Tj ET");
        let found = report(&sheet, "gwg2022-newspaper-ads").findings;
        let found: Vec<(&str, usize)> =
            found.iter().map(|finding| (finding.rule.id(), finding.count)).collect();
        assert_eq!(found, [("small-text", 1)], "{map}");
    }
}

/// Text that cannot be read is no reason to call a page empty, and no profile lets it pass.
#[test]
fn text_that_cannot_be_read_passes_nowhere() {
    let case = CASES.iter().find(|case| case.name == "text-by-a-map-that-nobody-has");
    let sheet = (case.expect("it is in the table").make)();
    for (name, _) in OWN {
        let report = report(&sheet, name);
        assert!(report.has_errors(), "{name}");
        let ids: Vec<&str> = report.findings.iter().map(|finding| finding.rule.id()).collect();
        assert!(ids.contains(&"text-unread") && !ids.contains(&"page-empty"), "{name}: {ids:?}");
    }
}

/// The name of a spot ink in bytes, as a content has it, and as it is told.
#[test]
fn names_of_inks_are_told_as_they_are_meant() {
    let names = [
        ("#d7#a8#ba#ecPANTONE", "专红PANTONE"),
        ("#e4#b8#93#e8#89#b2", "专色"),
        ("Gr#fcn", "Gr#fcn"),
    ];
    for (written, told) in names {
        let mut sheet = Sheet::x4();
        sheet.spaces += &format!(
            "/CS1 [/Separation /{written} /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 \
             /C0 [0 0 0 0] /C1 [0 0.5 0.5 0] >>]"
        );
        sheet.content += "q /CS1 cs 1 scn 150 150 40 40 re f Q\n";
        let report = report(&sheet, "gwg2022-newspaper-ads");
        let texts: Vec<String> =
            report.findings.iter().map(|finding| finding.breach.text().en).collect();
        assert_eq!(texts, [format!("spot color: {told}")]);
    }
}

/// A shop that takes PDF/X-1a:2001, too, says so in its profile; the claim is named right
/// in any case.
#[test]
fn a_profile_may_take_the_older_standard() {
    let mut sheet = Sheet::x1a();
    sheet.header = "%PDF-1.3".to_owned();
    sheet.xmp.clear();
    sheet.info = sheet.info.replace(
        "/GTS_PDFXVersion (PDF/X-1a:2003)",
        "/GTS_PDFXVersion (PDF/X-1:2001) /GTS_PDFXConformance (PDF/X-1a:2001)",
    );
    let own = |text: &str| {
        let text = text.to_owned();
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        read("shop.toml", None, &mut |_| Ok(text.clone()), &mut sources, &mut sink)
    };
    let newer = report(&sheet, "x1a");
    let ids: Vec<&str> = newer.findings.iter().map(|finding| finding.rule.id()).collect();
    assert_eq!(ids, ["standard-claim"]);
    assert_eq!(newer.claims.as_deref(), Some("PDF/X-1a:2001"));
    let both = own("extends = \"x1a\"\nalso = [\"PDF/X-1a:2001\"]\n").expect("it is sound");
    let taken = check(&sheet.write(), &both).expect("it is a PDF");
    assert_eq!(taken.findings, []);
    assert!(own("extends = \"x1a\"\nalso = [\"PDF/X-1b\"]\n").is_none());
}
