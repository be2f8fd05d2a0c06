//! Editions: the pages of a day, their zones and versions, and what must agree over all of
//! them.

use serde_json::Value;

use crate::desk::{Desk, Ran, story};
use crate::tools;

pub(crate) const EDITION: &str = r#"[edition]
paper  = "渡口日报"
date   = 2026-11-28
issue  = 88
output = "out/{date}_{section}_{page}_{zone}_{version}.pdf"

[[section]]
name = "要闻"
[[section.page]]
layout = "layouts/one.toml"
[[section.page]]
layout = "layouts/two.toml"

[[section]]
name = "体育"
[[section.page]]
layout = "layouts/three.toml"
"#;

const ZONES: &str = r#"
[[zone]]
name    = "east"
stories = "east"
set     = { section = "河东" }

[[zone]]
name    = "far-east"
extends = "east"
[[zone.page]]
number = 2
layout = "layouts/far.toml"

[[version]]
number  = 2
stories = "late"

[[version]]
number = 3
zone   = "east"
[[version.page]]
number  = 3
stories = "latest"
"#;

/// A page with one story and a folio that says all that an edition may say.
pub(crate) fn layout(slug: &str) -> String {
    format!(
        "checks.hole = \"ignore\"\nchecks.underset = \"ignore\"\nchecks.masthead-item = \"ignore\"\n\
         [page]\npaper = \"不是这张报\"\nstories = \"../stories\"\ndate = 2020-01-01\n\
         [sheet]\nsize = \"china-tabloid\"\n\
         [folio]\nleft = \"{{paper}} {{date}} {{weekday}}\"\nright = \"{{section}} 第 {{issue}} 期 {{number}} 版\"\n\
         [[story]]\nslug = \"{slug}\"\ncolumns = \"1-2\"\nlines = \"1-20\"\n"
    )
}

/// A folder with an edition of three pages.
pub(crate) fn paper(test: &str, edition: &str) -> Desk {
    let desk = Desk::new(test);
    desk.write("edition.toml", edition);
    for (name, slug) in [("one", "lead"), ("two", "school"), ("three", "match"), ("far", "ferry")] {
        desk.write(&format!("layouts/{name}.toml"), layout(slug));
    }
    for (slug, text) in [
        ("lead", "河埠街的路灯亮了。"),
        ("school", "学校放学晚了一小时。"),
        ("match", "渡口队踢平了。"),
        ("ferry", "轮渡加开一班。"),
    ] {
        desk.write(&format!("stories/{slug}.md"), story(text));
    }
    desk.write("east/school.md", story("河东的学校照常放学。"));
    desk.write("late/lead.md", story("河埠街的路灯又灭了。"));
    desk.write("latest/match.md", story("渡口队点球赢了。"));
    desk
}

/// All words of a press file of the desk.
fn words(desk: &Desk, file: &str) -> Option<String> {
    let said = tools::run("pdftotext", &["-raw", "-enc", "UTF-8", "{}", "-"], &desk.read(file))?;
    Some(said.out.chars().filter(|c| !c.is_whitespace()).collect())
}

fn codes(ran: &Ran) -> Vec<String> {
    let findings = ran.findings();
    findings.iter().filter_map(|it| Some(it["code"].as_str()?.to_owned())).collect()
}

/// The finding of a code.
fn of(ran: &Ran, code: &str) -> Value {
    let found = ran.findings().into_iter().find(|finding| finding["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {:?}", codes(ran)))
}

fn names(desk: &Desk) -> Vec<String> {
    Desk { folder: desk.path("out") }.files()
}

#[test]
fn an_edition_is_one_file_or_one_a_page() {
    let desk = paper("edition-files", EDITION);
    let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.text());
    let wanted = ["要闻_01", "要闻_02", "体育_03"];
    let pages = ran.answer()["edition"].as_array().cloned().expect("pages are told of");
    for (page, name) in pages.iter().zip(wanted) {
        let file = format!("out/2026-11-28_{name}_main_1.pdf");
        assert_eq!(page["file"], file);
        assert!(desk.read(&file).starts_with(b"%PDF-1.6"));
    }
    assert_eq!(ran.answer()["outputs"].as_array().map(Vec::len), Some(3));
    // What the edition says lies over what the specs say.
    if let Some(words) = words(&desk, "out/2026-11-28_要闻_02_main_1.pdf") {
        assert!(words.contains("渡口日报2026年11月28日星期六"), "{words}");
        assert!(words.contains("第88期2版"), "{words}");
    }
    let ran = desk.run(&["build", "edition.toml", "-o", "all.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    if let Some(said) = tools::run("pdfinfo", &["{}"], &desk.read("all.pdf")) {
        assert!(said.out.contains("Pages:           3"), "{}", said.out);
    }
    let ran = desk.run(&["build", "edition.toml", "-o", "x/{paper}-{issue}-{page}.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.path("x/渡口日报-88-03.pdf").is_file());
    let ran =
        desk.run(&["build", "edition.toml", "-o", "x/{nummer}-{page}.pdf", "--format", "json"]);
    assert_eq!(
        (ran.code, codes(&ran)),
        (
            1,
            [&["story-unused"][..], &["edition-broken"; 3]]
                .concat()
                .iter()
                .map(|it| (*it).to_owned())
                .collect()
        )
    );
}

#[test]
fn pages_alone_are_those_of_the_whole_in_content() {
    let desk = paper("edition-alike", EDITION);
    let ran = desk.run(&["check", "edition.toml", "--format", "dump"]);
    let whole = ran.text().to_owned();
    assert_eq!(whole.matches("\npage ").count(), 3, "{whole}");
    for page in ["page 1:", "page 2:", "page 3:"] {
        assert!(whole.contains(page), "{page}");
    }
    // Zone by zone and twice the same bytes.
    for _ in 0..2 {
        assert_eq!(desk.run(&["build", "edition.toml", "-o", "a/{page}.pdf"]).code, 0);
        let first = desk.read("a/02.pdf");
        assert_eq!(
            desk.run(&["build", "edition.toml", "--no-cache", "-o", "b/{page}.pdf"]).code,
            0
        );
        assert!(desk.read("b/02.pdf") == first);
    }
}

#[test]
fn zones_and_versions_say_only_what_differs() {
    let desk = paper("edition-zones", &format!("{EDITION}{ZONES}"));
    let build = |more: &[&str]| {
        let ran = desk.run(&[&["build", "edition.toml"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    build(&["--version", "1"]);
    build(&[]);
    build(&["--zone", "east", "--version", "1"]);
    build(&["--zone", "east"]);
    build(&["--zone", "far-east"]);
    let file = |name: &str| words(&desk, &format!("out/2026-11-28_{name}.pdf"));
    if file("要闻_01_main_1").is_none() {
        return;
    }
    let has = |name: &str, text: &str| {
        let words = file(name).unwrap_or_default();
        assert!(words.contains(text), "{name} has no {text}: {words}");
    };
    has("要闻_01_main_1", "路灯亮了");
    has("要闻_01_main_2", "路灯又灭了");
    has("要闻_02_main_2", "放学晚了");
    has("要闻_02_east_1", "河东的学校照常放学");
    has("要闻_02_east_1", "河东第88期2版");
    has("体育_03_east_1", "踢平了");
    // The last version of the zone: what is for all, and what is for it alone.
    has("要闻_01_east_3", "路灯又灭了");
    has("体育_03_east_3", "点球赢了");
    // A zone on a zone, with another page in the place of one.
    has("要闻_02_far-east_2", "轮渡加开一班");
    has("要闻_02_far-east_2", "河东第88期2版");
}

#[test]
fn what_does_not_fit_together_is_told_at_its_line() {
    let line = |edition: &str, words: &str| {
        edition.lines().position(|line| line.contains(words)).map(|at| at as u64 + 1)
    };
    for (name, edition, at) in [
        (
            "zone-circle",
            format!(
                "{EDITION}\n[[zone]]\nname = \"a\"\nextends = \"b\"\n[[zone]]\nname = \"b\"\nextends = \"a\"\n"
            ),
            "extends = \"b\"",
        ),
        (
            "zone-gone",
            format!("{EDITION}\n[[zone]]\nname = \"a\"\nextends = \"c\"\n"),
            "extends = \"c\"",
        ),
        (
            "zone-page",
            format!("{EDITION}\n[[zone]]\nname = \"a\"\n[[zone.page]]\nnumber = 9\n"),
            "number = 9",
        ),
        (
            "number-twice",
            EDITION.replace(
                "layout = \"layouts/three.toml\"",
                "layout = \"layouts/three.toml\"\nnumber = \"02\"",
            ),
            "number = \"02\"",
        ),
        (
            "color-gone",
            EDITION.replace("issue  = 88", "issue  = 88\ncolor-pages = [1, 7]"),
            "color-pages",
        ),
        (
            "zone-twice",
            format!("{EDITION}\n[[zone]]\nname = \"a\"\n[[zone]]\nname = \"a\" # again\n"),
            "# again",
        ),
        (
            "version-zone",
            format!("{EDITION}\n[[version]]\nnumber = 2\nzone = \"x\"\n"),
            "zone = \"x\"",
        ),
    ] {
        let desk = paper(&format!("edition-{name}"), &edition);
        let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
        let finding = of(&ran, "edition-broken");
        assert_eq!(ran.code, 1, "{name}");
        assert_eq!(finding["line"].as_u64(), line(&edition, at), "{name}: {finding:#}");
        assert!(!desk.path("out").exists(), "{name}: nothing is written");
    }
    let desk = paper("edition-wrong", EDITION);
    for arguments in [
        &["build", "edition.toml", "--zone", "west"][..],
        &["build", "edition.toml", "--version", "2"],
        &["build", "edition.toml", "layouts/one.toml"],
        &["build", "layouts/one.toml", "--zone", "east"],
    ] {
        let ran = desk.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!((ran.code, codes(&ran)[0].as_str()), (1, "edition-broken"), "{arguments:?}");
    }
    desk.write("edition.toml", "[edition]\npaper = \"x\"\n");
    let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
    assert_eq!((ran.code, codes(&ran)), (1, vec!["edition-broken".to_owned()]));
    desk.write(
        "edition.toml",
        "[edition]\npapier = \"x\"\n[[section]]\n[[section.page]]\nnumber = 1\n",
    );
    let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
    assert_eq!(codes(&ran)[..2], ["unknown-key".to_owned(), "missing-key".to_owned()]);
}

#[test]
fn a_layout_that_is_not_there_is_told_at_its_line() {
    let desk = paper("edition-unread", &EDITION.replace("layouts/two", "layouts/tow"));
    for more in [&[][..], &["-o", "all.pdf"]] {
        let ran = desk.run(&[&["build", "edition.toml", "--format", "json"], more].concat());
        let found = ran.findings();
        let unread: Vec<_> = found.iter().filter(|it| it["code"] == "file-unreadable").collect();
        assert_eq!((ran.code, unread.len()), (1, 1), "told once: {found:#?}");
        assert_eq!((&unread[0]["file"], &unread[0]["line"]), (&"edition.toml".into(), &12.into()));
        assert_eq!(unread[0]["nearest"], "layouts/two.toml", "{found:#?}");
        assert!(!desk.path("out").exists() && !desk.path("all.pdf").exists());
    }
}

#[test]
fn a_folder_that_is_not_there_is_told_at_its_line() {
    let of_page = EDITION.replace(
        "layout = \"layouts/three.toml\"",
        "layout = \"layouts/three.toml\"\nstories = \"storise\"",
    );
    let of_zone = format!("{EDITION}\n[[zone]]\nname = \"e\"\nstories = \"esat\"\n");
    for (name, edition, nearest) in
        [("page", of_page, "stories"), ("zone", of_zone.clone(), "east")]
    {
        let line = edition.lines().position(|line| line.starts_with("stories = "));
        let desk = paper(&format!("edition-no-folder-{name}"), &edition);
        for more in [&[][..], &["-o", "all.pdf"]] {
            let zone = if name == "zone" { &["--zone", "e"][..] } else { &[] };
            let build = ["build", "edition.toml", "--format", "json"];
            let ran = desk.run(&[&build[..], zone, more].concat());
            let found = ran.findings();
            let unread: Vec<_> =
                found.iter().filter(|it| it["code"] == "file-unreadable").collect();
            assert_eq!((ran.code, unread.len()), (1, 1), "{name}, told once: {found:#?}");
            assert_eq!(unread[0]["line"].as_u64(), line.map(|at| at as u64 + 1), "{found:#?}");
            assert_eq!(unread[0]["nearest"], nearest, "{found:#?}");
            assert!(!desk.path("out").exists() && !desk.path("all.pdf").exists());
        }
    }
    // The main edition has nothing to do with it.
    let desk = paper("edition-no-folder-main", &of_zone);
    assert_eq!(desk.run(&["build", "edition.toml"]).code, 0);
}

#[test]
fn what_is_denied_of_an_edition_keeps_its_files_back() {
    let desk = paper("edition-denied", EDITION);
    let deny = ["build", "edition.toml", "--deny", "story-unused", "--format", "json"];
    let ran = desk.run(&deny);
    let finding = of(&ran, "story-unused");
    assert_eq!((ran.code, &finding["severity"]), (1, &"error".into()), "{finding:#}");
    assert!(!desk.path("out").exists());
}

#[test]
fn no_page_takes_the_place_of_the_edition() {
    let desk = paper("edition-kept", EDITION);
    std::fs::rename(desk.path("edition.toml"), desk.path("e-02.toml")).expect("it was written");
    let ran = desk.run(&["build", "e-02.toml", "-o", "e-{page}.toml", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(of(&ran, "output-unwritable")["path"], "e-02.toml");
    assert_eq!(desk.read("e-02.toml"), EDITION.as_bytes());
}

#[test]
fn one_faulty_page_keeps_no_other_from_its_file() {
    let desk = paper("edition-faulty", EDITION);
    desk.write("layouts/two.toml", layout("school").replace("1-2", "1-99"));
    let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(names(&desk), ["2026-11-28_体育_03_main_1.pdf", "2026-11-28_要闻_01_main_1.pdf"]);
    let ran = desk.run(&["build", "edition.toml"]);
    assert!(ran.err.contains("page 2:"), "{}", ran.err);
}

#[test]
fn what_was_typed_by_hand_is_held_against_the_edition() {
    let desk = paper("edition-typed", EDITION);
    let typed = layout("lead").replace(
        "{{paper}} {{date}} {{weekday}}".replace("{{", "{").replace("}}", "}").as_str(),
        "2026年11月27日 星期五 第87期 今日4版",
    );
    desk.write("layouts/one.toml", typed);
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    let found = ran.findings();
    let told: Vec<String> = found
        .iter()
        .filter(|it| it["code"] == "edition-differs")
        .map(|it| format!("{} {} {} {}", it["typed"], it["printed"], it["wanted"], it["line"]))
        .collect();
    let wanted = [
        "\"date\" \"2026-11-27\" \"2026-11-28\" 11",
        "\"weekday\" \"星期五\" \"星期六\" 11",
        "\"issue\" \"87\" \"88\" 11",
        "\"pages\" \"4\" \"3\" 11",
    ];
    assert_eq!(told, wanted, "{found:#?}");
    // What the edition says itself is right by nature.
    desk.write("layouts/one.toml", layout("lead"));
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    assert_eq!(codes(&ran), ["story-unused"], "the ferry is on no page");
}

#[test]
fn the_index_leads_to_stories_that_are_there() {
    let desk = paper("edition-index", EDITION);
    let with_index =
        layout("lead") + "[[story]]\nslug = \"index\"\ncolumns = \"3\"\nlines = \"1-20\"\n";
    desk.write("layouts/one.toml", with_index);
    let index = "**2版**　学校放学晚了\n\n**3版**　食堂开放\n\n**第5版**　副刊\n\n轮渡 · 3";
    desk.write("stories/index.md", format!("+++\nslug = \"index\"\n+++\n{index}\n"));
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    let found = ran.findings();
    let told: Vec<_> = found
        .iter()
        .filter(|it| it["code"] == "edition-index")
        .map(|it| (it["line"].as_u64(), it["quoted"].as_str().unwrap_or("").to_owned()))
        .collect();
    let wanted = [(6, "食堂开放"), (8, ""), (10, "轮渡")];
    assert_eq!(told, wanted.map(|(line, quoted)| (Some(line), quoted.to_owned())), "{found:#?}");
}

#[test]
fn stories_stand_once_and_no_sooner_than_they_may() {
    let desk = paper("edition-stories", EDITION);
    desk.write("layouts/three.toml", layout("school"));
    desk.write(
        "stories/lead.md",
        "+++\nheadline = \"河岸亮灯\"\nembargo = \"2026-11-29 06:00\"\ncorrection = \"路名更正\"\n+++\n路灯亮了。\n",
    );
    let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let embargo = of(&ran, "story-embargo");
    assert_eq!((&embargo["slug"], &embargo["line"]), (&"lead".into(), &3.into()), "{embargo:#}");
    assert_eq!(of(&ran, "story-corrected")["quoted"], "路名更正");
    assert_eq!(of(&ran, "story-used-twice")["slug"], "school");
    assert_eq!(of(&ran, "story-unused")["slug"], "ferry");
    // On its day it may appear.
    let ran = desk.run(&["check", "edition.toml", "--date", "2026-11-29", "--format", "json"]);
    assert!(!codes(&ran).contains(&"story-embargo".to_owned()), "{:?}", codes(&ran));
    desk.write("stories/lead.md", "+++\nheadline = \"灯\"\nembargo = \"morgen\"\n+++\n亮了。\n");
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    assert!(ran.text().contains("2026-11-29 06:00"), "the right form is told: {}", ran.text());
}

#[test]
fn pages_in_black_have_no_other_inks() {
    let edition = EDITION.replace("issue  = 88", "issue  = 88\ncolor-pages = [1]");
    let desk = paper("edition-colors", &edition);
    desk.write("layouts/two.toml", layout("school") + "[output]\ninks = \"black\"\n");
    let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
    let finding = of(&ran, "edition-color");
    assert_eq!((ran.code, &finding["number"]), (1, &3.into()), "{finding:#}");
    assert!(!desk.path("out").exists(), "a sheet would be printed wrong: nothing is written");
    desk.write("layouts/three.toml", layout("match") + "[output]\ninks = \"black\"\n");
    let ran = desk.run(&["build", "edition.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("in color: 1; in black: 2, 3"), "{}", ran.err);
}

#[test]
fn a_spread_has_two_numbers_and_twice_the_width() {
    let edition = EDITION.replace(
        "layout = \"layouts/two.toml\"",
        "layout = \"layouts/two.toml\"\nnumber = \"2-3\"",
    );
    let desk = paper("edition-spread", &edition);
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    assert_eq!(of(&ran, "edition-color")["wanted_mm"], 550.0);
    let wide = layout("school").replace("\"china-tabloid\"", "\"550mm x 390mm\"");
    desk.write("layouts/two.toml", wide);
    let ran = desk.run(&["build", "edition.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // The page after it is the fourth.
    assert!(desk.path("out/2026-11-28_要闻_02-03_main_1.pdf").is_file(), "{:?}", names(&desk));
    assert!(desk.path("out/2026-11-28_体育_04_main_1.pdf").is_file(), "{:?}", names(&desk));
}

#[test]
fn every_issue_prints_what_the_law_asks_for() {
    let desk = paper("edition-masthead", EDITION);
    let asks = layout("lead").replace("checks.masthead-item = \"ignore\"\n", "");
    desk.write("layouts/one.toml", &asks);
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    // Told once, with all that is lacking.
    let found = ran.findings();
    let told: Vec<_> = found.iter().filter(|it| it["code"] == "masthead-item").collect();
    let all = [
        "serial",
        "postal-code",
        "address",
        "telephone",
        "postcode",
        "price",
        "printer",
        "ad-licence",
    ];
    assert_eq!(told.len(), 1, "{found:#?}");
    assert_eq!((&told[0]["severity"], &told[0]["items"]), (&"note".into(), &all.into()));
    desk.write(
        "layouts/one.toml",
        asks.replace("right = \"", "right = \"国内统一刊号 CN 99-0088 零售 1.50 元 "),
    );
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    let rest = ["postal-code", "address", "telephone", "postcode", "printer", "ad-licence"];
    assert_eq!(of(&ran, "masthead-item")["items"], rest.into_iter().collect::<Value>());
    let imprint = "国内统一刊号 CN 99-0088　邮发代号 99-88\n\n地址 河埠街 8 号　邮编 990088\n\n电话 0800-555-0100　零售 1.50 元\n\n渡口印务公司承印　广告经营许可证 9900888 号";
    desk.write("stories/imprint.md", format!("+++\nslug = \"imprint\"\n+++\n{imprint}\n"));
    desk.write(
        "layouts/one.toml",
        asks + "[[story]]\nslug = \"imprint\"\ncolumns = \"3\"\nlines = \"1-20\"\n",
    );
    let ran = desk.run(&["check", "edition.toml", "--format", "json"]);
    assert!(!codes(&ran).contains(&"masthead-item".to_owned()), "{:?}", codes(&ran));
}

#[test]
fn two_builds_at_once_leave_whole_files() {
    let desk = paper("edition-twice", EDITION);
    std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..2).map(|_| scope.spawn(|| desk.run(&["build", "edition.toml"]).code)).collect();
        for run in runs {
            assert_eq!(run.join().expect("it ends"), 0);
        }
    });
    let all = names(&desk);
    assert_eq!(all.len(), 3, "{all:?}");
    for file in all {
        assert!(desk.read(&format!("out/{file}")).trim_ascii_end().ends_with(b"%%EOF"), "{file}");
    }
}
