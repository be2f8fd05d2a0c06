//! Outside judges: the programs that read our files as a print shop's would.
//!
//! Where one is not installed its part of a test is skipped aloud; with
//! `CI=true` that is a failure, so that it cannot go unnoticed for long.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

static SKIPPED: AtomicUsize = AtomicUsize::new(0);

/// What a tool said; `None` if it is not installed.
pub(crate) struct Said {
    pub(crate) ok: bool,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs a tool on a file holding `bytes`; `{}` among the arguments stands for
/// the file.
pub(crate) fn run(tool: &str, arguments: &[&str], bytes: &[u8]) -> Option<Said> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("{}-{number}.pdf", std::process::id()));
    std::fs::write(&file, bytes).expect("the folder for temporary files can be written");
    let path = file.to_str().expect("the folder's name is Unicode");
    let arguments = arguments.iter().map(|argument| argument.replace("{}", path));
    let output = Command::new(tool).args(arguments).output();
    std::fs::remove_file(&file).expect("it was just written");
    told(tool, output)
}

/// Runs a tool in a folder.
pub(crate) fn run_in(folder: &Path, tool: &str, arguments: &[&str]) -> Option<Said> {
    told(tool, Command::new(tool).args(arguments).current_dir(folder).output())
}

fn told(tool: &str, output: io::Result<Output>) -> Option<Said> {
    match output {
        Ok(output) => Some(said(&output)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            skip(tool);
            None
        }
        Err(error) => panic!("{tool} cannot be run: {error}"),
    }
}

fn said(output: &Output) -> Said {
    Said {
        ok: output.status.success(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn skip(tool: &str) {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{tool} is not installed, and CI must have it"
    );
    let count = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
    // Straight to the stream: the test harness swallows what is printed.
    let message = format!("SKIPPED: {tool} is not installed ({count} checks skipped so far)\n");
    io::stderr().write_all(message.as_bytes()).expect("the error stream is open");
}
