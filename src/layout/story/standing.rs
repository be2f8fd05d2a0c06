//! Standing heads, 栏头: the name of a column over the headline of its story, on
//! a bar or between lines.

use crate::diag::finding::Heads;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::bind::{Binder, Words, setting};
use crate::layout::desk::StoryPlace;
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::Room;
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::layout::set::classified::rows_of;
use crate::layout::tell::report_sticking_out;
use crate::page::Part;
use crate::spec::page::{RuleKind, RuleStyle, StandingHead, StoryFrame};
use crate::story::Story;
use crate::style::{Align, Lang};
use crate::text::{Hyphenation, LineBreak, LineEndForm, LinePlace, set_line};

/// The line under a bar, and those round a name without one.
const RULE: f64 = 0.6;

/// Grid lines that a standing head takes, the empty one below it included.
pub(in crate::layout) fn standing_rows(canvas: &Canvas, frame: &StoryFrame) -> u32 {
    let style = frame.styles.get(Part::StandingHead);
    let rows = style.grid_lines.unwrap_or_else(|| rows_of(style.size, &canvas.grid));
    frame.standing_head.as_ref().map_or(0, |_| rows + 1)
}

/// Puts the standing head, in the language of the page, at the top of a story's room;
/// what it leaves comes back.
pub(super) fn place_standing_head(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    lang: Lang,
    out: &mut Matter,
) -> Room {
    let StoryPlace { frame, room, .. } = place;
    let Some(head) = &frame.standing_head else { return room };
    let rows = standing_rows(canvas, frame);
    if rows >= room.lines.count() {
        return without_standing_head(frame, room, &mut out.findings);
    }
    let style = frame.styles.get(Part::StandingHead).readable_on(head.bar);
    let setting = setting(canvas, lang, style.size, Hyphenation::Never);
    let words = Words::written_within(&head.text, head.span);
    let prepared = binder.prepare(&words, &style, setting);
    let width = prepared.natural_width(0..prepared.len());
    let pad = if head.bar.is_some() { style.size / 2 } else { Abs::ZERO };
    if width + pad * 2 > room.right - room.left {
        report_sticking_out(&words, &mut out.findings);
    }
    let lines = LineSpan { first: room.lines.first, last: room.lines.first + rows - 2 };
    let (top, bottom) = canvas.grid.line_edges(lines);
    // Type that is larger than the text reaches into the white below.
    let bottom = bottom.max(top + style.size.scale(135, 100));
    let label = Rect { left: room.left, top, right: room.left + width + pad * 2, bottom };
    let color = head.bar.unwrap_or(style.color);
    let rule = RuleStyle { kind: RuleKind::Thin, width: Abs::pt(RULE), color };
    let level = |y: Abs| (Point::new(room.left, y), Point::new(room.right, y));
    let (from, to) = level(bottom);
    out.rule(canvas, from, to, rule);
    match head.bar {
        Some(bar) => out.tint(canvas, label, bar),
        None => {
            let (from, to) = level(top);
            out.rule(canvas, from, to, rule);
        }
    }
    let line = LineBreak { clusters: 0..prepared.len(), form: LineEndForm::Half };
    let place = LinePlace { is_first: true, is_last: true };
    let shaper = binder.shaper();
    let set = set_line(&prepared, &line, place, width, Align::Start, shaper);
    let characters = prepared.characters_of(0..prepared.len());
    let baseline = top + (bottom - top) / 2 + style.size.scale(38, 100);
    let owner = MatterOwner::story(Part::StandingHead, 0);
    out.push_line(canvas, owner, Point::new(room.left + pad, baseline), width, set);
    out.tally.added += characters;
    Room { lines: LineSpan { first: room.lines.first + rows, ..room.lines }, ..room }
}

fn without_standing_head(frame: &StoryFrame, room: Room, sink: &mut Sink) -> Room {
    sink.push(
        Diagnostic::of(Heads::NoStandingHead { slug: frame.slug.to_string() }).at(frame.area.span),
    );
    room
}

/// What stands for the section that a story was filed for.
const SECTION: &str = "{section}";

/// A frame whose standing head has the section of its story in it; without one, if
/// the story was filed for none.
pub(in crate::layout) fn named(mut frame: StoryFrame, story: &Story) -> StoryFrame {
    if let Some(head) = frame.standing_head.take_if(|head| head.text.contains(SECTION))
        && let Some(section) = &story.section
    {
        let text = head.text.replace(SECTION, section.trim());
        frame.standing_head = Some(StandingHead { text, ..head });
    }
    frame
}
