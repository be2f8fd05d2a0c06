//! `banmian schema`: the JSON Schemas of page specs, of editions, of answers to programs
//! and of the page model.

use std::io;

use banmian::{model, spec};
use clap::{Args, ValueEnum};
use schemars::Schema;

use super::console::Console;
use super::{Verdict, answer, batch};

/// Print the JSON Schema of page specs or editions, for text editors, of `--format json`,
/// of jobs and their results, or of the page model
///
/// An editor that knows TOML schemas completes keys and shows what they mean
/// if the spec or edition begins with a line `#:schema PATH-TO-THIS-FILE`.
#[derive(Args)]
pub(super) struct Arguments {
    /// Of what
    #[arg(value_enum, default_value = "page")]
    of: SchemaOf,
}

#[derive(Clone, Copy, ValueEnum)]
enum SchemaOf {
    /// Page specs
    Page,
    /// Editions
    Edition,
    /// What verbs print with `--format json`
    Answer,
    /// A job, a line of the file that `batch` takes
    BatchJob,
    /// A result, a line of the file that `batch` writes
    BatchResult,
    /// The set page that `check --format page-json` prints
    PageModel,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let schema = match arguments.of {
        SchemaOf::Page => spec::schema(),
        SchemaOf::Edition => spec::edition::schema(),
        SchemaOf::Answer => answer::schema(),
        SchemaOf::BatchJob => text(&batch::job_schema()),
        SchemaOf::BatchResult => text(&batch::result_schema()),
        SchemaOf::PageModel => model::schema(),
    };
    console.data(schema.as_bytes())?;
    Ok(Verdict::Fine)
}

fn text(schema: &Schema) -> String {
    // A schema always has a JSON form.
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}
