//! The sheets of an edition: which are printed in color, spreads that are as wide as two
//! pages, jumps that stay in the edition.

use super::{BookedPage, EditionBook};
use crate::diag::finding::EditionFault;
use crate::diag::{Diagnostic, Sink};
use crate::geom::Abs;
use crate::page::BaseInks;
use crate::spec::page::{Element, StoryFrame};

/// How far a spread may differ from twice a page, in mm: what is lost in the fold.
const SPREAD_SLACK: f64 = 20.0;

pub(super) fn check(book: &EditionBook<'_>, found: &mut Sink) {
    for page in &book.pages {
        colors(book, page, found);
        spread(book, page, found);
        jumps(book, page, found);
    }
}

/// A page with four inks that the edition prints in black.
fn colors(book: &EditionBook<'_>, page: &BookedPage<'_>, found: &mut Sink) {
    if book.edition.is_in_color(page.page) != Some(false) {
        return;
    }
    let inks = &page.open.spec.page.inks;
    let is_black = inks.base == BaseInks::Black && inks.spots.is_empty();
    let number = &page.page.number.value;
    if !is_black {
        let finding = EditionFault::NotInColor { number: number.clone() };
        let span = page.open.spec.page.written.inks.unwrap_or(page.page.span());
        found.push(Diagnostic::of(finding).at(span));
    }
}

/// A spread that is not as wide as two of the other pages.
fn spread(book: &EditionBook<'_>, page: &BookedPage<'_>, found: &mut Sink) {
    if page.page.spread().is_none() {
        return;
    }
    let single = book.pages.iter().find(|it| it.page.spread().is_none());
    let Some(single) = single.map(|it| it.open.spec.page.paper.width) else { return };
    let width = page.open.spec.page.paper.width;
    if (width - single * 2).abs() > Abs::mm(SPREAD_SLACK) {
        let number = page.page.number.value.clone();
        let (width_mm, wanted_mm) = (width.to_mm(), (single * 2).to_mm());
        let finding = EditionFault::SpreadWidth { number, width_mm, wanted_mm };
        found.push(Diagnostic::of(finding).at(page.page.number.span));
    }
}

/// Stories that go on on a page that the edition does not have, or come from one.
fn jumps(book: &EditionBook<'_>, page: &BookedPage<'_>, found: &mut Sink) {
    let frames = page.open.spec.page.elements.iter().flat_map(|element| match element {
        Element::Story(frame) => std::slice::from_ref(&**frame),
        Element::Section(section) => section.stories.as_slice(),
        _ => &[],
    });
    for StoryFrame { slug, jump, .. } in frames {
        for end in jump.on.iter().chain(&jump.from) {
            let project = &page.open.project;
            let wanted = project.without_detours(&end.spec);
            let is_there =
                book.pages.iter().any(|it| project.without_detours(&it.open.path) == wanted);
            if !is_there {
                let other_spec = end.spec.display().to_string();
                let finding = EditionFault::JumpLeaves { slug: slug.to_string(), other_spec };
                found.push(Diagnostic::of(finding).at(end.span));
            }
        }
    }
}
