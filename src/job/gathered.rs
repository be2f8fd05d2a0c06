//! What pages are made of, gathered from the files that their specs name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::material::{CopyDesk, PageStories, StoryFolders, tables};
use super::{JobRun, OpenSpec, Outcome, slugs};
use crate::font::FontLibrary;
use crate::layout::{BookPage, Lent, Resources, ThreadPlan};
use crate::page::ElementId;
use crate::picture::{PictureId, Pictures};
use crate::story::{Slug, Table};

/// Stories, advertisements and tables of each page.
pub(super) struct PageCopy {
    /// None where there is no folder with stories, which has been told.
    pub(super) copy: Vec<Option<PageStories>>,
    ads: Vec<BTreeMap<ElementId, PictureId>>,
    tables: Vec<BTreeMap<PathBuf, Table>>,
}

/// Faces and pictures, and what is known from pages before.
#[derive(Clone, Copy)]
pub(super) struct Shared<'g> {
    pub(super) fonts: &'g FontLibrary,
    pub(super) pictures: &'g Pictures,
    pub(super) lent: Lent<'g>,
}

/// Reads what some specs name; of those after the first `own` only stories that come
/// from them or go on on them.
pub(super) fn gather(
    run: JobRun,
    specs: &[OpenSpec],
    own: usize,
    plans: &[ThreadPlan],
    folders: &mut StoryFolders,
    outcome: &mut Outcome,
) -> PageCopy {
    let known = run.known;
    let of_page = |(at, open): (usize, &OpenSpec)| match at < own {
        true => slugs(&open.spec.page),
        false => plans.iter().map(|plan| plan.slug.clone()).collect(),
    };
    let wanted: Vec<Vec<Slug>> = specs.iter().enumerate().map(of_page).collect();
    let with_stories = specs.iter().zip(&wanted).filter(|(_, wanted)| !wanted.is_empty());
    folders.read(with_stories.map(|(open, _)| open), &known.stories);
    let mut desk = CopyDesk::new(known, folders);
    let copy = specs.iter().zip(&wanted).map(|(open, wanted)| {
        judged(open, outcome, |outcome| desk.material(open, wanted, outcome))
    });
    let copy = copy.collect();
    let ads = specs.iter().map(|open| judged(open, outcome, |outcome| desk.ads(open, outcome)));
    let ads = ads.collect();
    PageCopy { copy, ads, tables: specs.iter().map(|open| tables(open, outcome)).collect() }
}

/// What comes of a part of a page's run; what is found is judged as the page's spec says.
fn judged<T>(open: &OpenSpec, outcome: &mut Outcome, run: impl FnOnce(&mut Outcome) -> T) -> T {
    let before = std::mem::take(&mut outcome.sink);
    let value = run(outcome);
    let mut found = std::mem::replace(&mut outcome.sink, before);
    found.rejudge(|finding| open.spec.page.checks.judge(finding));
    outcome.sink.append(found);
    value
}

impl PageCopy {
    /// The pages with what they draw on.
    pub(super) fn book<'g>(
        &'g self,
        specs: &'g [OpenSpec],
        shared: Shared<'g>,
    ) -> Vec<BookPage<'g>> {
        let Shared { fonts, pictures, lent } = shared;
        let made_of = self.copy.iter().zip(self.tables.iter().zip(&self.ads));
        specs
            .iter()
            .zip(made_of)
            .map(|(open, (material, (tables, ads)))| {
                let stories = material.as_ref().map_or(&[][..], |stories| &stories.material);
                let resources = Resources { stories, fonts, pictures, tables, ads, lent };
                BookPage { spec: &open.spec.page, resources }
            })
            .collect()
    }
}
