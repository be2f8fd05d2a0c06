//! The door to files: what comes through it, and how.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::diag::{Code, Language};
use banmian::load::{Disk, Files, FilesRead, LoadError, Memory, Project, Snapshot};

/// A folder of its own for one test, empty at the start.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("load").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the scratch folder can be emptied");
    }
    fs::create_dir_all(folder.join("inside")).expect("the scratch folder can be made");
    folder
}

#[test]
fn text_comes_without_byte_order_mark_and_with_line_feeds() {
    let folder = scratch("lines");
    fs::write(folder.join("a.md"), "\u{feff}一\r\n二\r三\n").expect("written");
    let project = Project::new(&folder, &FilesRead::default()).expect("the folder is there");
    assert_eq!(project.read_text(folder.join("a.md")).as_deref(), Ok("一\n二\n三\n"));
}

#[test]
fn text_in_another_encoding_is_refused_with_the_place() {
    let folder = scratch("encoding");
    fs::write(folder.join("gbk.md"), b"abc\xb0\xe6\xc3\xe6").expect("written");
    let project = Project::new(&folder, &FilesRead::default()).expect("the folder is there");
    let error = project.read_text(folder.join("gbk.md")).expect_err("it is not UTF-8");
    assert!(matches!(error, LoadError::NotUtf8 { offset: 3, .. }));
    let diagnostic = error.diagnostic();
    assert_eq!(diagnostic.code(), Code::NotUtf8);
    assert!(diagnostic.file().is_some_and(|file| file.ends_with("gbk.md")));
    assert!(diagnostic.hints()[0].get(Language::Chinese).contains("GB18030"));
}

#[test]
fn files_beyond_the_limit_are_refused_and_those_at_it_read() {
    let folder = scratch("limit");
    let file = folder.join("a.jpg");
    fs::write(&file, [0; 10]).expect("written");
    let project = Project::new(&folder, &FilesRead::default()).expect("the folder is there");
    assert_eq!(project.read_bytes(&file, 10).map(|bytes| bytes.len()), Ok(10));
    let error = project.read_bytes(&file, 9).expect_err("it is too large");
    assert_eq!(error.diagnostic().code(), Code::FileTooLarge);
}

#[test]
fn paths_that_leave_the_project_are_refused_whether_there_or_not() {
    let folder = scratch("outside");
    fs::write(folder.join("secret.md"), "秘密").expect("written");
    let inside = folder.join("inside");
    let project = Project::new(&inside, &FilesRead::default()).expect("the folder is there");
    for path in ["../secret.md", "../nothing.md", "no/../../nothing.md", "../outside/x/y.md"] {
        let error = project.read_text(inside.join(path)).expect_err("it is outside");
        assert_eq!(error.diagnostic().code(), Code::PathOutside, "{path}");
    }
    let error = project.list(&folder).expect_err("it is outside");
    assert_eq!(error.diagnostic().code(), Code::PathOutside);

    let error = project.read_text(inside.join("x/../nothing.md")).expect_err("it is not there");
    assert_eq!(error.diagnostic().code(), Code::FileUnreadable);
    assert!(project.read_text(inside.join("../inside/../inside/nothing.md")).is_err());
}

#[test]
fn folders_that_the_user_names_are_opened() {
    let folder = scratch("named");
    fs::create_dir_all(folder.join("day")).expect("made");
    fs::write(folder.join("day/lead.md"), "头条").expect("written");
    let project =
        Project::new(folder.join("inside"), &FilesRead::default()).expect("the folder is there");
    assert!(project.read_text(folder.join("day/lead.md")).is_err());
    let project = project.with_folder(folder.join("day")).expect("the folder is there");
    assert_eq!(project.read_text(folder.join("day/lead.md")).as_deref(), Ok("头条"));
}

#[cfg(unix)]
#[test]
fn symbolic_links_that_leave_the_project_are_refused() {
    let folder = scratch("links");
    fs::write(folder.join("secret.md"), "秘密").expect("written");
    let inside = folder.join("inside");
    std::os::unix::fs::symlink(folder.join("secret.md"), inside.join("link.md")).expect("linked");
    std::os::unix::fs::symlink(&folder, inside.join("up")).expect("linked");
    let project = Project::new(&inside, &FilesRead::default()).expect("the folder is there");
    for path in ["link.md", "up/secret.md", "up/nothing.md"] {
        let error = project.read_text(inside.join(path)).expect_err("it is outside");
        assert_eq!(error.diagnostic().code(), Code::PathOutside, "{path}");
    }
}

#[test]
fn folders_are_no_files_and_files_no_folders() {
    let folder = scratch("kinds");
    fs::write(folder.join("a.md"), "一").expect("written");
    let project = Project::new(&folder, &FilesRead::default()).expect("the folder is there");
    for error in [
        project.read_text(folder.join("inside")).expect_err("it is a folder"),
        project.list(folder.join("a.md")).expect_err("it is a file"),
        project.read_text(folder.join("a.md/b.md")).expect_err("it is in a file"),
        Project::new(folder.join("a.md"), &FilesRead::default()).expect_err("it is a file"),
        Project::new(folder.join("nowhere"), &FilesRead::default()).expect_err("it is not there"),
    ] {
        assert_eq!(error.diagnostic().code(), Code::FileUnreadable, "{error}");
    }
}

#[test]
fn listings_are_sorted_and_leave_out_folders_and_hidden_files() {
    let folder = scratch("list");
    for name in ["b.md", "a.md", ".hidden.md", "B.md", "新闻.md"] {
        fs::write(folder.join(name), "").expect("written");
    }
    let project = Project::new(&folder, &FilesRead::default()).expect("the folder is there");
    let names: Vec<_> = project
        .list(&folder)
        .expect("the folder is listed")
        .iter()
        .map(|path| path.strip_prefix(&folder).expect("it is inside").display().to_string())
        .collect();
    assert_eq!(names, ["B.md", "a.md", "b.md", "新闻.md"]);
}

#[test]
fn the_default_project_is_the_current_folder_or_the_specs_own() {
    let folder = scratch("around");
    let spec = folder.join("page.toml");
    fs::write(&spec, "").expect("written");
    let current = Project::new(".", &FilesRead::default()).expect("the current folder is there");
    let here = Project::around("Cargo.toml", &FilesRead::default()).expect("the spec is here");
    assert_eq!(here.root(), current.root());
    let inner =
        Project::around("tests/suite.rs", &FilesRead::default()).expect("the spec is below");
    assert_eq!(inner.root(), current.root());

    let elsewhere = std::env::temp_dir();
    let own = Project::around(elsewhere.join("page.toml"), &FilesRead::default())
        .expect("the folder is there");
    assert_eq!(
        own.root(),
        Project::new(&elsewhere, &FilesRead::default()).expect("it is there").root()
    );
}

fn in_memory(files: Memory, root: &str) -> Project {
    Project::of(Arc::new(files), root, &FilesRead::default()).expect("the folder is there")
}

#[test]
fn memory_is_held_to_the_rules_of_the_disk() {
    let files = Memory::new()
        .with("secret.md", "秘密")
        .with("day/b.md", "\u{feff}一\r\n")
        .with("day/a.md", [0xb0, 0xe6])
        .with("day/.hidden.md", "")
        .with("day/inner/c.md", "三");
    let project = in_memory(files.clone(), "day");
    assert_eq!(project.read_text("day/b.md").as_deref(), Ok("一\n"));
    assert_eq!(project.read_text("./secret/../day/inner/../b.md").as_deref(), Ok("一\n"));
    let list = project.list("day").expect("it is there");
    assert_eq!(list, [Path::new("day/a.md"), Path::new("day/b.md")]);
    assert_eq!(project.walk("day", 2).len(), 3);
    for (path, code) in [
        ("secret.md", Code::PathOutside),
        ("day/../secret.md", Code::PathOutside),
        ("../../../etc/passwd", Code::PathOutside),
        ("/etc/passwd", Code::PathOutside),
        ("day/nothing.md", Code::FileUnreadable),
        ("day/inner", Code::FileUnreadable),
        ("day/b.md/c.md", Code::FileUnreadable),
        ("day/a.md", Code::NotUtf8),
    ] {
        let error = project.read_text(path).expect_err(path);
        assert_eq!(error.diagnostic().code(), code, "{path}");
    }
    let error = project.read_bytes("day/b.md", 6).expect_err("it has eight bytes");
    assert_eq!(error.diagnostic().code(), Code::FileTooLarge);
    assert!(project.list("day/b.md").is_err() && project.list("day/none").is_err());

    let read = FilesRead::default();
    for wrong in ["day/b.md", "night"] {
        assert!(Project::of(Arc::new(files.clone()), wrong, &read).is_err(), "{wrong}");
    }
    // Of a spec that lies in no folder all of memory is the project.
    let files: Arc<dyn Files> = Arc::new(files);
    let around = Project::of_around(&files, "day/page.toml", &read).expect("there is a folder");
    assert!(around.read_text("secret.md").is_ok());
}

#[test]
fn what_is_in_memory_is_no_file_of_the_disk() {
    let read = FilesRead::default();
    let files = Memory::new().with("Cargo.toml", "in memory");
    let project = Project::of(Arc::new(files), ".", &read).expect("there is a file");
    assert_eq!(project.read_text("Cargo.toml").as_deref(), Ok("in memory"));
    assert!(!read.holds(Path::new("Cargo.toml")));
    let project = Project::new(".", &read).expect("it is there");
    assert!(project.read_text("Cargo.toml").is_ok_and(|text| text != "in memory"));
    assert!(read.holds(Path::new("Cargo.toml")));
}

#[test]
fn a_snapshot_stays_what_it_was_and_another_sees_what_is_new() {
    let folder = scratch("snapshot");
    let (lead, late) = (folder.join("lead.md"), folder.join("late.md"));
    fs::write(&lead, "old").expect("written");
    let open = || {
        let files = Arc::new(Snapshot::of(Arc::new(Disk)));
        Project::of(files, &folder, &FilesRead::default()).expect("the folder is there")
    };
    let first = open();
    assert_eq!(first.read_text(&lead).as_deref(), Ok("old"));
    assert!(first.read_text(&late).is_err());
    assert_eq!(first.list(&folder).map(|files| files.len()), Ok(1));
    fs::write(&lead, "new").expect("written");
    fs::write(&late, "late").expect("written");
    assert_eq!(first.read_text(&lead).as_deref(), Ok("old"));
    assert!(first.read_text(&late).is_err());
    assert_eq!(first.list(&folder).map(|files| files.len()), Ok(1));
    fs::remove_file(&lead).expect("removed");
    assert_eq!(first.read_text(&lead).as_deref(), Ok("old"));
    let second = open();
    assert!(second.read_text(&lead).is_err());
    assert_eq!(second.read_text(&late).as_deref(), Ok("late"));
    // A limit is a limit, also for what is known already.
    assert!(second.read_bytes(&late, 3).is_err() && second.read_bytes(&late, 4).is_ok());
}

/// What an editor is told to do can be done in the verb at hand.
#[cfg(unix)]
#[test]
fn the_way_out_of_the_project_is_one_that_the_verb_has() {
    use crate::desk::Desk;

    let desk = Desk::with_page("load-outside");
    let outside = Desk::with_page("load-outside-there");
    outside.write("rules.toml", "");
    for file in ["page.pdf", "raw.txt"] {
        outside.write(file, "河埠街亮灯。");
        std::os::unix::fs::symlink(outside.path(file), desk.path(file)).expect("a link");
    }
    let page = String::from_utf8(desk.read("page.toml")).expect("it is text");
    desk.write("page.toml", format!("extends = \"../load-outside-there/rules.toml\"\n{page}"));
    for (arguments, has_root) in [
        (&["check", "page.toml"][..], true),
        (&["proof", "page.toml"], true),
        (&["preflight", "page.pdf"], false),
        (&["separations", "page.pdf"], false),
        (&["import", "raw.txt", "-o", "story.md"], false),
    ] {
        for (language, way) in [("en", "instead of a link"), ("zh", "不要写指向它的链接")]
        {
            let ran = desk.run(&[arguments, &["--messages", language]].concat());
            assert_eq!(ran.code, 1, "{arguments:?}: {}", ran.err);
            assert!(ran.err.contains("[path-outside]"), "{arguments:?}: {}", ran.err);
            assert_eq!(ran.err.contains("--root"), has_root, "{arguments:?}: {}", ran.err);
            assert_eq!(ran.err.contains(way), !has_root, "{arguments:?}: {}", ran.err);
        }
    }
    // A link to what lies in the project is followed.
    desk.write("copy/raw.txt", "河埠街亮灯。");
    fs::create_dir(desk.path("links")).expect("it can be made");
    std::os::unix::fs::symlink("../copy/raw.txt", desk.path("links/raw.txt")).expect("a link");
    assert_eq!(desk.run(&["import", "links/raw.txt", "-o", "story.md"]).code, 0);
}
