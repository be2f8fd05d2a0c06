//! `banmian watch`: proof and findings again whenever a file of the pages is saved.

pub(super) mod seen;

use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use banmian::job::Outcome;
use banmian::load::true_path;
use banmian::{Engine, say};
use clap::Args;

use self::seen::{FileState, SeenFiles};
use super::answer::{Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::options::{DenyOptions, PageOptions, SheetOptions};
use super::proof::ProofOptions;
use super::{Verdict, proof, summary};
use crate::embedded;

/// Show the proof and what is wrong again at every save (随存随看)
///
/// Sets the pages and writes their proof, and does so again whenever the spec, a template,
/// the day, a story, a picture or a table is saved, until Ctrl-C ends it. What need not be
/// worked out anew is kept in memory.
#[derive(Args)]
#[command(visible_alias = "随看")]
pub(super) struct Arguments {
    #[command(flatten)]
    page: PageOptions,

    #[command(flatten)]
    sheets: SheetOptions,

    #[command(flatten)]
    deny: DenyOptions,

    #[command(flatten)]
    proof: ProofOptions,
}

/// How often the files are looked at: well below what anybody notices.
const PAUSE: Duration = Duration::from_millis(10);
/// Looking at them takes no more than one in so many parts of a processor's time.
const SHARE: u32 = 20;
/// A file that is emptied or taken away is waited for so long: some editors write in two
/// steps.
const HALF_WRITTEN: Duration = Duration::from_millis(300);
/// Files that do not come to rest are read as they are after so long.
const RESTLESS: Duration = Duration::from_secs(2);
/// Runs in a row that are dropped because a file was saved meanwhile.
const MOST_DROPPED: u32 = 5;

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let engine = Engine::new().with_fonts(embedded::fonts());
    let mut dropped = 0;
    let mut saved_at = Instant::now();
    loop {
        let seen = SeenFiles::default();
        let job = arguments.page.job_on(&arguments.sheets, &arguments.deny).files(seen.clone());
        let mut outcome = engine.run_for_press(&job);
        // What was read while somebody saved may be half of it.
        if dropped < MOST_DROPPED && seen.changed().is_some() {
            dropped += 1;
            settle(&seen);
            continue;
        }
        dropped = 0;
        let written = proof::make(&mut outcome, &arguments.page, &arguments.proof, console);
        // A folder in which they were written is another one now.
        seen.forget_lists_of(written.iter().map(|file| file.path.as_path()));
        tell(arguments, console, &outcome, &written, saved_at.elapsed())?;
        drop(outcome);
        let saved = wait(&seen);
        saved_at = Instant::now();
        settle(&seen);
        let saved = shown(&saved);
        console.say(&say!("{saved} was saved", "{saved} 已保存"));
    }
}

fn tell(
    arguments: &Arguments,
    console: &Console,
    outcome: &Outcome,
    written: &[WrittenFile],
    took: Duration,
) -> io::Result<()> {
    let told = Told::new(&outcome.sources, outcome.sink.list());
    console.report(FindingsFormat::Human, told)?;
    if arguments.page.verbose {
        summary::stories(console, outcome);
    }
    match written {
        [] => {
            summary::nothing_written(
                console,
                &outcome.sink,
                &arguments.proof.path(&arguments.page),
            );
        }
        files => files.iter().for_each(|file| summary::written(console, &outcome.sink, file)),
    }
    let took = took.as_millis();
    console.say(&say!(
        "{took} ms; waiting for the next save (Ctrl-C ends)",
        "用时 {took} 毫秒；等待下一次保存（按 Ctrl-C 结束）"
    ));
    Ok(())
}

/// Waits until a file is another one; tells which.
fn wait(seen: &SeenFiles) -> std::path::PathBuf {
    loop {
        let begun = Instant::now();
        if let Some(path) = seen.changed() {
            return path;
        }
        thread::sleep(PAUSE.max(begun.elapsed() * SHARE));
    }
}

/// Waits until the files have come to rest.
fn settle(seen: &SeenFiles) {
    let begun = Instant::now();
    let mut last = seen.states();
    while begun.elapsed() < RESTLESS {
        thread::sleep(PAUSE);
        let now = seen.states();
        let is_half = seen.were_there().zip(&now).any(|(was_there, now)| {
            was_there && matches!(now, FileState::Missing | FileState::Empty)
        });
        if now == last && (!is_half || begun.elapsed() >= HALF_WRITTEN) {
            return;
        }
        last = now;
    }
}

/// A path from the current folder, where it lies in it.
fn shown(path: &Path) -> String {
    let folder = std::env::current_dir().and_then(|folder| true_path(&folder));
    let inside = folder.ok().and_then(|folder| path.strip_prefix(folder).ok().map(Path::to_owned));
    inside.as_deref().unwrap_or(path).display().to_string()
}
