//! The examples of the reference: that each can be built, has its picture, and
//! is shown there. `BANMIAN_ACCEPT=1` draws the pictures anew.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::Desk;
use crate::golden;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The names of the examples; the template that they share is none.
fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder().join("examples"))
        .expect("the examples are there")
        .map(|entry| entry.expect("they can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| name != "house")
        .collect();
    names.sort();
    names
}

#[test]
fn every_example_can_be_built_and_is_shown() {
    let reference = golden::read(&folder().join("spec.md"));
    let chinese = golden::read(&folder().join("spec.zh-CN.md"));
    let desk = Desk { folder: folder() };
    assert!(!names().is_empty(), "where are the examples?");
    for name in names() {
        let spec = format!("examples/{name}.toml");
        let checked = desk.run(&["check", &spec]);
        assert_eq!((checked.code, checked.err.contains("warning")), (0, false), "{}", checked.err);
        let picture = format!("pictures/{name}.png");
        if golden::accepts() {
            let drawn = desk.run(&["proof", &spec, "-o", &picture, "--dpi", "100"]);
            assert_eq!(drawn.code, 0, "{}", drawn.err);
        }
        assert!(folder().join(&picture).exists(), "{picture}: BANMIAN_ACCEPT=1 draws it");
        for text in [&reference, &chinese] {
            assert!(text.contains(&format!("({picture})")), "{picture} is not shown");
        }
    }
}

#[test]
fn both_readmes_show_the_program_that_is_run() {
    let program = |file: &str| {
        let text = golden::read(&folder().join("..").join(file));
        let (_, rest) = text.split_once("```rust\n").unwrap_or_else(|| panic!("none in {file}"));
        rest.split("```").next().map(str::to_owned)
    };
    // The program of the English one is a test of the documentation.
    assert_eq!(program("README.md"), program("README.zh-CN.md"));
}

/// The blocks of a language in a text, without the space before their lines.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut list = Vec::new();
    let mut block: Option<String> = None;
    for line in text.lines() {
        let line = line.trim_start();
        match &mut block {
            Some(_) if line == "```" => list.extend(block.take()),
            Some(text) => *text += &format!("{line}\n"),
            None if line == format!("```{language}") => block = Some(String::new()),
            None => {}
        }
    }
    list
}

#[test]
fn the_first_page_of_every_guide_has_nothing_to_find() {
    let guides = ["README.md", "README.zh-CN.md", "docs/spec.md", "docs/spec.zh-CN.md"];
    for guide in guides {
        let text = golden::read(&folder().join("..").join(guide));
        let spec = blocks(&text, "toml").into_iter().find(|it| it.starts_with("# front.toml"));
        let stories = blocks(&text, "markdown");
        let name = guide.replace('/', "-");
        let desk = Desk::new(&format!("first-page-{name}"));
        desk.write("front.toml", spec.unwrap_or_else(|| panic!("{guide} has no front.toml")));
        for (story, file) in stories.iter().zip(["today/bridge.md", "today/market.md"]) {
            assert!(text.contains(file), "{guide}");
            assert!(story.contains("\nbyline "), "{guide}: {file} has no byline");
            desk.write(file, story);
        }
        let built = desk.run(&["build", "front.toml", "--format", "json"]);
        assert_eq!(built.code, 0, "{guide}: {}", built.text());
        assert!(built.findings().is_empty(), "{guide}: {:#?}", built.findings());
        let proof = desk.run(&["proof", "front.toml"]).err;
        assert!(proof.starts_with("wrote front.png") && proof.lines().count() == 1, "{proof}");
        assert_eq!(desk.files(), ["front.pdf", "front.png", "front.toml", "today"]);
    }
}
