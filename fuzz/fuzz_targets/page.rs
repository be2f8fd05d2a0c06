//! Any story, and any keys for its place, as a whole page and its PDF.
//!
//! The input is parted at the first zero byte: keys before, story after.
#![no_main]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use banmian::diag::{Sink, Sources};
use banmian::font::{FontData, FontLibrary};
use banmian::layout::{BookPage, Lent, Material, Resources, ThreadsAt, compose};
use banmian::page::Document;
use banmian::picture::Pictures;
use libfuzzer_sys::fuzz_target;

const HEAD: &str = "[sheet]\nsize = \"china-tabloid\"\n[[story]]\nslug = \"story\"\n";

static FONTS: LazyLock<FontLibrary> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../fonts/NotoSerifSC-Regular.otf");
    let bytes = std::fs::read(file).expect("the face is there");
    let mut library = FontLibrary::new();
    library.add("NotoSerifSC-Regular.otf", FontData::Shared(bytes.into())).expect("it is a font");
    library
});

fuzz_target!(|input: &str| {
    let (keys, text) = input.split_once('\0').unwrap_or(("columns = 1\nlines = \"1-20\"", input));
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut read = |_: &Path| Ok(format!("{HEAD}{keys}\n"));
    let spec = banmian::spec::read(Path::new("page.toml"), &mut read, &mut sources, &mut sink);
    let source = sources.add("story.md", text);
    let story = banmian::story::parse(source, &sources, "story", &mut sink);
    let (Some(spec), Some(story)) = (spec, story) else { return };
    let pictures = Pictures::default();
    let stories = [Material { pictures: vec![None; story.pictures.len()], story }];
    let resources = Resources { stories: &stories, fonts: &FONTS, pictures: &pictures, tables: &BTreeMap::new(), ads: &BTreeMap::new(), lent: Lent::default() };
    let page = BookPage { spec: &spec.page, resources };
    let page = compose(page, ThreadsAt::none(), &mut sink);
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
