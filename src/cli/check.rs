//! `banmian check`: everything but output.

use std::io;

use banmian::{dump, model};
use clap::{Args, ValueEnum};

use super::answer::Told;
use super::console::{Console, FindingsFormat};
use super::options::{DenyOptions, PageOptions, SheetOptions};
use super::{Verdict, summary};
use crate::embedded;

/// Set pages, tell what is wrong with them, and write no file
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    page: PageOptions,

    #[command(flatten)]
    sheets: SheetOptions,

    #[command(flatten)]
    deny: DenyOptions,

    /// What is told
    #[arg(long, value_enum, default_value = "human")]
    format: ReportFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Findings as text on the error stream
    Human,
    /// Findings, with `--verbose` the numbers of each story, too, as one JSON object
    /// on the standard output
    Json,
    /// The set page as text on the standard output, line by line; findings on
    /// the error stream
    Dump,
    /// The set page as JSON on the standard output, for other programs; findings on the
    /// error stream
    PageJson,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let mut outcome = embedded::engine()
        .run_for_press(&arguments.page.job_on(&arguments.sheets, &arguments.deny));
    let page = match (arguments.format, &outcome.document) {
        (ReportFormat::Dump, Some(document)) => {
            dump::dump(document, &outcome.fonts, &outcome.pictures)
        }
        (ReportFormat::PageJson, Some(document)) => {
            model::page_model(document, &outcome.sources, &outcome.pictures)
        }
        _ => String::new(),
    };
    let is_fit = outcome.press_file(arguments.page.cache.folder().as_ref()).is_some();
    let format = match arguments.format {
        ReportFormat::Json => FindingsFormat::Json,
        ReportFormat::Human | ReportFormat::Dump | ReportFormat::PageJson => FindingsFormat::Human,
    };
    let told = Told::new(&outcome.sources, outcome.sink.list())
        .numbers(summary::numbers(&outcome, &arguments.page));
    console.report(format, told)?;
    console.text(&page)?;
    if arguments.page.verbose {
        summary::stories(console, &outcome);
    }
    summary::checked(console, &outcome);
    Ok(if is_fit { Verdict::Fine } else { Verdict::Problems })
}
