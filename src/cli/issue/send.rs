//! Makes the folder that is sent: beside its place, and there in one step when it is
//! whole.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use banmian::diag::finding::IssueFault;
use banmian::diag::{Diagnostic, Record, Severity, Sink, Sources};
use banmian::issue::{
    MANIFEST_FORMAT, Manifest, PlateMeasure, SentBefore, SentFile, SentText, look, mark_changes,
};
use banmian::job::{EditionNames, EditionPlan};
use banmian::load::{FilesRead, Project, UnfinishedFolder};
use banmian::plates::{PLATE_MEASURE, PLATE_PPI};
use banmian::say;
use rayon::prelude::*;

use super::folder::SentPlace;
use super::{Arguments, text};
use crate::cli::answer::WrittenFile;
use crate::cli::console::FindingsFormat;
use crate::cli::edition::{self, MadePage};
use crate::cli::output::{self, OutputWriter};
use crate::cli::progress::Progress;

/// Names of files, where those of the edition are not apart in one folder.
const PATTERN: &str = "{date}_{page}_{zone}_{version}.pdf";
/// Bytes of the largest press file that is read back.
pub(super) const MOST_BYTES: u64 = 4 << 30;

/// What was sent, or why nothing was.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) found: Sink,
    /// The texts that those findings are in.
    pub(super) sources: Sources,
    /// The pages with what was found on them.
    pub(super) pages: Vec<MadePage>,
    /// The same for programs.
    pub(super) records: Vec<Record>,
    /// The folder.
    pub(super) folder: PathBuf,
    /// Its files.
    pub(super) files: Vec<WrittenFile>,
    /// None if nothing was sent.
    pub(super) manifest: Option<Manifest>,
}

impl Sent {
    /// Nothing, and a reason why.
    fn refused(mut self, finding: Diagnostic) -> Self {
        self.found.push(finding);
        self
    }
}

/// Sends an edition.
pub(super) struct Sender<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) progress: &'a Progress,
}

impl Sender<'_> {
    pub(super) fn send(&self) -> Sent {
        let edition = self.arguments.edition.as_deref().unwrap_or(Path::new(""));
        let plan = match self.plan(edition) {
            Ok(plan) => plan,
            Err(finding) => return Sent::default().refused(finding),
        };
        let names = plan.names.clone();
        let place = SentPlace::new(&names, edition, self.arguments.to.as_deref());
        let is_planned = !plan.pages.is_empty() && !plan.found.has_errors();
        if let Some(finding) = place.taken().filter(|_| is_planned) {
            return Sent::default().refused(finding);
        }
        if !is_planned {
            let EditionPlan { found, sources, .. } = plan;
            return Sent { found, sources, ..Sent::default() };
        }
        let made = match place.make_above() {
            Ok(made) => made,
            Err(finding) => return Sent::default().refused(finding),
        };
        let sent = self.send_to(plan, &names, &place);
        if sent.manifest.is_none() {
            made.remove_empty();
        }
        sent
    }

    /// The pages of the edition, each with the name of its file.
    fn plan(&self, edition: &Path) -> Result<EditionPlan, Diagnostic> {
        let job = self.arguments.job();
        let own = job.edition_plan(None).filter(has_names_apart);
        if let Some(plan) = own.or_else(|| job.edition_plan(Some(Path::new(PATTERN)))) {
            return Ok(plan);
        }
        let read = FilesRead::default();
        let project = Project::around(edition, &read).map_err(|error| error.diagnostic())?;
        project.read_text(edition).map_err(|error| error.diagnostic())?;
        let path = edition.display().to_string();
        Err(Diagnostic::of(IssueFault::NotAnEdition { path }))
    }

    fn send_to(&self, mut plan: EditionPlan, names: &EditionNames, place: &SentPlace) -> Sent {
        let target = place.folder();
        let unwritable =
            |error: &std::io::Error| Diagnostic::of(output::refusal(&target, None, error));
        let folder = match UnfinishedFolder::beside(&target) {
            Ok(folder) => folder,
            Err(error) => return Sent::default().refused(unwritable(&error)),
        };
        for page in &mut plan.pages {
            page.file = folder.path().join(page.file.file_name().unwrap_or_default());
        }
        let job = self.arguments.job();
        // Whatever people are told, the manifest has the sums of the files.
        let format = FindingsFormat::Json;
        let made = edition::make(plan, &job, &self.arguments.cache, format, self.progress);
        let (is_whole, records, files) = (made.is_whole(), made.records(), made.files());
        let edition::MadeEdition { found, sources, pages } = made;
        let mut sent =
            Sent { found, sources, pages, records, folder: target.clone(), ..Sent::default() };
        if !is_whole {
            return sent;
        }
        let written = self.fill(&mut sent, names, place, &folder, files);
        let (manifest, files) = match written {
            Ok(written) => (written.manifest, written.files),
            Err(finding) => return sent.refused(finding),
        };
        match folder.finish() {
            Ok(()) => {
                let moved = |file: WrittenFile| WrittenFile {
                    path: target.join(file.path.file_name().unwrap_or_default()),
                    ..file
                };
                sent.files = files.into_iter().map(moved).collect();
                sent.manifest = Some(manifest);
                sent
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => sent.refused(place.refusal()),
            Err(error) => sent.refused(unwritable(&error)),
        }
    }

    /// Works out the plates of the pages and writes the manifest beside their files.
    fn fill(
        &self,
        sent: &mut Sent,
        names: &EditionNames,
        place: &SentPlace,
        folder: &UnfinishedFolder,
        files: Vec<WrittenFile>,
    ) -> Result<FilledFolder, Diagnostic> {
        self.progress.step(&say!("comparing the plates", "正在比较色版"));
        let listed: Result<Vec<SentFile>, Diagnostic> =
            sent.pages.par_iter().map(|page| sent_file(page, folder.path())).collect();
        let mut manifest = Manifest {
            format: MANIFEST_FORMAT,
            program: concat!("banmian ", env!("CARGO_PKG_VERSION")).to_owned(),
            paper: names.paper.clone(),
            date: names.date.clone(),
            issue: names.issue.clone(),
            zone: names.zone.clone(),
            version: names.version,
            by: self.arguments.by.clone(),
            time: self.arguments.time.as_ref().map(ToString::to_string),
            plates: PlateMeasure { ppi: PLATE_PPI, measure: PLATE_MEASURE.to_owned() },
            compared_with: None,
            files: listed?,
            text: None,
        };
        let before = match before(place, &manifest) {
            Ok(before) => before,
            Err(finding) => {
                let finding = self.arguments.deny.denied().judge(finding);
                if finding.severity == Severity::Error {
                    return Err(finding);
                }
                sent.found.push(finding);
                None
            }
        };
        mark_changes(&mut manifest, before.as_ref(), self.arguments.only_changed);
        let mut kept = Vec::new();
        for (file, written) in manifest.files.iter().zip(files) {
            if file.is_here() {
                kept.push(written);
            } else {
                let removed = fs::remove_file(&written.path);
                removed.map_err(|error| {
                    Diagnostic::of(output::refusal(&written.path, None, &error))
                })?;
            }
        }
        let writer = OutputWriter::new(&FilesRead::default(), FindingsFormat::Json);
        let told = text::whole(&manifest);
        let written = writer.replace(&folder.path().join(text::NAME), told.as_bytes(), 0)?;
        manifest.text = Some(SentText {
            name: text::NAME.to_owned(),
            sha256: written.sha256.clone().unwrap_or_default(),
            bytes: written.bytes as u64,
        });
        kept.push(written);
        let json = manifest.to_json();
        kept.push(writer.replace(&folder.path().join(Manifest::NAME), json.as_bytes(), 0)?);
        Ok(FilledFolder { manifest, files: kept })
    }
}

/// What the folder was filled with.
struct FilledFolder {
    manifest: Manifest,
    files: Vec<WrittenFile>,
}

/// Whether each page of a plan gets a name of its own that needs no folders.
fn has_names_apart(plan: &EditionPlan) -> bool {
    let lower = |name: &std::ffi::OsStr| name.to_string_lossy().to_lowercase();
    let mut names: Vec<String> =
        plan.pages.iter().filter_map(|page| page.file.file_name().map(lower)).collect();
    names.sort();
    let own = [Manifest::NAME, text::NAME];
    names.len() == plan.pages.len()
        && names.windows(2).all(|pair| pair[0] != pair[1])
        && names.iter().all(|name| !own.contains(&name.as_str()) && !name.starts_with('.'))
}

/// What was sent before, if its plates can be compared with.
fn before(place: &SentPlace, manifest: &Manifest) -> Result<Option<SentBefore>, Diagnostic> {
    let Some(before) = place.before()? else { return Ok(None) };
    if before.is_comparable(manifest) {
        return Ok(Some(before));
    }
    let path = Path::new(&before.folder).join(Manifest::NAME).display().to_string();
    Err(Diagnostic::of(IssueFault::BeforeOtherwise { path }))
}

/// What the manifest says of the file of a page.
fn sent_file(page: &MadePage, folder: &Path) -> Result<SentFile, Diagnostic> {
    let Some(written) = &page.written else {
        // All pages have been written.
        return Err(Diagnostic::of(output::refusal(
            &page.planned.file,
            None,
            &ErrorKind::NotFound.into(),
        )));
    };
    let name = written.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = FilesRead::default();
    let project = Project::new(folder, &read).map_err(|error| error.diagnostic())?;
    let bytes =
        project.read_bytes(&written.path, MOST_BYTES).map_err(|error| error.diagnostic())?;
    let found = look(bytes.to_vec()).map_err(|finding| finding.in_file(name.clone()))?;
    Ok(SentFile {
        name,
        folder: None,
        sha256: written.sha256.clone().unwrap_or_default(),
        bytes: written.bytes as u64,
        page: page.planned.number.as_str().to_owned(),
        section: page.planned.section.clone(),
        width_mm: found.width_mm,
        height_mm: found.height_mm,
        inks: found.plates.iter().map(|plate| plate.ink.clone()).collect(),
        output_condition: found.output_condition,
        standard: found.standard,
        plates: found.plates,
        changed_plates: Vec::new(),
        dropped_plates: Vec::new(),
    })
}
