//! What a page's golden files say, for programs.

use banmian::compare::PageChange;
use banmian::diag::Record;
use banmian::golden::{GoldenKind, JudgedFile, Judgement, PageReport, PageState};
use schemars::JsonSchema;
use serde::Serialize;

/// A page that was held against its golden files.
#[derive(Serialize, JsonSchema)]
pub(in crate::cli) struct GoldenRecord {
    /// Its spec.
    spec: String,
    /// How it came out: the worst of what its golden files say.
    state: PageState,
    /// Its golden files.
    files: Vec<GoldenFileRecord>,
    /// What changed on the page.
    changes: Vec<PageChange>,
    /// Why it could not be set, drawn or written.
    faults: Vec<Record>,
}

/// A golden file.
#[derive(Serialize, JsonSchema)]
struct GoldenFileRecord {
    /// The file.
    path: String,
    /// What of the page it keeps.
    kind: GoldenKind,
    /// How the page came out by it; none if nothing could be compared.
    state: Option<PageState>,
}

impl GoldenRecord {
    pub(super) fn new(page: &PageReport) -> Self {
        Self {
            spec: page.spec.clone(),
            state: page.state(),
            files: page.files.iter().map(GoldenFileRecord::new).collect(),
            changes: page.changes().to_vec(),
            faults: page.faults.clone(),
        }
    }
}

impl GoldenFileRecord {
    fn new(file: &JudgedFile) -> Self {
        let state = file.judgement.as_ref().map(Judgement::state);
        Self { path: file.path.clone(), kind: file.kind, state }
    }
}
