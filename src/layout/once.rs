//! What is wrong with words, said once a page: a story in a script without a face would
//! bury everything else.

use crate::diag::{Code, Diagnostic, Sink};

/// What has been said of the words of a page.
#[derive(Default)]
pub(super) struct SaidOfWords {
    list: Vec<Diagnostic>,
}

impl SaidOfWords {
    /// What of some findings has not been said yet; it has from now on.
    pub(super) fn new_of(&mut self, found: &Sink) -> Sink {
        let mut new = Sink::default();
        for finding in found.list() {
            if !self.list.iter().any(|said| is_said_by(finding, said)) {
                self.list.push(finding.clone());
                new.push(finding.clone());
            }
        }
        new
    }
}

/// Whether a finding says what another has said: the same of the same file. That
/// readings are crowded is due to the leading of the page, and told once.
fn is_said_by(finding: &Diagnostic, said: &Diagnostic) -> bool {
    let source = |finding: &Diagnostic| finding.span.map(|span| span.source);
    match finding.code() {
        Code::ReadingCrowded => said.code() == Code::ReadingCrowded,
        _ => finding.finding == said.finding && source(finding) == source(said),
    }
}
