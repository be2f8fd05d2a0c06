//! The structure of a page as a golden file: the text of `dump`, with what was found.

use super::judged::{Differs, Judgement};
use crate::compare::{PageChange, StructureFault, WhatChanged, changes, read_structure};
use crate::diag::{Diagnostic, Record, Severity, Sources};
use crate::dump;
use crate::job::Outcome;

/// What stands where on the pages, as text, with what was found; none if there are no
/// pages.
#[must_use]
pub fn structure(outcome: &Outcome) -> Option<String> {
    let Outcome { document, fonts, pictures, sources, sink, .. } = outcome;
    let notes: Vec<String> =
        sink.list().iter().map(|finding| finding_line(finding, sources)).collect();
    document.as_ref().map(|document| dump::dump(document, fonts, pictures, &notes))
}

/// A finding in a line: how bad it is, its code and the name of the story or picture.
/// Its sentence may be put better one day, its line goes up with every comment above it,
/// and the spec may have another name in another state; the folder is the caller's affair.
fn finding_line(finding: &Diagnostic, sources: &Sources) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut line = format!("finding {severity} {}", finding.code().name());
    let record = Record::new(sources, finding);
    let file = record.places().first().and_then(|place| place.file.as_ref());
    if let Some(file) = file.filter(|file| !file.ends_with(".toml")) {
        line.push(' ');
        line.push_str(file.rsplit(['/', '\\']).next().unwrap_or(file));
    }
    line
}

/// Whether what stands where is as it was.
#[must_use]
pub fn judge_structure(golden: &[u8], now: &str) -> Judgement {
    let Ok(golden) = std::str::from_utf8(golden) else { return Judgement::Damaged };
    // Git may have given it the line ends of the system.
    let golden = golden.replace("\r\n", "\n");
    let old = match read_structure(&golden) {
        Ok(old) => old,
        Err(StructureFault::Older { version }) => return Judgement::Older { version },
        Err(StructureFault::Newer { version }) => return Judgement::Newer { version },
        Err(StructureFault::Damaged) => return Judgement::Damaged,
    };
    if golden == now {
        return Judgement::Same;
    }
    let new = read_structure(now).unwrap_or_default();
    let mut found = changes(&old, &new);
    if found.is_empty() {
        found.push(first_other_line(&golden, now));
    }
    Judgement::Different(Differs::Structure { changes: found })
}

/// The first line that differs, where no editor's word tells of it.
fn first_other_line(old: &str, new: &str) -> PageChange {
    let lines = old.lines().zip(new.lines());
    let (was, now) = lines.into_iter().find(|(old, new)| old != new).unwrap_or_default();
    let page = old.lines().find_map(|line| line.strip_prefix("page ")?.split_once(':'));
    PageChange {
        page: page.map_or("", |(label, _)| label).to_owned(),
        kind: WhatChanged::Other { was: was.trim().to_owned(), now: now.trim().to_owned() },
        areas_mm: Vec::new(),
    }
}
