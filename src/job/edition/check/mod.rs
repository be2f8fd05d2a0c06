//! What must agree over all pages of an edition, each told at its line: dates and numbers
//! that are typed by hand, page numbers, the index, jump lines, what a paper must print,
//! stories that stand twice or nowhere, embargoes.

mod ads;
mod index;
mod masthead;
mod sheets;
mod stories;
mod typed;

use std::path::PathBuf;

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
struct EditionBook<'e> {
    edition: &'e Edition,
    /// Those whose specs can be read; what is wrong with the others is told when they are
    /// made.
    pages: Vec<BookedPage<'e>>,
    folders: Vec<ReadFolder>,
}

/// A page with its spec.
struct BookedPage<'e> {
    /// Which of the orders is its.
    at: usize,
    page: &'e EditionPage,
    open: OpenSpec,
    /// Which of the folders its copy comes from, the last first.
    folders: Vec<usize>,
}

/// A folder with stories.
struct ReadFolder {
    name: PathBuf,
    stories: Vec<Story>,
}

impl<'e> EditionBook<'e> {
    fn open(
        edition: &'e Edition,
        pages: &'e [EditionPage],
        orders: &[PageOrder],
        job: &Job,
        sources: &mut Sources,
    ) -> Self {
        let (known, read) = (EngineCache::new(0), FilesRead::default());
        let run = JobRun {
            job,
            aim: Aim::Pages,
            known: &known,
            read: &read,
            fonts: FontsOf::Specs,
            part: 0,
        };
        let mut book = Self { edition, pages: Vec::new(), folders: Vec::new() };
        let mut folders = StoryFolders::apart();
        for (at, (page, order)) in pages.iter().zip(orders).enumerate() {
            let shelf = u32::try_from(at).map_or(u32::MAX, |at| FIRST_SHELF.saturating_add(at));
            let mut of_page = Sources::on_shelf(shelf);
            let opened = open_as_written(run, order, &mut of_page, &mut Sink::default());
            sources.append(&of_page);
            let Some(open) = opened else { continue };
            let names: Vec<PathBuf> = open
                .instead
                .iter()
                .rev()
                .map(|it| it.value.clone())
                .chain(open.folder.clone())
                .collect();
            let mut of_page = Vec::new();
            for name in names {
                let known_at = book.folders.iter().position(|it| it.name == name);
                of_page.push(known_at.unwrap_or_else(|| {
                    let stories = folders.stories(&open, &name, &known.stories, sources);
                    book.folders.push(ReadFolder { name, stories });
                    book.folders.len() - 1
                }));
            }
            book.pages.push(BookedPage { at, page, open, folders: of_page });
        }
        book
    }

    /// A story that a page places.
    fn story(&self, page: &BookedPage<'_>, slug: &crate::story::Slug) -> Option<&Story> {
        let folders = page.folders.iter().filter_map(|at| self.folders.get(*at));
        folders.into_iter().find_map(|it| it.stories.iter().find(|story| story.slug == *slug))
    }
}

/// How the pages of an edition are made.
#[derive(Clone, Copy)]
pub(super) struct Together<'j> {
    pub(super) job: &'j Job,
    /// Whether no run has all of them together, which would tell of stories that stand
    /// twice.
    pub(super) is_apart: bool,
    /// Which files were asked for.
    pub(super) read: &'j FilesRead,
}

/// Holds the pages of an edition against each other, and puts the booked advertisements
/// into their places in `orders`.
pub(super) fn check(
    edition: &Edition,
    pages: &[EditionPage],
    orders: &mut [PageOrder],
    together: Together,
    sources: &mut Sources,
) -> Sink {
    let Together { job, is_apart, .. } = together;
    let book = EditionBook::open(edition, pages, orders, job, sources);
    let mut found = Sink::default();
    ads::place(&book, orders, together, sources, &mut found);
    typed::check(&book, &mut found);
    index::check(&book, &mut found);
    masthead::check(&book, &mut found);
    sheets::check(&book, &mut found);
    stories::check(&book, is_apart, &mut found);
    // The first page speaks for all where taste differs.
    if let Some(first) = book.pages.first() {
        found.rejudge(|finding| first.open.spec.page.checks.judge(finding));
    }
    found
}
