//! A job that names an edition becomes one of its pages: those of the zone and version
//! that are asked for, each with what lies over its spec.

mod check;
mod plan;
mod there;

use check::EditionBook;
pub use plan::{EditionFile, EditionNames, EditionPlan};

use super::order::PageOrder;
use super::{EngineCache, Job, Outcome, open_project};
use crate::diag::finding::EditionFault;
use crate::diag::{Diagnostic, Sink, Sources};
use crate::load::FilesRead;
use crate::spec::edition::{EditionPage, is_edition, read_edition};

/// A job of pages alone, and what was found on the way to it.
pub(super) struct OpenedJob {
    pub(super) job: Job,
    sources: Sources,
    found: Sink,
    /// Which files were asked for.
    read: FilesRead,
}

/// The shelf for the edition's text: far from those of pages, which are counted from the
/// first, and of folders, which are counted from the last.
const SHELF: u32 = u32::MAX / 2 + 1;

/// Opens the edition that a job names, if it does.
pub(super) fn open(job: &Job, known: &EngineCache, read: &FilesRead) -> OpenedJob {
    let (sources, found) = (Sources::on_shelf(SHELF), Sink::default());
    let mut opened = OpenedJob { job: job.clone(), sources, found, read: read.clone() };
    let texts: Vec<Option<String>> =
        job.pages.iter().map(|page| text_of(job, page, read)).collect();
    let is_one = |text: &Option<String>| text.as_deref().is_some_and(is_edition);
    match (texts.iter().position(is_one), job.pages.as_slice()) {
        (Some(_), [page]) => {
            let text = texts.into_iter().flatten().next().unwrap_or_default();
            opened.expand(page, text, known);
        }
        (Some(at), pages) => {
            let path = pages[at].spec.display().to_string();
            opened.found.push(Diagnostic::of(EditionFault::NotAlone { path }));
            opened.job.pages.clear();
        }
        (None, pages) => {
            if let (true, Some(page)) = (job.choice.is_made(), pages.first()) {
                let path = page.spec.display().to_string();
                opened.found.push(Diagnostic::of(EditionFault::NoEdition { path }));
            }
        }
    }
    opened
}

/// The text of a file that may be an edition; what cannot be read is told when it is read
/// as a spec.
fn text_of(job: &Job, page: &PageOrder, read: &FilesRead) -> Option<String> {
    open_project(job, &page.spec, read).ok()?.read_text(&page.spec).ok()
}

impl OpenedJob {
    /// Puts the pages of an edition into the place of its file.
    fn expand(&mut self, file: &PageOrder, text: String, known: &EngineCache) {
        let Self { job, sources, found, read } = self;
        job.pages.clear();
        let Some(edition) = read_edition(&file.spec, text, sources, found) else { return };
        match edition.pages_of(&job.choice) {
            Ok(pages) => {
                let pages = there::pages(&edition, pages, job, read, found);
                let mut orders: Vec<PageOrder> = pages.iter().map(order).collect();
                let mut book =
                    EditionBook::open(&edition, &pages, &orders, job, known, read, sources);
                book.place_ads(job, read, sources, found);
                found.append(book.check(false));
                let ads = book.ads;
                for (order, ads) in orders.iter_mut().zip(ads) {
                    order.ads = ads;
                }
                job.neighbors = orders.clone();
                job.pages = orders;
            }
            Err(finding) => found.push(*finding),
        }
    }

    /// Puts what was found on the way before what was found on the pages.
    pub(super) fn told_before(self, outcome: &mut Outcome) {
        let of_pages = std::mem::replace(&mut outcome.sink, self.found);
        outcome.sink.append(of_pages);
        outcome.sources.append(&self.sources);
        outcome.deny();
    }
}

fn order(page: &EditionPage) -> PageOrder {
    PageOrder { spec: page.layout.value.clone(), layer: page.layer.clone(), ads: None }
}
