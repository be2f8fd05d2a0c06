//! A spec brought to the format of this program: what is new is spliced in, and all else
//! stays byte for byte as it is.

use super::edit::{Splice, parse};
use crate::diag::{Code, Diagnostic, Sources};
use crate::spec::format::FORMAT;
use crate::spec::raw;

/// A spec in the format of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradedSpec {
    /// Its text.
    pub text: String,
    /// What was written into it.
    pub lines: Vec<UpgradedLine>,
}

/// A line that was written into a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradedLine {
    /// Which one, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// Brings a spec to the format of this program. `text` is that of the file as it is, with
/// its own line ends and without a byte order mark.
///
/// # Errors
/// What keeps it from being read, told of a source of this name.
pub fn upgrade(
    name: &str,
    text: &str,
    sources: &mut Sources,
) -> Result<UpgradedSpec, Vec<Diagnostic>> {
    let plain = with_feeds(text);
    let source = sources.add(name, plain.as_str());
    let mut findings = Vec::new();
    let spec = raw::parse(&plain, source, &mut findings);
    findings.retain(|finding| {
        finding.code() == Code::TomlSyntax || finding.code() == Code::NewerFormat
    });
    if !findings.is_empty() {
        return Err(findings);
    }
    let as_it_is = UpgradedSpec { text: text.to_owned(), lines: Vec::new() };
    if !spec.format.is_absent() {
        return Ok(as_it_is);
    }
    let splice = format_line(text, &plain);
    let at = splice.range.start;
    let changed = splice.put_into(text);
    // What is spliced in has to be read as what is meant.
    let is_meant = parse(&with_feeds(&changed)).is_some_and(|document| {
        let format = document.get_ref().get("format");
        format.and_then(|it| it.get_ref().as_integer()?.as_str().parse().ok()) == Some(FORMAT)
    });
    if !is_meant {
        return Ok(as_it_is);
    }
    let line = plain[..at].matches('\n').count() + 1;
    let added = UpgradedLine { line, text: format!("format = {FORMAT}") };
    Ok(UpgradedSpec { text: changed, lines: vec![added] })
}

/// The same text, as long as it was, where a return that ends a line is a line feed.
fn with_feeds(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        plain.push(match c {
            '\r' if rest.peek() != Some(&'\n') => '\n',
            c => c,
        });
    }
    plain
}

/// The line with the format, before the first key or table and the comment right above it,
/// but after a line that names the schema.
fn format_line(text: &str, plain: &str) -> Splice {
    let document = parse(plain);
    let keys = document.iter().flat_map(|it| it.get_ref().keys().map(|key| key.span().start));
    let first = keys.min().unwrap_or(plain.len());
    let mut at = plain[..first].rfind('\n').map_or(0, |feed| feed + 1);
    let is_table = plain[at..].trim_start().starts_with('[');
    while let Some(above) = plain[..at].strip_suffix('\n') {
        let line = above.rfind('\n').map_or(0, |feed| feed + 1);
        let comment = above[line..].trim();
        if !comment.starts_with('#') || comment.starts_with("#:") {
            break;
        }
        at = line;
    }
    let line_end = if text.contains("\r\n") {
        "\r\n"
    } else if text.contains('\r') {
        "\r"
    } else {
        "\n"
    };
    let mut with = format!("format = {FORMAT}{line_end}");
    if at == plain.len() && !plain.is_empty() && !plain.ends_with('\n') {
        with.insert_str(0, line_end);
    }
    if is_table {
        with.push_str(line_end);
    }
    Splice { range: at..at, with }
}
