//! Where a command that does not carry its fonts finds them, and that it says so where it
//! does not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::desk::{Desk, cache_home};

const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");

/// A file at another place as well.
fn place(file: &Path, path: &Path) {
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
    // On another disk there are no links.
    if fs::hard_link(file, path).is_err() {
        fs::copy(file, path).expect("it can be copied");
    }
}

/// The command in a folder of the desk, with all of its fonts in another.
fn installed(desk: &Desk, program: &str, fonts: &str) -> PathBuf {
    let program = desk.path(program);
    place(Path::new(env!("CARGO_BIN_EXE_banmian")), &program);
    for font in fs::read_dir(FONTS).expect("they are there").flatten() {
        if font.path().is_file() {
            place(&font.path(), &desk.path(fonts).join(font.file_name()));
        }
    }
    program
}

fn run(program: &Path, desk: &Desk, arguments: &[&str], named: Option<&Path>) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(&desk.folder);
    command.env("LANG", "C").env_remove("LC_ALL").env("XDG_CACHE_HOME", cache_home());
    command.env_remove("BANMIAN_FONTS").env_remove("BANMIAN_CACHE");
    command.envs(named.map(|folder| ("BANMIAN_FONTS", folder)));
    command.output().expect("the command can be run")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn fonts_are_found_beside_the_command_and_pages_are_the_same() {
    let desk = Desk::with_page("own-fonts");
    assert_eq!(desk.run(&["build", "page.toml", "-o", "page.pdf"]).code, 0);
    let page = fs::read(desk.path("page.pdf")).expect("it was written");
    for (program, fonts) in [
        ("beside/banmian", "beside/fonts"),
        ("tree/bin/banmian", "tree/share/banmian/fonts"),
        ("clone/target/release/banmian", "clone/fonts"),
    ] {
        let command = installed(&desk, program, fonts);
        if cfg!(not(feature = "embed-fonts")) {
            let listed = text(&run(&command, &desk, &["fonts"], None).stdout);
            let count = listed.matches(desk.path(fonts).to_str().expect("it is text")).count();
            assert_eq!(count, 19, "{listed}");
        }
        let built = run(&command, &desk, &["build", "page.toml", "-o", "other.pdf"], None);
        assert!(built.status.success(), "{}", text(&built.stderr));
        assert!(fs::read(desk.path("other.pdf")).expect("it was written") == page, "{program}");
    }
}

#[test]
#[cfg(unix)]
fn a_link_to_the_command_leads_to_its_fonts() {
    let desk = Desk::with_page("own-fonts-link");
    let command = installed(&desk, "opt/bin/banmian", "opt/share/banmian/fonts");
    std::os::unix::fs::symlink(command, desk.path("banmian")).expect("it can be made");
    let listed = text(&run(&desk.path("banmian"), &desk, &["fonts"], None).stdout);
    let is_own = cfg!(feature = "embed-fonts") || listed.contains("opt/share/banmian/fonts");
    assert!(is_own, "{listed}");
}

#[test]
#[cfg(not(feature = "embed-fonts"))]
fn a_folder_that_is_named_counts_alone() {
    let desk = Desk::with_page("own-fonts-named");
    let command = Path::new(env!("CARGO_BIN_EXE_banmian"));
    let nowhere = desk.path("nowhere");
    for (language, words) in [("en", "there are no fonts at all"), ("zh", "一个字体也没有")]
    {
        let arguments = ["check", "page.toml", "--messages", language];
        let ran = run(command, &desk, &arguments, Some(&nowhere));
        let said = text(&ran.stderr);
        assert_eq!(ran.status.code(), Some(1), "{said}");
        assert!(said.contains(words) && said.contains("nowhere"), "{said}");
        // What merely follows from it is not told.
        assert!(!said.contains("glyph-missing"), "{said}");
    }
    // The same folder under another name, and one that has a face more.
    let few = desk.path("few");
    for font in ["NotoSerifSC-Regular.otf", "NotoSerifSC-Bold.otf", "NotoSerifSC-Black.otf"] {
        place(&Path::new(FONTS).join(font), &few.join(font));
    }
    let listed = text(&run(command, &desk, &["fonts"], Some(&few)).stdout);
    assert_eq!(listed.matches("few").count(), 3, "{listed}");
}
