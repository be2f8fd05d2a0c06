//! How long the stages of one page take in a warm process: `cargo bench`.
//!
//! The page is the sample `layouts/district.toml` with its stories, set in the
//! fonts of the repository. What a whole process takes is measured from
//! outside; docs/performance.md tells how.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use banmian::color::{Color, Paint};
use banmian::diag::{Sink, Sources};
use banmian::font::FontLibrary;
use banmian::geom::{Abs, Em, WritingMode};
use banmian::job::{self, FontChoice, Outcome};
use banmian::layout::{BookPage, Lent, Material, Resources, ThreadsAt, compose};
use banmian::picture::{self, Pictures};
use banmian::spec::{self, Spec};
use banmian::story::{self, Block, RichText, Story};
use banmian::style::{Figures, FontRequest, Lang, Slant, Weight};
use banmian::text::{
    CharStyle, CompositionProfile, Hyphenation, Measures, NominalWidths, Paragraph, Shaper,
    TextSpan, break_lines, prepare, prepare_nominal,
};
use banmian::{Engine, Job, dump, pdf, press};
use divan::counter::{CharsCount, ItemsCount};
use divan::{Bencher, black_box};

const PAGE: &str = "layouts/district.toml";

fn main() {
    divan::main();
}

/// Opens every face in `fonts/`.
#[divan::bench]
fn open_fonts() -> FontLibrary {
    fonts()
}

/// Reads the page spec with the templates that it extends.
#[divan::bench]
fn read_spec() -> Spec {
    spec(&mut Sources::default())
}

/// Parses the page's stories.
#[divan::bench]
fn parse_stories(bencher: Bencher) {
    let files = story_files();
    bencher.with_inputs(|| files.clone()).bench_values(|files| {
        story::read_all(files, &mut Sources::default(), &mut Sink::default())
    });
}

/// Sets the page; the spec, the stories and the fonts are there already.
#[divan::bench]
fn layout(bencher: Bencher) {
    let page = Page::open();
    bencher.bench(|| page.compose(&page.material));
}

/// Writes the set page as PDF; its pictures are in the inks of the press
/// already.
#[divan::bench]
fn export(bencher: Bencher) {
    let Outcome { document, fonts, pictures, .. } =
        Engine::with_room(0).with_fonts(fonts()).run(&job());
    let document = document.expect("the sample page can be set");
    let pictures = press::prepare(&document, &pictures, None).expect("the samples can be printed");
    bencher.bench(|| pdf::export(&document, &fonts, &pictures));
}

/// Writes the set page as text.
#[divan::bench]
fn dump_page(bencher: Bencher) {
    let Outcome { document, fonts, pictures, .. } =
        Engine::with_room(0).with_fonts(fonts()).run(&job());
    let document = document.expect("the sample page can be set");
    bencher.bench(|| dump::dump(&document, &fonts, &pictures, &[]));
}

/// All of it but the opening of fonts, files read from the disk.
#[divan::bench]
fn whole_job(bencher: Bencher) {
    bencher
        .with_inputs(fonts)
        .bench_values(|fonts| Engine::with_room(0).with_fonts(fonts).run(&job()));
}

/// Mends the text of the page as if it were raw copy.
#[divan::bench]
fn import(bencher: Bencher) {
    let copy = body_text(&stories(&mut Sources::default()), "\n\n");
    bencher.counter(CharsCount::of_str(&copy)).bench(|| story::clean(&copy));
}

/// Shapes and spaces one paragraph of so many characters.
#[divan::bench(args = [1_000, 10_000, 100_000], max_time = 2)]
fn prepare_paragraph(bencher: Bencher, characters: usize) {
    let fonts = fonts();
    let paragraph = paragraph(&fonts, characters);
    let mut shaper = Shaper::new(&fonts);
    bencher.counter(CharsCount::new(characters)).bench_local(|| prepare(&paragraph, &mut shaper));
}

/// Answers so many cases of the protocol, a sentence each: where lines may end,
/// and how wide the gaps are. Reading and writing JSON is not in it.
#[divan::bench(args = [1_000, 50_000], sample_count = 10)]
fn answer_cases(bencher: Bencher, cases: usize) {
    let text = body_text(&stories(&mut Sources::default()), "");
    let sentences: Vec<&str> = text.split_inclusive('。').cycle().take(cases).collect();
    let profile = CompositionProfile::of(Lang::ChineseSimplified, WritingMode::Horizontal);
    let widths = NominalWidths { latin: Em::frac(1, 2), space: Em::frac(1, 4) };
    bencher.counter(ItemsCount::new(cases)).bench(|| {
        for sentence in &sentences {
            let prepared = prepare_nominal(sentence, Lang::ChineseSimplified, profile, widths);
            black_box((prepared.break_places(), prepared.gaps()));
        }
    });
}

/// Breaks one paragraph of so many characters into lines of 20 em.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000], max_time = 2)]
fn break_paragraph(bencher: Bencher, characters: usize) {
    let fonts = fonts();
    let prepared = prepare(&paragraph(&fonts, characters), &mut Shaper::new(&fonts));
    let measures = Measures::all(prepared.em * 20);
    bencher.counter(CharsCount::new(characters)).bench(|| break_lines(&prepared, measures));
}

/// Sets the page with so many characters in the place of its feature, which
/// runs round a picture and has room for a thousand or so.
#[divan::bench(args = [2_000, 20_000, 200_000], sample_count = 10)]
fn layout_overset(bencher: Bencher, characters: usize) {
    let page = Page::open();
    let material = page.with_long_story("feature", characters);
    bencher.counter(CharsCount::new(characters)).bench(|| page.compose(&material));
}

/// All that layout of the sample page draws on.
struct Page {
    spec: Spec,
    material: Vec<Material>,
    fonts: FontLibrary,
    pictures: Pictures,
}

impl Page {
    fn open() -> Self {
        let mut sources = Sources::default();
        let spec = spec(&mut sources);
        let mut pictures = Pictures::default();
        let material = stories(&mut sources)
            .into_iter()
            .map(|story| open_pictures(story, &mut pictures))
            .collect();
        Self { spec, material, fonts: fonts(), pictures }
    }

    fn compose(&self, material: &[Material]) -> (banmian::page::Page, Sink) {
        let mut sink = Sink::default();
        let resources = Resources {
            stories: material,
            fonts: &self.fonts,
            pictures: &self.pictures,
            tables: &BTreeMap::new(),
            ads: &BTreeMap::new(),
            lent: Lent::default(),
        };
        let page = BookPage { spec: &self.spec.page, resources };
        (compose(page, ThreadsAt::none(), &mut sink), sink)
    }

    /// The page's material, one story of which is a single long paragraph.
    fn with_long_story(&self, slug: &str, characters: usize) -> Vec<Material> {
        let mut material = self.material.clone();
        let text = text_of(characters);
        for Material { story, .. } in &mut material {
            if story.slug.as_str() == slug
                && let Some(Block::Paragraph(paragraph)) = story.body.first()
            {
                let mut piece = paragraph.pieces[0].clone();
                piece.text.clone_from(&text);
                story.body = vec![Block::Paragraph(RichText { pieces: vec![piece] })];
            }
        }
        material
    }
}

fn file(path: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn fonts() -> FontLibrary {
    let choice = FontChoice { paths: vec![file("fonts")], system: false };
    job::fonts(&choice, FontLibrary::new(), &mut Sink::default())
}

fn job() -> Job {
    Job::new([file(PAGE)]).root(file(""))
}

fn spec(sources: &mut Sources) -> Spec {
    let mut read = |path: &Path| Ok(fs::read_to_string(path).expect("the sample spec is there"));
    spec::read(&file(PAGE), &mut read, sources, &mut Sink::default())
        .expect("the sample spec is sound")
}

/// The page's story files by name, with their text.
fn story_files() -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(file("samples/district"))
        .expect("the samples are there")
        .map(|entry| entry.expect("the samples can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("the samples are text");
            (path.display().to_string(), text)
        })
        .collect()
}

fn stories(sources: &mut Sources) -> Vec<Story> {
    story::read_all(story_files(), sources, &mut Sink::default())
}

fn open_pictures(story: Story, pictures: &mut Pictures) -> Material {
    let opened = story
        .pictures
        .iter()
        .map(|named| {
            let bytes = fs::read(file("samples/district").join(&named.file)).ok()?;
            Some(pictures.add(picture::read(&named.file, bytes).ok()?))
        })
        .collect();
    Material { story, pictures: opened }
}

/// The body text of stories.
fn body_text(stories: &[Story], between: &str) -> String {
    let paragraphs: Vec<String> = stories
        .iter()
        .flat_map(|story| &story.body)
        .flat_map(|block| block.texts().into_iter().map(RichText::plain).collect::<Vec<_>>())
        .collect();
    paragraphs.join(between)
}

/// So many characters of the sample's text in one paragraph, over and over.
fn text_of(characters: usize) -> String {
    let text = body_text(&stories(&mut Sources::default()), "");
    text.chars().cycle().take(characters).collect()
}

fn paragraph(fonts: &FontLibrary, characters: usize) -> Paragraph {
    let song =
        FontRequest { family: "song".into(), weight: Weight::REGULAR, slant: Slant::Upright };
    let style = CharStyle {
        stack: fonts.stack(&song, Lang::ChineseSimplified).into(),
        size: Abs::pt(9.5),
        paint: Paint::usual(Color::BLACK),
        tracking: Em::ZERO,
        width: Em::ONE,
        figures: Figures::Proportional,
    };
    Paragraph {
        spans: vec![TextSpan { text: text_of(characters), style }],
        origins: banmian::page::Origins::default(),
        annotations: Vec::new(),
        lang: Lang::ChineseSimplified,
        profile: CompositionProfile::of(Lang::ChineseSimplified, WritingMode::Horizontal),
        indent: Em::new(2.0),
        hyphenation: Hyphenation::Allowed,
        divisions: std::sync::Arc::default(),
    }
}
