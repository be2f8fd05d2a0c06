//! Booked advertisements come into their places: the list is read, each place gets the
//! booking that it names or that has its size, and what does not agree is told, of a place
//! at its page, of a booking at its row.

mod assign;
mod rows;

use std::path::PathBuf;

pub(super) use assign::{BookedIssue, IssuePage, assign};

use crate::booking::{Booking, is_list, read_bookings};
use crate::diag::finding::{BookingFault, SizeMm};
use crate::diag::{Diagnostic, Sink, Sources};
use crate::geom::Size;
use crate::load::{Project, folder_of};
use crate::spec::Located;
use crate::spec::page::{Ad, AdBooking, Element, PageSpec};

/// What stands in the places of a page for booked advertisements.
#[derive(Debug, Clone, Default)]
pub(super) struct PageAds(Vec<PlacedBooking>);

/// What stands in a place.
#[derive(Debug, Clone)]
struct PlacedBooking {
    /// Which element of the page it is.
    element: usize,
    /// The booking; none if there is none for it.
    booked: Option<BookedAd>,
    /// What is wrong with it.
    faults: Vec<BookingFault>,
}

/// A booked advertisement.
#[derive(Debug, Clone)]
struct BookedAd {
    id: String,
    client: Option<String>,
    size: Size,
    file: Option<PathBuf>,
}

/// A list of bookings, and where its files are.
pub(super) struct BookingList {
    pub(super) bookings: Vec<Booking>,
    pub(super) folder: PathBuf,
}

/// Opens the list of bookings that a page or an edition names; what is wrong is told at its
/// rows, or where it is named.
pub(super) fn open_list(
    project: &Project,
    list: &Located<PathBuf>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<BookingList> {
    let path = project.without_detours(&list.value);
    let text = project.read_list(&path, is_list).map_err(|error| error.diagnostic());
    match text {
        Ok(text) => {
            let source = sources.add(path.display().to_string(), text);
            let bookings = read_bookings(source, sources, sink)?;
            Some(BookingList { bookings, folder: folder_of(&path).to_owned() })
        }
        Err(finding) => {
            sink.push(finding.at(list.span));
            None
        }
    }
}

/// The places of a page that are for booked advertisements.
fn places(page: &PageSpec) -> impl Iterator<Item = (usize, &Ad, &AdBooking)> {
    page.elements.iter().enumerate().filter_map(|(at, element)| match element {
        Element::Ad(ad) => Some((at, ad, ad.booking.as_ref()?)),
        _ => None,
    })
}

/// Whether some place of a page is for a booked advertisement.
pub(super) fn has_places(page: &PageSpec) -> bool {
    places(page).next().is_some()
}

/// Puts the bookings of a page into its places, and tells what is wrong with them there.
pub(super) fn fill(page: &mut PageSpec, ads: &PageAds, sink: &mut Sink) {
    for PlacedBooking { element, booked, faults } in &ads.0 {
        let Some(Element::Ad(ad)) = page.elements.get_mut(*element) else { continue };
        for fault in faults {
            sink.push(Diagnostic::of(fault.clone()).at(ad.file_span));
        }
        let Some(booked) = booked else { continue };
        if ad.file.is_none() {
            ad.file.clone_from(&booked.file);
            ad.name.clone_from(&booked.id);
        }
        ad.booking = Some(AdBooking {
            id: Some(booked.id.clone()),
            client: booked.client.clone(),
            size: Some(booked.size),
        });
    }
}

/// Tells of places that have neither a file nor a list to take one from.
pub(super) fn tell_without_list(page: &PageSpec, sink: &mut Sink) {
    for (_, ad, _) in places(page).filter(|(_, ad, _)| ad.file.is_none()) {
        sink.push(Diagnostic::of(BookingFault::NoList).at(ad.file_span));
    }
}

pub(super) fn in_mm(size: Size) -> SizeMm {
    let tenth = |length: f64| (length * 10.0).round() / 10.0;
    SizeMm { width: tenth(size.width.to_mm()), height: tenth(size.height.to_mm()) }
}
