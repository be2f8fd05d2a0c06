//! What of a story's body does not stand in its text: tables and pull quotes with
//! places of their own on the page, and tables over all its columns.

use std::borrow::Cow;

use super::thread::PageOfThread;
use crate::diag::{Code, Diagnostic};
use crate::geom::LineSpan;
use crate::layout::Material;
use crate::layout::compose::Composer;
use crate::layout::findings::english_lines;
use crate::layout::grid::slots::{Obstacle, Room, Slot};
use crate::layout::set::block::{Fragment, Laid};
use crate::say;
use crate::spec::page::{
    Element, PageSpec, QuoteBox, StoryFrame, TableContent, TableElement, TableSpan,
};
use crate::story::{Block, Inset, InsetKind, Slug, Story, Table};

/// A part of a story's body that stands apart from its text; counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum Aside {
    /// A table, those in boxes counted too.
    Table(u32),
    /// A pull quote.
    Quote(u32),
}

/// What a page gives places of their own to.
pub(in crate::layout) fn asides_of(spec: &PageSpec, slug: &Slug) -> Vec<Aside> {
    let mut asides = Vec::new();
    for element in &spec.elements {
        match element {
            Element::Table(table) => {
                asides.extend(table_of(table, slug).map(Aside::Table));
            }
            Element::Story(frame) if frame.slug == *slug => {
                asides.extend(frame.quotes.iter().map(|quote| Aside::Quote(quote.number)));
            }
            _ => {}
        }
    }
    asides
}

/// Which table of a story an element shows, if any.
pub(in crate::layout) fn table_of(element: &TableElement, slug: &Slug) -> Option<u32> {
    match &element.content {
        TableContent::Story { slug: of, number, .. } if of == slug => Some(*number),
        TableContent::Story { .. } | TableContent::File { .. } | TableContent::Rows(_) => None,
    }
}

/// The tables of a body, those in boxes included.
pub(in crate::layout) fn tables_of(body: &[Block]) -> impl Iterator<Item = &Table> {
    body.iter().flat_map(|block| match block {
        Block::Table(table) => vec![table],
        Block::Inset(Inset { blocks, .. }) => blocks.iter().filter_map(as_table).collect(),
        Block::Paragraph(_) | Block::Crosshead(_) | Block::Item(_) => Vec::new(),
    })
}

fn as_table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

/// The pull quotes of a body, with the number of the first paragraph of each.
fn quotes_of(body: &[Block]) -> impl Iterator<Item = (&Inset, u32)> {
    body.iter().zip(first_paragraphs(body)).filter_map(|(block, number)| match block {
        Block::Inset(inset) if inset.kind == InsetKind::Quote => Some((inset, number)),
        _ => None,
    })
}

/// Characters of what stands apart.
pub(in crate::layout) fn aside_characters(story: &Story, aside: Aside) -> usize {
    let at = |number: u32| (number as usize).checked_sub(1);
    match aside {
        Aside::Table(number) => {
            at(number).and_then(|at| tables_of(&story.body).nth(at)).map_or(0, Table::characters)
        }
        Aside::Quote(number) => at(number)
            .and_then(|at| quotes_of(&story.body).nth(at))
            .map_or(0, |(inset, _)| Block::Inset(inset.clone()).characters()),
    }
}

/// Tables that stand over all columns: those of the body itself that have no
/// place of their own.
fn spanning<'b>(body: &'b [Block], asides: &[Aside]) -> Vec<(&'b Table, u32)> {
    let mut list = Vec::new();
    let mut tables = 0;
    for (block, number) in body.iter().zip(first_paragraphs(body)) {
        match block {
            Block::Table(table) => {
                tables += 1;
                if !asides.contains(&Aside::Table(tables)) {
                    list.push((table, number));
                }
            }
            Block::Inset(inset) => {
                tables += inset.blocks.iter().filter_map(as_table).count() as u32;
            }
            Block::Paragraph(_) | Block::Crosshead(_) | Block::Item(_) => {}
        }
    }
    list
}

/// For each block of a body what of it stands in the text, if anything.
pub(in crate::layout) fn in_text<'b>(
    body: &'b [Block],
    asides: &[Aside],
    span: TableSpan,
) -> Vec<Option<Cow<'b, Block>>> {
    let (mut tables, mut quotes) = (0, 0);
    let mut is_aside = |block: &Block| {
        tables += u32::from(matches!(block, Block::Table(_)));
        matches!(block, Block::Table(_)) && asides.contains(&Aside::Table(tables))
    };
    let mut list = Vec::with_capacity(body.len());
    for block in body {
        list.push(match block {
            Block::Table(_) => {
                let stands = !is_aside(block) && span == TableSpan::Column;
                stands.then_some(Cow::Borrowed(block))
            }
            Block::Inset(inset) => {
                quotes += u32::from(inset.kind == InsetKind::Quote);
                let is_quote = inset.kind == InsetKind::Quote;
                let blocks: Vec<bool> = inset.blocks.iter().map(|it| !is_aside(it)).collect();
                if is_quote && asides.contains(&Aside::Quote(quotes)) {
                    None
                } else if blocks.iter().all(|stays| *stays) {
                    Some(Cow::Borrowed(block))
                } else {
                    without(inset, &blocks).map(Cow::Owned)
                }
            }
            Block::Paragraph(_) | Block::Crosshead(_) | Block::Item(_) => {
                Some(Cow::Borrowed(block))
            }
        });
    }
    list
}

/// A box without some of its blocks; none if nothing is left.
fn without(inset: &Inset, stays: &[bool]) -> Option<Block> {
    let mut rest = inset.clone();
    let mut stays = stays.iter();
    rest.blocks.retain(|_| stays.next().copied().unwrap_or(true));
    let is_empty = rest.blocks.is_empty() && rest.title.is_none() && rest.source.is_none();
    (!is_empty).then_some(Block::Inset(rest))
}

/// The number of the first paragraph of each block, counted through the blocks
/// that are tables or stand in a box.
pub(in crate::layout) fn first_paragraphs(body: &[Block]) -> Vec<u32> {
    let mut next = 0;
    body.iter()
        .map(|block| {
            let first = next;
            next += match block {
                // A title, a source, and what stands between.
                Block::Inset(inset) => inset.blocks.len() as u32 + 2,
                Block::Table(_) => 1,
                Block::Paragraph(_) | Block::Crosshead(_) | Block::Item(_) => 0,
            };
            first
        })
        .collect()
}

impl Composer<'_> {
    /// What of a story stands apart from its text, on this page and on the others
    /// that it runs over.
    pub(in crate::layout) fn asides(&self, slug: &Slug) -> Vec<Aside> {
        let mut asides = asides_of(self.spec, slug);
        asides.extend(self.page.of(slug).asides_elsewhere());
        asides
    }

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
        let others = page.asides_elsewhere();
        let others = others.iter().filter(|aside| !own.contains(aside));
        let mut elsewhere: usize = others.map(|aside| aside_characters(story, *aside)).sum();
        if frame.insets.table_span != TableSpan::Column && page.is_continued() {
            let asides = self.asides(&frame.slug);
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
            let Some((inset, number)) = quotes_of(&material.story.body).nth(at) else {
                self.report_no_quote(&material.story, target);
                continue;
            };
            let area = &target.area;
            let measure = area.right - area.left;
            let looks = (&*frame.insets, &frame.styles);
            let laid = self.lay_inset(inset, looks, (lang, measure), number);
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
        story: u32,
        obstacles: &mut Vec<Obstacle>,
    ) {
        let span = frame.insets.table_span;
        if span == TableSpan::Column || frame.jump.from.is_some() {
            return;
        }
        let asides = self.asides(&frame.slug);
        let lang = self.lang_of(&material.story);
        let measure = room.right - room.left;
        let mut placed = Vec::new();
        let mut tables = spanning(&material.story.body, &asides);
        if span == TableSpan::Foot {
            tables.reverse();
        }
        for (table, number) in tables {
            let look = (&frame.insets.table, &frame.styles);
            let laid = self.lay_table(table, look, (lang, measure), number);
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
        let asides = self.asides(&frame.slug);
        let mut rows = 0_u32;
        for (table, number) in spanning(&material.story.body, &asides) {
            let look = (&frame.insets.table, &frame.styles);
            let laid = self.lay_table(table, look, (lang, room.right - room.left), number);
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
