//! The boxes of a page, and places seen from the trim's upper left corner.

use hayro::hayro_syntax::object::{Dict, Rect as PdfRect};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Rect;

use super::report::{At, PageSize};
use crate::diag::PageArea;

/// Millimeters in a point.
const MM: f64 = 25.4 / 72.0;

/// The boxes of a page, in page space (PDF 32000-1, 14.11.2).
#[derive(Debug, Clone, Copy)]
pub(super) struct PageFrame {
    /// The page, from 1.
    pub(super) page: usize,
    /// The sheet.
    pub(super) media: Rect,
    /// What is shown of it, if the file says.
    pub(super) crop: Option<Rect>,
    /// The finished page.
    pub(super) trim: Option<Rect>,
    /// The art box, which a file may have instead of the trim box.
    pub(super) art: Option<Rect>,
    /// Whether the file names a finished page at all, sound or not.
    pub(super) names_trim: bool,
    /// The finished page and what is cut away.
    pub(super) bleed: Option<Rect>,
    /// Points in a unit of page space.
    pub(super) unit: f64,
    /// Whether it is a knockout group: no mark sees those before it.
    pub(super) is_knockout: bool,
}

impl PageFrame {
    pub(super) fn of(page: &Page<'_>, index: usize) -> Self {
        let raw = page.raw();
        let own = |key: &str| raw.get::<PdfRect>(key).map(rect);
        let media = rect(page.media_box());
        // The parser hands over the media box where there is no crop box at
        // all, which comes to the same.
        let crop = rect(page.crop_box());
        Self {
            page: index + 1,
            media,
            crop: (crop != media).then_some(crop),
            trim: own("TrimBox"),
            art: own("ArtBox"),
            names_trim: raw.contains_key("TrimBox") || raw.contains_key("ArtBox"),
            bleed: own("BleedBox"),
            unit: raw.get::<f64>("UserUnit").filter(|unit| *unit > 0.0).unwrap_or(1.0),
            is_knockout: raw
                .get::<Dict<'_>>("Group")
                .and_then(|group| group.get::<bool>("K"))
                .unwrap_or(false),
        }
    }

    /// The finished page, or the nearest to it that the file names.
    pub(super) fn page_area(&self) -> Rect {
        self.trim.or(self.art).or(self.crop).unwrap_or(self.media)
    }

    /// What is printed: the finished page and its bleed.
    pub(super) fn printed_area(&self) -> Rect {
        self.bleed.unwrap_or_else(|| self.page_area())
    }

    /// The size of the finished page.
    pub(super) fn size(&self) -> PageSize {
        let area = self.page_area();
        let round = |side: f64| (side * MM * self.unit * 100.0).round() / 100.0;
        PageSize { width: round(area.width()), height: round(area.height()) }
    }

    /// A rectangle of page space as a place.
    pub(super) fn place(&self, rect: Rect) -> PageArea {
        let area = self.page_area();
        let scale = MM * self.unit;
        PageArea {
            x: (rect.x0 - area.x0) * scale,
            y: (area.y1 - rect.y1) * scale,
            width: rect.width() * scale,
            height: rect.height() * scale,
        }
    }

    /// Somewhere on this page.
    pub(super) fn at(&self, rect: Rect) -> At {
        At { page: Some(self.page), place: Some(self.place(rect)) }
    }

    /// This page as a whole.
    pub(super) fn whole(&self) -> At {
        At { page: Some(self.page), place: None }
    }
}

fn rect(PdfRect { x0, y0, x1, y1 }: PdfRect) -> Rect {
    Rect::new(x0, y0, x1, y1).abs()
}
