//! Blocks: tables, quotes and boxes, which stand in the text in whole lines of
//! the grid and may be broken from column to column between their rows.
//!
//! What a block is made of is laid out for a measure ([`Laid`]); the flow asks
//! only how many grid lines its rows take and where it may be broken, and says
//! which rows come to stand where ([`Fragment`]).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::color::Color;
use crate::diag::finding::TableFault;
use crate::diag::{Diagnostic, Sink, Span};
use crate::geom::{Abs, Point, Rect};
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::page::{BlockId, Cell, ItemPart, Part};
use crate::spec::page::{Dress, RuleStyle};
use crate::text::SetLine;

/// A block of a galley, laid out for the measures that it may come to stand
/// in.
#[derive(Default)]
pub(in crate::layout) struct Blocks {
    laid: BTreeMap<Abs, Arc<Laid>>,
}

impl Blocks {
    /// How it comes out in a measure, if that has been worked out.
    pub(in crate::layout) fn get(&self, measure: Abs) -> Option<&Arc<Laid>> {
        self.laid.get(&measure)
    }

    /// Whether that is still to be worked out.
    pub(in crate::layout) fn lacks(&self, measure: Abs) -> bool {
        !self.laid.contains_key(&measure)
    }

    /// Whether it is wider than one of its measures.
    pub(in crate::layout) fn is_too_wide(&self) -> bool {
        self.laid.values().any(|laid| laid.needs.is_some())
    }

    /// Whether it costs anything to break it.
    pub(in crate::layout) fn is_kept_whole(&self) -> bool {
        self.laid.values().any(|laid| laid.split_cost > 0)
    }

    pub(in crate::layout) fn insert(&mut self, measure: Abs, laid: Laid) {
        self.laid.insert(measure, Arc::new(laid));
    }
}

/// A block laid out for a measure.
#[derive(Clone, Default)]
pub(in crate::layout) struct Laid {
    /// Its rows from the top.
    pub(in crate::layout) rows: Vec<LaidRow>,
    /// How many rows stand again at the top of what goes on in another column.
    pub(in crate::layout) again: usize,
    /// Grid lines that frame or rule take above and below the rows, in every
    /// part of a broken block.
    pub(in crate::layout) pad: (u32, u32),
    /// Empty grid lines above it, which it does without at a column's top.
    pub(in crate::layout) before: u32,
    /// Empty grid lines below it, which it does without at a column's foot.
    pub(in crate::layout) after: u32,
    /// What stands round each part.
    pub(in crate::layout) surround: Surround,
    /// What it costs to break it, against a line left empty at a column's foot.
    pub(in crate::layout) split_cost: i64,
    /// The measure it was laid out for.
    pub(in crate::layout) measure: Abs,
    /// What it needs, if the measure is too narrow.
    pub(in crate::layout) needs: Option<Abs>,
}

/// What stands round a block.
#[derive(Clone, Default)]
pub(in crate::layout) enum Surround {
    /// Nothing.
    #[default]
    Nothing,
    /// Frame and tint.
    Dress(Dress),
    /// A line above and one below.
    Rules(RuleStyle),
    /// A line above, in the middle of the empty lines there, if something
    /// stands over it in its column.
    CutOff(RuleStyle),
}

/// A row of a block.
#[derive(Clone, Default)]
pub(in crate::layout) struct LaidRow {
    /// Grid lines.
    pub(in crate::layout) height: u32,
    /// Its lines of type.
    pub(in crate::layout) lines: Vec<LaidLine>,
    /// Characters in them.
    pub(in crate::layout) characters: usize,
    /// Whether the block may be broken below it.
    pub(in crate::layout) may_break: bool,
    /// What is painted behind it and round it.
    pub(in crate::layout) decor: Decor,
}

/// A line of type in a block.
#[derive(Clone)]
pub(in crate::layout) struct LaidLine {
    pub(in crate::layout) part: Part,
    /// Which paragraph of its part it belongs to.
    pub(in crate::layout) paragraph: u32,
    /// Which block of its story's body it is in.
    pub(in crate::layout) block: Option<BlockId>,
    pub(in crate::layout) cell: Option<Cell>,
    /// Which part of a list's item it is.
    pub(in crate::layout) item: Option<ItemPart>,
    /// From the left of the block.
    pub(in crate::layout) left: Abs,
    /// From the top of the row's first grid line to the baseline.
    pub(in crate::layout) down: Abs,
    pub(in crate::layout) measure: Abs,
    pub(in crate::layout) set: SetLine,
}

/// Tints and rules of a row.
#[derive(Clone, Default)]
pub(in crate::layout) struct Decor {
    pub(in crate::layout) left: Abs,
    pub(in crate::layout) right: Abs,
    pub(in crate::layout) tint: Option<Color>,
    /// Painted behind every second of the rows that have it.
    pub(in crate::layout) zebra: Option<Color>,
    /// How far the tint stays away from the rows above and below.
    pub(in crate::layout) shrink: Abs,
    /// How far the row's box stands below the lines of the grid: its type is
    /// smaller than the text, on the same baselines.
    pub(in crate::layout) down: Abs,
    /// How far the rule below the last row stands away from it.
    pub(in crate::layout) air: Abs,
    /// The rule at the table's upper and lower edge, wherever it is broken.
    pub(in crate::layout) edge: Option<RuleStyle>,
    /// Which end of the table it is.
    pub(in crate::layout) ends: Ends,
    /// The rule below it, unless an edge is there, with the stretches over
    /// which it runs.
    pub(in crate::layout) below: Option<(RuleStyle, Vec<(Abs, Abs)>)>,
    /// Upright rules.
    pub(in crate::layout) columns: Option<(RuleStyle, Vec<Abs>)>,
}

/// Whether a row is the first of some rows, and the last.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::layout) struct Ends {
    pub(in crate::layout) first: bool,
    pub(in crate::layout) last: bool,
}

/// Where some rows of a block stand.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct FragmentAt {
    pub(in crate::layout) left: Abs,
    /// The first grid line.
    pub(in crate::layout) line: u32,
    /// Whether nothing stands over them in their column.
    pub(in crate::layout) is_top: bool,
}

/// Some rows of a block that stand in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::layout) struct Fragment {
    /// The slot of its first grid line.
    pub(in crate::layout) slot: usize,
    pub(in crate::layout) rows: Range<usize>,
}

impl Laid {
    /// Grid lines of the rows that stand again at a column's top.
    pub(in crate::layout) fn again_height(&self) -> usize {
        self.rows.iter().take(self.again).map(|row| row.height as usize).sum()
    }

    /// The rows that stand again over a part of the block.
    fn repeated(&self, fragment: &Fragment) -> Range<usize> {
        let goes_on = fragment.rows.start >= self.again.max(1);
        if goes_on { 0..self.again } else { 0..0 }
    }

    /// Grid lines that a part of the block takes in its column.
    pub(in crate::layout) fn height_of(&self, fragment: &Fragment) -> u32 {
        let own = &self.rows[fragment.rows.clone()];
        let rows = self.rows[self.repeated(fragment)].iter().chain(own);
        self.pad.0 + rows.map(|row| row.height).sum::<u32>() + self.pad.1
    }

    /// Grid lines of the whole block where nothing stands beside it.
    pub(in crate::layout) fn height(&self) -> usize {
        let rows: usize = self.rows.iter().map(|row| row.height as usize).sum();
        rows + (self.pad.0 + self.pad.1) as usize
    }

    /// Characters of the rows that no fragment has.
    pub(in crate::layout) fn lost(&self, fragments: &[Fragment]) -> usize {
        let shown = |at: usize| fragments.iter().any(|fragment| fragment.rows.contains(&at));
        let rows = self.rows.iter().enumerate();
        rows.filter(|(at, _)| !shown(*at)).map(|(_, row)| row.characters).sum()
    }

    /// The same as a block of a story's body; lines that know theirs keep it.
    pub(in crate::layout) fn of_block(mut self, block: Option<BlockId>) -> Self {
        for line in self.rows.iter_mut().flat_map(|row| &mut row.lines) {
            line.block = line.block.or(block);
        }
        self
    }

    /// Adds the rows of another block inside this one.
    pub(super) fn take_in(&mut self, inner: Self, left: Abs) {
        let moved = |x: &mut Abs| *x += left;
        for mut row in inner.rows {
            for line in &mut row.lines {
                moved(&mut line.left);
            }
            let decor = &mut row.decor;
            moved(&mut decor.left);
            moved(&mut decor.right);
            for (from, to) in decor.below.iter_mut().flat_map(|(_, spans)| spans) {
                moved(from);
                moved(to);
            }
            decor.columns.iter_mut().flat_map(|(_, xs)| xs).for_each(moved);
            self.rows.push(row);
        }
        self.needs = self.needs.or(inner.needs);
    }
}

/// Puts the rows of a fragment into their slots.
pub(in crate::layout) fn push_fragment(
    canvas: &Canvas,
    laid: &Laid,
    fragment: &Fragment,
    at: FragmentAt,
    out: &mut Matter,
) {
    let FragmentAt { left, line: first, .. } = at;
    let shown: Vec<(bool, &LaidRow)> = laid.rows[laid.repeated(fragment)]
        .iter()
        .map(|row| (true, row))
        .chain(laid.rows[fragment.rows.clone()].iter().map(|row| (false, row)))
        .collect();
    let last = first + laid.height_of(fragment);
    surround(canvas, laid, at, last, out);
    let mut line = first + laid.pad.0;
    let mut striped = 0_u32;
    for (at, (is_repeated, row)) in shown.iter().enumerate() {
        let is_edge = Ends { first: at == 0, last: at + 1 == shown.len() };
        let mut decor = row.decor.clone();
        if decor.zebra.is_some() {
            striped += 1;
            decor.tint = decor.tint.or(decor.zebra.filter(|_| striped.is_multiple_of(2)));
        }
        decorate(canvas, &decor, left, line..line + row.height, is_edge, out);
        let top = canvas.grid.line_top(line);
        for set in &row.lines {
            // What stands there again is said once.
            let owner = match is_repeated {
                true => MatterOwner::furniture(set.part, set.paragraph),
                false => MatterOwner::story(set.part, set.paragraph),
            };
            let cell = set.cell.filter(|_| !is_repeated);
            let origin = Point::new(left + set.left, top + set.down);
            let owner = MatterOwner { block: set.block, cell, item: set.item, ..owner };
            out.push_line(canvas, owner, origin, set.measure, set.set.clone());
        }
        line += row.height;
    }
}

/// The middle of the gap above a grid line.
fn gap_above(canvas: &Canvas, line: u32) -> Abs {
    let grid = &canvas.grid;
    grid.line_top(line) - (grid.text_leading() - grid.body_size) / 2
}

/// Frame, tint or rules of a block over some grid lines; the outermost of
/// these are there for them.
fn surround(canvas: &Canvas, laid: &Laid, at: FragmentAt, end: u32, out: &mut Matter) {
    let FragmentAt { left, line: first, is_top } = at;
    let half = canvas.grid.body_size / 2;
    let top = canvas.grid.line_top(first) + half;
    let bottom = canvas.grid.line_top(end.saturating_sub(1)) + half;
    let right = left + laid.measure;
    match &laid.surround {
        Surround::Nothing => {}
        Surround::CutOff(_) if is_top => {}
        Surround::CutOff(rule) => {
            let y = gap_above(canvas, first) - canvas.grid.leading * i64::from(laid.before) / 2;
            out.rule(canvas, Point::new(left, y), Point::new(right, y), *rule);
        }
        Surround::Dress(dress) => out.dress(canvas, Rect { left, top, right, bottom }, dress),
        Surround::Rules(rule) => {
            for y in [top, bottom] {
                out.rule(canvas, Point::new(left, y), Point::new(right, y), *rule);
            }
        }
    }
}

fn decorate(
    canvas: &Canvas,
    decor: &Decor,
    left: Abs,
    lines: Range<u32>,
    shown: Ends,
    out: &mut Matter,
) {
    let at_foot = shown.last || decor.ends.last;
    let air = if at_foot { decor.air } else { Abs::ZERO };
    let top = gap_above(canvas, lines.start) + decor.down;
    let bottom = gap_above(canvas, lines.end) + decor.down + air;
    let (from, to) = (left + decor.left, left + decor.right);
    if let Some(tint) = decor.tint {
        let (top, bottom) = (top + decor.shrink, bottom - decor.shrink);
        out.tint(canvas, Rect { left: from, top, right: to, bottom }, tint);
    }
    let level = |out: &mut Matter, y: Abs, spans: &[(Abs, Abs)], rule: RuleStyle| {
        for (from, to) in spans {
            out.rule(canvas, Point::new(left + *from, y), Point::new(left + *to, y), rule);
        }
    };
    let whole = [(decor.left, decor.right)];
    if let Some(edge) = decor.edge {
        if shown.first || decor.ends.first {
            level(out, top, &whole, edge);
        }
        if at_foot {
            level(out, bottom, &whole, edge);
        }
    }
    if let Some((rule, spans)) = &decor.below
        && !at_foot
    {
        level(out, bottom, spans, *rule);
    }
    if let Some((rule, xs)) = &decor.columns {
        for x in xs {
            out.rule(canvas, Point::new(left + *x, top), Point::new(left + *x, bottom), *rule);
        }
    }
}

/// Tells that a table is wider than its place.
pub(in crate::layout) fn report_too_wide(laid: &Laid, span: Span, sink: &mut Sink) {
    let Some(needs) = laid.needs else { return };
    sink.push(
        Diagnostic::of(TableFault::TableTooWide {
            needed_pt: needs.to_pt(),
            width_pt: laid.measure.to_pt(),
        })
        .at(span),
    );
}
