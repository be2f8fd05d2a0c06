//! The page, its paper and grid, and what is made of it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::DeValue;

use super::paint::InksText;
use super::reader::{Field, FromToml, Keys, Named, TableKeys, TableReader, read_table};
use super::table::{Described, Properties, table_schema, tables};
use super::units::{Length, PaperSize};
use super::values::{Count, IssueDate, OneOrMany, OrNone, PlainText};
use crate::diag::{PageNumber, Span};
use crate::geom::WritingMode;
use crate::page::{Intent, Marks, Sharpening, Standard};
use crate::spec::{ClosingTime, ProofTime};
use crate::style::Lang;

tables! {
    /// What changes from day to day; each key is a placeholder in furniture.
    RawPage("[page]") {
        /// The paper's name.
        "paper" paper: String,
        /// The page's own name.
        "section" section: String,
        /// Page number: a number, or text such as "A01".
        "number" number: PageNumber,
        /// Date of issue, without quotes: 2026-11-23.
        "date" date: IssueDate,
        /// Issue number.
        "issue" issue: Count,
        /// The page's language; a story may have its own.
        "lang" lang: Lang,
        /// Which way the lines of the page run; a story may run its own way.
        "writing" writing: WritingMode,
        /// When proofs of the page are made: "2026-11-28 21:40" or "21:40".
        "proof-time" proof_time: ProofTime,
        /// The folder with the day's copy, relative to this file.
        "stories" stories: String,
        /// The list of booked advertisements, relative to this file.
        "bookings" bookings: String,
        /// Until when files of advertisements are to come: "18:00" on the day before, or
        /// "2026-11-27 18:00".
        "ads-close" ads_close: ClosingTime,
        /// The file with the day's values, relative to this file.
        "day" day: String,
        /// Placeholders of your own.
        "extra" extra: Named<PlainText>,
    }

    /// The paper a page is printed on.
    RawSheet("[sheet]") {
        /// The trimmed sheet: a name or "390mm x 545mm".
        "size" size: PaperSize,
        /// From the trim to the type area.
        "margin" margin: RawMargin,
        /// How far ink runs past the trim.
        "bleed" bleed: Length,
        /// Printer's marks.
        "marks" marks: Marks,
    }

    /// Distances from the four edges.
    RawSides("margin") {
        /// At the top.
        "top" top: Length,
        /// At the right.
        "right" right: Length,
        /// At the foot.
        "bottom" bottom: Length,
        /// At the left.
        "left" left: Length,
    }

    /// Base columns and baseline grid.
    RawGrid("[grid]") {
        /// How many base columns.
        "columns" columns: Count,
        /// Between two base columns; worked out if not given.
        "gutter" gutter: Length,
        /// Width of one base column; worked out if not given.
        "column-width" column_width: Length,
        /// From baseline to baseline.
        "leading" leading: Length,
        /// From the top of the type area to the first baseline.
        "first-line" first_line: Length,
    }

    /// What the press file is made for.
    RawOutput("[output]") {
        /// The kind of file that the print shop takes.
        "standard" standard: Standard,
        /// The ICC profile of the press, relative to this file; newsprint if not given.
        "profile" profile: String,
        /// The name of the printing condition that the profile stands for.
        "condition" condition: String,
        /// The most ink in one place, in percent.
        "max-ink" max_ink: Count,
        /// The inks the page is printed with.
        "inks" inks: InksText,
        /// What becomes of colors that the press cannot print.
        "intent" intent: Intent,
        /// Whether a picture's darkest black becomes the press's darkest.
        "black-point-compensation" black_point_compensation: bool,
        /// Pixels an inch beyond which pictures are made smaller.
        "resolution" resolution: Count,
        /// What is done to the edges in pictures.
        "sharpening" sharpening: Sharpening,
        /// Quality of pictures in the file, 1 to 100.
        "jpeg-quality" jpeg_quality: Count,
        /// Whether the file carries headings, paragraphs and figures as such.
        "tagged" tagged: bool,
        /// The rules that the finished file is checked by: a name or a file.
        "preflight" preflight: OrNone<String>,
    }

    /// Further fonts, and what the font roles mean.
    RawFonts("[fonts]") {
        /// Folders with further fonts, relative to this file.
        "path" path: OneOrMany<String>,
        /// Whether the machine's own fonts are used.
        "system" system: bool,
        /// The family behind the role song.
        "song" song: String,
        /// The family behind the role hei.
        "hei" hei: String,
        /// The family behind the role kai.
        "kai" kai: String,
        /// The family behind the role latin.
        "latin" latin: String,
    }
}

/// Margins: one length for all sides, or each its own.
#[derive(Debug, Clone)]
pub(in crate::spec) struct RawMargin(pub(in crate::spec) RawSides);

impl FromToml for RawMargin {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        if matches!(value, DeValue::Table(_)) {
            return RawSides::from_toml(value, span, reader).map(Self);
        }
        let all = Length::from_toml(value, span, reader)?;
        let side = || Field::given(all, span);
        Some(Self(RawSides { top: side(), right: side(), bottom: side(), left: side() }))
    }

    fn inherit(self, base: Self) -> Self {
        Self(self.0.over(base.0))
    }
}

impl JsonSchema for RawMargin {
    fn schema_name() -> Cow<'static, str> {
        "Margin".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<Length>();
        let sides = generator.subschema_for::<RawSides>();
        json_schema!({ "anyOf": [one, sides] })
    }
}
