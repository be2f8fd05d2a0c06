//! The booked advertisements of an edition, each in its place on some page.

use super::super::super::bookings::{self, BookedIssue, IssuePage, PageAds};
use super::super::super::{Job, open_project};
use super::{BookedPage, EditionBook};
use crate::diag::{PageNumber, Sink, Sources};
use crate::load::FilesRead;

impl EditionBook<'_> {
    /// Finds the bookings of all pages in the list that the edition names. Each page is given
    /// its own: so it is known by what stands on it, and not by the whole list.
    pub(in super::super) fn place_ads(
        &mut self,
        job: &Job,
        read: &FilesRead,
        sources: &mut Sources,
        found: &mut Sink,
    ) {
        let Some(named) = &self.edition.bookings else { return };
        // What cannot be read is told once, and not at each place.
        self.ads.fill(Some(PageAds::default()));
        let project = match open_project(job, &self.edition.file, read) {
            Ok(project) => project,
            Err(error) => return found.push(error.diagnostic()),
        };
        let Some(list) = bookings::open_list(&project, named, sources, found) else { return };
        let issue = BookedIssue {
            list: &list,
            pages: self.pages.iter().map(issue_page).collect(),
            zone: job.choice.zone.as_deref(),
            zones: Some(self.edition.zone_names().collect()),
            closing: self.edition.ads_close,
            is_whole: true,
        };
        let ads = bookings::assign(&issue, sources, found);
        for (page, ads) in self.pages.iter().zip(ads) {
            self.ads[page.at] = Some(ads);
        }
    }
}

fn issue_page<'b>(page: &'b BookedPage<'_>) -> IssuePage<'b> {
    let number = page.page.number.value.clone();
    let two = page.page.spread().into_iter().flatten();
    let numbers: Vec<PageNumber> = std::iter::once(number).chain(two).collect();
    let own = page.open.spec.page.imprint.section.as_str();
    let sections = vec![page.page.section.as_str(), own];
    IssuePage { page: &page.open.spec.page, numbers, sections }
}
