//! Where golden files lie.

use std::path::{Path, PathBuf};

use super::judged::GoldenKind;

/// The folder for golden files, beside the specs.
pub const FOLDER: &str = "golden";

/// A page that has, or may get, golden files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoldenPlace {
    /// Its spec.
    pub spec: PathBuf,
}

impl GoldenPlace {
    /// The page of a golden file; none if it is not called like one.
    #[must_use]
    pub fn of_file(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?;
        GoldenKind::ALL.iter().find(|kind| kind.ending() == ending)?;
        let folder = file.parent().filter(|folder| folder.file_name() == Some(FOLDER.as_ref()))?;
        let mut name = file.file_stem()?.to_owned();
        name.push(".toml");
        Some(Self { spec: folder.parent()?.join(name) })
    }

    /// Its golden file of a kind.
    #[must_use]
    pub fn file(&self, kind: GoldenKind) -> PathBuf {
        let mut name = self.spec.file_stem().unwrap_or_default().to_owned();
        name.push(".");
        name.push(kind.ending());
        self.folder().join(name)
    }

    /// The folder of its golden files.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.spec.parent().unwrap_or(Path::new("")).join(FOLDER)
    }
}
