//! Stories as reporters file them: fixtures with the parts and findings that
//! must come of them, and properties of any text.

use banmian::diag::render::{Coloring, human};
use banmian::diag::{Code, Language, Severity, Sink, Sources};
use banmian::story::{Block, Emphasis, Piece, RichText, Story, TableCell, parse, read_all};
use proptest::prelude::*;

use crate::golden;

/// The story in a text, and what was said about it.
fn parse_text(name: &str, text: &str) -> (Sources, Option<Story>, Sink) {
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let source = sources.add(name, text);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let story = parse(source, &sources, stem, &mut sink);
    (sources, story, sink)
}

/// A text with its emphasis as brackets and its pieces apart.
fn dump_text(text: &RichText) -> String {
    let pieces: Vec<_> = text.pieces.iter().map(dump_piece).collect();
    pieces.join(" ")
}

fn dump_piece(piece: &Piece) -> String {
    let emphasis = match piece.emphasis {
        Emphasis::None => "",
        Emphasis::Emphasis => "emphasis",
        Emphasis::Strong => "strong",
    };
    let marks: String =
        piece.marks.iter().map(|mark| format!("{:?}{} ", mark.kind, mark.number)).collect();
    let reading = piece.reading.as_ref().map_or_else(String::new, |reading| {
        format!(" {:?} {}", reading.kind, reading.parts.join("|"))
    });
    format!("{marks}{emphasis}«{}»{reading}", piece.text)
}

fn dump(story: &Story) -> String {
    let mut lines = vec![format!("slug: {}", story.slug)];
    let head = [
        ("kicker", &story.kicker),
        ("headline", &story.headline),
        ("deck", &story.deck),
        ("standfirst", &story.standfirst),
        ("byline", &story.byline),
        ("dateline", &story.dateline),
    ];
    for (name, text) in head {
        lines.extend(text.iter().map(|text| format!("{name}: {}", dump_text(text))));
    }
    lines.extend(story.section.iter().map(|section| format!("section: {section}")));
    lines.extend(story.lang.iter().map(|lang| format!("lang: {}", lang.tag())));
    for block in &story.body {
        dump_block(block, "", &mut lines);
    }
    for picture in &story.pictures {
        lines.push(format!("picture: {}", picture.file));
        lines.extend(picture.caption.iter().map(|text| format!("  caption: {}", dump_text(text))));
        lines.extend(picture.credit.iter().map(|text| format!("  credit: {}", dump_text(text))));
        lines.extend(picture.alt.iter().map(|alt| format!("  alt: {alt}")));
    }
    lines.join("\n") + "\n"
}

fn dump_block(block: &Block, before: &str, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(text) => lines.push(format!("{before}paragraph: {}", dump_text(text))),
        Block::Signature(text) => lines.push(format!("{before}signature: {}", dump_text(text))),
        Block::Crosshead(text) => lines.push(format!("{before}crosshead: {}", dump_text(text))),
        Block::Item(item) => {
            let (level, marker) = (item.level, item.marker);
            lines.push(format!("{before}item {level} {marker:?}: {}", dump_text(&item.text)));
        }
        Block::Table(table) => {
            let aligns = &table.aligns;
            lines.push(format!("{before}table, {} heading, {aligns:?}", table.heading_rows));
            for row in &table.rows {
                let cells = row.cells.iter().map(|cell| match cell {
                    TableCell::Text(text) => dump_text(text),
                    TableCell::JoinsLeft => "joins left".to_owned(),
                    TableCell::JoinsAbove => "joins above".to_owned(),
                });
                lines.push(format!("{before}  {}", cells.collect::<Vec<_>>().join(" | ")));
            }
        }
        Block::Inset(inset) => {
            lines.push(format!("{before}{:?}", inset.kind));
            let title = inset.title.iter();
            lines.extend(title.map(|text| format!("{before}  title: {}", dump_text(text))));
            for block in &inset.blocks {
                dump_block(block, "  ", lines);
            }
            let source = inset.source.iter();
            lines.extend(source.map(|text| format!("{before}  source: {}", dump_text(text))));
        }
    }
}

#[test]
fn fixtures_give_their_parts_and_findings() {
    let mut differences = Vec::new();
    let endings = [".md", ".txt"];
    for path in endings.iter().flat_map(|ending| golden::fixtures("story", ending)) {
        let name = path.file_name().expect("it is a file").to_string_lossy().into_owned();
        let (sources, story, sink) = parse_text(&name, &golden::read(&path));
        let story = story.map_or_else(|| "no story\n".to_owned(), |story| dump(&story));
        let findings = human(&sources, sink.list(), Language::English, Coloring::Plain);
        let golden = path.with_file_name(format!("{name}.expected"));
        differences.extend(golden::difference(&golden, &format!("{story}\n{findings}")));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Every piece of a story.
fn texts(story: &Story) -> Vec<&RichText> {
    let head = [
        &story.kicker,
        &story.headline,
        &story.deck,
        &story.standfirst,
        &story.byline,
        &story.dateline,
    ];
    let body = story.body.iter().flat_map(Block::texts);
    let pictures =
        story.pictures.iter().flat_map(|picture| picture.caption.iter().chain(&picture.credit));
    head.into_iter().flatten().chain(body).chain(pictures).collect()
}

/// Every piece that is as long as its span is what stands there.
fn assert_spans_are_exact(sources: &Sources, story: &Story) {
    for piece in texts(story).iter().flat_map(|text| &text.pieces) {
        let range = piece.span.start as usize..piece.span.end as usize;
        let written = &sources.get(piece.span.source).text[range];
        if written.len() == piece.text.len() {
            assert_eq!(written.replace(['\n', '\t'], " "), piece.text);
        }
        assert!(!piece.text.contains('\n') && !piece.text.is_empty());
    }
}

#[test]
fn the_slug_of_two_stories_is_an_error_at_the_second() {
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let files = [
        ("day/lead.md", "一。"),
        ("day/other.md", "+++\nslug = \"lead\"\n+++\n二。"),
        ("day/third.txt", "三\n\n三。"),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let stories = read_all(files, &mut sources, &mut sink);
    let slugs: Vec<_> = stories.iter().map(|story| story.slug.as_str()).collect();
    assert_eq!(slugs, ["lead", "third"]);
    let [finding] = sink.list() else { panic!("{:?}", sink.list()) };
    assert_eq!(finding.code(), Code::StoryTwice);
    let span = finding.span.expect("it has a place");
    assert_eq!(sources.line_column(span.source, span.start), (2, 8));
}

#[test]
fn an_odd_file_gives_no_flood_of_findings() {
    for text in ["a\u{7}".repeat(1000), "`a` ".repeat(1000), "[[?x?]]\n\n".repeat(1000)] {
        let (_, _, sink) = parse_text("odd.md", &text);
        assert!((40..=60).contains(&sink.list().len()), "{}", sink.list().len());
        assert!(sink.list().iter().any(|finding| !finding.hints().is_empty()));
    }
}

#[test]
fn long_stories_are_read_at_once() {
    let text = "河水**流过**老桥，岸边的柳树绿了。\n\n".repeat(12_000);
    let start = std::time::Instant::now();
    let (sources, story, sink) = parse_text("long.md", &text);
    assert!(start.elapsed().as_millis() < 2000, "{:?}", start.elapsed());
    let story = story.expect("it has a slug");
    assert_eq!(story.body.len(), 12_000);
    assert!(sink.list().is_empty());
    assert_spans_are_exact(&sources, &story);
}

#[test]
fn floods_of_signs_are_read_at_once() {
    let floods = ["{", "[", "]{x", "^", "{a|", "[字]{name}{漢|かん}^1^"];
    let text: String = floods.iter().map(|flood| flood.repeat(20_000) + "\n\n").collect();
    let start = std::time::Instant::now();
    let (sources, story, sink) = parse_text("flood.md", &text);
    assert!(start.elapsed().as_millis() < 2000, "{:?}", start.elapsed());
    assert_spans_are_exact(&sources, &story.expect("it has a slug"));
    assert!(sink.list().len() < 200, "{}", sink.list().len());
}

/// Text that looks like stories do, and odd things among it.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-c字河，。“”（） ]{1,8}",
        2 => prop::sample::select(vec![
            "\n", "\n\n", "  \n", "\\\n", "*", "**", "_", "`", "```\n", "    ", "\t", "> ", "- ",
            "1. ", "# ", "## ", "---\n", "===\n", "+++\n", "![", "](", ")", "](a.jpg \"某 摄\")",
            "[", "]", "[x]: y", "<b>", "</b>", "<!--", "&amp;", "&#7;", "&#0;", "\\*", "\\", "|",
            "|-|-|\n", "\u{3000}", "\u{0}", "\u{7}", "\u{301}", "\u{200d}", "\u{5d0}", "\u{2028}",
            "\u{85}", "\u{feff}", "😀", "[[?", "?]]", "slug = \"x\"\n", "headline = \"标题\"\n",
            "\"", "'", "--", "...", "(", ")", ",", ":", "摄", "记者", "□", "本报讯", "——",
            "{", "}", "^", "{字|", "|ㄗˋ}", "]{着重}", "]{name}", "^1^", "\\{", "\\^",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_parsing_panic_and_spans_are_exact(text in odd_text(), plain: bool) {
        let name = if plain { "a.txt" } else { "a.md" };
        let (sources, story, _) = parse_text(name, &text);
        if let Some(story) = story {
            assert_spans_are_exact(&sources, &story);
        }
    }

    #[test]
    fn every_letter_of_the_body_is_in_the_story(
        pieces in prop::collection::vec(
            prop_oneof![
                3 => "[a-z0-9河水岸边柳]{1,6}",
                2 => prop::sample::select(vec![
                    " ", "\n", "\n\n", "*", "**", "_", "`", "\n```\n", "\n    ", "\n> ", "\n- ",
                    "\n1. ", "\n## ", "\n# ", "\n---\n", "\n===\n", "](", "[", "]", "]:", "\n[",
                    "(", ")", "<", ">", "<b>", "<!--", "\n<div>\n", "\\", "|", "\n|-|-|\n", "!",
                    "\"", "'", "，", "。", "\u{3000}", "\t", ":", "[[?", "?]]", "~~", "[^1]: ", "**“", "”**", "）*",
                    "{", "}", "^", "{河|", "{水岸|a|b}", "]{着重}", "]{着 重}", "^1^", "\\{", "{}",
                ]).prop_map(str::to_owned),
            ],
            0..40,
        ),
    ) {
        let text = pieces.concat();
        let (_, story, sink) = parse_text("a.md", &text);
        let story = story.expect("the file's name is a slug");
        // Cells that no column is for are an error and are not set.
        if sink.list().iter().any(|finding| finding.code() == Code::TableRagged) {
            return Ok(());
        }
        // Numbers before the items of a list are no text.
        let has_items = story.body.iter().any(|block| matches!(block, Block::Item(_) | Block::Inset(_)))
            || sink.list().iter().any(|finding| finding.message().en.contains("an item without text"));
        let letters = |text: &str| {
            // A mark's word is not set.
            let is_letter = |c: &char| {
                c.is_alphanumeric()
                    && !"着重".contains(*c)
                    && !(has_items && c.is_ascii_digit())
            };
            let mut letters: Vec<char> = text.chars().filter(is_letter).collect();
            letters.sort_unstable();
            letters
        };
        let mut set: String = texts(&story).iter().map(|text| text.plain()).collect();
        let pieces = texts(&story).into_iter().flat_map(|text| &text.pieces);
        set.extend(pieces.filter_map(|piece| piece.reading.as_ref()).flat_map(|r| r.parts.clone()));
        for picture in &story.pictures {
            set.push_str(&picture.file);
        }
        // What is left out is told.
        for finding in sink.list() {
            if finding.severity != Severity::Note
                && let Some((_, address)) = finding.message().en.split_once("not its address ")
            {
                set.push_str(address);
            }
        }
        let written = letters(&text);
        if !sink.list().iter().any(|finding| finding.code() == Code::MissingKey) {
            prop_assert_eq!(letters(&set), written);
        }
    }
}
