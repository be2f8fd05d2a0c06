//! What an edition names and is not there: told at its line, with the nearest name that is.

use std::path::{Path, PathBuf};

use super::super::material::nearest_name;
use super::super::{Job, open_project};
use crate::diag::finding::EditionFault;
use crate::diag::{Diagnostic, Sink, Span};
use crate::load::{FilesRead, LoadError, Project, folder_of};
use crate::spec::Located;
use crate::spec::edition::{Edition, EditionPage};

/// The pages whose specs and folders of copy can be read, without folders of zones and
/// versions that cannot.
pub(super) fn pages(
    edition: &Edition,
    pages: Vec<EditionPage>,
    job: &Job,
    read: &FilesRead,
    found: &mut Sink,
) -> Vec<EditionPage> {
    let folder = edition.file.parent().unwrap_or(Path::new(""));
    let mut look = NamesLook { folder, found, told: Vec::new() };
    let is_there = |mut page: EditionPage| {
        let EditionPage { layout, layer, .. } = &mut page;
        let project = match open_project(job, &layout.value, read) {
            Ok(project) => project,
            Err(error) => {
                look.tell(layout.span, &error, None);
                return None;
            }
        };
        // Other copy for all pages may be asked for.
        let stories = layer.stories.as_ref().filter(|_| job.stories.is_none());
        let has_copy = stories.is_none_or(|stories| look.has_folder(&project, stories));
        layer.instead.retain(|folder| look.has_folder(&project, folder));
        (look.has_text(&project, layout) && has_copy).then_some(page)
    };
    pages.into_iter().filter_map(is_there).collect()
}

/// A look at what an edition names.
struct NamesLook<'l> {
    /// The folder that its paths count from.
    folder: &'l Path,
    found: &'l mut Sink,
    /// The places that were told of: pages share the folder of their zone.
    told: Vec<Span>,
}

impl NamesLook<'_> {
    fn has_text(&mut self, project: &Project, named: &Located<PathBuf>) -> bool {
        let path = &named.value;
        let Err(error) = project.read_text(path) else { return true };
        let others = project.list(folder_of(path)).ok();
        let nearest = others.and_then(|others| nearest_name(&others, path, &self.given(path)));
        self.tell(named.span, &error, nearest);
        false
    }

    fn has_folder(&mut self, project: &Project, named: &Located<PathBuf>) -> bool {
        let path = &named.value;
        let Err(error) = project.list(path) else { return true };
        let others = project.list_folders(folder_of(path)).ok();
        let nearest = others.and_then(|others| nearest_name(&others, path, &self.given(path)));
        self.tell(named.span, &error, nearest);
        false
    }

    /// A path as the edition writes it.
    fn given(&self, path: &Path) -> String {
        let given = path.strip_prefix(self.folder).unwrap_or(path);
        given.components().as_path().display().to_string()
    }

    fn tell(&mut self, span: Span, error: &LoadError, nearest: Option<String>) {
        if self.told.contains(&span) {
            return;
        }
        self.told.push(span);
        let finding = match error {
            LoadError::Unreadable { .. } => {
                let cause = Box::new(error.finding().into());
                Diagnostic::of(EditionFault::Unread { cause, nearest })
            }
            error => error.diagnostic(),
        };
        self.found.push(finding.at(span));
    }
}
