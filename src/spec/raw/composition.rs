//! What a house changes of composition, as written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::DeValue;

use super::reader::{Field, FromToml, Keys, TableKeys, TableReader, read_table};
use super::table::{Described, Properties, table_schema, tables};
use super::units::TextLength;
use super::values::{Count, DivisionList, NameList};
use crate::diag::Span;
use crate::style::{
    AlphabeticStance, Degree, Hanging, KoreanWords, LineEnd, LineStart, MarkPairs, MarkStyle,
    Spacing, Usage,
};

tables! {
    /// What the house changes of its languages' composition.
    RawHouseComposition("[composition]") {
        /// Names and terms that a headline never cuts in two.
        "names" names: NameList,
        /// A file with such names, one a line, relative to this file.
        "names-file" names_file: String,
        /// Words with hyphens where a line may end inside them; a word without any is never divided.
        "hyphenation" hyphenation: DivisionList,
        ..changes: RawComposition,
    }

    /// What the house, or a story, changes of its language's composition.
    RawComposition("composition") {
        /// Newspapers or books: how strict the other rules are unless they say so themselves.
        "usage" usage: Usage,
        /// Which marks may not start or end a line, 禁则.
        "strictness" strictness: Degree,
        /// Which marks are full width, and where they stand, 标点样式.
        "marks" marks: MarkStyle,
        /// What becomes of a full-width mark at a line's end, 行末标点.
        "line-end" line_end: LineEnd,
        /// What becomes of an opening mark at a line's start, 行首标点.
        "line-start" line_start: LineStart,
        /// Whether pause marks hang out of the measure at a line's end, 悬挂.
        "hanging" hanging: Hanging,
        /// Whether marks side by side are drawn together, 挤压.
        "adjacent-marks" pairs: MarkPairs,
        /// Between East Asian and alphabetic characters; a length, or a table of limits.
        "cjk-latin-space" cjk_latin: RawSpace,
        /// Between words; a length, or a table of limits.
        "word-space" word_space: RawSpace,
        /// The least that blanks of marks are narrowed to.
        "least-blanks" least_blanks: RawLeastBlanks,
        /// Spacing between characters beyond which a line is reported as loose.
        "most-even-spacing" most_even: TextLength,
        /// Whether words of Hangul stay whole.
        "korean-words" korean_words: KoreanWords,
        /// Justified lines, or a cell for every character of the body, 稿纸.
        "spacing" spacing: Spacing,
        /// How words of letters stand in a vertical line.
        "vertical-letters" alphabetic: AlphabeticStance,
        /// The most digits of a number side by side in a vertical line, 纵中横; 0: never.
        "combined-digits" combined_digits: Count,
    }

    /// A space with its limits.
    RawLimits("a space") {
        /// The width wished for.
        "ideal" ideal: TextLength,
        /// The least.
        "least" least: TextLength,
        /// The most, before characters are spaced evenly.
        "most" most: TextLength,
    }

    /// The least that the blank of a mark is narrowed to; a full-width mark has half a character.
    RawLeastBlanks("least-blanks") {
        /// Of middle dots, on each side.
        "interpunct" interpunct: TextLength,
        /// Of brackets and quotes.
        "bracket" bracket: TextLength,
        /// Of commas, colons and semicolons.
        "comma" comma: TextLength,
        /// Of full stops, question and exclamation marks.
        "stop" stop: TextLength,
    }
}

/// A space: one length, or a table of limits.
#[derive(Debug, Clone)]
pub(crate) struct RawSpace(pub(crate) RawLimits);

impl FromToml for RawSpace {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        if matches!(value, DeValue::Table(_)) {
            return RawLimits::from_toml(value, span, reader).map(Self);
        }
        let value = TextLength::from_toml(value, span, reader)?;
        let ideal = Field::given(value, span);
        Some(Self(RawLimits { ideal, ..RawLimits::default() }))
    }

    fn inherit(self, base: Self) -> Self {
        Self(self.0.over(base.0))
    }
}

impl JsonSchema for RawSpace {
    fn schema_name() -> Cow<'static, str> {
        "Space".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<TextLength>();
        let limits = generator.subschema_for::<RawLimits>();
        json_schema!({ "anyOf": [one, limits] })
    }
}
