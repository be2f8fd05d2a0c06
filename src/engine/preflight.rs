//! Any PDF, held against the rules of a print shop.

use std::path::Path;
use std::sync::Arc;

use super::{Error, Finding};
use crate::diag::{Sink, Sources};
use crate::load::{Files, FilesRead, Project, folder_of};
use crate::preflight::{self, RuleFinding};

/// Holds a PDF against rules: those of the trade by their names (docs/preflight.md), such
/// as `gwg2022-newspaper-ads`, `x4` or `x1a`, or a house's by the path of their file.
/// What is broken is found; an empty list is praise.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use banmian::{Disk, preflight};
///
/// let advertisement = std::fs::read("samples/back/ad-teahouse.pdf")?;
/// let findings = preflight(&advertisement, "gwg2022-newspaper-ads", Disk)?;
/// assert!(findings.is_empty(), "a print shop would take it");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If there are no such rules or they cannot be read, or if it is no PDF that can be
/// opened.
pub fn preflight(
    pdf: &[u8],
    rules: &str,
    files: impl Files + 'static,
) -> Result<Vec<Finding>, Error> {
    let files: Arc<dyn Files> = Arc::new(files);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let folder = folder_of(Path::new(rules));
    let mut read_text = |path: &Path| {
        Project::of(Arc::clone(&files), folder, &FilesRead::default())
            .and_then(|project| project.read_text(path))
            .map_err(|error| error.diagnostic())
    };
    let profile = preflight::read(rules, None, &mut read_text, &mut sources, &mut sink);
    let Some(profile) = profile else {
        let found = sink.list().iter().map(|found| Finding::of(found, &sources));
        return Err(Error::of_all(found.collect()));
    };
    let report = preflight::check(pdf, &profile).map_err(|error| Error::of(&error.diagnostic()))?;
    let broken = report.findings.iter().map(RuleFinding::bare_diagnostic);
    Ok(broken.map(|found| Finding::of(&found, &sources)).collect())
}
