//! A finding in the words of the library's own face.

use std::fmt;

use crate::diag::{
    Diagnostic, Language, PlaceRecord, Record, Severity, Sources, visible, visible_json,
};

/// Something that was found in the files, on a page or in a PDF.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    record: Record,
}

impl Finding {
    pub(super) fn of(found: &Diagnostic, sources: &Sources) -> Self {
        Self { record: Record::new(sources, found) }
    }

    /// What kind of finding it is, such as `overset`; docs/codes.md says of each what it
    /// means and what to do. Codes do not change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.record.code()
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.record.severity()
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        self.record.message().get(language)
    }

    /// What to do, piece by piece.
    pub fn hints(&self, language: Language) -> impl Iterator<Item = &str> {
        self.record.hints().iter().map(move |hint| hint.get(language))
    }

    /// Where it is: in a text file first, then on a page; empty if it is nowhere in
    /// particular.
    #[must_use]
    pub fn places(&self) -> &[PlaceRecord] {
        self.record.places()
    }

    /// All of it as a JSON object, with the numbers that its kind has (docs/json.md).
    #[must_use]
    pub fn json(&self) -> String {
        // Strings and numbers always have a JSON form.
        let text = serde_json::to_string(&self.record).unwrap_or_default();
        visible_json(&text).into_owned()
    }
}

/// In English, on one line, as compilers do: `page.toml:7:1: error[overset]: …`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(PlaceRecord { file, line, column, page, .. }) = self.places().first() {
            let file = file.as_deref().map(visible);
            file.map_or(Ok(()), |file| write!(f, "{file}:"))?;
            for number in [line, column].into_iter().flatten() {
                write!(f, "{number}:")?;
            }
            page.map_or(Ok(()), |page| write!(f, "page {page}:"))?;
            f.write_str(" ")?;
        }
        let (severity, message) = (self.severity().name(), self.message(Language::English));
        write!(f, "{severity}[{}]: {}", self.code(), visible(message))
    }
}
