//! Files that are read at several moments of one run, and must not change between them.

use std::collections::HashMap;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::files::{FileKind, Files};

/// What files held when they were read first. Clones share one list.
#[derive(Debug, Clone, Default)]
pub struct FilesSeen {
    /// A number made of a file's bytes, by one made of its place: what was seen of a file
    /// takes a few bytes, however long it is.
    known: Arc<Mutex<HashMap<u64, u64>>>,
}

/// Other files, of which each holds what it held when it was read first, or cannot be
/// read any more.
#[derive(Debug)]
pub struct SameFiles {
    files: Arc<dyn Files>,
    seen: FilesSeen,
}

/// Why a file cannot be read that somebody has saved anew.
#[derive(Debug)]
pub(super) struct ChangedFile;

impl SameFiles {
    /// These files, of which some have been seen.
    #[must_use]
    pub fn of(files: Arc<dyn Files>, seen: &FilesSeen) -> Self {
        Self { files, seen: seen.clone() }
    }
}

impl Files for SameFiles {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.place(path)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        self.files.kind(place)
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let bytes = self.files.read(place, most)?;
        // What is too long for whoever asked is not used.
        if bytes.len() as u64 >= most {
            return Ok(bytes);
        }
        let held = number(&*bytes);
        let mut known = self.seen.known.lock().unwrap_or_else(PoisonError::into_inner);
        match *known.entry(number(place)).or_insert(held) {
            first if first == held => Ok(bytes),
            _ => Err(io::Error::other(ChangedFile)),
        }
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        self.files.list(place)
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        self.files.on_disk(path)
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        self.files.system_fonts()
    }
}

fn number(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

impl fmt::Display for ChangedFile {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("changed while the pages were made")
    }
}

impl Error for ChangedFile {}
