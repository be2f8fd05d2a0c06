//! Display type as it was set: lines in a block of whole grid lines, and how that is
//! put on the grid or into a box.

use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::page::Part;
use crate::spec::page::{Grid, RuleStyle};
use crate::style::Style;
use crate::text::SetLine;

/// Display type set for a span: a block of whole grid lines.
#[derive(Clone)]
pub(in crate::layout) struct Display {
    pub(super) lines: Vec<DisplayLine>,
    pub(super) stand: Stand,
    /// Grid lines of the type itself.
    pub(super) rows: u32,
    pub(super) before: u32,
    pub(super) after: u32,
    /// The style says how many grid lines a line takes: the part is not moved then.
    pub(super) is_fixed: bool,
    /// How far it is moved down within the lines of its head.
    pub(super) shift: Abs,
    /// Grid lines that its head takes more, so that its parts keep apart.
    pub(super) extra: u32,
    /// Lines between parts side by side.
    pub(super) dividers: Vec<Divider>,
}

/// How lines of display type stand to the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Each in the middle of so many grid lines.
    Grid(u32),
    /// On a leading of their own, the block as a whole in the middle of its
    /// grid lines.
    Solid,
    /// Side by side, each line at a place of its own in a block of this height.
    Row(Abs),
}

#[derive(Clone)]
pub(in crate::layout) struct DisplayLine {
    pub(super) part: Part,
    pub(super) set: SetLine,
    pub(super) size: Abs,
    /// Indent from the left of the span.
    pub(super) left: Abs,
    /// From the top of the block to that of its em box, among parts side by side.
    pub(super) down: Abs,
    /// The measure it was set to.
    pub(super) measure: Abs,
}

impl DisplayLine {
    /// To the next line, where no grid counts.
    pub(in crate::layout) fn leading(&self) -> Abs {
        self.size.scale(115, 100)
    }
}

impl Display {
    pub(super) fn new(lines: Vec<DisplayLine>, style: &Style, grid: &Grid) -> Self {
        let size = lines.iter().map(|line| line.size).max().unwrap_or_default();
        let above = lines.iter().map(|line| line.set.above).max().unwrap_or_default();
        let stand = match style.grid_lines {
            Some(rows) => Stand::Grid(rows.max(1)),
            None if size <= grid.body_size.scale(5, 4)
                && size <= grid.leading.scale(9, 10)
                && size + above <= grid.leading =>
            {
                Stand::Grid(1)
            }
            None => Stand::Solid,
        };
        let rows = match stand {
            Stand::Grid(rows) => rows * lines.len() as u32,
            Stand::Solid | Stand::Row(_) => {
                whole_rows(block_height(&lines) + size.scale(15, 100), grid)
            }
        };
        Self {
            lines,
            stand,
            rows,
            before: style.lines_before,
            after: style.lines_after,
            is_fixed: style.grid_lines.is_some(),
            shift: Abs::ZERO,
            extra: 0,
            dividers: Vec::new(),
        }
    }

    /// Grid lines it takes, those above and below included.
    pub(in crate::layout) fn rows(&self) -> u32 {
        self.before + self.rows + self.after + self.extra
    }

    /// The same without empty lines above it.
    pub(in crate::layout) fn close_above(self) -> Self {
        Self { before: 0, ..self }
    }

    /// The same without empty lines below it.
    pub(super) fn close_below(self) -> Self {
        Self { after: 0, ..self }
    }

    /// Its height where no grid counts.
    pub(in crate::layout) fn height(&self) -> Abs {
        match self.stand {
            Stand::Row(height) => height,
            Stand::Grid(_) | Stand::Solid => block_height(&self.lines),
        }
    }

    /// Whether any of its lines is wider than its measure.
    pub(super) fn sticks_out(&self) -> bool {
        self.lines.iter().any(|line| line.set.over > Abs::ZERO)
    }

    /// Its lines from top to bottom.
    pub(super) fn into_lines(self) -> Vec<DisplayLine> {
        self.lines
    }
}

/// From the top of the first line's em box, or of the readings above it, to the
/// bottom of the last one's.
fn block_height(lines: &[DisplayLine]) -> Abs {
    let last = lines.last().map_or(Abs::ZERO, |line| line.size - line.leading());
    lines.iter().map(|line| line.leading() + line.set.above).sum::<Abs>() + last
}

/// The whole grid lines that hold a height.
pub(super) fn whole_rows(height: Abs, grid: &Grid) -> u32 {
    let whole = height.count_of(grid.leading);
    let rows = if grid.leading * whole < height { whole + 1 } else { whole };
    u32::try_from(rows).unwrap_or(1).max(1)
}

/// How deep the lines of a head stand, from the first em box to the last.
pub(super) fn depth(parts: &[Display], grid: &Grid) -> Abs {
    let rows: u32 = parts.iter().map(Display::rows).sum();
    grid.leading * (i64::from(rows) - 1) + grid.body_size
}

/// Puts the parts of a story's head on the grid, one below the other from line
/// `first` on.
pub(super) fn push_head(
    canvas: &Canvas,
    parts: Vec<Display>,
    left: Abs,
    first: u32,
    out: &mut Matter,
) {
    let mut row = first;
    for part in parts {
        row = push_display(canvas, part, MatterOwner::story(Part::Headline, 0), left, row, out);
    }
}

/// Puts display type on the grid from line `first` on, in a span that
/// starts at `left`; returns the first line below.
pub(in crate::layout) fn push_display(
    canvas: &Canvas,
    display: Display,
    owner: MatterOwner,
    left: Abs,
    first: u32,
    out: &mut Matter,
) -> u32 {
    let below = first + display.rows();
    let top = first + display.before;
    let shift = display.shift;
    let rows = LineSpan { first: top, last: top + display.rows.max(1) - 1 };
    let (box_top, box_bottom) = canvas.grid.line_edges(rows);
    match display.stand {
        Stand::Solid => {
            let (top, bottom) = (box_top + shift, box_bottom + shift);
            push_in_box(canvas, display, owner, Rect { left, top, right: left, bottom }, out);
        }
        Stand::Row(height) => {
            let top = box_top + (box_bottom - box_top - height) / 2 + shift;
            push_row(canvas, display, owner, Point::new(left, top), out);
        }
        Stand::Grid(rows) => {
            let firsts = (top..).step_by(rows as usize);
            for (first, line) in firsts.zip(display.lines) {
                let span = LineSpan { first, last: first + rows - 1 };
                let baseline = centered_baseline(&canvas.grid, span, line.size) + shift;
                let owner = owner.of(line.part);
                let origin = Point::new(left + line.left, baseline);
                out.push_line(canvas, owner, origin, line.measure, line.set);
            }
        }
    }
    below
}

/// Puts display type into the middle of a box's height.
pub(in crate::layout) fn push_in_box(
    canvas: &Canvas,
    display: Display,
    owner: MatterOwner,
    rect: Rect,
    out: &mut Matter,
) {
    let height = display.height();
    let mut top = rect.top + (rect.height() - height) / 2;
    for line in display.into_lines() {
        let owner = owner.of(line.part);
        // Readings stand between the em box of their line and the line before.
        top += line.set.above;
        let origin = Point::new(rect.left + line.left, top + line.size.scale(88, 100));
        top += line.leading();
        out.push_line(canvas, owner, origin, line.measure, line.set);
    }
}

/// The baseline that centers type of a size on some grid lines, measured from
/// the top of the first line's em box to the bottom of the last one's.
pub(super) fn centered_baseline(grid: &Grid, rows: LineSpan, size: Abs) -> Abs {
    let (top, bottom) = grid.line_edges(rows);
    if rows.count() == 1 && size <= grid.body_size.scale(5, 4) {
        return grid.baseline(rows.first);
    }
    // The em box of East Asian faces: 0.88 above the baseline, 0.12 below.
    top + (bottom - top - size) / 2 + size.scale(88, 100)
}

/// A line between parts side by side, from the left of the span; as high as the
/// block.
#[derive(Clone)]
pub(super) struct Divider {
    pub(super) x: Abs,
    pub(super) style: RuleStyle,
}

/// Puts parts side by side, their block at a place.
fn push_row(canvas: &Canvas, display: Display, owner: MatterOwner, at: Point, out: &mut Matter) {
    let bottom = at.y + display.height();
    for Divider { x, style } in &display.dividers {
        let x = at.x + *x;
        out.rule(canvas, Point::new(x, at.y), Point::new(x, bottom), *style);
    }
    for line in display.lines {
        let owner = owner.of(line.part);
        let baseline = at.y + line.down + line.size.scale(88, 100);
        let origin = Point::new(at.x + line.left, baseline);
        out.push_line(canvas, owner, origin, line.measure, line.set);
    }
}
