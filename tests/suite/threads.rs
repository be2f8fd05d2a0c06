//! Stories that run through several frames and pages.

use banmian::diag::Severity;
use banmian::geom::Abs;
use banmian::job::Outcome;
use banmian::page::{Item, Page, Part};

use crate::desk::Desk;
use crate::pages::set_all;

/// A story of some paragraphs, each with a sentence or two.
fn copy(paragraphs: usize) -> String {
    let mut text = String::from("+++\nheadline = \"早市搬进新棚\"\n+++\n");
    for number in 0..paragraphs {
        text.push_str(&format!(
            "第{number}段从这里说起，摊位图是卖豆腐的周婶画的。她说，搬了地方，头三天准要走散，于是拿水彩笔画了一张贴在棚柱上。\n\n"
        ));
    }
    text
}

const SMALL: &str = "[sheet]\nsize = \"122mm x 108mm\"\nmargin = \"5mm\"\nbleed = \"0mm\"\n\n[grid]\ncolumns = 3\nleading = \"12pt\"\n\n[styles.body]\nsize = \"8pt\"\n\n";

fn page(number: u32, rest: &str) -> String {
    format!("[page]\nstories = \"copy\"\nnumber = {number}\n\n{SMALL}{rest}")
}

fn desk(name: &str, front: &str, inside: &str) -> Desk {
    let desk = Desk::new(name);
    desk.write("copy/market.md", copy(8));
    desk.write("front.toml", page(1, &format!("[[story]]\nslug = \"market\"\n{front}")));
    desk.write("inside.toml", page(4, &format!("[[story]]\nslug = \"market\"\n{inside}")));
    desk
}

const FRONT: &str = "columns = \"1-3\"\nlines = \"1-12\"\ncontinued-on = \"inside.toml\"\n";
const INSIDE: &str =
    "columns = \"1-2\"\nlines = \"1-last\"\nfill = \"in-order\"\ncontinued-from = \"front.toml\"\n";

/// The pages of a desk, each made by itself or all in one run.
fn made(desk: &Desk, specs: &[&str]) -> Outcome {
    let specs = specs.iter().map(|spec| desk.path(spec)).collect();
    set_all(specs, desk.folder.clone())
}

fn pages(outcome: &Outcome) -> &[Page] {
    &outcome.document.as_ref().expect("the pages can be made").pages
}

/// The lines of a part on a page, in reading order.
fn lines(page: &Page, part: Part) -> Vec<String> {
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) if line.owner.part == part => {
                Some(line.runs.iter().map(|run| run.text.as_str()).collect())
            }
            Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
        })
        .collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn codes(outcome: &Outcome, severity: Severity) -> Vec<(&'static str, String)> {
    let list = outcome.sink.list().iter().filter(|finding| finding.severity == severity);
    list.map(|finding| (finding.code().name(), finding.message().en.clone())).collect()
}

/// What is wrong with a thread, in one finding.
fn broken(desk: &Desk, spec: &str) -> String {
    let outcome = made(desk, &[spec]);
    let errors = codes(&outcome, Severity::Error);
    let jumps: Vec<&String> =
        errors.iter().filter(|(code, _)| *code == "jump-broken").map(|(_, text)| text).collect();
    assert_eq!(jumps.len(), 1, "{errors:?}");
    jumps[0].clone()
}

#[test]
fn a_story_goes_on_on_another_page_and_nothing_is_lost() {
    let desk = desk("thread-goes-on", FRONT, INSIDE);
    let both = made(&desk, &["front.toml", "inside.toml"]);
    assert_eq!(codes(&both, Severity::Error), []);
    let told = codes(&both, Severity::Warning);
    assert!(!told.iter().any(|(code, _)| *code == "story-used-twice"), "{told:?}");
    let [front, inside] = pages(&both) else { panic!("two pages") };
    assert_eq!(lines(front, Part::JumpLine), ["（下转第4版）"]);
    assert_eq!(lines(inside, Part::JumpLine), ["（上接第1版）"]);
    assert_eq!(lines(inside, Part::JumpHead).concat(), "早市搬进新棚");
    assert_eq!(lines(inside, Part::Headline), [""; 0]);
    let body = [lines(front, Part::Body), lines(inside, Part::Body)].concat().concat();
    let filed: String = copy(8).split("+++").nth(2).expect("there is text").to_owned();
    assert_eq!(squeezed(&body), squeezed(&filed));
    for page in [front, inside] {
        let story = &page.stories[0];
        let there: usize = [Part::Headline, Part::Body]
            .iter()
            .map(|part| squeezed(&lines(page, *part).concat()).chars().count())
            .sum();
        assert_eq!(there + story.elsewhere_characters, story.characters);
    }
}

#[test]
fn each_page_of_a_thread_comes_out_the_same_by_itself() {
    let desk = desk("thread-alone", FRONT, INSIDE);
    let both = made(&desk, &["front.toml", "inside.toml"]);
    for (at, spec) in ["front.toml", "inside.toml"].into_iter().enumerate() {
        let alone = made(&desk, &[spec]);
        for part in [Part::Headline, Part::Body, Part::JumpLine, Part::JumpHead] {
            assert_eq!(lines(&pages(&alone)[0], part), lines(&pages(&both)[at], part), "{spec}");
        }
    }
}

#[test]
fn no_paragraph_leaves_a_single_line_at_a_jump() {
    for last in 8..20 {
        let front = FRONT.replace("1-12", &format!("1-{last}"));
        let desk = desk("thread-single", &front, INSIDE);
        let both = made(&desk, &["front.toml", "inside.toml"]);
        let [front, inside] = pages(&both) else { panic!("two pages") };
        let of = |page: &Page, paragraph: u32| {
            let is_it = |item: &&Item| {
                matches!(item, Item::Line(line)
                    if line.owner.part == Part::Body && line.owner.paragraph == paragraph)
            };
            page.items.iter().filter(is_it).count()
        };
        for paragraph in 0..8 {
            let (here, there) = (of(front, paragraph), of(inside, paragraph));
            let is_parted = here > 0 && there > 0;
            assert!(!is_parted || (here > 1 && there > 1), "lines 1-{last}: {here} and {there}");
        }
    }
}

/// The body lines of a page with where each starts in its column.
fn indents(page: &Page) -> Vec<(bool, String)> {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Line(line) if line.owner.part == Part::Body => Some(line),
        Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
    });
    lines
        .map(|line| {
            let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
            let first = line.runs.first().and_then(|run| run.glyphs.first());
            (first.is_some_and(|glyph| glyph.x > Abs::pt(8.0)), text)
        })
        .collect()
}

#[test]
fn a_page_of_a_thread_ends_with_a_sentence() {
    let filed: String = copy(8).split("+++").nth(2).expect("there is text").to_owned();
    let mut parted = 0;
    for columns in 2..5 {
        for last in 7..22 {
            let front = FRONT.replace("1-12", &format!("1-{last}"));
            let front = format!("{front}text-columns = {columns}\n");
            let desk = desk("thread-sentence", &front, INSIDE);
            let both = made(&desk, &["front.toml", "inside.toml"]);
            let [front, inside] = pages(&both) else { panic!("two pages") };
            let (here, there) = (indents(front), indents(inside));
            let body: String = here.iter().chain(&there).map(|(_, text)| text.as_str()).collect();
            assert_eq!(squeezed(&body), squeezed(&filed), "{columns} columns, lines 1-{last}");
            let (Some((_, end)), Some((is_indented, start))) = (here.last(), there.first()) else {
                continue;
            };
            assert!(end.ends_with('。'), "{columns} columns, lines 1-{last}: “{end}” jumps");
            let begins = start.starts_with('第');
            assert_eq!(*is_indented, begins, "only a paragraph's beginning is indented: “{start}”");
            parted += usize::from(!begins);
        }
    }
    assert!(parted > 5, "some of the paragraphs are parted: {parted}");
}

#[test]
fn an_abbreviation_does_not_end_a_page() {
    let text = "+++\nlang = \"en\"\n+++\nThe ferry left at 6 p.m. Monday with Mr. Gao and Prof. Shen on board, said the \
                harbor master, St. John Lin, who counts every passenger. Nobody was late that evening, \
                for once. The next boat goes at noon, if the fog lifts by then, and not before.\n\n";
    let text = format!("{text}{}", text.split("+++").nth(2).expect("a body").repeat(5));
    let mut ends = 0;
    for last in 7..17 {
        let front = FRONT.replace("1-12", &format!("1-{last}"));
        let desk = desk("thread-abbreviation", &front, INSIDE);
        desk.write("copy/market.md", text.as_str());
        let both = made(&desk, &["front.toml", "inside.toml"]);
        let [front, inside] = pages(&both) else { panic!("two pages") };
        let (here, there) = (lines(front, Part::Body), lines(inside, Part::Body));
        let (Some(end), Some(start)) = (here.last(), there.first()) else { continue };
        let end = end.trim_end();
        for wrong in ["p.m.", "Mr.", "Prof.", "St."] {
            assert!(!end.ends_with(wrong), "“{end}” jumps to “{start}”");
        }
        ends += usize::from(["passenger.", "once."].iter().any(|right| end.ends_with(right)));
    }
    assert!(ends > 2, "inside a paragraph: {ends}");
}

#[test]
fn a_story_of_a_section_cannot_go_on_elsewhere() {
    for key in ["continued-on = \"inside.toml\"", "frames = []", "around = true"] {
        let desk = Desk::new("thread-section");
        desk.write("copy/market.md", copy(2));
        let section = format!(
            "[[section]]\ntitle = \"早市\"\ncolumns = \"1-3\"\nlines = \"1-20\"\nstories = [{{ slug = \"market\", {key} }}]\n"
        );
        desk.write("front.toml", page(1, &section));
        let errors = codes(&made(&desk, &["front.toml"]), Severity::Error);
        let [(code, message)] = errors.as_slice() else { panic!("{key}: {errors:?}") };
        assert_eq!(*code, "unknown-key");
        assert!(message.contains("story of a section"), "{message}");
    }
}

#[test]
fn a_picture_stands_in_a_further_frame() {
    let frames = |lines: &str| {
        format!(
            "columns = \"1-2\"\nlines = \"1-9\"\nframes = [{{ columns = \"1-3\", lines = \"11-last\" }}]\n\
             pictures = [{{ columns = \"2\", lines = \"{lines}\" }}]\n\
             spare-lines = {{ head = 0, pictures = 0, crossheads = 0 }}\n"
        )
    };
    let market = copy(8).replace(
        "\n+++\n第",
        "\n[[pictures]]\nfile = \"b.jpg\"\ncaption = \"新棚里的灯。\"\n+++\n第",
    );
    let desk = desk("thread-frame-picture", &frames("14-18"), INSIDE);
    desk.write("copy/market.md", market.as_str());
    desk.write("copy/b.jpg", crate::picture::jpeg(640, 480));
    let outcome = made(&desk, &["front.toml"]);
    assert_eq!(codes(&outcome, Severity::Error), []);
    let page = &pages(&outcome)[0];
    assert_eq!(lines(page, Part::Caption), ["新棚里的灯。"]);
    let (left, right) = page.grid.columns[1];
    let line_of = |line: i64| page.grid.first_baseline + page.grid.leading * (line - 1);
    let mut above = 0;
    for item in &page.items {
        if let Item::Line(line) = item
            && line.owner.part == Part::Body
            && line.origin.x >= left
            && line.origin.x < right
        {
            let is_beside = (line_of(14)..=line_of(18)).contains(&line.origin.y);
            assert!(!is_beside, "a line stands over the picture");
            above += u32::from(line.origin.y == line_of(13));
        }
    }
    assert_eq!(above, 1, "text stands above the picture in its frame");
    desk.write(
        "front.toml",
        self::page(1, &format!("[[story]]\nslug = \"market\"\n{}", frames("8-14"))),
    );
    let errors = codes(&made(&desk, &["front.toml"]), Severity::Error);
    assert!(errors.iter().any(|(code, _)| *code == "outside-page"), "{errors:?}");
}

#[test]
fn a_story_that_ends_early_has_no_jump_lines() {
    let front = FRONT.replace("1-12", "1-last");
    let desk = desk("thread-early", &front, INSIDE);
    desk.write("copy/market.md", copy(3));
    let both = made(&desk, &["front.toml", "inside.toml"]);
    let [front, inside] = pages(&both) else { panic!("two pages") };
    assert_eq!(lines(front, Part::JumpLine).len() + lines(inside, Part::JumpLine).len(), 0);
    let warnings = codes(&both, Severity::Warning);
    assert!(warnings.iter().any(|(code, _)| *code == "jump-empty"), "{warnings:?}");
}

#[test]
fn a_jump_to_a_page_that_is_not_there_is_told() {
    let missing = desk("thread-missing", &FRONT.replace("inside", "nowhere"), INSIDE);
    assert!(broken(&missing, "front.toml").contains("nowhere.toml"));
    let broken_page = desk("thread-unreadable", FRONT, INSIDE);
    broken_page.write("inside.toml", "[page]\nnumber = 4\n[grid]\ncolumns = 0\n");
    assert!(broken(&broken_page, "front.toml").contains("mistake"));
}

#[test]
fn both_ends_of_a_jump_must_name_each_other() {
    let one_way = desk("thread-one-way", FRONT, "columns = \"1-2\"\nlines = \"1-last\"\n");
    assert!(broken(&one_way, "front.toml").contains("does not lead back"));
    let no_place = desk("thread-no-place", FRONT, INSIDE);
    no_place.write("inside.toml", page(4, ""));
    assert!(broken(&no_place, "front.toml").contains("no place for `market`"));
    let no_number = desk("thread-no-number", FRONT, INSIDE);
    let text = String::from_utf8(no_number.read("inside.toml")).expect("it is text");
    no_number.write("inside.toml", text.replace("number = 4\n", ""));
    assert!(broken(&no_number, "front.toml").contains("no page number"));
    let itself = desk("thread-itself", &FRONT.replace("inside", "front"), INSIDE);
    assert!(broken(&itself, "front.toml").contains("own page"));
}

#[test]
fn a_jump_after_hardly_a_line_is_told() {
    let told = |front: &str, inside: &str, paragraphs: usize| {
        let desk = desk("thread-short", front, inside);
        desk.write("copy/market.md", copy(paragraphs));
        let both = made(&desk, &["front.toml", "inside.toml"]);
        let errors = codes(&both, Severity::Error);
        let short = errors.into_iter().filter(|(code, _)| *code == "jump-short");
        short.map(|(_, text)| text).collect::<Vec<_>>()
    };
    let front = |last: u32| {
        FRONT.replace("1-3", "1").replace("1-12", &format!("1-{last}")) + "head = \"none\"\n"
    };
    assert_eq!(told(&front(2), INSIDE, 8), ["`market` goes on on page 4 after a single line"]);
    assert_eq!(told(&front(9), INSIDE, 8), [""; 0]);
    let none = told(&FRONT.replace("1-12", "1-3"), INSIDE, 8);
    assert_eq!(none, ["no line of `market` stands on this page before it goes on on page 4"]);
}

#[test]
fn what_finds_no_place_is_told_where_the_story_begins_too() {
    let desk = desk("thread-lost", FRONT, &INSIDE.replace("1-last", "1-5"));
    for spec in ["front.toml", "inside.toml"] {
        let errors = codes(&made(&desk, &[spec]), Severity::Error);
        assert!(errors.iter().any(|(code, _)| *code == "overset"), "{spec}: {errors:?}");
    }
}

#[test]
fn pages_of_one_number_lead_nowhere() {
    let desk = desk("thread-number", FRONT, INSIDE);
    let text = String::from_utf8(desk.read("inside.toml")).expect("it is text");
    desk.write("inside.toml", text.replace("number = 4\n", "number = 1\n"));
    assert!(broken(&desk, "front.toml").contains("both have the number 1"));
}

#[test]
fn a_jump_back_is_told() {
    let desk = desk("thread-jump-back", FRONT, INSIDE);
    let text = String::from_utf8(desk.read("front.toml")).expect("it is text");
    let back = |outcome: &Outcome| {
        let told = codes(outcome, Severity::Warning);
        told.iter().any(|(code, text)| *code == "reading-order" && text.contains("goes back from"))
    };
    assert!(!back(&made(&desk, &["front.toml"])));
    desk.write("front.toml", text.replace("number = 1\n", "number = 7\n"));
    assert!(back(&made(&desk, &["front.toml"])));
}

#[test]
fn text_that_goes_back_is_told() {
    let back = |first: &str, then: &str| {
        let frames = format!(
            "columns = \"{first}\"\nlines = \"1-8\"\nframes = [{{ columns = \"{then}\", lines = \"1-last\" }}]\n"
        );
        let desk = desk("thread-back", &frames, INSIDE);
        let warnings = codes(&made(&desk, &["front.toml"]), Severity::Warning);
        warnings.iter().any(|(code, text)| *code == "reading-order" && text.contains("goes back"))
    };
    assert!(back("3", "1"));
    assert!(!back("1", "3"));
    let down =
        "columns = \"3\"\nlines = \"1-5\"\nframes = [{ columns = \"1\", lines = \"6-last\" }]\n";
    let desk = desk("thread-down", down, INSIDE);
    let warnings = codes(&made(&desk, &["front.toml"]), Severity::Warning);
    assert!(!warnings.iter().any(|(code, text)| *code == "reading-order" && text.contains("back")));
}

#[test]
fn a_thread_in_a_circle_is_told() {
    let round = "continued-from = \"inside.toml\"\n";
    let back = "continued-on = \"front.toml\"\n";
    let desk = desk("thread-circle", &format!("{FRONT}{round}"), &format!("{INSIDE}{back}"));
    assert!(broken(&desk, "front.toml").contains("no beginning"));
}

#[test]
fn pages_of_a_thread_have_one_leading() {
    let desk = desk("thread-leading", FRONT, INSIDE);
    let text = String::from_utf8(desk.read("inside.toml")).expect("it is text");
    desk.write("inside.toml", text.replace("leading = \"12pt\"", "leading = \"14pt\""));
    assert!(broken(&desk, "front.toml").contains("leading"));
}

#[test]
fn text_runs_through_frames_in_their_order() {
    let frames = "columns = \"1-2\"\nlines = \"1-9\"\nframes = [{ columns = \"1-2\", lines = \"11-15\", text-columns = 1 }, { columns = \"3\", lines = \"11-last\" }]\nfill = \"in-order\"\n";
    let desk = desk("thread-frames", frames, INSIDE);
    let outcome = made(&desk, &["front.toml"]);
    let page = &pages(&outcome)[0];
    let mut columns: Vec<(i64, i64)> = Vec::new();
    for item in &page.items {
        if let Item::Line(line) = item
            && line.owner.part == Part::Body
        {
            let column = (line.origin.x.units(), line.measure.units());
            if columns.last() != Some(&column) {
                columns.push(column);
            }
        }
    }
    assert_eq!(columns.len(), 4, "{columns:?}");
    assert!(columns[2].1 > columns[0].1 * 2, "the second frame has one wide column");
    assert!(columns[3].0 > columns[1].0, "the third is at the right");
}

#[test]
fn text_gives_way_to_what_stands_in_its_place() {
    let around = "columns = \"1-3\"\nlines = \"1-last\"\naround = true\n\n[[story]]\nslug = \"other\"\ncolumns = \"2-3\"\nlines = \"14-last\"\n";
    let desk = desk("thread-around", around, INSIDE);
    desk.write("copy/market.md", copy(5));
    desk.write("copy/other.md", copy(1));
    let outcome = made(&desk, &["front.toml"]);
    assert_eq!(codes(&outcome, Severity::Error), []);
    let page = &pages(&outcome)[0];
    let grid = &page.grid;
    let second = grid.columns[1].0;
    let twelfth = grid.first_baseline + grid.leading * 11;
    for item in &page.items {
        if let Item::Line(line) = item
            && line.owner.story == Some(0)
            && line.origin.x >= second
        {
            assert!(line.origin.y <= twelfth, "a line of white above the other story");
        }
    }
    let both = around.replacen(
        "[[story]]\nslug = \"other\"",
        "[[story]]\naround = true\nslug = \"other\"",
        1,
    );
    let desk = self::desk("thread-around-both", &both, INSIDE);
    desk.write("copy/other.md", copy(1));
    let errors = codes(&made(&desk, &["front.toml"]), Severity::Error);
    assert!(errors.iter().any(|(code, _)| *code == "frames-overlap"), "{errors:?}");
}

#[test]
fn the_eye_does_not_jump_over_what_is_foreign() {
    let over = "columns = \"1-3\"\nlines = \"1-last\"\naround = true\nhead = \"none\"\n\n[[story]]\nslug = \"other\"\ncolumns = \"2\"\nlines = \"4-12\"\n";
    let desk = desk("thread-over", over, INSIDE);
    desk.write("copy/other.md", copy(1));
    let warnings = codes(&made(&desk, &["front.toml"]), Severity::Warning);
    assert!(warnings.iter().any(|(code, _)| *code == "reading-order"), "{warnings:?}");
    let frames = "columns = \"1\"\nlines = \"1-12\"\nframes = [{ columns = \"3\", lines = \"1-last\" }]\n\n[[story]]\nslug = \"other\"\ncolumns = \"2\"\nlines = \"1-last\"\n";
    let desk = self::desk("thread-across", frames, INSIDE);
    desk.write("copy/other.md", copy(1));
    let warnings = codes(&made(&desk, &["front.toml"]), Severity::Warning);
    assert!(warnings.iter().any(|(code, _)| *code == "reading-order"), "{warnings:?}");
}

#[test]
fn a_standing_head_says_for_which_section_a_story_was_filed() {
    let desk = Desk::new("thread-standing");
    desk.write("copy/filed.md", copy(1).replacen("+++\n", "+++\nsection = \"今日关注\"\n", 1));
    desk.write("copy/plain.md", copy(1));
    let stories = "[defaults.story]\nstanding-head = \"{section}·栏目\"\n\n\
                   [[story]]\nslug = \"filed\"\ncolumns = \"1\"\nlines = \"1-last\"\n\n\
                   [[section]]\ntitle = \"街坊\"\ncolumns = \"2-3\"\nlines = \"1-last\"\nstories = [\"plain\"]\n";
    desk.write("front.toml", page(1, stories));
    let outcome = made(&desk, &["front.toml"]);
    assert_eq!(codes(&outcome, Severity::Error), []);
    assert_eq!(lines(&pages(&outcome)[0], Part::StandingHead), ["今日关注·栏目"]);
}

#[test]
fn columns_filled_in_order_may_end_short() {
    let with = |fill: &str, paragraphs: usize| {
        let desk = Desk::new("thread-in-order");
        desk.write("copy/market.md", copy(paragraphs));
        let story = format!(
            "[[story]]\nslug = \"market\"\ncolumns = \"1-3\"\nlines = \"1-16\"\ncolumn-rule = \"thin\"\nfill = \"{fill}\"\n"
        );
        desk.write("front.toml", page(1, &story));
        made(&desk, &["front.toml"])
    };
    let is_short = |outcome: &Outcome| {
        codes(outcome, Severity::Warning).iter().any(|(code, _)| *code == "underset")
    };
    assert!(!is_short(&with("in-order", 6)), "the last column ends as it comes");
    assert!(is_short(&with("level", 6)), "level columns are short together");
    let outcome = with("in-order", 3);
    assert!(is_short(&outcome), "a column stays empty");
    // No rule stands between two empty columns, and each is as deep as the text at
    // its left.
    let page = &pages(&outcome)[0];
    let foot = |at: usize| {
        let (left, right) = page.grid.columns[at];
        let feet = page.items.iter().filter_map(|item| match item {
            Item::Line(line) if line.owner.part == Part::Body => {
                (left <= line.origin.x && line.origin.x < right).then_some(line.origin.y)
            }
            Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
        });
        feet.max()
    };
    let mut rules: Vec<_> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Shape(shape) => shape.bounds(),
            Item::Line(_) | Item::Picture(_) => None,
        })
        .collect();
    rules.sort_by_key(|rule| rule.left);
    assert_eq!(foot(2), None, "the third column is empty");
    for (at, rule) in rules.iter().enumerate() {
        let text = foot(at).expect("there is text at the left of a rule");
        assert!(rule.bottom >= text && rule.bottom - text < page.grid.leading, "rule {at}");
    }
    assert!(!rules.is_empty());
}
