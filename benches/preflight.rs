//! How long it takes to hold a page against the rules of a print shop.
//!
//! The page is the sample `layouts/district.toml` with its photographs:
//! 6,000 glyphs and four pictures on 396 x 551 mm.

use std::path::{Path, PathBuf};

use banmian::diag::{Sink, Sources};
use banmian::font::FontLibrary;
use banmian::job::{self, FontChoice, Job};
use banmian::{pdf, preflight};
use divan::Bencher;

fn main() {
    divan::main();
}

/// Opens the file, looks at every mark and every object, and measures the ink.
#[divan::bench(args = ["x4", "gwg2022-newspaper-editorial", "house"])]
fn check(bencher: Bencher, name: &str) {
    let bytes = press_file();
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut no_files = |path: &Path| panic!("{} is not to be opened", path.display());
    let profile = preflight::read(name, None, &mut no_files, &mut sources, &mut sink)
        .expect("it comes with the program");
    bencher.bench(|| preflight::check(&bytes, &profile));
}

fn press_file() -> Vec<u8> {
    let file = |path: &str| -> PathBuf { Path::new(env!("CARGO_MANIFEST_DIR")).join(path) };
    let choice = FontChoice { paths: vec![file("fonts")], system: false };
    let fonts = job::fonts(&choice, FontLibrary::new(), &mut Sink::default());
    let specs = vec![file("layouts/district.toml")];
    let job = Job { specs, root: Some(file("")), ..Job::default() };
    let outcome = job::run(&job, fonts);
    let document = outcome.document.expect("the sample page can be set");
    pdf::export(&document, &outcome.fonts, &outcome.pictures).expect("the page can be written")
}
