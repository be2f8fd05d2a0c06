//! Faults of make-up: each on a page that has it and nothing else, and not on
//! the same page with the fault mended.

use serde_json::Value;

use crate::desk::Desk;

/// A small page of four columns of 12 characters and 40 lines; its holes do not
/// count.
const PAGE: &str = r#"checks.hole = "ignore"
checks.underset = "ignore"
[page]
stories = "stories"
[sheet]
size   = "600pt x 640pt"
margin = "20pt"
[grid]
columns      = 4
column-width = "12字"
leading      = "15pt"
[styles.body]
size = "10pt"
[styles.headline]
size     = "20pt"
min-size = "16pt"
max-size = "20pt"
"#;

/// A story of about so many characters.
fn copy(headline: &str, characters: usize) -> String {
    let sentence = "河埠街的路灯一盏接一盏亮了起来，";
    let text: String = sentence.chars().cycle().take(characters).collect();
    format!("# {headline}\n\n{text}。\n")
}

fn desk(test: &str, elements: &str, stories: &[(&str, usize)]) -> Desk {
    let desk = Desk::new(test);
    desk.write("page.toml", format!("{PAGE}{elements}"));
    for (slug, characters) in stories {
        desk.write(&format!("stories/{slug}.md"), copy("早市搬进新棚", *characters));
    }
    desk
}

fn found(desk: &Desk) -> Vec<Value> {
    desk.run(&["check", "page.toml", "--format", "json"]).findings()
}

fn codes(desk: &Desk) -> Vec<String> {
    found(desk).iter().map(|it| it["code"].as_str().unwrap_or_default().to_owned()).collect()
}

fn message(desk: &Desk, code: &str) -> String {
    let findings = found(desk);
    let finding = findings.iter().find(|it| it["code"] == code);
    finding.map_or_else(String::new, |it| it["message"]["en"].to_string())
}

fn story(slug: &str, columns: &str, lines: &str, keys: &str) -> String {
    format!("[[story]]\nslug = \"{slug}\"\ncolumns = \"{columns}\"\nlines = \"{lines}\"\n{keys}\n")
}

/// Whether a fault is found on one page and not on another.
fn tells(test: &str, code: &str, faulty: &str, sound: &str, stories: &[(&str, usize)]) {
    let with = desk(&format!("{test}-with"), faulty, stories);
    let without = desk(&format!("{test}-without"), sound, stories);
    assert!(codes(&with).contains(&code.to_owned()), "{:?}", found(&with));
    assert!(!codes(&without).contains(&code.to_owned()), "{:?}", found(&without));
}

#[test]
fn heads_of_one_size_side_by_side() {
    let left = story("a", "1-2", "1-20", "");
    let stories = [("a", 300), ("b", 300)];
    let faulty = left.clone() + &story("b", "3-4", "1-20", "");
    for mended in [
        story("b", "3-4", "1-20", "frame = \"thin\""),
        story("b", "3-4", "1-20", "styles.headline = { size = \"32pt\", max-size = \"32pt\" }"),
        story("b", "3-4", "1-20", "styles.headline = { font = \"hei\" }"),
        story("b", "3-4", "6-25", ""),
        story("b", "4", "1-20", ""),
    ] {
        tells("tombstone", "tombstone", &faulty, &(left.clone() + &mended), &stories);
    }
}

#[test]
fn vertical_heads_of_one_size_beside_each_other() {
    let beside = "head = \"right\"";
    let left = story("a", "1-2", "1-20", beside);
    let stories = [("a", 300), ("b", 300)];
    let facing = story("b", "3-4", "1-20", &beside.replace("right", "left"));
    let apart = story("b", "3-4", "1-20", beside);
    let lower = story("b", "3-4", "21-40", &beside.replace("right", "left"));
    for mended in [apart, lower] {
        let (faulty, sound) = (left.clone() + &facing, left.clone() + &mended);
        tells("tombstone-vertical", "tombstone", &faulty, &sound, &stories);
    }
}

#[test]
fn a_head_right_under_a_head() {
    // A story that has a head and hardly any place for text.
    let upper = story("a", "1-2", "1-3", "frames = [{ columns = \"3-4\", lines = \"1-20\" }]");
    let faulty = upper + &story("b", "1-2", "4-30", "");
    let sound = story("a", "1-2", "1-8", "") + &story("b", "1-2", "10-30", "");
    tells("stacked", "stacked-heads", &faulty, &sound, &[("a", 120), ("b", 300)]);
}

#[test]
fn a_head_at_a_column_s_foot() {
    let frames = "frames = [{ columns = \"3-4\", lines = \"1-30\" }]";
    let faulty = story("a", "1-2", "1-4", frames);
    let sound = story("a", "1-2", "1-8", frames);
    let stories = [("a", 400)];
    tells("foot", "head-at-foot", &faulty, &sound, &stories);
    // The house says how many lines are enough.
    let few = format!("checks.lines-under-head = 1\n{PAGE}{faulty}");
    let desk = desk("foot-few", "", &stories);
    desk.write("page.toml", few);
    assert!(!codes(&desk).contains(&"head-at-foot".to_owned()), "{:?}", found(&desk));
}

#[test]
fn a_seam_right_across_the_page() {
    let four = [("a", 200), ("b", 200), ("c", 200), ("d", 200)];
    let page = |foot: &str, top: &str| {
        let dressed = "frame = \"thin\"";
        story("a", "1-2", "1-20", "")
            + &story("b", "3-4", &format!("1-{foot}"), dressed)
            + &story("c", "1-2", "22-40", "")
            + &story("d", "3-4", &format!("{top}-40"), dressed)
    };
    tells("across", "split-across", &page("20", "22"), &page("24", "26"), &four);
    // A story as wide as the page is a form of its own.
    let strip = story("a", "1-4", "1-20", "")
        + &story("b", "1-2", "22-40", "")
        + &story("c", "3-4", "22-40", "frame = \"thin\"");
    let desk = desk("strip", &strip, &four);
    assert!(!codes(&desk).contains(&"split-across".to_owned()), "{:?}", found(&desk));
}

#[test]
fn a_seam_down_the_page_counts_where_the_house_says_so() {
    let dressed = "frame = \"thin\"";
    let four = [("a", 200), ("b", 200), ("c", 200), ("d", 200)];
    let page = story("a", "1-2", "1-20", "")
        + &story("b", "3-4", "1-24", dressed)
        + &story("c", "1-2", "22-40", "")
        + &story("d", "3-4", "26-40", dressed);
    let desk = desk("down", &page, &four);
    assert!(!codes(&desk).contains(&"split-down".to_owned()));
    desk.write("page.toml", format!("checks.split-down = \"错误\"\n{PAGE}{page}"));
    let findings = found(&desk);
    let seam = findings.iter().find(|it| it["code"] == "split-down");
    let seam = seam.unwrap_or_else(|| panic!("{findings:?}"));
    assert_eq!(seam["severity"], "error");
    assert!(seam["message"]["en"].to_string().contains("columns 2 and 3"), "{seam}");
}

#[test]
fn a_hole_is_told_with_its_place() {
    let page = story("a", "1-4", "1-20", "") + &story("b", "1-2", "21-40", "");
    let stories = [("a", 700), ("b", 420)];
    let desk = desk("hole", "", &stories);
    let page = PAGE.replace("checks.hole = \"ignore\"\n", "") + &page;
    desk.write("page.toml", &page);
    assert_eq!(codes(&desk), ["hole"], "{:?}", found(&desk));
    let told = message(&desk, "hole");
    assert!(told.contains("20 lines") && told.contains("columns 3 to 4, lines 21 to 40"), "{told}");
    // As many empty lines as the house takes are none.
    desk.write("page.toml", format!("checks.hole-lines = 20\n{page}"));
    assert!(codes(&desk).is_empty(), "{:?}", found(&desk));
    desk.write("page.toml", format!("checks.hole = \"error\"\n{page}"));
    assert_eq!(desk.run(&["check", "page.toml"]).code, 1);
}

#[test]
fn a_picture_that_cuts_columns() {
    let lone = |columns: &str| {
        format!(
            "[[picture]]\nstory = \"p\"\ncolumns = \"{columns}\"\nlines = \"14-22\"\ncaption = \"none\"\n\
             [[picture]]\nstory = \"q\"\ncolumns = \"4\"\nlines = \"1-9\"\ncaption = \"none\"\n"
        )
    };
    let around = story("a", "1-3", "1-40", "around = true");
    let stories = [("a", 1000)];
    let beside = |keys: &str| lone("2-3").replacen("caption = \"none\"", keys, 1);
    let test_with = |name: &str, lone: &str| {
        let desk = desk(name, &(around.clone() + lone), &stories);
        for slug in ["p", "q"] {
            desk.write(&format!("stories/{slug}.md"), "![](photo.png)\n");
        }
        desk.write("stories/photo.png", crate::picture::gray_png(40, 30));
        codes(&desk)
    };
    let test = |name: &str, columns: &str| test_with(name, &lone(columns));
    assert!(test("cut", "2-3").contains(&"cut-columns".to_owned()));
    // A caption at its side is in the way as much.
    let caption = beside("caption = \"beside-right\"\ncaption-width = \"13字\"");
    assert!(test_with("cut-beside", &caption).contains(&"cut-columns".to_owned()));
    assert!(!test("not-cut", "2").contains(&"cut-columns".to_owned()));
}

#[test]
fn a_column_of_one_line() {
    let page = |first: u32| {
        story(
            "a",
            "1-2",
            "1-20",
            &format!(
                "pictures = [{{ columns = \"2\", lines = \"{first}-20\", caption = \"none\" }}]"
            ),
        )
    };
    let test = |name: &str, first: u32| {
        let desk = desk(name, &page(first), &[]);
        let text = copy("早市搬进新棚", 300);
        desk.write("stories/a.md", format!("{text}\n![](photo.png)\n"));
        desk.write("stories/photo.png", crate::picture::gray_png(40, 30));
        codes(&desk)
    };
    let head = (4..9).find(|first| {
        test(&format!("one-line-{first}"), *first).contains(&"one-line-column".to_owned())
    });
    let first = head.expect("a single line stands above the picture");
    assert!(!test("no-line", first - 1).contains(&"one-line-column".to_owned()));
    assert!(!test("two-lines", first + 1).contains(&"one-line-column".to_owned()));
}

#[test]
fn text_with_something_foreign_between_it_and_its_head() {
    let around = story("a", "1-4", "1-40", "around = true");
    let between = |lines: &str| {
        around.clone()
            + &story("b", "1-4", lines, "frame = \"thin\"\nstyles.headline = { size = \"16pt\" }")
    };
    let stories = [("a", 900), ("b", 200)];
    tells("unreached", "text-unreached", &between("4-12"), &between("26-34"), &stories);
}

#[test]
fn the_house_decides_of_older_findings_too() {
    let page = story("a", "1", "1-40", "");
    let desk = desk("levels", "", &[("a", 60)]);
    for (level, code) in [("error", 1), ("warning", 0), ("ignore", 0)] {
        let page =
            PAGE.replace("underset = \"ignore\"", &format!("underset = \"{level}\"")) + &page;
        desk.write("page.toml", page);
        assert_eq!(desk.run(&["check", "page.toml"]).code, code, "{level}");
        assert_eq!(codes(&desk).contains(&"underset".to_owned()), level != "ignore");
    }
    desk.write("page.toml", format!("checks.undersett = \"error\"\n{PAGE}{page}"));
    assert!(message(&desk, "unknown-key").contains("undersett"));
    desk.write("page.toml", format!("checks.widow = \"fatal\"\n{PAGE}{page}"));
    assert!(codes(&desk).contains(&"bad-value".to_owned()));
}

#[test]
fn the_example_of_the_reference_has_the_faults_that_it_shows() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples");
    let page = std::fs::read_to_string(examples.join("checks.toml")).expect("it is there");
    let page = page.replace("\"ignore\"", "\"warning\"");
    let house = std::fs::read_to_string(examples.join("house.toml")).expect("so is this");
    let desk = Desk::new("makeup-example");
    desk.write("page.toml", page);
    desk.write("house.toml", house);
    for slug in ["tram", "well", "drum", "short"] {
        let copy = std::fs::read(examples.join(format!("copy/{slug}.md"))).expect("and the copy");
        desk.write(&format!("copy/{slug}.md"), copy);
    }
    assert_eq!(codes(&desk), ["split-across", "tombstone", "hole"], "{:?}", found(&desk));
}
