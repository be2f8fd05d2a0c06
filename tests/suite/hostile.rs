//! Specs and stories that mean harm, or look as if they did: none may crash,
//! hang or lose text without a word.

use std::time::{Duration, Instant};

use crate::desk::{Desk, PAGE, story};

/// Longer than any page may take, on any machine that runs tests.
const LONG: Duration = Duration::from_secs(30);

/// Checks a desk's page in good time and tells the codes of what was found.
fn check(desk: &Desk) -> Vec<String> {
    let start = Instant::now();
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    assert!(matches!(ran.code, 0 | 1), "{}", ran.err);
    assert!(start.elapsed() < LONG, "it took {:?}", start.elapsed());
    let code = |finding: &serde_json::Value| {
        format!("{} {}", finding["severity"], finding["code"]).replace('"', "")
    };
    ran.findings().iter().map(code).collect()
}

/// A page whose type is as small as can be, over the whole width.
fn desk_of_small_type(test: &str, text: &str) -> Desk {
    let desk = Desk::with_story(test, text);
    let page = PAGE.replace("\"1-2\"", "1").replace("\"1-20\"", "\"1-900\"");
    let small = "[styles.body]\nsize = \"1pt\"\n[grid]\ncolumns = 1\nleading = \"1pt\"\n";
    desk.write("page.toml", page.replace("[[story]]", &format!("{small}[[story]]")));
    desk
}

fn desk_with_section(test: &str, lines: &str, keys: &str, stories: usize) -> Desk {
    let desk = Desk::new(test);
    let slugs: Vec<String> = (0..stories).map(|at| format!("s{at}")).collect();
    for slug in &slugs {
        desk.write(&format!("stories/{slug}.md"), story("河埠街的路灯一盏接一盏亮了起来。"));
    }
    let head = PAGE.split("[[story]]").next().unwrap_or_default();
    let section = format!(
        "[[section]]\ntitle = \"要闻\"\ncolumns = \"1-2\"\nlines = \"{lines}\"\nstories = {slugs:?}\n{keys}\n"
    );
    desk.write("page.toml", format!("{head}{section}"));
    desk
}

#[test]
fn words_longer_than_hyphenation_patterns_take() {
    let word = "counterrevolution".repeat(4);
    let desk = Desk::with_page("long-word");
    desk.write("stories/lead.md", format!("+++\nlang = \"en\"\n+++\nHe said {word} and left.\n"));
    check(&desk);
}

#[test]
fn long_lines_of_small_type_are_broken_in_good_time() {
    let text = "河埠街的路灯一盏接一盏亮了起来，".repeat(3_000);
    assert!(!check(&desk_of_small_type("small", &text)).iter().any(|code| code.contains("over")));
}

#[test]
fn joiners_without_end_behind_a_word_without_end() {
    let text = "a".repeat(500) + &"\u{200B}".repeat(40_000);
    check(&Desk::with_story("joiners", &text));
}

#[test]
fn paragraphs_and_crossheads_without_end() {
    let text = "## 河埠街的路灯一盏接一盏亮了起来，一直亮到了桥头\n\n亮了。\n\n".repeat(2_000);
    let codes = check(&Desk::with_story("crossheads", &text));
    assert!(codes.iter().any(|code| code == "error overset"), "{codes:?}");
}

#[test]
fn a_section_with_more_stories_than_lines() {
    let codes = check(&desk_with_section("crowded", "1-6", "", 9));
    assert!(codes.iter().filter(|code| *code == "error overset").count() >= 9, "{codes:?}");
}

#[test]
fn a_section_whose_bar_and_frame_leave_no_line() {
    let keys = "tint = \"k(5)\"\ninset = \"2mm\"";
    let codes = check(&desk_with_section("no-line", "1-4", keys, 2));
    assert_eq!(codes, ["error overset", "error overset"]);
}

#[test]
fn furniture_wider_than_its_place() {
    let desk = Desk::with_page("wide-folio");
    let folio = format!("[folio]\nleft = \"{}\"\n", "渡口".repeat(200));
    desk.write("page.toml", format!("{PAGE}\n{folio}"));
    assert!(check(&desk).contains(&"error line-overfull".to_owned()));
}

#[test]
fn a_crosshead_beside_a_picture_takes_the_lines_it_needs() {
    let desk = Desk::new("beside");
    let head = "## 一路亮到桥头再亮到码头，又从码头亮回了街口";
    let text = format!("河埠街的路灯一盏接一盏亮了起来。\n\n{head}\n\n{}", "夜里，".repeat(600));
    desk.write("stories/lead.md", format!("+++\n[[pictures]]\nfile = \"no.jpg\"\n+++\n{text}\n"));
    let picture = "text-columns = 1\npictures = [{ columns = 1, lines = \"1-16\" }]\n";
    desk.write("page.toml", format!("{PAGE}{picture}"));
    let ran = desk.run(&["check", "page.toml", "--format", "dump"]);
    let lines = ran.text().lines().filter(|line| line.contains(": lead "));
    let places: Vec<(bool, f64)> = lines
        .filter_map(|line| {
            let (place, rest) = line.split_once(',')?;
            let (kind, number) = place.split_once(' ')?;
            let number: f64 = number.parse().ok()?;
            // Type area, leading and baseline of the page.
            let y = if kind == "line" { 56.69 + 13.5 * (number - 1.0) + 8.36 } else { number };
            Some((rest.contains("crosshead"), y))
        })
        .collect();
    assert_eq!(places.iter().filter(|(is_head, _)| *is_head).count(), 2, "{places:?}");
    assert!(places.windows(2).all(|pair| pair[1].1 - pair[0].1 > 10.0), "{places:?}");
}
