//! The files that a run asks for, with the state in which each was then. Their state is
//! asked for again and again, which works on every disk, those of a network too, and needs
//! nothing of the system.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use banmian::load::{Disk, FileKind, Files, true_path};

/// The files on the disk, and which of them were asked for. Clones share one list.
#[derive(Debug, Clone, Default)]
pub(super) struct SeenFiles {
    list: Arc<Mutex<SeenList>>,
}

#[derive(Debug, Default)]
struct SeenList {
    files: BTreeMap<PathBuf, FileState>,
    /// Folders whose names were asked for, with a number made of these.
    folders: BTreeMap<PathBuf, u64>,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum FileState {
    Missing,
    Folder,
    Empty,
    Filled { bytes: u64, saved: Option<SystemTime>, node: u64 },
}

impl FileState {
    pub(in crate::cli) fn of(path: &Path) -> Self {
        match fs::metadata(path) {
            Err(_) => Self::Missing,
            Ok(known) if known.is_dir() => Self::Folder,
            Ok(known) if known.len() == 0 => Self::Empty,
            Ok(known) => Self::Filled {
                bytes: known.len(),
                saved: known.modified().ok(),
                node: node(&known),
            },
        }
    }
}

#[cfg(unix)]
fn node(known: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    known.ino()
}

#[cfg(not(unix))]
fn node(_: &Metadata) -> u64 {
    0
}

impl SeenFiles {
    fn list(&self) -> MutexGuard<'_, SeenList> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a file before it is looked at: what happens to it from now on is seen.
    fn note(&self, path: &Path) {
        let mut list = self.list();
        if !list.files.contains_key(path) {
            list.files.insert(path.to_owned(), FileState::of(path));
        }
    }

    /// A file or folder that is not as it was.
    pub(super) fn changed(&self) -> Option<PathBuf> {
        let list = self.list();
        let file = list.files.iter().find(|(path, was)| FileState::of(path) != **was);
        let folder = || list.folders.iter().find(|(path, was)| names_of(path) != **was);
        file.map(|(path, _)| path).or_else(|| folder().map(|(path, _)| path)).cloned()
    }

    /// The state of all files now.
    pub(super) fn states(&self) -> Vec<FileState> {
        self.list().files.keys().map(|path| FileState::of(path)).collect()
    }

    /// Which of the files had something in them, in the order of [`Self::states`].
    pub(super) fn were_there(&self) -> impl Iterator<Item = bool> {
        let list = self.list();
        let states: Vec<bool> =
            list.files.values().map(|was| matches!(was, FileState::Filled { .. })).collect();
        states.into_iter()
    }

    /// Takes the folders of these files as they are now.
    pub(super) fn forget_lists_of<'p>(&self, paths: impl Iterator<Item = &'p Path>) {
        let folders = paths.filter_map(|path| true_path(banmian::load::folder_of(path)).ok());
        let folders: Vec<PathBuf> = folders.collect();
        for (path, names) in &mut self.list().folders {
            if folders.contains(path) {
                *names = names_of(path);
            }
        }
    }
}

/// A number made of the names in a folder, without those that editors make for themselves.
fn names_of(folder: &Path) -> u64 {
    let mut names: Vec<OsString> = Disk.list(folder).unwrap_or_default();
    names.retain(|name| {
        let name = name.to_string_lossy();
        let is_of_editor = name.starts_with(['.', '~', '#']) || name.ends_with('~');
        let is_passing = [".tmp", ".swp", ".part"].iter().any(|end| name.ends_with(end));
        !is_of_editor && !is_passing && !name.chars().all(|c| c.is_ascii_digit())
    });
    names.sort();
    let mut hasher = DefaultHasher::new();
    names.hash(&mut hasher);
    hasher.finish()
}

impl Files for SeenFiles {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.note(path);
        Disk.place(path)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        self.note(place);
        Disk.kind(place)
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        self.note(place);
        Disk.read(place, most)
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        let names = names_of(place);
        self.list().folders.entry(place.to_owned()).or_insert(names);
        Disk.list(place)
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        Disk.on_disk(path)
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        Disk.system_fonts()
    }
}
