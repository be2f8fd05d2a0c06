//! The levels of CSS (CSS Text 4, section 5.3, `line-break`): the rules of UAX #14 with
//! some characters taken for others. They are asked for by browsers' tests; no page is set
//! by them.

use icu_properties::props::EastAsianWidth;

use super::unicode::{LineClass, width};
use crate::style::{Lang, Strictness};

/// A level in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CssLevel {
    degree: CssDegree,
    /// Whether the text is Chinese or Japanese, in which more is free.
    is_chinese_or_japanese: bool,
    is_chinese: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CssDegree {
    Loose,
    Normal,
    Strict,
}

impl CssLevel {
    /// The level of a strictness, if it is one of CSS.
    pub(super) fn of(strictness: Strictness, lang: Lang) -> Option<Self> {
        let degree = match strictness {
            Strictness::CssLoose => CssDegree::Loose,
            Strictness::CssNormal => CssDegree::Normal,
            Strictness::CssStrict => CssDegree::Strict,
            _ => return None,
        };
        let is_chinese = matches!(lang, Lang::ChineseSimplified | Lang::ChineseTraditional);
        let is_chinese_or_japanese = is_chinese || lang == Lang::Japanese;
        Some(Self { degree, is_chinese_or_japanese, is_chinese })
    }

    /// The class that a character is taken for.
    pub(super) fn class(self, c: char, class: LineClass) -> LineClass {
        if self.frees(c, class) { LineClass::Id } else { class }
    }

    fn frees(self, c: char, class: LineClass) -> bool {
        let is_loose = self.degree == CssDegree::Loose;
        let is_free = match class {
            LineClass::Cj => self.degree < CssDegree::Strict,
            LineClass::In => is_loose,
            LineClass::Ns => is_loose && matches!(c, '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ'),
            _ => false,
        };
        is_free || (self.is_chinese_or_japanese && self.frees_in_chinese(c, class))
    }

    fn frees_in_chinese(self, c: char, class: LineClass) -> bool {
        let is_loose = self.degree == CssDegree::Loose;
        match c {
            '〜' | '゠' => self.degree < CssDegree::Strict,
            '・' | '：' | '；' | '･' | '‼' | '⁇' | '⁈' | '⁉' | '！' | '？' => {
                is_loose
            }
            _ => is_loose && matches!(class, LineClass::Po | LineClass::Pr) && is_wide(c),
        }
    }

    /// What is decided of the place between two characters before any rule is asked.
    pub(super) fn decides(self, before: LineClass, c: char, class: LineClass) -> Option<bool> {
        if before != LineClass::Id {
            return None;
        }
        let frees_hyphens = match self.degree {
            CssDegree::Loose => true,
            CssDegree::Normal => self.is_chinese,
            CssDegree::Strict => false,
        };
        match class {
            // After an ideograph only: at the loose level in every language, at the normal one in
            // Chinese, as web-platform-tests have it.
            LineClass::Hh | LineClass::Ba if frees_hyphens && matches!(c, '‐' | '–') => {
                Some(true)
            }
            // As web-platform-tests have signs before a number.
            LineClass::Pr if self.is_chinese_or_japanese && is_wide(c) => Some(false),
            _ => None,
        }
    }
}

/// East_Asian_Width is Ambiguous, Fullwidth or Wide, as CSS asks for signs of numbers.
fn is_wide(c: char) -> bool {
    matches!(width(c), EastAsianWidth::Ambiguous | EastAsianWidth::Fullwidth | EastAsianWidth::Wide)
}
