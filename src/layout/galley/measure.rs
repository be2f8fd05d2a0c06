//! What of a galley depends on the measures of its slots: crossheads and blocks.

use std::collections::BTreeSet;

use super::{Content, Galley};
use crate::geom::Abs;
use crate::layout::bind::{Binder, Measure};
use crate::layout::flow::GalleyPiece;
use crate::layout::grid::canvas::Canvas;
use crate::layout::head::{DisplayCopy, fit_display};
use crate::layout::set::block::Laid;
use crate::layout::set::classified::lay_advertisement;
use crate::layout::set::inset::lay_inset;
use crate::layout::set::table::lay_table;
use crate::page::Part;
use crate::spec::page::{InsetLooks, StoryFrame, Styles};
use crate::story::Block;

/// To break a table that is to be kept whole costs more than to leave half a
/// column empty.
const KEPT: i64 = 2_000_000;

/// Works out how many grid lines the crossheads take in the measures that
/// they may come to stand in. Those beyond `most` cannot come to stand at
/// all, for each takes a line.
pub(in crate::layout) fn measure_crossheads(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &mut Galley,
    styles: &Styles,
    measures: &BTreeSet<Abs>,
    most: usize,
) {
    let lang = galley.lang;
    let heads =
        galley.pieces.iter_mut().zip(&galley.crossheads).filter_map(|(piece, words)| {
            match (piece, words) {
                (GalleyPiece::Crosshead { rows, .. }, Some(words)) => Some((rows, words)),
                _ => None,
            }
        });
    for (rows, words) in heads.take(most) {
        let copy = DisplayCopy::one_line(Part::Crosshead, words, styles.get(Part::Crosshead));
        for width in measures {
            rows.entry(*width).or_insert_with(|| {
                let measure = Measure { width: *width, lang };
                fit_display(binder, canvas, copy, measure).display.rows()
            });
        }
    }
}

/// Lays the blocks of a galley out for the measures that they may come to
/// stand in.
pub(in crate::layout) fn measure_blocks(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &mut Galley,
    frame: &StoryFrame,
    measures: &BTreeSet<Abs>,
) {
    let (looks, styles): (&InsetLooks, _) = (&frame.insets, &frame.styles);
    let lang = galley.lang;
    let places = galley.pieces.iter_mut().filter_map(|piece| match piece {
        GalleyPiece::Block(laid) => Some(laid),
        _ => None,
    });
    for (place, copy) in places.zip(&galley.blocks) {
        for measure in measures {
            if !place.lacks(*measure) {
                continue;
            }
            // Where there is no room for a character, it is at least counted.
            let width = (*measure).max(canvas.grid.body_size);
            let measure_of = Measure { width, lang };
            let first = copy.paragraph;
            let laid = match &copy.content {
                Content::Advertisement(item) => {
                    let Some(look) = &frame.classified else { continue };
                    lay_advertisement(binder, canvas, item, frame, look, measure_of, first)
                }
                Content::Block(Block::Table(table)) => {
                    let look = &looks.table;
                    let laid = lay_table(binder, canvas, table, look, styles, measure_of, first);
                    let split_cost = if looks.keeps_tables { KEPT } else { laid.split_cost };
                    Laid { before: 1, after: 1, split_cost, ..laid }
                }
                Content::Block(Block::Inset(inset)) => {
                    lay_inset(binder, canvas, inset, looks, styles, measure_of, first)
                }
                Content::Block(_) => continue,
            };
            place.insert(*measure, laid.of_block(copy.block));
        }
    }
}
