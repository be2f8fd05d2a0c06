//! What a process of its own takes: wall time, processor time, peak memory.
//!
//! The system tells the peak of all children together, so each process is started by
//! one that has no other: this very program, called again.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The argument that calls this program again.
const MEASURE: &str = "--measure-one";

/// What a process took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// On all cores, the system's share included.
    pub(crate) cpu: Duration,
    pub(crate) peak_mib: f64,
    /// How it ended; nothing if a signal ended it.
    pub(crate) code: Option<i32>,
}

/// Measures a command that is run in a folder; what it says goes nowhere. Its cache is
/// one of benches.
pub(crate) fn cost(command: &[String], folder: &Path) -> Cost {
    let this = std::env::current_exe().expect("this program has a path");
    let output = Command::new(this)
        .arg(MEASURE)
        .args(command)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/bench-cache"))
        .stderr(Stdio::null())
        .output()
        .expect("this program can be run again");
    let told = String::from_utf8_lossy(&output.stdout);
    let mut numbers = told.split_whitespace().map(|word| word.parse::<i64>().ok());
    let mut number = || numbers.next().flatten();
    let (wall, cpu, peak) = (number(), number(), number());
    let micros = |told: Option<i64>| Duration::from_micros(told.unwrap_or(0).unsigned_abs());
    let code = number().and_then(|code| i32::try_from(code).ok());
    Cost { wall: micros(wall), cpu: micros(cpu), peak_mib: peak.unwrap_or(0) as f64 / 1024.0, code }
}

/// Called first by every program that measures: does the work of one that was called
/// again, and tells whether it was.
pub(crate) fn is_measuring() -> bool {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() != Some(MEASURE) {
        return false;
    }
    let program = arguments.next().expect("a program is named");
    measure(Command::new(program).args(arguments).stdout(Stdio::null()));
    true
}

#[cfg(unix)]
fn measure(command: &mut Command) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let begun = std::time::Instant::now();
    let status = command.status().expect("the program can be run");
    let wall = begun.elapsed().as_micros();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system tells");
    let cpu = [usage.user_time(), usage.system_time()]
        .iter()
        .map(TimeValLike::num_microseconds)
        .sum::<i64>();
    // In kibibytes, but for macOS.
    let peak = usage.max_rss() / if cfg!(target_os = "macos") { 1024 } else { 1 };
    let code = status.code().map_or_else(String::new, |code| code.to_string());
    println!("{wall} {cpu} {peak} {code}");
}

#[cfg(not(unix))]
fn measure(command: &mut Command) {
    let begun = std::time::Instant::now();
    let status = command.status().expect("the program can be run");
    let code = status.code().map_or_else(String::new, |code| code.to_string());
    println!("{} 0 0 {code}", begun.elapsed().as_micros());
}
