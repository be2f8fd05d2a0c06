//! Holes: places of the page that nothing stands in, 天窗.

use std::ops::Range;

use super::survey::{SeenStory, Survey};
use crate::diag::finding::Makeup;
use crate::diag::{Diagnostic, Sink, Span};
use crate::geom::{Abs, ColumnSpan, LineSpan, Rect};
use crate::page::Item;
use crate::spec::page::{Area, Element};

/// Into how many parts a base column is cut to look for holes.
const PARTS: usize = 4;
/// More holes than this are one fault: the page is not made up yet.
const MOST_TOLD: usize = 3;

/// What is taken of the type area: for each line the parts of its columns.
struct TakenPlaces {
    rows: Vec<Vec<bool>>,
    /// Left and right edge of each part.
    parts: Vec<(Abs, Abs)>,
}

/// An empty place: rows and parts of columns, both from 0, ends not included.
#[derive(Clone, Copy)]
struct Empty {
    rows: (usize, usize),
    parts: (usize, usize),
}

impl Empty {
    fn size(self) -> usize {
        (self.rows.1 - self.rows.0) * (self.parts.1 - self.parts.0)
    }
}

impl Survey<'_> {
    /// Tells of places a base column wide or wider with more empty lines than the
    /// house allows, the largest first.
    pub(super) fn holes(&self, sink: &mut Sink) {
        let mut taken = self.taken();
        let least = self.spec.checks.hole_lines as usize + 1;
        for _ in 0..MOST_TOLD {
            let Some(hole) = taken.largest(least) else { break };
            for row in &mut taken.rows[hole.rows.0..hole.rows.1] {
                row[hole.parts.0..hole.parts.1].fill(true);
            }
            let rows = LineSpan { first: hole.rows.0 as u32 + 1, last: hole.rows.1 as u32 };
            let columns = ColumnSpan {
                first: (hole.parts.0 / PARTS) as u32 + 1,
                last: ((hole.parts.1 - 1) / PARTS) as u32 + 1,
            };
            let across = taken.parts[hole.parts.0].0..taken.parts[hole.parts.1 - 1].1;
            self.report_hole(columns, rows, self.span_at(&across, rows), sink);
        }
    }

    fn report_hole(
        &self,
        columns: ColumnSpan,
        rows: LineSpan,
        span: Option<Span>,
        sink: &mut Sink,
    ) {
        let finding = Diagnostic::of(Makeup::Empty {
            lines: rows.count() as usize,
            first_line: rows.first,
            last_line: rows.last,
            first_column: columns.first,
            last_column: columns.last,
        });
        sink.push(finding.at(span));
    }

    /// What the spec puts where a hole is, or above it.
    fn span_at(&self, across: &Range<Abs>, rows: LineSpan) -> Option<Span> {
        let frames = self.stories.iter().filter_map(|story| story.frame);
        let over = frames.filter(|frame| {
            let area = frame.area;
            area.left < across.end && across.start < area.right && area.lines.first <= rows.last
        });
        over.max_by_key(|frame| frame.area.lines.first).map(|frame| frame.slug_span)
    }

    fn taken(&self) -> TakenPlaces {
        let grid = &self.spec.grid;
        let parts: Vec<(Abs, Abs)> = (1..=grid.columns)
            .flat_map(|column| {
                let (left, right) = grid.column_edges(ColumnSpan { first: column, last: column });
                let width = right - left;
                let at = move |part: usize| left + width.scale(part as i64, PARTS as i64);
                (0..PARTS).map(move |part| (at(part), at(part + 1)))
            })
            .collect();
        let rows = vec![vec![false; parts.len()]; grid.lines as usize];
        let mut taken = TakenPlaces { rows, parts };
        for item in &self.page.items {
            match item {
                Item::Line(line) => {
                    if let Some(rect) = line.measure_box() {
                        self.take(&mut taken, self.page.flow.rect_to_flow(rect));
                    }
                }
                Item::Picture(picture) => {
                    self.take(&mut taken, self.page.flow.rect_to_flow(picture.frame));
                }
                Item::Shape(_) => {}
            }
        }
        for head in self.stories.iter().filter_map(|story| story.head) {
            self.take(&mut taken, head.rect);
        }
        for area in self.filled() {
            self.take(&mut taken, area.rect(grid));
        }
        // A hole ends at a frame.
        for rect in self.boxes().map(|of| of.area.rect(grid)) {
            self.take(&mut taken, Rect { bottom: rect.top, ..rect });
            self.take(&mut taken, Rect { top: rect.bottom, ..rect });
        }
        // That a story does not fill its place has been told.
        for frame in self.stories.iter().filter_map(SeenStory::told_as_short) {
            self.take(&mut taken, frame.area.rect(grid));
        }
        for element in &self.spec.elements {
            if let Element::Rule(rule) = element {
                self.take(&mut taken, Rect::between(rule.from, rule.to));
            }
        }
        taken
    }

    /// The places that are full whatever they show.
    fn filled(&self) -> Vec<Area> {
        let mut areas = Vec::new();
        for element in &self.spec.elements {
            match element {
                Element::Story(frame) => areas.extend(frame.pictures.iter().map(|it| it.area)),
                Element::Picture(picture) => areas.push(picture.picture.area),
                Element::Banner(banner) => areas.push(banner.area),
                Element::Ad(ad) => areas.push(ad.area),
                Element::Barcode(barcode) => areas.push(barcode.area),
                Element::Ornament(ornament) => areas.push(ornament.area),
                Element::Masthead(masthead) => areas.push(masthead.area),
                Element::Section(_)
                | Element::Table(_)
                | Element::Rule(_)
                | Element::Box(_)
                | Element::Folio(_) => {}
            }
        }
        areas
    }

    fn take(&self, taken: &mut TakenPlaces, rect: Rect) {
        let grid = &self.spec.grid;
        if rect.bottom <= grid.area.top || rect.top >= grid.area.bottom {
            return;
        }
        let LineSpan { first, last } = grid.lines_touching(rect.top, rect.bottom);
        for row in &mut taken.rows[first as usize - 1..last as usize] {
            for (cell, (left, right)) in row.iter_mut().zip(&taken.parts) {
                *cell |= rect.left < *right && *left < rect.right;
            }
        }
    }
}

impl TakenPlaces {
    /// The largest empty place of at least so many rows, a base column wide or
    /// wider.
    fn largest(&self, least: usize) -> Option<Empty> {
        let mut heights = vec![0_usize; self.parts.len()];
        let mut best: Option<Empty> = None;
        for (at, row) in self.rows.iter().enumerate() {
            for (height, taken) in heights.iter_mut().zip(row) {
                *height = if *taken { 0 } else { *height + 1 };
            }
            for start in 0..heights.len() {
                let mut lowest = usize::MAX;
                for (end, height) in heights.iter().enumerate().skip(start) {
                    lowest = lowest.min(*height);
                    if lowest < least {
                        break;
                    }
                    let empty = Empty { rows: (at + 1 - lowest, at + 1), parts: (start, end + 1) };
                    let is_wide = end + 1 - start >= PARTS;
                    if is_wide && best.is_none_or(|best| empty.size() > best.size()) {
                        best = Some(empty);
                    }
                }
            }
        }
        best
    }
}
