//! The day: values of `[page]` that come from a file which all pages share, or from
//! whoever asks for a run, and lie over what the specs say.

use std::path::{Path, PathBuf};

use super::inherit::Merged;
use super::raw::{self, RawPage, RawSpec};
use crate::diag::finding::SpecSyntax;
use crate::diag::{Diagnostic, Sources, Span, plain_path};

/// What a run says of the day.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// The file with what all pages have in common, instead of the one that specs name.
    pub file: Option<PathBuf>,
    /// Single values; they lie over the file, the later over the earlier.
    pub values: Vec<DayValue>,
    /// The name of the section, for pages that say none.
    pub section: Option<DayValue>,
}

/// A value of `[page]` that is given for a run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DayValue {
    /// What findings call the place where it was given: `--set issue`.
    pub place: String,
    /// The key, or `extra.` and the name of a placeholder.
    pub key: String,
    /// The value as text.
    pub value: String,
}

/// Lays the day over what the files of a spec say.
pub(super) fn lay_over(
    mut merged: Merged,
    day: &Day,
    read_text: &mut dyn FnMut(&Path) -> Result<String, Diagnostic>,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Merged {
    let named = merged.spec.page.value().and_then(|page| page.day.get());
    let named = named.map(|written| (merged.path(&written.value, written.span), written.span));
    let file = match &day.file {
        Some(file) => Some((file.clone(), None)),
        None => named.map(|(path, span)| (path, Some(span))),
    };
    if let Some((path, named_at)) = file {
        match read_text(&path) {
            Ok(text) => {
                let source = sources.add(plain_path(&path).display().to_string(), text);
                let text = sources.get(source).text.as_str();
                let page = raw::parse_page(text, source, findings);
                tell_of_day(&page, findings);
                let span = Span::new(source, 0..text.len());
                let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
                merged.folders.push((source, folder));
                merged.spec = raw::over(with_page(page, span), merged.spec);
            }
            Err(mistake) => findings.push(match mistake.span {
                None => mistake.at(named_at),
                Some(_) => mistake,
            }),
        }
    }
    let has_section = merged.spec.page.value().is_some_and(|page| !page.section.is_absent());
    let section = day.section.iter().filter(|_| !has_section);
    for value in section.chain(&day.values) {
        lay_value_over(&mut merged, value, sources, findings);
    }
    merged
}

fn lay_value_over(
    merged: &mut Merged,
    DayValue { place, key, value }: &DayValue,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) {
    let text = format!("{key}={value}");
    let source = sources.add(place.as_str(), text.as_str());
    let extra = merged.spec.page.value().and_then(|page| page.extra.value());
    let is_extra = extra.is_some_and(|extra| extra.0.contains_key(key));
    let key = raw::PageKey { name: key, is_extra };
    let page = raw::page_of_value(key, value, source, findings);
    tell_of_day(&page, findings);
    merged.folders.push((source, PathBuf::new()));
    merged.spec = raw::over(
        with_page(page, Span::new(source, 0..text.len())),
        std::mem::take(&mut merged.spec),
    );
}

/// A day that names another one: it would have to be laid under itself.
fn tell_of_day(page: &RawPage, findings: &mut Vec<Diagnostic>) {
    if let Some(day) = page.day.get() {
        findings.push(Diagnostic::of(SpecSyntax::DayOfDay).at(day.span));
    }
}

fn with_page(page: RawPage, span: Span) -> RawSpec {
    RawSpec { page: raw::Field::given(page, span), ..RawSpec::default() }
}
