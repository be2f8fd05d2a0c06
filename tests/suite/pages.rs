//! Small pages, one rule each, compared with what they should look like as
//! text; and properties that hold for any text in any frame.
//!
//! A fixture is a folder with `page.toml`, `stories/` and `expected.dump`, which
//! opens with the findings. `BANMIAN_ACCEPT=1 cargo test` writes the dumps anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use banmian::diag::Diagnostic;
use banmian::font::{FontData, FontLibrary};
use banmian::job::Outcome;
use banmian::page::{Item, Page, Part};
use banmian::{Engine, Job, dump};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

use crate::desk::Desk;
use crate::golden;

/// The faces that come with the program, as it carries them.
pub(crate) fn fonts() -> FontLibrary {
    static FILES: LazyLock<Vec<(String, FontData)>> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let mut files: Vec<_> = fs::read_dir(folder)
            .expect("the fonts are there")
            .map(|entry| entry.expect("they can be listed").path())
            .filter(|path| path.extension().is_some_and(|end| end == "otf" || end == "ttf"))
            .collect();
        files.sort();
        let read =
            |path: &PathBuf| FontData::Shared(fs::read(path).expect("it can be read").into());
        files.iter().map(|path| (path.display().to_string(), read(path))).collect()
    });
    let mut library = FontLibrary::new();
    for (name, data) in FILES.iter() {
        library.add(name, data.clone()).expect("they are fonts");
    }
    library
}

pub(crate) fn set(spec: PathBuf, root: PathBuf) -> Outcome {
    set_all(vec![spec], root)
}

pub(crate) fn set_all(specs: Vec<PathBuf>, root: PathBuf) -> Outcome {
    engine().run(&Job::new(specs).root(root))
}

/// The engine of all tests, which knows what other tests have set: nothing may come of
/// that.
pub(crate) fn engine() -> &'static Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new().with_fonts(fonts()));
    &ENGINE
}

/// A finding on one line: how bad, what, where.
fn finding(outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let severity = diagnostic.severity.name();
    let place = diagnostic.span.map_or_else(String::new, |span| {
        let (line, column) = outcome.sources.line_column(span.source, span.start);
        let name = Path::new(&outcome.sources.get(span.source).name);
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        format!(" at {name}:{line}:{column}")
    });
    format!("{severity} {}{place}: {}", diagnostic.code().name(), diagnostic.message().en)
}

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(pages())
        .expect("the fixtures are there")
        .map(|entry| entry.expect("they can be listed").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages")
}

#[test]
fn every_page_looks_as_it_should() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let spec = folder.join("page.toml");
        assert!(spec.is_file(), "{} is dead: it has no page", folder.display());
        let outcome = set(spec, pages());
        let mut text = String::new();
        for diagnostic in outcome.sink.list() {
            writeln!(text, "{}", finding(&outcome, diagnostic)).expect("memory takes all");
        }
        if let Some(document) = &outcome.document {
            text.push_str(&dump::dump(document, &outcome.fonts, &outcome.pictures, &[]));
        }
        wrong.extend(golden::difference(&folder.join("expected.dump"), &text));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Characters as they are counted: white space not included.
fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// How many characters of a story stand on a page.
fn on_page(page: &Page, story: u32) -> usize {
    page.items
        .iter()
        .map(|item| match item {
            Item::Line(line) if line.owner.story == Some(story) => {
                line.runs.iter().map(|run| count(&run.text)).sum()
            }
            Item::Line(_) | Item::Shape(_) | Item::Picture(_) => 0,
        })
        .sum()
}

/// How many lines of a page end in a hyphen that may have been added.
fn hyphens_on_page(page: &Page) -> usize {
    let ends_with_hyphen = |item: &&Item| match item {
        Item::Line(line) => line.runs.last().is_some_and(|run| run.text.ends_with('\u{AD}')),
        Item::Shape(_) | Item::Picture(_) => false,
    };
    page.items.iter().filter(ends_with_hyphen).count()
}

/// Every character of every story is on the page, overset or reported as
/// without a place; and every glyph run shows all of its text.
fn nothing_is_lost(page: &Page) -> Result<(), TestCaseError> {
    prop_assert_eq!(page.stories.len(), 1);
    for (at, story) in page.stories.iter().enumerate() {
        let there = on_page(page, at as u32);
        let all = there
            + story.overset_characters
            + story.unplaced_characters
            + story.elsewhere_characters;
        // A line that ends inside a word shows a hyphen that nobody typed.
        let hyphens = hyphens_on_page(page);
        prop_assert!(
            (all - hyphens.min(all)..=all).contains(&story.characters),
            "{} on the page, {:?}",
            there,
            story
        );
    }
    Ok(())
}

/// Text as nobody would write it: what newsrooms send mixed with what only a
/// machine or an enemy does.
pub(crate) fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[\u{4e00}-\u{9fa5}]{1,30}",
        4 => "[，。、；：？！“”‘’（）《》〈〉【】—…·]{1,4}",
        3 => "[A-Za-z]{1,12}",
        1 => "[a-z]{40,90}",
        3 => "[0-9.,%-]{1,8}",
        2 => "[ \u{3000}\t]{1,3}",
        2 => Just("\n\n".to_owned()),
        1 => Just("\n\n## ".to_owned()),
        1 => "\n\n(- |> |1\\. |> -- |   - |\\* )[字a]{0,3}",
        1 => "\n\n\\|[字a]{1,9}\\|乙<\\|\n\\|:?--:?\\|-:\\|\n(\\|[字0-9.-]{1,30}\\|[<^0-9]{0,3}\\|\n){1,9}",
        1 => "\n\n:::( note| box [字]{1,3}| 更正|)\n",
        1 => "[*_`\\[\\]!#<>&|~-]{1,4}",
        1 => "\\{[漢字a]{1,3}\\|[かんa]{1,9}(\\|[かんb]{0,9}){0,3}\\}",
        1 => "\\{[臺北]{1,2}(\\|ㄊㄞˊ|\\|˙ㄉㄜ){1,2}\\}",
        1 => "\\[[漢字，a ]{1,9}\\]\\{(dots|name|title|tcy)\\}",
        1 => "\\^[1注（）]{1,4}\\^",
        1 => "\\*\\*\\[[漢字]{1,3}\\*[a字]{1,3}\\*\\]\\{(dots|name)\\}\\*\\*",
        1 => "\\[[字]{0,2}\\[\\{[字x]{1,2}\\|[かī ]{1,3}\\}，20\\]\\{(name|tcy)\\}\\]\\{(dots|tcy|nome)\\}",
        1 => "\\{(👨\u{200d}👩|e\u{301}\u{302}|葛\u{e0100})\\|[かa]{1,3}\\}",
        1 => "[\u{300}-\u{36f}]{1,5}",
        1 => "[\u{5d0}-\u{5ea}\u{627}-\u{64a}]{1,5}",
        1 => "[\u{ac00}-\u{d7a3}ぁ-んァ-ヶ]{1,8}",
        1 => "[\u{1f600}-\u{1f64f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}\u{fe0f}]{1,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A frame for one story.
pub(crate) struct Frame {
    pub(crate) columns: u32,
    /// In points.
    pub(crate) width: u32,
    pub(crate) lines: u32,
    /// Further keys of the story.
    pub(crate) keys: String,
}

impl Frame {
    pub(crate) fn new(columns: u32, width: u32, lines: u32) -> Self {
        Self { columns, width, lines, keys: String::new() }
    }
}

/// A page with one story in a frame.
fn page_of(desk: &Desk, text: &str, head: &str, frame: &Frame) -> Page {
    let outcome = outcome_of(desk, text, head, frame);
    let document = outcome.document.unwrap_or_else(|| panic!("{:?}", outcome.sink.list()));
    document.pages.into_iter().next().expect("there is a page")
}

/// The run that sets a page with one story in a frame.
pub(crate) fn outcome_of(desk: &Desk, text: &str, head: &str, frame: &Frame) -> Outcome {
    let Frame { columns, width, lines, keys } = frame;
    desk.write("stories/text.md", format!("+++\n{head}\n+++\n{text}\n"));
    desk.write(
        "page.toml",
        format!(
            "[page]\nstories = \"stories\"\n[sheet]\nsize = \"a4\"\n[[story]]\nslug = \"text\"\n\
             left = \"20mm\"\nwidth = \"{width}pt\"\nlines = \"1-{lines}\"\n\
             text-columns = {columns}\n{keys}"
        ),
    );
    set(desk.path("page.toml"), desk.folder.clone())
}

/// Keys with which a house changes its languages' composition.
pub(crate) fn odd_composition() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "usage = \"newspaper\"",
        "usage = \"book\"",
        "strictness = \"none\"",
        "strictness = \"very-strict\"",
        "strictness = \"uax14\"",
        "marks = \"half\"",
        "marks = \"kaiming\"",
        "marks = \"centered\"",
        "line-end = \"full\"",
        "line-end = \"half-or-full\"",
        "line-start = \"full-first\"",
        "hanging = \"allow\"",
        "hanging = \"force\"",
        "adjacent-marks = \"full\"",
        "cjk-latin-space = 0",
        "cjk-latin-space = { least = 0, most = \"1字\" }",
        "word-space = 0",
        "word-space = \"1字\"",
        "least-blanks = { bracket = \"0.5字\", stop = \"0.5字\" }",
        "most-even-spacing = 0",
        "korean-words = \"syllable\"",
        "spacing = \"grid\"",
        "vertical-letters = \"upright\"",
        "combined-digits = 4",
    ]);
    prop::collection::vec(key, 0..5).prop_map(|mut keys| {
        let name = |key: &str| key.split(' ').next().unwrap_or_default().to_owned();
        keys.sort_unstable();
        keys.dedup_by_key(|key| name(key));
        format!("composition = {{ {} }}\n", keys.join(", "))
    })
}

/// Heads with all their parts, with readings and marks in them.
pub(crate) fn odd_head() -> impl Strategy<Value = String> {
    let heads = vec![
        "",
        "headline = \"河岸亮灯 老屋新颜\"\nbyline = \"□本报记者 纪晚舟\"",
        "headline = '{河岸|かわぎし}亮灯^1^ 老屋[新颜]{dots}'\nkicker = '[渡口]{name}：'",
        "headline = '河岸20盏'\ndeck = '——{臺|ㄊㄞˊ}'\nstandfirst = '街[灯]{title}亮了^注^。'",
        "headline = 'Lights on'\ndateline = '本报讯（{纪|じ}晚舟）'\nbyline = '{纪|Jì}'",
    ];
    let lang = vec!["zh-Hans", "zh-Hant", "ja", "ko", "en", "de", "fr", "es"];
    (prop::sample::select(heads), prop::sample::select(lang))
        .prop_map(|(head, lang)| format!("{head}\nlang = \"{lang}\""))
}

#[test]
fn no_text_is_lost_in_any_frame() {
    let desk = Desk::new("any-text");
    let frame = (1..4_u32, 20..400_u32, 1..30_u32);
    proptest!(Config { cases: 96, failure_persistence: None, ..Config::default() }, |(
        text in odd_text(),
        (columns, width, lines) in frame,
        head in odd_head(),
        composition in odd_composition(),
        drop_cap in prop::sample::select(vec![0_u32, 2, 3]),
        asides in prop::sample::select(vec![
            "",
            "tables = { span = \"foot\" }\n",
            "tables = { span = \"head\", keep = true }\n",
            "quotes = [{ left = \"20mm\", width = \"20pt\", lines = \"1\" }]\n",
        ]),
    )| {
        let page = page_of(&desk, &text, &head, &Frame {
            keys: format!("drop-cap = {drop_cap}\n{asides}{composition}"),
            ..Frame::new(columns, width, lines)
        });
        nothing_is_lost(&page)?;
    });
}

/// Two pictures that are not there keep their places and leave narrow lines between
/// them: with a line more below them a drop capital has no room. What is tried must
/// leave nothing behind.
#[test]
fn no_text_is_lost_where_spare_lines_and_a_drop_capital_are_tried() {
    let desk = Desk::new("tried-initials");
    let keys = "head = \"none\"\ndrop-cap = 2\n\
        spare-lines = { head = 0, pictures = 1, crossheads = 0 }\n\
        pictures = [\n\
        { number = 1, left = \"20mm\", width = \"36mm\", lines = \"5-11\", caption = \"none\" },\n\
        { number = 2, left = \"76mm\", width = \"36mm\", lines = \"12-20\", caption = \"none\" },\n]\n";
    let head = "[[pictures]]\nfile = \"a.jpg\"\n[[pictures]]\nfile = \"b.jpg\"\n";
    let frame = Frame { keys: keys.to_owned(), ..Frame::new(1, 262, 40) };
    let words = "河埠街的路灯一盏接一盏亮了起来，孩子们在桥头放下书包。";
    let (mut with, mut without) = (0, 0);
    for length in (280..=400).step_by(3) {
        let text: String = "甲".chars().chain(words.chars().cycle()).take(length).collect();
        let page = page_of(&desk, &text, head, &frame);
        nothing_is_lost(&page).unwrap_or_else(|error| panic!("{length} characters: {error}"));
        let lines = page.items.iter().filter_map(|item| match item {
            Item::Line(line) if line.owner.part == Part::Body => Some(line),
            _ => None,
        });
        match lines.flat_map(|line| &line.runs).any(|run| run.text == "甲") {
            true => with += 1,
            false => without += 1,
        }
    }
    assert!(with > 0 && without == 0, "{with} with the drop capital, {without} without");
}

#[test]
fn no_text_is_lost_in_vertical_lines_or_beside_a_head() {
    let desk = Desk::new("any-vertical-text");
    let frame = (1..3_u32, 20..400_u32, 1..30_u32);
    let keys = prop::sample::select(vec![
        "writing = \"vertical\"\n",
        "writing = \"vertical\"\nhead = \"top\"\n",
        "writing = \"vertical\"\nhead = \"bottom\"\nhead-lines = 3\n",
        "writing = \"vertical\"\nframe = \"thin\"\ninset = \"2mm\"\n",
        "head = \"right\"\n",
        "head = \"left\"\nhead-lines = 3\n",
    ]);
    proptest!(Config { cases: 96, failure_persistence: None, ..Config::default() }, |(
        text in odd_text(),
        (columns, width, lines) in frame,
        keys in keys,
        head in odd_head(),
        composition in odd_composition(),
        drop_cap in prop::sample::select(vec![0_u32, 2, 5]),
    )| {
        let keys = format!("{keys}drop-cap = {drop_cap}\n{composition}");
        let frame = Frame { keys, ..Frame::new(columns, width, lines) };
        nothing_is_lost(&page_of(&desk, &text, &head, &frame))?;
    });
}

#[test]
fn sound_text_is_set_whole_and_in_order_in_any_measure() {
    let desk = Desk::new("any-measure");
    proptest!(Config { cases: 64, failure_persistence: None, ..Config::default() }, |(
        text in "([\u{4e00}-\u{9fa5}]{1,12}[，。])([\u{4e00}-\u{9fa5}A-Za-z0-9，。“”《》]{1,200})",
        width in 60..400_u32,
    )| {
        let page = page_of(&desk, &text, "", &Frame::new(1, width, 48));
        nothing_is_lost(&page)?;
        let report = &page.stories[0];
        if report.overset_characters == 0 {
            let read: String = page
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Line(line) => Some(line),
                    Item::Shape(_) | Item::Picture(_) => None,
                })
                .flat_map(|line| line.runs.iter().map(|run| run.text.as_str()))
                .collect();
            // Hyphens of parted words are read back as soft ones.
            prop_assert_eq!(read.replace('\u{AD}', ""), text);
        }
    });
}

#[test]
fn the_same_page_is_set_the_same_way_again() {
    let desk = Desk::new("again");
    proptest!(Config { cases: 16, failure_persistence: None, ..Config::default() }, |(
        text in odd_text(),
    )| {
        let once = page_of(&desk, &text, "", &Frame::new(2, 240, 20));
        let again = page_of(&desk, &text, "", &Frame::new(2, 240, 20));
        prop_assert_eq!(format!("{once:?}"), format!("{again:?}"));
    });
}

#[test]
fn what_stands_apart_is_counted_once_on_all_pages_of_a_thread() {
    let desk = Desk::new("asides-of-a-thread");
    let text = "桥修好了，来往的人多了起来。早市从河东挪到了桥头。".repeat(6);
    desk.write(
        "stories/text.md",
        format!(
            "# 桥修好了\n\n{text}\n\n> 等了八年。\n> -- 周明\n\n| 月 | 人 |\n|--|--|\n| 九月 | 12 |\n\n{text}\n\n\
             ::: box 电话\n| 甲 | 1 |\n|--|--|\n| 乙 | 2 |\n:::\n\n{text}\n"
        ),
    );
    let head = "[page]\nstories = \"stories\"\n[sheet]\nsize = \"a4\"\n";
    desk.write(
        "p1.toml",
        format!(
            "{head}[[story]]\nslug = \"text\"\ncolumns = \"1-2\"\nlines = \"1-12\"\n\
             continued-on = \"p2.toml\"\n[[table]]\nstory = \"text\"\nnumber = 2\ncolumns = \"3\"\n\
             lines = \"1-2\"\n"
        ),
    );
    desk.write(
        "p2.toml",
        format!(
            "{head}[[story]]\nslug = \"text\"\ncolumns = \"1-2\"\nlines = \"1-24\"\n\
             continued-from = \"p1.toml\"\nquotes = [{{ columns = \"1\", lines = \"12-18\" }}]\n\
             [[table]]\nstory = \"text\"\ncolumns = \"3\"\nlines = \"1-2\"\n"
        ),
    );
    let outcome = set_all(vec![desk.path("p1.toml"), desk.path("p2.toml")], desk.folder.clone());
    let document = outcome.document.unwrap_or_else(|| panic!("{:?}", outcome.sink.list()));
    let mut shown = String::new();
    for page in &document.pages {
        assert_eq!(page.stories.len(), 2, "the story and a table");
        for (at, story) in page.stories.iter().enumerate() {
            let all = on_page(page, at as u32)
                + story.overset_characters
                + story.unplaced_characters
                + story.elsewhere_characters;
            // Jump lines and the head that is repeated are the page's own.
            let own: usize = page
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Line(line) if line.owner.story == Some(at as u32) => Some(line),
                    _ => None,
                })
                .filter(|line| matches!(line.owner.part, Part::JumpLine | Part::JumpHead))
                .flat_map(|line| &line.runs)
                .map(|run| count(&run.text))
                .sum();
            assert_eq!(all - own, story.characters, "page {}: {story:?}", page.label);
        }
        for item in &page.items {
            if let Item::Line(line) = item {
                shown.extend(line.runs.iter().map(|run| run.text.as_str()));
            }
        }
    }
    for (part, times) in [("等了八年", 1), ("九月", 1), ("乙", 1), ("电话", 1)] {
        assert_eq!(shown.matches(part).count(), times, "“{part}” in {shown}");
    }
}
