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
mod refs;
mod sheet;
mod spots;
mod structure;
mod subset;
mod text;
mod threads;
mod used;
mod vectors;

use std::cmp::Reverse;

use pdf_writer::{Chunk, Pdf, Ref, Settings};
use rayon::prelude::*;

pub use error::PdfError;
use subset::Making;
pub use subset::{KnownSubsets, Subsets};

use crate::font::FontLibrary;
use crate::page::reading::ReadingOrder;
use crate::page::{Document, Page, Standard};
use crate::press::{PressPicture, PressPictures};
use marks::PrinterMark;
use outline::Bookmark;
use refs::{FaceRefs, PictureRefs, Refs};
use sheet::PdfSheet;
use structure::Contents;
use threads::ArticleThread;
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
    export_with(document, fonts, pictures, &Subsets::default())
}

/// The same with subsets of faces that were begun while the pages were set.
///
/// # Errors
/// As [`export`].
pub fn export_with(
    document: &Document,
    fonts: &FontLibrary,
    pictures: &PressPictures,
    subsets: &Subsets,
) -> Result<Vec<u8>, PdfError> {
    // Pages that share a sheet are one page of the file.
    let document = &*document.printed();
    if document.pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    let book = Book::plan(document, fonts, subsets, pictures);
    let parts = book.write_parts(fonts, pictures)?;
    let ways = book.write_ways(&parts.contents);
    // One file, in a fixed order.
    let chunks: Vec<&Chunk> = parts.chunks.iter().chain(&ways).collect();
    let mut pdf = Pdf::with_settings(settings());
    match document.output.standard {
        Standard::PdfX4 => pdf.set_version(1, 6),
        Standard::PdfX1a => pdf.set_version(1, 4),
    }
    catalog::write(&mut pdf, document, &book.refs);
    metadata::write(&mut pdf, document, &book.refs, &chunks);
    for chunk in chunks {
        pdf.extend(chunk);
    }
    metadata::set_file_id(&mut pdf);
    Ok(pdf.finish())
}

/// All that is known of a file before any of it is written.
struct Book<'a> {
    document: &'a Document,
    leaves: Vec<PageLeaf<'a>>,
    used: Used,
    ways: Ways,
    refs: Refs,
}

/// What leads a reader through the pages.
struct Ways {
    tags: Option<ReadingOrder>,
    bookmarks: Vec<Bookmark>,
    threads: Vec<ArticleThread>,
}

/// The parts of a file that take time to write, in their order.
struct FileParts {
    chunks: Vec<Chunk>,
    /// The marked contents of each page.
    contents: Vec<Contents>,
}

impl<'a> Book<'a> {
    fn plan(
        document: &'a Document,
        fonts: &FontLibrary,
        subsets: &Subsets,
        pictures: &PressPictures,
    ) -> Self {
        // 1. Each page with its sheet and the marks outside it.
        let leaves: Vec<PageLeaf> =
            document.pages.iter().map(|page| PageLeaf::new(document, page, fonts)).collect();
        // 2. Which glyphs of which faces, pictures and spot inks are on them.
        let used = Used::collect(&leaves, fonts, subsets);
        // 3. What is to be read in which order, and how a reader finds it.
        let ways = Ways {
            tags: structure::plan(document),
            bookmarks: outline::collect(&leaves, &document.lang),
            threads: threads::collect(&leaves),
        };
        // 4. A number for every object, so that the parts can refer to each
        //    other before they are written.
        let refs = Refs::assign(leaves.len(), &used, pictures, &ways);
        Self { document, leaves, used, ways, refs }
    }

    /// Faces, pictures, the profile and the pages, each on its own: they take
    /// nearly all the time and share nothing.
    fn write_parts(
        &self,
        fonts: &FontLibrary,
        pictures: &PressPictures,
    ) -> Result<FileParts, PdfError> {
        let Self { used, refs, .. } = self;
        let faces = || {
            // Subsets that were begun ahead may still be in the making: they are taken
            // last.
            let size = |face: &UsedFace| match face.subset.making {
                Making::Ahead => 0,
                Making::Now => face.glyphs.len(),
            };
            write_each(&used.faces, size, |at, face| fonts::write(face, &refs.faces[at], fonts))
        };
        let images = || {
            let size = |picture: &PressPicture| picture.data.len();
            write_each(pictures.list(), size, |at, picture| {
                Ok(pictures::write(picture, &refs.pictures[at]))
            })
        };
        let profile = || intent::write_profile(&self.document.output.condition, refs.profile);
        let forms = || -> Vec<Chunk> {
            let forms = pictures.vectors().par_iter().zip(&refs.vectors);
            forms.map(|(vectors, own)| vectors::write(vectors, *own, refs)).collect()
        };
        let ((faces, (images, forms)), (profile, (pages, contents))) = rayon::join(
            || rayon::join(faces, || rayon::join(images, forms)),
            || rayon::join(profile, || pages::write_all(self, pictures)),
        );
        let spots = spots::write(used, &refs.spots, refs.all_plates);
        let chunks = [pages, spots].into_iter().chain(faces?).chain(images?).chain(forms);
        let chunks = chunks.chain([profile]);
        Ok(FileParts { chunks: chunks.collect(), contents })
    }

    /// What leads through the pages.
    fn write_ways(&self, contents: &[Contents]) -> Vec<Chunk> {
        let Self { leaves, refs, .. } = self;
        let objects: Vec<Ref> = refs.pages.iter().map(|own| own.page).collect();
        let mut ways = vec![
            outline::write(&self.ways.bookmarks, &refs.outline, leaves, &objects),
            threads::write(&self.ways.threads, &refs.threads, leaves, &objects),
        ];
        if let (Some(tags), Some(own)) = (&self.ways.tags, &refs.structure) {
            let pages = objects.iter().zip(leaves).zip(contents);
            let written = pages.map(|((object, leaf), contents)| structure::WrittenPage {
                object: *object,
                sheet: leaf.sheet,
                contents,
            });
            ways.push(structure::write(tags, own, &written.collect::<Vec<_>>()));
        }
        ways
    }
}

/// A page of the file: what stands on it, and where.
struct PageLeaf<'a> {
    page: &'a Page,
    sheet: PdfSheet,
    /// What stands outside the bleed.
    marks: Vec<PrinterMark>,
}

impl<'a> PageLeaf<'a> {
    fn new(document: &Document, page: &'a Page, fonts: &FontLibrary) -> Self {
        let sheet = PdfSheet::of(page);
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
