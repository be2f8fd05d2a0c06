//! `banmian completions`: command-line completion for shells.

use std::io;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::console::Console;
use super::{Cli, Verdict};

/// Print a script with which a shell completes the command line
#[derive(Args)]
pub(super) struct Arguments {
    /// Which shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let mut script = Vec::new();
    let mut command = Cli::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    console.data(&script)?;
    Ok(Verdict::Fine)
}
