//! Text whose every character knows where it stood in the raw copy.

use std::ops::Range;

use super::change::{Change, ChangeKind, HeadPart};
use super::{MARK_END, MARK_START};
use crate::story::parse::inline_signs;
use crate::story::script::{SideOfCharacter, joins_without_space, side};
use crate::story::{Emphasis, Mark, MarkKind, RichText};

/// How many characters a join looks at on each side: more than marks ever stand
/// in a row, so that odd input costs no more than it is long.
const REACH: usize = 64;

/// A character of the copy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Char {
    pub(super) c: char,
    /// First byte in the raw copy of what it stands for.
    start: usize,
    /// One past the last byte.
    end: usize,
    /// Part of an editor's mark or of a reading, which nothing changes any
    /// more.
    pub(super) fixed: bool,
    /// Whether the page shows it in the line: not the brackets of marks, and of a
    /// reading its base alone. What is not shown stands between no two characters.
    pub(super) shown: bool,
    /// How it stands out.
    pub(super) emphasis: Emphasis,
}

impl Char {
    /// A character that stands in the copy at these bytes.
    fn new(c: char, place: Range<usize>) -> Self {
        let (start, end) = (place.start, place.end);
        Self { c, start, end, fixed: false, shown: true, emphasis: Emphasis::None }
    }

    /// The side of a letter that is shown; nothing for punctuation, which is what the
    /// rules change.
    pub(super) fn letter(&self) -> Option<SideOfCharacter> {
        letter_side(self.c).filter(|_| self.shown)
    }
}

/// The blocks of punctuation that Chinese copy is full of; none of it is a letter.
macro_rules! mark {
    () => {
        '\u{2010}'..='\u{2027}'
            | '\u{3000}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}'
            | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}'
    };
}

/// Whether a character is a Chinese letter, or of a script with spaces.
pub(super) fn letter_side(c: char) -> Option<SideOfCharacter> {
    match c {
        // Most of Chinese, without a look into Unicode's tables.
        '\u{4e00}'..='\u{9fff}' => return Some(SideOfCharacter::Wide),
        mark!() => return None,
        _ => {}
    }
    c.is_alphanumeric()
        .then(|| side(c))
        .filter(|side| matches!(side, SideOfCharacter::Wide | SideOfCharacter::Narrow))
}

/// A run of characters of the copy.
#[derive(Debug, Clone, Default)]
pub(super) struct CopyText {
    pub(super) chars: Vec<Char>,
    /// What is known of it.
    pub(super) role: CopyRole,
}

/// What is known of a line of the copy before anybody looks at its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum CopyRole {
    /// Nothing.
    #[default]
    Line,
    /// A sign of the copy says that it is a heading.
    Heading,
    /// It is a part of the head.
    Head(HeadPart),
    /// It is nothing but a mark, for what may be missing.
    Marked,
    /// It is a piece of a list, a table or the like and stands by itself: its number in
    /// the draft.
    Whole(usize),
}

impl CopyText {
    /// The text that starts at byte `at` of the raw copy; editor's marks,
    /// readings and the brackets of marks that are in it stay as they are.
    pub(super) fn new(text: &str, at: usize) -> Self {
        let mut marked_until = 0;
        // Each end is looked for once: of a million marks without one every mark would
        // look through the rest of the text.
        let mut ends = text.match_indices(MARK_END).map(|(at, _)| at).peekable();
        let mut signs = inline_signs(text).into_iter().peekable();
        let mut unshown = Unshown::default();
        let chars = text
            .char_indices()
            .map(|(offset, c)| {
                if offset >= marked_until && text[offset..].starts_with(MARK_START) {
                    while ends.next_if(|end| *end < offset).is_some() {}
                    let end = ends.peek().map(|end| end + MARK_END.len());
                    marked_until = end.unwrap_or(offset + MARK_START.len());
                }
                while let Some(sign) = signs.next_if(|sign| sign.start <= offset) {
                    marked_until = marked_until.max(sign.end);
                    unshown = Unshown::of(text, sign);
                }
                let start = at + offset;
                let fixed = offset < marked_until;
                let shown = !unshown.has(offset);
                Char { fixed, shown, ..Char::new(c, start..start + c.len_utf8()) }
            })
            .collect();
        Self { chars, role: CopyRole::Line }
    }

    /// The words of a story that was read. What has a reading or stands in one cell
    /// of a line, and note marks, stay as they are.
    pub(super) fn of_words(text: &RichText) -> Self {
        let mut chars = Vec::new();
        for piece in &text.pieces {
            let is_whole = |mark: &Mark| matches!(mark.kind, MarkKind::Upright | MarkKind::Raised);
            let fixed = piece.reading.is_some() || piece.marks.iter().any(is_whole);
            let (first, last) = (piece.span.start as usize, piece.span.end as usize);
            chars.extend(piece.text.char_indices().map(|(at, c)| match piece.is_exact() {
                true => {
                    let start = first + at;
                    Char { fixed, ..Char::new(c, start..start + c.len_utf8()) }
                }
                false => Char { fixed, ..Char::new(c, first..last) },
            }));
        }
        Self { chars, role: CopyRole::Line }
    }

    /// Has the characters of some bytes of the copy stand out.
    pub(super) fn emphasise(&mut self, bytes: &Range<usize>, emphasis: Emphasis) {
        // Characters stand in order.
        let start = self.chars.partition_point(|char| char.start < bytes.start);
        let end = self.chars.partition_point(|char| char.end <= bytes.end);
        let within = self.chars.get_mut(start..end).unwrap_or_default();
        within.iter_mut().for_each(|char| char.emphasis = emphasis);
    }

    pub(super) fn text(&self) -> String {
        self.chars.iter().map(|char| char.c).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The bytes of the raw copy from its first to its last character.
    pub(super) fn range(&self) -> Range<usize> {
        self.range_of(0..self.chars.len())
    }

    /// The bytes of the raw copy that some of its characters stand for.
    pub(super) fn range_of(&self, range: Range<usize>) -> Range<usize> {
        match &self.chars[range] {
            [] => 0..0,
            [first, .., last] => first.start..last.end,
            [only] => only.start..only.end,
        }
    }

    /// The character that is shown before the one at `at`.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        let before = self.chars.get(..at)?;
        before.iter().rev().find(|char| char.shown).map(|char| char.c)
    }

    /// The character that is shown at `at` or behind it.
    pub(super) fn from(&self, at: usize) -> Option<char> {
        let from = self.chars.get(at..)?;
        from.iter().find(|char| char.shown).map(|char| char.c)
    }

    /// How wide it is in columns of a terminal: Chinese characters count two.
    pub(super) fn columns(&self) -> usize {
        let columns = |char: &Char| if side(char.c) == SideOfCharacter::Narrow { 1 } else { 2 };
        self.chars.iter().map(columns).sum()
    }

    /// Splits off everything from character `at` on.
    pub(super) fn split_off(&mut self, at: usize) -> Self {
        Self { chars: self.chars.split_off(at), role: CopyRole::Line }
    }

    /// Removes white space at both ends.
    pub(super) fn trim(&mut self) {
        let is_space = |char: &Char| char.c.is_whitespace() && !char.fixed;
        while self.chars.last().is_some_and(is_space) {
            self.chars.pop();
        }
        let spaces = self.chars.iter().take_while(|char| is_space(char)).count();
        self.chars.drain(..spaces);
    }

    /// Adds `other` at the end, as the end of a line would be read: with a
    /// space unless Chinese characters meet.
    pub(super) fn join(&mut self, other: Self) {
        // Half-width marks between Chinese letters are still to be mended.
        let is_letter = |c: &char| !c.is_ascii_punctuation();
        let before = self.chars.iter().rev().map(|char| char.c).take(REACH).filter(is_letter);
        let after = other.chars.iter().map(|char| char.c).take(REACH).filter(is_letter);
        let glued = joins_without_space(before, after);
        if let (false, Some(last)) = (glued, self.chars.last()) {
            let end = last.end;
            self.chars.push(Char::new(' ', end..end));
        }
        self.chars.extend(other.chars);
    }

    /// Puts marks round it.
    pub(super) fn mark(&mut self) {
        let range = self.range();
        let mut chars = mark_chars(MARK_START, range.start..range.start);
        chars.append(&mut self.chars);
        chars.extend(mark_chars(MARK_END, range.end..range.end));
        self.chars = chars;
    }

    /// Adds a mark that stands for missing text.
    pub(super) fn push_gap(&mut self) {
        let end = self.range().end;
        self.chars.extend(mark_chars(&format!("{MARK_START}…{MARK_END}"), end..end));
    }
}

fn mark_chars(text: &str, range: Range<usize>) -> Vec<Char> {
    let char = |c| Char { fixed: true, ..Char::new(c, range.clone()) };
    text.chars().map(char).collect()
}

/// What is not shown of a sign of a story, in bytes of its text.
#[derive(Default)]
struct Unshown {
    whole: Range<usize>,
    /// What is shown of it.
    base: Range<usize>,
}

impl Unshown {
    fn of(text: &str, whole: Range<usize>) -> Self {
        let sign = &text[whole.clone()];
        let inside = match sign.chars().next() {
            Some('{') => sign.find(['|', '｜']).map(|stroke| 1..stroke),
            Some('^') => Some(1..sign.len().saturating_sub(1)),
            _ => None,
        };
        let base = inside.map_or(0..0, |it| whole.start + it.start..whole.start + it.end);
        Self { whole, base }
    }

    fn has(&self, at: usize) -> bool {
        self.whole.contains(&at) && !self.base.contains(&at)
    }
}

/// Writes a copy anew while something in it is replaced.
pub(super) struct Rewriter<'a> {
    from: &'a CopyText,
    /// How many characters of `from` are done.
    done: usize,
    to: Vec<Char>,
    changes: &'a mut Vec<Change>,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(from: &'a CopyText, changes: &'a mut Vec<Change>) -> Self {
        Self { from, done: 0, to: Vec::with_capacity(from.len()), changes }
    }

    /// Replaces the characters `range`, which follow all that was replaced
    /// before, and records it.
    pub(super) fn replace(&mut self, range: Range<usize>, after: &str, kind: ChangeKind) {
        self.put(range.clone(), after);
        let before: String = self.from.chars[range.clone()].iter().map(|char| char.c).collect();
        self.changes.push(Change::new(kind, self.from.range_of(range), before, after));
    }

    /// The same for what nothing changes any more: signs of a story.
    pub(super) fn sign(&mut self, range: Range<usize>, after: &str, kind: ChangeKind) {
        self.put(range.clone(), after);
        let added = self.to.len() - after.chars().count();
        // One bracket of a mark is no sign by itself.
        let is_half = after == "[" || after.starts_with(']');
        let known = CopyText::new(after, 0);
        for (char, known) in self.to[added..].iter_mut().zip(known.chars) {
            (char.fixed, char.shown) = (true, known.shown && !is_half);
        }
        let before: String = self.from.chars[range.clone()].iter().map(|char| char.c).collect();
        self.changes.push(Change::new(kind, self.from.range_of(range), before, after));
    }

    /// Puts marks round some characters and records the doubt.
    pub(super) fn mark(&mut self, range: Range<usize>, kind: ChangeKind) {
        let before: String = self.from.chars[range.clone()].iter().map(|char| char.c).collect();
        let after = format!("{MARK_START}{before}{MARK_END}");
        self.sign(range, &after, kind);
    }

    /// How many characters are done.
    pub(super) fn done(&self) -> usize {
        self.done
    }

    pub(super) fn finish(mut self) -> CopyText {
        self.to.extend_from_slice(&self.from.chars[self.done..]);
        CopyText { chars: self.to, role: self.from.role }
    }

    fn put(&mut self, range: Range<usize>, after: &str) {
        self.to.extend_from_slice(&self.from.chars[self.done..range.start]);
        let place = self.from.range_of(range.clone());
        let first = self.from.chars.get(range.start);
        let emphasis = first.map_or(Emphasis::None, |char| char.emphasis);
        self.to.extend(after.chars().map(|c| Char { emphasis, ..Char::new(c, place.clone()) }));
        self.done = range.end;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_mark_is_a_letter() {
        let marks: Vec<char> = ('\0'..='\u{ffff}').filter(|c| matches!(c, mark!())).collect();
        assert!(marks.len() > 70);
        assert!(!marks.iter().any(|c| c.is_alphanumeric()), "{marks:?}");
    }
}
