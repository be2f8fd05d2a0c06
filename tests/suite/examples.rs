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
