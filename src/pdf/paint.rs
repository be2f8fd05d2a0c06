//! What the next mark is painted with: inks, overprint, the form of lines.

use pdf_writer::Name;
use pdf_writer::types::LineCapStyle;

use super::content::Painter;
use super::sheet::pt;
use super::used::FontEncoding;
use super::{pages, spots};
use crate::color::{Color, Overprint, Paint};
use crate::geom::Abs;
use crate::page::{Cap, Stroke};

/// The part of the graphics state that this backend changes.
#[derive(Default)]
pub(super) struct PaintState {
    overprint: Option<Overprint>,
    fill: Option<OneInk>,
    stroke: Option<OneInk>,
    /// The place of its face among those used, and its size as written.
    pub(super) font: Option<(usize, FontEncoding, Abs)>,
    pub(super) rise: Abs,
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
            self.content.set_parameters(match overprint {
                Overprint::Knockout => pages::KNOCKOUT,
                Overprint::Overprint => pages::OVERPRINT,
            });
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
        self.content.set_line_width(pt(stroke.width)).set_line_cap(match stroke.cap {
            Cap::Butt => LineCapStyle::ButtCap,
            Cap::Round => LineCapStyle::RoundCap,
        });
        // Dashes of no length at all would be an endless pattern.
        match stroke.dash {
            Some((dash, gap)) if dash + gap > Abs::ZERO => {
                self.content.set_dash_pattern([pt(dash), pt(gap)], 0.0)
            }
            _ => self.content.set_dash_pattern([], 0.0),
        };
    }

    /// The inside of what follows is solid on every plate.
    pub(super) fn set_fill_all_plates(&mut self) {
        self.knock_out();
        if self.state.fill.replace(OneInk::AllPlates) != Some(OneInk::AllPlates) {
            self.set_tint(PaintOperator::Fill, spots::ALL, 1.0);
        }
    }

    /// What follows is drawn as lines of a width, solid on every plate.
    pub(super) fn set_stroke_all_plates(&mut self, width: Abs) {
        self.knock_out();
        if self.state.stroke.replace(OneInk::AllPlates) != Some(OneInk::AllPlates) {
            self.set_tint(PaintOperator::Stroke, spots::ALL, 1.0);
        }
        self.content
            .set_line_width(pt(width))
            .set_line_cap(LineCapStyle::ButtCap)
            .set_dash_pattern([], 0.0);
    }

    fn set_color(&mut self, side: PaintOperator, color: Color) {
        match color {
            Color::Process(cmyk) => {
                let [c, m, y, k] = cmyk.tints().map(|tint| tint.to_unit() as f32);
                match side {
                    PaintOperator::Fill => self.content.set_fill_cmyk(c, m, y, k),
                    PaintOperator::Stroke => self.content.set_stroke_cmyk(c, m, y, k),
                };
            }
            Color::Spot { ink, tint } => {
                let name = &self.spots.get(ink).name;
                let Some(at) = self.used.spot(name) else { return };
                let space = spots::name(at);
                self.set_tint(side, Name(space.as_bytes()), tint.to_unit() as f32);
            }
        }
    }

    fn set_tint(&mut self, side: PaintOperator, space: Name<'_>, tint: f32) {
        match side {
            PaintOperator::Fill => self.content.set_fill_color_space(space).set_fill_color([tint]),
            PaintOperator::Stroke => {
                self.content.set_stroke_color_space(space).set_stroke_color([tint])
            }
        };
    }
}

/// White that overprints is not there at all (GWG 2022): it always knocks out,
/// whatever the page says.
fn overprint(paint: Paint) -> Overprint {
    match paint.color.is_white() {
        true => Overprint::Knockout,
        false => paint.overprint,
    }
}
