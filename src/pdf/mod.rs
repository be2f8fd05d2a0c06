//! The press file: finished pages as PDF/X-4 or PDF/X-1a.
//!
//! This backend translates the page model; it never computes a position. It
//! knows nothing of layout, specs or stories. Same pages, same bytes: nothing
//! here reads a clock, and what is worked out in parallel is put together in
//! the order of the document.

mod catalog;
mod content;
mod error;
mod fonts;
mod hash;
mod intent;
mod marks;
mod metadata;
mod outline;
mod pages;
mod paint;
mod pictures;
mod raster;
mod refs;
mod sheet;
mod spots;
mod structure;
mod text;
mod threads;
mod used;

use std::cmp::Reverse;

use pdf_writer::{Chunk, Pdf, Settings};
use rayon::prelude::*;

pub use error::PdfError;

use crate::font::FontLibrary;
use crate::page::{Document, Page, Standard};
use crate::press::{PressPicture, PressPictures};
use marks::Mark;
use refs::{FaceRefs, PictureRefs, Refs};
use sheet::Sheet;
use used::{Used, UsedFace};

/// Writes all pages of a document into one PDF file.
///
/// # Errors
/// If a picture's pixels or a face's outlines turn out to be broken, or if
/// there is no page at all.
pub fn export(
    document: &Document,
    fonts: &FontLibrary,
    pictures: &PressPictures,
) -> Result<Vec<u8>, PdfError> {
    if document.pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    // 1. Each page with its sheet and the marks outside it.
    let leaves: Vec<Leaf> =
        document.pages.iter().map(|page| Leaf::new(document, page, fonts)).collect();
    // 2. Which glyphs of which faces and which spot inks are on them.
    let used = Used::collect(&leaves, fonts);
    // 3. What is to be read in which order, and how a reader finds it.
    let tags = structure::plan(document);
    let bookmarks = outline::collect(&leaves, &document.lang);
    let threads = threads::collect(&leaves);
    // 4. A number for every object, so that the parts can refer to each other
    //    before they are written.
    let refs = Refs::assign(
        leaves.len(),
        &used,
        pictures.list().len(),
        (&bookmarks, &threads),
        tags.as_ref(),
    );
    // 5. The parts, each on its own: outlines, pixels and the profile take
    //    nearly all the time and share nothing.
    let write_faces = || {
        let size = |face: &UsedFace| face.glyphs.len();
        write_each(&used.faces, size, |at, face| fonts::write(face, &refs.faces[at], fonts))
    };
    let write_pictures = || {
        let size = |picture: &PressPicture| picture.data.len();
        write_each(pictures.list(), size, |at, picture| {
            Ok(pictures::write(picture, &refs.pictures[at]))
        })
    };
    let profile = || intent::write_profile(&document.output.condition, refs.profile);
    let standard = document.output.standard;
    let book = pages::Book {
        standard,
        leaves: &leaves,
        tags: tags.as_ref(),
        threads: &threads,
        used: &used,
        refs: &refs,
    };
    let ((faces, images), (profile, (pages, contents))) = rayon::join(
        || rayon::join(write_faces, write_pictures),
        || rayon::join(profile, || pages::write_all(&book, pictures)),
    );
    let (faces, images) = (faces?, images?);
    // 6. What leads through them.
    let objects = refs.page_objects();
    let spots = spots::write(&used, &refs.spots, refs.all_plates);
    let ways = [
        outline::write(&bookmarks, &refs.outline, &leaves, &objects),
        threads::write(&threads, &refs.threads, &leaves, &objects),
    ];
    let structure = tags.iter().zip(&refs.structure).map(|(tags, own)| {
        let written =
            objects.iter().zip(&leaves).zip(&contents).map(|((object, leaf), contents)| {
                structure::WrittenPage { object: *object, sheet: leaf.sheet, contents }
            });
        structure::write(tags, own, &written.collect::<Vec<_>>())
    });
    let structure: Vec<Chunk> = structure.collect();
    // 7. One file, in a fixed order.
    let content: Vec<&Chunk> = [&pages, &spots]
        .into_iter()
        .chain(&faces)
        .chain(&images)
        .chain([&profile])
        .chain(&ways)
        .chain(&structure)
        .collect();
    let mut pdf = Pdf::with_settings(settings());
    match standard {
        Standard::PdfX4 => pdf.set_version(1, 6),
        Standard::PdfX1a => pdf.set_version(1, 4),
    }
    catalog::write(&mut pdf, document, &refs);
    metadata::write(&mut pdf, document, &refs, &content);
    for chunk in content {
        pdf.extend(chunk);
    }
    metadata::set_file_id(&mut pdf);
    Ok(pdf.finish())
}

/// A page of the file: what stands on it, and where.
struct Leaf<'a> {
    page: &'a Page,
    sheet: Sheet,
    /// What stands outside the bleed.
    marks: Vec<Mark>,
}

impl<'a> Leaf<'a> {
    fn new(document: &Document, page: &'a Page, fonts: &FontLibrary) -> Self {
        let sheet = Sheet::of(page);
        Self { page, sheet, marks: marks::of(document, page, sheet, fonts) }
    }
}

/// Writes independent parts in parallel; the first that fails, in the order of
/// the document, is the one reported. The largest are begun first: the face of
/// the text takes longer than all others together.
fn write_each<T: Sync>(
    list: &[T],
    size: impl Fn(&T) -> usize,
    write: impl Fn(usize, &T) -> Result<Chunk, PdfError> + Sync,
) -> Result<Vec<Chunk>, PdfError> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|at| Reverse(size(&list[*at])));
    let mut chunks: Vec<_> =
        order.par_iter().with_max_len(1).map(|at| (*at, write(*at, &list[*at]))).collect();
    chunks.sort_by_key(|(at, _)| *at);
    chunks.into_iter().map(|(_, chunk)| chunk).collect()
}

/// No padding for human eyes: tools can add it, and files travel.
fn settings() -> Settings {
    Settings { pretty: false }
}
