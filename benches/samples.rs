//! How long each sample page takes in a warm process: `cargo bench --bench
//! samples`.
//!
//! A page is set (spec, stories and headers of pictures read, everything
//! composed and looked over) and written. Photographs are brought to the inks of
//! the press apart from that. What a whole process takes is measured from
//! outside; docs/performance.md tells how.

use std::path::{Path, PathBuf};

use banmian::diag::Sink;
use banmian::font::FontLibrary;
use banmian::job::{self, FontChoice, Outcome};
use banmian::{Engine, Job, pdf, press};
use divan::Bencher;

const PAGES: [&str; 9] = [
    "district",
    "economy",
    "sports",
    "photos",
    "classified",
    "culture",
    "back",
    "broadsheet",
    "evening",
];

fn main() {
    divan::main();
}

/// Files to a finished page, and from there to the bytes of a PDF.
#[divan::bench(args = PAGES, sample_count = 20)]
fn set_and_write(bencher: Bencher, page: &str) {
    let job = job(page);
    let Outcome { document, pictures, .. } = engine(fonts()).run_for_press(&job);
    let document = document.expect("the sample page can be set");
    let pictures = press::prepare(&document, &pictures, None).expect("the samples can be printed");
    bencher.with_inputs(fonts).bench_values(|fonts| {
        let Outcome { document, fonts, subsets, .. } = engine(fonts).run_for_press(&job);
        let document = document.expect("the sample page can be set");
        pdf::export_with(&document, &fonts, &pictures, &subsets)
    });
}

/// The same page again by an engine that knows it: its pictures, too.
#[divan::bench(args = PAGES, sample_count = 20)]
fn set_and_write_again(bencher: Bencher, page: &str) {
    let (engine, job) = (Engine::new().with_fonts(fonts()), job(page));
    let first = engine.build(&job);
    assert!(first.pdf().is_ok(), "{:?}", first.findings());
    bencher.bench(|| engine.build(&job));
}

/// The same without its PDF.
#[divan::bench(args = PAGES, sample_count = 20)]
fn set_again(bencher: Bencher, page: &str) {
    let (engine, job) = (Engine::new().with_fonts(fonts()), job(page));
    let _first = engine.set(&job);
    bencher.bench(|| engine.set(&job));
}

/// Its pictures to the inks of the press, nothing of it cached.
#[divan::bench(args = PAGES, sample_count = 5)]
fn pictures(bencher: Bencher, page: &str) {
    let Outcome { document, pictures, .. } = engine(fonts()).run_for_press(&job(page));
    let document = document.expect("the sample page can be set");
    bencher.bench(|| press::prepare(&document, &pictures, None));
}

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn job(page: &str) -> Job {
    Job::new([file(&format!("layouts/{page}.toml"))]).root(file(""))
}

/// An engine that knows nothing from before.
fn engine(fonts: FontLibrary) -> Engine {
    Engine::with_room(0).with_fonts(fonts)
}

/// Every face of the repository.
fn fonts() -> FontLibrary {
    let choice = FontChoice { paths: vec![file("fonts")], system: false };
    job::fonts(&choice, FontLibrary::new(), &mut Sink::default())
}
