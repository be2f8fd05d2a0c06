//! Lengths, sizes of type and paper, as written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::reader::LeafValue;
use super::values::half_width_digits;
use crate::diag::finding::{Expected, SpecSyntax};
use crate::diag::nearest;
use crate::geom::{Abs, Em, Size};

/// A length as written: known, or to be counted in something the page says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Length {
    /// Known.
    Abs(Abs),
    /// So many characters of the body.
    Em(f64),
    /// So many lines of the grid.
    Lines(f64),
}

/// A unit of length.
#[derive(Debug, Clone, Copy)]
enum Unit {
    Points(f64),
    Millimetres(f64),
    Em,
    Lines,
}

/// The units and their spellings, lowercase.
const UNITS: &[(&str, Unit)] = &[
    ("mm", Unit::Millimetres(1.0)),
    ("cm", Unit::Millimetres(10.0)),
    ("in", Unit::Points(72.0)),
    ("pt", Unit::Points(1.0)),
    ("q", Unit::Millimetres(0.25)),
    ("h", Unit::Millimetres(0.25)),
    ("em", Unit::Em),
    ("lines", Unit::Lines),
    ("line", Unit::Lines),
    ("毫米", Unit::Millimetres(1.0)),
    ("厘米", Unit::Millimetres(10.0)),
    ("点", Unit::Points(1.0)),
    ("磅", Unit::Points(1.0)),
    ("级", Unit::Millimetres(0.25)),
    ("級", Unit::Millimetres(0.25)),
    ("齿", Unit::Millimetres(0.25)),
    ("歯", Unit::Millimetres(0.25)),
    ("字", Unit::Em),
    ("行", Unit::Lines),
];

/// No number in a spec needs to be larger; it keeps every sum far from the
/// end of the number line.
const LARGEST_NUMBER: f64 = 100_000.0;

/// The number at the start of a text and what follows it.
fn split_number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && matches!(c, '-' | '+'))))
        .map_or(text.len(), |(at, _)| at);
    let number: f64 = text[..end].parse().ok()?;
    Some((number, text[end..].trim()))
}

impl LeafValue for Length {
    fn expects() -> Expected {
        Expected::Length
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let Some((number, unit)) = split_number(text) else {
            return Err(SpecSyntax::NoLength { value: text.to_owned() });
        };
        if number.abs() > LARGEST_NUMBER {
            return Err(SpecSyntax::LengthTooLarge { value: text.to_owned() });
        }
        if unit.is_empty() {
            return if number == 0.0 { Ok(Self::Abs(Abs::ZERO)) } else { Err(unit_missing(text)) };
        }
        let lower = unit.to_lowercase();
        match UNITS.iter().find(|(name, _)| *name == lower) {
            Some((_, Unit::Points(times))) => Ok(Self::Abs(Abs::pt(number * times))),
            Some((_, Unit::Millimetres(times))) => Ok(Self::Abs(Abs::mm(number * times))),
            Some((_, Unit::Em)) => Ok(Self::Em(number)),
            Some((_, Unit::Lines)) => Ok(Self::Lines(number)),
            None => Err(unknown_unit(unit)),
        }
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        Some(if number == 0 {
            Ok(Self::Abs(Abs::ZERO))
        } else {
            Err(unit_missing(&number.to_string()))
        })
    }
}

fn unit_missing(number: &str) -> SpecSyntax {
    SpecSyntax::NoUnit { value: number.trim().to_owned() }
}

fn unknown_unit(unit: &str) -> SpecSyntax {
    // Short units are all near each other: one is worth telling only if it shares a
    // character.
    let known = UNITS.iter().map(|(name, _)| *name);
    let near = nearest(unit, known.filter(|name| name.chars().any(|c| unit.contains(c))));
    SpecSyntax::UnknownUnit { value: unit.to_owned(), nearest: near.map(str::to_owned) }
}

/// A size of type: a length, or one of the names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TypeSize(pub(crate) Length);

/// Sizes by name, in thousandths of a point. These are the word processors'
/// values; those of metal type differ for a few (CLREQ 2.3.5: 一号 28,
/// 六号 7.875), but editors know these.
const SIZE_NAMES: &[(&str, i64)] = &[
    ("初号", 42_000),
    ("小初", 36_000),
    ("一号", 26_000),
    ("小一", 24_000),
    ("二号", 22_000),
    ("小二", 18_000),
    ("三号", 16_000),
    ("小三", 15_000),
    ("四号", 14_000),
    ("小四", 12_000),
    ("五号", 10_500),
    ("新五号", 9_000),
    ("小五", 9_000),
    ("六号", 7_500),
    ("小六", 6_500),
    ("七号", 5_500),
    ("八号", 5_000),
];

/// The name of a size whose number is written as a digit, as it is in the table: 5号, 小4.
fn with_han_number(name: &str) -> String {
    const HAN: [char; 9] = ['初', '一', '二', '三', '四', '五', '六', '七', '八'];
    let name = half_width_digits(name);
    let is_name = name.ends_with('号') || name.starts_with('小');
    let number = name.trim_start_matches('小').trim_end_matches('号');
    match number.parse::<usize>() {
        Ok(at) if is_name && at < HAN.len() => {
            let small = if name.starts_with('小') { "小" } else { "" };
            let end = if small.is_empty() { "号" } else { "" };
            format!("{small}{}{end}", HAN[at])
        }
        _ if name.starts_with('小') => name.trim_end_matches('号').to_owned(),
        _ => name,
    }
}

impl LeafValue for TypeSize {
    fn expects() -> Expected {
        Expected::TypeSize
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let han = with_han_number(text.trim());
        let name = han.as_str();
        if let Some((_, thousandths)) = SIZE_NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(Self(Length::Abs(Abs::pt(*thousandths as f64 / 1000.0))));
        }
        if split_number(name).is_some() {
            return Length::read(name).map(Self);
        }
        let names = || SIZE_NAMES.iter().map(|(known, _)| *known);
        // With two characters to a name, one wrong character is a half: the
        // nearest name is worth telling only if it shares one with this.
        let near = nearest(name, names()).filter(|near| near.chars().any(|c| name.contains(c)));
        Err(SpecSyntax::UnknownSize {
            name: text.to_owned(),
            nearest: near.map(str::to_owned),
            known: names().map(str::to_owned).collect(),
        })
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        Length::from_integer(number).map(|read| read.map(Self))
    }
}

/// A length inside text: counted in the size of the type itself, or fixed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TextLength {
    /// In the type's own size.
    Em(Em),
    /// Fixed.
    Abs(Abs),
}

impl LeafValue for TextLength {
    fn expects() -> Expected {
        Expected::TextLength
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        match Length::read(text)? {
            Length::Em(ems) => Ok(Self::Em(Em::new(ems))),
            Length::Abs(length) => Ok(Self::Abs(length)),
            Length::Lines(_) => Err(SpecSyntax::LinesInLine),
        }
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        match Length::from_integer(number)? {
            Ok(_) => Some(Ok(Self::Em(Em::ZERO))),
            Err(fault) => Some(Err(fault)),
        }
    }
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PaperSize(pub(crate) Size);

/// Trimmed sheets in millimetres.
const PAPERS: &[(&str, i64, i64)] = &[
    ("china-broadsheet", 390, 545),
    ("对开", 390, 545),
    ("china-tabloid", 275, 390),
    ("四开", 275, 390),
    ("japan-broadsheet", 406, 545),
    ("ブランケット判", 406, 545),
    ("japan-tabloid", 273, 406),
    ("タブロイド判", 273, 406),
    ("korea-broadsheet", 390, 545),
    ("대판", 390, 545),
    ("korea-berliner", 320, 470),
    ("베를리너판", 320, 470),
    ("uk-broadsheet", 375, 597),
    ("us-broadsheet", 381, 578),
    ("us-narrow", 305, 559),
    ("berliner", 315, 470),
    ("rhenish", 350, 520),
    ("nordic", 400, 570),
    ("a2", 420, 594),
    ("a3", 297, 420),
    ("a4", 210, 297),
    ("a5", 148, 210),
];

impl LeafValue for PaperSize {
    fn expects() -> Expected {
        Expected::Paper
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let name = text.trim().to_lowercase();
        if let Some((_, width, height)) = PAPERS.iter().find(|(known, _, _)| *known == name) {
            return Ok(Self(Size::new(Abs::mm(*width as f64), Abs::mm(*height as f64))));
        }
        // Its x parts no sides.
        if name.contains("px") {
            return Err(unknown_unit("px"));
        }
        if let Some((width, height)) = name.split_once(['x', '×', '*']) {
            return Ok(Self(Size::new(side(width)?, side(height)?)));
        }
        let near = nearest(&name, PAPERS.iter().map(|(known, _, _)| *known));
        Err(SpecSyntax::UnknownPaper { name: text.to_owned(), nearest: near.map(str::to_owned) })
    }
}

/// One side of a sheet.
fn side(text: &str) -> Result<Abs, SpecSyntax> {
    match Length::read(text)? {
        Length::Abs(length) => Ok(length),
        Length::Em(_) | Length::Lines(_) => Err(SpecSyntax::PaperUnit),
    }
}

/// What a length looks like, for tools that check the schema: a number with one of the
/// units, or nothing at all.
fn length_pattern(is_taken: impl Fn(&Unit) -> bool) -> String {
    let units = UNITS.iter().filter(|(_, unit)| is_taken(unit));
    let units: Vec<String> = units.map(|(name, _)| in_any_case(name)).collect();
    format!(r"^\s*([-+]?{NUMBER}\s*({})|[-+]?(0+\.?0*|\.0+))\s*$", units.join("|"))
}

/// A number that is no larger than any needs to be.
const NUMBER: &str = r"(0*[0-9]{1,5}(\.[0-9]*)?|\.[0-9]+|0*100000(\.0*)?)";

/// A pattern for a word in capitals and small letters.
pub(super) fn in_any_case(word: &str) -> String {
    let letter = |c: char| match c {
        'a'..='z' => format!("[{c}{}]", c.to_ascii_uppercase()),
        _ => c.to_string(),
    };
    word.chars().map(letter).collect()
}

impl JsonSchema for Length {
    fn schema_name() -> Cow<'static, str> {
        "Length".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number and a unit: mm, cm, in, pt, Q, H, em or 字 (of the body size), lines or 行 (of the grid).",
            "anyOf": [{ "type": "string", "pattern": length_pattern(|_| true) }, { "const": 0 }],
            "examples": ["12mm", "9.5pt", "1.5字", "2行"],
        })
    }
}

impl JsonSchema for TextLength {
    fn schema_name() -> Cow<'static, str> {
        "TextLength".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let pattern = length_pattern(|unit| !matches!(unit, Unit::Lines));
        json_schema!({
            "description": "A number and a unit; em or 字 is the size of the type itself.",
            "anyOf": [{ "type": "string", "pattern": pattern }, { "const": 0 }],
            "examples": ["2字", "0.05em"],
        })
    }
}

impl JsonSchema for TypeSize {
    fn schema_name() -> Cow<'static, str> {
        "TypeSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = SIZE_NAMES.iter().map(|(name, _)| *name).collect();
        json_schema!({
            "description": "A size of type: a length, or a name with its word-processor value.",
            "anyOf": [
                { "type": "string", "pattern": length_pattern(|_| true) },
                { "type": "string", "enum": names },
                { "type": "string", "pattern": "^\\s*([0-8０-８]号|小[0-6０-６]号?|小[初一二三四五六]号?)\\s*$" },
            ],
            "examples": ["9.5pt", "14Q", "小五"],
        })
    }
}

impl JsonSchema for PaperSize {
    fn schema_name() -> Cow<'static, str> {
        "PaperSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = PAPERS.iter().map(|(name, _, _)| *name).collect();
        let any_name: Vec<String> = names.iter().map(|name| in_any_case(name)).collect();
        let any_name = format!(r"^\s*({})\s*$", any_name.join("|"));
        let side = length_pattern(|unit| matches!(unit, Unit::Points(_) | Unit::Millimetres(_)));
        json_schema!({
            "description": "A sheet by name, or width x height.",
            "anyOf": [
                { "type": "string", "enum": names },
                { "type": "string", "pattern": any_name },
                { "type": "string", "pattern": format!("{}[xX×*]{}", &side[..side.len() - 1], &side[1..]) },
            ],
            "examples": ["390mm x 545mm", "对开"],
        })
    }
}
