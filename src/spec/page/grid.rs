//! Base columns, the baseline grid, and places on it.

use crate::diag::Span;
use crate::geom::{Abs, ColumnSpan, LineSpan, Rect};
use crate::page::GridGeometry;

/// Base columns and the baseline grid, in flow coordinates (see [`Flow`](crate::geom::Flow)): on a
/// vertical page the columns are its tiers, 段, and the lines are counted from
/// the right.
///
/// Line `n` (from 1) is a strip that starts `(n - 1) * leading` below the top
/// of the type area. A character of the body stands in it with the top of its
/// em box on the strip's top; the line gap is below. So text, pictures and
/// frames that start on the same line start at the same height.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grid {
    /// The type area, 版心.
    pub area: Rect,
    /// How many base columns.
    pub columns: u32,
    /// Between two base columns.
    pub gutter: Abs,
    /// Baseline to baseline.
    pub leading: Abs,
    /// From the top of the type area to the first baseline.
    pub first_baseline: Abs,
    /// Height of the body's em box.
    pub body_size: Abs,
    /// How many lines fit into the type area.
    pub lines: u32,
    /// How many of its lines one line of text takes: 1, or 4 where gaps are
    /// counted in quarters of a line. `leading` is then a quarter of what is from
    /// baseline to baseline.
    pub steps: u32,
}

impl Grid {
    /// Width of one base column.
    #[must_use]
    pub fn column_width(&self) -> Abs {
        let columns = i64::from(self.columns.max(1));
        (self.area.width() - self.gutter * (columns - 1)) / columns
    }

    /// Left and right edge of a run of base columns. All columns have one measure,
    /// exactly; what a unit cannot be parted into goes to the gutters.
    #[must_use]
    pub fn column_edges(&self, span: ColumnSpan) -> (Abs, Abs) {
        let columns = i64::from(self.columns.max(1));
        let pitch = self.area.width() + self.gutter;
        let left_of = |column: u32| self.area.left + pitch.scale(i64::from(column) - 1, columns);
        let measure = pitch / columns - self.gutter;
        (left_of(span.first), left_of(span.last) + measure)
    }

    /// From baseline to baseline of the text.
    #[must_use]
    pub fn text_leading(&self) -> Abs {
        self.leading * i64::from(self.steps)
    }

    /// The top of a line's strip.
    #[must_use]
    pub fn line_top(&self, line: u32) -> Abs {
        self.area.top + self.leading * (i64::from(line) - 1)
    }

    /// The baseline of a line.
    #[must_use]
    pub fn baseline(&self, line: u32) -> Abs {
        self.line_top(line) + self.first_baseline
    }

    /// Top and bottom of a box over a run of lines: from the top of the first
    /// line's em box to the bottom of the last one's, without the gap below.
    #[must_use]
    pub fn line_edges(&self, span: LineSpan) -> (Abs, Abs) {
        let last = (span.last + 1).saturating_sub(self.steps).max(span.first);
        (self.line_top(span.first), self.line_top(last) + self.body_size)
    }

    /// The grid lines whose em boxes lie between two heights; the nearest one
    /// if there is none, so that a place always has a line to be told by.
    #[must_use]
    pub fn lines_within(&self, top: Abs, bottom: Abs) -> LineSpan {
        let above = top - self.area.top;
        // The first line that starts at or below the top.
        let first = self.line_number(-((-above).count_of(self.leading)) + 1);
        let last = (bottom - self.body_size - self.area.top).count_of(self.leading) + 1;
        LineSpan { first, last: self.line_number(last).max(first) }
    }

    /// The grid lines whose em boxes reach between two heights; the nearest one
    /// if there is none.
    #[must_use]
    pub fn lines_touching(&self, top: Abs, bottom: Abs) -> LineSpan {
        let first = (top - self.body_size - self.area.top).count_of(self.leading) + 2;
        let first = self.line_number(first);
        let last = self.line_number(-((self.area.top - bottom).count_of(self.leading)));
        LineSpan { first, last: last.max(first) }
    }

    /// The nearest line that there is.
    fn line_number(&self, number: i64) -> u32 {
        u32::try_from(number.clamp(1, i64::from(self.lines))).unwrap_or(1)
    }

    /// The same in lengths, for overlays.
    #[must_use]
    pub fn geometry(&self) -> GridGeometry {
        GridGeometry {
            area: self.area,
            columns: (1..=self.columns)
                .map(|column| self.column_edges(ColumnSpan { first: column, last: column }))
                .collect(),
            first_baseline: self.baseline(1),
            leading: self.leading,
            lines: self.lines,
        }
    }
}

/// Where something stands, in flow coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Area {
    /// Left edge.
    pub left: Abs,
    /// Right edge.
    pub right: Abs,
    /// The base columns, if it was placed by them.
    pub columns: Option<ColumnSpan>,
    /// The grid lines it covers; text stands only on these.
    pub lines: LineSpan,
    /// Top and bottom, if it was placed by lengths; otherwise the lines' own
    /// edges.
    pub exact: Option<(Abs, Abs)>,
    /// Where the spec says so.
    pub span: Span,
}

impl Area {
    /// How many base columns it spans; one if it was placed by lengths.
    #[must_use]
    pub fn base_columns(&self) -> u32 {
        self.columns.map_or(1, |span| span.last - span.first + 1)
    }

    /// The box it covers.
    #[must_use]
    pub fn rect(&self, grid: &Grid) -> Rect {
        let (top, bottom) = self.exact.unwrap_or_else(|| grid.line_edges(self.lines));
        Rect { left: self.left, top, right: self.right, bottom }
    }
}
