//! The press file: finished pages as PDF/X-4 or PDF/X-1a.
//!
//! This backend translates the page model; it never computes a position. It
//! knows nothing of layout, specs or stories. Same pages, same bytes: nothing
//! here reads a clock, and what is worked out in parallel is put together in
//! the order of the document.
//!
//! A file is written page by page and holds none of them for longer than it takes: what
//! all of them share (faces, the tree of pages, what leads through them) follows at
//! its end.

mod catalog;
mod charstrings;
mod content;
mod error;
mod file;
mod fonts;
mod hash;
mod intent;
mod marks;
mod metadata;
mod objects;
mod operators;
mod outline;
mod pages;
mod paint;
mod pictures;
mod sheet;
mod spots;
mod structure;
mod subset;
mod text;
mod threads;
mod told;
mod used;
mod vectors;

use std::cmp::Reverse;
use std::io::Write;

use pdf_writer::{Ref, Settings};
use rayon::prelude::*;

pub use error::{PdfError, PressFileError};
pub use subset::{KnownSubsets, Subsets};

use crate::font::FontLibrary;
use crate::page::reading::ReadingOrder;
use crate::page::{Document, Page, ProofPaper, Structure};
use crate::press::PressPictures;
use file::{FileWriter, TrailerRefs};
use marks::PrinterMark;
use objects::Objects;
use outline::Bookmark;
use pages::WrittenPage;
use pictures::UsedPictures;
use sheet::PdfSheet;
use structure::{PageTags, StructureRefs};
use threads::ArticleThreads;
use used::{FacePart, ShownFirst, Used};

/// Writes all pages of a document into one PDF file; `pictures` has those of each page as
/// it is printed, if it has any.
///
/// # Errors
/// If a picture's pixels or a face's outlines turn out to be broken, or if
/// there is no page at all.
pub fn export(
    document: &Document,
    fonts: &FontLibrary,
    pictures: &[PressPictures],
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
    pictures: &[PressPictures],
    subsets: &Subsets,
) -> Result<Vec<u8>, PdfError> {
    // Pages that share a sheet are one page of the file.
    let document = &*document.printed();
    let no_pictures = PressPictures::default();
    let all: Vec<FilePage> = (document.pages.iter().enumerate())
        .map(|(at, page)| FilePage { page, pictures: pictures.get(at).unwrap_or(&no_pictures) })
        .collect();
    let mut bytes = Vec::new();
    match write(&mut bytes, document, fonts, &all, subsets) {
        Ok(()) => Ok(bytes),
        Err(PressFileError::Pdf(error)) => Err(error),
        // Memory takes what it is given.
        Err(PressFileError::Io(_)) => Err(PdfError::TooLarge),
    }
}

fn write(
    out: &mut (dyn Write + Send),
    document: &Document,
    fonts: &FontLibrary,
    pages: &[FilePage],
    subsets: &Subsets,
) -> Result<(), PressFileError> {
    let mut file = PressFile::begin(out, document, fonts)?;
    let (added, ()) = file.add(pages, subsets, || ());
    added?;
    file.finish()
}

/// A page as it is printed, on its way into the file.
#[derive(Clone, Copy)]
pub struct FilePage<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its pictures, in the inks of the press.
    pub pictures: &'a PressPictures,
}

/// A file that is being written.
pub struct PressFile<'w> {
    file: FileWriter<'w>,
    book: Book<'w>,
    pictures: UsedPictures,
    /// Where subsets are that were made before.
    subsets: Subsets,
    /// Of the pages that were written.
    pages: Vec<PageRefs>,
    owners: Vec<Ref>,
    top: Vec<Ref>,
    /// The level of the last heading.
    heading: u8,
    bookmarks: Vec<Bookmark>,
    threads: ArticleThreads,
}

/// What pages are written with.
struct Book<'w> {
    /// What is said of the file as a whole.
    document: &'w Document,
    fonts: &'w FontLibrary,
    shared: SharedRefs,
    used: Used,
}

/// The numbers of what a file has once.
#[derive(Clone, Copy)]
struct SharedRefs {
    catalog: Ref,
    info: Ref,
    xmp: Ref,
    page_tree: Ref,
    /// The profile of the printing condition.
    profile: Ref,
    /// Graphics states that make paint knock out or overprint.
    knockout: Ref,
    overprint: Ref,
    /// The one that a page begins with (PDF 32000-1, 8.4.1).
    initial: Ref,
    outline: Ref,
    /// The list of the article threads.
    threads: Ref,
    structure: Option<StructureRefs>,
}

/// The numbers of what each page has.
#[derive(Clone, Copy)]
struct PageRefs {
    page: Ref,
    content: Ref,
    label: Ref,
}

/// A page whose objects have their numbers.
struct PlannedPage<'a> {
    /// Its place in the file, from 0.
    number: usize,
    leaf: &'a PageLeaf<'a>,
    refs: PageRefs,
    tags: Option<PageTags>,
    /// The places on it that stories run through.
    beads: Vec<Ref>,
    pictures: PagePictures<'a>,
}

/// The pictures of a page and the numbers of their objects.
struct PagePictures<'a> {
    pressed: &'a PressPictures,
    pixels: Vec<Ref>,
    vectors: Vec<Ref>,
}

impl<'w> PressFile<'w> {
    /// Begins a file. What `document` says as a whole holds for all pages that are
    /// added; whether it has pages itself does not matter.
    ///
    /// # Errors
    /// If nothing can be written.
    pub fn begin(
        out: &'w mut (dyn Write + Send),
        document: &'w Document,
        fonts: &'w FontLibrary,
    ) -> Result<Self, PressFileError> {
        let mut file = FileWriter::begin(out, document.output.standard)?;
        let structure = match document.output.structure {
            Structure::None => None,
            Structure::Tagged => Some(StructureRefs::new(&mut file)),
        };
        let mut number = || file.number();
        let shared = SharedRefs {
            catalog: number(),
            info: number(),
            xmp: number(),
            page_tree: number(),
            profile: number(),
            knockout: number(),
            overprint: number(),
            initial: number(),
            outline: number(),
            threads: number(),
            structure,
        };
        Ok(Self {
            file,
            book: Book { document, fonts, shared, used: Used::default() },
            pictures: UsedPictures::default(),
            subsets: Subsets::default(),
            pages: Vec::new(),
            owners: Vec::new(),
            top: Vec::new(),
            heading: 0,
            bookmarks: Vec::new(),
            threads: ArticleThreads::default(),
        })
    }

    /// Adds pages, and does something else `meanwhile` on other cores. Of the first that
    /// are added it depends whether `subsets` are used that were begun before. After an
    /// error the file cannot be gone on with.
    pub fn add<T: Send>(
        &mut self,
        pages: &[FilePage],
        subsets: &Subsets,
        meanwhile: impl FnOnce() -> T + Send,
    ) -> (Result<(), PressFileError>, T) {
        let before = self.pages.len();
        let leaves: Vec<PageLeaf> = (pages.par_iter().enumerate())
            .map(|(at, page)| self.book.leaf(before + at, page.page))
            .collect();
        let planned = match self.plan(pages, &leaves, subsets) {
            Ok(planned) => planned,
            Err(error) => return (Err(error), meanwhile()),
        };
        let book = &self.book;
        let (written, done) = rayon::join(
            || -> Vec<WrittenPage> {
                planned.par_iter().map(|page| pages::write(page, book)).collect()
            },
            meanwhile,
        );
        (self.put(&written), done)
    }

    fn put(&mut self, written: &[WrittenPage]) -> Result<(), PressFileError> {
        for WrittenPage { objects, small } in written {
            self.file.write(objects)?;
            self.file.write_small(small)?;
        }
        Ok(())
    }

    /// Gives the objects of pages their numbers.
    fn plan<'a>(
        &mut self,
        pages: &[FilePage<'a>],
        leaves: &'a [PageLeaf<'a>],
        subsets: &Subsets,
    ) -> Result<Vec<PlannedPage<'a>>, PressFileError> {
        let Self { file, book, .. } = self;
        let Book { document, fonts, shared, used } = book;
        // 1. Each page by itself: what it says, and what it is the first to show.
        if self.pages.is_empty() {
            used.begin(leaves.iter().take(subset::FIRST_PAGES), fonts, subsets, file);
            self.subsets = subsets.clone();
        }
        let read: Vec<(Option<ReadingOrder>, ShownFirst)> = leaves
            .par_iter()
            .map(|leaf| {
                let reading = shared.structure.map(|_| document.reading_of(leaf.page));
                (reading, used.shown_first(leaf))
            })
            .collect();
        // 2. What the pages have in common, in their order.
        let mut planned = Vec::new();
        for ((leaf, (reading, shown)), FilePage { pictures, .. }) in
            leaves.iter().zip(read).zip(pages)
        {
            used.take(leaf, shown, fonts, file);
            let refs =
                PageRefs { page: file.number(), content: file.number(), label: file.number() };
            let tags = reading.zip(shared.structure).map(|(mut reading, shared)| {
                self.heading = reading.close_heading_gaps(self.heading);
                PageTags::new(reading, shared, file)
            });
            if let Some(tags) = &tags {
                self.owners.push(tags.owners);
                self.top.extend(tags.top());
            }
            let beads = self.threads.take(leaf, refs.page, file);
            self.bookmarks.push(outline::of(leaf, refs.page, &document.lang, file));
            let mut pixels = Vec::new();
            for picture in pictures.list() {
                pixels.push(self.pictures.pixels(picture, file)?);
            }
            let mut vectors = Vec::new();
            for picture in pictures.vectors() {
                vectors.push(self.pictures.vectors(picture, *shared, file)?);
            }
            let pictures = PagePictures { pressed: pictures, pixels, vectors };
            let number = self.pages.len();
            self.pages.push(refs);
            planned.push(PlannedPage { number, leaf, refs, tags, beads, pictures });
        }
        Ok(planned)
    }

    /// Writes what the pages share, and ends the file.
    ///
    /// # Errors
    /// If a face's outlines are broken, if there was no page, or if nothing can be
    /// written.
    pub fn finish(self) -> Result<(), PressFileError> {
        if self.pages.is_empty() {
            return Err(PdfError::NoPages.into());
        }
        let Self { mut file, book, pages, owners, top, bookmarks, threads, subsets, .. } = self;
        let Book { document, fonts, shared, used } = &book;
        let (faces, profile) = rayon::join(
            || write_faces(used, fonts, &subsets),
            || intent::write_profile(&document.output.condition, shared.profile),
        );
        for face in &faces? {
            file.write(face)?;
        }
        file.write(&profile)?;
        let objects: Vec<Ref> = pages.iter().map(|own| own.page).collect();
        let labels: Vec<Ref> = pages.iter().map(|own| own.label).collect();
        file.write(&pages::write_tree(*shared, &objects))?;
        file.write(&spots::write(used))?;
        outline::write(&bookmarks, shared.outline, &mut file)?;
        threads.write(shared.threads, &mut file)?;
        if let Some(structure) = shared.structure {
            file.write_small(&structure::write_root(structure, &top, &owners))?;
        }
        let fingerprint = file.fingerprint()?;
        file.write(&catalog::write(document, *shared, &labels, !threads.is_empty()))?;
        file.write(&metadata::write(document, *shared, fingerprint))?;
        let trailer = TrailerRefs { catalog: shared.catalog, info: shared.info };
        Ok(file.finish(&trailer)?)
    }
}

/// The objects of the faces, in parallel; the first that fails, in the order of the
/// document, is the one reported. The largest are begun first: the face of the text takes
/// longer than all others together. Subsets that were begun ahead may still be in
/// the making: they are taken last.
fn write_faces(
    used: &Used,
    fonts: &FontLibrary,
    subsets: &Subsets,
) -> Result<Vec<Objects>, PdfError> {
    let size = |part: &FacePart| if part.is_begun() { 0 } else { part.glyphs.len() };
    let mut order: Vec<usize> = (0..used.parts.len()).collect();
    order.sort_by_key(|at| Reverse(size(&used.parts[*at])));
    let mut written: Vec<_> = order
        .par_iter()
        .with_max_len(1)
        .map(|at| (*at, fonts::write(&used.parts[*at], fonts, subsets)))
        .collect();
    written.sort_by_key(|(at, _)| *at);
    written.into_iter().map(|(_, objects)| objects).collect()
}

/// A page of the file: what stands on it, and where.
struct PageLeaf<'a> {
    page: &'a Page,
    sheet: PdfSheet,
    /// What stands outside the bleed.
    marks: Vec<PrinterMark>,
    /// The paper of a proof, with what stands on it beside the sheet.
    paper: Option<&'a ProofPaper>,
}

impl<'w> Book<'w> {
    /// A page by its place in the file, from 0.
    fn leaf<'a>(&self, number: usize, page: &'a Page) -> PageLeaf<'a>
    where
        'w: 'a,
    {
        let document = self.document;
        let paper: Option<&ProofPaper> = document.papers.get(number);
        let sheet = PdfSheet::of(page, paper.map(|paper| paper.placing));
        let marks = marks::of(document, page, sheet, self.fonts);
        PageLeaf { page, sheet, marks, paper }
    }
}

/// No padding for human eyes: tools can add it, and files travel.
fn settings() -> Settings {
    Settings { pretty: false }
}
