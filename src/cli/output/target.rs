//! Where an output really goes: links are followed to their end, and what is
//! no plain file is told from one.

use std::fs::{self, FileType, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use banmian::diag::Diagnostic;
use banmian::diag::finding::OutputFault;

use super::{refusal, shown};

/// What the standard output is called in place of a file.
const STDOUT: &str = "-";

/// Links that lead to links; systems follow 32 or 40.
const MOST_LINKS: u32 = 40;

/// What an output is written to.
pub(super) struct Target {
    /// Its path, with no symbolic link at its end.
    pub(super) place: PathBuf,
    pub(super) kind: TargetKind,
}

pub(super) enum TargetKind {
    /// A plain file, in place of the old one if there is one.
    File { old: Option<Metadata> },
    /// What this process writes its data to.
    Stdout,
    /// A device or a pipe, or a file that is open already.
    Stream,
}

impl Target {
    /// Where `path` leads.
    pub(super) fn find(path: &Path) -> Result<Self, Diagnostic> {
        if path.as_os_str().as_encoded_bytes().last().is_some_and(|c| is_separator(*c)) {
            return Err(is_folder(path));
        }
        let mut place = path.to_owned();
        if path == Path::new(STDOUT) {
            return Ok(Self { place, kind: TargetKind::Stdout });
        }
        for _ in 0..MOST_LINKS {
            if let Some(kind) = open_already(&place) {
                return Ok(Self { place, kind });
            }
            let metadata = match fs::symlink_metadata(&place) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Ok(Self { place, kind: TargetKind::File { old: None } });
                }
                Err(error) => return Err(Diagnostic::of(refusal(path, None, &error))),
            };
            if !metadata.is_symlink() {
                let kind = kind(path, &place, metadata)?;
                return Ok(Self { place, kind });
            }
            let next = fs::read_link(&place)
                .map_err(|error| Diagnostic::of(refusal(path, None, &error)))?;
            place = place.parent().unwrap_or(Path::new("")).join(next);
        }
        Err(Diagnostic::of(OutputFault::Circle { path: shown(path) }))
    }
}

/// What is there, if it may be written to.
fn kind(path: &Path, place: &Path, metadata: Metadata) -> Result<TargetKind, Diagnostic> {
    if metadata.is_dir() {
        return Err(is_folder(path));
    }
    if !metadata.is_file() {
        if is_stream(metadata.file_type()) {
            return Ok(TargetKind::Stream);
        }
        return Err(Diagnostic::of(OutputFault::NeitherFileNorPipe { path: shown(path) }));
    }
    // Renaming asks for nothing but the folder's permission.
    let is_locked = is_read_only(&metadata)
        || OpenOptions::new()
            .write(true)
            .open(place)
            .is_err_and(|error| error.kind() == ErrorKind::PermissionDenied);
    if is_locked {
        return Err(Diagnostic::of(OutputFault::ReadOnly { path: shown(path) }));
    }
    Ok(TargetKind::File { old: Some(metadata) })
}

fn is_folder(path: &Path) -> Diagnostic {
    Diagnostic::of(OutputFault::IsFolder { path: shown(path) })
}

fn is_separator(c: u8) -> bool {
    std::path::is_separator(char::from(c))
}

/// What a file that is open already is, if the path is the system's name for
/// one: such a name looks like a link and leads nowhere.
#[cfg(unix)]
fn open_already(place: &Path) -> Option<TargetKind> {
    let folder = fs::canonicalize(banmian::load::folder_of(place)).ok()?;
    let number = place.file_name()?.to_str()?.parse::<u32>().ok()?;
    let is_own = folder == Path::new("/dev/fd")
        || folder.strip_prefix("/proc").is_ok_and(|rest| {
            let process = std::process::id().to_string();
            rest.ends_with("fd") && rest.starts_with(process)
        });
    match number {
        1 if is_own => Some(TargetKind::Stdout),
        _ if is_own || folder.starts_with("/proc") && folder.ends_with("fd") => {
            Some(TargetKind::Stream)
        }
        _ => None,
    }
}

#[cfg(not(unix))]
fn open_already(_: &Path) -> Option<TargetKind> {
    None
}

/// Whether bytes can be sent there: a disk cannot be written like that, and a
/// socket takes none.
#[cfg(unix)]
fn is_stream(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_char_device() || kind.is_fifo()
}

#[cfg(not(unix))]
fn is_stream(_: FileType) -> bool {
    false
}

/// Whether the file's owner protects it. The bits are looked at because nothing
/// is forbidden to the system's administrator.
#[cfg(unix)]
fn is_read_only(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o200 == 0
}

#[cfg(not(unix))]
fn is_read_only(metadata: &Metadata) -> bool {
    metadata.permissions().readonly()
}
