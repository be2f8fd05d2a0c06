//! Files as they are during one run: what was read once stays as it was read, even
//! if somebody saves the file anew while the pages are made.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::files::{FileKind, Files};

/// Other files, remembered as they were when they were first asked for. What could not
/// be had stays so, too.
#[derive(Debug)]
pub struct Snapshot {
    files: Arc<dyn Files>,
    places: Answers<PathBuf>,
    kinds: Answers<FileKind>,
    lists: Answers<Vec<OsString>>,
    /// Of files that were read whole.
    bytes: Answers<Arc<[u8]>>,
}

impl Snapshot {
    /// Files that were not asked for anything yet.
    #[must_use]
    pub fn of(files: Arc<dyn Files>) -> Self {
        Self {
            files,
            places: Answers::default(),
            kinds: Answers::default(),
            lists: Answers::default(),
            bytes: Answers::default(),
        }
    }
}

impl Files for Snapshot {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.places.get(path, || self.files.place(path))
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        self.kinds.get(place, || self.files.kind(place))
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        if let Some(known) = self.bytes.known(place) {
            let bytes = known?;
            let wanted = usize::try_from(most).unwrap_or(usize::MAX);
            return Ok(if wanted < bytes.len() { bytes[..wanted].into() } else { bytes });
        }
        let read = self.files.read(place, most);
        match &read {
            // It is too large for whoever asked, and need not be held for the next.
            Ok(bytes) if bytes.len() as u64 >= most => read,
            _ => self.bytes.keep(place, read),
        }
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        self.lists.get(place, || self.files.list(place))
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        self.files.on_disk(path)
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        self.files.system_fonts()
    }
}

/// What was answered of each path.
#[derive(Debug)]
pub(super) struct Answers<T> {
    known: Mutex<HashMap<PathBuf, Result<T, Refusal>>>,
}

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self { known: Mutex::default() }
    }
}

impl<T: Clone> Answers<T> {
    /// What was answered before, or is now.
    pub(super) fn get(&self, path: &Path, ask: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.known(path).unwrap_or_else(|| self.keep(path, ask()))
    }

    /// What was answered before.
    fn known(&self, path: &Path) -> Option<io::Result<T>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(path).cloned().map(|answer| answer.map_err(Refusal::error))
    }

    /// Keeps an answer, unless another thread was given one meanwhile: then that holds.
    fn keep(&self, path: &Path, answer: io::Result<T>) -> io::Result<T> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answer.map_err(|error| Refusal::of(&error));
        let kept = known.entry(path.to_owned()).or_insert(answer);
        kept.clone().map_err(Refusal::error)
    }
}

/// An error of the system, which can be told more than once.
#[derive(Debug, Clone)]
pub(super) enum Refusal {
    /// By its number.
    Numbered(i32),
    /// In words.
    Told(io::ErrorKind, String),
}

impl Refusal {
    pub(super) fn of(error: &io::Error) -> Self {
        match error.raw_os_error() {
            Some(number) => Self::Numbered(number),
            None => Self::Told(error.kind(), error.to_string()),
        }
    }

    pub(super) fn error(self) -> io::Error {
        match self {
            Self::Numbered(number) => io::Error::from_raw_os_error(number),
            Self::Told(kind, words) => io::Error::new(kind, words),
        }
    }
}
