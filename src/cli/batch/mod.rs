//! `banmian batch`: many jobs from one file, made by one process that stays warm.
//!
//! A thread reads lines and hands them out one by one, so many desks as jobs are made at
//! once take them, and results are written in the order of the jobs. What is in memory is
//! what the engine keeps, the jobs at hand and the results that wait for one before them.

mod desk;
mod line;
mod lines;
mod results;

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use banmian::diag::finding::Expected;
use banmian::diag::{Diagnostic, Record, Severity, Sources};
use banmian::load::{LoadError, folder_of};
use banmian::say;
use clap::Args;

use self::desk::JobDesk;
use self::line::JobId;
use self::lines::{JobLines, TakenJob};
use self::results::{JobResult, OpenResults, Results};
use super::console::Console;
use super::keeping::CacheOptions;
use super::options::FontOptions;
use super::progress::{self, Progress};
use super::usage::OtherForm;
use super::{Verdict, interrupt, stdin};
use crate::embedded;

pub(super) use self::line::schema as job_schema;
pub(super) use self::results::schema as result_schema;

/// What the engine keeps from job to job. Jobs of a night have fonts, profile, templates and
/// some pictures in common, and hardly any copy: more would only be filled with what nobody
/// asks for again.
const ROOM: usize = 64 << 20;
/// How long somebody waits for a job before he looks whether the run is to end.
const WAIT: Duration = Duration::from_millis(50);
/// Jobs that went wrong of which people are told one by one.
const MOST_TOLD: u64 = 20;

/// Make the press files of many jobs, one a line, in one process
///
/// A job is a JSON object on one line: `specs` and `output`, and what `build` takes beside
/// them. Each has a result, a JSON object on one line, in the order of the jobs; what is
/// wrong with one stops no other. Ctrl-C ends after the jobs that are being made.
#[derive(Args)]
#[command(visible_alias = "批量")]
pub(super) struct Arguments {
    /// The file with the jobs, one JSON object a line; - is the standard input
    #[arg(value_name = "JOBS")]
    jobs_file: PathBuf,

    /// The file for the results, one JSON object a line; - is the standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Go on with what an earlier run has left: jobs that have a result are not made again
    #[arg(long)]
    resume: bool,

    /// How many jobs are made at once [default: as many as there are cores]
    #[arg(long = "jobs", value_name = "N", value_parser = jobs_at_once)]
    at_once: Option<usize>,

    /// Make a share of the jobs, such as 2/4: the second line of every four
    #[arg(long, value_name = "I/N", value_parser = shard, default_value = "1/1")]
    shard: Shard,

    #[command(flatten)]
    fonts: FontOptions,

    #[command(flatten)]
    cache: CacheOptions,
}

/// A share of the jobs.
#[derive(Debug, Clone, Copy)]
struct Shard {
    /// From 1.
    number: u64,
    of: u64,
}

impl Shard {
    /// Whether a line, counted from 1, is among them.
    fn has(self, line: u64) -> bool {
        (line - 1) % self.of == self.number - 1
    }
}

/// `2/4`
fn shard(text: &str) -> Result<Shard, OtherForm> {
    let wrong = || OtherForm(Expected::BatchShare);
    let (number, of) = text.split_once('/').ok_or_else(wrong)?;
    let (number, of) = (number.trim().parse(), of.trim().parse());
    match (number, of) {
        (Ok(number), Ok(of)) if (1..=of).contains(&number) => Ok(Shard { number, of }),
        _ => Err(wrong()),
    }
}

/// The most desks; each is a thread.
const MOST_AT_ONCE: usize = 1024;

fn jobs_at_once(text: &str) -> Result<usize, OtherForm> {
    let number = text.parse().ok().filter(|number| (1..=MOST_AT_ONCE).contains(number));
    number.ok_or(OtherForm(Expected::JobsAtOnce))
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    interrupt::heed_between();
    let opened = match BatchStart::of(arguments) {
        Ok(opened) => opened,
        Err(finding) => {
            console.findings(&Sources::default(), std::slice::from_ref(&finding));
            return Ok(Verdict::Problems);
        }
    };
    let BatchStart { lines, desk, out, before } = opened;
    let (takers, taken) = mpsc::sync_channel(0);
    let failed = Arc::new(Mutex::new(None));
    let reader = {
        let failed = Arc::clone(&failed);
        // It may wait for a line that never comes: nobody waits for it.
        thread::Builder::new().name("jobs".to_owned()).spawn(move || {
            if let Err(error) = lines.hand_out(&takers) {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            }
        })?
    };
    let batch = Batch {
        desk,
        taken: Mutex::new(taken),
        results: Results::new(out),
        now: BatchCounts::default(),
        told: AtomicU64::new(0),
        is_end_told: AtomicBool::new(false),
        console,
    };
    let progress = Progress::new(console);
    progress.counted_step(&say!("making the jobs", "正在执行任务"), 0);
    batch.work(arguments.at_once(), &progress)?;
    drop(progress);
    let Batch { results, now, .. } = batch;
    // What it could not read it has said by now, if it has ended.
    let failed = match reader.is_finished() || !interrupt::is_ending() {
        true => failed.lock().unwrap_or_else(PoisonError::into_inner).take(),
        false => None,
    };
    if let Some(error) = &failed {
        let finding = unreadable(&arguments.jobs_file, error);
        console.findings(&Sources::default(), std::slice::from_ref(&finding));
    }
    match results.take_error() {
        // Whoever reads the results has had enough.
        Some(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Some(error) => {
            let finding = super::output::refusal(&arguments.output, None, &error);
            let finding = Diagnostic::of(finding);
            console.findings(&Sources::default(), std::slice::from_ref(&finding));
            return Ok(Verdict::Problems);
        }
        None => {}
    }
    tell_end(console, &now, &before);
    if interrupt::is_ending() {
        return Ok(Verdict::BrokenOff);
    }
    let is_well = failed.is_none() && now.unwell() + before.unwell() == 0;
    Ok(if is_well { Verdict::Fine } else { Verdict::Problems })
}

/// Says how the jobs ended.
fn tell_end(console: &Console, now: &BatchCounts, before: &BatchCounts) {
    let (well, unwell) = (now.well(), now.unwell());
    console.say(&say!("jobs: {well} well, {unwell} not", "{well} 项任务完成，{unwell} 项有问题"));
    let (well, unwell) = (before.well(), before.unwell());
    if well + unwell > 0 {
        console.say(&say!(
            "of an earlier run: {well} well, {unwell} not",
            "之前已有 {well} 项完成，{unwell} 项有问题"
        ));
    }
    if interrupt::is_ending() {
        console.say(&say!(
            "stopped by Ctrl-C; the same command with `--resume` goes on with the jobs that are left",
            "已由 Ctrl-C 中断；同一命令加 `--resume` 可以接着做余下的任务"
        ));
    }
}

/// How jobs ended.
#[derive(Debug, Default)]
struct BatchCounts {
    well: AtomicU64,
    unwell: AtomicU64,
}

impl BatchCounts {
    fn add(&self, is_well: bool) {
        let count = if is_well { &self.well } else { &self.unwell };
        count.fetch_add(1, Ordering::Relaxed);
    }

    fn well(&self) -> u64 {
        self.well.load(Ordering::Relaxed)
    }

    fn unwell(&self) -> u64 {
        self.unwell.load(Ordering::Relaxed)
    }
}

/// What a run begins with.
struct BatchStart {
    lines: JobLines,
    desk: JobDesk,
    out: Box<dyn Write + Send>,
    /// How the jobs of earlier runs ended.
    before: Arc<BatchCounts>,
}

impl BatchStart {
    fn of(arguments: &Arguments) -> Result<Self, Diagnostic> {
        let Arguments { jobs_file, output, resume, shard, fonts, cache, .. } = arguments;
        let cache = cache.folder()?;
        let (input, folder): (Box<dyn BufRead + Send>, PathBuf) = match is_stream(jobs_file) {
            true => (Box::new(BufReader::new(io::stdin())), PathBuf::new()),
            false => {
                let file = File::open(jobs_file).map_err(|error| unreadable(jobs_file, &error))?;
                let folder = jobs_file.parent().unwrap_or(Path::new(""));
                (Box::new(BufReader::new(file)), folder.to_owned())
            }
        };
        let named = [jobs_file, output].into_iter().filter(|file| !is_stream(file));
        let own = named.cloned().collect();
        let before = Arc::<BatchCounts>::default();
        let (out, done): (Box<dyn Write + Send>, _) = match is_stream(output) {
            true => (Box::new(io::stdout()), Default::default()),
            false => {
                super::output::create_folder(folder_of(output))?;
                let OpenResults { file, done } = OpenResults::open(output, *resume)?;
                (Box::new(file), done)
            }
        };
        let lines = JobLines {
            input,
            folder,
            fonts: fonts.choice(),
            shard: *shard,
            done,
            before: Arc::clone(&before),
        };
        let desk = JobDesk { engine: embedded::engine_with_room(ROOM), cache, own };
        Ok(Self { lines, desk, out, before })
    }
}

fn is_stream(path: &Path) -> bool {
    path == Path::new(stdin::NAME)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let reason = io::Error::new(error.kind(), error.to_string()).into();
    LoadError::Unreadable { path: path.to_owned(), reason }.diagnostic()
}

impl Arguments {
    fn at_once(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        self.at_once.unwrap_or_else(cores)
    }
}

/// A run on its way.
struct Batch<'b> {
    desk: JobDesk,
    taken: Mutex<Receiver<TakenJob>>,
    results: Results,
    /// How jobs have ended.
    now: BatchCounts,
    /// Of how many jobs people have been told.
    told: AtomicU64,
    /// Whether people have been told that the run ends.
    is_end_told: AtomicBool,
    console: &'b Console,
}

impl Batch<'_> {
    /// Makes all jobs, so many at once.
    fn work(&self, at_once: usize, progress: &Progress) -> io::Result<()> {
        thread::scope(|scope| {
            let desks = (0..at_once).map(|number| {
                let name = format!("job {number}");
                thread::Builder::new().name(name).spawn_scoped(scope, || self.take_jobs(progress))
            });
            let desks: Vec<_> = desks.collect();
            // Where the system gives fewer threads, fewer jobs are made at once.
            if desks.iter().all(Result::is_err) {
                self.take_jobs(progress);
            }
        });
        Ok(())
    }

    /// Makes one job after the other, until there is none or the run is to end.
    fn take_jobs(&self, progress: &Progress) {
        let done = progress.done();
        while !interrupt::is_ending() && !self.results.is_over() {
            let next = {
                let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
                taken.recv_timeout(WAIT)
            };
            match next {
                Ok(job) => {
                    let place = job.place;
                    let result = self.desk.result(job);
                    self.tell(&result);
                    self.now.add(result.ok);
                    self.results.put(place, &result);
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        // The first who sees it says so: others may be busy for a while.
        if interrupt::is_ending() && !self.is_end_told.swap(true, Ordering::Relaxed) {
            progress::clear();
            self.console.say(&say!(
                "ending after the jobs that are being made; Ctrl-C once more ends at once",
                "做完手头的任务就结束；再按一次 Ctrl-C 立即结束"
            ));
        }
    }

    /// Tells people of a job that went wrong, unless there are many.
    fn tell(&self, result: &JobResult) {
        if result.ok {
            return;
        }
        let told = self.told.fetch_add(1, Ordering::Relaxed);
        if told > MOST_TOLD {
            return;
        }
        progress::clear();
        if told == MOST_TOLD {
            self.console.say(&say!(
                "further jobs that are not well are in the results",
                "其余有问题的任务见结果文件"
            ));
            return;
        }
        let line = result.line;
        let id = match &result.id {
            JobId::Number(number) => number.to_string(),
            JobId::Text(text) => text.clone(),
        };
        let is_error = |finding: &&Record| finding.severity() == Severity::Error;
        let first = result.findings.iter().find(is_error).map(Record::message);
        let (en, zh) = first.map_or(("", ""), |first| (&first.en, &first.zh));
        self.console.say(&say!("job {id} (line {line}): {en}", "任务 {id}（第 {line} 行）：{zh}"));
    }
}
