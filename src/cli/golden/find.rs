//! Which pages have golden files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use banmian::diag::finding::GoldenFault;
use banmian::diag::{Diagnostic, plain_path};
use banmian::golden::{FOLDER, GoldenPlace};

use super::left_by;

/// Folders that hold no pages, however many files they have.
const PASSED_OVER: [&str; 2] = ["target", "node_modules"];
/// How deep folders are looked into.
const DEPTH: u32 = 32;

/// The pages that paths mean, in order: a spec is one, whether it has golden files or not; of
/// a folder all that have. In none the current folder is looked through.
pub(super) fn pages(paths: &[PathBuf]) -> Result<Vec<GoldenPlace>, Diagnostic> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut found = BTreeSet::new();
    for path in paths {
        if path.is_dir() {
            below(path, DEPTH, &mut found);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            found.insert(GoldenPlace { spec: plain_path(path) });
        } else if let Some(place) = GoldenPlace::of_file(path) {
            found.insert(GoldenPlace { spec: plain_path(&place.spec) });
        } else {
            return Err(Diagnostic::of(GoldenFault::NoPage { path: path.display().to_string() }));
        }
    }
    if found.is_empty() {
        let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let path = paths.join(", ");
        return Err(Diagnostic::of(GoldenFault::NothingFound { path }));
    }
    Ok(found.into_iter().collect())
}

/// Adds the pages with golden files in a folder and in those inside it.
fn below(folder: &Path, depth: u32, found: &mut BTreeSet<GoldenPlace>) {
    // What cannot be listed has no golden files for us.
    let Ok(entries) = fs::read_dir(folder) else { return };
    let is_golden = folder.file_name() == Some(FOLDER.as_ref());
    for entry in entries.flatten() {
        // A link that leads to a folder may lead round in a circle.
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if kind.is_dir() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if depth > 0 && !name.starts_with('.') && !PASSED_OVER.contains(&&*name) {
                below(&path, depth - 1, found);
            }
        } else if is_golden && let Some(place) = GoldenPlace::of_file(&path) {
            let place = GoldenPlace { spec: plain_path(&place.spec) };
            if place.spec.is_file() || !left_by(&place).is_empty() {
                found.insert(place);
            }
        }
    }
}
