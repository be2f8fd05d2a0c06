//! Finds paragraphs, crossheads and captions below the head.

use super::change::{Change, ChangeKind, Doubt};
use super::copy::{CopyRole, CopyText};
use super::head::{dateline_length, is_byline};
use super::lines::ends_closed;
use super::mend::{MendRules, Spaces, mend};

/// Wider bare lines are no crossheads: sixteen Chinese characters.
pub(super) const CROSSHEAD_COLUMNS: usize = 32;

/// Lines wider than this are text even without a comma.
const TEXT_COLUMNS: usize = 80;

/// The longest text in brackets that can be a credit.
const LONGEST_CREDIT: usize = 24;

/// What stands below the head.
#[derive(Default)]
pub(super) struct CopyBody {
    pub(super) blocks: Vec<CopyBlock>,
    pub(super) captions: Vec<CopyCaption>,
}

/// A piece of the body.
pub(super) enum CopyBlock {
    Paragraph {
        text: CopyText,
        ending: Ending,
    },
    Crosshead(CopyText),
    /// A line between marks.
    Doubtful(CopyText),
    /// A piece of a list, a table or the like: its number in the draft, and its words.
    Whole {
        line: usize,
        text: CopyText,
    },
}

/// Whether a paragraph may go on in the next block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Closed,
    Open,
}

/// A picture of which only the words are known.
pub(super) struct CopyCaption {
    pub(super) text: CopyText,
    pub(super) credit: CopyText,
}

impl CopyBody {
    /// Characters of the text.
    pub(super) fn characters(&self) -> usize {
        let texts = self.blocks.iter().map(|block| match block {
            CopyBlock::Paragraph { text, .. }
            | CopyBlock::Crosshead(text)
            | CopyBlock::Whole { text, .. }
            | CopyBlock::Doubtful(text) => text.len(),
        });
        texts.sum()
    }

    /// The same body with every text mended.
    pub(super) fn mend(self, rules: MendRules, changes: &mut Vec<Change>) -> Self {
        let stray = MendRules { spaces: Spaces::Stray, ..rules };
        let meant = MendRules { spaces: Spaces::Meant, ..rules };
        let blocks = self
            .blocks
            .into_iter()
            .map(|block| match block {
                CopyBlock::Paragraph { text, ending } => {
                    CopyBlock::Paragraph { text: mend(&text, stray, changes), ending }
                }
                CopyBlock::Crosshead(text) => CopyBlock::Crosshead(mend(&text, meant, changes)),
                CopyBlock::Whole { line, text } => {
                    CopyBlock::Whole { line, text: mend(&text, stray, changes) }
                }
                doubtful @ CopyBlock::Doubtful(_) => doubtful,
            })
            .collect();
        let captions = self
            .captions
            .into_iter()
            .map(|caption| CopyCaption {
                text: mend(&caption.text, stray, changes),
                credit: mend(&caption.credit, meant, changes),
            })
            .collect();
        Self { blocks, captions }
    }
}

/// What a line looks like by itself.
enum Look {
    /// It ends a sentence.
    Closed,
    /// It runs on: it has a comma, an open quote or bracket, or is long.
    Running,
    /// 一、……: an item of a list.
    Item,
    /// A few words.
    Bare,
}

/// Sorts the lines below the head.
pub(super) fn find(units: Vec<CopyText>, changes: &mut Vec<Change>) -> CopyBody {
    let mut body = CopyBody::default();
    let count = units.len();
    for (number, unit) in units.into_iter().enumerate() {
        let text = unit.text();
        if let CopyRole::Whole(line) = unit.role {
            body.blocks.push(CopyBlock::Whole { line, text: unit });
        } else if unit.role == CopyRole::Marked {
            body.blocks.push(CopyBlock::Doubtful(unit));
        } else if unit.role == CopyRole::Heading {
            crosshead(&mut body, unit, changes);
        } else if is_byline(&text) {
            doubtful(&mut body, unit, Doubt::OtherStory, changes);
        } else if number > 0 && dateline_length(&text).is_some() {
            other_story(&mut body, unit, changes);
        } else if let Some(credit) = credit_start(&text) {
            caption(&mut body, unit, credit, changes);
        } else {
            let last = number + 1 == count;
            line(&mut body, unit, &text, last, changes);
        }
    }
    mark_unfinished(&mut body, changes);
    body
}

/// Sorts a line that bears no sign.
fn line(body: &mut CopyBody, unit: CopyText, text: &str, last: bool, changes: &mut Vec<Change>) {
    let open = match body.blocks.last_mut() {
        Some(CopyBlock::Paragraph { text: open, ending: ending @ Ending::Open })
            if !starts_item(text) =>
        {
            Some((open, ending))
        }
        _ => None,
    };
    let ending = if ends_closed(text) { Ending::Closed } else { Ending::Open };
    match (look(&unit, text), open) {
        (Look::Closed | Look::Running, Some((paragraph, old_ending))) => {
            let cut = paragraph.range().end..unit.range().start;
            changes.push(Change::new(ChangeKind::Joined, cut, "", ""));
            paragraph.join(unit);
            *old_ending = ending;
        }
        (Look::Closed | Look::Running, None) => {
            body.blocks.push(CopyBlock::Paragraph { text: unit, ending });
        }
        (Look::Item, _) => {
            body.blocks.push(CopyBlock::Paragraph { text: unit, ending: Ending::Closed });
        }
        (Look::Bare, None) if !last && unit.columns() <= CROSSHEAD_COLUMNS => {
            crosshead(body, unit, changes);
        }
        (Look::Bare, _) => doubtful(body, unit, Doubt::Line, changes),
    }
}

fn crosshead(body: &mut CopyBody, unit: CopyText, changes: &mut Vec<Change>) {
    changes.push(Change::new(ChangeKind::Crosshead, unit.range(), unit.text(), "##"));
    body.blocks.push(CopyBlock::Crosshead(unit));
}

fn look(unit: &CopyText, text: &str) -> Look {
    let inside = text.trim_end_matches(['，', ',', '、']);
    if starts_item(text) {
        if text.contains(['，', '。', ',']) && !ends_closed(text) {
            Look::Running
        } else {
            Look::Item
        }
    } else if ends_closed(text) {
        Look::Closed
    } else if inside.len() < text.len()
        || inside.contains(['，', ',', '。', '；', ';', '！', '？'])
        || has_open_bracket(text)
        || unit.columns() > TEXT_COLUMNS
    {
        Look::Running
    } else {
        Look::Bare
    }
}

/// 一、 1. （一） ① · -
fn starts_item(text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let after = text.trim_start_matches(['（', '(']).trim_start_matches(number);
    let numbered = after.len() < text.len() && after.starts_with(['、', '.', '．', '）', ')']);
    // 1.5 and 2019.12 are numbers.
    let decimal = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(number));
    let bullet = text.starts_with(['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '·', '•'])
        || text.starts_with("- ");
    (numbered && !decimal) || bullet
}

/// Whether a quote, title mark or bracket is opened and not closed.
fn has_open_bracket(text: &str) -> bool {
    [("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」")]
        .iter()
        .any(|(open, close)| text.matches(open).count() > text.matches(close).count())
}

/// Where the brackets of （某某 摄） at a paragraph's end begin, in characters.
pub(super) fn credit_start(text: &str) -> Option<usize> {
    let inside = text.strip_suffix(['）', ')'])?;
    let open = inside.rfind(['（', '('])?;
    let credit = inside[open..].trim_start_matches(['（', '(']);
    let names_a_maker = ["摄", "供图", "制图", "图", "摄影报道"]
        .iter()
        .any(|ending| credit.trim_end().ends_with(ending));
    (names_a_maker && open > 0 && credit.chars().count() <= LONGEST_CREDIT)
        .then(|| text[..open].chars().count())
}

/// A caption that ends with who made the picture: the bytes of its words and of the
/// credit.
#[must_use]
pub fn caption_and_credit(text: &str) -> Option<CaptionParts<'_>> {
    let text = text.trim();
    let at = credit_start(text)?;
    let (byte, _) = text.char_indices().nth(at)?;
    let credit = text.get(byte..)?.trim_start_matches(['（', '(']);
    let credit = credit.trim_end_matches(['）', ')']).trim();
    Some(CaptionParts { words: text.get(..byte)?.trim_end(), credit })
}

/// The parts of a caption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaptionParts<'a> {
    /// What is said of the picture.
    pub words: &'a str,
    /// Who made it.
    pub credit: &'a str,
}

/// Takes a caption out of the text; a paragraph that it cuts goes on after it.
fn caption(body: &mut CopyBody, mut text: CopyText, credit: usize, changes: &mut Vec<Change>) {
    changes.push(Change::new(ChangeKind::Caption, text.range(), text.text(), "[[pictures]]"));
    let mut credit = text.split_off(credit);
    credit.chars.pop();
    credit.chars.remove(0);
    text.trim();
    credit.trim();
    body.captions.push(CopyCaption { text, credit });
}

/// Puts marks round a line.
fn doubtful(body: &mut CopyBody, mut unit: CopyText, doubt: Doubt, changes: &mut Vec<Change>) {
    let range = unit.range();
    let before = unit.text();
    unit.mark();
    changes.push(Change::new(ChangeKind::Doubt(doubt), range, before, unit.text()));
    body.blocks.push(CopyBlock::Doubtful(unit));
}

/// Puts a mark before a paragraph that seems to open another story.
fn other_story(body: &mut CopyBody, unit: CopyText, changes: &mut Vec<Change>) {
    let range = unit.range();
    let mut mark = CopyText::new("", range.start);
    mark.push_gap();
    let kind = ChangeKind::Doubt(Doubt::OtherStory);
    changes.push(Change::new(kind, range, unit.text(), mark.text()));
    body.blocks.push(CopyBlock::Doubtful(mark));
    let ending = if ends_closed(&unit.text()) { Ending::Closed } else { Ending::Open };
    body.blocks.push(CopyBlock::Paragraph { text: unit, ending });
}

/// Marks paragraphs that stop in a sentence and found no continuation; where a
/// doubtful line follows, that line's marks are enough.
fn mark_unfinished(body: &mut CopyBody, changes: &mut Vec<Change>) {
    for at in 0..body.blocks.len() {
        let doubtful_follows = matches!(body.blocks.get(at + 1), Some(CopyBlock::Doubtful(_)));
        if let CopyBlock::Paragraph { text, ending: Ending::Open } = &mut body.blocks[at]
            && !doubtful_follows
        {
            let end = text.range().end;
            text.push_gap();
            let kind = ChangeKind::Doubt(Doubt::Unfinished);
            changes.push(Change::new(kind, end..end, "", ""));
        }
    }
}
