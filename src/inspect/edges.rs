//! The edges of the sheet: ink that ends where the knife cuts, and type that
//! the knife may hit.

use super::Inspector;
use super::cause::{Fault, Sighting};
use super::limits::CLOSEST_TO_TRIM_MM;
use crate::color::Color;
use crate::geom::{Abs, Point, Rect, WritingMode};
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
        let fault = Fault::MissingBleed { bleed };
        let sighting = Sighting { fault, color: Color::WHITE, span, measure: short, words: "" };
        self.causes.add(sighting);
    }

    /// How near a line of type comes to the trim.
    pub(super) fn distance_of_line(&mut self, line: &Line) {
        let trim = Rect::at(Point::default(), self.page.trim);
        let Some(extent) = extent(line) else { return };
        let nearest = outside(extent, trim).into_iter().map(|outside| -outside).min();
        let Some(distance) = nearest.filter(|it| *it < Abs::mm(CLOSEST_TO_TRIM_MM)) else {
            return;
        };
        let span = self.spec.written.element(line.owner.element);
        let words: String = line.runs.iter().map(|run| run.text.as_str()).collect();
        let fault = Fault::NearTrim;
        let color = Color::WHITE;
        self.causes.add(Sighting { fault, color, span, measure: distance, words: &words });
    }
}

/// How far each side of a rectangle lies outside those of the trim.
fn outside(rect: Rect, trim: Rect) -> [Abs; 4] {
    [trim.left - rect.left, trim.top - rect.top, rect.right - trim.right, rect.bottom - trim.bottom]
}

/// What the em boxes of a line take, near enough: the last one counts as an em
/// wide.
fn extent(line: &Line) -> Option<Rect> {
    let size = line.runs.iter().map(|run| run.size).max()?;
    let glyphs = || line.runs.iter().flat_map(|run| &run.glyphs);
    let from = glyphs().map(|glyph| glyph.x).min()?;
    let last = line.runs.iter().rev().find_map(|run| Some((run, run.glyphs.last()?)));
    let to = last.map(|(run, glyph)| glyph.x + run.horizontal_scale.at(run.size) / 2)?.max(from);
    let Point { x, y } = line.origin;
    // The em box reaches 0.88 above the baseline; an upright character of a
    // vertical line has its middle 0.38 right of it.
    let (above, below) = (size.scale(88, 100), size.scale(12, 100));
    Some(match line.writing {
        WritingMode::Horizontal => {
            Rect { left: x + from, right: x + to, top: y - above, bottom: y + below }
        }
        WritingMode::Vertical => {
            Rect { left: x - below, right: x + above, top: y + from, bottom: y + to }
        }
    })
}
