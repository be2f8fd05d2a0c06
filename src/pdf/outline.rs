//! Bookmarks (PDF 32000-1, 12.3.3): the pages, and on each its stories.
//!
//! They hold destinations, not actions, which PDF/X forbids.

use std::io;

use pdf_writer::{Ref, TextStr};

use super::PageLeaf;
use super::file::FileWriter;
use super::objects::Objects;
use crate::geom::{Point, WritingMode};
use crate::page::{Item, Line, Page, StoryReport};

/// A bookmark.
pub(super) struct Bookmark {
    own: Ref,
    title: String,
    /// Where it leads to.
    goal: Goal,
    stories: Vec<Bookmark>,
}

/// What a bookmark shows: a place of a page.
struct Goal {
    page: Ref,
    /// Where the window's upper left corner comes to, in the numbers of the file.
    across: f32,
    up: f32,
}

impl Goal {
    fn new(page: Ref, leaf: &PageLeaf, at: Point) -> Self {
        Self { page, across: leaf.sheet.x(at.x), up: leaf.sheet.y(at.y) }
    }
}

/// What a story is called in lists.
pub(super) fn name_of(story: &StoryReport) -> &str {
    match story.title.trim() {
        "" => &story.slug,
        title => title,
    }
}

/// The bookmarks of a page. A story that stands on it in several places has one.
pub(super) fn of(leaf: &PageLeaf, page: Ref, lang: &str, file: &mut FileWriter) -> Bookmark {
    let own = file.number();
    let mut slugs: Vec<&str> = Vec::new();
    let stories = (0..)
        .zip(&leaf.page.stories)
        .filter(|(_, story)| {
            let is_new = !slugs.contains(&story.slug.as_str());
            slugs.push(&story.slug);
            is_new
        })
        .filter_map(|(index, story)| {
            let goal = Goal::new(page, leaf, start_of(leaf.page, index, story)?);
            let title = name_of(story).to_owned();
            Some(Bookmark { own: file.number(), title, goal, stories: Vec::new() })
        })
        .collect();
    let trim = leaf.sheet.trim();
    let goal = Goal::new(page, leaf, Point::new(trim.left, trim.top));
    Bookmark { own, title: name_of_page(&leaf.page.label, lang), goal, stories }
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

/// Writes all bookmarks, below the `root`.
pub(super) fn write(bookmarks: &[Bookmark], root: Ref, file: &mut FileWriter) -> io::Result<()> {
    let mut objects = Objects::default();
    let visible = bookmarks.len() + bookmarks.iter().map(|page| page.stories.len()).sum::<usize>();
    let mut outline = objects.next().outline(root);
    if let (Some(first), Some(last)) = (bookmarks.first(), bookmarks.last()) {
        let visible = i32::try_from(visible).unwrap_or(i32::MAX);
        outline.first(first.own).last(last.own).count(visible);
    }
    drop(outline);
    file.write_small(&objects)?;
    for (at, page) in bookmarks.iter().enumerate() {
        let mut objects = Objects::default();
        write_item(&mut objects, Sibling { parent: root, all: bookmarks, at });
        for at in 0..page.stories.len() {
            write_item(&mut objects, Sibling { parent: page.own, all: &page.stories, at });
        }
        file.write_small(&objects)?;
    }
    Ok(())
}

/// A bookmark among those of one parent.
#[derive(Clone, Copy)]
struct Sibling<'a> {
    parent: Ref,
    all: &'a [Bookmark],
    /// Which of them it is.
    at: usize,
}

/// One bookmark among its siblings, with those below it.
fn write_item(objects: &mut Objects, Sibling { parent, all, at }: Sibling) {
    let Bookmark { own, title, goal, stories } = &all[at];
    let mut item = objects.next().outline_item(*own);
    item.title(TextStr(title)).parent(parent);
    if let Some(before) = at.checked_sub(1) {
        item.prev(all[before].own);
    }
    if let Some(next) = all.get(at + 1) {
        item.next(next.own);
    }
    if let (Some(first), Some(last)) = (stories.first(), stories.last()) {
        item.first(first.own).last(last.own);
        item.count(i32::try_from(stories.len()).unwrap_or(i32::MAX));
    }
    item.dest().page(goal.page).xyz(goal.across, goal.up, None);
}
