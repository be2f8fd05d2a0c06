//! What must agree over all pages of an edition, each told at its line: dates and numbers
//! that are typed by hand, page numbers, the index, jump lines, what a paper must print,
//! stories that stand twice or nowhere, embargoes.

mod ads;
mod index;
mod masthead;
mod reach;
mod sheets;
mod stories;
mod typed;

use std::path::PathBuf;

use rayon::prelude::*;

use super::super::bookings::PageAds;
use super::super::material::StoryFolders;
use super::super::order::PageOrder;
use super::super::{Aim, EngineCache, FontsOf, Job, JobRun, OpenSpec, open_as_written};
use super::SHELF;
use crate::diag::{Sink, Sources};
use crate::load::FilesRead;
use crate::spec::edition::{Edition, EditionPage};
use crate::story::Story;

/// The shelf for what is read of each page.
const FIRST_SHELF: u32 = SHELF + 1;

/// Pages of an edition, opened to be held against each other.
pub(super) struct EditionBook<'e> {
    edition: &'e Edition,
    /// What is asked for of each page.
    orders: &'e [PageOrder],
    /// Those whose specs can be read; what is wrong with the others is told when they are
    /// made.
    pages: Vec<BookedPage<'e>>,
    folders: Vec<ReadFolder>,
    /// What stands in the places for booked advertisements, page by page of what is asked
    /// for, if the edition has a list.
    pub(super) ads: Vec<Option<PageAds>>,
}

/// A page with its spec.
struct BookedPage<'e> {
    page: &'e EditionPage,
    /// Its place among those that are asked for.
    at: usize,
    open: OpenSpec,
    /// Which of the folders its copy comes from, the last first.
    folders: Vec<usize>,
}

/// A folder with stories.
struct ReadFolder {
    name: PathBuf,
    stories: Vec<Story>,
    /// Whether there was nothing to say of it.
    is_sound: bool,
}

impl<'e> EditionBook<'e> {
    /// Opens the pages of an edition.
    pub(super) fn open(
        edition: &'e Edition,
        pages: &'e [EditionPage],
        orders: &'e [PageOrder],
        job: &Job,
        known: &EngineCache,
        read: &FilesRead,
        sources: &mut Sources,
    ) -> Self {
        let run = JobRun { job, aim: Aim::Pages, known, read, fonts: FontsOf::Specs, part: 0 };
        let ads = vec![None; orders.len()];
        let mut book = Self { edition, orders, pages: Vec::new(), folders: Vec::new(), ads };
        // 1. Specs and the folders of their copy, side by side.
        let opened: Vec<(Option<OpenSpec>, Sources)> = (0..orders.len())
            .into_par_iter()
            .map(|at| {
                let shelf = u32::try_from(at).unwrap_or(u32::MAX);
                let mut of_page = Sources::on_shelf(FIRST_SHELF.saturating_add(shelf));
                let opened = open_as_written(run, &orders[at], &mut of_page, &mut Sink::default());
                (opened, of_page)
            })
            .collect();
        let mut folders = StoryFolders::apart();
        folders.read(opened.iter().filter_map(|(open, _)| open.as_ref()), &known.stories);
        // 2. Page by page in their order.
        for (at, (page, (open, of_page))) in pages.iter().zip(opened).enumerate() {
            sources.append(&of_page);
            let Some(open) = open else { continue };
            let names: Vec<PathBuf> =
                open.instead.iter().rev().cloned().chain(open.folder.clone()).collect();
            let mut of_page = Vec::new();
            for name in names {
                let known_at = book.folders.iter().position(|it| it.name == name);
                of_page.push(known_at.unwrap_or_else(|| {
                    let stories = folders.stories(&open, &name, &known.stories, sources);
                    let is_sound = folders.is_sound(&name);
                    book.folders.push(ReadFolder { name, stories, is_sound });
                    book.folders.len() - 1
                }));
            }
            book.pages.push(BookedPage { page, at, open, folders: of_page });
        }
        book
    }

    /// A story that a page places.
    fn story(&self, page: &BookedPage<'_>, slug: &crate::story::Slug) -> Option<&Story> {
        let folders = page.folders.iter().filter_map(|at| self.folders.get(*at));
        folders.into_iter().find_map(|it| it.stories.iter().find(|story| story.slug == *slug))
    }

    /// Holds the pages against each other. `is_apart` says that no run has all of them
    /// together, which would tell of stories that stand twice.
    pub(super) fn check(&self, is_apart: bool) -> Sink {
        let mut found = Sink::default();
        typed::check(self, &mut found);
        index::check(self, &mut found);
        masthead::check(self, &mut found);
        sheets::check(self, &mut found);
        stories::check(self, is_apart, &mut found);
        // The first page speaks for all where taste differs.
        if let Some(first) = self.pages.first() {
            found.rejudge(|finding| first.open.spec.page.checks.judge(finding));
        }
        found
    }
}
