//! Page specs: what a good one comes to, and what is said of a bad one.
//!
//! Fixtures are specs under `tests/fixtures/spec`. A comment `#! error CODE:
//! TEXT` (or `warning`) names a finding expected on its line, or on the next line if it stands
//! alone; TEXT is part of the message or of a hint. A comment `#= TEXT` is a
//! line of the summary of the resolved page. Every finding and every line of
//! the summary that the fixture shows must match; nothing else may be found.

use std::fs;
use std::path::{Path, PathBuf};

use banmian::color::{Cmyk, Color};
use banmian::diag::finding::{FileFault, FileReason};
use banmian::diag::{Code, Diagnostic, Severity, Sink, Sources};
use banmian::geom::Abs;
use banmian::page::Part;
use banmian::spec::page::{Area, Element, PageSpec, RuleStyle, TableContent};
use banmian::spec::{self, Spec};

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/fixtures/spec").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn from_disk(path: &Path) -> Result<String, Diagnostic> {
    fs::read_to_string(path).map_err(|_| {
        let path = path.display().to_string();
        Diagnostic::of(FileFault::Unreadable { path, file_reason: FileReason::NoFile, said: None })
    })
}

/// A fixture as it was read.
struct Reading {
    spec: Option<Spec>,
    sources: Sources,
    sink: Sink,
    /// The files that were asked for.
    files: Vec<PathBuf>,
}

fn read_file(path: &Path) -> Reading {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut files = Vec::new();
    let mut read = |path: &Path| {
        files.push(path.to_owned());
        from_disk(path)
    };
    let spec = spec::read(path, &mut read, &mut sources, &mut sink);
    Reading { spec, sources, sink, files }
}

fn read_text(text: &str) -> (Option<Spec>, Sink) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let spec =
        spec::read(Path::new("page.toml"), &mut |_| Ok(text.to_owned()), &mut sources, &mut sink);
    (spec, sink)
}

/// A finding that a fixture asks for.
#[derive(Debug)]
struct Expected {
    severity: Severity,
    line: usize,
    code: String,
    text: String,
}

fn expected(text: &str) -> Vec<Expected> {
    let mut list = Vec::new();
    let mut waiting = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let mark = |word: &str, severity: Severity| {
            let (before, wanted) = content.split_once(word)?;
            let (code, text) = wanted.split_once(": ").expect("a code and a text");
            let (code, text) = (code.to_owned(), text.to_owned());
            Some((before.trim().is_empty(), Expected { severity, line, code, text }))
        };
        let marked = mark("#! error ", Severity::Error);
        let marked = marked.or_else(|| mark("#! warning ", Severity::Warning));
        match marked {
            Some((true, found)) => waiting.push(found),
            Some((false, found)) => {
                list.push(found);
                list.extend(waiting.drain(..).map(|found| Expected { line, ..found }));
            }
            None => list.extend(waiting.drain(..).map(|found| Expected { line, ..found })),
        }
    }
    list.extend(waiting);
    list
}

fn says(diagnostic: &Diagnostic, text: &str) -> bool {
    std::iter::once(&diagnostic.message())
        .chain(&diagnostic.hints())
        .any(|words| words.en.contains(text) || words.zh.contains(text))
}

/// What does not match between the findings and the comments of all files.
fn mismatches(reading: &Reading) -> Vec<String> {
    let sources = &reading.sources;
    let mut wrong = Vec::new();
    let mut found: Vec<(String, usize, &Diagnostic)> = Vec::new();
    for diagnostic in reading.sink.list() {
        let span = diagnostic.span.expect("every mistake of a spec has a place");
        let (line, _) = sources.line_column(span.source, span.start);
        found.push((sources.get(span.source).name.clone(), line, diagnostic));
    }
    for file in &reading.files {
        let name = file.display().to_string();
        for expected in expected(&fs::read_to_string(file).unwrap_or_default()) {
            let at = found.iter().position(|(source, line, diagnostic)| {
                *source == name
                    && *line == expected.line
                    && diagnostic.severity == expected.severity
                    && diagnostic.code().name() == expected.code
                    && says(diagnostic, &expected.text)
            });
            match at {
                Some(at) => drop(found.remove(at)),
                None => wrong.push(format!("missing: {expected:?}")),
            }
        }
    }
    wrong.extend(found.into_iter().map(|(name, line, diagnostic)| {
        let hints: Vec<String> = diagnostic.hints().into_iter().map(|hint| hint.en).collect();
        let (code, message) = (diagnostic.code().name(), diagnostic.message().en);
        format!("unexpected: {name}:{line} {code}: {message} ({hints:?})")
    }));
    wrong
}

#[test]
fn mistakes_are_told_at_their_place() {
    let mut wrong = Vec::new();
    for path in fixtures("bad") {
        let reading = read_file(&path);
        assert!(reading.sink.has_errors(), "{} has no mistake", path.display());
        wrong.extend(mismatches(&reading).iter().map(|what| format!("{}: {what}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_specs_come_to_what_they_say() {
    for path in fixtures("good") {
        let reading = read_file(&path);
        let wrong = mismatches(&reading);
        assert!(wrong.is_empty(), "{}:\n{}", path.display(), wrong.join("\n"));
        let spec = reading.spec.expect("a spec without mistakes is resolved");
        let summary = summary(&spec);
        let text = fs::read_to_string(&path).expect("it was read before");
        let wanted: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("#= ")).collect();
        assert!(!wanted.is_empty(), "{} expects nothing:\n{summary}", path.display());
        for line in wanted {
            let found = summary.lines().any(|found| found == line);
            assert!(found, "{}: no \"{line}\" in\n{summary}", path.display());
        }
    }
}

/// The resolved page in a few words a line.
fn summary(spec: &Spec) -> String {
    let page = &spec.page;
    let grid = &page.grid;
    let mut lines = vec![
        format!("paper {:.0} x {:.0} mm", page.paper.width.to_mm(), page.paper.height.to_mm()),
        format!(
            "grid {} columns of {}, gutter {}, {} lines of {}",
            grid.columns,
            points(grid.column_width()),
            points(grid.gutter),
            grid.lines,
            points(grid.leading),
        ),
        format!("area from {} to {}", points(grid.area.left), points(grid.area.right)),
    ];
    lines.extend(spec.stories.iter().map(|folder| format!("stories {}", folder.display())));
    lines.extend(spec.fonts.paths.iter().map(|folder| format!("fonts {}", folder.display())));
    lines.extend(Part::ALL.iter().map(|(part, name)| {
        let style = page.styles.get(*part);
        let (least, most) = (points(style.min_size), points(style.max_size));
        format!(
            "{name} {} {} {} ({least}-{most}) {:?}",
            style.font.family,
            style.font.weight.0,
            points(style.size),
            style.align
        )
    }));
    lines.extend(page.elements.iter().map(|element| element_line(element, page)));
    lines.join("\n")
}

fn points(length: Abs) -> String {
    format!("{}pt", (length.to_pt() * 100.0).round() / 100.0)
}

fn place(area: &Area) -> String {
    let columns = match area.columns {
        Some(span) => format!("{}-{}", span.first, span.last),
        None => format!("{}..{}", points(area.left), points(area.right)),
    };
    format!("columns {columns} lines {}-{}", area.lines.first, area.lines.last)
}

fn inks(color: Color) -> Cmyk {
    match color {
        Color::Process(cmyk) => cmyk,
        Color::Spot { .. } => panic!("no page of these has a spot color"),
    }
}

fn rule(style: &RuleStyle) -> String {
    format!("{:?} {} k{}", style.kind, points(style.width), inks(style.color).k.to_percent())
}

fn element_line(element: &Element, page: &PageSpec) -> String {
    match element {
        Element::Story(story) => {
            let pictures: Vec<String> = story
                .pictures
                .iter()
                .map(|picture| {
                    let which: Vec<String> =
                        picture.which.iter().map(|which| format!("{which:?}")).collect();
                    format!(" {} {}", which.join(" + "), place(&picture.area))
                })
                .collect();
            let rule = story.column_rule.map(|style| format!(" rule {}", rule(&style)));
            let size = story.styles.get(Part::Headline).size;
            format!(
                "story {} {}{}{} head {} {:?}",
                story.slug,
                place(&story.area),
                rule.unwrap_or_default(),
                pictures.concat(),
                points(size),
                story.head.place,
            )
        }
        Element::Section(section) => {
            let slugs: Vec<&str> =
                section.stories.iter().map(|story| story.slug.as_str()).collect();
            format!(
                "section {} {} bar {} {:?} {:?}",
                section.title,
                place(&section.area),
                section.bar_lines,
                slugs,
                section.share
            )
        }
        Element::Picture(picture) => {
            format!("picture of {} {}", picture.slug, place(&picture.picture.area))
        }
        Element::Table(table) => {
            let source = match &table.content {
                TableContent::File { path, .. } => format!("file {}", path.display()),
                TableContent::Rows(rows) => format!("{} rows", rows.len()),
                TableContent::Story { slug, number, .. } => format!("{slug} {number}"),
            };
            let look = &table.look;
            format!(
                "table of {source} {} in {} align {:?} widths {:?} outer {}",
                place(&table.area),
                table.text_columns,
                look.aligns,
                look.widths,
                look.outer_rule.map_or_else(|| "none".to_owned(), |style| rule(&style)),
            )
        }
        Element::Banner(banner) => {
            let magenta = banner.background.map_or(0.0, |color| inks(color).m.to_percent());
            format!("banner {} {} m{magenta}", banner.text, place(&banner.area))
        }
        Element::Rule(line) => {
            let (from, to) = (line.from, line.to);
            format!(
                "rule {} from {} {} to {} {}",
                rule(&line.style),
                points(from.x - page.grid.area.left),
                points(from.y - page.grid.area.top),
                points(to.x - page.grid.area.left),
                points(to.y - page.grid.area.top),
            )
        }
        Element::Box(element) => format!("box {}", place(&element.area)),
        Element::Ad(ad) => format!("ad {} page {} {}", ad.name, ad.page + 1, place(&ad.area)),
        Element::Barcode(code) => format!("barcode {:?} {}", code.symbol, place(&code.area)),
        Element::Ornament(ornament) => {
            let name = &ornament.ornament.name;
            format!("ornament {name} {:?} {}", ornament.turn, place(&ornament.area))
        }
        Element::Masthead(masthead) => {
            let details = masthead.details.iter().flat_map(|(texts, _)| texts.clone());
            let details: Vec<String> = details.map(|(text, _)| text).collect();
            format!("masthead {} {} {details:?}", masthead.title, place(&masthead.area))
        }
        Element::Folio(folio) => {
            let texts: Vec<&str> = folio.texts.iter().map(|it| it.text.as_str()).collect();
            format!("folio {texts:?}")
        }
    }
}

#[test]
fn the_schema_files_are_up_to_date() {
    for (path, schema) in
        [("schema/page.json", spec::schema()), ("schema/edition.json", spec::edition::schema())]
    {
        if crate::golden::accepts() {
            fs::write(path, &schema).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        let committed = fs::read_to_string(path).unwrap_or_default();
        assert!(committed == schema, "run the tests with BANMIAN_ACCEPT=1 to renew {path}");
    }
}

#[test]
fn the_reference_of_editions_tells_every_key() {
    let schema: serde_json::Value =
        serde_json::from_str(&spec::edition::schema()).expect("the schema is JSON");
    let mut keys = Vec::new();
    collect_keys(&schema, &mut keys);
    assert!(keys.len() > 15, "the schema has only {} keys", keys.len());
    for file in ["docs/edition.md", "docs/edition.zh-CN.md"] {
        let text = fs::read_to_string(file).expect("the reference is there");
        let is_told = |key: &str| {
            let assigned =
                |line: &str| line.split_once('=').is_some_and(|(before, _)| before.trim() == key);
            is_told(key, &text) || text.lines().any(assigned)
        };
        let missing: Vec<&String> = keys.iter().filter(|key| !is_told(key)).collect();
        assert!(missing.is_empty(), "{file} does not tell {missing:?}");
    }
}

#[test]
fn the_reference_tells_every_key() {
    let schema: serde_json::Value =
        serde_json::from_str(&spec::schema()).expect("the schema is JSON");
    let mut keys = Vec::new();
    collect_keys(&schema, &mut keys);
    assert!(keys.len() > 80, "the schema has only {} keys", keys.len());
    for file in ["docs/spec.md", "docs/spec.zh-CN.md"] {
        let text = fs::read_to_string(file).expect("the reference is there");
        let missing: Vec<&String> = keys.iter().filter(|key| !is_told(key, &text)).collect();
        assert!(missing.is_empty(), "{file} does not tell {missing:?}");
    }
}

fn collect_keys(schema: &serde_json::Value, keys: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(map) => {
            if let Some(serde_json::Value::Object(properties)) = map.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| collect_keys(value, keys));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect_keys(value, keys)),
        _ => {}
    }
}

/// Whether a key stands in the reference as a key: in code, or as a heading.
fn is_told(key: &str, text: &str) -> bool {
    [format!("`{key}`"), format!("[{key}]"), format!("[[{key}]]"), format!(".{key}]")]
        .iter()
        .any(|written| text.contains(written))
}

#[test]
fn the_examples_of_the_reference_are_right() {
    for file in ["docs/spec.md", "docs/spec.zh-CN.md"] {
        let text = fs::read_to_string(file).expect("the reference is there");
        let examples: Vec<&str> =
            text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(examples.len() > 10);
        for example in examples {
            // Examples name colors and placeholders that a house defines.
            let mut example = example.replace("extends", "#");
            for (table, line) in [("[colors]", "red = \"k(50)\""), ("[page]", "paper = \"报\"")] {
                if !example.contains(table) {
                    example.push_str(&format!("\n{table}\n{line}\n"));
                }
            }
            let (_, sink) = read_text(&example);
            let wrong: Vec<String> = sink
                .list()
                .iter()
                .filter(|finding| {
                    !matches!(finding.code(), Code::MissingKey | Code::FramesOverlap)
                        && !says(finding, "placeholder")
                })
                .map(|finding| finding.message().en)
                .collect();
            assert!(wrong.is_empty(), "{file}: {wrong:?} in\n{example}");
        }
    }
}

#[test]
fn house_templates_have_no_mistakes() {
    for name in ["daily", "tabloid", "english"] {
        let page = format!(
            "extends = \"layouts/house/{name}.toml\"\n[page]\nsection = \"x\"\nnumber = 2\n\
             date = 2026-11-23\nissue = 9\n\
             extra = {{ editor = \"a\", proofreader = \"b\", phone = \"c\" }}\n[[story]]\nslug = \"a\"\ncolumns = \"all\"\nlines = \"all\"\n"
        );
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let mut read = |path: &Path| {
            if path == Path::new("page.toml") { Ok(page.clone()) } else { from_disk(path) }
        };
        let spec = spec::read(Path::new("page.toml"), &mut read, &mut sources, &mut sink);
        let told: Vec<String> = sink.list().iter().map(|told| told.message().en).collect();
        assert!(told.is_empty(), "{name}: {told:?}");
        assert!(spec.is_some());
    }
}

#[test]
fn the_layouts_have_no_mistakes() {
    for name in ["district", "tabloid", "english"] {
        let reading = read_file(&Path::new("layouts").join(name).with_extension("toml"));
        let wrong = mismatches(&reading);
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
        assert!(reading.spec.is_some());
    }
}

#[test]
fn templates_in_a_circle_end() {
    let (spec, sink) = read_text("extends = \"page.toml\"\n");
    assert!(spec.is_some());
    assert_eq!(sink.list().iter().map(Diagnostic::code).collect::<Vec<_>>(), [Code::ExtendsCycle]);
}

#[test]
fn a_long_chain_of_templates_ends() {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut count = 0;
    let mut read = |_: &Path| {
        count += 1;
        Ok(format!("extends = \"t{count}.toml\"\n"))
    };
    let spec = spec::read(Path::new("page.toml"), &mut read, &mut sources, &mut sink);
    assert!(spec.is_some());
    assert_eq!(sink.list().iter().map(Diagnostic::code).collect::<Vec<_>>(), [Code::ExtendsCycle]);
    assert_eq!(count, 9);
}

#[test]
fn spans_count_past_a_byte_order_mark_and_carriage_returns() {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let text = "\u{feff}[page]\r\nnumbr = 4\r\n";
    spec::read(Path::new("page.toml"), &mut |_| Ok(text.to_owned()), &mut sources, &mut sink);
    let span = sink.list()[0].span.expect("an unknown key has a place");
    assert_eq!(sources.line_column(span.source, span.start), (2, 1));
    assert_eq!(&text[span.start as usize..span.end as usize], "numbr");
}

#[test]
fn a_flood_of_anything_is_answered_at_once() {
    let deep = format!("a = {}", "[".repeat(100_000));
    let tables = format!("{} = 1", "a.".repeat(50_000));
    let stories = "[[story]]\nslug = \"a\"\ncolumns = 1\nlines = 1\n".repeat(2_000);
    let pictures = "{ columns = 1, lines = 1 },".repeat(5_000);
    let pictures =
        format!("[[story]]\nslug = \"a\"\ncolumns = 1\nlines = 1\npictures = [{pictures}]\n");
    for text in [deep, tables, stories, pictures] {
        let (_, sink) = read_text(&text);
        assert!(sink.has_errors());
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        read_text(&text);
    }

    #[test]
    fn no_value_makes_it_panic(value in "[-0-9a-z.,%()\" 字行\\[\\]{}=]{0,12}", key in 0_usize..12) {
        let key = [
            "page.date", "page.number", "sheet.size", "sheet.margin", "grid.columns", "grid.leading",
            "grid.column-width", "styles.body.size", "colors.red", "story", "folio.left", "rule",
        ][key];
        read_text(&format!("{key} = {value}\n[[section]]\ntitle = \"x\"\n"));
        read_text(&format!("{key} = \"{value}\"\n[[banner]]\ncolumns = \"{value}\"\nlines = 1\ntext = \"x\"\n"));
    }
}
