//! `banmian import --page`: the text of a whole page to its stories and a first page spec.

use std::io;
use std::path::{Component, Path};
use std::sync::Arc;

use banmian::diag::finding::OutputFault;
use banmian::diag::{Diagnostic, Severity, Sink, Sources, plain_path};
use banmian::dummy::{PageFile, SPEC, make_up};
use banmian::encoding::CopyEncoding;
use banmian::load::{Disk, FilesRead, Overlaid, Project, TEXT_LIMIT};
use banmian::manuscript::{CharacterTable, CopyFile, import_page};
use banmian::say;
use banmian::story::{CutPage, PieceKind};

use super::Verdict;
use super::answer::{Numbers, Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::import::{Mended, characters};
use super::new::make_folder;
use super::output::{OutputWriter, refusal};
use super::progress::Progress;
use crate::embedded;

/// What is asked for.
pub(super) struct PageImport<'a> {
    pub(super) file: &'a Path,
    pub(super) folder: &'a Path,
    pub(super) template: Option<&'a Path>,
    pub(super) encoding: Option<CopyEncoding>,
    pub(super) table: Option<&'a Path>,
    pub(super) force: bool,
    pub(super) format: FindingsFormat,
}

impl PageImport<'_> {
    /// The house's table of characters; none if it cannot be read.
    fn characters(
        &self,
        files: &FilesRead,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<CharacterTable> {
        match self.table {
            Some(file) => characters(file, files, sources, sink),
            None => Some(CharacterTable::default()),
        }
    }
}

pub(super) fn run(import: &PageImport, console: &Console) -> io::Result<Verdict> {
    let mut told = PageTold::default();
    let files = FilesRead::default();
    let progress = Progress::new(console);
    progress.step(&say!("cutting the page into stories", "正在拆分稿件"));
    let page = read(import, &files, &mut told);
    let mended = Mended { changes: told.sink.total(), open: told.sink.count(Severity::Warning) };
    let mut outputs = Vec::new();
    if let Some(page) = &page {
        progress.step(&say!("making up a first page", "正在初排"));
        match make(import, page, &files, &mut told) {
            Ok(written) => outputs = written,
            Err(finding) => told.push(*finding),
        }
    }
    drop(progress);
    let PageTold { sources, sink, people } = told;
    let numbers = Numbers { import: page.as_ref().map(|_| mended), ..Numbers::default() };
    let answer = Told::new(&sources, sink.list()).outputs(outputs).numbers(numbers);
    match import.format {
        FindingsFormat::Json => console.report(import.format, answer)?,
        FindingsFormat::Human => console.findings(&sources, &people),
    }
    let Some(page) = page.filter(|_| !sink.has_errors()) else { return Ok(Verdict::Problems) };
    let (stories, pictures) = counted(&page);
    let Mended { changes, open } = mended;
    let spec = import.folder.join(SPEC);
    let spec = spec.display();
    console.say(&say!(
        "stories: {stories}, pictures alone: {pictures}; changes: {changes}, {open} of them for an editor to look at",
        "{stories} 篇稿件、{pictures} 幅单独的图片；共 {changes} 处改动，其中 {open} 处请编辑核对"
    ));
    console.say(&say!(
        "look at the page with `banmian proof {spec} -o page.png`",
        "请用 `banmian proof {spec} -o page.png` 看版"
    ));
    Ok(Verdict::Fine)
}

/// What was found.
#[derive(Default)]
struct PageTold {
    sources: Sources,
    sink: Sink,
    /// What people are told: of repeated changes one each.
    people: Vec<Diagnostic>,
}

impl PageTold {
    fn push(&mut self, finding: Diagnostic) {
        self.people.push(finding.clone());
        self.sink.push(finding);
    }
}

fn read(import: &PageImport, files: &FilesRead, told: &mut PageTold) -> Option<CutPage> {
    let PageTold { sources, sink, people } = told;
    let Some(characters) = import.characters(files, sources, sink) else {
        people.extend(sink.list().iter().cloned());
        return None;
    };
    let file = import.file;
    let read = Project::around(file, files).and_then(|it| it.read_bytes(file, TEXT_LIMIT));
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => {
            told.push(error.diagnostic());
            return None;
        }
    };
    let name = plain_path(file).display().to_string();
    let copy = CopyFile {
        name: &name,
        bytes: &bytes,
        wanted: import.encoding,
        characters: &characters,
        picture_stem: None,
    };
    let imported = import_page(&copy, sources, sink);
    match &imported {
        Some(imported) => people.extend(imported.told_people.iter().cloned()),
        None => people.extend(sink.list().iter().cloned()),
    }
    imported.map(|imported| imported.page)
}

/// How many stories and lone pictures a page has.
fn counted(page: &CutPage) -> (usize, usize) {
    let pictures = page.pieces.iter().filter(|piece| piece.kind == PieceKind::Caption).count();
    (page.pieces.len() - pictures, pictures)
}

/// Makes up the page and writes all of it: the spec first, which says to others that the
/// folder is taken. What cannot be done is told.
fn make(
    import: &PageImport,
    page: &CutPage,
    files: &FilesRead,
    told: &mut PageTold,
) -> Result<Vec<WrittenFile>, Box<Diagnostic>> {
    let folder = import.folder;
    let template = match import.template {
        Some(template) => {
            let read = Project::around(template, files).and_then(|it| it.read_text(template));
            read.map_err(|error| Box::new(error.diagnostic()))?;
            Some(relative(folder, template))
        }
        None => None,
    };
    let overlaid = Overlaid::over(Arc::new(Disk))
        .map_err(|error| Box::new(Diagnostic::of(refusal(folder, None, &error))))?;
    let (sources, mut found) = (&mut told.sources, Sink::default());
    let fonts = embedded::fonts;
    let made = make_up(page, folder, template, overlaid, fonts, sources, &mut found);
    let Some(new) = made else {
        found.list().iter().for_each(|finding| told.push(finding.clone()));
        return Ok(Vec::new());
    };
    if !import.force
        && let Some(there) = new.iter().find(|file| file.path.symlink_metadata().is_ok())
    {
        let path = there.path.display().to_string();
        return Err(Box::new(Diagnostic::of(OutputFault::StarterExists { path })));
    }
    let writer = OutputWriter::new(files, import.format);
    let mut written = Vec::new();
    for PageFile { path, text } in &new {
        make_folder(path.parent().unwrap_or(folder))?;
        written.push(match import.force {
            true => writer.replace(path, text.as_bytes(), 0)?,
            false => writer.create(path, text.as_bytes(), 0)?,
        });
    }
    Ok(written)
}

/// A path as it is named in files of a folder.
fn relative(folder: &Path, path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let whole = |path: &Path| {
        let mut parts: Vec<String> = Vec::new();
        for part in here.join(path).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    parts.pop();
                }
                other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
            }
        }
        parts
    };
    let (folder, path) = (whole(folder), whole(path));
    let common = folder.iter().zip(&path).take_while(|(one, two)| one == two).count();
    let up = std::iter::repeat_n("..".to_owned(), folder.len() - common);
    up.chain(path[common..].iter().cloned()).collect::<Vec<_>>().join("/")
}
