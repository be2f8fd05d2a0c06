//! `banmian check`: everything but output.

use std::io;

use banmian::job::{Outcome, Printed};
use banmian::load::FilesRead;
use banmian::{golden, model, say};
use clap::{Args, ValueEnum};

use super::answer::Told;
use super::console::{Console, FindingsFormat};
use super::options::{DenyOptions, PageOptions, SheetOptions};
use super::progress::Progress;
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
    let progress = Progress::new(console);
    progress.counted_step(&say!("checking the pages", "正在检查版面"), arguments.page.pages());
    let CheckedPages { outcome, page, is_fit } = check(arguments, &progress);
    drop(progress);
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

/// What came of the pages.
struct CheckedPages {
    outcome: Outcome,
    /// What is asked for of the set page, as text.
    page: String,
    is_fit: bool,
}

/// Sets the pages and writes them to nowhere: some faults show only in the file.
fn check(arguments: &Arguments, progress: &Progress) -> CheckedPages {
    let engine = embedded::engine();
    let job = arguments.page.job_on(&arguments.sheets, &arguments.deny).counted(progress.done());
    let cache = arguments.page.cache.folder();
    let shows_page = matches!(arguments.format, ReportFormat::Dump | ReportFormat::PageJson);
    if !shows_page && !arguments.page.verbose && !arguments.sheets.is_asked_for() {
        let Printed { outcome, pages, .. } =
            engine.print(&job, cache.as_ref(), &FilesRead::default(), &mut Vec::new());
        let is_fit = outcome.is_fit_for_press() && pages > 0;
        return CheckedPages { outcome, page: String::new(), is_fit };
    }
    let mut outcome = engine.run_for_press(&job);
    let page = match (arguments.format, &outcome.document) {
        (ReportFormat::Dump, Some(_)) => golden::structure(&outcome).unwrap_or_default(),
        (ReportFormat::PageJson, Some(document)) => {
            model::page_model(document, &outcome.sources, &outcome.pictures)
        }
        _ => String::new(),
    };
    let is_fit = outcome.press_file(cache.as_ref()).is_some();
    CheckedPages { outcome, page, is_fit }
}
