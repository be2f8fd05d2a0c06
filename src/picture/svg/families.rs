//! Names of families as people write them: `font-family="Source Serif 4"` without
//! quotes is no name in CSS, where a word may not begin with a digit, and would be
//! passed over without a word.

use std::borrow::Cow;
use std::ops::Range;

use roxmltree::{Document, ParsingOptions};

const KEY: &str = "font-family";

/// The text of an SVG with the names of families in quotes that need them.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if !text.contains(KEY) {
        return Cow::Borrowed(text);
    }
    let options = ParsingOptions { allow_dtd: true, ..Default::default() };
    let Ok(document) = Document::parse_with_options(text, options) else {
        return Cow::Borrowed(text);
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for node in document.descendants() {
        for attribute in node.attributes() {
            let range = attribute.range_value();
            let written = &text[range.clone()];
            let quote = if text[..range.start].ends_with('"') { '\'' } else { '"' };
            match attribute.name() {
                KEY => edits.extend(quoted_list(written, quote).map(|list| (range, list))),
                "style" => edits.extend(in_style(written, range.start, quote)),
                _ => {}
            }
        }
        if node.is_text() && node.parent().is_some_and(|parent| parent.has_tag_name("style")) {
            edits.extend(in_style(&text[node.range()], node.range().start, '\''));
        }
    }
    // A text that an entity stands for has one range however often it is used.
    edits.sort_by_key(|(range, _)| range.start);
    edits.dedup_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len() + 2 * edits.len());
    let mut done = 0;
    for (range, list) in edits {
        out.push_str(&text[done..range.start]);
        out.push_str(&list);
        done = range.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The lists of families in a style that are to be written otherwise.
fn in_style(style: &str, start: usize, quote: char) -> Vec<(Range<usize>, String)> {
    let mut edits = Vec::new();
    // Where the last list ends: what stands in it is no key.
    let mut done = 0;
    for (at, _) in style.match_indices(KEY) {
        if at < done {
            continue;
        }
        let after = at + KEY.len();
        let Some(colon) = style[after..].find(|c: char| !c.is_whitespace()) else { continue };
        let Some(list) = style[after + colon..].strip_prefix(':') else { continue };
        let from = after + colon + 1;
        let length = list.find([';', '}', '!']).unwrap_or(list.len());
        done = from + length;
        let range = start + from..start + done;
        edits.extend(quoted_list(&list[..length], quote).map(|list| (range, list)));
    }
    edits
}

/// A list of families with quotes round those that are no names without; none if
/// it can stay as it is.
fn quoted_list(list: &str, quote: char) -> Option<String> {
    // Quotes that are written as entities are quotes already.
    if list.contains(['&', '\'', '"']) || !list.split(',').any(needs_quotes) {
        return None;
    }
    let names = list.split(',').map(|name| match needs_quotes(name) {
        true => format!("{quote}{}{quote}", name.trim()),
        false => name.trim().to_owned(),
    });
    Some(names.collect::<Vec<_>>().join(", "))
}

/// Whether a family's name is none in CSS without quotes (CSS Fonts 4, 2.1).
fn needs_quotes(name: &str) -> bool {
    let is_word = |word: &str| {
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || !c.is_ascii();
        let starts_well = |c: char| !c.is_ascii_digit() && c != '-';
        word.chars().all(is_part) && word.chars().next().is_some_and(starts_well)
    };
    let name = name.trim();
    !name.is_empty() && !name.split_whitespace().all(is_word)
}
