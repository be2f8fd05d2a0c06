//! The file of results: one line a job, in the order of the jobs, each written whole as soon
//! as those before it are. So the file is the same however many jobs are made at once, and
//! what a run that was broken off has left is the beginning of it.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use banmian::diag::finding::BatchFault;
use banmian::diag::{Diagnostic, Record, Severity, visible_json};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;

use super::super::answer::WrittenFile;
use super::super::output;
use super::line::JobId;
use super::lines::{DoneJobs, JobKey};

/// Changes when a member changes its meaning or goes; members may be added.
const VERSION: u32 = 1;
/// How results begin: a last line that begins like this is one that was not written to its
/// end.
const BEGINNING: &[u8] = b"{\"version\":1,\"line\":";
/// Results that wait for one before them. Beyond that jobs wait, so that memory has a bound.
const MOST_WAITING: u64 = 256;

/// What came of a job.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BatchResult")]
pub(super) struct JobResult {
    /// The version of this form.
    #[schemars(extend("const" = VERSION))]
    pub(super) version: u32,
    /// The line of the job in its file, from 1.
    pub(super) line: u64,
    /// What the job is called; the number of its line if it does not say.
    pub(super) id: JobId,
    /// What the job is known by to `--resume`: half a BLAKE3 of its id and its line.
    pub(super) job: String,
    /// Whether all of its files were written.
    pub(super) ok: bool,
    /// The files that were written.
    pub(super) outputs: Vec<WrittenFile>,
    /// How many findings there are.
    pub(super) counts: FindingCounts,
    /// All that was found.
    pub(super) findings: Vec<Record>,
}

/// How many findings there are of each severity, those among them that are only counted.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct FindingCounts {
    errors: u64,
    warnings: u64,
    notes: u64,
}

impl FindingCounts {
    pub(super) fn of(findings: &[Record]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            let count = match finding.severity() {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                _ => &mut counts.notes,
            };
            *count += 1 + u64::from(finding.more());
        }
        counts
    }
}

/// The JSON Schema of a result.
pub(in crate::cli) fn schema() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<JobResult>()
}

impl JobResult {
    /// A new one of this form.
    pub(super) const VERSION: u32 = VERSION;

    /// Its line.
    fn text(&self) -> String {
        // Strings and numbers always have a JSON form.
        let text = serde_json::to_string(self).unwrap_or_default();
        let mut text = visible_json(&text).into_owned();
        text.push('\n');
        text
    }
}

/// A file of results that may be written to, and the jobs that have theirs in it.
pub(super) struct OpenResults {
    pub(super) file: File,
    pub(super) done: DoneJobs,
}

impl OpenResults {
    /// Opens a file of results: one without any, or one of a run to go on with.
    pub(super) fn open(path: &Path, goes_on: bool) -> Result<Self, Diagnostic> {
        let named = || path.display().to_string();
        let refuse = |error: &io::Error| Diagnostic::of(output::refusal(path, None, error));
        let opened = OpenOptions::new().read(true).append(true).create(true).open(path);
        let file = opened.or_else(|error| match error.kind() {
            // A pipe cannot be read back.
            ErrorKind::InvalidInput => OpenOptions::new().append(true).open(path),
            _ => Err(error),
        });
        let file = file.map_err(|error| refuse(&error))?;
        let mut results = Self { file, done: DoneJobs::new() };
        let is_file = results.file.metadata().is_ok_and(|it| it.is_file());
        if !is_file {
            return Ok(results);
        }
        if matches!(results.file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(Diagnostic::of(BatchFault::ResultsInUse { path: named() }));
        }
        let length = results.file.metadata().map_or(0, |it| it.len());
        if length > 0 && !goes_on {
            return Err(Diagnostic::of(BatchFault::ResultsThere { path: named() }));
        }
        match results.take_in() {
            Ok(None) => Ok(results),
            Ok(Some(file_line)) => {
                Err(Diagnostic::of(BatchFault::NotResults { path: named(), file_line }))
            }
            Err(error) => Err(refuse(&error)),
        }
    }

    /// Reads the results that are there and cuts off what was not written to its end; or the
    /// number of the line that is no result.
    fn take_in(&mut self) -> io::Result<Option<usize>> {
        let mut reader = BufReader::new(&self.file);
        let (mut whole, mut number) = (0, 0);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes)? > 0 {
            number += 1;
            let is_whole = bytes.last() == Some(&b'\n');
            match serde_json::from_slice::<Value>(&bytes).ok().and_then(|it| known(&it)) {
                Some(KnownResult { key, ok }) if is_whole => {
                    let done = self.done.entry(key).or_default();
                    done.results += 1;
                    done.is_well = ok;
                    whole += bytes.len() as u64;
                }
                _ if is_torn(&bytes) && reader.fill_buf()?.is_empty() => break,
                _ => return Ok(Some(number)),
            }
            bytes.clear();
        }
        self.file.set_len(whole)?;
        Ok(None)
    }
}

/// What a result of an earlier run says.
struct KnownResult {
    key: JobKey,
    ok: bool,
}

fn known(result: &Value) -> Option<KnownResult> {
    Some(KnownResult {
        key: JobKey::from_hex(result["job"].as_str()?)?,
        ok: result["ok"].as_bool()?,
    })
}

/// Whether a last line is the beginning of a result.
fn is_torn(bytes: &[u8]) -> bool {
    let common = bytes.len().min(BEGINNING.len());
    bytes[..common] == BEGINNING[..common]
}

/// Where results are put from all sides.
pub(super) struct Results {
    desk: Mutex<ResultDesk>,
    written: Condvar,
}

struct ResultDesk {
    out: Box<dyn Write + Send>,
    /// The place of the next that is written.
    next: u64,
    waiting: BTreeMap<u64, String>,
    /// Why no more can be written, if that is so.
    error: Option<io::Error>,
}

impl Results {
    pub(super) fn new(out: Box<dyn Write + Send>) -> Self {
        let desk = ResultDesk { out, next: 0, waiting: BTreeMap::new(), error: None };
        Self { desk: Mutex::new(desk), written: Condvar::new() }
    }

    /// A thread that broke off has left it whole.
    fn desk(&self) -> MutexGuard<'_, ResultDesk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the result of the job at this place there, and waits as long as too many wait
    /// for one before it.
    pub(super) fn put(&self, place: u64, result: &JobResult) {
        let text = result.text();
        let mut desk = self.desk();
        desk.waiting.insert(place, text);
        while let Some(text) = desk.take_next() {
            let written = desk.out.write_all(text.as_bytes()).and_then(|()| desk.out.flush());
            if let Err(error) = written {
                desk.error.get_or_insert(error);
            }
        }
        self.written.notify_all();
        while desk.error.is_none() && place > desk.next + MOST_WAITING {
            desk = self.written.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether no more can be written.
    pub(super) fn is_over(&self) -> bool {
        self.desk().error.is_some()
    }

    /// Why not all was written, if that is so.
    pub(super) fn take_error(&self) -> Option<io::Error> {
        self.desk().error.take()
    }
}

impl ResultDesk {
    fn take_next(&mut self) -> Option<String> {
        let text = self.waiting.remove(&self.next)?;
        self.next += 1;
        Some(text)
    }
}
