//! The press file: finished pages as PDF 1.6.
//!
//! This backend translates the page model; it never computes a position. It
//! knows nothing of layout, specs or stories. Same pages, same bytes: nothing
//! here reads a clock, and what is worked out in parallel is put together in
//! the order of the document.

mod content;
mod error;
mod fonts;
mod hash;
mod marks;
mod metadata;
mod pages;
mod pictures;
mod raster;
mod sheet;
mod text;
mod used;

use std::cmp::Reverse;

use pdf_writer::{Chunk, Pdf, Ref, Settings};
use rayon::prelude::*;

pub use error::PdfError;

use crate::font::FontLibrary;
use crate::page::Document;
use crate::press::{PressPicture, PressPictures};
use used::{Encoding, Used, UsedFace};

/// Writes all pages of a document into one PDF file.
///
/// # Errors
/// If a face's outlines turn out to be broken, or if there is no page at all.
pub fn export(
    document: &Document,
    fonts: &FontLibrary,
    pictures: &PressPictures,
) -> Result<Vec<u8>, PdfError> {
    if document.pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    // 1. Which glyphs of which faces are on the pages.
    let used = Used::collect(document, fonts);
    // 2. A number for every object, so that the parts can refer to each other
    //    before they are written.
    let refs = Refs::assign(document, &used, pictures);
    // 3. The parts, each on its own: outlines and pixels take nearly all the
    //    time and share nothing.
    let ((faces, images), pages) = rayon::join(
        || {
            rayon::join(
                || {
                    let size = |face: &UsedFace| face.glyphs.len();
                    write_each(&used.faces, size, |at, face| {
                        fonts::write(face, &refs.faces[at], fonts)
                    })
                },
                || {
                    let size = |picture: &PressPicture| picture.data.len();
                    write_each(pictures.list(), size, |at, picture| {
                        Ok(pictures::write(picture, &refs.pictures[at]))
                    })
                },
            )
        },
        || pages::write_all(document, &used, &refs, pictures),
    );
    // 4. One file, in a fixed order.
    let mut pdf = Pdf::with_settings(settings());
    pdf.set_version(1, 6);
    metadata::write(&mut pdf, document, &refs);
    for chunk in [pages].iter().chain(&faces?).chain(&images?) {
        pdf.extend(chunk);
    }
    metadata::set_file_id(&mut pdf);
    Ok(pdf.finish())
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

/// The number of every object in the file.
struct Refs {
    catalog: Ref,
    info: Ref,
    xmp: Ref,
    page_tree: Ref,
    labels: Vec<Ref>,
    /// Graphics states that make paint knock out or overprint.
    knockout: Ref,
    overprint: Ref,
    pages: Vec<PageRefs>,
    faces: Vec<FaceRefs>,
    pictures: Vec<PictureRefs>,
}

struct PageRefs {
    page: Ref,
    content: Ref,
}

struct FaceRefs {
    /// One for each of the face's encodings, in their order.
    fonts: Vec<(Encoding, Ref)>,
    descendant: Ref,
    descriptor: Ref,
    file: Ref,
    to_unicode: Ref,
}

struct PictureRefs {
    image: Ref,
    mask: Ref,
}

impl Refs {
    fn assign(document: &Document, used: &Used, pictures: &PressPictures) -> Self {
        let mut counter = Ref::new(1);
        let mut next = || counter.bump();
        Self {
            catalog: next(),
            info: next(),
            xmp: next(),
            page_tree: next(),
            knockout: next(),
            overprint: next(),
            labels: document.pages.iter().map(|_| next()).collect(),
            pages: document
                .pages
                .iter()
                .map(|_| PageRefs { page: next(), content: next() })
                .collect(),
            faces: used
                .faces
                .iter()
                .map(|face| FaceRefs {
                    fonts: face.encodings.iter().map(|encoding| (*encoding, next())).collect(),
                    descendant: next(),
                    descriptor: next(),
                    file: next(),
                    to_unicode: next(),
                })
                .collect(),
            pictures: pictures
                .list()
                .iter()
                .map(|_| PictureRefs { image: next(), mask: next() })
                .collect(),
        }
    }
}
