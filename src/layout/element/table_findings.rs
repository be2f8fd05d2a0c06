//! What is to be said of a table that stands for itself.

use crate::diag::finding::Tables;
use crate::diag::{Diagnostic, Sink};
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::spec::page::TableElement;
use crate::story::Story;

/// Tells that the last `spare` lines of a table's place are empty.
pub(super) fn report_underset(
    desk: Desk,
    canvas: &Canvas,
    element: &TableElement,
    spare: u32,
    sink: &mut Sink,
) {
    let is_in_lines = canvas.flow == desk.spec.flow && element.area.exact.is_none();
    let finding = Tables::TableTooShort {
        lines: spare as usize,
        text_end: is_in_lines.then_some(element.area.lines.last - spare),
    };
    sink.push(Diagnostic::of(finding).at(element.area.span));
}

pub(super) fn report_empty_columns(element: &TableElement, filled: usize, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(Tables::EmptyColumns {
            columns: element.text_columns as usize,
            filled_columns: filled,
        })
        .at(element.area.span),
    );
}

/// Tells of a story whose table stands here and whose other characters stand nowhere.
pub(super) fn report_rest(element: &TableElement, story: &Story, rest: usize, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(Tables::RestOfTable { slug: story.slug.to_string(), characters: rest })
            .at(element.span),
    );
}

/// Tells that lines of a table have no place.
pub(super) fn report_overset(element: &TableElement, lost: usize, lines: usize, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(Tables::TableTooLong {
            lines,
            characters: lost,
            more_lines: lines.div_ceil(element.text_columns.max(1) as usize),
        })
        .at(element.area.span),
    );
}
