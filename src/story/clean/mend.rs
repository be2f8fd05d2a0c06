//! Mends the characters of one paragraph or line.
//!
//! Every rule looks at what stands on both sides. Rules run in an order in
//! which none undoes one before it; where one calls for another before it, as
//! a stray space between two full stops does, they run again.

use std::cell::OnceCell;

use super::aozora::{self, AozoraCopy};
use super::change::{Change, ChangeKind, Doubt};
use super::copy::{Char, CopyText, Rewriter, letter_side};
use super::quotes;
use crate::story::look_alike::{form, radical, second_code};
use crate::story::script::{CopyScript, SideOfCharacter, side};

/// What spaces between Chinese characters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spaces {
    /// Left over from typing or export: they go.
    Stray,
    /// Gaps that part the halves of a headline or two names: one stays.
    Meant,
}

/// How the characters of a copy are mended.
#[derive(Debug, Clone, Copy)]
pub(super) struct MendRules {
    /// What the whole of the copy is written in.
    pub(super) script: CopyScript,
    pub(super) spaces: Spaces,
    /// How its 《》 are taken.
    pub(super) aozora: AozoraCopy,
}

impl MendRules {
    /// Those for a copy of this text.
    pub(super) fn of(text: &str, spaces: Spaces) -> Self {
        let script = CopyScript::of(text);
        let aozora = match script {
            CopyScript::Japanese => AozoraCopy::of(text),
            _ => AozoraCopy::Bare,
        };
        Self { script, spaces, aozora }
    }
}

/// Mends one paragraph or line.
pub(super) fn mend(copy: &CopyText, rules: MendRules, changes: &mut Vec<Change>) -> CopyText {
    let mut mended = match rules.script {
        CopyScript::Japanese => {
            mend_once(&aozora::mend(copy, rules.aozora, changes), rules, changes)
        }
        _ => mend_once(copy, rules, changes),
    };
    // Each round joins something, so a few are always enough.
    for _ in 0..4 {
        let known = changes.len();
        mended = mend_once(&mended, rules, changes);
        if changes.len() == known {
            break;
        }
    }
    mended
}

fn mend_once(copy: &CopyText, rules: MendRules, changes: &mut Vec<Change>) -> CopyText {
    let MendRules { script, spaces, .. } = rules;
    let mut copy = look_alikes(copy, script, changes);
    copy = narrow_letters(&copy, changes);
    let chinese = is_mostly_chinese(&copy);
    if script == CopyScript::Korean {
        copy = quotes::mend(&copy, changes);
        // Between two words in Hanja there is a space as between others.
        return self::spaces(&copy, Spaces::Meant, chinese, changes);
    }
    // One at a time, so that no more than two copies of the text are kept.
    copy = ellipses(&copy, changes);
    copy = dashes(&copy, changes);
    copy = quotes::mend(&copy, changes);
    copy = brackets(&copy, chinese, changes);
    copy = points(&copy, chinese, changes);
    self::spaces(&copy, spaces, chinese, changes)
}

/// Whether the copy is Chinese with foreign words in it, and not the other way
/// round. A foreign word has about five letters, so letters count a third.
pub(super) fn is_mostly_chinese(copy: &CopyText) -> bool {
    let count = |wanted| copy.chars.iter().filter(|char| char.letter() == Some(wanted)).count();
    count(SideOfCharacter::Wide) * 3 > count(SideOfCharacter::Narrow)
}

/// For every place between two characters the sides of the nearest letters
/// before and after it.
struct LettersAround<'c> {
    copy: &'c CopyText,
    /// Worked out when a rule first asks: in most paragraphs none does.
    sides: OnceCell<NearestSides>,
}

struct NearestSides {
    before: Vec<Option<SideOfCharacter>>,
    after: Vec<Option<SideOfCharacter>>,
}

impl NearestSides {
    fn of(copy: &CopyText) -> Self {
        let nearest = |last: &mut Option<SideOfCharacter>, char: &Char| {
            *last = char.letter().or(*last);
            Some(*last)
        };
        let before = std::iter::once(None).chain(copy.chars.iter().scan(None, nearest)).collect();
        let mut after: Vec<_> =
            std::iter::once(None).chain(copy.chars.iter().rev().scan(None, nearest)).collect();
        after.reverse();
        Self { before, after }
    }
}

impl<'c> LettersAround<'c> {
    fn new(copy: &'c CopyText) -> Self {
        Self { copy, sides: OnceCell::new() }
    }

    /// The sides round the characters `from` to `to`.
    fn of(&self, from: usize, to: usize) -> (Option<SideOfCharacter>, Option<SideOfCharacter>) {
        let sides = self.sides.get_or_init(|| NearestSides::of(self.copy));
        (sides.before[from], sides.after[to])
    }
}

/// Runs of characters that `belongs` holds for and that no mark protects.
pub(super) fn runs(copy: &CopyText, belongs: impl Fn(char) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in copy.chars.iter().enumerate().filter(|(_, char)| !char.fixed && belongs(char.c))
    {
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// ⼈ (U+2F08, a radical) to 人, ﹐ to ，. In Korean copy the codes that Hanja have for
/// their readings stay.
pub(super) fn look_alikes(
    copy: &CopyText,
    script: CopyScript,
    changes: &mut Vec<Change>,
) -> CopyText {
    let second = |c| second_code(c).filter(|_| script != CopyScript::Korean);
    let meant = |c| radical(c).or_else(|| form(c)).or_else(|| second(c));
    let mut rewriter = Rewriter::new(copy, changes);
    for run in runs(copy, |c| meant(c).is_some()) {
        let after: String =
            copy.chars[run.clone()].iter().filter_map(|char| meant(char.c)).collect();
        rewriter.replace(run, &after, ChangeKind::LookAlike);
    }
    rewriter.finish()
}

/// １２ＡＢ to 12AB.
fn narrow_letters(copy: &CopyText, changes: &mut Vec<Change>) -> CopyText {
    let narrow = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    };
    let mut rewriter = Rewriter::new(copy, changes);
    for run in runs(copy, |c| narrow(c).is_some()) {
        let after: String =
            copy.chars[run.clone()].iter().filter_map(|char| narrow(char.c)).collect();
        rewriter.replace(run, &after, ChangeKind::Width);
    }
    rewriter.finish()
}

/// `...` and 。。。 beside Chinese characters to ……
fn ellipses(copy: &CopyText, changes: &mut Vec<Change>) -> CopyText {
    let sides = LettersAround::new(copy);
    let mut rewriter = Rewriter::new(copy, changes);
    for run in runs(copy, |c| c == '.' || c == '。') {
        let stops = copy.chars[run.clone()].iter().filter(|char| char.c == '。').count();
        let dots = run.len() - stops;
        let chinese = match sides.of(run.start, run.end) {
            (Some(SideOfCharacter::Wide), _) | (_, Some(SideOfCharacter::Wide)) => true,
            (before, after) => stops > 0 && before.is_none() && after.is_none(),
        };
        if (stops >= 3 && dots == 0) || (dots >= 3 && stops == 0 && chinese) {
            rewriter.replace(run, "……", ChangeKind::Ellipsis);
        }
    }
    rewriter.finish()
}

/// `--` and a single — beside Chinese characters to ——; not the dashes of an option
/// such as --help.
///
/// A single dash between two names may be 连接号 (GB/T 15834 4.13); it is
/// replaced like others but told with more weight.
fn dashes(copy: &CopyText, changes: &mut Vec<Change>) -> CopyText {
    let sides = LettersAround::new(copy);
    let mut rewriter = Rewriter::new(copy, changes);
    for run in runs(copy, |c| c == '-' || c == '—') {
        let chars = &copy.chars[run.clone()];
        let hyphens = chars.iter().filter(|char| char.c == '-').count();
        let (before, after) = sides.of(run.start, run.end);
        let beside_chinese =
            before == Some(SideOfCharacter::Wide) || after == Some(SideOfCharacter::Wide);
        let kind = match (hyphens, chars.len() - hyphens) {
            (2, 0) if is_option(copy, run.clone()) => continue,
            (2 | 3, 0) => ChangeKind::Dash,
            (0, 1) if is_between_letters(copy, run.start) => ChangeKind::DashPerhapsConnector,
            (0, 1) => ChangeKind::Dash,
            _ => continue,
        };
        // Ranges of years and pages keep their dash.
        let between_words =
            before == Some(SideOfCharacter::Narrow) && after == Some(SideOfCharacter::Narrow);
        if beside_chinese && !between_words {
            rewriter.replace(run, "——", kind);
        }
    }
    rewriter.finish()
}

/// Whether two hyphens stand before a word and behind a space, a bracket or nothing.
fn is_option(copy: &CopyText, run: std::ops::Range<usize>) -> bool {
    let (before, after) = (copy.before(run.start), copy.from(run.end));
    after.is_some_and(|c| c.is_ascii_alphanumeric())
        && before.is_none_or(|c| c.is_whitespace() || "(（[`“\"".contains(c))
}

fn is_between_letters(copy: &CopyText, at: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_letter(copy.before(at)) && is_letter(copy.from(at + 1))
}

/// ( ) round or among Chinese characters to （ ）; pairs are changed together.
fn brackets(copy: &CopyText, chinese: bool, changes: &mut Vec<Change>) -> CopyText {
    let sides = LettersAround::new(copy);
    let (pairs, single) = pair_brackets(copy);
    let chinese_before = chinese_letters_before(copy);
    let mut full_width = vec![false; copy.len()];
    for (open, close) in pairs {
        let has_chinese = chinese_before[open] < chinese_before[close];
        let (before, after) = sides.of(open, close + 1);
        let stands_in_chinese = match before {
            Some(before) => before == SideOfCharacter::Wide,
            None => after == Some(SideOfCharacter::Wide),
        };
        if chinese && (has_chinese || stands_in_chinese) {
            full_width[open] = true;
            full_width[close] = true;
        }
    }
    let mut rewriter = Rewriter::new(copy, changes);
    for (at, char) in copy.chars.iter().enumerate() {
        match char.c {
            '(' if full_width[at] => rewriter.replace(at..at + 1, "（", ChangeKind::Punctuation),
            ')' if full_width[at] => rewriter.replace(at..at + 1, "）", ChangeKind::Punctuation),
            '(' | ')' if chinese && single.contains(&at) => {
                rewriter.mark(at..at + 1, ChangeKind::Doubt(Doubt::Bracket));
            }
            _ => {}
        }
    }
    rewriter.finish()
}

/// For every character how many Chinese letters stand before it: what is in
/// brackets can then be told without looking through it for every pair.
fn chinese_letters_before(copy: &CopyText) -> Vec<usize> {
    let count = |before: &mut usize, char: &Char| {
        let here = *before;
        *before += usize::from(char.letter() == Some(SideOfCharacter::Wide));
        Some(here)
    };
    copy.chars.iter().scan(0, count).collect()
}

/// The brackets that pair, of either width, and those that do not; 1) and a)
/// are no brackets.
fn pair_brackets(copy: &CopyText) -> (Vec<(usize, usize)>, std::collections::BTreeSet<usize>) {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    let mut single = std::collections::BTreeSet::new();
    for (at, char) in copy.chars.iter().enumerate().filter(|(_, char)| !char.fixed) {
        match char.c {
            '(' | '（' => open.push(at),
            ')' | '）' => match open.pop() {
                Some(start) => pairs.push((start, at)),
                None if at > 0 && copy.chars[at - 1].c.is_ascii_alphanumeric() => {}
                None => {
                    single.insert(at);
                }
            },
            _ => {}
        }
    }
    single.extend(open);
    (pairs, single)
}

/// `, : ; ! ?` beside Chinese characters to ，：；！？; between two digits or
/// words they stay. A `.` right after a Chinese letter is a full stop at
/// the end and before a closing mark; before another Chinese letter it may
/// also be the dot inside a name, and is left to the editor.
fn points(copy: &CopyText, chinese: bool, changes: &mut Vec<Change>) -> CopyText {
    let full_width = |c: char| match c {
        ',' => Some("，"),
        ':' => Some("："),
        ';' => Some("；"),
        '!' => Some("！"),
        '?' => Some("？"),
        _ => None,
    };
    let sides = LettersAround::new(copy);
    let mut rewriter = Rewriter::new(copy, changes);
    for (at, char) in copy.chars.iter().enumerate().filter(|(_, char)| !char.fixed) {
        if char.c == '.' {
            match point(copy, at) {
                Some(HalfWidthPoint::Stop) => {
                    rewriter.replace(at..at + 1, "。", ChangeKind::Punctuation);
                }
                Some(HalfWidthPoint::StopOrDot) => {
                    rewriter.mark(at..at + 1, ChangeKind::Doubt(Doubt::Point));
                }
                None => {}
            }
            continue;
        }
        let Some(after) = full_width(char.c) else { continue };
        let belongs = match sides.of(at, at + 1) {
            // In an English text: 天, 地 and 人.
            (Some(SideOfCharacter::Wide), Some(SideOfCharacter::Wide)) => {
                chinese || copy.from(at + 1).is_some_and(|next| !next.is_whitespace())
            }
            (Some(SideOfCharacter::Narrow), Some(SideOfCharacter::Narrow)) | (None, None) => false,
            (None, after) => after == Some(SideOfCharacter::Wide) && chinese,
            // English puts a space after the mark.
            (Some(SideOfCharacter::Narrow), Some(SideOfCharacter::Wide)) => {
                let next = copy.from(at + 1).and_then(letter_side);
                chinese || next == Some(SideOfCharacter::Wide)
            }
            _ => chinese,
        };
        if belongs {
            rewriter.replace(at..at + 1, after, ChangeKind::Punctuation);
        }
    }
    rewriter.finish()
}

/// How far a point looks back over closing marks.
const REACH: usize = 8;

/// What a half-width point right after a Chinese letter stands for.
#[derive(Clone, Copy)]
enum HalfWidthPoint {
    Stop,
    StopOrDot,
}

fn point(copy: &CopyText, at: usize) -> Option<HalfWidthPoint> {
    let before = copy.before(at)?;
    // （见图）.
    let closes = "”’）」』》】".contains(before);
    if closes && copy.from(at + 1).is_none() {
        let letters = copy.chars[..at].iter().rev().take(REACH).find_map(Char::letter);
        return (letters == Some(SideOfCharacter::Wide)).then_some(HalfWidthPoint::Stop);
    }
    if letter_side(before) != Some(SideOfCharacter::Wide) {
        return None;
    }
    match copy.from(at + 1) {
        None | Some('”' | '’' | '）' | '」' | '』' | '》') => Some(HalfWidthPoint::Stop),
        Some(c) if letter_side(c) == Some(SideOfCharacter::Wide) => Some(HalfWidthPoint::StopOrDot),
        Some(_) => None,
    }
}

/// Removes stray spaces between Chinese characters and beside full-width
/// punctuation; where gaps are meant, one stays.
fn spaces(copy: &CopyText, spaces: Spaces, chinese: bool, changes: &mut Vec<Change>) -> CopyText {
    let named = in_credit_brackets(copy);
    let mut rewriter = Rewriter::new(copy, changes);
    for run in runs(copy, char::is_whitespace) {
        let (Some(before), Some(after)) = (copy.before(run.start), copy.from(run.end)) else {
            continue;
        };
        if is_stray(before, after, chinese) && spaces == Spaces::Stray && !named[run.start] {
            rewriter.replace(run, "", ChangeKind::Space);
        } else if run.len() > 1 {
            rewriter.replace(run, " ", ChangeKind::Space);
        }
    }
    rewriter.finish()
}

fn is_stray(before: char, after: char, chinese: bool) -> bool {
    let is_chinese = |c| match side(c) {
        SideOfCharacter::Wide => true,
        SideOfCharacter::Shared => chinese,
        SideOfCharacter::Narrow | SideOfCharacter::Space => false,
    };
    let is_mark = |c: char| "，。、；：！？（）《》「」『』【】".contains(c);
    is_mark(before) || is_mark(after) || (is_chinese(before) && is_chinese(after))
}

/// For every character whether it stands in brackets that name a reporter or
/// photographer: （本报记者 某某 摄）.
fn in_credit_brackets(copy: &CopyText) -> Vec<bool> {
    const LONGEST: usize = 30;
    let mut named = vec![false; copy.len()];
    for (open, close) in pair_brackets(copy).0 {
        if close - open > LONGEST {
            continue;
        }
        let inside: String = copy.chars[open + 1..close].iter().map(|char| char.c).collect();
        let names = ["记者", "通讯员", "摄", "供图", "制图", "文/图"];
        if names.iter().any(|name| inside.contains(name)) {
            named[open..=close].fill(true);
        }
    }
    named
}

/// Whether any rule could find something: quick, for copy that needs no mending.
pub(super) fn may_need_mending(copy: &CopyText, rules: MendRules) -> bool {
    let has_aozora = |c| rules.script == CopyScript::Japanese && matches!(c, '《' | '＃');
    let is_look_alike =
        |c: char| radical(c).or_else(|| form(c)).or_else(|| second_code(c)).is_some();
    let mut before = None;
    let mut is_pending = false;
    let mut stops = 0;
    for Char { c, .. } in copy.chars.iter().filter(|char| char.shown) {
        match letter_side(*c) {
            Some(side) => {
                if is_pending && side == SideOfCharacter::Wide {
                    return true;
                }
                is_pending = false;
                before = Some(side);
                if second_code(*c).is_some() {
                    return true;
                }
            }
            None if ",.:;!?()\"'-".contains(*c) => {
                if before == Some(SideOfCharacter::Wide) {
                    return true;
                }
                is_pending = true;
            }
            None if has_aozora(*c) || is_look_alike(*c) => return true,
            None => {}
        }
        stops = if *c == '。' { stops + 1 } else { 0 };
        if stops == 3 {
            return true;
        }
    }
    false
}
