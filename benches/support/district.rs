//! As many pages as wanted, no two alike: the district page of the samples with a
//! word of its own in every sentence, gray pictures in the places of its photographs.

use std::fs;
use std::path::{Path, PathBuf};

/// The sample that all pages are made after.
const PAGE: &str = "layouts/district.toml";
const STORIES: &str = "samples/district";
/// What the house's file is called in the folder of the pages.
pub(crate) const HOUSE: &str = "layouts/house/daily.toml";
/// Pixels of a gray picture.
const GRAY: [u16; 2] = [64, 48];

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
    (0..count).map(|number| write_page(folder, &spec, number)).collect()
}

fn write_page(folder: &Path, spec: &str, number: usize) -> String {
    let stories = format!("stories/{number}");
    for name in story_names() {
        write(&folder.join(&stories).join(&name), &story_text(&name, number));
    }
    for name in names_in(&root().join(STORIES).join("photos")) {
        let path = folder.join(&stories).join("photos").join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, gray_jpeg()).expect("it can be written");
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

/// The story with the page's number behind the first comma of every paragraph, so that
/// no line is known from another page.
fn varied(story: &str, number: usize) -> String {
    let Some((front, body)) = story.trim_start().trim_start_matches("+++").split_once("+++") else {
        return story.to_owned();
    };
    let lines = body.lines().map(|line| match number {
        0 => line.to_owned(),
        _ => line.replacen('，', &format!("，第{number}日"), 1),
    });
    format!("+++{front}+++{}\n", lines.collect::<Vec<_>>().join("\n"))
}

/// A gray picture.
pub(crate) fn gray_jpeg() -> Vec<u8> {
    let [width, height] = GRAY;
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
