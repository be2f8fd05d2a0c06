//! The elements in the making: they are added where they belong, each once.

use std::collections::BTreeMap;

use super::lists::OpenLists;
use super::{Figure, Kid, Role, StructureElement};
use crate::geom::Rect;
use crate::page::{Cell, Document, ElementId, Item, ItemPart, Owner, Page, Part, PlacedPicture};

/// What the lines and pictures of an element have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    story: Option<u32>,
    part: Part,
    paragraph: u32,
    /// Of what belongs to no story; two barcodes have nothing else to tell them apart.
    element: Option<ElementId>,
    cell: Option<Cell>,
    item: Option<ItemPart>,
}

impl Key {
    pub(super) fn of(owner: Owner) -> Self {
        let Owner { story, part, paragraph, block: _, element, cell, item } = owner;
        let element = element.filter(|_| story.is_none());
        Self { story, part, paragraph, element, cell, item }
    }
}

/// The elements of a document.
pub(super) struct Tree<'a> {
    document: &'a Document,
    pub(super) elements: Vec<StructureElement>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let root = StructureElement {
            role: Role::Document,
            parent: 0,
            page: None,
            kids: Vec::new(),
            lang: None,
            figure: None,
        };
        Self { document, elements: vec![root] }
    }

    pub(super) fn add(&mut self, parent: usize, role: Role, page: usize) -> usize {
        let at = self.elements.len();
        let element = StructureElement {
            role,
            parent,
            page: Some(page),
            kids: Vec::new(),
            lang: None,
            figure: None,
        };
        self.elements.push(element);
        self.elements[parent].kids.push(Kid::Element(at));
        at
    }
}

/// The elements of one page.
pub(super) struct PageTree<'t, 'a> {
    pub(super) tree: &'t mut Tree<'a>,
    page: &'a Page,
    pub(super) number: usize,
    sections: BTreeMap<u32, Titled>,
    stories: BTreeMap<u32, usize>,
    known: BTreeMap<Key, usize>,
    figures: BTreeMap<usize, usize>,
    /// Of each story's tables, and their rows.
    pub(super) tables: BTreeMap<(u32, u32), usize>,
    pub(super) rows: BTreeMap<(u32, u32, u32), usize>,
    /// The list that each story's text has come to, and the boxes in it.
    pub(super) lists: BTreeMap<(u32, Part), OpenLists>,
}

/// A section's element, and whether a title stands over it.
#[derive(Clone, Copy)]
struct Titled {
    element: usize,
    has_title: bool,
}

impl<'t, 'a> PageTree<'t, 'a> {
    pub(super) fn new(tree: &'t mut Tree<'a>, page: &'a Page, number: usize) -> Self {
        Self {
            tree,
            page,
            number,
            sections: BTreeMap::new(),
            stories: BTreeMap::new(),
            known: BTreeMap::new(),
            figures: BTreeMap::new(),
            tables: BTreeMap::new(),
            rows: BTreeMap::new(),
            lists: BTreeMap::new(),
        }
    }

    /// The element that a line belongs to, made where it is first met; none
    /// for what is no part of what the paper says.
    pub(super) fn line(&mut self, owner: Owner) -> Option<usize> {
        let key = Key::of(owner);
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        if let (Some(story), Some(item)) = (owner.story, owner.item) {
            let element = self.item(story, owner, item);
            self.known.insert(key, element);
            return Some(element);
        }
        let (parent, role) = match (owner.part, owner.story) {
            // The heading of a table is repeated over a part that goes on elsewhere; it is
            // read out once, where the table begins.
            (Part::Folio, _) | (Part::TableHeading, None) => return None,
            (part @ (Part::Table | Part::TableHeading), Some(story)) => match owner.cell {
                Some(cell) => {
                    let row = self.row(story, owner.paragraph, cell.row);
                    let is_heading = part == Part::TableHeading;
                    (row, if is_heading { Role::HeadingCell(cell) } else { Role::Cell(cell) })
                }
                None => (self.before_text(story), Role::Paragraph),
            },
            (Part::Quote, Some(story)) => (self.before_text(story), Role::BlockQuote),
            (Part::ClassifiedHeading, Some(story)) => {
                let parent = self.before_text(story);
                (parent, Role::Heading(self.headline_level(story) + 1))
            }
            (Part::Section, _) => {
                let section = self.section(owner.paragraph);
                self.sections.insert(owner.paragraph, Titled { has_title: true, ..section });
                (section.element, Role::Heading(1))
            }
            (Part::Headline, Some(story)) => {
                (self.story(story), Role::Heading(self.headline_level(story)))
            }
            (Part::Crosshead, Some(story)) => {
                let parent = self.before_text(story);
                (parent, Role::Heading(self.headline_level(story) + 1))
            }
            (Part::JumpHead, Some(story)) => {
                (self.story(story), Role::Heading(self.headline_level(story)))
            }
            (
                Part::Dateline
                | Part::Body
                | Part::JumpLine
                | Part::Note
                | Part::FactBox
                | Part::BoxHeading
                | Part::Classified,
                Some(story),
            ) => (self.before_text(story), Role::Paragraph),
            (Part::Caption | Part::Credit, Some(story)) => {
                (self.group(story, owner.paragraph), Role::Caption)
            }
            (
                Part::Kicker
                | Part::Deck
                | Part::Standfirst
                | Part::Byline
                | Part::Banner
                | Part::TableTitle
                | Part::StandingHead
                | Part::Masthead,
                Some(story),
            ) => (self.story(story), Role::Paragraph),
            (
                Part::Kicker
                | Part::Headline
                | Part::Deck
                | Part::Standfirst
                | Part::Byline
                | Part::Dateline
                | Part::Body
                | Part::Crosshead
                | Part::Caption
                | Part::Credit
                | Part::Banner
                | Part::JumpHead
                | Part::JumpLine
                | Part::Table
                | Part::TableTitle
                | Part::Quote
                | Part::Note
                | Part::FactBox
                | Part::BoxHeading
                | Part::StandingHead
                | Part::Classified
                | Part::ClassifiedHeading
                | Part::Masthead,
                None,
            ) => (0, Role::Paragraph),
        };
        let element = self.tree.add(parent, role, self.number);
        self.known.insert(key, element);
        Some(element)
    }

    /// The element of a picture, by its place among the page's items.
    pub(super) fn picture(&mut self, at: usize, placed: &PlacedPicture) -> usize {
        if let Some(known) = self.figures.get(&at) {
            return *known;
        }
        let parent = match placed.owner.story {
            Some(story) => self.story(story),
            None => 0,
        };
        self.figure(parent, at, placed)
    }

    /// The element of a drawing that no story has.
    pub(super) fn drawing(&mut self, alt: &str, bounds: Rect) -> usize {
        let element = self.tree.add(0, Role::Figure, self.number);
        self.tree.elements[element].figure = Some(Figure { alt: alt.to_owned(), frame: bounds });
        element
    }

    fn figure(&mut self, parent: usize, at: usize, placed: &PlacedPicture) -> usize {
        let element = self.tree.add(parent, Role::Figure, self.number);
        let alt = self.words_for(placed);
        self.tree.elements[element].figure = Some(Figure { alt, frame: placed.frame });
        self.figures.insert(at, element);
        element
    }

    /// A figure must have some words (ISO 14289-1, 7.3): those of the picture,
    /// or else the headline of its story.
    fn words_for(&self, placed: &PlacedPicture) -> String {
        let story = placed.owner.story.and_then(|story| self.page.stories.get(story as usize));
        [Some(&placed.alt), story.map(|story| &story.title), story.map(|story| &story.slug)]
            .into_iter()
            .flatten()
            .find(|words| !words.trim().is_empty())
            .unwrap_or(&self.tree.document.title)
            .clone()
    }

    /// The element of a story, in its section if it stands in one.
    fn story(&mut self, story: u32) -> usize {
        if let Some(known) = self.stories.get(&story) {
            return *known;
        }
        let report = self.page.stories.get(story as usize);
        let parent = match report.and_then(|report| report.section) {
            Some(section) => self.section(section).element,
            None => 0,
        };
        let element = self.tree.add(parent, Role::Article, self.number);
        let own = report.map(|report| &report.lang).filter(|lang| !lang.is_empty());
        self.tree.elements[element].lang =
            own.filter(|lang| **lang != self.tree.document.lang).cloned();
        self.stories.insert(story, element);
        element
    }

    /// The element of a story whose text begins: pictures without captions
    /// come before it.
    pub(super) fn before_text(&mut self, story: u32) -> usize {
        let element = self.story(story);
        for (at, placed) in pictures(self.page) {
            let Owner { story: of, paragraph, .. } = placed.owner;
            let has_caption = || captions(self.page).any(|owner| owner == (story, paragraph));
            if of == Some(story) && !self.figures.contains_key(&at) && !has_caption() {
                self.figure(element, at, placed);
            }
        }
        element
    }

    /// What holds a picture and its caption together.
    fn group(&mut self, story: u32, paragraph: u32) -> usize {
        let story_element = self.story(story);
        let group = self.tree.add(story_element, Role::Group, self.number);
        for (at, placed) in pictures(self.page) {
            let own = (placed.owner.story, placed.owner.paragraph);
            if own == (Some(story), paragraph) && !self.figures.contains_key(&at) {
                self.figure(group, at, placed);
            }
        }
        group
    }

    fn section(&mut self, number: u32) -> Titled {
        if let Some(known) = self.sections.get(&number) {
            return *known;
        }
        let element = self.tree.add(0, Role::Section, self.number);
        let section = Titled { element, has_title: false };
        self.sections.insert(number, section);
        section
    }

    /// Headlines are of the first level; below a section's title of the second.
    fn headline_level(&self, story: u32) -> u8 {
        let report = self.page.stories.get(story as usize);
        let section = report
            .and_then(|report| report.section)
            .and_then(|section| self.sections.get(&section));
        1 + u8::from(section.is_some_and(|section| section.has_title))
    }
}

/// The pictures of a page with their places among its items.
pub(super) fn pictures(page: &Page) -> impl Iterator<Item = (usize, &PlacedPicture)> {
    page.items.iter().enumerate().filter_map(|(at, item)| match item {
        Item::Picture(placed) => Some((at, placed)),
        Item::Line(_) | Item::Shape(_) => None,
    })
}

/// The story and the number of every caption line.
fn captions(page: &Page) -> impl Iterator<Item = (u32, u32)> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) if line.owner.part == Part::Caption => {
            Some((line.owner.story?, line.owner.paragraph))
        }
        Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
    })
}
