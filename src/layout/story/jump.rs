//! Jump lines, 下转 and 上接: where a story goes on on another page, and where it
//! comes from.

use super::text::SetText;
use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, PageNumber, Sink};
use crate::layout::bind::{Binder, Measure, Words};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::Slot;
use crate::layout::head::{DisplayCopy, push_display, set_display};
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::page::Part;
use crate::spec::page::{JumpEnd, StoryFrame};
use crate::style::{Align, Lang, Style};

/// How far above the foot, in lines, the last line may stand for the jump line to
/// stand at the foot.
const MOST_ABOVE_FOOT: u32 = 4;

/// Sets the line that says from which page a story comes.
pub(super) fn place_from_line(
    binder: &mut Binder,
    canvas: &Canvas,
    frame: &StoryFrame,
    text: &SetText,
    lang: Lang,
    out: &mut Matter,
) {
    let (Some(end), Some(slot)) = (&frame.jump.from, text.stage.from_line) else { return };
    let page = text.page;
    if let (Some(number), _) = page.neighbors() {
        let words = jump_words(end, number);
        let style = jump_style(frame, Align::Start);
        push_jump_line(binder, canvas, &words, &style, slot, lang, out);
    }
    if page.is_empty() {
        out.tell(
            Diagnostic::of(FitFault::NothingLeft { slug: frame.slug.to_string() }).at(end.span),
        );
    }
}

/// Sets the line that says on which page a story goes on: at the foot, or right
/// below the last line that stands here if that is far above it.
pub(super) fn place_on_line(
    binder: &mut Binder,
    canvas: &Canvas,
    frame: &StoryFrame,
    text: &SetText,
    lang: Lang,
    out: &mut Matter,
) {
    let (Some(end), Some(foot)) = (&frame.jump.on, text.stage.on_line) else { return };
    let (_, Some(number)) = text.page.neighbors() else { return };
    let slot = match text.taken_here().last() {
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
    let words = jump_words(end, number);
    let style = jump_style(frame, Align::End);
    push_jump_line(binder, canvas, &words, &style, slot, lang, out);
}

/// Tells of a story that goes on on another page although hardly a line of it
/// stands here, or hardly one is left for there.
pub(super) fn report_short_jump(frame: &StoryFrame, text: &SetText, sink: &mut Sink) {
    let page = text.page;
    let (Some(end), (_, Some(number))) = (&frame.jump.on, page.neighbors()) else { return };
    let pages: Vec<u32> = text.story.taken().map(|slot| slot.page).collect();
    let lines_on = |page: u32| pages.iter().filter(|on| **on == page).count();
    let (here, there) = (lines_on(page.number), lines_on(page.number + 1));
    let is_last_part = pages.last() == Some(&(page.number + 1));
    let slug = frame.slug.to_string();
    let finding = match (here, there) {
        (0 | 1, _) => FitFault::JumpTooSoon { slug, number: number.clone(), lines: here },
        (_, 1) if is_last_part => FitFault::JumpForOneLine { slug, number: number.clone() },
        _ => return,
    };
    sink.push(Diagnostic::of(finding).at(end.span));
}

/// Tells where a story begins what finds no place at its end.
pub(super) fn report_lost_elsewhere(
    frame: &StoryFrame,
    lines: usize,
    lost: usize,
    sink: &mut Sink,
) {
    let Some(end) = &frame.jump.on else { return };
    let slug = frame.slug.to_string();
    let other_spec = end.spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let finding =
        Diagnostic::of(FitFault::TooLongElsewhere { slug, lines, characters: lost, other_spec });
    sink.push(finding.at(end.span));
}

/// What a jump line says. A number that has 第 and 版 itself does not get them twice.
fn jump_words(end: &JumpEnd, number: &PageNumber) -> Vec<Words> {
    let mut text = end.text.clone();
    for word in ["版", "面"] {
        if number.as_str().starts_with('第') && number.as_str().ends_with(word) {
            text = text.replace(&format!("第{{number}}{word}"), "{number}");
        }
    }
    Words::made(text.replace("{number}", number.as_str()), end.span)
}

fn jump_style(frame: &StoryFrame, align: Align) -> Style {
    Style { align, ..frame.styles.get(Part::JumpLine).clone() }
}

fn push_jump_line(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    slot: Slot,
    lang: Lang,
    out: &mut Matter,
) {
    let measure = Measure { width: slot.measure(), lang };
    let copy = DisplayCopy::one_line(Part::JumpLine, words, style);
    let display = set_display(binder, canvas, copy, measure, &mut out.findings);
    push_display(canvas, display, MatterOwner::story(Part::JumpLine, 0), slot.left, slot.line, out);
}
