//! The only door to files: what may be read, how much of it, and how text
//! comes in.
//!
//! A [`Project`] is a folder; nothing outside it is read unless the user named
//! it on the command line, because pages are made from files that came by mail. It is a
//! folder of some [`Files`], on the disk, in memory or in a [`Revision`] of a repository,
//! and as strict with one as with the other; a run looks at them through a [`Snapshot`].
//! Whatever is read through one is noted in [`FilesRead`], so that no output
//! takes the place of an input.
//! Nothing here knows what the files mean. The one thing that is also written
//! is the [`CacheFolder`], which can be thrown away at any time; how a file is
//! written whole or not at all ([`Unfinished`]) is the same for all.

mod cache;
mod file_tree;
mod files;
mod files_read;
mod inquiry;
mod overlaid;
mod own_file;
mod program;
mod revision;
mod run_files;
mod same_files;
mod snapshot;
mod true_path;
mod unfinished;
mod unfinished_folder;

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub use cache::{CACHE_LIMIT, CacheFolder, EntriesOfKind, EntryKind};
pub use files::{Disk, FileKind, Files, Memory};
pub use files_read::FilesRead;
pub use inquiry::{Answered, Inquiry};
pub use overlaid::Overlaid;
pub use own_file::own_file;
pub use program::program_digest;
pub use revision::{Revision, RevisionPath};
pub use run_files::{Digest, RunFiles};
use same_files::ChangedFile;
pub use same_files::{FilesSeen, SameFiles};
pub use snapshot::Snapshot;
pub use true_path::true_path;
pub use unfinished::{Abandoned, Unfinished, abandon_files, is_in_use};
pub use unfinished_folder::UnfinishedFolder;

use crate::diag::finding::{DocumentKind, FileFault, FileReason};
use crate::diag::{Diagnostic, plain_path};
use crate::encoding::{self, CopyEncoding, DecodeError, Decoded};

/// The largest text file that is read: more than 300,000 Han characters, or
/// 170,000 English words, which fill twenty broadsheet pages without a head or a
/// picture. Set as a page, a byte takes some hundred bytes of memory.
pub const TEXT_LIMIT: u64 = 1 << 20;

/// The largest picture that is read: an uncompressed scan of a whole
/// broadsheet page stays below it.
pub const PICTURE_LIMIT: u64 = 256 << 20;

/// The largest font file that is read: collections with every CJK region stay
/// below it.
pub const FONT_LIMIT: u64 = 256 << 20;

/// The largest color profile that is read; those of presses have some megabytes.
pub const PROFILE_LIMIT: u64 = 16 << 20;

/// How many files a walk through folders gathers at most; more fonts than any
/// machine has.
const MOST_FILES: usize = 20_000;

/// The folders that may be read.
#[derive(Debug, Clone)]
pub struct Project {
    /// The project's folder and then others that the user named, all absolute
    /// and without symbolic links. Never empty.
    folders: Vec<PathBuf>,
    files: Arc<dyn Files>,
    /// What was asked for.
    read: FilesRead,
    /// Whether whoever asks can choose another folder.
    is_chosen: bool,
}

impl Project {
    /// The project in the folder `root` on the disk; every file that is asked for is
    /// noted in `read`.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn new(root: impl AsRef<Path>, read: &FilesRead) -> Result<Self, LoadError> {
        Self::of(Arc::new(Disk), root, read)
    }

    /// The project in the folder `root` of some files.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn of(
        files: Arc<dyn Files>,
        root: impl AsRef<Path>,
        read: &FilesRead,
    ) -> Result<Self, LoadError> {
        let folders = vec![real_folder(&*files, root.as_ref())?];
        Ok(Self { folders, files, read: read.clone(), is_chosen: false })
    }

    /// The project that a page spec on the disk belongs to when nobody says otherwise:
    /// the current folder if the spec lies in it, else the spec's own folder. All of
    /// a disk is no project: from `/` it is the spec's own folder, too.
    ///
    /// # Errors
    /// If the spec's folder is not there.
    pub fn around(spec: impl AsRef<Path>, read: &FilesRead) -> Result<Self, LoadError> {
        Self::of_around(&(Arc::new(Disk) as Arc<dyn Files>), spec, read)
    }

    /// The same of some files.
    ///
    /// # Errors
    /// If the spec's folder is not there.
    pub fn of_around(
        files: &Arc<dyn Files>,
        spec: impl AsRef<Path>,
        read: &FilesRead,
    ) -> Result<Self, LoadError> {
        let own = Self::of(Arc::clone(files), folder_of(spec.as_ref()), read)?;
        match Self::of(Arc::clone(files), ".", read) {
            Ok(current)
                if own.root().starts_with(current.root()) && current.root().parent().is_some() =>
            {
                Ok(current)
            }
            _ => Ok(own),
        }
    }

    /// The same project, with one more folder that may be read.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn with_folder(mut self, folder: impl AsRef<Path>) -> Result<Self, LoadError> {
        self.folders.push(real_folder(&*self.files, folder.as_ref())?);
        Ok(self)
    }

    /// The same project, where whoever asks can choose its folder, and is told so.
    #[must_use]
    pub fn chosen(mut self) -> Self {
        self.is_chosen = true;
        self
    }

    /// The project's folder, absolute and without symbolic links.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.folders[0]
    }

    /// A text file in UTF-8, with a byte order mark dropped and every line
    /// ended by one line feed.
    ///
    /// # Errors
    /// If it may not or cannot be read, is too large or is not UTF-8.
    pub fn read_text(&self, path: impl AsRef<Path>) -> Result<String, LoadError> {
        let path = path.as_ref();
        let bytes = self.read_bytes(path, TEXT_LIMIT)?;
        if let Some(kind) = document_kind(&bytes) {
            return Err(LoadError::Document { path: path.to_owned(), kind });
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(plain_lines(text)),
            Err(error) => Err(LoadError::NotUtf8 {
                path: path.to_owned(),
                offset: error.valid_up_to(),
                recognised: encoding::recognise(&bytes),
            }),
        }
    }

    /// A text file in any encoding that is known; line ends are as they are.
    ///
    /// # Errors
    /// If it may not or cannot be read, is too large, is no text, or is not surely
    /// written in something.
    pub fn read_copy(
        &self,
        path: impl AsRef<Path>,
        wanted: Option<CopyEncoding>,
    ) -> Result<Decoded, LoadError> {
        let path = path.as_ref();
        let bytes = self.read_bytes(path, TEXT_LIMIT)?;
        if let Some(kind) = document_kind(&bytes) {
            return Err(LoadError::Document { path: path.to_owned(), kind });
        }
        encoding::decode(&bytes, wanted)
            .map_err(|error| LoadError::Undecoded { path: path.to_owned(), error })
    }

    /// A list of a spreadsheet, in any encoding that is known; of one that may be written in
    /// several, in the first in which `is_sound` finds it so.
    ///
    /// # Errors
    /// As of [`Self::read_copy`].
    pub fn read_list(
        &self,
        path: impl AsRef<Path>,
        is_sound: impl Fn(&str) -> bool,
    ) -> Result<String, LoadError> {
        let path = path.as_ref();
        let read = |wanted| Ok(plain_lines(&self.read_copy(path, wanted)?.text));
        let error = match read(None) {
            Ok(text) => return Ok(text),
            Err(error) => error,
        };
        let LoadError::Undecoded { error: DecodeError::Unsure { candidates, .. }, .. } = &error
        else {
            return Err(error);
        };
        let mut texts = candidates.iter().filter_map(|it| read(Some(*it)).ok());
        texts.find(|text| is_sound(text)).ok_or(error)
    }

    /// A file of at most `limit` bytes.
    ///
    /// # Errors
    /// If it may not or cannot be read or is larger.
    pub fn read_bytes(&self, path: impl AsRef<Path>, limit: u64) -> Result<Arc<[u8]>, LoadError> {
        let path = path.as_ref();
        // Noted before anything can fail, so that no output is ever written over an input,
        // even one that could not be used.
        if let Some(path) = self.files.on_disk(path) {
            self.read.note(&path);
        }
        let place = self.find(path)?;
        let unreadable = |reason| LoadError::Unreadable { path: path.to_owned(), reason };
        // A pipe or a device would keep the reader waiting.
        match self.files.kind(&place).map_err(|error| unreadable(error.into()))? {
            FileKind::File => {}
            FileKind::Folder | FileKind::Other => return Err(unreadable(Reason::NotAFile)),
        }
        let bytes = self.files.read(&place, limit.saturating_add(1));
        let bytes = bytes.map_err(|error| unreadable(error.into()))?;
        if bytes.len() as u64 > limit {
            return Err(LoadError::TooLarge { path: path.to_owned(), limit });
        }
        Ok(bytes)
    }

    /// The files in a folder, by their names in byte order; those whose name
    /// begins with a dot are left out.
    ///
    /// # Errors
    /// If the folder may not or cannot be read.
    pub fn list(&self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, LoadError> {
        self.list_of(FileKind::File, folder.as_ref())
    }

    /// The folders in a folder, in the same way.
    ///
    /// # Errors
    /// If the folder may not or cannot be read.
    pub fn list_folders(&self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, LoadError> {
        self.list_of(FileKind::Folder, folder.as_ref())
    }

    fn list_of(&self, wanted: FileKind, folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
        let real = self.find(folder).map_err(|error| match error {
            LoadError::Unreadable { path, reason: Reason::NotFound } => {
                LoadError::Unreadable { path, reason: Reason::NoFolder }
            }
            error => error,
        })?;
        let unreadable = |error: io::Error| LoadError::Unreadable {
            path: folder.to_owned(),
            reason: match error.kind() {
                io::ErrorKind::NotADirectory => Reason::NotAFolder,
                _ => error.into(),
            },
        };
        let mut names = self.files.list(&real).map_err(unreadable)?;
        names.retain(|name| {
            // Symbolic links are followed here and judged when they are read.
            let kind = self.files.kind(&real.join(name));
            kind.is_ok_and(|kind| kind == wanted) && !name.as_encoded_bytes().starts_with(b".")
        });
        names.sort_by(|one, other| one.as_encoded_bytes().cmp(other.as_encoded_bytes()));
        Ok(names.into_iter().map(|name| folder.join(name)).collect())
    }

    /// The files in a folder and in the folders inside it, `depth` levels down,
    /// in a fixed order. What cannot be listed is left out, and so are folders
    /// behind symbolic links, which may lead in a circle.
    #[must_use]
    pub fn walk(&self, folder: impl AsRef<Path>, depth: u32) -> Vec<PathBuf> {
        let folder = folder.as_ref();
        let mut files = self.list(folder).unwrap_or_default();
        let Some(depth) = depth.checked_sub(1) else { return files };
        let Ok(place) = self.find(folder) else { return files };
        let mut inner = self.files.list(&place).unwrap_or_default();
        inner.retain(|name| {
            let inner = place.join(name);
            let is_folder = self.files.kind(&inner).is_ok_and(|kind| kind == FileKind::Folder);
            is_folder && self.files.place(&inner).is_ok_and(|place| place == inner)
        });
        inner.sort();
        for name in inner {
            files.extend(self.walk(folder.join(name), depth));
            if files.len() > MOST_FILES {
                break;
            }
        }
        files
    }

    /// Whether a path leads to a file, one that may be read or not.
    #[must_use]
    pub fn is_file(&self, path: &Path) -> bool {
        is_file(&*self.files, path)
    }

    /// The path without detours such as `layouts/../samples`, for messages; as it
    /// was if it would then lead to another place, which symbolic links can bring
    /// about.
    #[must_use]
    pub fn without_detours(&self, path: &Path) -> PathBuf {
        let short = plain_path(path);
        if short == path {
            return short;
        }
        match (self.files.place(&short), self.files.place(path)) {
            (Ok(one), Ok(other)) if one == other => short,
            _ => path.to_owned(),
        }
    }

    /// Where a path really leads, if that is a place that may be read.
    fn find(&self, path: &Path) -> Result<PathBuf, LoadError> {
        let outside = || LoadError::Outside {
            path: path.to_owned(),
            root: self.root().to_owned(),
            is_chosen: self.is_chosen,
        };
        match self.files.place(path) {
            Ok(real) if self.holds(&real) => Ok(real),
            Ok(_) => Err(outside()),
            // What is not there is refused all the same if it would be
            // outside, so that nobody learns what other folders hold.
            Err(_) if !nearest_real(&*self.files, path).is_some_and(|real| self.holds(&real)) => {
                Err(outside())
            }
            Err(error) => {
                Err(LoadError::Unreadable { path: path.to_owned(), reason: error.into() })
            }
        }
    }

    fn holds(&self, real: &Path) -> bool {
        self.folders.iter().any(|folder| real.starts_with(folder))
    }
}

/// The folder that a file lies in.
#[must_use]
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Whether a path leads to a file.
pub(crate) fn is_file(files: &dyn Files, path: &Path) -> bool {
    let kind = files.place(path).and_then(|place| files.kind(&place));
    kind.is_ok_and(|kind| kind == FileKind::File)
}

/// The place of a folder that the user named.
fn real_folder(files: &dyn Files, folder: &Path) -> Result<PathBuf, LoadError> {
    let unreadable = |reason| LoadError::Unreadable { path: folder.to_owned(), reason };
    let place = files.place(folder).map_err(|error| unreadable(error.into()))?;
    match files.kind(&place) {
        Ok(FileKind::Folder) => Ok(place),
        _ => Err(unreadable(Reason::NotAFolder)),
    }
}

/// Where a path that is not there would be: the part of it that is there,
/// without symbolic links, and the rest.
fn nearest_real(files: &dyn Files, path: &Path) -> Option<PathBuf> {
    let mut rest: Vec<&OsStr> = Vec::new();
    let mut there = path;
    let mut real = loop {
        let shown = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        if let Ok(real) = files.place(shown) {
            break real;
        }
        match there.components().next_back()? {
            Component::Normal(name) => rest.push(name),
            Component::ParentDir => rest.push(OsStr::new("..")),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
        there = there.parent()?;
    };
    for name in rest.iter().rev() {
        if *name == ".." {
            real.pop();
        } else {
            real.push(name);
        }
    }
    Some(real)
}

/// What a file is by its first bytes, if that is no text.
fn document_kind(bytes: &[u8]) -> Option<DocumentKind> {
    const SIGNS: [(&[u8], DocumentKind); 4] = [
        (b"PK\x03\x04", DocumentKind::Word),
        (b"\xd0\xcf\x11\xe0", DocumentKind::OldWord),
        (b"{\\rtf", DocumentKind::Rtf),
        (b"%PDF-", DocumentKind::Pdf),
    ];
    SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, kind)| *kind)
}

/// The text without a byte order mark and with line feeds only.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// The system does not give it.
    Unreadable {
        /// The file as the user would write it.
        path: PathBuf,
        /// Why.
        reason: Reason,
    },
    /// It has more bytes than its kind may have.
    TooLarge {
        /// The file as the user would write it.
        path: PathBuf,
        /// The most bytes it may have.
        limit: u64,
    },
    /// It lies outside the project, or a symbolic link leads outside.
    Outside {
        /// The file as the user would write it.
        path: PathBuf,
        /// The project's folder.
        root: PathBuf,
        /// Whether whoever asked can choose another.
        is_chosen: bool,
    },
    /// It is what a word processor or a reader of PDF opens, and no text.
    Document {
        /// The file as the user would write it.
        path: PathBuf,
        /// What it is.
        kind: DocumentKind,
    },
    /// It is a text file in another encoding.
    NotUtf8 {
        /// The file as the user would write it.
        path: PathBuf,
        /// The first byte that is not UTF-8, from 0.
        offset: usize,
        /// What it is, if that is sure.
        recognised: Option<CopyEncoding>,
    },
    /// Copy of which it is not known what it is written in, or that has bytes that are
    /// no character.
    Undecoded {
        /// The file as the user would write it.
        path: PathBuf,
        /// Why.
        error: DecodeError,
    },
}

/// Why the system does not give a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is not there.
    NotFound,
    /// The folder is not there.
    NoFolder,
    /// Its owner does not let us.
    Forbidden,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It is not a folder.
    NotAFolder,
    /// It was saved anew after it had been read.
    Changed,
    /// Whatever else the system says.
    Other(String),
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        if let Some(inner) = error.get_ref()
            && inner.is::<ChangedFile>()
        {
            return Self::Changed;
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            io::ErrorKind::NotADirectory => Self::NotFound,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl Reason {
    /// What of it is known, and what only the system can say.
    fn told(&self) -> (FileReason, Option<String>) {
        match self {
            Self::NotFound => (FileReason::NoFile, None),
            Self::NoFolder => (FileReason::NoFolder, None),
            Self::Forbidden => (FileReason::Forbidden, None),
            Self::NotAFile => (FileReason::NotAFile, None),
            Self::NotAFolder => (FileReason::NotAFolder, None),
            Self::Changed => (FileReason::Changed, None),
            Self::Other(said) => (FileReason::System, Some(said.clone())),
        }
    }
}

impl LoadError {
    /// The file it is about, as the user would write it.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Outside { path, .. }
            | Self::Document { path, .. }
            | Self::Undecoded { path, .. }
            | Self::NotUtf8 { path, .. } => path,
        }
    }

    /// What is found.
    #[must_use]
    pub fn finding(&self) -> FileFault {
        let path = plain_path(self.path()).display().to_string();
        match self {
            Self::Unreadable { reason, .. } => {
                let (file_reason, said) = match reason {
                    Reason::NotFound | Reason::NoFolder if path == "." => {
                        (FileReason::CurrentGone, None)
                    }
                    reason => reason.told(),
                };
                FileFault::Unreadable { path, file_reason, said }
            }
            Self::TooLarge { limit: TEXT_LIMIT, .. } => {
                FileFault::TextTooLarge { path, limit_mib: TEXT_LIMIT >> 20 }
            }
            Self::TooLarge { limit, .. } => FileFault::TooLarge { path, limit_mib: limit >> 20 },
            Self::Outside { root, is_chosen: true, .. } => {
                FileFault::Outside { path, root: root.display().to_string() }
            }
            Self::Outside { root, .. } => {
                FileFault::OutsideFolder { path, root: root.display().to_string() }
            }
            Self::Document { kind, .. } => FileFault::IsDocument { path, document_kind: *kind },
            Self::NotUtf8 { offset, recognised: Some(encoding), .. } => {
                FileFault::KnownEncoding { path, charset: encoding.name(), byte: *offset }
            }
            Self::NotUtf8 { offset, .. } => FileFault::OtherEncoding { path, byte: *offset },
            Self::Undecoded { error, .. } => error.finding(path),
        }
    }

    /// The finding to report; it carries the file's name and may be given a
    /// span where the file was asked for.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let path = plain_path(self.path()).to_string_lossy().into_owned();
        Diagnostic::of(self.finding()).in_file(path)
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.finding().fmt(f)
    }
}

impl std::error::Error for LoadError {}
