//! Art that stands for itself: advertisements, barcodes, ornaments.

use std::path::PathBuf;

use super::{Area, Overlap, PictureFit, RuleStyle, Styles};
use crate::barcode::{AddOn, Ean13, Level};
use crate::color::Color;
use crate::diag::Span;
use crate::geom::{Abs, Rect, Size};
use crate::ornament::Ornament;
use crate::page::Part;
use crate::picture::PdfBox;
use crate::spec::Located;

/// An advertisement.
#[derive(Debug, Clone, Hash)]
pub struct Ad {
    /// The file, relative to where the program runs; none while it is booked and its file
    /// is not there.
    pub file: Option<PathBuf>,
    /// What findings call it: its file as the spec has it, or the id of its booking.
    pub name: String,
    /// Where the spec names its file or its booking, or else the whole of it.
    pub file_span: Span,
    /// What it is booked as, if it comes from a list of bookings.
    pub booking: Option<AdBooking>,
    /// The page of a PDF, counted from 0.
    pub page: u32,
    /// Where the spec says which page, if it does.
    pub page_span: Option<Span>,
    /// Which box of it.
    pub pdf_box: PdfBox,
    /// Its place, label included.
    pub area: Area,
    /// How large it is drawn.
    pub size: AdSize,
    /// What cropping keeps, in hundredths from the left and from the top.
    pub focus: (u8, u8),
    /// How far its ink runs past its place where that is at the edge of the
    /// paper.
    pub bleed: Abs,
    /// The line round it.
    pub frame: Option<RuleStyle>,
    /// Small type above it, with where the spec says it.
    pub label: Option<(String, Span)>,
    /// The rules that its file is held against; none within if it is not.
    pub preflight: Option<Located<Option<String>>>,
    /// Words for readers who cannot see it.
    pub alt: Option<String>,
    /// Styles; [`Part::Caption`](crate::page::Part::Caption) is used.
    pub styles: Styles,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// What an advertisement is booked as.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AdBooking {
    /// Its id in the list: as the spec names it, or as it was found for the place.
    pub id: Option<String>,
    /// Who ordered it.
    pub client: Option<String>,
    /// The size that was sold; none until its row is found.
    pub size: Option<Size>,
}

impl Ad {
    /// What label and frame leave of its place.
    #[must_use]
    pub fn room(&self, place: Rect) -> Rect {
        let below = match &self.label {
            Some(_) => {
                let taken = self.styles.get(Part::Caption).size.scale(125, 100);
                Rect { top: (place.top + taken).min(place.bottom), ..place }
            }
            None => place,
        };
        self.frame.map_or(below, |rule| rule.inside_frame(below))
    }
}

/// How large an advertisement is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AdSize {
    /// As its place is.
    Fit(PictureFit),
    /// In percent of what its file says, in the middle of its place.
    Percent(u32),
}

/// A barcode with what it says, which is sound.
#[derive(Debug, Clone, Hash)]
pub struct Barcode {
    /// What it says.
    pub symbol: Symbol,
    /// Its place, the quiet zone included.
    pub area: Area,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// What a barcode is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// A QR code.
    Qr {
        /// What it says.
        text: String,
        /// How much of it may be damaged.
        level: Level,
    },
    /// Bars.
    Bars {
        /// The article, or the serial.
        article: Ean13,
        /// The issue.
        add_on: Option<AddOn>,
        /// Whether the digits stand below the bars.
        digits: bool,
    },
}

/// Kinds of barcodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BarcodeKind {
    /// 二维码.
    Qr,
    /// 商品条码.
    Ean13,
    /// 国际标准连续出版物号, as bars.
    Issn,
}

/// A small drawing.
#[derive(Debug, Clone, Hash)]
pub struct OrnamentElement {
    /// Which one.
    pub ornament: &'static Ornament,
    /// Its place.
    pub area: Area,
    /// Its color.
    pub color: Color,
    /// How it is turned.
    pub turn: Turn,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// How something is turned, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Turn {
    /// Not at all.
    #[default]
    None,
    /// By a quarter.
    Right,
    /// By a half.
    Half,
    /// By three quarters.
    Left,
}
