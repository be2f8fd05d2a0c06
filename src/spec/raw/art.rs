//! Art that stands for itself: advertisements, barcodes, ornaments.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::paint::{ColorText, RuleText};
use super::place::RawPlace;
use super::reader::{Field, FromToml, Keys, TableKeys, TableReader, read_table};
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::units::Length;
use super::values::{Count, Focus, OrNone};
use crate::barcode::Level;
use crate::diag::Span;
use crate::picture::PdfBox;
use crate::spec::page::{BarcodeKind, PictureFit, Turn};

tables! {
    /// How an advertisement looks.
    RawAdLook("[defaults.ad]") {
        /// How it fills its place.
        "fit" fit: PictureFit,
        /// The point that cropping keeps.
        "focus" focus: Focus,
        /// Of a PDF's page, the box that is placed.
        "box" pdf_box: PdfBox,
        /// How far its ink runs past its place at the edge of the paper.
        "bleed" bleed: Length,
        /// The line round it.
        "frame" frame: OrNone<RuleText>,
        /// Small type above it, such as 广告.
        "label" label: String,
        /// The rules that its file is held against, if it is a PDF: a name or a file.
        "preflight" preflight: OrNone<String>,
        /// Styles for the label: caption is used.
        "styles" styles: RawStyles,
    }

    /// An advertisement, from a file.
    RawAd("[[ad]]") {
        /// The file, a PDF, an SVG or a picture, relative to this file; if not given, that
        /// of its booking.
        "file" file: String,
        /// Which of the booked advertisements it is, by its id; if neither this nor a file
        /// is given, the one that is booked for this page in the size of this place.
        "booking" booking: String,
        /// The page of a PDF, counted from 1.
        "page" page: Count,
        /// Its size in percent of what the file says, instead of fit.
        "scale" scale: Count,
        /// Words for readers who cannot see it.
        "alt" alt: String,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
        ..look: RawAdLook,
    }

    /// A barcode, drawn from its text.
    RawBarcode("[[barcode]]") {
        /// What kind of code.
        "kind" kind: BarcodeKind,
        /// What it says.
        "text" text: String,
        /// Two or five digits beside the bars: the issue.
        "add-on" add_on: String,
        /// How much of a QR code may be damaged.
        "level" level: Level,
        /// Whether the digits stand below the bars.
        "digits" digits: bool,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
    }

    /// A small drawing that comes with the program.
    RawOrnament("[[ornament]]") {
        /// Which one.
        "name" name: String,
        /// Its color.
        "color" color: ColorText,
        /// How it is turned.
        "turn" turn: Turn,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
    }
}
