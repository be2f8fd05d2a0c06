//! The page model as JSON, for whoever shows pages in another way: a content
//! system, an e-paper, a web page.
//!
//! [`page_model`] writes what stands where, what it says, in which order it is read
//! and where it was written; [`schema`] is the JSON Schema of that, made from the
//! same types. This backend translates and works out no position.
//!
//! All lengths are in millimeters, to the thousandth, from the upper left corner of
//! the trimmed page. What is not known or not there is `null`.

mod types;
mod write;

pub use types::{Model, VERSION};

use crate::diag::{Sources, visible_json};
use crate::page::Document;
use crate::picture::Pictures;

/// All pages of a document as JSON, the same for the same pages.
#[must_use]
pub fn page_model(document: &Document, sources: &Sources, pictures: &Pictures) -> String {
    let model = write::model(document, sources, pictures);
    // Strings and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&model).unwrap_or_default();
    text.push('\n');
    visible_json(&text).into_owned()
}

/// The JSON Schema of what [`page_model`] writes.
#[must_use]
pub fn schema() -> String {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Model>();
    schema.insert("title".to_owned(), "banmian page model".into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
