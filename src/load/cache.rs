//! A folder of things that were worked out before and may be wanted again.
//!
//! What is in it is never needed: a file that cannot be read is one that is
//! not there, one that cannot be written is left alone, and nobody is told.
//! Whoever uses it must be able to tell a damaged entry from a sound one.

use std::env;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::unfinished::{self, Unfinished, sweep};
use super::{FilesRead, folder_of};

/// The bytes that a cache may take if nobody says otherwise: some hundred pages with
/// photographs, and their press files.
pub const CACHE_LIMIT: u64 = 1 << 30;
/// Digits of the name of an entry: a hash.
const DIGITS: usize = 2 * blake3::OUT_LEN;

/// Keeps what is kept out of archives (<https://bford.info/cachedir/>).
const TAG_NAME: &str = "CACHEDIR.TAG";
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of banmian, which can be thrown away at any time.
# What such a file is for: https://bford.info/cachedir/
";
/// Keeps it out of repositories.
const IGNORE_NAME: &str = ".gitignore";
const IGNORE: &str = "# This folder is a cache of banmian.\n*\n";

/// What an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A picture in the inks of a press.
    Picture,
    /// A press file.
    PressFile,
    /// What was found on pages.
    Findings,
    /// What pages are made of.
    Asked,
}

impl EntryKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Picture, Self::PressFile, Self::Findings, Self::Asked];

    /// How the names of such entries end.
    fn ending(self) -> &'static str {
        match self {
            Self::Picture => "press",
            Self::PressFile => "page",
            Self::Findings => "found",
            Self::Asked => "asked",
        }
    }

    /// What an entry of this name is; none if the name is not of our form.
    fn of_name(name: &str) -> Option<Self> {
        let (stem, ending) = name.split_once('.')?;
        let is_hash = stem.len() == DIGITS && stem.bytes().all(|c| c.is_ascii_hexdigit());
        Self::ALL.into_iter().find(|kind| is_hash && kind.ending() == ending)
    }
}

/// A folder with entries by name, held below a number of bytes. Clones are the same.
#[derive(Debug, Clone)]
pub struct CacheFolder {
    folder: PathBuf,
    limit: u64,
    /// The bytes that are in it, nearly, once they were counted: other processes add
    /// theirs.
    filled: Arc<Mutex<Option<u64>>>,
}

/// The entries of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntriesOfKind {
    /// What they hold.
    pub kind: EntryKind,
    /// How many there are.
    pub entries: usize,
    /// What they take.
    pub bytes: u64,
    /// When the one was used that was not used for the longest time.
    pub oldest: Option<SystemTime>,
}

/// An entry as it lies in the folder.
struct FoundEntry {
    path: PathBuf,
    kind: EntryKind,
    bytes: u64,
    used: SystemTime,
}

impl CacheFolder {
    /// The cache in a folder, which is made when the first entry is put there.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, limit: u64) -> Self {
        Self { folder: folder.into(), limit, filled: Arc::default() }
    }

    /// The place where this kind of system wants caches to be; none if the system names no
    /// such place.
    #[must_use]
    pub fn place_of_user() -> Option<PathBuf> {
        let from =
            |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        Some(if cfg!(windows) {
            from("LOCALAPPDATA")?.join("banmian").join("cache")
        } else if cfg!(target_os = "macos") {
            from("HOME")?.join("Library/Caches/banmian")
        } else {
            from("XDG_CACHE_HOME").or_else(|| Some(from("HOME")?.join(".cache")))?.join("banmian")
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The most bytes that it may have.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// The name of something in the folder that no cache has: then it is somebody's own
    /// folder. None if it is a cache, or empty, or not there yet.
    ///
    /// # Errors
    /// If it is no folder, or cannot be listed.
    pub fn foreign(&self) -> io::Result<Option<String>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            entries => entries?,
        };
        if self.holds(TAG_NAME, TAG) {
            return Ok(None);
        }
        let mut names = Vec::new();
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let is_ours = EntryKind::of_name(&name).is_some()
                || unfinished::is_name(&name)
                || name == IGNORE_NAME && self.holds(IGNORE_NAME, IGNORE);
            if !is_ours {
                names.push(name);
            }
        }
        Ok(names.into_iter().min())
    }

    /// The bytes of an entry, which from now on counts as just used.
    #[must_use]
    pub fn get(&self, kind: EntryKind, name: &str) -> Option<Vec<u8>> {
        let path = self.entry(kind, name);
        // To open a pipe is to wait for whoever writes to it.
        let known = fs::metadata(&path).ok().filter(Metadata::is_file)?;
        let file = File::open(&path).ok()?;
        let room = known.len().min(self.limit);
        let mut bytes = Vec::with_capacity(usize::try_from(room).ok()? + 1);
        (&file).take(self.limit).read_to_end(&mut bytes).ok()?;
        // The time is only used to throw away what was not used for longest: if it cannot
        // be set, nothing is lost.
        if let Ok(file) = File::options().append(true).open(&path) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(bytes)
    }

    /// Whether something of this size is ever kept: no single thing may take half of the
    /// room.
    #[must_use]
    pub fn has_room_for(&self, bytes: u64) -> bool {
        bytes <= self.limit / 2
    }

    /// Puts an entry there, whole or not at all, and throws away what was not
    /// used for the longest time until all fit the limit.
    pub fn put(&self, kind: EntryKind, name: &str, bytes: &[u8]) {
        if !self.has_room_for(bytes.len() as u64) || self.make_folder().is_err() {
            return;
        }
        let entry = self.entry(kind, name);
        if fs::symlink_metadata(&entry).is_ok_and(|there| !there.is_file()) {
            return;
        }
        let write = || {
            let mut file = Unfinished::beside(&entry)?;
            file.write(bytes)?;
            file.finish_at_once()
        };
        // If it cannot be written, the next run works the result out again.
        if write().is_ok() {
            self.count(bytes.len() as u64);
        }
    }

    /// What is in it, kind by kind.
    #[must_use]
    pub fn survey(&self) -> Vec<EntriesOfKind> {
        let all = self.entries();
        let of_kind = EntryKind::ALL.into_iter().map(|kind| {
            let own = || all.iter().filter(|entry| entry.kind == kind);
            EntriesOfKind {
                kind,
                entries: own().count(),
                bytes: own().map(|entry| entry.bytes).sum(),
                oldest: own().map(|entry| entry.used).min(),
            }
        });
        of_kind.collect()
    }

    /// Throws all entries away, and nothing else. What could not be thrown away stays,
    /// with the first reason.
    ///
    /// # Errors
    /// If an entry could not be removed.
    pub fn clear(&self) -> io::Result<()> {
        sweep(&self.folder.join(TAG_NAME), &FilesRead::default());
        let mut cleared = Ok(());
        for FoundEntry { path, .. } in self.entries() {
            match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound && cleared.is_ok() => {
                    cleared = Err(error);
                }
                _ => {}
            }
        }
        *self.filled.lock().unwrap_or_else(PoisonError::into_inner) = None;
        cleared
    }

    fn entry(&self, kind: EntryKind, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{}", kind.ending()))
    }

    /// Makes the folder, if it is not there, and says in it what it is.
    fn make_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(folder_of(&self.folder))?;
        match fs::create_dir(&self.folder) {
            // Another process has just made it.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
            made => made?,
        }
        for (name, text) in [(TAG_NAME, TAG), (IGNORE_NAME, IGNORE)] {
            let path = self.folder.join(name);
            let file = OpenOptions::new().write(true).create_new(true).open(path);
            file.and_then(|mut file| file.write_all(text.as_bytes()))?;
        }
        Ok(())
    }

    /// Whether a file of the folder holds just this text.
    fn holds(&self, name: &str, text: &str) -> bool {
        let path = self.folder.join(name);
        let known = fs::symlink_metadata(&path).is_ok_and(|it| it.len() == text.len() as u64);
        known && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
    }

    /// Counts what was added, and makes room if it is too much. The folder is looked
    /// through for the first entry, and then no more often than it is full.
    fn count(&self, added: u64) {
        let mut filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *filled {
            Some(filled) if *filled + added <= self.limit => *filled += added,
            _ => *filled = Some(self.trim()),
        }
    }

    /// Makes room; how many bytes stay.
    fn trim(&self) -> u64 {
        sweep(&self.folder.join(TAG_NAME), &FilesRead::default());
        let mut entries = self.entries();
        let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
        if total <= self.limit {
            return total;
        }
        // A little more room than is needed, so that the next entry does not ask for it
        // again.
        let wanted = self.limit - self.limit / 10;
        entries.sort_by(|one, other| (one.used, &one.path).cmp(&(other.used, &other.path)));
        for FoundEntry { path, bytes, .. } in entries {
            if total <= wanted {
                break;
            }
            if fs::remove_file(path).is_ok() {
                total -= bytes;
            }
        }
        total
    }

    fn entries(&self) -> Vec<FoundEntry> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let found = entries.flatten().filter_map(|entry| {
            let kind = EntryKind::of_name(entry.file_name().to_str()?)?;
            let path = entry.path();
            let known = fs::symlink_metadata(&path).ok().filter(Metadata::is_file)?;
            Some(FoundEntry { path, kind, bytes: known.len(), used: known.modified().ok()? })
        });
        found.collect()
    }
}
