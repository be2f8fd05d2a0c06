//! `banmian test`: whether pages are as they were.

use std::io;
use std::path::PathBuf;

use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::golden::{GoldenPlace, PageReport, PageState, TestReport, html, junit};
use banmian::{Engine, say};
use clap::Args;
use rayon::prelude::*;

use super::set::{self, GoldenDesk, TestedPage, WantedKinds};
use super::{GoldenOptions, GoldenRecord, find, tell};
use crate::cli::Verdict;
use crate::cli::answer::{Numbers, Told, WrittenFile};
use crate::cli::console::{Console, FindingsFormat};
use crate::cli::options::FindingsOptions;
use crate::cli::output::OutputWriter;
use crate::cli::progress::Progress;
use crate::embedded;

/// Set all pages that have golden files and tell which differ (版面基准测试)
///
/// Golden files lie in a folder `golden` beside the spec and are called like it: `.txt` what
/// stands where, `.jpg` what it looks like, `.sha256` the bytes of its press file. `banmian
/// review` makes them. The exit code is 0 if all pages are as they were, 3 if all are that can
/// be compared and some golden files have an older format, else 1.
#[derive(Args)]
#[command(visible_alias = "测试")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    golden: GoldenOptions,

    /// Write the results in JUnit's form, for build servers
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(in crate::cli) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let format = arguments.findings.format;
    let places = match find::pages(&arguments.golden.pages) {
        Ok(places) => places,
        Err(finding) => return refused(console, format, finding),
    };
    let pages = match all(console, &arguments.golden, &WantedKinds::default(), places) {
        Ok(pages) => pages,
        Err(finding) => return refused(console, format, finding),
    };
    let report = report_of(&pages);
    let mut sink = Sink::default();
    let writer = OutputWriter::new(&set::files_read(&pages), format);
    let files = [
        (&arguments.golden.report, html(&report, console.language())),
        (&arguments.junit, junit(&report)),
    ];
    let outputs = files.iter().filter_map(|(path, text)| {
        let written = writer.replace(path.as_ref()?, text.as_bytes(), 0);
        written.map_err(|finding| sink.push(finding)).ok()
    });
    let outputs: Vec<WrittenFile> = outputs.collect();
    let records = report.pages.iter().map(GoldenRecord::new).collect();
    let numbers = Numbers { golden: Some(records), ..Numbers::default() };
    let sources = Sources::default();
    console.report(format, Told::new(&sources, sink.list()).outputs(outputs).numbers(numbers))?;
    for page in pages.iter().filter(|page| !page.report.state().is_fine()) {
        tell::page(console, page);
    }
    tell::summary(console, &report);
    Ok(if sink.has_errors() { Verdict::Problems } else { verdict(&report.pages) })
}

/// Tells why nothing can be tested.
pub(super) fn refused(
    console: &Console,
    format: FindingsFormat,
    finding: Diagnostic,
) -> io::Result<Verdict> {
    let sources = Sources::default();
    console.report(format, Told::new(&sources, &[finding]))?;
    Ok(Verdict::Problems)
}

/// Sets pages side by side and holds them against their golden files; of those without,
/// golden files of the kinds `wanted` are made.
pub(super) fn all(
    console: &Console,
    options: &GoldenOptions,
    wanted: &WantedKinds,
    places: Vec<GoldenPlace>,
) -> Result<Vec<TestedPage>, Diagnostic> {
    let cache = options.cache.folder()?;
    let progress = Progress::new(console);
    progress.counted_step(&say!("setting the pages", "正在排版"), places.len());
    let engine = Engine::new().with_fonts(embedded::fonts());
    let desk = GoldenDesk { engine, options, cache };
    let done = progress.done();
    let pages = places.into_par_iter().map(|place| {
        let page = set::page(&desk, place, wanted);
        done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        page
    });
    Ok(pages.collect())
}

fn report_of(pages: &[TestedPage]) -> TestReport {
    TestReport { pages: pages.iter().map(|page| page.report.clone()).collect() }
}

fn verdict(pages: &[PageReport]) -> Verdict {
    let states: Vec<PageState> = pages.iter().map(PageReport::state).collect();
    if states.iter().all(|state| state.is_fine()) {
        Verdict::Fine
    } else if states.iter().all(|state| matches!(state, PageState::Same | PageState::Older)) {
        Verdict::OnlyOlder
    } else {
        Verdict::Problems
    }
}
