//! What a TOML parser says, in the words of someone who makes pages.
//!
//! Knows nothing of the parser but its messages; one that is not in the table
//! is passed on as it is.

use std::ops::Range;

use super::{Code, Diagnostic, Span, Text};
use crate::say;

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
        let Text { en, zh } = line.fault(&words);
        let finding = Diagnostic::error(
            Code::TomlSyntax,
            say!("this line cannot be read: {en}", "这一行读不懂：{zh}"),
        )
        .at(at(range));
        findings.push(match line.advice(&words) {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }
    findings
}

/// The beginnings of the parser's messages, and what they mean.
const SAYINGS: &[(&str, &str, &str)] = &[
    ("string values must be quoted", "text stands in quotes", "文字要放在引号里"),
    (
        "invalid date",
        "this is neither a date nor text in quotes",
        "这既不是日期，也不是带引号的文字",
    ),
    (
        "invalid float",
        "this is neither a number nor text in quotes",
        "这既不是数字，也不是带引号的文字",
    ),
    (
        "invalid integer",
        "this is neither a number nor text in quotes",
        "这既不是数字，也不是带引号的文字",
    ),
    ("unexpected leading zero", "a number does not begin with 0", "数字不能以 0 开头"),
    ("duplicate key", "the same was written further up", "前面已经写过同样的一项"),
    ("key with no value", "there is no = after the key", "项名后面没有 ="),
    (
        "invalid unquoted key",
        "a key has Latin letters, digits and - only",
        "项名只能用英文字母、数字和 -",
    ),
    ("unclosed array table", "]] is missing", "缺少 ]]"),
    ("unclosed table", "] is missing", "缺少 ]"),
    ("unclosed array", "] is missing", "缺少 ]"),
    ("unclosed inline table", "} is missing", "缺少 }"),
    ("invalid basic string", "the quote at the end is missing", "缺少后面的引号"),
    ("invalid literal string", "the quote at the end is missing", "缺少后面的引号"),
    ("missing comma", "a comma is missing", "缺少逗号"),
    ("extra comma", "there is a comma too many", "多了一个逗号"),
    ("unexpected key or value", "there is something after the value", "内容后面多了字符"),
    ("missing escaped value", "a \\ in text is written twice: \\\\", "文字里的 \\ 要写两个：\\\\"),
];

/// Signs of a Chinese keyboard that stand where TOML wants a plain one.
const FULL_WIDTH: &[(char, &str)] = &[
    ('“', "\""),
    ('”', "\""),
    ('＂', "\""),
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

    fn fault(&self, words: &str) -> Text {
        if words.starts_with("invalid date") && words.contains(" between ") {
            return say!("there is no such date", "没有这个日期");
        }
        if self.pair().is_some_and(|(_, value)| value.is_empty()) {
            return say!("there is nothing after =", "= 后面没有内容");
        }
        match SAYINGS.iter().find(|(start, ..)| words.starts_with(start)) {
            Some((_, en, zh)) => say!("{en}", "{zh}"),
            None => {
                let words = words.lines().collect::<Vec<_>>().join(", ");
                say!("{words}", "{words}")
            }
        }
    }

    fn advice(&self, words: &str) -> Option<Text> {
        if let Some((found, plain)) = self.full_width() {
            return Some(say!(
                "use the half-width sign {plain} instead of {found}",
                "请用半角的 {plain}，不要用全角的 {found}"
            ));
        }
        if words.starts_with("duplicate key") {
            return Some(say!(
                "write it once; things of which there can be several have two brackets: [[story]]",
                "请只写一次；可以有多个的项用双方括号，如 [[story]]"
            ));
        }
        if words.contains(" between ") || words.starts_with("unexpected leading zero") {
            return None;
        }
        if self.text.trim_start().starts_with("//") {
            return Some(say!("a remark begins with #", "注释以 # 开头"));
        }
        match self.pair() {
            Some((key, value)) if !value.is_empty() && !value.contains(['"', '\'', '[', '{']) => {
                Some(say!("write {key} = \"{value}\"", "写成 {key} = \"{value}\""))
            }
            None if !self.text.trim_start().starts_with('[') => {
                Some(say!("a line is written: key = \"value\"", "每行的写法是：项名 = \"内容\""))
            }
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
