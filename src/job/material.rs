//! The copy of the day: stories and the pictures that they name, each file read
//! once however many pages want it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::{EngineCache, OpenSpec, Outcome, bookings};
use crate::diag::finding::{Advice, BookingFault, CopyFault, FileFault};
use crate::diag::{Code, Diagnostic, Sink, SourceId, Sources, nearest, plain_path};
use crate::encoding::DecodeError;
use crate::font::FontLibrary;
use crate::layout::Material;
use crate::load::{LoadError, PICTURE_LIMIT, Project, TEXT_LIMIT, folder_of};
use crate::page::ElementId;
use crate::picture::{KnownPictures, Picture, PictureId};
use crate::spec::page::{Ad, AdBooking, Element, TableContent};
use crate::story::{self, KnownStories, Slug, Story, Table};

/// What was read so far.
pub(super) struct CopyDesk<'r> {
    /// What was read in other runs.
    known: &'r EngineCache,
    folders: &'r mut StoryFolders,
    pictures: BTreeMap<(PathBuf, u32), PictureId>,
}

/// The folders with stories that were read, each once however many pages want it.
#[derive(Default)]
pub(super) struct StoryFolders {
    known: BTreeMap<PathBuf, Arc<Folder>>,
    /// Those that were wanted since the others were forgotten.
    wanted: BTreeSet<PathBuf>,
    /// How many were read.
    count: u32,
}

impl StoryFolders {
    /// Reads the folders of some specs, side by side. What cannot be read is left for
    /// [`Self::get`], which tells why.
    pub(super) fn read<'s>(
        &mut self,
        specs: impl Iterator<Item = &'s OpenSpec>,
        known: &KnownStories,
    ) {
        let mut wanted: Vec<(&PathBuf, &OpenSpec, u32)> = Vec::new();
        let mut seen = BTreeSet::new();
        for open in specs {
            let Some(name) = &open.folder else { continue };
            if !self.known.contains_key(name) && seen.insert(name) {
                wanted.push((name, open, self.next_shelf()));
            }
        }
        let read: Vec<_> = wanted
            .into_par_iter()
            .map(|(name, open, shelf)| (name, Folder::read(name, open, shelf, known)))
            .collect();
        for (name, folder) in read {
            self.known.extend(folder.ok().map(|folder| (name.clone(), Arc::new(folder))));
        }
    }

    /// A folder that a spec wants.
    fn get(
        &mut self,
        open: &OpenSpec,
        name: &PathBuf,
        known: &KnownStories,
    ) -> Result<Arc<Folder>, Box<Diagnostic>> {
        self.wanted.insert(name.clone());
        if let Some(known) = self.known.get(name) {
            return Ok(Arc::clone(known));
        }
        let folder = Arc::new(Folder::read(name, open, self.next_shelf(), known)?);
        self.known.insert(name.clone(), Arc::clone(&folder));
        Ok(folder)
    }

    /// Those of a look at all pages of an edition, whose shelves are apart from those of a
    /// run.
    pub(super) fn apart() -> Self {
        Self { count: u32::MAX / 4, ..Self::default() }
    }

    /// The stories of a folder; none if it cannot be read, which is told when a page is
    /// made of it.
    pub(super) fn stories(
        &mut self,
        open: &OpenSpec,
        name: &PathBuf,
        known: &KnownStories,
        sources: &mut Sources,
    ) -> Vec<Story> {
        let Ok(folder) = self.get(open, name, known) else { return Vec::new() };
        sources.append(&folder.sources);
        folder.stories.clone()
    }

    /// Whether a folder was read and there was nothing to say of it.
    pub(super) fn is_sound(&self, name: &Path) -> bool {
        self.known.get(name).is_some_and(|folder| folder.found.list().is_empty())
    }

    /// The shelves of the pages are counted from the first, those of folders from the last.
    fn next_shelf(&mut self) -> u32 {
        self.count += 1;
        u32::MAX - self.count
    }

    /// Forgets what was not wanted since this was done before.
    pub(super) fn forget_idle(&mut self) {
        let wanted = std::mem::take(&mut self.wanted);
        self.known.retain(|name, _| wanted.contains(name));
    }
}

/// Bytes of all stories in a folder: ten issues of two hundred pages each.
const MOST_COPY: usize = 64 << 20;
/// Bytes of all stories on a page, each as often as it is placed. No page holds
/// a tenth of it, and the text beyond the page is set as well, to be counted.
const MOST_OF_PAGE: usize = TEXT_LIMIT as usize;

/// The stories that a page may name.
#[derive(Default)]
pub(super) struct PageStories {
    pub(super) material: Vec<Material>,
    /// The slugs of files that cannot be read, which has been told.
    pub(super) unread: Vec<Slug>,
    /// The names of files in their folder that are no stories.
    others: Vec<String>,
}

/// What word processors and browsers write.
const DOCUMENTS: [&str; 9] = ["doc", "docx", "htm", "html", "odt", "pdf", "rtf", "wps", "pages"];

impl PageStories {
    /// The document that a story of this slug may be in.
    pub(super) fn document_of(&self, slug: &str) -> Option<&str> {
        let is_it = |name: &&String| {
            let parts = name.rsplit_once('.');
            parts.is_some_and(|(stem, end)| {
                stem == slug && DOCUMENTS.contains(&end.to_lowercase().as_str())
            })
        };
        self.others.iter().find(is_it).map(String::as_str)
    }
}

/// The stories of a folder, and what was found when they were read.
struct Folder {
    stories: Vec<Story>,
    /// The slugs that files would have that cannot be read, by their names.
    unread: Vec<Slug>,
    /// The names of files that are no stories.
    others: Vec<String>,
    /// Their files, on a shelf of their own.
    sources: Sources,
    found: Sink,
}

/// A folder with stories, by its name.
struct CopyFolder {
    name: PathBuf,
    folder: Arc<Folder>,
}

/// How many files are read at a time: of a folder with too much copy the rest is not.
const FILES_AT_A_TIME: usize = 64;

impl Folder {
    /// Reads a folder for a spec.
    fn read(
        name: &Path,
        open: &OpenSpec,
        shelf: u32,
        known: &KnownStories,
    ) -> Result<Self, Box<Diagnostic>> {
        let project = &open.project;
        let files = project
            .list(name)
            .map_err(|error| Box::new(error.diagnostic().advice(Advice::StoriesFolder)))?;
        let (files, others): (Vec<PathBuf>, Vec<PathBuf>) =
            files.into_iter().partition(|file| is_story(file));
        let name_of = |file: &PathBuf| Some(file.file_name()?.to_str()?.to_owned());
        let others = others.iter().filter_map(name_of).collect();
        let mut found = Sink::default();
        let (mut texts, mut unread) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        for files in files.chunks(FILES_AT_A_TIME) {
            let read: Vec<_> = files.par_iter().map(|file| project.read_text(file)).collect();
            for (file, text) in files.iter().zip(read) {
                match text {
                    Ok(text) => {
                        bytes += text.len();
                        texts.push((file.display().to_string(), text));
                    }
                    Err(error) => {
                        let stem = file.file_stem().and_then(|stem| stem.to_str());
                        unread.extend(stem.and_then(Slug::new));
                        found.push(error.diagnostic());
                    }
                }
            }
            if bytes > MOST_COPY {
                return Err(Box::new(too_much_copy(name)));
            }
        }
        let mut sources = Sources::on_shelf(shelf);
        let stories = story::read_all_with(known, texts, &mut sources, &mut found);
        Ok(Self { stories, unread, others, sources, found })
    }
}

impl<'r> CopyDesk<'r> {
    /// Nothing read yet in this run.
    pub(super) fn new(known: &'r EngineCache, folders: &'r mut StoryFolders) -> Self {
        Self { known, folders, pictures: BTreeMap::new() }
    }

    /// The stories for a page, with the pictures of those that it names; none
    /// if they cannot be read.
    pub(super) fn material(
        &mut self,
        open: &OpenSpec,
        wanted: &[Slug],
        outcome: &mut Outcome,
    ) -> Option<PageStories> {
        if wanted.is_empty() {
            return Some(PageStories::default());
        }
        let mut copy = vec![self.folder(open, outcome)?];
        for name in &open.instead {
            copy.extend(self.folder_instead(open, name, outcome));
        }
        let mut stories = PageStories::default();
        for (at, CopyFolder { name, folder }) in copy.iter().enumerate() {
            report(folder, wanted, &mut outcome.sink);
            if let Some(finding) = too_much_text(folder, wanted, &outcome.sources) {
                outcome.sink.push(finding);
                return None;
            }
            // What stands in a later folder stands in the place of this.
            let later = copy[at + 1..].iter().flat_map(|later| &later.folder.stories);
            let later: BTreeSet<&Slug> = later.map(|story| &story.slug).collect();
            for story in folder.stories.iter().filter(|story| !later.contains(&story.slug)) {
                // Stories that the page does not name are there for "did you mean" only.
                stories.material.push(match wanted.contains(&story.slug) {
                    true => self.open_pictures(story.clone(), name, open, outcome),
                    false => Material { story: story.in_name_only(), pictures: Vec::new() },
                });
            }
            stories.unread.extend(folder.unread.iter().cloned());
            stories.others.extend(folder.others.iter().cloned());
        }
        Some(stories)
    }

    /// A folder with stories that stand in the place of others; none if it cannot be
    /// read: that one was not there has been told at its line of the edition.
    fn folder_instead(
        &mut self,
        open: &OpenSpec,
        name: &PathBuf,
        outcome: &mut Outcome,
    ) -> Option<CopyFolder> {
        let Outcome { sources, sink, .. } = outcome;
        match self.folders.get(open, name, &self.known.stories) {
            Ok(folder) => {
                sources.append(&folder.sources);
                Some(CopyFolder { name: name.clone(), folder })
            }
            Err(finding) => {
                sink.push(*finding);
                None
            }
        }
    }

    /// The stories of a spec's folder; none if the folder cannot be read.
    fn folder(&mut self, open: &OpenSpec, outcome: &mut Outcome) -> Option<CopyFolder> {
        let Outcome { sources, sink, .. } = outcome;
        let Some(name) = &open.folder else {
            sink.push(Diagnostic::of(CopyFault::NoFolder));
            return None;
        };
        match self.folders.get(open, name, &self.known.stories) {
            Ok(folder) => {
                sources.append(&folder.sources);
                Some(CopyFolder { name: name.clone(), folder })
            }
            Err(finding) => {
                let place = finding.span.or(open.spec.page.written.stories);
                sink.push(finding.at(place));
                None
            }
        }
    }

    /// Opens the pictures of a story; their paths count from the story's folder.
    fn open_pictures(
        &mut self,
        story: Story,
        folder: &Path,
        open: &OpenSpec,
        outcome: &mut Outcome,
    ) -> Material {
        let Outcome { pictures, sink, fonts, .. } = outcome;
        let project = &open.project;
        let files = PictureFiles { project, known: &self.known.pictures, fonts };
        let paths = story.pictures.iter().map(|it| project.without_detours(&folder.join(&it.file)));
        let paths: Vec<PathBuf> = paths.collect();
        // Drawings take a while, and know nothing of each other.
        let read: Vec<_> = (paths.par_iter().zip(&story.pictures))
            .map(|(path, picture)| match self.pictures.get(&(path.clone(), 0)) {
                Some(id) => Ok(FoundPicture::Known(*id)),
                None => files.read(path, 0, |error| {
                    let near = nearest_file(project, path, &picture.file);
                    missing_picture(error, &picture.file, near)
                }),
            })
            .collect();
        let mut opened = Vec::new();
        for ((picture, path), read) in story.pictures.iter().zip(paths).zip(read) {
            let id = read.map(|found| match found {
                FoundPicture::Known(id) => id,
                FoundPicture::New(read) => {
                    for note in read.replaced_lettering().into_iter().chain(read.mended()) {
                        sink.push(note.at(picture.span));
                    }
                    pictures.add(*read)
                }
            });
            opened.push(match id {
                Ok(id) => {
                    let read = pictures.get(id);
                    for note in read.misnamed().into_iter().chain(read.spare_channels()) {
                        sink.push(note.at(picture.span));
                    }
                    self.pictures.insert((path, 0), id);
                    Some(id)
                }
                Err(finding) => {
                    sink.push(finding.at(picture.span));
                    None
                }
            });
        }
        Material { story, pictures: opened }
    }

    /// Opens the files of a page's advertisements.
    pub(super) fn ads(
        &mut self,
        open: &OpenSpec,
        outcome: &mut Outcome,
    ) -> BTreeMap<ElementId, PictureId> {
        let Outcome { pictures, sink, fonts, .. } = outcome;
        let project = &open.project;
        let files = PictureFiles { project, known: &self.known.pictures, fonts };
        let mut opened = BTreeMap::new();
        for (at, element) in (0..).zip(&open.spec.page.elements) {
            let Element::Ad(ad) = element else { continue };
            // What has no file has been told.
            let Some(file) = &ad.file else { continue };
            let path = open.project.without_detours(file);
            let key = (path, ad.page);
            let found = match self.pictures.get(&key) {
                Some(id) => Ok(FoundPicture::Known(*id)),
                None => {
                    let missing = |error: &LoadError| {
                        missing_ad(error, ad, nearest_file(project, &key.0, &named_file(ad)))
                    };
                    files.read(&key.0, ad.page, missing)
                }
            };
            let found = found.map(|found| match found {
                FoundPicture::Known(id) => id,
                FoundPicture::New(read) => {
                    let lettering = read.replaced_lettering();
                    let told = read.misnamed().into_iter().chain(read.spare_channels());
                    for note in told.chain(lettering).chain(read.mended()) {
                        sink.push(note.at(ad.file_span));
                    }
                    pictures.add(*read)
                }
            });
            match found {
                Ok(id) => {
                    self.pictures.insert(key, id);
                    opened.insert(ElementId(at), id);
                }
                Err(finding) => sink.push(finding.at(ad.file_span)),
            }
        }
        opened
    }
}

/// A picture that has been opened.
enum FoundPicture {
    /// Before.
    Known(PictureId),
    /// Just now.
    New(Box<Picture>),
}

/// Where pictures are opened.
#[derive(Clone, Copy)]
struct PictureFiles<'f> {
    project: &'f Project,
    /// Pictures that were opened in other runs.
    known: &'f KnownPictures,
    /// The faces for the lettering of drawings.
    fonts: &'f FontLibrary,
}

impl PictureFiles<'_> {
    /// Opens a page of a picture's file.
    fn read(
        self,
        path: &Path,
        page: u32,
        missing: impl Fn(&LoadError) -> Diagnostic,
    ) -> Result<FoundPicture, Diagnostic> {
        let name = path.display().to_string();
        let bytes = self.project.read_bytes(path, PICTURE_LIMIT);
        let bytes = bytes.map_err(|error| missing(&error))?;
        let read = self.known.read_page(&name, bytes, page, self.fonts);
        read.map(|read| FoundPicture::New(Box::new(read))).map_err(|error| error.diagnostic(&name))
    }
}

fn too_much_copy(folder: &Path) -> Diagnostic {
    let finding = CopyFault::FolderTooLarge { limit_mib: (MOST_COPY >> 20) as u64 };
    Diagnostic::of(finding).in_file(folder.display().to_string())
}

/// What is to be said of a page that is to hold more text than any page can.
fn too_much_text(folder: &Folder, wanted: &[Slug], sources: &Sources) -> Option<Diagnostic> {
    let sizes: BTreeMap<&Slug, usize> = folder
        .stories
        .iter()
        .map(|story| (&story.slug, sources.get(story.source).text.len()))
        .collect();
    let bytes: usize = wanted.iter().filter_map(|slug| sizes.get(slug)).sum();
    if bytes <= MOST_OF_PAGE {
        return None;
    }
    let (text_kib, limit_kib) = (bytes.div_ceil(1 << 10), MOST_OF_PAGE >> 10);
    Some(Diagnostic::of(CopyFault::PageTooFull { text_kib, limit_kib }))
}

/// The tables in files that a page names; one that cannot be read is reported
/// and left out.
pub(super) fn tables(open: &OpenSpec, outcome: &mut Outcome) -> BTreeMap<PathBuf, Table> {
    let mut tables = BTreeMap::new();
    let Outcome { sources, sink, .. } = outcome;
    for element in &open.spec.page.elements {
        let Element::Table(table) = element else { continue };
        let TableContent::File { path, span } = &table.content else { continue };
        if tables.contains_key(path) {
            continue;
        }
        match open.project.read_list(path, |_| false) {
            Ok(text) => {
                let source =
                    sources.add(open.project.without_detours(path).display().to_string(), text);
                let table = story::read_delimited(source, sources, sink);
                tables.extend(table.map(|table| (path.clone(), table)));
            }
            Err(error) => sink.push(unreadable_table(&error, &open.project).at(*span)),
        }
    }
    tables
}

/// Why a file cannot be read; of one in another encoding the line is told, for
/// spreadsheets have lines and no bytes.
fn unreadable_table(error: &LoadError, project: &Project) -> Diagnostic {
    let finding = error.diagnostic();
    let LoadError::Undecoded { path, error: DecodeError::Unsure { offset, .. } } = error else {
        return finding;
    };
    let bytes = project.read_bytes(path, TEXT_LIMIT).unwrap_or_default();
    let line = 1 + bytes.iter().take(*offset).filter(|byte| **byte == b'\n').count();
    let name = plain_path(path).display().to_string();
    Diagnostic::of(FileFault::TableEncoding { path: name.clone(), file_line: line }).in_file(name)
}

/// Reports what was found in a folder, as far as it concerns a page. A folder
/// holds the copy of many pages: what is wrong with stories that this page does
/// not name is not this page's matter, unless one that it names is missing.
fn report(folder: &Folder, wanted: &[Slug], sink: &mut Sink) {
    let Folder { stories, found, .. } = folder;
    let is_missing = wanted.iter().any(|slug| !stories.iter().any(|story| story.slug == *slug));
    let idle: BTreeSet<SourceId> = stories
        .iter()
        .filter(|story| !wanted.contains(&story.slug))
        .map(|story| story.source)
        .collect();
    for finding in found.list() {
        let concerns_page = match finding.span {
            Some(span) => !idle.contains(&span.source),
            None => true,
        };
        let belongs_to_story = finding
            .span
            .is_some_and(|span| stories.iter().any(|story| story.source == span.source));
        if concerns_page && (belongs_to_story || is_missing) || finding.code() == Code::StoryTwice {
            sink.push(finding.clone());
        }
    }
}

fn is_story(file: &Path) -> bool {
    file.extension()
        .and_then(|end| end.to_str())
        .is_some_and(|end| matches!(end.to_ascii_lowercase().as_str(), "md" | "markdown" | "txt"))
}

/// A picture that is not there is the commonest mistake of all and gets words
/// of its own.
fn missing_picture(error: &LoadError, file: &str, nearest: Option<String>) -> Diagnostic {
    let LoadError::Unreadable { .. } = error else { return error.diagnostic() };
    let cause = Box::new(error.finding().into());
    Diagnostic::of(CopyFault::PictureUnread { picture: file.to_owned(), cause, nearest })
}

/// The name of a file in the folder of one that is not there, if it is nearly the same, written
/// as `given` is.
fn nearest_file(project: &Project, path: &Path, given: &str) -> Option<String> {
    nearest_name(&project.list(folder_of(path)).ok()?, path, given)
}

/// The same of some files or folders.
pub(super) fn nearest_name(files: &[PathBuf], path: &Path, given: &str) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let names = files.iter().filter_map(|file| file.file_name()?.to_str());
    let names: Vec<&str> = names.collect();
    let same = names.iter().copied().find(|name| name.to_lowercase() == wanted.to_lowercase());
    let near = same.or_else(|| nearest(wanted, names.iter().copied()))?;
    let folder = given.strip_suffix(wanted)?;
    Some(format!("{folder}{near}"))
}

/// The same for an advertisement.
fn missing_ad(error: &LoadError, ad: &Ad, nearest: Option<String>) -> Diagnostic {
    let LoadError::Unreadable { .. } = error else { return error.diagnostic() };
    if let Some(AdBooking { id: Some(id), client, size: Some(size) }) = &ad.booking {
        let missing = BookingFault::FileMissing {
            booking: id.clone(),
            client: client.clone(),
            booked_mm: bookings::in_mm(*size),
            path: named_file(ad),
            nearest,
        };
        return Diagnostic::of(missing);
    }
    let cause = Box::new(error.finding().into());
    Diagnostic::of(CopyFault::AdUnread { ad: ad.name.clone(), cause, nearest })
}

/// The file of an advertisement as it is named in a spec, or by its path.
fn named_file(ad: &Ad) -> String {
    let path = ad.file.as_deref().map(|file| plain_path(file).display().to_string());
    match ad.booking {
        Some(_) => path.unwrap_or_default(),
        None => ad.name.clone(),
    }
}
