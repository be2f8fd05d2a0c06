//! A section: a bar with its title, and stories one below the other.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::furniture::within_height;
use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::bind::{Binder, Measure, Words};
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::galley::galley;
use crate::layout::galley::measure::{measure_blocks, measure_crossheads};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{LEAST_MEASURE, Room};
use crate::layout::head::place::story_head;
use crate::layout::head::{DisplayCopy, push_in_box, set_display};
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::layout::paint::story_set::{ElementSet, StorySet};
use crate::layout::resources::Material;
use crate::layout::story::aside::spanning_rows;
use crate::layout::story::awaited::await_story;
use crate::layout::story::left_out::{tell_left_out, without_left_out};
use crate::layout::story::room::{below, columns, inner_room};
use crate::layout::story::standing::{named, standing_rows};
use crate::layout::story::{StoryCopy, fill_story};
use crate::page::Part;
use crate::spec::page::{Area, BarLook, Section, Share, StoryFrame};
use crate::style::Lang;

/// A story of a section on its way to its place.
struct Entry<'a> {
    frame: StoryFrame,
    /// What is to be set; none of a story that is not there yet.
    filed: Option<Filed<'a>>,
}

/// A story that is there.
struct Filed<'a> {
    material: Cow<'a, Material>,
    copy: StoryCopy,
    /// Grid lines it needs.
    needed: u32,
}

/// Sets a section, the `number`th of its page: bar, stories, and the dividers between
/// them.
pub(in crate::layout) fn set_section(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    section: &Section,
    number: u32,
) -> ElementSet {
    let mut set = ElementSet::default();
    let area = &section.area;
    set.furniture.dress(canvas, area.rect(&canvas.grid), &section.dress);
    let outer = Room { left: area.left, right: area.right, lines: area.lines };
    let room = inner_room(outer, &section.dress, &canvas.grid);
    let bar_lines = section.bar_lines.max(1);
    let bar = LineSpan { first: room.lines.first, last: room.lines.first + bar_lines - 1 };
    let (top, bottom) = canvas.grid.line_edges(bar);
    let bar = Rect { left: room.left, top, right: room.right, bottom };
    place_bar(binder, canvas, section, number, bar, desk.spec.lang, &mut set.furniture);
    let lines = below(room.lines, bar_lines);
    let whole = Room { lines: lines.unwrap_or(room.lines), ..room };
    let sink = &mut set.furniture.findings;
    let entries = section_entries(desk, binder, canvas, section, whole, sink);
    let places = lines.map_or_else(Vec::new, |lines| {
        share_lines(&entries, &section.share, lines, section.divider.is_some())
    });
    let mut foot: Option<LineSpan> = None;
    let mut places = places.into_iter();
    for entry in entries {
        let Some(lines) = places.next() else {
            set.stories.extend(without_lines(desk, canvas, &entry, room));
            continue;
        };
        let Entry { frame, filed } = entry;
        let area = Area { lines, exact: None, ..frame.area };
        let frame = StoryFrame { area, ..frame };
        let Some(Filed { material, copy, .. }) = filed else {
            foot = Some(lines);
            set.stories.push(await_story(desk, binder, canvas, &frame));
            continue;
        };
        let mut out = Matter::default();
        if let (Some(rule), Some(above)) = (section.divider, foot) {
            // The rule stands in the middle of the gap between the stories, what the head
            // leaves of its first line included.
            let (_, bottom) = canvas.grid.line_edges(above);
            let (top, _) = canvas.grid.line_edges(lines);
            let lang = desk.lang_of(&material.story);
            let top = top + copy.head.white_above(&canvas.grid, lang);
            let y = bottom + (top - bottom) / 2;
            out.rule(canvas, Point::new(room.left, y), Point::new(room.right, y), rule);
        }
        foot = Some(lines);
        let room = Room { lines, ..room };
        let lang = desk.lang_of(&material.story);
        let material = &*material;
        let place = StoryPlace { material, frame: &frame, lang, room };
        let whole = desk.resources.story(&frame.slug).map_or(&material.story, |it| &it.story);
        tell_left_out(whole, &material.story, &frame, &mut out);
        let report = desk.report_on(whole, lines);
        let report = fill_story(desk, binder, canvas, place, copy, report, &mut out);
        set.stories.push(StorySet::new(seen(canvas, room), out, report));
    }
    set
}

/// What of the sheet a room takes.
fn seen(canvas: &Canvas, room: Room) -> Rect {
    let (top, bottom) = canvas.grid.line_edges(room.lines);
    canvas.flow.rect(Rect { left: room.left, top, right: room.right, bottom })
}

fn section_entries<'a>(
    desk: Desk<'a>,
    binder: &mut Binder,
    canvas: &Canvas,
    section: &Section,
    room: Room,
    sink: &mut Sink,
) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for frame in &section.stories {
        let Some(material) = desk.material(&frame.slug, frame.slug_span, sink) else {
            entries.push(Entry { frame: frame.clone(), filed: None });
            continue;
        };
        let frame = named(frame.clone(), &material.story);
        let filed = without_left_out(material, &frame);
        let material = &*filed;
        let lang = desk.lang_of(&material.story);
        let place = StoryPlace { material, frame: &frame, lang, room };
        let mut galley = galley(desk, binder, canvas, place);
        let head = story_head(binder, canvas, place);
        let columns = columns(canvas, &frame, room);
        let measure = columns.first().map_or(Abs::ZERO, |column| column.measure());
        let most = room.lines.count() as usize * columns.len();
        galley.fit_initial(measure, frame.styles.get(Part::Body).size * LEAST_MEASURE);
        let measures = BTreeSet::from([measure]);
        measure_crossheads(binder, canvas, &mut galley, &frame.styles, &measures, most);
        measure_blocks(binder, canvas, &mut galley, &frame, &measures);
        let body = galley.natural_lines(measure).div_ceil(columns.len().max(1));
        let needed = u32::try_from(body)
            .unwrap_or(u32::MAX)
            .saturating_add(head.rows())
            .saturating_add(standing_rows(canvas, &frame))
            .saturating_add(spanning_rows(desk, binder, canvas, place));
        let copy = StoryCopy { head, galley };
        entries.push(Entry { frame, filed: Some(Filed { material: filed, copy, needed }) });
    }
    entries
}

/// A story for which the section has no line left; nothing of one that is not there.
fn without_lines(desk: Desk, canvas: &Canvas, entry: &Entry, room: Room) -> Option<StorySet> {
    let filed = entry.filed.as_ref()?;
    let report = desk.report_on(&filed.material.story, room.lines);
    let mut out = Matter::default();
    out.findings.append(filed.copy.head.findings.clone());
    out.tally.overset = report.characters;
    out.tell(
        Diagnostic::of(FitFault::NoLineInSection {
            slug: entry.frame.slug.to_string(),
            characters: report.characters,
        })
        .at(entry.frame.slug_span),
    );
    Some(StorySet::new(seen(canvas, room), out, report))
}

/// The bar with the section's title.
fn place_bar(
    binder: &mut Binder,
    canvas: &Canvas,
    section: &Section,
    number: u32,
    rect: Rect,
    lang: Lang,
    out: &mut Matter,
) {
    let grid = &canvas.grid;
    match &section.bar {
        BarLook::Solid(color) => out.tint(canvas, rect, *color),
        BarLook::Underlined(rule) => {
            let y = rect.bottom + (grid.leading - grid.body_size) / 4;
            out.rule(canvas, Point::new(rect.left, y), Point::new(rect.right, y), *rule);
        }
        BarLook::Plain => {}
    }
    let inset = match section.bar {
        BarLook::Solid(_) => grid.body_size,
        BarLook::Underlined(_) | BarLook::Plain => Abs::ZERO,
    };
    let style = within_height(section.styles.get(Part::Section), rect.height());
    let words = Words::written_within(&section.title, section.title_span);
    let inside = Rect { left: rect.left + inset, right: rect.right - inset, ..rect };
    let copy = DisplayCopy::one_line(Part::Section, &words, &style);
    let measure = Measure { width: inside.width(), lang };
    let display = set_display(binder, canvas, copy, measure, &mut out.findings);
    push_in_box(canvas, display, MatterOwner::furniture(Part::Section, number), inside, out);
}

/// The lines of each story, as far as there are any. Spare lines go between
/// the stories and below the bar; a story that is alone keeps them all. Missing lines
/// are taken from the longest.
fn share_lines(
    entries: &[Entry],
    share: &Share,
    lines: LineSpan,
    has_divider: bool,
) -> Vec<LineSpan> {
    let room = lines.count();
    let least_gap = u32::from(has_divider);
    // Every story takes a line at the least, and the gap to the next.
    let most = (room + least_gap) / (1 + least_gap);
    let count = u32::try_from(entries.len()).unwrap_or(u32::MAX).min(most);
    // Stories that are not there yet share what the others leave.
    let needed: u32 = entries.iter().filter_map(|it| it.filed.as_ref()).map(|it| it.needed).sum();
    let missing = entries.iter().filter(|entry| entry.filed.is_none()).count();
    let all_gaps = count.saturating_sub(1) * least_gap;
    let left_each = room
        .saturating_sub(needed)
        .saturating_sub(all_gaps)
        .checked_div(u32::try_from(missing).unwrap_or(u32::MAX))
        .unwrap_or(0);
    let wanted: Vec<u32> = entries
        .iter()
        .enumerate()
        .take(count as usize)
        .map(|(at, entry)| match share {
            Share::ByLength => match &entry.filed {
                Some(filed) => filed.needed.max(1),
                None => left_each.max(1),
            },
            Share::Lines(sizes) => sizes.get(at).copied().unwrap_or(1).max(1),
        })
        .collect();
    let gaps = count.saturating_sub(1);
    let sizes = shortened(&wanted, room - gaps * least_gap);
    let spare = room - gaps * least_gap - sizes.iter().sum::<u32>();
    if gaps == 0 && matches!(share, Share::ByLength) {
        return sizes.first().map(|_| lines).into_iter().collect();
    }
    let Gaps { below_bar, each, left } = even_gaps(spare, gaps);
    let mut places = Vec::new();
    let mut first = lines.first + below_bar;
    for (at, size) in (0..).zip(sizes) {
        let last = first + size - 1;
        places.push(LineSpan { first, last });
        first = last + 1 + least_gap + each + u32::from(at < left);
    }
    places
}

/// What becomes of a section's spare lines.
struct Gaps {
    below_bar: u32,
    /// Between two stories.
    each: u32,
    /// So many of the first gaps have a line more.
    left: u32,
}

/// Gaps that are all alike, and as nearly as can be like that below the bar, which
/// takes what does not come out even: a gap that is a line wider than the next is seen
/// more than one below a bar.
fn even_gaps(spare: u32, gaps: u32) -> Gaps {
    if gaps == 0 {
        return Gaps { below_bar: 0, each: 0, left: 0 };
    }
    let each = ((2 * spare + gaps + 1) / (2 * (gaps + 1))).min(spare / gaps);
    let rest = spare - each * gaps;
    let below_bar = rest.min(each + 2);
    let left = rest - below_bar;
    Gaps { below_bar, each: each + left / gaps, left: left % gaps }
}

/// Numbers of lines that together do not exceed `room`: the longest are cut to
/// one length, those that come first a line longer where that leaves some.
fn shortened(wanted: &[u32], room: u32) -> Vec<u32> {
    let total = |cap: u32| wanted.iter().map(|size| u64::from(*size.min(&cap))).sum::<u64>();
    // The cap is less than `high` and at least `low`.
    let (mut low, mut high) = (0, room.saturating_add(1));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if total(middle) <= u64::from(room) {
            low = middle;
        } else {
            high = middle;
        }
    }
    let mut extra = u64::from(room).saturating_sub(total(low));
    wanted
        .iter()
        .map(|size| {
            if *size > low && extra > 0 {
                extra -= 1;
                low + 1
            } else {
                low.min(*size)
            }
        })
        .collect()
}
