//! Colors and lines, as written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::reader::LeafValue;
use super::units::Length;
use super::values::schemas;
use super::words::{RULE_KINDS, find_word};
use crate::color::{Color, SpotInk};
use crate::diag::finding::{Expected, SpecSyntax};
use crate::page::PageInks;
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
    fn expects() -> Expected {
        Expected::Color
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
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

fn read_base(text: &str) -> Result<ColorBase, SpecSyntax> {
    if let Some((kind, rest)) = text.split_once('(') {
        if matches!(kind.trim().to_lowercase().as_str(), "spot" | "专色") {
            return read_spot(text, rest);
        }
        if matches!(kind.trim().to_lowercase().as_str(), "rgb" | "rgba" | "hsl" | "hsla" | "lab") {
            return Err(SpecSyntax::ScreenColor { value: text.to_owned() });
        }
        let fault = || SpecSyntax::NoColor { value: text.to_owned() };
        let inks = rest.strip_suffix(')').ok_or_else(fault)?;
        let inks: Vec<f64> = inks.split([',', '，']).map(percent).collect::<Result<_, _>>()?;
        return match (kind.trim().to_lowercase().as_str(), inks.as_slice()) {
            ("cmyk", [c, m, y, k]) => Ok(ColorBase::Inks(Color::cmyk(*c, *m, *y, *k))),
            ("k", [k]) => Ok(ColorBase::Inks(Color::gray(*k))),
            _ => Err(fault()),
        };
    }
    match text {
        "" => Err(SpecSyntax::ColorUnnamed),
        "black" | "黑" | "黑色" => Ok(ColorBase::Inks(Color::BLACK)),
        "white" | "白" | "白色" => Ok(ColorBase::Inks(Color::WHITE)),
        name if name.starts_with('#') => Err(SpecSyntax::ScreenColor { value: name.to_owned() }),
        name => Ok(ColorBase::Named(name.to_owned())),
    }
}

/// A spot ink: its name, and what stands for it where there is no such plate.
fn read_spot(text: &str, rest: &str) -> Result<ColorBase, SpecSyntax> {
    let parts = rest.trim_end().strip_suffix(')').and_then(|inside| inside.split_once([',', '，']));
    let (name, alternate) = parts
        .map(|(name, alternate)| (name.trim(), alternate.trim()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| SpecSyntax::NoSpot { value: text.to_owned() })?;
    match read_base(alternate)? {
        ColorBase::Inks(Color::Process(alternate)) => {
            Ok(ColorBase::Spot(SpotInk { name: name.to_owned(), alternate }))
        }
        _ => Err(SpecSyntax::SpotSubstitute { value: alternate.to_owned() }),
    }
}

fn percent(text: &str) -> Result<f64, SpecSyntax> {
    let number = text.trim().trim_end_matches('%').parse::<f64>();
    number
        .ok()
        .filter(|percent| (0.0..=100.0).contains(percent))
        .ok_or_else(|| SpecSyntax::NoPercent { value: text.to_owned() })
}

/// The inks of a page as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InksText(pub(crate) PageInks);

impl LeafValue for InksText {
    fn expects() -> Expected {
        Expected::Inks
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let mut inks = text.split(['+', '＋']).map(str::trim);
        let first = inks.next().unwrap_or_default().to_lowercase();
        let spots: Vec<String> = inks.map(str::to_owned).collect();
        let fault = || SpecSyntax::NoInks { value: text.to_owned() };
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
    fn expects() -> Expected {
        Expected::Rule
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
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
                return Err(SpecSyntax::RuleWord { value: word.to_owned() });
            }
        }
        if rule == Self::default() {
            return Err(SpecSyntax::RuleFormless);
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

/// What a color looks like: inks in percent, or a name, which is not to be mistaken for
/// the way in which colors of a screen are written; then perhaps a tint.
fn color_pattern() -> String {
    let percent = r"\s*\+?(0*(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?)|\.[0-9]+)\s*%*\s*";
    let cmyk = format!(r"[cC][mM][yY][kK]\s*\({percent}([,，]{percent}){{3}}\)");
    let gray = format!(r"[kK]\s*\({percent}\)");
    let solid = format!(r"{cmyk}|{gray}|black|white|黑|黑色|白|白色");
    let spot = format!(r"([sS][pP][oO][tT]|专色)\s*\(\s*[^,，\s][^,，]*[,，]\s*({solid})\s*\)");
    format!(r"^\s*({solid}|{spot}|[^#(\s]([^(]*[^(\s])?)(\s+{percent}%)?\s*$")
}

schemas! {
    ColorText, "Color", {
        "type": "string",
        "pattern": color_pattern(),
        "description": "cmyk(c, m, y, k) or k(n) in percent, spot(NAME, cmyk(…)), black, white, or a name from [colors]; a percentage after it is a tint.",
        "examples": ["cmyk(0, 95, 90, 0)", "k(20)", "black", "red 15%", "spot(PANTONE 185 C, cmyk(0, 91, 76, 0))"],
    }
    InksText, "Inks", {
        "type": "string",
        "pattern": "^\\s*([pP][rR][oO][cC][eE][sS][sS]|[cC][mM][yY][kK]|四色|彩色|[bB][lL][aA][cC][kK]|[mM][oO][nN][oO]|黑|单黑|黑白)\\s*([+＋]\\s*[^\\s+＋][^+＋]*)*$",
        "description": "process for four inks, black for one; either may be followed by + and the names of spot inks.",
        "examples": ["process", "black", "black + PANTONE 185 C", "process + PANTONE 871 C"],
    }
    RuleText, "RuleStyle", {
        "type": "string",
        "pattern": "\\S",
        // A width without a unit, or a color of a screen.
        "not": { "pattern": "^([^(]*\\s)?([0-9]+\\.?[0-9]*|\\.[0-9]+|#\\S*|([rR][gG][bB]|[hH][sS][lL])[aA]?\\s*\\(.*|[lL][aA][bB]\\s*\\(.*)(\\s|$)" },
        "description": "A form (thin, thick, thick-thin, double, dotted, dashed, wavy; or a border: fret, waves, rope, dots-and-dashes, beads, leaves, diamonds, scallops), a width and a color, in any order; none for no line.",
        "examples": ["thin", "thick 2pt red", "文武线", "none"],
    }
}
