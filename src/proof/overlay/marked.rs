//! Places that are marked on a page, each with its words: what changed since the proof
//! before.

use super::stroke;
use crate::color::Color;
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect};
use crate::page::{Item, Page, Shape};
use crate::proof::label::{Label, LabelStyle};

/// A place on a page that is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedPlace {
    /// Where it is.
    pub place: Rect,
    /// How it is shown.
    pub mark: PlaceMark,
    /// What is said of it; nothing if empty.
    pub words: String,
}

/// How a place is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceMark {
    /// In a frame.
    Frame,
    /// By a bar at its left.
    Bar,
}

/// Marks places on top of everything that is on a page.
pub fn mark_places(page: &mut Page, places: &[MarkedPlace], fonts: &FontLibrary) {
    let red = Color::cmyk(0.0, 95.0, 80.0, 0.0);
    let outline = stroke(red, Abs::pt(0.7));
    let style = LabelStyle { size: Abs::pt(5.5), ink: Color::WHITE, background: Some(red) };
    // Labels come last, so that no frame runs through one.
    let mut labels = Vec::new();
    for MarkedPlace { place, mark, words } in places {
        let shape = match mark {
            PlaceMark::Frame => Shape::framed(around(*place), outline.clone()),
            PlaceMark::Bar => {
                let right = place.left - Abs::pt(1.5);
                let bar = Rect { left: right - Abs::pt(1.2), right, ..*place };
                Shape::filled(bar, outline.paint)
            }
        };
        page.items.push(Item::Shape(shape));
        if !words.is_empty() {
            let corner = Point::new(around(*place).left, around(*place).top);
            let label = Label { text: words, style };
            labels.extend(label.standing_on_left(corner, fonts));
        }
    }
    page.items.extend(labels);
}

/// A place with some air around it.
fn around(place: Rect) -> Rect {
    let air = Abs::pt(1.0);
    Rect {
        left: place.left - air,
        top: place.top - air,
        right: place.right + air,
        bottom: place.bottom + air,
    }
}
