//! Things by the paths of their files, in folders that are there as soon as something
//! is in them: what memory and a revision of a repository have in common.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use super::files::FileKind;

/// What is known of each file.
#[derive(Debug, Clone)]
pub(super) struct FileTree<T> {
    /// The folder that is there even if nothing is in it.
    root: PathBuf,
    files: BTreeMap<PathBuf, T>,
}

impl<T> FileTree<T> {
    /// Nothing yet but a folder.
    pub(super) fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), files: BTreeMap::new() }
    }

    pub(super) fn put(&mut self, file: PathBuf, known: T) {
        self.files.insert(file, known);
    }

    pub(super) fn remove(&mut self, file: &Path) {
        self.files.remove(file);
    }

    pub(super) fn get(&self, file: &Path) -> Option<&T> {
        self.files.get(file)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &T)> {
        self.files.iter().map(|(file, known)| (file.as_path(), known))
    }

    /// Whether there is a file or a folder.
    pub(super) fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if self.files.contains_key(path) {
            Ok(FileKind::File)
        } else if path == self.root || self.inside(path).next().is_some() {
            Ok(FileKind::Folder)
        } else {
            Err(ErrorKind::NotFound.into())
        }
    }

    /// The names of what lies directly in a folder, each once.
    pub(super) fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        if self.files.contains_key(folder) {
            return Err(ErrorKind::NotADirectory.into());
        }
        let names = self.inside(folder).filter_map(|rest| Some(rest.iter().next()?.to_owned()));
        let mut names: Vec<OsString> = names.collect();
        names.dedup();
        Ok(names)
    }

    /// The files in a folder and in the folders inside it, as paths from there.
    fn inside<'t>(&'t self, folder: &'t Path) -> impl Iterator<Item = &'t Path> {
        // Paths are ordered part by part: those of a folder are all together behind it.
        let behind = self.files.range::<Path, _>((Bound::Excluded(folder), Bound::Unbounded));
        behind.map_while(move |(file, _)| file.strip_prefix(folder).ok())
    }
}
