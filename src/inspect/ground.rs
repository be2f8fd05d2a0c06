//! What type stands on: where it has the color of its ground, nobody reads it.

use super::Inspector;
use super::cause::{PrintFault, Sighting};
use super::limits::LEAST_CONTRAST;
use crate::color::{Cmyk, Color, SpotInks, Tint};
use crate::geom::{Point, Rect};
use crate::page::{Line, PlacedPicture, Run, Shape};

/// Something that covers what is below it, in the order in which it is painted.
pub(super) struct Ground {
    rect: Rect,
    /// None of a picture: it has no one color.
    color: Option<Color>,
}

impl Inspector<'_> {
    /// Takes note of a shape that type may stand on.
    pub(super) fn ground_of_shape(&mut self, shape: &Shape) {
        if let (Some(fill), Some(rect)) = (shape.fill, shape.rect()) {
            self.grounds.push(Ground { rect, color: Some(fill.color) });
        }
    }

    /// Takes note of a picture that type may stand on.
    pub(super) fn ground_of_picture(&mut self, picture: &PlacedPicture) {
        self.grounds.push(Ground { rect: picture.frame, color: None });
    }

    /// Tells of a run in the color of what it stands on.
    pub(super) fn contrast(&mut self, line: &Line, run: &Run) {
        if run.text.trim().is_empty() {
            return;
        }
        // Type may reach a little over the edges of a bar.
        let Some(Rect { left, top, right, bottom }) = line.ink_box() else { return };
        let middle = Point::new(left + (right - left) / 2, top + (bottom - top) / 2);
        let middle = Rect::between(middle, middle);
        let under = self.grounds.iter().rev().find(|ground| ground.rect.contains(middle));
        let ground = match under {
            Some(ground) => ground.color,
            None => Some(Color::WHITE),
        };
        let Some(ground) = ground else { return };
        let color = run.paint.color;
        let spots = &self.page.spots;
        if contrast(rgb(color, spots), rgb(ground, spots)) >= LEAST_CONTRAST {
            return;
        }
        let (part, element) = (line.owner.part, line.owner.element);
        let written = &self.spec.written;
        let span = written
            .type_color(part, color, element)
            .or_else(|| written.use_of(ground, element))
            .or_else(|| written.element(element));
        let fault = PrintFault::UnseenType;
        self.causes.add(Sighting { fault, color, span, measure: run.size, words: &run.text });
    }
}

/// How light the inks of a color leave the paper, about, in red, green and blue.
fn rgb(color: Color, spots: &SpotInks) -> [f64; 3] {
    let (inks, share) = match color {
        Color::Process(inks) => (inks, 1.0),
        Color::Spot { ink, tint } => (spots.get(ink).alternate, tint.to_percent() / 100.0),
    };
    let Cmyk { c, m, y, k } = inks;
    let left = |ink: Tint| 1.0 - ink.to_percent() / 100.0 * share;
    [c, m, y].map(|ink| left(ink) * left(k))
}

/// The greatest difference of two colors in red, green or blue, of 1.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}
