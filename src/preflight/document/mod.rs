//! The rules about the file and its pages as such: what it says of itself,
//! what may not be in it, its boxes. What is painted is not looked at here.

mod boxes;
mod catalog;
mod intent;
mod metadata;
mod objects;
mod trailer;
mod xmp;

use std::sync::OnceLock;

use hayro::hayro_syntax::PdfVersion;
use hayro::hayro_syntax::object::Dict;

use self::intent::IntentProfile;
use self::trailer::Trailer;
use self::xmp::Xmp;
use super::frame::PageFrame;
use super::known::PreflightCache;
use super::report::{At, Findings};
use super::rule::Rule;
use crate::diag::finding::Breach;
use crate::reader::File;

pub(super) use intent::{IntentCondition, OutputDevice};
pub(super) use objects::INTENTS;

/// A file with what is asked of it again and again.
pub(super) struct FileFacts<'f> {
    pub(super) file: &'f File,
    /// What is known of other files.
    pub(super) known: &'f PreflightCache,
    trailer: Trailer<'f>,
    catalog: Dict<'f>,
    info: Dict<'f>,
    xmp: Option<Xmp>,
    /// The profile of the first output intent, once somebody asked.
    profile: OnceLock<Option<IntentProfile>>,
}

impl<'f> FileFacts<'f> {
    pub(super) fn new(file: &'f File, known: &'f PreflightCache) -> Self {
        let pdf = file.pdf();
        let trailer = Trailer::find(pdf.data().as_ref());
        let catalog = file.catalog().unwrap_or_else(Dict::empty);
        let info = trailer.info().and_then(|id| pdf.xref().get(id)).unwrap_or_else(Dict::empty);
        let xmp = Xmp::of(file, &catalog);
        Self { file, known, trailer, catalog, info, xmp, profile: OnceLock::new() }
    }

    /// The standard that the file says it is of.
    pub(super) fn claims(&self) -> Option<String> {
        metadata::claimed(self)
    }

    /// The printing condition that its output intent names.
    pub(super) fn condition(&self) -> Option<String> {
        intent::condition(self)
    }

    /// What the colors of the file are meant for.
    pub(super) fn device(&self) -> Option<OutputDevice> {
        intent::device(self)
    }

    /// The kinds of device color that the file gives a meaning of its own.
    pub(super) fn defaults(&self) -> Vec<OutputDevice> {
        objects::defaults(self)
    }

    /// Holds the file against the rules.
    pub(super) fn check(&self, frames: &[PageFrame], findings: &mut Findings<'_>) {
        self.check_file(findings);
        metadata::check(self, findings);
        intent::check(self, findings);
        catalog::check(self, findings);
        objects::check(self, findings);
        boxes::check(self, frames, findings);
    }

    fn check_file(&self, findings: &mut Findings<'_>) {
        let file = At::default();
        let version = version(self.file.pdf().version());
        findings.measured(Rule::PdfVersion, version, file, |measured, limit| Breach::TooNew {
            measured,
            limit,
        });
        if !self.trailer.has_id() {
            findings.plain(Rule::FileId, file, Breach::NoId);
        }
        if self.trailer.is_compressed {
            findings.plain(Rule::ObjectStream, file, Breach::CompressedTable);
        }
    }
}

fn version(version: PdfVersion) -> f64 {
    match version {
        PdfVersion::Pdf10 => 1.0,
        PdfVersion::Pdf11 => 1.1,
        PdfVersion::Pdf12 => 1.2,
        PdfVersion::Pdf13 => 1.3,
        PdfVersion::Pdf14 => 1.4,
        PdfVersion::Pdf15 => 1.5,
        PdfVersion::Pdf16 => 1.6,
        PdfVersion::Pdf17 => 1.7,
        PdfVersion::Pdf20 => 2.0,
    }
}
