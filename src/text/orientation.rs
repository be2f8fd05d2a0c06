//! Which way a character stands in a vertical line.
//!
//! [`vertical_orientation`] is the property of UTR #50 as it stands in the
//! Unicode Character Database; [`orientation`] is what the engine does, with
//! what Chinese and Japanese typography decides otherwise (CLREQ appendix A
//! and 3.1.2, JLREQ appendix A). Faces and glyphs are not known here.

use icu_properties::{CodePointMapData, props};

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
/// property Vertical_Orientation (Unicode 18.0, from icu_properties 2.4).
#[must_use]
pub fn vertical_orientation(c: char) -> VerticalOrientation {
    match CodePointMapData::<props::VerticalOrientation>::new().get(c) {
        props::VerticalOrientation::Upright => VerticalOrientation::Upright,
        props::VerticalOrientation::TransformedUpright => VerticalOrientation::TransformedUpright,
        props::VerticalOrientation::TransformedRotated => VerticalOrientation::TransformedRotated,
        _ => VerticalOrientation::Rotated,
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
