//! A galley in its slots: every line put into its own, and what found none counted.

use super::Galley;
use super::feather::{Lowered, feathered};
use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, Span};
use crate::geom::{Abs, Point};
use crate::layout::bind::{Binder, Measure, Words};
use crate::layout::flow::{GalleyPiece, Poured, PouredPiece, is_top};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{PageSlots, Slot};
use crate::layout::head::{DisplayCopy, push_display, set_display};
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::layout::set::block::{Blocks, Fragment, FragmentAt, push_fragment, report_too_wide};
use crate::layout::set::list::Marker;
use crate::layout::tell::report_broken_word;
use crate::page::{ParagraphFit, Part};
use crate::spec::page::StoryFrame;
use crate::text::{LinePlace, set_line};

/// Puts every line of the galley into its slot.
pub(in crate::layout) fn place_galley(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &Galley,
    frame: &StoryFrame,
    poured: &Poured,
    slots: PageSlots,
    out: &mut Matter,
) {
    let lowered = match &frame.classified {
        Some(look) if look.leading.is_some() => {
            feathered(&galley.pieces, poured, slots, &canvas.grid)
        }
        _ => Lowered::default(),
    };
    let pieces = galley.pieces.iter().zip(&galley.crossheads).zip(&poured.pieces);
    // A dateline without a paragraph stands below all blocks.
    let after = galley.numbers.iter().flatten().max().map_or(0, |last| last.0 + 1);
    for (block, ((piece, words), placed)) in galley.numbers.iter().copied().zip(pieces) {
        let paragraph = block.map_or(after, |block| block.0);
        let owner = MatterOwner { block, ..MatterOwner::story(Part::Body, paragraph) };
        match (piece, words) {
            (GalleyPiece::Crosshead { .. }, Some(words)) => {
                let Some(Some(first)) = placed.slots.first() else { continue };
                let Some(slot) = slots.here(*first) else { continue };
                let style = frame.styles.get(Part::Crosshead);
                let copy = DisplayCopy::one_line(Part::Crosshead, words, style);
                let measure = Measure { width: slot.measure(), lang: galley.lang };
                let mut display = set_display(binder, canvas, copy, measure, &mut out.findings);
                if is_top(slots.used, *first) {
                    display = display.close_above();
                }
                let owner = MatterOwner { column: slot.number(), ..owner };
                push_display(canvas, display, owner, slot.left, slot.line, out);
            }
            (GalleyPiece::Block(blocks), _) => {
                place_block(canvas, blocks, placed, slots, &lowered, frame.slug_span, out);
            }
            (GalleyPiece::Item(_, marker), _) => {
                place_marker(canvas, marker, placed, slots, owner, out);
                place_paragraph(
                    binder,
                    canvas,
                    frame,
                    PlacedPiece { piece, placed, slots },
                    owner,
                    out,
                );
            }
            _ => place_paragraph(
                binder,
                canvas,
                frame,
                PlacedPiece { piece, placed, slots },
                owner,
                out,
            ),
        }
    }
    out.end_text();
}

/// Puts the rows of a block into their slots.
pub(in crate::layout) fn place_block(
    canvas: &Canvas,
    blocks: &Blocks,
    placed: &PouredPiece,
    slots: PageSlots,
    lowered: &Lowered,
    span: Span,
    out: &mut Matter,
) {
    for (at, fragment) in placed.fragments.iter().enumerate() {
        let Some(slot) = slots.here(fragment.slot) else { continue };
        let Some(laid) = blocks.get(slot.measure()) else { continue };
        if at == 0 {
            report_too_wide(laid, span, &mut out.findings);
        }
        let is_top = at > 0 || is_top(slots.used, fragment.slot);
        let at = FragmentAt { left: slot.left, line: slot.line, is_top };
        let canvas = canvas.lowered(lowered.at(fragment.slot));
        push_fragment(&canvas, laid, fragment, at, out);
    }
}

/// Puts the marker of an item before its first line.
fn place_marker(
    canvas: &Canvas,
    marker: &Marker,
    placed: &PouredPiece,
    slots: PageSlots,
    owner: MatterOwner,
    out: &mut Matter,
) {
    let (Some(line), Some(Some(first))) = (&marker.set, placed.slots.first()) else {
        return;
    };
    let Some(slot) = slots.here(*first) else { return };
    let owner = MatterOwner { item: Some(marker.own_part()), column: slot.number(), ..owner };
    let baseline = canvas.grid.baseline(slot.line) - marker.raise;
    let origin = Point::new(slot.left + marker.left, baseline);
    out.push_line(canvas, owner, origin, line.width, line.set.clone());
}

/// A piece of a galley in its slots.
#[derive(Clone, Copy)]
struct PlacedPiece<'a> {
    piece: &'a GalleyPiece,
    placed: &'a PouredPiece,
    slots: PageSlots<'a>,
}

fn place_paragraph(
    binder: &mut Binder,
    canvas: &Canvas,
    frame: &StoryFrame,
    piece: PlacedPiece,
    owner: MatterOwner,
    out: &mut Matter,
) {
    let PlacedPiece { piece, placed, slots } = piece;
    let (prepared, initial, hang) = match piece {
        GalleyPiece::Paragraph(prepared, initial) => (prepared, initial.as_ref(), Abs::ZERO),
        GalleyPiece::Item(prepared, marker) => (prepared, None, marker.hang),
        GalleyPiece::Crosshead { .. } | GalleyPiece::Block(_) => return,
    };
    let Some(breaks) = &placed.breaks else { return };
    let here = |slot: &Option<usize>| slot.and_then(|at| slots.here(at));
    if placed.slots.iter().all(|slot| here(slot).is_none()) {
        return;
    }
    let align = prepared.align.unwrap_or(frame.styles.get(Part::Body).align);
    let item = match piece {
        GalleyPiece::Item(_, marker) => Some(marker.text_part()),
        _ => None,
    };
    let owner = MatterOwner { item, ..owner };
    out.paragraphs.push(ParagraphFit {
        paragraph: owner.paragraph,
        natural: placed.natural,
        set: breaks.lines.len() as u32,
        choices: placed.choices.clone(),
    });
    report_broken_word(prepared, &breaks.lines, frame.slug_span, &mut out.findings);
    if let (Some(initial), Some(slot)) = (initial, placed.slots.first().and_then(here)) {
        let baseline = canvas.grid.baseline(slot.line) + initial.drop;
        let origin = Point::new(slot.left, baseline);
        let owner = MatterOwner { column: slot.number(), ..owner };
        out.push_line(canvas, owner, origin, initial.width, initial.set.clone());
    }
    for (at, (line, slot)) in breaks.lines.iter().zip(&placed.slots).enumerate() {
        let Some(slot) = here(slot) else { continue };
        let place = LinePlace { is_first: at == 0, is_last: breaks.ends_at(at) };
        let beside = initial.filter(|initial| at < initial.lines);
        let beside = beside.map_or(hang, |initial| initial.width);
        let measure = slot.measure() - beside;
        let set = set_line(prepared, line, place, measure, align, binder.shaper());
        if set.over > Abs::ZERO {
            let text = prepared.text_of(line.clusters.clone());
            out.tell(overfull_line(set.over, text).at(frame.slug_span));
        }
        let baseline = canvas.grid.baseline(slot.line);
        let origin = Point::new(slot.left + beside, baseline);
        let owner = MatterOwner { column: slot.number(), ..owner };
        out.push_line(canvas, owner, origin, measure, set);
    }
}

fn overfull_line(over: Abs, text: &str) -> Diagnostic {
    Diagnostic::of(FitFault::LineOver { over_pt: over.to_pt(), text: text.to_owned() })
}

/// The most characters of lost words that are quoted: about two lines of a column.
const MOST_QUOTED: usize = 40;

/// The first words that found no place; none if all did, or if what is lost begins
/// with a table or a box.
pub(in crate::layout) fn first_lost(galley: &Galley, poured: &Poured) -> Option<String> {
    let pieces = galley.pieces.iter().zip(&galley.crossheads).zip(&poured.pieces);
    let is_lost = |placed: &PouredPiece| placed.slots.iter().any(Option::is_none);
    let ((piece, words), placed) = { pieces }.find(|(_, placed)| is_lost(placed))?;
    let at = placed.slots.iter().position(Option::is_none)?;
    let text = match (piece, &placed.breaks, words) {
        (GalleyPiece::Paragraph(prepared, _) | GalleyPiece::Item(prepared, _), Some(breaks), _) => {
            prepared.text_of(breaks.lines.get(at)?.clusters.start..prepared.len()).to_owned()
        }
        (GalleyPiece::Crosshead { .. }, _, Some(words)) => Words::text(words),
        _ => return None,
    };
    Some(text.trim().chars().take(MOST_QUOTED).collect())
}

/// Counts the characters of all lines for whose slot `is_such` holds, by its place among
/// those `used`; lines that found no place have none.
pub(in crate::layout) fn characters_in(
    galley: &Galley,
    poured: &Poured,
    used: &[Slot],
    rest: Abs,
    is_such: &dyn Fn(Option<usize>) -> bool,
) -> usize {
    let mut count = 0;
    for ((piece, words), placed) in galley.pieces.iter().zip(&galley.crossheads).zip(&poured.pieces)
    {
        match (piece, &placed.breaks, words) {
            (GalleyPiece::Paragraph(prepared, initial), Some(breaks), _) => {
                if placed.slots.first().is_some_and(|slot| is_such(*slot)) {
                    count += initial.as_ref().map_or(0, |initial| initial.characters);
                }
                count += breaks
                    .lines
                    .iter()
                    .zip(&placed.slots)
                    .filter(|(_, slot)| is_such(**slot))
                    .map(|(line, _)| prepared.characters_of(line.clusters.clone()))
                    .sum::<usize>();
            }
            (GalleyPiece::Item(prepared, marker), Some(breaks), _) => {
                if placed.slots.first().is_some_and(|slot| is_such(*slot)) {
                    count += marker.characters;
                }
                let lines = breaks.lines.iter().zip(&placed.slots);
                count += lines
                    .filter(|(_, slot)| is_such(**slot))
                    .map(|(line, _)| prepared.characters_of(line.clusters.clone()))
                    .sum::<usize>();
            }
            (GalleyPiece::Block(blocks), ..) => {
                // Without a slot it was poured in the measure that overset
                // lines are counted in.
                let first = placed.fragments.first().and_then(|first| used.get(first.slot));
                let laid = blocks.get(first.map_or(rest, Slot::measure));
                let others: Vec<Fragment> =
                    placed.fragments.iter().filter(|it| !is_such(Some(it.slot))).cloned().collect();
                count += laid.map_or(0, |laid| {
                    let nowhere = laid.lost(&placed.fragments);
                    let such = laid.lost(&others) - nowhere;
                    if is_such(None) { such + nowhere } else { such }
                });
            }
            (GalleyPiece::Crosshead { .. }, _, Some(words))
                if placed.slots.first().is_some_and(|slot| is_such(*slot)) =>
            {
                count += Words::characters(words);
            }
            _ => {}
        }
    }
    count
}
