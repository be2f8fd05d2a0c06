//! Puts pieces of text together, each traced to its place in the file.

use std::ops::Range;

use super::inline;
use crate::diag::finding::StorySyntax;
use crate::diag::{SourceId, Span};
use crate::story::script::{is_forbidden_control, is_right_to_left, joins_without_space};
use crate::story::{Emphasis, Piece, RichText};

/// What is noticed on the way and reported once for the whole file.
#[derive(Default)]
pub(super) struct Notes {
    /// How many paragraphs began with typed ideographic spaces.
    pub(super) indents: usize,
    /// The first of them.
    pub(super) first_indent: Option<Range<usize>>,
    /// Characters that cannot be set and are written by a name (`&#7;`,
    /// `\u0007`), so that looking through the file does not find them.
    pub(super) odd: Vec<(char, Range<usize>)>,
    /// Brackets and carets that seem to be meant as signs and are not.
    pub(super) faults: Vec<(StorySyntax, Range<usize>)>,
}

/// Whether brackets and carets in a stretch of text are read as signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    /// They are.
    Read,
    /// They are characters like others: escaped, in code, in plain text.
    AsWritten,
}

/// How a stretch of text is meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    pub(super) emphasis: Emphasis,
    pub(super) signs: Signs,
}

impl Manner {
    /// Without emphasis.
    pub(super) fn plain(signs: Signs) -> Self {
        Self { emphasis: Emphasis::None, signs }
    }
}

/// A piece before its brackets and carets are read.
pub(super) struct Draft {
    pub(super) piece: Piece,
    pub(super) signs: Signs,
}

/// One paragraph, crosshead or part of the head in the making.
pub(super) struct TextBuilder {
    source: SourceId,
    drafts: Vec<Draft>,
    /// Where a line ended, until the next text tells how to join.
    line_break: Option<Range<usize>>,
    /// Where white space at the very start was, if any was ideographic.
    indent: Option<Range<usize>>,
}

impl TextBuilder {
    pub(super) fn new(source: SourceId) -> Self {
        Self { source, drafts: Vec::new(), line_break: None, indent: None }
    }

    /// Adds the text that stands in the file at `at`, byte for byte.
    pub(super) fn push_exact(&mut self, text: &str, at: usize, manner: Manner) {
        let mut start = 0;
        for (offset, c) in text.char_indices() {
            if c == '\n' || c == '\u{2028}' || c == '\u{2029}' {
                self.push_run(&text[start..offset], at + start, manner);
                start = offset + c.len_utf8();
                self.push_line_break(at + offset..at + start);
            } else if is_forbidden_control(c) || c == '\t' {
                self.push_run(&text[start..offset], at + start, manner);
                start = offset + c.len_utf8();
                // A control character is not set; looking through the file
                // has reported it.
                if c == '\t' {
                    self.push_piece(" ", at + offset..at + start, manner);
                }
            }
        }
        self.push_run(&text[start..], at + start, manner);
    }

    /// Adds text that stands in the file in other words.
    pub(super) fn push_spelled(
        &mut self,
        text: &str,
        range: Range<usize>,
        manner: Manner,
        notes: &mut Notes,
    ) {
        for (number, line) in text.split(['\n', '\u{2028}', '\u{2029}']).enumerate() {
            if number > 0 {
                self.push_line_break(range.clone());
            }
            notes.odd.extend(
                line.chars()
                    .filter(|c| is_forbidden_control(*c) || is_right_to_left(*c))
                    .map(|c| (c, range.clone())),
            );
            let kept: String = line
                .chars()
                .filter(|c| !is_forbidden_control(*c))
                .map(|c| if c == '\t' { ' ' } else { c })
                .collect();
            // A piece that is as long as the bytes it comes from counts as an exact copy
            // of them. Where that is so by chance, as of `&nLl;` and ⋘̸, the text is cut
            // in two.
            let looks_exact = kept.len() == range.len();
            let middle = kept.char_indices().nth(1).map_or(kept.len(), |(at, _)| at);
            let (first, rest) = kept.split_at(if looks_exact { middle } else { kept.len() });
            self.push_piece(first, range.clone(), manner);
            self.push_piece(rest, range.clone(), manner);
        }
    }

    /// Ends a line; how it is joined depends on what stands on both sides.
    pub(super) fn push_line_break(&mut self, range: Range<usize>) {
        if !self.drafts.is_empty() {
            self.line_break = Some(range);
        }
    }

    /// The text, its signs read, without white space at both ends.
    pub(super) fn finish(mut self, notes: &mut Notes) -> RichText {
        while let Some(Draft { piece: last, .. }) = self.drafts.last_mut() {
            let kept = last.text.trim_end().len();
            let removed = last.text.len() - kept;
            last.cut_end(removed);
            if kept > 0 {
                break;
            }
            self.drafts.pop();
        }
        if let Some(indent) = self.indent.filter(|_| !self.drafts.is_empty()) {
            notes.indents += 1;
            notes.first_indent.get_or_insert(indent);
        }
        inline::read(self.source, self.drafts, notes)
    }

    /// Adds a run without line breaks and control characters, less white space
    /// at the very start.
    fn push_run(&mut self, text: &str, at: usize, manner: Manner) {
        let kept = if self.drafts.is_empty() { text.trim_start() } else { text };
        let dropped = text.len() - kept.len();
        if text[..dropped].contains('\u{3000}') {
            self.indent = Some(at..at + dropped);
        }
        self.push_piece(kept, at + dropped..at + text.len(), manner);
    }

    fn push_piece(&mut self, text: &str, range: Range<usize>, manner: Manner) {
        let Manner { emphasis, signs } = manner;
        if self.drafts.is_empty() && text.trim_start().is_empty() {
            return;
        }
        // White space beside a line break belongs to the break.
        let mut text = text;
        let mut range = range;
        if self.line_break.is_some() {
            let kept = text.trim_start();
            if kept.is_empty() {
                return;
            }
            if text.len() == range.len() {
                range.start += text.len() - kept.len();
            }
            text = kept;
        }
        if text.is_empty() {
            return;
        }
        if let Some(line_break) = self.line_break.take() {
            self.join(line_break, text, emphasis);
        }
        let piece = Piece::plain(text, emphasis, Span::new(self.source, range));
        match self.drafts.last_mut() {
            Some(last) if last.signs == signs && continues(&last.piece, &piece) => {
                last.piece.text.push_str(text);
                last.piece.span.end = piece.span.end;
            }
            _ => self.drafts.push(Draft { piece, signs }),
        }
    }

    /// Puts a space where a line ended, unless both sides are Chinese.
    fn join(&mut self, line_break: Range<usize>, after: &str, emphasis: Emphasis) {
        let Some(Draft { piece: last, .. }) = self.drafts.last() else { return };
        let has_space = last.text.ends_with(char::is_whitespace);
        let before = inline::shown_end(&last.text);
        let after = after.trim_start_matches(['[', '{']);
        if has_space || joins_without_space(before.chars().rev(), after.chars()) {
            return;
        }
        // The space that joins two lines is emphasized only if both sides are.
        let emphasis = if last.emphasis == emphasis { emphasis } else { Emphasis::None };
        let span = Span::new(self.source, line_break);
        let piece = Piece::plain(" ", emphasis, span);
        self.drafts.push(Draft { piece, signs: Signs::AsWritten });
    }
}

/// Whether two pieces stand in the file as one.
pub(super) fn continues(last: &Piece, next: &Piece) -> bool {
    last.emphasis == next.emphasis
        && last.marks == next.marks
        && last.reading.is_none()
        && next.reading.is_none()
        && last.span.end == next.span.start
        && last.is_exact()
        && next.is_exact()
}
