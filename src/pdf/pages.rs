//! The page objects: boxes, resources and content streams.

use std::collections::BTreeSet;

use pdf_writer::types::OverprintMode;
use pdf_writer::writers::{Page as PageObject, Resources};
use pdf_writer::{Chunk, Filter, Finish, Name};
use rayon::prelude::*;

use super::structure::Contents;
use super::used::FontEncoding;
use super::{Book, PageLeaf, content, spots, threads};
use crate::deflate::deflate;
use crate::page::{Page, Standard};
use crate::press::{PressPictures, PressPlace, PressVectors};

/// Names of the graphics states in a page's resources.
pub(super) const KNOCKOUT: Name<'static> = Name(b"Kn");
pub(super) const OVERPRINT: Name<'static> = Name(b"Op");
pub(super) const INITIAL: Name<'static> = Name(b"In");

/// The name of a face in a page's resources.
pub(super) fn face_name(at: usize, encoding: FontEncoding) -> String {
    match encoding {
        FontEncoding::Horizontal => format!("F{at}"),
        FontEncoding::Vertical => format!("V{at}"),
    }
}

/// The name of a picture in a page's resources.
pub(super) fn picture_name(at: usize) -> String {
    format!("P{at}")
}

/// The name of a picture made of shapes in a page's resources.
pub(super) fn vectors_name(at: usize) -> String {
    format!("A{at}")
}

/// The page tree, the pages, and the graphics states that they share; for each
/// page its marked contents.
pub(super) fn write_all(book: &Book, pictures: &PressPictures) -> (Chunk, Vec<Contents>) {
    let refs = &book.refs;
    let mut chunk = Chunk::with_settings(super::settings());
    chunk
        .pages(refs.page_tree)
        .kids(refs.pages.iter().map(|page| page.page))
        .count(i32::try_from(refs.pages.len()).unwrap_or(i32::MAX));
    // With OPM 1 an ink of zero leaves the plate below alone; black type over
    // a tint then stays one plate of type (PDF 32000-1, 8.6.7).
    for (id, overprint) in [(refs.knockout, false), (refs.overprint, true)] {
        chunk
            .ext_graphics(id)
            .overprint(overprint)
            .overprint_fill(overprint)
            .overprint_mode(OverprintMode::IgnoreZeroChannel);
    }
    if !pictures.vectors().is_empty() {
        // The part of the initial graphics state of a page that no operator can set.
        chunk
            .ext_graphics(refs.initial)
            .overprint(false)
            .overprint_fill(false)
            .overprint_mode(OverprintMode::OverrideAllColorants);
    }
    let pages: Vec<(Chunk, Contents)> =
        (0..book.leaves.len()).into_par_iter().map(|at| write_page(book, at, pictures)).collect();
    for (page, _) in &pages {
        chunk.extend(page);
    }
    (chunk, pages.into_iter().map(|(_, contents)| contents).collect())
}

/// The pictures of one page.
#[derive(Clone, Copy)]
pub(super) struct PagePictures<'a> {
    /// Which page, from 0.
    page: usize,
    all: &'a PressPictures,
}

impl<'a> PagePictures<'a> {
    /// What stands as an item of the page.
    pub(super) fn at(self, item: usize) -> Option<PressPlace> {
        self.all.at(self.page, item)
    }

    /// Which vectors stand as an item of the page.
    pub(super) fn vectors_at(self, item: usize) -> Option<usize> {
        self.all.vectors_at(self.page, item)
    }

    /// The vectors of a place that [`Self::vectors_at`] gave.
    pub(super) fn vectors(self, at: usize) -> &'a PressVectors {
        &self.all.vectors()[at]
    }

    /// Every picture on the page, each once.
    fn shown_on(self, page: &Page) -> ShownPictures {
        let items = 0..page.items.len();
        ShownPictures {
            pixels: items.clone().filter_map(|item| Some(self.at(item)?.picture)).collect(),
            vectors: items.filter_map(|item| self.vectors_at(item)).collect(),
        }
    }
}

/// The pictures that a page shows, by their places among those of the file.
struct ShownPictures {
    /// Those of pixels.
    pixels: BTreeSet<usize>,
    /// Those made of shapes.
    vectors: BTreeSet<usize>,
}

fn write_page(book: &Book, at: usize, pictures: &PressPictures) -> (Chunk, Contents) {
    let pictures = PagePictures { page: at, all: pictures };
    let mut chunk = Chunk::with_settings(super::settings());
    let (leaf, own) = (&book.leaves[at], &book.refs.pages[at]);
    let sheet = leaf.sheet;
    let shown = pictures.shown_on(leaf.page);
    let is_see_through = shown.pixels.iter().any(|at| pictures.all.list()[*at].mask.is_some())
        || shown.vectors.iter().any(|at| pictures.vectors(*at).is_see_through);
    let mut object = chunk.page(own.page);
    object
        .parent(book.refs.page_tree)
        .media_box(sheet.corners(sheet.media()))
        .bleed_box(sheet.corners(sheet.bleed()))
        .trim_box(sheet.corners(sheet.trim()))
        .contents(own.content);
    match book.document.output.standard {
        Standard::PdfX4 => {
            if is_see_through {
                // Soft masks blend in the inks of the press, not in a screen's
                // colors.
                object.group().transparency().color_space().device_cmyk();
            }
        }
        // ISO 15930-4, 6.16: no transparency groups at all.
        Standard::PdfX1a => {}
    }
    let beads = threads::beads_on(at, &book.ways.threads, &book.refs.threads);
    if !beads.is_empty() {
        object.insert(Name(b"B")).array().items(beads);
    }
    if book.ways.tags.is_some() {
        object.struct_parents(i32::try_from(at).unwrap_or(i32::MAX));
    }
    write_resources(&mut object, leaf, book, &shown);
    object.finish();

    let tags = book.ways.tags.as_ref().and_then(|tags| tags.pages.get(at));
    let (operators, contents) = content::write(leaf, tags, &book.used, pictures);
    chunk.stream(own.content, &deflate(&operators)).filter(Filter::FlateDecode);
    (chunk, contents)
}

/// Only what this page uses, so that pages can be taken out of the file one by
/// one.
fn write_resources(
    object: &mut PageObject<'_>,
    leaf: &PageLeaf,
    book: &Book,
    pictures: &ShownPictures,
) {
    let Book { used, refs, .. } = book;
    let mut resources = object.resources();
    let mut states = resources.ext_g_states();
    states.pair(KNOCKOUT, refs.knockout).pair(OVERPRINT, refs.overprint);
    if !pictures.vectors.is_empty() {
        states.pair(INITIAL, refs.initial);
    }
    states.finish();
    write_spaces(&mut resources, leaf, book);
    let shown: BTreeSet<(usize, FontEncoding)> = leaf
        .runs()
        .filter_map(|(line, run)| Some((used.face(run.face)?, FontEncoding::of(line, run))))
        .flat_map(|(face, encoding)| face.places().map(move |at| (at, encoding)))
        .collect();
    let mut dict = resources.fonts();
    for (at, encoding) in shown {
        if let Some((_, font)) = refs.faces[at].fonts.iter().find(|(own, _)| *own == encoding) {
            dict.pair(Name(face_name(at, encoding).as_bytes()), *font);
        }
    }
    dict.finish();
    let mut dict = resources.x_objects();
    for at in &pictures.pixels {
        dict.pair(Name(picture_name(*at).as_bytes()), refs.pictures[*at].image);
    }
    for at in &pictures.vectors {
        dict.pair(Name(vectors_name(*at).as_bytes()), refs.vectors[*at]);
    }
}

/// The color spaces of the inks beside the four of the process.
fn write_spaces(resources: &mut Resources<'_>, leaf: &PageLeaf, book: &Book) {
    let Book { used, refs, .. } = book;
    let inks: BTreeSet<usize> = leaf.spots().filter_map(|ink| used.spot(&ink.name)).collect();
    if inks.is_empty() && !leaf.has_register_marks() {
        return;
    }
    let mut dict = resources.color_spaces();
    for at in inks {
        dict.pair(Name(spots::name(at).as_bytes()), refs.spots[at]);
    }
    if leaf.has_register_marks() {
        dict.pair(spots::ALL, refs.all_plates);
    }
}
