//! The edges of the sheet: ink that ends where the knife cuts, and type that
//! the knife may hit.

use super::Inspector;
use super::cause::{PrintFault, Sighting};
use super::limits::CLOSEST_TO_TRIM_MM;
use crate::color::Color;
use crate::geom::{Abs, Point, Rect};
use crate::page::{ElementId, Line};

impl Inspector<'_> {
    /// Ink in a rectangle: if it reaches the trim, it must run on to the end of
    /// the bleed, for no knife cuts to the tenth of a millimetre.
    pub(super) fn bleed_of(&mut self, rect: Rect, element: Option<ElementId>) {
        let bleed = self.page.bleed;
        let trim = Rect::at(Point::default(), self.page.trim);
        let ends_short =
            |outside: Abs| outside >= Abs::ZERO && (outside < bleed || bleed == Abs::ZERO);
        let short = outside(rect, trim).into_iter().filter(|it| ends_short(*it)).min();
        let Some(short) = short else { return };
        let written = &self.spec.written;
        let span = written.element(element);
        let fault = PrintFault::MissingBleed { bleed };
        let sighting = Sighting { fault, color: Color::WHITE, span, measure: short, words: "" };
        self.causes.add(sighting);
    }

    /// How near a line of type comes to the trim.
    pub(super) fn distance_of_line(&mut self, line: &Line) {
        let trim = Rect::at(Point::default(), self.page.trim);
        let Some(extent) = line.ink_box() else { return };
        let nearest = outside(extent, trim).into_iter().map(|outside| -outside).min();
        let Some(distance) = nearest.filter(|it| *it < Abs::mm(CLOSEST_TO_TRIM_MM)) else {
            return;
        };
        let span = self.spec.written.element(line.owner.element);
        let words: String = line.runs.iter().map(|run| run.text.as_str()).collect();
        let fault = PrintFault::NearTrim;
        let color = Color::WHITE;
        self.causes.add(Sighting { fault, color, span, measure: distance, words: &words });
    }
}

/// How far each side of a rectangle lies outside those of the trim.
fn outside(rect: Rect, trim: Rect) -> [Abs; 4] {
    [trim.left - rect.left, trim.top - rect.top, rect.right - trim.right, rect.bottom - trim.bottom]
}
