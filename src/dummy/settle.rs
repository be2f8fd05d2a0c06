//! Sets a dummy and corrects it by how its copy came out.

use std::path::Path;
use std::sync::Arc;

use super::{DummyGrid, PageDummy};
use crate::diag::{Diagnostic, Sink, Sources};
use crate::font::FontLibrary;
use crate::job::{EngineCache, Job, run};
use crate::load::{Files, FilesRead, Overlaid, Project};
use crate::spec;

/// How often a page is set: what is over in one place is given to it in the next round.
const ROUNDS: usize = 4;
/// Bytes that are kept from round to round.
const KEPT: usize = 128 << 20;

/// The grid that a spec gives, if it can be read; what is wrong with it is told.
#[must_use]
pub(super) fn grid_of(
    path: &Path,
    files: &Arc<dyn Files>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<DummyGrid> {
    let read = FilesRead::default();
    let project = Project::of_around(files, path, &read)
        .map_err(|error| sink.push(error.diagnostic()))
        .ok()?;
    let mut read_text = |path: &Path| -> Result<String, Diagnostic> {
        project.read_text(path).map_err(|error| error.diagnostic())
    };
    let spec = spec::read(path, &mut read_text, sources, sink)?;
    let grid = &spec.page.grid;
    let characters = grid.column_width().to_pt() / grid.body_size.to_pt().max(0.1);
    Some(DummyGrid {
        columns: grid.columns,
        lines: grid.lines,
        characters: (characters as u32).max(1),
    })
}

/// A dummy whose rail ends where its copy does, as nearly as some rounds find it; `files`
/// have its stories and template, and `path` is where its spec will be.
#[must_use]
pub(super) fn settled(
    dummy: PageDummy,
    path: &Path,
    files: &Overlaid,
    fonts: fn() -> FontLibrary,
) -> PageDummy {
    let known = EngineCache::new(KEPT);
    let (mut best, mut least) = (dummy.clone(), None);
    let mut next = Some(dummy);
    for _ in 0..ROUNDS {
        let Some(dummy) = next.take() else { break };
        let mut files = files.clone();
        files.put(path, dummy.spec());
        let outcome = run(&Job::new([path]).files(files), fonts(), &known);
        let Some(page) = outcome.document.as_ref().and_then(|it| it.pages.first()) else { break };
        // Text that is over is worse than white.
        let faults: usize =
            page.stories.iter().map(|it| 4 * it.overset_lines + it.underset_lines).sum();
        if least.is_none_or(|least| faults < least) {
            (best, least) = (dummy.clone(), Some(faults));
        }
        next = dummy.corrected(&page.stories);
    }
    best
}
