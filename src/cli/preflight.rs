//! `banmian preflight`: any PDF, held against a print shop's rules.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::diag::finding::{UsageFault, Vocabulary};
use banmian::diag::{Code, Diagnostic, Severity, Sink, Sources, Text, nearest};
use banmian::load::{FilesRead, Project, folder_of};
use banmian::preflight::{self, AnnotationSettings, PageSize, PreflightProfile, Report, Rule};
use banmian::say;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Numbers, Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::output::OutputWriter;
use super::progress::Progress;
use super::usage::UnknownWord;
use super::{Verdict, draw_apart, usage};
use crate::embedded;

/// The largest PDF that is read, in bytes.
const PDF_LIMIT: u64 = 1 << 30;
/// The profile of an advertisement that came in.
const USUAL: &str = "gwg2022-newspaper-ads";

/// Check any PDF, own or foreign, by the rules of a print shop
///
/// Nothing is changed in the file. The exit code is 1 if the file breaks a rule
/// that is an error in the profile; warnings alone leave it 0.
#[derive(Args)]
pub(super) struct Arguments {
    /// The PDFs to look at, one after the other
    #[arg(value_name = "FILE", required_unless_present = "rules")]
    files: Vec<PathBuf>,

    /// The rules: one of gwg2022-newspaper-ads,
    /// gwg2022-newspaper-ads-rgb, gwg2022-newspaper-editorial,
    /// gwg2022-newspaper-editorial-rgb, x4, x1a, house, ua1, or a TOML file; of
    /// several the stricter limit counts [default: gwg2022-newspaper-ads]
    #[arg(long, value_name = "NAME|FILE")]
    profile: Vec<String>,

    /// How findings are told
    #[arg(long, value_enum, default_value = "human")]
    format: FindingsFormat,

    /// A rule that is an error in this run, or `warnings` for all warnings; several
    /// with commas between them
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = deny)]
    deny: Vec<DeniedRule>,

    /// A PNG to write, with a numbered frame round each finding; of one file
    #[arg(long, value_name = "FILE")]
    annotate: Option<PathBuf>,

    /// The page of the PNG, from 1 [default: the first with a finding]
    #[arg(long, value_name = "N", requires = "annotate",
          value_parser = usage::page_number)]
    page: Option<u32>,

    /// Pixels per inch of the PNG
    #[arg(long, default_value = "100", value_parser = usage::resolution)]
    dpi: f64,

    /// List every rule and what the profile says of it, and check nothing
    #[arg(long)]
    rules: bool,
}

/// What is denied.
#[derive(Clone, Copy)]
enum DeniedRule {
    Warnings,
    Rule(Rule),
}

const WARNINGS: &str = "warnings";

fn deny(name: &str) -> Result<DeniedRule, UnknownWord> {
    // All findings of this verb have one code.
    if name == WARNINGS || name == Code::Preflight.name() {
        return Ok(DeniedRule::Warnings);
    }
    if let Some(rule) = Rule::ALL.iter().find(|rule| rule.id() == name) {
        return Ok(DeniedRule::Rule(*rule));
    }
    let known = Rule::ALL.iter().map(|rule| rule.id()).chain([WARNINGS]);
    Err(UnknownWord { vocabulary: Vocabulary::Rule, nearest: nearest(name, known) })
}

/// Makes errors of the findings that are denied.
fn deny_of(arguments: &Arguments, report: &mut Report) {
    for finding in &mut report.findings {
        let is_denied = arguments.deny.iter().any(|deny| match deny {
            DeniedRule::Warnings => finding.severity == Severity::Warning,
            DeniedRule::Rule(rule) => finding.rule == *rule,
        });
        if is_denied {
            finding.severity = Severity::Error;
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    if arguments.files.len() > 1 && arguments.annotate.is_some() {
        let parser_says = "--annotate draws one file: give one".to_owned();
        return Ok(usage::refuse(UsageFault::AnnotateSeveral { parser_says }));
    }
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let read = FilesRead::default();
    let Some(profile) = profile(arguments, &read, &mut sources, &mut sink) else {
        console.report(arguments.format, Told::new(&sources, sink.list()))?;
        return Ok(Verdict::Problems);
    };
    if arguments.rules {
        return list_rules(arguments, &profile, console);
    }
    look(arguments, &profile, &read, console)
}

/// Looks at the files one after the other and tells what was found; one that cannot
/// be read does not keep the others from being looked at. Draws it if that is wanted.
fn look(
    arguments: &Arguments,
    profile: &PreflightProfile,
    read: &FilesRead,
    console: &Console,
) -> io::Result<Verdict> {
    let mut findings = Vec::new();
    let mut outputs = Vec::new();
    let mut checked = Checked { profile: profile.name.clone(), files: Vec::new() };
    for file in &arguments.files {
        let progress = Progress::new(console);
        let name = name_of(file);
        progress.step(&say!("checking {name}", "正在检查“{name}”"));
        let looked = check(file, profile, read);
        drop(progress);
        let mut checked_file = match looked {
            Ok(checked_file) => checked_file,
            Err(finding) => {
                if arguments.format == FindingsFormat::Human {
                    console.findings(&Sources::default(), std::slice::from_ref(&finding));
                }
                findings.push(finding);
                continue;
            }
        };
        deny_of(arguments, &mut checked_file.report);
        let report = &checked_file.report;
        tell(report, file, arguments.format, console);
        checked.files.push(FileRecord::new(file, report));
        let name = file.display().to_string();
        let of_file = report.findings.iter().map(|it| it.bare_diagnostic().in_file(name.clone()));
        findings.extend(of_file);
        if let Some(path) = &arguments.annotate {
            match draw(arguments, &checked_file, path, read, console) {
                Ok(output) => outputs.push(output),
                Err(finding) => {
                    if arguments.format == FindingsFormat::Human {
                        console.findings(&Sources::default(), std::slice::from_ref(&finding));
                    }
                    findings.push(finding);
                }
            }
        }
    }
    let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    if arguments.format == FindingsFormat::Json {
        let sources = Sources::default();
        let numbers = Numbers { preflight: Some(checked), ..Numbers::default() };
        let told = Told::new(&sources, &findings).outputs(outputs).numbers(numbers);
        console.report(arguments.format, told)?;
    }
    Ok(if has_errors { Verdict::Problems } else { Verdict::Fine })
}

/// The files that were looked at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Checked {
    /// The profile, or several with commas between.
    profile: String,
    /// Each file that could be read.
    files: Vec<FileRecord>,
}

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
struct FileRecord {
    /// Its path as it was given.
    file: String,
    /// The standard that it says it is of; null if it does not say.
    claims: Option<String>,
    /// The trim of each page, in mm.
    pages: Vec<PageSize>,
    /// How many errors were found in it.
    errors: usize,
    /// How many warnings.
    warnings: usize,
}

impl FileRecord {
    fn new(file: &Path, report: &Report) -> Self {
        Self {
            file: file.display().to_string(),
            claims: report.claims.clone(),
            pages: report.pages.clone(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
        }
    }
}

/// A rule, and what the profile says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct RuleRecord {
    /// Its name.
    rule: &'static str,
    /// What is an error, what a warning, with the limits.
    demand: String,
    /// What it forbids.
    description: Text,
}

/// A file as it was looked at.
struct CheckedFile<'a> {
    path: &'a Path,
    bytes: Arc<[u8]>,
    report: Report,
}

fn check<'a>(
    file: &'a Path,
    profile: &PreflightProfile,
    read: &FilesRead,
) -> Result<CheckedFile<'a>, Diagnostic> {
    let bytes = read_pdf(file, read)?;
    let report = preflight::check(&bytes, profile)
        .map_err(|error| error.diagnostic().in_file(file.display().to_string()))?;
    Ok(CheckedFile { path: file, bytes, report })
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(OsStr::new("")).to_string_lossy().into_owned()
}

/// All profiles that were named, in one.
fn profile(
    arguments: &Arguments,
    read: &FilesRead,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<PreflightProfile> {
    let usual = [USUAL.to_owned()];
    let names = if arguments.profile.is_empty() { &usual } else { arguments.profile.as_slice() };
    let mut all: Option<PreflightProfile> = None;
    let mut is_sound = true;
    for name in names {
        let folder = folder_of(Path::new(name));
        let mut read_text = |path: &Path| {
            let project = Project::new(folder, read).map_err(|error| error.diagnostic())?;
            project.read_text(path).map_err(|error| error.diagnostic())
        };
        match preflight::read(name, None, &mut read_text, sources, sink) {
            Some(next) => {
                all = Some(match all {
                    Some(known) => known.and(&next),
                    None => next,
                });
            }
            None => is_sound = false,
        }
    }
    all.filter(|_| is_sound)
}

fn read_pdf(file: &Path, read: &FilesRead) -> Result<Arc<[u8]>, Diagnostic> {
    let project = Project::around(file, read).map_err(|error| error.diagnostic())?;
    project.read_bytes(file, PDF_LIMIT).map_err(|error| error.diagnostic())
}

/// Tells people: the findings, unless a program is told of them, and a line.
fn tell(report: &Report, file: &Path, format: FindingsFormat, console: &Console) {
    let name = name_of(file);
    if format == FindingsFormat::Human && !report.findings.is_empty() {
        console.say_lines(report.human(console.language()).trim_end());
    }
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let profile = &report.profile;
    let pages = report.pages.len();
    let claims = report.claims.as_deref().unwrap_or("PDF");
    console.say(&say!(
        "{name} ({claims}, pages: {pages}) by {profile}: errors: {errors}, warnings: {warnings}",
        "{name}（{claims}，{pages} 页）按 {profile} 检查：{errors} 个错误，{warnings} 个警告"
    ));
}

/// Draws a page of a file with its findings, and writes the picture to `output`.
fn draw(
    arguments: &Arguments,
    CheckedFile { path, bytes, report }: &CheckedFile,
    output: &Path,
    read: &FilesRead,
    console: &Console,
) -> Result<WrittenFile, Diagnostic> {
    let first = report.findings.iter().find_map(|finding| finding.at.page).unwrap_or(1);
    let annotation = AnnotationSettings {
        page: arguments.page.and_then(|page| usize::try_from(page).ok()).unwrap_or(first),
        dpi: arguments.dpi,
        language: console.language(),
    };
    let progress = Progress::new(console);
    progress.step(&say!("drawing the page", "正在输出标注图"));
    let mut apart = draw_apart::of(bytes);
    let draw = |page, dpi| apart.draw(page, dpi);
    let png = preflight::annotate(bytes, report, annotation, draw, &embedded::fonts())
        .map_err(|error| error.diagnostic(annotation.page.saturating_sub(1)))
        .map_err(|finding| finding.in_file(path.display().to_string()))?;
    drop(progress);
    OutputWriter::new(read, arguments.format).replace(output, &png, 1)
}

/// Every rule with what the profile says of it.
fn list_rules(
    arguments: &Arguments,
    profile: &PreflightProfile,
    console: &Console,
) -> io::Result<Verdict> {
    let rules: Vec<RuleRecord> = Rule::ALL
        .iter()
        .map(|rule| RuleRecord {
            rule: rule.id(),
            demand: profile.words(*rule),
            description: rule.description(),
        })
        .collect();
    match arguments.format {
        FindingsFormat::Json => {
            let sources = Sources::default();
            let numbers = Numbers { rules: Some(rules), ..Numbers::default() };
            console.report(arguments.format, Told::new(&sources, &[]).numbers(numbers))?;
        }
        FindingsFormat::Human => {
            let line = |it: RuleRecord| {
                let description = it.description.get(console.language()).to_owned();
                format!("{:24} {:28} {description}", it.rule, it.demand)
            };
            console.list(&rules.into_iter().map(line).collect::<Vec<String>>())?;
        }
    }
    Ok(Verdict::Fine)
}
