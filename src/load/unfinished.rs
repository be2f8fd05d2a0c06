//! Files that are being written: beside the one that they will replace, and in
//! its place in one step when they are whole.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::files_read::FilesRead;

/// How the names of such files end.
const ENDING: &str = ".part";
/// Says whose files they are: other programs have `.part` files, too.
const OURS: &str = "banmian-";
/// Bytes of the target's name that stand in theirs: file systems take 255, some
/// only 143.
const MOST_OF_NAME: usize = 80;
/// How many names are tried.
const ATTEMPTS: u32 = 100;

/// Files and folders that this process is writing. It is held while one comes to be, gets its place
/// or goes.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// What is being written, also if a thread broke off that was busy with it.
pub(super) fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As long as it is there no file of this process comes to be or gets its place.
pub struct Abandoned {
    _none: MutexGuard<'static, BTreeSet<PathBuf>>,
}

/// Gives up all files and folders that this process is writing, for a process that ends now: none of
/// them stays, and those that they would have replaced do.
#[must_use]
pub fn abandon_files() -> Abandoned {
    let mut all = unfinished();
    for path in &*all {
        // What is left over is cleared away by the next run.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    all.clear();
    Abandoned { _none: all }
}

/// A file that is being written. It is gone when it is dropped before it is
/// finished. As long as it is written it is locked, so that what a process left
/// behind that was ended can be told from what another one is writing.
pub struct Unfinished {
    file: File,
    path: PathBuf,
    target: PathBuf,
    is_finished: bool,
}

impl Unfinished {
    /// A new file in the folder of `target`: only inside one folder is renaming a
    /// single step.
    ///
    /// # Errors
    /// If the folder is not there or nothing may be written to it.
    pub fn beside(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
        let name = &name[..name.floor_char_boundary(MOST_OF_NAME)];
        let process = std::process::id();
        for attempt in 0..ATTEMPTS {
            let path = target.with_file_name(format!(".{name}.{OURS}{process}-{attempt}{ENDING}"));
            let mut all = unfinished();
            let file = match create(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                created => created?,
            };
            all.insert(path.clone());
            drop(all);
            // Another run may have seen it before it was locked, and cleared it
            // away.
            let is_taken = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            let is_there = is_there(&file);
            let begun = Self { file, path, target: target.to_owned(), is_finished: false };
            if !is_taken && is_there? {
                return Ok(begun);
            }
            begun.leave();
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Where it is written.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds to it.
    ///
    /// # Errors
    /// If the disk is full or fails.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// All that was written, read back from the disk.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read_back(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Gives it the permissions of the file that it will replace, and its owner
    /// as far as the system lets us.
    ///
    /// # Errors
    /// If it cannot have these permissions.
    pub fn take_after(&self, old: &Metadata) -> io::Result<()> {
        self.file.set_permissions(permissions(&self.file, old)?)
    }

    /// Puts it in the place of its target, once all of it is on the disk. What was left
    /// behind in the folder by runs that were broken off is removed, unless it is one of
    /// the files that were `read`.
    ///
    /// # Errors
    /// If the disk is full or fails, or the target cannot be replaced.
    pub fn finish(self, read: &FilesRead) -> io::Result<()> {
        sweep(&self.target, read);
        self.file.sync_all()?;
        self.finish_at_once()
    }

    /// Puts it where its target is not yet: where two runs do so at once, one of them
    /// finds it there.
    ///
    /// # Errors
    /// If the disk is full or fails, or something is there already.
    pub fn finish_new(self, read: &FilesRead) -> io::Result<()> {
        sweep(&self.target, read);
        self.file.sync_all()?;
        // In one step, unlike looking and renaming. Its own name goes when it is dropped.
        match fs::hard_link(&self.path, &self.target) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            // Not every disk has links.
            Err(_) if !self.target.exists() => self.finish_at_once(),
            Err(error) => Err(error),
        }
    }

    /// Puts it in the place of its target, without waiting for the disk: for what does no
    /// harm if it is damaged, should the machine fail at this moment.
    ///
    /// # Errors
    /// If the target cannot be replaced.
    pub(super) fn finish_at_once(mut self) -> io::Result<()> {
        let mut all = unfinished();
        rename(&self.path, &self.target)?;
        all.remove(&self.path);
        self.is_finished = true;
        Ok(())
    }

    /// Leaves it to another run, which has it or has cleared it away.
    fn leave(mut self) {
        unfinished().remove(&self.path);
        self.is_finished = true;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_finished {
            let mut all = unfinished();
            // What is left over does no harm if it cannot be removed either.
            let _ = fs::remove_file(&self.path);
            all.remove(&self.path);
        }
    }
}

/// Removes the files of this kind in the folder of `target` that nobody writes
/// any more. One whose lock cannot be asked for stays.
pub(super) fn sweep(target: &Path, read: &FilesRead) {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_name)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && !read.holds(&entry.path());
        if !is_ours {
            continue;
        }
        if let Ok(file) = OpenOptions::new().write(true).open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name has the very form `.NAME.banmian-PROCESS-ATTEMPT.part`.
pub(super) fn is_name(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(ENDING));
    let numbers = inner.and_then(|inner| inner.rsplit_once('.')).map(|(_, numbers)| numbers);
    numbers
        .and_then(|numbers| numbers.strip_prefix(OURS)?.split_once('-'))
        .is_some_and(|(process, attempt)| is_number(process) && is_number(attempt))
}

/// Renames a file. On Windows it waits a moment for whoever has the target open: a program that
/// looks for viruses, or one that shows the file and takes note of the new one.
pub(super) fn rename(path: &Path, target: &Path) -> io::Result<()> {
    const TRIES: u32 = 20;
    const PAUSE: Duration = Duration::from_millis(50);
    let mut renamed = fs::rename(path, target);
    for _ in 1..TRIES {
        let is_held = |error: &io::Error| {
            cfg!(windows) && (is_in_use(error) || error.kind() == ErrorKind::PermissionDenied)
        };
        if !renamed.as_ref().is_err_and(is_held) {
            break;
        }
        thread::sleep(PAUSE);
        renamed = fs::rename(path, target);
    }
    renamed
}

/// Whether Windows refuses a file because another program has it open
/// (`ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`).
#[must_use]
pub fn is_in_use(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).open(path)
}

/// Whether a file that is open still has a name.
#[cfg(unix)]
fn is_there(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(file.metadata()?.nlink() > 0)
}

/// Where files that are open cannot be removed it has.
#[cfg(not(unix))]
fn is_there(_: &File) -> io::Result<bool> {
    Ok(true)
}

/// The permissions of the old file for the new one. What its group may do is
/// left out if the new file cannot belong to that group.
#[cfg(unix)]
fn permissions(file: &File, old: &Metadata) -> io::Result<fs::Permissions> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let own = file.metadata()?;
    let has_group = own.gid() == old.gid() || fchown(file, None, Some(old.gid())).is_ok();
    let has_owner = own.uid() == old.uid() || fchown(file, Some(old.uid()), None).is_ok();
    let mode = old.permissions().mode();
    Ok(fs::Permissions::from_mode(match (has_owner, has_group) {
        (true, true) => mode & 0o7777,
        (false, true) => mode & 0o777,
        (_, false) => mode & 0o707,
    }))
}

#[cfg(not(unix))]
fn permissions(_: &File, old: &Metadata) -> io::Result<fs::Permissions> {
    Ok(old.permissions())
}
