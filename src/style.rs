//! Resolved styles: the words that the page spec and text composition share.
//!
//! Nothing here is optional in the sense of "not yet known": inheritance and
//! names are worked out before these values are made.

mod composition;
mod divisions;
mod names;

pub use composition::{
    AlphabeticStance, Composition, Degree, Hanging, KoreanWords, LeastBlanks, LineEnd, LineStart,
    MarkPairs, MarkStyle, SpaceChange, Spacing, Strictness, Usage,
};
pub use divisions::Divisions;
pub use names::Names;

use crate::color::{Color, Overprint, Paint};
use crate::geom::{Abs, Em};

/// The signs that a reading is written in; they decide where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadingKind {
    /// Full-width signs above the line, kana, Han or Hangul: JLREQ 3.3.
    Ruby,
    /// Letters above the line, as those of pinyin: CLREQ 3.3.4.
    Letters,
    /// Bopomofo at the right of each character: CLREQ 3.3.3.
    Bopomofo,
}

/// Which face a style asks for; the font library finds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FontRequest {
    /// A family's name, or one of the roles `song`, `hei`, `kai`, `latin`.
    pub family: String,
    /// How heavy.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
}

/// Weight of a face on the OpenType scale, 100 to 900.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(pub u16);

impl Weight {
    /// 400.
    pub const REGULAR: Self = Self(400);
    /// 700.
    pub const BOLD: Self = Self(700);
    /// 900.
    pub const BLACK: Self = Self(900);
}

/// Upright or italic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slant {
    /// Upright.
    Upright,
    /// Italic or oblique.
    Italic,
}

/// The language of a text, as far as composition treats it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese in simplified characters, `zh-Hans`.
    ChineseSimplified,
    /// Chinese in traditional characters, `zh-Hant`.
    ChineseTraditional,
    /// Japanese, `ja`.
    Japanese,
    /// Korean, `ko`.
    Korean,
    /// English, `en`: as in America, where Britain has it otherwise.
    English,
    /// English as in Britain, `en-GB`.
    BritishEnglish,
    /// German, `de`.
    German,
    /// French, `fr`.
    French,
    /// Spanish, `es`.
    Spanish,
}

impl Lang {
    /// Every language, with its BCP 47 tag.
    pub const ALL: [(Self, &str); 9] = [
        (Self::ChineseSimplified, "zh-Hans"),
        (Self::ChineseTraditional, "zh-Hant"),
        (Self::Japanese, "ja"),
        (Self::Korean, "ko"),
        (Self::English, "en"),
        (Self::BritishEnglish, "en-GB"),
        (Self::German, "de"),
        (Self::French, "fr"),
        (Self::Spanish, "es"),
    ];

    /// The language of a BCP 47 tag: `zh-CN`, `zh-TW`, `en-US` and the like
    /// included.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let lower = tag.to_ascii_lowercase().replace('_', "-");
        match lower.as_str() {
            "zh" | "zh-cn" | "zh-sg" => return Some(Self::ChineseSimplified),
            "zh-tw" | "zh-hk" | "zh-mo" => return Some(Self::ChineseTraditional),
            _ => {}
        }
        Self::ALL
            .iter()
            .filter(|(_, known)| {
                let known = known.to_ascii_lowercase();
                lower == known || lower.starts_with(&format!("{known}-"))
            })
            // Of `en` and `en-GB` the one that says more.
            .max_by_key(|(_, known)| known.len())
            .map(|(lang, _)| *lang)
    }

    /// Whether spaces part its words; in text without them a typed space parts
    /// something larger.
    #[must_use]
    pub fn has_word_spaces(self) -> bool {
        match self {
            Self::ChineseSimplified | Self::ChineseTraditional | Self::Japanese => false,
            Self::Korean
            | Self::English
            | Self::BritishEnglish
            | Self::German
            | Self::French
            | Self::Spanish => true,
        }
    }

    /// Whether it is written in Latin letters, which leave white in their em boxes
    /// above capitals and reach below them.
    #[must_use]
    pub fn is_western(self) -> bool {
        self.has_word_spaces() && self != Self::Korean
    }

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ChineseSimplified => "zh-Hans",
            Self::ChineseTraditional => "zh-Hant",
            Self::Japanese => "ja",
            Self::Korean => "ko",
            Self::English => "en",
            Self::BritishEnglish => "en-GB",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
        }
    }
}

/// Where lines stand in their measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// Flush left, ragged right.
    Start,
    /// Centered.
    Center,
    /// Flush right.
    End,
    /// Flush on both sides, the last line of a paragraph flush left.
    Justify,
}

/// How the cells of a column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellAlign {
    /// Flush left.
    Left,
    /// In the middle.
    Center,
    /// Flush right.
    Right,
    /// Numbers, their decimal marks below each other.
    Decimal,
}

/// Everything that is set the same way: one part of a story, or furniture.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Style {
    /// The face.
    pub font: FontRequest,
    /// The size wished for.
    pub size: Abs,
    /// The smallest size that fitting may choose; `size` where nothing is
    /// fitted.
    pub min_size: Abs,
    /// The largest size that fitting may choose.
    pub max_size: Abs,
    /// Lines of the page's grid that one line of this type takes; worked out
    /// from the size where none is given.
    pub grid_lines: Option<u32>,
    /// Empty grid lines above.
    pub lines_before: u32,
    /// Empty grid lines below.
    pub lines_after: u32,
    /// Where lines stand.
    pub align: Align,
    /// Inks.
    pub color: Color,
    /// Space added after every character.
    pub tracking: Limited,
    /// Width of the characters, an em as the face has them: 长体 below, 扁体
    /// above. In vertical lines characters are as they are.
    pub width: Limited,
    /// Indent of a paragraph's first line.
    pub indent: Em,
    /// How wide digits are.
    pub figures: Figures,
    /// What the house changes of the language's composition.
    pub composition: Composition,
}

impl Style {
    /// This style in a color that can be read on a bar, or on bare paper: white type
    /// becomes black where there is no bar.
    #[must_use]
    pub fn readable_on(&self, bar: Option<Color>) -> Self {
        let is_lost = bar.is_none() && self.color == Color::WHITE;
        Self { color: if is_lost { Color::BLACK } else { self.color }, ..self.clone() }
    }
}

/// How wide the digits of proportional type are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figures {
    /// Each as the face has it.
    Proportional,
    /// All as wide as the widest, so that they stand one under another.
    Tabular,
}

/// What a style wishes for, and how far fitting a headline to its span may go
/// from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limited {
    /// The value wished for.
    pub wished: Em,
    /// The least that fitting may choose.
    pub least: Em,
    /// The most.
    pub most: Em,
}

impl Limited {
    /// A value that is not to be changed.
    #[must_use]
    pub fn only(value: Em) -> Self {
        Self { wished: value, least: value, most: value }
    }
}

/// Type below this size in black ink alone must overprint (GWG 2022): the
/// least misregister would show as a white edge at its thin strokes.
const SMALL_TYPE: Abs = Abs::from_units(12 * 254_000);
/// Lines in black ink alone below this width must overprint for the same reason.
const THIN_LINE: Abs = Abs::from_units(2 * 254_000);

/// How type of a size is laid over what lies below: small type in black or a
/// tint of black overprints, the rest as is usual ([`Color::usual_overprint`]).
#[must_use]
pub fn type_paint(color: Color, size: Abs) -> Paint {
    fine_paint(color, size < SMALL_TYPE)
}

/// How a line of some width is laid over what lies below: thin ones in black or a tint of
/// black overprint.
#[must_use]
pub fn line_paint(color: Color, width: Abs) -> Paint {
    fine_paint(color, width < THIN_LINE)
}

fn fine_paint(color: Color, is_fine: bool) -> Paint {
    match is_fine && color.is_black_only() {
        true => Paint { color, overprint: Overprint::Overprint },
        false => Paint::usual(color),
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_tag_leads_to_the_language_that_says_most_of_it() {
        for (tag, lang) in [
            ("en", Some(Lang::English)),
            ("en-US", Some(Lang::English)),
            ("en_gb", Some(Lang::BritishEnglish)),
            ("en-GB-oxendict", Some(Lang::BritishEnglish)),
            ("zh-HK", Some(Lang::ChineseTraditional)),
            ("eng", None),
        ] {
            assert_eq!(Lang::from_tag(tag), lang, "{tag}");
        }
        for (lang, tag) in Lang::ALL {
            assert_eq!((Lang::from_tag(tag), lang.tag()), (Some(lang), tag));
        }
    }
}
