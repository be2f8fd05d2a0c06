//! As many pages as wanted, no two alike: the district page of the samples with a
//! number of its own in every paragraph, gray pictures in the places of its photographs.

use std::fs;
use std::path::{Path, PathBuf};

/// The sample that all pages are made after.
const PAGE: &str = "layouts/district.toml";
const STORIES: &str = "samples/district";
/// What the house's file is called in the folder of the pages.
const HOUSE: &str = "layouts/house/daily.toml";
/// Pixels of a gray picture.
const FEW: [u16; 2] = [64, 48];
/// Pixels of one that preflight has nothing against.
const ENOUGH: [u16; 2] = [1_280, 960];

/// Whether the finished file is looked over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastLook {
    /// As the house has it.
    Taken,
    /// `preflight = "none"`.
    LeftOut,
}

/// Writes so many pages and all they need into a folder; their specs in order,
/// relative to it.
pub(crate) fn write_pages(folder: &Path, count: usize, last_look: LastLook) -> Vec<String> {
    let spec = read(&root().join(PAGE));
    let mut house = read(&root().join(HOUSE));
    if last_look == LastLook::LeftOut {
        house.push_str("\n[output]\npreflight = \"none\"\n");
    }
    write(&folder.join(HOUSE), &house);
    let gray = match last_look {
        LastLook::Taken => gray_jpeg(ENOUGH),
        LastLook::LeftOut => gray_jpeg(FEW),
    };
    (0..count).map(|number| write_page(folder, &spec, &gray, number)).collect()
}

fn write_page(folder: &Path, spec: &str, gray: &[u8], number: usize) -> String {
    let stories = format!("stories/{number}");
    for name in story_names() {
        write(&folder.join(&stories).join(&name), &story_text(&name, number));
    }
    for name in names_in(&root().join(STORIES).join("photos")) {
        let path = folder.join(&stories).join("photos").join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, gray).expect("it can be written");
    }
    let own = spec
        .replace(&format!("\"../{STORIES}\""), &format!("\"../{stories}\""))
        .replace("number  = 4", &format!("number  = {}", number + 1));
    assert!(own.contains(&stories), "{PAGE} names its stories otherwise");
    let path = format!("layouts/{number}.toml");
    write(&folder.join(&path), &own);
    path
}

/// The sample's stories, by name.
pub(crate) fn story_names() -> Vec<String> {
    names_in(&root().join(STORIES)).into_iter().filter(|name| name.ends_with(".md")).collect()
}

/// A story of the sample as it is on one of the pages.
pub(crate) fn story_text(name: &str, number: usize) -> String {
    varied(&read(&root().join(STORIES).join(name)), number)
}

/// The story with the page's number in the place of four characters of every
/// paragraph: no line is known from another page, and all are as long as they were.
fn varied(story: &str, number: usize) -> String {
    let Some((front, body)) = story.trim_start().trim_start_matches("+++").split_once("+++") else {
        return story.to_owned();
    };
    let lines: Vec<String> = body.lines().map(|line| numbered(line, number)).collect();
    format!("+++{front}+++{}\n", lines.join("\n"))
}

fn numbered(paragraph: &str, number: usize) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut characters: Vec<char> = paragraph.chars().collect();
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let place = characters.windows(4).position(|four| four.iter().all(is_han));
    if let Some(place) = place.filter(|_| number > 0) {
        for (at, power) in [1000, 100, 10, 1].into_iter().enumerate() {
            characters[place + at] = DIGITS[number / power % 10];
        }
    }
    characters.into_iter().collect()
}

/// A gray picture of so many pixels across and down.
pub(crate) fn gray_jpeg([width, height]: [u16; 2]) -> Vec<u8> {
    let pixels = vec![165; usize::from(width) * usize::from(height)];
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Luma)
        .expect("gray can be encoded");
    bytes
}

/// What is in a folder, by name.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Writes a file, and its folder first.
pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
