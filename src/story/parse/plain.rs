//! Plain text: the first line is the headline, the rest are paragraphs.

use std::ops::Range;

use super::text::{Manner, Signs, TextBuilder};
use super::{ParsedBody, StoryReader};
use crate::story::Block;

/// Reads a whole file of plain text.
///
/// An empty line always ends a paragraph. Whether the end of a line does
/// depends on how the file was written: most newsroom systems write a
/// paragraph as one line, mail programs cut lines at a width.
pub(super) fn read(reader: &mut StoryReader) -> ParsedBody {
    let text = reader.text;
    let lines: Vec<_> = lines(text).collect();
    let Some(first) = lines.iter().position(|line| !is_blank(text, line)) else {
        return ParsedBody::default();
    };
    let mut body = ParsedBody::default();
    let mut builder = TextBuilder::new(reader.source);
    builder.push_exact(
        &text[lines[first].clone()],
        lines[first].start,
        Manner::plain(Signs::AsWritten),
    );
    body.headline = Some(builder.finish(&mut reader.notes)).filter(|line| !line.is_blank());

    let rest = &lines[first + 1..];
    let line_end = meaning_of_line_ends(text, rest);
    let mut open: Option<TextBuilder> = None;
    for line in rest {
        let content = &text[line.clone()];
        let starts_paragraph = line_end == LineEndMeaning::Paragraph || is_indented(content);
        if is_blank(text, line) || starts_paragraph {
            close(&mut open, reader, &mut body);
        }
        if is_blank(text, line) {
            continue;
        }
        let builder = open.get_or_insert_with(|| TextBuilder::new(reader.source));
        builder.push_exact(content, line.start, Manner::plain(Signs::AsWritten));
        builder.push_line_break(line.end..(line.end + 1).min(text.len()));
    }
    close(&mut open, reader, &mut body);
    body
}

fn close(open: &mut Option<TextBuilder>, reader: &mut StoryReader, body: &mut ParsedBody) {
    if let Some(builder) = open.take() {
        let paragraph = builder.finish(&mut reader.notes);
        if !paragraph.is_blank() {
            body.blocks.push(Block::of_paragraph(paragraph));
        }
    }
}

/// What the end of a line means in a file.
#[derive(PartialEq, Eq)]
enum LineEndMeaning {
    /// The paragraph ends.
    Paragraph,
    /// The line was full.
    Wrap,
}

/// Decides by the lines that are followed by another without an empty one
/// between: if most of them end a sentence, every line is a paragraph.
fn meaning_of_line_ends(text: &str, lines: &[Range<usize>]) -> LineEndMeaning {
    let mut followed = 0_usize;
    let mut closed = 0_usize;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if is_blank(text, line) || is_blank(text, next) || is_indented(&text[next.clone()]) {
            continue;
        }
        followed += 1;
        closed += usize::from(ends_sentence(&text[line.clone()]));
    }
    if closed * 2 >= followed { LineEndMeaning::Paragraph } else { LineEndMeaning::Wrap }
}

/// Whether a line ends with a mark that closes a sentence, quotes and brackets
/// after it included.
fn ends_sentence(line: &str) -> bool {
    line.trim_end()
        .trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '\'', '》'])
        .ends_with(['。', '！', '？', '…', '：', '；', '.', '!', '?', ':', ';'])
}

/// Whether a paragraph's indent was typed before the line.
fn is_indented(line: &str) -> bool {
    line.starts_with(['\u{3000}', '\t']) || line.starts_with("  ")
}

fn is_blank(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()].chars().all(|c| c.is_whitespace() || c.is_control())
}

/// The bytes of each line, without its line break.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}
