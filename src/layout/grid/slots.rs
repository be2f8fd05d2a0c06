//! Line slots: where body lines can stand. A column is a run of slots on the
//! page's grid; heads and pictures take slots away or narrow them.

use crate::geom::{Abs, LineSpan, Rect};
use crate::spec::page::Grid;

/// The narrowest measure that text is still set in, in ems.
pub(in crate::layout) const LEAST_MEASURE: i64 = 4;

/// Where a story stands, furniture of its own taken off.
#[derive(Clone, Copy)]
pub(in crate::layout) struct Room {
    pub(in crate::layout) left: Abs,
    pub(in crate::layout) right: Abs,
    pub(in crate::layout) lines: LineSpan,
}

/// A place for one body line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct Slot {
    /// Left end of the measure.
    pub(in crate::layout) left: Abs,
    /// Right end of the measure.
    pub(in crate::layout) right: Abs,
    /// The grid line.
    pub(in crate::layout) line: u32,
    /// The text column it is in, from 0, counted through all frames of a page.
    pub(in crate::layout) column: u32,
    /// Slots of one run stand directly below each other.
    pub(in crate::layout) run: u32,
    /// The frame of the story on its page, from 0.
    pub(in crate::layout) frame: u32,
    /// The page of the story's thread, from 0.
    pub(in crate::layout) page: u32,
}

/// The slots that a text was poured through, and which of its pages is being set.
#[derive(Clone, Copy)]
pub(in crate::layout) struct PageSlots<'a> {
    pub(in crate::layout) used: &'a [Slot],
    pub(in crate::layout) page: u32,
}

impl PageSlots<'_> {
    /// A slot by its place among them, if it is on the page.
    pub(in crate::layout) fn here(self, at: usize) -> Option<Slot> {
        self.used.get(at).copied().filter(|slot| slot.page == self.page)
    }
}

/// A column of text from edge to edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct TextColumn {
    pub(in crate::layout) left: Abs,
    pub(in crate::layout) right: Abs,
}

impl TextColumn {
    pub(in crate::layout) fn measure(self) -> Abs {
        self.right - self.left
    }
}

/// A place for text: columns over a run of grid lines.
pub(in crate::layout) struct TextPlace {
    pub(in crate::layout) columns: Vec<TextColumn>,
    pub(in crate::layout) lines: LineSpan,
}

impl Slot {
    pub(in crate::layout) fn measure(&self) -> Abs {
        self.right - self.left
    }

    /// The number of its column, from 1.
    pub(in crate::layout) fn number(&self) -> Option<u32> {
        self.column.checked_add(1)
    }
}

/// Something that text keeps clear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) struct Obstacle {
    /// Left and right end, standoff included.
    pub(in crate::layout) left: Abs,
    pub(in crate::layout) right: Abs,
    /// The grid lines it blocks.
    pub(in crate::layout) lines: LineSpan,
}

impl Obstacle {
    /// Whether two obstacles block the same place.
    pub(in crate::layout) fn shares_place(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.lines.overlaps(other.lines)
    }
}

/// The slots of a story's places on a page in reading order: down the first
/// column, then down the next. `least` is the narrowest measure that is still
/// used.
pub(in crate::layout) fn slots(
    places: &[TextPlace],
    obstacles: &[Obstacle],
    least: Abs,
) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let (mut run, mut column) = (0, 0);
    for (frame, place) in (0..).zip(places) {
        for TextColumn { left, right } in &place.columns {
            run += 1;
            for line in place.lines.first..=place.lines.last {
                let Some((left, right)) = free(*left, *right, line, obstacles, least) else {
                    run += 1;
                    continue;
                };
                slots.push(Slot { left, right, line, column, run, frame, page: 0 });
            }
            column += 1;
        }
    }
    slots
}

/// The widest stretch of a column's measure that no obstacle takes on a line.
fn free(
    left: Abs,
    right: Abs,
    line: u32,
    obstacles: &[Obstacle],
    least: Abs,
) -> Option<(Abs, Abs)> {
    let mut stretches = vec![(left, right)];
    for obstacle in obstacles {
        if line < obstacle.lines.first || line > obstacle.lines.last {
            continue;
        }
        stretches = stretches
            .into_iter()
            .flat_map(|(left, right)| {
                [(left, right.min(obstacle.left)), (left.max(obstacle.right), right)]
            })
            .filter(|(left, right)| right > left)
            .collect();
        // An obstacle in the middle leaves two stretches that overlap nothing;
        // one that misses the column leaves the same stretch twice.
        stretches.dedup();
    }
    stretches
        .into_iter()
        .max_by_key(|(left, right)| (*right - *left, -*left))
        .filter(|(left, right)| *right - *left >= least)
}

/// `count` text columns of one measure, exactly; what a unit cannot be parted into goes
/// to the gutters.
pub(in crate::layout) fn text_columns(
    left: Abs,
    right: Abs,
    count: u32,
    gutter: Abs,
) -> Vec<TextColumn> {
    let count = i64::from(count.max(1));
    let pitch = right - left + gutter;
    let measure = pitch / count - gutter;
    (0..count)
        .map(|at| left + pitch.scale(at, count))
        .map(|left| TextColumn { left, right: left + measure })
        .collect()
}

/// The box of the slots of one column, for overlays.
pub(in crate::layout) fn column_boxes(slots: &[Slot], grid: &Grid) -> Vec<Rect> {
    let mut boxes: Vec<(u32, Rect)> = Vec::new();
    for slot in slots {
        let (top, bottom) = grid.line_edges(LineSpan { first: slot.line, last: slot.line });
        match boxes.last_mut() {
            Some((run, rect)) if *run == slot.run => {
                rect.left = rect.left.min(slot.left);
                rect.right = rect.right.max(slot.right);
                rect.bottom = bottom;
            }
            _ => boxes.push((slot.run, Rect { left: slot.left, top, right: slot.right, bottom })),
        }
    }
    boxes.into_iter().map(|(_, rect)| rect).collect()
}

/// The lines of `span` that start at `first` or later; none if there are none.
pub(in crate::layout) fn lines_from(span: LineSpan, first: u32) -> Option<LineSpan> {
    (first <= span.last).then_some(LineSpan { first: first.max(span.first), last: span.last })
}
