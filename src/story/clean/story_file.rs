//! Mends files that are stories already, or Markdown that opens with its headline:
//! characters change where they stand, and all signs stay.

use std::ops::Range;

use super::change::{Change, ChangeKind, HeadPart};
use super::unmended::{changes, without_sign};
use super::{Cleaned, head, write};
use crate::diag::{Sink, Sources};
use crate::story::parse::parse;
use crate::story::script::CopyScript;

/// A file with front matter; if nothing is to be mended it comes back as it is.
pub(super) fn mend(text: &str) -> Cleaned {
    let mut changes = mendable(text);
    let markdown = changed(text, 0..text.len(), &changes);
    if changes.is_empty() {
        changes.push(Change::new(ChangeKind::StoryAlready, 0..0, "", ""));
    }
    Cleaned { markdown, changes }
}

/// The first line of a file in Markdown.
pub(super) struct TitleLine {
    /// The words.
    title: Range<usize>,
    /// What follows the line.
    rest: usize,
}

impl TitleLine {
    /// `# Title`, `#题目` or `＃ 题目`; none if the file opens with something else.
    pub(super) fn of(text: &str) -> Option<Self> {
        let start = text.len() - text.trim_start_matches(is_blank).len();
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        let line = text[start..start + length].trim_end();
        let words = without_sign(line)?;
        // A second sign makes a crosshead of it, and signs may stand behind the words.
        let title = words.trim_start();
        if words.starts_with(['#', '＃']) {
            return None;
        }
        let title_start = start + line.len() - title.len();
        let title = title.trim_end_matches('#').trim_end();
        (!title.is_empty()).then_some(Self {
            title: title_start..title_start + title.len(),
            rest: (start + length + 1).min(text.len()),
        })
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// A file of Markdown: its title, and the author below it, go to the head.
pub(super) fn mend_markdown(text: &str, line: &TitleLine) -> Cleaned {
    let script = CopyScript::of(text);
    let headline = HeadPart::Headline;
    let mut parts = vec![HeadLine {
        part: headline,
        words: line.title.clone(),
        kind: ChangeKind::HeadPart(headline),
    }];
    let mut body = line.rest;
    if let Some(author) = author_line(text, line, script) {
        parts.push(author.line);
        body = author.rest;
    }
    body += text[body..].len() - text[body..].trim_start_matches(['\n', '\r', '\u{feff}']).len();

    // The story first, then its characters as those of any other.
    let mut story = String::from("+++\n");
    let mut changes = Vec::new();
    let mut written = Vec::new();
    for HeadLine { part, words, kind } in parts {
        let before = &text[words.clone()];
        let start = story.len();
        write::key(&mut story, part.key(), &plain_words(before));
        let exact = story[start..].find(before).map(|at| start + at);
        written.push(CopyPart { from: words.clone(), to: start..story.len(), exact });
        changes.push(Change::new(kind, words, before, part.key()));
    }
    story.push_str("+++\n\n");
    let start = story.len();
    written.push(CopyPart { from: body..text.len(), to: start..usize::MAX, exact: Some(start) });
    story.push_str(&text[body..]);
    let mended = mendable(&story);
    let markdown = changed(&story, 0..story.len(), &mended);
    changes.extend(mended.into_iter().map(|change| {
        let part = written.iter().find(|part| part.to.contains(&change.range.start));
        let range = part.map_or(0..0, |part| part.place(change.range.clone()));
        Change { range, ..change }
    }));
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    Cleaned { markdown, changes }
}

/// A part of the copy and where it stands in the story that was made of it.
struct CopyPart {
    from: Range<usize>,
    to: Range<usize>,
    /// Where it stands byte for byte, if it does.
    exact: Option<usize>,
}

impl CopyPart {
    /// Where in the copy the bytes of the story are from: all of the part if it is
    /// written otherwise there.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        let back = |at: usize| Some(self.from.start + at.checked_sub(self.exact?)?);
        match (back(range.start), back(range.end)) {
            (Some(start), Some(end)) if end <= self.from.end => start..end,
            _ => self.from.clone(),
        }
    }
}

/// A line that goes to the head.
struct HeadLine {
    part: HeadPart,
    words: Range<usize>,
    kind: ChangeKind,
}

/// The author's line below a title.
struct AuthorLine {
    line: HeadLine,
    /// What follows it.
    rest: usize,
}

fn author_line(text: &str, title: &TitleLine, script: CopyScript) -> Option<AuthorLine> {
    let rest = &text[title.rest..];
    let start = title.rest + rest.len() - rest.trim_start_matches(is_blank).len();
    let length = text[start..].find('\n').unwrap_or(text.len() - start);
    let line = text[start..start + length].trim_end();
    let bare = line.trim_matches(['*', '_']);
    let part = HeadPart::Byline;
    let kind = if head::is_byline(bare) || head::is_author_line(bare) {
        ChangeKind::HeadPart(part)
    } else if head::is_name(bare, &text[title.title.clone()], script) {
        ChangeKind::HeadGuess(part)
    } else {
        return None;
    };
    let at = start + line.len() - line.trim_start_matches(['*', '_']).len();
    let words = at..at + bare.len();
    let rest = (start + length + 1).min(text.len());
    Some(AuthorLine { line: HeadLine { part, words, kind }, rest })
}

/// What is to be mended of a story's words and stands in the file as it is read.
fn mendable(text: &str) -> Vec<Change> {
    let mut sources = Sources::default();
    let source = sources.add("story.md", text);
    let Some(story) = parse(source, &sources, "story", &mut Sink::default()) else {
        return Vec::new();
    };
    let mut mendable: Vec<Change> = Vec::new();
    for change in changes(&story, text) {
        let is_as_written = text.get(change.range.clone()) == Some(change.before.as_str());
        let is_behind = mendable.last().is_none_or(|last| last.range.end <= change.range.start);
        // That would take the only sign of a heading out of it.
        let is_heading = change.kind == ChangeKind::HeadingAnnotation;
        if is_as_written && is_behind && !is_heading {
            mendable.push(change);
        }
    }
    mendable
}

/// A part of the file with all changes inside it.
fn changed(text: &str, part: Range<usize>, changes: &[Change]) -> String {
    let mut changed = String::new();
    let mut at = part.start;
    for change in changes {
        let Change { range, after, .. } = change;
        if range.start >= at && range.end <= part.end && range.start < range.end {
            changed.push_str(&text[at..range.start]);
            changed.push_str(after);
            at = range.end;
        }
    }
    changed.push_str(&text[at..part.end]);
    changed
}

/// A line of Markdown as words of the head, which knows no asterisks, no entities and no
/// backslashes but those before signs of readings and marks.
fn plain_words(line: &str) -> String {
    let bare = ["**", "__", "*", "_"].iter().find_map(|sign| {
        let inside = line.strip_prefix(sign)?.strip_suffix(sign)?;
        (!inside.is_empty() && !inside.contains(sign)).then_some(inside)
    });
    let mut words = String::new();
    let mut characters = bare.unwrap_or(line).chars().peekable();
    while let Some(c) = characters.next() {
        let escapes = |next: &char| next.is_ascii_punctuation() && !"{}[]|^".contains(*next);
        if c != '\\' || !characters.peek().is_some_and(escapes) {
            words.push(c);
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")];
    entities.iter().fold(words, |words, (entity, c)| words.replace(entity, c))
}
