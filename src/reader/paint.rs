//! What a mark is painted with, and what that does to each ink below it.

use super::blend::Blend;
use super::color::ColorSpace;
use super::inks::{Ink, Inks};

/// Overprint as the graphics state has it (PDF 32000-1, 8.6.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OverprintMode {
    /// Off: the mark removes all inks below.
    #[default]
    Knockout,
    /// On, overprint mode 0: inks that the color space does not name stay.
    Unnamed,
    /// On, overprint mode 1: and so do the zeros of `DeviceCMYK`.
    NonZero,
}

impl OverprintMode {
    /// Whether overprint is on in either mode.
    #[must_use]
    pub fn is_on(self) -> bool {
        self != Self::Knockout
    }
}

/// What a mark is painted with.
#[derive(Debug, Clone)]
pub struct InkPaint {
    /// The color space as written; `Pattern` never comes here, a pattern's
    /// marks come one by one within a clip.
    pub space: ColorSpace,
    /// The color as written, one number a component.
    pub components: Vec<f32>,
    /// The color as inks.
    pub inks: Inks,
    /// Overprint of fills or of strokes, whichever this paint is for.
    pub overprint: OverprintMode,
    /// Constant alpha, 0 to 1.
    pub alpha: f32,
    /// How it meets what lies below.
    pub blend: Blend,
}

/// What a mark does to one ink below it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// The ink is this tint afterwards, 0 to 1; 0 knocks it out.
    Set(f32),
    /// The ink stays as it was.
    Keep,
}

impl InkPaint {
    /// A paint of a color, opaque and not overprinting.
    #[must_use]
    pub fn solid(space: ColorSpace, components: Vec<f32>) -> Self {
        let inks = space.inks(&components);
        Self {
            space,
            components,
            inks,
            overprint: OverprintMode::Knockout,
            alpha: 1.0,
            blend: Blend::Normal,
        }
    }

    /// What the paint does to an ink below it (PDF 32000-1, table 149). Images
    /// and shadings never come here with a zero rule: see `effect` below.
    #[must_use]
    pub fn on(&self, ink: &Ink) -> Effect {
        effect(&self.inks, &self.space, self.overprint, ink)
    }

    /// Whether it takes transparency to print: alpha or a blend mode.
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        self.alpha < 1.0 || self.blend != Blend::Normal
    }
}

/// The rows of table 149: what a color of a space does to an ink.
pub(crate) fn effect(
    inks: &Inks,
    space: &ColorSpace,
    overprint: OverprintMode,
    ink: &Ink,
) -> Effect {
    // What is painted with no ink is not painted (8.6.6.4).
    if space.is_of_no_ink() {
        return Effect::Keep;
    }
    let tint = inks.tint(ink);
    match (overprint, tint) {
        (OverprintMode::Knockout, tint) => Effect::Set(tint.unwrap_or(0.0)),
        (_, None) => Effect::Keep,
        // The zero rule is for DeviceCMYK that is written as such.
        (OverprintMode::NonZero, Some(0.0)) if matches!(space, ColorSpace::DeviceCmyk) => {
            Effect::Keep
        }
        (_, Some(tint)) => Effect::Set(tint),
    }
}
