//! What an import would mend in a story that was read: its rules, asked and not
//! followed. Knows no page and no command.

use super::change::{Change, ChangeKind, Doubt};
use super::copy::CopyText;
use super::mend::{self, MendRules, Spaces};
use super::places::first_places;
use super::{MARK_END, MARK_START, head, lines};
use crate::diag::finding::CopyFinding;
use crate::diag::{Diagnostic, Sink, Sources, Span};
use crate::story::script::CopyScript;
use crate::story::{Block, RichText, Story};
use crate::style::Lang;

/// Kinds of what is told, each once a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CopyKind {
    HalfWidth,
    Quote,
    Points,
    Hyphens,
    LookAlike,
    Aozora,
}

impl CopyKind {
    const ALL: [Self; 6] =
        [Self::HalfWidth, Self::Quote, Self::Points, Self::Hyphens, Self::LookAlike, Self::Aozora];

    /// Nothing for what is a matter of the house: full-width digits, spaces, a single
    /// dash.
    fn of(change: &Change) -> Option<Self> {
        match change.kind {
            ChangeKind::Punctuation | ChangeKind::Doubt(Doubt::Bracket | Doubt::Point) => {
                Some(Self::HalfWidth)
            }
            ChangeKind::Quote | ChangeKind::Doubt(Doubt::Quote) => Some(Self::Quote),
            ChangeKind::Ellipsis => Some(Self::Points),
            ChangeKind::Dash => change.before.contains('-').then_some(Self::Hyphens),
            ChangeKind::LookAlike => Some(Self::LookAlike),
            ChangeKind::Reading
            | ChangeKind::ReadingPerhapsTitle
            | ChangeKind::Annotation
            | ChangeKind::HeadingAnnotation
            | ChangeKind::AnnotationDropped
            | ChangeKind::Doubt(Doubt::Letter) => Some(Self::Aozora),
            _ => None,
        }
    }

    fn finding(self, first: &Change, times: usize, first_places: Vec<String>) -> CopyFinding {
        let (before, after) = (first.before.clone(), first.after.clone());
        match self {
            Self::HalfWidth => CopyFinding::HalfWidthMarks { before, times, first_places },
            Self::Quote => CopyFinding::StraightQuotes { times, first_places },
            Self::Points => CopyFinding::PointsForEllipsis { before, times, first_places },
            Self::Hyphens => CopyFinding::HyphensForDash { before, times, first_places },
            Self::LookAlike => CopyFinding::LookAlikes { before, after, times, first_places },
            Self::Aozora => CopyFinding::AozoraSigns { before, times, first_places },
        }
    }
}

/// All that an import would change in the words of a story, in the order of the places.
pub(super) fn changes(story: &Story, text: &str) -> Vec<Change> {
    let mut rules = MendRules::of(text, Spaces::Meant);
    match story.lang {
        Some(Lang::Korean) => rules.script = CopyScript::Korean,
        Some(Lang::Japanese) => rules.script = CopyScript::Japanese,
        Some(Lang::ChineseSimplified | Lang::ChineseTraditional) => {
            rules.script = CopyScript::Chinese;
        }
        _ => {}
    }
    let mut changes = Vec::new();
    for words in texts(story) {
        let copy = CopyText::of_words(words);
        if !mend::may_need_mending(&copy, rules) {
            continue;
        }
        // What an editor has to decide, and a picture that could not be read as one, are
        // told as that.
        let text = copy.text();
        if [MARK_START, MARK_END, "!["].iter().any(|sign| text.contains(sign)) {
            continue;
        }
        let is_chinese = mend::is_mostly_chinese(&copy);
        let mut all = Vec::new();
        mend::mend(&copy, rules, &mut all);
        all.retain(|change| match CopyKind::of(change) {
            Some(CopyKind::LookAlike | CopyKind::Aozora) => true,
            Some(_) => is_chinese && rules.script != CopyScript::Korean,
            None => false,
        });
        changes.append(&mut all);
    }
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    changes
}

/// Every text of a story.
fn texts(story: &Story) -> impl Iterator<Item = &RichText> {
    let head = [
        &story.kicker,
        &story.headline,
        &story.deck,
        &story.standfirst,
        &story.byline,
        &story.dateline,
    ];
    let pictures =
        story.pictures.iter().flat_map(|picture| picture.caption.iter().chain(&picture.credit));
    head.into_iter().flatten().chain(story.body.iter().flat_map(Block::texts)).chain(pictures)
}

/// Tells what an import would mend, each kind once with how often and where first.
pub(in crate::story) fn tell(story: &Story, sources: &Sources, sink: &mut Sink) {
    let text = &sources.get(story.source).text;
    // Front matter of another kind, which is an error, would be taken for copy.
    if text.trim_start().starts_with("---\n") {
        return;
    }
    let changes = changes(story, text);
    for kind in CopyKind::ALL {
        let of_kind: Vec<&Change> =
            changes.iter().filter(|change| CopyKind::of(change) == Some(kind)).collect();
        let Some(first) = of_kind.first() else { continue };
        let starts: Vec<usize> = of_kind.iter().map(|change| change.range.start).collect();
        let places = first_places(&starts, story.source, sources);
        let finding = kind.finding(first, starts.len(), places);
        let span = Span::new(story.source, first.range.clone());
        sink.push(Diagnostic::of(finding).at(span));
    }
    tell_headline(story, sink);
}

/// Tells a story without a headline whose first line seems to be one.
fn tell_headline(story: &Story, sink: &mut Sink) {
    let (None, Some(first)) = (&story.headline, story.body.first()) else { return };
    let next = story.body.get(1).map(|block| block.texts().iter().map(|it| it.plain()).collect());
    let next: String = next.unwrap_or_default();
    let (words, seems_one) = match first {
        // Advertisements by the line begin with one, and have more.
        Block::Crosshead(words) => {
            let is_one = |block: &&Block| matches!(block, Block::Crosshead(_));
            (words, story.body.iter().filter(is_one).count() == 1)
        }
        Block::Paragraph(words) => {
            let text = words.plain();
            let has_sign = without_sign(&text).is_some();
            let stands_over_text =
                lines::ends_closed(&next) && next.chars().count() > text.chars().count();
            let is_title = head::is_title(&text) && !text.starts_with(['#', '＃']);
            (words, has_sign || is_title && stands_over_text)
        }
        _ => return,
    };
    let Some(piece) = words.pieces.first().filter(|_| seems_one) else { return };
    let text = words.plain();
    let first_line = without_sign(&text).unwrap_or(&text).trim().to_owned();
    sink.push(Diagnostic::of(CopyFinding::NoHeadline { text: first_line }).at(piece.span));
}

/// The words behind a number sign that Markdown does not take for one; #话题# is a
/// word of another sort.
pub(super) fn without_sign(text: &str) -> Option<&str> {
    let words = text.strip_prefix(['#', '＃'])?;
    let is_topic = words.contains(['#', '＃']) && !words.starts_with([' ', '\u{3000}']);
    let is_number = words.starts_with(|c: char| c.is_ascii_digit());
    let is_empty = words.trim().is_empty();
    (!is_topic && !is_number && !is_empty).then_some(words)
}
