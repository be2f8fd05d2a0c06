//! `banmian preflight`: any PDF, held against a print shop's rules.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::{Diagnostic, Severity, Sink, Sources};
use banmian::load::{FilesRead, Project, folder_of};
use banmian::preflight::{self, Annotation, At, Finding, Profile, Report, Rule};
use banmian::say;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _};

use super::console::{Console, FindingsFormat};
use super::output::Writer;
use super::{Cli, Verdict, draw_apart};
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

    /// A PNG to write, with a numbered frame round each finding; of one file
    #[arg(long, value_name = "FILE")]
    annotate: Option<PathBuf>,

    /// The page of the PNG, from 1 [default: the first with a finding]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    page: Option<u32>,

    /// Pixels per inch of the PNG
    #[arg(long, default_value = "100", value_parser = super::proof::resolution)]
    dpi: f64,

    /// List every rule and what the profile says of it, and check nothing
    #[arg(long)]
    rules: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let read = FilesRead::default();
    let Some(profile) = profile(arguments, &read, &mut sources, &mut sink) else {
        console.report(&sources, &sink, arguments.format)?;
        return Ok(Verdict::Problems);
    };
    if arguments.rules {
        return list_rules(&profile, console);
    }
    match arguments.files.as_slice() {
        [file] => look(arguments, file, &profile, &read, console),
        files => look_at_all(arguments, files, &profile, &read, console),
    }
}

/// Looks at one file, tells what was found, and draws it if that is wanted.
fn look(
    arguments: &Arguments,
    file: &Path,
    profile: &Profile,
    read: &FilesRead,
    console: &Console,
) -> io::Result<Verdict> {
    let mut sink = Sink::default();
    let (bytes, report) = match check(file, profile, read) {
        Ok(looked) => looked,
        Err(finding) => {
            sink.push(finding);
            console.report(&Sources::default(), &sink, arguments.format)?;
            return Ok(Verdict::Problems);
        }
    };
    if arguments.format == FindingsFormat::Json {
        console.json(&report.json(&name_of(file)))?;
    }
    tell(&report, file, arguments.format, console);
    if let Some(path) = &arguments.annotate
        && let Err(finding) = draw(arguments, &bytes, &report, (path, read), console)
    {
        sink.push(finding);
        console.report(&Sources::default(), &sink, FindingsFormat::Human)?;
        return Ok(Verdict::Problems);
    }
    Ok(verdict(&report))
}

/// Looks at several files, one after the other; one that cannot be read does
/// not keep the others from being looked at.
fn look_at_all(
    arguments: &Arguments,
    files: &[PathBuf],
    profile: &Profile,
    read: &FilesRead,
    console: &Console,
) -> io::Result<Verdict> {
    if arguments.annotate.is_some() {
        let message = "--annotate draws one file: give one";
        Cli::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    let mut records = Vec::new();
    let mut worst = Verdict::Fine;
    for file in files {
        let report = match check(file, profile, read) {
            Ok((_, report)) => report,
            Err(finding) => unreadable(profile, finding),
        };
        if arguments.format == FindingsFormat::Json {
            records.push(report.json(&name_of(file)).trim_end().to_owned());
        }
        tell(&report, file, arguments.format, console);
        if let Verdict::Problems = verdict(&report) {
            worst = Verdict::Problems;
        }
    }
    if arguments.format == FindingsFormat::Json {
        console.json(&format!("[\n{}\n]\n", records.join(",\n")))?;
    }
    Ok(worst)
}

fn check(
    file: &Path,
    profile: &Profile,
    read: &FilesRead,
) -> Result<(Vec<u8>, Report), Diagnostic> {
    let bytes = read_pdf(file, read)?;
    let report = preflight::check(&bytes, profile)
        .map_err(|error| error.diagnostic().in_file(file.display().to_string()))?;
    Ok((bytes, report))
}

/// What is said of a file among several that cannot be read.
fn unreadable(profile: &Profile, finding: Diagnostic) -> Report {
    let finding = Finding {
        rule: Rule::Unreadable,
        severity: Severity::Error,
        at: At::default(),
        measured: None,
        limit: None,
        count: 1,
        message: finding.message,
    };
    Report {
        profile: profile.name.clone(),
        claims: None,
        pages: Vec::new(),
        findings: vec![finding],
    }
}

fn verdict(report: &Report) -> Verdict {
    if report.has_errors() { Verdict::Problems } else { Verdict::Fine }
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
) -> Option<Profile> {
    let usual = [USUAL.to_owned()];
    let names = if arguments.profile.is_empty() { &usual } else { arguments.profile.as_slice() };
    let mut all: Option<Profile> = None;
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

fn read_pdf(file: &Path, read: &FilesRead) -> Result<Vec<u8>, Diagnostic> {
    let project = Project::new(folder_of(file), read).map_err(|error| error.diagnostic())?;
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

fn draw(
    arguments: &Arguments,
    bytes: &[u8],
    report: &Report,
    (path, read): (&Path, &FilesRead),
    console: &Console,
) -> Result<(), Diagnostic> {
    let first = report.findings.iter().find_map(|finding| finding.at.page).unwrap_or(1);
    let annotation = Annotation {
        page: arguments.page.and_then(|page| usize::try_from(page).ok()).unwrap_or(first),
        dpi: arguments.dpi,
        language: console.language(),
    };
    let mut apart = draw_apart::of(bytes);
    let draw = |page, dpi| apart.draw(page, dpi);
    let png = preflight::annotate(bytes, report, annotation, draw, &embedded::fonts())
        .map_err(|error| error.diagnostic(annotation.page.saturating_sub(1)))?;
    Writer::new(read).replace(path, &png)
}

/// Every rule with what the profile says of it.
fn list_rules(profile: &Profile, console: &Console) -> io::Result<Verdict> {
    let mut rules = Vec::new();
    for rule in Rule::ALL {
        let demand = profile.words(*rule);
        let description = rule.description();
        let description = description.get(console.language());
        rules.push(format!("{:24} {demand:28} {description}", rule.id()));
    }
    console.list(&rules)?;
    Ok(Verdict::Fine)
}
