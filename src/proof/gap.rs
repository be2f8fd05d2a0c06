//! What a proof shows in the place of a picture that cannot be drawn.

use crate::color::{Color, Overprint, Paint};
use crate::geom::{Abs, Point, Rect};
use crate::page::{Cap, Item, Page, PathStep, Shape, Stroke};
use crate::picture::{PictureId, Pictures};

/// Puts a crossed frame in the place of every picture from a file. Tells
/// whether there was any.
pub fn leave_out(page: &mut Page, pictures: &Pictures, file: &str) -> bool {
    let is_it = |id: PictureId| pictures.get(id).file == file;
    let mut found = false;
    for item in &mut page.items {
        if let Item::Picture(placed) = item
            && is_it(placed.picture)
        {
            *item = Item::Shape(crossed(placed.frame));
            found = true;
        }
    }
    found
}

fn crossed(frame: Rect) -> Shape {
    let Rect { left, top, right, bottom } = frame;
    let paint = Paint { color: Color::cmyk(0.0, 90.0, 0.0, 0.0), overprint: Overprint::Knockout };
    let stroke = Stroke { paint, width: Abs::pt(1.0), dash: None, cap: Cap::Butt };
    let mut shape = Shape::framed(frame, stroke);
    shape.path.extend([
        PathStep::Move(Point::new(left, top)),
        PathStep::Line(Point::new(right, bottom)),
        PathStep::Move(Point::new(left, bottom)),
        PathStep::Line(Point::new(right, top)),
    ]);
    shape
}
