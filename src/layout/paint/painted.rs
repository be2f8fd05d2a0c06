//! The page as it is painted: what is put on it later lies over what is there.

use super::matter::{Matter, MatterLine, MatterPicture};
use super::story_set::{ElementSet, StorySet, moved_to};
use crate::diag::Sink;
use crate::page::{ElementId, Item, Line, PlacedPicture, ReservedPlace, Shape, StoryReport};

/// Items in layers, what lies below first, with the stories that they belong to.
#[derive(Default)]
pub(in crate::layout) struct Painted {
    tints: Vec<Shape>,
    pictures: Vec<PlacedPicture>,
    pub(in crate::layout) reserved: Vec<ReservedPlace>,
    rules: Vec<Shape>,
    /// In reading order.
    pub(in crate::layout) lines: Vec<Line>,
    pub(in crate::layout) stories: Vec<StoryReport>,
    pub(in crate::layout) findings: Sink,
}

impl Painted {
    /// Puts an element on the page; `section` is its number if it is a section.
    pub(in crate::layout) fn add(
        &mut self,
        element: ElementId,
        set: ElementSet,
        section: Option<u32>,
    ) {
        let ElementSet { furniture, stories, of_words } = set;
        self.add_matter(furniture, element, None);
        for StorySet { at, matter, report } in stories {
            let number = u32::try_from(self.stories.len()).unwrap_or(u32::MAX);
            self.add_matter(matter.moved(at), element, Some(number));
            self.stories.push(StoryReport { section, ..moved_to(at, report) });
        }
        self.findings.append(of_words);
    }

    /// Adds matter of an element; what of it is a story's, is that of the story with
    /// this number.
    fn add_matter(&mut self, matter: Matter, element: ElementId, story: Option<u32>) {
        let Matter { tints, pictures, reserved, rules, lines, findings, .. } = matter;
        self.reserved.extend(reserved);
        self.tints.extend(tints.into_iter().map(|shape| shape.of(element)));
        self.pictures.extend(pictures.into_iter().map(|it| placed(it, element, story)));
        self.rules.extend(rules.into_iter().map(|shape| shape.of(element)));
        self.lines.extend(lines.into_iter().map(|line| {
            let MatterLine { owner, writing, origin, measure, runs } = line;
            Line { owner: owner.on_page(element, story), writing, origin, measure, runs }
        }));
        self.findings.append(findings);
    }

    /// Its items with the layers laid over each other.
    pub(in crate::layout) fn into_items(self) -> Vec<Item> {
        let Self { tints, pictures, rules, lines, .. } = self;
        let shapes = tints.into_iter().map(Item::Shape);
        shapes
            .chain(pictures.into_iter().map(Item::Picture))
            .chain(rules.into_iter().map(Item::Shape))
            .chain(lines.into_iter().map(Item::Line))
            .collect()
    }
}

fn placed(picture: MatterPicture, element: ElementId, story: Option<u32>) -> PlacedPicture {
    let MatterPicture { owner, picture, place, frame, image, clip, inks, alt } = picture;
    let owner = owner.on_page(element, story);
    PlacedPicture { owner, picture, place, frame, image, clip, inks, alt }
}
