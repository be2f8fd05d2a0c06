//! Limits: what is beyond them is refused with a word, and before it takes time
//! or memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use banmian::diag::finding::{SpecFault, SpecSyntax};
use banmian::diag::render::{self, Coloring};
use banmian::diag::{Code, Diagnostic, Language, MOST_OF_A_KIND, Record, Severity, Sink, Sources};
use banmian::layout::{BookPage, Lent, Material, Resources, ThreadsAt, compose};
use banmian::picture::Pictures;
use banmian::proof::{DrawLimits, DrawingProcess, ProofError, render};
use banmian::{spec, story};
use serde_json::Value;

use crate::desk::{Desk, PAGE};
use crate::faulty::Sheet;
use crate::hand::fonts;

fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_banmian").into()
}

/// The codes of the findings of a check of a desk's page, and their messages.
fn check(desk: &Desk) -> Vec<(String, String)> {
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    ran.findings().iter().map(|it| (text(&it["code"]), text(&it["message"]["en"]))).collect()
}

fn has(found: &[(String, String)], code: &str, words: &str) -> bool {
    found.iter().any(|(known, message)| known == code && message.contains(words))
}

#[test]
fn a_page_is_drawn_apart_as_it_is_drawn_here() {
    let pdf = Sheet::x4().write();
    let mut apart = DrawingProcess::new(program(), &pdf, DrawLimits::default());
    for dpi in [60.0, 90.0] {
        assert_eq!(apart.draw(0, dpi), render(&pdf, 0, dpi));
    }
    // One worker answers all of it, mistakes too.
    assert_eq!(apart.draw(1, 60.0), Err(ProofError::NoSuchPage));
    assert_eq!(apart.draw(0, -1.0), Err(ProofError::BadResolution));
    assert!(matches!(apart.draw(0, 1e6), Err(ProofError::TooLarge { .. })));
    assert_eq!(apart.draw(0, 60.0), render(&pdf, 0, 60.0));
    let mut none = DrawingProcess::new(program(), b"no PDF", DrawLimits::default());
    assert_eq!(none.draw(0, 60.0), Err(ProofError::NotAPdf));
}

#[test]
fn drawing_ends_when_its_time_is_over() {
    let pdf = Sheet::x4().write();
    let limits = DrawLimits { time: Duration::ZERO, ..DrawLimits::default() };
    let mut apart = DrawingProcess::new(program(), &pdf, limits);
    let started = Instant::now();
    assert_eq!(apart.draw(0, 60.0), Err(ProofError::TooLong { limit_seconds: 0 }));
    assert!(started.elapsed() < Duration::from_secs(5));
    let finding = ProofError::TooLong { limit_seconds: 10 }.diagnostic(2);
    assert_eq!(finding.code(), Code::PageUndrawn);
    assert!(finding.message().en.contains("page 3") && finding.message().en.contains("10 seconds"));
    assert!(finding.hints()[0].en.contains("--dpi"));
}

#[cfg(target_os = "linux")]
#[test]
fn drawing_ends_when_its_memory_is_used_up() {
    let pdf = Sheet::x4().write();
    let limits = DrawLimits { memory: 12 << 20, ..DrawLimits::default() };
    // Twenty million pixels take eighty megabytes.
    let error = DrawingProcess::new(program(), &pdf, limits).draw(0, 1200.0);
    assert_eq!(error, Err(ProofError::TooMuchMemory { limit_mib: 12 }));
    let fine = DrawLimits { memory: 60 << 20, ..DrawLimits::default() };
    assert!(DrawingProcess::new(program(), &pdf, fine).draw(0, 60.0).is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn a_drawing_ends_with_the_one_who_asked_for_it() {
    use std::fs::{read, read_dir, read_to_string};
    use std::process::{Command, Stdio};

    /// Asks again and again, for as long as a busy machine may need.
    fn wait_for<T>(mut what: impl FnMut() -> Option<T>) -> Option<T> {
        (0..1000).find_map(|_| {
            std::thread::sleep(Duration::from_millis(5));
            what()
        })
    }

    let mut sheet = Sheet::x4();
    sheet.form("F0", "", "0 0 1 1 re f");
    for at in 1..30 {
        let inner = at - 1;
        sheet.form(&format!("F{at}"), "", &format!("/F{inner} Do /F{inner} Do"));
    }
    sheet.content += "/F29 Do\n";
    let desk = Desk::new("drawing-alone");
    desk.write("file.pdf", sheet.write());
    let mut asking = Command::new(program())
        .args(["preflight", "file.pdf", "--annotate", "shown.png"])
        .current_dir(&desk.folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command can be run");
    let threads = format!("/proc/{}/task", asking.id());
    let drawing = wait_for(|| {
        let children = read_dir(&threads).ok()?.flatten().find_map(|thread| {
            read_to_string(thread.path().join("children")).ok().filter(|list| !list.is_empty())
        });
        let child = format!("/proc/{}", children?.split(' ').next()?);
        // The limit is what it sets itself last before it reads.
        let limits = read_to_string(format!("{child}/limits")).ok()?;
        let is_ready =
            |line: &str| line.starts_with("Max data") && line.matches("unlimited").count() < 2;
        limits.lines().any(is_ready).then_some(child)
    });
    asking.kill().expect("it is ours");
    asking.wait().expect("it ends");
    let drawing = drawing.expect("a process was started to draw");
    // What has ended has no arguments, even if nobody has taken note of it yet.
    let has_ended = || read(format!("{drawing}/cmdline")).map_or(true, |line| line.is_empty());
    assert!(wait_for(|| has_ended().then_some(())).is_some(), "it goes on drawing for nobody");
}

#[test]
fn the_threads_of_a_large_machine_leave_room_for_the_drawing() {
    let desk = Desk::with_page("many-threads");
    let threads = [("RAYON_NUM_THREADS", "96")];
    let ran = desk.run_with(&["proof", "page.toml", "--dpi", "30"], &threads);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("page.png").starts_with(b"\x89PNG"));
}

#[test]
fn without_a_program_nothing_is_drawn() {
    let pdf = Sheet::x4().write();
    let mut apart = DrawingProcess::new("no/such/program".into(), &pdf, DrawLimits::default());
    assert_eq!(apart.draw(0, 60.0), Err(ProofError::NoProcess));
}

#[test]
fn a_page_without_end_is_not_annotated() {
    let desk = Desk::new("annotate-too-large");
    desk.write("file.pdf", Sheet::x4().write());
    let arguments = ["preflight", "file.pdf", "--annotate", "shown.png", "--messages", "en"];
    let ran = desk.run(&[&arguments[..], &["--dpi", "5000"]].concat());
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[page-undrawn]: page 1 cannot be drawn"), "{}", ran.err);
    assert!(ran.err.contains("30 million pixels"), "{}", ran.err);
    assert!(!desk.path("shown.png").exists());
}

/// A page of five meters each way, with a square of 300 % ink on it.
fn large_sheet(unit: &str) -> Vec<u8> {
    let mut sheet = Sheet::x4();
    sheet.boxes = "/MediaBox [0 0 14400 14400] /TrimBox [20 20 14380 14380] \
                   /BleedBox [11 11 14389 14389]"
        .to_owned();
    sheet.content += "1 1 1 0 k 2000 2000 900 900 re f\n";
    sheet.page = unit.to_owned();
    sheet.write()
}

#[test]
fn a_finding_of_a_kind_is_kept_fifty_times_and_counted_on() {
    let mut sink = Sink::default();
    let finding = |at: usize| Diagnostic::of(SpecFault::OnlyBars { key: format!("key {at}") });
    sink.push(finding(100).severity(Severity::Warning));
    (0..60).for_each(|at| sink.push(finding(at)));
    let mut later = Sink::default();
    (60..70).for_each(|at| later.push(finding(at)));
    later.push(Diagnostic::of(SpecFault::NoLine));
    sink.append(later);
    assert_eq!(sink.list().len(), MOST_OF_A_KIND + 2);
    assert_eq!((sink.count(Severity::Error), sink.total()), (71, 72));
    assert_eq!(sink.list()[MOST_OF_A_KIND].more, 20);
    sink.push(finding(70).and_more(19_929));
    let sources = Sources::default();
    let records = sink.list().iter().map(|finding| Record::new(&sources, finding));
    let json: Vec<Value> =
        records.map(|record| serde_json::to_value(record).expect("it is data")).collect();
    assert_eq!(json[MOST_OF_A_KIND]["more"], 19_950);
    assert!(json[1].get("more").is_none());
    let text = |language| render::human(&sources, sink.list(), language, Coloring::Plain);
    assert!(text(Language::English).contains("and 19,950 more like this"));
    assert!(text(Language::Chinese).contains("另有 19,950 处同类问题"));
}

#[test]
fn a_message_is_no_book() {
    let mut sink = Sink::default();
    let book = "字".repeat(100_000);
    sink.push(Diagnostic::of(SpecSyntax::NoColor { value: book }));
    assert!(sink.list()[0].message().zh.chars().count() < 1000);
    let record = Record::new(&Sources::default(), &sink.list()[0]);
    let record = serde_json::to_value(record).expect("it is data");
    let value = record["value"].as_str().expect("it is told");
    assert!(value.chars().count() < 1000 && value.ends_with('…'), "{value}");
}

#[test]
fn twenty_thousand_unknown_keys_are_told_in_few_words() {
    let desk = Desk::with_page("unknown-keys");
    let keys: String = (0..20_000).fold(String::new(), |mut keys, at| {
        let _ = writeln!(keys, "k{at} = 1");
        keys
    });
    desk.write("page.toml", format!("{keys}{PAGE}"));
    let ran = desk.run(&["check", "page.toml", "--messages", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("and 19,950 more like this"), "{}", ran.err);
    assert!(ran.err.len() < 100_000);
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let unknown: Vec<Value> =
        ran.findings().into_iter().filter(|it| it["code"] == "unknown-key").collect();
    let told: u64 = unknown.iter().filter_map(|finding| finding["more"].as_u64()).sum();
    assert_eq!((told, unknown.len()), (19_950, MOST_OF_A_KIND));
}

#[test]
fn texts_beyond_a_mebibyte_are_not_read() {
    let desk = Desk::with_story("long-text", &"河埠街。".repeat(100_000));
    assert!(has(&check(&desk), "file-too-large", "1 MiB"));
}

#[test]
fn a_page_takes_so_much_text() {
    let desk = Desk::with_page("much-text");
    let head = PAGE.split("[[story]]").next().unwrap_or_default();
    let mut page = head.to_owned();
    for at in 0..4 {
        desk.write(&format!("stories/s{at}.md"), "河埠街的路灯。".repeat(15_000));
        let lines = at * 10 + 1;
        let _ = writeln!(
            page,
            "[[story]]\nslug = \"s{at}\"\ncolumns = 1\nlines = \"{lines}-{}\"",
            lines + 9
        );
    }
    desk.write("page.toml", page);
    assert!(has(&check(&desk), "story-too-long", "more than the 1024 KiB"));
}

#[test]
fn a_story_has_so_many_paragraphs_and_pictures() {
    let found = |name: &str, text: String| {
        let desk = Desk::with_page(name);
        desk.write("stories/lead.md", text);
        check(&desk)
    };
    let items = found("many-items", "- 灯\n".repeat(100_001));
    assert!(has(&items, "story-too-long", "100001 paragraphs"), "{items:?}");
    let pictures = "[[pictures]]\nfile = \"a.jpg\"\n".repeat(101);
    let pictures = found("many-pictures", format!("+++\n{pictures}+++\n灯亮了。\n"));
    assert!(has(&pictures, "story-too-long", "101 pictures"), "{pictures:?}");
    let cells = format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(50_001));
    let cells = found("many-cells", cells);
    assert!(has(&cells, "table-unreadable", "100000 cells"), "{cells:?}");
}

#[test]
fn a_table_is_counted_with_the_cells_that_it_lacks() {
    let desk = Desk::with_page("ragged-table");
    let table = "[[table]]\nfile = \"t.csv\"\ncolumns = \"3-4\"\nlines = \"1-20\"\n";
    desk.write("page.toml", format!("{PAGE}{table}"));
    desk.write("t.csv", format!("{}\n{}", "1,".repeat(9_000), "1\n".repeat(9_000)));
    assert!(has(&check(&desk), "table-unreadable", "100000 cells"));
}

#[test]
fn lists_of_a_spec_are_read_so_far() {
    let found = |name: &str, keys: String| {
        let desk = Desk::with_page(name);
        desk.write("page.toml", format!("{PAGE}{keys}"));
        check(&desk)
    };
    let frames = "{ columns = 1, lines = 1 },".repeat(1001);
    let frames = found("many-frames", format!("frames = [{frames}]\n"));
    assert!(has(&frames, "bad-value", "1001 of these"), "{frames:?}");
    let colors: String = (0..1001).map(|at| format!("c{at} = \"none-{at}\"\n")).collect();
    let colors = found("many-colors", format!("[colors]\n{colors}"));
    assert!(has(&colors, "bad-value", "1001 of these"), "{colors:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_ink_of_a_page_of_five_meters_is_measured_in_little_memory() {
    let desk = Desk::new("large-page");
    desk.write("file.pdf", large_sheet(""));
    let command =
        format!("ulimit -d 500000; exec {} preflight file.pdf --format json", program().display());
    let ran = std::process::Command::new("sh")
        .args(["-c", &command])
        .current_dir(&desk.folder)
        .output()
        .expect("there is a shell");
    let report: Value = serde_json::from_slice(&ran.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&ran.stderr)));
    let ink = report["findings"].as_array().into_iter().flatten();
    let ink: Vec<&Value> = ink.filter(|it| it["rule"] == "total-ink").collect();
    assert_eq!(ink.len(), 1, "{report}");
    assert!((ink[0]["measured"].as_f64().unwrap_or_default() - 300.0).abs() < 1.0, "{report}");
}

/// A face of Chinese of 3.7 MB, embedded whole, of which a page shows every glyph.
#[cfg(target_os = "linux")]
#[test]
fn a_large_font_is_looked_at_in_little_memory() {
    let font = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/NotoSerifSC-Bold.otf"))
        .expect("the font is in the repository");
    let mut sheet = Sheet::x4();
    let file = sheet.stream("/Subtype /OpenType", font);
    let descriptor = sheet.object(&format!(
        "<< /Type /FontDescriptor /FontName /ABCDEF+NotoSerifSC-Bold /Flags 4 \
         /FontBBox [-200 -300 1200 1000] /ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 \
         /StemV 80 /FontFile3 {file} 0 R >>"
    ));
    let descendant = sheet.object(&format!(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /ABCDEF+NotoSerifSC-Bold /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R >>"
    ));
    sheet.fonts += &format!(
        " /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+NotoSerifSC-Bold \
         /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] >>"
    );
    let glyphs: Vec<u16> = (1..11_000).collect();
    sheet.content = "/GO gs 0 0 0 1 k BT /F2 2 Tf 2 TL 30 370 Td ".to_owned();
    for line in glyphs.chunks(110) {
        let codes: String = line.iter().map(|glyph| format!("{glyph:04X}")).collect();
        sheet.content += &format!("<{codes}> Tj T* ");
    }
    sheet.content += "ET";
    let desk = Desk::new("large-font");
    desk.write("file.pdf", sheet.write());
    for verb in ["preflight file.pdf", "separations file.pdf -o plates/ --dpi 150"] {
        let command = format!("ulimit -d 500000; exec {} {verb}", program().display());
        let ran = std::process::Command::new("sh")
            .args(["-c", &command])
            .current_dir(&desk.folder)
            .output()
            .expect("there is a shell");
        assert_eq!(ran.status.code(), Some(0), "{verb}: {}", String::from_utf8_lossy(&ran.stderr));
    }
}

#[test]
fn a_page_as_large_as_a_field_is_not_measured_and_that_is_told() {
    let desk = Desk::new("vast-page");
    desk.write("file.pdf", large_sheet("/UserUnit 60"));
    let ran = desk.run(&["preflight", "file.pdf", "--messages", "en"]);
    assert!(ran.err.contains("its ink cannot be measured"), "{}", ran.err);
}

/// Values that are read as numbers or lengths somewhere, or nearly.
const EXTREMES: &[&str] = &[
    "0",
    "1",
    "-1",
    "1000000",
    "4294967296",
    "99999999999999999999",
    "-0.0",
    "2.5",
    "1e308",
    "nan",
    "inf",
    "-inf",
    "true",
    "[]",
    "[0, 0]",
    "[100, 101]",
    "\"\"",
    "\"0\"",
    "\"1-1000000\"",
    "\"4294967295-last\"",
    "\"0mm\"",
    "\"-5mm\"",
    "\"0.00001mm\"",
    "\"99999mm\"",
    "\"100000em\"",
    "\"-100000em\"",
    "\"20字\"",
    "\"0.0001pt\"",
    "\"100000 lines\"",
    "\"-3 lines\"",
    "\"1500pt\"",
    "\"20mm red\"",
    "\"0.00001mm x 0.00001mm\"",
    "\"5000mm x 5000mm\"",
    "\"nanmm\"",
];

/// One of each kind of element, without the keys that a test sets.
const ELEMENTS: &[(&str, &[(&str, &str)])] = &[
    ("story", &[("slug", "\"lead\""), ("columns", "\"1-2\""), ("lines", "\"1-9\"")]),
    (
        "section",
        &[
            ("title", "\"街巷\""),
            ("columns", "\"1-2\""),
            ("lines", "\"1-9\""),
            ("stories", "[\"lead\"]"),
        ],
    ),
    (
        "table",
        &[("rows", "[[\"灯\", 1.5], [\"桥\", 12]]"), ("columns", "\"1-2\""), ("lines", "\"1-9\"")],
    ),
    ("classified", &[("slug", "\"lead\""), ("columns", "\"1-2\""), ("lines", "\"1-9\"")]),
    ("banner", &[("text", "\"夜灯\""), ("columns", "\"1-2\""), ("lines", "\"1-9\"")]),
    ("rule", &[("columns", "\"1-2\""), ("lines", "\"3\"")]),
    ("box", &[("columns", "\"1-2\""), ("lines", "\"1-9\""), ("frame", "\"dotted\"")]),
    (
        "barcode",
        &[("kind", "\"qr\""), ("text", "\"GUTTER\""), ("columns", "\"1-2\""), ("lines", "\"1-9\"")],
    ),
    ("ornament", &[("name", "\"star\""), ("columns", "1"), ("lines", "\"1-3\"")]),
];

/// How deep keys are looked for.
const DEEPEST: usize = 5;

/// A key as a path from an element or a table of the spec; `[]` is a list.
type KeyPath = Vec<String>;

/// Every key of the schema, those within tables and lists too.
fn keys_of(schema: &Value, root: &Value, path: &mut KeyPath, keys: &mut Vec<KeyPath>) {
    let name = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/"));
    let schema = name.map_or(schema, |name| &root["$defs"][name]);
    if !path.is_empty() {
        keys.push(path.clone());
    }
    if path.len() >= DEEPEST {
        return;
    }
    for choice in schema["anyOf"].as_array().into_iter().flatten() {
        keys_of(choice, root, path, keys);
    }
    let mut within = |key: &str, value: &Value| {
        path.push(key.to_owned());
        keys_of(value, root, path, keys);
        path.pop();
    };
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        // The styles of all parts have the same keys.
        if name != Some("Styles") || matches!(key.as_str(), "body" | "headline") {
            within(key, value);
        }
    }
    if schema["items"].is_object() {
        within("[]", &schema["items"]);
    }
}

/// `{ a = [{ b = VALUE }] }` for a path `a`, `[]`, `b`.
fn nested(path: &[String], value: &str) -> String {
    match path {
        [] => value.to_owned(),
        [list, rest @ ..] if list == "[]" => format!("[{}]", nested(rest, value)),
        [key, rest @ ..] => format!("{{ {key} = {} }}", nested(rest, value)),
    }
}

/// A page with this value at this key.
fn page_with(path: &[String], value: &str) -> Option<String> {
    const HEAD: &str = "checks.hole = \"ignore\"\n";
    let (table, rest) = path.split_first()?;
    let size = "sheet = { size = \"120mm x 90mm\", margin = \"5mm\" }\n";
    let grid = "grid = { columns = 3, leading = \"4mm\" }\n";
    let story = "[[story]]\nslug = \"lead\"\ncolumns = 3\nlines = \"1-9\"\n";
    if let Some((name, lines)) = ELEMENTS.iter().find(|(name, _)| *name == table.as_str()) {
        let (key, deep) = rest.strip_prefix(&["[]".to_owned()]).unwrap_or(rest).split_first()?;
        let mut text = format!("{HEAD}{size}{grid}[[{name}]]\n");
        for (known, usual) in lines.iter().filter(|(known, _)| *known != key.as_str()) {
            let _ = writeln!(text, "{known} = {usual}");
        }
        let _ = writeln!(text, "{key} = {}", nested(deep, value));
        return Some(text);
    }
    let own = format!("{table} = {}\n", nested(rest, value));
    let others = [("sheet", size), ("grid", grid)];
    let others: String =
        others.iter().filter(|(known, _)| known != table).map(|(_, text)| *text).collect();
    let own = if table == "checks" { own } else { format!("{HEAD}{own}") };
    Some(format!("{own}{others}{story}"))
}

/// Sets a page of this spec, if it is free of mistakes.
fn set(text: &str) -> Option<()> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut read = |_: &Path| Ok(text.to_owned());
    let spec = spec::read(Path::new("page.toml"), &mut read, &mut sources, &mut sink)?;
    if sink.has_errors() {
        return None;
    }
    let copy = "# 河埠街的灯\n\n河埠街的路灯一盏接一盏亮了起来，2026 年的第一场雨 came early。\n\n## 桥头\n\n- 灯\n- 桥\n";
    let source = sources.add("lead.md", copy);
    let story = story::parse(source, &sources, "lead", &mut sink)?;
    let stories = [Material { pictures: Vec::new(), story }];
    let (pictures, tables, ads) = (Pictures::default(), BTreeMap::new(), BTreeMap::new());
    let resources = Resources {
        stories: &stories,
        fonts: fonts(),
        pictures: &pictures,
        tables: &tables,
        ads: &ads,
        lent: Lent::default(),
    };
    let _page = compose(BookPage { spec: &spec.page, resources }, ThreadsAt::none(), &mut sink);
    Some(())
}

#[test]
fn any_key_may_have_any_value_and_no_page_takes_long() {
    // A second on a machine with nothing else to do.
    const LONG: Duration = Duration::from_secs(10);
    let schema: Value = serde_json::from_str(&spec::schema()).expect("the schema is JSON");
    let mut keys = Vec::new();
    keys_of(&schema, &schema, &mut Vec::new(), &mut keys);
    keys.sort();
    keys.dedup();
    assert!(keys.len() > 300, "{} keys", keys.len());
    let mut pages = 0;
    for (at, path) in keys.iter().enumerate() {
        // Every key gets a quarter of the values, and every fourth key the same.
        for value in EXTREMES.iter().skip(at % 4).step_by(4) {
            let Some(page) = page_with(path, value) else { continue };
            let started = Instant::now();
            pages += usize::from(set(&page).is_some());
            assert!(started.elapsed() < LONG, "{:?} for\n{page}", started.elapsed());
        }
    }
    assert!(pages > 300, "only {pages} pages could be set");
}
