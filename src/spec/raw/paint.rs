//! Colors and lines, as written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::reader::{LeafValue, ValueFault};
use super::units::Length;
use super::values::schemas;
use super::words::{RULE_KINDS, find_word};
use crate::color::{Color, SpotInk};
use crate::diag::Text;
use crate::page::PageInks;
use crate::say;
use crate::spec::page::RuleKind;

/// A color as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ColorText {
    /// Inks or a name.
    pub(crate) base: ColorBase,
    /// A tint of it, in percent.
    pub(crate) tint: Option<f64>,
}

/// What a color is a tint of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ColorBase {
    /// These process inks.
    Inks(Color),
    /// A spot ink.
    Spot(SpotInk),
    /// A color of `[colors]`.
    Named(String),
}

impl LeafValue for ColorText {
    fn expects() -> Text {
        say!(
            "a color such as \"red\" or \"cmyk(0, 95, 90, 0)\"",
            "颜色，如 \"红\" 或 \"cmyk(0, 95, 90, 0)\""
        )
    }

    fn read(text: &str) -> Result<Self, ValueFault> {
        let trimmed = text.trim();
        let (base, tint) = match trimmed.rsplit_once(char::is_whitespace) {
            Some((base, tint)) if tint.ends_with('%') => {
                (base.trim(), Some(percent(tint.trim_end_matches('%'))?))
            }
            _ => (trimmed, None),
        };
        Ok(Self { base: read_base(base)?, tint })
    }
}

fn read_base(text: &str) -> Result<ColorBase, ValueFault> {
    if let Some((kind, rest)) = text.split_once('(') {
        if matches!(kind.trim().to_lowercase().as_str(), "spot" | "专色") {
            return read_spot(text, rest);
        }
        let fault = || {
            ValueFault::bad(say!("\"{text}\" is not a color", "“{text}” 不是颜色")).hint(say!(
                "write \"cmyk(0, 95, 90, 0)\" or \"k(20)\"",
                "写成 \"cmyk(0, 95, 90, 0)\" 或 \"k(20)\""
            ))
        };
        let inks = rest.strip_suffix(')').ok_or_else(fault)?;
        let inks: Vec<f64> = inks.split([',', '，']).map(percent).collect::<Result<_, _>>()?;
        return match (kind.trim().to_lowercase().as_str(), inks.as_slice()) {
            ("cmyk", [c, m, y, k]) => Ok(ColorBase::Inks(Color::cmyk(*c, *m, *y, *k))),
            ("k", [k]) => Ok(ColorBase::Inks(Color::gray(*k))),
            _ => Err(fault()),
        };
    }
    match text {
        "" => Err(ValueFault::bad(say!("a color needs a name", "颜色要有名称"))),
        "black" | "黑" | "黑色" => Ok(ColorBase::Inks(Color::BLACK)),
        "white" | "白" | "白色" => Ok(ColorBase::Inks(Color::WHITE)),
        name if name.starts_with('#') => Err(ValueFault::bad(say!(
            "\"{name}\" is a screen color; a press needs inks",
            "“{name}” 是屏幕颜色，印刷要用油墨"
        ))
        .hint(say!("write \"cmyk(0, 95, 90, 0)\"", "写成 \"cmyk(0, 95, 90, 0)\""))),
        name => Ok(ColorBase::Named(name.to_owned())),
    }
}

/// A spot ink: its name, and what stands for it where there is no such plate.
fn read_spot(text: &str, rest: &str) -> Result<ColorBase, ValueFault> {
    let parts = rest.trim_end().strip_suffix(')').and_then(|inside| inside.split_once([',', '，']));
    let (name, alternate) = parts
        .map(|(name, alternate)| (name.trim(), alternate.trim()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| {
            ValueFault::bad(say!("\"{text}\" is not a spot color", "“{text}” 不是专色")).hint(say!(
                "write \"spot(PANTONE 185 C, cmyk(0, 91, 76, 0))\": the ink's name, and what shows it on screen",
                "写成 \"spot(PANTONE 185 C, cmyk(0, 91, 76, 0))\"：油墨名，以及屏幕上代替它的四色"
            ))
        })?;
    match read_base(alternate)? {
        ColorBase::Inks(Color::Process(alternate)) => {
            Ok(ColorBase::Spot(SpotInk { name: name.to_owned(), alternate }))
        }
        _ => Err(ValueFault::bad(say!(
            "what stands for a spot ink must be process inks, not \"{alternate}\"",
            "代替专色的必须是四色油墨，不能写 “{alternate}”"
        ))),
    }
}

fn percent(text: &str) -> Result<f64, ValueFault> {
    let number = text.trim().trim_end_matches('%').parse::<f64>();
    number.ok().filter(|percent| (0.0..=100.0).contains(percent)).ok_or_else(|| {
        ValueFault::bad(say!(
            "an ink is given in percent, 0 to 100, not \"{text}\"",
            "油墨用 0 到 100 的百分数，不能写 “{text}”"
        ))
    })
}

/// The inks of a page as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InksText(pub(crate) PageInks);

impl LeafValue for InksText {
    fn expects() -> Text {
        say!(
            "the inks of the page: \"process\", \"black\" or \"black + NAME\"",
            "版面用墨：\"四色\"、\"单黑\" 或 \"黑 + 专色名\""
        )
    }

    fn read(text: &str) -> Result<Self, ValueFault> {
        let mut inks = text.split(['+', '＋']).map(str::trim);
        let first = inks.next().unwrap_or_default().to_lowercase();
        let spots: Vec<String> = inks.map(str::to_owned).collect();
        let fault = || {
            ValueFault::bad(say!("\"{text}\" does not tell a page's inks", "“{text}” 说明不了用墨"))
                .hint(say!(
                    "write \"process\" or \"black\"; \"black + NAME\" or \"process + NAME\" with a spot ink's name",
                    "写成 \"四色\" 或 \"单黑\"；有专色时写 \"黑 + 专色名\" 或 \"四色 + 专色名\""
                ))
        };
        if spots.iter().any(String::is_empty) {
            return Err(fault());
        }
        let base = match first.as_str() {
            "process" | "cmyk" | "四色" | "彩色" => PageInks::process(),
            "black" | "mono" | "黑" | "单黑" | "黑白" => PageInks::black(),
            _ => return Err(fault()),
        };
        Ok(Self(base.with_spots(spots)))
    }
}

/// A line as written; what is left out has its usual value.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct RuleText {
    /// Its form.
    pub(crate) kind: Option<RuleKind>,
    /// Its width.
    pub(crate) width: Option<Length>,
    /// Its color.
    pub(crate) color: Option<ColorText>,
}

impl LeafValue for RuleText {
    fn expects() -> Text {
        say!(
            "a line such as \"thin\" or \"thick 2pt red\"",
            "线条，如 \"文武线\" 或 \"粗线 2pt 红\""
        )
    }

    fn read(text: &str) -> Result<Self, ValueFault> {
        let mut rule = Self::default();
        for word in words_outside_brackets(text) {
            if rule.kind.is_none()
                && let Ok(kind) = find_word(word, RULE_KINDS)
            {
                rule.kind = Some(kind);
            } else if word.ends_with('%')
                && let Some(color) = rule.color.as_mut()
            {
                color.tint = Some(percent(word)?);
            } else if rule.width.is_none()
                && word.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            {
                rule.width = Some(Length::read(word)?);
            } else if rule.color.is_none() {
                rule.color = Some(ColorText::read(word)?);
            } else {
                return Err(ValueFault::bad(say!(
                    "\"{word}\" is one word too many",
                    "“{word}” 多余"
                ))
                .hint(say!(
                    "a line has a form, a width and a color: \"thick 2pt red\"",
                    "线条由线型、粗细、颜色组成：\"粗线 2pt 红\""
                )));
            }
        }
        if rule == Self::default() {
            return Err(ValueFault::bad(say!("a line needs a form", "线条要写明线型")));
        }
        Ok(rule)
    }
}

/// The words of a text, where white space inside round brackets parts nothing.
fn words_outside_brackets(text: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    text.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c.is_whitespace() && depth <= 0
    })
    .filter(|word| !word.is_empty())
    .collect()
}

schemas! {
    ColorText, "Color", {
        "type": "string",
        "description": "cmyk(c, m, y, k) or k(n) in percent, spot(NAME, cmyk(…)), black, white, or a name from [colors]; a percentage after it is a tint.",
        "examples": ["cmyk(0, 95, 90, 0)", "k(20)", "black", "red 15%", "spot(PANTONE 185 C, cmyk(0, 91, 76, 0))"],
    }
    InksText, "Inks", {
        "type": "string",
        "description": "process for four inks, black for one; either may be followed by + and the names of spot inks.",
        "examples": ["process", "black", "black + PANTONE 185 C", "process + PANTONE 871 C"],
    }
    RuleText, "RuleStyle", {
        "type": "string",
        "description": "A form (thin, thick, thick-thin, double, dotted, dashed, wavy; or a border: fret, waves, rope, dots-and-dashes, beads, leaves, diamonds, scallops), a width and a color, in any order; none for no line.",
        "examples": ["thin", "thick 2pt red", "文武线", "none"],
    }
}
