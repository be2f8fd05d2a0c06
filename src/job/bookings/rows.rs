//! The rows of a list against each other and against the issue: what came late, is booked
//! twice, or has no place.

use super::assign::{BookedIssue, zone_name};
use super::in_mm;
use crate::booking::{BookedZone, Booking};
use crate::diag::finding::BookingFault;
use crate::diag::{Diagnostic, Sink, Sources};

/// Tells what is wrong with the bookings of the day. `placed` has for each row the page that
/// it stands on.
pub(super) fn check(
    issue: &BookedIssue<'_>,
    placed: &[Option<usize>],
    sources: &Sources,
    sink: &mut Sink,
) {
    let of_day: Vec<RowOfDay> = issue
        .list
        .bookings
        .iter()
        .zip(placed)
        .filter(|(booking, _)| issue.is_of_day(booking))
        .map(|(booking, page)| RowOfDay { booking, is_placed: page.is_some() })
        .filter(|row| issue.is_whole || row.is_placed || issue.is_for(row.booking, 0))
        .collect();
    for (at, row) in of_day.iter().enumerate() {
        let before = of_day[..at].iter().map(|row| row.booking);
        let faults = [
            late(issue, row.booking),
            no_zone(issue, row.booking),
            twice(row.booking, before.clone(), sources),
            one_file(row.booking, before),
            unplaced(issue, row),
        ];
        for fault in faults.into_iter().flatten() {
            sink.push(Diagnostic::of(fault).at(row.booking.span));
        }
    }
}

/// A booking of the day.
struct RowOfDay<'b> {
    booking: &'b Booking,
    is_placed: bool,
}

fn late(issue: &BookedIssue<'_>, row: &Booking) -> Option<BookingFault> {
    let (received, closing) = (row.received?, issue.closing?.moment(issue.date())?);
    let minute = |moment: jiff::civil::DateTime| moment.strftime("%Y-%m-%d %H:%M").to_string();
    (received > closing).then(|| BookingFault::Late {
        booking: row.id.clone(),
        client: row.client.clone(),
        received: minute(received),
        closing: minute(closing),
    })
}

fn no_zone(issue: &BookedIssue<'_>, row: &Booking) -> Option<BookingFault> {
    let (BookedZone::One(Some(zone)), Some(known)) = (&row.zone, &issue.zones) else {
        return None;
    };
    (!known.contains(&zone.as_str())).then(|| BookingFault::NoSuchZone {
        booking: row.id.clone(),
        zone: zone.clone(),
        known: known.iter().map(|&zone| zone.to_owned()).collect(),
    })
}

/// A booking that is there already, for the same place.
fn twice<'b>(
    row: &Booking,
    mut before: impl Iterator<Item = &'b Booking>,
    sources: &Sources,
) -> Option<BookingFault> {
    let same = before.find(|other| {
        other.id == row.id && other.place == row.place && other.zone.meets(&row.zone)
    })?;
    let other_file_line = sources.line_column(same.span.source, same.span.start).0;
    Some(BookingFault::TwoRows { booking: row.id.clone(), other_file_line })
}

/// A file that is booked under another id, too.
fn one_file<'b>(
    row: &Booking,
    mut before: impl Iterator<Item = &'b Booking>,
) -> Option<BookingFault> {
    let file = row.file.as_ref()?;
    let same = before.find(|other| {
        other.id != row.id && other.file.as_ref() == Some(file) && other.zone.meets(&row.zone)
    })?;
    let (booking, other_booking) = (row.id.clone(), same.id.clone());
    Some(BookingFault::OneFile { booking, other_booking, path: file.clone() })
}

fn unplaced(issue: &BookedIssue<'_>, row: &RowOfDay<'_>) -> Option<BookingFault> {
    let RowOfDay { booking, is_placed } = row;
    (!is_placed && booking.zone.is_of(issue.zone)).then(|| BookingFault::Unplaced {
        booking: booking.id.clone(),
        client: booking.client.clone(),
        booked_mm: in_mm(booking.size),
        booked_page: booking.place.page.clone(),
        booked_section: booking.place.section.clone(),
        booked_zone: zone_name(&booking.zone),
    })
}
