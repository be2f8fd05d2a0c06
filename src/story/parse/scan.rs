//! Looks through a whole file for characters that cannot be set, and for marks
//! that an import left.

use std::ops::Range;

use crate::diag::finding::{CodePoint, StorySyntax};
use crate::diag::{Diagnostic, Sink, SourceId, Span};
use crate::story::clean::{MARK_END, MARK_START};
use crate::story::script::{is_forbidden_control, is_right_to_left};

/// Places that are reported one by one; of further ones only the number is
/// told, so that a file that is no text at all does not give a million lines.
const REPORTED: usize = 50;

/// Reports control characters, right-to-left text and editor's marks.
pub(super) fn characters(source: SourceId, text: &str, sink: &mut Sink) {
    if text.chars().any(|c| is_forbidden_control(c) || is_right_to_left(c)) {
        for is_odd in [is_forbidden_control, is_right_to_left] {
            report(source, &runs_of(text, is_odd), sink, |range| {
                let c = text[range.clone()].chars().next().unwrap_or_default();
                odd_character(c, text[range.clone()].chars().count())
            });
        }
    }
    report(source, &marks(text), sink, |_| {
        Diagnostic::of(StorySyntax::EditorMark { mark_start: MARK_START, mark_end: MARK_END })
    });
}

/// The finding about `count` characters that begin with `c`.
pub(super) fn odd_character(c: char, count: usize) -> Diagnostic {
    let code_point = CodePoint(c);
    Diagnostic::of(match is_right_to_left(c) {
        true => StorySyntax::RightToLeft { characters: count, code_point },
        false => StorySyntax::Control { characters: count, code_point },
    })
}

/// Reports the first places one by one and the rest by number.
fn report(
    source: SourceId,
    ranges: &[Range<usize>],
    sink: &mut Sink,
    finding: impl Fn(&Range<usize>) -> Diagnostic,
) {
    for (number, range) in ranges.iter().take(REPORTED).enumerate() {
        let mut diagnostic = finding(range).at(Span::new(source, range.clone()));
        let more = ranges.len().saturating_sub(REPORTED);
        if number + 1 == REPORTED && more > 0 {
            diagnostic = diagnostic.and_more(more);
        }
        sink.push(diagnostic);
    }
}

/// The runs of characters that are `odd`.
fn runs_of(text: &str, odd: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| odd(*c)) {
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

/// Where marks stand, from their beginning to their end or, if that is
/// missing, to the line's.
fn marks(text: &str) -> Vec<Range<usize>> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(MARK_START) {
        let start = from + at;
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end =
            text[start..line_end].find(MARK_END).map_or(line_end, |at| start + at + MARK_END.len());
        marks.push(start..end);
        from = end;
    }
    marks
}
