//! `banmian draw-apart`: the process in which pages are drawn, started by other
//! verbs and by nobody else. It takes a PDF and questions on its standard input
//! and gives drawings on its standard output, within a limit of memory that it
//! sets itself before it reads anything.

use std::io;

use banmian::proof::{self, DrawLimits, DrawingProcess};
use clap::Args;

use super::Verdict;

/// Draw the pages of a PDF for another process
#[derive(Args)]
pub(super) struct Arguments {
    /// Bytes of memory that this process may take
    #[arg(long)]
    memory: u64,

    /// Seconds of a processor that each page may take
    #[arg(long)]
    seconds: u64,
}

/// The pages of a PDF, to be drawn by another process of this program.
pub(super) fn of(pdf: &[u8]) -> DrawingProcess<'_> {
    // Without the path of this program the other process cannot be started, which is
    // reported when that is tried.
    let program = super::program().unwrap_or_default();
    DrawingProcess::new(program, pdf, DrawLimits::default())
}

pub(super) fn run(arguments: &Arguments) -> io::Result<Verdict> {
    end_with_parent();
    limit_memory(arguments.memory);
    let begin = || limit_time(arguments.seconds);
    proof::answer(io::stdin().lock(), io::stdout().lock(), begin)?;
    Ok(Verdict::Fine)
}

/// Has the system end this process with the one that asks, where it takes such
/// orders: nobody waits for the drawing then. Elsewhere the time ends it.
#[cfg(target_os = "linux")]
fn end_with_parent() {
    use rustix::process::{Signal, set_parent_process_death_signal};
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
}

#[cfg(not(target_os = "linux"))]
fn end_with_parent() {}

/// Has the system refuse more memory than this. Where it does not take orders
/// of the kind, the time and the number of pixels are limits still.
#[cfg(unix)]
fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, getrlimit, setrlimit};
    // This limit counts all memory that is written to, and leaves out the code of the
    // program.
    let mut limit = getrlimit(Resource::Data);
    limit.current = Some(limit.maximum.map_or(bytes, |most| most.min(bytes)));
    let _ = setrlimit(Resource::Data, limit);
}

#[cfg(not(unix))]
fn limit_memory(_bytes: u64) {}

/// Has the system end this process when it has worked for so many seconds more.
#[cfg(unix)]
fn limit_time(seconds: u64) {
    use rustix::process::{Resource, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let mut limit = getrlimit(Resource::Cpu);
    // Only whole seconds are known: one more makes up for the part of a second that was
    // dropped.
    let end = used.saturating_add(seconds).saturating_add(1);
    limit.current = Some(limit.maximum.map_or(end, |most| most.min(end)));
    let _ = setrlimit(Resource::Cpu, limit);
}

#[cfg(not(unix))]
fn limit_time(_seconds: u64) {}
