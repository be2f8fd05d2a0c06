//! Type: what is too small for its inks, and what is set in too many.

use super::Inspector;
use super::cause::{PrintFault, Sighting};
use super::inks;
use super::limits::{RICH_BLACK, SMALLEST_TYPE_PT};
use crate::color::Color;
use crate::geom::Abs;
use crate::page::{Line, Run};

impl Inspector<'_> {
    /// A line of type.
    pub(super) fn line(&mut self, line: &Line) {
        for run in line.runs.iter().filter(|run| !run.glyphs.is_empty()) {
            self.contrast(line, run);
            self.run(line, run);
        }
        self.distance_of_line(line);
    }

    fn run(&mut self, line: &Line, run: &Run) {
        let (part, element) = (line.owner.part, line.owner.element);
        let color = run.paint.color;
        // A short cut: nearly all type is plain black, with which nothing can be wrong.
        if color == Color::BLACK {
            return;
        }
        let written = &self.spec.written;
        let span = written
            .type_color(part, color, element)
            .or_else(|| written.type_size(part, element))
            .or_else(|| written.element(element));
        let inks = inks::count(color);
        if (color.is_white() || inks > 1) && run.size < Abs::pt(SMALLEST_TYPE_PT) {
            let fault = PrintFault::SmallType { inks };
            self.causes.add(Sighting { fault, color, span, measure: run.size, words: &run.text });
        }
        let (most_black, most) = RICH_BLACK;
        let is_rich = inks::black(color) >= most_black && color.total_ink() > most;
        // Of type whose ink is over the limit only that is reported.
        if is_rich && !self.exceeds_limit(color) {
            let fault = PrintFault::RichBlackType;
            self.causes.add(Sighting { fault, color, span, measure: run.size, words: &run.text });
        }
        self.color(color, element, span);
    }
}
