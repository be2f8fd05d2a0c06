//! The page objects: boxes, resources and content streams.

use std::collections::BTreeSet;

use pdf_writer::types::OverprintMode;
use pdf_writer::writers::Page as PageObject;
use pdf_writer::{Chunk, Filter, Finish, Name};
use rayon::prelude::*;

use super::raster::deflate;
use super::sheet::Sheet;
use super::used::{self, Encoding, Used};
use super::{PageRefs, Refs, content};
use crate::page::{Document, Page};
use crate::press::{PressPictures, PressPlace};

/// Names of the graphics states in a page's resources.
pub(super) const KNOCKOUT: Name<'static> = Name(b"Kn");
pub(super) const OVERPRINT: Name<'static> = Name(b"Op");

/// The name of a face in a page's resources.
pub(super) fn face_name(at: usize, encoding: Encoding) -> String {
    match encoding {
        Encoding::Horizontal => format!("F{at}"),
        Encoding::Vertical => format!("V{at}"),
    }
}

/// The name of a picture in a page's resources.
pub(super) fn picture_name(at: usize) -> String {
    format!("P{at}")
}

/// The page tree, the pages, and the graphics states that they share.
pub(super) fn write_all(
    document: &Document,
    used: &Used,
    refs: &Refs,
    pictures: &PressPictures,
) -> Chunk {
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
    let pages: Vec<Chunk> = document
        .pages
        .par_iter()
        .zip(&refs.pages)
        .enumerate()
        .map(|(at, (page, own))| {
            let pictures = PagePictures { page: at, all: pictures };
            write_page(page, own, used, refs, pictures)
        })
        .collect();
    for page in &pages {
        chunk.extend(page);
    }
    chunk
}

/// The pictures of one page.
#[derive(Clone, Copy)]
pub(super) struct PagePictures<'a> {
    /// Which page, from 0.
    page: usize,
    all: &'a PressPictures,
}

impl PagePictures<'_> {
    /// What stands as an item of the page.
    pub(super) fn at(self, item: usize) -> Option<PressPlace> {
        self.all.at(self.page, item)
    }

    /// Every picture of the page, each once.
    fn of(self, page: &Page) -> BTreeSet<usize> {
        (0..page.items.len()).filter_map(|item| Some(self.at(item)?.picture)).collect()
    }
}

fn write_page(
    page: &Page,
    own: &PageRefs,
    used: &Used,
    refs: &Refs,
    pictures: PagePictures<'_>,
) -> Chunk {
    let shown = pictures.of(page);
    let mut chunk = Chunk::with_settings(super::settings());
    let sheet = Sheet::of(page);
    let mut object = chunk.page(own.page);
    object
        .parent(refs.page_tree)
        .media_box(sheet.corners(sheet.media()))
        .bleed_box(sheet.corners(sheet.bleed()))
        .trim_box(sheet.corners(sheet.trim()))
        .contents(own.content);
    if shown.iter().any(|at| pictures.all.list()[*at].mask.is_some()) {
        // Soft masks blend in the inks of the press, not in a screen's colors.
        object.group().transparency().color_space().device_cmyk();
    }
    write_resources(&mut object, page, used, refs, &shown);
    object.finish();

    let stream = deflate(&content::write(page, sheet, used, pictures));
    chunk.stream(own.content, &stream).filter(Filter::FlateDecode);
    chunk
}

/// Only what this page uses, so that pages can be taken out of the file one by
/// one.
fn write_resources(
    object: &mut PageObject<'_>,
    page: &Page,
    used: &Used,
    refs: &Refs,
    pictures: &BTreeSet<usize>,
) {
    let mut resources = object.resources();
    resources.ext_g_states().pair(KNOCKOUT, refs.knockout).pair(OVERPRINT, refs.overprint);
    let shown: BTreeSet<(usize, Encoding)> = used::runs(page)
        .filter_map(|(line, run)| Some((used.face(run.face)?.0, Encoding::of(line, run))))
        .collect();
    let mut dict = resources.fonts();
    for (at, encoding) in shown {
        if let Some((_, font)) = refs.faces[at].fonts.iter().find(|(own, _)| *own == encoding) {
            dict.pair(Name(face_name(at, encoding).as_bytes()), *font);
        }
    }
    dict.finish();
    let mut dict = resources.x_objects();
    for at in pictures {
        dict.pair(Name(picture_name(*at).as_bytes()), refs.pictures[*at].image);
    }
}
