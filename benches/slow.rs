//! Which of many pages take longest: `cargo bench --bench slow [-- COUNT]` sets so many
//! pages as a stranger might make them up and prints the slowest ten;
//! `cargo bench --bench slow -- page NUMBER FOLDER` writes the files of one of them.
//!
//! Time is what the whole process spends on its processors, layout and findings included,
//! nothing known from before.

#[path = "../tests/suite/any_page.rs"]
mod any_page;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use any_page::AnyPage;
use banmian::Engine;
use banmian::diag::Sink;
use banmian::font::FontLibrary;
use banmian::job::{self, FontChoice};

/// Pages that are set if nobody says otherwise.
const PAGES: u64 = 5_000;
/// How many of the slowest are printed.
const SHOWN: usize = 10;
/// What no page may take.
const MOST: Duration = Duration::from_millis(300);

fn main() -> io::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["page", number, folder] => write(number.parse().unwrap_or(0), Path::new(folder)),
        [count] => measure(0, count.parse().unwrap_or(PAGES)),
        [first, count] => measure(first.parse().unwrap_or(0), count.parse().unwrap_or(PAGES)),
        _ => measure(0, PAGES),
    }
}

/// A page and what it took.
struct Took {
    number: u64,
    time: Duration,
    characters: usize,
    errors: usize,
}

fn measure(first: u64, count: u64) -> io::Result<()> {
    let fonts = fonts();
    let mut all: Vec<Took> = (first..first + count).map(|number| set(number, &fonts)).collect();
    all.sort_by_key(|took| std::cmp::Reverse(took.time));
    let mut out = io::stdout().lock();
    let sum: Duration = all.iter().map(|took| took.time).sum();
    let slow = all.iter().filter(|took| took.time > MOST).count();
    let errors = all.iter().filter(|took| took.errors > 0).count();
    writeln!(
        out,
        "{count} pages, {:.1} ms each, {slow} above {} ms, {errors} with errors",
        sum.as_secs_f64() * 1000.0 / count as f64,
        MOST.as_millis()
    )?;
    for Took { number, time, characters, errors } in all.iter().take(SHOWN) {
        let ms = time.as_secs_f64() * 1000.0;
        writeln!(out, "page {number}: {ms:.0} ms, {characters} characters, {errors} errors")?;
    }
    Ok(())
}

fn set(number: u64, fonts: &FontLibrary) -> Took {
    let page = AnyPage::of(number);
    let engine = Engine::with_room(0).with_fonts(fonts.clone());
    let job = page.job();
    let started = spent();
    let outcome = engine.run(&job);
    let time = spent().saturating_sub(started);
    let pages = outcome.document.iter().flat_map(|document| &document.pages);
    let characters = pages.flat_map(|page| &page.stories).map(|story| story.characters).sum();
    Took { number, time, characters, errors: outcome.count(banmian::Severity::Error) }
}

/// What all threads of this process have spent on processors; where the system does not
/// tell, what time it is.
fn spent() -> Duration {
    let Ok(threads) = fs::read_dir("/proc/self/task") else { return clock() };
    let of = |thread: fs::DirEntry| -> Option<u64> {
        let told = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse().ok()
    };
    Duration::from_nanos(threads.flatten().filter_map(of).sum())
}

fn clock() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

fn write(number: u64, folder: &Path) -> io::Result<()> {
    for (name, bytes) in &AnyPage::of(number).contents {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Every face of the repository.
fn fonts() -> FontLibrary {
    let paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")];
    job::fonts(&FontChoice { paths, system: false }, FontLibrary::new(), &mut Sink::default())
}
