//! `banmian new`: each starter is a page without a finding.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::Desk;

const STARTERS: [&str; 3] = ["daily", "weekly", "tategaki"];

/// The files in a folder and below, by their places in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut list = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("it can be listed").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => list.push(path.strip_prefix(folder).expect("it is in it").to_owned()),
            }
        }
    }
    list.sort();
    list
}

#[test]
fn each_builds_without_a_finding() {
    let desk = Desk::new("starters");
    for starter in STARTERS {
        let ran = desk.run(&["new", starter, "--starter", starter]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let kept = Path::new("starters").join(starter);
        assert_eq!(files(&desk.path(starter)), files(&kept), "{starter}");
        let page = format!("{starter}/front.toml");
        let checked = desk.run(&["check", &page, "--format", "json"]);
        assert_eq!(checked.answer()["findings"].as_array().map(Vec::len), Some(0), "{starter}");
        for (language, clean) in [("en", "no errors\n"), ("zh", "没有错误\n")] {
            let checked = desk.run(&["check", &page, "--messages", language]);
            assert_eq!((checked.code, checked.err.as_str()), (0, clean), "{starter}");
        }
        let built = desk.run(&["build", &page, "--deny", "warnings"]);
        assert_eq!(built.code, 0, "{starter}: {}", built.err);
        let upgraded = desk.run(&["upgrade", "--dry-run", &page]);
        assert!(upgraded.err.contains("nothing to change"), "{}", upgraded.err);
    }
}

#[test]
fn nothing_is_written_over() {
    let desk = Desk::new("starters-there");
    desk.write("paper/house/house.toml", "mine");
    let ran = desk.run(&["new", "paper"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`paper/house/house.toml` is there already"), "{}", ran.err);
    assert_eq!(files(&desk.path("paper")), [Path::new("house/house.toml")]);
    assert_eq!(desk.read("paper/house/house.toml"), b"mine");
    // Other files in the folder are in nobody's way.
    desk.write("paper/house/house.toml", "");
    fs::rename(desk.path("paper/house/house.toml"), desk.path("paper/notes.toml")).expect("it can");
    let ran = desk.run(&["new", "paper", "--starter", "weekly", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.answer()["outputs"].as_array().map(Vec::len), Some(11));
    // A file where the folder should be.
    desk.write("file", "mine");
    assert_eq!(desk.run(&["new", "file"]).code, 1);
    assert_eq!(desk.read("file"), b"mine");
}
