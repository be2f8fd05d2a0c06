//! An opened PDF, and the pages in it.

use std::borrow::Cow;
use std::fmt;

use hayro::hayro_syntax::object::{Array, Dict, Rect as PdfRect, Stream};
use hayro::hayro_syntax::page::{Page, Rotation};
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::Rect;

use super::device::Device;
use super::error::ReadError;
use super::interpret::ReaderFonts;
use super::layers::Layers;
use super::unprinted::Unprinted;
use super::{decode, guard, interpret};

/// Pages in a file: a year of a daily paper has some ten thousand.
const MOST_PAGES: usize = 20_000;
/// Sides of a page in points (PDF 32000-1, annex C, and `UserUnit`).
const MOST_SIDE: f64 = 1_000_000.0;

/// A PDF that was opened within limits.
pub struct File {
    pdf: Pdf,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "File({} pages)", self.pages())
    }
}

/// How a page lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageView {
    /// The sheet, in page space.
    pub media: Rect,
    /// The page after cutting; the sheet if the page does not say.
    pub trim: Rect,
    /// By how much it is to be turned clockwise: 0, 90, 180 or 270 degrees.
    pub turn: u16,
    /// Points of 1/72 inch in a unit of page space.
    pub unit: f64,
}

/// Opens a PDF.
///
/// # Errors
/// If it is no PDF, locked, damaged beyond repair, or larger than any real
/// file in what it would become.
pub fn open(bytes: impl Into<Vec<u8>>) -> Result<File, ReadError> {
    let bytes: Vec<u8> = bytes.into();
    guard::check(&bytes)?;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::Damaged,
    })?;
    match pdf.pages().len() {
        0 if says_no_pages(&pdf) => Err(ReadError::NoPages),
        0 => Err(ReadError::Damaged),
        count if count > MOST_PAGES => Err(ReadError::TooMuch),
        _ => Ok(File { pdf }),
    }
}

/// Whether the tree of pages is there and empty, so that nothing is lost.
fn says_no_pages(pdf: &Pdf) -> bool {
    let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id());
    let tree = catalog.and_then(|catalog| catalog.get::<Dict>("Pages"));
    let kids = tree.and_then(|tree| tree.get::<Array>("Kids"));
    kids.is_some_and(|kids| kids.raw_iter().next().is_none())
}

impl File {
    /// The file as its syntax has it. Streams are to be decoded by
    /// [`File::decode`] only.
    #[must_use]
    pub fn pdf(&self) -> &Pdf {
        &self.pdf
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The catalog.
    #[must_use]
    pub fn catalog(&self) -> Option<Dict<'_>> {
        self.pdf.xref().get(self.pdf.xref().root_id())
    }

    /// A page by its number, from 0.
    ///
    /// # Errors
    /// If there is no such page.
    pub fn page(&self, page: usize) -> Result<&Page<'_>, ReadError> {
        let pages = self.pages();
        self.pdf
            .pages()
            .get(page)
            .ok_or(ReadError::NoSuchPage { page: page.saturating_add(1), pages })
    }

    /// How a page lies.
    ///
    /// # Errors
    /// If there is no such page, or it has no usable size.
    pub fn view(&self, page: usize) -> Result<PageView, ReadError> {
        let page = self.page(page)?;
        let PdfRect { x0, y0, x1, y1 } = page.media_box();
        let media = Rect::new(x0, y0, x1, y1).abs();
        let turn = match page.rotation() {
            Rotation::None => 0,
            Rotation::Horizontal => 90,
            Rotation::Flipped => 180,
            Rotation::FlippedHorizontal => 270,
        };
        let unit = page.raw().get::<f64>("UserUnit").filter(|unit| (0.01..=1000.0).contains(unit));
        let unit = unit.unwrap_or(1.0);
        let is_usable = |side: f64| side.is_finite() && side > 0.0 && side * unit <= MOST_SIDE;
        let is_near = media.x0.abs() < 1e9 && media.y0.abs() < 1e9;
        if !is_usable(media.width()) || !is_usable(media.height()) || !is_near {
            return Err(ReadError::BadPageSize);
        }
        // Neither box is inherited (PDF 32000-1, table 30).
        let own = |key: &str| page.raw().get::<PdfRect>(key);
        let trim = own("TrimBox").or_else(|| own("ArtBox")).map_or(media, |found| {
            let PdfRect { x0, y0, x1, y1 } = found;
            Rect::new(x0, y0, x1, y1).abs().intersect(media)
        });
        Ok(PageView { media, trim, turn, unit })
    }

    /// Hands every mark of a page to a device.
    ///
    /// # Errors
    /// If there is no such page, or it has more content than any real page.
    pub fn walk(&self, page: usize, device: &mut dyn Device) -> Result<(), ReadError> {
        self.walk_with(page, device, &mut ReaderFonts::default())
    }

    /// The same with fonts that may be known from before.
    ///
    /// # Errors
    /// As [`File::walk`].
    pub fn walk_with<'p>(
        &'p self,
        page: usize,
        device: &mut dyn Device,
        known: &mut ReaderFonts<'p>,
    ) -> Result<(), ReadError> {
        interpret::page(self, page, device, known)
    }

    /// What of a page would not print. Its pictures are unpacked for that.
    ///
    /// # Errors
    /// As [`File::walk`].
    pub fn unprinted(&self, page: usize) -> Result<Unprinted, ReadError> {
        let mut unprinted = Unprinted::default();
        self.walk(page, &mut unprinted)?;
        Ok(unprinted)
    }

    /// Whether any layer of the file is not printed, on whatever page.
    #[must_use]
    pub fn has_hidden_layers(&self) -> bool {
        Layers::read(self).hides()
    }

    /// Whether what belongs to a layer by the `/OC` of its dictionary is printed
    /// (PDF 32000-1, 8.11.3.3).
    #[must_use]
    pub fn prints<'p>(&'p self, dict: &Dict<'p>) -> bool {
        Layers::read(self).shows(dict, b"OC")
    }

    /// A page's content streams in one, decoded; damaged ones are left out.
    ///
    /// # Errors
    /// If there is no such page, or its content would fill the memory.
    pub fn content(&self, page: usize) -> Result<Vec<u8>, ReadError> {
        interpret::content(self.page(page)?)
    }

    /// Decodes a stream that is no image.
    ///
    /// # Errors
    /// If it is damaged, or would become more than `limit` bytes.
    pub fn decode<'a>(
        &self,
        stream: &Stream<'a>,
        limit: usize,
    ) -> Result<Cow<'a, [u8]>, ReadError> {
        decode::decoded(stream, limit)
    }
}
