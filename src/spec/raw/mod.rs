//! The page spec as written: one struct a table, one field a key, nothing
//! worked out yet.
//!
//! Reading reports every mistake of a file at its place and goes on. The JSON
//! Schema comes from the same list of keys. What the values mean on a page is
//! [`resolve`](super::resolve)'s business.

mod art;
mod checks;
mod composition;
mod edition;
mod furniture;
mod house;
mod paint;
mod picture;
mod place;
mod reader;
mod section;
mod sheet;
mod story;
mod styles;
mod table;
mod tabular;
mod units;
mod values;
mod words;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) use art::{RawAd, RawBarcode, RawOrnament};
pub(super) use checks::RawChecks;
pub(super) use composition::{RawComposition, RawHouseComposition, RawSpace};
pub(super) use edition::{
    RawEditionFile, RawEditionPage, RawLayer, RawLayerPage, RawVersion, RawZone,
};
pub(super) use furniture::{RawBanner, RawBox, RawFolio, RawMasthead, RawRule};
pub(super) use house::{RawHouse, RawHouseFit};
pub(super) use paint::{ColorBase, ColorText, InksText, RuleText};
pub(super) use picture::{RawPicture, RawPictureBox, RawPictureLook};
pub(super) use place::{RawDefaults, RawDress, RawFollowing, RawPlace};
pub(super) use reader::{Field, LeafValue, Named, Sp};
pub(super) use section::{RawSection, RawSectionLook};
pub(super) use sheet::{RawFonts, RawGrid, RawOutput, RawPage, RawSheet};
pub(super) use story::{RawStory, RawStoryLook, RawTextFrame, SectionEntry};
pub(super) use styles::{RawStyle, RawStyles};
pub(super) use tabular::{RawClassified, RawQuoteBox, RawTable, RawTableLook, WidthText};
pub(super) use units::{Length, TextLength, TypeSize};
pub(super) use values::{Count, Focus, OneOrMany, OrNone, PlainText, Range, RangeEnd, ShareText};
pub(super) use words::{BarWord, FolioPosition, HeadRow, HeadWord};

use self::reader::{FromToml, Keys, TableKeys, TableReader, read_table};
use self::table::{Described, Properties, table_schema, tables};
use super::format::FormatVersion;
use crate::diag::{Diagnostic, SourceId, Span, toml_findings};

/// Reads the text of a spec; what is wrong goes into `findings`.
pub(super) fn parse(text: &str, source: SourceId, findings: &mut Vec<Diagnostic>) -> RawSpec {
    parse_table(text, source, findings)
}

/// Reads the text of a file that has the keys of `[page]`.
pub(super) fn parse_page(text: &str, source: SourceId, findings: &mut Vec<Diagnostic>) -> RawPage {
    parse_table(text, source, findings)
}

/// Reads the text of an edition.
pub(super) fn parse_edition(
    text: &str,
    source: SourceId,
    findings: &mut Vec<Diagnostic>,
) -> RawEditionFile {
    parse_table(text, source, findings)
}

/// A key of `[page]` outside a file.
#[derive(Clone, Copy)]
pub(super) struct PageKey<'k> {
    /// The key, or `extra.` and a name.
    pub(super) name: &'k str,
    /// Whether it is the name of a placeholder that there is.
    pub(super) is_extra: bool,
}

/// A table with this key alone; the source's text is `key=value`.
pub(super) fn page_of_value(
    key: PageKey<'_>,
    value: &str,
    source: SourceId,
    findings: &mut Vec<Diagnostic>,
) -> RawPage {
    let PageKey { name, is_extra } = key;
    let end = name.len() + 1 + value.len();
    let text = || Spanned::new(name.len() + 1..end, DeValue::String(value.to_owned().into()));
    let keyed = |name: &str, value: Spanned<DeValue<'static>>| {
        let mut table = DeTable::new();
        table.insert(Spanned::new(0..key.name.len(), name.to_owned().into()), value);
        DeValue::Table(table)
    };
    let of_extra = name.strip_prefix("extra.").or(is_extra.then_some(name));
    let table = match of_extra {
        Some(name) => keyed("extra", Spanned::new(0..end, keyed(name, text()))),
        None => keyed(name, text()),
    };
    let span = Span::new(source, 0..end);
    read_table(&table, span, &mut TableReader::new(source, findings)).unwrap_or_default()
}

fn parse_table<T: TableKeys + Default>(
    text: &str,
    source: SourceId,
    findings: &mut Vec<Diagnostic>,
) -> T {
    // A byte order mark is replaced by three spaces, so that spans still count the bytes
    // of the file.
    let blank;
    let text = if let Some(rest) = text.strip_prefix('\u{feff}') {
        blank = format!("   {rest}");
        &blank
    } else {
        text
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    let faults =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()));
    findings.extend(toml_findings(text, faults, |range| Span::new(source, range)));
    let span = Span::new(source, document.span());
    let value = DeValue::Table(document.into_inner());
    let mut found = Vec::new();
    let spec =
        read_table(&value, span, &mut TableReader::new(source, &mut found)).unwrap_or_default();
    // After a syntax error the parser guesses: findings about values behind it would be
    // about its guesses.
    let lost = errors.iter().filter_map(toml::de::Error::span).map(|range| range.start).min();
    found.retain(|finding| {
        let end = finding.span.map_or(0, |span| span.end as usize);
        lost.is_none_or(|lost| end <= lost)
    });
    findings.extend(found);
    spec
}

/// A spec over the template it extends.
pub(super) fn over(own: RawSpec, base: RawSpec) -> RawSpec {
    own.over(base)
}

/// What an element says over what all of its kind have in common.
pub(super) fn with_defaults<T: TableKeys + Clone + Default>(own: &T, defaults: &Field<T>) -> T {
    own.clone().over(defaults.value().cloned().unwrap_or_default())
}

/// The JSON Schema of a spec file.
pub(super) fn schema() -> Schema {
    schema_of::<RawSpec>("banmian page spec", REQUIRED)
}

/// The JSON Schema of an edition.
pub(super) fn edition_schema() -> Schema {
    let mut schema = schema_of::<RawEditionFile>("banmian edition", REQUIRED_OF_EDITION);
    schema.insert("required".to_owned(), ["edition", "section"].as_slice().into());
    schema
}

/// The schema of a file, with what must be there in some of its tables.
fn schema_of<T: JsonSchema>(title: &str, required: &[RequiredKeys]) -> Schema {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    for RequiredKeys { table, keys } in required {
        let tables = schema.get_mut("$defs").and_then(|tables| tables.get_mut(*table));
        if let Some(table) = tables.and_then(serde_json::Value::as_object_mut) {
            table.insert("required".to_owned(), (*keys).into());
        }
    }
    schema
}

/// What must be there in a table.
struct RequiredKeys {
    /// The table by its name in the schema.
    table: &'static str,
    keys: &'static [&'static str],
}

const fn required(table: &'static str, keys: &'static [&'static str]) -> RequiredKeys {
    RequiredKeys { table, keys }
}

/// What must be there in tables of an edition.
const REQUIRED_OF_EDITION: &[RequiredKeys] = &[
    required("EditionPage", &["layout"]),
    required("Zone", &["name"]),
    required("Version", &["number"]),
    required("LayerPage", &["number"]),
];

/// What must be there in tables of a page spec. Where an element stands can be said in two
/// ways, so that none of these keys is among them.
const REQUIRED: &[RequiredKeys] = &[
    required("Story", &["slug"]),
    required("SectionStory", &["slug"]),
    required("Classified", &["slug"]),
    required("Section", &["title", "stories"]),
    required("Banner", &["text"]),
    required("Barcode", &["kind", "text"]),
    required("Ornament", &["name"]),
];

tables! {
    /// A page spec, or a template that page specs extend.
    RawSpec("the spec") {
        /// The version of the format that this file is written in; 1 if not given.
        "format" format: FormatVersion,
        /// The template this page builds on, relative to this file.
        "extends" extends: String,
        /// What changes from day to day: the paper's name, date, page number.
        "page" page: RawPage,
        /// The paper it is printed on.
        "sheet" sheet: RawSheet,
        /// Base columns and baseline grid.
        "grid" grid: RawGrid,
        /// What the press file is made for.
        "output" output: RawOutput,
        /// Names for colors.
        "colors" colors: Named<ColorText>,
        /// Further fonts, and what the font roles mean.
        "fonts" fonts: RawFonts,
        /// How each part is set.
        "styles" styles: RawStyles,
        /// What the house changes of its languages' composition.
        "composition" composition: RawHouseComposition,
        /// How bad each fault of make-up is.
        "checks" checks: RawChecks,
        /// What the house allows.
        "house" house: RawHouse,
        /// What all elements of a kind have in common.
        "defaults" defaults: RawDefaults,
        /// Stories in their places, in reading order.
        "story" story: Vec<Sp<RawStory>>,
        /// Bars with stories under them.
        "section" section: Vec<Sp<RawSection>>,
        /// Pictures that stand for themselves.
        "picture" picture: Vec<Sp<RawPicture>>,
        /// Tables that stand for themselves.
        "table" table: Vec<Sp<RawTable>>,
        /// Classified advertisements.
        "classified" classified: Vec<Sp<RawClassified>>,
        /// Display type across columns.
        "banner" banner: Vec<Sp<RawBanner>>,
        /// Lines between things.
        "rule" rule: Vec<Sp<RawRule>>,
        /// Frames and tints behind things.
        "box" boxes: Vec<Sp<RawBox>>,
        /// Advertisements from files.
        "ad" ad: Vec<Sp<RawAd>>,
        /// Barcodes drawn from their text.
        "barcode" barcode: Vec<Sp<RawBarcode>>,
        /// Small drawings that come with the program.
        "ornament" ornament: Vec<Sp<RawOrnament>>,
        /// The paper's name on a front page.
        "masthead" masthead: RawMasthead,
        /// The line with paper, date and page number.
        "folio" folio: RawFolio,
    }
}
