//! A bar with stories under it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::paint::{ColorText, RuleText};
use super::place::{RawDress, RawPlace};
use super::reader::{Field, FromToml, Keys, Sp, TableKeys, TableReader, read_table};
use super::story::SectionEntry;
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::values::{Count, OrNone, ShareText};
use super::words::BarWord;
use crate::diag::Span;

tables! {
    /// How a section looks.
    RawSectionLook("[defaults.section]") {
        /// Lines for each story.
        "share" share: ShareText,
        /// The look of the bar.
        "bar" bar: BarWord,
        /// The color of a solid bar.
        "bar-color" bar_color: ColorText,
        /// The line of an underlined bar.
        "bar-rule" bar_rule: RuleText,
        /// Grid lines that the bar takes.
        "bar-lines" bar_lines: Count,
        /// The line between two stories.
        "divider" divider: OrNone<RuleText>,
        /// Styles for the bar and for all stories in it.
        "styles" styles: RawStyles,
        ..dress: RawDress,
    }

    /// A bar with stories under it.
    RawSection("[[section]]") {
        /// The title on the bar.
        "title" title: String,
        /// Its stories: slugs, or tables with a slug and more keys.
        "stories" stories: Vec<Sp<SectionEntry>>,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
        ..look: RawSectionLook,
    }
}
