//! What elements of all kinds have in common.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::art::RawAdLook;
use super::furniture::{RawBannerLook, RawRuleLook};
use super::paint::{ColorText, RuleText};
use super::picture::RawPictureLook;
use super::reader::{Field, FromToml, Keys, TableKeys, TableReader, read_table};
use super::section::RawSectionLook;
use super::story::RawStoryLook;
use super::table::{Described, Properties, table_schema, tables};
use super::tabular::{RawClassifiedLook, RawTableLook};
use super::units::Length;
use super::values::{Count, OrNone, Range};
use crate::diag::Span;
use crate::spec::page::FollowPlace;

tables! {
    /// Where something stands: by columns and lines, or by lengths.
    RawPlace("a place") {
        /// Base columns: "1-3".
        "columns" columns: Range,
        /// Lines of the grid: "12-47", "80-last".
        "lines" lines: Range,
        /// From the left edge of the sheet, instead of columns.
        "left" left: Length,
        /// Width, with left.
        "width" width: Length,
        /// From the upper edge of the sheet, instead of lines.
        "top" top: Length,
        /// Height, with top.
        "height" height: Length,
    }

    /// A place that follows its story.
    RawFollowing("a place that follows its story") {
        /// What it follows: "under-head", "top", "foot", "after-crosshead 2" or "in-text".
        "place" place: FollowPlace,
        /// How many lines deep it is.
        "depth" depth: Count,
        /// Its columns, counted from the first of the story.
        "story-columns" story_columns: Range,
    }

    /// Frame and tint.
    RawDress("frame and tint") {
        /// The line round it.
        "frame" frame: OrNone<RuleText>,
        /// The color behind it.
        "tint" tint: OrNone<ColorText>,
        /// Room between frame or tint and what is inside.
        "inset" inset: Length,
    }

    /// What all elements of a kind have in common.
    RawDefaults("[defaults]") {
        /// Every story.
        "story" story: RawStoryLook,
        /// Every section.
        "section" section: RawSectionLook,
        /// Every picture, inside stories too.
        "picture" picture: RawPictureLook,
        /// Every table, inside stories too.
        "table" table: RawTableLook,
        /// All classified advertisements.
        "classified" classified: RawClassifiedLook,
        /// Every banner.
        "banner" banner: RawBannerLook,
        /// Every rule.
        "rule" rule: RawRuleLook,
        /// Every box.
        "box" boxes: RawDress,
        /// Every advertisement.
        "ad" ad: RawAdLook,
    }
}
