//! A section: a bar with its title, and stories one below the other.

use std::collections::BTreeSet;

use super::furniture::within_height;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::Material;
use crate::layout::bind::Words;
use crate::layout::compose::{Composer, Whose};
use crate::layout::galley::Galley;
use crate::layout::grid::slots::Room;
use crate::layout::head::Display;
use crate::layout::story::standing::named;
use crate::layout::story::{LEAST_MEASURE, below, inner_room};
use crate::page::Part;
use crate::say;
use crate::spec::page::{Arrangement, BarLook, Section, Share, StoryFrame};

/// A story of a section with everything set that can be set before its place
/// is known.
struct Entry<'a> {
    material: &'a Material,
    frame: StoryFrame,
    head: Vec<Display>,
    galley: Galley,
    /// Grid lines it needs.
    needed: u32,
}

impl<'a> Composer<'a> {
    /// Places a section: bar, stories, and the dividers between them.
    pub(in crate::layout) fn place_section(&mut self, section: &Section) {
        let number = self.sections;
        self.sections += 1;
        self.section = Some(number);
        self.fill_section(section, number);
        self.section = None;
    }

    fn fill_section(&mut self, section: &Section, number: u32) {
        let area = &section.area;
        self.dress(area.rect(&self.canvas.grid), &section.dress);
        let outer = Room { left: area.left, right: area.right, lines: area.lines };
        let room = inner_room(outer, &section.dress, &self.canvas.grid);
        let bar = LineSpan {
            first: room.lines.first,
            last: room.lines.first + section.bar_lines.max(1) - 1,
        };
        self.place_bar(section, number, room, bar);
        let lines = below(room.lines, section.bar_lines.max(1));
        let entries =
            self.section_entries(section, Room { lines: lines.unwrap_or(room.lines), ..room });
        let places = lines.map_or_else(Vec::new, |lines| {
            share_lines(&entries, &section.share, lines, section.divider.is_some())
        });
        let mut foot: Option<LineSpan> = None;
        let mut places = places.into_iter();
        for entry in entries {
            let Some(place) = places.next() else {
                self.report_without_lines(&entry, room.lines);
                continue;
            };
            if let (Some(rule), Some(above)) = (section.divider, foot) {
                // The rule stands in the middle of the gap between the stories.
                let (_, bottom) = self.canvas.grid.line_edges(above);
                let (top, _) = self.canvas.grid.line_edges(place);
                let y = bottom + (top - bottom) / 2;
                self.rule(Point::new(room.left, y), Point::new(room.right, y), rule);
            }
            foot = Some(place);
            let story = self.open_report(&entry.material.story, place);
            let room = Room { lines: place, ..room };
            let frame = StoryFrame {
                area: crate::spec::page::Area { lines: place, exact: None, ..entry.frame.area },
                ..entry.frame
            };
            self.fill_story(entry.material, &frame, room, (entry.head, entry.galley), story);
        }
    }

    fn section_entries(&mut self, section: &Section, room: Room) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        for frame in &section.stories {
            let Some(material) = self.material(&frame.slug, frame.slug_span) else { continue };
            let frame = &named(frame.clone(), &material.story);
            let mut galley = self.galley(material, frame);
            let head = self.story_head(material, frame, room);
            let columns = self.columns(frame, room);
            let measure = columns.first().map_or(Abs::ZERO, |(left, right)| *right - *left);
            let most = room.lines.count() as usize * columns.len();
            galley.fit_initial(measure, frame.styles.get(Part::Body).size * LEAST_MEASURE);
            self.measure_crossheads(&mut galley, &frame.styles, &BTreeSet::from([measure]), most);
            self.measure_blocks(&mut galley, frame, &BTreeSet::from([measure]));
            let body = galley.natural_lines(measure).div_ceil(columns.len().max(1));
            let body = u32::try_from(body).unwrap_or(u32::MAX);
            let head_rows = head.iter().map(Display::rows).fold(0, u32::saturating_add);
            let needed = head_rows.saturating_add(body).saturating_add(self.standing_rows(frame));
            let needed = needed.saturating_add(self.spanning_rows(material, frame, room));
            entries.push(Entry { material, frame: frame.clone(), head, galley, needed });
        }
        entries
    }

    /// A story for which the section has no line left.
    fn report_without_lines(&mut self, entry: &Entry, lines: LineSpan) {
        let story = self.open_report(&entry.material.story, lines);
        let report = self.report(story);
        report.overset_characters = report.characters;
        let (slug, lost) = (&entry.frame.slug, report.characters);
        self.tell(
            Diagnostic::error(
                Code::Overset,
                say!(
                    "the section has no line left for `{slug}`, {lost} characters",
                    "专栏里没有“{slug}”的位置了，共 {lost} 字"
                ),
            )
            .at(entry.frame.slug_span)
            .hint(say!(
                "give the section more lines, or fewer stories",
                "增加专栏行数，或减少稿件"
            )),
        );
    }

    fn place_bar(&mut self, section: &Section, number: u32, room: Room, lines: LineSpan) {
        let grid = self.canvas.grid.clone();
        let (top, bottom) = grid.line_edges(lines);
        let rect = Rect { left: room.left, top, right: room.right, bottom };
        match &section.bar {
            BarLook::Solid(color) => {
                self.tint(rect, *color);
            }
            BarLook::Underlined(rule) => {
                let y = bottom + (grid.leading - grid.body_size) / 4;
                self.rule(Point::new(rect.left, y), Point::new(rect.right, y), *rule);
            }
            BarLook::Plain => {}
        }
        let inset = match section.bar {
            BarLook::Solid(_) => self.canvas.grid.body_size,
            BarLook::Underlined(_) | BarLook::Plain => Abs::ZERO,
        };
        let style = within_height(section.styles.get(Part::Section), rect.height());
        let words = Words::written_within(&section.title, section.title_span);
        let measure = rect.width() - inset * 2;
        let display = self.set_display(
            Part::Section,
            &words,
            &style,
            Arrangement::OneLine,
            (self.spec.lang, measure),
        );
        let whose = Whose { paragraph: number, ..Whose::default() };
        let inside = Rect { left: rect.left + inset, right: rect.right - inset, ..rect };
        self.push_in_box(display, whose, inside);
    }
}

/// The lines of each story, as far as there are any. Spare lines go between
/// the stories and, once each gap has had its share, below the bar; a story
/// that is alone keeps them all. Missing lines are taken from the longest.
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
    let wanted: Vec<u32> = entries
        .iter()
        .enumerate()
        .take(count as usize)
        .map(|(at, entry)| match share {
            Share::ByLength => entry.needed.max(1),
            Share::Lines(sizes) => sizes.get(at).copied().unwrap_or(1).max(1),
        })
        .collect();
    let gaps = count.saturating_sub(1);
    let sizes = shortened(&wanted, room - gaps * least_gap);
    let spare = room - gaps * least_gap - sizes.iter().sum::<u32>();
    if gaps == 0 && matches!(share, Share::ByLength) {
        return sizes.first().map(|_| lines).into_iter().collect();
    }
    let below_bar = if gaps > 0 { spare / (gaps + 1) } else { 0 };
    let spare = spare - below_bar;
    let mut places = Vec::new();
    let mut first = lines.first + below_bar;
    for (at, size) in (0..).zip(sizes) {
        let last = first + size - 1;
        places.push(LineSpan { first, last });
        let shared = |stories: u32| (spare * stories).checked_div(gaps).unwrap_or(0);
        first = last + 1 + least_gap + shared(at + 1) - shared(at);
    }
    places
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
