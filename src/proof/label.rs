//! A few words of small type on a colored ground: a note to the editor.

use crate::color::{Color, Overprint, Paint};
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect, Size, WritingMode};
use crate::lettering::{Lettering, sans_serif};
use crate::page::{Item, Line, Owner, Part, Shape};
use crate::style::Weight;

/// What a label looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelStyle {
    pub(super) size: Abs,
    pub(super) ink: Color,
    pub(super) background: Color,
}

/// A label with its upper right corner at `corner`.
pub(super) fn hanging_from(
    corner: Point,
    text: &str,
    style: LabelStyle,
    fonts: &FontLibrary,
) -> Vec<Item> {
    let faces = sans_serif(Weight::BOLD, fonts);
    let lettering = Lettering::of(text, style.size, &faces, fonts);
    let width = lettering.width();
    let padding = style.size / 3;
    let size = Size::new(width + padding * 2, style.size + padding);
    let left = corner.x - size.width;
    let ground = Rect::at(Point::new(left, corner.y), size);
    // The em box of CJK faces stands with 88 hundredths above the baseline.
    let baseline = corner.y + padding / 2 + style.size.scale(88, 100);
    vec![
        Item::Shape(Shape::filled(ground, knockout(style.background))),
        Item::Line(Line {
            owner: Owner {
                story: None,
                part: Part::Folio,
                paragraph: 0,
                block: None,
                element: None,
                cell: None,
                item: None,
            },
            writing: WritingMode::Horizontal,
            origin: Point::new(left + padding, baseline),
            measure: width,
            runs: lettering.runs(|_| knockout(style.ink)),
        }),
    ]
}

fn knockout(color: Color) -> Paint {
    Paint { color, overprint: Overprint::Knockout }
}
