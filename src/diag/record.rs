//! A finding as data, for programs: what `--format json` tells of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Diagnostic, FilePlace, Members, PageArea, Severity, Sources, Text};

/// A finding as data. What is not known is left out.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Record {
    /// What kind of finding it is; docs/codes.md has a section for each.
    code: &'static str,
    /// How bad it is.
    severity: Severity,
    /// Where it is: in a file that was read, or on a page; empty if it is nowhere.
    places: Vec<PlaceRecord>,
    /// What is wrong.
    message: Text,
    /// What to do.
    hints: Vec<Text>,
    /// How many more there are of its kind, which are counted and not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<u32>,
    /// What is found, in numbers and names: each kind of finding has some of these.
    #[serde(flatten)]
    members: Members,
}

/// A place in a file or on a page.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PlaceRecord {
    /// The file's path as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The character of the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The line of the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    /// One past the last character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
    /// The page of the finished file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// Where on the page, in mm from the trim's upper left corner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<PageArea>,
}

impl Record {
    /// A finding in files of these sources.
    #[must_use]
    pub fn new(sources: &Sources, diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code().name(),
            severity: diagnostic.severity,
            places: places(sources, diagnostic),
            message: diagnostic.message(),
            hints: diagnostic.hints(),
            more: (diagnostic.more > 0).then_some(diagnostic.more),
            members: diagnostic.finding.members(),
        }
    }

    /// What kind of finding it is.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// How many more there are of its kind, which are counted and not told.
    #[must_use]
    pub fn more(&self) -> u32 {
        self.more.unwrap_or(0)
    }

    /// Where it is.
    #[must_use]
    pub fn places(&self) -> &[PlaceRecord] {
        &self.places
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &Text {
        &self.message
    }

    /// What to do.
    #[must_use]
    pub fn hints(&self) -> &[Text] {
        &self.hints
    }
}

/// A place in a text that was read comes first; then the file that has no lines,
/// with the page of it that is meant.
fn places(sources: &Sources, diagnostic: &Diagnostic) -> Vec<PlaceRecord> {
    let nowhere = PlaceRecord {
        file: None,
        line: None,
        column: None,
        end_line: None,
        end_column: None,
        page: None,
        area: None,
    };
    let in_text = diagnostic.span.map(|span| {
        let (line, column) = sources.line_column(span.source, span.start);
        let (end_line, end_column) = sources.line_column(span.source, span.end);
        PlaceRecord {
            file: Some(sources.get(span.source).name.clone()),
            line: Some(line),
            column: Some(column),
            end_line: Some(end_line),
            end_column: Some(end_column),
            ..nowhere.clone()
        }
    });
    let other = diagnostic.file_place.as_deref().map(|FilePlace { file, page, area }| {
        PlaceRecord { file: file.clone(), page: *page, area: *area, ..nowhere }
    });
    in_text.into_iter().chain(other).collect()
}
