//! A state of pages: from specs, a press file, a golden file, or a revision.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::compare::{ComparedPage, StructureFault, read_press_file, read_structure};
use banmian::diag::finding::DiffFault;
use banmian::diag::{Diagnostic, Severity, Sources};
use banmian::golden::structure;
use banmian::job::Outcome;
use banmian::load::{
    CacheFolder, Disk, Files, FilesRead, Project, Revision, RevisionPath, folder_of,
};

use super::{Arguments, RefusedSide};
use crate::cli::options::ending;
use crate::embedded;

/// Bytes of a press file that are read: an issue of a hundred pages of photographs.
const LIMIT: u64 = 1 << 30;

/// Where a state comes from.
pub(super) struct SideName {
    /// A revision of the repository; none for the files as they are.
    revision: Option<String>,
    /// The file from which the repository and, in a revision, the paths are known.
    paths: Vec<SidePath>,
}

/// A file of a state.
enum SidePath {
    /// As it was named.
    Plain(PathBuf),
    /// As git names it.
    OfGit(RevisionPath),
}

impl SideName {
    /// Whether it is a press file.
    pub(super) fn is_press_file(&self) -> bool {
        self.paths.iter().any(|path| ending(path.written()) == "pdf")
    }
}

impl SideName {
    /// The golden file that it is, if it is one.
    pub(super) fn golden_file(&self) -> Option<String> {
        let path = self.paths.first().filter(|path| ending(path.written()) == "txt")?;
        Some(path.written().display().to_string())
    }
}

impl SidePath {
    fn written(&self) -> &Path {
        match self {
            Self::Plain(path) => path,
            Self::OfGit(path) => Path::new(&path.path),
        }
    }

    fn again(&self) -> Self {
        match self {
            Self::Plain(path) => Self::Plain(path.clone()),
            Self::OfGit(path) => Self::OfGit(path.clone()),
        }
    }
}

/// What the two arguments mean. A word that is no file is a revision, and then the other
/// says which page, or those that are named after them.
pub(super) fn names(old: &str, new: &str, specs: &[PathBuf]) -> Result<[SideName; 2], Diagnostic> {
    let (mut old, mut new) = (name(old), name(new));
    let is_bare = |state: &SideName| state.paths.is_empty();
    let named = || specs.iter().cloned().map(SidePath::Plain);
    // After a revision, `layouts/*.toml` names pages, the first of which is taken for the
    // new state.
    let is_of_revision = is_bare(&old) && !is_bare(&new) && new.revision.is_none();
    if is_of_revision {
        new.paths.extend(named());
    } else if !(is_bare(&old) && is_bare(&new) || specs.is_empty()) {
        let path = specs.first().map(|path| path.display().to_string()).unwrap_or_default();
        return Err(Diagnostic::of(DiffFault::TooManyStates { path }));
    }
    if old.paths.is_empty() {
        old.paths = new.paths.iter().map(SidePath::again).collect();
    } else if new.paths.is_empty() {
        new.paths = old.paths.iter().map(SidePath::again).collect();
    }
    if old.paths.is_empty() {
        (old.paths, new.paths) = (named().collect(), named().collect());
    }
    if old.paths.is_empty() {
        let revision = old.revision.unwrap_or_default();
        return Err(Diagnostic::of(DiffFault::WhichPage { revision }));
    }
    Ok([old, new])
}

fn name(written: &str) -> SideName {
    if let Some(path) = RevisionPath::read(written, &Disk) {
        return SideName {
            revision: Some(path.revision.clone()),
            paths: vec![SidePath::OfGit(path)],
        };
    }
    let path = PathBuf::from(written);
    let is_file = path.exists() || ["toml", "pdf", "txt"].contains(&ending(&path).as_str());
    if is_file {
        SideName { revision: None, paths: vec![SidePath::Plain(path)] }
    } else {
        SideName { revision: Some(written.to_owned()), paths: Vec::new() }
    }
}

/// Pages in a state.
pub(super) struct ComparedSide {
    /// What stands on them.
    pub(super) pages: Vec<ComparedPage>,
    /// Their PDF, where it is wanted.
    pub(super) pdf: Option<Vec<u8>>,
    /// The files that it was made from.
    pub(super) read: FilesRead,
    /// The pages as they were set; none of press files and golden files.
    pub(super) outcome: Option<Outcome>,
    /// Where pictures are kept.
    cache: Option<CacheFolder>,
}

impl ComparedSide {
    pub(super) fn open(
        name: &SideName,
        arguments: &Arguments,
        cache: Option<CacheFolder>,
        as_press_file: bool,
        wants_pdf: bool,
    ) -> Result<Self, RefusedSide> {
        let repository = name.revision.as_ref().map(|revision| {
            let near = name.paths.first().map(|path| match path {
                SidePath::Plain(path) => path.parent().unwrap_or(Path::new("")),
                SidePath::OfGit(_) => Path::new(""),
            });
            let near = near.filter(|near| near.is_dir()).unwrap_or(Path::new("."));
            Revision::open(near, revision)
        });
        let repository = repository.transpose();
        let repository = repository.map_err(|fault| refused(Diagnostic::of(fault)))?;
        let paths: Vec<PathBuf> = name
            .paths
            .iter()
            .map(|path| match (path, &repository) {
                (SidePath::OfGit(path), Some(revision)) => path.path_in(revision),
                (path, _) => path.written().to_owned(),
            })
            .collect();
        let first = paths.first().map_or(Path::new(""), PathBuf::as_path);
        match ending(first).as_str() {
            "pdf" => Self::of_press_file(repository, first),
            "txt" => Self::of_golden_file(repository, first),
            _ => {
                let mut job = arguments.material.job(&paths);
                if let Some(revision) = repository {
                    job = job.files(revision);
                }
                Self::of_specs(&job, cache, as_press_file, wants_pdf)
            }
        }
    }

    fn of_press_file(repository: Option<Revision>, path: &Path) -> Result<Self, RefusedSide> {
        let known = FilesRead::default();
        let bytes = read(repository, path, &known)?;
        let pages = read_press_file(&bytes)
            .map_err(|error| refused(error.diagnostic().in_file(path.display().to_string())))?;
        Ok(Self { pages, pdf: Some(bytes), read: known, outcome: None, cache: None })
    }

    fn of_golden_file(repository: Option<Revision>, path: &Path) -> Result<Self, RefusedSide> {
        let known = FilesRead::default();
        let bytes = read(repository, path, &known)?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let pages = read_structure(&text).map_err(|fault| {
            let path = path.display().to_string();
            refused(Diagnostic::of(match fault {
                StructureFault::Older { .. } => DiffFault::OlderStructure { path },
                StructureFault::Newer { .. } => DiffFault::NewerStructure { path },
                StructureFault::Damaged => DiffFault::NoStructure { path },
            }))
        })?;
        Ok(Self { pages, pdf: None, read: known, outcome: None, cache: None })
    }

    fn of_specs(
        job: &banmian::Job,
        cache: Option<CacheFolder>,
        as_press_file: bool,
        wants_pdf: bool,
    ) -> Result<Self, RefusedSide> {
        let engine = embedded::engine();
        let mut outcome =
            if wants_pdf || as_press_file { engine.run_for_press(job) } else { engine.run(job) };
        let Some(text) = structure(&outcome) else {
            let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
            let findings = outcome.sink.list().iter().filter(is_error).cloned().collect();
            return Err(RefusedSide { sources: outcome.sources, findings });
        };
        if as_press_file {
            let pdf = outcome.export(cache.as_ref()).unwrap_or_default();
            let pages = read_press_file(&pdf).map_err(|error| refused(error.diagnostic()))?;
            let read = outcome.read.clone();
            return Ok(Self { pages, pdf: Some(pdf), read, outcome: Some(outcome), cache });
        }
        let pages = read_structure(&text).unwrap_or_default();
        let read = outcome.read.clone();
        Ok(Self { pages, pdf: None, read, outcome: Some(outcome), cache })
    }

    /// The PDF of the pages as they are; none of a golden file.
    pub(super) fn pdf(&mut self, dpi: f64) -> Option<Vec<u8>> {
        if let Some(pdf) = self.pdf.take() {
            return Some(pdf);
        }
        let outcome = self.outcome.as_mut()?;
        if let Some(document) = &mut outcome.document {
            let pictures = &mut document.output.pictures;
            pictures.resolution = pictures.resolution.min(dpi.ceil() as u32);
        }
        outcome.export(self.cache.as_ref())
    }

    /// The PDF of pages that were set here, as they are now.
    pub(super) fn set_pdf(&mut self) -> Option<Vec<u8>> {
        self.outcome.as_mut()?.export(self.cache.as_ref())
    }
}

/// The bytes of a file of a revision, or on the disk.
fn read(
    repository: Option<Revision>,
    path: &Path,
    known: &FilesRead,
) -> Result<Vec<u8>, RefusedSide> {
    let files: Arc<dyn Files> = match repository {
        Some(revision) => Arc::new(revision),
        None => Arc::new(Disk),
    };
    let project = Project::of(files, folder_of(path), known);
    let bytes = project.and_then(|project| project.chosen().read_bytes(path, LIMIT));
    Ok(bytes.map_err(|error| refused(error.diagnostic()))?.to_vec())
}

fn refused(finding: Diagnostic) -> RefusedSide {
    RefusedSide { sources: Sources::default(), findings: vec![finding] }
}
