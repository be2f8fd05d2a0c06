//! What is to be said of a story once it is placed: overset and underset,
//! columns that end badly, pictures in the way.

pub(super) mod over_frame;
pub(super) mod reading;

use crate::diag::{Code, Diagnostic, Span, Text};
use crate::geom::{Abs, LineSpan, WritingMode};
use crate::layout::Material;
use crate::layout::bind::Words;
use crate::layout::compose::Composer;
use crate::layout::flow::{Piece, Poured};
use crate::layout::grid::slots::Slot;
use crate::layout::set::galley::{Galley, characters_in};
use crate::layout::story::thread::PageOfThread;
use crate::page::{LineFit, Part};
use crate::say;
use crate::spec::page::{Fill, PictureBox, StoryFrame, TableSpan};
use crate::text::{LineBreak, Prepared};

impl Composer<'_> {
    /// A picture box that reaches into the head or another picture.
    pub(super) fn report_collision(
        &mut self,
        target: &PictureBox,
        other: LineSpan,
        material: &Material,
    ) {
        let slug = &material.story.slug;
        let LineSpan { first, last } = other;
        self.tell(
            Diagnostic::error(
                Code::FramesOverlap,
                say!(
                    "this picture of `{slug}` stands over its head or another picture",
                    "“{slug}”的这张图片压住了标题或另一张图片"
                ),
            )
            .at(target.area.span)
            .hint(match self.lines_are() {
                (LinesAre::Own, _) => say!(
                    "move the picture away from it, or make the head smaller",
                    "请移开图片，或把标题排小一些"
                ),
                (LinesAre::OfPage, WritingMode::Horizontal) => say!(
                    "lines {first} to {last} are taken: let the picture start below, or make the head smaller",
                    "第 {first} 至 {last} 行已被占用：让图片排在下面，或把标题排小一些"
                ),
                (LinesAre::OfPage, WritingMode::Vertical) => say!(
                    "lines {first} to {last} from the right are taken: let the picture start further left, or make the head smaller",
                    "自右数第 {first} 至 {last} 行已被占用：让图片排在左面，或把标题排小一些"
                ),
            }),
        );
    }

    /// Tells the first place where a line had to end inside a word or before a
    /// mark, because there was no room for all that belongs together.
    pub(super) fn report_broken_word(
        &mut self,
        prepared: &Prepared,
        lines: &[LineBreak],
        span: Span,
    ) {
        let wrong = |pair: &&[LineBreak]| prepared.must_not_start_line(pair[1].clusters.start);
        let Some(pair) = lines.windows(2).find(wrong) else { return };
        let text = prepared.text_of(pair[0].clusters.clone());
        self.tell(
            Diagnostic::error(
                Code::LineOverfull,
                say!(
                    "a word is wider than its column and had to be broken after “{text}”",
                    "有一处不能断开的文字比栏宽还长，只能在“{text}”后断开"
                ),
            )
            .at(span)
            .hint(say!(
                "give the story wider columns, or change the word",
                "请加宽分栏，或修改这处文字"
            )),
        );
    }

    /// A line of display type or furniture that is wider than its place.
    pub(super) fn report_sticking_out(&mut self, words: &[Words]) {
        let shown = Words::text(words);
        let shown = shown.trim();
        self.tell(
            Diagnostic::error(
                Code::LineOverfull,
                say!("“{shown}” is wider than its place", "“{shown}”比所在位置还宽"),
            )
            .at(Words::span(words))
            .hint(say!(
                "shorten it, set it smaller, or give it more room",
                "请缩短文字、改小字号，或加宽位置"
            )),
        );
    }

    /// Tells where the columns of a story end badly although everything was
    /// tried.
    pub(super) fn report_column_ends(
        &mut self,
        frame: &StoryFrame,
        galley: &Galley,
        poured: &Poured,
        (used, page): (&[Slot], u32),
    ) {
        for (piece, placed) in galley.pieces.iter().zip(&poured.pieces) {
            let below = placed.slots.iter().flatten().last().map_or(0, |last| last + 1);
            let slots: Vec<&Slot> =
                placed.slots.iter().flatten().filter_map(|slot| used.get(*slot)).collect();
            if slots.last().is_none_or(|last| last.page != page) {
                continue;
            }
            let slug = &frame.slug;
            let finding = match (piece, &placed.breaks, slots.as_slice()) {
                (
                    Piece::Paragraph(prepared, _) | Piece::Item(prepared, _),
                    Some(breaks),
                    [.., before, last],
                ) if before.run != last.run && slots.len() == breaks.lines.len() => {
                    let text = breaks
                        .lines
                        .last()
                        .map_or("", |line| prepared.text_of(line.clusters.clone()));
                    Diagnostic::warning(
                        Code::Widow,
                        say!(
                            "in `{slug}` the last line of a paragraph stands alone at a column's top: “{text}”",
                            "“{slug}”有一段的末行单独排在栏首：“{text}”"
                        ),
                    )
                }
                (Piece::Crosshead { .. }, _, [.., last])
                    if used[below..].iter().take(2).filter(|slot| slot.run == last.run).count()
                        < 2 =>
                {
                    Diagnostic::warning(
                        Code::CrossheadAtFoot,
                        say!(
                            "in `{slug}` a crosshead stands at a column's foot",
                            "“{slug}”有小标题落在栏尾"
                        ),
                    )
                }
                _ => continue,
            };
            self.tell(finding.at(frame.slug_span).hint(say!(
                "cut or add a line of text, or change the story's lines by one",
                "增删一行文字，或把版位改动一行"
            )));
        }
    }

    /// Tells of lines that are spaced out more than the house allows, and shows
    /// the worst.
    pub(super) fn report_loose_lines(&mut self, galley: &Galley, frame: &StoryFrame, story: u32) {
        let Some(most) = galley.most_even() else { return };
        let loose = |line: &&LineFit| {
            line.part == Part::Body && line.fitting.even > most.at(line.fitting.em)
        };
        let lines: Vec<&LineFit> =
            self.stories[story as usize].lines_fit.iter().filter(loose).collect();
        let Some(worst) = lines.iter().max_by_key(|line| line.fitting.even) else { return };
        let even = worst.fitting.even.units() * 1000 / worst.fitting.em.units().max(1);
        let (slug, row, text, count) = (&frame.slug, worst.row, worst.text.trim(), lines.len());
        let lines_en = english_lines(count);
        let finding = Diagnostic::warning(
            Code::LineLoose,
            say!(
                "`{slug}` has {lines_en} spaced out too far; on line {row} by {even}/1000 em a gap: “{text}”",
                "“{slug}”有 {count} 行字距太松；最松的在第 {row} 行，每个字距加了千分之 {even} 字：“{text}”"
            ),
        );
        self.tell(finding.at(frame.slug_span).hint(say!(
            "`banmian explain` shows line by line what was done; change a word or two nearby",
            "用 `banmian explain` 逐行查看；在附近增删一两个字"
        )));
    }

    /// Counts what found no place and what stayed empty.
    pub(super) fn report_fit(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        (galley, page): (&Galley, &PageOfThread),
        (poured, all, used, rest): (&Poured, &[Slot], &[Slot], Abs),
        story: u32,
    ) {
        let lost = characters_in(galley, poured, (used, rest), |slot| slot.is_none());
        let elsewhere = characters_in(galley, poured, (used, rest), |slot| {
            slot.is_some_and(|slot| used[slot].page != page.number)
        });
        self.report(story).elsewhere_characters += elsewhere;
        if page.is_continued() {
            self.report(story).elsewhere_characters += material.story.head_characters();
        }
        if !page.is_last() {
            self.report(story).elsewhere_characters += lost;
            self.report_short_jump(frame, page, (poured, used));
            if lost > 0 {
                self.report_lost_elsewhere(frame, poured.overset, lost);
            }
            return;
        }
        let columns = frame.text_columns.unwrap_or_else(|| frame.area.base_columns()) as usize;
        // Lines that a column leaves empty at its foot count as much as those
        // after the end of the text.
        // On the pages before it is how a jump comes to the end of a sentence.
        let is_here = |slot: &&Slot| slot.page == page.number;
        let taken = poured.pieces.iter().flat_map(|placed| &placed.slots).flatten();
        let taken = taken.filter_map(|slot| used.get(*slot)).filter(is_here).count();
        let spare = match frame.classified {
            // Items are kept whole: what that leaves at the feet is how it is.
            Some(_) => all.len().saturating_sub(used.len()) + poured.spare,
            None => all.iter().filter(is_here).count().saturating_sub(taken),
        };
        // Steps of less than a line are told in lines.
        let steps = self.canvas.grid.steps as usize;
        let (overset, spare) = (poured.overset.div_ceil(steps), spare / steps);
        let report = self.report(story);
        report.overset_lines = overset;
        report.overset_characters += lost;
        report.underset_lines = if overset > 0 { 0 } else { spare };
        let slug = &material.story.slug;
        let (own_en, own_zh) = self.own_leading_words();
        if overset > 0 {
            let lines = overset;
            let lines_en = english_lines(lines);
            let more = self.longer(lines.div_ceil(columns.max(1)));
            self.tell(
                Diagnostic::error(
                    Code::Overset,
                    say!(
                        "`{slug}` is overset by {lines_en}{own_en}, {lost} characters",
                        "“{slug}”溢出 {lines} 行{own_zh}、{lost} 字"
                    ),
                )
                .at(frame.slug_span)
                .hint(more),
            );
        } else if spare >= short_by(frame.fill, columns, all, page.number)
            && !galley.pieces.is_empty()
        {
            let spare_en = english_lines(spare);
            let end = poured
                .pieces
                .iter()
                .flat_map(|piece| piece.slots.iter().flatten())
                .filter_map(|slot| used.get(*slot))
                .map(|slot| slot.line)
                .chain(frame.quotes.iter().map(|quote| quote.area.lines.last))
                .max()
                .unwrap_or(frame.area.lines.last);
            // What stands at the foot moves up with it.
            let end = match frame.insets.table_span {
                TableSpan::Foot => frame.area.lines.last - (spare / columns.max(1)) as u32,
                TableSpan::Head | TableSpan::Column => end,
            };
            self.tell(
                Diagnostic::warning(
                    Code::Underset,
                    say!(
                        "`{slug}` is {spare_en}{own_en} short of its place",
                        "“{slug}”不足版位 {spare} 行{own_zh}"
                    ),
                )
                .at(frame.slug_span)
                .hint(if self.line_of_page(end) < self.line_of_page(frame.area.lines.last) {
                    self.shorter(end)
                } else {
                    say!(
                        "its text reaches the last line, but not in all columns: add text, or enlarge a picture",
                        "正文已排到最后一行，但有的栏没有排满：请增加正文或放大图片"
                    )
                }),
            );
        }
    }
}

/// From how many spare lines on a story is short of its place. Fewer than there are
/// columns are how level columns end; where each column is filled before the next
/// the last one ends as it comes, and only one that stays empty is a hole.
fn short_by(fill: Fill, columns: usize, all: &[Slot], page: u32) -> usize {
    let Some(last) = all.last().filter(|_| fill == Fill::InOrder) else { return columns };
    let in_last = |slot: &&Slot| slot.page == page && slot.column == last.column;
    all.iter().filter(in_last).count().max(columns)
}

/// Which lines a story is counted in, to tell people where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinesAre {
    /// The page's grid: what the keys `lines` say.
    OfPage,
    /// Those of a story whose lines cross the page's; no key names them.
    Own,
}

impl Composer<'_> {
    /// The page's leading, if text of a leading of its own is being composed.
    fn page_leading(&self) -> Option<Abs> {
        let (own, page) = (&self.canvas, self.spec);
        let is_own =
            own.flow.writing == page.flow.writing && own.grid.text_leading() != page.grid.leading;
        is_own.then_some(page.grid.leading)
    }

    /// What is said of lines that are not the page's.
    fn own_leading_words(&self) -> (String, String) {
        if self.page_leading().is_none() {
            return (String::new(), String::new());
        }
        let points = (self.canvas.grid.text_leading().to_pt() * 100.0).round() / 100.0;
        (format!(" of its own leading ({points} pt)"), format!("（自身行距 {points} 磅）"))
    }

    /// Lines of the page that so many lines of the text take.
    fn lines_of_page(&self, lines: usize) -> usize {
        let Some(page) = self.page_leading() else { return lines };
        let height = self.canvas.grid.text_leading() * i64::try_from(lines).unwrap_or(i64::MAX / 2);
        usize::try_from(-((-height).count_of(page.max(Abs::from_units(1))))).unwrap_or(lines)
    }

    /// The line of the page that a line of the canvas ends in.
    fn line_of_page(&self, line: u32) -> u32 {
        if self.page_leading().is_none() {
            return line;
        }
        let (_, bottom) = self.canvas.grid.line_edges(LineSpan { first: line, last: line });
        self.spec.grid.lines_touching(bottom, bottom).last
    }

    /// Whose lines are being composed on, and which way they run.
    fn lines_are(&self) -> (LinesAre, WritingMode) {
        let writing = self.canvas.flow.writing;
        let whose =
            if writing == self.spec.flow.writing { LinesAre::OfPage } else { LinesAre::Own };
        (whose, writing)
    }

    /// What to do about text that needs so many lines more in each column.
    fn longer(&self, lines: usize) -> Text {
        let lines = self.lines_of_page(lines);
        let lines_en = english_lines(lines);
        match self.lines_are() {
            (LinesAre::OfPage, WritingMode::Horizontal) => say!(
                "cut the text, or make its place about {lines_en} taller",
                "删减正文，或把版位加高约 {lines} 行"
            ),
            (LinesAre::OfPage, WritingMode::Vertical) => say!(
                "cut the text, or make its place about {lines_en} wider",
                "删减正文，或把版位加宽约 {lines} 行"
            ),
            (LinesAre::Own, WritingMode::Horizontal) => say!(
                "cut the text, or make its place taller by about {lines_en} of its own",
                "删减正文，或把版位加高，约合这篇稿件自身的 {lines} 行"
            ),
            (LinesAre::Own, WritingMode::Vertical) => say!(
                "cut the text, or make its place wider by about {lines_en} of its own",
                "删减正文，或把版位加宽，约合这篇稿件自身的 {lines} 行"
            ),
        }
    }

    /// What to do about text that ends on this line, before its place does.
    fn shorter(&self, end: u32) -> Text {
        let all = self.canvas.grid.lines;
        let end = self.line_of_page(end);
        match self.lines_are() {
            (LinesAre::OfPage, WritingMode::Vertical) => say!(
                "its text ends on line {end} of the page, from the right: end its place there, add text, or enlarge a picture",
                "正文排到全版自右数第 {end} 行为止：版位到这一行即可，或增加正文、放大图片"
            ),
            (LinesAre::OfPage, WritingMode::Horizontal) => say!(
                "its text ends on line {end} of the page: end its place there, add text, or enlarge a picture",
                "正文排到全版第 {end} 行为止：版位到这一行即可，或增加正文、放大图片"
            ),
            (LinesAre::Own, WritingMode::Vertical) => say!(
                "its text ends on line {end} of its own {all}: make its place narrower, add text, or enlarge a picture",
                "正文排到稿件自身 {all} 行中的第 {end} 行为止：请把版位改窄，或增加正文、放大图片"
            ),
            (LinesAre::Own, WritingMode::Horizontal) => say!(
                "its text ends on line {end} of its own {all}: make its place less tall, add text, or enlarge a picture",
                "正文排到稿件自身 {all} 行中的第 {end} 行为止：请把版位改矮，或增加正文、放大图片"
            ),
        }
    }
}

pub(super) fn english_lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}
