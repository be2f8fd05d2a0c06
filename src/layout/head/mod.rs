//! Heads: kicker, headline, deck, standfirst and byline, each on whole lines
//! of the grid, display type fitted to its span by size.

mod air;
pub(super) mod beside;
mod display;
pub(super) mod fit;
mod fitting;
mod halves;
pub(super) mod on_picture;
mod parts;
pub(super) mod place;
mod row;

pub(super) use display::{Display, push_display, push_in_box};
pub(super) use fitting::{DisplayCopy, fit_display, set_display};
pub(super) use parts::HeadSet;

use crate::diag::Sink;
use crate::layout::bind::{Binder, Measure, Setting, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::layout::head::air::report_touching;
use crate::layout::head::row::set_row;
use crate::layout::tell::{report_broken_word, report_sticking_out};
use crate::page::Part;
use crate::spec::page::{Arrangement, JumpHead, StoryFrame};
use crate::story::{RichText, Story};
use crate::style::Style;
use crate::text::{Hyphenation, Measures, break_once};
use parts::PartWords;

/// Sets the head of a story for a span: the whole of it, or what stands over
/// a story that comes from another page.
fn set_head(
    binder: &mut Binder,
    canvas: &Canvas,
    story: &Story,
    frame: &StoryFrame,
    measure: Measure,
) -> HeadSet {
    let mut findings = Sink::default();
    let sink = &mut findings;
    if frame.jump.from.is_some() {
        let part = set_jump_head(binder, canvas, story, frame, measure, sink);
        return HeadSet { parts: part.into_iter().collect(), findings };
    }
    let mut head = Vec::new();
    for row in &frame.head.rows {
        let there = |part: &Part| {
            let words = Words::of(part_of(story, *part)?);
            Some(PartWords { part: *part, words })
        };
        let parts: Vec<PartWords> = row.iter().filter_map(there).collect();
        let side_by_side = match parts.len() {
            0 | 1 => None,
            _ => set_row(binder, canvas, &parts, frame, measure, sink),
        };
        match side_by_side {
            Some(row) => head.push(row),
            None => {
                let parts = parts.iter();
                head.extend(parts.map(|part| set_part(binder, canvas, part, frame, measure, sink)));
            }
        }
    }
    let parts = air::aired(head, frame, &canvas.grid, measure.lang);
    report_touching(canvas, &parts, frame, measure.lang, sink);
    HeadSet { parts, findings }
}

/// A part of a story's head.
fn part_of(story: &Story, part: Part) -> Option<&RichText> {
    match part {
        Part::Kicker => story.kicker.as_ref(),
        Part::Headline => story.headline.as_ref(),
        Part::Deck => story.deck.as_ref(),
        Part::Standfirst => story.standfirst.as_ref(),
        Part::Byline => story.byline.as_ref(),
        _ => None,
    }
    .filter(|text| !text.is_blank())
}

/// Sets a part that has its lines for itself.
fn set_part(
    binder: &mut Binder,
    canvas: &Canvas,
    part: &PartWords,
    frame: &StoryFrame,
    measure: Measure,
    sink: &mut Sink,
) -> Display {
    let PartWords { part, words } = part;
    let style = frame.styles.get(*part);
    let arrangement = match part {
        Part::Standfirst => {
            return set_standfirst(binder, canvas, words, style, measure, sink);
        }
        Part::Headline => frame.head.arrangement,
        _ => Arrangement::OneLine,
    };
    let copy = DisplayCopy { part: *part, words, style, arrangement };
    set_display(binder, canvas, copy, measure, sink)
}

fn set_standfirst(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    measure: Measure,
    sink: &mut Sink,
) -> Display {
    let Measure { width, lang } = measure;
    let setting =
        Setting { indent: style.indent, ..setting(canvas, lang, style.size, Hyphenation::Allowed) };
    let mut prepared = binder.prepare(words, style, setting);
    let names = binder.names.within(&prepared.text);
    prepared.keep_whole(&names);
    let breaks = break_once(&prepared, Measures::all(width));
    let lines =
        fitting::display_lines(binder, Part::Standfirst, &prepared, &breaks.lines, style, width);
    let display = Display::new(lines, style, &canvas.grid);
    if let Some(span) = Words::span(words) {
        report_broken_word(&prepared, &breaks.lines, span, sink);
    }
    if display.sticks_out() {
        report_sticking_out(words, sink);
    }
    display
}

/// Sets what stands over a story that comes from another page.
fn set_jump_head(
    binder: &mut Binder,
    canvas: &Canvas,
    story: &Story,
    frame: &StoryFrame,
    measure: Measure,
    sink: &mut Sink,
) -> Option<Display> {
    let words = match &frame.jump.head {
        JumpHead::None => return None,
        JumpHead::Words(words, span) => Words::written_within(words, *span),
        JumpHead::Headline => Words::of(story.headline.as_ref().filter(|it| !it.is_blank())?),
    };
    let style = frame.styles.get(Part::JumpHead);
    let copy = DisplayCopy::one_line(Part::JumpHead, &words, style);
    Some(set_display(binder, canvas, copy, measure, sink))
}
