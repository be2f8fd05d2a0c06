//! Several pages in one press file: in their order, with all findings in one
//! run, and only if they agree on what the whole file is.

use std::path::Path;

use banmian::job::Outcome;
use banmian::page::{Item, Page};
use banmian::picture::PictureId;
use banmian::{Engine, Job};

use crate::desk::{Desk, story};
use crate::tools;

/// A page with one story in the house's template.
fn page(number: u32, slug: &str, more: &str) -> String {
    format!(
        "extends = \"house.toml\"\n[page]\nnumber = {number}\n{more}\n\
         [[story]]\nslug = \"{slug}\"\ncolumns = \"1-2\"\nlines = \"1-20\"\n"
    )
}

const HOUSE: &str = "checks.hole = \"ignore\"\n[page]\npaper = \"渡口日报\"\nstories = \"stories\"\ndate = 2026-11-23\n\
                     [sheet]\nsize = \"china-tabloid\"\n";

/// A desk with pages 1 and 2 and a story for each.
fn desk(test: &str) -> Desk {
    let desk = Desk::new(test);
    desk.write("house.toml", HOUSE);
    desk.write("one.toml", page(1, "lamps", ""));
    desk.write("two.toml", page(2, "ferry", ""));
    desk.write("stories/lamps.md", story("河埠街的路灯一盏接一盏亮了起来。"));
    desk.write("stories/ferry.md", story("渡轮今晨第一次准点开航。"));
    desk
}

fn codes(findings: &[serde_json::Value]) -> Vec<&str> {
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

/// The findings that have to do with several pages.
fn of_pages(desk: &Desk, specs: &[&str]) -> Vec<serde_json::Value> {
    let arguments: Vec<&str> =
        [&["check"], specs, &["--format", "json"]].into_iter().flatten().copied().collect();
    let mut findings = desk.run(&arguments).findings();
    findings.retain(|finding| finding["code"] != "underset");
    findings
}

#[test]
fn pages_stand_in_one_file_in_the_order_given() {
    let desk = desk("several");
    let ran = desk.run(&["build", "two.toml", "one.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.files(), ["house.toml", "one.toml", "stories", "two.pdf", "two.toml"]);
    let Some(text) = tools::run("pdftotext", &["{}", "-"], &desk.read("two.pdf")) else { return };
    let text = text.out;
    let pages: Vec<&str> = text.split('\u{c}').collect();
    assert!(pages[0].contains("渡轮今晨"), "{text}");
    assert!(pages[1].contains("河埠街"), "{text}");
}

#[test]
fn one_run_tells_what_is_wrong_with_every_page() {
    let desk = desk("all-findings");
    desk.write("one.toml", page(1, "lampe", ""));
    desk.write("two.toml", page(2, "fery", ""));
    let ran = desk.run(&["build", "one.toml", "two.toml", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let findings = ran.findings();
    assert_eq!(codes(&findings), ["story-missing", "story-missing"]);
    assert_eq!(findings[0]["file"], "one.toml");
    assert_eq!(findings[1]["file"], "two.toml");
    assert!(!desk.files().contains(&"one.pdf".to_owned()));
}

#[test]
fn what_a_shared_template_does_wrong_is_told_once() {
    let desk = desk("shared-mistake");
    desk.write(
        "house.toml",
        format!("{HOUSE}[colors]\ndeep = \"cmyk(80, 80, 80, 100)\"\nwrong = \"#fff\"\n"),
    );
    let findings = of_pages(&desk, &["one.toml", "two.toml"]);
    assert_eq!(codes(&findings), ["bad-value"]);
}

#[test]
fn a_page_that_cannot_be_read_keeps_the_others_from_press() {
    let desk = desk("unreadable");
    let ran = desk.run(&["build", "one.toml", "three.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("three.toml"), "{}", ran.err);
    assert!(!desk.files().contains(&"one.pdf".to_owned()));
}

#[test]
fn pages_must_agree_on_the_whole_file() {
    let desk = desk("disagree");
    desk.write("two.toml", page(2, "ferry", "[output]\nstandard = \"PDF/X-1a\"\nmax-ink = 260\n"));
    let findings = of_pages(&desk, &["one.toml", "two.toml"]);
    assert_eq!(codes(&findings), ["pages-disagree", "pages-disagree"]);
    assert_eq!(findings[0]["severity"], "error");
    let message = findings[0]["message"]["en"].as_str().expect("there is a message");
    assert!(message.contains("one.toml and two.toml"), "{message}");
    assert!(message.contains("\"standard\""), "{message}");
    assert_eq!((&findings[0]["file"], &findings[0]["line"]), (&"two.toml".into(), &5.into()));
    assert_eq!(findings[1]["line"], 6);

    // It is the first page that says something of its own.
    let findings = of_pages(&desk, &["two.toml", "one.toml"]);
    assert_eq!((&findings[0]["file"], &findings[0]["line"]), (&"two.toml".into(), &5.into()));
    // Inks are each page's own matter.
    desk.write("two.toml", page(2, "ferry", "[output]\ninks = \"black\"\n"));
    assert!(of_pages(&desk, &["one.toml", "two.toml"]).is_empty());
}

#[test]
fn a_page_of_another_day_or_a_page_twice_is_told() {
    let desk = desk("another-day");
    desk.write("two.toml", page(1, "lamps", "date = 2026-11-24"));
    let findings = of_pages(&desk, &["one.toml", "two.toml"]);
    assert_eq!(codes(&findings), ["pages-disagree", "pages-disagree", "story-used-twice"]);
    assert!(findings.iter().all(|finding| finding["severity"] == "warning"));
}

#[test]
fn pictures_on_several_pages_are_opened_once() {
    let desk = desk("shared-picture");
    let gray = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages/gray.png");
    desk.write("stories/gray.png", std::fs::read(gray).expect("the fixture is there"));
    for slug in ["lamps", "ferry"] {
        let text =
            format!("+++\nheadline = \"{slug}\"\n[[pictures]]\nfile = \"gray.png\"\n+++\n渡口。\n");
        desk.write(&format!("stories/{slug}.md"), text);
    }
    let picture = "pictures = [{ columns = \"1\", lines = \"2-6\" }]\n";
    for (number, slug) in [(1, "lamps"), (2, "ferry")] {
        let name = ["one.toml", "two.toml"][number - 1];
        desk.write(name, page(number as u32, slug, "") + picture);
    }
    let specs = vec![desk.path("one.toml"), desk.path("two.toml")];
    let outcome = Engine::new().run(&Job::new(specs));
    let pages = outcome.document.expect("pages can be made").pages;
    let pictures = |page: &Page| -> Vec<PictureId> {
        let items = page.items.iter();
        items
            .filter_map(|item| match item {
                Item::Picture(placed) => Some(placed.picture),
                Item::Line(_) | Item::Shape(_) => None,
            })
            .collect()
    };
    assert_eq!(pictures(&pages[0]).len(), 1);
    assert_eq!(pictures(&pages[0]), pictures(&pages[1]));
}

#[test]
fn every_page_gets_a_proof_of_its_own() {
    let desk = desk("proofs");
    let ran = desk.run(&["proof", "one.toml", "two.toml", "--dpi", "20"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for file in ["one-1.png", "one-2.png"] {
        assert!(desk.read(file).starts_with(b"\x89PNG"), "{file}");
        assert!(ran.err.contains(&format!("wrote {file}")), "{}", ran.err);
    }
    let ran = desk.run(&["proof", "one.toml", "two.toml", "-o", "both.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("both.pdf").starts_with(b"%PDF-"));
}

#[test]
fn a_job_without_pages_has_no_document() {
    let Outcome { document, sink, .. } =
        Engine::new().run(&Job::new(Vec::<std::path::PathBuf>::new()));
    assert!(document.is_none());
    assert!(sink.list().is_empty());
}
