//! The finished file, held against the rules that the spec names.

use std::path::{Path, PathBuf};

use super::{OpenSpec, Outcome};
use crate::diag::{Code, Diagnostic, Severity, Sink, Sources};
use crate::load::without_detours;
use crate::page::{Document, Standard};
use crate::preflight::{self, OWN, Profile, Rule};
use crate::say;

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
) -> Option<Profile> {
    let (first, document) = (specs.first()?, document?);
    let named = first.spec.output.preflight.as_ref();
    let name = match named.map(|named| named.value.as_deref()) {
        Some(name) => name?,
        None => USUAL,
    };
    let is_own = OWN.iter().any(|(own, _)| *own == name);
    let name = match named {
        // A file lies where the spec that names it sees it.
        Some(named) if !is_own && name.contains('.') => {
            let spec = PathBuf::from(&sources.get(named.span.source).name);
            let folder = spec.parent().unwrap_or(Path::new(""));
            without_detours(&folder.join(name)).display().to_string()
        }
        _ => name.to_owned(),
    };
    let standard = document.output.standard;
    let mut read_text =
        |path: &Path| first.project.read_text(path).map_err(|error| error.diagnostic());
    let mut found = Sink::default();
    let profile = preflight::read(&name, Some(standard), &mut read_text, sources, &mut found);
    let span = named.map(|named| named.span);
    for finding in found.list() {
        let place = finding.span.or(span);
        sink.push(finding.clone().at(place));
    }
    let mut profile = profile?;
    // The rules of the trade come in PDF/X-4 and are taken for X-1a as well; who
    // asks for X-1a by name means it.
    let asked = preflight::read(&name, None, &mut read_text, sources, &mut Sink::default());
    if asked.and_then(|asked| asked.standard) == Some(Standard::PdfX1a)
        && standard == Standard::PdfX4
    {
        sink.push(
            Diagnostic::error(
                Code::ConflictingKeys,
                say!(
                    "these rules ask for PDF/X-1a, but the file is to be PDF/X-4",
                    "这套规则要求 PDF/X-1a，而文件标准是 PDF/X-4"
                ),
            )
            .at(span)
            .hint(say!(
                "write `standard = \"pdf/x-1a\"` under [output], or take other rules",
                "在 [output] 中写 `standard = \"pdf/x-1a\"`，或改用别的规则"
            )),
        );
    }
    // A page that is meant to stay blank is the spec's business.
    profile.allow(Rule::PageEmpty);
    let output = &first.spec.output;
    if output.most_ink.is_some() || output.profile.is_some() {
        // The house knows its own press better than the trade does.
        for rule in ONLY_HERE {
            profile.set_limit(rule, f64::from(document.output.condition.most_ink));
        }
    }
    if document.pages.iter().any(|page| !page.inks.spots.is_empty()) {
        // The spec itself asks for these inks.
        profile.allow(Rule::SpotColor);
    }
    Some(profile)
}

impl Outcome {
    /// Holds the finished file against the rules; what breaks them is among
    /// the findings.
    pub fn preflight(&mut self, bytes: &[u8]) {
        let Some(profile) = &self.preflight else { return };
        let report = match preflight::check(bytes, profile) {
            Ok(report) => report,
            Err(error) => return self.sink.push(error.diagnostic()),
        };
        // What has been told with the line of the spec is not told again.
        let is_told = |code: Code| self.sink.list().iter().any(|known| known.code == code);
        let (ink_told, stray_told) = (is_told(Code::InkLimit), is_told(Code::StrayInk));
        for finding in &report.findings {
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
