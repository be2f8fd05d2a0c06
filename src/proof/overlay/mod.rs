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
    /// How many lines and characters a story is over or short, in words of
    /// this language, at the foot of its last frame.
    Overset(Language),
}

/// Adds overlays on top of everything that is on a page.
pub fn overlay(page: &mut Page, overlays: &[Overlay], fonts: &FontLibrary) {
    for overlay in overlays {
        let items = match overlay {
            Overlay::Grid => grid::grid(&page.grid, page.flow, fonts),
            Overlay::Frames(language) => frames::frames(page, *language, fonts),
            Overlay::Overset(language) => overset::oversets(&page.stories, *language, fonts),
        };
        page.items.extend(items);
    }
}

/// Shows the places that are kept for stories that are not there yet, with their slugs
/// and the room that they have, so that a page can be planned before its copy comes.
pub fn show_kept_places(page: &mut Page, language: Language, fonts: &FontLibrary) {
    let kept = frames::kept(page, language, fonts);
    page.items.extend(kept);
}

fn stroke(color: Color, width: Abs) -> Stroke {
    let paint = Paint { color, overprint: Overprint::Knockout };
    Stroke { paint, width, dash: None, cap: Cap::Butt }
}
