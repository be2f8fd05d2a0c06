//! Where files come from: the disk, memory, or a store of the caller's own.
//!
//! A source of files finds, lists and gives them. What may be read, and how much of
//! it, is decided above it, in [`Project`](super::Project), the same for all.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::file_tree::FileTree;
use super::true_path::true_path;

/// Where files come from.
///
/// A *place* is the one true path of a file or folder: absolute, without `.`, `..` or
/// links. Two paths lead to the same file if and only if they have the same place; by
/// it is decided what lies inside the project's folder.
pub trait Files: fmt::Debug + Send + Sync {
    /// The place that a path leads to. A path that is not absolute counts from wherever
    /// this source begins: on the disk from the current folder.
    ///
    /// # Errors
    /// If nothing is there ([`ErrorKind::NotFound`]) or it cannot be told.
    fn place(&self, path: &Path) -> io::Result<PathBuf>;

    /// What is at a place.
    ///
    /// # Errors
    /// If nothing is there or it cannot be told.
    fn kind(&self, place: &Path) -> io::Result<FileKind>;

    /// The bytes of the file at a place, of a longer one the first `most`.
    ///
    /// # Errors
    /// If it cannot be read.
    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>>;

    /// The names of what lies directly in the folder at a place, in any order.
    ///
    /// # Errors
    /// If it cannot be listed.
    fn list(&self, place: &Path) -> io::Result<Vec<OsString>>;

    /// The file on the disk that a path leads to, which no output may replace; none if
    /// these files are not on the disk.
    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        let _ = path;
        None
    }

    /// The folders with the machine's own fonts, those of all users first.
    fn system_fonts(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// What is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// A file with bytes.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device or the like: it is not read, for it may keep the reader waiting.
    Other,
}

/// The most bytes that room is made for before they are there.
const MOST_ROOM: u64 = 64 << 20;

/// The files on the disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        true_path(path)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        let metadata = fs::metadata(place)?;
        Ok(if metadata.is_file() {
            FileKind::File
        } else if metadata.is_dir() {
            FileKind::Folder
        } else {
            FileKind::Other
        })
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let file = File::open(place)?;
        // Room for all of it and for seeing that no more comes; what a file says of its
        // length is believed up to a point.
        let length = file.metadata().map_or(0, |known| known.len()).min(most).min(MOST_ROOM);
        let mut bytes = Vec::with_capacity(length as usize + 1);
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(place)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        Some(path.to_owned())
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        let under = |variable: &str, rest: &str| {
            env::var_os(variable).map(|path| PathBuf::from(path).join(rest))
        };
        let known = if cfg!(windows) {
            vec![under("WINDIR", "Fonts"), under("LOCALAPPDATA", "Microsoft/Windows/Fonts")]
        } else if cfg!(target_os = "macos") {
            vec![
                Some("/System/Library/Fonts".into()),
                Some("/Library/Fonts".into()),
                under("HOME", "Library/Fonts"),
            ]
        } else {
            vec![
                Some("/usr/share/fonts".into()),
                Some("/usr/local/share/fonts".into()),
                under("HOME", ".fonts"),
                under("HOME", ".local/share/fonts"),
            ]
        };
        known.into_iter().flatten().filter(|folder| folder.is_dir()).collect()
    }
}

/// Files in memory, by their paths; a folder is there as soon as a file is in it. Cheap
/// to clone: clones share the bytes.
#[derive(Clone)]
pub struct Memory {
    /// By their places.
    files: FileTree<Arc<[u8]>>,
}

/// Where paths that are not absolute count from. It is not the root, so that `..` has
/// somewhere to lead to, out of the project, as it has on the disk.
const HERE: &str = "/memory";

impl Memory {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self { files: FileTree::new(HERE) }
    }

    /// The same with one more file, or with other bytes in the one that was there.
    #[must_use]
    pub fn with(mut self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Self {
        self.put(path, bytes);
        self
    }

    /// Puts a file there, in the place of the one that was.
    pub fn put(&mut self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        self.files.put(place_in_memory(path.as_ref()), bytes.as_ref().into());
    }

    /// Takes a file away, if it is there.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        self.files.remove(&place_in_memory(path.as_ref()));
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let sizes = self.files.iter().map(|(place, bytes)| (place, bytes.len()));
        f.debug_map().entries(sizes).finish()
    }
}

impl Files for Memory {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        let place = place_in_memory(path);
        self.kind(&place)?;
        Ok(place)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        self.files.kind(place)
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let bytes = self.files.get(place).ok_or(ErrorKind::NotFound)?;
        match usize::try_from(most) {
            Ok(most) if most < bytes.len() => Ok(bytes[..most].into()),
            _ => Ok(Arc::clone(bytes)),
        }
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        self.files.list(place)
    }
}

/// The place that a path has in memory, whether something is there or not.
fn place_in_memory(path: &Path) -> PathBuf {
    let mut place = PathBuf::new();
    for component in Path::new(HERE).join(path).components() {
        match component {
            Component::CurDir => {}
            // Above the root is the root.
            Component::ParentDir => {
                place.pop();
            }
            other => place.push(other),
        }
    }
    place
}
