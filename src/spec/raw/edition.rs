//! The edition as written: which pages a paper has tonight, and what is different in its
//! zones and later versions.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::reader::{Field, FromToml, Keys, Named, Sp, TableKeys, TableReader, read_table};
use super::table::{Described, Properties, table_schema, tables};
use super::values::{Count, IssueDate, OneOrMany, PlainText};
use crate::diag::{PageNumber, Span};
use crate::spec::ClosingTime;
use crate::spec::format::FormatVersion;

tables! {
    /// The pages of a paper's day, with its zones and later versions.
    RawEditionFile("the edition") {
        /// The version of the format that this file is written in; 1 if not given.
        "format" format: FormatVersion,
        /// What all pages have in common.
        "edition" edition: RawEdition,
        /// Sections with their pages, in the order of the paper.
        "section" section: Vec<Sp<RawEditionSection>>,
        /// Zones, each with what differs from the main edition.
        "zone" zone: Vec<Sp<RawZone>>,
        /// Later editions of the night, each with what differs from the one before.
        "version" version: Vec<Sp<RawVersion>>,
    }

    /// What all pages of an edition have in common.
    RawEdition("[edition]") {
        /// The paper's name.
        "paper" paper: String,
        /// Date of issue, without quotes: 2026-11-28.
        "date" date: IssueDate,
        /// Issue number.
        "issue" issue: Count,
        /// The file to write, relative to this file; with {page} in its name one a page.
        "output" output: String,
        /// The list of booked advertisements, relative to this file.
        "bookings" bookings: String,
        /// Until when files of advertisements are to come: "18:00" on the day before, or
        /// "2026-11-27 18:00".
        "ads-close" ads_close: ClosingTime,
        /// The numbers of the pages that are printed in color; the others are black.
        "color-pages" color_pages: OneOrMany<PageNumber>,
        /// Values of [page] for all pages.
        "set" set: Named<PlainText>,
    }

    /// A section of the paper.
    RawEditionSection("[[section]]") {
        /// Its name.
        "name" name: String,
        /// Its pages in order.
        "page" page: Vec<Sp<RawEditionPage>>,
    }

    /// A page of the edition.
    RawEditionPage("[[section.page]]") {
        /// Its page spec, relative to this file.
        "layout" layout: String,
        /// Its number; one more than that of the page before if not given. Two facing
        /// pages that are one sheet have two: "4-5".
        "number" number: PageNumber,
        /// The folder with its copy, relative to this file, instead of the one that its
        /// spec names.
        "stories" stories: String,
        /// Values of [page] for this page.
        "set" set: Named<PlainText>,
    }

    /// A zone: what differs from the main edition.
    RawZone("[[zone]]") {
        /// Its name, as it stands in names of files.
        "name" name: String,
        /// Another zone on which it builds.
        "extends" extends: String,
        ..layer: RawLayer,
    }

    /// A later edition: what differs from the one before.
    RawVersion("[[version]]") {
        /// Which one: 2, 3 and so on; the main edition is 1.
        "number" number: Count,
        /// The zone that alone it is for.
        "zone" zone: String,
        ..layer: RawLayer,
    }

    /// What a zone or a later edition changes.
    RawLayer("a zone or version") {
        /// A folder with stories that stand in the place of those with their slugs.
        "stories" stories: String,
        /// Values of [page] for all pages.
        "set" set: Named<PlainText>,
        /// What differs on single pages.
        "page" page: Vec<Sp<RawLayerPage>>,
    }

    /// What a zone or a later edition changes on a page.
    RawLayerPage("[[zone.page]]") {
        /// Which page, by its number.
        "number" number: PageNumber,
        /// Another page spec in its place.
        "layout" layout: String,
        /// A folder with stories that stand in the place of those with their slugs.
        "stories" stories: String,
        /// Values of [page] for this page.
        "set" set: Named<PlainText>,
    }
}
