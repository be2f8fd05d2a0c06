//! The paper that a proof is printed on, and how a page is made to fit it.

use super::label::knockout;
use super::overlay::PrintedAt;
use super::stamp::ProofStamp;
use crate::color::Color;
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect, Size};
use crate::page::{
    Cap, Document, PaperPlacing, PathStep, ProofPaper, Shape, Sheet, Stroke, slug_insets,
};

/// What no printer prints on. Laser printers leave a sixth of an inch free at each edge
/// (4.2 mm), inkjets 3 mm.
const UNPRINTED: Abs = Abs::from_units(5 * 720_000);

/// The height of the stamp with the gap above it.
const STRIP: Abs = Abs::from_units(6 * 720_000);

/// A paper of proof printers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterPaper {
    /// ISO 216.
    A1,
    /// ISO 216.
    A2,
    /// ISO 216.
    A3,
    /// A3 with room for bleed and marks, as photo and proof printers take it.
    A3Plus,
    /// ISO 216.
    A4,
    /// JIS P 0138, as all of the B series here: ISO's is smaller.
    B2,
    /// JIS P 0138.
    B3,
    /// JIS P 0138.
    B4,
    /// ANSI/ASME Y14.1.
    Letter,
    /// The longer sheet of American offices.
    Legal,
    /// ANSI/ASME Y14.1, also called ledger.
    Tabloid,
}

impl PrinterPaper {
    /// All of them, the largest of each series first.
    pub const ALL: [Self; 11] = [
        Self::A1,
        Self::A2,
        Self::A3,
        Self::A3Plus,
        Self::A4,
        Self::B2,
        Self::B3,
        Self::B4,
        Self::Letter,
        Self::Legal,
        Self::Tabloid,
    ];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
            Self::A3Plus => "A3+",
            Self::A4 => "A4",
            Self::B2 => "B2",
            Self::B3 => "B3",
            Self::B4 => "B4",
            Self::Letter => "letter",
            Self::Legal => "legal",
            Self::Tabloid => "tabloid",
        }
    }

    /// Its size, upright.
    #[must_use]
    pub fn size(self) -> Size {
        let (width, height) = match self {
            Self::A1 => (594.0, 841.0),
            Self::A2 => (420.0, 594.0),
            Self::A3 => (297.0, 420.0),
            Self::A3Plus => (329.0, 483.0),
            Self::A4 => (210.0, 297.0),
            Self::B2 => (515.0, 728.0),
            Self::B3 => (364.0, 515.0),
            Self::B4 => (257.0, 364.0),
            Self::Letter => (215.9, 279.4),
            Self::Legal => (215.9, 355.6),
            Self::Tabloid => (279.4, 431.8),
        };
        Size::new(Abs::mm(width), Abs::mm(height))
    }
}

/// Lays each sheet of a document on paper, with a stamp below it: on that of a printer,
/// made smaller as far as it must be, or else on as much as it takes itself with a strip
/// below it. The press file of the document is then that of a proof.
pub fn lay_on_paper(
    document: &mut Document,
    paper: Option<PrinterPaper>,
    stamp: &ProofStamp,
    fonts: &FontLibrary,
) {
    let sheets = document.sheets();
    let papers = sheets.iter().map(|sheet| {
        let whole = whole(sheet);
        let (placing, margin) = match paper {
            None => (with_strip(whole), Abs::ZERO),
            Some(paper) => (fitted(whole, paper.size()), UNPRINTED),
        };
        let Size { width, height } = placing.size;
        let bottom = height - margin;
        let side = UNPRINTED.min(width / 10);
        let strip = Rect { left: side, top: bottom - STRIP, right: width - side, bottom };
        let percent = paper.map(|_| placing.percent);
        let edge = match paper {
            None => foot(whole, placing),
            Some(_) => edge(sheet, placing),
        };
        ProofPaper { placing, edge, stamp: stamp.lines(document, sheet, percent, strip, fonts) }
    });
    document.papers = papers.collect();
}

/// How large a page of a document will be printed, by its place among the pages.
#[must_use]
pub fn printed_at(document: &Document, page: usize) -> PrintedAt {
    let sheets = document.sheets();
    let is_on = |sheet: &Sheet| sheet.placements.iter().any(|placement| placement.page == page);
    let papers = sheets.iter().zip(&document.papers);
    let paper = papers.filter(|(sheet, _)| is_on(sheet)).map(|(_, paper)| paper).next();
    paper.map_or(PrintedAt::FULL, |paper| PrintedAt { percent: paper.placing.percent })
}

/// A sheet with its bleed and the marks around it.
fn whole(sheet: &Sheet) -> Rect {
    let bleed = Rect::at(Point::default(), sheet.trim).grown(sheet.bleed);
    let slug = slug_insets(sheet.marks);
    Rect {
        left: bleed.left - slug.left,
        top: bleed.top - slug.top,
        right: bleed.right + slug.right,
        bottom: bleed.bottom + slug.bottom,
    }
}

/// In its own size, with room for the stamp below it.
fn with_strip(whole: Rect) -> PaperPlacing {
    PaperPlacing {
        size: Size::new(whole.width(), whole.height() + STRIP),
        percent: 100,
        at: Point::new(-whole.left, -whole.top),
    }
}

/// As large as it can be on paper of this size, but no larger than it is, in whole
/// percent, so that what the proof says of its scale is so.
fn fitted(whole: Rect, upright: Size) -> PaperPlacing {
    let lying = Size::new(upright.height, upright.width);
    let (on_upright, on_lying) = (percent_on(whole, upright), percent_on(whole, lying));
    let is_wide = whole.width() > whole.height();
    let (size, percent) = match on_upright.cmp(&on_lying) {
        std::cmp::Ordering::Less => (lying, on_lying),
        std::cmp::Ordering::Equal if is_wide => (lying, on_lying),
        std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => (upright, on_upright),
    };
    let mut placing = PaperPlacing { size, percent, at: Point::default() };
    let drawn = Size::new(placing.scaled(whole.width()), placing.scaled(whole.height()));
    let left = (size.width - drawn.width) / 2;
    let top = (size.height - STRIP - drawn.height) / 2;
    placing.at = Point::new(left - placing.scaled(whole.left), top - placing.scaled(whole.top));
    placing
}

/// A hairline around the trim, so that the margins of the page can be judged.
fn edge(sheet: &Sheet, placing: PaperPlacing) -> Shape {
    let stroke = hairline();
    let corner = Point::new(sheet.trim.width, sheet.trim.height);
    let trim = Rect::between(placing.point(Point::default()), placing.point(corner));
    Shape::framed(trim.grown(stroke.width / 2), stroke)
}

/// A hairline between a sheet and the strip below it.
fn foot(whole: Rect, placing: PaperPlacing) -> Shape {
    let stroke = hairline();
    let ends = [whole.left, whole.right]
        .map(|x| placing.point(Point::new(x, whole.bottom + stroke.width / 2)));
    Shape::stroked(vec![PathStep::Move(ends[0]), PathStep::Line(ends[1])], stroke)
}

fn hairline() -> Stroke {
    let paint = knockout(Color::gray(50.0));
    Stroke { paint, width: Abs::pt(0.25), dash: None, cap: Cap::Butt }
}

/// How many whole percent of its size something has room in on paper.
fn percent_on(whole: Rect, paper: Size) -> u32 {
    let width = paper.width - UNPRINTED * 2;
    let height = paper.height - UNPRINTED * 2 - STRIP;
    let share = |room: Abs, wanted: Abs| {
        room.units().saturating_mul(100).checked_div(wanted.units()).unwrap_or(100)
    };
    let percent = share(width, whole.width()).min(share(height, whole.height()));
    u32::try_from(percent.clamp(1, 100)).unwrap_or(100)
}
