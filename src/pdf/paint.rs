//! What the next mark is painted with: inks, overprint, the form of lines.

use super::content::Painter;
use super::operators::Decimal;
use super::sheet::points;
use super::used::FontUse;
use super::{pages, spots};
use crate::color::{Color, Overprint, Paint, Tint};
use crate::geom::Abs;
use crate::page::{Cap, Stroke};

/// The part of the graphics state that this backend changes.
#[derive(Default)]
pub(super) struct PaintState {
    overprint: Option<Overprint>,
    fill: Option<OneInk>,
    stroke: Option<OneInk>,
    /// The font, and its size as written.
    pub(super) font: Option<(FontUse, Abs)>,
    pub(super) rise: Abs,
    /// What is added to the advance of every glyph.
    pub(super) spacing: Decimal,
}

/// What a color operator sets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OneInk {
    Color(Color),
    AllPlates,
}

/// The operators that set an ink: there is one set for insides and one for
/// outlines.
#[derive(Clone, Copy)]
enum PaintOperator {
    Fill,
    Stroke,
}

impl Painter<'_> {
    fn set_overprint(&mut self, overprint: Overprint) {
        if self.state.overprint.replace(overprint) != Some(overprint) {
            let state = match overprint {
                Overprint::Knockout => pages::KNOCKOUT,
                Overprint::Overprint => pages::OVERPRINT,
            };
            self.operators.named(state, "gs");
        }
    }

    /// What follows removes what lies below.
    pub(super) fn knock_out(&mut self) {
        self.set_overprint(Overprint::Knockout);
    }

    pub(super) fn set_fill(&mut self, paint: Paint) {
        self.set_overprint(overprint(paint));
        if self.state.fill.replace(OneInk::Color(paint.color)) != Some(OneInk::Color(paint.color)) {
            self.set_color(PaintOperator::Fill, paint.color);
        }
    }

    pub(super) fn set_stroke(&mut self, stroke: &Stroke) {
        let color = stroke.paint.color;
        self.set_overprint(overprint(stroke.paint));
        if self.state.stroke.replace(OneInk::Color(color)) != Some(OneInk::Color(color)) {
            self.set_color(PaintOperator::Stroke, color);
        }
        self.operators.with([points(stroke.width)], "w");
        self.set_cap(stroke.cap);
        // Dashes of no length at all would be an endless pattern.
        match stroke.dash {
            Some((dash, gap)) if dash + gap > Abs::ZERO => {
                self.operators.dashes(&[points(dash), points(gap)]);
            }
            _ => self.operators.dashes(&[]),
        }
    }

    fn set_cap(&mut self, cap: Cap) {
        let number = match cap {
            Cap::Butt => Decimal::ZERO,
            Cap::Round => Decimal::ONE,
        };
        self.operators.with([number], "J");
    }

    /// The inside of what follows is solid on every plate.
    pub(super) fn set_fill_all_plates(&mut self) {
        self.knock_out();
        if self.state.fill.replace(OneInk::AllPlates) != Some(OneInk::AllPlates) {
            self.set_tint(PaintOperator::Fill, spots::ALL, Tint::SOLID);
        }
    }

    /// What follows is drawn as lines of a width, solid on every plate.
    pub(super) fn set_stroke_all_plates(&mut self, width: Abs) {
        self.knock_out();
        if self.state.stroke.replace(OneInk::AllPlates) != Some(OneInk::AllPlates) {
            self.set_tint(PaintOperator::Stroke, spots::ALL, Tint::SOLID);
        }
        self.operators.with([points(width)], "w");
        self.set_cap(Cap::Butt);
        self.operators.dashes(&[]);
    }

    fn set_color(&mut self, side: PaintOperator, color: Color) {
        match color {
            Color::Process(cmyk) => {
                let operator = match side {
                    PaintOperator::Fill => "k",
                    PaintOperator::Stroke => "K",
                };
                self.operators.with(cmyk.tints().map(share), operator);
            }
            Color::Spot { ink, tint } => {
                let name = &self.spots.get(ink).name;
                let Some(at) = self.used.spot(name) else { return };
                let space = spots::name(at);
                self.set_tint(side, &space, tint);
            }
        }
    }

    fn set_tint(&mut self, side: PaintOperator, space: &str, tint: Tint) {
        let [choose, set] = match side {
            PaintOperator::Fill => ["cs", "scn"],
            PaintOperator::Stroke => ["CS", "SCN"],
        };
        self.operators.named(space, choose);
        self.operators.with([share(tint)], set);
    }
}

/// A tint as a share of solid ink.
fn share(tint: Tint) -> Decimal {
    Decimal::nearest(tint.to_unit())
}

/// White that overprints is not there at all (GWG 2022): it always knocks out,
/// whatever the page says.
fn overprint(paint: Paint) -> Overprint {
    match paint.color.is_white() {
        true => Overprint::Knockout,
        false => paint.overprint,
    }
}
