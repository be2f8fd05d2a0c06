//! Shapes: what is drawn too thin, and in which inks.

use super::Inspector;
use super::cause::{PrintFault, Sighting};
use super::inks;
use super::limits::THINNEST_LINE_PT;
use crate::geom::Abs;
use crate::page::{PlacedPicture, Shape, Stroke};

impl Inspector<'_> {
    /// A tint, a rule or a frame.
    pub(super) fn shape(&mut self, shape: &Shape) {
        self.ground_of_shape(shape);
        if let Some(stroke) = &shape.stroke {
            self.stroke(stroke, shape);
        }
        let Some(fill) = &shape.fill else { return };
        let written = &self.spec.written;
        let span =
            written.use_of(fill.color, shape.element).or_else(|| written.element(shape.element));
        self.color(fill.color, shape.element, span);
        if let (Some(bounds), false) = (shape.bounds(), fill.color.is_white()) {
            self.bleed_of(bounds, shape.element);
        }
    }

    /// A picture: only its edges concern the page; its inks are brought to what
    /// the page is printed with.
    pub(super) fn picture(&mut self, picture: &PlacedPicture) {
        self.ground_of_picture(picture);
        self.bleed_of(picture.frame, picture.owner.element);
    }

    fn stroke(&mut self, stroke: &Stroke, shape: &Shape) {
        let (color, width) = (stroke.paint.color, stroke.width);
        let written = &self.spec.written;
        let span = written
            .rule(color, width, shape.element)
            .or_else(|| written.use_of(color, shape.element))
            .or_else(|| written.element(shape.element));
        if width < Abs::pt(THINNEST_LINE_PT) {
            let fault = PrintFault::ThinLine { inks: inks::count(color) };
            self.causes.add(Sighting { fault, color, span, measure: width, words: "" });
        }
        self.color(color, shape.element, span);
    }
}
