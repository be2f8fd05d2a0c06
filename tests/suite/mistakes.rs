//! Ordinary mistakes in a spec and around it: each is told once, at its place, with what to
//! write instead; and what is clear enough is taken as it is meant.

use banmian::diag::{Diagnostic, Severity};
use banmian::job::Outcome;

use crate::desk::Desk;
use crate::pages::set_all;

const STORY: &str = "\n[[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-20\"\n";
const PAGE: &str = "[page]\nlang = \"zh-Hans\"\nstories = \"stories\"\n";

fn run(test: &str, spec: &str) -> Outcome {
    let desk = Desk::new(test);
    desk.write("stories/lead.md", "+++\nheadline = \"老桥换新颜\"\n+++\n\n河埠街的路灯亮了。\n");
    desk.write("stories/plain.txt", "老桥换新颜\n\n河埠街的路灯亮了，街坊都说好。\n");
    desk.write("page.toml", spec);
    set_all(vec![desk.path("page.toml")], desk.folder.clone())
}

fn errors(outcome: &Outcome) -> Vec<&Diagnostic> {
    outcome.sink.list().iter().filter(|it| it.severity == Severity::Error).collect()
}

/// The only error of a spec: what is said, what to do, and the words it points at.
fn only(spec: &str) -> [String; 3] {
    let outcome = run("mistakes-told", spec);
    let errors = errors(&outcome);
    let told: Vec<String> = errors.iter().map(|it| it.message().en.clone()).collect();
    assert_eq!(errors.len(), 1, "{spec}\n{told:#?}");
    let hints: Vec<String> = errors[0].hints().iter().map(|hint| hint.en.clone()).collect();
    let place = errors[0].span.map(|span| {
        let text = &outcome.sources.get(span.source).text;
        text[span.start as usize..span.end as usize].to_owned()
    });
    [told[0].clone(), hints.join("\n"), place.unwrap_or_default()]
}

#[test]
fn a_mistake_is_told_once_with_what_to_write() {
    let page = |rest: &str| format!("{PAGE}{rest}{STORY}");
    let story =
        |line: &str| format!("{PAGE}\n[[story]]\n{line}\ncolumns = \"1-2\"\nlines = \"1-20\"\n");
    for (spec, said, hint, place) in [
        (page("date = 2026/11/28\n"), "a date is written", "date = 2026-11-28", "2026/11/28"),
        (page("date = 2026.11.28\n"), "a date is written", "date = 2026-11-28", ""),
        (page("date = 2026-11-8\n"), "a date is written", "date = 2026-11-08", ""),
        (page("date = 2026年11月8日\n"), "a date is written", "date = 2026-11-08", ""),
        (page("date = \"2026/11/28\"\n"), "not a date", "2026-11-28, without", "\"2026/11/28\""),
        (page("\n[masthead]\nshow = True\n"), "true nor false", "show = true", "True"),
        (page("\n[masthead]\nshow = 是\n"), "true nor false", "show = true", ""),
        (story("slug ＝ \"lead\""), "no = after", "instead of ＝", ""),
        (story("slug = “lead”"), "quotes", "instead of “", "“lead”"),
        (story("slug = ‘lead’"), "quotes", "instead of ‘", ""),
        (story("slug = \"lead\";"), "after the value", "leave out the ;", ""),
        (story("slug = \"lead\","), "after the value", "leave out the ,", ""),
        (story("代号 = \"lead\""), "Latin letters", "the key is slug", "代号"),
        (story("slug = \"lead.md\""), "no story", "did you mean `lead`", "\"lead.md\""),
        (page("\n[sheet]\nsize = \"148px x 210px\"\n"), "\"px\" is not a unit", "pt", ""),
        (page("\n[grid]\ngutter = \"4 毫\"\n"), "not a unit", "毫米", "\"4 毫\""),
        (page("\n[colors]\nred = \"rgb(255, 0, 0)\"\n"), "screen color", "cmyk(", ""),
        (page("\n[colors]\nred = \"#ff0000\"\n"), "screen color", "cmyk(", ""),
        (
            page("\n[styles.body]\nfont = \"华文中宋\"\n"),
            "no font",
            "banmian fonts",
            "\"华文中宋\"",
        ),
        (page("").replace("= \"stories\"", "= \"storys\""), "no such folder", "", "\"storys\""),
        (
            story("slug = \"plain\"\npictures = [{ columns = \"1\", lines = \"8-12\" }]"),
            "no picture for this box",
            "save it as .md",
            "",
        ),
        (
            page("\n[folio]\nleft = \"{weekdy}\"\n"),
            "no placeholder {weekdy}",
            "{weekday}",
            "{weekdy}",
        ),
    ] {
        let [told, hints, at] = only(&spec);
        assert!(told.contains(said), "{spec}\n{told}");
        assert!(hints.contains(hint), "{spec}\n{hints}");
        assert!(place.is_empty() || at == place, "{spec}\n{at}");
    }
}

#[test]
fn what_is_clear_enough_is_taken_as_it_is_meant() {
    for spec in [
        format!("{PAGE}{}", STORY.replace("1-2\"", "1－2\"").replace("1-20", "１-２０")),
        format!("{PAGE}{}", STORY.replace("1-20", "1−20")),
        format!("{PAGE}\n[styles.body]\nsize = \"5号\"\n{STORY}"),
        format!("{PAGE}\n[styles.body]\nsize = \"小5\"\n{STORY}"),
        format!("{PAGE}date = 2026-11-28\n[folio]\nleft = \"{{日期}}　{{星期}}\"\n{STORY}"),
    ] {
        let outcome = run("mistakes-taken", &spec);
        let told: Vec<String> = errors(&outcome).iter().map(|it| it.message().en.clone()).collect();
        assert!(told.is_empty(), "{spec}\n{told:#?}");
    }
}

#[test]
fn a_picture_misspelt_is_told_with_the_right_name() {
    let told = |file: &str| {
        let desk = Desk::new("mistakes-picture");
        let picture = std::fs::read("tests/fixtures/pages/gray.png").expect("it is there");
        desk.write("stories/Bridge.png", picture);
        desk.write(
            "stories/lead.md",
            format!("+++\nheadline = \"桥\"\n[[pictures]]\nfile = \"{file}\"\n+++\n\n正文。\n"),
        );
        desk.write("page.toml", format!("{PAGE}{STORY}"));
        let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
        let errors = errors(&outcome);
        assert_eq!(errors.len(), 1);
        errors[0].hints().iter().map(|hint| hint.en.clone()).collect::<Vec<_>>().join("\n")
    };
    assert!(told("bridge.png").contains("called `Bridge.png`: capital letters count"));
    assert!(told("Brigde.png").contains("did you mean"));
    assert!(told("elsewhere.tif").contains("story's own folder"));
}

#[test]
fn pages_of_different_issues_are_told() {
    let desk = Desk::new("mistakes-issue");
    desk.write("stories/a.md", "+++\nheadline = \"桥\"\n+++\n\n正文。\n");
    let page = |number: u32, issue: u32| {
        format!("{PAGE}number = {number}\nissue = {issue}\n{}", STORY.replace("lead", "a"))
    };
    desk.write("one.toml", page(1, 8215));
    desk.write("two.toml", page(2, 8216));
    let outcome = set_all(vec![desk.path("one.toml"), desk.path("two.toml")], desk.folder.clone());
    let told = outcome.sink.list().iter().any(|it| it.message().en.contains("issue 8216"));
    assert!(told);
}

#[test]
fn a_story_in_another_encoding_is_told_once() {
    let desk = Desk::with_page("mistakes-gbk");
    // 头版 in GBK.
    desk.write("stories/lead.md", [0xcd, 0xb7, 0xb0, 0xe6, b'\n']);
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let codes: Vec<_> = ran.findings().iter().map(|it| it["code"].clone()).collect();
    assert_eq!(codes, ["not-utf8"], "{}", ran.err);
}

#[test]
fn files_of_other_programs_are_told_by_what_they_are() {
    let desk = Desk::with_page("mistakes-documents");
    let told = |arguments: &[&str]| -> Vec<String> {
        let findings = desk.run(arguments).findings();
        let words = findings.iter().map(|it| it["message"]["en"].as_str().unwrap_or("").to_owned());
        words.collect()
    };
    let holds = |told: &[String], words: &str| {
        assert!(told.iter().any(|it| it.contains(words)), "{words}: {told:?}");
    };
    let check = ["check", "page.toml", "--format", "json"];
    // A story in Word.
    desk.write("stories/lead.docx", b"PK\x03\x04\x14\0\x06\0");
    let _ = std::fs::remove_file(desk.path("stories/lead.md"));
    holds(&told(&check), "is there as `lead.docx` alone");
    desk.write("lead.docx", b"PK\x03\x04\x14\0\x06\0");
    holds(&told(&["check", "lead.docx", "--format", "json"]), "a file of a word processor");
    desk.write("raw.txt", "%PDF-1.7\n");
    holds(
        &told(&["import", "raw.txt", "-o", "x.md", "--format", "json"]),
        "is a PDF, which is not read",
    );
    // A story in the place of a spec, and heads between other lines.
    let story = "+++\nheadline = \"桥\"\n+++\n\n正文。\n";
    desk.write("story.md", story);
    holds(&told(&["check", "story.md", "--format", "json"]), "this is a story, and no page spec");
    for fence in ["---", "＋＋＋"] {
        desk.write("stories/lead.md", story.replace("+++", fence));
        holds(&told(&check), &format!("between lines of `{fence}`"));
    }
    // Words of other programs.
    desk.write("stories/lead.md", story);
    let page = String::from_utf8(desk.read("page.toml")).expect("text");
    desk.write("page.toml", format!("{page}\n[styles.title]\nsize = \"20pt\"\n"));
    let findings = desk.run(&check).findings();
    let unknown = findings.iter().find(|it| it["code"] == "unknown-key").expect("it is told");
    assert_eq!(unknown["nearest"], "headline");
}
