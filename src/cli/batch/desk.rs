//! Makes one job: its pages to a file, or those of an edition to a file each. Whatever
//! happens, there is a result.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::Engine;
use banmian::diag::finding::BatchFault;
use banmian::diag::{Diagnostic, Record, Sink, Sources};
use banmian::job::{Job, RunCache};
use banmian::load::{CacheFolder, FilesRead, folder_of, program_digest};
use banmian::workers;

use super::super::answer::WrittenFile;
use super::super::build::{self, Built};
use super::super::console::FindingsFormat;
use super::super::edition::EditionDesk;
use super::super::fault;
use super::super::output::{self, OutputWriter};
use super::line::{AskedJob, ReadJob};
use super::lines::TakenJob;
use super::results::{FindingCounts, JobResult};

/// What all jobs are made with.
pub(super) struct JobDesk {
    pub(super) engine: Engine,
    pub(super) cache: Option<CacheFolder>,
    /// The files of the jobs and of the results, which no job may write over.
    pub(super) own: Vec<PathBuf>,
}

/// What came of a job.
struct MadeJob {
    ok: bool,
    outputs: Vec<WrittenFile>,
    findings: Vec<Record>,
}

impl MadeJob {
    /// Nothing but reasons why.
    fn none(found: &Sink) -> Self {
        let sources = Sources::default();
        Self { ok: false, outputs: Vec::new(), findings: records(&sources, found) }
    }

    fn because(finding: Diagnostic) -> Self {
        let mut found = Sink::default();
        found.push(finding);
        Self::none(&found)
    }
}

fn records(sources: &Sources, found: &Sink) -> Vec<Record> {
    found.list().iter().map(|finding| Record::new(sources, finding)).collect()
}

impl JobDesk {
    /// The result of a job. If the program breaks off at it, that is its result.
    pub(super) fn result(&self, taken: TakenJob) -> JobResult {
        let TakenJob { line, key, read: ReadJob { id, asked }, .. } = taken;
        let made = guarded(|| match asked {
            Ok(asked) => self.make(&asked),
            Err(found) => MadeJob::none(&found),
        });
        JobResult {
            version: JobResult::VERSION,
            line,
            id,
            job: key.hex(),
            ok: made.ok,
            counts: FindingCounts::of(&made.findings),
            outputs: made.outputs,
            findings: made.findings,
        }
    }

    fn make(&self, AskedJob { job, output }: &AskedJob) -> MadeJob {
        let read = FilesRead::default();
        self.own.iter().for_each(|file| read.note(file));
        let cache = self.cache.clone();
        let cache = cache.map(|folder| RunCache::new(folder, program_digest(), job.source()));
        if let Some(plan) = job.edition_plan(output.as_deref()) {
            let desk = EditionDesk {
                engine: &self.engine,
                cache: cache.as_ref(),
                read: &read,
                format: FindingsFormat::Json,
                done: Arc::default(),
            };
            let made = desk.make(plan);
            let own = records(&made.sources, &made.found);
            let findings = own.into_iter().chain(made.records()).collect();
            return MadeJob { ok: made.is_whole(), outputs: made.files(), findings };
        }
        match output {
            Some(output) => self.file(output, job, cache.as_ref(), &read),
            None => MadeJob::because(Diagnostic::of(BatchFault::MissingKey {
                key: "output".to_owned(),
            })),
        }
    }

    fn file(&self, path: &Path, job: &Job, cache: Option<&RunCache>, read: &FilesRead) -> MadeJob {
        let folder = folder_of(path);
        if let Err(finding) = output::create_folder(folder) {
            return MadeJob::because(finding);
        }
        let writer = OutputWriter::new(read, FindingsFormat::Json);
        let built = build::to_file(path, &self.engine, job, cache, read, &writer);
        let Built { found, sources, written, .. } = built;
        MadeJob {
            ok: written.is_some(),
            findings: records(&sources, &found),
            outputs: written.into_iter().collect(),
        }
    }
}

/// Does some work on the threads for pages; if it breaks off, that is what came of it.
fn guarded(work: impl FnOnce() -> MadeJob + Send) -> MadeJob {
    match panic::catch_unwind(AssertUnwindSafe(|| workers::run(work))) {
        Ok(Ok(made)) => made,
        Ok(Err(error)) => MadeJob::because(error.diagnostic()),
        Err(panic) => MadeJob::because(fault::caught(&*panic)),
    }
}

#[cfg(test)]
mod tests {
    use super::{MadeJob, guarded};

    #[test]
    fn a_job_at_which_the_program_breaks_off_has_a_result() {
        let made = guarded(|| panic!("on purpose"));
        assert!(!made.ok);
        let codes: Vec<&str> = made.findings.iter().map(banmian::diag::Record::code).collect();
        assert_eq!(codes, ["program-fault"]);
        let next = guarded(|| MadeJob { ok: true, outputs: Vec::new(), findings: Vec::new() });
        assert!(next.ok, "the next one is made all the same");
    }
}
