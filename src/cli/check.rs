//! `banmian check`: everything but output.

use std::io;

use banmian::{dump, job};
use clap::{Args, ValueEnum};

use super::console::{Console, FindingsFormat};
use super::options::{PageOptions, SheetOptions};
use super::{Verdict, summary};
use crate::embedded;

/// Set pages, tell what is wrong with them, and write no file
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    page: PageOptions,

    #[command(flatten)]
    sheets: SheetOptions,

    /// What is told
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Findings as text on the error stream
    Human,
    /// Findings as a JSON array on the standard output
    Json,
    /// The set page as text on the standard output, line by line; findings on
    /// the error stream
    Dump,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let mut outcome = job::run(&arguments.page.job_on(&arguments.sheets), embedded::fonts());
    let dump = match (arguments.format, &outcome.document) {
        (Format::Dump, Some(document)) => dump::dump(document, &outcome.fonts, &outcome.pictures),
        _ => String::new(),
    };
    let is_fit = outcome.press_file(arguments.page.cache.folder().as_ref()).is_some();
    let format = match arguments.format {
        Format::Json => FindingsFormat::Json,
        Format::Human | Format::Dump => FindingsFormat::Human,
    };
    console.report(&outcome.sources, &outcome.sink, format)?;
    console.text(&dump)?;
    if arguments.page.verbose {
        summary::stories(console, &outcome);
    }
    summary::checked(console, &outcome);
    Ok(if is_fit { Verdict::Fine } else { Verdict::Problems })
}
