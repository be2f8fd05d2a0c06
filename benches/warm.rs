//! How long an engine that is kept takes to set the district page again after one
//! paragraph of its lead was changed: `cargo bench --bench warm`.
//!
//! All files are in memory and no text comes twice, so that nothing of the changed
//! story is known from before. The largest story of the page is the one that changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use banmian::copyfit::advise;
use banmian::diag::{Sink, Sources};
use banmian::font::FontLibrary;
use banmian::job::{self, FitAsked, FontChoice};
use banmian::layout::{BookPage, LayoutCache, Lent, Material, Resources, ThreadsAt, compose};
use banmian::picture::Pictures;
use banmian::spec::{self, Spec};
use banmian::{Engine, Job, Memory, story};
use divan::Bencher;

fn main() {
    divan::main();
}

/// The changed story's own layout, its text parsed: a page with nothing else on it.
#[divan::bench]
fn own_layout(bencher: Bencher) {
    let (fonts, known) = (fonts(), LayoutCache::new(64 << 20));
    let mut sources = Sources::default();
    let page = page_of(LEAD_ALONE, &mut sources);
    let lead = text("samples/district/lead.md");
    bencher
        .with_inputs(|| parsed(&changed(&lead, Change::Words)))
        .bench_values(|material| set(&page, &material, &fonts, known.of(&fonts)));
}

/// A story of 600 characters, prepared before, in a place that was not tried before.
#[divan::bench]
fn other_place(bencher: Bencher) {
    let (fonts, known) = (fonts(), LayoutCache::new(64 << 20));
    let body: String = text("samples/district/lead.md")
        .lines()
        .filter(|line| !line.contains(['=', '+', '[', '"']))
        .flat_map(|line| line.chars().chain(['\n', '\n']))
        .take(600)
        .collect();
    let material = parsed(&format!("+++\nheadline = \"河岸亮灯\"\n+++\n{body}"));
    let place = |turn: usize| {
        let (first, height) = (1 + turn % 40, 14 + turn / 40 % 40);
        let last = first + height;
        page_of(&PLACE.replace("LINES", &format!("{first}-{last}")), &mut Sources::default())
    };
    set(&place(0), &material, &fonts, known.of(&fonts));
    bencher
        .with_inputs(|| place(turn()))
        .bench_values(|page| set(&page, &material, &fonts, known.of(&fonts)));
}

/// What would make the changed story fit, which is over by a dozen lines: each of some
/// thirty measures set alone.
#[divan::bench]
fn single_measures(bencher: Bencher) {
    fit(bencher, LONG_LEAD, 1);
}

/// The same with two and three measures together.
#[divan::bench]
fn measures_together(bencher: Bencher) {
    fit(bencher, LONG_LEAD, 3);
}

/// The setting of that story that these are held against.
#[divan::bench]
fn long_layout(bencher: Bencher) {
    let (fonts, known) = (fonts(), LayoutCache::new(64 << 20));
    let page = page_of(LONG_LEAD, &mut Sources::default());
    let lead = text("samples/district/lead.md");
    bencher
        .with_inputs(|| parsed(&changed(&lead, Change::Words)))
        .bench_values(|material| set(&page, &material, &fonts, known.of(&fonts)));
}

fn fit(bencher: Bencher, page: &str, together: u32) {
    let (fonts, known) = (fonts(), LayoutCache::new(64 << 20));
    let mut page = page_of(page, &mut Sources::default());
    page.page.fit.together = together;
    let lead = text("samples/district/lead.md");
    bencher.with_inputs(|| parsed(&changed(&lead, Change::Words))).bench_values(|stories| {
        let (pictures, tables, ads) = (Pictures::default(), BTreeMap::new(), BTreeMap::new());
        let resources = Resources {
            stories: &stories,
            fonts: &fonts,
            pictures: &pictures,
            tables: &tables,
            ads: &ads,
            lent: known.of(&fonts),
        };
        let advice = advise(BookPage { spec: &page.page, resources }, None);
        let tried = advice.first().map_or(0, |advice| advice.tried);
        assert!(tried > 25, "only {tried} trials");
        advice
    });
}

/// What makes all stories of the district page fit together, its lead longer by three
/// paragraphs.
#[divan::bench]
fn page_together(bencher: Bencher) {
    let warm = Warm::new();
    let longer =
        |lead: &str| format!("{lead}\n{}\n", "街角添了两把长椅，老人在树下下棋。".repeat(4));
    bencher
        .with_inputs(|| {
            let lead = longer(&changed(&warm.lead, Change::Words));
            warm.job(warm.files.clone().with("samples/district/lead.md", lead))
        })
        .bench_values(|job| warm.engine.fit(&job, FitAsked::Page));
}

/// To the page model and all findings.
#[divan::bench]
fn to_pages(bencher: Bencher) {
    let warm = Warm::new();
    bencher.with_inputs(|| warm.changed(Change::Words)).bench_values(|job| warm.engine.set(&job));
}

/// To the PDF of the page. Its last look at the file is left out.
#[divan::bench]
fn to_pdf(bencher: Bencher) {
    let warm = Warm::new();
    bencher.with_inputs(|| warm.changed(Change::Words)).bench_values(|job| warm.engine.build(&job));
}

/// The same where the paragraph brings characters that the page did not have.
#[divan::bench]
fn to_pdf_with_new_characters(bencher: Bencher) {
    let warm = Warm::new();
    bencher
        .with_inputs(|| warm.changed(Change::Characters))
        .bench_values(|job| warm.engine.build(&job));
}

/// What an editor changes.
#[derive(Clone, Copy)]
enum Change {
    /// Some words, with characters that the page has.
    Words,
    /// Some words, with characters that it has not.
    Characters,
}

const PAGE: &str = "layouts/district.toml";
/// The lead in its place.
const LEAD_ALONE: &str = "extends = \"house/daily.toml\"\n[page]\nstories = \"../samples/district\"\n\
    [[story]]\nslug = \"lead\"\ncolumns = \"1-3\"\nlines = \"6-57\"\n";
/// The lead in a place that is too small for it, with some thirty measures allowed.
const LONG_LEAD: &str = "extends = \"house/daily.toml\"\n[page]\nstories = \"../samples/district\"\n\
    [house.fit]\nheadline-steps = 6\nplace-lines = 12\n\
    [[story]]\nslug = \"lead\"\ncolumns = \"1-3\"\nlines = \"16-56\"\n";
/// A place of two columns.
const PLACE: &str = "extends = \"house/daily.toml\"\n[page]\nstories = \"../samples/district\"\n\
    [[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"LINES\"\n";

/// An engine that has set the page once.
struct Warm {
    engine: Engine,
    files: Memory,
    lead: String,
}

impl Warm {
    fn new() -> Self {
        let mut files = Memory::new();
        for folder in ["layouts", "layouts/house", "samples/district", "samples/district/photos"] {
            add(folder, &mut files);
        }
        files.put(PAGE, text(PAGE) + "\n[output]\npreflight = \"none\"\n");
        let lead = text("samples/district/lead.md");
        let warm = Self { engine: Engine::new().with_fonts(fonts()), files, lead };
        let built = warm.engine.build(&warm.job(warm.files.clone()));
        assert!(built.pdf().is_ok(), "{:?}", built.findings());
        warm
    }

    fn job(&self, files: Memory) -> Job {
        Job::new([PAGE]).root(".").files(files)
    }

    /// The job with a paragraph of the lead changed.
    fn changed(&self, change: Change) -> Job {
        let lead = changed(&self.lead, change);
        self.job(self.files.clone().with("samples/district/lead.md", lead))
    }
}

/// A number that no call had before.
fn turn() -> usize {
    static TURN: AtomicUsize = AtomicUsize::new(0);
    TURN.fetch_add(1, Ordering::Relaxed)
}

/// The story with ten characters of its third paragraph changed, as it never was before.
fn changed(story: &str, change: Change) -> String {
    let turn = turn();
    let words: String = match change {
        Change::Words => {
            let known: Vec<char> = "城关区一江清水同年大小多少上下来去".chars().collect();
            (0..10).map(|at| known[turn / known.len().pow(at % 4) % known.len()]).collect()
        }
        Change::Characters => {
            let new = |at: usize| char::from_u32(0x6000 + ((turn * 10 + at) % 4000) as u32);
            (0..10).filter_map(new).collect()
        }
    };
    let paragraphs = story.match_indices("\n\n").map(|(at, _)| at + 2);
    let (at, _) = paragraphs
        .filter_map(|at| Some((at, story[at..].chars().next().filter(|c| *c > '\u{4e00}')?)))
        .nth(2)
        .expect("the lead has paragraphs");
    let (before, rest) = story.split_at(at);
    let rest: String = rest.chars().skip(words.chars().count()).collect();
    format!("{before}{words}{rest}")
}

fn parsed(text: &str) -> Vec<Material> {
    let files = vec![("lead.md".to_owned(), text.to_owned())];
    let stories = story::read_all(files, &mut Sources::default(), &mut Sink::default());
    stories.into_iter().map(|story| Material { story, pictures: Vec::new() }).collect()
}

fn page_of(text: &str, sources: &mut Sources) -> Spec {
    let mut read = |path: &Path| match path.ends_with("page.toml") {
        true => Ok(text.to_owned()),
        false => Ok(fs::read_to_string(path).expect("the template is there")),
    };
    let entry = file("layouts/page.toml");
    let mut sink = Sink::default();
    let spec = spec::read(&entry, &mut read, sources, &mut sink);
    spec.unwrap_or_else(|| panic!("{:?}", sink.list()))
}

fn set(
    page: &Spec,
    stories: &[Material],
    fonts: &FontLibrary,
    lent: Lent,
) -> (banmian::page::Page, Sink) {
    let mut sink = Sink::default();
    let resources = Resources {
        stories,
        fonts,
        pictures: &Pictures::default(),
        tables: &BTreeMap::new(),
        ads: &BTreeMap::new(),
        lent,
    };
    (compose(BookPage { spec: &page.page, resources }, ThreadsAt::none(), &mut sink), sink)
}

fn add(folder: &str, files: &mut Memory) {
    for entry in fs::read_dir(file(folder)).expect("the samples are there") {
        let path = entry.expect("they can be listed").path();
        if path.is_file() {
            let name = Path::new(folder).join(path.file_name().expect("it is a file"));
            files.put(name, fs::read(&path).expect("it can be read"));
        }
    }
}

fn text(path: &str) -> String {
    fs::read_to_string(file(path)).expect("the samples are text")
}

fn file(path: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every face of the repository.
fn fonts() -> FontLibrary {
    let choice = FontChoice { paths: vec![file("fonts")], system: false };
    job::fonts(&choice, FontLibrary::new(), &mut Sink::default())
}
