//! Ctrl-C: the run ends, and nothing half done stays behind. One more ends the process
//! where it stands.

#[cfg(unix)]
mod heeded {
    use std::io::{self, Read};
    use std::os::unix::net::UnixStream;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use banmian::load;
    use banmian::say;
    use signal_hook::consts::SIGINT;
    use signal_hook::{flag, low_level};

    use crate::cli::console::Console;
    use crate::cli::progress;

    /// What a shell gives out for a process that Ctrl-C has ended.
    const CODE: i32 = 130;

    /// Whether the run is to end.
    static IS_OVER: AtomicBool = AtomicBool::new(false);

    /// Lets the run end in order from now on. If the system has no thread for that, Ctrl-C
    /// ends the process as it would any other.
    pub(in crate::cli) fn heed(console: Console) {
        // Without them nothing is heeded, and nothing is lost but the order.
        let _: io::Result<()> = try_to_heed(console);
    }

    fn try_to_heed(console: Console) -> io::Result<()> {
        let (mut told, tells) = UnixStream::pair()?;
        thread::Builder::new().name("ctrl-c".to_owned()).spawn(move || {
            let mut byte = [0];
            // If there is no telling, there is nothing to end.
            if told.read_exact(&mut byte).is_ok() {
                end(&console);
            }
        })?;
        // In the order in which they are done: the first signal finds nothing to end.
        flag::register_conditional_shutdown(SIGINT, CODE, &IS_OVER)?;
        flag::register(SIGINT, &IS_OVER)?;
        low_level::pipe::register(SIGINT, tells)?;
        Ok(())
    }

    /// Ends the process: without what it was writing, whole files left as they are.
    fn end(console: &Console) -> ! {
        let _abandoned = load::abandon_files();
        progress::clear();
        console.last_words(&say!(
            "stopped by Ctrl-C; no file was left unfinished",
            "已由 Ctrl-C 中断，没有留下未写完的文件"
        ));
        // Not by way of what other threads are still using.
        low_level::exit(CODE)
    }

    /// Whether a run that does many things one after the other is to end.
    static IS_ENDING: AtomicBool = AtomicBool::new(false);

    /// Lets a run end after what it is at, from now on, if it asks [`is_ending`] before
    /// whatever comes next.
    pub(in crate::cli) fn heed_between() {
        // If it cannot be heeded, nothing is lost but the order.
        let _ = flag::register_conditional_shutdown(SIGINT, CODE, &IS_ENDING)
            .and_then(|_| flag::register(SIGINT, &IS_ENDING));
    }

    pub(in crate::cli) fn is_ending() -> bool {
        IS_ENDING.load(Ordering::Relaxed)
    }

    /// Does not come back once the run is to end: what other threads find out about a run
    /// that is being broken off is nothing that anybody should hear of.
    pub(in crate::cli) fn pause_if_over() {
        while IS_OVER.load(Ordering::Relaxed) {
            thread::park();
        }
    }
}

#[cfg(not(unix))]
mod heeded {
    use crate::cli::console::Console;

    /// The system ends the process; what it was writing is cleared away by the next run.
    pub(in crate::cli) fn heed(_: Console) {}

    pub(in crate::cli) fn pause_if_over() {}

    pub(in crate::cli) fn heed_between() {}

    pub(in crate::cli) fn is_ending() -> bool {
        false
    }
}

pub(super) use heeded::{heed, heed_between, is_ending, pause_if_over};
