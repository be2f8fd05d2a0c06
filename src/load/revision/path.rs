//! `REV:PATH`: how git writes a file of a revision.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::Revision;
use crate::load::files::Files;
use crate::load::is_file;

/// A file of a revision, as git writes it: `HEAD~1:layouts/front.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionPath {
    /// What git takes for a commit, such as `HEAD~1` or `v1.2`.
    pub revision: String,
    /// The path from the top folder of the repository, or from the current folder if it
    /// begins with `./` or `../`.
    pub path: String,
}

impl RevisionPath {
    /// Reads `REV:PATH`. It is none if a file of that very name is among the files that
    /// are there (`files`), if a part of it is empty, or if the path is absolute, as in
    /// `C:\pages\front.toml`.
    #[must_use]
    pub fn read(written: impl AsRef<OsStr>, files: &dyn Files) -> Option<Self> {
        let written = written.as_ref();
        let text = written.to_str()?;
        let (revision, path) = text.split_at(colon(text)?);
        let path = &path[1..];
        let is_drive = cfg!(windows) && revision.len() == 1;
        if revision.is_empty() || path.is_empty() || path.starts_with(['/', '\\']) || is_drive {
            return None;
        }
        if is_file(files, written.as_ref()) {
            return None;
        }
        Some(Self { revision: revision.to_owned(), path: path.to_owned() })
    }

    /// The path by which the files of the revision have it: as short as it can be from
    /// the current folder.
    #[must_use]
    pub fn path_in(&self, revision: &Revision) -> PathBuf {
        if self.path.starts_with("./") || self.path.starts_with("../") {
            return PathBuf::from(&self.path);
        }
        let whole = revision.folder().join(&self.path);
        let here = std::env::current_dir().ok();
        let inside = here.and_then(|here| Some(whole.strip_prefix(here).ok()?.to_owned()));
        inside.unwrap_or(whole)
    }
}

/// Where the colon stands: one in braces belongs to the revision, as in
/// `HEAD^{/front page: new head}:layouts/front.toml`.
fn colon(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}
