//! The page spec: from the TOML an editor writes to values that layout uses.
//!
//! [`read`] follows `extends` to the templates, reads every file as written,
//! lays one over the other and resolves the result. [`page`] holds the
//! resolved form: every name, unit and default is worked out there, and later
//! stages see nothing else.

pub mod change;
mod closing_time;
mod day;
pub mod edition;
mod fonts;
mod format;
mod inherit;
mod known;
pub mod page;
mod proof_time;
mod raw;
mod resolve;
mod written;

use std::path::{Path, PathBuf};

pub use closing_time::ClosingTime;
pub use day::{Day, DayValue};
pub use fonts::{FontSurvey, NamedFonts};
pub use format::FORMAT;
pub use known::KnownSpecs;
pub use proof_time::ProofTime;
pub use written::Written;

use crate::diag::finding::SpecSyntax;
use crate::diag::{Code, Diagnostic, Sink, SourceId, Sources, Span};
use crate::page::{PictureSettings, Standard, Structure};

/// A spec, resolved: the page, and where its material comes from.
#[derive(Debug, Clone)]
pub struct Spec {
    /// The page.
    pub page: page::PageSpec,
    /// The files it was read from, the page's own first, then its templates.
    pub files: Vec<SourceId>,
    /// What the press file is made for.
    pub output: OutputSpec,
    /// The folder with the day's copy, if the spec names one.
    pub stories: Option<PathBuf>,
    /// The list of booked advertisements, if the spec names one.
    pub bookings: Option<Located<PathBuf>>,
    /// Until when files of advertisements are to come, if it is said.
    pub ads_close: Option<ClosingTime>,
    /// Further fonts.
    pub fonts: NamedFonts,
    /// The file with the house's names, if there is one.
    pub names_file: Option<Located<PathBuf>>,
    /// When proofs of the page are made, if it is said.
    pub proof_time: Option<ProofTime>,
}

/// What the press file is made for, as far as the spec says.
#[derive(Debug, Clone)]
pub struct OutputSpec {
    /// The kind of file that the print shop takes.
    pub standard: Standard,
    /// The ICC profile of the press; newsprint's if there is none.
    pub profile: Option<Located<PathBuf>>,
    /// The name of the printing condition that the profile stands for.
    pub condition: Option<Located<String>>,
    /// The most ink in one place, in percent.
    pub most_ink: Option<u32>,
    /// How pictures are brought to the press.
    pub pictures: PictureSettings,
    /// Whether the file carries its structure.
    pub structure: Structure,
    /// The rules that the finished file is checked by; none within if it is
    /// not to be checked.
    pub preflight: Option<Located<Option<String>>>,
    /// Where the spec says each of this, as far as it does.
    pub places: Vec<(OutputKey, Span)>,
}

/// What a spec can say of the press file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutputKey {
    /// The kind of file.
    Standard,
    /// The profile of the press.
    Profile,
    /// The name of the printing condition.
    Condition,
    /// The most ink in one place.
    MostInk,
    /// What becomes of colors that the press cannot print.
    Intent,
    /// What becomes of a picture's black.
    BlackPoint,
    /// Pixels an inch.
    Resolution,
    /// What is done to edges.
    Sharpening,
    /// Quality of pictures.
    Quality,
    /// Whether the file carries its structure.
    Structure,
    /// The rules that the file is checked by.
    Preflight,
}

impl OutputKey {
    /// The key as it stands in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Profile => "profile",
            Self::Condition => "condition",
            Self::MostInk => "max-ink",
            Self::Intent => "intent",
            Self::BlackPoint => "black-point-compensation",
            Self::Resolution => "resolution",
            Self::Sharpening => "sharpening",
            Self::Quality => "jpeg-quality",
            Self::Structure => "tagged",
            Self::Preflight => "preflight",
        }
    }
}

impl OutputSpec {
    /// Where the spec says something.
    #[must_use]
    pub fn place(&self, key: OutputKey) -> Option<Span> {
        self.places.iter().find(|(known, _)| *known == key).map(|(_, span)| *span)
    }
}

/// A value with the place where the spec says it.
#[derive(Debug, Clone, Hash)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

/// Reads the spec `entry` and the templates it extends.
///
/// `read_text` is the door to the files: it gets paths as the specs name them,
/// joined to the folder of the file that names them. What is wrong is reported
/// into `sink`, all of it at once; there is a spec as long as the page and its
/// grid can be made out, even if some of its elements cannot.
pub fn read(
    entry: &Path,
    read_text: &mut dyn FnMut(&Path) -> Result<String, Diagnostic>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Spec> {
    read_with(&KnownSpecs::new(0), entry, &Day::default(), read_text, sources, sink)
}

/// The same for a day, where files that were parsed before are not parsed again.
pub fn read_with(
    known: &KnownSpecs,
    entry: &Path,
    day: &Day,
    read_text: &mut dyn FnMut(&Path) -> Result<String, Diagnostic>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Spec> {
    let mut findings = Vec::new();
    let merged = inherit::read_all(entry, day, known, read_text, sources, &mut findings);
    // What follows from a line that could not be read is no fault of its own.
    let is_broken = findings.iter().any(|finding| finding.code() == Code::TomlSyntax);
    let merged = merged.filter(|_| !is_broken);
    let mut spec = merged.and_then(|merged| resolve::resolve(&merged, sources, &mut findings));
    inherit::leave_defaults_out(sources, &mut findings);
    if let Some(spec) = &mut spec {
        add_names(spec, read_text, &mut findings);
    }
    // Told in the order of the files, as an editor goes through them.
    findings.sort_by_key(|finding| finding.span.map(|span| (span.source, span.start)));
    for finding in findings {
        sink.push(finding);
    }
    spec
}

/// More names than this nobody looks after.
const MOST_NAMES: usize = 20_000;

/// Adds the names of the house's file to those that the spec gives.
fn add_names(
    spec: &mut Spec,
    read_text: &mut dyn FnMut(&Path) -> Result<String, Diagnostic>,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(Located { value: path, span }) = &spec.names_file else { return };
    let text = match read_text(path) {
        Ok(text) => text,
        Err(mistake) => {
            findings.push(mistake.at(*span));
            return;
        }
    };
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let names: Vec<String> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let wrong = names.iter().find(|name| name.chars().count() > page::LONGEST_NAME);
    if let Some(wrong) = wrong {
        let start: String = wrong.chars().take(10).collect();
        findings.push(page::long_name(&start).at(*span));
    } else if names.len() > MOST_NAMES {
        let finding = SpecSyntax::ManyNames { values: names.len(), most_values: MOST_NAMES };
        findings.push(Diagnostic::of(finding).at(*span));
    } else {
        spec.page.names = spec.page.names.and(names);
    }
}

/// The JSON Schema of a page spec, for editors that complete and check TOML.
#[must_use]
pub fn schema() -> String {
    text_of(&raw::schema())
}

/// A schema as its file has it.
fn text_of(schema: &schemars::Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}
