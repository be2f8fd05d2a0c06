//! The standard input as a file: `-` in the place of a spec.

use std::env;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::load::{Disk, FileKind, Files};

/// What the standard input is called in place of a file.
pub(super) const NAME: &str = "-";

/// The files on the disk, and the standard input as one in the current folder, from which
/// the paths in it count.
#[derive(Debug)]
pub(super) struct WithStdin {
    place: PathBuf,
    bytes: Arc<[u8]>,
}

impl WithStdin {
    /// Reads the standard input to its end.
    pub(super) fn read() -> io::Result<Self> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        let place = env::current_dir()?.canonicalize()?.join(NAME);
        Ok(Self { place, bytes: bytes.into() })
    }
}

impl Files for WithStdin {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        if path == Path::new(NAME) || path == self.place {
            return Ok(self.place.clone());
        }
        Disk.place(path)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        if place == self.place { Ok(FileKind::File) } else { Disk.kind(place) }
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        if place != self.place {
            return Disk.read(place, most);
        }
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(self.bytes.len());
        Ok(self.bytes[..most].into())
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        Disk.list(place)
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        if path == Path::new(NAME) { None } else { Disk.on_disk(path) }
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        Disk.system_fonts()
    }
}
