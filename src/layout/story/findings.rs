//! What is to be said of a story once it is placed: overset and underset,
//! columns that end badly, pictures in the way.

use super::jump::{report_lost_elsewhere, report_short_jump};
use super::text::{PouredStory, SetText};
use super::thread::PageOfThread;
use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, Sink};
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::flow::GalleyPiece;
use crate::layout::galley::Galley;
use crate::layout::galley::place::{characters_in, first_lost};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::Slot;
use crate::layout::paint::matter::Matter;
use crate::layout::set::aside::{Aside, aside_characters, asides_of, spanning};
use crate::layout::tell::{LineCounting, counted, line_of_page, lines_of_page, own_leading};
use crate::page::{LineFit, Part, StoryReport};
use crate::spec::page::{Fill, StoryFrame, TableSpan};

/// Tells where the columns of a story end badly although everything was
/// tried.
pub(super) fn report_column_ends(frame: &StoryFrame, text: &SetText, sink: &mut Sink) {
    let SetText { galley, story: PouredStory { poured, used, .. }, page, .. } = text;
    for (piece, placed) in galley.pieces.iter().zip(&poured.pieces) {
        let below = placed.slots.iter().flatten().last().map_or(0, |last| last + 1);
        let slots: Vec<&Slot> =
            placed.slots.iter().flatten().filter_map(|slot| used.get(*slot)).collect();
        if slots.last().is_none_or(|last| last.page != page.number) {
            continue;
        }
        let slug = frame.slug.to_string();
        let finding = match (piece, &placed.breaks, slots.as_slice()) {
            (
                GalleyPiece::Paragraph(prepared, _) | GalleyPiece::Item(prepared, _),
                Some(breaks),
                [.., before, last],
            ) if before.run != last.run && slots.len() == breaks.lines.len() => {
                let text =
                    breaks.lines.last().map_or("", |line| prepared.text_of(line.clusters.clone()));
                FitFault::Widow { slug, text: text.to_owned() }
            }
            (GalleyPiece::Crosshead { .. }, _, [.., last])
                if used[below..].iter().take(2).filter(|slot| slot.run == last.run).count() < 2 =>
            {
                FitFault::CrossheadAtFoot { slug }
            }
            _ => continue,
        };
        sink.push(Diagnostic::of(finding).at(frame.slug_span));
    }
}

/// Tells of lines that are spaced out more than the house allows, and shows
/// the worst.
pub(super) fn report_loose_lines(galley: &Galley, frame: &StoryFrame, out: &mut Matter) {
    let Some(most) = galley.most_even() else { return };
    let loose =
        |line: &&LineFit| line.part == Part::Body && line.fitting.even > most.at(line.fitting.em);
    let lines: Vec<&LineFit> = out.fits.iter().filter(loose).collect();
    let Some(worst) = lines.iter().max_by_key(|line| line.fitting.even) else { return };
    let even = worst.fitting.even.units() * 1000 / worst.fitting.em.units().max(1);
    let finding = FitFault::Loose {
        slug: frame.slug.to_string(),
        lines: lines.len(),
        line: worst.row,
        gap_thousandths: even,
        text: worst.text.trim().to_owned(),
    };
    out.tell(Diagnostic::of(finding).at(frame.slug_span));
}

/// What stands apart is counted where it stands.
pub(super) fn count_asides(desk: Desk, place: StoryPlace, page: &PageOfThread, out: &mut Matter) {
    let (story, frame) = (place.story(), place.frame);
    let own = asides_of(desk.spec, &frame.slug);
    let tables = own.iter().filter(|aside| matches!(aside, Aside::Table(_)));
    let shown: usize = tables.map(|aside| aside_characters(story, *aside)).sum();
    let other_pages = page.elsewhere();
    let others = other_pages.asides.iter().filter(|aside| !own.contains(aside));
    let mut elsewhere: usize = others.map(|aside| aside_characters(story, *aside)).sum();
    if frame.insets.table_span != TableSpan::Column && page.is_continued() {
        let asides = other_pages.all_asides(desk.spec, &frame.slug);
        let tables = spanning(&story.body, &asides);
        elsewhere += tables.iter().map(|(table, _)| table.characters()).sum::<usize>();
    }
    out.tally.taken += shown;
    out.tally.elsewhere += elsewhere;
}

/// Counts what found no place and what stayed empty.
pub(super) fn report_fit(
    desk: Desk,
    canvas: &Canvas,
    place: StoryPlace,
    text: &SetText,
    report: StoryReport,
    out: &mut Matter,
) -> StoryReport {
    let frame = place.frame;
    let SetText { galley, story: PouredStory { poured, all, used }, page, .. } = text;
    let characters = |is_such: &dyn Fn(Option<usize>) -> bool| {
        characters_in(galley, poured, used, text.rest(), is_such)
    };
    let lost = characters(&|slot| slot.is_none());
    let elsewhere = characters(&|slot| slot.is_some_and(|slot| used[slot].page != page.number));
    out.tally.elsewhere += elsewhere;
    if page.is_continued() {
        out.tally.elsewhere += place.story().head_characters();
    }
    if !page.is_last() {
        out.tally.elsewhere += lost;
        report_short_jump(frame, text, &mut out.findings);
        if lost > 0 {
            report_lost_elsewhere(frame, poured.overset, lost, &mut out.findings);
        }
        return report;
    }
    let columns = frame.text_columns.unwrap_or_else(|| frame.area.base_columns()) as usize;
    // Lines that a column leaves empty at its foot count as much as those
    // after the end of the text.
    // On the pages before it is how a jump comes to the end of a sentence.
    let is_here = |slot: &&Slot| slot.page == page.number;
    let taken = text.taken_here().count();
    let spare = match frame.classified {
        // Items are kept whole: what that leaves at the feet is how it is.
        Some(_) => all.len().saturating_sub(used.len()) + poured.spare,
        None => all.iter().filter(is_here).count().saturating_sub(taken),
    };
    // Steps of less than a line are told in lines.
    let steps = canvas.grid.steps as usize;
    let (overset, spare) = (poured.overset.div_ceil(steps), spare / steps);
    out.tally.overset += lost;
    let underset = if overset > 0 { 0 } else { spare };
    let overset_text = first_lost(galley, poured).unwrap_or_default();
    let all_lines = (text.story.taken().count() / steps + overset).max(1);
    let report = StoryReport {
        overset_lines: overset,
        overset_text: overset_text.clone(),
        underset_lines: underset,
        underset_characters: underset * characters(&|_| true) / all_lines,
        ..report
    };
    let slug = place.story().slug.to_string();
    let own_leading_pt = own_leading(desk, canvas);
    let LineCounting { lines_are, is_vertical } = counted(desk, canvas);
    if overset > 0 {
        let finding = FitFault::TooLong {
            slug,
            lines: overset,
            characters: lost,
            lost_text: Some(overset_text).filter(|text| !text.is_empty()),
            own_leading_pt,
            more_lines: lines_of_page(desk, canvas, overset.div_ceil(columns.max(1))),
            lines_are,
            is_vertical,
        };
        out.tell(Diagnostic::of(finding).at(frame.slug_span));
    } else if spare >= short_by(frame.fill, columns, all, page.number) && !galley.pieces.is_empty()
    {
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
        let end = line_of_page(desk, canvas, end);
        let finding = FitFault::TooShort {
            slug,
            lines: spare,
            characters: report.underset_characters,
            page_lines: Some(lines_of_page(desk, canvas, spare / columns.max(1)))
                .filter(|lines| columns > 1 && *lines > 0),
            own_leading_pt,
            text_end: (end < line_of_page(desk, canvas, frame.area.lines.last)).then_some(end),
            all_lines: canvas.grid.lines,
            lines_are,
            is_vertical,
        };
        out.tell(Diagnostic::of(finding).at(frame.slug_span));
    }
    report
}

/// From how many spare lines on a story is short of its place. Fewer than there are
/// columns are how level columns end; where each column is filled before the next
/// the last one ends as it comes, and only one that stays empty is a hole.
fn short_by(fill: Fill, columns: usize, all: &[Slot], page: u32) -> usize {
    let Some(last) = all.last().filter(|_| fill == Fill::InOrder) else { return columns };
    let in_last = |slot: &&Slot| slot.page == page && slot.column == last.column;
    all.iter().filter(in_last).count().max(columns)
}
