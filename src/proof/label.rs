//! A few words of small type, on a colored ground or none: a note to the editor.

use crate::color::{Color, Overprint, Paint};
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect, Size, WritingMode};
use crate::lettering::{Lettering, sans_serif};
use crate::page::{Item, Line, Owner, Part, Run, Shape};
use crate::style::Weight;

/// What a label looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelStyle {
    pub(super) size: Abs,
    pub(super) ink: Color,
    pub(super) background: Option<Color>,
}

/// Words, and what they look like.
#[derive(Clone, Copy)]
pub(super) struct Label<'t> {
    pub(super) text: &'t str,
    pub(super) style: LabelStyle,
}

impl Label<'_> {
    /// With its upper right corner at `corner`.
    pub(super) fn hanging_from_right(self, corner: Point, fonts: &FontLibrary) -> Vec<Item> {
        self.set(fonts, |size| Point::new(corner.x - size.width, corner.y))
    }

    /// With its lower left corner at `corner`.
    pub(super) fn standing_on_left(self, corner: Point, fonts: &FontLibrary) -> Vec<Item> {
        self.set(fonts, |size| Point::new(corner.x, corner.y - size.height))
    }

    /// With its middle at `middle`.
    pub(super) fn centered(self, middle: Point, fonts: &FontLibrary) -> Vec<Item> {
        self.set(fonts, |size| Point::new(middle.x - size.width / 2, middle.y - size.height / 2))
    }

    /// Its words as far as they have room in a measure; cut off with an ellipsis.
    pub(super) fn words_within(self, measure: Abs, fonts: &FontLibrary) -> String {
        if self.width(fonts) <= measure {
            return self.text.to_owned();
        }
        let faces = sans_serif(Weight::BOLD, fonts);
        let room = measure - Label { text: "…", ..self }.width(fonts);
        let lettering = Lettering::of(self.text, self.style.size, &faces, fonts);
        format!("{}…", lettering.within(room).text().trim_end())
    }

    /// Its words in lines of a measure, divided at wide spaces or at others where there are some; beyond so
    /// many lines they are cut off with an ellipsis.
    pub(super) fn lines_within(
        self,
        measure: Abs,
        most: usize,
        fonts: &FontLibrary,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = self.text.trim();
        while !rest.is_empty() {
            if lines.len() + 1 >= most {
                lines.push(Label { text: rest, ..self }.words_within(measure, fonts));
                break;
            }
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
            let fits = |end: &usize| Label { text: &rest[..*end], ..self }.width(fonts) <= measure;
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let mut end = ends.take_while(fits).last().unwrap_or(first);
            if end < rest.len()
                && let Some(space) = rest[..end].rfind("  ").or_else(|| rest[..end].rfind(' '))
                && space > 0
            {
                end = space;
            }
            lines.push(rest[..end].trim_end().to_owned());
            rest = rest[end..].trim_start();
        }
        lines
    }

    /// How high it is.
    pub(super) fn height(self) -> Abs {
        self.style.size + self.style.size / 3
    }

    /// How wide it is.
    pub(super) fn width(self, fonts: &FontLibrary) -> Abs {
        let faces = sans_serif(Weight::BOLD, fonts);
        let lettering = Lettering::of(self.text, self.style.size, &faces, fonts);
        lettering.width() + self.style.size / 3 * 2
    }

    /// With its upper left corner at a place that follows from its size.
    fn set(self, fonts: &FontLibrary, place: impl FnOnce(Size) -> Point) -> Vec<Item> {
        let LabelStyle { size: type_size, ink, background } = self.style;
        let faces = sans_serif(Weight::BOLD, fonts);
        let lettering = Lettering::of(self.text, type_size, &faces, fonts);
        let width = lettering.width();
        let padding = type_size / 3;
        let size = Size::new(width + padding * 2, self.height());
        let corner = place(size);
        let ground = Rect::at(corner, size);
        // The em box of CJK faces stands with 88 hundredths above the baseline.
        let baseline = corner.y + padding / 2 + type_size.scale(88, 100);
        let ground = background.map(|color| Item::Shape(Shape::filled(ground, knockout(color))));
        let origin = Point::new(corner.x + padding, baseline);
        let line = Item::Line(note(origin, width, lettering.runs(|_| knockout(ink))));
        ground.into_iter().chain([line]).collect()
    }
}

/// Runs of small type as a line that is no part of the page.
pub(super) fn note(origin: Point, measure: Abs, runs: Vec<Run>) -> Line {
    let owner = Owner {
        story: None,
        part: Part::Folio,
        paragraph: 0,
        block: None,
        element: None,
        cell: None,
        item: None,
    };
    Line { owner, writing: WritingMode::Horizontal, origin, measure, runs }
}

pub(super) fn knockout(color: Color) -> Paint {
    Paint { color, overprint: Overprint::Knockout }
}
