//! `banmian build`: the press file, or nothing.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::Diagnostic;
use banmian::job::Outcome;
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

    /// The file to write [default: the first spec's name with .pdf, in the
    /// current folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let path = arguments.output.clone().unwrap_or_else(|| arguments.page.file_with_ending("pdf"));
    let progress = Progress::new(console);
    progress.step(&say!("setting the pages", "正在排版"));
    let mut outcome = embedded::engine()
        .run_for_press(&arguments.page.job_on(&arguments.sheets, &arguments.deny));
    progress.step(&say!("writing the press file", "正在输出 PDF"));
    let written = write(&mut outcome, &path, arguments);
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

/// Writes the press file if the page is fit for it. Otherwise the reasons are
/// among the findings.
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
