//! Places that are marked on a page, each with its words: what changed since the proof
//! before.

use super::stroke;
use crate::color::Color;
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect, WritingMode};
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

/// Sizes of the words, in points. The larger one can be read on paper; the smaller one
/// stands in the white between two lines of body text (13.5 pt with type of 9.5 pt).
const SIZES: [f64; 2] = [5.5, 3.0];

/// The least room that words get, in points: a column of a page with many.
const LEAST_ROOM: f64 = 80.0;

/// Marks places on top of everything that is on a page.
pub fn mark_places(page: &mut Page, places: &[MarkedPlace], fonts: &FontLibrary) {
    let red = Color::cmyk(0.0, 95.0, 80.0, 0.0);
    let outline = stroke(red, Abs::pt(0.7));
    let text: Vec<Rect> = page.items.iter().filter_map(text_of).collect();
    // Labels come last, so that no frame runs through one.
    let (mut labels, mut taken) = (Vec::new(), Vec::new());
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
            let frame = around(*place);
            let (words, size, ground) = placed(words, frame, &text, &taken, fonts);
            let style = LabelStyle { size, ink: Color::WHITE, background: Some(red) };
            let corner = Point::new(ground.left, ground.bottom);
            labels.extend(Label { text: &words, style }.standing_on_left(corner, fonts));
            taken.push(ground);
        }
    }
    page.items.extend(labels);
}

/// Where words stand above a frame, how large and how many of them: so large as they can be
/// without covering a line, and above others that are there.
fn placed(
    words: &str,
    frame: Rect,
    text: &[Rect],
    taken: &[Rect],
    fonts: &FontLibrary,
) -> (String, Abs, Rect) {
    let room = (frame.right - frame.left).max(Abs::pt(LEAST_ROOM));
    let mut best = None;
    for size in SIZES.map(Abs::pt) {
        let style = LabelStyle { size, ink: Color::WHITE, background: None };
        let words = Label { text: words, style }.words_within(room, fonts);
        let label = Label { text: &words, style };
        let right = frame.left + label.width(fonts);
        let mut ground =
            Rect { left: frame.left, right, top: frame.top - label.height(), bottom: frame.top };
        while let Some(other) = taken.iter().find(|other| other.overlaps(ground)) {
            ground.bottom = other.top;
            ground.top = ground.bottom - label.height();
        }
        let covers = text.iter().any(|line| line.overlaps(ground));
        best = Some((words, size, ground));
        if !covers {
            break;
        }
    }
    best.unwrap_or((String::new(), Abs::ZERO, frame))
}

/// Where the type of a line stands.
fn text_of(item: &Item) -> Option<Rect> {
    let Item::Line(line) = item else { return None };
    let size = line.runs.iter().map(|run| run.size).max()?;
    let Point { x, y } = line.origin;
    Some(match line.writing {
        WritingMode::Horizontal => {
            let ends = line.runs.iter().filter_map(|run| Some(run.glyphs.last()?.x + run.size));
            let right = x + ends.max().unwrap_or(line.measure);
            Rect { left: x, right, top: y - size.scale(88, 100), bottom: y + size.scale(7, 100) }
        }
        WritingMode::Vertical => {
            let (left, right) = (x - size.scale(12, 100), x + size.scale(88, 100));
            Rect { left, right, top: y, bottom: y + line.measure }
        }
    })
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
