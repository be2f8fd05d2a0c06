//! Sets a page and holds it against its golden files.

use std::fs;

use banmian::Engine;
use banmian::compare::{PICTURE_DPI, RgbPicture};
use banmian::diag::{Diagnostic, Record, Severity, Sources};
use banmian::golden::{
    GoldenKind, GoldenPlace, JudgedFile, Judgement, PageReport, bytes_golden, drawing_of_png,
    judge_bytes, judge_drawing, judge_structure, picture_golden, structure,
};
use banmian::job::{Job, Outcome};
use banmian::load::{CacheFolder, FilesRead};

use super::{GoldenOptions, kinds_of};
use crate::cli::draw_apart;

/// The largest golden file that is read: the structure of a page of nothing but text has
/// a tenth of it.
const LIMIT: u64 = 64 << 20;

/// What pages are set with.
pub(super) struct GoldenDesk<'d> {
    pub(super) engine: Engine,
    pub(super) options: &'d GoldenOptions,
    pub(super) cache: Option<CacheFolder>,
}

/// A page that was set, with what its golden files say and what they would be made of.
pub(super) struct TestedPage {
    pub(super) place: GoldenPlace,
    pub(super) report: PageReport,
    /// The golden files of the page as it is.
    pub(super) made: Vec<MadeGolden>,
    /// The texts that faults are in.
    pub(super) sources: Sources,
    /// Why it could not be set, drawn or written.
    pub(super) faults: Vec<Diagnostic>,
    /// The errors on a page that could be set all the same.
    pub(super) errors: Vec<Diagnostic>,
    /// The files that it was made from.
    pub(super) read: FilesRead,
}

/// The golden files that are made of pages that lack them.
#[derive(Default)]
pub(super) struct WantedKinds {
    /// Of pages that have none.
    pub(super) first: Vec<GoldenKind>,
    /// Of pages that have some.
    pub(super) added: Vec<GoldenKind>,
}

impl TestedPage {
    /// The golden files that can be written and are not there yet.
    pub(super) fn missing(&self) -> impl Iterator<Item = &MadeGolden> {
        let is_there = |kind| self.report.files.iter().any(|file| file.kind == kind);
        self.made.iter().filter(move |made| !is_there(made.kind))
    }
}

/// All files that pages were made from and held against.
pub(super) fn files_read(pages: &[TestedPage]) -> FilesRead {
    let read = FilesRead::default();
    for page in pages {
        read.note_all(&page.read);
        GoldenKind::ALL.iter().for_each(|kind| read.note(&page.place.file(*kind)));
    }
    read
}

/// A golden file that can be written.
pub(super) struct MadeGolden {
    pub(super) kind: GoldenKind,
    pub(super) bytes: Vec<u8>,
}

/// Sets a page and holds it against the golden files that it has; those of the kinds
/// `wanted` are made, too.
pub(super) fn page(desk: &GoldenDesk<'_>, place: GoldenPlace, wanted: &WantedKinds) -> TestedPage {
    let there = kinds_of(&place);
    let spec = place.spec.display().to_string();
    let files = there.iter().map(|kind| JudgedFile {
        path: place.file(*kind).display().to_string(),
        kind: *kind,
        judgement: None,
    });
    let report = PageReport {
        spec,
        files: files.collect(),
        faults: Vec::new(),
        drawing: None,
        has_spec: place.spec.is_file(),
    };
    let mut tested = TestedPage {
        place,
        report,
        made: Vec::new(),
        sources: Sources::default(),
        faults: Vec::new(),
        errors: Vec::new(),
        read: FilesRead::default(),
    };
    // Of a page that is gone nothing but its golden files is left.
    if !tested.report.has_spec && !there.is_empty() {
        return tested;
    }
    let wanted = if there.is_empty() { &wanted.first } else { &wanted.added };
    let missing = wanted.iter().filter(|kind| !there.contains(kind));
    let kinds: Vec<GoldenKind> = there.iter().chain(missing).copied().collect();
    let outcome = set(desk, &mut tested, &kinds);
    tested.sources = outcome.sources.clone();
    tested.read = outcome.read.clone();
    if tested.faults.is_empty() {
        tested.errors = errors(&outcome, 0);
    }
    tested.report.faults =
        tested.faults.iter().map(|fault| Record::new(&tested.sources, fault)).collect();
    tested
}

fn set(desk: &GoldenDesk<'_>, tested: &mut TestedPage, kinds: &[GoldenKind]) -> Outcome {
    let GoldenDesk { engine, options, cache } = desk;
    let mut job = Job::new([&tested.place.spec]).fonts(options.fonts.choice());
    if let Some(root) = &options.root {
        job = job.root(root);
    }
    let is_written = kinds.iter().any(|kind| *kind != GoldenKind::Structure);
    let mut outcome = if is_written { engine.run_for_press(&job) } else { engine.run(&job) };
    if outcome.document.is_none() {
        tested.faults = errors(&outcome, 0);
        return outcome;
    }
    // What stands where is known before anything is written, and the drawing is made from
    // other pictures than the press file.
    let order = [GoldenKind::Structure, GoldenKind::Bytes, GoldenKind::Picture];
    for kind in order.iter().filter(|kind| kinds.contains(kind)) {
        match kind {
            GoldenKind::Structure => {
                let now = structure(&outcome).unwrap_or_default();
                judge(tested, *kind, |golden| judge_structure(golden, &now));
                tested.made.push(MadeGolden { kind: *kind, bytes: now.into_bytes() });
            }
            GoldenKind::Picture => match drawing(&mut outcome, cache.as_ref()) {
                Ok(drawing) => {
                    judge(tested, *kind, |golden| judge_drawing(golden, &drawing));
                    if let Ok(bytes) = picture_golden(&drawing) {
                        tested.made.push(MadeGolden { kind: *kind, bytes });
                    }
                    tested.report.drawing = Some(drawing);
                }
                Err(faults) => tested.faults.extend(faults),
            },
            GoldenKind::Bytes => {
                let known = outcome.sink.list().len();
                match outcome.press_file(cache.as_ref()) {
                    Some(file) => {
                        judge(tested, *kind, |golden| judge_bytes(golden, &file));
                        let bytes = bytes_golden(&file).into_bytes();
                        tested.made.push(MadeGolden { kind: *kind, bytes });
                    }
                    None if outcome.sink.has_errors() => {
                        let from = if outcome.is_fit_for_press() { known } else { 0 };
                        tested.faults.extend(errors(&outcome, from));
                    }
                    None => {}
                }
            }
        }
    }
    outcome
}

/// Lets the golden file of a kind judge, if there is one.
fn judge(tested: &mut TestedPage, kind: GoldenKind, judge: impl FnOnce(&[u8]) -> Judgement) {
    let path = tested.place.file(kind);
    if let Some(file) = tested.report.files.iter_mut().find(|file| file.kind == kind) {
        // A pipe would have us wait.
        let is_read = |known: fs::Metadata| known.is_file() && known.len() <= LIMIT;
        let is_read = fs::metadata(&path).is_ok_and(is_read);
        let golden = is_read.then(|| fs::read(&path).ok()).flatten();
        file.judgement = Some(golden.map_or(Judgement::Damaged, |golden| judge(&golden)));
    }
}

/// The page drawn small, from pictures with no more pixels than it shows.
fn drawing(
    outcome: &mut Outcome,
    cache: Option<&CacheFolder>,
) -> Result<RgbPicture, Vec<Diagnostic>> {
    if let Some(document) = &mut outcome.document {
        let pictures = &mut document.output.pictures;
        pictures.resolution = pictures.resolution.min(PICTURE_DPI as u32);
    }
    let Some(pdf) = outcome.export(cache) else {
        return Err(errors(outcome, 0));
    };
    let png = draw_apart::of(&pdf).draw(0, PICTURE_DPI);
    let png = png.map_err(|error| vec![error.diagnostic(0)])?;
    drawing_of_png(&png).map_err(|_| errors(outcome, 0))
}

/// The errors from the finding `from` on.
fn errors(outcome: &Outcome, from: usize) -> Vec<Diagnostic> {
    let found = outcome.sink.list().iter().skip(from);
    found.filter(|finding| finding.severity == Severity::Error).cloned().collect()
}
