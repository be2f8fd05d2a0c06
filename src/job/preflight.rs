//! The finished file, held against the rules that the spec names.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::{OpenSpec, Outcome};
use crate::diag::finding::PagesFault;
use crate::diag::{Code, Diagnostic, Severity, Sink, Sources, Span};
use crate::load::Project;
use crate::page::{Document, Output, Standard};
use crate::preflight::{self, OWN, PreflightProfile, Rule, RuleFinding};
use crate::spec::{Located, OutputSpec};

/// The rules if a spec names none.
const USUAL: &str = "gwg2022-newspaper-editorial";
/// Rules of which a warning is told, too: only the finished file shows them.
/// Of all others the pages have been told before, with the line of the spec.
const ONLY_HERE: [Rule; 2] = [Rule::TotalInk, Rule::InkLimit];

/// The rules that the first spec names; none if the file is not to be checked,
/// or if they cannot be read, which is reported.
pub(super) fn open(
    specs: &[OpenSpec],
    document: Option<&Document>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<PreflightProfile> {
    let (first, document) = (specs.first()?, document?);
    let rules = Rules::named(first.spec.output.preflight.as_ref(), USUAL, &first.project, sources)?;
    let standard = document.output.standard;
    let mut profile = rules.read(standard, &first.project, sources, sink)?;
    // Profiles of the trade are written for PDF/X-4 and serve for X-1a, too. A profile
    // that names X-1a itself is meant for nothing else.
    let mut read_text =
        |path: &Path| first.project.read_text(path).map_err(|error| error.diagnostic());
    let asked = preflight::read(&rules.name, None, &mut read_text, sources, &mut Sink::default());
    if asked.and_then(|asked| asked.standard) == Some(Standard::PdfX1a)
        && standard == Standard::PdfX4
    {
        let finding = PagesFault::RulesOfOtherStandard {
            standard: Standard::PdfX4.name(),
            other_standard: "PDF/X-1a",
        };
        sink.push(Diagnostic::of(finding).at(rules.span));
    }
    // A page that is meant to stay blank is the spec's business.
    profile.allow(Rule::PageEmpty);
    mind_own_press(&mut profile, &first.spec.output, &document.output);
    if document.pages.iter().any(|page| !page.inks.spots.is_empty()) {
        // The spec itself asks for these inks.
        profile.allow(Rule::SpotColor);
    }
    Some(profile)
}

/// The house knows its own press better than the trade does.
pub(super) fn mind_own_press(profile: &mut PreflightProfile, said: &OutputSpec, output: &Output) {
    if said.most_ink.is_some() || said.profile.is_some() {
        for rule in ONLY_HERE {
            profile.set_limit(rule, f64::from(output.condition.most_ink));
        }
    }
}

/// Rules as a spec names them.
pub(super) struct Rules {
    /// The name, or the path of a file.
    pub(super) name: String,
    span: Option<Span>,
}

impl Rules {
    /// The rules that a spec names, or the usual ones if it names none; nothing if it
    /// switches preflight off.
    pub(super) fn named(
        named: Option<&Located<Option<String>>>,
        usual: &str,
        project: &Project,
        sources: &Sources,
    ) -> Option<Self> {
        let Some(named) = named else {
            return Some(Self { name: usual.to_owned(), span: None });
        };
        let name = named.value.as_deref()?;
        let is_own = OWN.iter().any(|(own, _)| *own == name);
        let name = if !is_own && name.contains('.') {
            // A file lies where the spec that names it sees it.
            let spec = PathBuf::from(&sources.get(named.span.source).name);
            let folder = spec.parent().unwrap_or(Path::new(""));
            project.without_detours(&folder.join(name)).display().to_string()
        } else {
            name.to_owned()
        };
        Some(Self { name, span: Some(named.span) })
    }

    /// What they say, for files of a standard; none if they cannot be read, which is
    /// reported where they are named.
    pub(super) fn read(
        &self,
        standard: Standard,
        project: &Project,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<PreflightProfile> {
        let mut read_text =
            |path: &Path| project.read_text(path).map_err(|error| error.diagnostic());
        let mut found = Sink::default();
        let profile =
            preflight::read(&self.name, Some(standard), &mut read_text, sources, &mut found);
        for finding in found.list() {
            let place = finding.span.or(self.span);
            sink.push(finding.clone().at(place));
        }
        profile
    }
}

impl Outcome {
    /// Holds the finished file against the rules, and its words against those of the pages;
    /// what breaks them is among the findings.
    pub fn preflight(&mut self, bytes: Cow<[u8]>) {
        let Some(profile) = &self.preflight else {
            return match preflight::words(&bytes) {
                Ok(read) => self.prove(&read),
                Err(error) => self.sink.push(error.diagnostic()),
            };
        };
        let known = self.known_files.clone().unwrap_or_default();
        let report = match preflight::check_owned(bytes.into_owned(), profile, &known) {
            Ok(report) => report,
            Err(error) => return self.sink.push(error.diagnostic()),
        };
        self.prove(&report.words);
        // What has been told with the line of the spec is not told again.
        let is_told = |code: Code| self.sink.list().iter().any(|known| known.code() == code);
        let (ink_told, stray_told) = (is_told(Code::InkLimit), is_told(Code::StrayInk));
        let of_ads = |finding: &RuleFinding| self.told_of_ads.iter().any(|told| told.is(finding));
        let news: Vec<_> = report.findings.iter().filter(|it| !of_ads(it)).collect();
        for finding in news {
            if stray_told && finding.rule == Rule::SpotColor {
                continue;
            }
            let is_news = !ink_told && ONLY_HERE.contains(&finding.rule);
            if finding.severity == Severity::Error || is_news {
                self.sink.push(finding.diagnostic());
            }
        }
    }
}
