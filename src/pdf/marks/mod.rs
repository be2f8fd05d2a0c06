//! Printer's marks: where to cut, whether the plates stand in register, how
//! the inks print, and which page it is.
//!
//! All of them stand outside the bleed, in the room that
//! [`crate::page::slug_insets`] leaves.

mod bars;
mod slug;

use super::sheet::PdfSheet;
use super::used;
use crate::color::{Color, Overprint, Paint};
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect};
use crate::page::{BaseInks, Cap, Document, Line, Marks, Page, PathStep, Shape, Stroke};

/// The width of the lines of crop and register marks.
pub(super) const HAIRLINE: Abs = Abs::from_units(254_000 / 4);

/// One mark, in the page's coordinates.
pub(super) enum PrinterMark {
    /// Drawn on every plate there is (PDF 32000-1, 8.6.6.4, the colorant All).
    Register(MarkOutline),
    /// Drawn in inks of its own.
    Shape(Shape),
    /// Small type.
    Line(Line),
}

/// A path that all plates carry.
pub(super) struct MarkOutline {
    pub(super) path: Vec<PathStep>,
    pub(super) drawn: Drawn,
}

/// How a path is drawn.
#[derive(Clone, Copy)]
pub(super) enum Drawn {
    /// Its inside is filled.
    Filled,
    /// Along its line, as a hairline.
    Stroked,
}

/// The marks of a page, in painting order.
pub(super) fn of(
    document: &Document,
    page: &Page,
    sheet: PdfSheet,
    fonts: &FontLibrary,
) -> Vec<PrinterMark> {
    let outlines = || {
        let cut = crop_marks(sheet).into_iter().chain(fold_marks(&page.folds, sheet));
        cut.chain(register_marks(&page.folds, sheet))
    };
    match page.marks {
        Marks::None => Vec::new(),
        Marks::Crop => on_all_plates(page, outlines()),
        Marks::Full => {
            let (patches, place) = bars::patches(page, sheet);
            let stars = outlines().chain(bars::stars(place));
            let mut marks = on_all_plates(page, stars);
            marks.extend(patches.into_iter().map(PrinterMark::Shape));
            marks.push(PrinterMark::Line(slug::line(document, page, sheet, fonts)));
            marks
        }
    }
}

/// What all plates of a page carry. A page in all process inks has the
/// colorant that means just that; a page in fewer inks would get plates by it
/// that it does not have.
fn on_all_plates(page: &Page, outlines: impl Iterator<Item = MarkOutline>) -> Vec<PrinterMark> {
    let colors = match page.inks.base {
        BaseInks::Process => return outlines.map(PrinterMark::Register).collect(),
        BaseInks::Black => own_inks(page),
    };
    let paint = |color: &Color| Paint { color: *color, overprint: Overprint::Overprint };
    outlines
        .flat_map(|MarkOutline { path, drawn }| {
            let shape = |color: &Color| match drawn {
                Drawn::Filled => Shape {
                    path: path.clone(),
                    fill: Some(paint(color)),
                    stroke: None,
                    alt: None,
                    element: None,
                },
                Drawn::Stroked => Shape::stroked(path.clone(), hairline(paint(color))),
            };
            colors.iter().map(shape).map(PrinterMark::Shape).collect::<Vec<_>>()
        })
        .collect()
}

/// Black, and the spot inks of the page, solid.
fn own_inks(page: &Page) -> Vec<Color> {
    [Color::BLACK].into_iter().chain(spots(page)).collect()
}

/// The spot inks that a page is printed with, solid: those that it names and
/// those that its colors use.
fn spots(page: &Page) -> Vec<Color> {
    let used = used::spots_of(page);
    let named = |name: &String| page.inks.spots.contains(name);
    page.spots
        .ids()
        .filter(|(id, ink)| used.contains(id) || named(&ink.name))
        .map(|(ink, _)| Color::Spot { ink, tint: crate::color::Tint::SOLID })
        .collect()
}

fn hairline(paint: Paint) -> Stroke {
    Stroke { paint, width: HAIRLINE, dash: None, cap: Cap::Butt }
}

/// Two lines at each corner of the trim, wholly outside the bleed.
fn crop_marks(sheet: PdfSheet) -> Vec<MarkOutline> {
    let near = Abs::mm(2.0);
    let far = near + Abs::mm(5.0);
    let (trim, bleed) = (sheet.trim(), sheet.bleed());
    let mut marks = Vec::new();
    for x in [trim.left, trim.right] {
        marks.push(line(Point::new(x, bleed.top - far), Point::new(x, bleed.top - near)));
        marks.push(line(Point::new(x, bleed.bottom + near), Point::new(x, bleed.bottom + far)));
    }
    for y in [trim.top, trim.bottom] {
        marks.push(line(Point::new(bleed.left - far, y), Point::new(bleed.left - near, y)));
        marks.push(line(Point::new(bleed.right + near, y), Point::new(bleed.right + far, y)));
    }
    marks
}

/// A dashed line above and below each fold, wholly outside the bleed.
fn fold_marks(folds: &[Abs], sheet: PdfSheet) -> Vec<MarkOutline> {
    let bleed = sheet.bleed();
    let dashes = [(2.0, 3.2), (3.9, 5.1), (5.8, 7.0)];
    let mut marks = Vec::new();
    for x in folds.iter().copied() {
        for (near, far) in dashes.map(|(near, far)| (Abs::mm(near), Abs::mm(far))) {
            marks.push(line(Point::new(x, bleed.top - far), Point::new(x, bleed.top - near)));
            let (near, far) = (bleed.bottom + near, bleed.bottom + far);
            marks.push(line(Point::new(x, near), Point::new(x, far)));
        }
    }
    marks
}

/// A cross in a circle at the middle of each side, or beside a fold there.
fn register_marks(folds: &[Abs], sheet: PdfSheet) -> Vec<MarkOutline> {
    let (trim, bleed) = (sheet.trim(), sheet.bleed());
    let off = Abs::mm(4.5);
    let center = Point::new((trim.left + trim.right) / 2, (trim.top + trim.bottom) / 2);
    let is_folded = folds.iter().any(|fold| (*fold - center.x).abs() < Abs::mm(5.0));
    let aside = if is_folded { Abs::mm(10.0) } else { Abs::ZERO };
    [
        Point::new(center.x + aside, bleed.top - off),
        Point::new(center.x + aside, bleed.bottom + off),
        Point::new(bleed.left - off, center.y),
        Point::new(bleed.right + off, center.y),
    ]
    .into_iter()
    .flat_map(register_mark)
    .collect()
}

fn register_mark(at: Point) -> [MarkOutline; 3] {
    let arm = Abs::mm(2.5);
    [
        line(Point::new(at.x - arm, at.y), Point::new(at.x + arm, at.y)),
        line(Point::new(at.x, at.y - arm), Point::new(at.x, at.y + arm)),
        MarkOutline { path: circle(at, Abs::mm(1.5)), drawn: Drawn::Stroked },
    ]
}

fn line(from: Point, to: Point) -> MarkOutline {
    MarkOutline { path: vec![PathStep::Move(from), PathStep::Line(to)], drawn: Drawn::Stroked }
}

fn circle(center: Point, radius: Abs) -> Vec<PathStep> {
    // The usual length of handle for a quarter circle: 0.5523 of the radius.
    let handle = radius.scale(5523, 10_000);
    let bounds =
        Rect { left: center.x, right: center.x, top: center.y, bottom: center.y }.grown(radius);
    let point = Point::new;
    vec![
        PathStep::Move(point(bounds.right, center.y)),
        PathStep::Curve(
            point(bounds.right, center.y + handle),
            point(center.x + handle, bounds.bottom),
            point(center.x, bounds.bottom),
        ),
        PathStep::Curve(
            point(center.x - handle, bounds.bottom),
            point(bounds.left, center.y + handle),
            point(bounds.left, center.y),
        ),
        PathStep::Curve(
            point(bounds.left, center.y - handle),
            point(center.x - handle, bounds.top),
            point(center.x, bounds.top),
        ),
        PathStep::Curve(
            point(center.x + handle, bounds.top),
            point(bounds.right, center.y - handle),
            point(bounds.right, center.y),
        ),
        PathStep::Close,
    ]
}
