//! Spec files and templates that were parsed before.

use std::sync::Arc;

use super::raw::{self, RawSpec};
use crate::cache::Cache;
use crate::diag::{Diagnostic, SourceId, Sources};

/// Bytes that a parsed file takes for each byte of its text, nearly.
const GROWTH: usize = 20;
/// Bytes that any parsed file takes: it has a place for every key there is.
const LEAST: usize = 64 << 10;

/// Parsed spec files, in a bounded room; for several threads at once.
///
/// What was parsed has places in the file, which is known by its number. The same
/// files of the same page get the same numbers, so the number is part of the key.
pub struct KnownSpecs {
    cache: Cache<(SourceId, String), Arc<ParsedSpec>>,
}

/// What is in a file, and what is wrong with it.
struct ParsedSpec {
    spec: RawSpec,
    findings: Vec<Diagnostic>,
}

impl KnownSpecs {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { cache: Cache::new(room) }
    }

    /// How many bytes they take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.cache.bytes()
    }

    /// What is in a file.
    pub(super) fn parse(
        &self,
        source: SourceId,
        sources: &Sources,
        findings: &mut Vec<Diagnostic>,
    ) -> RawSpec {
        let text = sources.get(source).text.as_str();
        if self.cache.is_off() {
            return raw::parse(text, source, findings);
        }
        let key = (source, text.to_owned());
        let parsed = self.cache.get(&key).unwrap_or_else(|| {
            let mut findings = Vec::new();
            let spec = raw::parse(text, source, &mut findings);
            let parsed = Arc::new(ParsedSpec { spec, findings });
            let bytes = LEAST + text.len() * GROWTH;
            self.cache.put(key, Arc::clone(&parsed), bytes);
            parsed
        });
        findings.extend(parsed.findings.iter().cloned());
        parsed.spec.clone()
    }
}
