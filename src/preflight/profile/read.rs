//! Profiles from TOML: every mistake is told at its place, with the nearest
//! word that is right.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::{OWN, PreflightProfile, RuleWeight};
use crate::diag::finding::ProfileFault;
use crate::diag::{
    Diagnostic, Severity, Sink, SourceId, Sources, Span, Text, nearest, toml_findings,
};
use crate::page::Standard;
use crate::preflight::rule::{Kind, Rule};

/// How far profiles may extend each other.
const MOST_BASES: usize = 8;
/// The keys of a profile.
const KEYS: [&str; 6] = ["title", "title-zh", "standard", "also", "extends", "rules"];
/// The standard that a profile may take besides its own.
const ALSO: &str = "PDF/X-1a:2001";

/// Opens the files of a house's own profiles.
pub type ReadText<'r> = dyn FnMut(&Path) -> Result<String, Diagnostic> + 'r;

/// Reads a profile: one that comes with the program by its name, or a TOML
/// file. `standard` takes the place of the one that it is built upon, for a
/// file that is known to be of another.
///
/// What is wrong is reported into `sink`; there is no profile then.
pub fn read(
    name: &str,
    standard: Option<Standard>,
    read_text: &mut ReadText<'_>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<PreflightProfile> {
    let mut findings = Vec::new();
    let mut reading = ProfileReading { standard, read_text, sources, findings: &mut findings };
    let profile = reading.open(name, None, 0);
    let is_sound = findings.is_empty();
    for finding in findings {
        sink.push(finding);
    }
    profile.filter(|_| is_sound)
}

/// The state of reading a profile and those that it extends.
struct ProfileReading<'r, 't> {
    standard: Option<Standard>,
    read_text: &'r mut ReadText<'t>,
    sources: &'r mut Sources,
    findings: &'r mut Vec<Diagnostic>,
}

/// Where a profile is named: the place, and the file it stands in.
struct Mention<'m> {
    span: Span,
    file: Option<&'m Path>,
}

impl ProfileReading<'_, '_> {
    fn open(
        &mut self,
        name: &str,
        at: Option<&Mention<'_>>,
        depth: usize,
    ) -> Option<PreflightProfile> {
        let span = at.map(|mention| mention.span);
        if depth > MOST_BASES {
            self.findings.push(Diagnostic::of(ProfileFault::Circle).at(span));
            return None;
        }
        if let Some((known, text)) = OWN.iter().find(|(known, _)| *known == name) {
            let text = match (*known, self.standard) {
                ("x4" | "x1a", Some(Standard::PdfX4)) => own_text("x4").unwrap_or(text),
                ("x4" | "x1a", Some(Standard::PdfX1a)) => own_text("x1a").unwrap_or(text),
                _ => text,
            };
            let source = self.sources.add(format!("<{known}>"), text);
            return self.parse(known, text, source, None, depth);
        }
        let Some(path) = path_of(name, at.and_then(|mention| mention.file)) else {
            self.unknown(name, span);
            return None;
        };
        match (self.read_text)(&path) {
            Ok(text) => {
                let source = self.sources.add(path.display().to_string(), text.as_str());
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                self.parse(&name, &text, source, Some(&path), depth)
            }
            Err(finding) => {
                self.findings.push(match span {
                    Some(_) => finding.at(span),
                    None => finding,
                });
                None
            }
        }
    }

    fn unknown(&mut self, name: &str, span: Option<Span>) {
        let names = OWN.iter().map(|(name, _)| *name);
        let finding = ProfileFault::UnknownProfile {
            name: name.to_owned(),
            nearest: nearest(name, names.clone()).map(str::to_owned),
            known: names.map(str::to_owned).collect(),
        };
        self.findings.push(Diagnostic::of(finding).at(span));
    }

    /// One file and what it extends.
    fn parse(
        &mut self,
        name: &str,
        text: &str,
        source: SourceId,
        file: Option<&Path>,
        depth: usize,
    ) -> Option<PreflightProfile> {
        let (document, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let faults = errors
                .iter()
                .map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()));
            self.findings.extend(toml_findings(text, faults, |range| Span::new(source, range)));
            return None;
        }
        let table = document.into_inner();
        let mut profile = match entry(&table, "extends") {
            Some((value, range)) => {
                let span = Span::new(source, range);
                let base = self.text(value, span)?;
                self.open(&base, Some(&Mention { span, file }), depth + 1)?
            }
            None => PreflightProfile::empty(name),
        };
        name.clone_into(&mut profile.name);
        for (key, value) in &table {
            let span = Span::new(source, value.span());
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("extends", _) => {}
                ("title", value) => {
                    if let Some(title) = self.text(value, span) {
                        profile.title = Text { en: title.clone(), zh: title };
                    }
                }
                ("title-zh", _) => {}
                ("standard", value) => self.standard(value, span, &mut profile),
                ("also", value) => self.also(value, span, &mut profile),
                ("rules", DeValue::Table(rules)) => self.rules(rules, source, &mut profile),
                ("rules", _) => {
                    self.bad(span, ProfileFault::RulesAreATable);
                }
                (other, _) => {
                    self.unknown_key(other, Span::new(source, key.span()), &KEYS);
                }
            }
        }
        if let Some((value, range)) = entry(&table, "title-zh")
            && let Some(title) = self.text(value, Span::new(source, range))
        {
            profile.title.zh = title;
        }
        Some(profile)
    }

    fn standard(&mut self, value: &DeValue<'_>, span: Span, profile: &mut PreflightProfile) {
        let Some(name) = self.text(value, span) else { return };
        profile.standard = match name.as_str() {
            "PDF/X-4" => Some(Standard::PdfX4),
            "PDF/X-1a:2003" => Some(Standard::PdfX1a),
            "none" => None,
            other => {
                let words = ["PDF/X-4", "PDF/X-1a:2003", "none"];
                let fault = ProfileFault::UnknownStandard {
                    name: other.to_owned(),
                    nearest: nearest(other, words).map(str::to_owned),
                    known: words.map(str::to_owned).to_vec(),
                };
                return self.bad(span, fault);
            }
        };
    }

    /// `also = ["PDF/X-1a:2001"]`: what is taken besides the standard.
    fn also(&mut self, value: &DeValue<'_>, span: Span, profile: &mut PreflightProfile) {
        let DeValue::Array(names) = value else {
            return self.bad(span, ProfileFault::NoText);
        };
        profile.takes_x1a_2001 = false;
        for name in names {
            let Some(name) = self.text(name.get_ref(), span) else { return };
            if name != ALSO {
                let fault = ProfileFault::UnknownStandard {
                    nearest: nearest(&name, [ALSO]).map(str::to_owned),
                    name,
                    known: vec![ALSO.to_owned()],
                };
                return self.bad(span, fault);
            }
            profile.takes_x1a_2001 = true;
        }
    }

    fn rules(&mut self, rules: &DeTable<'_>, source: SourceId, profile: &mut PreflightProfile) {
        let ids: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        for (key, value) in rules {
            let id = key.get_ref().as_ref();
            let Some(rule) = Rule::named(id) else {
                self.unknown_key(id, Span::new(source, key.span()), &ids);
                continue;
            };
            let span = Span::new(source, value.span());
            match value.get_ref() {
                DeValue::String(word) => self.word(rule, word, span, profile),
                DeValue::Table(table) => self.limits(rule, table, source, profile),
                _ => self.bad(span, expected(rule, None)),
            }
        }
    }

    /// `rule = "error"`.
    fn word(&mut self, rule: Rule, word: &str, span: Span, profile: &mut PreflightProfile) {
        let demand = &mut profile.demands[rule as usize];
        match (word, rule.kind()) {
            ("off", _) => demand.weight = RuleWeight::Off,
            ("error", Kind::Plain) => demand.weight = RuleWeight::Always(Severity::Error),
            ("warning", Kind::Plain) => demand.weight = RuleWeight::Always(Severity::Warning),
            ("note", Kind::Plain) => demand.weight = RuleWeight::Always(Severity::Note),
            (_, kind) => {
                let words: &[&str] = if kind == Kind::Plain {
                    &["error", "warning", "note", "off"]
                } else {
                    &["off"]
                };
                let near = nearest(word, words.iter().copied()).map(str::to_owned);
                self.bad(span, expected(rule, near));
            }
        }
    }

    /// `rule = { error = 99, warning = 149 }`: limits that are not named are
    /// those of the profile below.
    fn limits(
        &mut self,
        rule: Rule,
        table: &DeTable<'_>,
        source: SourceId,
        profile: &mut PreflightProfile,
    ) {
        let (mut error, mut warning) = match profile.demands[rule as usize].weight {
            RuleWeight::Limits { error, warning } => (error, warning),
            RuleWeight::Off | RuleWeight::Always(_) => (None, None),
        };
        let is_measured = rule.kind() != Kind::Plain;
        let mut keys: Vec<&str> = if is_measured { vec!["error", "warning"] } else { Vec::new() };
        keys.extend(rule.settings().iter().map(|setting| setting.key));
        for (key, value) in table {
            let span = Span::new(source, value.span());
            let word = key.get_ref().as_ref();
            match word {
                "error" if is_measured => self.limit(value.get_ref(), span, &mut error),
                "warning" if is_measured => self.limit(value.get_ref(), span, &mut warning),
                _ => match rule.settings().iter().position(|setting| setting.key == word) {
                    Some(at) => {
                        if let Some(number) = self.number(value.get_ref(), span) {
                            profile.demands[rule as usize].settings[at] = number;
                        }
                    }
                    None => self.unknown_key(word, Span::new(source, key.span()), &keys),
                },
            }
        }
        if is_measured {
            profile.demands[rule as usize].weight = RuleWeight::Limits { error, warning };
        }
    }

    /// A number, or `"off"`.
    fn limit(&mut self, value: &DeValue<'_>, span: Span, into: &mut Option<f64>) {
        match value {
            DeValue::String(word) if word == "off" => *into = None,
            value => {
                if let Some(number) = self.number(value, span) {
                    *into = Some(number);
                }
            }
        }
    }

    fn number(&mut self, value: &DeValue<'_>, span: Span) -> Option<f64> {
        let number: Option<f64> = match value {
            DeValue::Integer(digits) => digits.as_str().parse().ok(),
            DeValue::Float(digits) => digits.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite() && *number >= 0.0);
        if number.is_none() {
            self.bad(span, ProfileFault::NoNumber);
        }
        number
    }

    fn text(&mut self, value: &DeValue<'_>, span: Span) -> Option<String> {
        if let DeValue::String(text) = value {
            return Some(text.to_string());
        }
        self.bad(span, ProfileFault::NoText);
        None
    }

    fn bad(&mut self, span: Span, fault: ProfileFault) {
        self.findings.push(Diagnostic::of(fault).at(span));
    }

    fn unknown_key(&mut self, key: &str, span: Span, known: &[&str]) {
        let few = if known.len() > MOST_NAMED { &[] } else { known };
        let fault = ProfileFault::UnknownKey {
            key: key.to_owned(),
            nearest: nearest(key, known.iter().copied()).map(str::to_owned),
            known: few.iter().map(|word| (*word).to_owned()).collect(),
        };
        self.findings.push(Diagnostic::of(fault).at(span));
    }
}

/// Keys that are named where none of them is near; of more a list is no help.
const MOST_NAMED: usize = 8;

/// What can stand behind a rule.
fn expected(rule: Rule, nearest: Option<String>) -> ProfileFault {
    match rule.kind() {
        Kind::Plain => ProfileFault::NoWeight { nearest },
        Kind::Below(_) | Kind::AtMost(_) | Kind::Above(_) => ProfileFault::NoLimits { nearest },
    }
}

fn own_text(name: &str) -> Option<&'static str> {
    OWN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

fn entry<'a>(
    table: &'a DeTable<'_>,
    key: &str,
) -> Option<(&'a DeValue<'a>, std::ops::Range<usize>)> {
    table
        .iter()
        .find(|(name, _)| name.get_ref().as_ref() == key)
        .map(|(_, value)| (value.get_ref(), value.span()))
}

/// The file that a name stands for, seen from the file that names it; none if
/// it is a bare word.
fn path_of(name: &str, file: Option<&Path>) -> Option<PathBuf> {
    let is_file =
        Path::new(name).extension().is_some_and(|end| end == "toml") || name.contains(['/', '\\']);
    let folder = file.and_then(Path::parent);
    is_file.then(|| folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name)))
}
