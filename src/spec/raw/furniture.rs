//! What belongs to the page and not to a story.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::paint::{ColorText, RuleText};
use super::place::{RawDress, RawPlace};
use super::reader::{Field, FromToml, Keys, Sp, TableKeys, TableReader, read_table};
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::units::Length;
use super::values::{Count, OrNone, Range};
use super::words::FolioPosition;
use crate::diag::Span;

tables! {
    /// How a banner looks.
    RawBannerLook("[defaults.banner]") {
        /// The color behind the words.
        "background" background: OrNone<ColorText>,
        /// Its own styles.
        "styles" styles: RawStyles,
    }

    /// Display type across columns.
    RawBanner("[[banner]]") {
        /// The words; spaces part them.
        "text" text: String,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
        ..look: RawBannerLook,
    }

    /// How a rule looks.
    RawRuleLook("[defaults.rule]") {
        /// How it is drawn.
        "style" style: RuleText,
    }

    /// A line between things.
    RawRule("[[rule]]") {
        /// Upright, in the gutter to the right of this base column.
        "after-column" after_column: Count,
        /// Level, in the gap below this line of the grid.
        "after-line" after_line: Count,
        /// Level, in the middle of this line of the grid.
        "on-line" on_line: Count,
        ..place: RawPlace,
        ..look: RawRuleLook,
    }

    /// A frame or a tint behind things.
    RawBox("[[box]]") {
        ..place: RawPlace,
        ..dress: RawDress,
    }

    /// The paper's name on a front page.
    RawMasthead("[masthead]") {
        /// Whether it stands on the page.
        "show" show: bool,
        /// The name, with placeholders.
        "title" title: String,
        /// Small lines beside it, with placeholders.
        "details" details: Vec<Sp<String>>,
        /// Base columns where the details stand.
        "details-columns" details_columns: Range,
        /// Grid lines where the details stand.
        "details-lines" details_lines: Range,
        /// The line below the masthead.
        "rule" rule: OrNone<RuleText>,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        /// Its own styles.
        "styles" styles: RawStyles,
        ..place: RawPlace,
    }

    /// The line with paper, date and page number.
    RawFolio("[folio]") {
        /// Whether it stands on the page.
        "show" show: bool,
        /// What stands at the left, with placeholders.
        "left" left: String,
        /// What stands in the middle, with placeholders.
        "center" center: String,
        /// What stands at the right, with placeholders.
        "right" right: String,
        /// Above or below the type area.
        "position" position: FolioPosition,
        /// Between the folio and the type area.
        "distance" distance: Length,
        /// Height of the line, its rule included.
        "height" height: Length,
        /// The line between the folio and the page.
        "rule" rule: OrNone<RuleText>,
        /// Its own styles.
        "styles" styles: RawStyles,
    }
}
