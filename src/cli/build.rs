//! `banmian build`: the press file, or nothing.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::Diagnostic;
use banmian::job::{self, Outcome};
use banmian::pdf::{self, PdfError};
use banmian::{proof, say};
use clap::Args;

use super::console::Console;
use super::options::{FindingsOptions, PageOptions};
use super::progress::Progress;
use super::{Verdict, output, summary};
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
    let mut outcome = job::run(&arguments.page.job(), embedded::fonts());
    progress.step(&say!("writing the press file", "正在输出 PDF"));
    let written = write(&mut outcome, &path);
    drop(progress);

    console.report(&outcome.sources, &outcome.sink, arguments.findings.format)?;
    if arguments.page.verbose {
        summary::stories(console, &outcome);
    }
    Ok(match written {
        Some(bytes) => {
            summary::written(console, &outcome, &path, bytes);
            Verdict::Fine
        }
        None => {
            summary::nothing_written(console, &outcome, &path);
            Verdict::Problems
        }
    })
}

/// Writes the press file if the page is fit for it and tells its size.
/// Otherwise the reasons are among the findings.
fn write(outcome: &mut Outcome, path: &Path) -> Option<usize> {
    let bytes = press_file(outcome)?;
    let written = output::replace(path, &bytes, &outcome.sources);
    found(outcome, written)?;
    Some(bytes.len())
}

/// The press file, if the page is fit for it and the file keeps the print
/// shop's rules. It is made even when errors are known already: broken pixels
/// show only here, and one run tells all.
pub(super) fn press_file(outcome: &mut Outcome) -> Option<Vec<u8>> {
    let bytes = export(outcome)?;
    outcome.preflight(&bytes);
    outcome.is_fit_for_press().then_some(bytes)
}

/// The pages as PDF. A picture that cannot be drawn is left out, which is an
/// error among the findings.
pub(super) fn export(outcome: &mut Outcome) -> Option<Vec<u8>> {
    let Outcome { document, fonts, pictures, sink, .. } = outcome;
    let document = document.as_mut()?;
    loop {
        let error = match pdf::export(document, fonts, pictures) {
            Ok(bytes) => return Some(bytes),
            Err(error) => error,
        };
        sink.push(error.diagnostic());
        let (PdfError::PictureBroken { file } | PdfError::PictureTooLarge { file }) = error else {
            return None;
        };
        let mut left_out = false;
        for page in &mut document.pages {
            left_out |= proof::leave_out(page, pictures, &file);
        }
        if !left_out {
            return None;
        }
    }
}

/// The value, or a further finding.
pub(super) fn found<T>(outcome: &mut Outcome, result: Result<T, Diagnostic>) -> Option<T> {
    result.map_err(|finding| outcome.sink.push(finding)).ok()
}
