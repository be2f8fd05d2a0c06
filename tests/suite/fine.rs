//! What a proofreader would circle on a page without a fault: heads hard on their
//! text, uneven gaps, words parted between columns, figures that do not align.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use banmian::color::{Color, Paint};
use banmian::geom::{Abs, Em, WritingMode};
use banmian::page::{Item, Line, Origins, Page, Part};
use banmian::style::{Figures, FontRequest, Lang, Slant, Weight};
use banmian::text::{
    Breaks, CharStyle, CompositionProfile, Hyphenation, Measures, Paragraph, Shaper, TextSpan,
    break_once, prepare,
};

use crate::desk::Desk;
use crate::pages::{fonts, set_all};

fn page_of(desk: &Desk) -> Page {
    let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
    let document = outcome.document.expect("the page can be made");
    document.pages.into_iter().next().expect("there is one")
}

fn lines_of(page: &Page, part: Part) -> Vec<&Line> {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Line(line) if line.owner.part == part => Some(line),
        Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
    });
    lines.collect()
}

fn text_of(line: &Line) -> String {
    line.runs.iter().map(|run| run.text.as_str()).collect()
}

/// A page of 30 lines, 10 pt on 15 pt, three columns of ten characters.
fn desk(test: &str, elements: &str, stories: &[(&str, &str)]) -> Desk {
    let desk = Desk::new(test);
    for (slug, story) in stories {
        desk.write(&format!("stories/{slug}.md"), story);
    }
    desk.write(
        "page.toml",
        format!(
            "[page]\nstories = \"stories\"\n\n[sheet]\nsize = \"340pt x 465pt\"\nmargin = \"10pt\"\n\
             bleed = 0\n\n[grid]\ncolumns = 3\ncolumn-width = \"10字\"\ngutter = \"1字\"\n\
             leading = \"15pt\"\n\n[styles.body]\nsize = \"10pt\"\n{elements}"
        ),
    );
    desk
}

const ENGLISH: &str = "The ditch was real enough. A survey in the spring of 2025 found that the \
    path had sunk as much as 80 centimeters below the surrounding meadow for a stretch of 1.2 \
    kilometers. Walkers who stepped out to avoid the mud had worn a second track beside it, then \
    a third; at its widest the scar measured 19 meters, broader than a four-lane road. The \
    obvious remedy was the one that nobody wanted. A contractor offered to bring two excavators \
    and lay a gravel track in 11 weeks, for 4.2 million yuan. The machines, however, would have \
    needed an access road of their own across the meadow, a well-known site for late-flowering \
    gentians. The department’s own ecologist advised against it in a memorandum of a single line.";

#[test]
fn a_head_keeps_apart_from_its_text() {
    for size in 14..=40 {
        let style = format!(
            "\n[[story]]\nslug = \"a\"\ncolumns = \"1-3\"\nlines = \"1-20\"\n\
             styles.headline = {{ size = \"{size}pt\", min-size = \"{size}pt\", max-size = \"{size}pt\" }}\n"
        );
        let story = format!("+++\nheadline = \"春水\"\n+++\n{}\n", "正文从这里排下去。".repeat(9));
        let page = page_of(&desk("fine-head", &style, &[("a", &story)]));
        let head = lines_of(&page, Part::Headline)[0].origin.y + Abs::pt(f64::from(size) * 0.12);
        let text = lines_of(&page, Part::Body).iter().map(|line| line.origin.y).min();
        let white = text.expect("there is text") - Abs::pt(8.8) - head;
        assert!(white >= Abs::pt(7.0), "{size} pt: {white:?}");
        // It does not get there by leaving the top of its place.
        assert!(head - Abs::pt(f64::from(size)) >= Abs::pt(10.0), "{size} pt");
    }
}

#[test]
fn gaps_between_the_stories_of_a_section_are_alike() {
    let slugs = ["a", "b", "c", "d"];
    let text = "正文从这里排下去。".repeat(4);
    let stories: Vec<(String, String)> = slugs
        .iter()
        .map(|slug| ((*slug).to_owned(), format!("+++\nheadline = \"题\"\n+++\n{text}\n")))
        .collect();
    let stories: Vec<(&str, &str)> =
        stories.iter().map(|(slug, story)| (slug.as_str(), story.as_str())).collect();
    for last in 25..=30 {
        let section = format!(
            "\n[[section]]\ntitle = \"栏\"\ncolumns = \"1-3\"\nlines = \"1-{last}\"\n\
             stories = [\"a\", \"b\", \"c\", \"d\"]\n"
        );
        let page = page_of(&desk("fine-gaps", &section, &stories));
        let heads: Vec<Abs> =
            lines_of(&page, Part::Headline).iter().map(|line| line.origin.y).collect();
        let steps: BTreeSet<Abs> = heads.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(steps.len(), 1, "{last} lines: {heads:?}");
    }
}

/// How many of the breakings of a text in many measures have a word parted after a line,
/// for every line: where nothing is said of it, and where a column ends there.
#[test]
fn words_are_rather_kept_whole_at_the_ends_of_columns() {
    let lang = Lang::English;
    let profile = CompositionProfile::of(lang, WritingMode::Horizontal);
    let fonts = fonts();
    let request =
        FontRequest { family: "latin".into(), weight: Weight::REGULAR, slant: Slant::Upright };
    let style = CharStyle {
        stack: fonts.stack(&request, lang).into(),
        size: Abs::pt(9.0),
        paint: Paint::usual(Color::BLACK),
        tracking: Em::ZERO,
        width: Em::ONE,
        figures: Figures::Proportional,
    };
    let paragraph = Paragraph {
        spans: vec![TextSpan { text: ENGLISH.to_owned(), style }],
        origins: Origins::default(),
        annotations: Vec::new(),
        lang,
        profile,
        indent: Em::ONE,
        hyphenation: Hyphenation::Allowed,
        divisions: Arc::default(),
    };
    let prepared = prepare(&paragraph, &mut Shaper::new(&fonts));
    let (mut usually, mut at_columns) = (0, 0);
    for ems in 14..40 {
        let measure = prepared.em * ems / 2 + prepared.em * 8;
        let breaks = break_once(&prepared, Measures::all(measure));
        for line in 1..breaks.lines.len() {
            let parted = |breaks: &Breaks| {
                breaks
                    .lines
                    .get(line)
                    .is_some_and(|it| prepared.parts_word_before(it.clusters.start))
            };
            let column_ends = [line];
            let minded = Measures { column_ends: &column_ends, ..Measures::all(measure) };
            usually += u32::from(parted(&breaks));
            at_columns += u32::from(parted(&break_once(&prepared, minded)));
        }
    }
    assert!(usually > 20, "{usually} words are parted");
    assert!(at_columns * 3 < usually, "{at_columns} of {usually}");
}

#[test]
fn digits_are_of_one_width_where_they_are_to_align() {
    let widths = |figures: &str| {
        let place = format!(
            "font = \"latin\"\nfigures = \"{figures}\"\nalign = \"left\"\n\n[[story]]\n\
             slug = \"a\"\ncolumns = \"1-3\"\nlines = \"1-9\"\ntext-columns = 1\n"
        );
        let story = "+++\nlang = \"zh-Hans\"\n+++\n**111117 878884** 版\n";
        let page = page_of(&desk("fine-figures", &place, &[("a", story)]));
        let line = lines_of(&page, Part::Body)[0].clone();
        let run = &line.runs[0];
        let steps = run.glyphs.windows(2).filter(|pair| {
            let digit = |at: usize| run.text[pair[at].text.clone()].parse::<u8>().is_ok();
            digit(0) && digit(1)
        });
        steps.map(|pair| pair[1].x - pair[0].x).collect::<Vec<Abs>>()
    };
    let tabular = widths("tabular");
    assert_eq!(tabular.len(), 10);
    assert!(tabular.iter().all(|step| (*step - tabular[0]).abs() <= Abs::pt(0.2)), "{tabular:?}");
    assert!(widths("等宽") == tabular);
}

#[test]
fn columns_of_classified_items_end_level() {
    let items = ["出租两居一套。", "转让木柜两只，钢琴一架，另有旧书若干。", "招聘面点师。"];
    let text: Vec<String> =
        (0..30).map(|at| format!("**第{at}** {}", items[at % 3].repeat(1 + at % 2))).collect();
    let story = format!("+++\n+++\n{}\n", text.join("\n\n"));
    let place = "\n[[classified]]\nslug = \"a\"\ncolumns = \"1-3\"\nlines = \"1-30\"\n\
                 text-columns = 3\nleading = \"11pt\"\nitem-rule = \"dotted 0.5pt\"\n\
                 styles.classified.size = \"8pt\"\n";
    let page = page_of(&desk("fine-level", place, &[("a", &story)]));
    let mut feet: BTreeMap<Abs, Abs> = BTreeMap::new();
    for line in lines_of(&page, Part::Classified) {
        let foot = feet.entry(line.origin.x).or_default();
        *foot = (*foot).max(line.origin.y);
    }
    let feet: Vec<Abs> = feet.into_values().collect();
    assert_eq!(feet.len(), 3);
    let (least, most) = (feet.iter().min(), feet.iter().max());
    assert_eq!(least, most, "{feet:?}");
}

#[test]
fn a_signature_stands_at_the_right() {
    let place = "\n[[story]]\nslug = \"a\"\ncolumns = \"1-3\"\nlines = \"1-9\"\n";
    let story = "+++\n+++\n老人爱听戏，请多加留意。\n\n-- 家属　戚小渔\n\n-- 11月22日\n";
    let page = page_of(&desk("fine-signature", place, &[("a", story)]));
    let lines = lines_of(&page, Part::Body);
    let signed: Vec<&&Line> =
        lines.iter().filter(|line| text_of(line).contains(['戚', '日'])).collect();
    assert_eq!(signed.len(), 2);
    for line in signed {
        let end = line.ink_box().expect("it has ink").right;
        let right = line.origin.x + line.measure;
        assert!((right - end).abs() < Abs::pt(6.0), "{}: {end:?} of {right:?}", text_of(line));
        assert!(!text_of(line).contains('-'));
    }
}

#[test]
fn a_folio_keeps_a_line_away_from_the_text_where_there_is_room() {
    let distance = |margin: &str| {
        let desk = Desk::new("fine-folio");
        desk.write("stories/a.md", "+++\n+++\n正文。\n");
        desk.write(
            "page.toml",
            format!(
                "[page]\nstories = \"stories\"\nnumber = 1\n\n[sheet]\nsize = \"四开\"\n\
                 margin = \"{margin}\"\n\n[folio]\nleft = \"{{number}}\"\n\n[[story]]\n\
                 slug = \"a\"\ncolumns = \"1-2\"\nlines = \"1-9\"\n"
            ),
        );
        let page = page_of(&desk);
        let rule = page.items.iter().find_map(|item| match item {
            Item::Shape(shape) => shape.bounds(),
            Item::Line(_) | Item::Picture(_) => None,
        });
        page.grid.area.top - rule.expect("there is a rule").bottom
    };
    assert!((distance("17mm") - Abs::mm(4.0)).abs() < Abs::pt(1.0));
    assert!(distance("8mm") >= Abs::mm(1.8) && distance("8mm") < Abs::mm(4.0));
}
