//! A page whose copy is not there yet, and what falls off: what proof and check say of
//! them in numbers.

use banmian::diag::Language;
use banmian::geom::Abs;
use banmian::job::Outcome;
use banmian::page::{Item, ReportOf};
use banmian::proof::{Overlay, PrintedAt, overlay, show_kept_places};
use serde_json::Value;

use crate::desk::Desk;
use crate::hand::fonts;
use crate::pages::set;

const PAGE: &str = r#"
[page]
lang = "zh-Hans"
date = 2026-11-28
stories = "stories"

[sheet]
size   = "A4"
margin = "15mm"

[grid]
columns = 4

[[story]]
slug    = "ferry"
columns = "1-2"
lines   = "1-20"

[[story]]
slug    = "late"
columns = "3-4"
lines   = "1-20"
pictures = [{ columns = "3", lines = "11-20" }]
"#;

const FERRY: &str = "+++\nheadline = \"渡船\"\n+++\n\n";

fn desk(name: &str, paragraphs: usize) -> Desk {
    let desk = Desk::new(name);
    desk.write("page.toml", PAGE);
    let text = "清晨六点，头班渡船离岸，船上坐着二十三个人和两辆单车。".repeat(4);
    desk.write("stories/ferry.md", format!("{FERRY}{}", format!("{text}\n\n").repeat(paragraphs)));
    desk
}

fn outcome(desk: &Desk) -> Outcome {
    set(desk.path("page.toml"), desk.folder.clone())
}

fn story(desk: &Desk, slug: &str) -> Value {
    let ran = desk.run(&["check", "page.toml", "--format", "json", "--verbose"]);
    let answer = ran.answer();
    let stories = answer["stories"].as_array().expect("it is there");
    stories.iter().find(|story| story["slug"] == slug).expect("it is there").clone()
}

#[test]
fn the_place_of_a_missing_story_is_kept_with_its_room() {
    let desk = desk("planning-missing", 1);
    let late = story(&desk, "late");
    assert_eq!(late["of"], "missing");
    assert_eq!(late["characters"], 0);
    let lines = late["underset_lines"].as_u64().expect("it is there");
    // Two columns of twenty lines, without the ten of the picture.
    assert_eq!(lines, 30);
    // Full lines hold the same number of characters each.
    let characters = late["underset_characters"].as_u64().expect("it is there");
    assert_eq!(characters % lines, 0);
    assert!(characters / lines > 8, "{characters}");
}

#[test]
fn a_proof_shows_what_is_missing_without_being_asked() {
    let desk = desk("planning-proof", 1);
    let mut outcome = outcome(&desk);
    let page = &mut outcome.document.as_mut().expect("it is there").pages[0];
    let before = page.items.len();
    show_kept_places(page, Language::English, fonts());
    let words: Vec<String> = page.items[before..]
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some(line.runs.iter().map(|run| run.text.as_str()).collect()),
            Item::Shape(_) | Item::Picture(_) => None,
        })
        .collect();
    assert_eq!(words.len(), 2);
    assert_eq!(words[0], "late");
    assert!(words[1].starts_with("not there yet: room for 30 lines, some "), "{}", words[1]);
}

#[test]
fn check_says_at_which_words_a_story_falls_off() {
    let desk = desk("planning-overset", 12);
    let ferry = story(&desk, "ferry");
    let lost = ferry["overset_text"].as_str().expect("it is there");
    assert!(!lost.is_empty() && lost.chars().count() <= 40, "{lost}");
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let findings = ran.findings();
    let overset = findings.iter().find(|it| it["code"] == "overset").expect("it is there");
    assert_eq!(overset["lost_text"], lost);
    // They are the words of the story from there on.
    let set: String = outcome(&desk).document.expect("it is there").pages[0]
        .stories
        .iter()
        .filter(|story| story.of == ReportOf::Story)
        .flat_map(|story| &story.lines_fit)
        .filter(|line| line.part == banmian::page::Part::Body)
        .map(|line| line.text.trim())
        .collect();
    let all: String = std::fs::read_to_string(desk.path("stories/ferry.md"))
        .expect("it is there")
        .split_off(FERRY.len())
        .split_whitespace()
        .collect();
    let rest = all.strip_prefix(set.as_str()).expect("it is there");
    assert!(rest.starts_with(lost), "{rest} does not start with {lost}");
}

#[test]
fn a_short_story_is_told_in_lines_of_the_page_too() {
    let desk = desk("planning-short", 1);
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let findings = ran.findings();
    let short = findings.iter().find(|it| it["code"] == "underset").expect("it is there");
    let lines = short["lines"].as_u64().expect("it is there");
    assert_eq!(short["page_lines"], lines / 2);
    let room = short["characters"].as_u64().expect("it is there");
    assert!(room > lines * 5, "{room} characters in {lines} lines");
    let said = desk.run(&["check", "page.toml", "--messages", "zh"]).err;
    assert!(said.contains(&format!("合版面 {} 行", lines / 2)), "{said}");
}

#[test]
fn overlays_number_the_grid_and_name_the_places() {
    let desk = desk("planning-numbers", 1);
    let mut outcome = outcome(&desk);
    let page = &mut outcome.document.as_mut().expect("it is there").pages[0];
    let (before, area) = (page.items.len(), page.grid.area);
    overlay(page, &[Overlay::Grid], PrintedAt::FULL, fonts());
    let number = |item: &Item| match item {
        Item::Line(line) => {
            let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
            Some((text, line.origin))
        }
        Item::Shape(_) | Item::Picture(_) => None,
    };
    let numbers: Vec<_> = page.items[before..].iter().filter_map(number).collect();
    let at_left = |text: &str| {
        let found = numbers.iter().find(|(number, at)| number == text && at.x < area.left);
        found.map(|(_, at)| at.y).expect("it is there")
    };
    // The number stands at its baseline, a third of its size lower than its own.
    let line_10 = page.grid.first_baseline + page.grid.leading * 9;
    assert!((at_left("10") - line_10).to_pt().abs() < 2.0);
    let columns: Vec<&str> = numbers
        .iter()
        .filter(|(_, at)| at.x > area.left && at.x < area.right && at.y < area.top + Abs::pt(1.0))
        .map(|(text, _)| text.as_str())
        .collect();
    assert_eq!(columns, ["1", "2", "3", "4"]);
    let before = page.items.len();
    overlay(page, &[Overlay::Frames(Language::English)], PrintedAt::FULL, fonts());
    let named: Vec<_> = page.items[before..].iter().filter_map(number).collect();
    assert!(named.iter().any(|(text, _)| text.starts_with("ferry: ")), "{named:?}");
}
