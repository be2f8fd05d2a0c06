//! `banmian build`: the press file, or nothing.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::Diagnostic;
use banmian::job::{Outcome, Printed};
use banmian::load::FilesRead;
use banmian::say;
use clap::Args;

use super::answer::{Told, WrittenFile};
use super::console::Console;
use super::options::{DenyOptions, FindingsOptions, PageOptions, SheetOptions};
use super::output::OutputWriter;
use super::progress::Progress;
use super::{Verdict, summary};
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
    /// with .pdf, in the current folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let path = arguments.output.clone().unwrap_or_else(|| arguments.page.file_with_ending("pdf"));
    let progress = Progress::new(console);
    progress.counted_step(&say!("setting the pages", "正在排版"), arguments.page.pages());
    let Built { outcome, written } = build(&path, arguments, &progress);
    drop(progress);

    let told = Told::new(&outcome.sources, outcome.sink.list())
        .outputs(written.iter().cloned().collect())
        .numbers(summary::numbers(&outcome, &arguments.page));
    console.report(arguments.findings.format, told)?;
    if arguments.page.verbose {
        summary::stories(console, &outcome);
    }
    Ok(match written {
        Some(output) => {
            summary::written(console, &outcome, &output);
            Verdict::Fine
        }
        None => {
            summary::nothing_written(console, &outcome, &path);
            Verdict::Problems
        }
    })
}

/// What came of the pages.
struct Built {
    outcome: Outcome,
    /// The file, if the pages are fit for the press.
    written: Option<WrittenFile>,
}

/// Sets the pages and writes the press file if they are fit for it. Otherwise the reasons
/// are among the findings.
fn build(path: &Path, arguments: &Arguments, progress: &Progress) -> Built {
    let engine = embedded::engine();
    let job = arguments.page.job_on(&arguments.sheets, &arguments.deny).counted(progress.done());
    let cache = arguments.page.cache.folder();
    // Where all pages are asked for they have to be in memory together.
    let wants_all = arguments.page.verbose || arguments.sheets.is_asked_for();
    if wants_all {
        let mut outcome = engine.run_for_press(&job);
        let written = write(&mut outcome, path, arguments);
        return Built { outcome, written };
    }
    let read = FilesRead::default();
    let writer = OutputWriter::new(&read, arguments.findings.format);
    match writer.begin(path) {
        Ok(mut file) => {
            let Printed { mut outcome, pages, error } =
                engine.print(&job, cache.as_ref(), &read, &mut file);
            if let Some(error) = error {
                outcome.sink.push(file.refusal(&error));
            }
            let is_fit = outcome.is_fit_for_press() && pages > 0;
            let written = is_fit.then(|| writer.finish(file, pages));
            let written = written.and_then(|written| found(&mut outcome, written));
            Built { outcome, written }
        }
        Err(finding) => {
            // All that is wrong is told in one run.
            let mut outcome = engine.print(&job, cache.as_ref(), &read, &mut Vec::new()).outcome;
            outcome.sink.push(finding);
            Built { outcome, written: None }
        }
    }
}

/// Writes the press file of pages that are in memory.
fn write(outcome: &mut Outcome, path: &Path, arguments: &Arguments) -> Option<WrittenFile> {
    let bytes = outcome.press_file(arguments.page.cache.folder().as_ref())?;
    let pages = pages(outcome);
    let writer = OutputWriter::new(&outcome.read, arguments.findings.format);
    let written = writer.replace(path, &bytes, pages);
    found(outcome, written)
}

/// How many pages the file has: sheets, where pages are laid side by side.
pub(super) fn pages(outcome: &Outcome) -> usize {
    outcome.document.as_ref().map_or(0, |document| document.sheets().len())
}

/// The value, or a further finding.
pub(super) fn found<T>(outcome: &mut Outcome, result: Result<T, Diagnostic>) -> Option<T> {
    result.map_err(|finding| outcome.sink.push(finding)).ok()
}
