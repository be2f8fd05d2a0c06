//! What elements are set on: a grid, and how it lies on the sheet.
//!
//! Layout works in flow coordinates (see [`Flow`]); what is added to matter is turned
//! into places on the sheet by the canvas that it is set on. A
//! vertical story on a horizontal page, a head that crosses the lines of its
//! text and a caption under a picture on a vertical page have canvases of their
//! own.

use crate::geom::{Abs, Flow, Rect, WritingMode};
use crate::page::{Part, PathStep, Shape};
use crate::spec::page::{Grid, PageSpec, StoryFrame};

/// A grid, and how it lies on the sheet.
#[derive(Debug, Clone)]
pub(in crate::layout) struct Canvas {
    pub(in crate::layout) grid: Grid,
    pub(in crate::layout) flow: Flow,
}

impl Canvas {
    /// The page's own.
    pub(in crate::layout) fn of(spec: &PageSpec) -> Self {
        Self { grid: spec.grid.clone(), flow: spec.flow }
    }

    /// A canvas of one column over a rectangle of the sheet, with the leading
    /// of this one.
    pub(in crate::layout) fn over(&self, rect: Rect, writing: WritingMode) -> Self {
        let flow = Flow { writing, ..self.flow };
        let area = flow.rect_to_flow(rect);
        let rest = (area.height() - self.grid.body_size).max(Abs::ZERO);
        let lines = u32::try_from(rest.count_of(self.grid.leading) + 1).unwrap_or(1);
        Self { grid: Grid { area, columns: 1, lines, ..self.grid.clone() }, flow }
    }

    /// The same with all its lines lower by so much.
    pub(in crate::layout) fn lowered(&self, by: Abs) -> Self {
        let mut canvas = self.clone();
        canvas.grid.area.top += by;
        canvas
    }

    /// The same with its last line at the foot of the rectangle.
    pub(in crate::layout) fn at_foot(mut self) -> Self {
        let grid = &mut self.grid;
        grid.area.top =
            grid.area.bottom - grid.body_size - grid.leading * (i64::from(grid.lines.max(1)) - 1);
        self
    }

    /// The same with its lines spread evenly over the whole of the rectangle.
    pub(in crate::layout) fn spread(mut self) -> Self {
        let grid = &mut self.grid;
        if grid.lines > 1 {
            let gaps = i64::from(grid.lines - 1);
            grid.leading = (grid.area.height() - grid.body_size) / gaps;
        }
        self
    }

    /// The same with the columns of a story, of whole characters: as many as it
    /// wants, or so many that no line is longer than is good to read.
    pub(in crate::layout) fn with_columns(mut self, frame: &StoryFrame) -> Self {
        let grid = &mut self.grid;
        grid.gutter = frame.gutter.unwrap_or(grid.gutter);
        let (width, em) = (grid.area.width(), frame.styles.get(Part::Body).size);
        let usual = || {
            let lines = (width + grid.gutter)
                .units()
                .div_euclid((em * LONGEST_LINE + grid.gutter).units().max(1));
            u32::try_from(lines + 1).unwrap_or(1)
        };
        let count = frame.text_columns.unwrap_or_else(usual).max(1);
        let gaps = i64::from(count) - 1;
        let measure = (width - grid.gutter * gaps) / i64::from(count);
        let measure = (em * measure.count_of(em)).max(em);
        if gaps > 0 {
            // What is left over goes between the columns, as far as that looks
            // well, and the rest to their feet.
            let share = (width - measure * i64::from(count)) / gaps;
            grid.gutter = share.min(grid.gutter.max(em * 2)).max(Abs::ZERO);
        }
        grid.area.right = grid.area.left + measure * i64::from(count) + grid.gutter * gaps;
        grid.columns = count;
        self
    }

    /// A shape as it lies on the sheet.
    pub(in crate::layout) fn shape(&self, mut shape: Shape) -> Shape {
        let place = |point| self.flow.point(point);
        for step in &mut shape.path {
            *step = match *step {
                PathStep::Move(to) => PathStep::Move(place(to)),
                PathStep::Line(to) => PathStep::Line(place(to)),
                PathStep::Curve(a, b, to) => PathStep::Curve(place(a), place(b), place(to)),
                PathStep::Close => PathStep::Close,
            };
        }
        shape
    }
}

/// Characters in a line of a vertical story on a horizontal page, at the most,
/// unless its columns are given.
const LONGEST_LINE: i64 = 24;

/// The writing mode that crosses another one.
pub(in crate::layout) fn crossing(writing: WritingMode) -> WritingMode {
    match writing {
        WritingMode::Horizontal => WritingMode::Vertical,
        WritingMode::Vertical => WritingMode::Horizontal,
    }
}
