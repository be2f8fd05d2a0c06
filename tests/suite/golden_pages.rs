//! `banmian test` and `banmian review`: pages held against golden files, in a folder as a
//! paper would have it.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::desk::{Desk, Ran, story};
use crate::tools;

/// A folder with two pages, `front` and `sport`, that have their first golden files.
fn paper(test: &str) -> Desk {
    let desk = Desk::new(test);
    for (name, slug) in [("front", "lead"), ("sport", "match")] {
        let spec = format!(
            "checks.hole = \"ignore\"\nchecks.underset = \"ignore\"\n\
             [page]\npaper = \"渡口日报\"\nstories = \"../stories\"\n[sheet]\nsize = \"china-tabloid\"\n\
             [[story]]\nslug = \"{slug}\"\ncolumns = \"1-2\"\nlines = \"1-20\"\n"
        );
        desk.write(&format!("layouts/{name}.toml"), spec);
    }
    desk.write("stories/lead.md", story("河埠街的路灯一盏接一盏亮了起来。灯光照到染坊巷口。"));
    desk.write("stories/match.md", story("渡口队在主场踢平了。下一场在对岸。"));
    let ran = desk.run(&["review", "--accept", "layouts/front.toml", "layouts/sport.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    desk
}

/// The record of a page in an answer.
fn page(ran: &Ran, spec: &str) -> Value {
    let pages = ran.answer()["golden"].as_array().cloned().expect("pages are told of");
    let found = pages.into_iter().find(|page| page["spec"] == spec);
    found.unwrap_or_else(|| panic!("{spec} is not told of"))
}

fn state(desk: &Desk, spec: &str) -> (i32, Value) {
    let ran = desk.run(&["test", "--format", "json"]);
    (ran.code, page(&ran, spec)["state"].clone())
}

#[test]
fn pages_are_as_they_were_until_something_changes() {
    let desk = paper("golden-change");
    let ran = desk.run(&["test"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "2 pages: 2 as before\n"));
    assert!(desk.read("layouts/golden/front.jpg").len() < 60_000, "golden files are small");

    desk.write("stories/lead.md", story("河埠街的路灯一盏接一盏亮起来了。灯光照到染坊巷口。"));
    let ran = desk.run(&["test", "--format", "json", "--report", "r.html", "--junit", "j.xml"]);
    assert_eq!(ran.code, 1);
    assert_eq!(page(&ran, "layouts/sport.toml")["state"], "same");
    let front = page(&ran, "layouts/front.toml");
    assert_eq!(front["state"], "different");
    let states: Vec<_> =
        front["files"].as_array().expect("a list").iter().map(|it| it["state"].clone()).collect();
    assert_eq!(states, ["different", "different"], "by its structure and by its picture");
    let change = &front["changes"][0];
    assert_eq!((&change["change"], &change["page"]), (&"text".into(), &"1".into()), "{front:#}");
    assert_eq!((&change["at"]["slug"], &change["at"]["part"]), (&"lead".into(), &"body".into()));
    let edits: Vec<String> = change["edits"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|edit| {
            format!(
                "{}[{}→{}]",
                edit["before"].as_str().unwrap_or(""),
                edit["was"].as_str().unwrap_or(""),
                edit["now"].as_str().unwrap_or("")
            )
        })
        .collect();
    assert_eq!(edits, ["一盏接一盏亮[了→]", "接一盏亮起来[→了]"].map(str::to_owned), "{change:#}");

    // The report has it in words and pictures, and build servers can read it.
    let report = String::from_utf8(desk.read("r.html")).expect("it is UTF-8");
    assert_eq!(report.matches("src=\"data:image/").count(), 3, "before, now, difference");
    assert!(!report.contains("<script") && !report.contains("http"), "it asks nobody");
    let xml = String::from_utf8(desk.read("j.xml")).expect("it is UTF-8");
    let xml = roxmltree::Document::parse(&xml).expect("it is XML");
    let suite = xml.root_element().first_element_child().expect("a suite");
    let counts = ["tests", "failures", "errors", "skipped"].map(|it| suite.attribute(it));
    assert_eq!(counts, [Some("2"), Some("1"), Some("0"), Some("0")]);
    let failure = suite.descendants().find(|it| it.has_tag_name("failure")).expect("one failed");
    assert!(
        failure.text().is_some_and(|text| text.contains("接一盏亮[-了]")),
        "{:?}",
        failure.text()
    );

    // Accepted, it is what is wanted from now on.
    assert_eq!(desk.run(&["review", "--accept"]).code, 0);
    assert_eq!(desk.run(&["test"]).code, 0);
}

#[test]
fn reports_have_the_same_bytes_each_time() {
    let desk = paper("golden-same-bytes");
    desk.write("stories/lead.md", story("河埠街的路灯亮了。"));
    for run in ["a", "b"] {
        let ran = desk.run(&[
            "test",
            "--report",
            &format!("{run}.html"),
            "--junit",
            &format!("{run}.xml"),
        ]);
        assert_eq!(ran.code, 1);
    }
    assert_eq!(desk.read("a.html"), desk.read("b.html"));
    assert_eq!(desk.read("a.xml"), desk.read("b.xml"));
}

/// Looks at the report in a real browser: all of its pictures are shown, and nothing is
/// wider than the window.
#[test]
fn the_report_shows_its_pictures_in_a_browser() {
    let desk = paper("golden-browser");
    desk.write("stories/lead.md", story("河埠街的路灯<b>亮</b>了 & “一盏”。"));
    assert_eq!(desk.run(&["test", "--report", "r.html"]).code, 1);
    desk.write(
        "look.html",
        "<!DOCTYPE html><meta charset=utf-8><iframe src=r.html width=1200 height=900></iframe>\
         <p id=said></p><script>onload = () => {\
         const page = document.querySelector('iframe').contentDocument;\
         const sizes = [...page.images].map(it => it.naturalWidth + 'x' + it.naturalHeight);\
         said.textContent = [page.title, sizes.join(' '), page.documentElement.scrollWidth <= 1200,\
         page.querySelectorAll('article').length].join('|') }</script>",
    );
    let url = format!("file://{}", desk.path("look.html").display());
    let profile = format!("--user-data-dir={}", desk.path("profile").display());
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--allow-file-access-from-files",
        "--virtual-time-budget=8000",
        &profile,
        "--dump-dom",
        &url,
    ];
    let Some(said) = tools::run("chromium", &arguments, b"") else { return };
    let looked = said.out.split("<p id=\"said\">").nth(1).and_then(|it| it.split("</p>").next());
    // A tabloid and its bleed at 48 dots an inch.
    assert_eq!(looked, Some("Golden pages|531x748 531x748 531x748|true|1"), "{}", said.err);
}

#[test]
fn golden_files_of_another_format_are_told_apart_from_different_pages() {
    let desk = paper("golden-format");
    let path = "layouts/golden/front.txt";
    let golden = String::from_utf8(desk.read(path)).expect("it is text");
    // Before there were versions, it began with the page.
    let (_, rest) = golden.split_once('\n').expect("it has lines");
    desk.write(path, rest);
    let (code, told) = state(&desk, "layouts/front.toml");
    assert_eq!((code, told), (3, "older".into()), "never different");
    // A page that differs is not covered up by that.
    desk.write("stories/match.md", story("渡口队赢了。"));
    assert_eq!(state(&desk, "layouts/front.toml").0, 1);
    desk.write("stories/match.md", story("渡口队在主场踢平了。下一场在对岸。"));
    assert_eq!(desk.run(&["review", "--upgrade"]).code, 0);
    assert_eq!(desk.read(path), golden.as_bytes());
    assert_eq!(desk.run(&["test"]).code, 0);

    desk.write(path, golden.replacen("banmian structure 1", "banmian structure 999", 1));
    assert_eq!(state(&desk, "layouts/front.toml"), (1, "newer".into()));
    assert_eq!(desk.run(&["review", "--upgrade"]).code, 1, "that is no upgrade");
}

#[test]
fn golden_files_that_are_not_whole_are_told_as_such() {
    let desk = paper("golden-damaged");
    assert_eq!(desk.run(&["review", "--accept", "--with", "bytes", "layouts/front.toml"]).code, 0);
    for file in ["front.txt", "front.jpg"] {
        let path = format!("layouts/golden/{file}");
        let whole = desk.read(&path);
        for length in [0, 20, whole.len() - 1] {
            desk.write(&path, &whole[..length]);
            let (code, told) = state(&desk, "layouts/front.toml");
            assert_eq!((code, told), (1, "damaged".into()), "{file} cut at {length}");
        }
        desk.write(&path, &whole);
    }
    // A line that was lost, and line ends of another system.
    let path = "layouts/golden/front.txt";
    let whole = String::from_utf8(desk.read(path)).expect("it is text");
    let lines: Vec<&str> = whole.lines().collect();
    desk.write(path, [&lines[..4], &lines[5..]].concat().join("\n"));
    assert_eq!(state(&desk, "layouts/front.toml"), (1, "damaged".into()));
    desk.write(path, whole.replace('\n', "\r\n"));
    assert_eq!(state(&desk, "layouts/front.toml"), (0, "same".into()));
}

#[test]
fn bytes_alone_may_differ() {
    let desk = paper("golden-bytes");
    fs::remove_dir_all(desk.path("layouts/golden")).expect("it was made");
    let with = ["review", "--accept", "--with", "structure,bytes", "layouts/front.toml"];
    assert_eq!(desk.run(&with).code, 0);
    assert_eq!(desk.run(&["test"]).code, 0);
    let path = "layouts/golden/front.sha256";
    let golden = String::from_utf8(desk.read(path)).expect("it is text");
    assert!(golden.starts_with("banmian bytes 1\nsha256 "), "{golden}");
    desk.write(path, golden.replacen("sha256 ", "sha256 0", 1));
    let ran = desk.run(&["test", "--format", "json"]);
    let front = page(&ran, "layouts/front.toml");
    assert_eq!((ran.code, &front["state"]), (1, &"different".into()));
    assert_eq!(front["files"][0]["state"], "same");
    for cut in ["", "banmian", "banmian bytes 1\n", "banmian bytes 1\nsha256 12"] {
        desk.write(path, cut);
        assert_eq!(state(&desk, "layouts/front.toml"), (1, "damaged".into()), "{cut:?}");
    }
}

#[test]
fn golden_files_of_pages_that_are_gone_are_listed_and_removed_on_demand() {
    let desk = paper("golden-gone");
    fs::remove_file(desk.path("layouts/sport.toml")).expect("it was written");
    assert_eq!(state(&desk, "layouts/sport.toml"), (1, "gone".into()));
    // What changed is accepted, and nothing is taken away.
    assert_eq!(desk.run(&["review", "--accept"]).code, 1);
    assert!(desk.path("layouts/golden/sport.txt").is_file());
    assert_eq!(desk.run(&["review", "--remove"]).code, 0);
    assert!(!desk.path("layouts/golden/sport.txt").is_file());
    assert!(desk.path("layouts/golden/front.txt").is_file());
    assert_eq!(desk.run(&["test"]).code, 0);
}

#[test]
fn a_page_that_cannot_be_set_says_why() {
    let desk = paper("golden-unset");
    desk.write("layouts/front.toml", "[sheet]\nsize = \"china-tabloit\"\n");
    let ran = desk.run(&["test", "--format", "json"]);
    let front = page(&ran, "layouts/front.toml");
    assert_eq!((ran.code, &front["state"]), (1, &"unset".into()));
    assert_eq!(front["faults"][0]["places"][0]["line"], 2, "{front:#}");
    let ran = desk.run(&["test"]);
    assert!(ran.err.contains("layouts/front.toml: cannot be set"), "{}", ran.err);
    assert_eq!(desk.run(&["review", "--accept"]).code, 1, "there is nothing to accept");
}

#[test]
fn a_reviewer_is_asked_page_by_page() {
    let desk = paper("golden-asked");
    desk.write("stories/lead.md", story("河埠街的路灯亮了。"));
    desk.write("stories/match.md", story("渡口队赢了。"));
    let before = desk.read("layouts/golden/sport.txt");
    let answered = |answers: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
            .arg("review")
            .current_dir(&desk.folder)
            .env("LANG", "C")
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command can be run");
        let mut stdin = child.stdin.take().expect("it listens");
        stdin.write_all(answers.as_bytes()).expect("it takes answers");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = answered("q\n");
    assert_eq!(code, Some(1));
    assert_eq!(said.matches("keep it like this").count(), 1, "no more is asked: {said}");
    let (code, said) = answered("what\ny\nn\n");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("“lead” body paragraph 1"), "what changed is told first: {said}");
    assert_eq!(desk.read("layouts/golden/sport.txt"), before);
    assert_eq!(state(&desk, "layouts/front.toml"), (1, "same".into()));
    assert_eq!(answered("y\n").0, Some(0));
    assert_eq!(desk.run(&["test"]).code, 0);
}

#[test]
fn without_golden_files_nothing_is_said_to_be_fine() {
    let desk = Desk::with_page("golden-none");
    let ran = desk.run(&["test", "--format", "json"]);
    assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &"golden-missing".into()));
    let ran = desk.run(&["test", "page.toml", "--format", "json"]);
    assert_eq!((ran.code, page(&ran, "page.toml")["state"].clone()), (1, "new".into()));
    let ran = desk.run(&["test", "nowhere", "--format", "json"]);
    assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &"golden-missing".into()));
}

#[test]
fn reports_are_never_written_over_what_was_read() {
    let desk = paper("golden-report-inputs");
    for input in [
        "layouts/front.toml",
        "stories/lead.md",
        "layouts/golden/front.txt",
        "layouts/golden/front.jpg",
    ] {
        let before = desk.read(input);
        for arguments in
            [["test", "--report", input], ["test", "--junit", input], ["review", "--report", input]]
        {
            let ran = desk.run(&[&arguments[..], &["--format", "json"]].concat());
            assert_eq!(ran.findings()[0]["code"], "output-unwritable", "{arguments:?}");
            assert_eq!(ran.code, 1, "{arguments:?}");
            assert_eq!(desk.read(input), before, "{arguments:?}");
        }
    }
}

#[test]
fn files_of_others_in_the_folder_are_left_alone() {
    let desk = paper("golden-others");
    desk.write("layouts/golden/README.txt", "How we review pages.\n");
    desk.write("layouts/golden/map.jpg", small_jpeg());
    let ran = desk.run(&["test"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "2 pages: 2 as before\n"));
    // A page that is gone leaves golden files, and beside them somebody keeps a picture.
    fs::remove_file(desk.path("layouts/sport.toml")).expect("it was written");
    desk.write("layouts/golden/sport.jpg", small_jpeg());
    assert_eq!(desk.run(&["review", "--remove"]).code, 0);
    assert!(!desk.path("layouts/golden/sport.txt").exists());
    for kept in ["README.txt", "map.jpg", "sport.jpg"] {
        assert!(desk.path(&format!("layouts/golden/{kept}")).exists(), "{kept}");
    }
}

/// A picture that no golden file is.
fn small_jpeg() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 80);
    let gray = jpeg_encoder::ColorType::Luma;
    encoder.encode(&[120; 64], 8, 8, gray).expect("memory takes it");
    jpeg
}

#[test]
fn what_only_has_the_name_of_a_golden_file_is_not_passed_over() {
    let desk = paper("golden-no-file");
    let path = desk.path("layouts/golden/front.txt");
    fs::remove_file(&path).expect("it was made");
    fs::create_dir(&path).expect("it can be made");
    assert_eq!(state(&desk, "layouts/front.toml"), (1, "damaged".into()));
    let ran = desk.run(&["review", "--accept", "--format", "json"]);
    assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &"output-unwritable".into()));
    fs::remove_dir(&path).expect("it is empty");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", &path).expect("a link can be made");
        assert_eq!(state(&desk, "layouts/front.toml"), (1, "damaged".into()));
        fs::remove_file(&path).expect("it was made");
        // A link must not lead the golden file to what the page is made from.
        std::os::unix::fs::symlink("../front.toml", &path).expect("a link can be made");
        let spec = desk.read("layouts/front.toml");
        assert_eq!(desk.run(&["review", "--accept"]).code, 1);
        assert_eq!(desk.read("layouts/front.toml"), spec);
        fs::remove_file(&path).expect("it was made");
        let made = Command::new("mkfifo").arg(&path).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(state(&desk, "layouts/front.toml"), (1, "damaged".into()), "no waiting");
            assert_eq!(desk.run(&["review", "--accept"]).code, 1);
        }
    }
}

#[test]
fn golden_files_are_added_where_they_are_asked_for() {
    let desk = paper("golden-added");
    assert_eq!(desk.run(&["review", "--accept", "layouts/front.toml"]).code, 0);
    assert!(!desk.path("layouts/golden/front.sha256").exists());
    let ran = desk.run(&["review", "--with", "bytes", "layouts/front.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "1 file written, 0 pages left as they were\n"));
    assert!(desk.path("layouts/golden/front.sha256").is_file());
    assert!(!desk.path("layouts/golden/sport.sha256").exists());
    assert_eq!(desk.run(&["test"]).code, 0);
}

#[test]
fn the_errors_of_a_page_are_told_with_what_follows_from_them() {
    let desk = paper("golden-errors");
    let elsewhere = Desk::new("golden-errors-elsewhere");
    let folder = desk.path("layouts").display().to_string();
    let ran = elsewhere.run(&["test", &folder]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[path-outside]"), "why all is different: {}", ran.err);
    let root = desk.folder.display().to_string();
    assert_eq!(elsewhere.run(&["test", &folder, "--root", &root]).code, 0);
}

#[test]
fn golden_files_with_marks_of_a_merge_are_damaged() {
    let desk = paper("golden-merge");
    let path = "layouts/golden/front.txt";
    let golden = String::from_utf8(desk.read(path)).expect("it is text");
    let lines: Vec<&str> = golden.lines().collect();
    let merged = [&lines[..3], &["<<<<<<< HEAD"], &lines[3..]].concat().join("\n") + "\n";
    desk.write(path, merged);
    assert_eq!(state(&desk, "layouts/front.toml"), (1, "damaged".into()));
}

/// Names of files and words of stories that look like parts of a structure.
#[test]
fn golden_files_are_whole_whatever_their_page_says() {
    let desk = Desk::new("golden-names");
    desk.write(
        "page.toml",
        "[page]\nstories = \"s\"\n[sheet]\nsize = \"china-tabloid\"\n[[story]]\n\
         slug = \"x:y,measure\"\ncolumns = \"1-2\"\nlines = \"1-40\"\n\
         pictures = [{ columns = \"1-2\", lines = \"20-30\" }]\n",
    );
    let picture = "map in (north): whole (1.00, 2.00)-(3.00, 4.00).jpg";
    desk.write(&format!("s/{picture}"), small_jpeg());
    let story = format!(
        "+++\nheadline = \"lines: end after 3 lines \\\\ \\\"\"\n[[pictures]]\nfile = \"{picture}\"\n\
         caption = \"in (1.00, 2.00): \\\"x\\\"\"\n+++\n\
         page 1: 1.00 x 1.00 finding error \"a\\\\\" {{江|jiang}} end after 9 lines\n\n\
         finding error x\n\nend after 2 lines\n"
    );
    desk.write("s/x:y,measure.md", story);
    assert_eq!(desk.run(&["review", "--accept", "page.toml"]).code, 0);
    let ran = desk.run(&["test"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "1 page: 1 as before\n"));
    let story = String::from_utf8(desk.read("s/x:y,measure.md")).expect("it is text");
    desk.write("s/x:y,measure.md", story.replace("finding error x", "finding error y"));
    assert_eq!(state(&desk, "page.toml"), (1, "different".into()));
}
