//! Holds a folder that was sent against its manifest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use banmian::diag::finding::IssueFault;
use banmian::diag::{Diagnostic, Sink};
use banmian::issue::Manifest;
use banmian::load::{FilesRead, Project};

use super::folder::read_manifest;
use super::send::MOST_BYTES;
use crate::cli::output;

/// How deep other folders in it are looked through.
const DEPTH: u32 = 3;

/// A file as the manifest has it.
struct ListedFile<'m> {
    path: PathBuf,
    sha256: &'m str,
    bytes: u64,
}

/// Tells what is wrong with a folder; its manifest, if that can be read.
pub(super) fn check(folder: &Path, found: &mut Sink) -> Option<Manifest> {
    let manifest = read_manifest(folder).map_err(|finding| found.push(finding)).ok()?;
    let read = FilesRead::default();
    // The folders beside it have the files that were sent before.
    let project = Project::new(folder.join(".."), &read);
    let project = project.map_err(|error| found.push(error.diagnostic())).ok()?;
    let listed = listed(&manifest, folder);
    for file in &listed {
        if let Some(finding) = wrong(file, &project) {
            found.push(finding);
        }
    }
    let known: BTreeSet<PathBuf> =
        listed.into_iter().map(|file| file.path).chain([folder.join(Manifest::NAME)]).collect();
    for path in project.walk(folder, DEPTH).into_iter().filter(|path| !known.contains(path)) {
        found.push(Diagnostic::of(IssueFault::FileUnlisted { path: path.display().to_string() }));
    }
    Some(manifest)
}

fn listed<'m>(manifest: &'m Manifest, folder: &Path) -> Vec<ListedFile<'m>> {
    let files = manifest.files.iter().map(|file| {
        let place = file.folder.as_ref().map_or(folder.to_owned(), |other| folder.join(other));
        ListedFile { path: place.join(&file.name), sha256: &file.sha256, bytes: file.bytes }
    });
    let text = manifest.text.iter().map(|text| ListedFile {
        path: folder.join(&text.name),
        sha256: &text.sha256,
        bytes: text.bytes,
    });
    files.chain(text).collect()
}

/// What is wrong with a file of the manifest.
fn wrong(file: &ListedFile, project: &Project) -> Option<Diagnostic> {
    let path = file.path.display().to_string();
    if !project.is_file(&file.path) {
        return Some(Diagnostic::of(IssueFault::FileMissing { path }));
    }
    match project.read_bytes(&file.path, MOST_BYTES) {
        Err(error) => Some(error.diagnostic()),
        Ok(bytes) => {
            let is_same = bytes.len() as u64 == file.bytes && output::sha256(&bytes) == file.sha256;
            (!is_same).then(|| Diagnostic::of(IssueFault::FileDiffers { path }))
        }
    }
}
