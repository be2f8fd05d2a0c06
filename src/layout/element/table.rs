//! A table that stands for itself: its title, its rows in one column or broken
//! into several side by side, and the line under it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::furniture::furniture_line;
use super::table_findings::{report_empty_columns, report_overset, report_rest, report_underset};
use crate::diag::finding::TableFault;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan, Point, Rect, WritingMode};
use crate::layout::bind::{Binder, Measure, Words};
use crate::layout::desk::Desk;
use crate::layout::flow::GalleyPiece;
use crate::layout::galley::Galley;
use crate::layout::galley::feather::Lowered;
use crate::layout::galley::level::pour_level;
use crate::layout::galley::place::{characters_in, place_block};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{
    LEAST_MEASURE, PageSlots, Room, Slot, TextColumn, TextPlace, column_boxes, lines_from, slots,
    text_columns,
};
use crate::layout::head::{Display, DisplayCopy, push_display, set_display};
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::layout::paint::story_set::StorySet;
use crate::layout::picture::lone::rest_of;
use crate::layout::set::aside::tables_of;
use crate::layout::set::block::{Laid, report_too_wide};
use crate::layout::set::table::lay_table;
use crate::layout::story::room::inner_room;
use crate::page::{BlockId, ElementId, Part, ReportOf, StoryReport};
use crate::spec::page::{Area, Fill, TableContent, TableElement};
use crate::story::{Story, Table, TableCell, TableRow, table_of_rows};
use crate::style::{Align, Lang, Style};

/// What a table's element shows.
struct TableShown<'a> {
    table: Cow<'a, Table>,
    /// The story that it is from, and the block of its body.
    of: Option<(&'a Story, BlockId)>,
}

/// Sets a table where its element says; none if it is not there.
pub(in crate::layout) fn set_table(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    element: &TableElement,
    id: ElementId,
    sink: &mut Sink,
) -> Option<StorySet> {
    if canvas.flow.writing == WritingMode::Horizontal {
        return fill_table(desk, binder, canvas, element, id, sink);
    }
    // The rows of a table are level on a vertical page, too.
    let rect = canvas.flow.rect(element.area.rect(&canvas.grid));
    let canvas = canvas.over(rect, WritingMode::Horizontal);
    let Rect { left, right, top, bottom } = canvas.grid.area;
    let lines = LineSpan { first: 1, last: canvas.grid.lines };
    let exact = Some((top, bottom));
    let area = Area { left, right, columns: None, lines, exact, span: element.area.span };
    let turned = TableElement { area, ..element.clone() };
    fill_table(desk, binder, &canvas, &turned, id, sink)
}

fn fill_table(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    element: &TableElement,
    id: ElementId,
    sink: &mut Sink,
) -> Option<StorySet> {
    let Some(TableShown { table, of }) = table_content(desk, element, sink) else {
        let TableContent::Story { slug, .. } = &element.content else { return None };
        let seen = canvas.flow.rect(element.area.rect(&canvas.grid));
        let is_there = desk.resources.story(slug).is_some();
        return (!is_there).then(|| StorySet::kept(seen, slug, element.area.lines));
    };
    let (story, block) = (of.map(|(story, _)| story), of.map(|(_, block)| block));
    let lang = story.and_then(|story| story.lang).unwrap_or(desk.spec.lang);
    let mut out = Matter::default();
    let area = &element.area;
    let seen = area.rect(&canvas.grid);
    out.dress(canvas, seen, &element.dress);
    let outer = Room { left: area.left, right: area.right, lines: area.lines };
    let room = inner_room(outer, &element.dress, &canvas.grid);
    let report = match story {
        Some(story) => {
            let rest = rest_of(desk, story, id);
            if rest > 0 {
                report_rest(element, story, rest, &mut out.findings);
            }
            StoryReport { unplaced_characters: rest, ..desk.report_on(story, room.lines) }
        }
        None => report_without_story(element, lang, room.lines),
    };
    let own = table.characters() + title_characters(element);
    let report =
        StoryReport { of: ReportOf::Table, characters: own + report.unplaced_characters, ..report };
    let measure = Measure { width: room.right - room.left, lang };
    let head = table_title(binder, canvas, element, measure, &mut out.findings);
    let rows = head.as_ref().map_or(0, Display::rows);
    if let Some(head) = head {
        let owner = MatterOwner::story(Part::TableTitle, 0);
        push_display(canvas, head, owner, room.left, room.lines.first, &mut out);
    }
    let lines = lines_from(room.lines, room.lines.first + rows).and_then(|lines| {
        let last = lines.last.saturating_sub(u32::from(element.source.is_some()));
        (last >= lines.first).then_some(LineSpan { last, ..lines })
    });
    let poured = match lines {
        Some(lines) => {
            let mut galley = Galley::of_table(table.into_owned(), block, lang);
            let room = Room { lines, ..room };
            pour_table(desk, binder, canvas, element, &mut galley, room, &mut out)
        }
        None => {
            let lost = table.characters();
            out.tally.overset += lost;
            let overset = table.rows.len();
            report_overset(element, lost, overset, &mut out.findings);
            PouredTable { end: room.lines.last, overset, underset: 0, frames: Vec::new() }
        }
    };
    table_source(binder, canvas, element, poured.end + 1, room.left, measure, &mut out);
    let report = StoryReport {
        overset_lines: poured.overset,
        underset_lines: poured.underset,
        frames: poured.frames,
        ..report
    };
    Some(StorySet::new(canvas.flow.rect(seen), out, report))
}

/// How the rows of a table came out.
struct PouredTable {
    /// The last line that they take.
    end: u32,
    /// Lines that have no place.
    overset: usize,
    /// Lines of its columns that stay empty.
    underset: usize,
    /// What of the sheet its columns take.
    frames: Vec<Rect>,
}

/// Pours the rows through the columns of a room.
fn pour_table(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    element: &TableElement,
    galley: &mut Galley,
    room: Room,
    out: &mut Matter,
) -> PouredTable {
    let lines = room.lines;
    let gutter = element.gutter.unwrap_or(canvas.grid.gutter);
    let columns = text_columns(room.left, room.right, element.text_columns, gutter);
    let em = element.styles.get(Part::Table).size;
    let place = TextPlace { columns: columns.clone(), lines };
    let all = slots(&[place], &[], em * LEAST_MEASURE);
    let rest = columns.first().map_or(Abs::ZERO, |column| column.measure());
    let measures: BTreeSet<Abs> = all.iter().map(Slot::measure).chain([rest]).collect();
    measure_table(binder, canvas, galley, element, &measures);
    let (poured, used) = pour_level(galley, &all, rest, Fill::Level);
    let boxes = column_boxes(&all, &canvas.grid).into_iter();
    let frames = boxes.map(|rect| canvas.flow.rect(rect)).collect();
    let slots = PageSlots { used: &used, page: 0 };
    for (piece, placed) in galley.pieces.iter().zip(&poured.pieces) {
        if let GalleyPiece::Block(blocks) = piece {
            place_block(canvas, blocks, placed, slots, &Lowered::default(), element.span, out);
        }
    }
    let taken = poured.pieces.iter().flat_map(|placed| placed.slots.iter().flatten());
    let taken: Vec<_> = taken.filter_map(|slot| used.get(*slot)).collect();
    let end = taken.iter().map(|slot| slot.line).max().unwrap_or(lines.first);
    let filled = taken.iter().map(|slot| slot.column).collect::<BTreeSet<_>>().len();
    if poured.overset == 0 && filled < columns.len() {
        report_empty_columns(element, filled, &mut out.findings);
    }
    let rows = LineSpan { first: lines.first, last: end };
    draw_column_rules(canvas, element, &columns[..filled], rows, out);
    let mut underset = 0;
    if poured.overset > 0 {
        let lost = characters_in(galley, &poured, &used, rest, &|slot| slot.is_none());
        out.tally.overset += lost;
        // Of what stands nowhere it has not been told yet.
        if poured.pieces.iter().all(|placed| placed.fragments.is_empty())
            && let Some(laid) = galley.laid(rest)
        {
            report_too_wide(&laid, element.span, &mut out.findings);
        }
        // The rows of one that is too wide are as high as they are for that, which
        // has been told.
        if !galley.is_too_wide() {
            report_overset(element, lost, poured.overset, &mut out.findings);
        }
    } else if let Some(spare) = lines.last.checked_sub(end).filter(|spare| *spare > 0) {
        underset = (spare * element.text_columns) as usize;
        report_underset(desk, canvas, element, spare, &mut out.findings);
    }
    PouredTable { end, overset: poured.overset, underset, frames }
}

/// The rules between the columns of a table's rows.
fn draw_column_rules(
    canvas: &Canvas,
    element: &TableElement,
    columns: &[TextColumn],
    rows: LineSpan,
    out: &mut Matter,
) {
    let Some(style) = element.column_rule else { return };
    let (top, bottom) = canvas.grid.line_edges(rows);
    for pair in columns.windows(2) {
        let [TextColumn { right, .. }, TextColumn { left, .. }] = pair else { continue };
        let x = *right + (*left - *right) / 2;
        out.rule(canvas, Point::new(x, top), Point::new(x, bottom), style);
    }
}

/// Lays the table out for the measures of its columns.
fn measure_table(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &mut Galley,
    element: &TableElement,
    measures: &BTreeSet<Abs>,
) {
    let lang = galley.lang();
    for measure in measures {
        let Some(table) = galley.table() else { return };
        let width = (*measure).max(canvas.grid.body_size);
        let (look, styles) = (&element.look, &element.styles);
        let mut laid = lay_table(binder, canvas, table, look, styles, Measure { width, lang }, 0);
        // The line under it needs the air itself.
        if element.source.is_some() {
            laid.rows.iter_mut().for_each(|row| row.decor.air = Abs::ZERO);
        }
        // Side by side a table is meant to be broken.
        let split_cost = if element.text_columns > 1 { 0 } else { laid.split_cost };
        galley.lay(*measure, Laid { split_cost, ..laid });
    }
}

/// The rows of a table, and where they are from.
fn table_content<'a>(
    desk: Desk<'a>,
    element: &TableElement,
    sink: &mut Sink,
) -> Option<TableShown<'a>> {
    match &element.content {
        TableContent::File { path, .. } => {
            // One that is not there could not be read, which has been told.
            let table = Cow::Borrowed(desk.resources.tables.get(path)?);
            Some(TableShown { table, of: None })
        }
        TableContent::Rows(rows) => {
            let rows = rows.iter().map(|row| {
                let cells = row.cells.iter().map(|cell| TableCell::plain(&cell.value, cell.span));
                TableRow { cells: cells.collect(), span: row.span }
            });
            let table = Cow::Owned(table_of_rows(rows.collect(), sink));
            Some(TableShown { table, of: None })
        }
        TableContent::Story { slug, slug_span, number } => {
            let material = desk.material(slug, *slug_span, sink)?;
            let mut tables = tables_of(&material.story.body);
            if let Some((block, table)) = tables.nth(*number as usize - 1) {
                let table = Cow::Borrowed(table);
                return Some(TableShown { table, of: Some((&material.story, block)) });
            }
            sink.push(
                Diagnostic::of(TableFault::NoTable {
                    slug: slug.to_string(),
                    number_in_story: *number,
                    values: tables_of(&material.story.body).count(),
                })
                .at(*slug_span),
            );
            None
        }
    }
}

/// The report of a table that no story has.
fn report_without_story(element: &TableElement, lang: Lang, lines: LineSpan) -> StoryReport {
    let name = match &element.content {
        TableContent::File { path, .. } => {
            path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
        }
        TableContent::Rows(_) | TableContent::Story { .. } => None,
    };
    let title = element.title.as_ref().map(|(title, _)| title.clone()).unwrap_or_default();
    let slug = name.unwrap_or_else(|| "table".to_owned());
    StoryReport { lang: lang.tag().to_owned(), ..StoryReport::new(slug, title, lines, 0) }
}

fn table_title(
    binder: &mut Binder,
    canvas: &Canvas,
    element: &TableElement,
    measure: Measure,
    sink: &mut Sink,
) -> Option<Display> {
    let (text, span) = element.title.as_ref()?;
    let words = Words::made(text, *span);
    let style = element.styles.get(Part::TableTitle);
    let copy = DisplayCopy::one_line(Part::TableTitle, &words, style);
    Some(set_display(binder, canvas, copy, measure, sink))
}

/// The line under the table, on a grid line.
fn table_source(
    binder: &mut Binder,
    canvas: &Canvas,
    element: &TableElement,
    line: u32,
    left: Abs,
    measure: Measure,
    out: &mut Matter,
) {
    let Some((text, span)) = &element.source else { return };
    let mut style: Style = element.styles.get(Part::Credit).clone();
    if style.align == Align::Justify {
        style.align = Align::Start;
    }
    let words = Words::made(text, *span);
    let set = furniture_line(binder, canvas, &words, &style, measure, &mut out.findings);
    let origin = Point::new(left, canvas.grid.baseline(line));
    out.push_line(canvas, MatterOwner::story(Part::Table, 0), origin, measure.width, set);
}

/// Characters of title and source.
fn title_characters(element: &TableElement) -> usize {
    let texts = [&element.title, &element.source].into_iter().flatten();
    texts.map(|(text, _)| text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}
