//! What a house allows, as written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::reader::{Field, FromToml, Keys, Sp, TableKeys, TableReader, read_table};
use super::table::{Described, Properties, table_schema, tables};
use super::units::TypeSize;
use super::values::Count;
use crate::diag::Span;
use crate::spec::page::MeasureKind;
use crate::story::OptionalPart;

tables! {
    /// What a house allows.
    RawHouse("[house]") {
        /// What may be done to make a story fit its place.
        "fit" fit: RawHouseFit,
    }

    /// What may be done to make a story fit its place, in which order, and how far.
    RawHouseFit("[house.fit]") {
        /// What is allowed; the first costs least.
        "order" order: Vec<Sp<MeasureKind>>,
        /// The sizes that headlines may have, from small to large.
        "headline-sizes" headline_sizes: Vec<Sp<TypeSize>>,
        /// The most sizes that a headline goes up or down; 0 for none.
        "headline-steps" headline_steps: Count,
        /// The most lines that a picture grows or shrinks; 0 for none.
        "picture-lines" picture_lines: Count,
        /// The most lines that the place of a pull quote grows or shrinks; 0 for none.
        "quote-lines" quote_lines: Count,
        /// The most lines that the place of a story grows or shrinks; 0 for none.
        "place-lines" place_lines: Count,
        /// The most empty lines at one place; 0 for none.
        "spare-lines" spare_lines: Count,
        /// Parts that any story may do without.
        "leave-out" leave_out: Vec<Sp<OptionalPart>>,
        /// The most measures that are taken together, 1 to 3.
        "together" together: Count,
    }
}
