//! Which files were read, so that nothing is written over one of them.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::true_path::true_path;

/// Files by what they are, not by how they were named: a symbolic link, a hard
/// link, a detour (`a/../b`) and, where the system does not tell them apart,
/// capital letters lead to the same file. Clones share one list.
#[derive(Debug, Clone, Default)]
pub struct FilesRead {
    /// Of each file a number made of what it is known by: of tens of thousands of files
    /// hardly two in a thousand million runs are taken for each other, and then a file
    /// is not written over that could have been.
    marks: Arc<Mutex<HashSet<u64>>>,
}

impl FilesRead {
    /// Notes a file; one that is not there has nothing to lose.
    pub fn note(&self, path: &Path) {
        let mut known = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(marks(path));
    }

    /// Notes the files of another list.
    pub fn note_all(&self, other: &Self) {
        // One lock at a time: the lists may be one.
        let others = other.marks.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).extend(others);
    }

    /// Whether a path leads to one of the files.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        let known = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        marks(path).iter().any(|mark| known.contains(mark))
    }
}

/// What a file is known by. Its place stays when an editor saves it anew while
/// the pages are made, its node when it has another name.
fn marks(path: &Path) -> Vec<u64> {
    let mut marks = Vec::new();
    marks.extend(true_path(path).ok().map(|place| mark(&place)));
    #[cfg(unix)]
    if let Ok(metadata) = fs::metadata(path) {
        use std::os::unix::fs::MetadataExt;
        marks.push(mark(&[metadata.dev(), metadata.ino()]));
    }
    marks
}

fn mark(known_by: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    known_by.hash(&mut hasher);
    hasher.finish()
}
