//! Which booking stands in which place.

use jiff::civil::Date;

use super::{BookedAd, BookingList, PageAds, PlacedBooking, in_mm, places, rows};
use crate::booking::{BookedZone, Booking};
use crate::diag::finding::{BookingFault, SizeMm};
use crate::diag::{PageNumber, Sink, Sources, nearest};
use crate::geom::{Abs, Size};
use crate::spec::ClosingTime;
use crate::spec::page::PageSpec;

/// What two lengths may differ by, in mm, and still be meant to be the same; as for the
/// files of advertisements.
const SAME: f64 = 0.5;
/// By how much a place may differ from the size that was sold, in mm, and still be the one
/// that is meant: a label takes some of it.
const NEARLY: f64 = 4.0;

/// The pages of an issue, and what is booked for it.
pub(in crate::job) struct BookedIssue<'b> {
    pub(in crate::job) list: &'b BookingList,
    /// The pages that are made.
    pub(in crate::job) pages: Vec<IssuePage<'b>>,
    /// The zone that is made; none is the main edition.
    pub(in crate::job) zone: Option<&'b str>,
    /// The zones that there are; none if nobody says.
    pub(in crate::job) zones: Option<Vec<&'b str>>,
    /// Until when files are to come.
    pub(in crate::job) closing: Option<ClosingTime>,
    /// Whether these are all pages of the issue.
    pub(in crate::job) is_whole: bool,
}

/// A page of an issue.
pub(in crate::job) struct IssuePage<'p> {
    pub(in crate::job) page: &'p PageSpec,
    /// Its numbers: two of a spread.
    pub(in crate::job) numbers: Vec<PageNumber>,
    /// What its section is called.
    pub(in crate::job) sections: Vec<&'p str>,
}

/// A place for an advertisement.
struct PlaceForAd<'b> {
    /// Which of the pages it is on.
    page: usize,
    /// Which element of the page.
    element: usize,
    /// The booking that it names.
    named: Option<&'b str>,
    has_file: bool,
    room: Size,
}

/// Finds for each place the booking that it names, or else one of its page that has its size.
/// Gives out what stands on each page; what is wrong with a booking is told at its row.
pub(in crate::job) fn assign(
    issue: &BookedIssue<'_>,
    sources: &Sources,
    sink: &mut Sink,
) -> Vec<PageAds> {
    let mut assigned = Assigned { issue, places: Vec::new(), of_row: Vec::new() };
    assigned.of_row.resize(issue.list.bookings.len(), None);
    for (page, of) in issue.pages.iter().enumerate() {
        for (element, ad, booking) in places(of.page) {
            let room = ad.room(ad.area.rect(&of.page.grid));
            let room = Size::new(room.width(), room.height());
            let named = booking.id.as_deref().filter(|id| !id.is_empty());
            let has_file = ad.file.is_some();
            assigned.places.push(PlaceForAd { page, element, named, has_file, room });
        }
    }
    // Those that are named first: what is left is for the others.
    let mut found: Vec<Option<PlacedBooking>> =
        (0..assigned.places.len()).map(|at| assigned.named(at)).collect();
    for (at, found) in found.iter_mut().enumerate() {
        if found.is_none() {
            *found = assigned.fitting(at);
        }
    }
    rows::check(issue, &assigned.of_row, sources, sink);
    let mut pages: Vec<PageAds> = issue.pages.iter().map(|_| PageAds::default()).collect();
    for (place, found) in assigned.places.iter().zip(found) {
        pages[place.page].0.extend(found);
    }
    pages
}

struct Assigned<'i, 'b> {
    issue: &'i BookedIssue<'b>,
    places: Vec<PlaceForAd<'i>>,
    /// For each row of the list the page on which it stands.
    of_row: Vec<Option<usize>>,
}

impl Assigned<'_, '_> {
    /// The booking that a place names; nothing if it names none.
    fn named(&mut self, at: usize) -> Option<PlacedBooking> {
        let (issue, place) = (self.issue, &self.places[at]);
        let id = place.named?;
        let rows = issue.list.bookings.iter().enumerate().filter(|(_, row)| row.id == id);
        // The row that is for this page, or else one that misses it as little as may be.
        let row = rows.max_by_key(|(row, booking)| {
            let fits = issue.fit(booking, place.page);
            (fits.day, fits.zone, fits.page, self.of_row[*row].is_none(), std::cmp::Reverse(*row))
        });
        let Some((row, booking)) = row else {
            let known = issue.list.bookings.iter().map(|row| row.id.as_str());
            let nearest = nearest(id, known).map(str::to_owned);
            let faults = vec![BookingFault::Unknown { booking: id.to_owned(), nearest }];
            return Some(PlacedBooking { element: place.element, booked: None, faults });
        };
        let mut faults = Vec::new();
        faults.extend(issue.misplaced(booking, place.page));
        if let Some(page) = self.of_row[row] {
            let other_number = issue.number(page);
            faults.push(BookingFault::TwoPlaces { booking: id.to_owned(), other_number });
        } else {
            self.of_row[row] = Some(place.page);
        }
        Some(self.placed(at, booking, faults))
    }

    /// The booking of its page that has the size of a place; of several the first in the
    /// list. A place with a file of its own wants none.
    fn fitting(&mut self, at: usize) -> Option<PlacedBooking> {
        let (issue, place) = (self.issue, &self.places[at]);
        if place.has_file {
            return None;
        }
        let rows = issue.list.bookings.iter().enumerate();
        let free: Vec<(usize, &Booking)> = rows
            .filter(|(row, booking)| {
                self.of_row[*row].is_none() && issue.fit(booking, place.page).is_whole()
            })
            .collect();
        let near = free.iter().filter(|(_, it)| is_within(it.size, place.room, NEARLY));
        let nearest = near.min_by_key(|(_, booking)| far(booking.size, place.room));
        let Some((row, booking)) = nearest.copied() else {
            let words = |booking: &Booking| format!("{} ({} mm)", booking.id, words(booking.size));
            let known = free.iter().map(|(_, booking)| words(booking)).collect();
            let place_mm = in_mm(place.room);
            let faults = vec![BookingFault::NothingFits { place_mm, known }];
            return Some(PlacedBooking { element: place.element, booked: None, faults });
        };
        self.of_row[row] = Some(place.page);
        Some(self.placed(at, booking, Vec::new()))
    }

    fn placed(&self, at: usize, booking: &Booking, mut faults: Vec<BookingFault>) -> PlacedBooking {
        let place = &self.places[at];
        let (id, client) = (booking.id.clone(), booking.client.clone());
        let booked_mm = in_mm(booking.size);
        if !is_within(booking.size, place.room, SAME) {
            let place_mm = in_mm(place.room);
            faults.push(BookingFault::OtherSize { booking: id.clone(), booked_mm, place_mm });
        }
        if booking.file.is_none() && !place.has_file {
            let client = client.clone();
            faults.push(BookingFault::NoFile { booking: id.clone(), client, booked_mm });
        }
        let file = booking.file.as_ref().map(|file| self.issue.list.folder.join(file));
        let booked = Some(BookedAd { id, client, size: booking.size, file });
        PlacedBooking { element: place.element, booked, faults }
    }
}

/// How well a booking is for a page.
#[derive(Debug, Clone, Copy)]
struct BookingFit {
    day: bool,
    zone: bool,
    /// Its page, or else its section.
    page: bool,
}

impl BookingFit {
    fn is_whole(self) -> bool {
        self.day && self.zone && self.page
    }
}

impl BookedIssue<'_> {
    fn fit(&self, booking: &Booking, page: usize) -> BookingFit {
        BookingFit {
            day: self.is_of_day(booking),
            zone: booking.zone.is_of(self.zone),
            page: self.is_for(booking, page),
        }
    }

    /// The date of issue.
    pub(super) fn date(&self) -> Option<Date> {
        self.pages.iter().find_map(|page| page.page.imprint.date)
    }

    /// Whether a booking is for the date of issue, as far as both are said.
    pub(super) fn is_of_day(&self, booking: &Booking) -> bool {
        match (booking.day, self.date()) {
            (Some(day), Some(date)) => day.is(date),
            _ => true,
        }
    }

    /// Whether a booking is for a page: by its number, or else by its section.
    pub(super) fn is_for(&self, booking: &Booking, page: usize) -> bool {
        let IssuePage { numbers, sections, .. } = &self.pages[page];
        let place = &booking.place;
        let by_section = place.section.as_deref().is_none_or(|section| sections.contains(&section));
        match &place.page {
            Some(number) => numbers.iter().any(|it| it.is_same(number)),
            None => by_section,
        }
    }

    fn number(&self, page: usize) -> PageNumber {
        let first = self.pages[page].numbers.first();
        first.cloned().unwrap_or_else(|| PageNumber::from(1))
    }

    /// What is wrong with a booking on a page.
    fn misplaced(&self, booking: &Booking, page: usize) -> Option<BookingFault> {
        let fit = self.fit(booking, page);
        let id = booking.id.clone();
        if !fit.day {
            let rows = self.list.bookings.iter().filter(|row| row.id == id);
            let days = rows.filter_map(|row| row.day).map(|day| day.to_string()).collect();
            let date = self.date().map(|date| date.to_string());
            return Some(BookingFault::OtherDay { booking: id, booked_days: days, date });
        }
        (!fit.is_whole()).then(|| BookingFault::Elsewhere {
            booking: id,
            booked_page: booking.place.page.clone(),
            booked_section: booking.place.section.clone(),
            booked_zone: zone_name(&booking.zone),
        })
    }
}

/// What a zone is called; nothing if it is all of them.
pub(super) fn zone_name(zone: &BookedZone) -> Option<String> {
    match zone {
        BookedZone::All => None,
        BookedZone::One(zone) => {
            Some(zone.clone().unwrap_or_else(|| crate::spec::edition::MAIN_ZONE.to_owned()))
        }
    }
}

fn words(size: Size) -> String {
    let SizeMm { width, height } = in_mm(size);
    format!("{width} x {height}")
}

fn is_within(one: Size, two: Size, most: f64) -> bool {
    let most = Abs::mm(most);
    (one.width - two.width).abs() <= most && (one.height - two.height).abs() <= most
}

fn far(one: Size, two: Size) -> Abs {
    (one.width - two.width).abs() + (one.height - two.height).abs()
}
