//! `banmian check`: everything but output.

use std::io;

use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::job::{Job, Outcome};
use banmian::load::FilesRead;
use banmian::{golden, model, say};
use clap::{Args, ValueEnum};

use super::answer::{Numbers, Told};
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
    let CheckedPages { found, sources, outcome, page, is_fit } = check(arguments, &progress);
    drop(progress);
    let format = match arguments.format {
        ReportFormat::Json => FindingsFormat::Json,
        ReportFormat::Human | ReportFormat::Dump | ReportFormat::PageJson => FindingsFormat::Human,
    };
    let numbers = outcome.as_ref().map(|outcome| summary::numbers(outcome, &arguments.page));
    let told = Told::new(&sources, found.list()).numbers(numbers.unwrap_or_else(Numbers::default));
    console.report(format, told)?;
    console.text(&page)?;
    if let (true, Some(outcome)) = (arguments.page.verbose, &outcome) {
        summary::stories(console, outcome);
    }
    summary::checked(console, &found);
    Ok(if is_fit { Verdict::Fine } else { Verdict::Problems })
}

/// What came of the pages.
#[derive(Default)]
struct CheckedPages {
    found: Sink,
    /// The texts that findings are in.
    sources: Sources,
    /// The pages, where more is to be told of them.
    outcome: Option<Outcome>,
    /// What is asked for of the set page, as text.
    page: String,
    is_fit: bool,
}

impl CheckedPages {
    /// Nothing but a reason why.
    fn none(finding: Diagnostic) -> Self {
        let mut checked = Self::default();
        checked.found.push(finding);
        checked
    }
}

/// Sets the pages and writes them to nowhere: some faults show only in the file.
fn check(arguments: &Arguments, progress: &Progress) -> CheckedPages {
    let job = arguments.page.job_on(&arguments.sheets, &arguments.deny).counted(progress.done());
    let shows_page = matches!(arguments.format, ReportFormat::Dump | ReportFormat::PageJson);
    if shows_page || arguments.page.verbose {
        return check_in_memory(arguments, &job);
    }
    let cache = match arguments.page.cache.of_run(&job) {
        Ok(cache) => cache,
        Err(finding) => return CheckedPages::none(finding),
    };
    let read = FilesRead::default();
    let printed = embedded::engine().print_kept(&job, cache.as_ref(), &read, None);
    let is_fit = printed.is_fit_for_press();
    let (found, sources) = (printed.sink, printed.sources);
    CheckedPages { found, sources, is_fit, ..CheckedPages::default() }
}

/// The same with all pages in memory together, so that more can be told of them.
fn check_in_memory(arguments: &Arguments, job: &Job) -> CheckedPages {
    let cache = match arguments.page.cache.folder() {
        Ok(cache) => cache,
        Err(finding) => return CheckedPages::none(finding),
    };
    let mut outcome = embedded::engine().run_for_press(job);
    let page = match (arguments.format, &outcome.document) {
        (ReportFormat::Dump, Some(_)) => golden::structure(&outcome).unwrap_or_default(),
        (ReportFormat::PageJson, Some(document)) => {
            model::page_model(document, &outcome.sources, &outcome.pictures)
        }
        _ => String::new(),
    };
    let is_fit = outcome.press_file(cache.as_ref()).is_some();
    let (found, sources) = (outcome.sink.clone(), outcome.sources.clone());
    CheckedPages { found, sources, outcome: Some(outcome), page, is_fit }
}
