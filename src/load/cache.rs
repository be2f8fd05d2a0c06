//! A folder of things that were worked out before and may be wanted again.
//!
//! What is in it is never needed: a file that cannot be read is one that is
//! not there, one that cannot be written is left alone, and nobody is told.
//! Whoever uses it must be able to tell a damaged entry from a sound one.

use std::env;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files_read::FilesRead;
use super::unfinished::{Unfinished, sweep};

/// The bytes that a cache may take: some hundred pages with photographs.
pub const CACHE_LIMIT: u64 = 512 << 20;
/// How the names of entries end; nothing else in the folder is touched.
const ENDING: &str = "press";

/// A folder with entries by name, held below a number of bytes.
#[derive(Debug, Clone)]
pub struct CacheFolder {
    folder: PathBuf,
    limit: u64,
}

impl CacheFolder {
    /// The cache in a folder, which is made when the first entry is put there.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, limit: u64) -> Self {
        Self { folder: folder.into(), limit }
    }

    /// The cache in the place where this kind of system wants caches to be;
    /// none if the system names no such place.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let from =
            |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let folder = if cfg!(windows) {
            from("LOCALAPPDATA")?.join("banmian").join("cache")
        } else if cfg!(target_os = "macos") {
            from("HOME")?.join("Library/Caches/banmian")
        } else {
            from("XDG_CACHE_HOME").or_else(|| Some(from("HOME")?.join(".cache")))?.join("banmian")
        };
        Some(Self::new(folder, CACHE_LIMIT))
    }

    /// The bytes of an entry, which from now on counts as just used.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.entry(name);
        let mut bytes = Vec::new();
        // To open a pipe is to wait for whoever writes to it.
        if !fs::metadata(&path).ok()?.is_file() {
            return None;
        }
        let file = File::open(&path).ok()?;
        (&file).take(self.limit).read_to_end(&mut bytes).ok()?;
        // The time is only used to throw away what was not used for longest: if it cannot
        // be set, nothing is lost.
        if let Ok(file) = File::options().append(true).open(&path) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(bytes)
    }

    /// Puts an entry there, whole or not at all, and throws away what was not
    /// used for the longest time until all fit the limit.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        if bytes.len() as u64 > self.limit || fs::create_dir_all(&self.folder).is_err() {
            return;
        }
        let entry = self.entry(name);
        if fs::symlink_metadata(&entry).is_ok_and(|there| !there.is_file()) {
            return;
        }
        let write = || {
            let mut file = Unfinished::beside(&entry)?;
            file.write(bytes)?;
            file.finish(&FilesRead::default())
        };
        // If it cannot be written, the next run works the result out again.
        let _: io::Result<()> = write();
        self.trim();
    }

    fn entry(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{ENDING}"))
    }

    fn trim(&self) {
        sweep(&self.entry(""), &FilesRead::default());
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| is_entry(path))
            .filter_map(|path| {
                let metadata = fs::symlink_metadata(&path).ok().filter(Metadata::is_file)?;
                Some((metadata.modified().ok()?, metadata.len(), path))
            })
            .collect();
        let mut total: u64 = files.iter().map(|(_, size, _)| size).sum();
        files.sort();
        for (_, size, path) in files {
            if total <= self.limit {
                break;
            }
            if fs::remove_file(path).is_ok() {
                total -= size;
            }
        }
    }
}

fn is_entry(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == ENDING)
}
