//! Two states of pages beside each other.

use super::change::{PageChange, WhatChanged};
use super::content::{ComparedPage, in_mm};
use super::{other, pictures, stories};
use crate::geom::{Abs, Rect};

/// What changed from the old pages to the new ones, page by page.
///
/// Pages belong together that have one name; where both states have one page, these do.
#[must_use]
pub fn changes(old: &[ComparedPage], new: &[ComparedPage]) -> Vec<PageChange> {
    if let ([old], [new]) = (old, new) {
        return page_changes(old, new);
    }
    let mut changes = Vec::new();
    let mut rest: Vec<&ComparedPage> = old.iter().collect();
    for page in new {
        match rest.iter().position(|it| it.label == page.label) {
            Some(at) => changes.extend(page_changes(rest.remove(at), page)),
            None => changes.push(whole_page(page, WhatChanged::PageCame)),
        }
    }
    changes.extend(rest.into_iter().map(|page| whole_page(page, WhatChanged::PageWent)));
    changes
}

fn whole_page(page: &ComparedPage, kind: WhatChanged) -> PageChange {
    PageChange { page: page.label.clone(), kind, areas_mm: Vec::new() }
}

fn page_changes(old: &ComparedPage, new: &ComparedPage) -> Vec<PageChange> {
    let mut found = Found { page: &new.label, changes: Vec::new() };
    if old.sheet != new.sheet {
        let (was, now) = (old.sheet.clone(), new.sheet.clone());
        found.add(WhatChanged::Sheet { was, now }, &[]);
    }
    if let (Some(was), Some(now)) = (&old.grid, &new.grid)
        && was != now
    {
        let (was, now) = (was.clone(), now.clone());
        found.add(WhatChanged::Grid { was, now }, &[]);
    }
    if old.inks != new.inks {
        let without = |inks: &[String], other: &[String]| {
            inks.iter().filter(|ink| !other.contains(ink)).cloned().collect()
        };
        let (gone, new) = (without(&old.inks, &new.inks), without(&new.inks, &old.inks));
        found.add(WhatChanged::Inks { gone, new }, &[]);
    }
    stories::compare(old, new, &mut found);
    pictures::compare(old, new, &mut found);
    shapes(old, new, &mut found);
    findings(old, new, &mut found);
    if found.changes.is_empty()
        && let Some((was, now)) = other::first_difference(old, new)
    {
        found.add(WhatChanged::Other { was, now }, &[]);
    }
    found.changes
}

/// What was found on a page.
pub(super) struct Found<'p> {
    page: &'p str,
    changes: Vec<PageChange>,
}

impl Found<'_> {
    pub(super) fn add(&mut self, kind: WhatChanged, areas: &[Rect]) {
        let areas_mm = areas.iter().map(|area| {
            let mm = |length: Abs| (length.to_mm() * 100.0).round() / 100.0;
            [mm(area.left), mm(area.top), mm(area.right), mm(area.bottom)]
        });
        self.changes.push(PageChange {
            page: self.page.to_owned(),
            kind,
            areas_mm: areas_mm.collect(),
        });
    }
}

/// Rules, tints and frames: each that one state has and the other has not.
fn shapes(old: &ComparedPage, new: &ComparedPage, found: &mut Found) {
    let without = |shapes: &[String], others: &[String]| {
        let mut rest: Vec<&String> = others.iter().collect();
        let missing = shapes.iter().filter(|shape| {
            let at = rest.iter().position(|it| it == shape);
            at.map(|at| rest.swap_remove(at)).is_none()
        });
        missing.count()
    };
    let (gone, new) = (without(&old.shapes, &new.shapes), without(&new.shapes, &old.shapes));
    if gone + new > 0 {
        found.add(WhatChanged::Shapes { gone, new }, &[]);
    }
}

/// What is found now and was not, and the other way round.
fn findings(old: &ComparedPage, new: &ComparedPage, found: &mut Found) {
    let (mut gone, mut came) = (old.findings.clone(), Vec::new());
    for finding in &new.findings {
        match gone.iter().position(|it| it == finding) {
            Some(at) => {
                gone.remove(at);
            }
            None => came.push(finding.clone()),
        }
    }
    gone.into_iter().for_each(|finding| found.add(WhatChanged::FindingWent { finding }, &[]));
    came.into_iter().for_each(|finding| found.add(WhatChanged::FindingCame { finding }, &[]));
}

/// Where something was and is, as an editor reads it.
pub(super) fn was_and_now(old: Rect, new: Rect) -> [String; 2] {
    [in_mm(old), in_mm(new)]
}
