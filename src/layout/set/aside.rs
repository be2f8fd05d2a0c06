//! What of a story's body does not stand in its text: tables and pull quotes with
//! places of their own on the page, and tables over all its columns. Which they
//! are is told by the spec and the story alone.

use std::borrow::Cow;

use crate::page::BlockId;
use crate::spec::page::{Element, PageSpec, TableContent, TableElement, TableSpan, WhichPicture};
use crate::story::{Block, Inset, InsetKind, Slug, Story, Table};

/// What of a story that runs over several pages stands on the others.
#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct Elsewhere {
    /// The boxes for its pictures.
    pub(in crate::layout) pictures: Vec<WhichPicture>,
    /// What stands apart from its text.
    pub(in crate::layout) asides: Vec<Aside>,
}

impl Elsewhere {
    /// What of a story stands apart from its text, on this page and on the others.
    pub(in crate::layout) fn all_asides(&self, spec: &PageSpec, slug: &Slug) -> Vec<Aside> {
        let mut asides = asides_of(spec, slug);
        asides.extend(&self.asides);
        asides
    }
}

/// A part of a story's body that stands apart from its text; counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum Aside {
    /// A table, those in boxes counted too.
    Table(u32),
    /// A pull quote.
    Quote(u32),
}

/// What a page gives places of their own to.
pub(in crate::layout) fn asides_of(spec: &PageSpec, slug: &Slug) -> Vec<Aside> {
    let mut asides = Vec::new();
    for element in &spec.elements {
        match element {
            Element::Table(table) => {
                asides.extend(table_of(table, slug).map(Aside::Table));
            }
            Element::Story(frame) if frame.slug == *slug => {
                asides.extend(frame.quotes.iter().map(|quote| Aside::Quote(quote.number)));
            }
            _ => {}
        }
    }
    asides
}

/// Which table of a story an element shows, if any.
pub(in crate::layout) fn table_of(element: &TableElement, slug: &Slug) -> Option<u32> {
    match &element.content {
        TableContent::Story { slug: of, number, .. } if of == slug => Some(*number),
        TableContent::Story { .. } | TableContent::File { .. } | TableContent::Rows(_) => None,
    }
}

/// The tables of a body, those in boxes included, with the blocks that they stand in.
pub(in crate::layout) fn tables_of(body: &[Block]) -> impl Iterator<Item = (BlockId, &Table)> {
    (0..).map(BlockId).zip(body).flat_map(|(id, block)| {
        let tables: Vec<&Table> = match block {
            Block::Table(table) => vec![table],
            Block::Inset(Inset { blocks, .. }) => blocks.iter().filter_map(as_table).collect(),
            Block::Paragraph(_) | Block::Signature(_) | Block::Crosshead(_) | Block::Item(_) => {
                Vec::new()
            }
        };
        tables.into_iter().map(move |table| (id, table))
    })
}

fn as_table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        _ => None,
    }
}

/// The pull quotes of a body.
pub(in crate::layout) fn quotes_of(body: &[Block]) -> impl Iterator<Item = (&Inset, Place)> {
    body.iter().zip(places(body)).filter_map(|(block, place)| match block {
        Block::Inset(inset) if inset.kind == InsetKind::Quote => Some((inset, place)),
        _ => None,
    })
}

/// Characters of what stands apart.
pub(in crate::layout) fn aside_characters(story: &Story, aside: Aside) -> usize {
    let at = |number: u32| (number as usize).checked_sub(1);
    match aside {
        Aside::Table(number) => {
            let table = at(number).and_then(|at| tables_of(&story.body).nth(at));
            table.map_or(0, |(_, table)| table.characters())
        }
        Aside::Quote(number) => at(number)
            .and_then(|at| quotes_of(&story.body).nth(at))
            .map_or(0, |(inset, _)| Block::Inset(inset.clone()).characters()),
    }
}

/// Tables that stand over all columns: those of the body itself that have no
/// place of their own.
pub(in crate::layout) fn spanning<'b>(
    body: &'b [Block],
    asides: &[Aside],
) -> Vec<(&'b Table, Place)> {
    let mut list = Vec::new();
    let mut tables = 0;
    for (block, place) in body.iter().zip(places(body)) {
        match block {
            Block::Table(table) => {
                tables += 1;
                if !asides.contains(&Aside::Table(tables)) {
                    list.push((table, place));
                }
            }
            Block::Inset(inset) => {
                tables += inset.blocks.iter().filter_map(as_table).count() as u32;
            }
            Block::Paragraph(_) | Block::Signature(_) | Block::Crosshead(_) | Block::Item(_) => {}
        }
    }
    list
}

/// For each block of a body what of it stands in the text, if anything.
pub(in crate::layout) fn in_text<'b>(
    body: &'b [Block],
    asides: &[Aside],
    span: TableSpan,
) -> Vec<Option<Cow<'b, Block>>> {
    let (mut tables, mut quotes) = (0, 0);
    let mut is_aside = |block: &Block| {
        tables += u32::from(matches!(block, Block::Table(_)));
        matches!(block, Block::Table(_)) && asides.contains(&Aside::Table(tables))
    };
    let mut list = Vec::with_capacity(body.len());
    for block in body {
        list.push(match block {
            Block::Table(_) => {
                let stands = !is_aside(block) && span == TableSpan::Column;
                stands.then_some(Cow::Borrowed(block))
            }
            // What is left out leaves its place in the count.
            Block::Inset(inset) if is_empty(inset) => None,
            Block::Inset(inset) => {
                quotes += u32::from(inset.kind == InsetKind::Quote);
                let is_quote = inset.kind == InsetKind::Quote;
                let blocks: Vec<bool> = inset.blocks.iter().map(|it| !is_aside(it)).collect();
                if is_quote && asides.contains(&Aside::Quote(quotes)) {
                    None
                } else if blocks.iter().all(|stays| *stays) {
                    Some(Cow::Borrowed(block))
                } else {
                    without(inset, &blocks).map(Cow::Owned)
                }
            }
            Block::Paragraph(_) | Block::Signature(_) | Block::Crosshead(_) | Block::Item(_) => {
                Some(Cow::Borrowed(block))
            }
        });
    }
    list
}

/// A box without some of its blocks; none if nothing is left.
fn without(inset: &Inset, stays: &[bool]) -> Option<Block> {
    let mut rest = inset.clone();
    let mut stays = stays.iter();
    rest.blocks.retain(|_| stays.next().copied().unwrap_or(true));
    (!is_empty(&rest)).then_some(Block::Inset(rest))
}

fn is_empty(inset: &Inset) -> bool {
    inset.blocks.is_empty() && inset.title.is_none() && inset.source.is_none()
}

/// Where a block stands in a body.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Place {
    pub(in crate::layout) block: BlockId,
    /// The number of its first paragraph, counted through the blocks that are tables
    /// or boxes.
    pub(in crate::layout) first: u32,
}

/// Where each block of a body stands.
pub(in crate::layout) fn places(body: &[Block]) -> Vec<Place> {
    let mut next = 0;
    let ids = (0..).map(BlockId);
    ids.zip(body)
        .map(|(id, block)| {
            let place = Place { block: id, first: next };
            next += match block {
                // A title, a source, and what stands between.
                Block::Inset(inset) => inset.blocks.len() as u32 + 2,
                Block::Table(_) => 1,
                Block::Paragraph(_)
                | Block::Signature(_)
                | Block::Crosshead(_)
                | Block::Item(_) => 0,
            };
            place
        })
        .collect()
}
