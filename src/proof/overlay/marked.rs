//! Places that are marked on a page, each with its words: what changed since the proof
//! before.

use super::stroke;
use crate::color::Color;
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect, WritingMode};
use crate::page::{Item, Page, PathStep, Shape};
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

/// The size of the words, in points: it can be read on paper.
const SIZE: f64 = 5.5;
/// The least room that words get above a frame, in points: a column of a page with many.
const LEAST_ROOM: f64 = 80.0;
/// The narrowest margin that takes words, in points: three characters.
const LEAST_MARGIN: f64 = 20.0;
/// How many lines of words stand in a margin; what is longer is cut off.
const MOST_LINES: usize = 6;
/// What is left free beside words in a margin, and the width of the line that leads to
/// them, in points.
const MARGIN_AIR: f64 = 3.0;
const LEADER: f64 = 0.3;

/// Marks places on top of everything that is on a page.
pub fn mark_places(page: &mut Page, places: &[MarkedPlace], fonts: &FontLibrary) {
    let red = Color::cmyk(0.0, 95.0, 80.0, 0.0);
    let outline = stroke(red, Abs::pt(0.7));
    let mut desk = WordsDesk::of(page, fonts);
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
        if words.is_empty() {
            continue;
        }
        let PlacedWords { lines, leader } = desk.place(words, around(*place));
        if !leader.is_empty() {
            page.items.push(Item::Shape(Shape::stroked(leader, stroke(red, Abs::pt(LEADER)))));
        }
        let style = LabelStyle { background: Some(red), ..label_style() };
        for PlacedLine { words, ground } in lines {
            let corner = Point::new(ground.left, ground.bottom);
            labels.extend(Label { text: &words, style }.standing_on_left(corner, fonts));
        }
    }
    page.items.extend(labels);
}

/// Where words can stand on a page.
struct WordsDesk<'d> {
    fonts: &'d FontLibrary,
    /// Where type stands.
    text: Vec<Rect>,
    /// The page between its edges, and what of it has type.
    trim: Rect,
    area: Rect,
    /// Where words stand already.
    taken: Vec<Rect>,
}

/// Words in their place.
struct PlacedWords {
    lines: Vec<PlacedLine>,
    /// What leads to them from the place that they are about; nothing where they stand
    /// beside it.
    leader: Vec<PathStep>,
}

/// A line of them.
struct PlacedLine {
    words: String,
    ground: Rect,
}

impl<'d> WordsDesk<'d> {
    fn of(page: &Page, fonts: &'d FontLibrary) -> Self {
        let text: Vec<Rect> = page.items.iter().filter_map(text_of).collect();
        let area = text.iter().fold(page.grid.area, |all, line| Rect {
            left: all.left.min(line.left),
            right: all.right.max(line.right),
            ..all
        });
        let trim = Rect::at(Point::default(), page.trim);
        Self { fonts, text, trim, area, taken: Vec::new() }
    }

    /// Above the frame where that covers no line, else in the margin; above the frame all
    /// the same where that has no room.
    fn place(&mut self, words: &str, frame: Rect) -> PlacedWords {
        let above = self.above(words, frame);
        let is_free = |line: &PlacedLine| !self.text.iter().any(|it| it.overlaps(line.ground));
        let placed = if is_free(&above) { None } else { self.in_margin(words, frame) };
        let placed =
            placed.unwrap_or_else(|| PlacedWords { lines: vec![above], leader: Vec::new() });
        self.taken.extend(placed.lines.iter().map(|line| line.ground));
        placed
    }

    /// Above a frame, and above other words that are there.
    fn above(&self, words: &str, frame: Rect) -> PlacedLine {
        let room = (frame.right - frame.left).max(Abs::pt(LEAST_ROOM));
        let style = label_style();
        let words = Label { text: words, style }.words_within(room, self.fonts);
        let label = Label { text: &words, style };
        let right = frame.left + label.width(self.fonts);
        let mut ground =
            Rect { left: frame.left, right, top: frame.top - label.height(), bottom: frame.top };
        while let Some(other) = self.taken.iter().find(|other| other.overlaps(ground)) {
            ground.bottom = other.top;
            ground.top = ground.bottom - label.height();
        }
        PlacedLine { words, ground }
    }

    /// In the nearer margin that has room, at the frame's height or below what stands there.
    /// The line that leads to it runs in the white above the frame.
    fn in_margin(&self, words: &str, frame: Rect) -> Option<PlacedWords> {
        let air = Abs::pt(MARGIN_AIR);
        let left = Rect { left: self.trim.left + air, right: self.area.left - air, ..self.trim };
        let right = Rect { left: self.area.right + air, right: self.trim.right - air, ..self.trim };
        let is_left = frame.left - self.area.left <= self.area.right - frame.right;
        let nearer = if is_left { [left, right] } else { [right, left] };
        let has_room = |margin: &Rect| margin.right - margin.left >= Abs::pt(LEAST_MARGIN);
        let margin = nearer.into_iter().find(has_room)?;
        let is_left = margin.right <= self.area.left;
        let label = Label { text: words, style: label_style() };
        let lines = label.lines_within(margin.right - margin.left, MOST_LINES, self.fonts);
        let height = label.height();
        let mut block = Rect { top: frame.top, bottom: frame.top, ..margin };
        loop {
            block.bottom = block.top + height * lines.len() as i64;
            let Some(other) = self.taken.iter().find(|it| it.overlaps(block)) else { break };
            block.top = other.bottom + Abs::pt(1.0);
        }
        if block.bottom > self.trim.bottom {
            return None;
        }
        let mut top = block.top;
        let lines: Vec<PlacedLine> = lines
            .into_iter()
            .map(|words| {
                let width = Label { text: &words, ..label }.width(self.fonts);
                let start = if is_left { block.right - width } else { block.left };
                let ground = Rect { left: start, right: start + width, top, bottom: top + height };
                top = ground.bottom;
                PlacedLine { words, ground }
            })
            .collect();
        let (from, edge, end) = match is_left {
            true => (frame.left, self.area.left, block.right),
            false => (frame.right, self.area.right, block.left),
        };
        let leader = vec![
            PathStep::Move(Point::new(from, frame.top)),
            PathStep::Line(Point::new(edge, frame.top)),
            PathStep::Line(Point::new(end, block.top + height / 2)),
        ];
        Some(PlacedWords { lines, leader })
    }
}

/// What the words look like, but for their ground.
fn label_style() -> LabelStyle {
    LabelStyle { size: Abs::pt(SIZE), ink: Color::WHITE, background: None }
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
