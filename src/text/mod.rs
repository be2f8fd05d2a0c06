//! Text composition: a styled paragraph becomes clusters with classes and
//! elastic gaps, and those become justified lines. It knows no page.
//!
//! The steps:
//!
//! 1. [`prepare()`] a paragraph: classify its characters and
//!    say how each stands in its line, make clusters of them (faces, glyphs,
//!    bodies), find where lines may end, make the gaps, or cells of a character
//!    grid, and attach what stands beside them ([`Annotation`]).
//! 2. [`break_lines`] over the measures of the line slots ahead.
//! 3. [`set_line`] each line.
//!
//! Breaking and setting fill a line by the same routine, so what was weighed is
//! what is set. What the steps do is data: [`CompositionProfile`] and [`Strictness`].

mod address;
mod annotation;
mod balance;
mod bopomofo;
mod break_place;
mod character;
pub mod class;
mod cluster;
mod clusters;
mod css;
mod css_level;
mod dots;
mod faces;
mod fill;
mod first_fit;
mod fitting;
mod gap_level;
mod gaps;
mod grid;
mod hyphenation;
mod known;
mod known_breaks;
mod liang;
mod line_beside;
mod nominal;
mod number;
mod opportunity;
mod optimize;
mod orientation;
mod phrases;
mod prepare;
mod profile;
mod reading;
mod report;
mod sense;
mod sentence;
mod set;
mod shape;
mod shared_signs;
mod stand;
mod strictness;
mod trail;
mod uax14;
mod unicode;

use std::sync::Arc;

pub use annotation::{Annotation, AnnotationKind, RAISED_SIZE, ReadingSigns};
pub use balance::{balance, balance_closer};
pub use cluster::{FaceRemark, FaceRemarkKind, Prepared};
pub use css::{Autospace, Trim};
pub use fill::LineEndForm;
pub use first_fit::break_first_fit;
pub use known::{KnownIn, KnownParagraphs};
pub use line_beside::{LineBeside, LineForm};
pub use nominal::{GapReport, NominalWidths, prepare_nominal};
pub use optimize::{
    Breakings, Breaks, LineBreak, Measures, break_lines, break_lines_along, break_once, break_part,
    break_part_reading,
};
pub use orientation::{VerticalOrientation, vertical_orientation};
pub use phrases::{break_phrases, widest_phrase};
pub use prepare::prepare;
pub use profile::{CompositionProfile, Elastic, MarkForm, MarkWidths, Spaced};
pub use report::{Adjustment, LineReport, Spread};
pub use sense::{Sense, Senses};
pub use sentence::sentence_ends;
pub use set::{LinePlace, SetLine, set_line};
pub use shape::Shaper;
pub use trail::BreakTrail;

pub use crate::style::{AlphabeticStance, Hanging, Strictness};

use crate::color::Paint;
use crate::font::FontStack;
use crate::geom::{Abs, Em};
use crate::page::Origins;
use crate::style::{Divisions, Figures, Lang};

/// A paragraph with its styles bound.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its text in runs of one style.
    pub spans: Vec<TextSpan>,
    /// Where its text comes from.
    pub origins: Origins,
    /// What stands beside its text, in the order of the text; one inside
    /// another comes after it.
    pub annotations: Vec<Annotation>,
    /// Its language.
    pub lang: Lang,
    /// What the language's typography does in it.
    pub profile: CompositionProfile,
    /// Indent of the first line.
    pub indent: Em,
    /// Whether words may be hyphenated, in languages that do.
    pub hyphenation: Hyphenation,
    /// Words that are divided as the house has it, whatever the language says.
    pub divisions: Arc<Divisions>,
}

/// Whether words may be hyphenated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hyphenation {
    /// They may, in languages that hyphenate.
    Allowed,
    /// They stay whole: headlines.
    Never,
}

/// Text in one style.
#[derive(Debug, Clone, Hash)]
pub struct TextSpan {
    /// The characters.
    pub text: String,
    /// How they are set.
    pub style: CharStyle,
}

/// How characters are set.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct CharStyle {
    /// Faces to try, in order.
    pub stack: Arc<FontStack>,
    /// Size of the type.
    pub size: Abs,
    /// Inks.
    pub paint: Paint,
    /// Space added after every character.
    pub tracking: Em,
    /// Width of the characters; an em if they are as wide as the face has them.
    /// Upright characters of vertical lines stay as they are.
    pub width: Em,
    /// How wide digits are.
    pub figures: Figures,
}
