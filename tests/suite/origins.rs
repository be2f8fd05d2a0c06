//! Text on the page is traced to the bytes that it comes from: nothing is traced
//! to the wrong place, and no word of a story to none.

use banmian::diag::{Sink, Sources, Span};
use banmian::job::Outcome;
use banmian::page::{Item, ItemPartKind, Line, Origin, Origins, Page, Part, Run, Trace, WrittenAt};
use banmian::story::{Story, parse};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};

use crate::desk::Desk;
use crate::pages::{Frame, odd_composition, odd_head, odd_text, outcome_of, set};

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Shape(_) | Item::Picture(_) => None,
    })
}

fn page(outcome: &Outcome) -> &Page {
    let document = outcome.document.as_ref();
    &document.unwrap_or_else(|| panic!("{:?}", outcome.sink.list())).pages[0]
}

/// What a stretch of a text is said to come from.
fn source(outcome: &Outcome, written: WrittenAt) -> &str {
    let span = written.span;
    &outcome.sources.get(span.source).text[span.start as usize..span.end as usize]
}

/// A text with every other white space as spaces, as many as it has bytes.
fn spaced(text: &str) -> String {
    let spaces = |c: char| if c.is_whitespace() { " ".repeat(c.len_utf8()) } else { c.to_string() };
    text.chars().map(spaces).collect()
}

/// Whether all characters of a text stand in another in this order; the minus sign
/// of a number is written as a hyphen.
fn is_among(text: &str, other: &str) -> bool {
    let mut others = other.chars();
    text.chars()
        .all(|c| c.is_whitespace() || others.any(|other| other == c || (c == '−' && other == '-')))
}

/// Every stretch comes from where it says.
fn is_true(outcome: &Outcome, run: &Run) -> Result<(), TestCaseError> {
    let mut end = 0;
    for Origin { text, written } in run.origins.as_slice() {
        prop_assert!(end <= text.start && text.start < text.end, "{:?}", run);
        end = text.end;
        let (shown, there) = (&run.text[text.clone()], source(outcome, *written));
        match written.trace {
            Trace::Exact => prop_assert_eq!(spaced(shown), spaced(there)),
            // Named characters, and marks that the text's own signs mend, stand
            // there in other words.
            Trace::Within if there.contains(['&', '\\']) => {}
            Trace::Within => prop_assert!(is_among(shown, there), "{shown:?} in {there:?}"),
            Trace::Made => prop_assert!(false, "{shown:?} is made of {there:?}"),
        }
    }
    prop_assert!(end <= run.text.len());
    Ok(())
}

/// What of a run nobody has written.
fn unwritten(run: &Run) -> String {
    let is_written = |at| run.origins.as_slice().iter().any(|origin| origin.text.contains(&at));
    run.text.char_indices().filter(|(at, _)| !is_written(*at)).map(|(_, c)| c).collect()
}

/// The story of a page with one, as it was read.
fn story(outcome: &Outcome) -> Story {
    let file = outcome.sources.iter().find(|source| source.name.ends_with("text.md"));
    let mut sources = Sources::default();
    let source = sources.add("text.md", file.expect("the story was read").text.as_str());
    parse(source, &sources, "text", &mut Sink::default()).expect("it is one")
}

/// A line comes from the block that it is said to belong to.
fn is_of_its_block(outcome: &Outcome, story: &Story, line: &Line) -> Result<(), TestCaseError> {
    let Some(block) = line.owner.block else { return Ok(()) };
    let block = story.body.get(block.0 as usize).expect("the story has such a block");
    let spans: Vec<Span> = block
        .texts()
        .iter()
        .flat_map(|text| &text.pieces)
        .flat_map(|piece| [Some(piece.span), piece.reading.as_ref().map(|reading| reading.span)])
        .flatten()
        .collect();
    let origins = line.runs.iter().flat_map(|run| run.origins.as_slice());
    for Origin { written: WrittenAt { span, .. }, .. } in origins {
        let holds = |own: &Span| own.start <= span.start && span.end <= own.end;
        // A dateline opens the first paragraph.
        let is_above = story.dateline.iter().flat_map(|text| &text.pieces).any(|piece| {
            holds(&piece.span) || piece.reading.as_ref().is_some_and(|it| holds(&it.span))
        });
        prop_assert!(
            is_above || hull(&spans).as_ref().is_some_and(holds),
            "{:?} is not of {:?}",
            source(outcome, WrittenAt { span: *span, trace: Trace::Within }),
            block
        );
    }
    Ok(())
}

/// From the first of some spans to the last: signs stand between them.
fn hull(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(|all, span| Span {
        start: all.start.min(span.start),
        end: all.end.max(span.end),
        ..all
    })
}

/// Everything that is said of a page's text is true, what is told of the body is
/// in order and all of it.
fn is_traced(outcome: &Outcome) -> Result<(), TestCaseError> {
    let mut end = 0;
    let story = story(outcome);
    for line in lines(page(outcome)) {
        let owner = line.owner;
        is_of_its_block(outcome, &story, line)?;
        for run in &line.runs {
            is_true(outcome, run)?;
            let is_marker = owner
                .item
                .is_some_and(|it| matches!(it.kind, ItemPartKind::Bullet | ItemPartKind::Number));
            let is_of_text = matches!(
                owner.part,
                Part::Body
                    | Part::Crosshead
                    | Part::Quote
                    | Part::Note
                    | Part::FactBox
                    | Part::BoxHeading
                    | Part::Table
                    | Part::TableHeading
            );
            let is_dateline = story.dateline.is_some();
            prop_assert!(!is_of_text || is_dateline || owner.block.is_some(), "{:?}", line);
            if is_marker {
                prop_assert!(run.origins.as_slice().is_empty(), "{:?}", run);
            } else if is_of_text {
                // A hyphen, the space after a dateline, and the dash
                // before the name of who is quoted.
                let rest = unwritten(run);
                prop_assert!(
                    rest.trim_matches(['\u{AD}', ' ', '—']).is_empty(),
                    "{rest:?} of {run:?}"
                );
            }
            for Origin { written, .. } in run.origins.as_slice() {
                // A dateline is written above the text, and may stand below a list.
                let text = &outcome.sources.get(written.span.source).text;
                let is_head = text[written.span.start as usize..].contains("\n+++\n");
                if owner.part == Part::Body && written.trace == Trace::Exact && !is_head {
                    prop_assert!(end <= written.span.start, "{:?}", run);
                    end = written.span.end;
                }
            }
        }
    }
    Ok(())
}

#[test]
fn any_text_in_any_frame_is_traced_to_its_source() {
    let desk = Desk::new("origins-of-any-text");
    let keys = vec!["", "writing = \"vertical\"\n", "drop-cap = 3\n", "head = \"left\"\n"];
    proptest!(Config { cases: 96, failure_persistence: None, ..Config::default() }, |(
        text in odd_text(),
        (columns, width, lines) in (1..4_u32, 40..400_u32, 4..50_u32),
        head in odd_head(),
        composition in odd_composition(),
        keys in prop::sample::select(keys),
    )| {
        let keys = format!("{keys}{composition}");
        let frame = Frame { keys, ..Frame::new(columns, width, lines) };
        is_traced(&outcome_of(&desk, &text, &head, &frame))?;
    });
}

/// A page with some text, wide enough for each paragraph on one line.
fn set_text(name: &str, text: &str, head: &str) -> Outcome {
    outcome_of(&Desk::new(name), text, head, &Frame::new(1, 480, 40))
}

/// The stretches of all runs of a part: the text, what it comes from, and how.
fn stretches(outcome: &Outcome, part: Part) -> Vec<(String, String, Trace)> {
    let of_run = |run: &Run| {
        let stretch = |Origin { text, written }: &Origin| {
            let there = source(outcome, *written).to_owned();
            (run.text[text.clone()].to_owned(), there, written.trace)
        };
        run.origins.as_slice().iter().map(stretch).collect::<Vec<_>>()
    };
    let own = lines(page(outcome)).filter(|line| line.owner.part == part);
    own.flat_map(|line| &line.runs).flat_map(of_run).collect()
}

fn exact(text: &str) -> (String, String, Trace) {
    (text.to_owned(), text.to_owned(), Trace::Exact)
}

fn within(text: &str, there: &str) -> (String, String, Trace) {
    (text.to_owned(), there.to_owned(), Trace::Within)
}

#[test]
fn signs_and_names_of_characters_are_traced_to_what_stands_for_them() {
    let text = "河岸*亮*灯&#x3001;老屋\\*。";
    let outcome = set_text("origins-of-signs", text, "");
    assert_eq!(
        stretches(&outcome, Part::Body),
        [
            exact("河岸"),
            exact("亮"),
            exact("灯"),
            within("、", "&#x3001;"),
            exact("老屋"),
            exact("*。")
        ]
    );
    // Its name is as long as the character in bytes.
    let outcome = set_text("origins-of-a-long-name", "a&nLl;b", "lang = \"en\"");
    let there = stretches(&outcome, Part::Body);
    assert_eq!(there.first(), Some(&exact("a")));
    assert!(there.iter().all(|(_, there, trace)| there != "&nLl;" || *trace == Trace::Within));
}

#[test]
fn white_space_that_is_folded_leaves_no_gap() {
    let outcome = set_text("origins-of-spaces", "one  two\nthree", "lang = \"en\"");
    let there = stretches(&outcome, Part::Body);
    let shown: String = there.iter().map(|(shown, ..)| shown.as_str()).collect();
    assert_eq!(shown, "one two three");
    assert_eq!(there[0], exact("one "));
    assert_eq!(there[1], ("two three".to_owned(), "two\nthree".to_owned(), Trace::Exact));
}

#[test]
fn a_reading_comes_from_its_own_place() {
    let outcome = set_text("origins-of-readings", "{漢字|かん|じ}。", "lang = \"ja\"");
    let there = stretches(&outcome, Part::Body);
    assert_eq!(there[..2], [exact("漢字"), exact("。")]);
    let readings: String = there[2..].iter().map(|(shown, ..)| shown.as_str()).collect();
    assert_eq!(readings, "かんじ");
    assert!(there[2..].iter().all(|it| it.1 == "かん|じ" && it.2 == Trace::Within), "{there:?}");
}

#[test]
fn a_head_is_traced_into_its_string() {
    let head = "headline = \"河岸亮灯\"\nkicker = \"渡\\u53e3\"";
    let outcome = set_text("origins-of-heads", "字。", head);
    assert_eq!(stretches(&outcome, Part::Headline), [exact("河岸亮灯")]);
    assert_eq!(stretches(&outcome, Part::Kicker), [within("渡口", "\"渡\\u53e3\"")]);
}

#[test]
fn what_nobody_has_written_comes_from_nowhere() {
    let outcome = set_text("origins-of-markers", "- 甲\n- 乙\n", "");
    let of_markers =
        |line: &&Line| line.owner.item.is_some_and(|item| item.kind == ItemPartKind::Bullet);
    let markers: Vec<&Run> =
        lines(page(&outcome)).filter(of_markers).flat_map(|line| &line.runs).collect();
    assert_eq!(markers.len(), 2);
    assert!(markers.iter().all(|run| run.origins.as_slice().is_empty()));
    assert_eq!(stretches(&outcome, Part::Body), [exact("甲"), exact("乙")]);
}

#[test]
fn furniture_comes_from_the_spec() {
    let desk = Desk::new("origins-of-furniture");
    desk.write(
        "page.toml",
        "[page]\npaper = \"渡口日报\"\nnumber = 4\n[sheet]\nsize = \"a4\"\n[folio]\nleft = \"第{number}版\"\n\
         right = \"{paper}\"\n[[banner]]\ntext = \"满街灯火\"\ncolumns = \"1-3\"\nlines = \"1-3\"\n",
    );
    let outcome = set(desk.path("page.toml"), desk.folder.clone());
    assert_eq!(stretches(&outcome, Part::Banner), [within("满街灯火", "\"满街灯火\"")]);
    let made = |text: &str, there: &str| (text.to_owned(), there.to_owned(), Trace::Made);
    assert_eq!(
        stretches(&outcome, Part::Folio),
        [made("第4版", "\"第{number}版\""), made("渡口日报", "\"{paper}\"")]
    );
}

#[test]
fn parts_of_a_text_keep_their_origins() {
    let outcome = set_text("origins-of-parts", "河岸亮灯。", "");
    let run = &lines(page(&outcome)).next().expect("there is a line").runs[0];
    let written = run.origins.of_bytes(3..6).expect("it is written");
    assert_eq!((source(&outcome, written), written.trace), ("岸", Trace::Exact));
    assert_eq!(run.origins.of_bytes(0..run.text.len() + 1), None);
    let mut later = Origins::default();
    later.extend_from(&run.origins, 3..9, 10);
    assert_eq!(later.as_slice()[0].text, 10..16);
    assert_eq!(source(&outcome, later.as_slice()[0].written), "岸亮");
}

#[test]
fn paragraphs_are_numbered_as_in_their_story() {
    let desk = Desk::new("blocks-of-a-story");
    let text = "桥修好了。\n\n> 等了八年。\n\n早市从河东挪来。\n\n| 月 | 人 |\n|--|--|\n| 九月 | 12 |\n\n\
                ## 收摊\n\n- 甲\n\n::: box 电话\n120\n:::\n\n天黑了。";
    desk.write("stories/text.md", text);
    desk.write(
        "page.toml",
        "[page]\nstories = \"stories\"\n[sheet]\nsize = \"a4\"\n[[story]]\nslug = \"text\"\ncolumns = \"1-2\"\n\
         lines = \"1-30\"\nquotes = [{ columns = \"2\", lines = \"1-5\" }]\n[[table]]\nstory = \"text\"\n\
         columns = \"3\"\nlines = \"1-4\"\n",
    );
    let outcome = set(desk.path("page.toml"), desk.folder.clone());
    let block_of = |words: &str| {
        let found = lines(page(&outcome))
            .find(|line| line.runs.iter().any(|run| run.text.contains(words)))
            .unwrap_or_else(|| panic!("{words} is on the page"));
        (found.owner.part, found.owner.block.map(|block| block.0))
    };
    // The quote and the table stand apart, and are counted where they were written.
    for (words, part, block) in [
        ("桥修好了", Part::Body, 0),
        ("等了八年", Part::Quote, 1),
        ("早市", Part::Body, 2),
        ("九月", Part::Table, 3),
        ("收摊", Part::Crosshead, 4),
        ("甲", Part::Body, 5),
        ("电话", Part::BoxHeading, 6),
        ("120", Part::FactBox, 6),
        ("天黑了", Part::Body, 7),
    ] {
        assert_eq!(block_of(words), (part, Some(block)), "{words}");
    }
    // So are the paragraphs that are told of.
    let fit = &page(&outcome).stories[0].fit;
    assert_eq!(fit.iter().map(|fit| fit.paragraph).collect::<Vec<_>>(), [0, 2, 5, 7]);
}
