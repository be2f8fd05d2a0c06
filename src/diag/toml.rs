//! What a TOML parser says, in the words of someone who makes pages.
//!
//! Knows nothing of the parser but its messages; one that is not in the table
//! is passed on as it is.

use std::ops::Range;

use super::finding::{SpecSyntax, TomlAdvice, TomlFault};
use super::{Diagnostic, Span};

/// The findings for what a parser could not read: one for each line, since the
/// rest of a line that it lost track of is not worth complaining about.
/// `faults` are places in `text` with the parser's words.
pub fn toml_findings(
    text: &str,
    faults: impl IntoIterator<Item = (Range<usize>, String)>,
    at: impl Fn(Range<usize>) -> Span,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut told: Option<usize> = None;
    for (range, words) in faults {
        let line = TomlLine::around(text, range.start);
        if told == Some(line.start) {
            continue;
        }
        told = Some(line.start);
        let (toml_fault, said) = line.fault(&words);
        let toml_advice = line.advice(&words);
        let finding = SpecSyntax::Toml { toml_fault, said, toml_advice };
        findings.push(Diagnostic::of(finding).at(at(range)));
    }
    findings
}

/// The beginnings of the parser's messages, and what they mean.
const SAYINGS: &[(&str, TomlFault)] = &[
    ("string values must be quoted", TomlFault::Unquoted),
    ("invalid date", TomlFault::NeitherDateNorText),
    ("invalid float", TomlFault::NeitherNumberNorText),
    ("invalid integer", TomlFault::NeitherNumberNorText),
    ("unexpected leading zero", TomlFault::LeadingZero),
    ("duplicate key", TomlFault::Twice),
    ("key with no value", TomlFault::NoEquals),
    ("invalid unquoted key", TomlFault::BadKey),
    ("unclosed array table", TomlFault::NoBrackets),
    ("unclosed table", TomlFault::NoBracket),
    ("unclosed array", TomlFault::NoBracket),
    ("unclosed inline table", TomlFault::NoBrace),
    ("invalid basic string", TomlFault::NoQuote),
    ("invalid literal string", TomlFault::NoQuote),
    ("missing comma", TomlFault::NoComma),
    ("extra comma", TomlFault::ExtraComma),
    ("unexpected key or value", TomlFault::AfterValue),
    ("missing escaped value", TomlFault::Backslash),
];

/// Signs of a Chinese keyboard that stand where TOML wants a plain one.
const FULL_WIDTH: &[(char, &str)] = &[
    ('“', "\""),
    ('”', "\""),
    ('＂', "\""),
    ('‘', "\""),
    ('’', "\""),
    ('「', "\""),
    ('」', "\""),
    ('＝', "="),
    ('，', ","),
    ('［', "["),
    ('］', "]"),
    ('【', "["),
    ('】', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('＃', "#"),
];

/// A line of the text with a fault in it.
struct TomlLine<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> TomlLine<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let at = at.min(text.len());
        let bytes = text.as_bytes();
        let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let rest = text.get(start..).unwrap_or_default();
        Self { start, text: rest.lines().next().unwrap_or_default() }
    }

    /// Key and value, if the line has both.
    fn pair(&self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.text.split_once('=')?;
        let value = value.split(" #").next().unwrap_or_default();
        Some((key.trim(), value.trim()))
    }

    /// What is wrong, and the parser's own words where there are no better ones.
    fn fault(&self, words: &str) -> (TomlFault, Option<String>) {
        match self.pair().map(|(_, value)| value) {
            Some(value) if plain_date(value).is_some() => return (TomlFault::NoPlainDate, None),
            Some(value) if plain_bool(value).is_some() => {
                return (TomlFault::NeitherTrueNorFalse, None);
            }
            _ => {}
        }
        if words.starts_with("invalid date") && words.contains(" between ") {
            return (TomlFault::NoSuchDate, None);
        }
        if self.pair().is_some_and(|(_, value)| value.is_empty()) {
            return (TomlFault::NoValue, None);
        }
        match SAYINGS.iter().find(|(start, _)| words.starts_with(start)) {
            Some((_, fault)) => (*fault, None),
            None => {
                let words = words.lines().collect::<Vec<_>>().join(", ");
                (TomlFault::Other, Some(words))
            }
        }
    }

    fn advice(&self, words: &str) -> Option<TomlAdvice> {
        if let Some((found, plain_sign)) = self.full_width() {
            return Some(TomlAdvice::HalfWidth { sign: found.to_string(), plain_sign });
        }
        if words.starts_with("duplicate key") {
            return Some(TomlAdvice::WriteOnce);
        }
        if words.contains(" between ") || words.starts_with("unexpected leading zero") {
            return None;
        }
        if self.text.trim_start().starts_with("//") {
            return Some(TomlAdvice::Remark);
        }
        if let Some((key, value)) = self.pair()
            && let Some(example) =
                plain_date(value).or_else(|| plain_bool(value).map(str::to_owned))
        {
            return Some(TomlAdvice::Plain { key: key.to_owned(), example });
        }
        if let Some(key) = self.pair().and_then(|(key, _)| key_of(key)) {
            return Some(TomlAdvice::KeyIs { key: key.to_owned() });
        }
        let end = self.pair().and_then(|(_, value)| value.chars().next_back());
        if words.starts_with("unexpected key or value")
            && let Some(sign) = end.filter(|end| [',', ';', '；', '。', '、'].contains(end))
        {
            return Some(TomlAdvice::LeaveOut { sign: sign.to_string() });
        }
        match self.pair() {
            Some((key, value)) if !value.is_empty() && !value.contains(['"', '\'', '[', '{']) => {
                Some(TomlAdvice::Quote { key: key.to_owned(), value: value.to_owned() })
            }
            None if !self.text.trim_start().starts_with('[') => Some(TomlAdvice::KeyAndValue),
            _ => None,
        }
    }

    /// The first full-width sign outside quotes, and the plain one.
    fn full_width(&self) -> Option<(char, &'static str)> {
        let mut quoted = false;
        for found in self.text.chars() {
            if found == '"' {
                quoted = !quoted;
            }
            let known = FULL_WIDTH.iter().find(|(sign, _)| *sign == found);
            if let Some((_, plain)) = known.filter(|_| !quoted) {
                return Some((found, plain));
            }
        }
        None
    }
}

/// A date in another form than TOML's, in that form: 2026/11/8, 2026.11.8, 2026年11月8日.
pub(crate) fn plain_date(value: &str) -> Option<String> {
    let value = value.trim().trim_end_matches(['日', '号']);
    let parts: Vec<&str> = value.split(['-', '/', '.', '年', '月', '－', '／', '．']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let number = |text: &str, most: usize| {
        let is_number =
            !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let is_date = year >= 1000 && (1..=12).contains(&month) && (1..=31).contains(&day);
    let plain = format!("{year:04}-{month:02}-{day:02}");
    (is_date && plain != value).then_some(plain)
}

/// A word for yes or no, as TOML has it.
fn plain_bool(value: &str) -> Option<&'static str> {
    match value.to_lowercase().as_str() {
        "true" | "yes" | "on" | "是" | "真" => Some("true"),
        "false" | "no" | "off" | "否" | "假" => Some("false"),
        _ => None,
    }
}

/// Keys under the names that editors may take them for.
const KEYS_IN_CHINESE: &[(&str, &str)] = &[
    ("代号", "slug"),
    ("栏", "columns"),
    ("行", "lines"),
    ("稿件", "stories"),
    ("标题", "headline"),
    ("主题", "headline"),
    ("引题", "kicker"),
    ("肩题", "kicker"),
    ("副题", "deck"),
    ("提要", "standfirst"),
    ("署名", "byline"),
    ("作者", "byline"),
    ("报名", "paper"),
    ("日期", "date"),
    ("版次", "number"),
    ("期号", "issue"),
    ("版别", "section"),
    ("语言", "lang"),
    ("开本", "size"),
    ("字号", "size"),
    ("字体", "font"),
    ("颜色", "color"),
    ("出血", "bleed"),
    ("页边", "margin"),
    ("栏距", "gutter"),
    ("行距", "leading"),
];

/// The key that is meant by a Chinese word.
fn key_of(word: &str) -> Option<&'static str> {
    KEYS_IN_CHINESE.iter().find(|(chinese, _)| *chinese == word).map(|(_, key)| *key)
}
