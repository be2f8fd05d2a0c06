//! Tables, classified advertisements, and what stands inside stories.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::DeValue;

use super::paint::{ColorText, RuleText};
use super::place::{RawDress, RawFollowing, RawPlace};
use super::reader::{Field, FromToml, Keys, LeafValue, Sp, TableKeys, TableReader, read_table};
use super::story::RawStoryLook;
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::units::Length;
use super::values::{Count, OneOrMany, OrNone};
use crate::diag::Span;
use crate::diag::finding::{Bound, Expected, SpecSyntax};
use crate::spec::page::{Lead, TableSpan};
use crate::story::Slug;
use crate::style::CellAlign;

tables! {
    /// The lines of a table.
    RawTableRules("the rules of a table") {
        /// Under the heading.
        "heading" heading: OrNone<RuleText>,
        /// Between two rows.
        "rows" rows: OrNone<RuleText>,
        /// Between two columns.
        "columns" columns: OrNone<RuleText>,
        /// Above the first row and below the last.
        "outer" outer: OrNone<RuleText>,
    }

    /// How a table looks.
    RawTableLook("[defaults.table]") {
        /// How many rows are heading.
        "heading-rows" heading_rows: Count,
        /// How the columns are aligned; one word or a list.
        "align" align: OneOrMany<CellAlignText>,
        /// How wide the columns are: "auto", lengths, or parts of what is left.
        "widths" widths: Vec<Sp<WidthText>>,
        /// The color behind every second row.
        "zebra" zebra: OrNone<ColorText>,
        /// The color behind the heading.
        "heading-tint" heading_tint: OrNone<ColorText>,
        /// Its lines.
        "rules" rules: RawTableRules,
    }

    /// A place for a pull quote of a story.
    RawQuoteBox("a pull quote") {
        /// Which pull quote of the story; its place in the list if not given.
        "number" number: Count,
        /// Kept free at its sides where text runs round it.
        "standoff" standoff: Length,
        ..following: RawFollowing,
        ..place: RawPlace,
    }

    /// The tables in a story's text.
    RawStoryTables("the tables of a story") {
        /// Whether each is kept whole in one column.
        "keep" keep: bool,
        /// Whether they stand in their columns, or over all of them.
        "span" span: TableSpan,
        ..look: RawTableLook,
    }

    /// A table that stands for itself.
    RawTable("[[table]]") {
        /// A file of comma-separated values, relative to this file.
        "file" file: String,
        /// The rows themselves: a list of lists.
        "rows" rows: Vec<Sp<RowText>>,
        /// The story in whose text the table is.
        "story" story: Slug,
        /// Which table of the story.
        "number" number: Count,
        /// The words over it.
        "title" title: String,
        /// The line under it.
        "source" source: String,
        /// How many columns it is broken into, side by side.
        "text-columns" text_columns: Count,
        /// Between these; the grid's if not given.
        "gutter" gutter: Length,
        /// The line in the middle of each gutter.
        "column-rule" column_rule: OrNone<RuleText>,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        /// Its own styles.
        "styles" styles: RawStyles,
        ..place: RawPlace,
        ..look: RawTableLook,
        ..dress: RawDress,
    }

    /// How classified advertisements look.
    RawClassifiedLook("[defaults.classified]") {
        /// The line between two items.
        "item-rule" item_rule: OrNone<RuleText>,
        /// The color of the bar behind a head.
        "bar" bar: OrNone<ColorText>,
        /// Whether the first words of an item are bold.
        "lead" lead: Lead,
        /// From baseline to baseline; the page's grid if not given.
        "leading" leading: Length,
        /// Between two items: quarters of `leading`, or whole lines of the page's grid.
        "item-gap" item_gap: Length,
    }

    /// Many small advertisements in narrow columns.
    RawClassified("[[classified]]") {
        /// The story whose paragraphs are the items.
        "slug" slug: Slug,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
        ..own: RawClassifiedLook,
        ..look: RawStoryLook,
    }
}

/// A row of cells.
#[derive(Debug, Clone)]
pub(crate) struct RowText(pub(crate) Vec<Sp<CellText>>);

impl FromToml for RowText {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        if !matches!(value, DeValue::Array(_)) {
            reader.wrong_kind(Expected::Row, value, span);
            return None;
        }
        Vec::from_toml(value, span, reader).map(Self)
    }
}

impl JsonSchema for RowText {
    fn schema_name() -> Cow<'static, str> {
        "TableRow".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": ["string", "number"] } })
    }
}

/// What stands in a cell; numbers as they are written.
#[derive(Debug, Clone)]
pub(crate) struct CellText(pub(crate) String);

impl FromToml for CellText {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        match value {
            DeValue::String(text) => Some(Self(text.to_string())),
            DeValue::Integer(number) => Some(Self(number.to_string())),
            DeValue::Float(number) => Some(Self(number.to_string())),
            _ => {
                reader.wrong_kind(Expected::Cell, value, span);
                None
            }
        }
    }
}

/// How a column is aligned; none: by what stands in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellAlignText(pub(crate) Option<CellAlign>);

/// The words for alignments of columns.
const CELL_ALIGNS: &[(&str, Option<CellAlign>)] = &[
    ("auto", None),
    ("left", Some(CellAlign::Left)),
    ("center", Some(CellAlign::Center)),
    ("right", Some(CellAlign::Right)),
    ("decimal", Some(CellAlign::Decimal)),
    ("自动", None),
    ("居左", Some(CellAlign::Left)),
    ("居中", Some(CellAlign::Center)),
    ("居右", Some(CellAlign::Right)),
    ("小数点", Some(CellAlign::Decimal)),
];

impl LeafValue for CellAlignText {
    fn expects() -> Expected {
        Expected::CellAlign
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        super::words::find_word(text, CELL_ALIGNS).map(Self)
    }
}

impl JsonSchema for CellAlignText {
    fn schema_name() -> Cow<'static, str> {
        "CellAlign".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = CELL_ALIGNS.iter().map(|(word, _)| *word).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

/// How wide a column is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum WidthText {
    /// By what stands in it.
    Auto,
    /// So wide.
    Fixed(Length),
    /// So many parts of what is left.
    Share(u32),
}

impl LeafValue for WidthText {
    fn expects() -> Expected {
        Expected::ColumnWidth
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        match text.trim() {
            "auto" | "自动" => Ok(Self::Auto),
            text => Length::read(text).map(Self::Fixed),
        }
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        let parts = u32::try_from(number).ok().filter(|parts| (1..=100).contains(parts));
        Some(
            parts
                .map(Self::Share)
                .ok_or(SpecSyntax::NoParts { least: Bound(1.0), most: Bound(100.0) }),
        )
    }
}

impl JsonSchema for WidthText {
    fn schema_name() -> Cow<'static, str> {
        "ColumnWidth".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let length = generator.subschema_for::<Length>();
        json_schema!({
            "description": "\"auto\", a length, or a number of parts of what is left.",
            "anyOf": [
                { "type": "string", "pattern": "^\\s*(auto|自动)\\s*$" },
                length,
                { "type": "integer", "minimum": 1, "maximum": 100 },
            ],
            "examples": ["auto", "3字", 2],
        })
    }
}
