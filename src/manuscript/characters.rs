//! A house's table of characters: what its old system means by numbers that everybody
//! gives a meaning of his own.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diag::finding::{CodePoint, ImportFinding, ManuscriptFault};
use crate::diag::{Diagnostic, Sink, SourceId, Sources, Span, toml_findings};

/// How many places are told of what is told once.
const PLACES: usize = 5;

/// What characters of private use stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CharacterTable {
    meant: BTreeMap<char, String>,
}

/// A character that was put in another's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MappedCharacter {
    /// What stood there.
    pub before: char,
    /// The first byte of what stands there now.
    pub at: usize,
}

impl CharacterTable {
    /// Reads a table: `"U+E5E5" = "〇"` a line. What is wrong is told, and there is no
    /// table then.
    pub fn read(source: SourceId, sources: &Sources, sink: &mut Sink) -> Option<Self> {
        let text = &sources.get(source).text;
        let (table, errors) = DeTable::parse_recoverable(text);
        let faults =
            errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()));
        let mut findings = toml_findings(text, faults, |range| Span::new(source, range));
        let mut characters = Self::default();
        for (key, value) in table.get_ref() {
            let name = key.get_ref().as_ref();
            let Some(before) = character(name) else {
                let fault = ManuscriptFault::NoPrivateCharacter { key: name.to_owned() };
                findings.push(Diagnostic::of(fault).at(Span::new(source, key.span())));
                continue;
            };
            match value.get_ref() {
                DeValue::String(after) if !after.chars().any(char::is_control) => {
                    characters.meant.insert(before, after.to_string());
                }
                _ => {
                    let fault = ManuscriptFault::NoCharacters { key: name.to_owned() };
                    findings.push(Diagnostic::of(fault).at(Span::new(source, value.span())));
                }
            }
        }
        let is_sound = findings.is_empty();
        findings.into_iter().for_each(|finding| sink.push(finding));
        is_sound.then_some(characters)
    }

    /// Adds a text to another with what its characters stand for; what was put in place
    /// of others is noted.
    pub(super) fn add(&self, text: &str, to: &mut String, mapped: &mut Vec<MappedCharacter>) {
        if self.meant.is_empty() {
            to.push_str(text);
            return;
        }
        for c in text.chars() {
            match self.meant.get(&c) {
                Some(after) => {
                    mapped.push(MappedCharacter { before: c, at: to.len() });
                    to.push_str(after);
                }
                None => to.push(c),
            }
        }
    }

    /// What is told of characters that were put in place of others in the text of a
    /// source, each once.
    pub(super) fn told(
        &self,
        mapped: &[MappedCharacter],
        source: SourceId,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let mut places: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for character in mapped {
            places.entry(character.before).or_default().push(character.at);
        }
        let mut told: Vec<Diagnostic> = Vec::new();
        for (before, places) in places {
            let after = self.meant.get(&before).cloned().unwrap_or_default();
            let first_places = places.iter().take(PLACES).map(|at| {
                let at = u32::try_from(*at).unwrap_or(u32::MAX);
                let (line, column) = sources.line_column(source, at);
                format!("{line}:{column}")
            });
            let first = places.first().copied().unwrap_or(0);
            let span = Span::new(source, first..first + after.len());
            let finding = ImportFinding::PrivateMapped {
                code_point: CodePoint(before),
                after,
                times: places.len(),
                first_places: first_places.collect(),
            };
            told.push(Diagnostic::of(finding).at(span));
        }
        told
    }
}

/// `U+E5E5`, or the character itself.
fn character(name: &str) -> Option<char> {
    let digits = name.strip_prefix("U+").or_else(|| name.strip_prefix("u+"));
    match digits {
        Some(digits) => {
            let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_number
                .then(|| u32::from_str_radix(digits, 16).ok())
                .flatten()
                .and_then(char::from_u32)
        }
        None => {
            let mut characters = name.chars();
            characters.next().filter(|_| characters.next().is_none())
        }
    }
    .filter(|c| !c.is_control())
}
