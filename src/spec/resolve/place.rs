//! Places: columns, lines and lengths become boxes on the page.

use super::{ResolvedSheet, Resolver};
use crate::diag::Span;
use crate::diag::finding::{Bound, SpecFault};
use crate::geom::{Abs, ColumnSpan, LineSpan, WritingMode};
use crate::spec::page::{Area, Grid};
use crate::spec::raw::{Field, Length, Range, RangeEnd, RawPlace, Sp};

/// The half of a place that goes along the lines.
struct Across {
    left: Abs,
    right: Abs,
    columns: Option<ColumnSpan>,
    span: Span,
}

/// The half of a place that goes from line to line.
struct Down {
    lines: LineSpan,
    exact: Option<(Abs, Abs)>,
    span: Span,
}

/// A start and an extent in lengths, with the names of their keys.
struct Lengths<'r> {
    start: &'r Field<Length>,
    extent: &'r Field<Length>,
    keys: [&'static str; 2],
}

impl<'r> Lengths<'r> {
    fn from_left(place: &'r RawPlace) -> Self {
        Self { start: &place.left, extent: &place.width, keys: ["left", "width"] }
    }

    fn from_top(place: &'r RawPlace) -> Self {
        Self { start: &place.top, extent: &place.height, keys: ["top", "height"] }
    }

    /// The lengths along the lines, which a place has instead of columns.
    fn along(place: &'r RawPlace, sheet: &ResolvedSheet) -> Self {
        match sheet.flow.writing {
            WritingMode::Horizontal => Self::from_left(place),
            WritingMode::Vertical => Self::from_top(place),
        }
    }

    /// The lengths from line to line, which a place has instead of grid lines.
    fn across(place: &'r RawPlace, sheet: &ResolvedSheet) -> Self {
        match sheet.flow.writing {
            WritingMode::Horizontal => Self::from_top(place),
            WritingMode::Vertical => Self::from_left(place),
        }
    }
}

impl Resolver<'_> {
    /// The box of an element that `title` names in messages.
    pub(super) fn area(
        &mut self,
        place: &RawPlace,
        title: &str,
        owner: Span,
        sheet: &ResolvedSheet,
    ) -> Option<Area> {
        let across = self.across(place, title, owner, sheet);
        let down = self.down(place, title, owner, sheet);
        let (across, down) = (across?, down?);
        let area = Area {
            left: across.left,
            right: across.right,
            columns: across.columns,
            lines: down.lines,
            exact: down.exact,
            span: if across.columns.is_some() { down.span } else { across.span },
        };
        if sheet.printable().contains(area.rect(&sheet.grid)) {
            return Some(area);
        }
        self.bad(area.span, SpecFault::OffSheet { table: title.to_owned() });
        None
    }

    fn across(
        &mut self,
        place: &RawPlace,
        title: &str,
        owner: Span,
        sheet: &ResolvedSheet,
    ) -> Option<Across> {
        let lengths = Lengths::along(place, sheet);
        self.one_way(&place.columns, "columns", &lengths, title, owner)?;
        if let Some(range) = place.columns.get() {
            let columns = self.columns_of(range, &sheet.grid)?;
            let (left, right) = sheet.grid.column_edges(columns);
            return Some(Across { left, right, columns: Some(columns), span: range.span });
        }
        let (left, width, span) = self.stretch(&lengths, sheet)?;
        Some(Across { left, right: left + width, columns: None, span })
    }

    fn down(
        &mut self,
        place: &RawPlace,
        title: &str,
        owner: Span,
        sheet: &ResolvedSheet,
    ) -> Option<Down> {
        let lengths = Lengths::across(place, sheet);
        self.one_way(&place.lines, "lines", &lengths, title, owner)?;
        if let Some(range) = place.lines.get() {
            let lines = self.lines_of(range, &sheet.grid)?;
            return Some(Down { lines, exact: None, span: range.span });
        }
        let (start, height, span) = self.stretch(&lengths, sheet)?;
        let top = match sheet.flow.writing {
            WritingMode::Horizontal => start,
            // Vertical lines are counted from the right.
            WritingMode::Vertical => sheet.flow.sheet_width - start - height,
        };
        let lines = sheet.grid.lines_within(top, top + height);
        Some(Down { lines, exact: Some((top, top + height)), span })
    }

    /// A start and an extent in lengths.
    fn stretch(&mut self, lengths: &Lengths, sheet: &ResolvedSheet) -> Option<(Abs, Abs, Span)> {
        let (start, extent) = (lengths.start.get()?, lengths.extent.get()?);
        let units = sheet.units();
        let length = units.length(extent.value);
        if length <= Abs::ZERO {
            self.bad(extent.span, SpecFault::NotPositive);
            return None;
        }
        Some((units.length(start.value), length, start.span))
    }

    /// Makes sure that a direction is given in one way: by a range, or by
    /// start and extent. None if it is not, or if what is given was reported
    /// as unreadable.
    fn one_way(
        &mut self,
        range: &Field<Range>,
        range_key: &str,
        lengths: &Lengths,
        title: &str,
        owner: Span,
    ) -> Option<()> {
        let Lengths { start, extent, keys: [start_key, extent_key] } = lengths;
        let by_length = start.get().or(extent.get());
        if let (Field::Given(_), Some(length)) = (range, by_length) {
            let finding = SpecFault::PlaceTwice {
                table: title.to_owned(),
                key: range_key.to_owned(),
                keys: vec![start_key, extent_key],
            };
            self.bad(length.span, finding);
            return None;
        }
        let pair = start.is_absent() || extent.is_absent();
        if !range.is_absent() || !pair {
            return Some(());
        }
        let table = title.to_owned();
        let missing = if start.is_absent() && extent.is_absent() {
            let keys = vec![*start_key, *extent_key];
            SpecFault::NoPlace { table, key: range_key.to_owned(), keys }
        } else {
            let key = if start.is_absent() { start_key } else { extent_key };
            SpecFault::MissingKey { table, key: (*key).to_owned() }
        };
        self.bad(owner, missing);
        None
    }

    /// Base columns that are on the page.
    pub(super) fn columns_of(&mut self, range: &Sp<Range>, grid: &Grid) -> Option<ColumnSpan> {
        self.closed(range)?;
        let (first, last) = ends(range.value, grid.columns);
        if first <= last && last <= grid.columns {
            return Some(ColumnSpan { first, last });
        }
        let (is, has) = (last.max(first), grid.columns);
        self.bad(range.span, SpecFault::ColumnOutside { column: is, most: Bound::from(has) });
        None
    }

    /// Columns of a story whose lines cross the page's, out of so many of its
    /// own.
    pub(super) fn own_columns_of(&mut self, range: &Sp<Range>, count: u32) -> Option<ColumnSpan> {
        self.closed(range)?;
        let (first, last) = ends(range.value, count);
        if first <= last && last <= count {
            return Some(ColumnSpan { first, last });
        }
        let is = last.max(first);
        self.bad(range.span, SpecFault::OwnColumnOutside { column: is, most: Bound::from(count) });
        None
    }

    /// Only the lines of a story may be left open.
    fn closed(&mut self, range: &Sp<Range>) -> Option<()> {
        let Range { first, last } = range.value;
        if first != RangeEnd::Open && last != RangeEnd::Open {
            return Some(());
        }
        self.bad(range.span, SpecFault::OpenRange);
        None
    }

    /// Grid lines that are on the page.
    pub(super) fn lines_of(&mut self, range: &Sp<Range>, grid: &Grid) -> Option<LineSpan> {
        self.closed(range)?;
        let (first, last) = ends(range.value, grid.lines);
        if first <= last && last <= grid.lines {
            return Some(LineSpan { first, last });
        }
        let (is, has) = (last.max(first), grid.lines);
        self.bad(range.span, SpecFault::LineOutside { line: is, most: Bound::from(has) });
        None
    }
}

/// Both ends of a range that ends at `count` if it says so.
fn ends(range: Range, count: u32) -> (u32, u32) {
    let number = |end| match end {
        RangeEnd::At(number) => number,
        RangeEnd::Last | RangeEnd::Open => count,
    };
    (number(range.first), number(range.last))
}
