//! Layout: binds stories to their places on the page and flows them through
//! columns on one baseline grid.
//!
//! [`compose()`] goes through the elements of the page in reading order: heads
//! take whole lines of the grid, pictures take theirs, what is left are line
//! slots, and the text is poured through these. Everything that comes out is
//! final; backends never see this module.

mod bind;
mod compose;
mod element;
mod flow;
mod galley;
mod grid;
mod head;
mod lent;
mod over_frame;
mod paint;
mod picture;
mod set;
mod story;
mod tell;

pub use lent::{LayoutCache, Lent};
pub use story::thread::{ThreadPlan, Threads, ThreadsAt};

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diag::Sink;
use crate::font::FontLibrary;
use crate::geom::WritingMode;
use crate::page::{ElementId, Page};
use crate::picture::{PictureId, Pictures};
use crate::spec::page::{Element, PageSpec};
use crate::story::{Slug, Story, Table};
use compose::Composer;

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
    fn story(&self, slug: &Slug) -> Option<&'a Material> {
        self.stories.iter().find(|material| material.story.slug == *slug)
    }
}

/// Sets a page, and of the stories that run over several pages what stands on
/// this one. Whatever does not fit or cannot be set is reported to `sink`; the
/// page comes out all the same, as far as it goes.
#[must_use]
pub fn compose(page: BookPage, threads: ThreadsAt, sink: &mut Sink) -> Page {
    let mut composer = Composer::new(page);
    for (at, element) in (0..).zip(&page.spec.elements) {
        let at = ElementId(at);
        composer.place(at, |composer| place(composer, element, at, threads));
    }
    composer.report_lines_over_frames();
    let (page, findings) = composer.finish();
    sink.append(findings);
    page
}

/// Places one element.
fn place(composer: &mut Composer, element: &Element, at: ElementId, threads: ThreadsAt) {
    match element {
        Element::Story(frame) => composer.place_story(frame, threads),
        Element::Section(section) => composer.place_section(section),
        Element::Picture(picture) => composer.place_lone_picture(picture),
        Element::Table(table) => composer.place_table(table),
        Element::Banner(banner) => composer.place_banner(banner),
        Element::Rule(rule) => composer.rule(rule.from, rule.to, rule.style),
        Element::Box(element) => {
            let rect = element.area.rect(&composer.canvas.grid).grown(element.dress.inset);
            composer.dress(rect, &element.dress);
        }
        Element::Ad(ad) => composer.place_ad(ad, at),
        Element::Barcode(barcode) => composer.place_barcode(barcode),
        Element::Ornament(ornament) => composer.place_ornament(ornament),
        Element::Masthead(masthead) => composer.place_masthead(masthead),
        Element::Folio(folio) => {
            let canvas = composer.canvas.over(folio.rect, WritingMode::Horizontal);
            composer.on(canvas, |composer| composer.place_folio(folio));
        }
    }
}
