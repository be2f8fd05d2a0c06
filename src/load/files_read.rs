//! Which files were read, so that nothing is written over one of them.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Files by what they are, not by how they were named: a symbolic link, a hard
/// link, a detour (`a/../b`) and, where the system does not tell them apart,
/// capital letters lead to the same file. Clones share one list.
#[derive(Debug, Clone, Default)]
pub struct FilesRead {
    marks: Arc<Mutex<HashSet<FileMark>>>,
}

/// What a file is known by. Its place stays when an editor saves it anew while
/// the pages are made, its node when it has another name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum FileMark {
    /// The path without symbolic links.
    Place(PathBuf),
    /// The number by which the disk knows it.
    #[cfg(unix)]
    Node { device: u64, inode: u64 },
}

impl FilesRead {
    /// Notes a file; one that is not there has nothing to lose.
    pub fn note(&self, path: &Path) {
        let mut known = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(marks(path));
    }

    /// Whether a path leads to one of the files.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        let known = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        marks(path).iter().any(|mark| known.contains(mark))
    }
}

fn marks(path: &Path) -> Vec<FileMark> {
    let mut marks = Vec::new();
    marks.extend(fs::canonicalize(path).ok().map(FileMark::Place));
    #[cfg(unix)]
    if let Ok(metadata) = fs::metadata(path) {
        use std::os::unix::fs::MetadataExt;
        marks.push(FileMark::Node { device: metadata.dev(), inode: metadata.ino() });
    }
    marks
}
