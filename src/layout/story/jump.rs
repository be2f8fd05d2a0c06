//! Jump lines, 下转 and 上接: where a story goes on on another page, and where it
//! comes from.

use super::thread::PageOfThread;
use crate::diag::{Code, Diagnostic};
use crate::layout::bind::Words;
use crate::layout::compose::{Composer, Whose};
use crate::layout::flow::Poured;
use crate::layout::grid::slots::Slot;
use crate::layout::tell::english_lines;
use crate::page::Part;
use crate::say;
use crate::spec::page::{Arrangement, JumpEnd, StoryFrame};
use crate::style::{Align, Style};

/// How far above the foot, in lines, the last line may stand for the jump line to
/// stand at the foot.
const MOST_ABOVE_FOOT: u32 = 4;

impl Composer<'_> {
    /// Sets the line that says from which page a story comes.
    pub(in crate::layout) fn place_from_line(
        &mut self,
        frame: &StoryFrame,
        page: &PageOfThread,
        slot: Option<Slot>,
        story: u32,
    ) {
        let (Some(end), Some(slot)) = (&frame.jump.from, slot) else { return };
        if let (Some(number), _) = page.neighbours() {
            self.jump_line(frame, (end, number), (slot, Align::Start), story);
        }
        if page.is_empty() {
            let slug = &frame.slug;
            self.tell(
                Diagnostic::warning(
                    Code::JumpEmpty,
                    say!(
                        "`{slug}` ends before it comes to this page",
                        "“{slug}”在前面的版就排完了，本版没有正文可接"
                    ),
                )
                .at(end.span)
                .hint(say!(
                    "take it off this page, or give it less room before",
                    "请从本版撤下这篇稿件，或缩小前面的版位"
                )),
            );
        }
    }

    /// Sets the line that says on which page a story goes on: at the foot, or right
    /// below the last line that stands here if that is far above it.
    pub(in crate::layout) fn place_on_line(
        &mut self,
        frame: &StoryFrame,
        page: &PageOfThread,
        (foot, poured, used): (Option<Slot>, &Poured, &[Slot]),
        story: u32,
    ) {
        let (Some(end), Some(foot)) = (&frame.jump.on, foot) else { return };
        let (_, Some(number)) = page.neighbours() else { return };
        let taken = poured.pieces.iter().flat_map(|placed| placed.slots.iter().flatten());
        let mut here = taken.map(|at| used[*at]).filter(|slot| slot.page == page.number);
        let slot = match here.next_back() {
            // A few lines above the foot is how a page comes to end with a sentence.
            Some(last)
                if last.run == foot.run
                    && last.measure() == foot.measure()
                    && last.line + MOST_ABOVE_FOOT < foot.line =>
            {
                Slot { line: last.line + 1, ..foot }
            }
            _ => foot,
        };
        self.jump_line(frame, (end, number), (slot, Align::End), story);
    }

    /// Tells of a story that goes on on another page although hardly a line of it
    /// stands here, or hardly one is left for there.
    pub(in crate::layout) fn report_short_jump(
        &mut self,
        frame: &StoryFrame,
        page: &PageOfThread,
        (poured, used): (&Poured, &[Slot]),
    ) {
        let (Some(end), (_, Some(number))) = (&frame.jump.on, page.neighbours()) else { return };
        let taken = poured.pieces.iter().flat_map(|placed| placed.slots.iter().flatten());
        let pages: Vec<u32> = taken.map(|at| used[*at].page).collect();
        let lines_on = |page: u32| pages.iter().filter(|on| **on == page).count();
        let (here, there) = (lines_on(page.number), lines_on(page.number + 1));
        let is_last_part = pages.last() == Some(&(page.number + 1));
        let slug = &frame.slug;
        let message = match (here, there) {
            (0, _) => say!(
                "no line of `{slug}` stands on this page before it goes on on page {number}",
                "“{slug}”在本版一行正文也没有就转到了第 {number} 版"
            ),
            (1, _) => say!(
                "`{slug}` goes on on page {number} after a single line",
                "“{slug}”在本版只排了一行就转到了第 {number} 版"
            ),
            (_, 1) if is_last_part => say!(
                "only one line of `{slug}` is left for page {number}",
                "“{slug}”只剩一行转到第 {number} 版"
            ),
            _ => return,
        };
        self.tell(Diagnostic::error(Code::JumpShort, message).at(end.span).hint(say!(
            "give the story more or fewer lines here, or a smaller head",
            "请增减这篇稿件在本版的行数，或把标题排小一些"
        )));
    }

    /// Tells where a story begins what finds no place at its end.
    pub(in crate::layout) fn report_lost_elsewhere(
        &mut self,
        frame: &StoryFrame,
        lines: usize,
        lost: usize,
    ) {
        let Some(end) = &frame.jump.on else { return };
        let (slug, lines_en) = (&frame.slug, english_lines(lines));
        let other = end.spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let finding = Diagnostic::error(
            Code::Overset,
            say!(
                "`{slug}` is overset by {lines_en} where it goes on, {lost} characters",
                "“{slug}”转版后仍溢出 {lines} 行、{lost} 字"
            ),
        );
        self.tell(finding.at(end.span).hint(say!(
            "cut the text, or give it more room here or in {other}",
            "请删减正文，或加大本版或 {other} 上的版位"
        )));
    }

    fn jump_line(
        &mut self,
        frame: &StoryFrame,
        (end, number): (&JumpEnd, u32),
        (slot, align): (Slot, Align),
        story: u32,
    ) {
        let text = end.text.replace("{number}", &number.to_string());
        let style = Style { align, ..frame.styles.get(Part::JumpLine).clone() };
        let words = Words::made(text, end.span);
        let how = (self.spec.lang, slot.measure());
        let display = self.set_display(Part::JumpLine, &words, &style, Arrangement::OneLine, how);
        self.push_display(display, Whose::story(story), slot.left, slot.line);
    }
}
