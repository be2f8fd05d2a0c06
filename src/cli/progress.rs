//! Progress of long work, for people at a terminal only.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anstream::AutoStream;
use banmian::diag::{Language, Text, visible};
use banmian::say;

use super::console::Console;
use super::interrupt;

/// To the line's beginning, and all of it away (ECMA-48: CR, EL 2).
const CLEAR: &str = "\r\u{1b}[2K";
/// How often the line tells how long it takes.
const TICK: Duration = Duration::from_secs(1);

/// One line that says what is being done, and how long it takes if that is more than a
/// moment; it is gone when this is dropped. Nothing is shown if the error stream is no
/// terminal.
pub(super) struct Progress {
    line: Arc<ProgressLine>,
    /// Tells the time; none where nothing is shown.
    clock: Option<JoinHandle<()>>,
}

struct ProgressLine {
    language: Language,
    step: Mutex<ProgressStep>,
    changed: Condvar,
    /// How much of the work is done, where it can be counted.
    done: Arc<AtomicUsize>,
}

/// What is being done.
struct ProgressStep {
    text: String,
    begun: Instant,
    /// How much there is to do; 0 where it cannot be counted.
    all: usize,
    is_over: bool,
}

impl Progress {
    pub(super) fn new(console: &Console) -> Self {
        let step =
            ProgressStep { text: String::new(), begun: Instant::now(), all: 0, is_over: false };
        let line = Arc::new(ProgressLine {
            language: console.language(),
            step: Mutex::new(step),
            changed: Condvar::new(),
            done: Arc::default(),
        });
        let shown = Arc::clone(&line);
        let clock = io::stderr().is_terminal().then(|| {
            thread::Builder::new().name("progress".to_owned()).spawn(move || shown.tell_time())
        });
        // Without a thread the line stands still.
        Self { line, clock: clock.and_then(Result::ok) }
    }

    /// Says what is done now.
    pub(super) fn step(&self, text: &Text) {
        self.counted_step(text, 0);
    }

    /// The same of work of so many parts; 0 where nobody knows how many.
    pub(super) fn counted_step(&self, text: &Text, all: usize) {
        let mut step = self.line.step();
        step.text = visible(text.get(self.line.language)).into_owned();
        step.begun = Instant::now();
        step.all = all;
        self.line.done.store(0, Ordering::Relaxed);
        show(&format!("{CLEAR}{}…", step.text));
    }

    /// Where it is counted how many parts are done.
    pub(super) fn done(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.line.done)
    }
}

impl ProgressLine {
    /// A thread that broke off while it told has left it whole.
    fn step(&self) -> std::sync::MutexGuard<'_, ProgressStep> {
        self.step.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the line anew from time to time, until all is done.
    fn tell_time(&self) {
        let mut step = self.step();
        while !step.is_over {
            let waited = self.changed.wait_timeout(step, TICK);
            let (next, waited) = waited.unwrap_or_else(PoisonError::into_inner);
            step = next;
            if waited.timed_out() && !step.is_over && !step.text.is_empty() {
                show(&self.words(&step));
            }
        }
    }

    fn words(&self, step: &ProgressStep) -> String {
        let seconds = step.begun.elapsed().as_secs();
        let done = self.done.load(Ordering::Relaxed);
        let (words, all) = (&step.text, step.all);
        let text = if all > 1 {
            say!("{words}… {done} of {all}, {seconds} s", "{words}……{done}/{all}，{seconds} 秒")
        } else if all == 0 && done > 0 {
            say!("{words}… {done} done, {seconds} s", "{words}……已完成 {done}，{seconds} 秒")
        } else {
            say!("{words}… {seconds} s", "{words}……{seconds} 秒")
        };
        format!("{CLEAR}{}", text.get(self.language))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.line.step().is_over = true;
        self.line.changed.notify_all();
        if let Some(clock) = self.clock.take() {
            // What it says is of no interest any more.
            let _ = clock.join();
        }
        interrupt::pause_if_over();
        clear();
    }
}

/// Takes the line away.
pub(super) fn clear() {
    show(CLEAR);
}

fn show(text: &str) {
    if io::stderr().is_terminal() {
        let mut stderr = AutoStream::always(io::stderr().lock());
        // If stderr is closed there is no other place to say so.
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }
}
