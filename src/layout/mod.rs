//! Layout: binds stories to their places on the page and flows them through
//! columns on one baseline grid.
//!
//! [`compose`] goes through the elements of the page in reading order: heads
//! take whole lines of the grid, pictures take theirs, what is left are line
//! slots, and the text is poured through these. Everything that comes out is
//! final; backends never see this module.

mod ad;
mod along;
mod barcode;
mod beside;
mod bind;
mod canvas;
mod compose;
mod findings;
mod flow;
mod furniture;
mod galley;
mod head;
mod initial;
mod level;
mod ornament;
mod picture;
mod rules;
mod section;
mod slots;
mod story;

use std::collections::BTreeMap;

use crate::diag::Sink;
use crate::font::FontLibrary;
use crate::page::{ElementId, Page};
use crate::picture::{PictureId, Pictures};
use crate::spec::page::PageSpec;
use crate::story::{Slug, Story};

/// A story with its pictures opened.
#[derive(Debug, Clone)]
pub struct Material {
    /// The story.
    pub story: Story,
    /// For each of its pictures, the opened file; none if it cannot be used,
    /// which has been reported.
    pub pictures: Vec<Option<PictureId>>,
}

/// What layout draws on.
#[derive(Clone, Copy)]
pub struct Resources<'a> {
    /// The stories that the page may name.
    pub stories: &'a [Material],
    /// The faces.
    pub fonts: &'a FontLibrary,
    /// The pictures behind the ids in `stories` and `ads`.
    pub pictures: &'a Pictures,
    /// The opened file of each advertisement; none if it cannot be used, which
    /// has been reported.
    pub ads: &'a BTreeMap<ElementId, PictureId>,
}

impl<'a> Resources<'a> {
    fn story(&self, slug: &Slug) -> Option<&'a Material> {
        self.stories.iter().find(|material| material.story.slug == *slug)
    }
}

/// Sets a page. Whatever does not fit or cannot be set is reported to `sink`;
/// the page comes out all the same, as far as it goes.
#[must_use]
pub fn compose(spec: &PageSpec, resources: Resources, sink: &mut Sink) -> Page {
    let mut composer = compose::Composer::new(spec, resources, sink);
    for (at, element) in (0..).zip(&spec.elements) {
        composer.place(element, ElementId(at));
    }
    composer.finish()
}
