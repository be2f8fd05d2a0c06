//! The sample pages: that they may go to press as they are, that nothing of
//! their stories is lost on the way, and that they come out the same anywhere.

use std::fs;
use std::path::{Path, PathBuf};

use banmian::diag::{Sink, Sources};
use banmian::story::{self, Block, RichText, Story};

use crate::desk::{Desk, Ran};
use crate::{golden, tools};

pub(crate) const SAMPLES: [&str; 19] = [
    "front",
    "front-2",
    "district",
    "tabloid",
    "english",
    "korean",
    "japanese",
    "taiwan",
    "supplement",
    "economy",
    "sports",
    "photos",
    "classified",
    "culture",
    "back",
    "broadsheet",
    "broadsheet-4",
    "evening",
    "evening-2",
];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The command run in the repository's own folder.
fn at_home(arguments: &[&str]) -> Ran {
    Desk { folder: repository().to_owned() }.run(arguments)
}

fn layout(sample: &str) -> String {
    format!("layouts/{sample}.toml")
}

/// The press file of a sample.
fn press_file(desk: &Desk, sample: &str) -> Vec<u8> {
    let output = desk.path(&format!("{sample}.pdf"));
    let output = output.to_str().expect("the folder's name is Unicode");
    let ran = at_home(&["build", &layout(sample), "-o", output]);
    assert_eq!(ran.code, 0, "{sample}\n{}", ran.err);
    desk.read(&format!("{sample}.pdf"))
}

fn stories(sample: &str) -> Vec<Story> {
    let folder = repository().join("samples").join(sample);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the samples are there")
        .map(|entry| entry.expect("they can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    files.sort();
    let texts = files.iter().map(|path| (path.display().to_string(), golden::read(path)));
    story::read_all(texts, &mut Sources::default(), &mut Sink::default())
}

/// Letters and signs alone: where lines end is the page's business.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// Dateline, paragraphs and crossheads in order.
fn texts(story: &Story) -> impl Iterator<Item = &RichText> {
    let blocks = story.body.iter().flat_map(Block::texts);
    story.dateline.iter().chain(blocks)
}

fn body(story: &Story) -> String {
    squeezed(&texts(story).map(RichText::plain).collect::<String>())
}

/// All readings in order.
fn readings(story: &Story) -> String {
    let pieces = texts(story).flat_map(|text| &text.pieces);
    squeezed(
        &pieces
            .filter_map(|piece| piece.reading.as_ref())
            .flat_map(|r| r.parts.iter())
            .cloned()
            .collect::<String>(),
    )
}

/// How often a page says a text with its readings, each of which stands
/// somewhere after its line: both in their order, and nothing else between.
fn times_said(page: &str, text: &str, readings: &str) -> usize {
    let page: Vec<char> = page.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let readings: Vec<char> = readings.chars().collect();
    let says = |part: &&[char]| text.first() == part.first() && interleaves(part, &text, &readings);
    page.windows(text.len() + readings.len()).filter(says).count()
}

/// Whether a sequence is made of two others, each in its order.
fn interleaves(whole: &[char], one: &[char], other: &[char]) -> bool {
    // Entry j: the characters so far can be i of one and j of the other.
    let mut possible = vec![false; other.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            let from_one = i > 0 && possible[j] && whole[i + j - 1] == one[i - 1];
            let from_other = j > 0 && possible[j - 1] && whole[i + j - 1] == other[j - 1];
            possible[j] = (i, j) == (0, 0) || from_one || from_other;
        }
    }
    possible[other.len()]
}

#[test]
fn the_samples_are_fit_for_press() {
    for sample in SAMPLES {
        let ran = at_home(&["check", &layout(sample), "--format", "json"]);
        assert_eq!(ran.code, 0, "{sample}\n{}", ran.err);
        let findings = ran.findings();
        assert!(
            findings.iter().all(|finding| finding["severity"] == "note"),
            "{sample}: {findings:#?}"
        );
    }
}

/// The second page of a sample's stories, if they run on to one.
const RUNS_ON: [(&str, &str); 3] =
    [("front", "front-2"), ("broadsheet", "broadsheet-4"), ("evening", "evening-2")];

#[test]
fn the_press_file_reads_back_as_the_stories() {
    let desk = Desk::new("samples-text");
    for sample in SAMPLES {
        if RUNS_ON.iter().any(|(_, second)| *second == sample) {
            continue;
        }
        let second = RUNS_ON.iter().filter(|(first, _)| *first == sample);
        let mut page = String::new();
        for layout in std::iter::once(sample).chain(second.map(|(_, second)| *second)) {
            let file = press_file(&desk, layout);
            let Some(said) = tools::run("pdftotext", &["-raw", "-enc", "UTF-8", "{}", "-"], &file)
            else {
                return;
            };
            page.push_str(&squeezed(&said.out));
        }
        for story in stories(sample) {
            let is_plain =
                |block: &Block| matches!(block, Block::Paragraph(_) | Block::Crosshead(_));
            let text = body(&story);
            let runs_on = RUNS_ON.iter().any(|(first, _)| *first == sample);
            if text.is_empty() || runs_on && story.slug.as_str() == "lead" {
                // What runs over two pages is held by the tests of threads.
                continue;
            }
            if story.body.iter().all(is_plain) {
                let times = times_said(&page, &text, &readings(&story));
                assert_eq!(
                    times, 1,
                    "{sample}: the body of {} reads back {times} times",
                    story.slug
                );
                continue;
            }
            // Lists have numbers, and cells are read by rows: each piece alone.
            for piece in texts(&story) {
                let plain = squeezed(&piece.plain());
                let minus = plain.replace('-', "\u{2212}");
                let is_said = page.contains(&plain) || page.contains(&minus);
                assert!(is_said, "{sample}: in {} nobody reads “{plain}”", story.slug);
            }
        }
    }
}

#[test]
fn the_samples_look_as_they_should() {
    if golden::accepts() {
        assert_eq!(at_home(&["review", "--accept", "layouts"]).code, 0);
    }
    let ran = at_home(&["test", "layouts", "--format", "json"]);
    let answer = ran.answer();
    let pages = answer["golden"].as_array().expect("each page is told of");
    assert_eq!(pages.len(), SAMPLES.len(), "each sample has golden files");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// The pages of 云汀日报 as one edition, with its zones.
#[test]
fn the_sample_edition_is_fit_for_press() {
    let edition = "samples/edition.toml";
    for zone in [&[][..], &["--zone", "hedong"], &["--zone", "qingxiu"]] {
        let ran = at_home(&[&["check", edition, "--format", "json"], zone].concat());
        assert_eq!(ran.code, 0, "{zone:?}\n{}", ran.err);
        let findings = ran.findings();
        assert!(
            findings.iter().all(|finding| finding["severity"] == "note"),
            "{zone:?}: {findings:#?}"
        );
        assert!(!ran.text().contains("masthead-item") && !ran.text().contains("story-unused"));
    }
    // The day's values and the bookings lie over pages that are golden by themselves.
    if golden::accepts() {
        assert_eq!(at_home(&["review", "--accept", edition]).code, 0);
    }
    let ran = at_home(&["test", edition]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("1 as before"), "{}", ran.err);
}

#[test]
fn the_same_page_has_the_same_bytes_from_anywhere() {
    let desk = Desk::new("samples-bytes");
    for sample in SAMPLES {
        let first = press_file(&desk, sample);
        let spec = repository().join(layout(sample));
        let spec = spec.to_str().expect("the folder's name is Unicode");
        // On one core what is begun ahead comes out as on many.
        let arguments = ["build", spec, "--root", env!("CARGO_MANIFEST_DIR")];
        let ran = desk.run_with(&arguments, &[("RAYON_NUM_THREADS", "1")]);
        assert_eq!(ran.code, 0, "{sample}\n{}", ran.err);
        assert!(desk.read(&format!("{sample}.pdf")) == first, "{sample} differs");
    }
}

/// The largest difference of a color's part that counts as the same: what
/// rounding may do, and no more.
const SAME_COLOR: u8 = 8;

#[test]
fn the_proof_shows_what_it_should() {
    let desk = Desk::new("samples-proof");
    let spec = "tests/fixtures/samples/small/page.toml";
    let output = desk.path("page.png");
    let output = output.to_str().expect("the folder's name is Unicode");
    let ran = at_home(&["proof", spec, "--dpi", "60", "-o", output]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let reference = repository().join("tests/fixtures/samples/small/page.png");
    if golden::accepts() {
        fs::write(&reference, desk.read("page.png")).expect("the reference can be written");
    }
    let expected = fs::read(&reference).expect("the reference is there");
    assert!(expected.len() <= 20 << 10, "a reference picture has at most 20 KiB");
    let decode =
        |bytes: &[u8]| image::load_from_memory(bytes).expect("a proof is a picture").into_rgb8();
    let (expected, actual) = (decode(&expected), decode(&desk.read("page.png")));
    assert_eq!(expected.dimensions(), actual.dimensions());
    let different = expected
        .pixels()
        .zip(actual.pixels())
        .filter(|(one, other)| {
            one.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > SAME_COLOR)
        })
        .count();
    assert_eq!(different, 0, "pixels differ; the proof is {output}");
}
