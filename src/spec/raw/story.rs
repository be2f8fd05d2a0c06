//! Stories in their places.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::DeValue;

use super::composition::RawComposition;
use super::paint::{ColorText, RuleText};
use super::picture::RawPictureBox;
use super::place::{RawDress, RawPlace};
use super::reader::{Field, FromToml, Keys, Sp, TableKeys, TableReader, read_table};
use super::styles::RawStyles;
use super::table::{Described, Properties, table_schema, tables};
use super::tabular::{RawQuoteBox, RawStoryTables};
use super::units::Length;
use super::values::{Count, OrNone, Range};
use super::words::{HeadRow, HeadWord};
use crate::diag::finding::SpecSyntax;
use crate::diag::{Diagnostic, Span};
use crate::geom::WritingMode;
use crate::spec::page::{Arrangement, Fill, FitBy, HeadEdge, Numbering};
use crate::story::{OptionalPart, Slug};

tables! {
    /// How a story looks, wherever it stands.
    RawStoryLook("[defaults.story]") {
        /// Columns of text inside; one for each base column if not given.
        "text-columns" text_columns: Count,
        /// Between its text columns; the grid's if not given.
        "gutter" gutter: Length,
        /// The line in the middle of each gutter.
        "column-rule" column_rule: OrNone<RuleText>,
        /// Which way its lines run; as the page's if not given.
        "writing" writing: WritingMode,
        /// Where kicker, headline, deck, standfirst and byline stand.
        "head" head: HeadWord,
        /// Base columns that the head spans.
        "head-columns" head_columns: Range,
        /// The grid line at which a head inside the text begins.
        "head-from" head_from: Count,
        /// The parts of the head from top to bottom; "kicker | headline" stand side by side.
        "head-order" head_order: Vec<Sp<HeadRow>>,
        /// The line between parts of the head that stand side by side.
        "head-rule" head_rule: OrNone<RuleText>,
        /// Which of the story's picture boxes a head on a picture stands on, from 1.
        "head-picture" head_picture: Count,
        /// The edge of the picture at which such a head stands.
        "head-edge" head_edge: HeadEdge,
        /// The color behind the head.
        "head-background" head_background: OrNone<ColorText>,
        /// Grid lines for the whole head; worked out if not given.
        "head-lines" head_lines: Count,
        /// How a headline of two halves stands.
        "arrangement" arrangement: Arrangement,
        /// How columns are filled when the text is short.
        "fill" fill: Fill,
        /// Who makes it fit its place: "editor", or "auto" for the program.
        "fit" fit: FitBy,
        /// Parts that are left out here.
        "leave-out" leave_out: Vec<Sp<OptionalPart>>,
        /// Where spare lines go when the text is short, and how many at the most.
        "spare-lines" spare_lines: RawSpareLines,
        /// Lines that the first letter of the text stands over, 2 to 5; 0 for none.
        "drop-cap" drop_cap: Count,
        /// What stands at the end where it goes on on another page.
        "continued-on-text" continued_on_text: String,
        /// What stands at the beginning where it comes from another page.
        "continued-from-text" continued_from_text: String,
        /// What it changes of its language's composition.
        "composition" composition: RawComposition,
        /// How tables in its text look.
        "tables" tables: RawStoryTables,
        /// What stands before the items of a list.
        "bullet" bullet: String,
        /// How items of a list are numbered.
        "numbering" numbering: Numbering,
        /// Frame and tint of the editor's notes in its text.
        "note" note: RawDress,
        /// Frame and tint of the boxes of facts in its text.
        "fact-box" fact_box: RawDress,
        /// The line above and below quotes in its text.
        "quote-rule" quote_rule: OrNone<RuleText>,
        /// The standing name of the column, over the headline.
        "standing-head" standing_head: String,
        /// The color of the bar that the standing name stands on; "none" for lines.
        "standing-head-bar" standing_head_bar: OrNone<ColorText>,
        /// Its own styles.
        "styles" styles: RawStyles,
        ..dress: RawDress,
    }

    /// Where spare lines of a story go.
    RawSpareLines("spare-lines") {
        /// Round its head: the first below, the second above.
        "head" head: Count,
        /// Below each picture with text under it.
        "pictures" pictures: Count,
        /// Above each crosshead.
        "crossheads" crossheads: Count,
    }

    /// A story in its place.
    RawStory("[[story]]") {
        /// Which story.
        "slug" slug: Slug,
        /// Places for its pictures.
        "pictures" pictures: Vec<Sp<RawPictureBox>>,
        /// Places for its pull quotes.
        "quotes" quotes: Vec<Sp<RawQuoteBox>>,
        /// The story that it begins below.
        "after" after: Slug,
        /// Lines left empty between that story and it.
        "gap" gap: Count,
        /// The stories that end level with it, by a name that they share.
        "group" group: String,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        /// Whether its text runs round whatever else stands in its place.
        "around" around: bool,
        /// Further places on this page that its text runs on into, in order.
        "frames" frames: Vec<Sp<RawTextFrame>>,
        /// The spec of the page on which it goes on, relative to this file.
        "continued-on" continued_on: String,
        /// The spec of the page that it comes from, relative to this file.
        "continued-from" continued_from: String,
        /// The words over a story that comes from another page; its headline if not given.
        "jump-head" jump_head: OrNone<String>,
        ..place: RawPlace,
        ..look: RawStoryLook,
    }

    /// A further place for a story's text.
    RawTextFrame("a frame of a story") {
        /// Columns of text inside; one for each base column if not given.
        "text-columns" text_columns: Count,
        /// Between its text columns; the grid's if not given.
        "gutter" gutter: Length,
        ..place: RawPlace,
    }

    /// A story of a section, which gives it its place.
    RawSectionStory("a story of a section") {
        /// Which story.
        "slug" slug: Slug,
        /// Places for its pictures.
        "pictures" pictures: Vec<Sp<RawPictureBox>>,
        ..look: RawStoryLook,
    }
}

/// Keys of a story that has its own place: a section shares out its lines by what
/// its stories need, so none of them can run on elsewhere.
const ONLY_ALONE: [&str; 5] = ["continued-on", "continued-from", "jump-head", "frames", "around"];

fn only_alone_finding(key: &str, span: Span) -> Diagnostic {
    Diagnostic::of(SpecSyntax::OnlyAlone { key: key.to_owned() }).at(span)
}

/// A story in a section's list: its slug, or a table.
#[derive(Debug, Clone)]
pub(in crate::spec) struct SectionEntry(pub(in crate::spec) RawSectionStory);

impl FromToml for SectionEntry {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        if let DeValue::Table(table) = value {
            for (key, _) in table {
                let name = key.get_ref().as_ref();
                if ONLY_ALONE.contains(&name) {
                    reader.report(only_alone_finding(name, reader.span(key.span())));
                    return None;
                }
            }
            return RawSectionStory::from_toml(value, span, reader).map(Self);
        }
        let slug = Slug::from_toml(value, span, reader)?;
        let slug = Field::given(slug, span);
        Some(Self(RawSectionStory { slug, ..RawSectionStory::default() }))
    }
}

impl JsonSchema for SectionEntry {
    fn schema_name() -> Cow<'static, str> {
        "SectionEntry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let slug = generator.subschema_for::<Slug>();
        let table = generator.subschema_for::<RawSectionStory>();
        json_schema!({ "anyOf": [slug, table] })
    }
}
