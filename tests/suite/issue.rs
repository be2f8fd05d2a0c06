//! Editions that are sent to the printer: the manifest, which plates changed, that nothing
//! that was sent is written over, and a folder held against its manifest.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};

use banmian::plates::{self, PlateDigest};
use banmian::reader::{self, Ink};
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;

use crate::desk::{Desk, Ran, cache_home, story};
use crate::reader::page;

/// Two pages: a story in black on a tint of cyan under a red headline, and one with a
/// picture.
const EDITION: &str = r#"[edition]
paper  = "渡口日报"
date   = 2026-11-28
issue  = 8220
output = "out/{page}_{zone}_{version}.pdf"

[[section]]
name = "要闻"
[[section.page]]
layout = "one.toml"
[[section.page]]
layout = "two.toml"

[[zone]]
name = "east"
[[zone.page]]
number  = 2
stories = "east"

[[version]]
number = 2
[[version]]
number = 3
"#;

const ONE: &str = r#"checks = { hole = "ignore", underset = "ignore" }
[page]
stories = "copy/one"
[sheet]
size = "a5"
[grid]
columns = 2
[styles.body]
size = "6pt"
[[story]]
slug    = "lead"
columns = "1-2"
lines   = "1-20"
tint    = "cmyk(20, 0, 0, 0)"
styles.headline.color = "cmyk(0, 100, 100, 0)"
"#;

const TWO: &str = r#"checks = { hole = "ignore", underset = "ignore" }
[page]
stories = "copy/two"
[sheet]
size  = "a5"
marks = "full"
[grid]
columns = 2
[[story]]
slug    = "brief"
columns = "1"
lines   = "1-20"
[[picture]]
story   = "brief"
columns = "2"
lines   = "1-12"
caption = "none"
"#;

const LEAD: &str = "河埠街的路灯一盏接一盏亮了起来，街坊们说，夜里走路踏实多了。";
/// The second story, with its picture.
fn brief(text: &str, alt: &str) -> String {
    story(text).replacen(
        "\n+++\n",
        &format!("\n[[pictures]]\nfile = \"../../photo.png\"\nalt = \"{alt}\"\ncredit = \"林晓舟\"\n+++\n"),
        1,
    )
}

const BRIEF: &str = "渡口的早市从今天起提前半个钟头开门。";

fn photo(seed: u8) -> Vec<u8> {
    let pixel = |x: u32, y: u32| {
        let (x, y) = (x as u8, y as u8);
        Rgb([x.wrapping_mul(3), y.wrapping_mul(2), x.wrapping_add(y).wrapping_add(seed)])
    };
    let mut bytes = Cursor::new(Vec::new());
    let image = RgbImage::from_fn(480, 360, pixel);
    image.write_to(&mut bytes, ImageFormat::Png).expect("memory takes it");
    bytes.into_inner()
}

fn paper(test: &str) -> Desk {
    let desk = Desk::new(test);
    desk.write("edition.toml", EDITION);
    desk.write("one.toml", ONE);
    desk.write("two.toml", TWO);
    desk.write("copy/one/lead.md", story(LEAD));
    desk.write("copy/two/brief.md", brief(BRIEF, "渡口"));
    desk.write(
        "east/brief.md",
        brief("城东的早市从今天起提前一个钟头开门。", "渡口").replace("../../", "../"),
    );
    desk.write("photo.png", photo(0));
    desk
}

fn issue(desk: &Desk, arguments: &[&str]) -> Ran {
    desk.run(&[&["issue", "edition.toml", "--messages", "en"], arguments].concat())
}

fn sent(desk: &Desk, version: &str, more: &[&str]) -> Ran {
    let ran = issue(desk, &[&["--version", version], more].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.err, ran.text());
    ran
}

fn folder(name: &str) -> String {
    format!("sent/2026-11-28/{name}")
}

fn manifest(desk: &Desk, name: &str) -> Value {
    let bytes = desk.read(&format!("{}/manifest.json", folder(name)));
    serde_json::from_slice(&bytes).expect("it is JSON")
}

/// The plates to make for each page, in the words of the manifest.
fn changed(desk: &Desk, name: &str) -> Vec<Vec<String>> {
    let manifest = manifest(desk, name);
    let names = |file: &Value| -> Vec<String> {
        let plates = file["changed_plates"].as_array().expect("a list");
        plates.iter().map(|ink| ink.as_str().expect("a name").to_owned()).collect()
    };
    manifest["files"].as_array().expect("a list").iter().map(names).collect()
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("so can its files").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The codes of what `--check` finds.
fn checked(desk: &Desk, folder: &str) -> Vec<String> {
    let ran = desk.run(&["issue", "--check", folder, "--format", "json"]);
    let findings = ran.findings();
    assert_eq!(ran.code, i32::from(!findings.is_empty()), "{findings:?}");
    let told = |finding: &Value| {
        let path = finding["path"].as_str().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        assert_eq!(finding["code"], "sent-broken", "{finding}");
        format!("{name}: {}", finding["message"]["en"].as_str().unwrap_or_default())
    };
    findings.iter().map(told).collect()
}

#[test]
fn what_is_sent_first_needs_all_of_its_plates() {
    let desk = paper("issue-first");
    let ran = sent(&desk, "1", &["--by", "罗一川", "--time", "23:40", "--format", "json"]);
    let manifest = manifest(&desk, "main-1");
    assert_eq!(ran.answer()["issue"], manifest);
    let outputs = ran.answer()["outputs"].as_array().cloned().expect("a list");
    let paths: Vec<&str> = outputs.iter().filter_map(|it| it["path"].as_str()).collect();
    let names = ["01_main_1.pdf", "02_main_1.pdf", "manifest.txt", "manifest.json"];
    assert_eq!(paths, names.map(|name| format!("{}/{name}", folder("main-1"))));
    let mut listed = names.map(str::to_owned);
    listed.sort();
    assert_eq!(names_in(&desk.path(&folder("main-1"))), listed);
    // Nothing else is left beside it.
    assert_eq!(names_in(&desk.path("sent/2026-11-28")), ["main-1"]);

    assert_eq!(manifest["format"], 1);
    for (member, value) in [
        ("paper", "渡口日报"),
        ("date", "2026-11-28"),
        ("issue", "8220"),
        ("zone", "main"),
        ("by", "罗一川"),
        ("time", "23:40"),
    ] {
        assert_eq!(manifest[member], value);
    }
    assert_eq!((&manifest["version"], &manifest["compared_with"]), (&1.into(), &Value::Null));
    let [one, two] = manifest["files"].as_array().expect("a list").as_slice() else {
        panic!("two pages")
    };
    assert_eq!(one["name"], "01_main_1.pdf");
    assert_eq!((&one["page"], &one["section"]), (&"1".into(), &"要闻".into()));
    assert_eq!((&one["width_mm"], &one["height_mm"]), (&148.0.into(), &210.0.into()));
    assert_eq!(one["standard"], "PDF/X-4");
    assert!(one["output_condition"].as_str().is_some_and(|it| !it.is_empty()), "{one}");
    assert_eq!(one["bytes"], desk.read(&format!("{}/01_main_1.pdf", folder("main-1"))).len());
    for file in [one, two] {
        assert_eq!(file["inks"], serde_json::json!(["Cyan", "Magenta", "Yellow", "Black"]));
        assert_eq!(file["changed_plates"], file["inks"]);
    }
    let text = String::from_utf8(desk.read(&format!("{}/manifest.txt", folder("main-1"))));
    let text = text.expect("it is UTF-8");
    assert!(text.contains("第 1 版：青、品红、黄、黑"), "{text}");
    assert!(text.contains("page 1: cyan, magenta, yellow, black"), "{text}");
    assert!(text.contains("罗一川") && text.contains("23:40"), "{text}");
    assert_eq!(checked(&desk, &folder("main-1")), Vec::<String>::new());
}

#[test]
fn a_changed_word_changes_black_alone() {
    let desk = paper("issue-word");
    sent(&desk, "1", &[]);
    // A mark of 6 pt on a tint: what lies below black type is not touched.
    desk.write("copy/one/lead.md", story(&LEAD.replace('，', "、")));
    let ran = sent(&desk, "2", &[]);
    assert_eq!(changed(&desk, "main-2"), [vec!["Black"], vec![]]);
    let told = "1 of 8 plates have changed since version 1 of the main edition\n\
                page 1: black\nas before: page 2\n";
    assert!(ran.err.ends_with(told), "{}", ran.err);
    let manifest = manifest(&desk, "main-2");
    let before = &manifest["compared_with"];
    assert_eq!((&before["version"], &before["folder"]), (&1.into(), &"../main-1".into()));
    // The next one is held against the second.
    desk.write("copy/two/brief.md", brief(&BRIEF.replace('今', "明"), "渡口"));
    sent(&desk, "3", &[]);
    assert_eq!(changed(&desk, "main-3"), [vec![], vec!["Black"]]);
}

/// The plates of a page with this content, by ink and hash.
fn plates_of(content: &str) -> Vec<PlateDigest> {
    let pdf = page("/Font << >>", content, &[]);
    let file = reader::open(pdf).expect("it can be opened");
    plates::digests(&file, 0).expect("it has plates")
}

/// The inks whose plates differ.
fn apart(one: &[PlateDigest], other: &[PlateDigest]) -> Vec<Ink> {
    let differs = |plate: &&PlateDigest| !other.contains(plate);
    one.iter().filter(differs).map(|plate| plate.ink.clone()).collect()
}

#[test]
fn the_least_that_can_be_seen_is_in_the_hashes() {
    let tint = "0.2 0.4 0 0 k 10 10 80 80 re f";
    let black = "0 0 0 1 k 20 20 30 0.3 re f";
    let plain = plates_of(&format!("{tint} {black}"));
    let inks: Vec<Ink> = plain.iter().map(|plate| plate.ink.clone()).collect();
    // No yellow, no plate; the black line knocks cyan and magenta out.
    assert_eq!(inks, [Ink::Cyan, Ink::Magenta, Ink::Black]);
    for (content, changed) in [
        // Written otherwise, and the same.
        (format!("q {tint} Q 1 0 0 1 0 0 cm\n {black} % dots"), vec![]),
        // Half a percent, and one.
        (format!("{} {black}", tint.replace("0.2 0.4", "0.205 0.4")), vec![Ink::Cyan]),
        (format!("{} {black}", tint.replace("0.2 0.4", "0.2 0.41")), vec![Ink::Magenta]),
        // A hundredth of a millimeter lower or longer: 0.028 pt.
        (format!("{tint} {}", black.replace("20 20", "20 19.972")), inks.clone()),
        (format!("{tint} {}", black.replace("30 0.3", "30.028 0.3")), inks.clone()),
        // A dot of 0.03 mm, on the tint and beside it.
        (format!("{tint} {black} 60 60 0.09 0.09 re f"), inks.clone()),
        (format!("{tint} {black} 5 5 0.09 0.09 re f"), vec![Ink::Black]),
        // A knockout of nothing.
        (format!("{tint} {black} 0 0 0 0 k 1 1 5 5 re f"), vec![]),
    ] {
        assert_eq!(apart(&plain, &plates_of(&content)), changed, "{content}");
    }
}

#[test]
fn another_picture_changes_all_plates_of_its_page() {
    let desk = paper("issue-picture");
    sent(&desk, "1", &[]);
    desk.write("photo.png", photo(90));
    sent(&desk, "2", &[]);
    let all = vec!["Cyan", "Magenta", "Yellow", "Black"];
    assert_eq!(changed(&desk, "main-2"), [vec![], all]);
}

#[test]
fn tints_change_the_plates_of_their_inks() {
    let desk = paper("issue-tint");
    sent(&desk, "1", &[]);
    desk.write("one.toml", ONE.replace("cmyk(0, 100, 100, 0)", "cmyk(0, 95, 90, 0)"));
    sent(&desk, "2", &[]);
    assert_eq!(changed(&desk, "main-2"), [vec!["Magenta", "Yellow"], vec![]]);
    // One percent of cyan below all of the story.
    desk.write("one.toml", ONE.replace("100, 100", "95, 90").replace("(20,", "(21,"));
    sent(&desk, "3", &[]);
    assert_eq!(changed(&desk, "main-3"), [vec!["Cyan"], vec![]]);
}

#[test]
fn what_is_not_printed_changes_no_plate() {
    let desk = paper("issue-same");
    sent(&desk, "1", &[]);
    // The number of the issue and the words read aloud for the picture stand in the file alone.
    desk.write("edition.toml", EDITION.replace("8220", "8221"));
    desk.write("copy/two/brief.md", brief(BRIEF, "渡口的早市"));
    let ran = sent(&desk, "2", &[]);
    assert_eq!(changed(&desk, "main-2"), [Vec::<String>::new(), vec![]]);
    let told = "no plate has changed since version 1 of the main edition\nas before: page 1, 2\n";
    assert!(ran.err.ends_with(told), "{}", ran.err);
    let old = desk.read(&format!("{}/02_main_1.pdf", folder("main-1")));
    assert_ne!(old, desk.read(&format!("{}/02_main_2.pdf", folder("main-2"))), "a test of nothing");
}

#[test]
fn a_page_that_loses_an_ink_says_so() {
    let desk = paper("issue-dropped");
    sent(&desk, "1", &[]);
    let black = ONE.replace("cmyk(0, 100, 100, 0)", "black");
    // Red knocked the tint below it out, black does not.
    desk.write("one.toml", &black);
    let ran = sent(&desk, "2", &["--only-changed"]);
    assert_eq!(changed(&desk, "main-2"), [vec!["Cyan", "Black"], vec![]]);
    assert!(ran.err.contains("page 1: cyan, black; no longer magenta, yellow\n"), "{}", ran.err);
}

#[test]
fn only_files_with_changed_plates_are_written_if_that_is_asked_for() {
    let desk = paper("issue-only");
    sent(&desk, "1", &[]);
    desk.write("copy/one/lead.md", story("河埠街的路灯昨夜全亮了。"));
    sent(&desk, "2", &["--only-changed"]);
    let names = ["01_main_2.pdf", "manifest.json", "manifest.txt"];
    assert_eq!(names_in(&desk.path(&folder("main-2"))), names);
    let second = manifest(&desk, "main-2");
    assert_eq!(second["files"][0]["folder"], Value::Null);
    assert_eq!(second["files"][1]["folder"], "../main-1");
    assert_eq!(second["files"][1]["name"], "02_main_1.pdf");
    assert_eq!(second["files"][1]["sha256"], manifest(&desk, "main-1")["files"][1]["sha256"]);
    // What is where it was stays there; the first page is in the second folder now.
    sent(&desk, "3", &["--only-changed"]);
    let third = manifest(&desk, "main-3");
    assert_eq!(third["files"][0]["folder"], "../main-2");
    assert_eq!(third["files"][1]["folder"], "../main-1");
    assert_eq!(checked(&desk, &folder("main-3")), Vec::<String>::new());
    fs::remove_file(desk.path(&format!("{}/02_main_1.pdf", folder("main-1"))))
        .expect("it is there");
    assert_eq!(checked(&desk, &folder("main-3")).len(), 1);
}

#[test]
fn a_zone_is_held_against_the_main_edition_and_then_against_itself() {
    let desk = paper("issue-zone");
    sent(&desk, "1", &[]);
    let ran = sent(&desk, "1", &["--zone", "east"]);
    assert_eq!(changed(&desk, "east-1"), [vec![], vec!["Black"]]);
    assert!(ran.err.contains("since version 1 of the main edition"), "{}", ran.err);
    desk.write(
        "east/brief.md",
        brief("城东的早市从今天起提前两个钟头开门。", "渡口").replace("../../", "../"),
    );
    let ran = sent(&desk, "2", &["--zone", "east"]);
    assert_eq!(changed(&desk, "east-2"), [vec![], vec!["Black"]]);
    assert!(ran.err.contains("since version 1 of the zone `east`"), "{}", ran.err);
}

#[test]
fn what_was_sent_is_never_written_over() {
    let desk = paper("issue-again");
    sent(&desk, "1", &[]);
    let old = desk.read(&format!("{}/manifest.json", folder("main-1")));
    desk.write("copy/one/lead.md", story("河埠街的路灯昨夜全亮了。"));
    let ran = issue(&desk, &["--version", "1", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let findings = ran.findings();
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(finding["code"], "already-sent");
    assert_eq!(finding["next_version"], 2);
    assert_eq!(desk.read(&format!("{}/manifest.json", folder("main-1"))), old);
    // Nor is a folder that somebody else has made, even an empty one.
    fs::create_dir(desk.path(&folder("main-2"))).expect("it can be made");
    let ran = desk.run(&["issue", "edition.toml", "--version", "2", "--messages", "zh"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("已经付印") && ran.err.contains("--version 3"), "{}", ran.err);
    assert_eq!(names_in(&desk.path("sent/2026-11-28")), ["main-1", "main-2"]);
}

#[test]
fn of_two_at_once_one_wins() {
    let desk = paper("issue-race");
    let begin = || {
        Command::new(env!("CARGO_BIN_EXE_banmian"))
            .args(["issue", "edition.toml", "--version", "1", "--messages", "en"])
            .current_dir(&desk.folder)
            .env_remove("BANMIAN_CACHE")
            .env("XDG_CACHE_HOME", cache_home())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command can be run")
    };
    let runs = [begin(), begin()];
    let ended = runs.map(|run| run.wait_with_output().expect("it ends"));
    let mut codes = ended.each_ref().map(|run| run.status.code());
    codes.sort();
    let said = ended.map(|run| String::from_utf8_lossy(&run.stderr).into_owned());
    assert_eq!(codes, [Some(0), Some(1)], "{said:?}");
    let told = said.iter().filter(|said| said.contains("was sent already")).count();
    assert_eq!(told, 1, "{said:?}");
    assert_eq!(names_in(&desk.path("sent/2026-11-28")), ["main-1"]);
    assert_eq!(checked(&desk, &folder("main-1")), Vec::<String>::new());
}

#[test]
fn nothing_is_sent_if_a_page_has_an_error() {
    let desk = paper("issue-error");
    fs::rename(desk.path("photo.png"), desk.path("lost.png")).expect("it is there");
    let ran = issue(&desk, &["--version", "1"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("photo.png") && ran.err.ends_with("nothing was sent\n"),
        "{}",
        ran.err
    );
    assert!(!desk.path("sent").exists());
    // Nor is a page without its edition, or a file that is not there.
    for (name, code) in [("one.toml", "edition-broken"), ("none.toml", "file-unreadable")] {
        let ran = desk.run(&["issue", name, "--format", "json"]);
        assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &code.into()));
    }
}

#[test]
fn what_a_run_left_behind_that_was_ended_is_cleared_away() {
    let desk = paper("issue-left");
    desk.write("sent/2026-11-28/.main-1.banmian-1-0.folder/01_main_1.pdf", "half");
    desk.write("sent/2026-11-28/.main-1.banmian-1-0.part", "");
    desk.write("sent/2026-11-28/.others/kept.txt", "not ours");
    sent(&desk, "1", &[]);
    assert_eq!(names_in(&desk.path("sent/2026-11-28")), [".others", "main-1"]);
}

#[test]
fn a_folder_is_held_against_its_manifest() {
    let desk = paper("issue-check");
    sent(&desk, "1", &["--to", "printer"]);
    let folder = "printer/2026-11-28/main-1";
    assert_eq!(checked(&desk, folder), Vec::<String>::new());
    let ran = desk.run(&["issue", "--check", folder, "--messages", "zh"]);
    assert!(ran.err.contains("与清单相符：共 2 个付印文件"), "{}", ran.err);
    let first = desk.path(&format!("{folder}/01_main_1.pdf"));
    let bytes = fs::read(&first).expect("it is there");
    let mut other = bytes.clone();
    other[100] ^= 1;
    fs::write(&first, other).expect("it can be written");
    desk.write(&format!("{folder}/note.txt"), "hello");
    fs::remove_file(desk.path(&format!("{folder}/manifest.txt"))).expect("it is there");
    let told = checked(&desk, folder);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("01_main_1.pdf:") && told[0].contains("its bytes are others"));
    assert!(told[1].starts_with("manifest.txt:") && told[1].contains("not there"));
    assert!(told[2].starts_with("note.txt:") && told[2].contains("not in the manifest"));

    let path = format!("{folder}/manifest.json");
    let whole = desk.read(&path);
    for half in [&whole[..whole.len() / 2], b"{}", b"[1]", b"{\"format\": 1}", b""] {
        desk.write(&path, half);
        let told = checked(&desk, folder);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("no whole manifest"), "{told:?}");
    }
    let text = String::from_utf8(whole.clone()).expect("it is UTF-8");
    desk.write(&path, text.replacen("\"format\": 1", "\"format\": 2", 1));
    assert!(checked(&desk, folder)[0].contains("has format 2"));
    // A manifest leads to no other places.
    for name in ["../../page.pdf", "/etc/hosts", ".."] {
        desk.write(&path, text.replacen("01_main_1.pdf", name, 1));
        assert!(checked(&desk, folder)[0].contains("no whole manifest"), "{name}");
    }
}

#[test]
fn a_manifest_that_cannot_be_used_makes_all_plates_new() {
    let desk = paper("issue-unreadable");
    sent(&desk, "1", &[]);
    let path = format!("{}/manifest.json", folder("main-1"));
    let text = String::from_utf8(desk.read(&path)).expect("it is UTF-8");
    desk.write(&path, &text[..200]);
    let ran = sent(&desk, "2", &["--format", "json", "--only-changed"]);
    let found = ran.findings();
    assert!(found.iter().any(|it| it["code"] == "plates-not-compared"), "{found:#?}");
    assert_eq!(changed(&desk, "main-2").concat().len(), 8);
    let ran = issue(&desk, &["--version", "3", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "the second is whole: {}", ran.err);
    fs::remove_dir_all(desk.path(&folder("main-2"))).expect("it is there");
    fs::remove_dir_all(desk.path(&folder("main-3"))).expect("it is there");
    let ran = issue(&desk, &["--version", "2", "--deny", "warnings"]);
    assert!(ran.code == 1 && ran.err.contains("error[plates-not-compared]"), "{}", ran.err);
    desk.write(&path, text.replace("blake3-tints-1", "another-way"));
    let ran = sent(&desk, "2", &["--format", "json"]);
    let found = ran.findings();
    assert!(found.iter().any(|it| it["code"] == "plates-not-compared"), "{found:#?}");
    assert_eq!(changed(&desk, "main-2").concat().len(), 8);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let desk = paper("issue-same-bytes");
    sent(&desk, "1", &["--to", "a"]);
    sent(&desk, "1", &["--to", "b", "--no-cache"]);
    let (one, other) = ("a/2026-11-28/main-1", "b/2026-11-28/main-1");
    for name in names_in(&desk.path(one)) {
        assert_eq!(
            desk.read(&format!("{one}/{name}")),
            desk.read(&format!("{other}/{name}")),
            "{name}"
        );
    }
}
