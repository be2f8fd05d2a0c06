//! Which way a character stands in a vertical line.
//!
//! [`vertical_orientation`] is the property of UTR #50 as it stands in the
//! Unicode Character Database; [`orientation`] is what the engine does, with
//! what Chinese and Japanese typography decides otherwise (CLREQ appendix A
//! and 3.1.2, JLREQ appendix A). Faces and glyphs are not known here.

use std::cmp::Ordering;

use super::class::Class;
use crate::page::Orientation;
use crate::style::Lang;

/// How a character stands in vertical text by UTR #50, table 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerticalOrientation {
    /// U: upright, by the glyph of horizontal text.
    Upright,
    /// R: turned a quarter clockwise.
    Rotated,
    /// Tu: a glyph of its own for vertical text, or else upright.
    TransformedUpright,
    /// Tr: a glyph of its own for vertical text, or else turned.
    TransformedRotated,
}

impl VerticalOrientation {
    /// The property's short name in the Unicode Character Database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Upright => "U",
            Self::Rotated => "R",
            Self::TransformedUpright => "Tu",
            Self::TransformedRotated => "Tr",
        }
    }
}

/// The vertical orientation of a character, whatever the language: the
/// property Vertical_Orientation of Unicode 17.0.
#[must_use]
pub fn vertical_orientation(c: char) -> VerticalOrientation {
    let code = u32::from(c);
    let place = |(first, last, _): &(u32, u32, VerticalOrientation)| {
        if *last < code {
            Ordering::Less
        } else if *first > code {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    };
    match NOT_ROTATED.binary_search_by(place) {
        Ok(at) => NOT_ROTATED[at].2,
        Err(_) => VerticalOrientation::Rotated,
    }
}

/// Which way a character of a class stands in a vertical line: upright, by the
/// face's glyph for vertical text (`vert`) where it has one, or on its side.
/// [`lies_without_form`] tells what to do where it has none.
///
/// Alphabetic text lies on its side, its quotes and stops with it. Full-width
/// marks stand, by the face's glyphs for vertical text; so do — … – and ·,
/// which UTR #50 turns, since faces for East Asia have such glyphs for them,
/// too. The language counts through the class: “ is a mark in Chinese and a
/// sign of alphabetic text in English.
#[must_use]
pub(super) fn orientation(c: char, class: Class) -> Orientation {
    let is_turned = vertical_orientation(c) == VerticalOrientation::Rotated;
    if class == Class::Sign || (is_turned && !is_full_width_mark(class)) {
        Orientation::Sideways
    } else {
        Orientation::Upright
    }
}

/// Whether an upright character lies on its side after all where the face has
/// no glyph for vertical text: brackets, dashes and ellipses, never a stop.
#[must_use]
pub(super) fn lies_without_form(c: char, class: Class, lang: Lang) -> bool {
    match class {
        // CLREQ appendix A: pause and stop marks, ： and ； among them, are
        // never turned.
        Class::Stop | Class::Comma | Class::Dividing | Class::Interpunct | Class::Solidus => false,
        // JLREQ 3.1.2: ： is turned in Japanese, ； is not.
        Class::Colon => lang == Lang::Japanese && c == '：',
        Class::Open | Class::Close | Class::Dash | Class::Ellipsis | Class::Connector => true,
        _ => vertical_orientation(c) == VerticalOrientation::TransformedRotated,
    }
}

/// Marks that faces for East Asia draw for vertical text, whatever UTR #50
/// says of their code points.
fn is_full_width_mark(class: Class) -> bool {
    matches!(
        class,
        Class::Open
            | Class::Close
            | Class::Connector
            | Class::Dividing
            | Class::Interpunct
            | Class::Colon
            | Class::Stop
            | Class::Comma
            | Class::Dash
            | Class::Ellipsis
            | Class::Solidus
    )
}

const U: VerticalOrientation = VerticalOrientation::Upright;
const TU: VerticalOrientation = VerticalOrientation::TransformedUpright;
const TR: VerticalOrientation = VerticalOrientation::TransformedRotated;

/// VerticalOrientation.txt of Unicode 17.0: first and last character of every
/// range that is not turned, in order. All other characters are.
#[rustfmt::skip]
const NOT_ROTATED: &[(u32, u32, VerticalOrientation)] = &[
    (0x00A7, 0x00A7, U), (0x00A9, 0x00A9, U), (0x00AE, 0x00AE, U), (0x00B1, 0x00B1, U), (0x00BC, 0x00BE, U),
    (0x00D7, 0x00D7, U), (0x00F7, 0x00F7, U), (0x02EA, 0x02EB, U), (0x1100, 0x11FF, U), (0x1401, 0x167F, U),
    (0x18B0, 0x18FF, U), (0x2016, 0x2016, U), (0x2018, 0x2019, TR), (0x201C, 0x201D, TR), (0x2020, 0x2021, U),
    (0x2030, 0x2031, U), (0x203B, 0x203C, U), (0x2042, 0x2042, U), (0x2047, 0x2049, U), (0x2051, 0x2051, U),
    (0x2065, 0x2065, U), (0x20DD, 0x20E0, U), (0x20E2, 0x20E4, U), (0x2100, 0x2101, U), (0x2103, 0x2109, U),
    (0x210F, 0x210F, U), (0x2113, 0x2114, U), (0x2116, 0x2117, U), (0x211E, 0x2123, U), (0x2125, 0x2125, U),
    (0x2127, 0x2127, U), (0x2129, 0x2129, U), (0x212E, 0x212E, U), (0x2135, 0x213F, U), (0x2145, 0x214A, U),
    (0x214C, 0x214D, U), (0x214F, 0x2189, U), (0x218C, 0x218F, U), (0x221E, 0x221E, U), (0x2234, 0x2235, U),
    (0x2300, 0x2307, U), (0x230C, 0x231F, U), (0x2324, 0x2328, U), (0x2329, 0x232A, TR), (0x232B, 0x232B, U),
    (0x237D, 0x239A, U), (0x23BE, 0x23CD, U), (0x23CF, 0x23CF, U), (0x23D1, 0x23DB, U), (0x23E2, 0x2422, U),
    (0x2424, 0x24FF, U), (0x25A0, 0x2619, U), (0x2620, 0x2767, U), (0x2776, 0x2793, U), (0x2B12, 0x2B2F, U),
    (0x2B50, 0x2B59, U), (0x2B97, 0x2B97, U), (0x2BB8, 0x2BD1, U), (0x2BD3, 0x2BEB, U), (0x2BF0, 0x2BFF, U),
    (0x2E50, 0x2E51, U), (0x2E80, 0x3000, U), (0x3001, 0x3002, TU), (0x3003, 0x3007, U), (0x3008, 0x3011, TR),
    (0x3012, 0x3013, U), (0x3014, 0x301F, TR), (0x3020, 0x302F, U), (0x3030, 0x3030, TR), (0x3031, 0x3040, U),
    (0x3041, 0x3041, TU), (0x3042, 0x3042, U), (0x3043, 0x3043, TU), (0x3044, 0x3044, U), (0x3045, 0x3045, TU),
    (0x3046, 0x3046, U), (0x3047, 0x3047, TU), (0x3048, 0x3048, U), (0x3049, 0x3049, TU), (0x304A, 0x3062, U),
    (0x3063, 0x3063, TU), (0x3064, 0x3082, U), (0x3083, 0x3083, TU), (0x3084, 0x3084, U), (0x3085, 0x3085, TU),
    (0x3086, 0x3086, U), (0x3087, 0x3087, TU), (0x3088, 0x308D, U), (0x308E, 0x308E, TU), (0x308F, 0x3094, U),
    (0x3095, 0x3096, TU), (0x3097, 0x309A, U), (0x309B, 0x309C, TU), (0x309D, 0x309F, U), (0x30A0, 0x30A0, TR),
    (0x30A1, 0x30A1, TU), (0x30A2, 0x30A2, U), (0x30A3, 0x30A3, TU), (0x30A4, 0x30A4, U), (0x30A5, 0x30A5, TU),
    (0x30A6, 0x30A6, U), (0x30A7, 0x30A7, TU), (0x30A8, 0x30A8, U), (0x30A9, 0x30A9, TU), (0x30AA, 0x30C2, U),
    (0x30C3, 0x30C3, TU), (0x30C4, 0x30E2, U), (0x30E3, 0x30E3, TU), (0x30E4, 0x30E4, U), (0x30E5, 0x30E5, TU),
    (0x30E6, 0x30E6, U), (0x30E7, 0x30E7, TU), (0x30E8, 0x30ED, U), (0x30EE, 0x30EE, TU), (0x30EF, 0x30F4, U),
    (0x30F5, 0x30F6, TU), (0x30F7, 0x30FB, U), (0x30FC, 0x30FC, TR), (0x30FD, 0x3126, U), (0x3127, 0x3127, TU),
    (0x3128, 0x31B3, U), (0x31B4, 0x31B7, TU), (0x31B8, 0x31BA, U), (0x31BB, 0x31BB, TU), (0x31BC, 0x31EF, U),
    (0x31F0, 0x31FF, TU), (0x3200, 0x32FE, U), (0x32FF, 0x3357, TU), (0x3358, 0x337A, U), (0x337B, 0x337F, TU),
    (0x3380, 0xA4CF, U), (0xA960, 0xA97F, U), (0xAC00, 0xD7FF, U), (0xE000, 0xFAFF, U), (0xFE10, 0xFE1F, U),
    (0xFE30, 0xFE48, U), (0xFE50, 0xFE52, TU), (0xFE53, 0xFE57, U), (0xFE59, 0xFE5E, TR), (0xFE5F, 0xFE62, U),
    (0xFE67, 0xFE6F, U), (0xFF01, 0xFF01, TU), (0xFF02, 0xFF07, U), (0xFF08, 0xFF09, TR), (0xFF0A, 0xFF0B, U),
    (0xFF0C, 0xFF0C, TU), (0xFF0E, 0xFF0E, TU), (0xFF0F, 0xFF19, U), (0xFF1A, 0xFF1B, TR), (0xFF1F, 0xFF1F, TU),
    (0xFF20, 0xFF3A, U), (0xFF3B, 0xFF3B, TR), (0xFF3C, 0xFF3C, U), (0xFF3D, 0xFF3D, TR), (0xFF3E, 0xFF3E, U),
    (0xFF3F, 0xFF3F, TR), (0xFF40, 0xFF5A, U), (0xFF5B, 0xFF60, TR), (0xFFE0, 0xFFE2, U), (0xFFE3, 0xFFE3, TR),
    (0xFFE4, 0xFFE7, U), (0xFFF0, 0xFFF8, U), (0xFFFC, 0xFFFD, U), (0x10980, 0x1099F, U), (0x11580, 0x115FF, U),
    (0x11A00, 0x11ABF, U), (0x13000, 0x1467F, U), (0x16FE0, 0x18DFF, U), (0x1AFF0, 0x1B131, U),
    (0x1B132, 0x1B132, TU), (0x1B133, 0x1B14F, U), (0x1B150, 0x1B152, TU), (0x1B153, 0x1B154, U),
    (0x1B155, 0x1B155, TU), (0x1B156, 0x1B163, U), (0x1B164, 0x1B167, TU), (0x1B168, 0x1B2FF, U),
    (0x1CEC0, 0x1CFCF, U), (0x1D000, 0x1D1FF, U), (0x1D2E0, 0x1D37F, U), (0x1D800, 0x1DAAF, U),
    (0x1F000, 0x1F1FF, U), (0x1F200, 0x1F201, TU), (0x1F202, 0x1F7FF, U), (0x1F900, 0x1FAFF, U),
    (0x20000, 0x2FFFD, U), (0x30000, 0x3FFFD, U), (0xF0000, 0xFFFFD, U), (0x100000, 0x10FFFD, U),
];
