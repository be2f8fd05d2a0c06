//! Pictures in or beside stories.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::DeValue;

use super::paint::{ColorText, RuleText};
use super::place::RawPlace;
use super::reader::{Field, FromToml, Keys, Sp, TableKeys, TableReader, integer, read_table};
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::units::Length;
use super::values::{Count, Focus, OrNone, schemas};
use crate::diag::{Code, Diagnostic, Span};
use crate::say;
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
            reader.report(
                Diagnostic::error(
                    Code::BadValue,
                    say!(
                        "the crop is four whole numbers from 0 to 100: left, top, right and bottom edge",
                        "裁切范围是四个 0 到 100 的整数：左、上、右、下边"
                    ),
                )
                .at(span)
                .hint(say!(
                    "write [10, 0, 90, 100]: percent from the left and from the top; the right edge lies right of the left one, the bottom below the top",
                    "写成 [10, 0, 90, 100]：从左、从上百分之几；右边大于左边，下边大于上边"
                )),
            );
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
