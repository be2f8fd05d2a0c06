//! Diagnostics as text for people, and as JSON.
//!
//! Both work on finished diagnostics and print nothing; they know no stage and
//! no terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{
    Diagnostic, Language, Severity, Sources, Span, Text, is_unseen, visible, visible_json,
};
use crate::say;

/// Whether text for people carries terminal colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coloring {
    /// Plain text.
    Plain,
    /// With ANSI escape sequences.
    Ansi,
}

/// Every diagnostic in the order given, each with its place and the line it
/// concerns, an empty line between two. Nothing in names and texts is obeyed by a
/// terminal or begins a line.
#[must_use]
pub fn human(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    language: Language,
    coloring: Coloring,
) -> String {
    let renderer = match coloring {
        Coloring::Plain => Renderer::plain(),
        Coloring::Ansi => Renderer::styled(),
    };
    let mut text = String::new();
    for (at, diagnostic) in diagnostics.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let report = [report(sources, diagnostic, language)];
        // The renderer pads empty gutters with spaces.
        for line in renderer.render(&report).lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// Every diagnostic in the order given, as a JSON array; what is not known is
/// `null`. One that stands for others of its kind says how many in `more`.
///
/// Lines and columns count from 1, columns in characters; the end is one past
/// the last character.
#[must_use]
pub fn json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let records: Vec<_> =
        diagnostics.iter().map(|diagnostic| Record::new(sources, diagnostic)).collect();
    // Strings and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&records).unwrap_or_default();
    text.push('\n');
    visible_json(&text).into_owned()
}

/// One diagnostic in the terms of the snippet renderer.
fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic, language: Language) -> Group<'a> {
    let title = level(diagnostic.severity, language)
        .primary_title(visible(diagnostic.message.get(language)))
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let name = visible(&sources.get(span.source).name);
        let (line, column) = sources.line_column(span.source, span.start);
        let excerpt = Excerpt::new(sources, span);
        let annotation = AnnotationKind::Primary.span(excerpt.marked);
        let snippet = Snippet::source(excerpt.text).line_start(line).annotation(annotation);
        group = match excerpt.opening {
            Opening::Shown => group.element(snippet.path(name)),
            // The snippet cannot know the column when its line is cut.
            Opening::Cut => group
                .element(Origin::path(name).line(line).char_column(column))
                .element(snippet.path(None::<&str>)),
        };
    } else if let Some(file) = &diagnostic.file {
        group = group.element(Origin::path(visible(file)));
    }
    let help = Level::HELP.with_name(Some(match language {
        Language::English => "help",
        Language::Chinese => "建议",
    }));
    let group = group.elements(
        diagnostic.hints.iter().map(|hint| help.clone().message(visible(hint.get(language)))),
    );
    if diagnostic.more == 0 {
        return group;
    }
    let more = thousands(diagnostic.more);
    let more = say!("and {more} more like this", "另有 {more} 处同类问题");
    group.element(level(Severity::Note, language).message(more.get(language).to_owned()))
}

/// A number with commas between its thousands.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The word that opens a report.
fn level(severity: Severity, language: Language) -> Level<'static> {
    let (level, chinese) = match severity {
        Severity::Error => (Level::ERROR, "错误"),
        Severity::Warning => (Level::WARNING, "警告"),
        Severity::Note => (Level::NOTE, "提示"),
    };
    match language {
        Language::English => level,
        Language::Chinese => level.with_name(Some(chinese)),
    }
}

/// The part of a line that is shown with a finding.
struct Excerpt {
    /// The text, an ellipsis where the line goes on.
    text: String,
    /// The bytes of `text` that the finding is about.
    marked: std::ops::Range<usize>,
    /// Whether the line's beginning is part of it.
    opening: Opening,
}

/// Whether the beginning of a line is shown.
enum Opening {
    Shown,
    Cut,
}

impl Excerpt {
    /// Characters shown before the place. Paragraphs are one long line, and a
    /// line of a terminal has room for about eighty wide characters.
    const BEFORE: usize = 24;
    /// Characters shown from the place on.
    const FROM: usize = 40;

    /// The surroundings of a span, in its first line.
    fn new(sources: &Sources, span: Span) -> Self {
        let source = sources.get(span.source);
        let start = source.floor_boundary(span.start as usize);
        let line = source.line_around(start);
        let end = source.floor_boundary(span.end as usize).clamp(start, line.end);

        let before = &source.text[line.start..start];
        let from = &source.text[start..line.end];
        let shown_before = match before.char_indices().rev().nth(Self::BEFORE) {
            Some((cut, c)) => &before[cut + c.len_utf8()..],
            None => before,
        };
        let shown_from = match from.char_indices().nth(Self::FROM) {
            Some((cut, _)) => &from[..cut],
            None => from,
        };
        let (of_finding, after) = shown_from.split_at(shown_from.len().min(end - start));

        let mut text = String::new();
        let opening = if shown_before.len() < before.len() {
            text.push('…');
            Opening::Cut
        } else {
            Opening::Shown
        };
        text.extend(shown_before.chars().map(seen));
        let marked_start = text.len();
        text.extend(of_finding.chars().map(seen));
        let marked = marked_start..text.len();
        text.extend(after.chars().map(seen));
        if shown_from.len() < from.len() {
            text.push('…');
        }
        Self { text, marked, opening }
    }
}

/// A character of a line that is shown: one for one, so that what is marked stays
/// in its column. The snippet renderer itself has signs for those of ASCII.
fn seen(c: char) -> char {
    if is_unseen(c) && !c.is_ascii() { char::REPLACEMENT_CHARACTER } else { c }
}

/// A diagnostic as data.
#[derive(Serialize)]
struct Record<'a> {
    severity: &'static str,
    code: &'static str,
    message: Words<'a>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    hints: Vec<Words<'a>>,
    /// Only where there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<u32>,
}

/// The same words in both languages.
#[derive(Serialize)]
struct Words<'a> {
    en: &'a str,
    zh: &'a str,
}

impl<'a> Words<'a> {
    fn new(text: &'a Text) -> Self {
        Self { en: &text.en, zh: &text.zh }
    }
}

impl<'a> Record<'a> {
    fn new(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Self {
        let place = diagnostic.span.map(|span| {
            let start = sources.line_column(span.source, span.start);
            let end = sources.line_column(span.source, span.end);
            (sources.get(span.source).name.as_str(), start, end)
        });
        Self {
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            code: diagnostic.code.name(),
            message: Words::new(&diagnostic.message),
            file: place.map(|(name, ..)| name).or(diagnostic.file.as_deref()),
            line: place.map(|(_, start, _)| start.0),
            column: place.map(|(_, start, _)| start.1),
            end_line: place.map(|(.., end)| end.0),
            end_column: place.map(|(.., end)| end.1),
            hints: diagnostic.hints.iter().map(Words::new).collect(),
            more: (diagnostic.more > 0).then_some(diagnostic.more),
        }
    }
}
