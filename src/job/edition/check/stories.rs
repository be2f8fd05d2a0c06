//! Stories of an edition: those that stand on two pages or on none, those that may not
//! appear yet, and those that were corrected.

use std::collections::BTreeSet;

use super::super::super::{jumps, placed_stories, slugs};
use super::EditionBook;
use crate::diag::finding::{EditionFault, PagesFault};
use crate::diag::{Diagnostic, Sink};
use crate::story::Slug;

pub(super) fn check(book: &EditionBook<'_>, is_apart: bool, found: &mut Sink) {
    if is_apart {
        twice(book, found);
    }
    unused(book, found);
    carried(book, found);
}

/// A story of one folder on two pages, unless it runs over both.
fn twice(book: &EditionBook<'_>, found: &mut Sink) {
    for (at, page) in book.pages.iter().enumerate() {
        for (slug, span) in placed_stories(&page.open.spec.page) {
            let before = book.pages[..at].iter().find(|other| {
                other.open.folder == page.open.folder
                    && placed_stories(&other.open.spec.page).any(|(it, _)| it == slug)
            });
            if let Some(before) = before.filter(|_| !jumps(&page.open.spec.page, slug)) {
                let other_spec = before.open.path.display().to_string();
                let finding = PagesFault::StoryOnTwo { slug: slug.to_string(), other_spec };
                found.push(Diagnostic::of(finding).at(span));
            }
        }
    }
}

/// Stories in folders of the edition that no page names.
fn unused(book: &EditionBook<'_>, found: &mut Sink) {
    for (at, folder) in book.folders.iter().enumerate() {
        let pages = book.pages.iter().filter(|page| page.folders.contains(&at));
        let used: BTreeSet<Slug> = pages.flat_map(|page| slugs(&page.open.spec.page)).collect();
        for story in folder.stories.iter().filter(|story| !used.contains(&story.slug)) {
            let finding = EditionFault::StoryUnused { slug: story.slug.to_string() };
            found.push(Diagnostic::of(finding).at(story.slug_span));
        }
    }
}

/// What a story says of itself that an editor must know before it is printed.
fn carried(book: &EditionBook<'_>, found: &mut Sink) {
    let mut told: BTreeSet<(usize, Slug)> = BTreeSet::new();
    for page in &book.pages {
        let date = page.open.spec.page.imprint.date;
        for slug in slugs(&page.open.spec.page) {
            let Some(story) = book.story(page, &slug) else { continue };
            if !told.insert((page.folders.first().copied().unwrap_or(0), slug.clone())) {
                continue;
            }
            let slug = slug.to_string();
            if let (Some(embargo), Some(date)) = (&story.embargo, date)
                && embargo.until.date() > date
            {
                let (until, date) = (embargo.written.clone(), date.to_string());
                let finding = EditionFault::Embargo { slug: slug.clone(), until, date: Some(date) };
                found.push(Diagnostic::of(finding).at(embargo.span));
            }
            if let Some(correction) = &story.correction {
                let quoted = correction.words.clone();
                let finding = EditionFault::Corrected { slug, quoted };
                found.push(Diagnostic::of(finding).at(correction.span));
            }
        }
    }
}
