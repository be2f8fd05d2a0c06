//! Color bars below the page: patches that the press is set by, and stars
//! that show slur and doubling.

use super::{Drawn, MarkOutline, PdfSheet, spots};
use crate::color::{Color, Overprint, Paint, Tint};
use crate::geom::{Abs, Point, Rect};
use crate::page::{BaseInks, Page, PathStep, Shape};

/// The patches of a page in one row, and the place that they take up together.
pub(super) fn patches(page: &Page, sheet: PdfSheet) -> (Vec<Shape>, Rect) {
    let colors = colors(page);
    let (trim, bleed) = (sheet.trim(), sheet.bleed());
    let count = i64::try_from(colors.len()).unwrap_or(i64::MAX);
    // Densitometers look at some 3 mm; narrow pages make do with less.
    let width = Abs::mm(5.0).min(trim.width() / count);
    // Below the crop marks, which end 7 mm from the bleed.
    let top = bleed.bottom + Abs::mm(8.0);
    let left = (trim.left + trim.right - width * count) / 2;
    let place = Rect { left, top, right: left + width * count, bottom: top + Abs::mm(4.0) };
    let shapes = (0..)
        .zip(colors)
        .map(|(at, color)| {
            let left = place.left + width * at;
            let rect = Rect { left, right: left + width, ..place };
            // Nothing lies below: what overprints is mixed in the patch.
            Shape::filled(rect, Paint { color, overprint: Overprint::Knockout })
        })
        .collect();
    (shapes, place)
}

/// Solids and tints of each ink, process inks on each other, and a gray of
/// three inks beside the tint of black that it should look like; of the inks
/// that the page is printed with only.
fn colors(page: &Page) -> Vec<Color> {
    let solids = match page.inks.base {
        BaseInks::Process => vec![
            Color::cmyk(100.0, 0.0, 0.0, 0.0),
            Color::cmyk(0.0, 100.0, 0.0, 0.0),
            Color::cmyk(0.0, 0.0, 100.0, 0.0),
            Color::BLACK,
        ],
        BaseInks::Black => vec![Color::BLACK],
    };
    let mut colors: Vec<Color> = [100.0, 50.0, 25.0]
        .into_iter()
        .flat_map(|percent| solids.iter().map(move |ink| ink.scaled(Tint::percent(percent))))
        .collect();
    if page.inks.base == BaseInks::Process {
        colors.extend([
            Color::cmyk(100.0, 100.0, 0.0, 0.0),
            Color::cmyk(100.0, 0.0, 100.0, 0.0),
            Color::cmyk(0.0, 100.0, 100.0, 0.0),
            Color::cmyk(100.0, 100.0, 100.0, 0.0),
            // Gray on newsprint takes more cyan than the others.
            Color::cmyk(30.0, 24.0, 24.0, 0.0),
            Color::gray(30.0),
        ]);
    }
    for ink in spots(page) {
        colors.extend([ink, ink.scaled(Tint::percent(50.0))]);
    }
    colors
}

/// Cosines of 0, 11.25, 22.5 ... 90 degrees in ten thousandths: a table is the
/// same on every machine.
const COSINES: [i64; 9] = [10_000, 9808, 9239, 8315, 7071, 5556, 3827, 1951, 0];

/// A star of sixteen rays at each end of the bars.
pub(super) fn stars(bars: Rect) -> [MarkOutline; 2] {
    let off = Abs::mm(4.0);
    let y = (bars.top + bars.bottom) / 2;
    [bars.left - off, bars.right + off].map(|x| star(Point::new(x, y), Abs::mm(2.0)))
}

fn star(center: Point, radius: Abs) -> MarkOutline {
    let on_circle = |step: usize| {
        let (cosine, sine) = direction(step);
        Point::new(center.x + radius.scale(cosine, 10_000), center.y + radius.scale(sine, 10_000))
    };
    let path = (0..16)
        .flat_map(|ray| {
            [
                PathStep::Move(center),
                PathStep::Line(on_circle(ray * 2)),
                PathStep::Line(on_circle(ray * 2 + 1)),
                PathStep::Close,
            ]
        })
        .collect();
    MarkOutline { path, drawn: Drawn::Filled }
}

/// Cosine and sine of so many steps of 11.25 degrees.
fn direction(step: usize) -> (i64, i64) {
    let within = step % 8;
    let (along, across) = (COSINES[within], COSINES[8 - within]);
    match step / 8 % 4 {
        0 => (along, across),
        1 => (-across, along),
        2 => (-along, -across),
        _ => (across, -along),
    }
}
