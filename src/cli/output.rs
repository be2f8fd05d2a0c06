//! Writes files: whole or not at all, so that a press never gets half a page
//! and an old file stays as long as there is no new one; and never over a file
//! that the page was made from.

mod target;

use std::borrow::Cow;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use banmian::diag::Diagnostic;
use banmian::diag::finding::{OutputFault, WriteReason};
use banmian::job::PressOutput;
use banmian::load::{self, FilesRead, Unfinished};
use sha2::{Digest, Sha256};

use self::target::{Target, TargetKind};
use super::answer::WrittenFile;
use super::console::FindingsFormat;

/// Writes the files of one run.
pub(super) struct OutputWriter {
    /// What the run has read.
    read: FilesRead,
    /// What it has written.
    written: FilesRead,
    /// How the run tells what it found.
    format: FindingsFormat,
}

impl OutputWriter {
    /// For a run that has read these files and tells its findings in this form.
    pub(super) fn new(read: &FilesRead, format: FindingsFormat) -> Self {
        Self { read: read.clone(), written: FilesRead::default(), format }
    }

    /// Puts `bytes`, a file of so many pages, into the file `path`, in place of one
    /// that may be there. A symbolic link stays, and what it leads to is replaced;
    /// what a device or a pipe gets it gets at once.
    pub(super) fn replace(
        &self,
        path: &Path,
        bytes: &[u8],
        pages: usize,
    ) -> Result<WrittenFile, Diagnostic> {
        let mut file = self.begin(path)?;
        file.write_all(bytes).map_err(|error| unwritable(path, &file.target, &error))?;
        self.finish(file, pages)
    }

    /// Begins a file that will come into the place of `path`, once it is whole.
    pub(super) fn begin(&self, path: &Path) -> Result<OutputFile, Diagnostic> {
        let target = self.target(path)?;
        let room = self.room(&target).map_err(|error| unwritable(path, &target, &error))?;
        let digest = match self.format {
            FindingsFormat::Json => Some(Sha256::new()),
            FindingsFormat::Human => None,
        };
        Ok(OutputFile { path: path.to_owned(), target, room, digest, bytes: 0 })
    }

    /// Puts a file that has been written, one of so many pages, into its place.
    pub(super) fn finish(&self, file: OutputFile, pages: usize) -> Result<WrittenFile, Diagnostic> {
        self.put(file, pages, Replacing::Anything)
    }

    fn put(
        &self,
        file: OutputFile,
        pages: usize,
        replacing: Replacing,
    ) -> Result<WrittenFile, Diagnostic> {
        // What was read is known now.
        self.target(&file.path)?;
        let OutputFile { path, target, room, digest, bytes } = file;
        let finished = match (room, replacing) {
            (OutputRoom::Beside(file), Replacing::Anything) => file.finish(&self.read),
            (OutputRoom::Beside(file), Replacing::Nothing) => file.finish_new(&self.read),
            (OutputRoom::Memory(bytes), _) => write_through(&target, &bytes),
        };
        if let (Err(error), Replacing::Nothing) = (&finished, replacing)
            && error.kind() == ErrorKind::AlreadyExists
        {
            return Err(Diagnostic::of(OutputFault::Exists { path: shown(&path) }));
        }
        finished.map_err(|error| unwritable(&path, &target, &error))?;
        if let TargetKind::File { .. } = target.kind {
            self.written.note(&target.place);
        }
        Ok(WrittenFile { path, pages, sha256: digest.map(hexadecimal), bytes })
    }

    /// Where a file is until it is whole.
    fn room(&self, target: &Target) -> io::Result<OutputRoom> {
        Ok(match &target.kind {
            TargetKind::File { old } => {
                let file = Unfinished::beside(&target.place)?;
                if let Some(old) = old {
                    file.take_after(old)?;
                }
                OutputRoom::Beside(file)
            }
            TargetKind::Stdout | TargetKind::Stream => OutputRoom::Memory(Vec::new()),
        })
    }

    /// Writes a file as [`Self::replace`] does, but only if there is none of this name.
    pub(super) fn create(
        &self,
        path: &Path,
        bytes: &[u8],
        pages: usize,
    ) -> Result<WrittenFile, Diagnostic> {
        self.check_new([path])?;
        let mut file = self.begin(path)?;
        file.write_all(bytes).map_err(|error| unwritable(path, &file.target, &error))?;
        self.put(file, pages, Replacing::Nothing)
    }

    /// Takes back files that this run made where there were none, since others that
    /// belong to them could not be made.
    pub(super) fn take_back(files: &[WrittenFile]) {
        for file in files {
            // A device keeps what it got.
            if fs::symlink_metadata(&file.path).is_ok_and(|it| it.is_file()) {
                // What cannot be removed does no harm.
                let _ = fs::remove_file(&file.path);
            }
        }
    }

    /// Whether files may be written to all of these paths, as far as that can be
    /// known before: better none of several files than the first of them.
    pub(super) fn check<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a Path>,
    ) -> Result<(), Diagnostic> {
        paths.into_iter().try_for_each(|path| self.target(path).map(drop))
    }

    /// Whether new files may be written to all of these paths: none of them is there.
    pub(super) fn check_new<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a Path>,
    ) -> Result<(), Diagnostic> {
        paths.into_iter().try_for_each(|path| match self.target(path)?.kind {
            TargetKind::File { old: Some(_) } => {
                Err(Diagnostic::of(OutputFault::Exists { path: shown(path) }))
            }
            _ => Ok(()),
        })
    }

    /// Where a path leads, if that is a place that may be written to.
    fn target(&self, path: &Path) -> Result<Target, Diagnostic> {
        let target = Target::find(path)?;
        let refuse = |refusal: fn(String) -> OutputFault| Err(Diagnostic::of(refusal(shown(path))));
        if self.read.holds(path) {
            return refuse(|path| OutputFault::WasRead { path });
        }
        if self.written.holds(path) {
            return refuse(|path| OutputFault::WasWritten { path });
        }
        if let (TargetKind::Stdout, FindingsFormat::Json) = (&target.kind, self.format) {
            return refuse(|path| OutputFault::IsTaken { path });
        }
        Ok(target)
    }
}

/// What a file may take the place of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replacing {
    Anything,
    Nothing,
}

/// A file on its way into its place. It is gone if it is dropped before.
pub(super) struct OutputFile {
    path: PathBuf,
    target: Target,
    room: OutputRoom,
    /// Of what was written so far, if a program will be told.
    digest: Option<Sha256>,
    bytes: usize,
}

/// Where a file is until it is whole.
enum OutputRoom {
    /// Beside the one that it will replace.
    Beside(Unfinished),
    /// What a device or a pipe has got cannot be taken back.
    Memory(Vec<u8>),
}

impl OutputFile {
    /// Why nothing could be written to it.
    pub(super) fn refusal(&self, error: &io::Error) -> Diagnostic {
        unwritable(&self.path, &self.target, error)
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.room {
            OutputRoom::Beside(file) => file.write(bytes)?,
            OutputRoom::Memory(all) => all.extend_from_slice(bytes),
        }
        if let Some(digest) = &mut self.digest {
            digest.update(bytes);
        }
        self.bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PressOutput for OutputFile {
    fn written(&mut self) -> io::Result<Cow<'_, [u8]>> {
        Ok(match &mut self.room {
            OutputRoom::Beside(file) => Cow::Owned(file.read_back()?),
            OutputRoom::Memory(bytes) => Cow::Borrowed(bytes),
        })
    }
}

/// Gives a device or a pipe all of a file.
fn write_through(target: &Target, bytes: &[u8]) -> io::Result<()> {
    let written = match &target.kind {
        TargetKind::Stdout => {
            let mut stdout = io::stdout().lock();
            stdout.write_all(bytes).and_then(|()| stdout.flush())
        }
        TargetKind::Stream | TargetKind::File { .. } => {
            let stream = OpenOptions::new().append(true).open(&target.place);
            stream.and_then(|mut stream| stream.write_all(bytes))
        }
    };
    match written {
        // A reader that stops early has had enough, which is no failure.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// The SHA-256 of bytes.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(Sha256::new_with_prefix(bytes))
}

fn hexadecimal(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes a folder, if it is not there yet.
pub(super) fn create_folder(path: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|error| Diagnostic::of(refusal(path, None, &error)))
}

fn unwritable(path: &Path, target: &Target, error: &io::Error) -> Diagnostic {
    let leads_to = (target.place != path).then(|| shown(&target.place));
    Diagnostic::of(refusal(path, leads_to, error))
}

/// Why a file cannot be written.
pub(super) fn refusal(path: &Path, leads_to: Option<String>, error: &io::Error) -> OutputFault {
    let write_reason = match error.kind() {
        ErrorKind::NotFound => WriteReason::NoFolder,
        ErrorKind::NotADirectory => WriteReason::NotAFolder,
        ErrorKind::PermissionDenied => WriteReason::Forbidden,
        ErrorKind::ReadOnlyFilesystem => WriteReason::ReadOnlyDisk,
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => WriteReason::InUse,
        _ if load::is_in_use(error) => WriteReason::InUse,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => WriteReason::FullDisk,
        ErrorKind::FileTooLarge => WriteReason::TooLarge,
        ErrorKind::InvalidFilename => WriteReason::BadName,
        _ => WriteReason::System,
    };
    let said = (write_reason == WriteReason::System).then(|| error.to_string());
    OutputFault::Unwritable { path: shown(path), write_reason, said, leads_to }
}

/// A path in messages.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
