//! What a proof shows over the page: the grid with its numbers, the places of the
//! stories, and how much text is over or short.

mod frames;
mod grid;
mod marked;
mod overset;

pub use marked::{MarkedPlace, PlaceMark, mark_places};

use crate::color::{Color, Overprint, Paint};
use crate::diag::Language;
use crate::font::FontLibrary;
use crate::geom::Abs;
use crate::page::{Cap, Page, Stroke};

/// Something to be shown over a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// The baselines and the base columns, with their numbers at the edges.
    Grid,
    /// The frames of every story, with its slug, its place and how it fits, in words of
    /// this language.
    Frames(Language),
    /// The slug of every story, at its place.
    Slugs,
    /// How many lines and characters a story is over or short, in words of
    /// this language, at the foot of its last frame.
    Overset(Language),
}

/// How large a page will be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedAt {
    /// Hundredths of its own size.
    pub percent: u32,
}

impl PrintedAt {
    /// Its own size.
    pub const FULL: Self = Self { percent: 100 };

    /// The size of type that is still read on the print; twice its size at most, or it
    /// would hide the page.
    fn legible(self, size: Abs) -> Abs {
        size.scale(100, i64::from(self.percent.clamp(50, 100)))
    }
}

/// Adds overlays on top of everything that is on a page, with labels that are read where
/// it is printed smaller.
pub fn overlay(page: &mut Page, overlays: &[Overlay], printed: PrintedAt, fonts: &FontLibrary) {
    for overlay in overlays {
        let items = match overlay {
            Overlay::Grid => grid::grid(&page.grid, page.flow, printed, fonts),
            Overlay::Frames(language) => frames::frames(page, *language, printed, fonts),
            Overlay::Slugs => frames::slugs(page, printed, fonts),
            Overlay::Overset(language) => {
                overset::oversets(&page.stories, *language, printed, fonts)
            }
        };
        page.items.extend(items);
    }
}

/// Shows the places that are kept for stories and advertisements that are not there yet,
/// with their slugs and the room that they have, with their bookings and the sizes that were
/// sold, so that a page can be planned before its copy comes.
pub fn show_kept_places(page: &mut Page, language: Language, fonts: &FontLibrary) {
    let kept = frames::kept(page, language, fonts);
    page.items.extend(kept);
}

fn stroke(color: Color, width: Abs) -> Stroke {
    let paint = Paint { color, overprint: Overprint::Knockout };
    Stroke { paint, width, dash: None, cap: Cap::Butt }
}
