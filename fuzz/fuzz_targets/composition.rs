//! Any story as a vertical page, or with any composition, drop capital and
//! cells, and its PDF; no character may be lost.
//!
//! The first bytes choose the keys, the rest is the story.
#![no_main]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use banmian::diag::{Sink, Sources};
use banmian::font::{FontData, FontLibrary};
use banmian::layout::{BookPage, Lent, Material, Resources, ThreadsAt, compose};
use banmian::page::{Document, Item};
use banmian::picture::Pictures;
use libfuzzer_sys::fuzz_target;

const HEAD: &str = "[sheet]\nsize = \"a4\"\n";

/// Each byte of the input's head chooses one of a row.
const KEYS: [&[&str]; 9] = [
    &["zh-Hans", "zh-Hant", "ja", "ko", "en", "de"],
    &["horizontal", "vertical"],
    &["over", "left", "right", "none", "top", "bottom"],
    &["", "drop-cap = 2\n", "drop-cap = 5\n"],
    &["1", "1-2", "1-7", "1-40"],
    &["3pt", "9pt", "31pt", "100pt", "500pt"],
    &["", "spacing = \"grid\", ", "usage = \"book\", ", "strictness = \"uax14\", "],
    &["", "hanging = \"force\", ", "hanging = \"allow\", marks = \"centered\", "],
    &["", "vertical-letters = \"upright\"", "combined-digits = 4", "cjk-latin-space = \"1字\""],
];

static FONTS: LazyLock<FontLibrary> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../fonts/NotoSerifSC-Regular.otf");
    let bytes = std::fs::read(file).expect("the face is there");
    let mut library = FontLibrary::new();
    library.add("NotoSerifSC-Regular.otf", FontData::Shared(bytes.into())).expect("it is a font");
    library
});

fuzz_target!(|input: (u64, &str)| {
    let (choice, text) = input;
    let mut bytes = choice.to_le_bytes().into_iter().chain([choice.count_ones() as u8]);
    let [lang, writing, head, drop_cap, lines, width, spacing, hanging, letters] =
        KEYS.map(|row| row[usize::from(bytes.next().unwrap_or(0)) % row.len()]);
    let head =
        if writing == "horizontal" && matches!(head, "top" | "bottom") { "over" } else { head };
    let keys = format!(
        "[page]\nlang = \"{lang}\"\n{HEAD}[[story]]\nslug = \"story\"\nwriting = \"{writing}\"\n\
         head = \"{head}\"\n{drop_cap}left = \"20mm\"\nwidth = \"{width}\"\nlines = \"{lines}\"\n\
         composition = {{ {spacing}{hanging}{letters} }}\n"
    );
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut read = |_: &Path| Ok(keys.clone());
    let spec = banmian::spec::read(Path::new("page.toml"), &mut read, &mut sources, &mut sink);
    let source = sources.add("story.md", text);
    let story = banmian::story::parse(source, &sources, "story", &mut sink);
    let (Some(spec), Some(story)) = (spec, story) else { return };
    let pictures = Pictures::default();
    let stories = [Material { pictures: vec![None; story.pictures.len()], story }];
    let resources = Resources { stories: &stories, fonts: &FONTS, pictures: &pictures, tables: &BTreeMap::new(), ads: &BTreeMap::new(), lent: Lent::default() };
    let page = compose(BookPage { spec: &spec.page, resources }, ThreadsAt::none(), &mut sink);
    for (at, report) in (0_u32..).zip(&page.stories) {
        let lines = page.items.iter().filter_map(|item| match item {
            Item::Line(line) if line.owner.story == Some(at) => Some(line),
            _ => None,
        });
        let text = lines.flat_map(|line| line.runs.iter().map(|run| run.text.as_str()));
        let shown = text.flat_map(str::chars).filter(|c| !c.is_whitespace()).count();
        // A line that ends inside a word shows a hyphen that nobody typed.
        let all = shown + report.overset_characters + report.unplaced_characters;
        assert!(all >= report.characters, "{report:?}");
    }
    let document = Document {
        title: String::new(),
        author: String::new(),
        lang: "zh-Hans".to_owned(),
        date: None,
        output: banmian::page::Output::default(),
        imposed: None,
        papers: Vec::new(),
        pages: vec![page],
    };
    let _ = banmian::pdf::export(&document, &FONTS, &[]);
});
