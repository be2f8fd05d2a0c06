//! From the page's coordinates to the sheet's: the only place where lengths
//! become numbers of points and where y is turned upwards.

use pdf_writer::Rect as PdfRect;

use super::operators::Decimal;
use crate::geom::{Abs, Insets, Point, Rect, Size};
use crate::page::{Page, slug_insets};

/// Thousandths of a point: finer than any imagesetter, and exact in decimals.
const STEP: i64 = 254;

/// A length in points, rounded to a thousandth.
pub(super) fn pt(length: Abs) -> f32 {
    (thousandths(length) as f64 / 1000.0) as f32
}

/// A length in points as content streams have it, rounded to a thousandth.
pub(super) fn points(length: Abs) -> Decimal {
    Decimal::thousandths(thousandths(length))
}

/// The length that a reader of the file will see for `length`.
pub(super) fn as_written(length: Abs) -> Abs {
    Abs::from_units(thousandths(length) * STEP)
}

fn thousandths(length: Abs) -> i64 {
    length.scale(1, STEP).units()
}

/// The sheet that a page is printed on: trim, bleed and room for marks.
#[derive(Clone, Copy)]
pub(super) struct PdfSheet {
    trim: Size,
    bleed: Abs,
    slug: Insets,
}

impl PdfSheet {
    pub(super) fn of(page: &Page) -> Self {
        Self { trim: page.trim, bleed: page.bleed, slug: slug_insets(page.marks) }
    }

    /// The trimmed page, in the page's coordinates.
    pub(super) fn trim(&self) -> Rect {
        Rect::at(Point::default(), self.trim)
    }

    /// The trimmed page with its bleed.
    pub(super) fn bleed(&self) -> Rect {
        self.trim().grown(self.bleed)
    }

    /// Everything.
    pub(super) fn media(&self) -> Rect {
        let bleed = self.bleed();
        Rect {
            left: bleed.left - self.slug.left,
            top: bleed.top - self.slug.top,
            right: bleed.right + self.slug.right,
            bottom: bleed.bottom + self.slug.bottom,
        }
    }

    pub(super) fn x(&self, x: Abs) -> f32 {
        pt(x - self.media().left)
    }

    pub(super) fn y(&self, y: Abs) -> f32 {
        pt(self.media().bottom - y)
    }

    /// How far from the left of the sheet.
    pub(super) fn across(&self, x: Abs) -> Decimal {
        points(x - self.media().left)
    }

    /// How far from the foot of the sheet.
    pub(super) fn up(&self, y: Abs) -> Decimal {
        points(self.media().bottom - y)
    }

    /// A rectangle by its lower left and upper right corners, as the page
    /// boxes want it.
    pub(super) fn corners(&self, rect: Rect) -> PdfRect {
        PdfRect::new(self.x(rect.left), self.y(rect.bottom), self.x(rect.right), self.y(rect.top))
    }
}
