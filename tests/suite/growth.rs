//! Work grows as the input does: of eight times the input no more than some ten
//! times the work is asked, where what looks at all before it for everything it
//! meets would take sixty times.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use banmian::diag::{Sink, Sources};
use banmian::font::FontLibrary;
use banmian::{picture, story};

use crate::desk::{Desk, PAGE};

/// How much more is given the second time.
const TIMES: usize = 8;
/// How much longer it may take: three times what it should, as other work goes on
/// beside a test; a square takes 64 times as long.
const MOST_RATIO: u32 = 24;
/// How often it is measured before it counts.
const ATTEMPTS: usize = 4;

/// Measures a work with so much and with [`TIMES`] as much.
fn assert_linear(name: &str, count: usize, work: impl Fn(usize) -> Duration) {
    let (mut small, mut large) = (Duration::MAX, Duration::MAX);
    for _ in 0..ATTEMPTS {
        small = small.min(work(count)).min(work(count));
        large = large.min(work(count * TIMES));
        if large <= small * MOST_RATIO {
            return;
        }
    }
    panic!("{name}: {small:?} for {count}, {large:?} for {TIMES} times as many");
}

/// How long this thread works: not how long it waits for others, which a short work
/// escapes and a long one does not.
fn time_of<T>(work: impl FnOnce() -> T) -> Duration {
    let start = thread_time();
    let done = work();
    let time = thread_time().saturating_sub(start);
    drop(done);
    time
}

/// What this thread has had of a processor.
#[cfg(unix)]
fn thread_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(not(unix))]
fn thread_time() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

fn assert_import_linear(name: &str, count: usize, copy: impl Fn(usize) -> String) {
    assert_linear(name, count, |count| {
        let copy = copy(count);
        time_of(|| story::clean(&copy))
    });
}

fn assert_parse_linear(name: &str, count: usize, body: impl Fn(usize) -> String) {
    assert_linear(name, count, |count| {
        let mut sources = Sources::default();
        let source = sources.add("lead.md", body(count));
        time_of(|| story::parse(source, &sources, "lead", &mut Sink::default()))
    });
}

fn assert_drawing_linear(name: &str, count: usize, inside: impl Fn(usize) -> String) {
    let fonts = FontLibrary::new();
    assert_linear(name, count, |count| {
        let root = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'>";
        let text = format!("{root}{}</svg>", inside(count)).into_bytes();
        time_of(|| picture::read_page("a.svg", text, 0, &fonts).is_ok())
    });
}

#[test]
fn import_of_marks_and_brackets_without_end() {
    for sign in ["[[?", "\"", "'", "(", "）", "国\"", "「", "?]]", "{汉|", "..", "国 "] {
        assert_import_linear(sign, 4_000, |count| sign.repeat(count));
    }
    for brackets in [["(", ")"], ["（", "）"], ["(国", ")"]] {
        assert_import_linear(brackets[0], 2_000, |count| {
            brackets.map(|it| it.repeat(count)).concat()
        });
    }
}

#[test]
fn import_of_lines_without_end() {
    for line in [",\n", "国\n", "\"\n", "[[?\n", "一、国\n", "\n", "记者 某\n", "国，\n"] {
        assert_import_linear(line, 2_000, |count| line.repeat(count));
    }
}

#[test]
fn stories_of_quotes_and_lists_in_each_other() {
    for marker in [">", "- ", "1. ", "> - 1) "] {
        assert_parse_linear(marker, 2_000, |count| {
            marker.repeat(count) + "国\n" + &"国\n".repeat(count)
        });
    }
}

#[test]
fn drawings_of_many_elements_and_families() {
    let path = "<path d='M0 0L10 10L3 3z'/>";
    assert_drawing_linear("paths", 1_000, |count| path.repeat(count));
    assert_drawing_linear("groups", 400, |count| {
        "<g>".repeat(150) + &path.repeat(count) + &"</g>".repeat(150)
    });
    let named = "<path font-family='5 lamps' d='M0 0L10 10L3 3z'/>";
    assert_drawing_linear("families with quotes", 1_000, |count| named.repeat(count));
    assert_drawing_linear("uses", 500, |count| {
        "<path id='a' d='M0 0L10 10L3 3z'/>".to_owned() + &"<use href='#a'/>".repeat(count)
    });
}

#[test]
fn drawings_of_many_families_that_are_not_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let choice = banmian::job::FontChoice { paths: vec![folder], system: false };
    let fonts = banmian::job::fonts(&choice, FontLibrary::new(), &mut Sink::default());
    assert_linear("families", 150, |count| {
        let mut text = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'>".to_owned();
        for at in 0..count {
            write!(text, "<text font-family='f{at}' y='9'>国</text>").expect("memory takes it");
        }
        text.push_str("</svg>");
        time_of(|| picture::read_page("a.svg", text.into_bytes(), 0, &fonts).is_ok())
    });
}

#[test]
fn tables_of_many_rows() {
    let head = PAGE.split("[[story]]").next().unwrap_or_default();
    let table = "[[table]]\nfile = \"t.csv\"\ncolumns = \"1-5\"\nlines = \"1-60\"\n";
    let desk = Desk::new("many-rows");
    desk.write("page.toml", format!("{head}{table}"));
    assert_linear("rows", 1_000, |count| {
        desk.write("t.csv", "油菜,3,2\n".repeat(count));
        // Another process; both take long enough to wait alike.
        let start = Instant::now();
        desk.run(&["check", "page.toml"]);
        start.elapsed()
    });
}
