//! `banmian schema`: the JSON Schema of page specs.

use std::io;

use banmian::spec;
use clap::Args;

use super::Verdict;
use super::console::Console;

/// Print the JSON Schema of page specs, for text editors
///
/// An editor that knows TOML schemas completes keys and shows what they mean
/// if the spec begins with a line `#:schema PATH-TO-THIS-FILE`.
#[derive(Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, console: &Console) -> io::Result<Verdict> {
    console.data(spec::schema().as_bytes())?;
    Ok(Verdict::Fine)
}
