//! Files that are not on the disk, or not yet, laid over others.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::files::{FileKind, Files};

/// Files as if they were there: what somebody is about to write, or the standard input.
#[derive(Debug, Clone)]
pub struct Overlaid {
    below: Arc<dyn Files>,
    /// By their places.
    over: BTreeMap<PathBuf, Arc<[u8]>>,
    /// Where paths count from.
    here: PathBuf,
}

impl Overlaid {
    /// Nothing yet, over the files below.
    ///
    /// # Errors
    /// If it cannot be told where paths count from.
    pub fn over(below: Arc<dyn Files>) -> io::Result<Self> {
        let here = below.place(Path::new("."))?;
        Ok(Self { below, over: BTreeMap::new(), here })
    }

    /// Puts a file over what is there.
    pub fn put(&mut self, path: &Path, bytes: impl AsRef<[u8]>) {
        let place = self.lexical(path);
        self.over.insert(place, bytes.as_ref().into());
    }

    /// A path without `.` and `..`; what is there of it below goes by its true place.
    fn lexical(&self, path: &Path) -> PathBuf {
        let mut place = PathBuf::new();
        for component in self.here.join(path).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    place.pop();
                }
                other => place.push(other),
            }
        }
        let there = place.ancestors().find_map(|it| Some((it, self.below.place(it).ok()?)));
        match there {
            // To join nothing adds a stroke, with which a file is none.
            Some((it, real)) if it == place => real,
            Some((it, real)) => real.join(place.strip_prefix(it).unwrap_or(Path::new(""))),
            None => place,
        }
    }

    fn is_folder(&self, place: &Path) -> bool {
        self.over.keys().any(|it| it != place && it.starts_with(place))
    }
}

impl Files for Overlaid {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        let place = self.lexical(path);
        match self.over.contains_key(&place) || self.is_folder(&place) {
            true => Ok(place),
            false => self.below.place(&place),
        }
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        if self.over.contains_key(place) {
            Ok(FileKind::File)
        } else if self.is_folder(place) {
            Ok(FileKind::Folder)
        } else {
            self.below.kind(place)
        }
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let Some(bytes) = self.over.get(place) else { return self.below.read(place, most) };
        match usize::try_from(most) {
            Ok(most) if most < bytes.len() => Ok(bytes[..most].into()),
            _ => Ok(Arc::clone(bytes)),
        }
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        let mut names = self.below.list(place).unwrap_or_default();
        for own in self.over.keys() {
            let name = own.strip_prefix(place).ok().and_then(|rest| rest.components().next());
            if let Some(Component::Normal(name)) = name
                && !names.iter().any(|it| it == name)
            {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        match self.over.contains_key(&self.lexical(path)) {
            true => None,
            false => self.below.on_disk(path),
        }
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        self.below.system_fonts()
    }
}
