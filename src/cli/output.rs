//! Writes files: whole or not at all, so that a press never gets half a page
//! and an old file stays as long as there is no new one.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use banmian::diag::{Code, Diagnostic, Sources};
use banmian::say;

/// Puts `bytes` into the file `path`, in place of one that may be there. Files
/// that were read for it are not touched.
pub(super) fn replace(path: &Path, bytes: &[u8], read: &Sources) -> Result<(), Diagnostic> {
    refuse_odd_targets(path, read)?;
    let write = || {
        let (temporary, mut file) = create_beside(path)?;
        let result = file
            .write_all(bytes)
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&temporary, path));
        if result.is_err() {
            // What is left over does no harm if it cannot be removed either.
            let _ = fs::remove_file(&temporary);
        }
        result
    };
    write().map_err(|error| unwritable(path, &error))
}

/// Puts `bytes` into the file `path` if there is no such file yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    if fs::symlink_metadata(path).is_ok() {
        let name = path.display();
        let message = say!("`{name}` is there already", "“{name}”已经存在");
        return Err(Diagnostic::error(Code::OutputUnwritable, message)
            .hint(say!("`--force` replaces it", "加 --force 可以覆盖")));
    }
    replace(path, bytes, &Sources::default())
}

/// Makes a folder, if it is not there yet.
pub(super) fn create_folder(path: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|error| unwritable(path, &error))
}

/// Devices, folders and the page's own sources are never replaced.
fn refuse_odd_targets(path: &Path, read: &Sources) -> Result<(), Diagnostic> {
    let name = path.display();
    let refusal = |message| Err(Diagnostic::error(Code::OutputUnwritable, message));
    let Ok(metadata) = fs::metadata(path) else { return Ok(()) };
    if !metadata.is_file() {
        return refusal(say!(
            "cannot write `{name}`: it is not a plain file",
            "无法写入“{name}”：它不是普通文件"
        ));
    }
    let real = fs::canonicalize(path).ok();
    let is_source =
        real.is_some() && read.iter().any(|source| fs::canonicalize(&source.name).ok() == real);
    if is_source {
        return refusal(say!(
            "cannot write `{name}`: the page is made from it",
            "无法写入“{name}”：它是本版的素材"
        ));
    }
    Ok(())
}

/// A new file in the folder of `path`: only inside one folder is renaming a
/// single step.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
    let process = std::process::id();
    let mut taken = ErrorKind::AlreadyExists.into();
    for attempt in 0..100 {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{process}-{attempt}.part"));
        let temporary = path.with_file_name(hidden);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let name = path.display();
    let reason = match error.kind() {
        ErrorKind::NotFound => say!("there is no such folder", "没有这个文件夹"),
        ErrorKind::NotADirectory => {
            say!("part of its path is not a folder", "路径中有一段不是文件夹")
        }
        ErrorKind::PermissionDenied => {
            say!("there is no permission to write here", "没有写入权限")
        }
        ErrorKind::ReadOnlyFilesystem => {
            say!("nothing can be written to this disk", "这个磁盘不能写入")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            say!("the disk is full", "磁盘已满")
        }
        _ => say!("{error}", "{error}"),
    };
    let (en, zh) = (reason.en, reason.zh);
    Diagnostic::error(
        Code::OutputUnwritable,
        say!("cannot write `{name}`: {en}", "无法写入“{name}”：{zh}"),
    )
}
