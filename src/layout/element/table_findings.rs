//! What is to be said of a table that stands for itself.

use crate::diag::{Code, Diagnostic, Sink};
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::tell::english_lines;
use crate::say;
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
    let spare_en = english_lines(spare as usize);
    let last = element.area.lines.last - spare;
    let hint = if canvas.flow == desk.spec.flow && element.area.exact.is_none() {
        say!(
            "end its place on line {last}, or give the rows more lines with `grid-lines`",
            "版位到第 {last} 行即可，或用 `grid-lines` 加高各行"
        )
    } else {
        say!(
            "make its place {spare_en} less tall, or give the rows more lines with `grid-lines`",
            "把版位改矮 {spare} 行，或用 `grid-lines` 加高各行"
        )
    };
    sink.push(
        Diagnostic::warning(
            Code::Underset,
            say!("the table is {spare_en} short of its place", "表格不足版位 {spare} 行"),
        )
        .at(element.area.span)
        .hint(hint),
    );
}

pub(super) fn report_empty_columns(element: &TableElement, filled: usize, sink: &mut Sink) {
    let columns = element.text_columns;
    let filled_en = if filled == 1 { "one".to_owned() } else { filled.to_string() };
    sink.push(
        Diagnostic::warning(
            Code::Underset,
            say!(
                "the rows of the table fill {filled_en} of its {columns} columns",
                "表格分 {columns} 栏，各行只排满 {filled} 栏"
            ),
        )
        .at(element.area.span)
        .hint(say!(
            "write text-columns = {filled}, or make its place less tall",
            "请写 text-columns = {filled}，或把版位改矮"
        )),
    );
}

/// Tells of a story whose table stands here and whose other characters stand nowhere.
pub(super) fn report_rest(element: &TableElement, story: &Story, rest: usize, sink: &mut Sink) {
    let slug = &story.slug;
    sink.push(
        Diagnostic::error(
            Code::PartUnplaced,
            say!(
                "`{slug}` has {rest} characters besides this table, and no place for them",
                "“{slug}”除这个表格外还有 {rest} 字没有版位"
            ),
        )
        .at(element.span)
        .hint(say!("place it with `[[story]]`", "改用 `[[story]]` 安排这条稿件")),
    );
}

/// Tells that lines of a table have no place.
pub(super) fn report_overset(element: &TableElement, lost: usize, lines: usize, sink: &mut Sink) {
    let lines_en = english_lines(lines);
    let more = lines.div_ceil(element.text_columns.max(1) as usize);
    let more_en = english_lines(more);
    sink.push(Diagnostic::error(
            Code::Overset,
            say!(
                "the table is overset by {lines_en}, {lost} characters",
                "表格溢出 {lines} 行、{lost} 字"
            ),
        )
        .at(element.area.span)
        .hint(say!(
            "make its place about {more_en} taller, or break it into more columns with `text-columns`",
            "把版位加高约 {more} 行，或用 `text-columns` 分成更多栏"
        )));
}
