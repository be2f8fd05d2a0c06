//! The press file of a job: pictures in the inks of the press, the PDF, and a
//! look at what was written with other eyes.

use rayon::prelude::*;

use super::{Outcome, ads};
use crate::diag::{Code, Diagnostic, Sink};
use crate::load::CacheFolder;
use crate::page::Document;
use crate::picture::Pictures;
use crate::press::{PicturePress, PressCache, PressError, PressPictures};
use crate::{pdf, proof, workers};

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
            let ads = std::mem::take(&mut outcome.ads);
            let known = outcome.sink.list().len();
            let (bytes, broken) = rayon::join(|| outcome.export_here(cache), || ads::check(&ads));
            for ad in broken {
                let file = &outcome.pictures.get(ad.picture()).file;
                let refused =
                    |it: &Diagnostic| it.code() != Code::AdPreflight && it.file() == Some(file);
                let is_refused = outcome.sink.list()[known..].iter().any(refused);
                for finding in ad.diagnostics(is_refused) {
                    outcome.sink.push(finding);
                }
                outcome.told_of_ads.extend(ad.rules());
            }
            let bytes = bytes?;
            outcome.preflight(&bytes);
            outcome.deny();
            Some(bytes)
        })
    }

    /// The pages as PDF, fit or not. A picture that cannot go to press is left
    /// out, which is an error among the findings.
    pub fn export(&mut self, cache: Option<&CacheFolder>) -> Option<Vec<u8>> {
        let exported = self.at_work(|outcome| outcome.export_here(cache));
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
        let mut found = Sink::default();
        let Self { document, fonts, pictures, pressed, subsets, .. } = self;
        let cache = PressCache { known: pressed.as_deref(), folder: cache };
        let exported = document.as_mut().and_then(|document| {
            let pressed = prepare(document, pictures, cache, &mut found);
            let exported = pdf::export_with(document, fonts, &pressed, subsets);
            exported.map_err(|error| found.push(error.diagnostic())).ok()
        });
        self.add_judged(found);
        exported
    }
}

/// The pictures for the press, page by page as they are printed; those that cannot go
/// there are taken off the pages.
fn prepare(
    document: &mut Document,
    pictures: &Pictures,
    cache: PressCache,
    sink: &mut Sink,
) -> Vec<PressPictures> {
    let output = document.output.clone();
    let press = PicturePress::new(&output);
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
