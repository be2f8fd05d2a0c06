//! Finds the parts of a story's head in its first lines.

use super::change::{Change, ChangeKind, HeadPart};
use super::copy::CopyText;
use super::lines::ends_closed;

/// Longer lines are text, whatever they look like.
const LONGEST_LINE: usize = 40;

/// Longer lines that end with a colon are no kickers.
const LONGEST_KICKER: usize = 20;

/// The parts of a head.
#[derive(Default)]
pub(super) struct CopyHead {
    pub(super) section: Option<CopyText>,
    pub(super) kicker: Option<CopyText>,
    pub(super) headline: Option<CopyText>,
    pub(super) deck: Option<CopyText>,
    pub(super) byline: Option<CopyText>,
    pub(super) dateline: Option<CopyText>,
}

impl CopyHead {
    /// The same head with every part changed.
    pub(super) fn map(self, mut change: impl FnMut(CopyText) -> CopyText) -> Self {
        Self {
            section: self.section.map(&mut change),
            kicker: self.kicker.map(&mut change),
            headline: self.headline.map(&mut change),
            deck: self.deck.map(&mut change),
            byline: self.byline.map(&mut change),
            dateline: self.dateline.map(&mut change),
        }
    }
}

/// Finds the head; what is not part of it comes back.
///
/// Some lines bear a sign: a kicker ends with a colon, a deck begins with a
/// dash, a byline with □ or 本报记者. Short lines without one are titles, told
/// apart by their places.
pub(super) fn find(units: Vec<CopyText>, changes: &mut Vec<Change>) -> (CopyHead, Vec<CopyText>) {
    let mut head = CopyHead::default();
    let mut titles: Vec<CopyText> = Vec::new();
    let mut rest = units.into_iter().peekable();
    while let Some(line) = rest.peek() {
        let text = line.text();
        let part = if is_byline(&text) && head.byline.is_none() {
            Some(HeadPart::Byline)
        } else if is_deck(&text) && head.deck.is_none() && !titles.is_empty() {
            Some(HeadPart::Deck)
        } else if is_kicker(&text) && head.kicker.is_none() && titles.is_empty() {
            Some(HeadPart::Kicker)
        } else if is_title(&text) && head.byline.is_none() && head.deck.is_none() {
            None
        } else {
            break;
        };
        let Some(line) = rest.next() else { break };
        match part {
            Some(part) => {
                take(&mut head, part, line, ChangeKind::HeadPart(part), changes);
            }
            None => titles.push(line),
        }
    }
    let mut rest: Vec<_> =
        name_titles(&mut head, titles, changes).into_iter().chain(rest).collect();
    if let Some(first) = rest.first_mut() {
        find_dateline(&mut head, first, changes);
    }
    rest.retain(|line| !line.is_empty());
    (head, rest)
}

/// Gives the titles their names by their number; those that are too many come
/// back.
fn name_titles(
    head: &mut CopyHead,
    mut titles: Vec<CopyText>,
    changes: &mut Vec<Change>,
) -> Vec<CopyText> {
    use HeadPart::{Deck, Headline, Kicker, Section};
    let (names, certain): (&[HeadPart], bool) = match (titles.len(), head.kicker.is_some()) {
        (0, _) => (&[], true),
        (1, _) => (&[Headline], true),
        (_, true) if head.deck.is_some() => (&[Headline], false),
        (_, true) => (&[Headline, Deck], false),
        (2, false) => (&[Kicker, Headline], false),
        (_, false) => (&[Section, Kicker, Headline], false),
    };
    let too_many = titles.split_off(names.len());
    for (part, title) in names.iter().zip(titles) {
        let kind = if certain { ChangeKind::HeadPart(*part) } else { ChangeKind::HeadGuess(*part) };
        take(head, *part, title, kind, changes);
    }
    too_many
}

fn take(
    head: &mut CopyHead,
    part: HeadPart,
    line: CopyText,
    kind: ChangeKind,
    changes: &mut Vec<Change>,
) {
    changes.push(Change::new(kind, line.range(), line.text(), part.key()));
    let place = match part {
        HeadPart::Section => &mut head.section,
        HeadPart::Kicker => &mut head.kicker,
        HeadPart::Headline => &mut head.headline,
        HeadPart::Deck => &mut head.deck,
        HeadPart::Byline => &mut head.byline,
        HeadPart::Dateline => &mut head.dateline,
    };
    *place = Some(line);
}

/// Cuts the dateline off the first paragraph.
fn find_dateline(head: &mut CopyHead, first: &mut CopyText, changes: &mut Vec<Change>) {
    if let Some(length) = dateline_length(&first.text()) {
        let text = first.split_off(length);
        let dateline = std::mem::replace(first, text);
        first.trim();
        let kind = ChangeKind::HeadPart(HeadPart::Dateline);
        take(head, HeadPart::Dateline, dateline, kind, changes);
    }
}

/// How many characters of a paragraph are its dateline: 本报讯 or an agency
/// with place and day up to 电, and the brackets after it.
pub(super) fn dateline_length(text: &str) -> Option<usize> {
    const REACH: usize = 30;
    let chars: Vec<char> = text.chars().take(LONGEST_LINE + REACH).collect();
    let opening = ["本报", "新华社", "据新华社", "中新社"];
    if !opening.iter().any(|opening| text.starts_with(opening)) {
        return None;
    }
    let end = if text.starts_with("本报讯") {
        3
    } else {
        let end = chars.iter().take(REACH).position(|c| *c == '电')?;
        if chars[..end].iter().any(|c| matches!(c, '，' | '。' | ',' | '“')) {
            return None;
        }
        end + 1
    };
    let spaces = chars[end..].iter().take_while(|c| c.is_whitespace()).count();
    match chars.get(end + spaces) {
        Some('（' | '(') => {
            let inside = &chars[end + spaces..];
            let length = inside.iter().take(LONGEST_LINE).position(|c| matches!(c, '）' | ')'))?;
            Some(end + spaces + length + 1)
        }
        _ => Some(end),
    }
}

/// □本报记者 某某, 本报记者 某某 文/图, By Some One.
pub(super) fn is_byline(text: &str) -> bool {
    let opening = ["□", "■", "◎", "本报记者", "本报通讯员", "记者 ", "通讯员 ", "By ", "BY "];
    opening.iter().any(|opening| text.starts_with(opening))
        && is_short(text)
        && !text.contains(['。', '，', '：', '“'])
        && !text.ends_with(['.', ','])
}

/// ——副题.
fn is_deck(text: &str) -> bool {
    (text.starts_with('—') || text.starts_with("--")) && is_short(text)
}

/// 某某社区：
fn is_kicker(text: &str) -> bool {
    text.ends_with(['：', ':'])
        && text.chars().count() <= LONGEST_KICKER
        && !text.contains(['，', '。', ','])
}

/// A short line that ends no sentence.
fn is_title(text: &str) -> bool {
    is_short(text)
        && dateline_length(text).is_none()
        && !text.contains(['。', '；'])
        && !text.ends_with(['，', '、', ',', '.', ';', '：', ':'])
        && (!ends_closed(text) || text.ends_with(['！', '？', '!', '?']))
}

fn is_short(text: &str) -> bool {
    // An English headline needs more letters for the same room.
    let narrow = text.chars().filter(char::is_ascii).count();
    text.chars().count() - narrow / 2 <= LONGEST_LINE
}
