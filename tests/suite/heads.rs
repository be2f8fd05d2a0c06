//! Headlines: broken by their sense, fitted by tracking and by the width of
//! their characters.

use banmian::geom::Em;
use banmian::page::{Item, Line, Page, Part};

use crate::desk::Desk;
use crate::pages::set_all;

/// A page with one headline over two narrow columns.
fn headline(test: &str, words: &str, style: &str) -> Page {
    let desk = Desk::new(test);
    desk.write("stories/lead.md", format!("+++\nheadline = \"{words}\"\n+++\n正文从这里开始。\n"));
    desk.write(
        "page.toml",
        format!(
            "[page]\nstories = \"stories\"\n\n[sheet]\nsize = \"china-tabloid\"\n\n\
             [styles.headline]\nsize = \"20pt\"\nmin-size = \"14pt\"\nmax-size = \"20pt\"\n{style}\n\
             [[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-20\"\n"
        ),
    );
    let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
    let document = outcome.document.expect("the page can be made");
    document.pages.into_iter().next().expect("there is one")
}

fn lines(page: &Page) -> Vec<&Line> {
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) if line.owner.part == Part::Headline => Some(line),
            Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
        })
        .collect()
}

fn texts(page: &Page) -> Vec<String> {
    let text = |line: &&Line| line.runs.iter().map(|run| run.text.as_str()).collect();
    lines(page).iter().map(text).collect()
}

#[test]
fn no_word_is_cut_in_two() {
    for (words, expected) in [
        ("清水江流域生态补偿机制年底前全面建立", ["清水江流域生态补偿", "机制年底前全面建立"]),
        (
            "第三中学学生在全省机器人大赛中获得一等奖",
            ["第三中学学生在全省", "机器人大赛中获得一等奖"],
        ),
        ("孩子们在河边种下的树苗都长出了新叶", ["孩子们在河边种下的", "树苗都长出了新叶"]),
    ] {
        let page = headline("heads-sense", words, "");
        assert_eq!(texts(&page), expected);
    }
}

#[test]
fn a_long_headline_is_set_narrower_before_it_is_broken() {
    let words = "城关老旧小区加装电梯今年有了新办法";
    let broken = headline("heads-broken", words, "");
    let narrower = headline("heads-narrower", words, "min-width = 60");
    assert!(lines(&broken).iter().any(|line| line.runs[0].horizontal_scale == Em::ONE));
    let [line] = lines(&narrower)[..] else { panic!("one line") };
    let run = &line.runs[0];
    assert!(run.horizontal_scale < Em::ONE && run.horizontal_scale >= Em::frac(60, 100));
}

#[test]
fn a_short_headline_is_set_wider_apart_and_then_wider() {
    let words = "春耕";
    let gap = |page: &Page| {
        let glyphs = &lines(page)[0].runs[0].glyphs;
        glyphs[1].x - glyphs[0].x
    };
    let usual = headline("heads-usual", words, "");
    let apart = headline("heads-apart", words, "max-tracking = \"1em\"");
    assert!(gap(&apart) > gap(&usual));
    assert_eq!(lines(&apart)[0].runs[0].horizontal_scale, Em::ONE);
    let wide = headline("heads-wide", words, "max-tracking = \"0.2em\"\nmax-width = 120");
    assert_eq!(lines(&wide)[0].runs[0].horizontal_scale, Em::frac(120, 100));
}

#[test]
fn a_standing_head_stands_within_its_bar() {
    for size in ["9pt", "11pt", "12pt", "16pt"] {
        let desk = Desk::new("heads-standing");
        desk.write("stories/lead.md", "+++\nheadline = \"春耕\"\n+++\n正文从这里开始。\n");
        desk.write(
            "page.toml",
            format!(
                "[page]\nstories = \"stories\"\n\n[sheet]\nsize = \"china-tabloid\"\n\n\
                 [[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"2-20\"\n\
                 standing-head = \"今日谈\"\nstyles.standing-head.size = \"{size}\"\n"
            ),
        );
        let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
        let page = &outcome.document.as_ref().expect("it can be made").pages[0];
        let name = page.items.iter().find_map(|item| match item {
            Item::Line(line) if line.owner.part == Part::StandingHead => Some(line),
            Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
        });
        let name = name.expect("it stands on the page");
        let em = name.runs[0].size;
        let (top, bottom) = (name.origin.y - em.scale(88, 100), name.origin.y + em.scale(12, 100));
        let holds = |item: &Item| {
            matches!(item, Item::Shape(shape) if shape.fill.is_some()
                && shape.bounds().is_some_and(|bar| bar.top < top && bottom < bar.bottom))
        };
        assert!(page.items.iter().any(holds), "{size}");
    }
}

#[test]
fn text_runs_round_a_head_inside_it() {
    let desk = Desk::new("heads-inside");
    let text = "正文从这里开始，一直排下去。".repeat(60);
    desk.write("stories/lead.md", format!("+++\nheadline = \"春耕\"\n+++\n{text}\n"));
    let page = |keys: &str| {
        format!(
            "[page]\nstories = \"stories\"\n\n[sheet]\nsize = \"china-tabloid\"\n\n[colors]\nred = \"cmyk(0, 95, 90, 0)\"\n\n\
             [[story]]\nslug = \"lead\"\ncolumns = \"1-3\"\nlines = \"1-40\"\nhead = \"inside\"\n{keys}"
        )
    };
    desk.write(
        "page.toml",
        page("head-columns = \"2\"\nhead-from = 10\nhead-background = \"red\"\n"),
    );
    let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
    let page_made = &outcome.document.as_ref().expect("it can be made").pages[0];
    let head = lines(page_made)[0].origin;
    let body: Vec<&Line> = page_made
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) if line.owner.part == Part::Body => Some(line),
            Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
        })
        .collect();
    let (left, right) = page_made.grid.columns[1];
    let second: Vec<_> =
        body.iter().filter(|line| (left..right).contains(&line.origin.x)).collect();
    assert!(second.iter().any(|line| line.origin.y < head.y), "above the head");
    assert!(second.iter().any(|line| line.origin.y > head.y), "below it");
    let level = |line: &&&Line| (line.origin.y - head.y).abs() < page_made.grid.leading;
    assert!(body.iter().any(|line| line.origin.x < left && level(&line)), "at its left");
    assert!(body.iter().any(|line| line.origin.x > right && level(&line)), "at its right");
    assert!(!second.iter().any(level), "and none on it");
    assert!(page_made.items.iter().any(|item| matches!(item, Item::Shape(shape)
        if shape.fill.is_some() && shape.bounds().is_some_and(|rect| rect.top < head.y && head.y < rect.bottom))));

    desk.write("page.toml", page("head-columns = \"2\"\n"));
    let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
    assert!(outcome.sink.list().iter().any(|found| found.code().name() == "missing-key"));
    desk.write("page.toml", page("head-columns = \"2\"\nhead-from = 90\n"));
    let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
    assert!(outcome.sink.list().iter().any(|found| found.code().name() == "outside-page"));
}

#[test]
fn a_headline_that_is_too_long_still_breaks_by_its_sense() {
    let words = "清水江流域生态补偿机制年底前全面建立沿岸三县十二乡镇联合巡河护林并把结果按月公布给两岸居民";
    let page = headline("heads-too-long", words, "");
    let lines = texts(&page);
    assert!(lines.len() > 2, "{lines:?}");
    assert_eq!(lines.concat(), words);
    for word in ["清水江", "流域", "生态", "补偿", "机制", "年底", "乡镇", "居民"]
    {
        let is_whole = lines.iter().any(|line| line.contains(word));
        assert!(is_whole, "{word} is cut: {lines:?}");
    }
    let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let (least, most) = (lengths.iter().min(), lengths.iter().max());
    assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 4), "{lines:?}");
}

#[test]
fn a_color_behind_a_head_reaches_beyond_its_type() {
    for (place, size) in [("over", "20pt"), ("over", "30pt"), ("left", "20pt")] {
        let desk = Desk::new("heads-background");
        desk.write("stories/lead.md", format!("# 春耕开犁\n\n{}\n", "正文从这里开始。".repeat(30)));
        desk.write(
            "page.toml",
            format!(
                "[page]\nstories = \"stories\"\n\n[sheet]\nsize = \"china-tabloid\"\n\n\
                 [[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"2-20\"\nhead = \"{place}\"\n\
                 head-background = \"k(60)\"\nstyles.headline.size = \"{size}\"\n\
                 styles.headline.max-size = \"{size}\"\nstyles.headline.color = \"white\"\n"
            ),
        );
        let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
        let page = &outcome.document.as_ref().expect("it can be made").pages[0];
        let bar = page.items.iter().find_map(|item| match item {
            Item::Shape(shape) if shape.fill.is_some() => shape.bounds(),
            Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
        });
        let bar = bar.expect("there is a color");
        for line in lines(page) {
            let ink = line.ink_box().expect("it has ink");
            let white = line.runs[0].size / 8;
            assert!(bar.grown(-white).contains(ink), "{place} {size}: {ink:?} in {bar:?}");
        }
    }
}
