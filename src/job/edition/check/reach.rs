//! What a page of an edition can have from the others: those that its stories come from and
//! go on to, and folders of a zone or version that have something for it. Whatever else is in
//! the edition may change, and the page is the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::super::order::PageOrder;
use super::super::super::{frames, jumps, placed_stories, slugs};
use super::{BookedPage, EditionBook, ReadFolder};
use crate::spec::page::JumpEnd;
use crate::story::Slug;

/// A story that is followed, on a page, by the page's place among those that are asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FollowedStory {
    page: usize,
    slug: Slug,
}

impl EditionBook<'_> {
    /// The pages that the stories of a page lead to, one after the other, in their order in
    /// the edition. All of them where its spec could not be read: then nobody knows.
    pub(in super::super) fn reached(&self, page: usize) -> Vec<PageOrder> {
        let Some(booked) = self.booked(page) else { return self.orders.to_vec() };
        let of_page = &booked.open.spec.page;
        let mut ahead: Vec<FollowedStory> = placed_stories(of_page)
            .filter(|(slug, _)| jumps(of_page, slug))
            .map(|(slug, _)| FollowedStory { page, slug: slug.clone() })
            .collect();
        let mut known: BTreeSet<FollowedStory> = BTreeSet::new();
        while let Some(story) = ahead.pop() {
            if !known.insert(story.clone()) {
                continue;
            }
            let Some(booked) = self.booked(story.page) else { continue };
            for end in ends(booked, &story.slug) {
                let others = self.pages_of(booked, end);
                ahead.extend(others.map(|page| FollowedStory { page, slug: story.slug.clone() }));
            }
        }
        let pages: BTreeSet<usize> = known.iter().map(|story| story.page).collect();
        let others = pages.into_iter().filter(|it| *it != page);
        others.filter_map(|it| self.order(it)).collect()
    }

    /// What is asked for of a page, without folders that have nothing for it: zones and
    /// versions name one for all of their pages.
    pub(in super::super) fn order(&self, page: usize) -> Option<PageOrder> {
        let mut order = self.orders.get(page)?.clone();
        order.ads = self.ads.get(page)?.clone();
        if let Some(booked) = self.booked(page) {
            let project = &booked.open.project;
            let is_idle = |name: &PathBuf| self.is_idle(booked, &project.without_detours(name));
            order.layer.instead.retain(|folder| !is_idle(&folder.value));
        }
        Some(order)
    }

    /// Whether a folder changes nothing on a page, not even what is said of it: none of its
    /// stories is on the page, it is sound, and no story is missing, for which the names of
    /// others would be told.
    fn is_idle(&self, booked: &BookedPage<'_>, name: &Path) -> bool {
        let wanted = slugs(&booked.open.spec.page);
        let folder = |name: &Path| self.folders.iter().find(|folder| folder.name == name);
        let has = |folder: &ReadFolder, slug: &Slug| {
            folder.stories.iter().any(|story| story.slug == *slug)
        };
        let (own, other) = (booked.open.folder.as_deref().and_then(folder), folder(name));
        other.is_some_and(|other| {
            other.is_sound
                && wanted
                    .iter()
                    .all(|slug| own.is_some_and(|own| has(own, slug)) && !has(other, slug))
        })
    }

    fn booked(&self, page: usize) -> Option<&BookedPage<'_>> {
        self.pages.iter().find(|booked| booked.at == page)
    }

    /// The pages that a jump may mean, as whoever follows it looks for them.
    fn pages_of(&self, from: &BookedPage<'_>, end: &JumpEnd) -> impl Iterator<Item = usize> {
        let project = &from.open.project;
        let wanted = project.without_detours(&end.spec);
        let orders = self.orders.iter().enumerate();
        orders
            .filter(move |(_, order)| project.without_detours(&order.spec) == wanted)
            .map(|(at, _)| at)
    }
}

/// Where a story of a page goes on, and where it comes from.
fn ends<'p>(booked: &'p BookedPage<'_>, slug: &Slug) -> impl Iterator<Item = &'p JumpEnd> {
    let all = booked.open.spec.page.elements.iter().flat_map(frames);
    let own = all.filter(move |frame| frame.slug == *slug);
    own.flat_map(|frame| frame.jump.on.iter().chain(&frame.jump.from))
}
