//! Pages of an edition, each in a file of its own, made side by side.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use banmian::diag::{Diagnostic, Record, Sink, Sources};
use banmian::job::{EditionFile, EditionPlan, Job, PressOutput, PrintedPages, RunCache};
use banmian::load::FilesRead;
use banmian::{Engine, say};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::WrittenFile;
use super::console::{Console, FindingsFormat};
use super::keeping::CacheOptions;
use super::output::{self, OutputWriter};
use super::progress::Progress;
use super::summary;
use crate::embedded;

/// A page of an edition, for programs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct EditionPageRecord {
    /// Its number.
    number: String,
    /// The section that it is in.
    section: String,
    /// Its spec.
    layout: String,
    /// Its file, written or not.
    file: String,
    /// Whether it is printed in color; none if the edition does not say.
    in_color: Option<bool>,
}

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
    pub(super) planned: EditionFile,
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

    /// Its pages, for programs.
    pub(super) fn numbers(&self) -> Vec<EditionPageRecord> {
        let pages = self.pages.iter().map(|MadePage { planned, .. }| EditionPageRecord {
            number: planned.number.as_str().to_owned(),
            section: planned.section.clone(),
            layout: planned.spec.display().to_string(),
            file: planned.file.display().to_string(),
            in_color: planned.in_color,
        });
        pages.collect()
    }

    /// Says which pages are printed in color, where the edition does.
    fn tell_colors(&self, console: &Console) {
        let of = |wanted: bool| -> Vec<&str> {
            let pages = self.pages.iter().filter(|page| page.planned.in_color == Some(wanted));
            pages.map(|page| page.planned.number.as_str()).collect()
        };
        let (color, black) = (of(true), of(false));
        if color.is_empty() && black.is_empty() {
            return;
        }
        let [color_en, black_en] = [&color, &black].map(|pages| pages.join(", "));
        let [color_zh, black_zh] = [&color, &black].map(|pages| pages.join("、"));
        console.say(&say!(
            "in color: {color_en}; in black: {black_en}",
            "彩色：{color_zh}；黑白：{black_zh}"
        ));
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
        self.tell_colors(console);
    }
}

/// What an edition is made with.
pub(super) struct EditionDesk<'d> {
    pub(super) engine: &'d Engine,
    pub(super) cache: Option<&'d RunCache>,
    /// What no page may be written over.
    pub(super) read: &'d FilesRead,
    pub(super) format: FindingsFormat,
    /// Where it is counted how many pages are done.
    pub(super) done: Arc<AtomicUsize>,
}

/// Makes the pages of an edition side by side, with one engine and one look at the files.
pub(super) fn make(
    mut plan: EditionPlan,
    job: &Job,
    cache: &CacheOptions,
    format: FindingsFormat,
    progress: &Progress,
) -> MadeEdition {
    let cache = match cache.of_run(job) {
        Ok(cache) => cache,
        Err(finding) => {
            let EditionPlan { mut found, sources, .. } = plan;
            found.push(finding);
            return MadeEdition { found, sources, pages: Vec::new() };
        }
    };
    progress.counted_step(&say!("setting the pages", "正在排版"), plan.pages.len());
    let known = std::mem::take(&mut plan.known);
    let desk = EditionDesk {
        // The program ends soon, and gives all that this holds back in one step.
        engine: Box::leak(Box::new(embedded::engine_for_many().knowing(known))),
        cache: cache.as_ref(),
        read: &FilesRead::default(),
        format,
        done: progress.done(),
    };
    desk.make(plan)
}

impl EditionDesk<'_> {
    /// Makes the pages side by side.
    pub(super) fn make(&self, plan: EditionPlan) -> MadeEdition {
        let EditionPlan { pages, found, sources, read, .. } = plan;
        read.note_all(self.read);
        let desk = PageDesk { desk: self, read, may_write: !found.has_errors() };
        let pages = pages.into_par_iter().map(|page| desk.page(page)).collect();
        MadeEdition { found, sources, pages }
    }
}

/// What pages are made with.
struct PageDesk<'d> {
    desk: &'d EditionDesk<'d>,
    /// What was read, by all pages.
    read: FilesRead,
    /// Whether nothing is wrong with the edition as a whole.
    may_write: bool,
}

impl PageDesk<'_> {
    fn page(&self, planned: EditionFile) -> MadePage {
        let EditionDesk { engine, cache, done, .. } = self.desk;
        let job = planned.job.clone().counted(Arc::clone(done));
        let mut bytes = Vec::new();
        let out = self.may_write.then_some(&mut bytes as &mut dyn PressOutput);
        let printed = engine.print_kept(&job, *cache, &self.read, out);
        let is_fit = self.may_write && printed.is_fit_for_press();
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
        planned: &EditionFile,
        bytes: &[u8],
        pages: usize,
    ) -> Result<WrittenFile, Diagnostic> {
        if let Some(folder) = planned.file.parent().filter(|it| !it.as_os_str().is_empty()) {
            output::create_folder(folder)?;
        }
        // No two pages have one file; what another run puts in the place of one of ours
        // meanwhile must not be taken for ours.
        OutputWriter::new(&self.read, self.desk.format).replace(&planned.file, bytes, pages)
    }
}
