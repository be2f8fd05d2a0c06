//! Many pages to one press file, some at a time: while some are written, the next are
//! set, and what has been written is forgotten. So a file of two thousand pages takes
//! little more memory than one of twenty.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::edition;
use super::order::Job;
use super::order::PageOrder;
use super::press_file::PressRun;
use super::{
    Aim, Carried, EngineCache, FontsOf, JobRun, Outcome, SpecFonts, add_fonts, open_project,
    run_here,
};
use crate::diag::Sources;
use crate::font::FontLibrary;
use crate::load::{CacheFolder, FilesRead, FilesSeen, Project, SameFiles, Snapshot};
use crate::page::Document;
use crate::pdf::PressFileError;
use crate::press::PressCache;
use crate::spec::FontSurvey;
use crate::workers;

/// How many pages are set at a time; the same on every machine, for the first of them
/// tell which glyphs stand together in the file.
const AT_A_TIME: usize = 8;
/// The shelves for what is read for them: one for each, and one for all.
pub(super) const SHELVES: u32 = AT_A_TIME as u32 + 1;

/// Where a press file is written to, and read back from.
pub trait PressOutput: Write + Send {
    /// All that was written.
    ///
    /// # Errors
    /// If it cannot be read.
    fn written(&mut self) -> io::Result<Cow<'_, [u8]>>;
}

/// A file that is kept in memory.
impl PressOutput for Vec<u8> {
    fn written(&mut self) -> io::Result<Cow<'_, [u8]>> {
        Ok(Cow::Borrowed(self))
    }
}

/// What came of a press file.
pub struct Printed {
    /// All that was found. Of the document there is what is said of it as a whole; its
    /// pages have been forgotten.
    pub outcome: Outcome,
    /// How many pages were written.
    pub pages: usize,
    /// Why it could not be written to its place, if that is so.
    pub error: Option<io::Error>,
}

/// Sets the pages of a job, some at a time, and writes them into one file; what may leave
/// the house is the caller's to decide. Pages are not laid side by side.
///
/// `read` is told which files are asked for.
pub fn print(
    job: &Job,
    fonts: FontLibrary,
    known: &EngineCache,
    cache: Option<&CacheFolder>,
    read: &FilesRead,
    out: &mut dyn PressOutput,
) -> Printed {
    let printed = workers::run(|| {
        let opened = edition::open(job, known, read);
        let mut printed = PrintRun { job: &opened.job, known, cache, read }.print(fonts, out);
        opened.told_before(&mut printed.outcome);
        printed
    });
    printed.unwrap_or_else(|error| {
        let mut outcome = Outcome::new(FontLibrary::new());
        outcome.sink.push(error.diagnostic());
        Printed { outcome, pages: 0, error: None }
    })
}

/// What pages are set and written with.
#[derive(Clone, Copy)]
struct PrintRun<'p> {
    job: &'p Job,
    known: &'p EngineCache,
    cache: Option<&'p CacheFolder>,
    read: &'p FilesRead,
}

impl PrintRun<'_> {
    fn print(self, fonts: FontLibrary, out: &mut dyn PressOutput) -> Printed {
        let Self { job, known, cache, read } = self;
        let mut all = Outcome {
            denied: job.denied.clone(),
            sources: Sources::on_shelf(MAIN_SHELF),
            read: read.clone(),
            known_files: Some(Arc::clone(&known.files)),
            ..Outcome::new(fonts)
        };
        let seen = FilesSeen::default();
        // 1. The fonts of all pages: faces keep their places.
        let fonts_of = match job.pages.len() > AT_A_TIME {
            true => FontsOf::Caller,
            false => FontsOf::Specs,
        };
        if fonts_of == FontsOf::Caller {
            self.add_fonts(&seen, &mut all);
        }
        // 2. The first pages, the first of which speaks for the file.
        let mut carried = Carried::default();
        let mut set = |part: u32, fonts: &FontLibrary| {
            let pages = job.pages.chunks(AT_A_TIME).nth(part as usize)?;
            let job = &Job { pages: pages.to_vec(), ..self.job_now(&seen) };
            let run = JobRun { job, aim: Aim::PressFile, known, read, fonts: fonts_of, part };
            let set = run_here(run, fonts.clone(), &mut carried);
            carried.folders.forget_idle();
            self.job.counted.fetch_add(pages.len(), Ordering::Relaxed);
            Some(set)
        };
        let Some(mut next) = set(0, &all.fonts) else {
            return Printed { outcome: all, pages: 0, error: None };
        };
        let fonts = next.fonts.clone();
        (all.checks, all.preflight) = (next.checks.clone(), next.preflight.take());
        let head = next.document.as_ref().map(Document::without_pages);
        // 3. All pages: while some are written, the next are set.
        let cache = PressCache { known: Some(&*known.pressed), folder: cache };
        let mut press = head.as_ref().map(|head| PressRun::begin(&mut *out, head, &fonts, cache));
        for part in 1.. {
            let mut meanwhile = || set(part, &fonts);
            let set = match &mut press {
                Some(press) => press.add(&mut next, meanwhile),
                None => meanwhile(),
            };
            all.take_in(next);
            match set {
                Some(set) => next = set,
                None => break,
            }
        }
        let written = press.map(PressRun::finish).transpose();
        all.document = head;
        // 4. The file as it is.
        let (pages, error) = match written {
            Ok(pages) => (pages, None),
            Err(PressFileError::Io(error)) => (None, Some(error)),
            Err(PressFileError::Pdf(error)) => {
                all.sink.push(error.diagnostic());
                (None, None)
            }
        };
        let error = error.or_else(|| match (pages, &all.preflight) {
            (Some(_), Some(_)) => all.look_at(out).err(),
            _ => None,
        });
        if job.pages.len() > 1 {
            all.tell_once();
        }
        all.deny();
        Printed { outcome: all, pages: pages.unwrap_or(0), error }
    }

    /// The job with its files as they are from now on. Of no file two states get into
    /// one press file.
    fn job_now(self, seen: &FilesSeen) -> Job {
        let now = Snapshot::of(Arc::clone(&self.job.files));
        Job { files: Arc::new(SameFiles::of(Arc::new(now), seen)), ..self.job.clone() }
    }

    /// Adds the fonts that the specs name.
    fn add_fonts(self, seen: &FilesSeen, all: &mut Outcome) {
        let Self { known, read, .. } = self;
        let job = &self.job_now(seen);
        let survey = FontSurvey::default();
        let named = |PageOrder { spec: path, .. }: &PageOrder| {
            let project = open_project(job, path, read).ok()?;
            let mut read_text =
                |path: &Path| project.read_text(path).map_err(|error| error.diagnostic());
            let named = survey.of(path, &mut read_text);
            Some((project, named))
        };
        let named: Vec<(Project, _)> = job.pages.par_iter().filter_map(named).collect();
        let specs: Vec<SpecFonts> = named
            .iter()
            .map(|(project, named)| SpecFonts { project, named: named.clone() })
            .collect();
        let run = JobRun { job, aim: Aim::PressFile, known, read, fonts: FontsOf::Specs, part: 0 };
        add_fonts(run, &specs, all);
    }
}

/// The shelf for what is read for the file as a whole; those of the pages are counted from
/// the first.
const MAIN_SHELF: u32 = u32::MAX / 2;

impl Outcome {
    /// Takes in what was found of some pages.
    fn take_in(&mut self, mut pages: Self) {
        let spans = pages.sink.list().iter().filter_map(|finding| finding.span);
        pages.sources.keep(spans.map(|span| span.source));
        self.sources.append(&pages.sources);
        self.sink.append(pages.sink);
        self.told_of_ads.extend(pages.told_of_ads);
        self.words.extend(pages.words);
    }

    /// Reads the file back and holds it against the rules.
    fn look_at(&mut self, out: &mut dyn PressOutput) -> io::Result<()> {
        self.preflight(out.written()?);
        Ok(())
    }
}
