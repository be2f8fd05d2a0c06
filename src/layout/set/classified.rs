//! Classified advertisements: a story whose paragraphs are items, each kept
//! whole, with a line between two and heads that stay with what follows.

use super::block::{Decor, Laid, LaidLine, LaidRow, Surround};
use crate::color::Color;
use crate::geom::{Abs, Em, Rect};
use crate::layout::bind::{Binder, Measure, Setting, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::page::{BlockId, Part};
use crate::spec::page::{Area, ClassifiedLook, Grid, Lead, StoryFrame};
use crate::story::{Emphasis, RichText};
use crate::style::{Align, Style};
use crate::text::{
    Hyphenation, LineBreak, LinePlace, Measures, Prepared, break_first_fit, break_once, set_line,
};

/// To break an item costs more than to leave half a column empty.
const SPLIT: i64 = 2_000_000;
/// Even spacing beyond which a line of an item is loose, if the house allows as much:
/// these lines are short and many, so that one of them is seen at once.
const LOOSEST: Em = Em::frac(1, 12);
/// A last line of so few characters is too short.
const SHORT_LAST: usize = 2;
/// Steps of a line that gaps between items are counted in.
const QUARTERS: u32 = 4;
/// More first words than these are none: the item has no mark to end them.
const LONGEST_LEAD: usize = 16;

/// An item with the head that stands over it.
#[derive(Debug, Clone)]
pub(in crate::layout) struct Advertisement {
    pub(in crate::layout) head: Option<(BlockId, RichText)>,
    pub(in crate::layout) text: Option<(BlockId, RichText)>,
}

/// Lays an item out for a measure. It is kept whole unless it is longer than half a
/// column.
pub(in crate::layout) fn lay_advertisement(
    binder: &mut Binder,
    canvas: &Canvas,
    item: &Advertisement,
    frame: &StoryFrame,
    look: &ClassifiedLook,
    measure: Measure,
    paragraph: u32,
) -> Laid {
    let styles = &frame.styles;
    let style = styles.get(Part::Classified);
    let steps = canvas.grid.steps;
    let before = match look.item_gap {
        Some(gap) => steps_of(gap, canvas.grid.leading),
        None => style.lines_before * steps,
    };
    let mut laid = Laid { before, measure: measure.width, ..Laid::default() };
    match (&item.head, look.item_rule) {
        (Some((block, head)), _) => {
            let style = styles.get(Part::ClassifiedHeading).readable_on(look.bar);
            let rows = head_rows(binder, canvas, head, &style, measure, look.bar, paragraph);
            laid.rows.extend(rows);
            laid = laid.of_block(Some(*block));
            let own = styles.get(Part::ClassifiedHeading).lines_before * steps;
            laid.before = if look.item_gap.is_some() { own.max(before) } else { own };
        }
        (None, Some(rule)) => laid.surround = Surround::CutOff(rule),
        (None, None) => {}
    }
    if let Some((block, text)) = &item.text {
        let text = match look.lead {
            Lead::Bold => with_bold_lead(text),
            Lead::Plain => text.clone(),
        };
        let number = paragraph + 1;
        let style = styles.get(Part::Classified);
        laid.rows.extend(item_rows(binder, canvas, &text, style, measure, number));
        laid = laid.of_block(Some(*block));
    }
    let lines: u32 = laid.rows.iter().map(|row| row.height).sum();
    // What a column is left short of costs by the step.
    let whole = frame.area.lines.count() / 2;
    laid.split_cost = if lines <= whole { SPLIT * i64::from(steps) } else { 0 };
    laid
}

/// A head on a bar; it stays with what follows.
fn head_rows(
    binder: &mut Binder,
    canvas: &Canvas,
    head: &RichText,
    style: &Style,
    measure: Measure,
    bar: Option<Color>,
    paragraph: u32,
) -> Vec<LaidRow> {
    let Measure { width: measure, lang } = measure;
    let setting = setting(canvas, lang, style.size, Hyphenation::Never);
    let prepared = binder.prepare(&Words::of(head), style, setting);
    let breaks = break_once(&prepared, Measures::all(measure)).lines;
    let grid = &canvas.grid;
    let lines = style.grid_lines.unwrap_or_else(|| rows_of(style.size, grid));
    let strip = grid.text_leading() * i64::from(lines);
    let height = lines * grid.steps;
    // The middle of the type in the middle of its lines.
    let gap = (grid.text_leading() - grid.body_size) / 2;
    let down = strip / 2 - gap + style.size.scale(38, 100);
    let shrink = ((strip - style.size.scale(130, 100)) / 2).max(Abs::ZERO);
    let mut rows = Vec::new();
    for line in &breaks {
        let place = LinePlace { is_first: true, is_last: true };
        let align = if style.align == Align::Justify { Align::Start } else { style.align };
        let set = set_line(&prepared, line, place, measure, align, binder.shaper());
        rows.push(LaidRow {
            height,
            characters: prepared.characters_of(line.clusters.clone()),
            may_break: false,
            lines: vec![LaidLine {
                part: Part::ClassifiedHeading,
                paragraph,
                block: None,
                cell: None,
                item: None,
                left: Abs::ZERO,
                down,
                measure,
                set,
            }],
            decor: Decor { right: measure, tint: bar, shrink, ..Decor::default() },
        });
    }
    rows
}

fn item_rows(
    binder: &mut Binder,
    canvas: &Canvas,
    text: &RichText,
    style: &Style,
    measure: Measure,
    paragraph: u32,
) -> Vec<LaidRow> {
    let Measure { width: measure, lang } = measure;
    let indent = if style.indent > Em::ZERO { style.indent } else { Em::ZERO };
    let setting = Setting { indent, ..setting(canvas, lang, style.size, Hyphenation::Allowed) };
    let prepared = binder.prepare(&Words::of(text), style, setting);
    let breaks = item_lines(binder, &prepared, style.align, measure);
    let most = prepared.profile.most_even.min(LOOSEST).at(prepared.em);
    let count = breaks.len();
    let mut rows = Vec::new();
    for (at, line) in breaks.iter().enumerate() {
        let place = LinePlace { is_first: at == 0, is_last: at + 1 == count };
        let shaper = binder.shaper();
        let in_align = |align: Align| set_line(&prepared, line, place, measure, align, shaper);
        let mut set = in_align(style.align);
        // Rather a line that ends early than one that falls apart: a number
        // that is not parted leaves much room before it.
        if style.align == Align::Justify && set.fitting.even > most {
            set = in_align(Align::Start);
        }
        let is_tied = count > 1 && (at == 0 || at + 2 == count);
        rows.push(LaidRow {
            height: canvas.grid.steps,
            characters: prepared.characters_of(line.clusters.clone()),
            may_break: !is_tied,
            lines: vec![LaidLine {
                part: Part::Classified,
                paragraph,
                block: None,
                cell: None,
                item: None,
                left: Abs::ZERO,
                down: canvas.grid.first_baseline,
                measure,
                set,
            }],
            ..LaidRow::default()
        });
    }
    rows
}

/// The lines of an item. If the best ones are loose, which a number at its end
/// brings about, each is filled before the next, and one of them ends early.
fn item_lines(
    binder: &mut Binder,
    prepared: &Prepared,
    align: Align,
    measure: Abs,
) -> Vec<LineBreak> {
    let measures = Measures::all(measure);
    let best = break_once(prepared, measures).lines;
    let most = prepared.profile.most_even.min(LOOSEST).at(prepared.em);
    let is_loose = |(at, line): (usize, &LineBreak)| {
        let place = LinePlace { is_first: at == 0, is_last: at + 1 == best.len() };
        let set = set_line(prepared, line, place, measure, align, binder.shaper());
        set.fitting.even > most
    };
    if align != Align::Justify || !best.iter().enumerate().any(is_loose) {
        return best;
    }
    let filled = break_first_fit(prepared, measures).lines;
    let is_as_long = filled.len() == best.len();
    let ends_well = filled.last().is_some_and(|line| line.clusters.len() > SHORT_LAST);
    if is_as_long && ends_well { filled } else { best }
}

/// Steps of a grid that come nearest to a length.
fn steps_of(gap: Abs, step: Abs) -> u32 {
    let step = step.max(Abs::from_units(1));
    u32::try_from((gap + step / 2).count_of(step)).unwrap_or(0)
}

/// The place of classified advertisements on a leading of their own.
pub(in crate::layout) struct OnOwnLeading {
    pub(in crate::layout) canvas: Canvas,
    pub(in crate::layout) frame: StoryFrame,
}

/// A canvas over the place of classified advertisements with a leading of
/// their own, and their frame on it.
pub(in crate::layout) fn on_own_leading(
    outer: &Canvas,
    frame: &StoryFrame,
    rect: Rect,
    leading: Abs,
) -> OnOwnLeading {
    let mut canvas = outer.over(outer.flow.rect(rect), outer.flow.writing);
    let size = frame.styles.get(Part::Classified).size;
    let grid = &mut canvas.grid;
    // A gap between items that is no whole number of lines is counted in
    // quarters of one.
    let item_gap = frame.classified.as_ref().and_then(|look| look.item_gap);
    grid.steps = if item_gap.is_some() { QUARTERS } else { 1 };
    grid.leading = leading / i64::from(grid.steps);
    grid.body_size = size;
    grid.first_baseline = size.scale(88, 100);
    let rest = (grid.area.height() - size).max(Abs::ZERO);
    grid.lines = u32::try_from(rest.count_of(grid.leading)).unwrap_or(0) + grid.steps;
    let lines = crate::geom::LineSpan { first: 1, last: grid.lines };
    let area = Area {
        left: grid.area.left,
        right: grid.area.right,
        columns: None,
        lines,
        exact: None,
        span: frame.area.span,
    };
    let text_columns = Some(frame.text_columns.unwrap_or_else(|| frame.area.base_columns()));
    let gutter = Some(frame.gutter.unwrap_or(outer.grid.gutter));
    let frame = StoryFrame { area, text_columns, gutter, ..frame.clone() };
    OnOwnLeading { canvas, frame }
}

/// Grid lines that type of a size takes with air round it.
pub(in crate::layout) fn rows_of(size: Abs, grid: &Grid) -> u32 {
    let high = size.scale(120, 100);
    let rows = -((-high).count_of(grid.text_leading().max(Abs::from_units(1))));
    u32::try_from(rows).unwrap_or(1).max(1)
}

/// The text with its first words bold, up to the first mark or space; as it is
/// if it opens in bold already or has no such words.
fn with_bold_lead(text: &RichText) -> RichText {
    let mut text = text.clone();
    let Some(first) = text.pieces.first() else { return text };
    if first.emphasis != Emphasis::None || first.reading.is_some() {
        return text;
    }
    let ends = |c: char| c.is_whitespace() || "，。：；、！？,.:;!?（(—".contains(c);
    let Some(end) = first.text.char_indices().find(|(_, c)| ends(*c)).map(|(at, _)| at) else {
        return text;
    };
    if end == 0 || first.text[..end].chars().count() > LONGEST_LEAD {
        return text;
    }
    let is_exact = first.is_exact();
    let mut lead = first.clone();
    let mut rest = first.clone();
    lead.text.truncate(end);
    rest.text.drain(..end);
    lead.emphasis = Emphasis::Strong;
    if is_exact {
        let at = first.span.start + u32::try_from(end).unwrap_or(0);
        lead.span.end = at;
        rest.span.start = at;
    }
    text.pieces.splice(..1, [lead, rest]);
    text
}
