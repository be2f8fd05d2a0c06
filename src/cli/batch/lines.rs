//! The jobs as they come: one line after the other, none before somebody has time for it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Read};
use std::path::{self, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use banmian::diag::finding::BatchFault;
use banmian::diag::{Diagnostic, Sink, plain_path};
use banmian::job::FontChoice;

use super::line::{self, JobId, ReadJob};
use super::{BatchCounts, Shard};

/// Bytes of a line; a job has some hundred.
const LINE_LIMIT: usize = 1 << 20;

/// What a job is known by: its id and its line. Half a BLAKE3 is more than any file of jobs
/// needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct JobKey([u8; 16]);

impl JobKey {
    fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(key)
    }

    /// In lower case hexadecimal.
    pub(super) fn hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) fn from_hex(hex: &str) -> Option<Self> {
        let mut key = [0; 16];
        if hex.len() != 32 || !hex.is_ascii() {
            return None;
        }
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self(key))
    }
}

/// Jobs whose results are there.
pub(super) type DoneJobs = BTreeMap<JobKey, DoneJob>;

/// A job that was made by an earlier run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DoneJob {
    /// How many results it has: a file may have one line several times.
    pub(super) results: u32,
    pub(super) is_well: bool,
}

/// A job that is to be made now.
pub(super) struct TakenJob {
    /// Its place among those that are made, from 0.
    pub(super) place: u64,
    /// Its line in the file, from 1.
    pub(super) line: u64,
    pub(super) key: JobKey,
    pub(super) read: ReadJob,
}

/// What is read from whom.
pub(super) struct JobLines {
    pub(super) input: Box<dyn BufRead + Send>,
    /// From which paths count; empty for the current folder.
    pub(super) folder: PathBuf,
    pub(super) fonts: FontChoice,
    pub(super) shard: Shard,
    pub(super) done: DoneJobs,
    /// Where it is counted how those ended that are in this file.
    pub(super) before: Arc<BatchCounts>,
}

impl JobLines {
    /// Hands out one job after the other, until there is none or nobody wants one.
    pub(super) fn hand_out(mut self, takers: &SyncSender<TakenJob>) -> io::Result<()> {
        let (mut number, mut place) = (0, 0);
        let mut files = BTreeSet::new();
        while let Some(bytes) = self.next_line()? {
            number += 1;
            let Some(taken) = self.job(&bytes, number, &mut files) else { continue };
            if takers.send(TakenJob { place, ..taken }).is_err() {
                break;
            }
            place += 1;
        }
        Ok(())
    }

    /// A line with its end; one that is too long is cut to more than there may be.
    fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let limit = LINE_LIMIT as u64 + 1;
        Read::by_ref(&mut self.input).take(limit).read_until(b'\n', &mut bytes)?;
        if bytes.len() > LINE_LIMIT && bytes.last() != Some(&b'\n') {
            self.input.skip_until(b'\n')?;
        }
        Ok((!bytes.is_empty()).then_some(bytes))
    }

    /// The job of a line, if there is one that this run is to make. Lines of other shares and
    /// of earlier runs are read all the same: of two jobs with one file the first has it,
    /// whoever makes it.
    fn job(&mut self, bytes: &[u8], number: u64, files: &mut BTreeSet<JobKey>) -> Option<TakenJob> {
        let text = match number {
            1 => bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes),
            _ => bytes,
        };
        let is_last = text.last() != Some(&b'\n');
        let text = text.trim_ascii();
        if text.is_empty() {
            return None;
        }
        let mut read = self.read(text, number, is_last);
        if let Ok(asked) = &read.asked
            && let Some(file) = &asked.output
            && !file.to_string_lossy().contains('{')
            && !files.insert(key_of_file(file))
        {
            let mut found = Sink::default();
            let path = file.display().to_string();
            found.push(Diagnostic::of(BatchFault::FileTwice { path }));
            read.asked = Err(found);
        }
        if !self.shard.has(number) {
            return None;
        }
        let id = match &read.id {
            JobId::Number(number) => format!("#{number}"),
            JobId::Text(text) => text.clone(),
        };
        let key = JobKey::of(&[id.as_bytes(), text]);
        if let Some(DoneJob { results, is_well }) = self.done.get_mut(&key)
            && *results > 0
        {
            *results -= 1;
            self.before.add(*is_well);
            return None;
        }
        Some(TakenJob { place: 0, line: number, key, read })
    }

    fn read(&self, text: &[u8], number: u64, is_last: bool) -> ReadJob {
        let id = JobId::Number(number);
        if text.len() >= LINE_LIMIT {
            return ReadJob::broken(id, BatchFault::TooLong { limit_kib: LINE_LIMIT >> 10 });
        }
        match std::str::from_utf8(text) {
            Ok(text) if is_last && line::is_cut(text) => ReadJob::broken(id, BatchFault::Torn),
            Ok(text) => ReadJob::of(text, number, &self.folder, &self.fonts),
            // In the middle of a character.
            Err(error) if is_last && error.error_len().is_none() => {
                ReadJob::broken(id, BatchFault::Torn)
            }
            Err(_) => ReadJob::broken(id, BatchFault::NotText),
        }
    }
}

/// What a file is known by, there or not.
fn key_of_file(file: &Path) -> JobKey {
    let place = path::absolute(file).unwrap_or_else(|_| file.to_owned());
    JobKey::of(&[plain_path(&place).as_os_str().as_encoded_bytes()])
}
