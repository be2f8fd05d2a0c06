//! The halves of a headline: what white space parts in a language that writes
//! without word spaces.

use crate::layout::bind::Words;
use crate::style::Lang;
use crate::text::class::class_of;

/// How many parts white space makes of a headline in a language that writes
/// without word spaces.
pub(super) fn halves(text: &str, lang: Lang) -> usize {
    if !lang.has_word_spaces() { split_points(text, lang).len() + 1 } else { 1 }
}

/// Byte ranges of the white space that parts halves: between two characters
/// that are not both of Western words.
fn split_points(text: &str, lang: Lang) -> Vec<std::ops::Range<usize>> {
    let mut points = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(char::is_whitespace) {
        let start = at + found;
        let end = text[start..]
            .find(|c: char| !c.is_whitespace())
            .map_or(text.len(), |length| start + length);
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        if let (Some(before), Some(after)) = (before, after)
            && (class_of(before, lang).is_wide() || class_of(after, lang).is_wide())
        {
            points.push(start..end);
        }
        at = end;
        if at >= text.len() {
            break;
        }
    }
    points
}

/// The words of each half.
pub(super) fn split_halves(words: &[Words], lang: Lang) -> Vec<Vec<Words>> {
    let text = Words::text(words);
    if halves(&text, lang) < 2 {
        return vec![words.to_vec()];
    }
    split_at(words, &text, &split_points(&text, lang))
}

/// The words without the spaces typed between East Asian and Western ones.
pub(super) fn close_up(words: &[Words], lang: Lang) -> Vec<Words> {
    let text = Words::text(words);
    let is_wide = |c: Option<char>| c.is_some_and(|c| class_of(c, lang).is_wide());
    let mut points = split_points(&text, lang);
    points.retain(|point| {
        is_wide(text[..point.start].chars().next_back())
            != is_wide(text[point.end..].chars().next())
    });
    split_at(words, &text, &points).concat()
}

/// What of the words stands between some points of their text.
fn split_at(words: &[Words], text: &str, points: &[std::ops::Range<usize>]) -> Vec<Vec<Words>> {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for point in points {
        bounds.push((start, point.start));
        start = point.end;
    }
    bounds.push((start, text.len()));
    bounds.into_iter().map(|(start, end)| Words::slice(words, start..end)).collect()
}

/// The halves on one line, an em apart.
pub(super) fn join_halves(words: &[Words], lang: Lang) -> Vec<Words> {
    let parts = split_halves(words, lang);
    let mut joined: Vec<Words> = Vec::new();
    for part in parts {
        // For the white space that is written between them.
        if let Some(between) = Words::between(&joined, &part) {
            joined.extend(Words::written_within("\u{3000}", between));
        }
        joined.extend(part);
    }
    joined
}
