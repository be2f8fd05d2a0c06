//! What a page is made of beside its spec: stories, faces, pictures, tables.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::lent::Lent;
use crate::font::FontLibrary;
use crate::page::ElementId;
use crate::picture::{PictureId, Pictures};
use crate::spec::page::PageSpec;
use crate::story::{Slug, Story, Table};

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
    /// The tables in files that the page may name, by their paths; those that
    /// cannot be read are not there, which has been reported.
    pub tables: &'a BTreeMap<PathBuf, Table>,
    /// The opened file of each advertisement; none if it cannot be used, which
    /// has been reported.
    pub ads: &'a BTreeMap<ElementId, PictureId>,
    /// What is known from pages before.
    pub lent: Lent<'a>,
}

/// A page of a book, with what it draws on.
#[derive(Clone, Copy)]
pub struct BookPage<'a> {
    /// The page.
    pub spec: &'a PageSpec,
    /// What it draws on.
    pub resources: Resources<'a>,
}

impl<'a> Resources<'a> {
    pub(super) fn story(&self, slug: &Slug) -> Option<&'a Material> {
        self.stories.iter().find(|material| material.story.slug == *slug)
    }
}
