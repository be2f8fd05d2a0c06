//! Cuts the text of a whole page into its stories.
//!
//! 1. Cut the text into lines, as for a story, and find for each what it looks like.
//! 2. Find where stories begin: a run of titles, a line that bears a sign, a dateline.
//! 3. Give each line to a story, as a section's title, or as a caption that stands alone.
//! 4. Mend each story and write it, as a copy that came alone.
//!
//! What speaks for a cut is told, and what nothing speaks for but its place is marked.

mod cut;
mod heads;
mod signs;

use std::ops::Range;

use jiff::civil::Date;

use super::aozora::AozoraMatter;
use super::body;
use super::change::{Change, ChangeKind, Doubt};
use super::copy::{CopyText, letter_side};
use super::mend::{MendRules, Spaces, mend};
use super::{head, lines, write};
use crate::story::script::SideOfCharacter;
use cut::{CutStory, cut};

/// The text of a page, cut into what stands on it.
#[derive(Debug, Clone, Default)]
pub struct CutPage {
    /// What stands over the whole page (通栏标语).
    pub banner: Option<String>,
    /// Stories and captions that stand alone, in the order of the copy.
    pub pieces: Vec<CutPiece>,
    /// Lines of the page itself that no story has: its folio.
    pub furniture: Vec<String>,
    /// The date that these name.
    pub date: Option<Date>,
    /// The number that these name.
    pub number: Option<String>,
    /// Whether most of its letters are of a script with spaces between words.
    pub has_word_spaces: bool,
    /// All that was done, in the order of the places.
    pub changes: Vec<Change>,
}

/// A story of a page, or a picture of which only the caption is there.
#[derive(Debug, Clone)]
pub struct CutPiece {
    /// What kind of piece it is.
    pub kind: PieceKind,
    /// The title of the section that it stands in, and which section of the page that is.
    pub section: Option<CutSection>,
    /// The story file.
    pub markdown: String,
    /// Characters of its text, head and captions left out.
    pub characters: usize,
    /// Its headline as it was read; empty if it has none.
    pub headline: String,
    /// How many of kicker, deck and byline it has.
    pub head_parts: usize,
    /// Characters of each of its captions: a picture each.
    pub captions: Vec<usize>,
    /// Where it stands in the raw copy.
    pub range: Range<usize>,
}

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutSection {
    /// Which one, from 0.
    pub number: usize,
    /// Its title.
    pub title: String,
}

/// Kinds of pieces, each with its own sort of place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PieceKind {
    /// The first and longest (头条).
    Lead,
    /// A story.
    Story,
    /// A short one under a dateline, or in a section.
    Brief,
    /// A headline and a picture (图片新闻).
    PhotoStory,
    /// A caption with nothing else.
    Caption,
}

/// Cuts the raw text of a page into its stories.
#[must_use]
pub fn clean_page(text: &str) -> CutPage {
    let mut changes = Vec::new();
    let rules = MendRules::of(text, Spaces::Meant);
    let units = lines::units(text, &AozoraMatter::default(), &mut changes);
    let units: Vec<CopyText> = units
        .iter()
        .map(|unit| super::mend::look_alikes(unit, rules.script, &mut changes))
        .collect();
    let found = cut(text, units, &mut changes);
    let mended = |copy: &CopyText, changes: &mut Vec<Change>| mend(copy, rules, changes).text();
    let banner = found.banner.map(|banner| mended(&banner, &mut changes));
    let furniture: Vec<String> =
        found.furniture.iter().map(|line| mended(line, &mut changes)).collect();
    let sections: Vec<String> =
        found.sections.iter().map(|title| mended(title, &mut changes)).collect();
    let pieces = found.stories.into_iter().map(|story| {
        let section = story
            .section
            .and_then(|number| Some(CutSection { number, title: sections.get(number)?.clone() }));
        piece(story, section, rules, &mut changes)
    });
    let mut pieces: Vec<CutPiece> = pieces.collect();
    name_kinds(&mut pieces);
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    let date = furniture.iter().find_map(|line| signs::date(line));
    let number = furniture.iter().find_map(|line| signs::page_number(line));
    let has_word_spaces = has_word_spaces(text);
    CutPage { banner, pieces, furniture, date, number, has_word_spaces, changes }
}

/// Whether most letters of a text are of a script with spaces between words.
fn has_word_spaces(text: &str) -> bool {
    let sides = text.chars().filter_map(letter_side);
    let (narrow, wide): (Vec<SideOfCharacter>, Vec<SideOfCharacter>) =
        sides.partition(|side| *side == SideOfCharacter::Narrow);
    narrow.len() > wide.len()
}

/// Mends a story and writes it.
fn piece(
    story: CutStory,
    section: Option<CutSection>,
    rules: MendRules,
    changes: &mut Vec<Change>,
) -> CutPiece {
    let range = story.range();
    let CutStory { lines, captions, begins, .. } = story;
    let (found, rest) = match begins {
        cut::StoryBegin::Caption => (head::CopyHead::default(), lines),
        cut::StoryBegin::Sign | cut::StoryBegin::Guess => head::find(lines, rules.script, changes),
    };
    let mut body = body::find(rest, changes);
    body.captions.extend(captions);
    let mut head = found.map(|copy| mend(&copy, rules, changes));
    let headline = head.headline.as_ref().map(CopyText::text).unwrap_or_default();
    if begins == cut::StoryBegin::Guess
        && let Some(headline) = &mut head.headline
    {
        let kind = ChangeKind::Doubt(Doubt::StoryBegin);
        let before = headline.text();
        headline.mark();
        changes.push(Change::new(kind, headline.range(), before, headline.text()));
    }
    let body = body.mend(rules, changes);
    let parts = [&head.kicker, &head.deck, &head.byline];
    let head_parts = parts.into_iter().filter(|part| part.is_some()).count();
    let has_dateline = head.dateline.is_some();
    let captions: Vec<usize> = body.captions.iter().map(|it| it.text.len()).collect();
    let characters = body.characters();
    let kind = match (begins, characters, captions.is_empty()) {
        (cut::StoryBegin::Caption, ..) => PieceKind::Caption,
        (_, 0, false) => PieceKind::PhotoStory,
        _ if has_dateline || section.is_some() => PieceKind::Brief,
        _ => PieceKind::Story,
    };
    CutPiece {
        kind,
        section,
        markdown: write::story(&head, &body, &[]),
        characters,
        headline,
        head_parts,
        captions,
        range,
    }
}

/// The first story that is no brief is the lead; if all are briefs the longest.
fn name_kinds(pieces: &mut [CutPiece]) {
    let is_story = |piece: &CutPiece| piece.kind == PieceKind::Story;
    let first = pieces.iter().position(is_story);
    let longest = (0..pieces.len()).filter(|at| pieces[*at].section.is_none());
    let longest = longest.max_by_key(|at| (pieces[*at].characters, std::cmp::Reverse(*at)));
    if let Some(lead) = first.or(longest).and_then(|at| pieces.get_mut(at))
        && lead.characters > 0
    {
        lead.kind = PieceKind::Lead;
    }
}
