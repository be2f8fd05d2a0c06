//! A section: a bar with its title, and stories one below the other.

use super::Material;
use super::bind::Words;
use super::compose::Composer;
use super::furniture::within_height;
use super::galley::Galley;
use super::head::Display;
use super::slots::Room;
use super::story::{below, inner_room};
use crate::color::Paint;
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::page::{Part, Shape};
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
    pub(super) fn place_section(&mut self, section: &Section) {
        let area = &section.area;
        self.dress(area.rect(&self.spec.grid), &section.dress);
        let outer = Room { left: area.left, right: area.right, lines: area.lines };
        let room = inner_room(outer, section.dress.inset);
        let bar = LineSpan {
            first: room.lines.first,
            last: room.lines.first + section.bar_lines.max(1) - 1,
        };
        self.place_bar(section, room, bar);
        let Some(lines) = below(room.lines, section.bar_lines.max(1)) else { return };
        let entries = self.section_entries(section, Room { lines, ..room });
        let places = share_lines(&entries, &section.share, lines, section.divider.is_some());
        let mut foot: Option<LineSpan> = None;
        for (entry, place) in entries.into_iter().zip(places) {
            if let (Some(rule), Some(above)) = (section.divider, foot) {
                // The rule stands in the middle of the gap between the stories.
                let (_, bottom) = self.spec.grid.line_edges(above);
                let (top, _) = self.spec.grid.line_edges(place);
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
            let mut galley = self.galley(material, frame, room);
            let head = self.story_head(material, frame, room);
            let columns = self.columns(frame, room);
            let measure = columns.first().map_or(Abs::ZERO, |(left, right)| *right - *left);
            let body = galley.natural_lines(measure) as u32;
            let needed = head.iter().map(Display::rows).sum::<u32>()
                + body.div_ceil((columns.len() as u32).max(1));
            entries.push(Entry { material, frame: frame.clone(), head, galley, needed });
        }
        entries
    }

    fn place_bar(&mut self, section: &Section, room: Room, lines: LineSpan) {
        let grid = &self.spec.grid;
        let (top, bottom) = grid.line_edges(lines);
        let rect = Rect { left: room.left, top, right: room.right, bottom };
        match &section.bar {
            BarLook::Solid(color) => {
                self.layers.tints.push(Shape::filled(rect, Paint::usual(*color)));
            }
            BarLook::Underlined(rule) => {
                let y = bottom + (grid.leading - grid.body_size) / 4;
                self.rule(Point::new(rect.left, y), Point::new(rect.right, y), *rule);
            }
            BarLook::Plain => {}
        }
        let inset = match section.bar {
            BarLook::Solid(_) => self.spec.grid.body_size,
            BarLook::Underlined(_) | BarLook::Plain => Abs::ZERO,
        };
        let style = within_height(section.styles.get(Part::Section), rect.height());
        let words = Words::plain(&section.title, section.title_span);
        let measure = rect.width() - inset * 2;
        let display = self.set_display(
            Part::Section,
            &words,
            &style,
            Arrangement::OneLine,
            (self.spec.lang, measure),
        );
        self.push_in_box(
            display,
            None,
            Rect { left: rect.left + inset, right: rect.right - inset, ..rect },
        );
    }
}

/// The lines of each story. Spare lines go between the stories, never into
/// them; missing lines are taken from the longest.
fn share_lines(
    entries: &[Entry],
    share: &Share,
    lines: LineSpan,
    has_divider: bool,
) -> Vec<LineSpan> {
    let count = entries.len() as u32;
    if count == 0 {
        return Vec::new();
    }
    let mut sizes: Vec<u32> = match share {
        Share::ByLength => entries.iter().map(|entry| entry.needed.max(1)).collect(),
        Share::Lines(sizes) => {
            (0..entries.len()).map(|at| sizes.get(at).copied().unwrap_or(1).max(1)).collect()
        }
    };
    let least_gap = u32::from(has_divider);
    let room = lines.count();
    let gaps = count - 1;
    let total = |sizes: &[u32]| sizes.iter().sum::<u32>() + gaps * least_gap;
    while total(&sizes) > room {
        let Some(longest) = sizes.iter_mut().max() else { break };
        if *longest <= 1 {
            break;
        }
        *longest -= 1;
    }
    let spare = room.saturating_sub(total(&sizes));
    let mut places = Vec::new();
    let mut first = lines.first;
    for (at, size) in sizes.iter().enumerate() {
        let last = (first + size - 1).min(lines.last).max(first.min(lines.last));
        places.push(LineSpan { first: first.min(lines.last), last });
        let shared = |stories: u32| (spare * stories).checked_div(gaps).unwrap_or(0);
        let extra = shared(at as u32 + 1) - shared(at as u32);
        first = last + 1 + least_gap + extra;
    }
    places
}
