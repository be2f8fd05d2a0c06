//! Pictures in or beside stories.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::paint::RuleText;
use super::place::RawPlace;
use super::reader::{Field, FromToml, Keys, Reader, Table, read_table};
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::units::Length;
use super::values::{Count, Focus, OrNone};
use crate::diag::Span;
use crate::spec::page::{CaptionPlace, PictureFit};
use crate::story::Slug;

tables! {
    /// How a picture looks, wherever it stands.
    RawPictureLook("[defaults.picture]") {
        /// How it fills its box.
        "fit" fit: PictureFit,
        /// The point that cropping keeps.
        "focus" focus: Focus,
        /// Where caption and credit stand.
        "caption" caption: CaptionPlace,
        /// Kept free where text runs round it.
        "standoff" standoff: Length,
        /// The line round the picture.
        "frame" frame: OrNone<RuleText>,
    }

    /// A place for a picture inside a story.
    RawPictureBox("a picture of a story") {
        /// The story's picture with this number.
        "number" number: Count,
        /// The story's picture with this file, instead of a number.
        "file" file: String,
        ..place: RawPlace,
        ..look: RawPictureLook,
    }

    /// A picture that stands for itself.
    RawPicture("[[picture]]") {
        /// The story whose picture it is.
        "story" story: Slug,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        /// Styles for caption and credit.
        "styles" styles: RawStyles,
        ..picture: RawPictureBox,
    }
}
