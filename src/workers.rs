//! The threads that pages are made on, with stacks of a size that is stated
//! here and not by whoever calls: the first thread of a process has 8 MiB on one
//! system, 1 MiB on another, and what `ulimit -s` says on a third.

use std::fmt;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use crate::diag::Diagnostic;
use crate::diag::finding::Machine;

/// Bytes of each thread's stack. A page in a development build takes a seventh of
/// it; memory is used only as deep as it is needed.
const STACK: usize = 8 << 20;
/// How often a single thread is asked for where many were refused: those that
/// came into being need a moment to end.
const ATTEMPTS: u32 = 10;
const MOMENT: Duration = Duration::from_millis(5);

/// Made once, for whatever is done in this process.
static POOL: OnceLock<Result<ThreadPool, NoWorkers>> = OnceLock::new();

/// The system gives no thread to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoWorkers {
    reason: String,
}

/// Does some work on one of the threads, while the caller waits; what it does side
/// by side is done on the others. On one of them already, it is done where it is.
///
/// # Errors
/// If the system gives no thread.
///
/// # Panics
/// If the work does.
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, NoWorkers> {
    match POOL.get_or_init(|| pool().map_err(|error| NoWorkers { reason: error.to_string() })) {
        Ok(pool) => Ok(pool.install(work)),
        Err(error) => Err(error.clone()),
    }
}

/// As many threads as there are cores (or as `RAYON_NUM_THREADS` says), or one:
/// the same page comes out.
fn pool() -> Result<ThreadPool, ThreadPoolBuildError> {
    let mut made = threads(0);
    for _ in 0..ATTEMPTS {
        if made.is_ok() {
            break;
        }
        thread::sleep(MOMENT);
        made = threads(1);
    }
    made
}

fn threads(count: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
    ThreadPoolBuilder::new()
        .num_threads(count)
        .stack_size(STACK)
        .thread_name(|number| format!("page {number}"))
        // What is begun ahead and breaks off is done again where it is needed.
        .panic_handler(|_| {})
        .build()
}

impl NoWorkers {
    fn finding(&self) -> Machine {
        Machine::NoWorkers { said: Some(self.reason.to_string()) }
    }

    /// The finding for an editor.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::of(self.finding())
    }
}

impl fmt::Display for NoWorkers {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.finding().fmt(f)
    }
}

impl std::error::Error for NoWorkers {}
