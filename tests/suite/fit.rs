//! `banmian fit`: what is told has been set, and what is applied is what was told.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, Ran};

/// Two stories, one above the other, with a rule between them and a drawing in the upper
/// one; as an editor writes it, with comments, tabs and spaces of his own.
const PAGE: &str = r#"# 渡口版, 第三版
[page]
lang    = "zh-Hans"
date    = 2026-11-28   # 周六
stories = "stories"

[sheet]
size   = "A4"
margin = "15mm"

[grid]
columns = 4

[checks]
hole = "ignore"
picture-crop = "ignore"

[[story]]
slug	= "ferry"	# 头条
columns = "1-4"
lines   = "1-24"
pictures = [ { columns = "3-4", lines = "15-24" } ]  # 渡口示意图

[[rule]]
on-line = 25
columns = "1-4"

[[story]]
slug    = "tram"
columns = "1-4"
lines   = "26-46"
"#;

const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="250"><rect x="20" y="20" width="360" height="210" fill="#777"/></svg>"##;

const SENTENCE: &str = "清晨六点，头班渡船离岸，船上坐着二十三个人和两辆单车。";

fn paragraphs(sentences: &[usize]) -> String {
    sentences.iter().map(|count| format!("{}\n\n", SENTENCE.repeat(*count))).collect()
}

/// A desk whose upper and lower story have paragraphs of so many sentences.
fn desk(name: &str, page: &str, upper: &[usize], lower: &[usize]) -> Desk {
    let desk = Desk::new(name);
    desk.write("page.toml", page);
    desk.write("stories/map.svg", DRAWING);
    let head = "+++\nheadline = \"渡船四十年 两岸一家人\"\ndeck = \"——渡口纪事\"\n+++\n\n";
    let ferry = format!("{head}{}![渡口示意图。](map.svg)\n", paragraphs(upper));
    desk.write("stories/ferry.md", ferry);
    let tram = format!("+++\nheadline = \"电车回来了\"\n+++\n\n{}", paragraphs(lower));
    desk.write("stories/tram.md", tram);
    desk
}

fn fit(desk: &Desk, more: &[&str]) -> Ran {
    let mut arguments = vec!["fit", "page.toml", "--format", "json"];
    arguments.extend(more);
    desk.run(&arguments)
}

fn advice(ran: &Ran, slug: &str) -> Value {
    let answer = ran.answer();
    let stories = answer["fit"][0]["stories"].as_array().expect("stories").clone();
    stories.into_iter().find(|story| story["slug"] == slug).expect("the story")
}

fn measures(advice: &Value) -> Vec<Value> {
    advice["measures"].as_array().expect("measures").clone()
}

fn name(measure: &Value) -> String {
    measure["name"].as_str().expect("a name").to_owned()
}

/// How a story fits when the page is set as it is written now.
fn lines_off(desk: &Desk, slug: &str) -> u64 {
    let ran = desk.run(&["check", "page.toml", "--format", "json", "--verbose"]);
    let codes: Vec<Value> = ran.findings().iter().map(|it| it["code"].clone()).collect();
    let answer = ran.answer();
    let stories = answer["stories"].as_array().expect("stories");
    let story = stories.iter().find(|story| story["slug"] == slug).expect("the story");
    let short =
        if codes.contains(&"underset".into()) { &story["underset_lines"] } else { &Value::Null };
    story["overset_lines"].as_u64().unwrap_or(0) + short.as_u64().unwrap_or(0)
}

const LONG: &[usize] = &[3, 4, 3, 4, 3, 4, 3, 4];
const OTHER: &[usize] = &[3, 4, 3, 4, 3, 4];

#[test]
fn every_measure_does_what_is_told_of_it() {
    let told = {
        let desk = desk("fit-told", PAGE, LONG, OTHER);
        advice(&fit(&desk, &["--story", "ferry"]), "ferry")
    };
    assert!(told["fit"]["over_lines"].as_u64().expect("lines") > 0, "{told:#}");
    let all = measures(&told);
    assert!(all.len() >= 2, "{told:#}");
    let costs: Vec<u64> = all.iter().map(|it| it["cost"].as_u64().expect("a cost")).collect();
    assert!(costs.is_sorted(), "{costs:?}");
    for (at, measure) in all.iter().enumerate() {
        let desk = desk(&format!("fit-told-{at}"), PAGE, LONG, OTHER);
        let ran = fit(&desk, &["--apply", &name(measure)]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(lines_off(&desk, "ferry"), 0, "{measure:#}");
        assert_eq!(lines_off(&desk, "tram"), 0, "{measure:#}");
        // Outside what was told nothing has changed.
        let mut text = String::from_utf8(desk.read("page.toml")).expect("text");
        for change in measure["changes"].as_array().expect("changes") {
            let after = change["after"].as_str().expect("a value");
            let key = change["key"].as_str().expect("a key");
            match change["before"].as_str() {
                Some(before) => {
                    let last = key.rsplit('.').next().expect("a key");
                    let written = |value: &str| match value.starts_with('"') {
                        true => value.to_owned(),
                        false => format!("{last} = {value}"),
                    };
                    assert!(text.contains(&written(after)), "{key}: no {after} in\n{text}");
                    text = text.replacen(&written(after), &written(before), 1);
                }
                None => {
                    let last = key.rsplit('.').next().expect("a key");
                    let line =
                        text.lines().find(|line| line.contains(after) && line.contains(last));
                    let line = line.expect("a line").to_owned();
                    text = text.replacen(&format!("{line}\n"), "", 1);
                }
            }
        }
        assert_eq!(text, PAGE, "{measure:#}");
    }
}

#[test]
fn a_picture_of_a_long_story_becomes_lower() {
    let desk = desk("fit-picture", PAGE, &[3, 4, 3, 4, 3, 4, 3, 1], OTHER);
    let told = advice(&fit(&desk, &["--story", "ferry"]), "ferry");
    let picture =
        measures(&told).into_iter().find(|it| it["kinds"] == serde_json::json!(["picture"]));
    let picture = picture.unwrap_or_else(|| panic!("{told:#}"));
    assert!(picture["gains_lines"].as_i64().expect("lines") > 0);
    // It stands on the foot of its story's place and stays there.
    let after = picture["changes"][0]["after"].as_str().expect("a value");
    assert!(after.ends_with("-24\""), "{after}");
}

#[test]
fn cuts_take_away_as_much_as_they_say() {
    let desk = desk("fit-cuts", PAGE, LONG, OTHER);
    let told = advice(&fit(&desk, &["--story", "ferry"]), "ferry");
    let over = told["fit"]["over_characters"].as_u64().expect("characters");
    let cuts = told["cuts"].as_array().expect("cuts");
    assert!(cuts.iter().any(|cut| cut["characters"].as_u64() >= Some(over)), "{told:#}");
    let length = SENTENCE.chars().count() as u64;
    for cut in cuts {
        assert_eq!(cut["characters"].as_u64().expect("characters") % length, 0, "{cut}");
        assert!(cut["words"].as_str().expect("words").ends_with("两辆单车。"));
    }
}

#[test]
fn what_has_changed_since_is_refused() {
    let desk = desk("fit-changed", PAGE, LONG, OTHER);
    let measure = name(&measures(&advice(&fit(&desk, &[]), "ferry"))[0]);
    let mut story = String::from_utf8(desk.read("stories/ferry.md")).expect("text");
    story.push_str("\n又过了一天。\n");
    desk.write("stories/ferry.md", story);
    let ran = fit(&desk, &["--apply", &measure]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.findings()[0]["code"], "measure-unknown");
    assert_eq!(desk.read("page.toml"), PAGE.as_bytes());
    // Another story of the folder is no reason.
    let again = name(&measures(&advice(&fit(&desk, &[]), "ferry"))[0]);
    desk.write("stories/other.md", "+++\nheadline = \"别的\"\n+++\n\n别的。\n");
    assert_eq!(fit(&desk, &["--apply", &again]).code, 0);
    assert_ne!(desk.read("page.toml"), PAGE.as_bytes());
}

#[test]
fn specs_from_other_machines_keep_their_line_ends() {
    let page = format!("\u{feff}{}", PAGE.replace('\n', "\r\n"));
    let desk = desk("fit-crlf", &page, LONG, OTHER);
    let told = advice(&fit(&desk, &[]), "ferry");
    for measure in measures(&told) {
        desk.write("page.toml", &page);
        let ran = fit(&desk, &["--apply", &name(&measure)]);
        assert_eq!(ran.code, 0, "{:#?}", ran.findings());
        let text = String::from_utf8(desk.read("page.toml")).expect("text");
        assert!(text.starts_with('\u{feff}'));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
        assert_eq!(lines_off(&desk, "ferry"), 0, "{measure:#}");
    }
}

#[test]
fn the_house_says_what_is_allowed_and_how_far() {
    let only = format!("{PAGE}\n[house.fit]\norder = [\"标题\"]\n");
    let desk = desk("fit-house", &only, LONG, OTHER);
    let told = advice(&fit(&desk, &["--story", "ferry"]), "ferry");
    let mut tried = measures(&told);
    tried.extend(told["nearest"].as_object().map(|it| Value::Object(it.clone())));
    assert!(!tried.is_empty(), "{told:#}");
    for measure in tried {
        let kinds = measure["kinds"].as_array().expect("kinds").clone();
        assert!(kinds.iter().all(|kind| kind == "headline"), "{measure:#}");
    }
}

#[test]
fn limits_that_contradict_each_other_are_told() {
    let refused = |limits: &str, code: &str| {
        let page = format!("{PAGE}\n[house.fit]\n{limits}\n");
        let desk = desk("fit-limits", &page, &[3], &[3]);
        let findings = desk.run(&["check", "page.toml", "--format", "json"]).findings();
        assert!(findings.iter().any(|it| it["code"] == code), "{limits}: {findings:#?}");
    };
    refused("order = [\"picture\", \"picture\"]", "conflicting-keys");
    refused("order = [\"picture\"]\npicture-lines = 0", "conflicting-keys");
    refused("headline-sizes = [\"30pt\", \"24pt\"]", "bad-value");
    refused("together = 9", "bad-value");
    refused("order = [\"pictures\"]", "bad-value");
    refused("leave-out = [\"body\"]", "bad-value");
}

#[test]
fn nothing_that_fits_is_said_with_the_nearest_miss() {
    let desk = desk("fit-impossible", PAGE, &[6; 30], OTHER);
    let ran = fit(&desk, &["--story", "ferry"]);
    assert_eq!(ran.code, 1);
    let told = advice(&ran, "ferry");
    assert!(measures(&told).is_empty());
    let nearest = &told["nearest"];
    let left = nearest["leaves_over_lines"].as_u64().expect("lines");
    let over = told["fit"]["over_lines"].as_u64().expect("lines");
    assert!(left > 0 && left < over, "{told:#}");
}

#[test]
fn optional_parts_may_go() {
    let page = format!("{PAGE}\n[house.fit]\norder = [\"leave-out\"]\nleave-out = [\"副题\"]\n");
    let desk = desk("fit-leave-out", &page, LONG, OTHER);
    let told = advice(&fit(&desk, &["--story", "ferry"]), "ferry");
    let mut found = measures(&told);
    found.extend(told["nearest"].as_object().map(|it| Value::Object(it.clone())));
    assert!(found.iter().any(|it| name(it).starts_with("without-deck@")), "{told:#}");
    // Left out it is counted and told.
    let without = PAGE.replace("lines   = \"1-24\"", "lines   = \"1-24\"\nleave-out = [\"deck\"]");
    desk.write("page.toml", without);
    let ran = desk.run(&["check", "page.toml", "--format", "json", "--verbose"]);
    let findings = ran.findings();
    let told = findings.iter().find(|it| it["parts"].is_array()).expect("it is told");
    assert_eq!(told["parts"], serde_json::json!(["deck"]));
    assert_eq!(told["severity"], "note");
    assert_eq!(told["characters"], 6);
    let story = &ran.answer()["stories"][0];
    assert_eq!(story["unplaced_characters"], 6);
}

#[test]
fn boxes_that_are_left_out_are_counted() {
    let desk = desk("fit-box", PAGE, &[3], &[3]);
    let ferry = "+++\nheadline = \"渡船\"\noptional = [\"资料\"]\n+++\n\n渡船离岸。\n\n::: box 班次\n每日六班。\n:::\n\n到岸。\n";
    desk.write("stories/ferry.md", ferry);
    let page = PAGE.replace("slug	= \"ferry\"", "slug	= \"ferry\"\nleave-out = [\"box\"]");
    desk.write("page.toml", page.replace("pictures = [ {", "# pictures = [ {"));
    let ran = desk.run(&["check", "page.toml", "--format", "json", "--verbose"]);
    let story = ran.answer()["stories"][0].clone();
    assert_eq!(story["unplaced_characters"], 7, "{story:#}");
    let dump = desk.run(&["check", "page.toml", "--format", "dump"]);
    assert!(dump.text().contains("到岸。") && !dump.text().contains("每日六班"), "{}", dump.text());
}

#[test]
fn a_short_story_is_filled() {
    let desk = desk("fit-short", PAGE, &[3, 4, 3, 4], OTHER);
    let told = advice(&fit(&desk, &["--story", "ferry"]), "ferry");
    assert!(told["fit"]["short_lines"].as_u64().expect("lines") > 0, "{told:#}");
    for measure in measures(&told).iter().chain([&told["nearest"]]).filter(|it| !it.is_null()) {
        assert!(measure["gains_lines"].as_i64().expect("lines") < 0, "{measure:#}");
    }
}

#[test]
fn the_stories_of_a_page_are_made_to_fit_together() {
    let desk = desk("fit-page", PAGE, LONG, OTHER);
    let ran = fit(&desk, &["--page"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let together = ran.answer()["fit"][0]["together"].as_str().expect("a name").to_owned();
    assert_eq!(fit(&desk, &["--page", "--apply", &together]).code, 0);
    assert_eq!(lines_off(&desk, "ferry") + lines_off(&desk, "tram"), 0);
    // Then there is nothing left to do.
    let again = fit(&desk, &["--page"]);
    assert!(again.answer()["fit"][0].get("together").is_none());
}

#[test]
fn the_program_fits_what_the_house_leaves_to_it_and_says_so() {
    let page = format!("{PAGE}\n[defaults.story]\nfit = \"auto\"\n");
    let desk = desk("fit-auto", &page, LONG, OTHER);
    let ran = desk.run(&["build", "page.toml", "-o", "page.pdf", "--format", "json"]);
    let findings = ran.findings();
    let told = findings.iter().find(|it| it["code"] == "fitted").expect("it is told");
    assert_eq!(told["slug"], "ferry");
    assert!(!findings.iter().any(|it| it["code"] == "overset"), "{findings:#?}");
    assert_eq!(fs::read_to_string(desk.path("page.toml")).expect("text"), page);
    let by_hand = desk_of_cheapest();
    assert_eq!(told["measures"][0], by_hand.as_str());
}

/// The cheapest measure for the same page, as `fit` tells it.
fn desk_of_cheapest() -> String {
    let desk = desk("fit-cheapest", PAGE, LONG, OTHER);
    let first = name(&measures(&advice(&fit(&desk, &["--story", "ferry"]), "ferry"))[0]);
    first.split(['@', '+']).next().expect("a name").to_owned()
}

#[test]
fn a_story_of_a_section_is_changed_in_its_list() {
    let page = r#"[page]
lang = "zh-Hans"
stories = "stories"
[sheet]
size   = "A4"
margin = "15mm"
[grid]
columns = 4
[checks]
hole = "ignore"
[[section]]
title   = "两岸"   # 栏题
columns = "1-4"
lines   = "1-30"
stories = [
	"ferry",  # 头条
	"tram",
]
[house.fit]
order = ["leave-out", "headline", "place"]
leave-out = ["deck"]
headline-steps = 4
"#;
    let desk = desk("fit-section", page, &[4, 4, 4, 4, 4], &[4, 4, 4, 4, 4]);
    let story = String::from_utf8(desk.read("stories/ferry.md")).expect("text");
    desk.write("stories/ferry.md", story.replace("![渡口示意图。](map.svg)\n", ""));
    let told = advice(&fit(&desk, &["--story", "ferry"]), "ferry");
    let own = measures(&told).into_iter().chain([told["nearest"].clone()]);
    let mut own = own.filter(|it| {
        it["changes"][0]["key"].as_str().is_some_and(|key| key.contains("stories[1]"))
    });
    let measure = own.next_back().unwrap_or_else(|| panic!("{told:#}"));
    let ran = fit(&desk, &["--apply", &name(&measure)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = String::from_utf8(desk.read("page.toml")).expect("text");
    assert!(text.contains("{ slug = \"ferry\", "), "{text}");
    assert!(text.contains("},  # 头条") && text.contains("\t\"tram\",\n"), "{text}");
}

#[test]
fn unknown_names_are_told_with_what_there_is() {
    let desk = desk("fit-unknown", PAGE, LONG, OTHER);
    let ran = fit(&desk, &["--apply", "picture-9-lower-1"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.findings()[0]["code"], "measure-unknown");
    assert!(!ran.findings()[0]["known"].as_array().expect("a list").is_empty());
    let ran = fit(&desk, &["--story", "fery"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.findings()[0]["nearest"], "ferry");
    // What people read says the same in both languages.
    let said = desk.run(&["fit", "page.toml", "--story", "ferry", "--messages", "zh"]).err;
    assert!(said.contains("ferry：溢 ") && said.contains("可删至"), "{said}");
}

/// The codes of what is wrong with the page as it is written now.
fn wrong(desk: &Desk) -> Vec<String> {
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let findings = ran.findings();
    let codes = findings.iter().filter(|it| it["severity"] != "note").map(|it| it["code"].clone());
    codes.map(|code| code.as_str().expect("a code").to_owned()).collect()
}

/// Applies each measure for a story and tells what is wrong then, its length left out.
fn wrong_with_each(name: &str, page: &str, slug: &str) -> Vec<String> {
    let all = measures(&advice(&fit(&desk(name, page, LONG, OTHER), &[]), slug));
    let each = all.iter().enumerate().flat_map(|(at, measure)| {
        let desk = desk(&format!("{name}-{at}"), page, LONG, OTHER);
        let ran = fit(&desk, &["--apply", &self::name(measure)]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        wrong(&desk)
    });
    each.filter(|code| !["overset", "underset"].contains(&code.as_str())).collect()
}

#[test]
fn what_only_the_whole_page_shows_is_seen_before_it_is_told() {
    // A picture at the foot of the place that is made deeper goes on standing there.
    assert_eq!(wrong_with_each("fit-foot", PAGE, "ferry"), [""; 0]);
    // A rule over all of the page is others', too.
    let stories = PAGE.replacen("columns = \"1-4\"", "columns = \"1-2\"", 1);
    let narrow = stories
        .replace("\"tram\"\ncolumns = \"1-4\"", "\"tram\"\ncolumns = \"1-2\"")
        .replace("columns = \"3-4\", lines", "columns = \"2\", lines");
    let told = advice(&fit(&desk("fit-wide-rule", &narrow, LONG, OTHER), &[]), "tram");
    assert!(told["fit"]["over_lines"].as_u64().expect("lines") > 0, "{told:#}");
    assert!(!told.to_string().contains("rule[1]"), "{told:#}");
    // What stands between two stories stays clear of both.
    let banner =
        PAGE.replace("[[rule]]\non-line = 25", "[[banner]]\ntext = \"两岸\"\nlines = \"25-26\"");
    let banner = banner.replace("26-46", "27-46");
    assert_eq!(wrong_with_each("fit-banner", &banner, "ferry"), [""; 0]);
}

#[test]
fn two_stories_of_the_same_words_have_measures_of_their_own() {
    let side_by_side = PAGE
        .replace("pictures = [ { columns = \"3-4\", lines = \"15-24\" } ]", "")
        .replacen("columns = \"1-4\"", "columns = \"1-2\"", 1)
        .replace("[[rule]]\non-line = 25\ncolumns = \"1-4\"\n", "")
        .replace("columns = \"1-4\"\nlines   = \"26-46\"", "columns = \"3-4\"\nlines = \"1-24\"");
    let desk = desk("fit-same", &side_by_side, OTHER, OTHER);
    let text = desk.read("stories/ferry.md");
    desk.write("stories/tram.md", text);
    let ran = fit(&desk, &[]);
    let names = |slug: &str| -> Vec<String> {
        let told = advice(&ran, slug);
        let nearest = [told["nearest"].clone()];
        let all = measures(&told).into_iter().chain(nearest).filter(|it| !it.is_null());
        all.map(|measure| name(&measure)).collect()
    };
    let (upper, lower) = (names("ferry"), names("tram"));
    assert!(!upper.is_empty() && !lower.is_empty());
    assert!(upper.iter().all(|name| !lower.contains(name)), "{upper:?} {lower:?}");
}

#[test]
fn a_page_of_many_pictures_is_answered() {
    // Three of three dozen boxes, each in a dozen steps, go together in millions of ways.
    let boxes = (0..36).map(|at| {
        let (column, first) = (at % 4 + 1, at / 4 * 6 + 1);
        format!("{{ number = 1, columns = \"{column}\", lines = \"{first}-{}\" }}", first + 5)
    });
    let boxes = boxes.collect::<Vec<_>>().join(", ");
    let page = PAGE.split("[[story]]").next().expect("a head").to_owned();
    let page = format!(
        "{page}[house.fit]\npicture-lines = 12\n[[story]]\nslug = \"ferry\"\ncolumns = \"1-4\"\n\
         lines = \"1-56\"\nhead = \"none\"\npictures = [{boxes}]\n"
    );
    let desk = desk("fit-many", &page, LONG, OTHER);
    let told = advice(&fit(&desk, &["--story", "ferry"]), "ferry");
    assert!(told["tried"].as_u64().expect("a number") < 2000, "{told:#}");
}

#[test]
fn a_name_that_is_none_is_no_story() {
    let desk = desk("fit-no-name", PAGE, LONG, OTHER);
    for word in ["", "渡口 船"] {
        let ran = fit(&desk, &["--story", word]);
        assert_eq!(ran.code, 1, "{word}");
        assert_eq!(ran.findings()[0]["code"], "story-missing", "{word}");
        assert!(ran.answer()["fit"][0]["stories"].as_array().expect("a list").is_empty());
    }
    // Of stories that were not looked at nothing is said.
    let said = desk.run(&["fit", "page.toml", "--story", "fery"]);
    assert!(
        !String::from_utf8_lossy(&said.out).contains("fit") && !said.err.contains("stories fit")
    );
}

#[test]
fn what_follows_a_story_that_the_program_fits_follows_it() {
    let page = PAGE.split("[[rule]]").next().expect("the upper story");
    let page = page.replace(
        "pictures = [ { columns = \"3-4\", lines = \"15-24\" } ]",
        "pictures = [{ place = \"foot\", depth = 10, story-columns = \"3-4\" }]",
    );
    let page = format!("{page}[house.fit]\norder = [\"place\"]\n");
    let checked = |desk: &Desk| {
        let ran = desk.run(&["check", "page.toml", "--format", "json", "--verbose"]);
        (ran.answer()["stories"].clone(), ran.findings())
    };
    let by_program = page.replace("slug\t=", "fit = \"auto\"\nslug\t=");
    let (stories, findings) =
        checked(&desk("fit-auto-follow", &by_program, &[3, 4, 3, 4, 3, 4, 3], OTHER));
    assert!(findings.iter().any(|it| it["code"] == "fitted"), "{findings:#?}");
    assert!(!findings.iter().any(|it| it["code"] == "cut-columns"), "{findings:#?}");
    let by_hand = desk("fit-hand-follow", &page, &[3, 4, 3, 4, 3, 4, 3], OTHER);
    let first = name(&measures(&advice(&fit(&by_hand, &[]), "ferry"))[0]);
    assert_eq!(fit(&by_hand, &["--apply", &first]).code, 0);
    assert_eq!(checked(&by_hand).0, stories);
}

#[test]
fn a_story_is_not_short_because_another_of_its_section_is() {
    let page = r#"[page]
lang = "zh-Hans"
stories = "stories"
[sheet]
size   = "A4"
margin = "15mm"
[grid]
columns = 4
[checks]
hole = "ignore"
[[section]]
title   = "两岸"
columns = "1-4"
lines   = "1-44"
share   = [20, 20]
stories = ["ferry", "tram"]
"#;
    let desk = desk("fit-section-short", page, &[1], &[8, 8, 8]);
    let story = String::from_utf8(desk.read("stories/ferry.md")).expect("text");
    desk.write("stories/ferry.md", story.replace("![渡口示意图。](map.svg)\n", ""));
    let ran = fit(&desk, &[]);
    let short = |slug: &str| advice(&ran, slug)["fit"]["short_lines"].as_u64().expect("lines");
    assert!(short("ferry") > 4);
    // A line or two at the feet of its columns show in no way.
    assert_eq!(short("tram"), 0, "{:#}", advice(&ran, "tram"));
}
