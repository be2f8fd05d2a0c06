//! Threads: stories that run over several pages.
//!
//! The text of such a story is poured once, through the slots of all its pages;
//! each page then sets the lines that are its own. So it does not matter which of
//! the pages is being made, or whether the others are.

use super::left_out::without_left_out;
use super::own_lines::{OwnLines, in_own_lines};
use super::room::room_of;
use super::stage::{Stage, stage};
use super::standing::named;
use super::text::{PouredStory, pour_story};
use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, PageNumber, Sink};
use crate::geom::Abs;
use crate::layout::bind::Binder;
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::galley::{Galley, galley_without};
use crate::layout::grid::canvas::Canvas;
use crate::layout::head::place::story_head;
use crate::layout::resources::BookPage;
use crate::layout::set::aside::{Aside, Elsewhere, asides_of};
use crate::page::Part;
use crate::spec::page::{Element, PageSpec, StoryFrame, WhichPicture};
use crate::story::Slug;

/// A story that runs over several pages of a book, as their specs say.
#[derive(Debug, Clone)]
pub struct ThreadPlan {
    /// The story.
    pub slug: Slug,
    /// The pages in the order in which it runs, by their places in the book.
    pub pages: Vec<usize>,
}

/// The stories of a book that run over several pages, poured.
#[derive(Default)]
pub struct Threads {
    list: Vec<Thread>,
}

/// A story that runs over several pages.
pub(in crate::layout) struct Thread {
    plan: ThreadPlan,
    /// Page numbers, as far as the pages have any.
    numbers: Vec<Option<PageNumber>>,
    /// The story on its first page; its type holds for all.
    first: StoryFrame,
    /// The boxes for its pictures on each page.
    pictures: Vec<Vec<WhichPicture>>,
    /// What stands apart from its text on each page.
    asides: Vec<Vec<Aside>>,
    /// The measure that overset lines are counted in.
    pub(in crate::layout) rest: Abs,
    /// Its text, ready for the measures of all pages.
    pub(in crate::layout) galley: Galley,
    /// The same in the slots of all pages.
    pub(super) story: PouredStory,
}

impl Threads {
    /// Pours the stories that run over several pages. What is to be said of
    /// each page is said when that page is set.
    #[must_use]
    pub fn pour(book: &[BookPage], plans: &[ThreadPlan], sink: &mut Sink) -> Self {
        Self { list: plans.iter().filter_map(|plan| pour(book, plan, sink)).collect() }
    }
}

fn pour(book: &[BookPage], plan: &ThreadPlan, sink: &mut Sink) -> Option<Thread> {
    let pages: Vec<(BookPage, &StoryFrame)> = plan
        .pages
        .iter()
        .filter_map(|at| book.get(*at))
        .filter_map(|page| Some((*page, frame_of(page.spec, &plan.slug)?)))
        .collect();
    let (first_page, first) = *pages.first()?;
    if !same_grid(&pages, sink) {
        return None;
    }
    let stages: Vec<Stage> =
        pages.iter().filter_map(|(page, frame)| stage_of(*page, frame, first)).collect();
    let rest = stages.last()?.rest;
    let mut all = Vec::new();
    let mut runs = 0;
    for (number, stage) in (0..).zip(&stages) {
        let before = runs;
        for slot in &stage.slots {
            let mut slot = *slot;
            slot.page = number;
            slot.run += before;
            runs = runs.max(slot.run);
            all.push(slot);
        }
    }
    let desk = Desk::of(first_page);
    let mut binder = Binder::new(desk.resources, desk.spec);
    let material = desk.material(&first.slug, first.slug_span, &mut Sink::default())?;
    let material = &*without_left_out(material, first);
    let asides: Vec<Vec<Aside>> =
        pages.iter().map(|(page, _)| asides_of(page.spec, &plan.slug)).collect();
    let last = pages.last().map_or(first, |(_, frame)| frame);
    let ends = StoryFrame { fill: last.fill, ..first.clone() };
    let canvas = Canvas::of(desk.spec);
    let OwnLines { canvas, frame, room } = in_own_lines(&canvas, &ends, room_of(&canvas, &ends));
    let lang = desk.lang_of(&material.story);
    let place = StoryPlace { material, frame: &frame, lang, room };
    let mut galley = galley_without(&mut binder, &canvas, place, &asides.concat());
    let story = pour_story(&mut binder, &canvas, &mut galley, &frame, all, rest);
    sink.append(binder.take_findings());
    Some(Thread {
        numbers: pages.iter().map(|(page, _)| page.spec.imprint.number.clone()).collect(),
        pictures: pages
            .iter()
            .map(|(_, frame)| {
                frame.pictures.iter().flat_map(|target| target.which.clone()).collect()
            })
            .collect(),
        asides,
        rest,
        galley,
        story,
        plan: plan.clone(),
        first: first.clone(),
    })
}

/// What a page of a thread leaves for its text.
fn stage_of(page: BookPage, frame: &StoryFrame, first: &StoryFrame) -> Option<Stage> {
    let desk = Desk::of(page);
    let mut binder = Binder::new(desk.resources, desk.spec);
    let material = desk.material(&frame.slug, frame.slug_span, &mut Sink::default())?;
    let material = &*without_left_out(material, first);
    let frame = named(with_type_of(frame, first), &material.story);
    let canvas = Canvas::of(desk.spec);
    let OwnLines { canvas, frame, room } = in_own_lines(&canvas, &frame, room_of(&canvas, &frame));
    let lang = desk.lang_of(&material.story);
    let place = StoryPlace { material, frame: &frame, lang, room };
    let head = story_head(&mut binder, &canvas, place);
    Some(stage(desk, &mut binder, &canvas, place, head.parts, &Elsewhere::default()))
}

/// Makes sure that a line takes as much on all pages of a thread.
fn same_grid(pages: &[(BookPage, &StoryFrame)], sink: &mut Sink) -> bool {
    let grid = |page: &BookPage| (page.spec.grid.leading, page.spec.grid.body_size);
    let Some(pair) = pages.windows(2).find(|pair| grid(&pair[0].0) != grid(&pair[1].0)) else {
        return true;
    };
    let finding = Diagnostic::of(FitFault::OtherGrid { slug: pair[0].1.slug.to_string() });
    sink.push(finding.at(pair[0].1.jump.on.as_ref().map(|end| end.span)));
    false
}

/// The place of a story on a page.
fn frame_of<'a>(spec: &'a PageSpec, slug: &Slug) -> Option<&'a StoryFrame> {
    spec.elements.iter().find_map(|element| match element {
        Element::Story(frame) if frame.slug == *slug => Some(frame.as_ref()),
        _ => None,
    })
}

/// A story keeps the type it began with.
fn with_type_of(frame: &StoryFrame, first: &StoryFrame) -> StoryFrame {
    let insets = first.insets.clone();
    let leave_out = first.leave_out.clone();
    let mut adapted = StoryFrame { drop_cap: first.drop_cap, insets, leave_out, ..frame.clone() };
    for part in [Part::Body, Part::Dateline, Part::Crosshead] {
        *adapted.styles.get_mut(part) = first.styles.get(part).clone();
    }
    adapted
}

/// The threads of a book as one of its pages sees them.
#[derive(Clone, Copy)]
pub struct ThreadsAt<'a> {
    threads: Option<&'a Threads>,
    page: usize,
}

impl<'a> ThreadsAt<'a> {
    /// Of the page with this place in the book.
    #[must_use]
    pub fn page(threads: &'a Threads, page: usize) -> Self {
        Self { threads: Some(threads), page }
    }

    /// Of a page that stands for itself.
    #[must_use]
    pub fn none() -> Self {
        Self { threads: None, page: 0 }
    }

    /// A story on this page.
    pub(in crate::layout) fn of(self, slug: &Slug) -> PageOfThread<'a> {
        let found = self.threads.into_iter().flat_map(|threads| &threads.list).find_map(|thread| {
            let number = thread.plan.pages.iter().position(|page| *page == self.page)?;
            (thread.plan.slug == *slug).then_some((thread, number as u32))
        });
        PageOfThread {
            thread: found.map(|(thread, _)| thread),
            number: found.map_or(0, |(_, number)| number),
        }
    }
}

/// Which page of its thread a story stands on.
pub(in crate::layout) struct PageOfThread<'a> {
    thread: Option<&'a Thread>,
    /// From 0; also of a story that has no other page.
    pub(in crate::layout) number: u32,
}

impl<'a> PageOfThread<'a> {
    /// A story that has no other page.
    pub(in crate::layout) fn alone() -> Self {
        Self { thread: None, number: 0 }
    }

    pub(in crate::layout) fn thread(&self) -> Option<&'a Thread> {
        self.thread
    }

    /// The story's place on this page, in the type that it began with.
    pub(super) fn adapted(&self, frame: &StoryFrame) -> StoryFrame {
        match self.thread {
            Some(thread) => with_type_of(frame, &thread.first),
            None => frame.clone(),
        }
    }

    /// Whether the story ends on this page.
    pub(in crate::layout) fn is_last(&self) -> bool {
        self.thread.is_none_or(|thread| self.number as usize + 1 == thread.plan.pages.len())
    }

    /// Whether the story comes from another page.
    pub(super) fn is_continued(&self) -> bool {
        self.number > 0
    }

    /// The number of the page before this one, and of the page after it, if it
    /// has one and there is text on it.
    pub(super) fn neighbors(&self) -> (Option<&PageNumber>, Option<&PageNumber>) {
        let Some(thread) = self.thread else { return (None, None) };
        let at = |page: Option<u32>| thread.numbers.get(page? as usize)?.as_ref();
        let next = Some(self.number + 1).filter(|next| thread.has_text_on(*next));
        let before = self.number.checked_sub(1).filter(|_| thread.has_text_on(self.number));
        (at(before), at(next))
    }

    /// Whether nothing of the story's text is left for this page.
    pub(in crate::layout) fn is_empty(&self) -> bool {
        self.thread.is_some_and(|thread| !thread.has_text_on(self.number))
    }

    /// What of the story stands on its other pages.
    pub(in crate::layout) fn elsewhere(&self) -> Elsewhere {
        let Some(thread) = self.thread else { return Elsewhere::default() };
        Elsewhere {
            pictures: others(&thread.pictures, self.number),
            asides: others(&thread.asides, self.number),
        }
    }
}

/// What the lists of all pages but one hold.
fn others<T: Clone>(of_pages: &[Vec<T>], page: u32) -> Vec<T> {
    let lists = (0..).zip(of_pages).filter(|(at, _)| *at != page);
    lists.flat_map(|(_, list)| list.clone()).collect()
}

impl Thread {
    fn has_text_on(&self, page: u32) -> bool {
        self.story.taken().any(|slot| slot.page == page)
    }
}
