//! Cuts raw copy into lines and joins those that were wrapped at a width.

use std::ops::Range;

use super::aozora::AozoraMatter;
use super::change::{Change, ChangeKind};
use super::copy::{CopyRole, CopyText};
use super::head::is_byline;

/// Lines narrower than this were not wrapped for want of room: fifteen Chinese
/// characters.
const WRAP_COLUMNS: usize = 30;

/// The lines of the copy that are not blank, without white space round them;
/// wrapped ones joined.
pub(super) fn units(
    text: &str,
    left_out: &AozoraMatter,
    changes: &mut Vec<Change>,
) -> Vec<CopyText> {
    let mut start = 0;
    if text.starts_with('\u{feff}') {
        start = '\u{feff}'.len_utf8();
        changes.push(Change::new(ChangeKind::ByteOrderMark, 0..start, "", ""));
    }
    if let Some(at) = text.find('\r') {
        changes.push(Change::new(ChangeKind::LineEnds, at..at + 1, "", ""));
    }
    let mut units = Vec::new();
    let mut block: Vec<CopyText> = Vec::new();
    for range in lines(text, start) {
        let line = &text[range.clone()];
        let content = line.trim();
        if content.is_empty() || left_out.holds(range.start) {
            end_block(&mut block, &mut units, changes);
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let at = range.start + indent;
        if indent > 0 {
            changes.push(Change::new(ChangeKind::Indent, range.start..at, &line[..indent], ""));
        }
        match heading_words(content) {
            Some(words) => {
                end_block(&mut block, &mut units, changes);
                let mut heading = CopyText::new(words, at + content.len() - words.len());
                heading.role = CopyRole::Heading;
                units.push(heading);
            }
            None => block.push(CopyText::new(content, at)),
        }
    }
    end_block(&mut block, &mut units, changes);
    units
}

/// The words of a line `## so`.
fn heading_words(line: &str) -> Option<&str> {
    const MOST: usize = 6;
    let words = line.trim_start_matches('#');
    let signs = line.len() - words.len();
    let is_heading = (1..=MOST).contains(&signs) && words.starts_with([' ', '\u{3000}']);
    is_heading.then(|| words.trim_start()).filter(|words| !words.is_empty())
}

/// The bytes of each line from `start` on; `\n`, `\r\n` and `\r` end one.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = Some(start);
    std::iter::from_fn(move || {
        let start = at?;
        let rest = &text[start..];
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let break_length = match &rest.as_bytes()[length..] {
            [b'\r', b'\n', ..] => Some(2),
            [_, ..] => Some(1),
            [] => None,
        };
        at = break_length.map(|break_length| start + length + break_length);
        Some(start..start + length)
    })
}

/// Ends a block of lines without an empty one between.
fn end_block(block: &mut Vec<CopyText>, units: &mut Vec<CopyText>, changes: &mut Vec<Change>) {
    if is_wrapped(block) {
        let mut lines = block.drain(..);
        if let Some(mut whole) = lines.next() {
            lines.for_each(|line| whole.join(line));
            changes.push(Change::new(ChangeKind::Unwrapped, whole.range(), "", ""));
            units.push(whole);
        }
    } else {
        units.append(block);
    }
}

/// Whether lines of a paragraph were ended by a width, and not by who wrote them.
#[must_use]
pub fn are_wrapped(lines: &[&str]) -> bool {
    let lines: Vec<CopyText> = lines.iter().map(|line| CopyText::new(line.trim(), 0)).collect();
    is_wrapped(&lines)
}

/// Whether all lines but the last are full, and most of them stop in the
/// middle of a sentence: then a width ended them and not the writer.
fn is_wrapped(block: &[CopyText]) -> bool {
    let Some((_, full @ [_, ..])) = block.split_last() else { return false };
    // Below a headline stands its author, and no rest of it.
    if block.iter().any(|line| is_byline(&line.text())) {
        return false;
    }
    let widths = full.iter().map(CopyText::columns);
    let widest = widths.clone().max().unwrap_or(0);
    let narrowest = widths.min().unwrap_or(0);
    let open = full.iter().filter(|line| !ends_closed(&line.text())).count();
    // Words that do not fit leave a line up to a third short.
    narrowest >= WRAP_COLUMNS && narrowest * 3 >= widest * 2 && open * 2 > full.len()
}

/// Whether a paragraph ends where a writer ends one: with a mark that closes a
/// sentence or announces a list, or with a bracket; a closing quote alone
/// closes nothing, since quotes stand inside sentences too.
pub(super) fn ends_closed(text: &str) -> bool {
    let text = text.trim_end();
    let inside = text.trim_end_matches(['”', '’', '」', '』', '）', ')', '】', '》', '"', '\'']);
    let has_bracket = text[inside.len()..].contains(['）', ')', '】']);
    has_bracket
        || inside.ends_with(['。', '！', '？', '…', '：', '；', '.', '!', '?', ':', ';', '．'])
}
