//! Paper and grid: what every place and every unit on the page rests on.

use super::{ResolvedSheet, Resolver};
use crate::diag::Span;
use crate::diag::finding::{Bound, SpecFault};
use crate::geom::{Abs, Flow, Insets, Rect, Size, WritingMode};
use crate::page::Marks;
use crate::spec::inherit::is_western;
use crate::spec::page::Grid;
use crate::spec::raw::{Field, Length, RawGrid, RawSheet, RawSpec};

/// The smallest and largest side of a sheet, in millimetres.
const PAPER_MM: (i64, i64) = (20, 5000);
/// The largest bleed, in millimetres.
const BLEED_MM: i64 = 50;
/// More columns or lines than this are a mistake.
const MOST_COLUMNS: u32 = 40;
const MOST_LINES: u32 = 2000;
/// The smallest and largest size of type, in points.
pub(super) const SIZE_PT: (i64, i64) = (1, 1500);
/// How far the em box reaches above the baseline in Chinese and Japanese
/// faces, in hundredths of the size (OpenType BASE `ideo`: 880 of 1000).
const ASCENT: i64 = 88;

/// What `em` and `lines` mean on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Units {
    /// The body size.
    pub(super) em: Abs,
    /// The leading.
    pub(super) line: Abs,
}

impl Units {
    /// A length as written, as a length.
    pub(super) fn length(self, written: Length) -> Abs {
        match written {
            Length::Abs(length) => length,
            Length::Em(times) => self.em.scale(thousandths(times), 1000),
            Length::Lines(times) => self.line.scale(thousandths(times), 1000),
        }
    }
}

/// A written number in thousandths, so that halves and thirds of an em are
/// the same length everywhere.
fn thousandths(number: f64) -> i64 {
    (number * 1000.0).round() as i64
}

impl ResolvedSheet {
    /// Some sheet with room for everything, to go on checking with when the
    /// spec's own cannot be made out.
    pub(super) fn stand_in() -> Self {
        let side = Abs::mm(PAPER_MM.1 as f64);
        let paper = Size::new(side, side);
        Self {
            paper,
            flow: Flow { writing: WritingMode::Horizontal, sheet_width: paper.width },
            bleed: Abs::ZERO,
            marks: Marks::None,
            grid: Grid {
                area: Rect::at(crate::geom::Point::default(), paper),
                columns: MOST_COLUMNS,
                gutter: Abs::ZERO,
                leading: Abs::pt(2.0),
                first_baseline: Abs::pt(1.0),
                body_size: Abs::pt(1.0),
                lines: MOST_LINES,
                steps: 1,
            },
        }
    }

    /// What `em` and `lines` mean here.
    pub(super) fn units(&self) -> Units {
        Units { em: self.grid.body_size, line: self.grid.leading }
    }

    /// The sheet with its bleed, in flow coordinates: nothing can stand outside.
    pub(super) fn printable(&self) -> Rect {
        let sheet = Rect::at(crate::geom::Point::default(), self.paper).grown(self.bleed);
        self.flow.rect_to_flow(sheet)
    }
}

impl Resolver<'_> {
    /// Works out the sheet and its grid.
    pub(super) fn sheet(&mut self, spec: &RawSpec) -> Option<ResolvedSheet> {
        let (no_sheet, no_grid) = (RawSheet::default(), RawGrid::default());
        let sheet = spec.sheet.value().unwrap_or(&no_sheet);
        let grid = spec.grid.value().unwrap_or(&no_grid);
        let paper = self.paper(sheet);
        let body = self.body_size(spec);
        let leading = self.leading(grid, body);
        let columns = self.column_count(grid);
        let (paper, body, leading, columns) = (paper?, body?, leading?, columns?);
        let units = Units { em: body, line: leading };
        let bleed = self.bleed(sheet, units)?;
        let writing = spec.page.value().and_then(|page| page.writing.value()).copied();
        let flow =
            Flow { writing: writing.unwrap_or(WritingMode::Horizontal), sheet_width: paper.width };
        let area = flow.rect_to_flow(self.type_area(sheet, paper, units)?);
        let lang = spec.page.value().and_then(|page| page.lang.value()).copied();
        let western = lang.is_some_and(is_western);
        let (area, gutter) = self.columns(grid, area, columns, units, western)?;
        let lines = self.line_count(sheet, area, units)?;
        let first_baseline = self.first_baseline(grid, units)?;
        Some(ResolvedSheet {
            paper,
            flow,
            bleed,
            marks: sheet.marks.value().copied().unwrap_or(Marks::None),
            grid: Grid {
                area,
                columns,
                gutter,
                leading,
                first_baseline,
                body_size: body,
                lines,
                steps: 1,
            },
        })
    }

    fn paper(&mut self, sheet: &RawSheet) -> Option<Size> {
        let size = sheet.size.get()?;
        let (least, most) = (Abs::mm(PAPER_MM.0 as f64), Abs::mm(PAPER_MM.1 as f64));
        let fits = |side: Abs| (least..=most).contains(&side);
        let paper = size.value.0;
        if fits(paper.width) && fits(paper.height) {
            return Some(paper);
        }
        self.bad(
            size.span,
            SpecFault::PaperSide {
                least: Bound(PAPER_MM.0 as f64),
                most: Bound(PAPER_MM.1 as f64),
            },
        );
        None
    }

    fn body_size(&mut self, spec: &RawSpec) -> Option<Abs> {
        let style = spec.styles.value()?.body.value()?;
        let sizes = style.size.get()?;
        let [size] = sizes.value.0.as_slice() else {
            self.bad(sizes.span, SpecFault::BodySizes);
            return None;
        };
        match size.value.0 {
            Length::Abs(length) => self.checked_size(length, size.span),
            Length::Em(_) | Length::Lines(_) => {
                self.bad(size.span, SpecFault::BodyUnit);
                None
            }
        }
    }

    /// A size of type within reason.
    pub(super) fn checked_size(&mut self, size: Abs, span: Span) -> Option<Abs> {
        let (least, most) = SIZE_PT;
        if (Abs::pt(least as f64)..=Abs::pt(most as f64)).contains(&size) {
            return Some(size);
        }
        self.bad(
            span,
            SpecFault::TypeSize { least: Bound(SIZE_PT.0 as f64), most: Bound(SIZE_PT.1 as f64) },
        );
        None
    }

    fn leading(&mut self, grid: &RawGrid, body: Option<Abs>) -> Option<Abs> {
        let leading = grid.leading.get()?;
        let length = match leading.value {
            Length::Abs(length) => length,
            Length::Em(times) => body?.scale(thousandths(times), 1000),
            Length::Lines(_) => {
                self.bad(leading.span, SpecFault::LeadingUnit);
                return None;
            }
        };
        let body = body?;
        if length >= body && length <= Abs::pt(SIZE_PT.1 as f64) {
            return Some(length);
        }
        let finding = SpecFault::LeadingSmall { leading_pt: length.to_pt(), size_pt: body.to_pt() };
        self.bad(leading.span, finding);
        None
    }

    fn column_count(&mut self, grid: &RawGrid) -> Option<u32> {
        let columns = grid.columns.get()?;
        let count = columns.value.0;
        if (1..=MOST_COLUMNS).contains(&count) {
            return Some(count);
        }
        self.bad(
            columns.span,
            SpecFault::ColumnCount { columns: count as usize, most: Bound::from(MOST_COLUMNS) },
        );
        None
    }

    fn bleed(&mut self, sheet: &RawSheet, units: Units) -> Option<Abs> {
        let bleed = sheet.bleed.get()?;
        let length = units.length(bleed.value);
        if length >= Abs::ZERO && length <= Abs::mm(BLEED_MM as f64) {
            return Some(length);
        }
        self.bad(bleed.span, SpecFault::Bleed { most: Bound(BLEED_MM as f64) });
        None
    }

    /// The sheet without its margins.
    fn type_area(&mut self, sheet: &RawSheet, paper: Size, units: Units) -> Option<Rect> {
        let given = sheet.margin.get()?;
        let sides = &given.value.0;
        let top = self.margin(&sides.top, units);
        let right = self.margin(&sides.right, units);
        let bottom = self.margin(&sides.bottom, units);
        let left = self.margin(&sides.left, units);
        let margins = Insets { top: top?, right: right?, bottom: bottom?, left: left? };
        let area = Rect {
            left: margins.left,
            top: margins.top,
            right: paper.width - margins.right,
            bottom: paper.height - margins.bottom,
        };
        if area.left < area.right && area.top < area.bottom {
            return Some(area);
        }
        self.bad(given.span, SpecFault::NoTypeArea);
        None
    }

    fn margin(&mut self, field: &Field<Length>, units: Units) -> Option<Abs> {
        let side = field.get()?;
        let length = units.length(side.value);
        if length < Abs::ZERO {
            self.bad(side.span, SpecFault::MarginNegative);
            return None;
        }
        Some(length)
    }

    /// Shares the type area out among columns and gutters. Returns the area
    /// that the columns take, and the gutter.
    fn columns(
        &mut self,
        grid: &RawGrid,
        area: Rect,
        columns: u32,
        units: Units,
        western: bool,
    ) -> Option<(Rect, Abs)> {
        let count = i64::from(columns);
        let gutter = self.positive(&grid.gutter, units)?;
        let width = self.positive(&grid.column_width, units)?;
        let em = units.em;
        let (width, gutter, blame) = match (width, gutter) {
            (Some((width, _)), Some((gutter, span))) => (width, gutter, Some(span)),
            (Some((width, span)), None) => {
                (width, spread(area.width() - width * count, count), Some(span))
            }
            (None, Some((gutter, span))) => {
                (share(area.width() - gutter * (count - 1), count), gutter, Some(span))
            }
            (None, None) => {
                let least = em.scale(12, 10);
                let share = share(area.width() - least * (count - 1), count);
                // A column of Chinese is a whole number of characters wide, so
                // that lines without punctuation need no stretching.
                let width = if western { share } else { em * share.count_of(em) };
                (width, spread(area.width() - width * count, count), None)
            }
        };
        let blame = blame.or_else(|| grid.columns.get().map(|columns| columns.span))?;
        let taken = width * count + gutter * (count - 1);
        if width < em * 2 || gutter < Abs::ZERO {
            self.bad(
                blame,
                SpecFault::NoRoomForColumns {
                    columns: columns as usize,
                    width_mm: area.width().to_mm(),
                },
            );
            return None;
        }
        if taken > area.width() {
            self.bad(
                blame,
                SpecFault::ColumnsTooWide {
                    needed_mm: taken.to_mm(),
                    width_mm: area.width().to_mm(),
                },
            );
            return None;
        }
        // If columns and gutter are both given they may not fill the type area: it is made
        // narrower, so that every column is as wide as the spec says.
        let left = area.left + (area.width() - taken) / 2;
        Some((Rect { left, right: left + taken, ..area }, gutter))
    }

    /// A length that cannot be negative; the outer option is none if it is
    /// wrong, the inner one if it is not given.
    #[expect(clippy::option_option, reason = "wrong and not given are different things")]
    fn positive(&mut self, field: &Field<Length>, units: Units) -> Option<Option<(Abs, Span)>> {
        match field {
            Field::Absent => Some(None),
            Field::Unreadable => None,
            Field::Given(given) => {
                let length = units.length(given.value);
                if length < Abs::ZERO {
                    self.bad(given.span, SpecFault::LengthNegative);
                    return None;
                }
                Some(Some((length, given.span)))
            }
        }
    }

    fn line_count(&mut self, sheet: &RawSheet, area: Rect, units: Units) -> Option<u32> {
        let lines = (area.height() - units.em).count_of(units.line) + 1;
        let blame = sheet.margin.get()?.span;
        if area.height() < units.em {
            self.bad(blame, SpecFault::NoLine);
            return None;
        }
        let lines = u32::try_from(lines).ok().filter(|lines| *lines <= MOST_LINES);
        if lines.is_none() {
            self.bad(blame, SpecFault::ManyLines { most: Bound::from(MOST_LINES) });
        }
        lines
    }

    fn first_baseline(&mut self, grid: &RawGrid, units: Units) -> Option<Abs> {
        match self.positive(&grid.first_line, units)? {
            None => Some(units.em.scale(ASCENT, 100)),
            Some((length, span)) if length > units.line * 4 => {
                self.bad(span, SpecFault::FirstBaseline);
                None
            }
            Some((length, _)) => Some(length),
        }
    }
}

/// What is left, shared out among the gutters.
fn spread(left_over: Abs, columns: i64) -> Abs {
    if columns > 1 { share(left_over, columns - 1) } else { Abs::ZERO.min(left_over) }
}

/// An equal part of a length, rounded down: together they never exceed it.
fn share(length: Abs, parts: i64) -> Abs {
    Abs::from_units(length.units().div_euclid(parts.max(1)))
}
