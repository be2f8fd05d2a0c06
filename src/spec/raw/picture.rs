//! Pictures in or beside stories.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::DeValue;

use super::paint::{ColorText, RuleText};
use super::place::{RawFollowing, RawPlace};
use super::reader::{Field, FromToml, Keys, Sp, TableKeys, TableReader, integer, read_table};
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::units::Length;
use super::values::{Count, Focus, OrNone, schemas};
use crate::diag::finding::SpecSyntax;
use crate::diag::{Diagnostic, Span};
use crate::spec::page::{
    Arrange, CaptionLevel, CaptionPlace, CreditSource, Crop, PictureFit, RunAround,
};
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
        /// Width of a caption that stands beside the picture.
        "caption-width" caption_width: Length,
        /// Where a caption that stands beside the picture stands along its height.
        "caption-level" caption_level: CaptionLevel,
        /// Lines kept for a caption below or above the picture at the least.
        "caption-lines" caption_lines: Count,
        /// Color of a caption that lies over the picture.
        "caption-color" caption_color: ColorText,
        /// What is behind a caption that lies over the picture.
        "caption-background" caption_background: OrNone<ColorText>,
        /// Where the credit comes from if the story gives none.
        "credit" credit: CreditSource,
        /// What text keeps clear of: the box, or the outline of what is seen in it.
        "run-around" run_around: RunAround,
        /// Kept free where text runs round it.
        "standoff" standoff: Length,
        /// How several pictures share their box.
        "arrange" arrange: Arrange,
        /// Between two pictures that share a box.
        "gap" gap: Length,
        /// The line round the picture.
        "frame" frame: OrNone<RuleText>,
    }

    /// A place for a picture inside a story.
    RawPictureBox("a picture of a story") {
        /// The story's picture with this number.
        "number" number: Count,
        /// The story's picture with this file, instead of a number.
        "file" file: String,
        /// The story's pictures with these numbers, all in this box under one caption.
        "numbers" numbers: Vec<Sp<Count>>,
        /// The same by their files.
        "files" files: Vec<Sp<String>>,
        /// How several pictures share the box, as numbers that stand in proportion.
        "shares" shares: Vec<Sp<Count>>,
        /// The part of the picture that is shown.
        "crop" crop: Crop,
        ..following: RawFollowing,
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

impl FromToml for Crop {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        let percent = |item: &DeValue<'_>| {
            integer(item).and_then(|number| u8::try_from(number).ok()).filter(|n| *n <= 100)
        };
        let edges: Option<Vec<u8>> = match value {
            DeValue::Array(list) => list.iter().map(|item| percent(item.get_ref())).collect(),
            _ => None,
        };
        let crop = match edges.as_deref() {
            Some(&[left, top, right, bottom]) if left < right && top < bottom => {
                Some(Self { left, top, right, bottom })
            }
            _ => None,
        };
        if crop.is_none() {
            reader.report(Diagnostic::of(SpecSyntax::NoCrop).at(span));
        }
        crop
    }
}

schemas! {
    Crop, "Crop", {
        "type": "array",
        "description": "Left, top, right and bottom edge in percent from the left and from the top.",
        "items": { "type": "integer", "minimum": 0, "maximum": 100 },
        "minItems": 4,
        "maxItems": 4,
    }
}
