//! Numbers, ranges, dates and names, as written.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::DeValue;

use super::reader::{FromToml, LeafValue, Sp, TableReader, integer};
use super::words::find_word;
use crate::diag::finding::{Bound, CountedThing, Expected, SpecSyntax};
use crate::diag::{Diagnostic, PageNumber, Span, plain_date};
use crate::spec::format::{FORMAT, FormatVersion};
use crate::spec::page::FollowPlace;
use crate::spec::{ClosingTime, ProofTime};
use crate::story::Slug;

impl LeafValue for String {
    fn expects() -> Expected {
        Expected::Text
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        Ok(text.to_owned())
    }
}

/// Text for a placeholder; a number will do.
#[derive(Debug, Clone)]
pub(crate) struct PlainText(pub(crate) String);

impl LeafValue for PlainText {
    fn expects() -> Expected {
        Expected::Words
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        Ok(Self(text.to_owned()))
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        Some(Ok(Self(number.to_string())))
    }
}

/// How many of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count(pub(crate) u32);

impl LeafValue for Count {
    fn expects() -> Expected {
        Expected::Count
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let number = text.trim().parse::<i64>();
        number.ok().and_then(Self::from_integer).unwrap_or_else(|| {
            let digits: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
            let digits = if digits.is_empty() { "4" } else { &digits };
            Err(SpecSyntax::NoCount { value: text.to_owned(), example: digits.to_owned() })
        })
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        Some(match u32::try_from(number) {
            Ok(count) if count <= 1_000_000 => Ok(Self(count)),
            _ => Err(SpecSyntax::CountTooLarge { least: Bound(0.0), most: Bound(1_000_000.0) }),
        })
    }
}

/// Characters of a page's number: a folio has no room for more.
const MOST_OF_NUMBER: usize = 12;

impl LeafValue for PageNumber {
    fn expects() -> Expected {
        Expected::PaperPage
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let text = text.trim();
        let is_one = !text.is_empty()
            && text.chars().count() <= MOST_OF_NUMBER
            && !text.contains(|c: char| c.is_control() || matches!(c, '{' | '}'));
        match is_one {
            true => Ok(Self::new(text)),
            false => Err(SpecSyntax::NoPageNumber {
                value: text.to_owned(),
                most_characters: MOST_OF_NUMBER,
            }),
        }
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        Count::from_integer(number).map(|read| read.map(|count| Self::from(count.0)))
    }
}

impl LeafValue for ProofTime {
    fn expects() -> Expected {
        Expected::ProofTime
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        Self::from_text(text).ok_or_else(|| SpecSyntax::NoTime { value: text.to_owned() })
    }
}

impl LeafValue for ClosingTime {
    fn expects() -> Expected {
        Expected::ProofTime
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        Self::from_text(text).ok_or_else(|| SpecSyntax::NoTime { value: text.to_owned() })
    }
}

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RangeEnd {
    /// This one, from 1.
    At(u32),
    /// The last there is.
    Last,
    /// Where it follows from something else.
    Open,
}

/// A run of columns or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// The first.
    pub(crate) first: RangeEnd,
    /// The last.
    pub(crate) last: RangeEnd,
}

impl LeafValue for Range {
    fn expects() -> Expected {
        Expected::Range
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let trimmed = text.trim();
        if matches!(trimmed, "all" | "全部") {
            return Ok(Self { first: RangeEnd::At(1), last: RangeEnd::Last });
        }
        let fault = || SpecSyntax::NoRange { value: text.to_owned() };
        let plain = half_width_digits(trimmed);
        let mut ends = plain.split(BETWEEN).map(read_end);
        let range = match (ends.next(), ends.next(), ends.next()) {
            (Some(Some(only)), None, None) if only != RangeEnd::Open => {
                Self { first: only, last: only }
            }
            (Some(Some(first)), Some(Some(last)), None) => Self { first, last },
            _ => return Err(fault()),
        };
        match (range.first, range.last) {
            (RangeEnd::At(0), _) | (_, RangeEnd::At(0)) => {
                Err(SpecSyntax::FromOne { counted: CountedThing::ColumnsAndLines })
            }
            (RangeEnd::At(first), RangeEnd::At(last)) if first > last => {
                Err(SpecSyntax::Backwards {
                    value: text.to_owned(),
                    example: format!("{last}-{first}"),
                })
            }
            (RangeEnd::Last, RangeEnd::At(_) | RangeEnd::Open) => Err(fault()),
            _ => Ok(range),
        }
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        Some(Self::read(&number.to_string()))
    }
}

/// What may stand between the ends of a range.
const BETWEEN: [char; 9] = ['-', '–', '—', '－', '−', '~', '～', '至', '到'];

/// The same with the digits of a Chinese keyboard as plain ones.
pub(super) fn half_width_digits(text: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        code @ 0xFF10..=0xFF19 => char::from_u32(code - 0xFF10 + 0x30).unwrap_or(c),
        _ => c,
    };
    text.chars().map(plain).collect()
}

fn read_end(text: &str) -> Option<RangeEnd> {
    match text.trim() {
        "last" | "末" => Some(RangeEnd::Last),
        "" => Some(RangeEnd::Open),
        number => number.parse().ok().map(RangeEnd::At),
    }
}

impl LeafValue for FollowPlace {
    fn expects() -> Expected {
        Expected::FollowPlace
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let plain = half_width_digits(text.trim());
        let after = AFTER_CROSSHEAD.iter().find_map(|word| plain.strip_prefix(word));
        if let Some(number) = after {
            return match number.trim().parse() {
                Ok(number) if number > 0 => Ok(Self::AfterCrosshead(number)),
                Err(_) if number.is_empty() => Ok(Self::AfterCrosshead(1)),
                _ => Err(SpecSyntax::FromOne { counted: CountedThing::Crossheads }),
            };
        }
        find_word(&plain, &FOLLOW_WORDS)
    }
}

const AFTER_CROSSHEAD: [&str; 2] = ["after-crosshead", "小标题后"];
const FOLLOW_WORDS: [(&str, FollowPlace); 8] = [
    ("under-head", FollowPlace::UnderHead),
    ("top", FollowPlace::Top),
    ("foot", FollowPlace::Foot),
    ("in-text", FollowPlace::InText),
    ("题下", FollowPlace::UnderHead),
    ("上", FollowPlace::Top),
    ("下", FollowPlace::Foot),
    ("文中", FollowPlace::InText),
];

impl JsonSchema for FollowPlace {
    fn schema_name() -> Cow<'static, str> {
        "FollowPlace".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words = FOLLOW_WORDS.map(|(word, _)| word);
        json_schema!({
            "description": Expected::FollowPlace.text().en,
            "anyOf": [
                { "type": "string", "enum": words },
                { "type": "string", "pattern": "^\\s*(after-crosshead|小标题后)\\s*[0-9０-９]*\\s*$" },
            ],
        })
    }
}

impl LeafValue for Slug {
    fn expects() -> Expected {
        Expected::Slug
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        Self::new(text).ok_or_else(|| SpecSyntax::NoSlug { value: text.to_owned() })
    }
}

/// A date of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IssueDate(pub(crate) Date);

impl FromToml for IssueDate {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        let date = match value {
            DeValue::Datetime(written) if written.time.is_none() => written.date.and_then(|date| {
                let year = i16::try_from(date.year).ok()?;
                let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
                Date::new(year, month, day).ok()
            }),
            DeValue::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if date.is_none() {
            let text = value.as_str().unwrap_or_default();
            let example = plain_date(text).unwrap_or_else(|| "2026-11-23".to_owned());
            reader.report(Diagnostic::of(SpecSyntax::NoDate { example }).at(span));
        }
        date.map(Self)
    }
}

/// A font as written: a role or a family's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FontName(pub(crate) String);

/// The roles of fonts under the names that editors use.
const FONT_ROLES: &[(&str, &str)] = &[
    ("song", "song"),
    ("宋体", "song"),
    ("宋", "song"),
    ("明體", "song"),
    ("明朝", "song"),
    ("명조", "song"),
    ("hei", "hei"),
    ("黑体", "hei"),
    ("黑", "hei"),
    ("黑體", "hei"),
    ("ゴシック", "hei"),
    ("고딕", "hei"),
    ("kai", "kai"),
    ("楷体", "kai"),
    ("楷", "kai"),
    ("楷體", "kai"),
    ("latin", "latin"),
    ("西文", "latin"),
];

impl LeafValue for FontName {
    fn expects() -> Expected {
        Expected::Font
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let name = text.trim();
        if name.is_empty() {
            return Err(SpecSyntax::FontUnnamed);
        }
        let role = FONT_ROLES.iter().find(|(known, _)| *known == name.to_lowercase());
        Ok(Self(role.map_or(name, |(_, role)| *role).to_owned()))
    }
}

/// A value, or the word that takes away what the template gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OrNone<T> {
    /// Nothing.
    None,
    /// This.
    Some(T),
}

impl<T> OrNone<T> {
    /// As an option.
    pub(crate) fn as_option(&self) -> Option<&T> {
        match self {
            Self::None => None,
            Self::Some(value) => Some(value),
        }
    }
}

impl<T: LeafValue> LeafValue for OrNone<T> {
    fn expects() -> Expected {
        T::expects()
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        if matches!(text.trim(), "none" | "无") {
            return Ok(Self::None);
        }
        T::read(text).map(Self::Some)
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        T::from_integer(number).map(|read| read.map(Self::Some))
    }
}

/// Names; those of a file are added to those of the template it extends.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameList(pub(crate) Vec<Sp<String>>);

impl FromToml for NameList {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        Vec::from_toml(value, span, reader).map(Self)
    }

    fn inherit(mut self, base: Self) -> Self {
        self.0.extend(base.0);
        self
    }
}

impl JsonSchema for NameList {
    fn schema_name() -> Cow<'static, str> {
        "Names".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "string" } })
    }
}

/// Words with hyphens where they may be divided; those of a file come before those of the
/// template it extends.
#[derive(Debug, Clone, Default)]
pub(crate) struct DivisionList(pub(crate) Vec<Sp<String>>);

impl FromToml for DivisionList {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        Vec::from_toml(value, span, reader).map(Self)
    }

    fn inherit(mut self, base: Self) -> Self {
        self.0.extend(base.0);
        self
    }
}

impl JsonSchema for DivisionList {
    fn schema_name() -> Cow<'static, str> {
        "Hyphenation".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": { "type": "string", "pattern": "^\\p{L}+(-\\p{L}+)*$" },
            "examples": [["news-paper", "theatre-goer", "Chronicle"]],
        })
    }
}

/// One thing or a list of things.
#[derive(Debug, Clone)]
pub(crate) struct OneOrMany<T>(pub(crate) Vec<Sp<T>>);

impl<T: FromToml> FromToml for OneOrMany<T> {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        if matches!(value, DeValue::Array(_)) {
            return Vec::from_toml(value, span, reader).map(Self);
        }
        T::from_toml(value, span, reader).map(|value| Self(vec![Sp { value, span }]))
    }
}

/// The point of a picture that cropping keeps, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Focus(pub(crate) u8, pub(crate) u8);

impl FromToml for Focus {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        let percent = |item: &DeValue<'_>| {
            integer(item).and_then(|number| u8::try_from(number).ok()).filter(|n| *n <= 100)
        };
        let focus = match value {
            DeValue::Array(pair) if pair.len() == 2 => {
                percent(pair[0].get_ref()).zip(percent(pair[1].get_ref())).map(|(x, y)| Self(x, y))
            }
            _ => None,
        };
        if focus.is_none() {
            reader.report(Diagnostic::of(SpecSyntax::NoFocus).at(span));
        }
        focus
    }
}

/// How a section shares out its lines.
#[derive(Debug, Clone)]
pub(crate) enum ShareText {
    /// By the length of the stories.
    ByLength,
    /// These numbers.
    Lines(Vec<Sp<Count>>),
}

impl FromToml for ShareText {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        match value {
            DeValue::Array(_) => Vec::from_toml(value, span, reader).map(Self::Lines),
            DeValue::String(text) if matches!(text.trim(), "by-length" | "按长度") => {
                Some(Self::ByLength)
            }
            _ => {
                reader.wrong_kind(Expected::Share, value, span);
                None
            }
        }
    }
}

/// Schemas of the types above.
macro_rules! schemas {
    ($($type:ty, $name:literal, $schema:tt)+) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )+};
}

pub(super) use schemas;

schemas! {
    PlainText, "Words", { "type": ["string", "integer"] }
    IssueDate, "Date", {
        "type": "string",
        "format": "date",
        "pattern": "^\\s*[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))\\s*$",
        "examples": ["2026-11-23"],
    }
    ProofTime, "ProofTime", {
        "type": "string",
        "pattern": "^\\s*([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) )?([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?\\s*$",
        "examples": ["2026-11-28 21:40", "21:40"],
    }
    ClosingTime, "ClosingTime", {
        "type": "string",
        "pattern": "^\\s*([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) )?([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?\\s*$",
        "examples": ["18:00", "2026-11-27 18:00"],
    }
    FormatVersion, "Format", { "type": "integer", "minimum": 1, "maximum": FORMAT }
    Count, "Count", { "type": "integer", "minimum": 0, "maximum": 1_000_000 }
    Range, "Range", {
        "description": "One column or line, or a run with both ends included.",
        "anyOf": [
            { "type": "string", "pattern": "^\\s*(all|全部|(last|末)(\\s*[-–—－−~～至到]\\s*(last|末))?|[0０]*[1-9１-９][0-9０-９]*(\\s*[-–—－−~～至到]\\s*([0０]*[1-9１-９][0-9０-９]*|last|末)?)?|[-–—－−~～至到]\\s*([0０]*[1-9１-９][0-9０-９]*|last|末)?)\\s*$" },
            { "type": "integer", "minimum": 1 },
        ],
        "examples": ["1-3", "80-last", "all"],
    }
    Slug, "Slug", { "type": "string", "description": "A story's short name: its file's name without .md.", "pattern": "^[^\\s./\\\\][^\\s/\\\\]*$" }
    FontName, "FontName", {
        "type": "string",
        "description": "A role (song, hei, kai, latin) or a family's name.",
        "examples": ["song", "hei", "kai", "latin", "宋体", "黑体", "楷体"],
    }
    Focus, "Focus", {
        "type": "array",
        "description": "Percent from the left and from the top.",
        "items": { "type": "integer", "minimum": 0, "maximum": 100 },
        "minItems": 2,
        "maxItems": 2,
    }
    ShareText, "Share", {
        "description": "By the length of the stories, or fixed numbers of lines.",
        "anyOf": [
            { "enum": ["by-length", "按长度"] },
            { "type": "array", "items": { "type": "integer", "minimum": 1 } },
        ],
    }
}

impl<T: JsonSchema> JsonSchema for OrNone<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        // "none" is a text as any other to the types used here.
        generator.subschema_for::<T>()
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}
