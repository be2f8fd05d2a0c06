//! Groups of heads: their parts in any order, side by side, on pictures, with
//! white between them; and names that are kept whole.

use banmian::geom::Abs;
use banmian::job::Outcome;
use banmian::page::{Item, Line, Page, Part};

use crate::desk::Desk;
use crate::pages::set_all;

const STORY: &str = "+++\nkicker = \"苇鸥队三十八岁门将沙渡：\"\nheadline = \"守门就是等待时机\"\n\
    deck = \"他说下周末还想首发\"\nbyline = \"□本报记者 方既白\"\n";

/// A desk with a story and these keys in its place on the page.
fn desk(test: &str, keys: &str) -> Desk {
    let desk = Desk::new(test);
    let text = "正文从这里开始，一直排下去。".repeat(20);
    desk.write("stories/lead.md", format!("{STORY}+++\n{text}\n"));
    desk.write("page.toml", page(keys));
    desk
}

/// The same with a picture in the story.
fn desk_with_picture(test: &str, keys: &str) -> Desk {
    let desk = desk(test, keys);
    let text = "正文从这里开始，一直排下去。".repeat(20);
    let picture = "\n[[pictures]]\nfile = \"gray.png\"\ncaption = \"雾\"\n";
    desk.write("stories/lead.md", format!("{STORY}{picture}+++\n{text}\n"));
    let file = std::fs::read("tests/fixtures/pages/gray.png").expect("it is there");
    desk.write("stories/gray.png", file);
    desk
}

fn page(keys: &str) -> String {
    format!(
        "[page]\nstories = \"stories\"\n\n[sheet]\nsize = \"china-tabloid\"\n\n\
         [[story]]\nslug = \"lead\"\ncolumns = \"1-4\"\nlines = \"1-20\"\n{keys}\n"
    )
}

fn run(desk: &Desk) -> Outcome {
    set_all(vec![desk.path("page.toml")], desk.folder.clone())
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.sink.list().iter().map(|found| found.code().name()).collect()
}

/// The finding with a code: what it says, and on which line of the spec.
fn found(outcome: &Outcome, code: &str) -> (String, u32) {
    let finding = outcome.sink.list().iter().find(|found| found.code().name() == code);
    let finding = finding.unwrap_or_else(|| panic!("no {code} in {:?}", codes(outcome)));
    let line =
        finding.span.map_or(0, |span| outcome.sources.line_column(span.source, span.start).0);
    (finding.message().en.clone(), line as u32)
}

fn made(outcome: &Outcome) -> &Page {
    &outcome.document.as_ref().expect("the page can be made").pages[0]
}

fn lines(page: &Page, part: Part) -> Vec<&Line> {
    let items = page.items.iter();
    let of_part = items.filter_map(|item| match item {
        Item::Line(line) if line.owner.part == part => Some(line),
        _ => None,
    });
    of_part.collect()
}

fn text(line: &Line) -> String {
    line.runs.iter().map(|run| run.text.as_str()).collect()
}

/// Top and bottom of a line's em box.
fn em_box(line: &Line) -> (Abs, Abs) {
    let size = line.runs[0].size;
    (line.origin.y - size.scale(88, 100), line.origin.y + size.scale(12, 100))
}

/// Where the type of a line begins.
fn start(line: &Line) -> Abs {
    line.origin.x + line.runs[0].glyphs[0].x
}

/// All characters of the one story are on the page or told.
fn nothing_is_lost(page: &Page) {
    let story = &page.stories[0];
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let there: usize = page
        .items
        .iter()
        .map(|item| match item {
            Item::Line(line) if line.owner.story == Some(0) => count(&text(line)),
            _ => 0,
        })
        .sum();
    assert_eq!(there + story.overset_characters + story.unplaced_characters, story.characters);
}

#[test]
fn a_kicker_stands_beside_its_headline_in_the_middle_of_its_height() {
    let keys = "head-order = [\"引题 | 主题\", \"deck\", \"署名\"]\nhead-rule = \"thin\"\n";
    let outcome = run(&desk("groups-row", keys));
    assert!(!codes(&outcome).contains(&"headline-too-long"), "{:?}", codes(&outcome));
    let page = made(&outcome);
    let (kicker, headline) = (lines(page, Part::Kicker), lines(page, Part::Headline));
    assert_eq!(kicker.len(), 2, "in two short lines");
    assert_eq!(headline.len(), 1);
    assert!(kicker.iter().all(|line| start(line) < start(headline[0])), "at its left");
    let (top, bottom) = em_box(headline[0]);
    let (above, below) = (em_box(kicker[0]).0 - top, bottom - em_box(kicker[1]).1);
    assert!((above - below).abs() <= Abs::pt(0.1), "{above:?} above, {below:?} below");
    assert!(em_box(lines(page, Part::Deck)[0]).0 > bottom);
    nothing_is_lost(page);
    // The rule stands between them.
    let end = |line: &Line| start(line) + line.runs[0].size;
    let is_between = |item: &Item| {
        matches!(item, Item::Shape(shape) if shape.bounds().is_some_and(|rule|
            end(kicker[0]) < rule.left && rule.right < start(headline[0])))
    };
    assert!(page.items.iter().any(is_between), "no rule");
}

#[test]
fn parts_that_the_order_leaves_out_follow_in_their_usual_order() {
    let outcome = run(&desk("groups-left-out", "head-order = [\"deck\", \"headline\"]\n"));
    let page = made(&outcome);
    let top = |part| em_box(lines(page, part)[0]).0;
    let tops = [Part::Deck, Part::Headline, Part::Kicker, Part::Byline].map(top);
    assert!(tops.is_sorted(), "{tops:?}");
    nothing_is_lost(page);
}

#[test]
fn wrong_orders_are_told_at_their_places() {
    let outcome = run(&desk("groups-unknown", "head-order = [\"kicker | headlin\"]\n"));
    let (message, line) = found(&outcome, "bad-value");
    assert!(message.contains("headlin"), "{message}");
    assert_eq!(line, 11);
    let outcome = run(&desk("groups-twice", "head-order = [\n\"headline\",\n\"deck | 主题\"]\n"));
    let (message, line) = found(&outcome, "bad-value");
    assert!(message.contains("the headline") && message.contains("twice"), "{message}");
    assert_eq!(line, 13);
    for order in ["\"kicker |\"", "\"\"", "7", "[\"kicker\"]"] {
        let outcome = run(&desk("groups-odd", &format!("head-order = [{order}]\n")));
        assert_eq!(found(&outcome, "bad-value").1, 11, "{order}");
    }
}

#[test]
fn parts_without_room_beside_each_other_stand_one_below_the_other() {
    let keys = "head-order = [\"kicker | headline\"]\nhead-columns = \"1\"\n\
                styles.kicker = { size = \"60pt\" }\n";
    let outcome = run(&desk("groups-no-room", keys));
    let told = outcome.sink.list().iter().any(|found| found.message().en.contains("side by side"));
    assert!(told, "{:?}", codes(&outcome));
    let page = made(&outcome);
    let kicker = lines(page, Part::Kicker);
    let last = kicker.last().expect("it stands on the page");
    assert!(em_box(last).1 < em_box(lines(page, Part::Headline)[0]).1);
    nothing_is_lost(page);
}

#[test]
fn a_vertical_head_has_rows_too() {
    let keys = "head = \"left\"\nhead-order = [\"headline | byline\", \"kicker\"]\n";
    let outcome = run(&desk("groups-vertical", keys));
    let page = made(&outcome);
    let (headline, byline) = (lines(page, Part::Headline)[0], lines(page, Part::Byline)[0]);
    assert!(byline.origin.y > headline.origin.y || start_down(byline) > start_down(headline));
    let kicker = lines(page, Part::Kicker)[0];
    assert!(kicker.origin.x < headline.origin.x, "what comes after stands at the left");
    nothing_is_lost(page);
}

/// Where the type of a vertical line begins.
fn start_down(line: &Line) -> Abs {
    line.origin.y + line.runs[0].glyphs[0].x
}

const ON_PICTURE: &str = "head = \"on-picture\"\n\
    pictures = [{ columns = \"1-3\", lines = \"1-20\" }]\n\
    styles.headline = { size = \"24pt\", color = \"white\" }\n";

#[test]
fn a_head_stands_on_a_picture_and_takes_no_lines() {
    for edge in ["top", "下", "left", "右"] {
        let keys = format!("{ON_PICTURE}head-edge = \"{edge}\"\nhead-background = \"black\"\n");
        let outcome = run(&desk_with_picture("groups-picture", &keys));
        let page = made(&outcome);
        let picture = page.items.iter().find_map(|item| match item {
            Item::Picture(picture) => Some(picture.frame),
            Item::Line(_) | Item::Shape(_) => None,
        });
        let picture = picture.expect("it is placed");
        let head = lines(page, Part::Headline)[0].origin;
        assert!(picture.left < head.x && head.x < picture.right, "{edge}");
        assert!(picture.top < head.y && head.y < picture.bottom, "{edge}");
        let near = match edge {
            "top" => head.y - picture.top < picture.bottom - head.y,
            "下" => head.y - picture.top > picture.bottom - head.y,
            "left" => head.x - picture.left < picture.right - head.x,
            _ => head.x - picture.left > picture.right - head.x,
        };
        assert!(near, "{edge}");
        let first = lines(page, Part::Body)[0].origin.y;
        assert_eq!(first, page.grid.first_baseline, "text begins on the first line");
        // It is painted over the picture, with its bar, and read before the caption.
        let at = |is: &dyn Fn(&Item) -> bool| page.items.iter().position(is).expect("it is there");
        let shown = at(&|item| matches!(item, Item::Picture(_)));
        let bar = at(&|item| {
            matches!(item, Item::Shape(shape) if shape.fill.is_some()
                && shape.bounds().is_some_and(|bar| bar.overlaps(picture)))
        });
        let part = |part| at(&|item| matches!(item, Item::Line(line) if line.owner.part == part));
        assert!(shown < bar && bar < part(Part::Headline), "{edge}");
        assert!(part(Part::Byline) < part(Part::Caption), "{edge}");
        nothing_is_lost(page);
    }
}

#[test]
fn heads_on_pictures_that_cannot_be() {
    let outcome = run(&desk("groups-no-box", "head = \"压图\"\n"));
    let (message, line) = found(&outcome, "picture-box-empty");
    assert!(message.contains("no box") && line == 11, "{message} on line {line}");
    let keys = format!("{ON_PICTURE}head-picture = 3\n");
    let outcome = run(&desk_with_picture("groups-box-3", &keys));
    let (message, line) = found(&outcome, "picture-box-empty");
    assert!(message.contains("picture box 3") && line == 14, "{message} on line {line}");
    let keys =
        ON_PICTURE.replace("24pt", "90pt").replace("1-20\" }]", "1-6\", caption = \"none\" }]");
    let outcome = run(&desk_with_picture("groups-high", &keys));
    let told = outcome
        .sink
        .list()
        .iter()
        .any(|found| found.message().en.contains("higher than the picture"));
    assert!(told, "{:?}", codes(&outcome));
    nothing_is_lost(made(&outcome));
    let keys = ON_PICTURE.replace("\"1-20\" }", "\"1-20\", caption = \"over\" }");
    let outcome = run(&desk_with_picture("groups-foot", &keys));
    assert!(found(&outcome, "conflicting-keys").0.contains("foot"));
}

#[test]
fn a_picture_on_a_head_beside_the_text_is_told() {
    let keys = "head = \"left\"\npictures = [{ columns = \"1\", lines = \"5-12\" }]\n";
    let outcome = run(&desk_with_picture("groups-beside", keys));
    assert!(found(&outcome, "frames-overlap").0.contains("over its head"));
    let outcome = run(&desk_with_picture("groups-beside-clear", &keys.replace("\"1\"", "\"4\"")));
    assert!(!codes(&outcome).contains(&"frames-overlap"), "{:?}", codes(&outcome));
}

#[test]
fn parts_that_touch_are_told_and_others_have_white() {
    let outcome =
        run(&desk("groups-touch", "styles.headline = { size = \"30pt\", grid-lines = 1 }\n"));
    assert!(found(&outcome, "head-crowded").0.contains("kicker touches the headline"));
    for size in 14..60 {
        let keys =
            format!("styles.headline = {{ size = \"{size}pt\", max-size = \"{size}pt\" }}\n");
        let outcome = run(&desk("groups-white", &keys));
        assert!(!codes(&outcome).contains(&"head-crowded"));
        let page = made(&outcome);
        let head: Vec<(Abs, Abs)> = [Part::Kicker, Part::Headline, Part::Deck, Part::Byline]
            .iter()
            .flat_map(|part| lines(page, *part))
            .map(em_box)
            .collect();
        let gaps: Vec<Abs> = head.windows(2).map(|pair| pair[1].0 - pair[0].1).collect();
        assert!(gaps[0] >= Abs::pt(f64::from(size) * 0.18) - Abs::pt(0.01), "{size}: {gaps:?}");
        assert!(gaps.iter().all(|gap| *gap > Abs::ZERO), "{size}: {gaps:?}");
    }
}

/// The lines of a headline in a place of so many millimetres.
fn broken(test: &str, words: &str, width: u32, top: &str) -> (Vec<String>, Outcome) {
    let desk = Desk::new(test);
    desk.write("stories/lead.md", format!("+++\nheadline = \"{words}\"\n+++\n正文。\n"));
    let lang = if words.is_ascii() { "en" } else { "zh-Hans" };
    desk.write("names.txt", "# 名单\n\n青螺渡口\n");
    desk.write(
        "page.toml",
        format!(
            "{top}\n[page]\nlang = \"{lang}\"\nstories = \"stories\"\n\n[styles.headline]\nsize = \"20pt\"\n\
             min-size = \"18pt\"\nmax-size = \"20pt\"\n\n[[story]]\nslug = \"lead\"\n\
             left = \"20mm\"\nwidth = \"{width}mm\"\nlines = \"1-20\"\n"
        ),
    );
    let outcome = run(&desk);
    let found = lines(made(&outcome), Part::Headline).into_iter().map(text).collect();
    (found, outcome)
}

#[test]
fn names_of_the_house_are_never_cut() {
    let words = "今冬青螺渡口听雨茶庄办灯会";
    let names = ["青螺渡口", "听雨茶庄"];
    let mut cut = false;
    for width in (32..90).step_by(3) {
        let (plain, _) = broken("groups-names-none", words, width, "");
        let whole = |lines: &[String]| {
            names.iter().all(|name| lines.iter().any(|line| line.contains(name)))
        };
        cut |= !whole(&plain);
        let top = "composition.names = [\"听雨茶庄\"]\ncomposition.names-file = \"names.txt\"\n";
        let (kept, _) = broken("groups-names", words, width, top);
        assert!(whole(&kept), "{width} mm: {kept:?}");
        assert_eq!(kept.concat(), words);
    }
    assert!(cut, "without the list a name would be cut somewhere");
    // One that is wider than its line is broken, and that is told.
    let top = "composition.names = [\"今冬青螺渡口听雨茶庄\"]\n";
    let (lines, outcome) = broken("groups-names-wide", words, 30, top);
    assert_eq!(lines.concat(), words);
    assert!(codes(&outcome).contains(&"headline-too-long"));
}

#[test]
fn wrong_lists_of_names_are_told() {
    let long = "长".repeat(41);
    for (names, says) in
        [("\"云\"", "two characters"), (&*format!("\"{long}\""), "more than 40"), ("7", "text")]
    {
        let top = format!("composition.names = [{names}]\n");
        let (_, outcome) = broken("groups-names-wrong", "灯会", 60, &top);
        let (message, line) = found(&outcome, "bad-value");
        assert!(message.contains(says) && line == 1, "{message} on line {line}");
    }
    for (file, code) in [("nobody.txt", "file-unreadable"), ("../../names.txt", "path-outside")] {
        let top = format!("composition.names-file = \"{file}\"\n");
        let (_, outcome) = broken("groups-names-file", "灯会", 60, &top);
        assert_eq!(found(&outcome, code).1, 1, "{file}");
    }
    let desk = desk("groups-names-story", "composition = { names = [\"云汀\"] }\n");
    assert!(codes(&run(&desk)).contains(&"unknown-key"), "a story has no names of its own");
}

#[test]
fn lines_of_a_headline_are_even_and_end_in_no_article() {
    let words = "A Town Decides to Let the Water In";
    for width in [30, 38, 46, 80] {
        let (lines, _) = broken("groups-even", words, width, "");
        let longest = lines.iter().map(String::len).max().expect("there are lines");
        let shortest = lines.iter().map(String::len).min().expect("there are lines");
        assert!(shortest * 2 >= longest, "{width} mm: {lines:?}");
    }
}
