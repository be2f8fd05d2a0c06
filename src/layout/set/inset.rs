//! Pull quotes, notes and boxes of facts as blocks.

use super::block::{Laid, LaidLine, LaidRow, Surround};
use super::list::{self, HungItem, MarkerLine, widest_markers};
use crate::geom::{Abs, Em};
use crate::layout::bind::{Binder, Measure, Setting, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::layout::set::table::lay_table;
use crate::page::Part;
use crate::spec::page::{Dress, InsetLooks, Styles};
use crate::story::{Block, Inset, InsetKind, RichText};
use crate::style::{Align, Lang, Style};
use crate::text::{
    Hyphenation, LineBreak, LinePlace, Measures, Prepared, Senses, SetLine, balance, break_once,
    set_line,
};

/// To break a box costs more than to leave half a column empty; one that is
/// longer than a column is broken all the same.
const SPLIT: i64 = 2_000_000;
/// From line to line of a quote, in hundredths of its size.
const QUOTE_LEADING: i64 = 135;

/// What all rows of an inset have in common.
#[derive(Clone, Copy)]
struct Inside<'a> {
    styles: &'a Styles,
    looks: &'a InsetLooks,
    lang: Lang,
    left: Abs,
    measure: Abs,
}

/// A block inside an inset.
#[derive(Clone, Copy)]
struct InsetBlock<'a> {
    block: &'a Block,
    part: Part,
    paragraph: u32,
    /// The widest marker of the list that it is an item of.
    widest: &'a str,
}

/// A paragraph on its way into rows.
struct InsetText<'a> {
    part: Part,
    paragraph: u32,
    style: &'a Style,
    align: Align,
    prepared: &'a Prepared,
    /// From the left of the measure.
    hang: Abs,
}

/// Lays an inset out for a measure; its paragraphs are counted from
/// `paragraph` on.
pub(in crate::layout) fn lay_inset(
    binder: &mut Binder,
    canvas: &Canvas,
    inset: &Inset,
    looks: &InsetLooks,
    styles: &Styles,
    measure: Measure,
    mut paragraph: u32,
) -> Laid {
    let Measure { width: measure, lang } = measure;
    let (part, surround) = match inset.kind {
        InsetKind::Quote => {
            (Part::Quote, looks.quote_rule.map_or(Surround::Nothing, Surround::Rules))
        }
        InsetKind::Note => (Part::Note, dressed(&looks.note)),
        InsetKind::FactBox => (Part::FactBox, dressed(&looks.fact_box)),
    };
    let pad = match &surround {
        Surround::Nothing => 0,
        // The band of a deep border needs a second line.
        Surround::Dress(dress) if is_deep(canvas, dress) => 2,
        _ => 1,
    };
    let side = match &surround {
        // Beyond a third of the measure there is no room for text.
        Surround::Dress(dress) => dress.inset.min(measure / 6),
        Surround::Nothing | Surround::Rules(_) | Surround::CutOff(_) => Abs::ZERO,
    };
    let inside = Inside { styles, looks, lang, left: side, measure: measure - side * 2 };
    let mut laid = Laid {
        pad: (pad, pad),
        before: 1_u32.saturating_sub(pad),
        after: 1_u32.saturating_sub(pad),
        surround,
        split_cost: SPLIT,
        measure,
        ..Laid::default()
    };
    let mut next = || {
        paragraph += 1;
        paragraph - 1
    };
    if let Some(title) = &inset.title {
        let number = next();
        title_rows(binder, canvas, title, inside, number, &mut laid);
    }
    if inset.kind == InsetKind::Quote {
        let numbers: Vec<u32> = inset.blocks.iter().map(|_| next()).collect();
        quote_row(binder, canvas, inset, inside, &numbers, &mut laid);
    } else {
        let widest = widest_markers(&inset.blocks, looks, lang);
        for (block, widest) in inset.blocks.iter().zip(&widest) {
            let number = next();
            let at = InsetBlock { block, part, paragraph: number, widest };
            block_rows(binder, canvas, at, inside, &mut laid);
        }
    }
    if let Some(source) = &inset.source {
        let number = next();
        source_rows(binder, canvas, source, part, inside, number, &mut laid);
    }
    if let Some(last) = laid.rows.last_mut() {
        last.may_break = true;
    }
    laid
}

/// Whether the band of a frame reaches so far that text on the next line would
/// touch it.
fn is_deep(canvas: &Canvas, dress: &Dress) -> bool {
    let grid = &canvas.grid;
    dress.depth() + Abs::pt(2.0) > grid.leading - grid.body_size / 2
}

/// The words over a box; they stay with what follows.
fn title_rows(
    binder: &mut Binder,
    canvas: &Canvas,
    title: &RichText,
    inside: Inside,
    paragraph: u32,
    laid: &mut Laid,
) {
    let style = inside.styles.get(Part::BoxHeading);
    let prepared = inset_text(binder, canvas, title, style, inside.lang, Em::ZERO);
    let text = InsetText {
        part: Part::BoxHeading,
        paragraph,
        style,
        align: style.align,
        prepared: &prepared,
        hang: Abs::ZERO,
    };
    let start = laid.rows.len();
    text_rows(binder, canvas, &text, inside, laid);
    for row in &mut laid.rows[start..] {
        row.may_break = false;
    }
}

fn source_rows(
    binder: &mut Binder,
    canvas: &Canvas,
    source: &RichText,
    part: Part,
    inside: Inside,
    paragraph: u32,
    laid: &mut Laid,
) {
    let style = inside.styles.get(Part::Credit);
    let prepared = inset_text(binder, canvas, source, style, inside.lang, Em::ZERO);
    // It stays with the last line of what it is the source of.
    if let Some(last) = laid.rows.last_mut() {
        last.may_break = false;
    }
    let text = InsetText {
        part,
        paragraph,
        style,
        align: Align::End,
        prepared: &prepared,
        hang: Abs::ZERO,
    };
    text_rows(binder, canvas, &text, inside, laid);
}

/// A quote's words, on a leading of their own in the middle of whole grid
/// lines.
fn quote_row(
    binder: &mut Binder,
    canvas: &Canvas,
    inset: &Inset,
    inside: Inside,
    numbers: &[u32],
    laid: &mut Laid,
) {
    let style = inside.styles.get(Part::Quote);
    let mut lines: Vec<(u32, SetLine)> = Vec::new();
    let mut row = LaidRow { may_break: true, ..LaidRow::default() };
    for (block, number) in inset.blocks.iter().zip(numbers) {
        for text in block.texts() {
            let prepared = inset_text(binder, canvas, text, style, inside.lang, Em::ZERO);
            row.characters += prepared.characters_of(0..prepared.len());
            let senses = Senses::of(&prepared.text, inside.lang, binder.names);
            let breaks = balanced(&prepared, inside.measure, &senses);
            let set = set_lines(binder, &prepared, &breaks, style.align, inside.measure);
            lines.extend(set.into_iter().map(|set| (*number, set)));
        }
    }
    let grid = &canvas.grid;
    let leading = style.size.scale(QUOTE_LEADING, 100);
    let height = leading * (lines.len() as i64 - 1).max(0) + style.size;
    let rows = -((-(height + grid.leading - grid.body_size)).count_of(grid.leading));
    row.height = u32::try_from(rows).unwrap_or(1).max(1);
    let room = grid.leading * (i64::from(row.height) - 1) + grid.body_size;
    let mut down = (room - height) / 2 + style.size.scale(88, 100);
    for (paragraph, set) in lines {
        row.lines.push(LaidLine {
            part: Part::Quote,
            paragraph,
            block: None,
            cell: None,
            item: None,
            left: inside.left,
            down,
            measure: inside.measure,
            set,
        });
        down += leading;
    }
    if !row.lines.is_empty() {
        laid.rows.push(row);
    }
}

/// The rows of a paragraph, an item or a table.
fn block_rows(
    binder: &mut Binder,
    canvas: &Canvas,
    block: InsetBlock,
    inside: Inside,
    laid: &mut Laid,
) {
    let InsetBlock { block, part, paragraph, widest } = block;
    let Inside { styles, looks, lang, left, measure } = inside;
    let style = styles.get(part);
    match block {
        Block::Paragraph(text) | Block::Crosshead(text) => {
            let prepared = inset_text(binder, canvas, text, style, lang, style.indent);
            let align = style.align;
            let text =
                InsetText { part, paragraph, style, align, prepared: &prepared, hang: Abs::ZERO };
            text_rows(binder, canvas, &text, inside, laid);
        }
        Block::Signature(text) => {
            let prepared = inset_text(binder, canvas, text, style, lang, Em::ZERO);
            let align = Align::End;
            let text =
                InsetText { part, paragraph, style, align, prepared: &prepared, hang: Abs::ZERO };
            text_rows(binder, canvas, &text, inside, laid);
        }
        Block::Item(item) => {
            let HungItem { prepared, marker } =
                list::item(binder, canvas, item, style, looks, lang, widest);
            let first = laid.rows.len();
            let (align, hang) = (style.align, marker.hang);
            let text = InsetText { part, paragraph, style, align, prepared: &prepared, hang };
            text_rows(binder, canvas, &text, inside, laid);
            for line in laid.rows[first..].iter_mut().flat_map(|row| &mut row.lines) {
                line.item = Some(marker.text_part());
            }
            let own = Some(marker.own_part());
            let (Some(row), Some(MarkerLine { set, width })) =
                (laid.rows.get_mut(first), marker.set)
            else {
                return;
            };
            row.characters += marker.characters;
            let down = row.lines.first().map_or(Abs::ZERO, |line| line.down) - marker.raise;
            row.lines.insert(
                0,
                LaidLine {
                    part,
                    paragraph,
                    block: None,
                    cell: None,
                    item: own,
                    left: left + marker.left,
                    down,
                    measure: width,
                    set,
                },
            );
        }
        Block::Table(table) => {
            let measure = Measure { width: measure, lang };
            let look = &looks.table;
            let inner = lay_table(binder, canvas, table, look, styles, measure, paragraph);
            laid.take_in(inner, left);
        }
        // A box has no box inside; the parser makes none.
        Block::Inset(inset) => {
            for text in inset.blocks.iter().flat_map(Block::texts) {
                let prepared = inset_text(binder, canvas, text, style, lang, style.indent);
                let align = style.align;
                let text = InsetText {
                    part,
                    paragraph,
                    style,
                    align,
                    prepared: &prepared,
                    hang: Abs::ZERO,
                };
                text_rows(binder, canvas, &text, inside, laid);
            }
        }
    }
}

/// The lines of a paragraph, a row each; its first and its last two stay
/// together.
fn text_rows(
    binder: &mut Binder,
    canvas: &Canvas,
    text: &InsetText,
    inside: Inside,
    laid: &mut Laid,
) {
    let measure = (inside.measure - text.hang).max(text.style.size);
    let breaks = break_once(text.prepared, Measures::all(measure)).lines;
    let sets = set_lines(binder, text.prepared, &breaks, text.align, measure);
    let grid = &canvas.grid;
    let count = breaks.len();
    for (at, (set, line)) in sets.into_iter().zip(&breaks).enumerate() {
        let is_tied = count > 1 && (at == 0 || at + 2 == count);
        laid.rows.push(LaidRow {
            height: 1,
            characters: text.prepared.characters_of(line.clusters.clone()),
            may_break: !is_tied,
            lines: vec![LaidLine {
                part: text.part,
                paragraph: text.paragraph,
                block: None,
                cell: None,
                item: None,
                left: inside.left + text.hang,
                down: grid.first_baseline,
                measure,
                set,
            }],
            ..LaidRow::default()
        });
    }
}

fn inset_text(
    binder: &mut Binder,
    canvas: &Canvas,
    text: &RichText,
    style: &Style,
    lang: Lang,
    indent: Em,
) -> Prepared {
    let setting = Setting { indent, ..setting(canvas, lang, style.size, Hyphenation::Allowed) };
    binder.prepare(&Words::of(text), style, setting)
}

fn set_lines(
    binder: &mut Binder,
    prepared: &Prepared,
    breaks: &[LineBreak],
    align: Align,
    measure: Abs,
) -> Vec<SetLine> {
    let last = breaks.len().saturating_sub(1);
    let lines = breaks.iter().enumerate();
    lines
        .map(|(at, line)| {
            let place = LinePlace { is_first: at == 0, is_last: at == last };
            set_line(prepared, line, place, measure, align, binder.shaper())
        })
        .collect()
}

/// Lines of about one length, as few as the measure allows.
fn balanced(prepared: &Prepared, measure: Abs, senses: &Senses) -> Vec<LineBreak> {
    let breaks = break_once(prepared, Measures::all(measure)).lines;
    match balance(prepared, breaks.len(), senses) {
        Some((width, lines)) if width <= measure => lines,
        _ => breaks,
    }
}

fn dressed(dress: &Dress) -> Surround {
    match dress.frame.is_some() || dress.tint.is_some() {
        true => Surround::Dress(dress.clone()),
        false => Surround::Nothing,
    }
}
