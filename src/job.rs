//! One run from files to a finished document, and from there to the press file:
//! reads the specs, the stories they name and their pictures, opens fonts,
//! composes the pages and looks them over.
//!
//! Everything that goes wrong on the way is in the outcome's diagnostics; the
//! document is there whenever a page can be made at all, however faulty, so
//! that a proof can show it. What may leave the house is the caller's to
//! decide.

mod ads;
mod agree;
mod ahead;
mod bookings;
mod edition;
mod fit;
mod fonts;
mod gathered;
mod kept;
mod known;
mod material;
mod order;
mod output;
mod preflight;
mod press_file;
mod print;
mod proven;
mod threads;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use ads::{PlacedAd, ToldOfAd};
use agree::Agreement;
use bookings::{BookedIssue, IssuePage, PageAds};
pub use edition::{EditionFile, EditionNames, EditionPlan};
pub use fit::{FitAsked, FitFound, FitOutcome, FitPage, Stated, changes_of, fit};
use fonts::FontCase;
pub use fonts::{FontChoice, fonts};
use gathered::{Shared, gather};
pub(crate) use kept::{KeptRun, print_kept};
pub use kept::{PrintedPages, RunCache};
pub use known::EngineCache;
use material::{PageStories, StoryFolders};
use order::PageOrder;
pub use order::{Imposition, Job};
pub use print::{PressOutput, Printed, print};
use rayon::prelude::*;

use crate::diag::finding::{CopyFault, FitFault, PagesFault};
use crate::diag::{Code, Denied, Diagnostic, FindingValue, Severity, Sink, Sources, Span};
use crate::font::FontLibrary;
use crate::impose;
use crate::inspect::inspect;
use crate::layout::{BookPage, ThreadPlan, Threads, ThreadsAt, compose};
use crate::load::{FilesRead, LoadError, Project, folder_of};
use crate::makeup::review;
use crate::page::{Document, Output, Page};
use crate::pdf::Subsets;
use crate::picture::Pictures;
use crate::preflight::{PreflightCache, PreflightProfile};
use crate::press::KnownPressed;
use crate::spec::page::{Checks, Element, PageSpec, StoryFrame, TableContent};
use crate::spec::{self, Day, NamedFonts, ProofTime, Spec};
use crate::story::Slug;
use crate::workers;

/// What came of a job.
pub struct Outcome {
    /// The finished pages, if a page could be made.
    pub document: Option<Document>,
    /// Every font there is, those that came with the job included.
    pub fonts: FontLibrary,
    /// The pictures on the pages.
    pub pictures: Pictures,
    /// Every text file that was read.
    pub sources: Sources,
    /// Every file that was asked for, none of which an output may replace.
    pub read: FilesRead,
    /// All that was found.
    pub sink: Sink,
    /// The pictures that were brought to the press in other runs.
    pub pressed: Option<Arc<KnownPressed>>,
    /// What was read of press files in other runs.
    pub known_files: Option<Arc<PreflightCache>>,
    /// What of the press file was begun.
    pub subsets: Subsets,
    /// The rules that the finished file is held against; none if it is not.
    pub preflight: Option<PreflightProfile>,
    /// The advertisements whose files are held against rules of their own.
    pub ads: Vec<PlacedAd>,
    /// What has been told of these.
    pub told_of_ads: Vec<ToldOfAd>,
    /// The words of the pages that have been written, as the file must show them.
    pub words: Vec<String>,
    /// What is an error in this run, whatever the specs say.
    pub denied: Denied,
    /// What the first spec says of findings that are a matter of taste: it speaks for
    /// the file.
    pub checks: Option<Checks>,
    /// The spec of each page of the document.
    pub specs: Vec<SpecOfPage>,
}

/// What is known of a page's spec when the page has been made.
#[derive(Debug, Clone)]
pub struct SpecOfPage {
    /// The file, as it was named.
    pub path: PathBuf,
    /// When proofs of the page are made, if it says so.
    pub proof_time: Option<ProofTime>,
}

/// What will be asked for when the pages are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Nothing else.
    Pages,
    /// The press file. What of it can be done while the pages are set is then begun on
    /// other cores.
    PressFile,
}

/// One run: what is asked for, and what it is made with.
#[derive(Clone, Copy)]
struct JobRun<'r> {
    job: &'r Job,
    aim: Aim,
    /// What was made before.
    known: &'r EngineCache,
    /// Which files were asked for.
    read: &'r FilesRead,
    /// Where the fonts come from.
    fonts: FontsOf,
    /// Which part of the job it is, from 0, where not all pages are set in one run.
    part: u32,
}

/// Where the fonts of a run come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FontsOf {
    /// Those that were given, and what the specs name.
    Specs,
    /// All have been given.
    Caller,
}

impl JobRun<'_> {
    /// The shelf for what is read for a page of the run, or after the last of them for
    /// the run as a whole.
    fn shelf(self, at: usize) -> u32 {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.part.saturating_mul(print::SHELVES).saturating_add(at)
    }
}

/// What pages have in common that are not set in one run.
#[derive(Default)]
struct Carried {
    agreement: Agreement,
    folders: StoryFolders,
    /// What the first spec says of findings that are a matter of taste.
    checks: Option<Checks>,
}

/// Sets the pages of a job with the fonts of the caller and those that the job
/// adds; on a thread of [`workers`], whoever calls.
#[must_use]
pub fn run(job: &Job, fonts: FontLibrary, known: &EngineCache) -> Outcome {
    run_for(Aim::Pages, job, fonts, known, &FilesRead::default())
}

/// The same where the press file will be asked for, which is begun meanwhile.
#[must_use]
pub fn run_for_press(job: &Job, fonts: FontLibrary, known: &EngineCache) -> Outcome {
    run_for(Aim::PressFile, job, fonts, known, &FilesRead::default())
}

fn run_for(
    aim: Aim,
    job: &Job,
    fonts: FontLibrary,
    known: &EngineCache,
    read: &FilesRead,
) -> Outcome {
    let job = &job.at_one_moment();
    let work = || {
        let opened = edition::open(job, known, read);
        let job = &opened.job;
        let run = JobRun { job, aim, known, read, fonts: FontsOf::Specs, part: 0 };
        let mut outcome = run_here(run, fonts, &mut Carried::default());
        opened.told_before(&mut outcome);
        outcome
    };
    workers::run(work).unwrap_or_else(|error| {
        let mut outcome = Outcome::new(FontLibrary::new());
        outcome.sink.push(error.diagnostic());
        outcome
    })
}

fn run_here(run: JobRun, fonts: FontLibrary, carried: &mut Carried) -> Outcome {
    let JobRun { job, .. } = run;
    let mut outcome = Outcome {
        pressed: Some(Arc::clone(&run.known.pressed)),
        known_files: Some(Arc::clone(&run.known.files)),
        denied: job.denied.clone(),
        sources: Sources::on_shelf(run.shelf(job.pages.len())),
        read: run.read.clone(),
        ..Outcome::new(fonts)
    };
    // 1. What the pages are to be.
    let mut specs = open_all(run, &mut outcome);
    let own = specs.len();
    if let (None, Some(first)) = (&carried.checks, specs.first()) {
        carried.checks = Some(first.spec.page.checks.clone());
    }
    outcome.checks = carried.checks.clone();
    let plans = threads::plan(run, &mut specs, &mut outcome);
    // 2. Fonts of all of them, before the first is set: faces keep their places.
    match run.fonts {
        FontsOf::Specs => {
            let named = specs.iter().map(|OpenSpec { project, spec, .. }| SpecFonts {
                project,
                named: spec.fonts.clone(),
            });
            add_fonts(run, &named.collect::<Vec<_>>(), &mut outcome);
        }
        FontsOf::Caller => {}
    }
    // 3. What the file is made for.
    let Outcome { sink, .. } = &mut outcome;
    let outputs: Vec<Output> = specs[..own]
        .iter()
        .map(|open| output::open(&open.spec.output, &open.project, sink))
        .collect();
    for (open, output) in specs.iter().zip(&outputs) {
        carried.agreement.take(open, output, sink);
    }
    // 4. The pages.
    let pages = make(run, &specs, &outputs, &plans, &mut carried.folders, &mut outcome);
    specs.truncate(own);
    // 5. All of it as one.
    let specs_of_pages = specs.iter().map(|OpenSpec { path, spec, .. }| SpecOfPage {
        path: path.clone(),
        proof_time: spec.proof_time.clone(),
    });
    outcome.specs = specs_of_pages.collect();
    outcome.document = bind(&specs, outputs, pages);
    if let (Some(document), Some(imposition)) = (&mut outcome.document, job.imposition) {
        let mut found = Sink::default();
        impose(document, imposition, &mut found);
        outcome.add_judged(found);
    }
    // 6. What the file and the advertisements in it will be held against.
    let Outcome { document, pictures, sources, sink, preflight, ads, .. } = &mut outcome;
    if run.part == 0 {
        *preflight = preflight::open(&specs, document.as_ref(), sources, sink);
    }
    if let Some(document) = document {
        *ads = ads::collect(&specs, document, pictures, sources, sink);
    }
    if job.pages.len() > 1 {
        outcome.tell_once();
    }
    outcome.deny();
    outcome
}

/// A spec that was read, and what its files come from.
struct OpenSpec {
    path: PathBuf,
    spec: Spec,
    project: Project,
    /// The folder with its stories, as it was named.
    folder: Option<PathBuf>,
    /// Folders with stories that stand in the place of those with their slugs.
    instead: Vec<PathBuf>,
}

/// What was read of a spec, whether it can be used or not.
struct ReadSpec {
    open: Option<OpenSpec>,
    sources: Sources,
    found: Sink,
}

/// Opens the specs of the job, side by side.
fn open_all(run: JobRun, outcome: &mut Outcome) -> Vec<OpenSpec> {
    let pages = run.job.pages.par_iter().enumerate();
    let read: Vec<ReadSpec> = pages
        .map(|(at, page)| {
            let (mut sources, mut found) = (Sources::on_shelf(run.shelf(at)), Sink::default());
            let open = open(run, page, &mut sources, &mut found);
            ReadSpec { open, sources, found }
        })
        .collect();
    let opened = read.into_iter().filter_map(|ReadSpec { open, sources, found }| {
        outcome.sources.append(&sources);
        outcome.sink.append(found);
        open
    });
    opened.collect()
}

/// Opens a spec, with the booked advertisements in their places.
fn open(run: JobRun, page: &PageOrder, sources: &mut Sources, sink: &mut Sink) -> Option<OpenSpec> {
    let mut open = open_as_written(run, page, sources, sink)?;
    let mut found = Sink::default();
    match (&page.ads, &open.spec.bookings) {
        (Some(ads), _) => bookings::fill(&mut open.spec.page, ads, &mut found),
        (None, Some(list)) if bookings::has_places(&open.spec.page) => {
            let list = bookings::open_list(&open.project, list, sources, &mut found);
            if let Some(ads) = list.map(|list| ads_of_page(&open.spec, &list, sources, &mut found))
            {
                bookings::fill(&mut open.spec.page, &ads, &mut found);
            }
        }
        (None, _) => bookings::tell_without_list(&open.spec.page, &mut found),
    }
    found.rejudge(|finding| open.spec.page.checks.judge(finding));
    sink.append(found);
    Some(open)
}

/// What stands in the places of a page that names a list of its own.
fn ads_of_page(
    spec: &Spec,
    list: &bookings::BookingList,
    sources: &Sources,
    found: &mut Sink,
) -> PageAds {
    let page = &spec.page;
    let numbers = page.imprint.number.clone().into_iter().collect();
    let sections = vec![page.imprint.section.as_str()];
    let issue = BookedIssue {
        list,
        pages: vec![IssuePage { page, numbers, sections }],
        zone: None,
        zones: None,
        closing: spec.ads_close,
        is_whole: false,
    };
    bookings::assign(&issue, sources, found).pop().unwrap_or_default()
}

/// Opens a spec.
fn open_as_written(
    run: JobRun,
    page: &PageOrder,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<OpenSpec> {
    let JobRun { job, known, read, .. } = run;
    let PageOrder { spec: path, layer, .. } = page;
    let project = match open_project(job, path, read) {
        Ok(project) => project,
        Err(error) => {
            sink.push(error.diagnostic());
            return None;
        }
    };
    // What is said for this run lies over what the edition says.
    let day = Day {
        file: job.day.file.clone(),
        values: layer.values.iter().chain(&job.day.values).cloned().collect(),
        section: layer.section.clone(),
    };
    let mut spec = spec::read_with(
        &known.specs,
        path,
        &day,
        &mut |path| project.read_text(path).map_err(|error| error.diagnostic()),
        sources,
        sink,
    )?;
    let named = job.stories.as_ref().or(layer.stories.as_ref().map(|it| &it.value));
    if named.is_some() {
        spec.page.written.stories = None;
    }
    let folder = named.or(spec.stories.as_ref());
    let folder = folder.map(|folder| project.without_detours(folder));
    let instead = layer.instead.iter().map(|it| project.without_detours(&it.value)).collect();
    Some(OpenSpec { path: path.to_owned(), spec, project, folder, instead })
}

fn open_project(job: &Job, spec: &Path, read: &FilesRead) -> Result<Project, LoadError> {
    let mut project = match &job.root {
        Some(root) => Project::of(Arc::clone(&job.files), root, read)?,
        None => Project::of_around(&job.files, spec, read)?,
    };
    project = project.chosen();
    if let Some(file) = &job.day.file {
        project = project.with_folder(folder_of(file))?;
    }
    for path in job.stories.iter().chain(&job.fonts.paths) {
        project = project.with_folder(fonts::folder_of(&*job.files, path))?;
    }
    Ok(project)
}

/// The fonts that a spec asks for, and what they come from.
struct SpecFonts<'s> {
    project: &'s Project,
    named: NamedFonts,
}

/// Opens the fonts that the job and its specs name, each path once. Of two
/// faces with one name the last counts, on every page.
fn add_fonts(run: JobRun, specs: &[SpecFonts], outcome: &mut Outcome) {
    let JobRun { job, known, .. } = run;
    let Outcome { fonts, sink, read, .. } = outcome;
    let mut case = FontCase { library: fonts, known: &known.fonts, sink };
    if !specs.is_empty() && job.fonts.system || specs.iter().any(|spec| spec.named.system) {
        case.lay_over_system_fonts(&job.files, read);
    }
    let of_specs =
        specs.iter().flat_map(|spec| spec.named.paths.iter().map(move |path| (spec.project, path)));
    let of_job = specs
        .iter()
        .take(1)
        .flat_map(|spec| job.fonts.paths.iter().map(move |path| (spec.project, path)));
    let mut added: Vec<PathBuf> = Vec::new();
    for (project, path) in of_specs.chain(of_job) {
        let path = project.without_detours(path);
        if !added.contains(&path) {
            case.add(project, &path);
            added.push(path);
        }
    }
    if let Some(emptiness) = case.library.emptiness().filter(|_| !specs.is_empty()) {
        case.sink.push(emptiness);
    }
}

/// Sets the pages and looks them over. Of the specs those after the last output
/// are there for the stories that come from them or go on on them.
fn make(
    run: JobRun,
    specs: &[OpenSpec],
    outputs: &[Output],
    plans: &[ThreadPlan],
    folders: &mut StoryFolders,
    outcome: &mut Outcome,
) -> Vec<Page> {
    let JobRun { aim, known, .. } = run;
    let gathered = gather(run, specs, outputs.len(), plans, folders, outcome);
    let Outcome { fonts, pictures, sink, subsets, checks, .. } = outcome;
    let lent = known.layout.of(fonts);
    let as_written = gathered.book(specs, Shared { fonts, pictures, lent });
    // Places that follow the copy, and what a house leaves to the program to make fit.
    let mut found = Sink::default();
    let settled = fit::settle(&as_written, &mut found);
    let as_settled = with_specs(&as_written, &settled);
    let fitted = fit::fit_by_program(&as_settled, &mut found);
    let book = with_specs(&as_settled, &fitted);
    // The subsets of a file are begun once.
    if aim == Aim::PressFile && run.part == 0 {
        *subsets = ahead::begin(&book, outputs, fonts, &known.subsets);
    }
    let threads = Threads::pour(&book, plans, &mut found);
    if let Some(checks) = checks {
        found.rejudge(|finding| checks.judge(finding));
    }
    sink.append(found);
    let specs_are_sound = !sink.has_errors();
    // Side by side; what is said of them is put together in their order.
    let pages = specs.par_iter().zip(&book).zip(&gathered.copy).zip(outputs).enumerate();
    let pages: Vec<(Page, Sink)> = pages
        .map(|(at, (((open, page), copy), output))| {
            let mut sink = Sink::default();
            let threads = ThreadsAt::page(&threads, at);
            let page = set_page(*page, threads, output, copy.as_ref(), &mut sink);
            if page.items.is_empty() && specs_are_sound && !sink.has_errors() {
                sink.push(
                    Diagnostic::of(CopyFault::NothingStands)
                        .in_file(open.path.display().to_string()),
                );
            }
            (page, sink)
        })
        .collect();
    pages
        .into_iter()
        .map(|(page, findings)| {
            sink.append(findings);
            page
        })
        .collect()
}

/// The pages of a book, some with another spec.
fn with_specs<'b>(book: &[BookPage<'b>], specs: &'b [Option<PageSpec>]) -> Vec<BookPage<'b>> {
    let pages = book.iter().zip(specs);
    pages
        .map(|(page, spec)| BookPage { spec: spec.as_ref().unwrap_or(page.spec), ..*page })
        .collect()
}

/// Sets a page and looks it over.
fn set_page(
    page: BookPage,
    threads: ThreadsAt,
    output: &Output,
    copy: Option<&PageStories>,
    sink: &mut Sink,
) -> Page {
    let mut composed = Sink::default();
    let made = compose(page, threads, &mut composed);
    // A page that a story is missing from is not made up yet.
    if composed.list().iter().all(|finding| finding.code() != Code::StoryMissing) {
        review(&made, page.spec, &mut composed);
    }
    // Without the folder all stories are missing, and without a file that cannot be read
    // the one that it may hold, which has been told.
    let is_told = |it: &Diagnostic| match (&*it.finding, copy) {
        (FindingValue::FitFault(FitFault::NoStory { .. }), None) => true,
        (FindingValue::FitFault(FitFault::NoStory { slug, .. }), Some(copy)) => {
            copy.unread.iter().any(|unread| unread.as_str() == slug)
        }
        _ => false,
    };
    let told = composed.list().iter().filter(|it| !is_told(it));
    // A story that is there, and not as text.
    let told = told.map(|it| match &*it.finding {
        FindingValue::FitFault(FitFault::NoStory { slug, .. }) => {
            let document = copy.and_then(|copy| copy.document_of(slug));
            document.map_or_else(
                || it.clone(),
                |name| {
                    let (slug, document) = (slug.clone(), name.to_owned());
                    let finding = FitFault::StoryIsDocument { slug, document };
                    Diagnostic::of(finding).at(it.span)
                },
            )
        }
        _ => it.clone(),
    });
    told.for_each(|finding| sink.push(finding));
    inspect(&made, page.spec, output, sink);
    sink.rejudge(|finding| page.spec.checks.judge(finding));
    made
}

/// The pages as one document; the first page speaks for all of them.
fn bind(specs: &[OpenSpec], outputs: Vec<Output>, pages: Vec<Page>) -> Option<Document> {
    let first = &specs.first()?.spec.page;
    let imprint = &first.imprint;
    let section = if specs.len() == 1 || imprint.paper.is_empty() {
        imprint.section.as_str()
    } else {
        // Several pages have a section each: none of them is that of the file.
        ""
    };
    let title: Vec<&str> =
        [imprint.paper.as_str(), section].into_iter().filter(|part| !part.is_empty()).collect();
    Some(Document {
        title: title.join(" "),
        author: imprint.paper.clone(),
        lang: first.lang.tag().to_owned(),
        date: imprint.date,
        output: outputs.into_iter().next()?,
        pages,
        imposed: None,
        papers: Vec::new(),
    })
}

/// Lays the pages side by side, or says why that cannot be.
fn impose(document: &mut Document, imposition: Imposition, sink: &mut Sink) {
    let Imposition { scheme, binding } = imposition;
    match impose::plan(&document.pages, scheme, binding) {
        Ok(plan) => {
            if !plan.blanks.is_empty() {
                sink.push(Diagnostic::of(PagesFault::Blank { page_numbers: plan.blanks }));
            }
            document.imposed = Some(plan.sheets);
        }
        Err(error) => sink.push(Diagnostic::of(error)),
    }
}

/// Every slug that the page names, in reading order.
fn slugs(page: &PageSpec) -> Vec<Slug> {
    let mut slugs = Vec::new();
    for element in &page.elements {
        match element {
            Element::Picture(picture) => slugs.push(picture.slug.clone()),
            Element::Table(table) => {
                if let TableContent::Story { slug, .. } = &table.content {
                    slugs.push(slug.clone());
                }
            }
            _ => slugs.extend(frames(element).iter().map(|frame| frame.slug.clone())),
        }
    }
    slugs
}

/// The stories whose text a page places, with where the spec says so.
fn placed_stories(page: &PageSpec) -> impl Iterator<Item = (&Slug, Span)> {
    page.elements.iter().flat_map(frames).map(|frame| (&frame.slug, frame.slug_span))
}

/// Whether a story goes on on another page, or comes from one.
fn jumps(page: &PageSpec, slug: &Slug) -> bool {
    let mut all = page.elements.iter().flat_map(frames);
    all.any(|frame| frame.slug == *slug && (frame.jump.on.is_some() || frame.jump.from.is_some()))
}

/// The stories of an element.
fn frames(element: &Element) -> &[StoryFrame] {
    match element {
        Element::Story(frame) => std::slice::from_ref(frame),
        Element::Section(section) => &section.stories,
        Element::Picture(_)
        | Element::Table(_)
        | Element::Ad(_)
        | Element::Barcode(_)
        | Element::Ornament(_)
        | Element::Banner(_)
        | Element::Rule(_)
        | Element::Box(_)
        | Element::Masthead(_)
        | Element::Folio(_) => &[],
    }
}

impl Outcome {
    /// Nothing yet.
    fn new(fonts: FontLibrary) -> Self {
        Self {
            document: None,
            fonts,
            pictures: Pictures::default(),
            sources: Sources::default(),
            read: FilesRead::default(),
            sink: Sink::default(),
            pressed: None,
            known_files: None,
            subsets: Subsets::default(),
            preflight: None,
            ads: Vec::new(),
            told_of_ads: Vec::new(),
            words: Vec::new(),
            denied: Denied::default(),
            checks: None,
            specs: Vec::new(),
        }
    }

    /// Takes out what was found more than once: pages that share a template
    /// share its mistakes.
    fn tell_once(&mut self) {
        let mut told = Sink::default();
        for finding in self.sink.list() {
            let place = |it: &Diagnostic| {
                let file = |span: Span| self.sources.get(span.source).name.as_str();
                it.span.map(|span| (file(span), span.start, span.end))
            };
            let is_same = |known: &Diagnostic| {
                known.finding == finding.finding
                    && known.file_place == finding.file_place
                    && place(known) == place(finding)
            };
            if !told.list().iter().any(is_same) {
                told.push(finding.clone());
            }
        }
        self.sink = told;
    }

    /// Adds findings about the file, as bad as the house thinks they are.
    fn add_judged(&mut self, mut found: Sink) {
        if let Some(checks) = &self.checks {
            found.rejudge(|finding| checks.judge(finding));
        }
        self.sink.append(found);
    }

    /// Makes errors of what is denied.
    fn deny(&mut self) {
        self.sink.deny(&self.denied);
    }

    /// Whether the pages may go to press.
    #[must_use]
    pub fn is_fit_for_press(&self) -> bool {
        self.document.is_some() && !self.sink.has_errors()
    }

    /// How many findings are of exactly this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.sink.count(severity)
    }
}
