//! The booked advertisements of an edition, each in its place on some page.

use super::super::super::bookings::{self, BookedIssue, IssuePage, PageAds};
use super::super::super::open_project;
use super::super::super::order::PageOrder;
use super::{BookedPage, EditionBook, Together};
use crate::diag::{PageNumber, Sink, Sources};

/// Finds the bookings of all pages in the list that the edition names, and hands each page
/// its own: so a page is known by what stands on it, and not by the whole list.
pub(super) fn place(
    book: &EditionBook<'_>,
    orders: &mut [PageOrder],
    together: Together,
    sources: &mut Sources,
    found: &mut Sink,
) {
    let Some(named) = &book.edition.bookings else { return };
    let project = match open_project(together.job, &book.edition.file, together.read) {
        Ok(project) => project,
        Err(error) => return found.push(error.diagnostic()),
    };
    let Some(list) = bookings::open_list(&project, named, sources, found) else {
        // Told once, and not at each place.
        orders.iter_mut().for_each(|order| order.ads = Some(PageAds::default()));
        return;
    };
    let issue = BookedIssue {
        list: &list,
        pages: book.pages.iter().map(issue_page).collect(),
        zone: together.job.choice.zone.as_deref(),
        zones: Some(book.edition.zone_names().collect()),
        closing: book.edition.ads_close,
        is_whole: true,
    };
    let ads = bookings::assign(&issue, sources, found);
    for (page, ads) in book.pages.iter().zip(ads) {
        orders[page.at].ads = Some(ads);
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
