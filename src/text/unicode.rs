//! What Unicode says of a character: its line breaking class (UAX #14), its width
//! (UAX #11), its general category, and whether it goes on with the character
//! before it (UAX #29). The data come from icu_properties and are those of its
//! release of Unicode (2.4: Unicode 18.0).
//!
//! What CLREQ, JLREQ and KLREQ decide otherwise stands in [`class`](super::class).

use icu_properties::props::{
    EastAsianWidth, ExtendedPictographic, GeneralCategory, GraphemeClusterBreak, LineBreak,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// The property Line_Break by its short names, as the rules ask for it:
/// ambiguous classes are resolved by rule LB1 (AI, SG and XX are AL, SA is CM or
/// AL), and classes that the rules tell apart further are told apart here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineClass {
    Ak,
    Al,
    Ap,
    As,
    B2,
    Ba,
    Bb,
    Bk,
    Cb,
    Cj,
    Cl,
    Cm,
    Cp,
    Cr,
    /// U+25CC, of class AL.
    DottedCircle,
    Eb,
    Em,
    Ex,
    Gl,
    H2,
    H3,
    Hh,
    Hl,
    Hy,
    Id,
    In,
    Is,
    Jl,
    Jt,
    Jv,
    Lf,
    Nl,
    Ns,
    Nu,
    Op,
    /// QU of general category Pf.
    Pf,
    /// QU of general category Pi.
    Pi,
    /// AL kept free for pictographs to come.
    PictographAl,
    /// ID kept free for pictographs to come.
    PictographId,
    Po,
    Pr,
    /// QU of any other general category.
    Qu,
    Ri,
    Sp,
    Sy,
    Vf,
    Vi,
    Wj,
    Zw,
    Zwj,
}

/// The line breaking class of a character.
pub(super) fn line_class(c: char) -> LineClass {
    match CodePointMapData::<LineBreak>::new().get(c) {
        LineBreak::Aksara => LineClass::Ak,
        LineBreak::AksaraPrebase => LineClass::Ap,
        LineBreak::AksaraStart => LineClass::As,
        LineBreak::BreakBoth => LineClass::B2,
        LineBreak::BreakAfter => LineClass::Ba,
        LineBreak::BreakBefore => LineClass::Bb,
        LineBreak::MandatoryBreak => LineClass::Bk,
        LineBreak::ContingentBreak => LineClass::Cb,
        LineBreak::ConditionalJapaneseStarter => LineClass::Cj,
        LineBreak::ClosePunctuation => LineClass::Cl,
        LineBreak::CombiningMark => LineClass::Cm,
        LineBreak::CloseParenthesis => LineClass::Cp,
        LineBreak::CarriageReturn => LineClass::Cr,
        LineBreak::EBase => LineClass::Eb,
        LineBreak::EModifier => LineClass::Em,
        LineBreak::Exclamation => LineClass::Ex,
        LineBreak::Glue => LineClass::Gl,
        LineBreak::H2 => LineClass::H2,
        LineBreak::H3 => LineClass::H3,
        LineBreak::UnambiguousHyphen => LineClass::Hh,
        LineBreak::HebrewLetter => LineClass::Hl,
        LineBreak::Hyphen => LineClass::Hy,
        LineBreak::Ideographic if is_pictograph_to_come(c) => LineClass::PictographId,
        LineBreak::Ideographic => LineClass::Id,
        LineBreak::Inseparable => LineClass::In,
        LineBreak::InfixNumeric => LineClass::Is,
        LineBreak::JL => LineClass::Jl,
        LineBreak::JT => LineClass::Jt,
        LineBreak::JV => LineClass::Jv,
        LineBreak::LineFeed => LineClass::Lf,
        LineBreak::NextLine => LineClass::Nl,
        LineBreak::Nonstarter => LineClass::Ns,
        LineBreak::Numeric => LineClass::Nu,
        LineBreak::OpenPunctuation => LineClass::Op,
        LineBreak::PostfixNumeric => LineClass::Po,
        LineBreak::PrefixNumeric => LineClass::Pr,
        LineBreak::Quotation => match category(c) {
            GeneralCategory::FinalPunctuation => LineClass::Pf,
            GeneralCategory::InitialPunctuation => LineClass::Pi,
            _ => LineClass::Qu,
        },
        LineBreak::RegionalIndicator => LineClass::Ri,
        LineBreak::Space => LineClass::Sp,
        LineBreak::BreakSymbols => LineClass::Sy,
        LineBreak::ViramaFinal => LineClass::Vf,
        LineBreak::Virama => LineClass::Vi,
        LineBreak::WordJoiner => LineClass::Wj,
        LineBreak::ZWSpace => LineClass::Zw,
        LineBreak::ZWJ => LineClass::Zwj,
        LineBreak::ComplexContext if is_mark(c) => LineClass::Cm,
        _ if c == '\u{25CC}' => LineClass::DottedCircle,
        _ if is_pictograph_to_come(c) => LineClass::PictographAl,
        // AL, AI, SG, XX, SA, and what a release to come may add.
        _ => LineClass::Al,
    }
}

/// The general category of a character.
pub(super) fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// Whether a character stands over, under or about the one before it.
fn is_mark(c: char) -> bool {
    matches!(category(c), GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark)
}

/// Whether a code point is kept for a pictograph (LB30b): all are above U+1F000.
fn is_pictograph_to_come(c: char) -> bool {
    c >= '\u{1F000}'
        && category(c) == GeneralCategory::Unassigned
        && CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

/// How wide East Asian text takes a character to be (UAX #11).
pub(super) fn width(c: char) -> EastAsianWidth {
    CodePointMapData::<EastAsianWidth>::new().get(c)
}

/// Whether East_Asian_Width is Fullwidth, Wide or Halfwidth.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(width(c), EastAsianWidth::Fullwidth | EastAsianWidth::Wide | EastAsianWidth::Halfwidth)
}

/// Whether a character is drawn half an em wide beside full-width ones: katakana,
/// marks and Hangul letters of U+FF61 to U+FFDC, and their kin.
pub(super) fn is_half_width(c: char) -> bool {
    width(c) == EastAsianWidth::Halfwidth
}

/// Which characters of a text go on with what is before them, as readers see it (UAX #29,
/// GB6 to GB13): marks, vowels and finals of Hangul letters, the second of two
/// regional indicators, the parts of an emoji.
pub(super) fn graphemes(text: &[char]) -> Vec<bool> {
    let mut state = GraphemeBefore::default();
    text.iter().map(|c| state.takes(*c)).collect()
}

/// What of the text before a place its rules ask for.
#[derive(Default)]
struct GraphemeBefore {
    class: Option<GraphemeClusterBreak>,
    /// Whether an odd number of regional indicators ends here.
    is_half_flag: bool,
    /// Whether a pictograph with its marks ends here, and a joiner after it.
    pictograph: PictographBefore,
}

/// How far a sequence of pictographs has come.
#[derive(Default, Clone, Copy, PartialEq)]
enum PictographBefore {
    #[default]
    None,
    Drawn,
    Joined,
}

impl GraphemeBefore {
    /// Takes in a character, and tells whether it goes on with what was before.
    fn takes(&mut self, c: char) -> bool {
        use GraphemeClusterBreak as G;
        // Nothing below the combining marks and nothing among Han characters and kana joins, but
        // for voicing marks.
        if c < '\u{A9}' || ('\u{3040}'..='\u{3098}').contains(&c) || super::class::is_han(c) {
            *self = Self { class: Some(G::Other), ..Self::default() };
            return false;
        }
        let class = CodePointMapData::<GraphemeClusterBreak>::new().get(c);
        let is_pictograph = || CodePointSetData::new::<ExtendedPictographic>().contains(c);
        let joins = match (self.class, class) {
            (None | Some(G::Control | G::CR | G::LF), _) => false,
            (_, G::Extend | G::ZWJ | G::SpacingMark) => true,
            (Some(G::Prepend), G::Control | G::CR | G::LF) => false,
            (Some(G::Prepend), _) => true,
            (Some(G::L), G::L | G::V | G::LV | G::LVT)
            | (Some(G::LV | G::V), G::V | G::T)
            | (Some(G::LVT | G::T), G::T) => true,
            (_, G::RegionalIndicator) => self.is_half_flag,
            _ => self.pictograph == PictographBefore::Joined && is_pictograph(),
        };
        self.is_half_flag = class == G::RegionalIndicator && !self.is_half_flag;
        self.pictograph = match (class, self.pictograph) {
            (G::Extend, PictographBefore::Drawn) => PictographBefore::Drawn,
            (G::ZWJ, PictographBefore::Drawn) => PictographBefore::Joined,
            (G::Other, _) if is_pictograph() => PictographBefore::Drawn,
            _ => PictographBefore::None,
        };
        self.class = Some(class);
        joins
    }
}
