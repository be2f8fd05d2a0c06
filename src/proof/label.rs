//! A few words of small type on a colored ground, set with plain advances:
//! good enough for a note to the editor, never used for what is printed.

use crate::color::{Color, Overprint, Paint};
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect, Size, WritingMode};
use crate::page::{Glyph, Item, Line, Owner, Part, Run, Shape};
use crate::style::{FontRequest, Lang, Slant, Weight};

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
    let (runs, width) = set(text, style, fonts);
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
            runs,
        }),
    ]
}

/// The characters one after the other, each from the first face that has it;
/// one that no face has is left out. Tells the width, too.
fn set(text: &str, style: LabelStyle, fonts: &FontLibrary) -> (Vec<Run>, Abs) {
    let request =
        FontRequest { family: "hei".to_owned(), weight: Weight::BOLD, slant: Slant::Upright };
    let stack = fonts.stack(&request, Lang::ChineseSimplified);
    let mut runs: Vec<Run> = Vec::new();
    let mut x = Abs::ZERO;
    for c in text.chars() {
        let Some((id, glyph)) = stack.faces.iter().find_map(|id| {
            let glyph = fonts.face(*id).glyph(c)?;
            Some((*id, glyph))
        }) else {
            continue;
        };
        let run = match runs.last_mut() {
            Some(run) if run.face == id => run,
            _ => {
                runs.push(Run::empty(id, style.size, knockout(style.ink)));
                let last = runs.len() - 1;
                &mut runs[last]
            }
        };
        let start = run.text.len();
        run.text.push(c);
        run.glyphs.push(Glyph {
            id: glyph.to_u32() as u16,
            x,
            rise: Abs::ZERO,
            text: start..run.text.len(),
        });
        let face = fonts.face(id);
        x += face.scale(face.advance(glyph), style.size);
    }
    (runs, x)
}

fn knockout(color: Color) -> Paint {
    Paint { color, overprint: Overprint::Knockout }
}
