//! What will not print well, found on the finished page and told where an editor
//! can change it.

use std::path::Path;

use banmian::diag::{Sink, Sources};
use banmian::inspect::limits;
use banmian::preflight::{self, Rule};
use serde_json::Value;

use crate::desk::Desk;

/// A page whose keys say something of ink; `lead` has a story of four lines.
fn findings(test: &str, keys: &str) -> Vec<Value> {
    let desk = Desk::new(test);
    desk.write("page.toml", page(keys));
    let text = "河埠街的路灯一盏接一盏亮了起来，渡轮靠岸，街上的人多了。".repeat(4);
    let text = format!("+++\nheadline = \"河岸亮灯\"\nbyline = \"江一帆\"\n+++\n{text}\n");
    desk.write("stories/lead.md", text);
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let mut list = ran.findings();
    list.retain(|finding| finding["code"] != "underset");
    list
}

fn page(keys: &str) -> String {
    format!(
        "checks.hole = \"ignore\"\n[page]\npaper = \"渡口日报\"\nstories = \"stories\"\n\
         [sheet]\nsize = \"china-tabloid\"\nbleed = \"3mm\"\n{keys}\n"
    )
}

const LEAD: &str = "[[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-20\"\n";

/// The code, and the text of the line that is pointed at.
fn told(keys: &str, finding: &Value) -> (String, String) {
    let line = finding["line"].as_u64().unwrap_or(0) as usize;
    let page = page(keys);
    let text = page.lines().nth(line.wrapping_sub(1)).unwrap_or_default();
    (finding["code"].as_str().unwrap_or_default().to_owned(), text.to_owned())
}

/// What is told of a page, each with the line it points at.
fn all_told(test: &str, keys: &str) -> Vec<(String, String)> {
    findings(test, keys).iter().map(|finding| told(keys, finding)).collect()
}

fn pair(code: &str, line: &str) -> (String, String) {
    (code.to_owned(), line.to_owned())
}

#[test]
fn a_page_in_black_has_nothing_to_be_told() {
    assert!(findings("ink-black", LEAD).is_empty());
}

#[test]
fn small_type_in_two_inks_is_one_finding_for_all_its_lines() {
    let keys = format!(
        "[colors]\nred = \"cmyk(0, 100, 100, 0)\"\n[styles.body]\nsize = \"9pt\"\n\
         color = \"red\"\n{LEAD}"
    );
    let list = findings("ink-small", &keys);
    assert_eq!(list.len(), 1, "{list:?}");
    assert_eq!(told(&keys, &list[0]), pair("small-type", "color = \"red\""));
    assert_eq!(list[0]["severity"], "warning");
    let message = list[0]["message"]["en"].as_str().expect("there is a message");
    assert!(message.contains("9 pt in 2 inks"), "{message}");
    assert!(message.contains("and "), "how often is told: {message}");
    // One ink, or type of 10 pt, prints well.
    let one = keys.replace("cmyk(0, 100, 100, 0)", "cmyk(0, 100, 0, 0)");
    assert!(findings("ink-small-one", &one).is_empty());
    let large = keys.replace("\"9pt\"", "\"10pt\"");
    assert!(findings("ink-small-large", &large).is_empty());
}

#[test]
fn small_white_type_is_told_where_the_story_asks_for_it() {
    let keys =
        format!("{LEAD}tint = \"k(70)\"\n[story.styles.body]\nsize = \"9pt\"\ncolor = \"white\"\n");
    assert_eq!(all_told("ink-white", &keys), [pair("small-type", "color = \"white\"")]);
}

#[test]
fn type_in_the_color_of_its_ground_is_an_error() {
    let bare = format!("{LEAD}[story.styles.headline]\ncolor = \"white\"\n");
    let list = findings("ink-unseen", &bare);
    assert_eq!(list.len(), 1, "{list:?}");
    assert_eq!(told(&bare, &list[0]), pair("unseen-type", "color = \"white\""));
    assert_eq!(list[0]["severity"], "error");
    let ground = |style: &str| {
        format!(
            "[styles.body]\nsize = \"10pt\"\n{LEAD}head = \"none\"\ntint = \"k(30)\"\nstyles.body.color = \"{style}\"\n"
        )
    };
    for (color, is_seen) in
        [("k(100)", true), ("k(45)", false), ("white", true), ("cmyk(0, 0, 0, 30)", false)]
    {
        let list = findings("ink-unseen-tint", &ground(color));
        let is_told = list.iter().any(|finding| finding["code"] == "unseen-type");
        assert_eq!(is_told, !is_seen, "{color}: {list:?}");
    }
    // What lies below something else is not what type stands on.
    let over = "[[box]]\ncolumns = \"1-2\"\nlines = \"1-20\"\ntint = \"k(100)\"\n";
    let both = format!("{over}{}", ground("white").replace("k(30)", "k(70)"));
    let list = findings("ink-unseen-over", &both);
    assert!(!list.iter().any(|finding| finding["code"] == "unseen-type"), "{list:?}");
}

#[test]
fn the_bar_of_a_section_is_what_its_title_stands_on_whichever_way_lines_run() {
    for way in ["horizontal", "vertical"] {
        let keys = "[[section]]\ntitle = \"街巷\"\ncolumns = \"1-2\"\nlines = \"1-20\"\nstories = [\"lead\"]\n";
        let desk = Desk::new("ink-section-bar");
        let page = page(keys).replace("[sheet]", &format!("writing = \"{way}\"\n[sheet]"));
        desk.write("page.toml", page);
        desk.write("stories/lead.md", "+++\nheadline = \"河岸亮灯\"\n+++\n路灯亮了。\n");
        let found = desk.run(&["check", "page.toml", "--format", "json"]).findings();
        assert!(!found.iter().any(|it| it["code"] == "unseen-type"), "{way}: {found:?}");
    }
}

#[test]
fn rich_black_type_is_told() {
    let keys = format!(
        "[output]\nmax-ink = 300\n[styles.headline]\ncolor = \"cmyk(50, 40, 40, 100)\"\n{LEAD}"
    );
    let told = all_told("ink-rich", &keys);
    assert_eq!(told, [pair("rich-black", "color = \"cmyk(50, 40, 40, 100)\"")]);
    let at_limit = keys.replace("50, 40, 40", "40, 40, 40");
    assert!(findings("ink-rich-limit", &at_limit).is_empty());
}

#[test]
fn too_much_ink_is_told_at_the_color_s_name() {
    let keys = format!(
        "[colors]\ndeep = \"cmyk(80, 80, 80, 60)\"\n{LEAD}tint = \"deep\"\n\
         [[box]]\ncolumns = \"4-5\"\nlines = \"1-9\"\ntint = \"deep\"\n"
    );
    let told = all_told("ink-limit", &keys);
    // So dark a color takes no black type.
    let unseen = pair("unseen-type", "tint = \"deep\"");
    assert_eq!(told, [pair("ink-limit", "deep = \"cmyk(80, 80, 80, 60)\""), unseen]);
    let more = format!("[output]\nmax-ink = 300\n{keys}");
    // The color alone is at the limit now; black type on it is beyond, which
    // the finished file shows.
    let codes = findings("ink-limit-300", &more).into_iter().map(|finding| finding["code"].clone());
    assert!(codes.into_iter().all(|code| code == "preflight" || code == "unseen-type"));
}

#[test]
fn thin_rules_are_told() {
    let rule = |style: &str| {
        format!("[[rule]]\nafter-line = 30\ncolumns = \"1-5\"\nstyle = \"{style}\"\n")
    };
    for (test, style) in [
        ("one", "thin 0.2pt"),
        ("many", "thin 0.2pt cmyk(0, 100, 100, 0)"),
        ("white", "thin 0.2pt white"),
    ] {
        let keys = rule(style);
        let told = all_told(&format!("ink-rule-{test}"), &keys);
        assert_eq!(told, [pair("thin-line", &format!("style = \"{style}\""))]);
    }
    assert!(findings("ink-rule-thick", &rule("thin 0.25pt")).is_empty());
    // Of a thick and a thin line the thin one counts: a quarter.
    assert_eq!(findings("ink-rule-two", &rule("thick-thin 0.8pt")).len(), 1);
}

#[test]
fn ink_that_ends_at_the_cut_is_told() {
    let bar = |left: &str, width: &str| {
        format!(
            "[[box]]\nleft = \"{left}\"\ntop = \"100mm\"\nwidth = \"{width}\"\nheight = \"10mm\"\n\
             tint = \"k(20)\"\n"
        )
    };
    for (test, left, width) in [("at", "0mm", "50mm"), ("short", "-1mm", "50mm")] {
        let told = all_told(&format!("ink-bleed-{test}"), &bar(left, width));
        assert_eq!(told, [pair("bleed-missing", "[[box]]")], "{test}");
    }
    assert!(findings("ink-bleed-full", &bar("-3mm", "281mm")).is_empty());
    assert!(findings("ink-bleed-inside", &bar("1mm", "50mm")).is_empty());
}

#[test]
fn type_where_the_knife_may_hit_it_is_told() {
    let keys = "[[banner]]\ntext = \"渡口大桥\"\nleft = \"20mm\"\ntop = \"1mm\"\nwidth = \"100mm\"\n\
                height = \"12mm\"\nstyles.banner.size = \"30pt\"\n";
    assert_eq!(all_told("ink-near", keys), [pair("near-trim", "[[banner]]")]);
    let inside = keys.replace("\"1mm\"", "\"10mm\"");
    assert!(findings("ink-near-inside", &inside).is_empty());
}

#[test]
fn a_page_in_black_alone_takes_no_other_ink() {
    let keys = format!(
        "[output]\ninks = \"black\"\n[colors]\nred = \"cmyk(0, 100, 100, 0)\"\n\
         [styles.headline]\ncolor = \"red\"\n{LEAD}frame = \"thin 1pt red\"\n"
    );
    let list = findings("ink-mono", &keys);
    assert!(list.iter().all(|finding| finding["severity"] == "error"));
    let mut told: Vec<_> = list.iter().map(|finding| told(&keys, finding)).collect();
    told.sort();
    let expected =
        [pair("stray-ink", "color = \"red\""), pair("stray-ink", "frame = \"thin 1pt red\"")];
    assert_eq!(told, expected);
    let gray = keys.replace("cmyk(0, 100, 100, 0)", "k(60)");
    assert!(findings("ink-mono-gray", &gray).is_empty());
}

#[test]
fn a_page_in_black_and_spot_inks_takes_these_and_no_others() {
    let keys = format!(
        "[output]\ninks = \"black + PANTONE 185 C\"\n\
         [colors]\nred = \"spot(PANTONE 185 C, cmyk(0, 91, 76, 0))\"\n\
         [styles.headline]\ncolor = \"red 60%\"\n{LEAD}"
    );
    assert!(findings("ink-spot", &keys).is_empty());
    let misnamed = keys.replace("spot(PANTONE 185 C", "spot(PANTONE 185 U");
    let list = findings("ink-spot-misnamed", &misnamed);
    assert_eq!(list.len(), 1, "{list:?}");
    assert_eq!(told(&misnamed, &list[0]), pair("stray-ink", "color = \"red 60%\""));
    let hint = list[0]["hints"][0]["en"].as_str().expect("there is advice");
    assert!(hint.contains("PANTONE 185 C"), "{hint}");
    let process = keys.replace("red 60%", "cmyk(0, 90, 0, 0)");
    assert_eq!(findings("ink-spot-process", &process).len(), 1);
}

#[test]
fn a_fifth_plate_must_be_asked_for() {
    let keys = format!(
        "[colors]\nred = \"spot(PANTONE 185 C, cmyk(0, 91, 76, 0))\"\n\
         [styles.headline]\ncolor = \"red\"\n{LEAD}"
    );
    assert_eq!(all_told("ink-fifth", &keys), [pair("stray-ink", "color = \"red\"")]);
    let asked = format!("[output]\ninks = \"process + PANTONE 185 C\"\n{keys}");
    assert!(findings("ink-fifth-asked", &asked).is_empty());
}

#[test]
fn rules_of_another_standard_than_the_file_s_are_told() {
    let keys = format!("[output]\npreflight = \"x1a\"\n{LEAD}");
    assert_eq!(all_told("ink-x1a", &keys), [pair("conflicting-keys", "preflight = \"x1a\"")]);
    let agreed = keys.replace("[output]\n", "[output]\nstandard = \"pdf/x-1a\"\n");
    assert!(findings("ink-x1a-agreed", &agreed).is_empty());
}

#[test]
fn stories_are_not_blamed_for_the_page() {
    // The finding has words of the story, and its place in the spec.
    let keys = format!("[styles.byline]\nsize = \"8pt\"\ncolor = \"cmyk(0, 100, 100, 0)\"\n{LEAD}");
    let list = findings("ink-words", &keys);
    let message = list[0]["message"]["zh"].as_str().expect("there is a message");
    assert!(message.contains("江一帆"), "{message}");
    assert_eq!(list[0]["file"], "page.toml");
}

#[test]
fn pages_and_files_are_held_to_the_same_numbers() {
    let mut no_files = |path: &Path| panic!("{} is not to be opened", path.display());
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let house = preflight::read("house", None, &mut no_files, &mut sources, &mut sink)
        .expect("it comes with the program");
    assert_eq!(house.strictest(Rule::SmallText), Some(limits::SMALLEST_TYPE_PT));
    assert_eq!(house.strictest(Rule::ThinLineColored), Some(limits::THINNEST_LINE_PT));
    assert_eq!(house.strictest(Rule::ThinLine), Some(limits::THINNEST_LINE_PT));
    let (black, total) = limits::RICH_BLACK;
    assert_eq!(house.setting(Rule::RichBlackText, "black"), black);
    assert_eq!(house.strictest(Rule::RichBlackText), Some(total));
}
