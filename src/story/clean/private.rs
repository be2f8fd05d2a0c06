//! Characters of private use in raw copy.

use std::collections::BTreeMap;

use super::places::first_places;
use crate::diag::finding::{CodePoint, ImportFinding};
use crate::diag::{Diagnostic, SourceId, Sources, Span};
use crate::encoding::private_use;

/// What is told of them, each once with how often it is there and where first.
#[must_use]
pub fn private_characters(source: SourceId, sources: &Sources) -> Vec<Diagnostic> {
    let text = &sources.get(source).text;
    let mut starts: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for found in private_use(text) {
        starts.entry(found.c).or_default().push(found.at);
    }
    let mut told: Vec<Diagnostic> = Vec::new();
    for (c, starts) in starts {
        let Some(first) = starts.first() else { continue };
        let first_places = first_places(&starts, source, sources);
        let (code_point, times) = (CodePoint(c), starts.len());
        let finding = ImportFinding::PrivateUse { code_point, times, first_places };
        let span = Span::new(source, *first..first + c.len_utf8());
        told.push(Diagnostic::of(finding).at(span));
    }
    told
}
