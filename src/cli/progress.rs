//! Progress of long work, for people at a terminal only.

use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;
use banmian::diag::{Text, visible};

use super::console::Console;

/// To the line's beginning, and all of it away (ECMA-48: CR, EL 2).
const CLEAR: &str = "\r\u{1b}[2K";

/// One line that says what is being done; it is gone when this is dropped.
/// Nothing is shown if the error stream is no terminal.
pub(super) struct Progress<'a> {
    console: &'a Console,
}

impl<'a> Progress<'a> {
    pub(super) fn new(console: &'a Console) -> Self {
        Self { console }
    }

    /// Says what is done now.
    pub(super) fn step(&self, text: &Text) {
        show(&format!("{CLEAR}{}…", visible(text.get(self.console.language()))));
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        show(CLEAR);
    }
}

fn show(text: &str) {
    if io::stderr().is_terminal() {
        let mut stderr = AutoStream::always(io::stderr().lock());
        // If stderr is closed there is no other place to say so.
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }
}
