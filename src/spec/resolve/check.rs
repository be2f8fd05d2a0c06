//! Whether things stand in one another's way.

use super::{PlacedElement, ResolvedSheet, Resolver};
use crate::diag::finding::{SpecFault, Thing};
use crate::spec::page::{Area, Element, Overlap, StoryEnd, StoryStart};

/// A box that others must keep out of.
struct TakenBox {
    /// Which element's it is.
    element: usize,
    area: Area,
    overlap: Overlap,
    name: (Thing, Option<String>),
}

impl Resolver<'_> {
    /// Reports stories, sections, pictures, banners and mastheads that stand
    /// on another without saying so, and tells stories that give way what stands
    /// in their places. Frames, tints and rules may lie anywhere.
    pub(super) fn check_overlaps(&mut self, elements: &mut [PlacedElement], sheet: &ResolvedSheet) {
        let taken: Vec<TakenBox> =
            elements.iter().enumerate().flat_map(|(at, placed)| boxes(at, placed)).collect();
        for (at, own) in taken.iter().enumerate() {
            let rect = own.area.rect(&sheet.grid);
            let in_place = |other: &&TakenBox| other.area.rect(&sheet.grid).overlaps(rect);
            // The first thing in the way is enough: one move may clear all.
            let other = taken[..at].iter().filter(in_place).find(|other| own.collides_with(other));
            // Of a story's own frames it has been told.
            let is_story = matches!(elements[own.element].element, Element::Story(_));
            let other = other.filter(|other| !(is_story && other.element == own.element));
            if let Some(other) = other {
                self.report_overlap(own, other);
            }
            if own.overlap == Overlap::GiveWay
                && let Element::Story(story) = &mut elements[own.element].element
            {
                let others = taken.iter().filter(in_place);
                let others = others.filter(|other| other.overlap != Overlap::GiveWay);
                story.clear_of.extend(others.map(|other| other.area));
            }
        }
    }

    fn report_overlap(&mut self, own: &TakenBox, other: &TakenBox) {
        let span = other.area.span;
        let (other_file_line, _) = self.sources.line_column(span.source, span.start);
        let other_file = self.sources.get(span.source).name.clone();
        let (thing, thing_name) = own.name.clone();
        let (other_thing, other_name) = other.name.clone();
        let finding = SpecFault::Overlap {
            thing,
            thing_name,
            other_thing,
            other_name,
            other_file,
            other_file_line,
            gives_way: own.overlap == Overlap::GiveWay,
        };
        self.bad(own.area.span, finding);
    }
}

impl TakenBox {
    /// Whether it may not share a place with another.
    fn collides_with(&self, other: &Self) -> bool {
        use Overlap::{Forbid, GiveWay};
        matches!((self.overlap, other.overlap), (Forbid, Forbid) | (GiveWay, GiveWay))
    }
}

/// The boxes that element number `at` takes.
fn boxes(at: usize, placed: &PlacedElement) -> Vec<TakenBox> {
    let areas = match &placed.element {
        // A place that follows the copy is looked at where it comes to stand.
        Element::Story(story) if story.start != StoryStart::Line || story.end != StoryEnd::Line => {
            Vec::new()
        }
        Element::Story(story) => {
            let slug = &story.slug;
            let places = std::iter::once(story.area);
            places
                .chain(story.frames.iter().map(|frame| frame.area))
                .map(|area| (area, (Thing::Story, Some(slug.to_string()))))
                .collect()
        }
        Element::Section(section) => {
            let title = &section.title;
            vec![(section.area, (Thing::Section, Some(title.clone())))]
        }
        Element::Picture(picture) => {
            let slug = &picture.slug;
            vec![(picture.picture.area, (Thing::Picture, Some(slug.to_string())))]
        }
        Element::Table(table) => vec![(table.area, (Thing::Table, None))],
        Element::Banner(banner) => vec![(banner.area, (Thing::Banner, None))],
        Element::Masthead(masthead) => {
            let details = masthead.details.iter();
            let details = details.map(|(_, area)| (*area, (Thing::Ear, None)));
            std::iter::once((masthead.area, (Thing::Masthead, None))).chain(details).collect()
        }
        Element::Ad(ad) => {
            let name = Some(&ad.name).filter(|name| !name.is_empty()).cloned();
            vec![(ad.area, (Thing::Ad, name))]
        }
        Element::Barcode(code) => vec![(code.area, (Thing::Barcode, None))],
        Element::Ornament(ornament) => {
            let name = &ornament.ornament.name;
            vec![(ornament.area, (Thing::Ornament, Some(name.clone())))]
        }
        Element::Rule(_) | Element::Box(_) | Element::Folio(_) => Vec::new(),
    };
    areas
        .into_iter()
        .map(|(area, name)| TakenBox {
            element: at,
            area,
            overlap: match &placed.element {
                Element::Story(story) => story.overlap,
                _ => super::story::overlap(placed.overlap),
            },
            name,
        })
        .collect()
}
