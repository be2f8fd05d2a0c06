//! From pages to what the JSON is made of.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{
    Cell, Drawing, Grid, Line, ListItem, ListItemKind, Model, Node, Page, Part, Picture, Rect,
    Report, Reserved, ReservedKind, Role, Story, StoryKind, Stretch, Trace, VERSION, Writing,
    Written,
};
use crate::diag::{SourceId, Sources};
use crate::geom::{Abs, WritingMode};
use crate::page::reading::{self, Kid, ListKind, ReadingOrder, Tag};
use crate::page::{
    self, Document, Item, ItemPartKind, Origin, Origins, Owner, ReportOf, ReservedFor,
    ReservedPlace,
};
use crate::picture::Pictures;

/// All of a document.
pub(super) fn model(document: &Document, sources: &Sources, pictures: &Pictures) -> Model {
    let reading = document.reading();
    let files = SourceFiles::of(document);
    let writer = Writer { reading: &reading, files: &files, pictures };
    let placed: Vec<PlacedItems> =
        (0..).zip(&document.pages).map(|(at, page)| writer.page(at, page)).collect();
    let tree = tree(&reading, &placed, 0);
    Model {
        format: "banmian-page-model",
        version: VERSION,
        title: document.title.clone(),
        paper: document.author.clone(),
        lang: document.lang.clone(),
        date: document.date.map(|date| date.to_string()),
        sources: files.0.iter().map(|id| sources.get(*id).name.clone()).collect(),
        pages: placed.into_iter().map(|placed| placed.page).collect(),
        reading: tree,
    }
}

/// The files that text on the pages comes from, in the order in which they were read.
struct SourceFiles(Vec<SourceId>);

impl SourceFiles {
    fn of(document: &Document) -> Self {
        let items = document.pages.iter().flat_map(|page| &page.items);
        let runs = items.flat_map(|item| match item {
            Item::Line(line) => line.runs.as_slice(),
            Item::Shape(_) | Item::Picture(_) => &[],
        });
        let origins = runs.flat_map(|run| run.origins.as_slice());
        let ids: BTreeSet<SourceId> = origins.map(|origin| origin.written.span.source).collect();
        Self(ids.into_iter().collect())
    }

    fn place(&self, id: SourceId) -> usize {
        self.0.partition_point(|known| *known < id)
    }
}

/// A page, and which of its parts, pictures and drawings each item went to.
struct PlacedItems {
    page: Page,
    ids: Vec<Option<u32>>,
}

struct Writer<'a> {
    reading: &'a ReadingOrder,
    files: &'a SourceFiles,
    pictures: &'a Pictures,
}

impl Writer<'_> {
    fn page(&self, number: usize, page: &page::Page) -> PlacedItems {
        let mut out = Page {
            label: page.label.clone(),
            width: millimeters(page.trim.width),
            height: millimeters(page.trim.height),
            bleed: millimeters(page.bleed),
            writing: writing(page.flow.writing),
            grid: grid(page),
            stories: page.stories.iter().map(story).collect(),
            furniture: Vec::new(),
            pictures: Vec::new(),
            drawings: Vec::new(),
            reserved: page.reserved.iter().map(reserved).collect(),
        };
        let readings = self.readings(number);
        // Where each part is in the list of its story.
        let mut parts: BTreeMap<PartKey, usize> = BTreeMap::new();
        let mut next = 0..;
        let mut new_id = || next.next().unwrap_or(u32::MAX);
        let mut ids = Vec::with_capacity(page.items.len());
        for (at, item) in page.items.iter().enumerate() {
            ids.push(match item {
                Item::Line(line) => self.line(line, readings.contains(&at)).map(|written| {
                    let list = out.parts(line.owner.story);
                    let own = *parts.entry(PartKey::of(line.owner)).or_insert_with(|| {
                        list.push(part(line.owner, new_id()));
                        list.len() - 1
                    });
                    list[own].lines.push(written);
                    list[own].id
                }),
                Item::Picture(placed) => {
                    let id = new_id();
                    let picture = self.picture(placed, id);
                    match story_of(&mut out.stories, placed.owner.story) {
                        Some(story) => story.pictures.push(picture),
                        None => out.pictures.push(picture),
                    }
                    Some(id)
                }
                Item::Shape(shape) => {
                    let said = shape.alt.as_ref().zip(shape.bounds());
                    said.map(|(alt, bounds)| {
                        let id = new_id();
                        let (frame, alt) = (rect(bounds), alt.clone());
                        out.drawings.push(Drawing { id, frame, alt });
                        id
                    })
                }
            });
        }
        PlacedItems { page: out, ids }
    }

    /// The items of a page that are readings of the text that they stand beside.
    fn readings(&self, page: usize) -> BTreeSet<usize> {
        let sequences = self.reading.pages.get(page).map(|page| page.sequences.as_slice());
        let spans = sequences.unwrap_or_default().iter().filter(|sequence| {
            matches!(sequence.tag, Tag::Content { role: reading::Role::Span, .. })
        });
        spans.flat_map(|sequence| sequence.items.clone()).collect()
    }

    /// A line; none of dots, which show no text.
    fn line(&self, line: &page::Line, is_reading: bool) -> Option<Line> {
        let mut text = String::new();
        let mut origins = Origins::default();
        for run in &line.runs {
            origins.extend_from(&run.origins, 0..run.text.len(), text.len());
            text.push_str(&run.text);
        }
        if text.is_empty() {
            return None;
        }
        Some(Line {
            rect: rect(line.ink_box()?),
            writing: writing(line.writing),
            size: rounded(line.size()?.to_pt()),
            is_reading,
            stretches: self.stretches(&text, &origins),
            text,
        })
    }

    /// A text in stretches, those between the written ones included.
    fn stretches(&self, text: &str, origins: &Origins) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut end = 0;
        let mut push = |range: std::ops::Range<usize>, written: Option<Written>| {
            if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
                stretches.push(Stretch { text: text.to_owned(), written });
            }
        };
        for Origin { text: range, written } in origins.as_slice() {
            push(end..range.start, None);
            let written = Written {
                source: self.files.place(written.span.source),
                start: written.span.start,
                end: written.span.end,
                trace: match written.trace {
                    page::Trace::Exact => Trace::Exact,
                    page::Trace::Within => Trace::Within,
                    page::Trace::Made => Trace::Made,
                },
            };
            push(range.clone(), Some(written));
            end = range.end;
        }
        push(end..text.len(), None);
        stretches
    }

    fn picture(&self, placed: &page::PlacedPicture, id: u32) -> Picture {
        Picture {
            id,
            number: placed.owner.paragraph,
            file: self.pictures.get(placed.picture).file.clone(),
            frame: rect(placed.frame),
            image: rect(placed.image),
            alt: placed.alt.clone(),
        }
    }
}

fn reserved(place: &ReservedPlace) -> Reserved {
    Reserved {
        kind: match place.of {
            ReservedFor::Ad => ReservedKind::Ad,
            ReservedFor::Picture => ReservedKind::Picture,
        },
        name: place.name.clone(),
        client: place.client.clone(),
        frame: rect(place.place),
        width: millimeters(place.size.width),
        height: millimeters(place.size.height),
    }
}

impl Page {
    /// The parts of a story, or those that none has.
    fn parts(&mut self, story: Option<u32>) -> &mut Vec<Part> {
        match story_of(&mut self.stories, story) {
            Some(story) => &mut story.parts,
            None => &mut self.furniture,
        }
    }
}

fn story_of(stories: &mut [Story], story: Option<u32>) -> Option<&mut Story> {
    stories.get_mut(story? as usize)
}

/// What the lines of a part have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct PartKey {
    story: Option<u32>,
    part: page::Part,
    paragraph: u32,
    block: Option<page::BlockId>,
    cell: Option<page::Cell>,
    item: Option<page::ItemPart>,
}

impl PartKey {
    fn of(owner: Owner) -> Self {
        let Owner { story, part, paragraph, block, element: _, cell, item } = owner;
        Self { story, part, paragraph, block, cell, item }
    }
}

/// A part without lines yet.
fn part(owner: Owner, id: u32) -> Part {
    let cell = |cell: page::Cell| {
        let page::Cell { row, column, rows, columns } = cell;
        Cell { row, column, rows, columns }
    };
    let item = |item: page::ItemPart| {
        let kind = match item.kind {
            ItemPartKind::Bullet => ListItemKind::Bullet,
            ItemPartKind::Number => ListItemKind::Number,
            ItemPartKind::Text => ListItemKind::Text,
            ItemPartKind::More => ListItemKind::More,
        };
        ListItem { kind, level: item.level }
    };
    Part {
        id,
        part: owner.part.name(),
        paragraph: owner.paragraph,
        block: owner.block.map(|block| block.0),
        cell: owner.cell.map(cell),
        item: owner.item.map(item),
        lines: Vec::new(),
    }
}

fn story(report: &page::StoryReport) -> Story {
    Story {
        slug: report.slug.clone(),
        of: match report.of {
            ReportOf::Story => StoryKind::Story,
            ReportOf::Pictures => StoryKind::Pictures,
            ReportOf::Table => StoryKind::Table,
            ReportOf::Missing => StoryKind::Missing,
        },
        title: report.title.clone(),
        lang: report.lang.clone(),
        section: report.section,
        frames: report.frames.iter().copied().map(rect).collect(),
        report: Report {
            first_line: report.lines.first,
            last_line: report.lines.last,
            characters: report.characters,
            overset_characters: report.overset_characters,
            overset_lines: report.overset_lines,
            overset_text: report.overset_text.clone(),
            underset_lines: report.underset_lines,
            underset_characters: report.underset_characters,
            unplaced_characters: report.unplaced_characters,
            elsewhere_characters: report.elsewhere_characters,
        },
        parts: Vec::new(),
        pictures: Vec::new(),
    }
}

fn grid(page: &page::Page) -> Grid {
    let page::GridGeometry { area, columns, leading, lines, .. } = &page.grid;
    let column =
        |(left, right): &(Abs, Abs)| crate::geom::Rect { left: *left, right: *right, ..*area };
    Grid {
        area: rect(page.flow.rect(*area)),
        columns: columns.iter().map(|edges| rect(page.flow.rect(column(edges)))).collect(),
        leading: millimeters(*leading),
        lines: *lines,
    }
}

/// An element and what is in it. Readings are lines of the text that they belong to.
fn tree(reading: &ReadingOrder, pages: &[PlacedItems], at: usize) -> Node {
    let element = &reading.elements[at];
    let mut content: Vec<u32> = Vec::new();
    let mut children = Vec::new();
    for kid in &element.kids {
        match kid {
            Kid::Element(kid) if reading.elements[*kid].role == reading::Role::Span => {}
            Kid::Element(kid) => children.push(tree(reading, pages, *kid)),
            Kid::Sequence(sequence) => {
                let Some(page) = element.page else { continue };
                let items = reading.pages[page].sequences[*sequence].items.clone();
                for id in pages[page].ids[items].iter().flatten() {
                    if !content.contains(id) {
                        content.push(*id);
                    }
                }
            }
        }
    }
    let (role, level) = role(element.role);
    Node {
        role,
        level,
        page: element.page,
        lang: element.lang.clone(),
        alt: element.figure.as_ref().map(|figure| figure.alt.clone()),
        content,
        children,
    }
}

fn role(role: reading::Role) -> (Role, Option<u8>) {
    let role = match role {
        reading::Role::Heading(level) => return (Role::Heading, Some(level)),
        reading::Role::Document => Role::Document,
        reading::Role::Section => Role::Section,
        reading::Role::Article => Role::Article,
        reading::Role::Group => Role::Group,
        reading::Role::Paragraph | reading::Role::Span => Role::Paragraph,
        reading::Role::Figure => Role::Figure,
        reading::Role::Caption => Role::Caption,
        reading::Role::BlockQuote => Role::BlockQuote,
        reading::Role::List(ListKind::Signs) => Role::List,
        reading::Role::List(ListKind::Numbers) => Role::NumberedList,
        reading::Role::ListItem => Role::ListItem,
        reading::Role::Label => Role::Label,
        reading::Role::ListBody => Role::ListBody,
        reading::Role::Table => Role::Table,
        reading::Role::Row => Role::Row,
        reading::Role::HeadingCell(_) => Role::HeadingCell,
        reading::Role::Cell(_) => Role::Cell,
    };
    (role, None)
}

fn writing(mode: WritingMode) -> Writing {
    match mode {
        WritingMode::Horizontal => Writing::Horizontal,
        WritingMode::Vertical => Writing::Vertical,
    }
}

fn rect(rect: crate::geom::Rect) -> Rect {
    Rect {
        left: millimeters(rect.left),
        top: millimeters(rect.top),
        width: millimeters(rect.width()),
        height: millimeters(rect.height()),
    }
}

fn millimeters(length: Abs) -> f64 {
    rounded(length.to_mm())
}

/// To the thousandth; there is no negative zero.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0 + 0.0
}
