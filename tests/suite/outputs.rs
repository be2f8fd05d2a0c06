//! What is written where: never over what was read, through links and into
//! pipes, with the old file's permissions, and nothing left lying about.

use std::fs;

use crate::desk::{Desk, PAGE, Ran};
use crate::faulty::Sheet;

/// A page with one of each kind of file that a page is made from.
pub(crate) fn desk_with_everything(test: &str) -> Desk {
    let desk = Desk::with_page(test);
    let repository = env!("CARGO_MANIFEST_DIR");
    let copies = [
        ("docs/examples/copy/cup.jpg", "stories/cup.jpg"),
        ("docs/examples/art/tea.pdf", "ads/tea.pdf"),
        ("docs/examples/copy/prices.csv", "prices.csv"),
        ("press/newsprint-tr002-240.icc", "press/own.icc"),
        ("press/preflight/house.toml", "press/rules.toml"),
        ("fonts/SourceSerif4_700Bold.ttf", "fonts/own.ttf"),
    ];
    for (from, to) in copies {
        desk.write(to, fs::read(format!("{repository}/{from}")).expect("it is in the repository"));
    }
    desk.write("names.txt", "青螺渡口\n");
    let picture = "pictures = [{ file = \"cup.jpg\", caption = \"茶杯\", credit = \"周野\" }]";
    let text = "河埠街的路灯一盏接一盏亮了起来。".repeat(8);
    desk.write(
        "stories/lead.md",
        format!("+++\nheadline = \"河岸亮灯\"\n{picture}\n+++\n{text}\n"),
    );
    desk.write("house.toml", PAGE.split("[[story]]").next().unwrap_or_default());
    desk.write(
        "page.toml",
        r#"extends = "house.toml"
[output]
profile = "press/own.icc"
preflight = "press/rules.toml"
[fonts]
path = "fonts"
[composition]
names-file = "names.txt"

[[story]]
slug = "lead"
columns = "1-2"
lines = "1-30"
pictures = [{ columns = 2, lines = "6-15" }]
[[table]]
file = "prices.csv"
columns = "3-4"
lines = "1-12"
[[ad]]
file = "ads/tea.pdf"
columns = "1-5"
lines = "50-60"
"#,
    );
    desk
}

fn is_refused(ran: &Ran, reason: &str) {
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("error[output-unwritable]"), "{}", ran.err);
    assert!(ran.err.contains(reason), "{}", ran.err);
}

const READ: &str = "it is one of the files that were read for it";

#[test]
fn nothing_that_a_page_is_made_from_is_replaced() {
    let desk = desk_with_everything("everything");
    let inputs = [
        "page.toml",
        "house.toml",
        "stories/lead.md",
        "stories/cup.jpg",
        "ads/tea.pdf",
        "prices.csv",
        "press/own.icc",
        "press/rules.toml",
        "fonts/own.ttf",
        "names.txt",
    ];
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for input in inputs {
        let before = desk.read(input);
        is_refused(&desk.run(&["build", "page.toml", "-o", input]), READ);
        assert!(desk.read(input) == before, "{input} is not what it was");
    }
    let detour = "stories/../ads/../stories/cup.jpg";
    is_refused(&desk.run(&["build", "page.toml", "-o", detour]), READ);
}

#[test]
fn a_picture_that_cannot_be_used_is_not_replaced_either() {
    let desk = desk_with_everything("broken-input");
    desk.write("stories/cup.png", "no picture at all");
    let lead = String::from_utf8(desk.read("stories/lead.md")).expect("it is text");
    desk.write("stories/lead.md", lead.replace("cup.jpg", "cup.png"));
    is_refused(&desk.run(&["proof", "page.toml", "-o", "stories/cup.png"]), READ);
    assert_eq!(desk.read("stories/cup.png"), b"no picture at all");
}

#[cfg(unix)]
#[test]
fn another_name_of_an_input_is_that_input() {
    let desk = desk_with_everything("other-names");
    let photo = desk.path("stories/cup.jpg");
    std::os::unix::fs::symlink("stories/cup.jpg", desk.path("soft.pdf")).expect("linked");
    std::os::unix::fs::symlink("stories", desk.path("folder")).expect("linked");
    fs::hard_link(&photo, desk.path("hard.pdf")).expect("linked");
    let before = desk.read("stories/cup.jpg");
    for name in ["soft.pdf", "hard.pdf", "folder/cup.jpg"] {
        is_refused(&desk.run(&["build", "page.toml", "-o", name]), READ);
    }
    assert!(desk.read("stories/cup.jpg") == before);
}

#[test]
fn what_is_looked_at_is_not_drawn_over() {
    let desk = Desk::new("looked-at");
    desk.write("ad.png", Sheet::x4().write());
    desk.write("rules.png.toml", "profile = 1");
    let house = fs::read(format!("{}/press/preflight/house.toml", env!("CARGO_MANIFEST_DIR")));
    desk.write("house.toml", house.expect("it is in the repository"));
    let before = (desk.read("ad.png"), desk.read("house.toml"));
    is_refused(&desk.run(&["preflight", "ad.png", "--annotate", "ad.png"]), READ);
    let annotate = ["preflight", "ad.png", "--profile", "house.toml", "--annotate", "house.toml"];
    is_refused(&desk.run(&annotate), READ);
    assert!((desk.read("ad.png"), desk.read("house.toml")) == before);

    // A plate that would be called like the PDF.
    desk.write("page-Cyan.png", Sheet::x4().write());
    let ran = desk.run(&["separations", "page-Cyan.png", "-o", "page", "--dpi", "20"]);
    is_refused(&ran, READ);
    assert_eq!(desk.read("page-Cyan.png"), Sheet::x4().write());
    assert!(!desk.path("page-Magenta.png").exists(), "none is written if not all can be");
}

#[test]
fn raw_copy_is_not_replaced_by_the_story_made_from_it() {
    let desk = Desk::new("import-over");
    desk.write("raw.md", "河岸亮灯\n\n河埠街的路灯亮了起来。\n");
    let before = desk.read("raw.md");
    is_refused(&desk.run(&["import", "raw.md", "-o", "raw.md", "--force"]), READ);
    assert_eq!(desk.read("raw.md"), before);
}

#[cfg(unix)]
#[test]
fn files_of_one_run_do_not_replace_each_other() {
    let desk = Desk::new("each-other");
    desk.write("ad.pdf", Sheet::x4().write());
    // Two plates under links that lead to one file.
    for plate in ["out-Cyan.png", "out-Magenta.png"] {
        std::os::unix::fs::symlink("one.png", desk.path(plate)).expect("linked");
    }
    let ran = desk.run(&["separations", "ad.pdf", "-o", "out", "--dpi", "20"]);
    is_refused(&ran, "leads to a file that this run has written already");
}

#[test]
fn what_killed_runs_left_is_cleared_away() {
    let desk = Desk::with_page("left-over");
    desk.write(".page.pdf.banmian-4194000-0.part", "half a page");
    for other in [
        ".page.pdf.part",
        "page.pdf.banmian-12-0.part",
        ".x.banmian-12-.part",
        ".x.banmian-a-0.part",
        ".x.banmian-1-0",
        ".film.mkv.12-0.part",
    ] {
        desk.write(other, "somebody's");
    }
    fs::create_dir_all(desk.path(".folder.banmian-12-0.part")).expect("it can be made");
    let held = fs::File::create(desk.path(".held.banmian-12-0.part")).expect("it can be made");
    held.lock().expect("it can be locked");
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let left: Vec<String> = desk
        .files()
        .into_iter()
        .filter(|name| name.contains("part") || name.contains(".x"))
        .collect();
    assert_eq!(
        left,
        [
            ".film.mkv.12-0.part",
            ".folder.banmian-12-0.part",
            ".held.banmian-12-0.part",
            ".page.pdf.part",
            ".x.banmian-1-0",
            ".x.banmian-12-.part",
            ".x.banmian-a-0.part",
            "page.pdf.banmian-12-0.part",
        ]
    );
}

#[test]
fn what_was_read_is_not_cleared_away_whatever_it_is_called() {
    let desk = Desk::with_page("read-left-over");
    let spec = ".page.banmian-12-0.part";
    desk.write(spec, PAGE);
    let ran = desk.run(&["build", spec, "-o", "page.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.read(spec), PAGE.as_bytes());
}

#[test]
fn names_as_long_as_the_disk_takes_are_written() {
    let desk = Desk::with_page("long-name");
    for name in [format!("{}.pdf", "a".repeat(240)), format!("{}.pdf", "版".repeat(80))] {
        let ran = desk.run(&["build", "page.toml", "-o", &name]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(desk.read(&name).starts_with(b"%PDF-"));
    }
    let name = "a".repeat(300);
    is_refused(&desk.run(&["build", "page.toml", "-o", &name]), "cannot write");
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::is_refused;
    use crate::desk::Desk;

    fn mode(desk: &Desk, file: &str) -> u32 {
        fs::metadata(desk.path(file)).expect("it is there").permissions().mode() & 0o7777
    }

    fn set_mode(desk: &Desk, file: &str, mode: u32) {
        fs::set_permissions(desk.path(file), fs::Permissions::from_mode(mode)).expect("it is ours");
    }

    /// A pipe with a name.
    fn make_pipe(desk: &Desk, name: &str) {
        let made = Command::new("mkfifo").arg(desk.path(name)).status();
        assert!(made.expect("every Unix has mkfifo").success());
    }

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_replaced() {
        let desk = Desk::with_page("link");
        desk.write("archive/monday.pdf", "yesterday's");
        symlink("archive/monday.pdf", desk.path("hop.pdf")).expect("linked");
        symlink("hop.pdf", desk.path("current.pdf")).expect("linked");
        let ran = desk.run(&["build", "page.toml", "-o", "current.pdf"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for link in ["hop.pdf", "current.pdf"] {
            let kind = fs::symlink_metadata(desk.path(link)).expect("it is there");
            assert!(kind.is_symlink(), "{link}");
        }
        assert!(desk.read("archive/monday.pdf").starts_with(b"%PDF-"));
        let names = fs::read_dir(desk.path("archive")).expect("it can be listed").count();
        assert_eq!(names, 1);
    }

    #[test]
    fn where_a_link_leads_to_nothing_a_file_is_made() {
        let desk = Desk::with_page("dangling");
        fs::create_dir_all(desk.path("archive")).expect("it can be made");
        symlink("archive/tuesday.pdf", desk.path("current.pdf")).expect("linked");
        let ran = desk.run(&["build", "page.toml", "-o", "current.pdf"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(desk.read("archive/tuesday.pdf").starts_with(b"%PDF-"));

        symlink("nowhere/x.pdf", desk.path("lost.pdf")).expect("linked");
        is_refused(&desk.run(&["build", "page.toml", "-o", "lost.pdf"]), "no such folder");
        symlink("b.pdf", desk.path("a.pdf")).expect("linked");
        symlink("a.pdf", desk.path("b.pdf")).expect("linked");
        is_refused(&desk.run(&["build", "page.toml", "-o", "a.pdf"]), "in a circle");
    }

    #[test]
    fn devices_and_pipes_are_written_to() {
        let desk = Desk::with_page("devices");
        let ran = desk.run(&["build", "page.toml", "-o", "page.pdf"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ran = desk.run(&["build", "page.toml", "-o", "/dev/stdout"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out == desk.read("page.pdf"));
        let ran = desk.run(&["build", "page.toml", "-o", "/dev/null"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!fs::metadata("/dev/null").expect("it is there").is_file());

        make_pipe(&desk, "pipe.pdf");
        let got = fs::File::create(desk.path("got.pdf")).expect("it can be made");
        let mut reader = Command::new("cat")
            .arg(desk.path("pipe.pdf"))
            .stdout(got)
            .spawn()
            .expect("every Unix has cat");
        let ran = desk.run(&["build", "page.toml", "-o", "pipe.pdf"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(reader.wait().expect("it ends").success());
        assert!(desk.read("got.pdf") == desk.read("page.pdf"));
        assert!(fs::symlink_metadata(desk.path("pipe.pdf")).is_ok_and(|pipe| !pipe.is_file()));
    }

    #[test]
    fn standard_output_that_goes_on_in_a_file_is_added_to() {
        let desk = Desk::with_page("append");
        let script =
            "echo first > all; \"$0\" build page.toml -o /dev/stdout >> all; echo last >> all";
        let ran = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_banmian")])
            .current_dir(&desk.folder)
            .status();
        assert!(ran.expect("every Unix has a shell").success());
        let all = desk.read("all");
        assert!(
            all.starts_with(b"first\n%PDF-") && all.ends_with(b"%%EOF\nlast\n")
                || all.ends_with(b"%%EOFlast\n")
        );
    }

    #[test]
    fn the_permissions_of_the_old_file_are_kept() {
        let desk = Desk::with_page("mode");
        for wanted in [0o600, 0o664, 0o640] {
            desk.write("page.pdf", "yesterday's");
            set_mode(&desk, "page.pdf", wanted);
            let ran = desk.run(&["build", "page.toml"]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert_eq!(mode(&desk, "page.pdf"), wanted);
        }
        // Only the administrator can give files away.
        let own = fs::metadata(desk.path("page.pdf")).expect("it is there").uid();
        if own == 0 {
            std::os::unix::fs::chown(desk.path("page.pdf"), Some(1234), Some(4321)).expect("given");
            assert_eq!(desk.run(&["build", "page.toml"]).code, 0);
            let kept = fs::metadata(desk.path("page.pdf")).expect("it is there");
            assert_eq!((kept.uid(), kept.gid()), (1234, 4321));
            assert_eq!(mode(&desk, "page.pdf"), 0o640);
        }
    }

    #[test]
    fn a_file_that_is_protected_is_not_replaced() {
        let desk = Desk::with_page("protected");
        desk.write("page.pdf", "signed");
        set_mode(&desk, "page.pdf", 0o444);
        is_refused(&desk.run(&["build", "page.toml"]), "read-only");
        assert_eq!(desk.read("page.pdf"), b"signed");
        assert_eq!(mode(&desk, "page.pdf"), 0o444);
    }

    #[test]
    fn pipes_folders_and_devices_as_inputs_are_told_and_not_waited_for() {
        let desk = Desk::with_page("odd-inputs");
        make_pipe(&desk, "pipe");
        make_pipe(&desk, "stories/pipe.md");
        make_pipe(&desk, "cup.jpg");
        desk.write("page2.toml", "extends = \"pipe\"\n");
        for arguments in [
            &["build", "pipe"][..],
            &["build", "/dev/zero"],
            &["build", "page2.toml"],
            &["check", "page.toml", "--stories", "pipe"],
            &["check", "page.toml", "--font-path", "pipe"],
            &["fonts", "--font-path", "/dev/zero"],
            &["preflight", "pipe"],
            &["preflight", "/dev/zero"],
            &["preflight", "stories"],
            &["preflight", "page.toml", "--profile", "./pipe"],
            &["separations", "pipe"],
            &["import", "pipe", "-o", "story.md"],
            &["import", "/dev/zero", "-o", "story.md"],
        ] {
            let start = Instant::now();
            let ran = desk.run(arguments);
            assert_eq!(ran.code, 1, "{arguments:?}: {}", ran.err);
            assert!(ran.err.contains("error"), "{arguments:?}: {}", ran.err);
            assert!(start.elapsed() < Duration::from_secs(20), "{arguments:?}");
        }
    }

    #[test]
    fn from_the_top_of_the_disk_the_project_is_the_specs_own_folder() {
        let desk = Desk::with_page("top");
        let page = desk.read("page.toml");
        desk.write("inner/page.toml", &page);
        desk.write(
            "inner/far.toml",
            String::from_utf8_lossy(&page).replace("\"stories\"", "\"../stories\""),
        );
        fs::create_dir_all(desk.path("inner/stories")).expect("it can be made");
        fs::copy(desk.path("stories/lead.md"), desk.path("inner/stories/lead.md")).expect("copied");
        let check = |spec: &str| {
            let ran = Command::new(env!("CARGO_BIN_EXE_banmian"))
                .arg("check")
                .arg(desk.path(spec))
                .env("LANG", "C")
                .current_dir("/")
                .output()
                .expect("the command can be run");
            (ran.status.code(), String::from_utf8(ran.stderr).expect("messages are UTF-8"))
        };
        let (code, told) = check("inner/page.toml");
        assert_eq!(code, Some(0), "{told}");
        let (code, told) = check("inner/far.toml");
        assert!(code == Some(1) && told.contains("path-outside"), "{told}");
    }

    #[test]
    fn entries_of_the_cache_that_are_no_files_are_passed_over() {
        let desk = super::desk_with_everything("odd-cache");
        let build = ["build", "page.toml", "--cache", "cache"];
        assert_eq!(desk.run(&build).code, 0);
        let first = desk.read("page.pdf");
        let entries: Vec<_> = fs::read_dir(desk.path("cache"))
            .expect("the cache was made")
            .map(|entry| entry.expect("it can be listed").path())
            // What says what the folder is stays.
            .filter(|path| !path.ends_with(".gitignore") && !path.ends_with("CACHEDIR.TAG"))
            .collect();
        assert!(entries.len() >= 4, "{entries:?}");
        for entry in entries {
            fs::remove_file(&entry).expect("it is ours");
            let made = Command::new("mkfifo").arg(&entry).status();
            assert!(made.expect("every Unix has mkfifo").success());
        }
        fs::write(desk.path("cache/.x.press.banmian-4194000-0.part"), "half")
            .expect("it can be written");
        let ran = desk.run(&build);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(desk.read("page.pdf") == first);
    }
}
