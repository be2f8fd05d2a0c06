//! Files as they are during one run, however many jobs it has, with what each answer of
//! theirs is known by: the bytes of a file are hashed once, not once for every page.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::files::{FileKind, Files};
use super::same_files::ChangedFile;
use super::snapshot::{Answers, Refusal};
use super::unfinished;

/// Bytes of files that are held for the next job. Beyond that a file is read again for
/// each page that shows it.
const ROOM: usize = 128 << 20;

/// A BLAKE3 hash.
pub type Digest = [u8; blake3::OUT_LEN];

/// Other files, as they were when they were first asked for. One that has changed cannot
/// be read any more. Clones share what is known.
#[derive(Debug, Clone)]
pub struct RunFiles {
    files: Arc<dyn Files>,
    known: Arc<KnownAnswers>,
}

#[derive(Debug, Default)]
struct KnownAnswers {
    places: Answers<PathBuf>,
    kinds: Answers<FileKind>,
    lists: Answers<Vec<OsString>>,
    /// By their places. Each has a lock of its own, so that nobody else reads a file that
    /// is being read.
    read: Mutex<HashMap<PathBuf, Arc<Mutex<ReadAnswer>>>>,
    /// How many bytes are held.
    held: Mutex<usize>,
}

/// What came of reading a file.
#[derive(Debug, Default)]
enum ReadAnswer {
    /// It was not read, or not to its end.
    #[default]
    None,
    Whole(HashedBytes),
    /// It is known what it held, and no more.
    Forgotten(Digest),
    Refused(Refusal),
}

/// The bytes of a file, or its beginning.
#[derive(Debug, Clone)]
pub(super) struct HashedBytes {
    pub(super) bytes: Arc<[u8]>,
    pub(super) digest: Digest,
}

impl RunFiles {
    /// Files that were not asked for anything yet.
    #[must_use]
    pub fn of(files: Arc<dyn Files>) -> Self {
        Self { files, known: Arc::default() }
    }

    /// The bytes of a file, of a longer one the first `most`, with their hash.
    pub(super) fn read_hashed(&self, place: &Path, most: u64) -> io::Result<HashedBytes> {
        let answer = {
            let mut read = self.known.read.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(read.entry(place.to_owned()).or_default())
        };
        let mut answer = answer.lock().unwrap_or_else(PoisonError::into_inner);
        match &*answer {
            ReadAnswer::Whole(known) => return Ok(known.first(most)),
            ReadAnswer::Refused(refusal) => return Err(refusal.clone().error()),
            ReadAnswer::None | ReadAnswer::Forgotten(_) => {}
        }
        let bytes = match self.files.read(place, most) {
            Ok(bytes) => bytes,
            Err(error) => {
                let refusal = Refusal::of(&error);
                *answer = ReadAnswer::Refused(refusal.clone());
                return Err(refusal.error());
            }
        };
        let read = HashedBytes { digest: *blake3::hash(&bytes).as_bytes(), bytes };
        // It is too large for whoever asked, and of the rest nothing is known.
        if read.bytes.len() as u64 >= most {
            return Ok(read);
        }
        if let ReadAnswer::Forgotten(known) = &*answer
            && *known != read.digest
        {
            return Err(io::Error::other(ChangedFile));
        }
        let mut held = self.known.held.lock().unwrap_or_else(PoisonError::into_inner);
        *answer = if *held + read.bytes.len() <= ROOM {
            *held += read.bytes.len();
            ReadAnswer::Whole(read.clone())
        } else {
            ReadAnswer::Forgotten(read.digest)
        };
        Ok(read)
    }
}

impl HashedBytes {
    fn first(&self, most: u64) -> Self {
        match usize::try_from(most) {
            Ok(most) if most < self.bytes.len() => {
                let bytes: Arc<[u8]> = self.bytes[..most].into();
                Self { digest: *blake3::hash(&bytes).as_bytes(), bytes }
            }
            _ => self.clone(),
        }
    }
}

impl Files for RunFiles {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.known.places.get(path, || self.files.place(path))
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        self.known.kinds.get(place, || self.files.kind(place))
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        self.read_hashed(place, most).map(|read| read.bytes)
    }

    /// Without what somebody is writing at the moment: an output that comes to be in a
    /// folder is no part of it yet.
    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        self.known.lists.get(place, || {
            let mut names = self.files.list(place)?;
            names.retain(|name| !name.to_str().is_some_and(unfinished::is_name));
            names.sort();
            Ok(names)
        })
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        self.files.on_disk(path)
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        self.files.system_fonts()
    }
}
