//! Which content is what: the elements from the lines in reading order, and
//! the sequences of content from the items in painting order.

use std::collections::HashSet;
use std::ops::Range;

use super::tree::{PageTree, Tree};
use super::{Artifact, Kid, PageReading, ReadingOrder, Role, Sequence, Tag};
use crate::geom::{Point, WritingMode};
use crate::page::{Document, Item, Line, Owner, Page};

impl Document {
    /// What its pages say, in reading order.
    #[must_use]
    pub fn reading(&self) -> ReadingOrder {
        let mut order = plan(self, &self.pages);
        order.close_heading_gaps(0);
        order
    }

    /// What a page of the document says, as if it had no other. Its headings may skip
    /// levels ([`ReadingOrder::close_heading_gaps`]).
    #[must_use]
    pub fn reading_of(&self, page: &Page) -> ReadingOrder {
        plan(self, std::slice::from_ref(page))
    }
}

fn plan(document: &Document, pages: &[Page]) -> ReadingOrder {
    let mut tree = Tree::new(document);
    // 1. The elements. Lines are in reading order (see docs/ARCHITECTURE.md),
    //    and pictures go to their captions.
    let known: Vec<Vec<Belonging>> =
        (0..).zip(pages).map(|(at, page)| elements_of(&mut tree, page, at)).collect();
    // 2. What is painted one after the other and belongs to one element.
    let pages = (0..)
        .zip(pages.iter().zip(&known))
        .map(|(at, (page, belongings))| sequences(&mut tree, page, belongings, at))
        .collect();
    ReadingOrder { elements: tree.elements, pages }
}

/// What an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belonging {
    Element(usize),
    /// Readings of an element's text, which are said after it.
    Readings(usize),
    Artifact(Artifact),
}

/// For each item of a page what it belongs to; the elements are made on the
/// way.
fn elements_of<'a>(tree: &mut Tree<'a>, page: &'a Page, number: usize) -> Vec<Belonging> {
    let mut own = PageTree::new(tree, page, number);
    let mut starts: HashSet<(Owner, Point)> = HashSet::new();
    let mut belongings = vec![Belonging::Artifact(Artifact::Layout); page.items.len()];
    for (at, item) in page.items.iter().enumerate() {
        let Item::Line(line) = item else { continue };
        // A second line with the same owner and origin is what stands beside the first:
        // readings and dots.
        let is_beside = !starts.insert((line.owner, line.origin));
        belongings[at] = match (own.line(line.owner), is_beside) {
            (None, _) => Belonging::Artifact(Artifact::Pagination),
            (Some(_), _) if shows_nothing(line) => Belonging::Artifact(Artifact::Layout),
            (Some(element), false) => Belonging::Element(element),
            (Some(element), true) => Belonging::Readings(element),
        };
    }
    own.fill_tables();
    for (at, item) in page.items.iter().enumerate() {
        match item {
            Item::Picture(placed) => {
                belongings[at] = Belonging::Element(own.picture(at, placed));
            }
            Item::Shape(shape) => {
                if let (Some(alt), Some(bounds)) = (&shape.alt, shape.bounds()) {
                    belongings[at] = Belonging::Element(own.drawing(alt, bounds));
                }
            }
            Item::Line(_) => {}
        }
    }
    belongings
}

/// Emphasis dots are glyphs without any text.
fn shows_nothing(line: &Line) -> bool {
    line.runs.iter().all(|run| run.text.is_empty())
}

fn sequences(tree: &mut Tree, page: &Page, belongings: &[Belonging], number: usize) -> PageReading {
    let mut sequences = Vec::new();
    for items in stretches(page, belongings) {
        let element = match belongings[items.start] {
            Belonging::Artifact(kind) => {
                sequences.push(Sequence { items, tag: Tag::Artifact(kind) });
                continue;
            }
            Belonging::Element(element) => element,
            Belonging::Readings(element) => tree.add(element, Role::Span, number),
        };
        let own = &mut tree.elements[element];
        own.kids.push(Kid::Sequence(sequences.len()));
        sequences.push(Sequence { items, tag: Tag::Content { role: own.role, element } });
    }
    PageReading { sequences }
}

/// Items that belong to the same thing and follow each other, cut where a new
/// column begins.
fn stretches(page: &Page, belongings: &[Belonging]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (at, item) in page.items.iter().enumerate() {
        match stretches.last_mut() {
            Some(open)
                if belongings[at] == belongings[at - 1] && goes_on(&page.items[at - 1], item) =>
            {
                open.end = at + 1;
            }
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}

/// Whether an item stands in one column with the one before it.
fn goes_on(before: &Item, item: &Item) -> bool {
    match (before, item) {
        (Item::Line(before), Item::Line(line)) => match line.writing {
            WritingMode::Horizontal => line.origin.y >= before.origin.y,
            WritingMode::Vertical => line.origin.x <= before.origin.x,
        },
        (Item::Shape(_), Item::Shape(_)) => true,
        (Item::Picture(_), _) | (_, Item::Picture(_)) => false,
        (Item::Line(_), Item::Shape(_)) | (Item::Shape(_), Item::Line(_)) => false,
    }
}
