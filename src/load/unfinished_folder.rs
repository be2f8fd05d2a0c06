//! Folders that are being filled: beside the place where they will be, and there in one
//! step when they are whole.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::unfinished::{Unfinished, is_name, rename, unfinished};

/// How the names of such folders end.
const ENDING: &str = "folder";
/// How those of the files end that are locked as long as the folder is filled.
const LOCK: &str = "part";

/// A folder that is being filled. It is gone with all in it when it is dropped before it
/// is finished. An empty file beside it is locked as long as it is filled, so that what a
/// process left behind that was ended can be told from what another one is filling.
pub struct UnfinishedFolder {
    path: PathBuf,
    target: PathBuf,
    is_finished: bool,
    /// Goes after the folder.
    _lock: Unfinished,
}

impl UnfinishedFolder {
    /// A new folder beside `target`: only inside one folder is renaming a single step.
    /// What nobody fills any more is removed there.
    ///
    /// # Errors
    /// If the folder around it is not there or nothing may be written to it.
    pub fn beside(target: &Path) -> io::Result<Self> {
        let lock = Unfinished::beside(target)?;
        sweep(target);
        let path = lock.path().with_extension(ENDING);
        // Whose name it has is gone: the lock is ours.
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        }
        let mut all = unfinished();
        fs::create_dir(&path)?;
        all.insert(path.clone());
        drop(all);
        Ok(Self { path, target: target.to_owned(), is_finished: false, _lock: lock })
    }

    /// Where it is filled.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it in its place, whole.
    ///
    /// # Errors
    /// If there is anything in its place, which stays as it is
    /// ([`ErrorKind::AlreadyExists`]), or the system does not allow it.
    pub fn finish(mut self) -> io::Result<()> {
        let mut all = unfinished();
        // Some systems put a folder in the place of an empty one.
        if fs::symlink_metadata(&self.target).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        rename(&self.path, &self.target).map_err(|error| match error.kind() {
            // Another run was quicker.
            ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory => {
                ErrorKind::AlreadyExists.into()
            }
            _ => error,
        })?;
        all.remove(&self.path);
        self.is_finished = true;
        // Not all systems let a folder be opened for that.
        let _ = File::open(super::folder_of(&self.target)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

impl Drop for UnfinishedFolder {
    fn drop(&mut self) {
        if !self.is_finished {
            let mut all = unfinished();
            // What is left over is cleared away by the next run.
            let _ = fs::remove_dir_all(&self.path);
            all.remove(&self.path);
        }
    }
}

/// Removes the folders of this kind beside `target` that nobody fills any more.
fn sweep(target: &Path) {
    let Ok(entries) = fs::read_dir(super::folder_of(target)) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let lock = path.with_extension(LOCK);
        let is_ours = path.extension().is_some_and(|ending| ending == ENDING)
            && lock.file_name().and_then(OsStr::to_str).is_some_and(is_name)
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_ours && !is_locked(&lock) {
            let _ = fs::remove_dir_all(&path);
            let _ = fs::remove_file(&lock);
        }
    }
}

/// Whether somebody holds a lock; if that cannot be asked, somebody may.
fn is_locked(lock: &Path) -> bool {
    match OpenOptions::new().write(true).open(lock) {
        Ok(file) => file.try_lock().is_err(),
        Err(error) => error.kind() != ErrorKind::NotFound,
    }
}
