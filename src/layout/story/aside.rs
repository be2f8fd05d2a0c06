//! What of a story's body does not stand in its text: tables and pull quotes with
//! places of their own on the page, and tables over all its columns.

use super::thread::PageOfThread;
use crate::diag::{Code, Diagnostic};
use crate::geom::LineSpan;
use crate::layout::Material;
use crate::layout::compose::Composer;
use crate::layout::grid::slots::{Obstacle, Room, Slot};
use crate::layout::set::aside::{
    Aside, Elsewhere, aside_characters, asides_of, quotes_of, spanning,
};
use crate::layout::set::block::{Fragment, Laid};
use crate::layout::tell::english_lines;
use crate::say;
use crate::spec::page::{QuoteBox, StoryFrame, TableSpan};
use crate::story::Story;

impl Composer<'_> {
    /// What stands apart is counted where it stands.
    pub(in crate::layout) fn count_asides(
        &mut self,
        story: &Story,
        frame: &StoryFrame,
        page: &PageOfThread,
        report: u32,
    ) {
        let own = asides_of(self.spec, &frame.slug);
        let tables = own.iter().filter(|aside| matches!(aside, Aside::Table(_)));
        let shown: usize = tables.map(|aside| aside_characters(story, *aside)).sum();
        let other_pages = page.elsewhere();
        let others = other_pages.asides.iter().filter(|aside| !own.contains(aside));
        let mut elsewhere: usize = others.map(|aside| aside_characters(story, *aside)).sum();
        if frame.insets.table_span != TableSpan::Column && page.is_continued() {
            let asides = other_pages.all_asides(self.spec, &frame.slug);
            let tables = spanning(&story.body, &asides);
            elsewhere += tables.iter().map(|(table, _)| table.characters()).sum::<usize>();
        }
        let all = self.report(report);
        all.characters = all.characters.saturating_sub(shown);
        all.elsewhere_characters += elsewhere;
    }

    /// Places the pull quotes that have a place of their own.
    pub(in crate::layout) fn place_quotes(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        story: u32,
        obstacles: &mut Vec<Obstacle>,
    ) {
        let lang = self.lang_of(&material.story);
        for target in &frame.quotes {
            let at = target.number as usize - 1;
            let Some((inset, place)) = quotes_of(&material.story.body).nth(at) else {
                self.report_no_quote(&material.story, target);
                continue;
            };
            let area = &target.area;
            let measure = area.right - area.left;
            let looks = (&*frame.insets, &frame.styles);
            let laid = self.lay_inset(inset, looks, (lang, measure), place.first);
            let laid = laid.of_block(Some(place.block));
            let height = laid.height() as u32;
            let given = area.lines.count();
            let own = Obstacle { left: area.left, right: area.right, lines: area.lines };
            if height > given {
                self.report_quote_too_high(target, height);
            } else if obstacles.iter().any(|other| other.shares_place(&own)) {
                self.report_quote_collides(target);
            }
            let first = area.lines.first + given.saturating_sub(height) / 2;
            self.push_laid(&laid, (area.left, area.right, first), story);
            // On the columns, those beside it keep their whole measure.
            let standoff = match area.columns {
                Some(_) => target.standoff.min(self.canvas.grid.gutter),
                None => target.standoff,
            };
            obstacles.push(Obstacle {
                left: area.left - standoff,
                right: area.right + standoff,
                lines: area.lines,
            });
        }
    }

    /// Places the tables that stand over all columns, and an empty line between
    /// them and the text.
    pub(in crate::layout) fn place_spanning_tables(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        (story, elsewhere): (u32, &Elsewhere),
        obstacles: &mut Vec<Obstacle>,
    ) {
        let span = frame.insets.table_span;
        if span == TableSpan::Column || frame.jump.from.is_some() {
            return;
        }
        let asides = elsewhere.all_asides(self.spec, &frame.slug);
        let lang = self.lang_of(&material.story);
        let measure = room.right - room.left;
        let mut placed = Vec::new();
        let mut tables = spanning(&material.story.body, &asides);
        if span == TableSpan::Foot {
            tables.reverse();
        }
        for (table, place) in tables {
            let look = (&frame.insets.table, &frame.styles);
            let laid = self.lay_table(table, look, (lang, measure), place.first);
            let laid = laid.of_block(Some(place.block));
            self.report_too_wide(&laid, frame.slug_span);
            let height = laid.height() as u32;
            let Some(lines) = free_lines(room, obstacles, span, height) else {
                self.report_no_room(frame, &laid, story, height);
                continue;
            };
            let lines_kept = match span {
                TableSpan::Foot => LineSpan { first: lines.first.saturating_sub(1), ..lines },
                TableSpan::Head | TableSpan::Column => LineSpan { last: lines.last + 1, ..lines },
            };
            obstacles.push(Obstacle { left: room.left, right: room.right, lines: lines_kept });
            placed.push((laid, lines.first));
        }
        placed.sort_by_key(|(_, first)| *first);
        for (laid, first) in placed {
            self.push_laid(&laid, (room.left, room.right, first), story);
        }
    }

    /// Grid lines that the tables over all columns of a story take, the empty ones
    /// beside them included.
    pub(in crate::layout) fn spanning_rows(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
    ) -> u32 {
        if frame.insets.table_span == TableSpan::Column {
            return 0;
        }
        let lang = self.lang_of(&material.story);
        let asides = asides_of(self.spec, &frame.slug);
        let mut rows = 0_u32;
        for (table, place) in spanning(&material.story.body, &asides) {
            let look = (&frame.insets.table, &frame.styles);
            let laid = self.lay_table(table, look, (lang, room.right - room.left), place.first);
            rows = rows.saturating_add(laid.height() as u32 + 1);
        }
        rows
    }

    /// Puts all rows of a block in their place.
    fn push_laid(
        &mut self,
        laid: &Laid,
        (left, right, line): (crate::geom::Abs, crate::geom::Abs, u32),
        story: u32,
    ) {
        let slot = Slot { left, right, line, column: 0, run: 0, frame: 0, page: 0 };
        let fragment = Fragment { slot: 0, rows: 0..laid.rows.len() };
        self.push_fragment(laid, &fragment, (slot, true), Some(story));
    }

    fn report_no_quote(&mut self, story: &Story, target: &QuoteBox) {
        let (slug, number) = (&story.slug, target.number);
        let has = quotes_of(&story.body).count();
        self.tell(
            Diagnostic::error(
                Code::PartUnplaced,
                say!(
                    "`{slug}` has no pull quote {number}; it has {has} in all",
                    "“{slug}”没有第 {number} 条引语；它一共有 {has} 条"
                ),
            )
            .at(target.area.span)
            .hint(say!(
                "a pull quote is a paragraph that opens with `> ` in the story",
                "稿件里以 `> ` 开头的段落是引语"
            )),
        );
    }

    fn report_quote_too_high(&mut self, target: &QuoteBox, needs: u32) {
        let (number, has) = (target.number, target.area.lines.count());
        let needs = english_lines(needs as usize);
        let needs_zh = needs.split(' ').next().unwrap_or_default();
        self.tell(
            Diagnostic::error(
                Code::Overset,
                say!(
                    "pull quote {number} needs {needs}, lines for its rules included, and has {has}",
                    "第 {number} 条引语连同上下线要占 {needs_zh} 行，这里只有 {has} 行"
                ),
            )
            .at(target.area.span)
            .hint(say!(
                "give it more lines or columns, or a smaller size in `styles.quote`",
                "请增加行数或栏数，或在 `styles.quote` 里改小字号"
            )),
        );
    }

    fn report_quote_collides(&mut self, target: &QuoteBox) {
        let number = target.number;
        self.tell(
            Diagnostic::error(
                Code::FramesOverlap,
                say!(
                    "pull quote {number} stands over the head, a picture or another quote",
                    "第 {number} 条引语压住了标题、图片或另一条引语"
                ),
            )
            .at(target.area.span),
        );
    }

    /// A table over all columns for which there are not lines enough.
    fn report_no_room(&mut self, frame: &StoryFrame, laid: &Laid, story: u32, needs: u32) {
        let lost = laid.rows.iter().map(|row| row.characters).sum::<usize>();
        self.report(story).overset_characters += lost;
        let slug = &frame.slug;
        self.tell(
            Diagnostic::error(
                Code::Overset,
                say!(
                    "a table of `{slug}` over all columns needs {needs} lines in a row and has no place",
                    "“{slug}”的通栏表格要占连续 {needs} 行，没有位置"
                ),
            )
            .at(frame.slug_span)
            .hint(say!(
                "give the story more lines, or place the table with `[[table]]`",
                "请增加版位行数，或用 `[[table]]` 单独安排表格"
            )),
        );
    }
}

/// So many lines in a room that nothing else takes, as near as can be to its
/// head or foot.
fn free_lines(
    room: Room,
    obstacles: &[Obstacle],
    span: TableSpan,
    height: u32,
) -> Option<LineSpan> {
    let height = height.max(1);
    let most = room.lines.last.checked_sub(height - 1)?;
    let is_free = |first: &u32| {
        let lines = LineSpan { first: *first, last: *first + height - 1 };
        let own = Obstacle { left: room.left, right: room.right, lines };
        !obstacles.iter().any(|other| other.shares_place(&own))
    };
    let first = match span {
        TableSpan::Foot => (room.lines.first..=most).rev().find(is_free),
        TableSpan::Head | TableSpan::Column => (room.lines.first..=most).find(is_free),
    }?;
    Some(LineSpan { first, last: first + height - 1 })
}
