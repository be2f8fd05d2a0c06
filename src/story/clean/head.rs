//! Finds the parts of a story's head in its first lines.

use super::change::{Change, ChangeKind, HeadPart};
use super::copy::{CopyRole, CopyText};
use super::lines::ends_closed;
use crate::story::script::{CopyScript, SideOfCharacter, side};

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
    pub(super) standfirst: Option<CopyText>,
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
            standfirst: self.standfirst.map(&mut change),
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
pub(super) fn find(
    units: Vec<CopyText>,
    script: CopyScript,
    changes: &mut Vec<Change>,
) -> (CopyHead, Vec<CopyText>) {
    let mut head = CopyHead::default();
    let mut titles: Vec<CopyText> = Vec::new();
    let mut rest = units.into_iter().peekable();
    while let Some(line) = rest.peek() {
        let text = line.text();
        let has_title = !titles.is_empty() || head.headline.is_some();
        let part = if let CopyRole::Head(part) = line.role {
            Some(part)
        } else if matches!(line.role, CopyRole::Whole(_))
            || line.role == CopyRole::Heading && has_title
        {
            break;
        } else if head.byline.is_none() && (is_byline(&text) || has_title && is_author_line(&text))
        {
            Some(HeadPart::Byline)
        } else if is_deck(&text) && head.deck.is_none() && has_title {
            Some(HeadPart::Deck)
        } else if is_kicker(&text) && head.kicker.is_none() && !has_title {
            Some(HeadPart::Kicker)
        } else if is_title(&text)
            && head.byline.is_none()
            && head.deck.is_none()
            && head.headline.is_none()
        {
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
    if let (Some(headline), None) = (&head.headline, &head.byline)
        && let Some(line) = rest.next_if(|line| is_name(&line.text(), &headline.text(), script))
    {
        let kind = ChangeKind::HeadGuess(HeadPart::Byline);
        take(&mut head, HeadPart::Byline, line, kind, changes);
    }
    let mut rest: Vec<_> =
        name_titles(&mut head, titles, script, changes).into_iter().chain(rest).collect();
    if let Some(first) = rest.iter_mut().find(|line| line.role == CopyRole::Line) {
        find_dateline(&mut head, first, changes);
    }
    rest.retain(|line| !line.is_empty() || matches!(line.role, CopyRole::Whole(_)));
    (head, rest)
}

/// Gives the titles their names by their number; those that are too many come
/// back.
fn name_titles(
    head: &mut CopyHead,
    mut titles: Vec<CopyText>,
    script: CopyScript,
    changes: &mut Vec<Change>,
) -> Vec<CopyText> {
    use HeadPart::{Byline, Deck, Headline, Kicker, Section};
    // A title, and below it nobody but the author.
    let author = match titles.as_slice() {
        [first, .., last] if head.byline.is_none() && head.headline.is_none() => {
            is_name(&last.text(), &first.text(), script)
        }
        _ => false,
    };
    if author && let Some(last) = titles.pop() {
        take(head, Byline, last, ChangeKind::HeadGuess(Byline), changes);
    }
    let (names, certain): (&[HeadPart], bool) = match (titles.len(), head.kicker.is_some()) {
        (0, _) => (&[], true),
        // The copy says which is the headline, and these stand above it.
        (1, false) if head.headline.is_some() => (&[Kicker], false),
        (1, true) if head.headline.is_some() => (&[Section], false),
        (_, false) if head.headline.is_some() => (&[Section, Kicker], false),
        (_, true) if head.headline.is_some() => (&[], true),
        (1, _) => (&[Headline], true),
        // A work and what it is called besides.
        (_, false) if author && script == CopyScript::Japanese => (&[Headline, Deck], false),
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
        HeadPart::Standfirst => &mut head.standfirst,
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

/// What a line begins with that names who wrote the story; a colon, a stroke or a
/// space follows.
const AUTHOR_SIGNS: [&str; 27] = [
    "作者", "记者", "記者", "文", "图", "图文", "文图", "文/图", "图/文", "撰文", "撰稿", "采写",
    "采访", "编译", "译者", "著者", "作", "訳", "取材", "글", "By", "by", "Author", "Text",
    "Words", "Por", "Par",
];

/// The longest list of names, in characters.
const LONGEST_NAMES: usize = 24;

/// 作者：某某, 文/某某, 記者＝某某, Text: Some One.
pub(super) fn is_author_line(text: &str) -> bool {
    AUTHOR_SIGNS.iter().any(|sign| {
        let Some(rest) = text.strip_prefix(sign) else { return false };
        let names = rest.trim_start();
        let parted = names.strip_prefix(['：', ':', '/', '／', '|', '｜', '＝', '=']);
        // 文 and a space begin many a line, 作者 and By do not.
        let is_word = sign.chars().count() > 1 && names.len() < rest.len();
        let names = parted.or(is_word.then_some(names)).unwrap_or_default().trim();
        !names.is_empty()
            && names.chars().count() <= LONGEST_NAMES
            && !names.contains(['。', '，', '：', '？', '！', '“', '《', '?', '!', ',', ';'])
            && !ends_closed(names)
    })
}

/// First characters of the commonest Chinese family names.
const FAMILY_NAMES: &str = "\
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余\
    于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷\
    龙史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向汤康易乔赖文庞樊殷鲁施洪翟倪柯俞章梅茅老巴冰\
    張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸韋賈鄒龍賀顧龔萬錢嚴湯喬賴龐魯";

/// Family names of two characters.
const LONG_FAMILY_NAMES: [&str; 10] =
    ["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "端木", "令狐"];

/// Whether a line below a title is nothing but a name, as far as its looks tell.
pub(super) fn is_name(text: &str, title: &str, script: CopyScript) -> bool {
    if text.trim().is_empty() {
        return false;
    }
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_han = |c: &char| side(*c) == SideOfCharacter::Wide && c.is_alphanumeric();
    let is_foreign = letters.contains(&'·')
        && letters.iter().all(|c| is_han(c) || *c == '·')
        && letters.len() <= LONGEST_NAMES;
    let is_kana = |c: &char| matches!(c, '\u{3041}'..='\u{3096}');
    match script {
        _ if is_foreign => true,
        // 夏目漱石, 宮沢　賢治; a line with hiragana says more than a name.
        CopyScript::Japanese => {
            (3..=6).contains(&letters.len()) && letters.iter().all(|c| is_han(c) && !is_kana(c))
        }
        CopyScript::Korean => false,
        CopyScript::Chinese => is_chinese_name(text) || is_latin_name(text, title),
    }
}

/// 某某, 某 某, or a few such.
fn is_chinese_name(text: &str) -> bool {
    let is_one = |name: &str| {
        let length = name.chars().count();
        let is_short = name.chars().next().is_some_and(|first| FAMILY_NAMES.contains(first))
            && (2..=3).contains(&length);
        let is_long =
            LONG_FAMILY_NAMES.iter().any(|family| name.starts_with(family)) && length <= 4;
        (is_short || is_long) && name.chars().all(|c| side(c) == SideOfCharacter::Wide)
    };
    let whole: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // 鲁　迅 is one name and 林晓舟 周明 are two.
    is_one(&whole) || text.split_whitespace().all(is_one)
}

/// Lewis Carroll, below a title that is no label of a word or two.
fn is_latin_name(text: &str, title: &str) -> bool {
    let is_part = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
            || word.len() == 2 && word.ends_with('.')
    };
    let words = text.split_whitespace().count();
    let is_letter = |c: char| {
        c.is_whitespace()
            || c.is_alphabetic() && side(c) == SideOfCharacter::Narrow
            || ".-'’".contains(c)
    };
    (2..=3).contains(&words)
        && title.split_whitespace().count() > 2
        && text.chars().all(is_letter)
        && text.split_whitespace().all(is_part)
}

/// ——副题.
pub(super) fn is_deck(text: &str) -> bool {
    (text.starts_with('—') || text.starts_with("--")) && is_short(text)
}

/// 某某社区：
pub(super) fn is_kicker(text: &str) -> bool {
    text.ends_with(['：', ':'])
        && text.chars().count() <= LONGEST_KICKER
        && !text.contains(['，', '。', ','])
}

/// Whether a line may stand above a headline or below it in a head.
pub(super) fn is_above_title(text: &str) -> bool {
    is_kicker(text) || is_deck(text) || is_byline(text) || is_author_line(text)
}

/// A short line that ends no sentence.
pub(in crate::story) fn is_title(text: &str) -> bool {
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
