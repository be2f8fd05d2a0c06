//! Faults of the program itself: told as such, with what to do, and ended like
//! any other run that failed.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use banmian::diag::finding::MachineFault;
use banmian::diag::{Diagnostic, FindingValue, Sources};
use banmian::workers::NoWorkers;
#[cfg(unix)]
use signal_hook::{
    consts::{SIGABRT, SIGXFSZ},
    flag,
};

use super::answer::Told;
use super::console::{Console, FindingsFormat};
use super::usage;

/// Where the program broke off, on any thread.
static FAULTS: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
/// Whether programs have their answer.
static IS_ANSWERED: AtomicBool = AtomicBool::new(false);

/// The faults that belong into the answer to a program, which it gets now.
pub(super) fn faults_to_answer() -> Vec<Diagnostic> {
    IS_ANSWERED.store(true, Ordering::Relaxed);
    faults().clone()
}

/// Does the work of the process, and ends in order whatever happens: without a thread to
/// work on, and when the program breaks off.
pub(super) fn guarded(
    work: impl FnOnce() -> Result<ExitCode, NoWorkers> + panic::UnwindSafe,
) -> ExitCode {
    panic::set_hook(Box::new(tell));
    end_in_order();
    let ended = panic::catch_unwind(work);
    if let Ok(Err(error)) = &ended {
        refuse(error);
    }
    let faults = faults().clone();
    if !faults.is_empty() {
        answer();
    }
    match ended {
        // The verb may have ended well although a task that was begun ahead broke down,
        // since such a task is done again; that is a fault even so.
        Ok(Ok(code)) if faults.is_empty() => code,
        // The fault has been reported.
        Ok(_) | Err(_) => ExitCode::FAILURE,
    }
}

/// The faults until now. A thread that broke off while it told of its own has left
/// them whole.
fn faults() -> MutexGuard<'static, Vec<Diagnostic>> {
    FAULTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells programs of the faults where the verb did not come to its own answer.
fn answer() {
    if IS_ANSWERED.load(Ordering::Relaxed) || !usage::wants_json() {
        return;
    }
    let console = Console::of_system();
    let sources = Sources::default();
    if let Err(error) = console.report(FindingsFormat::Json, Told::new(&sources, &[])) {
        console.lost_output(&error);
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
    // Without these handlers the signal would end the process, with a code that is none of
    // ours.
    let _ = flag::register_conditional_shutdown(SIGABRT, 1, always);
    let _ = flag::register(SIGXFSZ, Arc::default());
}

#[cfg(not(unix))]
fn end_in_order() {}

fn refuse(error: &NoWorkers) {
    report(error.diagnostic());
}

/// Tells of a fault where it was made.
fn tell(fault: &PanicHookInfo<'_>) {
    let message = fault.payload_as_str().unwrap_or("no message");
    let place = fault.location().map(ToString::to_string).unwrap_or_default();
    report(Diagnostic::of(MachineFault::BrokeOff {
        panic: message.to_owned(),
        source_place: place,
    }));
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        Console::of_system().say_lines(&trace.to_string());
    }
}

/// The fault at which some work broke off, for whoever has caught it and tells programs of it.
pub(super) fn caught(panic: &(dyn Any + Send)) -> Diagnostic {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_owned();
    let mut faults = faults();
    let is_it = |fault: &Diagnostic| {
        matches!(&*fault.finding, FindingValue::MachineFault(MachineFault::BrokeOff { panic, .. })
            if *panic == said)
    };
    match faults.iter().position(is_it) {
        Some(at) => faults.remove(at),
        None => {
            let source_place = String::new();
            Diagnostic::of(MachineFault::BrokeOff { panic: said, source_place })
        }
    }
}

/// Tells people at once, on the error stream, and keeps it for programs.
fn report(finding: Diagnostic) {
    Console::of_system().findings(&Sources::default(), std::slice::from_ref(&finding));
    faults().push(finding);
}
