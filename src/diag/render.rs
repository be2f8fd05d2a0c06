//! Diagnostics as text for people.
//!
//! Works on finished diagnostics and prints nothing; knows no stage and no
//! terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Language, Severity, Sources, Span, is_unseen, visible};
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

/// One diagnostic in the terms of the snippet renderer.
fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic, language: Language) -> Group<'a> {
    let title = level(diagnostic.severity, language)
        .primary_title(visible(diagnostic.message().get(language)).into_owned())
        .id(diagnostic.code().name());
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
    } else if let Some(file) = diagnostic.file() {
        group = group.element(Origin::path(visible(file)));
    }
    let help = Level::HELP.with_name(Some(match language {
        Language::English => "help",
        Language::Chinese => "建议",
    }));
    let group = group.elements(
        diagnostic
            .hints()
            .iter()
            .map(|hint| help.clone().message(visible(hint.get(language)).into_owned())),
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
