//! Profiles as browsers space text: the properties of CSS Text 4 said in the
//! terms of a profile.

use super::profile::{CompositionProfile, Elastic, MarkForm, Spaced};
use crate::geom::Em;
use crate::style::{Lang, LineEnd, LineStart, MarkPairs};

/// CSS `text-spacing-trim`: which full-width marks are halved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trim {
    /// Beside marks, and at a line's end where they do not fit otherwise.
    Normal,
    /// None.
    SpaceAll,
    /// As `Normal`, and opening marks at the start of all lines but the first.
    SpaceFirst,
    /// As `Normal`, and opening marks at the start of every line.
    TrimStart,
}

impl Trim {
    /// The value of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "normal" => Self::Normal,
            "space-all" => Self::SpaceAll,
            "space-first" => Self::SpaceFirst,
            "trim-start" => Self::TrimStart,
            _ => return None,
        })
    }
}

/// CSS `text-autospace`: beside what East Asian characters are spaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Autospace {
    /// Beside nothing.
    None,
    /// Beside letters and digits, in Chinese also beside their signs.
    Normal,
    /// Beside letters.
    Letters,
    /// Beside digits.
    Digits,
}

impl Autospace {
    /// The value of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "none" | "no-autospace" => Self::None,
            "normal" | "auto" => Self::Normal,
            "ideograph-alpha" => Self::Letters,
            "ideograph-numeric" => Self::Digits,
            _ => return None,
        })
    }
}

impl CompositionProfile {
    /// The profile with its marks as `text-spacing-trim` has them. No space
    /// gives by degrees.
    #[must_use]
    pub fn trimmed(self, trim: Trim) -> Self {
        let marks = match self.marks {
            MarkForm::Mainland => MarkForm::MainlandScreen,
            other => other,
        };
        let (pairs, line_end) = match trim {
            Trim::SpaceAll => (MarkPairs::Full, LineEnd::Full),
            Trim::Normal | Trim::SpaceFirst | Trim::TrimStart => {
                (MarkPairs::Halved, LineEnd::HalfOrFull)
            }
        };
        let line_start = match trim {
            Trim::Normal | Trim::SpaceAll => LineStart::Full,
            Trim::SpaceFirst => LineStart::FullFirst,
            Trim::TrimStart => LineStart::Half,
        };
        let word_space = rigid(self.word_space.ideal);
        let cjk_latin = rigid(self.cjk_latin.ideal);
        Self { marks, pairs, line_start, line_end, word_space, cjk_latin, ..self }
    }

    /// The profile with its space beside alphabetic text as `text-autospace`
    /// has it: an eighth of an em.
    #[must_use]
    pub fn autospaced(self, space: Autospace, lang: Lang) -> Self {
        let is_chinese = matches!(lang, Lang::ChineseSimplified | Lang::ChineseTraditional);
        let spaced = match space {
            Autospace::Normal if is_chinese => Spaced::Everything,
            Autospace::Normal | Autospace::None => Spaced::LettersAndDigits,
            Autospace::Letters => Spaced::Letters,
            Autospace::Digits => Spaced::Digits,
        };
        let width = if space == Autospace::None { Em::ZERO } else { Em::frac(1, 8) };
        Self { spaced, cjk_latin: rigid(width), ..self }
    }
}

/// A space that neither gives nor grows.
fn rigid(width: Em) -> Elastic {
    Elastic { ideal: width, min: width, max: width }
}
