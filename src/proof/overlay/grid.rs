//! The grid: its baselines and columns, counted as `lines` and `columns` of the spec
//! count them.

use super::{PrintedAt, stroke};
use crate::color::Color;
use crate::font::FontLibrary;
use crate::geom::{Abs, Flow, Point};
use crate::page::{GridGeometry, Item, PathStep, Shape};
use crate::proof::label::{Label, LabelStyle};

/// Each so many lines have a number and a stronger line.
const COUNTED: u32 = 5;

pub(super) fn grid(
    grid: &GridGeometry,
    flow: Flow,
    printed: PrintedAt,
    fonts: &FontLibrary,
) -> Vec<Item> {
    let hairline = stroke(Color::cmyk(35.0, 0.0, 0.0, 0.0), Abs::pt(0.2));
    let counted = stroke(Color::cmyk(80.0, 20.0, 0.0, 0.0), Abs::pt(0.4));
    let baseline = |line: u32| grid.first_baseline + grid.leading * (i64::from(line) - 1);
    let mut items: Vec<Item> = (1..=grid.lines)
        .map(|line| {
            let y = baseline(line);
            let path = vec![
                PathStep::Move(flow.point(Point::new(grid.area.left, y))),
                PathStep::Line(flow.point(Point::new(grid.area.right, y))),
            ];
            let line = if is_counted(line, grid.lines) { &counted } else { &hairline };
            Item::Shape(Shape::stroked(path, line.clone()))
        })
        .collect();
    let edge = stroke(Color::cmyk(60.0, 0.0, 0.0, 0.0), Abs::pt(0.3));
    items.extend(grid.columns.iter().map(|(left, right)| {
        let mut column = grid.area;
        (column.left, column.right) = (*left, *right);
        Item::Shape(Shape::framed(flow.rect(column), edge.clone()))
    }));
    items.extend(numbers(grid, flow, printed, fonts));
    items
}

fn is_counted(line: u32, lines: u32) -> bool {
    line == 1 || line == lines || line.is_multiple_of(COUNTED)
}

/// The numbers of lines beside the type area, at both of its sides, and those of columns
/// before and after them.
fn numbers(grid: &GridGeometry, flow: Flow, printed: PrintedAt, fonts: &FontLibrary) -> Vec<Item> {
    let size = printed.legible(Abs::pt(6.0));
    let style = LabelStyle { size, ink: Color::cmyk(100.0, 40.0, 0.0, 0.0), background: None };
    let area = grid.area;
    let lines = (1..=grid.lines).filter(|line| {
        // The last one has no room beside one that is counted right before it.
        is_counted(*line, grid.lines) && (*line == grid.lines || line + 1 != grid.lines)
    });
    let lines = lines.flat_map(|line| {
        let y = grid.first_baseline + grid.leading * (i64::from(line) - 1) - size / 3;
        [area.left - size, area.right + size].map(|x| (Point::new(x, y), line))
    });
    let columns = (1..).zip(&grid.columns).flat_map(|(column, (left, right))| {
        let middle = *left + (*right - *left) / 2;
        let (above, below) = (area.top - size * 2 / 3, area.bottom + size * 2 / 3);
        [above, below].map(|y| (Point::new(middle, y), column))
    });
    lines
        .chain(columns)
        .flat_map(|(at, number)| {
            Label { text: &number.to_string(), style }.centered(flow.point(at), fonts)
        })
        .collect()
}
