//! `banmian build`: the press file, or nothing.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::job::{EditionPlan, Job, Outcome, PressOutput, PrintedPages, RunCache};
use banmian::load::FilesRead;
use banmian::{Engine, say};
use clap::Args;

use super::answer::{Numbers, Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::options::{DenyOptions, FindingsOptions, PageOptions, SheetOptions};
use super::output::OutputWriter;
use super::progress::Progress;
use super::{Verdict, edition, summary};
use crate::embedded;

/// Set pages and write the press file, a PDF
///
/// If anything is wrong with a page (text that does not fit, a character
/// that no font has, a missing picture …), all of it is told, and no file is
/// written or replaced.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    page: PageOptions,

    #[command(flatten)]
    sheets: SheetOptions,

    #[command(flatten)]
    deny: DenyOptions,

    /// The file to write; - is the standard output [default: the first spec's name
    /// with .pdf, in the current folder]; of an edition, with {page} in it, one a page
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    // What comes on the standard input can be read once.
    let job = arguments.page.job_on(&arguments.sheets, &arguments.deny);
    if let Some(plan) = plan(arguments, &job) {
        return edition(plan, arguments, &job, console);
    }
    let path = arguments.output.clone().unwrap_or_else(|| arguments.page.file_with_ending("pdf"));
    let progress = Progress::new(console);
    progress.counted_step(&say!("setting the pages", "正在排版"), arguments.page.pages());
    let Built { found, sources, written, outcome } = build(&path, arguments, &job, &progress);
    drop(progress);

    let numbers = outcome.as_ref().map(|outcome| summary::numbers(outcome, &arguments.page));
    let told = Told::new(&sources, found.list())
        .outputs(written.iter().cloned().collect())
        .numbers(numbers.unwrap_or_else(Numbers::default));
    console.report(arguments.findings.format, told)?;
    if let Some(outcome) = &outcome {
        summary::stories(console, outcome);
    }
    Ok(match written {
        Some(output) => {
            summary::written(console, &found, &output);
            Verdict::Fine
        }
        None => {
            summary::nothing_written(console, &found, &path);
            Verdict::Problems
        }
    })
}

/// The pages of an edition, if that is asked for and each gets a file of its own.
fn plan(arguments: &Arguments, job: &Job) -> Option<EditionPlan> {
    let is_of_one_file = arguments.page.verbose || arguments.sheets.imposition().is_some();
    (!is_of_one_file).then(|| job.edition_plan(arguments.output.as_deref())).flatten()
}

fn edition(
    plan: EditionPlan,
    arguments: &Arguments,
    job: &Job,
    console: &Console,
) -> io::Result<Verdict> {
    let format = arguments.findings.format;
    let progress = Progress::new(console);
    let made = edition::make(plan, job, &arguments.page.cache, format, &progress);
    drop(progress);
    let told = Told::new(&made.sources, made.found.list());
    let numbers = Numbers { edition: Some(made.numbers()), ..Numbers::default() };
    let told = told.outputs(made.files()).records(made.records()).numbers(numbers);
    console.report(format, told)?;
    if format == FindingsFormat::Human {
        made.tell(console);
    }
    Ok(if made.is_whole() { Verdict::Fine } else { Verdict::Problems })
}

/// What came of the pages.
#[derive(Default)]
pub(super) struct Built {
    pub(super) found: Sink,
    /// The texts that findings are in.
    pub(super) sources: Sources,
    /// The file, if the pages are fit for the press.
    pub(super) written: Option<WrittenFile>,
    /// The pages, where more is to be told of them.
    outcome: Option<Outcome>,
}

impl Built {
    /// Nothing but a reason why.
    fn none(finding: Diagnostic) -> Self {
        let mut built = Self::default();
        built.found.push(finding);
        built
    }
}

/// Sets the pages and writes the press file if they are fit for it. Otherwise the reasons
/// are among the findings.
fn build(path: &Path, arguments: &Arguments, job: &Job, progress: &Progress) -> Built {
    let job = job.clone().counted(progress.done());
    if arguments.page.verbose {
        return build_in_memory(path, arguments, &job);
    }
    let cache = match arguments.page.cache.of_run(&job) {
        Ok(cache) => cache,
        Err(finding) => return Built::none(finding),
    };
    let read = FilesRead::default();
    let writer = OutputWriter::new(&read, arguments.findings.format);
    to_file(path, &embedded::engine(), &job, cache.as_ref(), &read, &writer)
}

/// Sets the pages with an engine and writes the press file if they are fit for it.
pub(super) fn to_file(
    path: &Path,
    engine: &Engine,
    job: &Job,
    cache: Option<&RunCache>,
    read: &FilesRead,
    writer: &OutputWriter,
) -> Built {
    let (printed, file) = match writer.begin(path) {
        Ok(mut file) => {
            let out = Some(&mut file as &mut dyn PressOutput);
            let mut printed = engine.print_kept(job, cache, read, out);
            if let Some(error) = &printed.error {
                printed.sink.push(file.refusal(error));
            }
            (printed, Some(file))
        }
        Err(finding) => {
            // All that is wrong is told in one run.
            let mut printed = engine.print_kept(job, cache, read, None);
            printed.sink.push(finding);
            (printed, None)
        }
    };
    let is_fit = printed.is_fit_for_press();
    let PrintedPages { sink: mut found, sources, pages, .. } = printed;
    let finished = file.filter(|_| is_fit).map(|file| writer.finish(file, pages));
    let written = finished.and_then(|written| told(&mut found, written));
    Built { found, sources, written, outcome: None }
}

/// The same with all pages in memory together, so that more can be told of them.
fn build_in_memory(path: &Path, arguments: &Arguments, job: &Job) -> Built {
    let cache = match arguments.page.cache.folder() {
        Ok(cache) => cache,
        Err(finding) => return Built::none(finding),
    };
    let mut outcome = embedded::engine().run_for_press(job);
    let written = outcome.press_file(cache.as_ref()).and_then(|bytes| {
        let writer = OutputWriter::new(&outcome.read, arguments.findings.format);
        let written = writer.replace(path, &bytes, pages(&outcome));
        told(&mut outcome.sink, written)
    });
    let (found, sources) = (outcome.sink.clone(), outcome.sources.clone());
    Built { found, sources, written, outcome: Some(outcome) }
}

/// How many pages the file has: sheets, where pages are laid side by side.
pub(super) fn pages(outcome: &Outcome) -> usize {
    outcome.document.as_ref().map_or(0, |document| document.sheets().len())
}

/// The value, or a further finding.
pub(super) fn told<T>(found: &mut Sink, result: Result<T, Diagnostic>) -> Option<T> {
    result.map_err(|finding| found.push(finding)).ok()
}
