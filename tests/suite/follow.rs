//! Places that follow the copy: stories that end with their text and begin below others,
//! pictures that hang on head, crosshead and text.

use banmian::page::{Item, LineFit, Page, Part};

use crate::desk::Desk;
use crate::pages::set;

const HEAD: &str = r#"[page]
lang    = "zh-Hans"
stories = "stories"
[sheet]
size   = "A4"
margin = "15mm"
[grid]
columns = 4
[checks]
hole = "ignore"
picture-crop = "ignore"
underset = "ignore"
"#;

const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="250"><rect x="20" y="20" width="360" height="210" fill="#777"/></svg>"##;
const SENTENCE: &str = "清晨六点，头班渡船离岸，船上坐着二十三个人和两辆单车。";

fn text(sentences: usize) -> String {
    format!("{}\n\n", SENTENCE.repeat(sentences))
}

fn desk(name: &str, page: &str, stories: &[(&str, String)]) -> Desk {
    let desk = Desk::new(name);
    desk.write("page.toml", format!("{HEAD}{page}"));
    desk.write("stories/map.svg", DRAWING);
    for (slug, text) in stories {
        let head = format!("+++\nheadline = \"{slug}的标题\"\n+++\n\n");
        desk.write(&format!("stories/{slug}.md"), format!("{head}{text}"));
    }
    desk
}

fn page(desk: &Desk) -> Page {
    let outcome = set(desk.path("page.toml"), desk.folder.clone());
    let errors: Vec<String> = outcome
        .sink
        .list()
        .iter()
        .filter(|it| it.severity == banmian::Severity::Error)
        .map(|it| it.finding.text().en)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    outcome.document.expect("a page").pages.into_iter().next().expect("one")
}

/// The last line of a story's place.
fn lines(page: &Page, slug: &str) -> (u32, u32) {
    let story = page.stories.iter().find(|story| story.slug == slug).expect("the story");
    assert_eq!(story.overset_characters, 0, "{slug}");
    (story.lines.first, story.lines.last)
}

/// The lines of the grid that the only picture of the page takes, box and all.
fn picture(page: &Page) -> (u32, u32) {
    let placed = page.items.iter().find_map(|item| match item {
        Item::Picture(placed) => Some(placed),
        Item::Line(_) | Item::Shape(_) => None,
    });
    let place = placed.expect("a picture").place;
    let line = |y: banmian::geom::Abs| {
        ((y - page.grid.area.top).to_pt() / page.grid.leading.to_pt()).floor() as u32 + 1
    };
    (
        line(place.top + banmian::geom::Abs::pt(0.5)),
        line(place.bottom - banmian::geom::Abs::pt(0.5)),
    )
}

fn rows(page: &Page, slug: &str, part: Part) -> Vec<LineFit> {
    let story = page.stories.iter().find(|story| story.slug == slug).expect("the story");
    story.lines_fit.iter().filter(|line| line.part == part).cloned().collect()
}

#[test]
fn a_story_ends_where_its_text_ends_and_the_next_begins_below() {
    let spec = "[[story]]\nslug = \"one\"\ncolumns = \"all\"\nlines = \"1-\"\n\
                [[story]]\nslug = \"two\"\ncolumns = \"all\"\nafter = \"one\"\ngap = 2\n\
                [[story]]\nslug = \"three\"\ncolumns = \"all\"\nafter = \"two\"\nlines = \"-last\"\n";
    let stories = |one: usize| vec![("one", text(one)), ("two", text(6)), ("three", text(12))];
    let short = page(&desk("follow-short", spec, &stories(5)));
    let long = page(&desk("follow-long", spec, &stories(15)));
    for page in [&short, &long] {
        let (one, two, three) = (lines(page, "one"), lines(page, "two"), lines(page, "three"));
        assert_eq!(one.0, 1);
        assert_eq!(two.0, one.1 + 3);
        assert_eq!(three.0, two.1 + 2);
        assert_eq!(three.1, page.grid.lines);
        // No line of its place stays empty over all columns.
        let last = rows(page, "one", Part::Body).iter().map(|line| line.row).max();
        assert_eq!(last, Some(one.1));
    }
    assert!(lines(&long, "one").1 > lines(&short, "one").1);
    let deep = |page: &Page| lines(page, "two").1 - lines(page, "two").0;
    assert_eq!(deep(&long), deep(&short));
}

#[test]
fn stories_of_a_group_end_level_with_the_longest() {
    let spec = "[[story]]\nslug = \"one\"\ncolumns = \"1-2\"\nlines = \"5-\"\ngroup = \"a\"\n\
                [[story]]\nslug = \"two\"\ncolumns = \"3-4\"\nlines = \"5-\"\ngroup = \"a\"\n\
                [[story]]\nslug = \"three\"\ncolumns = \"all\"\nafter = \"one\"\n";
    let page = page(&desk(
        "follow-group",
        spec,
        &[("one", text(4)), ("two", text(9)), ("three", text(4))],
    ));
    assert_eq!(lines(&page, "one").1, lines(&page, "two").1);
    assert_eq!(lines(&page, "three").0, lines(&page, "two").1 + 2);
}

#[test]
fn a_head_that_grows_moves_what_hangs_on_it() {
    let spec = |more: &str| {
        format!(
            "[[story]]\nslug = \"one\"\ncolumns = \"all\"\nlines = \"1-40\"\n{more}\
             pictures = [{{ place = \"under-head\", depth = 8, story-columns = \"3-4\" }}]\n"
        )
    };
    let story = |desk: &str, more: &str| {
        let body = format!("{}![图。](map.svg)\n\n{}", text(4), text(9));
        page(&self::desk(desk, &spec(more), &[("one", body)]))
    };
    let (small, large) = (
        story("follow-small-head", ""),
        story("follow-large-head", "styles.headline = { lines-after = 4 }\n"),
    );
    for page in [&small, &large] {
        let first = rows(page, "one", Part::Body).iter().map(|line| line.row).min().expect("text");
        assert_eq!(picture(page).0, first);
    }
    assert!(picture(&large).0 > picture(&small).0);
}

#[test]
fn pictures_stand_at_the_top_and_at_the_foot_of_their_story() {
    let of = |place: &str| {
        let spec = format!(
            "[[story]]\nslug = \"one\"\ncolumns = \"all\"\nlines = \"3-30\"\nhead = \"none\"\n\
             pictures = [{{ place = \"{place}\", depth = 7, columns = \"2\", caption = \"none\" }}]\n"
        );
        let body = format!("{}![](map.svg)\n\n{}", text(4), text(6));
        picture(&page(&desk(&format!("follow-{place}"), &spec, &[("one", body)])))
    };
    assert_eq!(of("top"), (3, 9));
    assert_eq!(of("上"), (3, 9));
    assert_eq!(of("foot"), (24, 30));
}

#[test]
fn a_picture_stands_after_a_crosshead_or_where_the_text_names_it() {
    let of = |name: &str, place: &str| {
        let spec = format!(
            "[[story]]\nslug = \"one\"\ncolumns = \"all\"\nlines = \"1-40\"\nfill = \"in-order\"\n\
             pictures = [{{ place = \"{place}\", depth = 6, caption = \"none\" }}]\n"
        );
        let body = format!(
            "{}## 上船\n\n{}![](map.svg)\n\n{}## 下船\n\n{}",
            text(3),
            text(3),
            text(9),
            text(6)
        );
        page(&desk(&format!("follow-text-{name}"), &spec, &[("one", body)]))
    };
    for (name, place, number) in [("first", "after-crosshead 1", 0), ("second", "小标题后 2", 1)]
    {
        let page = of(name, place);
        let crosshead = &rows(&page, "one", Part::Crosshead)[number];
        assert_eq!(picture(&page).0, crosshead.row + 4, "{place}");
    }
    let page = of("named", "in-text");
    let column = rows(&page, "one", Part::Crosshead)[0].column;
    let before: Vec<LineFit> = rows(&page, "one", Part::Body)
        .into_iter()
        .filter(|line| line.column == column && line.paragraph <= 2)
        .collect();
    let last = before.iter().map(|line| line.row).max().expect("text before it");
    assert_eq!(picture(&page).0, last + 1);
}

#[test]
fn what_hangs_on_itself_is_told() {
    let told = |name: &str, spec: &str, code: &str, words: &str| {
        let stories = [("one", text(3)), ("two", text(3))];
        let desk = desk(&format!("follow-{name}"), spec, &stories);
        let findings = desk.run(&["check", "page.toml", "--format", "json"]).findings();
        let found = findings.iter().any(|it| {
            it["code"] == code && it["message"]["en"].as_str().is_some_and(|it| it.contains(words))
        });
        assert!(found, "{name}: {findings:#?}");
    };
    let story = |slug: &str, more: &str| {
        format!("[[story]]\nslug = \"{slug}\"\ncolumns = \"all\"\n{more}\n")
    };
    let circle = story("one", "after = \"two\"") + &story("two", "after = \"one\"");
    told("circle", &circle, "conflicting-keys", "in a circle");
    told("itself", &story("one", "after = \"one\""), "conflicting-keys", "in a circle");
    told("nothing", &story("one", "after = \"tree\""), "unknown-name", "`tree`");
    told("both", &story("one", "lines = \"3-9\"\nafter = \"two\""), "conflicting-keys", "`after`");
    told("no-first", &story("one", "lines = \"-9\""), "missing-key", "first line is open");
    told("gap", &story("one", "lines = \"3-9\"\ngap = 2"), "conflicting-keys", "`gap`");
    told("group", &story("one", "lines = \"3-9\"\ngroup = \"a\""), "conflicting-keys", "group");
    let banner = "[[banner]]\ntext = \"两岸\"\ncolumns = \"all\"\nlines = \"3-\"\n";
    told("banner", banner, "bad-value", "both ends");
    let picture =
        |keys: &str| story("one", &format!("lines = \"1-20\"\npictures = [{{ {keys} }}]"));
    told(
        "depth",
        &picture("columns = \"1\", lines = \"3-9\", depth = 4"),
        "missing-key",
        "`place`",
    );
    told("no-depth", &picture("place = \"top\""), "missing-key", "depth");
    told(
        "twice",
        &picture("place = \"top\", depth = 4, lines = \"3-9\""),
        "conflicting-keys",
        "lines",
    );
    told(
        "crosshead",
        &picture("place = \"after-crosshead 4\", depth = 4"),
        "picture-unplaced",
        "crosshead 4",
    );
}

#[test]
fn a_story_that_finds_no_end_is_overset_and_stays_in_its_room() {
    let spec = "[[story]]\nslug = \"one\"\ncolumns = \"1-2\"\nlines = \"1-\"\n\
                [[banner]]\ntext = \"两岸\"\ncolumns = \"all\"\nlines = \"20-22\"\n";
    let desk = desk("follow-long-story", spec, &[("one", text(60))]);
    let ran = desk.run(&["check", "page.toml", "--format", "json", "--verbose"]);
    assert!(ran.findings().iter().any(|it| it["code"] == "overset"));
    assert!(!ran.findings().iter().any(|it| it["code"] == "frames-overlap"));
    assert_eq!(ran.answer()["stories"][0]["lines"]["last"], 18);
}

#[test]
fn fit_changes_the_depth_of_what_follows() {
    let spec = "[[story]]\nslug = \"one\"\ncolumns = \"all\"\nlines = \"1-20\"\n\
                pictures = [{ place = \"foot\", depth = 9, story-columns = \"3-4\" }]\n";
    let body = format!("{}![图。](map.svg)\n\n{}", text(8), text(12));
    let desk = desk("follow-fit", spec, &[("one", body)]);
    let ran = desk.run(&["fit", "page.toml", "--format", "json"]);
    let story = ran.answer()["fit"][0]["stories"][0].clone();
    let measures = story["measures"].as_array().expect("measures").clone();
    let picture = measures.iter().find(|it| it["kinds"][0] == "picture");
    let picture = picture.unwrap_or_else(|| panic!("{story:#}"));
    assert_eq!(picture["changes"][0]["before"], "9");
    let name = picture["name"].as_str().expect("a name");
    assert_eq!(desk.run(&["fit", "page.toml", "--apply", name]).code, 0);
    let checked = desk.run(&["check", "page.toml"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
}
