//! samples/newsroom, the repository that a paper can copy: that it works wherever it is
//! copied to.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::desk::Desk;
use crate::golden;
use crate::revision::Repository;

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it is there") {
        let entry = entry.expect("it can be listed");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("it can be copied");
        }
    }
}

/// Runs the script of the build server.
fn script(desk: &Desk, arguments: &[&str]) -> Output {
    Command::new("sh")
        .arg("ci/check.sh")
        .args(arguments)
        .current_dir(&desk.folder)
        .env("BANMIAN", env!("CARGO_BIN_EXE_banmian"))
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .output()
        .expect("there is a shell")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[cfg(unix)]
#[test]
fn the_newsrooms_repository_works_where_it_is_copied_to() {
    let desk = Desk::new("newsroom");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/newsroom");
    if golden::accepts() {
        let at_home = Desk { folder: sample.clone() };
        assert_eq!(at_home.run(&["review", "layouts", "--accept"]).code, 0);
    }
    copy(&sample, &desk.folder);
    let repository = Repository::new(&desk);
    let ran = script(&desk, &[]);
    assert!(ran.status.success(), "{}", said(&ran));
    assert_eq!(said(&ran), "no errors\n2 pages: 2 as before\n", "nothing to be warned of");

    let story = String::from_utf8(desk.read("copy/lamps.md")).expect("it is text");
    desk.write("copy/lamps.md", story.replace("一百一十二盏", "一百一十八盏"));
    let since: &[&str] = if repository.is_some() { &["HEAD"] } else { &[] };
    let ran = script(&desk, since);
    let told = said(&ran);
    assert_eq!(ran.status.code(), Some(1), "{told}");
    assert!(told.contains("layouts/A01.toml: different"), "{told}");
    let report = String::from_utf8(desk.read("out/golden.html")).expect("it is UTF-8");
    assert!(report.contains("[二 → 八]盏路灯"), "the report says what changed");
    let junit = String::from_utf8(desk.read("out/golden.xml")).expect("it is UTF-8");
    assert!(junit.contains("failures=\"1\""), "{junit}");
    // Both pages are compared with the last commit, and one of them differs.
    if repository.is_some() {
        assert_eq!(told.matches("[二 → 八]盏路灯").count(), 2, "{told}");
        assert!(desk.read("out/changes.pdf").starts_with(b"%PDF-"));
    }
}
