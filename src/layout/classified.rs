//! Classified advertisements: a story whose paragraphs are items, each kept
//! whole, with a line between two and heads that stay with what follows.

use super::bind::Words;
use super::block::{Decor, Laid, LaidLine, LaidRow, Surround};
use super::canvas::Canvas;
use super::compose::Composer;
use crate::geom::{Abs, Em, Rect};
use crate::page::Part;
use crate::spec::page::{Area, ClassifiedLook, Grid, Lead, StoryFrame, Styles};
use crate::story::{Emphasis, RichText};
use crate::style::{Align, Lang};
use crate::text::{Hyphenation, LinePlace, Measures, break_once, set_line};

/// To break an item costs more than to leave half a column empty.
const SPLIT: i64 = 2_000_000;
/// More first words than these are none: the item has no mark to end them.
const LONGEST_LEAD: usize = 16;

/// An item with the head that stands over it.
#[derive(Debug, Clone)]
pub(super) struct Advertisement {
    pub(super) head: Option<RichText>,
    pub(super) text: Option<RichText>,
}

impl Composer<'_> {
    /// Lays an item out for a measure. It is kept whole if it has at most
    /// `whole` lines.
    pub(super) fn lay_advertisement(
        &mut self,
        item: &Advertisement,
        (look, styles): (&ClassifiedLook, &Styles),
        (lang, measure): (Lang, Abs),
        (paragraph, whole): (u32, u32),
    ) -> Laid {
        let style = styles.get(Part::Classified);
        let mut laid = Laid { before: style.lines_before, measure, ..Laid::default() };
        match (&item.head, look.item_rule) {
            (Some(head), _) => {
                self.head_rows(head, (look, styles), (lang, measure), paragraph, &mut laid);
                laid.before = styles.get(Part::ClassifiedHeading).lines_before;
            }
            (None, Some(rule)) => laid.surround = Surround::CutOff(rule),
            (None, None) => {}
        }
        if let Some(text) = &item.text {
            let text = match look.lead {
                Lead::Bold => with_bold_lead(text),
                Lead::Plain => text.clone(),
            };
            let number = paragraph + 1;
            self.item_rows(&text, styles, (lang, measure), number, &mut laid);
        }
        let lines: u32 = laid.rows.iter().map(|row| row.height).sum();
        laid.split_cost = if lines <= whole { SPLIT } else { 0 };
        laid
    }

    /// A head on a bar; it stays with what follows.
    fn head_rows(
        &mut self,
        head: &RichText,
        (look, styles): (&ClassifiedLook, &Styles),
        (lang, measure): (Lang, Abs),
        paragraph: u32,
        laid: &mut Laid,
    ) {
        let style = styles.get(Part::ClassifiedHeading).clone();
        let style = super::standing::readable(&style, look.bar);
        let setting = self.setting(lang, style.size, Hyphenation::Never);
        let prepared = self.binder.prepare(&Words::of(head), &style, setting, self.sink);
        let breaks = break_once(&prepared, Measures { first: &[], rest: measure }).lines;
        let grid = &self.canvas.grid;
        let height = style.grid_lines.unwrap_or_else(|| rows_of(style.size, grid));
        let strip = grid.leading * i64::from(height);
        // The middle of the type in the middle of its lines.
        let gap = (grid.leading - grid.body_size) / 2;
        let down = strip / 2 - gap + style.size.scale(38, 100);
        let shrink = ((strip - style.size.scale(130, 100)) / 2).max(Abs::ZERO);
        for line in &breaks {
            let place = LinePlace { is_first: true, is_last: true };
            let align = if style.align == Align::Justify { Align::Start } else { style.align };
            let set = set_line(&prepared, line, place, measure, align, self.binder.shaper());
            laid.rows.push(LaidRow {
                height,
                characters: prepared.characters_of(line.clusters.clone()),
                may_break: false,
                lines: vec![LaidLine {
                    part: Part::ClassifiedHeading,
                    paragraph,
                    cell: None,
                    item: None,
                    left: Abs::ZERO,
                    down,
                    measure,
                    set,
                }],
                decor: Decor { right: measure, tint: look.bar, shrink, ..Decor::default() },
            });
        }
    }

    fn item_rows(
        &mut self,
        text: &RichText,
        styles: &Styles,
        (lang, measure): (Lang, Abs),
        paragraph: u32,
        laid: &mut Laid,
    ) {
        let style = styles.get(Part::Classified);
        let indent = if style.indent > Em::ZERO { style.indent } else { Em::ZERO };
        let setting =
            super::bind::Setting { indent, ..self.setting(lang, style.size, Hyphenation::Allowed) };
        let prepared = self.binder.prepare(&Words::of(text), style, setting, self.sink);
        let breaks = break_once(&prepared, Measures { first: &[], rest: measure }).lines;
        let count = breaks.len();
        for (at, line) in breaks.iter().enumerate() {
            let place = LinePlace { is_first: at == 0, is_last: at + 1 == count };
            let shaper = self.binder.shaper();
            let set = set_line(&prepared, line, place, measure, style.align, shaper);
            let is_tied = count > 1 && (at == 0 || at + 2 == count);
            laid.rows.push(LaidRow {
                height: 1,
                characters: prepared.characters_of(line.clusters.clone()),
                may_break: !is_tied,
                lines: vec![LaidLine {
                    part: Part::Classified,
                    paragraph,
                    cell: None,
                    item: None,
                    left: Abs::ZERO,
                    down: self.canvas.grid.first_baseline,
                    measure,
                    set,
                }],
                ..LaidRow::default()
            });
        }
    }
}

/// A canvas over the place of classified advertisements with a leading of
/// their own, and their frame on it.
pub(super) fn on_own_leading(
    outer: &Canvas,
    frame: &StoryFrame,
    rect: Rect,
    leading: Abs,
) -> (Canvas, StoryFrame) {
    let mut canvas = outer.over(outer.flow.rect(rect), outer.flow.writing);
    let size = frame.styles.get(Part::Classified).size;
    let grid = &mut canvas.grid;
    grid.leading = leading;
    grid.body_size = size;
    grid.first_baseline = size.scale(88, 100);
    let rest = (grid.area.height() - size).max(Abs::ZERO);
    grid.lines = u32::try_from(rest.count_of(leading) + 1).unwrap_or(1);
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
    (canvas, StoryFrame { area, text_columns, gutter, ..frame.clone() })
}

/// Grid lines that type of a size takes with air round it.
pub(super) fn rows_of(size: Abs, grid: &Grid) -> u32 {
    let high = size.scale(120, 100);
    let rows = -((-high).count_of(grid.leading.max(Abs::from_units(1))));
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
    let is_exact = (first.span.end - first.span.start) as usize == first.text.len();
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
