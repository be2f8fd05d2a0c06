//! Bookmarks (PDF 32000-1, 12.3.3): the pages, and on each its stories.
//!
//! They hold destinations, not actions, which PDF/X forbids.

use pdf_writer::{Chunk, Ref, TextStr};

use super::PageLeaf;
use super::sheet::PdfSheet;
use crate::geom::{Point, WritingMode};
use crate::page::{Item, Line, Page, StoryReport};

/// A bookmark.
pub(super) struct Bookmark {
    title: String,
    page: usize,
    /// What the reader is shown at the upper left.
    at: Point,
    stories: Vec<Bookmark>,
}

/// The numbers of the bookmarks' objects.
pub(super) struct OutlineRefs {
    pub(super) root: Ref,
    /// For each page its own and those of its stories.
    pages: Vec<(Ref, Vec<Ref>)>,
}

impl OutlineRefs {
    pub(super) fn assign(bookmarks: &[Bookmark], mut next: impl FnMut() -> Ref) -> Self {
        Self {
            root: next(),
            pages: bookmarks
                .iter()
                .map(|page| (next(), page.stories.iter().map(|_| next()).collect()))
                .collect(),
        }
    }
}

/// What a story is called in lists.
pub(super) fn name_of(story: &StoryReport) -> &str {
    match story.title.trim() {
        "" => &story.slug,
        title => title,
    }
}

/// The bookmarks of all pages. A story that stands on a page in several places
/// has one.
pub(super) fn collect(leaves: &[PageLeaf], lang: &str) -> Vec<Bookmark> {
    (0..)
        .zip(leaves)
        .map(|(page, leaf)| {
            let mut slugs: Vec<&str> = Vec::new();
            let stories = (0..)
                .zip(&leaf.page.stories)
                .filter(|(_, story)| {
                    let is_new = !slugs.contains(&story.slug.as_str());
                    slugs.push(&story.slug);
                    is_new
                })
                .filter_map(|(index, story)| {
                    let at = start_of(leaf.page, index, story)?;
                    let title = name_of(story).to_owned();
                    Some(Bookmark { title, page, at, stories: Vec::new() })
                })
                .collect();
            let at = Point::new(leaf.sheet.trim().left, leaf.sheet.trim().top);
            Bookmark { title: name_of_page(&leaf.page.label, lang), page, at, stories }
        })
        .collect()
}

/// What a page is called where its label alone would say nothing.
fn name_of_page(label: &str, lang: &str) -> String {
    match lang.get(..2).unwrap_or_default() {
        "zh" => format!("第{label}版"),
        "ja" => format!("{label}面"),
        "ko" => format!("{label}면"),
        "de" => format!("Seite {label}"),
        "es" => format!("Página {label}"),
        _ => format!("Page {label}"),
    }
}

/// The upper left corner of where a story begins: of its first line, or else of
/// its first frame; none if nothing of it stands on the page.
fn start_of(page: &Page, index: u32, story: &StoryReport) -> Option<Point> {
    let first_line = page.items.iter().find_map(|item| match item {
        Item::Line(line) if line.owner.story == Some(index) => corner_of(line),
        Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
    });
    let first_frame = || story.frames.first().map(|frame| Point::new(frame.left, frame.top));
    first_line.or_else(first_frame)
}

fn corner_of(line: &Line) -> Option<Point> {
    let size = line.runs.iter().map(|run| run.size).max()?;
    Some(match line.writing {
        WritingMode::Horizontal => Point::new(line.origin.x, line.origin.y - size),
        WritingMode::Vertical => Point::new(line.origin.x - size, line.origin.y),
    })
}

/// The objects of all bookmarks.
pub(super) fn write(
    bookmarks: &[Bookmark],
    refs: &OutlineRefs,
    leaves: &[PageLeaf],
    pages: &[Ref],
) -> Chunk {
    let mut chunk = Chunk::with_settings(super::settings());
    let own: Vec<Ref> = refs.pages.iter().map(|(page, _)| *page).collect();
    let visible = own.len() + bookmarks.iter().map(|page| page.stories.len()).sum::<usize>();
    let mut root = chunk.outline(refs.root);
    if let (Some(first), Some(last)) = (own.first(), own.last()) {
        root.first(*first).last(*last).count(i32::try_from(visible).unwrap_or(i32::MAX));
    }
    drop(root);
    let goal = |bookmark: &Bookmark| Goal {
        page: pages[bookmark.page],
        sheet: leaves[bookmark.page].sheet,
        at: bookmark.at,
    };
    for (at, (page, (_, stories))) in bookmarks.iter().zip(&refs.pages).enumerate() {
        let among = Siblings { parent: refs.root, all: &own, at };
        write_item(&mut chunk, &page.title, &goal(page), among, stories);
        for (at, story) in page.stories.iter().enumerate() {
            let among = Siblings { parent: own[page.page], all: stories, at };
            write_item(&mut chunk, &story.title, &goal(story), among, &[]);
        }
    }
    chunk
}

/// What a bookmark shows: a place of a page.
struct Goal {
    page: Ref,
    sheet: PdfSheet,
    /// Where the window's upper left corner comes to.
    at: Point,
}

/// A bookmark's object among those of one parent.
#[derive(Clone, Copy)]
struct Siblings<'a> {
    parent: Ref,
    all: &'a [Ref],
    /// Which of them it is.
    at: usize,
}

/// One bookmark among its siblings, with those below it.
fn write_item(
    chunk: &mut Chunk,
    title: &str,
    goal: &Goal,
    Siblings { parent, all, at }: Siblings,
    below: &[Ref],
) {
    let mut item = chunk.outline_item(all[at]);
    item.title(TextStr(title)).parent(parent);
    if let Some(before) = at.checked_sub(1) {
        item.prev(all[before]);
    }
    if let Some(next) = all.get(at + 1) {
        item.next(*next);
    }
    if let (Some(first), Some(last)) = (below.first(), below.last()) {
        item.first(*first).last(*last).count(i32::try_from(below.len()).unwrap_or(i32::MAX));
    }
    let Goal { page, sheet, at } = goal;
    item.dest().page(*page).xyz(sheet.x(at.x), sheet.y(at.y), None);
}
