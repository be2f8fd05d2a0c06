//! The class table: one answer to "what kind of character is this?" for
//! line-start and line-end prohibition, for spacing and for shaping alike.
//!
//! Classes are those of JLREQ appendix A and CLREQ appendix A. What these and
//! KLREQ name stands here; any other character has the class that follows from
//! what Unicode says of it (`unicode`). A character's class depends on
//! nothing but its code point, except for signs that East Asian and alphabetic
//! text share, such as curly quotes and dashes: `shared_signs` tells whose
//! they are.

use icu_properties::props::{EastAsianWidth, GeneralCategory};

use super::unicode::{LineClass, category, line_class, width};
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
    /// Signs that never start a line and are in no list: ゛ ゜ and their kin
    /// (UAX #14, NS).
    NonStarter,
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
                | Self::NonStarter
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
    named_class(c, lang).unwrap_or_else(|| unicode_class(c, lang))
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
pub(super) fn has_wide_quotes(lang: Lang) -> bool {
    matches!(lang, Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese)
}

fn is_east_asian(lang: Lang) -> bool {
    has_wide_quotes(lang) || lang == Lang::Korean
}

/// What CLREQ, JLREQ and KLREQ name, and Unicode has otherwise or not so exactly.
#[rustfmt::skip]
fn named_class(c: char, lang: Lang) -> Option<Class> {
    Some(match c {
        '\u{2018}' | '\u{201C}' if has_wide_quotes(lang) => Class::Open,
        '\u{2019}' | '\u{201D}' if has_wide_quotes(lang) => Class::Close,
        '。' | '．' | '｡' | '︒' | '﹒' => Class::Stop,
        '，' | '、' | '､' | '︐' | '︑' | '﹐' | '﹑' => Class::Comma,
        '：' | '；' | '︓' | '︔' | '﹔' | '﹕' => Class::Colon,
        '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => Class::Dividing,
        // A sign like ※ in JLREQ (cl-19), a middle dot elsewhere.
        '•' if lang == Lang::Japanese => Class::Ideograph,
        '·' | '‧' | '•' if is_east_asian(lang) => Class::Interpunct,
        '・' | '･' => Class::Interpunct,
        '～' | '〜' | '゠' | '－' => Class::Connector,
        '–' | '‐' if is_east_asian(lang) => Class::Connector,
        // ── is the long dash of old copy, typed as two rules.
        '—' | '―' | '⸺' | '─' if is_east_asian(lang) => Class::Dash,
        '…' | '‥' | '⋯' | '〳' | '〴' | '〵' if is_east_asian(lang) => Class::Ellipsis,
        '／' => Class::Solidus,
        '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' => Class::Iteration,
        // KLREQ 4.3.4.
        '〃' if lang == Lang::Korean => Class::Iteration,
        'ー' | 'ｰ' => Class::Prolong,
        // cl-19 in JLREQ, though UAX #14 has it among the signs that never start a line.
        '〼' if lang == Lang::Japanese => Class::Ideograph,
        '＃' => Class::Prefix,
        'ℓ' if is_east_asian(lang) => Class::Postfix,
        // Words and letters of units in a square; between them are hours, eras and words
        // that are no units.
        '\u{3300}'..='\u{3357}' | '\u{3371}'..='\u{337A}' | '\u{3380}'..='\u{33DF}'
        | '\u{33FF}' => Class::Postfix,
        '\u{3000}' => Class::IdeographicSpace,
        // Letters like any other for whoever spaces and breaks them.
        '\u{3130}'..='\u{318F}' | '\u{FFA0}'..='\u{FFDC}' => Class::Hangul,
        _ => return None,
    })
}

/// The class that follows from what Unicode says of a character, and, of signs of
/// numbers and ellipses that alphabetic text has, too, from the language.
fn unicode_class(c: char, lang: Lang) -> Class {
    let line = line_class(c);
    let category = category(c);
    match (line, category) {
        (LineClass::Cm | LineClass::Zwj | LineClass::Wj | LineClass::Zw, _)
        | (_, GeneralCategory::Format | GeneralCategory::NonspacingMark) => {
            return Class::Transparent;
        }
        (LineClass::Jl | LineClass::Jv | LineClass::Jt | LineClass::H2 | LineClass::H3, _) => {
            return Class::Hangul;
        }
        (LineClass::Gl, GeneralCategory::SpaceSeparator) => return Class::NoBreakSpace,
        (_, GeneralCategory::SpaceSeparator) => return Class::Space,
        _ => {}
    }
    let is_wide = is_drawn_wide(c, line, category);
    match line {
        LineClass::Op if is_wide => Class::Open,
        LineClass::Cl | LineClass::Cp if is_wide => Class::Close,
        LineClass::Ex if is_wide => Class::Dividing,
        LineClass::Is if is_wide => Class::Comma,
        LineClass::Ns if is_wide => Class::NonStarter,
        LineClass::Cj => Class::SmallKana,
        LineClass::Pr if is_wide || is_east_asian(lang) => Class::Prefix,
        LineClass::Po if is_wide || is_east_asian(lang) => Class::Postfix,
        LineClass::In if is_wide || is_east_asian(lang) => Class::Ellipsis,
        _ if is_wide => Class::Ideograph,
        _ if is_bracket_or_quote(line) || c == '…' => Class::Sign,
        _ => Class::Alphabetic,
    }
}

/// Whether East Asian faces draw a character full width, or half of that: what is so by its
/// width, pictographs, and the numbers, arrows, boxes and stars that are so in
/// East Asian text. Letters of other alphabets and signs of sums are not.
fn is_drawn_wide(c: char, line: LineClass, category: GeneralCategory) -> bool {
    match width(c) {
        EastAsianWidth::Wide | EastAsianWidth::Fullwidth => return true,
        // ₩ is the one letter of alphabetic text among them.
        EastAsianWidth::Halfwidth => return c != '₩',
        EastAsianWidth::Ambiguous if c >= '\u{2000}' => match category {
            // ™ belongs to the letters before it.
            GeneralCategory::OtherSymbol if c != '™' => return true,
            GeneralCategory::MathSymbol => {
                return matches!(c, '\u{2190}'..='\u{2199}' | '\u{2500}'..);
            }
            _ if matches!(c, '‰' | '※' | '№' | '℃' | '℉') => return true,
            _ => {}
        },
        _ => {}
    }
    match c {
        // Roman numerals, circled numbers, boxes, stars and dingbats, whatever their width.
        '\u{2160}'..='\u{2188}' | '\u{3248}'..='\u{324F}' => true,
        '\u{2460}'..='\u{27BF}' => !is_bracket_or_quote(line),
        '\u{1F000}'..='\u{1FAFF}' => line != LineClass::Qu,
        '\u{2190}'..='\u{2BFF}' | '\u{1FB00}'.. => {
            matches!(line, LineClass::Id | LineClass::PictographId)
        }
        _ => false,
    }
}

/// Brackets and quotes of alphabetic text.
fn is_bracket_or_quote(line: LineClass) -> bool {
    matches!(
        line,
        LineClass::Op
            | LineClass::Cl
            | LineClass::Cp
            | LineClass::Qu
            | LineClass::Pi
            | LineClass::Pf
    )
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
    use super::super::unicode::is_east_asian;
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
