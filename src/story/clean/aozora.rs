//! Signs of Aozora Bunko's text files: readings and annotations.
//!
//! 吾輩《わがはい》 gives the kanji before 《 a reading, ｜十八《じゅうはち》 what stands
//! behind the stroke, ［＃「猫」に傍点］ says something of the text before it (the
//! manual of annotations, aozora.gr.jp/annotation). Asked in Japanese copy only: in
//! Chinese 《》 are the marks of titles.

use std::ops::Range;

use super::change::{Change, ChangeKind, Doubt};
use super::copy::{Char, CopyRole, CopyText, Rewriter};

/// Longer words have no reading, and no reading is longer: odd input costs no more than
/// it is long.
const REACH: usize = 40;

/// The longest annotation, in characters.
const LONGEST_ANNOTATION: usize = 300;

/// Lines of a colophon, at the most.
const LONGEST_COLOPHON: usize = 60;

/// Lines below which what explains the signs begins, at the most.
const HIGHEST_EXPLANATION: usize = 40;

/// Whether a copy shows that its 《》 are readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AozoraCopy {
    /// It has other signs of Aozora Bunko's.
    Marked,
    /// Nothing but 《》 speaks for it, which Japanese has for titles of paintings, too.
    Bare,
}

impl AozoraCopy {
    pub(super) fn of(text: &str) -> Self {
        let signs = ["［＃", "テキスト中に現れる記号について", "\n底本：", "｜"];
        match signs.iter().any(|sign| text.contains(sign)) {
            true => Self::Marked,
            false => Self::Bare,
        }
    }
}

/// Turns readings and annotations into signs of a story.
pub(super) fn mend(copy: &CopyText, aozora: AozoraCopy, changes: &mut Vec<Change>) -> CopyText {
    let has = |sign: char| copy.chars.iter().any(|char| char.c == sign && !char.fixed);
    if !has('《') && !has('＃') {
        return copy.clone();
    }
    annotations(&readings(copy, aozora, changes), changes)
}

/// A reading that was found.
struct AozoraReading {
    /// From the stroke or the first kanji to 》.
    whole: Range<usize>,
    base: Range<usize>,
    reading: Range<usize>,
    kind: ChangeKind,
}

fn readings(copy: &CopyText, aozora: AozoraCopy, changes: &mut Vec<Change>) -> CopyText {
    let mut rewriter = Rewriter::new(copy, changes);
    for open in 0..copy.len() {
        if open < rewriter.done() || copy.chars[open].c != '《' {
            continue;
        }
        let Some(found) = reading(copy, open, rewriter.done(), aozora) else { continue };
        let text = |range: Range<usize>| -> String {
            copy.chars[range].iter().map(|char| char.c).collect()
        };
        let after = format!("{{{}|{}}}", text(found.base), text(found.reading));
        rewriter.sign(found.whole, &after, found.kind);
    }
    rewriter.finish()
}

/// The reading whose 《 stands at `open`; its base begins no earlier than `from`.
fn reading(copy: &CopyText, open: usize, from: usize, aozora: AozoraCopy) -> Option<AozoraReading> {
    let length = copy.chars[open + 1..].iter().take(REACH).position(|char| char.c == '》')?;
    let reading = open + 1..open + 1 + length;
    let close = reading.end;
    let from = from.max(open.saturating_sub(REACH));
    let before = &copy.chars[from..open];
    let stops = |char: &Char| "《》［］。".contains(char.c);
    let stroke = before.iter().rposition(|char| char.c == '｜' || stops(char));
    let stroke = stroke.filter(|at| before[*at].c == '｜').map(|at| from + at);
    let base = match stroke {
        Some(stroke) => stroke + 1..open,
        None => {
            let kanji = before.iter().rev().take_while(|char| is_kanji(char.c)).count();
            open - kanji..open
        }
    };
    let whole = stroke.unwrap_or(base.start)..close + 1;
    let is_free = |char: &Char| !char.fixed && !"{}[]|｜^《》\n".contains(char.c);
    let is_word = |range: &Range<usize>| {
        copy.chars[range.clone()].iter().all(is_free)
            && copy.chars[range.clone()].iter().any(|char| char.c.is_alphanumeric())
    };
    let is_kana = copy.chars[reading.clone()].iter().all(|char| is_kana(char.c));
    if copy.chars[open].fixed
        || copy.chars[close].fixed
        || !is_word(&base)
        || !is_word(&reading)
        || !(is_kana || stroke.is_some())
    {
        return None;
    }
    let last = copy.chars[open - 1].c;
    let kind = match (aozora, stroke) {
        (AozoraCopy::Bare, None) if names_a_work(last) => return None,
        (AozoraCopy::Bare, None) => ChangeKind::ReadingPerhapsTitle,
        _ => ChangeKind::Reading,
    };
    Some(AozoraReading { whole, base, reading, kind })
}

/// Whether what follows a word that ends so is the title of a work: 名画《ひまわり》.
fn names_a_work(last: char) -> bool {
    "作品画絵曲歌詩像図集編書誌劇版号展".contains(last)
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        || "々〆〇ヶ仝〻".contains(c)
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' | '\u{30a1}'..='\u{30fe}')
}

/// What an annotation asks for.
enum Asked {
    /// Dots along words that stand before it.
    DotsOn(String),
    DotsBegin,
    DotsEnd,
    /// Letters or digits upright in a cell.
    UprightOn(String),
    /// The line is a heading.
    Heading,
    /// A character that the file's encoding lacked.
    Letter(char),
    /// The same without its code.
    UnknownLetter,
    /// Something that a story cannot say.
    Other,
}

/// An annotation that was found, from ※ or ［ to ］.
struct AozoraAnnotation {
    whole: Range<usize>,
    asked: Asked,
}

fn annotations(copy: &CopyText, changes: &mut Vec<Change>) -> CopyText {
    let found = find_annotations(copy);
    if found.is_empty() {
        return copy.clone();
    }
    let shown = shown(copy);
    let ends = found.iter().filter(|one| matches!(one.asked, Asked::DotsEnd)).count();
    let begins = found.iter().filter(|one| matches!(one.asked, Asked::DotsBegin)).count();
    let are_paired = ends == begins;
    let mut is_open = false;
    let mut role = copy.role;
    let mut rewriter = Rewriter::new(copy, changes);
    for AozoraAnnotation { whole, asked } in found {
        let on = match &asked {
            Asked::DotsOn(words) => Some((words, "dots")),
            Asked::UprightOn(words) => Some((words, "tcy")),
            _ => None,
        };
        if let Some((words, mark)) = on {
            match words_before(&shown, words, rewriter.done()..whole.start) {
                Some(words) => {
                    let text = |range: Range<usize>| -> String {
                        copy.chars[range].iter().map(|char| char.c).collect()
                    };
                    let between = text(words.end..whole.start);
                    let after = format!("[{}]{{{mark}}}{between}", text(words.clone()));
                    rewriter.sign(words.start..whole.end, &after, ChangeKind::Annotation);
                }
                None => rewriter.replace(whole, "", ChangeKind::AnnotationDropped),
            }
            continue;
        }
        match asked {
            Asked::DotsBegin if are_paired && !is_open => {
                is_open = true;
                rewriter.sign(whole, "[", ChangeKind::Annotation);
            }
            Asked::DotsEnd if is_open => {
                is_open = false;
                rewriter.sign(whole, "]{dots}", ChangeKind::Annotation);
            }
            Asked::Heading => {
                role = CopyRole::Heading;
                rewriter.replace(whole, "", ChangeKind::HeadingAnnotation);
            }
            Asked::Letter(c) => {
                rewriter.replace(whole, c.encode_utf8(&mut [0; 4]), ChangeKind::Annotation);
            }
            Asked::UnknownLetter => rewriter.mark(whole, ChangeKind::Doubt(Doubt::Letter)),
            _ => rewriter.replace(whole, "", ChangeKind::AnnotationDropped),
        }
    }
    let mut mended = rewriter.finish();
    mended.role = role;
    mended.trim();
    mended
}

/// All annotations, none inside another.
fn find_annotations(copy: &CopyText) -> Vec<AozoraAnnotation> {
    let mut found: Vec<AozoraAnnotation> = Vec::new();
    let is = |at: usize, c: char| copy.chars.get(at).is_some_and(|char| char.c == c && !char.fixed);
    let mut at = 0;
    while at < copy.len() {
        let close = (is(at, '［') && is(at + 1, '＃')).then(|| close_of(copy, at)).flatten();
        let Some(close) = close else {
            at += 1;
            continue;
        };
        let says: String = copy.chars[at + 2..close].iter().map(|char| char.c).collect();
        let start = at.checked_sub(1).filter(|before| is(*before, '※')).unwrap_or(at);
        let asked = if start < at { letter(&says) } else { asked(&says) };
        found.push(AozoraAnnotation { whole: start..close + 1, asked });
        at = close + 1;
    }
    found
}

/// Where the bracket closes that opens at `open`.
fn close_of(copy: &CopyText, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in copy.chars.iter().enumerate().skip(open).take(LONGEST_ANNOTATION) {
        match char.c {
            '［' => depth += 1,
            '］' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (!char.fixed).then_some(at);
        }
    }
    None
}

fn asked(says: &str) -> Asked {
    // ［＃「猫」に傍点］: the words and what is said of them.
    let about = says.strip_prefix('「').and_then(|rest| rest.rsplit_once('」'));
    match about {
        Some((words, what)) if what.starts_with('に') && what.ends_with("傍点") => {
            Asked::DotsOn(words.to_owned())
        }
        Some((words, what)) if what.starts_with('は') && what.ends_with("縦中横") => {
            Asked::UprightOn(words.to_owned())
        }
        Some((_, what)) if what.starts_with('は') && what.ends_with("見出し") => Asked::Heading,
        Some(_) => Asked::Other,
        None if says.ends_with("傍点") && !says.starts_with("左") => Asked::DotsBegin,
        None if says.ends_with("傍点終わり") && !says.starts_with("左") => Asked::DotsEnd,
        None if says.ends_with("見出し") && !says.starts_with("ここから") => Asked::Heading,
        None => Asked::Other,
    }
}

/// ※［＃「口＋世」、U+546D、31-11］.
fn letter(says: &str) -> Asked {
    let code = says.split("U+").nth(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        &rest[..end]
    });
    let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
    match c.filter(|c| c.is_alphanumeric()) {
        Some(c) => Asked::Letter(c),
        None => Asked::UnknownLetter,
    }
}

/// A character as the page shows it: of a reading its base.
struct ShownChar {
    c: char,
    /// The characters of the copy that it stands in: the whole of a reading.
    within: Range<usize>,
}

fn shown(copy: &CopyText) -> Vec<ShownChar> {
    let mut shown = Vec::new();
    let mut at = 0;
    while let Some(char) = copy.chars.get(at) {
        let rest = &copy.chars[at..];
        let is_reading = char.fixed && char.c == '{';
        let near = rest.get(..2 * REACH + 3).unwrap_or(rest);
        let place =
            |sign: char| is_reading.then(|| near.iter().position(|char| char.c == sign)).flatten();
        match (place('}'), place('|')) {
            (Some(end), Some(stroke)) if stroke < end => {
                let whole = at..at + end + 1;
                let base = rest[1..stroke].iter();
                shown.extend(base.map(|char| ShownChar { c: char.c, within: whole.clone() }));
                at = whole.end;
            }
            _ => {
                shown.push(ShownChar { c: char.c, within: at..at + 1 });
                at += 1;
            }
        }
    }
    shown
}

/// The last place of some words in a part of the copy.
fn words_before(shown: &[ShownChar], words: &str, part: Range<usize>) -> Option<Range<usize>> {
    let words: Vec<char> = words.chars().collect();
    let first = shown.partition_point(|char| char.within.start < part.start);
    let last = shown.partition_point(|char| char.within.end <= part.end);
    let part = shown.get(first..last)?;
    if words.is_empty() || words.len() > REACH {
        return None;
    }
    // Words that an annotation is about stand right before it, or nearly.
    let near = &part[part.len().saturating_sub(LONGEST_ANNOTATION)..];
    let is_here =
        |window: &&[ShownChar]| window.iter().map(|char| char.c).eq(words.iter().copied());
    let window = near.windows(words.len()).rev().find(is_here)?;
    Some(window.first()?.within.start..window.last()?.within.end)
}

/// What a file of Aozora Bunko's says of itself, in bytes of the copy.
#[derive(Default)]
pub(super) struct AozoraMatter {
    /// Two lines of dashes, and what is between them.
    pub(super) explanation: Option<Range<usize>>,
    /// 底本：… to the end.
    pub(super) colophon: Option<Range<usize>>,
}

impl AozoraMatter {
    pub(super) fn of(text: &str) -> Self {
        let mut at = 0;
        let lines: Vec<Range<usize>> = text
            .split_inclusive('\n')
            .map(|line| {
                at += line.len();
                at - line.len()..at
            })
            .collect();
        let line = |range: &Range<usize>| text[range.clone()].trim();
        let is_rule = |range: &&Range<usize>| {
            let line = line(range);
            line.len() >= 10 && line.chars().all(|c| c == '-' || c == '－' || c == '─')
        };
        let first = lines.iter().take(HIGHEST_EXPLANATION).find(is_rule);
        let second = first.and_then(|first| {
            let after = lines.iter().skip_while(|line| line.start < first.end);
            after.take(HIGHEST_EXPLANATION).find(is_rule)
        });
        let explanation = match (first, second) {
            (Some(first), Some(second)) => Some(first.start..second.end),
            _ => None,
        };
        let explains =
            |range: &Range<usize>| text[range.clone()].contains("テキスト中に現れる記号について");
        let tail = lines.len().saturating_sub(LONGEST_COLOPHON);
        let colophon = lines[tail..].iter().rev().find(|range| line(range).starts_with("底本："));
        Self {
            explanation: explanation.filter(explains),
            colophon: colophon.map(|range| range.start..text.len()),
        }
    }

    /// Whether a byte of the copy belongs to it; and tells that it is left out.
    pub(super) fn changes(&self, text: &str, changes: &mut Vec<Change>) {
        let parts =
            [(ChangeKind::Explanation, &self.explanation), (ChangeKind::Colophon, &self.colophon)];
        for (kind, range) in parts {
            if let Some(range) = range {
                let words: Vec<&str> = text[range.clone()].split_whitespace().collect();
                let words = words.iter().find(|word| !word.starts_with(['-', '－', '─']));
                let before = words.copied().unwrap_or_default();
                changes.push(Change::new(kind, range.clone(), before, ""));
            }
        }
    }

    pub(super) fn holds(&self, at: usize) -> bool {
        let parts = [&self.explanation, &self.colophon];
        parts.into_iter().flatten().any(|range| range.contains(&at))
    }
}
