//! Where glyphs have their ink, and which characters are to have any.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use harfrust::GlyphId;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// The box around what a glyph draws, in font units from its origin on the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlyphInk {
    /// Left edge.
    pub left: i32,
    /// Lower edge.
    pub bottom: i32,
    /// Right edge.
    pub right: i32,
    /// Upper edge.
    pub top: i32,
}

impl GlyphInk {
    /// From the left and upper edges and what lies to the right of them and below; none if
    /// nothing does.
    pub(super) fn of(left: f32, top: f32, width: f32, height: f32) -> Option<Self> {
        (width > 0.0 || height > 0.0).then_some(Self {
            left: left.floor() as i32,
            bottom: (top - height).floor() as i32,
            right: (left + width).ceil() as i32,
            top: top.ceil() as i32,
        })
    }
}

/// The ink of glyphs that it was asked of. For several threads at once.
#[derive(Default)]
pub(super) struct InkKnown {
    glyphs: RwLock<HashMap<u32, Option<GlyphInk>>>,
}

impl InkKnown {
    /// A glyph's ink, which `find` knows if it is not known yet.
    pub(super) fn get_or(
        &self,
        glyph: GlyphId,
        find: impl FnOnce() -> Option<GlyphInk>,
    ) -> Option<GlyphInk> {
        let number = glyph.to_u32();
        if let Some(known) = self.glyphs.read().unwrap_or_else(PoisonError::into_inner).get(&number)
        {
            return *known;
        }
        let ink = find();
        self.glyphs.write().unwrap_or_else(PoisonError::into_inner).insert(number, ink);
        ink
    }
}

/// Whether a character is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// It has a form.
    Ink,
    /// It is a space or a control, or may be one: private use.
    Blank,
}

impl Visibility {
    pub(super) fn of(c: char) -> Self {
        // Most of what is asked for.
        if matches!(c, '\u{3041}'..='\u{30FE}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
        {
            return Self::Ink;
        }
        let is_blank = matches!(
            CodePointMapData::<GeneralCategory>::new().get(c),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::SpaceSeparator
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::PrivateUse
        ) || c == '\u{2800}'
            || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c);
        if is_blank { Self::Blank } else { Self::Ink }
    }
}
