//! Progress of long work, for people at a terminal only.

use std::time::Duration;

use banmian::diag::Text;
use indicatif::ProgressBar;

use super::console::Console;

/// One line that says what is being done; it is gone when this is dropped.
/// Nothing is shown if the error stream is no terminal.
pub(super) struct Progress<'a> {
    console: &'a Console,
    line: ProgressBar,
}

impl<'a> Progress<'a> {
    pub(super) fn new(console: &'a Console) -> Self {
        let line = ProgressBar::new_spinner();
        line.enable_steady_tick(Duration::from_millis(120));
        Self { console, line }
    }

    /// Says what is done now.
    pub(super) fn step(&self, text: &Text) {
        self.line.set_message(text.get(self.console.language()).to_owned());
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
