//! More pages than are in memory at a time: eight are set while eight are written. What
//! comes out is what comes of each page by itself, and what is wrong with any of them is
//! told at its line.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use banmian::load::FilesRead;
use banmian::{Engine, FileKind, Files, Job, Memory};
use jpeg_encoder::ColorType;

use crate::desk::{Desk, story};
use crate::hand::fonts;
use crate::press::cmyk_jpeg;
use crate::tools;

const HOUSE: &str = "checks.hole = \"ignore\"\nchecks.underset = \"ignore\"\n[page]\npaper = \"渡口日报\"\nstories = \"stories\"\ndate = 2026-11-23\n\
                     [sheet]\nsize = \"china-tabloid\"\n";

fn page(number: usize, more: &str) -> String {
    format!(
        "extends = \"house.toml\"\n[page]\nnumber = {number}\n\
         [[story]]\nslug = \"s{number}\"\ncolumns = \"1-2\"\nlines = \"1-20\"\n{more}"
    )
}

/// A desk with so many pages, all with stories of one folder.
fn desk(test: &str, pages: usize) -> Desk {
    let desk = Desk::new(test);
    desk.write("house.toml", HOUSE);
    for number in 1..=pages {
        desk.write(&spec(number), page(number, ""));
        // Later pages show the glyph of a space with a second text.
        let space = if number > 10 { '\u{A0}' } else { ' ' };
        let text =
            format!("第{number}号渡轮今晨第一次准点开航，乘客共{}人。Line A{space}B", number * 37);
        desk.write(&format!("stories/s{number}.md"), story(&text));
    }
    desk
}

fn spec(number: usize) -> String {
    format!("p{number:02}.toml")
}

fn build(desk: &Desk, pages: std::ops::RangeInclusive<usize>, more: &[&str]) -> crate::desk::Ran {
    let specs: Vec<String> = pages.map(spec).collect();
    let arguments: Vec<&str> = ["build"]
        .into_iter()
        .chain(specs.iter().map(String::as_str))
        .chain(more.iter().copied())
        .collect();
    desk.run(&arguments)
}

#[test]
fn every_page_is_the_one_that_it_is_by_itself() {
    let desk = desk("many-pages", 19);
    let ran = build(&desk, 1..=19, &["-o", "all.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = |file: &str| tools::run("pdftotext", &["{}", "-"], &desk.read(file));
    let Some(all) = text("all.pdf") else { return };
    for number in [1, 8, 9, 16, 17, 19] {
        let ran = build(&desk, number..=number, &["-o", "one.pdf"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let one = text("one.pdf").expect("the same program").out;
        let pages: Vec<&str> = all.out.split('\u{c}').collect();
        assert_eq!(pages[number - 1], one.trim_end_matches('\u{c}'), "page {number}");
    }
}

#[test]
fn a_file_of_many_pages_is_sound_and_the_same_on_any_number_of_cores() {
    let desk = desk("many-sound", 19);
    let specs: Vec<String> = (1..=19).map(spec).collect();
    let arguments = |file: &'static str| {
        ["build"].into_iter().chain(specs.iter().map(String::as_str)).chain(["-o", file])
    };
    for (file, cores) in [("one.pdf", "1"), ("many.pdf", "7")] {
        let arguments: Vec<&str> = arguments(file).collect();
        let ran = desk.run_with(&arguments, &[("RAYON_NUM_THREADS", cores)]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert_eq!(desk.read("one.pdf"), desk.read("many.pdf"));
    let checked = tools::run("qpdf", &["--check", "{}"], &desk.read("one.pdf"));
    assert!(checked.is_none_or(|said| said.out.contains("No syntax or stream encoding errors")));
}

#[test]
fn what_is_wrong_with_a_late_page_is_told_at_its_line_and_nothing_is_written() {
    let desk = desk("many-wrong", 18);
    desk.write("p18.toml", page(3, "lienes = 4\n"));
    desk.write("all.pdf", "the old one");
    let ran = build(&desk, 1..=18, &["-o", "all.pdf", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let findings = ran.findings();
    let of = |code: &str| {
        let found = findings.iter().find(|finding| finding["code"] == code);
        found.unwrap_or_else(|| panic!("{code}: {findings:?}")).clone()
    };
    let unknown = of("unknown-key");
    assert_eq!(unknown["places"][0]["file"], "p18.toml");
    assert_eq!(unknown["places"][0]["line"], 8);
    // Page 3 was written long ago.
    assert_eq!(of("pages-disagree")["other_spec"], "p03.toml");
    assert_eq!(desk.read("all.pdf"), b"the old one");
    assert!(!desk.files().iter().any(|file| file.ends_with(".part")), "{:?}", desk.files());
}

#[test]
fn what_is_wrong_with_stories_of_one_folder_is_told_at_their_lines() {
    let desk = desk("many-lines", 19);
    for number in [2, 17, 19] {
        let text = format!("第{number}号渡轮。\n\n第一班。\n\n船名𓀀，无人认得。");
        desk.write(&format!("stories/s{number}.md"), story(&text));
    }
    let ran = build(&desk, 1..=19, &["-o", "all.pdf", "--format", "json"]);
    let findings = ran.findings();
    let missing = findings.iter().filter(|finding| finding["code"] == "glyph-missing");
    let places: Vec<String> = missing
        .map(|finding| {
            let place = &finding["places"][0];
            format!("{}:{}", place["file"].as_str().unwrap_or_default(), place["line"])
        })
        .collect();
    let lines = story("").lines().count() + 4;
    let expected = [2, 17, 19].map(|number| format!("stories/s{number}.md:{lines}"));
    assert_eq!(places, expected, "{findings:?}");
}

#[test]
fn a_story_goes_on_on_a_page_that_is_set_later() {
    let desk = desk("many-thread", 17);
    let long = "渡轮今晨第一次准点开航，河埠街的路灯一盏接一盏亮了起来。".repeat(40);
    desk.write("stories/long.md", story(&long));
    let place = |key: &str, other: &str| {
        format!(
            "[[story]]\nslug = \"long\"\ncolumns = \"3-4\"\nlines = \"1-30\"\n{key} = \"{other}\"\n"
        )
    };
    desk.write("p08.toml", page(8, &place("continued-on", "p09.toml")));
    desk.write("p09.toml", page(9, &place("continued-from", "p08.toml")));
    let ran = build(&desk, 1..=17, &["-o", "all.pdf", "--format", "json"]);
    let alone = build(&desk, 8..=9, &["-o", "two.pdf", "--format", "json"]);
    assert_eq!(ran.findings(), alone.findings());
    let text = |file: &str| tools::run("pdftotext", &["{}", "-"], &desk.read(file));
    let (Some(all), Some(two)) = (text("all.pdf"), text("two.pdf")) else { return };
    let all: Vec<&str> = all.out.split('\u{c}').collect();
    let two: Vec<&str> = two.out.split('\u{c}').collect();
    assert_eq!(all[7..9], two[..2]);
}

#[test]
fn fonts_that_a_late_page_names_are_there_for_all() {
    let desk = desk("many-fonts", 12);
    let named = format!("{}[fonts]\npath = \"nowhere\"\n", page(12, ""));
    desk.write("p12.toml", named);
    let ran = build(&desk, 1..=12, &["--format", "json"]);
    let findings = ran.findings();
    let found =
        findings.iter().filter(|finding| finding["message"].to_string().contains("nowhere"));
    assert_eq!(found.count(), 1, "{findings:?}");
}

/// Files of which one is saved anew once it has been read so often.
#[derive(Debug)]
struct Saved {
    files: Memory,
    read: AtomicUsize,
    after: usize,
}

impl Files for Saved {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.place(path)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        self.files.kind(place)
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let bytes = self.files.read(place, most)?;
        if place.ends_with("house.toml") && self.read.fetch_add(1, Ordering::Relaxed) >= self.after
        {
            return Ok([&bytes, "# 今晚改的\n".as_bytes()].concat().into());
        }
        Ok(bytes)
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        self.files.list(place)
    }
}

#[test]
fn a_file_that_is_saved_while_pages_are_made_never_comes_in_two_states() {
    let made = |after: usize| {
        let mut files = Memory::new().with("house.toml", HOUSE);
        for number in 1..=12 {
            files = files.with(spec(number), page(number, ""));
            files = files.with(format!("stories/s{number}.md"), story("渡轮今晨第一次准点开航。"));
        }
        let files = Saved { files, read: AtomicUsize::new(0), after };
        let job = Job::new((1..=12).map(spec)).files(files);
        let mut file = Vec::new();
        let engine = Engine::with_room(0).with_fonts(fonts().clone());
        engine.print(&job, None, &FilesRead::default(), &mut file).outcome
    };
    let untouched = made(usize::MAX);
    assert!(untouched.is_fit_for_press(), "{:?}", untouched.sink.list());
    // It is read for the fonts, and then by each eight pages.
    let saved = made(2);
    assert!(!saved.is_fit_for_press());
    let told = saved.sink.list().iter().map(|found| found.message().en);
    assert!(
        told.clone().any(|it| it.contains("it was changed while the pages were made")),
        "{:?}",
        told.collect::<Vec<_>>()
    );
}

#[test]
fn the_first_page_says_how_bad_it_is_what_pictures_bring() {
    for (severity, code) in [("ignore", 0), ("error", 1)] {
        let desk = desk("many-judged", 9);
        desk.write(
            "house.toml",
            format!(
                "checks.picture-ink = \"{severity}\"\nchecks.picture-coarse = \"ignore\"\n{HOUSE}[output]\npreflight = \"none\"\n"
            ),
        );
        desk.write("stories/dark.jpg", cmyk_jpeg([250, 240, 230, 200], ColorType::Cmyk, None));
        for number in [1, 9] {
            let picture = "[[pictures]]\nfile = \"dark.jpg\"\n";
            let text = format!("+++\nheadline = \"渡轮\"\n{picture}+++\n渡轮今晨第一次准点开航。");
            desk.write(&format!("stories/s{number}.md"), text);
            desk.write(
                &spec(number),
                page(number, "pictures = [{ columns = \"1-2\", lines = \"5-12\" }]\n"),
            );
        }
        let ran = build(&desk, 1..=9, &["-o", "all.pdf", "--format", "json"]);
        let found =
            ran.findings().iter().filter(|finding| finding["code"] == "picture-ink").count();
        assert_eq!(ran.code, code, "{severity}: {:?}", ran.findings());
        assert_eq!(found > 0, severity == "error", "{:?}", ran.findings());
    }
}
