//! A table that stands for itself: its title, its rows in one column or broken
//! into several side by side, and the line under it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{Abs, Em, LineSpan, Point, WritingMode};
use crate::layout::bind::{Setting, Words};
use crate::layout::compose::{Composer, Whose, lines_from};
use crate::layout::flow::Piece;
use crate::layout::galley::level::pour_level;
use crate::layout::galley::{Galley, characters_in};
use crate::layout::grid::slots::{Room, Slot, TextPlace, column_boxes, slots, text_columns};
use crate::layout::head::Display;
use crate::layout::set::aside::tables_of;
use crate::layout::set::block::Laid;
use crate::layout::story::{LEAST_MEASURE, inner_room};
use crate::layout::tell::english_lines;
use crate::page::{BlockId, Part, ReportOf, StoryReport};
use crate::say;
use crate::spec::page::{Arrangement, Fill, TableContent, TableElement};
use crate::story::{Story, Table, table_of_texts};
use crate::style::{Align, Lang};
use crate::text::{Hyphenation, LineBreak, LineEndForm, LinePlace, Prepared, set_line};

/// What a table's element shows.
struct TableShown<'a> {
    table: Cow<'a, Table>,
    /// The story that it is from, and the block of its body.
    of: Option<(&'a Story, BlockId)>,
}

impl<'a> Composer<'a> {
    /// Places a table where its element says.
    pub(in crate::layout) fn place_table(&mut self, element: &TableElement) {
        if self.canvas.flow.writing == WritingMode::Horizontal {
            self.fill_table(element, element.area.lines);
            return;
        }
        // The rows of a table are level on a vertical page, too.
        let rect = self.canvas.flow.rect(element.area.rect(&self.canvas.grid));
        let canvas = self.canvas.over(rect, WritingMode::Horizontal);
        let area = canvas.grid.area;
        let lines = LineSpan { first: 1, last: canvas.grid.lines };
        let area = crate::spec::page::Area {
            left: area.left,
            right: area.right,
            columns: None,
            lines,
            exact: Some((area.top, area.bottom)),
            span: element.area.span,
        };
        let turned = TableElement { area, ..element.clone() };
        self.on(canvas, |composer| composer.fill_table(&turned, lines));
    }

    fn fill_table(&mut self, element: &TableElement, lines: LineSpan) {
        let Some(TableShown { table, of }) = self.table_content(element) else { return };
        let (story, block) = (of.map(|(story, _)| story), of.map(|(_, block)| block));
        let lang = story.and_then(|story| story.lang).unwrap_or(self.spec.lang);
        self.dress(element.area.rect(&self.canvas.grid), &element.dress);
        let outer = Room { left: element.area.left, right: element.area.right, lines };
        let room = inner_room(outer, &element.dress, &self.canvas.grid);
        let report = self.open_table_report(element, &table, story, lang, room.lines);
        let head = self.table_title(element, lang, room);
        let rows = head.as_ref().map_or(0, Display::rows);
        if let Some(head) = head {
            self.push_display(head, Whose::story(report), room.left, room.lines.first);
        }
        let source = element.source.as_ref();
        let lines = lines_from(room.lines, room.lines.first + rows).and_then(|lines| {
            let last = lines.last.saturating_sub(u32::from(source.is_some()));
            (last >= lines.first).then_some(LineSpan { last, ..lines })
        });
        let end = match lines {
            Some(lines) => {
                let table = (table.into_owned(), block);
                self.pour_table(element, table, (lang, lines, room), report)
            }
            None => {
                let lost = table.characters();
                self.report_table_overset(element, report, (lost, table.rows.len()), false);
                room.lines.last
            }
        };
        if let Some((text, span)) = source {
            self.table_source(element, (text, *span), (lang, room, end), report);
        }
    }

    /// Pours the rows; tells the last line that they take.
    fn pour_table(
        &mut self,
        element: &TableElement,
        (table, block): (Table, Option<BlockId>),
        (lang, lines, room): (Lang, LineSpan, Room),
        report: u32,
    ) -> u32 {
        let gutter = element.gutter.unwrap_or(self.canvas.grid.gutter);
        let columns = text_columns(room.left, room.right, element.text_columns, gutter);
        let em = element.styles.get(Part::Table).size;
        let place = TextPlace { columns: columns.clone(), lines };
        let all = slots(&[place], &[], em * LEAST_MEASURE);
        let rest = columns.first().map_or(Abs::ZERO, |(left, right)| *right - *left);
        let mut galley = Galley::of_table(table, block, lang);
        let measures: BTreeSet<Abs> = all.iter().map(Slot::measure).chain([rest]).collect();
        self.measure_tables(&mut galley, element, &measures);
        let (poured, used) = pour_level(&mut galley, &all, rest, Fill::Level);
        let flow = self.canvas.flow;
        let boxes = column_boxes(&all, &self.canvas.grid);
        self.report(report).frames = boxes.into_iter().map(|rect| flow.rect(rect)).collect();
        for (piece, placed) in galley.pieces.iter().zip(&poured.pieces) {
            if let Piece::Block(blocks) = piece {
                self.place_block(blocks, placed, (&used, 0), Some(report), element.span);
            }
        }
        let taken = poured.pieces.iter().flat_map(|placed| placed.slots.iter().flatten());
        let taken: Vec<_> = taken.filter_map(|slot| used.get(*slot)).collect();
        let end = taken.iter().map(|slot| slot.line).max().unwrap_or(lines.first);
        let filled = taken.iter().map(|slot| slot.column).collect::<BTreeSet<_>>().len();
        if poured.overset == 0 && filled < columns.len() {
            self.report_empty_columns(element, filled);
        }
        if let Some(style) = element.column_rule {
            for pair in columns[..filled].windows(2) {
                let [(_, right), (left, _)] = pair else { continue };
                let x = *right + (*left - *right) / 2;
                let (top, bottom) =
                    self.canvas.grid.line_edges(LineSpan { first: lines.first, last: end });
                self.rule(Point::new(x, top), Point::new(x, bottom), style);
            }
        }
        if poured.overset > 0 {
            let lost = characters_in(&galley, &poured, (&used, rest), |slot| slot.is_none());
            let is_too_wide = galley.is_too_wide();
            // Of what stands nowhere it has not been told yet.
            if poured.pieces.iter().all(|placed| placed.fragments.is_empty())
                && let Some(laid) = galley.laid(rest)
            {
                self.report_too_wide(&laid, element.span);
            }
            self.report_table_overset(element, report, (lost, poured.overset), is_too_wide);
        } else if let Some(spare) = lines.last.checked_sub(end).filter(|spare| *spare > 0) {
            self.report(report).underset_lines = (spare * element.text_columns) as usize;
            self.report_table_underset(element, spare);
        }
        end
    }

    /// Lays the table out for the measures of its columns.
    fn measure_tables(
        &mut self,
        galley: &mut Galley,
        element: &TableElement,
        measures: &BTreeSet<Abs>,
    ) {
        for measure in measures {
            let look = (&element.look, &element.styles);
            let lang = galley.lang();
            let Some(table) = galley.table() else { return };
            let width = (*measure).max(self.canvas.grid.body_size);
            let mut laid = self.lay_table(table, look, (lang, width), 0);
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
    fn table_content(&mut self, element: &TableElement) -> Option<TableShown<'a>> {
        match &element.content {
            TableContent::File { path, .. } => {
                // One that is not there could not be read, which has been told.
                let table = Cow::Borrowed(self.resources.tables.get(path)?);
                Some(TableShown { table, of: None })
            }
            TableContent::Rows(rows) => {
                let table = Cow::Owned(table_of_texts(rows, &mut self.matter.findings));
                Some(TableShown { table, of: None })
            }
            TableContent::Story { slug, slug_span, number } => {
                let material = self.material(slug, *slug_span)?;
                let mut tables = tables_of(&material.story.body);
                if let Some((block, table)) = tables.nth(*number as usize - 1) {
                    let table = Cow::Borrowed(table);
                    return Some(TableShown { table, of: Some((&material.story, block)) });
                }
                let has = tables_of(&material.story.body).count();
                self.tell(
                    Diagnostic::error(
                        Code::TableUnreadable,
                        say!(
                            "`{slug}` has no table {number}; it has {has} in all",
                            "“{slug}”没有第 {number} 个表格；它一共有 {has} 个"
                        ),
                    )
                    .at(*slug_span),
                );
                None
            }
        }
    }

    fn open_table_report(
        &mut self,
        element: &TableElement,
        table: &Table,
        story: Option<&Story>,
        lang: Lang,
        lines: LineSpan,
    ) -> u32 {
        if let Some(story) = story {
            let report = self.open_report(story, lines);
            let own = table.characters() + title_characters(element);
            let rest = self.rest_of(story);
            let all = self.report(report);
            all.characters = own + rest;
            all.unplaced_characters = rest;
            all.of = ReportOf::Table;
            if rest > 0 {
                let slug = &story.slug;
                self.tell(
                    Diagnostic::error(
                        Code::PartUnplaced,
                        say!(
                            "`{slug}` has {rest} characters besides this table, and no place for them",
                            "“{slug}”除这个表格外还有 {rest} 字没有版位"
                        ),
                    )
                    .at(element.span)
                    .hint(say!(
                        "place it with `[[story]]`",
                        "改用 `[[story]]` 安排这条稿件"
                    )),
                );
            }
            return report;
        }
        let name = match &element.content {
            TableContent::File { path, .. } => {
                path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
            }
            TableContent::Rows(_) | TableContent::Story { .. } => None,
        };
        let title = element.title.as_ref().map(|(title, _)| title.clone()).unwrap_or_default();
        let slug = name.unwrap_or_else(|| "table".to_owned());
        let characters = table.characters() + title_characters(element);
        self.stories.push(StoryReport {
            lang: lang.tag().to_owned(),
            section: self.section,
            of: ReportOf::Table,
            ..StoryReport::new(slug, title, lines, characters)
        });
        (self.stories.len() - 1) as u32
    }

    fn table_title(&mut self, element: &TableElement, lang: Lang, room: Room) -> Option<Display> {
        let (text, span) = element.title.as_ref()?;
        let words = Words::made(text, *span);
        let style = element.styles.get(Part::TableTitle);
        let how = (lang, room.right - room.left);
        Some(self.set_display(Part::TableTitle, &words, style, Arrangement::OneLine, how))
    }

    /// The line under the table: on the grid line below its last row.
    fn table_source(
        &mut self,
        element: &TableElement,
        (text, span): (&str, Span),
        (lang, room, end): (Lang, Room, u32),
        report: u32,
    ) {
        let style = element.styles.get(Part::Credit);
        let setting =
            Setting { indent: Em::ZERO, ..self.setting(lang, style.size, Hyphenation::Never) };
        let words = Words::made(text, span);
        let prepared: Prepared = self.binder.prepare(&words, style, setting);
        let line = LineBreak { clusters: 0..prepared.len(), form: LineEndForm::Half };
        let place = LinePlace { is_first: true, is_last: true };
        let measure = room.right - room.left;
        let align = if style.align == Align::Justify { Align::Start } else { style.align };
        let set = set_line(&prepared, &line, place, measure, align, self.binder.shaper());
        if set.over > Abs::ZERO {
            self.report_sticking_out(&words);
        }
        let owner = self.owner(Some(report), Part::Table, 0);
        let baseline = self.canvas.grid.baseline(end + 1);
        self.push_line(owner, Point::new(room.left, baseline), measure, set);
    }

    /// Tells that the last `spare` lines of a table's place are empty.
    fn report_table_underset(&mut self, element: &TableElement, spare: u32) {
        let spare_en = english_lines(spare as usize);
        let last = element.area.lines.last - spare;
        let hint = if self.canvas.flow == self.spec.flow && element.area.exact.is_none() {
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
        self.tell(
            Diagnostic::warning(
                Code::Underset,
                say!("the table is {spare_en} short of its place", "表格不足版位 {spare} 行"),
            )
            .at(element.area.span)
            .hint(hint),
        );
    }

    fn report_empty_columns(&mut self, element: &TableElement, filled: usize) {
        let columns = element.text_columns;
        let filled_en = if filled == 1 { "one".to_owned() } else { filled.to_string() };
        self.tell(
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

    fn report_table_overset(
        &mut self,
        element: &TableElement,
        report: u32,
        (lost, lines): (usize, usize),
        is_too_wide: bool,
    ) {
        let all = self.report(report);
        all.overset_characters += lost;
        all.overset_lines = lines;
        // Its rows are as high as they are because it is too wide, which has been
        // told.
        if is_too_wide {
            return;
        }
        let lines_en = english_lines(lines);
        let more = lines.div_ceil(element.text_columns.max(1) as usize);
        let more_en = english_lines(more);
        self.tell(
            Diagnostic::error(
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
            )),
        );
    }
}

/// Characters of title and source.
fn title_characters(element: &TableElement) -> usize {
    let texts = [&element.title, &element.source].into_iter().flatten();
    texts.map(|(text, _)| text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}
