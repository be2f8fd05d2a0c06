//! Copy of which more is known than its words: what a word processor or a web page says
//! of each line. It becomes a story by the same rules as plain text.

use std::ops::Range;

use super::change::HeadPart;
use super::copy::{CopyRole, CopyText};
use super::mend::{self, MendRules, Spaces};
use super::{Cleaned, aozora, body, head, write};
use crate::story::Emphasis;
use crate::story::script::CopyScript;
use crate::style::CellAlign;

/// Copy with what is known of it.
#[derive(Debug, Clone, Default)]
pub struct CopyDraft {
    /// Its words, a paragraph a line; readings and marks as in a story.
    pub text: String,
    /// Its lines in order.
    pub lines: Vec<DraftLine>,
}

/// A line of a draft.
#[derive(Debug, Clone)]
pub struct DraftLine {
    /// Its words, in bytes of the text.
    pub words: Range<usize>,
    /// What it is.
    pub role: DraftRole,
    /// What of it stands out, in bytes of the text.
    pub emphasis: Vec<DraftEmphasis>,
    /// The size of its type in half points, where that is known.
    pub size: u32,
}

/// Words of a draft that stand out.
#[derive(Debug, Clone)]
pub struct DraftEmphasis {
    /// The words, in bytes of the text.
    pub words: Range<usize>,
    /// How.
    pub emphasis: Emphasis,
}

/// What a line of a draft is.
#[derive(Debug, Clone)]
pub enum DraftRole {
    /// A paragraph, or whatever its words say.
    Text,
    /// The title of the whole.
    Title,
    /// What stands below it.
    Subtitle,
    /// A part of the head, whatever its words say.
    Head(HeadPart),
    /// A heading by its style.
    Heading,
    /// A short line that stands out as headings do.
    LooksLikeHeading,
    /// An item of a list.
    Item {
        /// `-` or `1.`.
        marker: String,
        /// How deep, from 0.
        depth: usize,
    },
    /// A cell of a table.
    Cell(DraftCell),
    /// Who signs the text, or when.
    Signature,
    /// A picture; the words are its caption.
    Picture(DraftPicture),
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct DraftCell {
    /// Where it stands.
    pub place: CellPlace,
    /// Which neighbor reaches over its place, if one does.
    pub joins: Option<CellJoin>,
    /// How its words are aligned.
    pub align: CellAlign,
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellPlace {
    /// It is the first one of a table, with a heading over its columns or none.
    Table {
        /// Whether the first row is a heading.
        has_heading: bool,
    },
    /// It is the first one of a row.
    Row,
    /// It stands beside another.
    Beside,
}

/// What reaches over the place of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellJoin {
    /// The cell at its left.
    Left,
    /// The cell above it.
    Above,
}

/// A picture of a draft.
#[derive(Debug, Clone)]
pub struct DraftPicture {
    /// Its file beside the story; none if that is not known.
    pub file: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// Words for those who cannot see it.
    pub alt: Option<String>,
}

/// Lines among which the headline is, at the most.
const HEAD_LINES: usize = 8;

/// Makes a story of a draft.
#[must_use]
pub fn clean_draft(draft: &CopyDraft) -> Cleaned {
    let mut changes = Vec::new();
    let rules = MendRules::of(&draft.text, Spaces::Meant);
    let roles = roles(draft);
    let mut units = Vec::new();
    for (line, role) in draft.lines.iter().zip(roles) {
        let words = draft.text.get(line.words.clone()).unwrap_or_default();
        let mut unit = CopyText::new(words, line.words.start);
        for part in &line.emphasis {
            unit.emphasise(&part.words, part.emphasis);
        }
        unit.role = role;
        unit.trim();
        unit = mend::look_alikes(&unit, rules.script, &mut changes);
        if rules.script == CopyScript::Japanese {
            unit = aozora::mend(&unit, rules.aozora, &mut changes);
        }
        if !unit.is_empty() || matches!(role, CopyRole::Whole(_)) {
            units.push(unit);
        }
    }
    let (head, rest) = head::find(units, rules.script, &mut changes);
    let body = body::find(rest, &mut changes);

    let head = head.map(|copy| mend::mend(&copy, rules, &mut changes));
    let body = body.mend(rules, &mut changes);
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    Cleaned { markdown: write::story(&head, &body, &draft.lines), changes }
}

/// What each line is to the rules of copy.
fn roles(draft: &CopyDraft) -> Vec<CopyRole> {
    let headline = headline(draft);
    let is_head = |at: usize| headline.is_some_and(|headline| at > headline && at < HEAD_LINES);
    let words = |line: &DraftLine| draft.text.get(line.words.clone()).unwrap_or_default().trim();
    let is_above_title = |line: &DraftLine| head::is_above_title(words(line));
    // What stands out between the headline and who wrote the story is a deck.
    let byline = { draft.lines.iter().take(HEAD_LINES) }
        .position(|line| head::is_byline(words(line)) || head::is_author_line(words(line)));
    let mut has_deck = false;
    let role = |(at, line): (usize, &DraftLine)| match &line.role {
        DraftRole::Head(part) => CopyRole::Head(*part),
        _ if headline == Some(at) => CopyRole::Head(HeadPart::Headline),
        DraftRole::Item { .. }
        | DraftRole::Cell(_)
        | DraftRole::Picture(_)
        | DraftRole::Signature => CopyRole::Whole(at),
        DraftRole::Subtitle if is_head(at) && !has_deck => {
            has_deck = true;
            CopyRole::Head(HeadPart::Deck)
        }
        // Above the headline whatever is short stands for itself.
        _ if headline.is_some_and(|headline| at < headline) => CopyRole::Line,
        DraftRole::Title | DraftRole::Subtitle | DraftRole::Heading => CopyRole::Heading,
        DraftRole::LooksLikeHeading if is_above_title(line) => CopyRole::Line,
        DraftRole::LooksLikeHeading
            if is_head(at) && !has_deck && byline.is_some_and(|it| at < it) =>
        {
            has_deck = true;
            CopyRole::Head(HeadPart::Deck)
        }
        DraftRole::LooksLikeHeading if headline.is_some() => CopyRole::Heading,
        DraftRole::LooksLikeHeading | DraftRole::Text => CopyRole::Line,
    };
    draft.lines.iter().enumerate().map(role).collect()
}

/// The line that is the headline, if the draft says so: the title, else the largest of
/// the headings that open the copy, else the largest of the lines that look like it.
fn headline(draft: &CopyDraft) -> Option<usize> {
    let words = |line: &DraftLine| draft.text.get(line.words.clone()).unwrap_or_default().trim();
    let is_short = |line: &DraftLine| {
        let text = words(line);
        text.is_empty() || head::is_title(text) || head::is_above_title(text)
    };
    let mut opening = Vec::new();
    for (at, line) in draft.lines.iter().enumerate().take(HEAD_LINES) {
        match line.role {
            DraftRole::Picture(_) => {}
            DraftRole::Item { .. } | DraftRole::Cell(_) | DraftRole::Signature => break,
            DraftRole::Title | DraftRole::Head(HeadPart::Headline) => return Some(at),
            DraftRole::Head(_) => {}
            DraftRole::Text if !is_short(line) => break,
            _ => opening.push(at),
        }
    }
    let largest = |is: fn(&DraftRole) -> bool| {
        let mut best: Option<usize> = None;
        for at in opening.iter().copied().filter(|at| is(&draft.lines[*at].role)) {
            let is_larger = best.is_none_or(|best| draft.lines[at].size > draft.lines[best].size);
            best = if is_larger { Some(at) } else { best };
        }
        best
    };
    largest(|role| matches!(role, DraftRole::Heading))
        .or_else(|| largest(|role| matches!(role, DraftRole::LooksLikeHeading)))
}
