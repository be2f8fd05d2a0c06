//! Faults of the program itself: told as such, with what to do, and ended like
//! any other run that failed.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use banmian::diag::{Code, Diagnostic, Sink, Sources};
use banmian::say;
use banmian::workers::{self, NoWorkers};
#[cfg(unix)]
use signal_hook::{
    consts::{SIGABRT, SIGXFSZ},
    flag,
};

use super::console::{Console, FindingsFormat};

/// Whether the program broke off on any thread.
static HAS_FAULT: AtomicBool = AtomicBool::new(false);

/// Does the work of the process on a thread with room for it, and ends in order
/// whatever happens: without a thread, and when the program breaks off.
pub(super) fn guarded(work: impl FnOnce() -> ExitCode + Send + panic::UnwindSafe) -> ExitCode {
    panic::set_hook(Box::new(tell));
    end_in_order();
    match panic::catch_unwind(|| workers::run(work)) {
        // What was begun ahead and broke off may have been done again all the same.
        Ok(Ok(_)) if HAS_FAULT.load(Ordering::Relaxed) => ExitCode::FAILURE,
        Ok(Ok(code)) => code,
        Ok(Err(error)) => refuse(&error),
        // The hook has told of it.
        Err(_) => ExitCode::FAILURE,
    }
}

/// Lets the process end as one that failed where it would be aborted: when memory
/// is asked for that is not there, of which the language's own library tells in one
/// line before. Nothing can be done any more then, not even say more; what was
/// being written is cleared away by the next run. A file that is larger than the
/// system lets it be (`ulimit -f`) is told of where it is written; the signal that
/// comes with it is taken note of and no more.
#[cfg(unix)]
fn end_in_order() {
    let always = Arc::new(AtomicBool::new(true));
    // Without these the process ends by the signal.
    let _ = flag::register_conditional_shutdown(SIGABRT, 1, always);
    let _ = flag::register(SIGXFSZ, Arc::default());
}

#[cfg(not(unix))]
fn end_in_order() {}

fn refuse(error: &NoWorkers) -> ExitCode {
    report(error.diagnostic());
    ExitCode::FAILURE
}

/// Tells of a fault where it was made.
fn tell(fault: &PanicHookInfo<'_>) {
    HAS_FAULT.store(true, Ordering::Relaxed);
    let message = fault.payload_as_str().unwrap_or("no message");
    let place = fault.location().map(ToString::to_string).unwrap_or_default();
    report(
        Diagnostic::error(
            Code::ProgramFault,
            say!(
                "banmian broke off, which is a fault of the program and not of the page: {message}",
                "banmian 中途出错停止，这是程序的毛病，不是版面的问题：{message}"
            ),
        )
        .hint(say!(
            "please report it with the files of the page and this place: {place}",
            "请把版面的文件和这个位置一起报告给我们：{place}"
        ))
        .hint(say!(
            "a file that was not written whole is as it was before",
            "没有完整写出的文件保持原样"
        )),
    );
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        Console::of_system().say_lines(&trace.to_string());
    }
}

fn report(finding: Diagnostic) {
    let mut sink = Sink::default();
    sink.push(finding);
    // People are told on the error stream, which loses nothing that could be
    // told elsewhere.
    let _ = Console::of_system().report(&Sources::default(), &sink, FindingsFormat::Human);
}
