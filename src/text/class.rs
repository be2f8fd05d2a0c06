//! The class table: one answer to "what kind of character is this?" for
//! line-start and line-end prohibition, for spacing and for shaping alike.
//!
//! Classes are those of JLREQ appendix A and CLREQ appendix A. A character's
//! class depends on nothing but its code point, except for the curly quotes:
//! in Chinese and Japanese they are brackets, in Latin text they are letters'
//! company, and [`classify`] tells which.

use super::line_class::{LineClass, line_class};
use crate::style::Lang;

/// What kind of character it is. The numbers are JLREQ's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// cl-01: opening brackets and quotes.
    Open,
    /// cl-02: closing brackets and quotes.
    Close,
    /// cl-03: hyphens and connecting marks.
    Connector,
    /// cl-04: ！ ？ and their kin.
    Dividing,
    /// cl-05: middle dots.
    Interpunct,
    /// cl-05 in Japanese, a mark of its own in Chinese: ： ；.
    Colon,
    /// cl-06: full stops.
    Stop,
    /// cl-07: commas.
    Comma,
    /// cl-08: —— and its kin, of which two are one.
    Dash,
    /// cl-08: …… and its kin, of which two are one.
    Ellipsis,
    /// ／ between characters.
    Solidus,
    /// cl-09: 々 and its kin.
    Iteration,
    /// cl-10: ー.
    Prolong,
    /// cl-11: small kana.
    SmallKana,
    /// cl-12: signs before a number.
    Prefix,
    /// cl-13: signs after a number.
    Postfix,
    /// cl-14: the full-width space.
    IdeographicSpace,
    /// cl-15, cl-16, cl-19: kana, Han and what is set like them.
    Ideograph,
    /// Hangul syllables.
    Hangul,
    /// cl-24: European digits.
    Digit,
    /// cl-26: the word space.
    Space,
    /// A space that never breaks.
    NoBreakSpace,
    /// cl-27: letters of alphabetic scripts, and signs that are read as words:
    /// % & + °.
    Alphabetic,
    /// cl-27: brackets, quotes, stops and strokes of alphabetic scripts.
    Sign,
    /// Marks, selectors and joiners that belong to the character before.
    Transparent,
}

impl Class {
    /// Whether a full-width face draws it in an em of its own.
    #[must_use]
    pub fn is_wide(self) -> bool {
        !matches!(
            self,
            Self::Digit
                | Self::Space
                | Self::NoBreakSpace
                | Self::Alphabetic
                | Self::Sign
                | Self::Transparent
        )
    }

    /// Whether it is set in a line like a Han character, with even spacing on
    /// both sides.
    #[must_use]
    pub(super) fn is_ideographic(self) -> bool {
        matches!(
            self,
            Self::Ideograph
                | Self::Hangul
                | Self::Iteration
                | Self::Prolong
                | Self::SmallKana
                | Self::IdeographicSpace
        )
    }

    /// Whether it is a mark that closes something: a bracket, a clause or a
    /// sentence.
    #[must_use]
    pub(super) fn is_closing(self) -> bool {
        matches!(self, Self::Close | Self::Stop | Self::Comma | Self::Colon | Self::Dividing)
    }
}

/// The class of a character in text of a language; curly quotes are taken for
/// brackets wherever the language sets them as such.
#[must_use]
pub fn class_of(c: char, lang: Lang) -> Class {
    if c.is_ascii() {
        return ascii_class(c);
    }
    // Most of East Asian text; no table has anything else to say of these.
    if is_han(c) {
        return Class::Ideograph;
    }
    class_by_tables(c, lang)
}

/// Whether it is of the block of unified ideographs that all common Han characters are
/// in.
#[must_use]
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn class_by_tables(c: char, lang: Lang) -> Class {
    punctuation_class(c, lang)
        .or_else(|| is_east_asian(lang).then(|| unicode_class(c)).flatten())
        .unwrap_or_else(|| script_class(c))
}

fn ascii_class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        '\t' | '\n' | '\r' | ' ' => Class::Space,
        '!' | '"' | '\'' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | ';' | '<' | '>' | '?'
        | '[' | '\\' | ']' | '_' | '`' | '{' | '|' | '}' | '~' => Class::Sign,
        _ => Class::Alphabetic,
    }
}

/// Whether curly quotes are full-width brackets in a language (CLREQ 3.1.1.2).
fn has_wide_quotes(lang: Lang) -> bool {
    matches!(lang, Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese)
}

fn is_east_asian(lang: Lang) -> bool {
    has_wide_quotes(lang) || lang == Lang::Korean
}

#[rustfmt::skip]
fn punctuation_class(c: char, lang: Lang) -> Option<Class> {
    Some(match c {
        '\u{2018}' | '\u{201C}' if has_wide_quotes(lang) => Class::Open,
        '\u{2019}' | '\u{201D}' if has_wide_quotes(lang) => Class::Close,
        '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '〝'
        | '（' | '［' | '｛' | '｟' | '｢' => Class::Open,
        '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '〞' | '〟'
        | '）' | '］' | '｝' | '｠' | '｣' => Class::Close,
        '。' | '．' | '｡' => Class::Stop,
        '，' | '、' | '､' => Class::Comma,
        '：' | '；' => Class::Colon,
        '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => Class::Dividing,
        '·' | '‧' | '•' if is_east_asian(lang) => Class::Interpunct,
        '・' | '･' => Class::Interpunct,
        '～' | '〜' | '゠' => Class::Connector,
        '–' | '‐' if is_east_asian(lang) => Class::Connector,
        '—' | '―' | '⸺' if is_east_asian(lang) => Class::Dash,
        '…' | '‥' | '⋯' | '〳' | '〴' | '〵' if is_east_asian(lang) => Class::Ellipsis,
        '／' => Class::Solidus,
        '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' => Class::Iteration,
        'ー' => Class::Prolong,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
        | '\u{31F0}'..='\u{31FF}' => Class::SmallKana,
        '￥' | '＄' | '￡' | '№' | '￦' | '﹩' => Class::Prefix,
        '％' | '‰' | '℃' | '℉' | '￠' | '\u{3380}'..='\u{33DF}' => Class::Postfix,
        '\u{3000}' => Class::IdeographicSpace,
        '\u{00A0}' | '\u{202F}' | '\u{2007}' => Class::NoBreakSpace,
        '\u{2002}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' => Class::Space,
        _ => return None,
    })
}

/// What the line breaking class of UAX #14 says of the characters that the
/// table above does not name: rarer signs of the same kinds.
fn unicode_class(c: char) -> Option<Class> {
    match line_class(c) {
        LineClass::Pr => Some(Class::Prefix),
        LineClass::Po => Some(Class::Postfix),
        LineClass::In => Some(Class::Ellipsis),
        LineClass::Cj => Some(Class::SmallKana),
        _ => None,
    }
}

#[rustfmt::skip]
fn script_class(c: char) -> Class {
    match c {
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}' | '\u{3099}' | '\u{309A}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200C}' | '\u{200D}'
        | '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => Class::Transparent,
        // Quotes and dots of alphabetic text; in East Asian languages most of
        // them have been taken for full-width marks before.
        '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2026}' | '«' | '»' | '‹' | '›' =>
            Class::Sign,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}' => Class::Hangul,
        // Numbers, boxes, stars and arrows that East Asian faces draw full
        // width, Han with its radicals and strokes, kana, bopomofo, Yi,
        // full-width letters, and pictographs.
        '\u{203B}' | '\u{2103}' | '\u{2116}' | '\u{2121}' | '\u{2160}'..='\u{217F}'
        | '\u{2190}'..='\u{2199}' | '\u{2460}'..='\u{24FF}' | '\u{2500}'..='\u{26FF}'
        | '\u{2E80}'..='\u{2FFF}' | '\u{3004}'..='\u{3007}' | '\u{3012}'..='\u{3013}'
        | '\u{3020}'..='\u{3030}' | '\u{3036}'..='\u{303F}' | '\u{3040}'..='\u{312F}'
        | '\u{3190}'..='\u{4DBF}' | '\u{4E00}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1B000}'..='\u{1B16F}' | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}' =>
            Class::Ideograph,
        _ => Class::Alphabetic,
    }
}

/// The classes of a whole paragraph, one for each character.
///
/// A curly quote is a letter's company when both its neighbors, word spaces
/// aside, are alphabetic, or when the paragraph has no East Asian character
/// at all; so is ’ between two letters.
#[must_use]
pub fn classify(text: &[char], lang: Lang) -> Vec<Class> {
    let mut classes: Vec<Class> = text.iter().map(|c| class_of(*c, lang)).collect();
    if has_wide_quotes(lang) {
        resolve_quotes(text, &mut classes);
    }
    for at in 1..text.len().saturating_sub(1) {
        // A solidus between full-width characters is a mark like ／.
        if text[at] == '/' && classes[at - 1].is_wide() && classes[at + 1].is_wide() {
            classes[at] = Class::Solidus;
        }
    }
    classes
}

fn is_curly_quote(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}')
}

fn resolve_quotes(text: &[char], classes: &mut [Class]) {
    if !text.iter().any(|c| is_curly_quote(*c)) {
        return;
    }
    let has_wide =
        text.iter().zip(classes.iter()).any(|(c, class)| class.is_wide() && !is_curly_quote(*c));
    // The nearest neighbors that are neither quotes nor spaces nor marks.
    let speaks = |at: usize, classes: &[Class]| {
        !is_curly_quote(text[at])
            && !matches!(classes[at], Class::Space | Class::NoBreakSpace | Class::Transparent)
    };
    let mut before = vec![None; text.len()];
    let mut last = None;
    for at in 0..text.len() {
        before[at] = last;
        if speaks(at, classes) {
            last = Some(!classes[at].is_wide());
        }
    }
    let mut next = None;
    for at in (0..text.len()).rev() {
        if is_curly_quote(text[at]) {
            let latin_company = before[at] == Some(true) && next == Some(true);
            if !has_wide || latin_company {
                classes[at] = Class::Sign;
            }
        } else if speaks(at, classes) {
            next = Some(!classes[at].is_wide());
        }
    }
}

/// Whether a character has no picture of its own: selectors, joiners and
/// other controls of text. No face need have it.
#[must_use]
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Two of a kind that make one sign: ——, ……. Nothing goes between them.
#[must_use]
pub(super) fn is_one_sign(a: Class, b: Class) -> bool {
    matches!((a, b), (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis))
}

/// What is neither parted nor spaced out (CLREQ 3.1.5): one sign, or a number
/// with its own.
#[must_use]
pub(super) fn is_inseparable(a: Class, b: Class) -> bool {
    is_one_sign(a, b)
        || matches!(
            (a, b),
            (Class::Prefix, Class::Digit) | (Class::Digit | Class::Alphabetic, Class::Postfix)
        )
}

#[cfg(test)]
mod tests {
    use super::super::line_class::is_east_asian;
    use super::{Class, LineClass, class_by_tables, is_han, line_class};
    use crate::style::Lang;

    #[test]
    fn no_table_knows_better_of_han_characters() {
        for (lang, _) in Lang::ALL {
            for c in ('\u{4E00}'..='\u{9FFF}').filter(|c| is_han(*c)) {
                assert_eq!(class_by_tables(c, lang), Class::Ideograph, "{c}");
                assert!(line_class(c) == LineClass::Id && is_east_asian(c), "{c}");
            }
        }
    }
}
