//! Pages of an edition, each in a file of its own, made side by side.

use banmian::diag::{Diagnostic, Record, Sink, Sources};
use banmian::job::{EditionPlan, Job, PlannedPage, PressOutput, PrintedPages, RunCache};
use banmian::load::FilesRead;
use banmian::{Engine, say};
use rayon::prelude::*;

use super::answer::WrittenFile;
use super::console::{Console, FindingsFormat};
use super::keeping::CacheOptions;
use super::output::{self, OutputWriter};
use super::progress::Progress;
use super::summary;
use crate::embedded;

/// Pages that were made.
pub(super) struct MadeEdition {
    /// What was found on the way to the pages.
    pub(super) found: Sink,
    /// The texts that those findings are in.
    pub(super) sources: Sources,
    pub(super) pages: Vec<MadePage>,
}

/// A page that was made.
pub(super) struct MadePage {
    pub(super) planned: PlannedPage,
    pub(super) found: Sink,
    /// The texts that its findings are in.
    pub(super) sources: Sources,
    /// Its file, if it is fit for the press.
    pub(super) written: Option<WrittenFile>,
}

impl MadeEdition {
    /// Whether all pages were written.
    pub(super) fn is_whole(&self) -> bool {
        !self.found.has_errors()
            && !self.pages.is_empty()
            && self.pages.iter().all(|page| page.written.is_some())
    }

    /// What was found on the pages, for programs.
    pub(super) fn records(&self) -> Vec<Record> {
        let of_page = |page: &MadePage| -> Vec<Record> {
            let found = page.found.list().iter();
            found.map(|finding| Record::new(&page.sources, finding)).collect()
        };
        self.pages.iter().flat_map(of_page).collect()
    }

    /// The files that were written.
    pub(super) fn files(&self) -> Vec<WrittenFile> {
        self.pages.iter().filter_map(|page| page.written.clone()).collect()
    }

    /// Tells people what was found and written, page by page.
    pub(super) fn tell(&self, console: &Console) {
        for MadePage { planned, found, sources, written } in &self.pages {
            console.findings(sources, found.list());
            match written {
                Some(file) => summary::written(console, found, file),
                None => {
                    let number = &planned.number;
                    console.say(&say!("page {number}:", "第 {number} 版："));
                    summary::nothing_written(console, found, &planned.file);
                }
            }
        }
    }
}

/// Makes the pages of an edition side by side, with one engine and one look at the files.
pub(super) fn make(
    plan: EditionPlan,
    job: &Job,
    cache: &CacheOptions,
    format: FindingsFormat,
    progress: &Progress,
) -> MadeEdition {
    let EditionPlan { pages, mut found, sources, .. } = plan;
    let cache = match cache.of_run(job) {
        Ok(cache) => cache,
        Err(finding) => {
            found.push(finding);
            return MadeEdition { found, sources, pages: Vec::new() };
        }
    };
    progress.counted_step(&say!("setting the pages", "正在排版"), pages.len());
    let read = FilesRead::default();
    let desk = PageDesk {
        engine: embedded::engine_for_many(),
        cache,
        writer: OutputWriter::new(&read, format),
        read,
        progress,
    };
    let pages = pages.into_par_iter().map(|page| desk.page(page)).collect();
    MadeEdition { found, sources, pages }
}

/// What pages are made with.
struct PageDesk<'d> {
    engine: Engine,
    cache: Option<RunCache>,
    /// Knows what has been written and read, by all pages.
    writer: OutputWriter,
    read: FilesRead,
    progress: &'d Progress,
}

impl PageDesk<'_> {
    fn page(&self, planned: PlannedPage) -> MadePage {
        let job = planned.job.clone().counted(self.progress.done());
        let mut bytes = Vec::new();
        let out = Some(&mut bytes as &mut dyn PressOutput);
        let printed = self.engine.print_kept(&job, self.cache.as_ref(), &self.read, out);
        let is_fit = printed.is_fit_for_press();
        let PrintedPages { mut sink, sources, pages, .. } = printed;
        let written = is_fit.then(|| self.write(&planned, &bytes, pages)).transpose();
        let written = written.unwrap_or_else(|finding| {
            sink.push(finding);
            None
        });
        MadePage { planned, found: sink, sources, written }
    }

    fn write(
        &self,
        planned: &PlannedPage,
        bytes: &[u8],
        pages: usize,
    ) -> Result<WrittenFile, Diagnostic> {
        if let Some(folder) = planned.file.parent().filter(|it| !it.as_os_str().is_empty()) {
            output::create_folder(folder)?;
        }
        self.writer.replace(&planned.file, bytes, pages)
    }
}
