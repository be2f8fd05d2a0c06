//! The press file of a job: pictures in the inks of the press, the PDF, and a
//! look at what was written with other eyes.

use std::borrow::Cow;
use std::io;

use rayon::prelude::*;

use super::proven::words_of;
use super::{Outcome, ads};
use crate::diag::{Code, Diagnostic, Sink};
use crate::font::FontLibrary;
use crate::load::CacheFolder;
use crate::page::Document;
use crate::pdf::{FilePage, PdfError, PressFile, PressFileError};
use crate::picture::Pictures;
use crate::press::{PicturePress, PressCache, PressError, PressPictures};
use crate::{proof, workers};

impl Outcome {
    /// The press file, if the pages are fit for it and the file keeps the print
    /// shop's rules. It is made even when errors are known already: broken
    /// pixels show only here, and one run tells all.
    pub fn press_file(&mut self, cache: Option<&CacheFolder>) -> Option<Vec<u8>> {
        let written = self.written(cache);
        written.filter(|_| self.is_fit_for_press())
    }

    /// The same whether it may go to press or not.
    pub fn written(&mut self, cache: Option<&CacheFolder>) -> Option<Vec<u8>> {
        self.at_work(|outcome| {
            let bytes = outcome.export_here(cache)?;
            outcome.preflight(Cow::Borrowed(&bytes));
            outcome.deny();
            Some(bytes)
        })
    }

    /// The pages as PDF, fit or not. A picture that cannot go to press is left
    /// out, which is an error among the findings.
    pub fn export(&mut self, cache: Option<&CacheFolder>) -> Option<Vec<u8>> {
        let ads = std::mem::take(&mut self.ads);
        let exported = self.at_work(|outcome| outcome.export_here(cache));
        self.ads = ads;
        // Nobody reads it back.
        self.words.clear();
        self.deny();
        exported
    }

    /// What comes of work on a thread of [`workers`]; without one, a finding.
    fn at_work<T: Send>(&mut self, work: impl FnOnce(&mut Self) -> Option<T> + Send) -> Option<T> {
        let own = &mut *self;
        workers::run(|| work(own)).unwrap_or_else(|error| {
            self.sink.push(error.diagnostic());
            None
        })
    }

    fn export_here(&mut self, cache: Option<&CacheFolder>) -> Option<Vec<u8>> {
        let head = self.document.as_ref()?.without_pages();
        let fonts = self.fonts.clone();
        let mut bytes = Vec::new();
        let known = self.pressed.clone();
        let mut run = PressRun::begin(
            &mut bytes,
            &head,
            &fonts,
            PressCache { known: known.as_deref(), folder: cache },
        );
        run.add(self, || ());
        let fault = match run.finish() {
            Ok(_) => return Some(bytes),
            Err(PressFileError::Pdf(error)) => error,
            // Memory takes what it is given.
            Err(PressFileError::Io(_)) => PdfError::TooLarge,
        };
        let mut found = Sink::default();
        found.push(fault.diagnostic());
        self.add_judged(found);
        None
    }
}

/// A press file that is being written.
pub(super) struct PressRun<'w> {
    /// Why it goes on no more, if that is so.
    file: Result<PressFile<'w>, PressFileError>,
    press: PicturePress<'w>,
    cache: PressCache<'w>,
    /// How many pages it has so far.
    pages: usize,
}

impl<'w> PressRun<'w> {
    /// Begins a file.
    pub(super) fn begin(
        out: &'w mut (dyn io::Write + Send),
        head: &'w Document,
        fonts: &'w FontLibrary,
        cache: PressCache<'w>,
    ) -> Self {
        let file = PressFile::begin(out, head, fonts);
        Self { file, press: PicturePress::new(&head.output, cache.known), cache, pages: 0 }
    }

    /// Adds the pages of an outcome, and does something else `meanwhile`. What is wrong
    /// with its pictures and advertisements is added to its findings.
    pub(super) fn add<T: Send>(
        &mut self,
        outcome: &mut Outcome,
        meanwhile: impl FnOnce() -> T + Send,
    ) -> T {
        let Outcome { document, pictures, ads, subsets, told_of_ads, words, .. } = &mut *outcome;
        let Some(document) = document else { return meanwhile() };
        // 1. What is shown on the pages.
        let ads = std::mem::take(ads);
        let mut found = Sink::default();
        let (pressed, broken) = rayon::join(
            || prepare(document, pictures, &self.press, self.cache, &mut found),
            || ads::check(&ads),
        );
        // 2. The pages.
        let printed = document.printed();
        let pages: Vec<FilePage> = (printed.pages.iter().zip(&pressed))
            .map(|(page, pictures)| FilePage { page, pictures })
            .collect();
        let done = match &mut self.file {
            Ok(file) => {
                let (added, done) = file.add(&pages, subsets, meanwhile);
                if let Err(error) = added {
                    self.file = Err(error);
                }
                done
            }
            Err(_) => meanwhile(),
        };
        // 3. What was found on the way.
        let told = broken.iter().flat_map(|ad| ad.told(&printed, self.pages + 1));
        told_of_ads.extend(told);
        words.extend(printed.pages.iter().map(words_of));
        self.pages += pages.len();
        drop(printed);
        let known = outcome.sink.list().len();
        outcome.add_judged(found);
        for ad in broken {
            let file = &outcome.pictures.get(ad.picture()).file;
            let refused =
                |it: &Diagnostic| it.code() != Code::AdPreflight && it.file() == Some(file);
            let is_refused = outcome.sink.list()[known..].iter().any(refused);
            for finding in ad.diagnostics(is_refused) {
                outcome.sink.push(finding);
            }
        }
        done
    }

    /// Ends the file; how many pages it has.
    pub(super) fn finish(self) -> Result<usize, PressFileError> {
        self.file?.finish()?;
        Ok(self.pages)
    }
}

/// The pictures for the press, page by page as they are printed; those that cannot go
/// there are taken off the pages.
fn prepare(
    document: &mut Document,
    pictures: &Pictures,
    press: &PicturePress,
    cache: PressCache,
    sink: &mut Sink,
) -> Vec<PressPictures> {
    loop {
        let printed = document.printed();
        let made: Vec<_> =
            (printed.pages.par_iter()).map(|page| press.prepare(page, pictures, cache)).collect();
        drop(printed);
        let mut errors: Vec<&PressError> = Vec::new();
        for error in made.iter().filter_map(|made| made.as_ref().err()).flatten() {
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        let mut left_out = false;
        for error in &errors {
            sink.push(error.diagnostic());
            for page in &mut document.pages {
                left_out |= error.file().is_some_and(|file| proof::leave_out(page, pictures, file));
            }
        }
        if !left_out {
            let made: Vec<PressPictures> =
                made.into_iter().map(Result::unwrap_or_default).collect();
            for finding in made.iter().flat_map(PressPictures::findings) {
                sink.push(finding.clone());
            }
            return made;
        }
    }
}
