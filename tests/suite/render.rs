//! Diagnostics as people and programs read them.

use std::path::Path;

use banmian::diag::finding::{
    CodePoint, CopyFault, FileFault, FileReason, SpecSyntax, StorySyntax,
};
use banmian::diag::render::{Coloring, human};
use banmian::diag::{Diagnostic, Language, Record, Sources, Span};

use crate::golden;

fn json(sources: &Sources, list: &[Diagnostic]) -> String {
    let records: Vec<Record> = list.iter().map(|it| Record::new(sources, it)).collect();
    let text = serde_json::to_string_pretty(&records).expect("it is data");
    format!("{text}\n")
}

fn is_golden(name: &str, actual: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/render");
    let difference = golden::difference(&folder.join(name), actual);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

/// A spec and a story with something to say about each, and about a picture.
fn findings() -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let spec = "[[story]]\nslug = \"lead\"\nlinse = \"7-52\"\n";
    let story = format!("第一段。\n\n{}岸边\u{7}的柳树{}\n", "河水".repeat(30), "很绿".repeat(50));
    let spec = sources.add("layouts/page.toml", spec);
    let bell = story.find('\u{7}').expect("the story has a bell");
    let story = sources.add("samples/lead.md", story);
    let unreadable = FileFault::Unreadable {
        path: "samples/bridge.jpg".to_owned(),
        file_reason: FileReason::NoFile,
        said: None,
    };
    let list = vec![
        Diagnostic::of(SpecSyntax::UnknownKey {
            key: "linse".to_owned(),
            table: "[[story]]".to_owned(),
            nearest: Some("lines".to_owned()),
            known: Vec::new(),
        })
        .at(Span::new(spec, 24..29)),
        Diagnostic::of(StorySyntax::Control { characters: 1, code_point: CodePoint('\u{7}') })
            .at(Span::new(story, bell..bell + 1)),
        Diagnostic::of(StorySyntax::Html).at(Span::new(story, 0..40)),
        Diagnostic::of(CopyFault::PictureUnread {
            nearest: None,
            picture: "bridge.jpg".to_owned(),
            cause: Box::new(unreadable.into()),
        })
        .in_file("samples/bridge.jpg"),
        Diagnostic::of(StorySyntax::TypedIndents { values: 3 }),
    ];
    (sources, list)
}

#[test]
fn people_see_the_line_with_the_caret_under_the_place() {
    let (sources, list) = findings();
    let text = human(&sources, &list, Language::English, Coloring::Plain);
    is_golden("english.txt", &text);
}

#[test]
fn chinese_readers_get_chinese_words() {
    let (sources, list) = findings();
    let text = human(&sources, &list, Language::Chinese, Coloring::Plain);
    is_golden("chinese.txt", &text);
}

#[test]
fn json_has_every_field_and_both_languages() {
    let (sources, list) = findings();
    is_golden("findings.json", &json(&sources, &list));
}

#[test]
fn color_changes_nothing_but_the_color() {
    let (sources, list) = findings();
    let colored = human(&sources, &list, Language::Chinese, Coloring::Ansi);
    assert!(colored.contains("\u{1b}["));
    assert!(colored.contains("[[story]] 中没有“linse”这一项"));
}

#[test]
fn a_place_in_a_huge_file_is_found_at_once() {
    let mut sources = Sources::default();
    let source = sources.add("huge.md", "柳".repeat(1_000_000));
    let list: Vec<_> = (0..200)
        .map(|at| {
            Diagnostic::of(StorySyntax::Html)
                .at(Span::new(source, at * 3 + 30_000..at * 3 + 30_003))
        })
        .collect();
    let text = human(&sources, &list, Language::English, Coloring::Plain);
    assert!(text.contains("--> huge.md:1:10001"));
    assert!(text.len() < 200 * 600);
}

#[test]
fn spans_outside_the_text_do_no_harm() {
    let mut sources = Sources::default();
    for text in ["", "\n", "柳树", "柳树\n"] {
        let source = sources.add("a.md", text);
        for range in [0..0, 1..2, 2..9, 900..901] {
            let list = [Diagnostic::of(StorySyntax::Html).at(Span::new(source, range))];
            assert!(human(&sources, &list, Language::English, Coloring::Plain).contains("HTML"));
            assert!(json(&sources, &list).contains("a.md"));
        }
    }
}
