//! Items of agencies as stories: ninjs, NITF, NewsML-G2.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use banmian::diag::{Code, Language, Severity, Sink, Sources};
use banmian::manuscript::{
    CharacterTable, CopyFile, CopyFormat, ImportedCopy, read_copy, recognise,
};
use banmian::story::{Story, parse};

/// What came of a file of items.
struct ReadFeed {
    stories: Vec<ImportedCopy>,
    sink: Sink,
}

fn read(bytes: &[u8]) -> ReadFeed {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let characters = CharacterTable::default();
    let file =
        CopyFile { name: "feed", bytes, wanted: None, characters: &characters, picture_stem: None };
    let mut stories = Vec::new();
    match read_copy(&file, None) {
        Ok(items) => {
            for item in &items {
                stories.extend(file.make(item, Some("story"), &mut sources, &mut sink));
            }
        }
        Err(finding) => sink.push(banmian::diag::Diagnostic::of(*finding)),
    }
    if recognise(bytes).is_ok_and(|it| !matches!(it, CopyFormat::Text | CopyFormat::Html)) {
        for copy in &stories {
            let _ = story(copy);
        }
    }
    ReadFeed { stories, sink }
}

/// The story as it is read again, without a mistake but for marks.
fn story(copy: &ImportedCopy) -> Story {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let source = sources.add("story.md", copy.story.as_str());
    let story = parse(source, &sources, "story", &mut sink);
    let wrong: Vec<_> = { sink.list().iter() }
        .filter(|it| {
            it.severity == Severity::Error
                && !matches!(it.code(), Code::EditorMark | Code::StoryEmpty)
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{}", copy.story);
    story.expect("it is a story")
}

impl ReadFeed {
    fn told(&self) -> Vec<String> {
        let told = |it: &banmian::diag::Diagnostic| {
            format!("{:?} {}", it.code(), it.message().get(Language::English))
        };
        self.sink.list().iter().map(told).collect()
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => all.push(path),
        }
    }
    all.sort();
    all
}

#[test]
fn published_examples_are_read() {
    let Some(folder) = std::env::var_os("BANMIAN_FEEDS") else { return };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in files(Path::new(&folder)) {
        let bytes = fs::read(&path).expect("it can be read");
        let format = recognise(&bytes);
        *counts.entry(format!("{format:?}")).or_default() += 1;
        println!("\n==== {} {format:?}", path.display());
        let feed = read(&bytes);
        for copy in &feed.stories {
            println!("{}\n", copy.story.chars().take(1500).collect::<String>());
        }
        for told in
            feed.told().iter().filter(|it| !it.starts_with("ImportMended") || it.contains("fields"))
        {
            println!("  - {}", told.chars().take(220).collect::<String>());
        }
    }
    println!("{counts:#?}");
}
