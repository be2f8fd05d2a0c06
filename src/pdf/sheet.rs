//! From the page's coordinates to the sheet's: the only place where lengths
//! become numbers of points and where y is turned upwards.

use pdf_writer::Rect as PdfRect;

use super::operators::Decimal;
use crate::geom::{Abs, Insets, Point, Rect, Size};
use crate::page::{Page, PaperPlacing, slug_insets};

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
    /// How it lies on paper of a proof that it is smaller or larger than.
    placing: Option<PaperPlacing>,
}

impl PdfSheet {
    pub(super) fn of(page: &Page, placing: Option<PaperPlacing>) -> Self {
        Self { trim: page.trim, bleed: page.bleed, slug: slug_insets(page.marks), placing }
    }

    /// Paper with nothing on it that is cut.
    pub(super) fn paper(size: Size) -> Self {
        Self { trim: size, bleed: Abs::ZERO, slug: Insets::default(), placing: None }
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

    /// How far from the left of what the file has as its page.
    pub(super) fn x(&self, x: Abs) -> f32 {
        pt(self.left(x))
    }

    /// How far from its foot.
    pub(super) fn y(&self, y: Abs) -> f32 {
        pt(self.above_foot(y))
    }

    fn left(&self, x: Abs) -> Abs {
        match self.placing {
            None => x - self.media().left,
            Some(placing) => placing.at.x + placing.scaled(x),
        }
    }

    fn above_foot(&self, y: Abs) -> Abs {
        match self.placing {
            None => self.media().bottom - y,
            Some(placing) => placing.size.height - placing.at.y - placing.scaled(y),
        }
    }

    /// The whole page of the file, by its corners: the sheet, or the paper that it lies on.
    pub(super) fn page_box(&self) -> PdfRect {
        match self.placing {
            None => self.corners(self.media()),
            Some(placing) => {
                PdfRect::new(0.0, 0.0, pt(placing.size.width), pt(placing.size.height))
            }
        }
    }

    /// Takes what is drawn in points of the sheet to its place on the paper.
    pub(super) fn matrix_onto(&self, placing: PaperPlacing) -> [Decimal; 6] {
        let scale = Decimal::thousandths(i64::from(placing.percent) * 10);
        let Rect { left, bottom, .. } = self.media();
        let (x, y) = (points(self.left(left)), points(self.above_foot(bottom)));
        [scale, Decimal::ZERO, Decimal::ZERO, scale, x, y]
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
