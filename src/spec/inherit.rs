//! Templates: the files of a spec, laid one over the other.
//!
//! Values keep the place they were written at. The program's own defaults are
//! the last template of all.

use std::path::{Path, PathBuf};

use super::day::{self, Day};
use super::format;
use super::known::KnownSpecs;
use super::raw::{self, RawSpec};
use crate::diag::finding::{Bound, SpecSyntax};
use crate::diag::{Diagnostic, SourceId, Sources, Span, plain_path};
use crate::style::Lang;

/// A page that looks at least decent, whatever the spec leaves out.
const DEFAULTS: &str = include_str!("default.toml");
/// What is different on a page in a Western language.
const WESTERN_DEFAULTS: &str = include_str!("western.toml");
/// Templates on templates; more than this is a mistake.
pub(super) const DEEPEST: usize = 8;

/// The files of a spec as one.
pub(super) struct Merged {
    /// Everything that is written, the page's own values first.
    pub(super) spec: RawSpec,
    /// The folder of each file that was read.
    pub(super) folders: Vec<(SourceId, PathBuf)>,
}

impl Merged {
    /// Whether a place is in a file that was read, and not in the program's own
    /// defaults.
    pub(super) fn is_own(&self, at: Span) -> bool {
        self.folders.iter().any(|(source, _)| *source == at.source)
    }

    /// The files that were read, the page's own first.
    pub(super) fn files(&self) -> Vec<SourceId> {
        self.folders.iter().map(|(source, _)| *source).collect()
    }

    /// A path as it was written in some file, from where that file stands.
    pub(super) fn path(&self, written: &str, at: Span) -> PathBuf {
        let folder = self.folders.iter().find(|(source, _)| *source == at.source);
        folder.map_or_else(|| PathBuf::from(written), |(_, folder)| folder.join(written))
    }
}

/// What a story begins with, and no TOML does.
const STORY_FENCE: &str = "+++";

/// Reads a spec and its templates.
pub(super) fn read_all(
    entry: &Path,
    day: &Day,
    known: &KnownSpecs,
    read_text: &mut dyn FnMut(&Path) -> Result<String, Diagnostic>,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Option<Merged> {
    let mut merged: Option<Merged> = None;
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut next = Some((entry.to_path_buf(), None));
    while let Some((path, named_at)) = next.take() {
        if let Some(mistake) = too_deep(&path, &seen) {
            findings.push(mistake.at(named_at));
            break;
        }
        seen.push(plain_path(&path));
        let text = match read_text(&path) {
            Ok(text) => text,
            Err(mistake) => {
                findings.push(if mistake.span.is_none() { mistake.at(named_at) } else { mistake });
                break;
            }
        };
        let is_story = text.trim_start().starts_with(STORY_FENCE);
        let source = sources.add(plain_path(&path).display().to_string(), text);
        if is_story {
            let span = Span::new(source, 0..STORY_FENCE.len());
            findings.push(Diagnostic::of(SpecSyntax::IsStory).at(span));
            return None;
        }
        let spec = known.parse(source, sources, findings);
        if format::is_newer(source, findings) {
            return None;
        }
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        next = spec.extends.get().map(|to| (folder.join(&to.value), Some(to.span)));
        merged = Some(match merged.take() {
            Some(mut merged) => {
                merged.folders.push((source, folder));
                Merged { spec: raw::over(merged.spec, spec), ..merged }
            }
            None => Merged { spec, folders: vec![(source, folder)] },
        });
    }
    let merged = merged?;
    let merged = day::lay_over(merged, day, read_text, sources, findings);
    Some(over_defaults(merged, known, sources, findings))
}

/// A template that cannot be followed any further.
fn too_deep(path: &Path, seen: &[PathBuf]) -> Option<Diagnostic> {
    if seen.contains(&plain_path(path)) {
        let path = path.display().to_string();
        return Some(Diagnostic::of(SpecSyntax::TemplateCircle { path }));
    }
    let finding = SpecSyntax::TemplatesTooDeep { most: Bound(DEEPEST as f64) };
    (seen.len() > DEEPEST).then(|| Diagnostic::of(finding))
}

/// What the program's own defaults are called among the sources.
const DEFAULTS_NAME: &str = "banmian's defaults";
const WESTERN_DEFAULTS_NAME: &str = "banmian's defaults for Western languages";

/// Leaves out what is found at a place of the defaults, which nobody can mend: it follows
/// from something that the spec says, and that is told. Where nothing else is told it stays,
/// without the place.
pub(super) fn leave_defaults_out(sources: &Sources, findings: &mut Vec<Diagnostic>) {
    let in_defaults = |finding: &Diagnostic| {
        finding.span.is_some_and(|span| {
            let name = sources.get(span.source).name.as_str();
            name == DEFAULTS_NAME || name == WESTERN_DEFAULTS_NAME
        })
    };
    if findings.iter().all(in_defaults) {
        findings.iter_mut().for_each(|finding| finding.span = None);
    } else {
        findings.retain(|finding| !in_defaults(finding));
    }
}

/// Lays a spec over the program's own defaults.
fn over_defaults(
    merged: Merged,
    known: &KnownSpecs,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Merged {
    let mut defaults = |name: &str, text: &str| {
        let source = sources.add(name, text);
        known.parse(source, sources, findings)
    };
    let mut spec = merged.spec;
    let lang = spec.page.value().and_then(|page| page.lang.value());
    if lang.copied().is_some_and(is_western) {
        spec = raw::over(spec, defaults(WESTERN_DEFAULTS_NAME, WESTERN_DEFAULTS));
    }
    spec = raw::over(spec, defaults(DEFAULTS_NAME, DEFAULTS));
    Merged { spec, ..merged }
}

/// Whether a language is written in Latin letters.
pub(super) fn is_western(lang: Lang) -> bool {
    match lang {
        Lang::English | Lang::BritishEnglish | Lang::German | Lang::French | Lang::Spanish => true,
        Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese | Lang::Korean => false,
    }
}
