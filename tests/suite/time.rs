//! No valid page takes long, and a page that was set before takes less: told by times that
//! are compared with each other, coarsely, so that a busy machine does not matter.

use std::time::{Duration, Instant};

use banmian::geom::{Abs, Em, WritingMode};
use banmian::style::Lang;
use banmian::text::{
    BreakTrail, CompositionProfile, Measures, NominalWidths, break_lines, break_lines_along,
    prepare_nominal,
};
use banmian::{Engine, Job, Memory};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::any_page::AnyPage;
use crate::engine::{engine, made};

/// The shortest of some times that something takes.
fn shortest(times: usize, mut what: impl FnMut()) -> Duration {
    let one = |_| {
        let started = Instant::now();
        what();
        started.elapsed()
    };
    (0..times).map(one).min().unwrap_or_default()
}

/// What all pages here have.
const SHEET: &str = "[page]\nstories = \"today\"\n[sheet]\nsize = \"berliner\"\nmargin = \"5mm\"\n[grid]\ncolumns = 12\n\
    leading = \"11pt\"\ngutter = \"1.5字\"\n[styles.body]\nsize = \"8pt\"\n[output]\npreflight = \"none\"\n";

/// A page with one story, and keys of that.
fn page(keys: &str, story: &str) -> Job {
    let spec = format!("{SHEET}[[story]]\nslug = \"a\"\ncolumns = \"1-12\"\n{keys}");
    Job::new(["page.toml"]).files(Memory::new().with("page.toml", spec).with("today/a.md", story))
}

/// The whole page for it.
const ALL: &str = "lines = \"1-last\"\n";

/// Short paragraphs under many heads.
fn story(heads: usize) -> String {
    let paragraph = "河埠街的路灯一盏接一盏亮了起来，老桥换新颜。".repeat(11);
    format!("# 老桥\n{}", format!("\n## 小标题\n\n{paragraph}\n").repeat(heads))
}

fn time(engine: &Engine, job: &Job) -> Duration {
    shortest(3, || assert!(engine.run(job).document.is_some()))
}

#[test]
fn a_story_whose_columns_are_tried_again_and_again_takes_little_longer() {
    let cold = engine(0);
    let framed = format!("{ALL}frame = \"double\"\n");
    let level = time(&cold, &page(&framed, &story(20)));
    let in_order = time(&cold, &page(&format!("{framed}fill = \"in-order\"\n"), &story(20)));
    // It is poured 20 times instead of once, and most of that is looked up; when it was not,
    // it took a hundred times as long.
    assert!(level < in_order * 25, "{level:?}, poured once {in_order:?}");
}

#[test]
fn columns_of_differing_measure_take_little_longer() {
    let cold = engine(0);
    let frames = "lines = \"1-20\"\nframes = [\
        { columns = \"1-11\", lines = \"22-40\", text-columns = 7 },\
        { columns = \"1-10\", lines = \"42-60\", text-columns = 3 },\
        { columns = \"1-9\", lines = \"62-last\", text-columns = 8 }]\n";
    let mixed = time(&cold, &page(frames, &story(20)));
    let even = time(&cold, &page(ALL, &story(20)));
    assert!(mixed < even * 15, "{mixed:?}, in even columns {even:?}");
}

#[test]
fn pages_of_strangers_are_the_same_cold_and_warm() {
    let warm = engine(64 << 20);
    for number in 0..12 {
        let mut page = AnyPage::of(number);
        let first = made(&warm, &page.job(), None);
        assert!(first == made(&engine(0), &page.job(), None), "page {number}");
        // A paragraph is changed.
        let (name, text) = page
            .contents
            .iter()
            .rfind(|(name, _)| name.ends_with(".md"))
            .cloned()
            .expect("there is a story");
        let text = String::from_utf8(text).expect("it is text");
        page.files.put(name, format!("{text}\n\n新添的一段。\n"));
        let changed = made(&warm, &page.job(), None);
        assert!(changed == made(&engine(0), &page.job(), None), "page {number}, changed");
        assert!(changed != first, "page {number}");
    }
}

#[test]
fn a_page_with_a_changed_paragraph_takes_a_part_of_the_time() {
    let warm = engine(64 << 20);
    // Four stories, of which one is changed.
    let spec: String = (0..4)
        .map(|at| {
            let columns = format!("{}-{}", at * 3 + 1, at * 3 + 3);
            format!("[[story]]\nslug = \"{at}\"\ncolumns = \"{columns}\"\n{ALL}")
        })
        .collect();
    let mut turn = 0;
    let mut changed = || {
        turn += 1;
        let files = Memory::new().with("page.toml", format!("{SHEET}{spec}"));
        let files =
            files.with("today/0.md", story(6).replacen("老桥换", &format!("老桥{turn}换"), 1));
        let others = ["today/1.md", "today/2.md", "today/3.md"].into_iter();
        Job::new(["page.toml"]).files(others.fold(files, |files, name| files.with(name, story(6))))
    };
    let job = changed();
    let cold = shortest(3, || assert!(engine(0).run(&job).document.is_some()));
    let _first = warm.run(&job);
    let again = shortest(9, || assert!(warm.run(&changed()).document.is_some()));
    assert!(again * 10 < cold * 7, "{again:?}, from nothing {cold:?}");
}

/// A search that begins where another's lines had the same measures finds what one from the
/// start finds.
#[test]
fn a_search_along_a_trail_comes_to_the_same_breaks() {
    let text =
        "河埠街的路灯一盏接一盏亮了起来，“老桥换新颜”；Wi-Fi覆盖到每一个天井，2140盏。".repeat(30);
    let lang = Lang::ChineseSimplified;
    let profile = CompositionProfile::of(lang, WritingMode::Horizontal);
    let widths = NominalWidths { latin: Em::frac(1, 2), space: Em::frac(1, 4) };
    let prepared = prepare_nominal(&text, lang, profile, widths);
    let em = prepared.em;
    proptest!(Config { cases: 60, failure_persistence: None, ..Config::default() }, |(
        // Some are so narrow that only the last attempt can fill them.
        first in prop::collection::vec(1_i64..24, 1..120),
        changes in prop::collection::vec((0..120_usize, 1_i64..24), 1..6),
        rest in 4_i64..20,
    )| {
        let mut lines: Vec<Abs> = first.iter().map(|ems| em * *ems + em / 3).collect();
        let mut trail = BreakTrail::default();
        let mut work = Vec::new();
        for (line, ems) in changes {
            let measures = Measures { first: &lines, rest: em * rest, column_ends: &[] };
            let mut along = trail.towards(measures);
            let found = break_lines_along(&prepared, measures, Some(&mut along));
            prop_assert_eq!(&found.ways, &break_lines(&prepared, measures));
            // The same again has nothing to do but its last lines.
            let mut again = along.towards(measures);
            let less = break_lines_along(&prepared, measures, Some(&mut again));
            prop_assert_eq!(&less.ways, &found.ways);
            prop_assert_eq!(less.lines_read, found.lines_read);
            work.push((less.work, found.work));
            trail = along;
            if let Some(measure) = lines.get_mut(line) {
                *measure = em * ems;
            }
        }
        let (less, first) = work[0];
        prop_assert!(less * 4 < first + 200, "{} of {}", less, first);
    });
}
