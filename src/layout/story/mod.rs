//! A story in its place: head, pictures, and text poured through the columns.

pub(super) mod aside;
pub(super) mod awaited;
mod column_rules;
mod findings;
pub(super) mod jump;
pub(super) mod justify;
pub(super) mod left_out;
mod own_lines;
mod reading;
pub(super) mod room;
mod stage;
pub(super) mod standing;
mod text;
pub(super) mod thread;

use crate::diag::Sink;
use crate::layout::bind::Binder;
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::galley::place::place_galley;
use crate::layout::galley::{Galley, galley};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{Slot, column_boxes};
use crate::layout::head::HeadSet;
use crate::layout::head::place::story_head;
use crate::layout::paint::matter::Matter;
use crate::layout::paint::story_set::StorySet;
use crate::page::StoryReport;
use crate::spec::page::StoryFrame;
use awaited::await_story;
use column_rules::draw_column_rules;
use findings::{count_asides, report_column_ends, report_fit, report_loose_lines};
use jump::{place_from_line, place_on_line};
use justify::{Justified, justify};
use left_out::{tell_left_out, without_left_out};
use own_lines::{OwnLines, in_own_lines};
use reading::report_reading_order;
use room::room_of;
use stage::stage;
use standing::named;
use text::SetText;
use thread::{PageOfThread, ThreadsAt};

/// A story with its head set and its body ready to be poured: all that does not depend
/// on how its place is parted.
pub(super) struct StoryCopy {
    pub(super) head: HeadSet,
    pub(super) galley: Galley,
}

/// Sets a story where its frame says; keeps its place if it is not there.
pub(super) fn set_story(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    frame: &StoryFrame,
    threads: ThreadsAt,
    sink: &mut Sink,
) -> StorySet {
    let Some(material) = desk.material(&frame.slug, frame.slug_span, sink) else {
        return await_story(desk, binder, canvas, frame);
    };
    let page = threads.of(&frame.slug);
    let frame = &named(page.adapted(frame), &material.story);
    let mut out = Matter::default();
    let whole = &material.story;
    let material = &*without_left_out(material, frame);
    tell_left_out(whole, &material.story, frame, &mut out);
    let rect = frame.area.rect(&canvas.grid);
    out.dress(canvas, rect, &frame.dress);
    for further in &frame.frames {
        out.dress(canvas, further.area.rect(&canvas.grid), &frame.dress);
    }
    let room = room_of(canvas, frame);
    let report = desk.report_on(whole, room.lines);
    let lang = desk.lang_of(&material.story);
    let seen = canvas.flow.rect(rect);
    let OwnLines { canvas, frame, room } = in_own_lines(canvas, frame, room);
    let place = StoryPlace { material, frame: &frame, lang, room };
    let report = match page.thread() {
        Some(thread) => {
            let head = story_head(binder, &canvas, place);
            out.findings.append(head.findings);
            let stage = stage(desk, binder, &canvas, place, head.parts, &page.elsewhere());
            let (galley, story) = (&thread.galley, &thread.story);
            let text = SetText { stage, galley, story, page: &page };
            set_text(desk, binder, &canvas, place, text, report, &mut out)
        }
        None => {
            let galley = galley(desk, binder, &canvas, place);
            let head = story_head(binder, &canvas, place);
            let copy = StoryCopy { head, galley };
            fill_story(desk, binder, &canvas, place, copy, report, &mut out)
        }
    };
    StorySet::new(seen, out, report)
}

/// Sets head, pictures and text of a story that has no other page.
pub(super) fn fill_story(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    copy: StoryCopy,
    report: StoryReport,
    out: &mut Matter,
) -> StoryReport {
    let StoryCopy { head, mut galley } = copy;
    out.findings.append(head.findings);
    let best = justify(desk, binder, canvas, place, &head.parts, &mut galley);
    let Justified { frame, stage, story, spare, .. } = best;
    let page = PageOfThread::alone();
    let text = SetText { stage, galley: &galley, story: &story, page: &page };
    let place = StoryPlace { frame: &frame, ..place };
    let report = StoryReport { spare, ..report };
    set_text(desk, binder, canvas, place, text, report, out)
}

/// Adds the text of a story in its slots to its stage, and tells how it came out.
fn set_text(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    mut text: SetText,
    report: StoryReport,
    out: &mut Matter,
) -> StoryReport {
    out.append(std::mem::take(&mut text.stage.matter));
    let text = &text;
    let SetText { galley, story, page, .. } = text;
    let frame = place.frame;
    out.tally.added += galley.marker_characters(&frame.insets);
    count_asides(desk, place, page, out);
    draw_column_rules(canvas, frame, text, out);
    let own: Vec<Slot> =
        story.all.iter().filter(|slot| slot.page == page.number).copied().collect();
    let boxes = column_boxes(&own, &canvas.grid).into_iter();
    let frames = boxes.map(|rect| canvas.flow.rect(rect)).collect();
    let lang = desk.spec.lang;
    place_from_line(binder, canvas, frame, text, lang, out);
    place_galley(binder, canvas, galley, frame, &story.poured, text.slots(), out);
    place_on_line(binder, canvas, frame, text, lang, out);
    report_loose_lines(galley, frame, out);
    report_column_ends(frame, text, &mut out.findings);
    report_reading_order(desk, canvas, frame, &own, &mut out.findings);
    let report = StoryReport { frames, ..report };
    report_fit(desk, canvas, place, text, report, out)
}
