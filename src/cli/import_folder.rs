//! `banmian import -o FOLDER/`: a story for each piece of copy in a file. What came before
//! is known by the stories that stand in the folder, each of which says where it came from
//! (`[wire]`); no story that is there is ever changed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::finding::{FindingValue, ForeignFormat, ManuscriptFinding, OutputFault};
use banmian::diag::{Diagnostic, Severity, Sink, Sources, plain_path};
use banmian::encoding::CopyEncoding;
use banmian::load::{FilesRead, Project, folder_of};
use banmian::manuscript::feed::{FeedItem, VersionOrder, order};
use banmian::manuscript::{
    CharacterTable, CopyFile, FilesBeside, ManuscriptError, ReadCopy, local_path, read_copy,
    recognise,
};
use banmian::say;
use banmian::story::{FiledFacts, WireItem, with_facts};

use super::Verdict;
use super::answer::{Numbers, Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::import::{DOCUMENT_LIMIT, Mended, write};
use super::new::make_folder;
use super::output::OutputWriter;
use super::watch::seen::FileState;

/// The largest story file.
const STORY_LIMIT: u64 = 2 << 20;

/// The largest picture beside a feed.
const PICTURE_LIMIT: u64 = 64 << 20;

/// Names that are tried for a story.
const MOST_NAMES: usize = 1000;

/// Characters of a story's name.
const LONGEST_NAME: usize = 60;

/// What is asked for.
pub(super) struct FolderImport<'a> {
    pub(super) folder: &'a Path,
    pub(super) encoding: Option<CopyEncoding>,
    pub(super) characters: &'a CharacterTable,
    pub(super) format: FindingsFormat,
}

/// What was found and written.
#[derive(Default)]
pub(super) struct FolderTold {
    pub(super) sources: Sources,
    pub(super) sink: Sink,
    /// What people are told: of repeated changes one each.
    pub(super) people: Vec<Diagnostic>,
    pub(super) written: Vec<WrittenFile>,
    /// What became of each piece of copy.
    pub(super) outcomes: Vec<CopyOutcome>,
}

/// What became of a piece of copy.
pub(super) enum CopyOutcome {
    /// A story was written.
    Written { story: PathBuf, mended: Mended },
    /// It is there already, or a later version of it.
    Repeated { story: PathBuf },
    /// The agency took it back, or it cannot be read or written.
    Nothing,
}

impl FolderTold {
    fn push(&mut self, finding: Diagnostic) {
        self.people.push(finding.clone());
        self.sink.push(finding);
    }

    /// Tells all of it.
    pub(super) fn finish(self, format: FindingsFormat, console: &Console) -> io::Result<Verdict> {
        let Self { sources, sink, people, written, outcomes } = self;
        let mut sum = Mended { changes: 0, open: 0 };
        let mut stories = 0;
        for outcome in &outcomes {
            if let CopyOutcome::Written { mended, .. } = outcome {
                stories += 1;
                sum.changes += mended.changes;
                sum.open += mended.open;
            }
        }
        let numbers = Numbers { import: Some(sum), ..Numbers::default() };
        let answer = Told::new(&sources, sink.list()).outputs(written).numbers(numbers);
        match format {
            FindingsFormat::Json => console.report(format, answer)?,
            FindingsFormat::Human => console.findings(&sources, &people),
        }
        let Mended { changes, open } = sum;
        console.say(&say!(
            "stories: {stories}; changes: {changes}, {open} of them for an editor to look at",
            "写出 {stories} 篇稿件；共 {changes} 处改动，其中 {open} 处请编辑核对"
        ));
        match sink.has_errors() {
            true => Ok(Verdict::Problems),
            false => Ok(Verdict::Fine),
        }
    }
}

/// Makes stories of one file.
pub(super) fn run(
    import: &FolderImport,
    file: &Path,
    told: FolderTold,
    console: &Console,
) -> io::Result<Verdict> {
    let mut told = told;
    let mut known = KnownItems::default();
    if let Some(arrived) = import.read(file, &mut told) {
        import.take(&arrived, &mut known, &mut told);
    }
    told.finish(import.format, console)
}

/// A file of copy that has been read.
pub(super) struct ArrivedFile {
    path: PathBuf,
    name: String,
    bytes: std::sync::Arc<[u8]>,
    files: FilesRead,
    copies: Vec<ReadCopy>,
}

impl ArrivedFile {
    /// Whether a picture that it names may yet come.
    pub(super) fn lacks_pictures(&self) -> bool {
        self.copies.iter().any(ReadCopy::lacks_picture)
    }
}

impl FolderImport<'_> {
    /// Reads a file; none if that cannot be done, or if it is a picture, which belongs to
    /// copy.
    pub(super) fn read(&self, path: &Path, told: &mut FolderTold) -> Option<ArrivedFile> {
        let files = FilesRead::default();
        let project = Project::new(folder_of(path), &files);
        let read = project.and_then(|it| Ok((it.read_bytes(path, DOCUMENT_LIMIT)?, it)));
        let (bytes, project) = match read {
            Ok(read) => read,
            Err(error) => {
                told.push(error.diagnostic());
                return None;
            }
        };
        let name = plain_path(path).display().to_string();
        let copy = self.copy_file(&name, &bytes);
        let beside = PicturesBeside::new(&project, path);
        match read_copy(&copy, Some(&beside)) {
            Ok(copies) => Some(ArrivedFile { path: path.to_owned(), name, bytes, files, copies }),
            Err(finding) => {
                told.push(Diagnostic::of(*finding).in_file(name));
                None
            }
        }
    }

    fn copy_file<'f>(&'f self, name: &'f str, bytes: &'f [u8]) -> CopyFile<'f> {
        let (wanted, characters) = (self.encoding, self.characters);
        CopyFile { name, bytes, wanted, characters, picture_stem: None }
    }

    /// Makes a story of each piece of copy in a file that is not there yet.
    pub(super) fn take(&self, file: &ArrivedFile, known: &mut KnownItems, told: &mut FolderTold) {
        if let Err(finding) = make_folder(self.folder) {
            told.push(*finding);
            return;
        }
        // Of two runs at once each looks at what the other has written. Where a folder
        // cannot be locked, no name is taken twice all the same.
        let lock = File::open(self.folder).ok().filter(|folder| folder.lock().is_ok());
        for number in 0..file.copies.len() {
            let outcome = self.take_one(file, number, known, told);
            told.outcomes.push(outcome);
        }
        drop(lock);
    }

    fn take_one(
        &self,
        file: &ArrivedFile,
        number: usize,
        known: &mut KnownItems,
        told: &mut FolderTold,
    ) -> CopyOutcome {
        let Some(copy) = file.copies.get(number) else { return CopyOutcome::Nothing };
        let file_name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let facts = copy.facts(&file_name);
        known.look(self.folder);
        let before = known.latest(&facts.wire);
        let name = copy.item.as_ref().map_or(file_name.clone(), FeedItem::name);
        let refusal = copy.item.as_ref().and_then(|item| item.refusal(&file.name));
        if let Some(refusal) = refusal {
            told.push(Diagnostic::of(refusal).in_file(&*file.name));
            for story in known.stories_of(&facts.wire) {
                let (item, path) = (name.clone(), story.display().to_string());
                told.push(Diagnostic::of(ManuscriptFinding::WithdrawnStands { item, path }));
            }
            return CopyOutcome::Nothing;
        }
        if let Some((story, wire)) = &before {
            let path = story.display().to_string();
            let finding = match order(&facts.wire, wire) {
                VersionOrder::Same => {
                    Some(ManuscriptFinding::Repeated { item: name.clone(), path })
                }
                VersionOrder::Older => {
                    Some(ManuscriptFinding::Outdated { item: name.clone(), path })
                }
                VersionOrder::Later => None,
            };
            if let Some(finding) = finding {
                told.push(Diagnostic::of(finding).in_file(&*file.name));
                return CopyOutcome::Repeated { story: story.clone() };
            }
        }
        let base = match &before {
            Some((story, _)) => version_name(story, &facts.wire),
            None => story_name(&facts, &file.path, number, file.copies.len()),
        };
        let written = self.write_new(file, copy, &facts, &base, told);
        if let (CopyOutcome::Written { story, .. }, Some((earlier, _))) = (&written, before) {
            let path = story.display().to_string();
            let earlier_story = earlier.display().to_string();
            let finding = ManuscriptFinding::Corrected { item: name, path, earlier_story };
            told.push(Diagnostic::of(finding).in_file(&*file.name));
        }
        written
    }

    /// Writes a story and its pictures under the first name that is free.
    fn write_new(
        &self,
        file: &ArrivedFile,
        copy: &ReadCopy,
        facts: &FiledFacts,
        base: &str,
        told: &mut FolderTold,
    ) -> CopyOutcome {
        for number in 1..=MOST_NAMES {
            let stem = if number == 1 { base.to_owned() } else { format!("{base}-{number}") };
            let story = self.folder.join(format!("{stem}.md"));
            if story.symlink_metadata().is_ok() {
                continue;
            }
            let mut sink = Sink::default();
            let source = self.copy_file(&file.name, &file.bytes);
            let made = source.make(copy, Some(&stem), &mut told.sources, &mut sink);
            let Some(mut made) = made else {
                sink.list().iter().for_each(|finding| told.push(finding.clone()));
                return CopyOutcome::Nothing;
            };
            if WireItem::of(&made.story).is_none() {
                made.story = with_facts(&made.story, facts);
            }
            let writer = OutputWriter::new(&file.files, self.format);
            match write(&story, &made, false, &writer) {
                Ok(files) => {
                    let mended =
                        Mended { changes: sink.total(), open: sink.count(Severity::Warning) };
                    told.people.extend(made.told_people);
                    sink.list().iter().for_each(|finding| told.sink.push(finding.clone()));
                    told.written.extend(files);
                    return CopyOutcome::Written { story, mended };
                }
                Err(finding) if is_taken(&finding) => {}
                Err(finding) => {
                    told.push(finding);
                    return CopyOutcome::Nothing;
                }
            }
        }
        let path = self.folder.join(base).display().to_string();
        told.push(Diagnostic::of(OutputFault::Exists { path }));
        CopyOutcome::Nothing
    }
}

/// Whether a file could not be written since there is one of its name.
fn is_taken(finding: &Diagnostic) -> bool {
    matches!(*finding.finding, FindingValue::OutputFault(OutputFault::Exists { .. }))
}

/// The name of a story without its ending: what the agency calls the subject, else the name
/// of the file.
fn story_name(facts: &FiledFacts, file: &Path, number: usize, count: usize) -> String {
    let slugline = facts.wire.slugline.as_deref().map(as_name).filter(|it| !it.is_empty());
    let stem = || as_name(&file.file_stem().unwrap_or_default().to_string_lossy());
    match slugline {
        Some(name) => name,
        None if count > 1 => format!("{}-{}", stem(), number + 1),
        None => Some(stem()).filter(|it| !it.is_empty()).unwrap_or_else(|| "story".to_owned()),
    }
}

/// The name of a later version: that of the earlier story, with the version behind it.
fn version_name(earlier: &Path, wire: &WireItem) -> String {
    let stem = earlier.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let stem = match stem.rsplit_once("-v") {
        Some((first, version)) if version.bytes().all(|it| it.is_ascii_digit()) => first.to_owned(),
        _ => stem,
    };
    match wire.version.as_deref().map(as_name).filter(|it| !it.is_empty()) {
        Some(version) => format!("{stem}-v{version}"),
        None => format!("{stem}-new"),
    }
}

/// Words as the name of a file on any system.
fn as_name(words: &str) -> String {
    let mut name = String::new();
    for c in words.chars().take(LONGEST_NAME) {
        match c {
            c if c.is_alphanumeric() || c == '_' => name.push(c),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// Files of pictures that lie beside a feed.
pub(super) struct PicturesBeside<'a> {
    project: &'a Project,
    folder: PathBuf,
}

impl<'a> PicturesBeside<'a> {
    pub(super) fn new(project: &'a Project, feed: &Path) -> Self {
        Self { project, folder: folder_of(feed).to_owned() }
    }
}

impl FilesBeside for PicturesBeside<'_> {
    fn picture(&self, address: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(local_path(address)?);
        let bytes = self.project.read_bytes(path, PICTURE_LIMIT).ok()?;
        Some(bytes.to_vec())
    }
}

/// The items that stories of a folder came from.
#[derive(Default)]
pub(super) struct KnownItems {
    stories: BTreeMap<PathBuf, KnownStory>,
}

struct KnownStory {
    state: FileState,
    wire: Option<WireItem>,
}

impl KnownItems {
    /// Looks at the stories that are there; those that are as they were are not read again.
    fn look(&mut self, folder: &Path) {
        let read = FilesRead::default();
        let Ok(project) = Project::new(folder, &read) else { return };
        let paths = project.list(folder).unwrap_or_default();
        let is_story = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
        let mut stories = BTreeMap::new();
        for path in paths.into_iter().filter(is_story) {
            let state = FileState::of(&path);
            let known = self.stories.remove(&path).filter(|known| known.state == state);
            let known = known.unwrap_or_else(|| {
                let bytes = project.read_bytes(&path, STORY_LIMIT).unwrap_or_default();
                let wire = std::str::from_utf8(&bytes).ok().and_then(WireItem::of);
                KnownStory { state, wire }
            });
            stories.insert(path, known);
        }
        self.stories = stories;
    }

    /// The stories of an item.
    fn stories_of(&self, wire: &WireItem) -> Vec<PathBuf> {
        let is_it = |known: &&WireItem| is_same(known, wire);
        let of =
            self.stories.iter().filter(|(_, known)| known.wire.as_ref().filter(is_it).is_some());
        of.map(|(path, _)| path.clone()).collect()
    }

    /// The latest of the stories of an item.
    fn latest(&self, wire: &WireItem) -> Option<(PathBuf, WireItem)> {
        let mut latest: Option<(PathBuf, WireItem)> = None;
        for (path, known) in &self.stories {
            let Some(known) = known.wire.as_ref().filter(|known| is_same(known, wire)) else {
                continue;
            };
            // The very words that came are known again, whatever came after them.
            if known.digest == wire.digest && known.version == wire.version {
                return Some((path.clone(), known.clone()));
            }
            let is_later =
                latest.as_ref().is_none_or(|(_, it)| order(known, it) == VersionOrder::Later);
            if is_later {
                latest = Some((path.clone(), known.clone()));
            }
        }
        latest
    }
}

/// Whether two stories came from one item: by what the agency calls it, else by the file.
fn is_same(one: &WireItem, other: &WireItem) -> bool {
    match (&one.item, &other.item) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.file.is_some() && one.file == other.file,
        _ => false,
    }
}

/// How names of pictures end.
const PICTURES: [&str; 10] =
    ["jpg", "jpeg", "png", "tif", "tiff", "gif", "bmp", "webp", "svg", "eps"];

/// Whether a file is a picture, by its name or by what is in it.
pub(super) fn is_picture(path: &Path) -> bool {
    let end = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if PICTURES.contains(&end.as_str()) {
        return true;
    }
    let read = FilesRead::default();
    let bytes = Project::new(folder_of(path), &read)
        .and_then(|project| project.read_bytes(path, PICTURE_LIMIT));
    let foreign = ManuscriptError::Foreign { format: ForeignFormat::Picture };
    bytes.is_ok_and(|bytes| recognise(&bytes) == Err(foreign))
}
