//! How long it takes to open a press file, to separate its page and to check
//! it.
//!
//! The page is the sample `layouts/district.toml`: 6,000 glyphs and three
//! pictures on 396 x 551 mm.

use std::path::{Path, PathBuf};

use banmian::diag::{Sink, Sources};
use banmian::font::FontLibrary;
use banmian::job::{self, FontChoice};
use banmian::{Engine, Job, plates, preflight, reader};
use divan::Bencher;

fn main() {
    divan::main();
}

/// Looks the bytes over, reads the cross-reference table and the pages.
#[divan::bench]
fn open(bencher: Bencher) {
    let bytes = press_file();
    bencher.with_inputs(|| bytes.clone()).bench_values(reader::open);
}

/// Draws all plates.
#[divan::bench(args = [50.0, 100.0, 200.0])]
fn separate(bencher: Bencher, dpi: f64) {
    let file = reader::open(press_file()).expect("the press file can be read");
    bencher.bench(|| plates::render(&file, 0, dpi));
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
    let job = Job::new([file("layouts/district.toml")]).root(file(""));
    let mut outcome = Engine::with_room(0).with_fonts(fonts).run(&job);
    outcome.export(None).expect("the sample page can be written")
}
