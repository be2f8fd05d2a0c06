//! `banmian import --page`: the text of a whole page to its stories and a first page spec.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use banmian::diag::finding::OutputFault;
use banmian::diag::{Diagnostic, Severity, Sink, Sources, plain_path};
use banmian::dummy::{
    DummyCopy, DummyFacts, DummyFrame, DummyPiece, PageDummy, PieceRank, filled_columns, grid_of,
    settled,
};
use banmian::encoding::CopyEncoding;
use banmian::load::{Disk, Files, FilesRead, Overlaid, Project, TEXT_LIMIT};
use banmian::manuscript::{CharacterTable, CopyFile, import_page};
use banmian::say;
use banmian::story::{CutPage, CutPiece, PieceKind};

use super::Verdict;
use super::answer::{Numbers, Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::import::{Mended, characters};
use super::new::make_folder;
use super::output::{OutputWriter, refusal};
use super::progress::Progress;
use crate::embedded;

/// The house template for those who have none: a Chinese daily's, and an English weekly's
/// for copy with spaces between words.
const DAILY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/starters/daily/house/house.toml"));
const WEEKLY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/starters/weekly/house/house.toml"));
/// What lies over it for a page that holds more than a tabloid: the sheet of a broadsheet.
const BROADSHEET: &str = "\
[sheet]
size   = \"对开\"
margin = { top = \"20mm\", right = \"17.5mm\", bottom = \"12mm\", left = \"17.5mm\" }

[grid]
columns      = 5
column-width = \"20字\"
leading      = \"13.5pt\"
";
/// What a page is called until somebody says.
const SECTION: &str = "新闻";
/// How full the columns of a page may be by estimate.
const FULL: f64 = 0.95;

/// The house template without the day's file that its starter has.
fn house(page: &CutPage) -> String {
    let house = if page.has_word_spaces { WEEKLY } else { DAILY };
    house.lines().filter(|line| !line.starts_with("day ")).map(|line| format!("{line}\n")).collect()
}

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
        match make(import, page, &files) {
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

/// The page spec, the folder with the stories, and the template where there is none.
const SPEC: &str = "page.toml";
const STORIES: &str = "stories";
const TEMPLATE: &str = "house.toml";

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

/// The slugs of the pieces: by kind, and counted where there are several.
fn slugs(pieces: &[CutPiece]) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::new();
    let slugs = pieces.iter().map(|piece| {
        let count = counts.entry(piece.kind).or_insert(0);
        *count += 1;
        match piece.kind {
            PieceKind::Lead => "lead".to_owned(),
            PieceKind::Story => format!("story-{count}"),
            PieceKind::Brief => format!("brief-{count}"),
            PieceKind::PhotoStory => format!("photo-{count}"),
            PieceKind::Caption => format!("picture-{count}"),
        }
    });
    slugs.collect()
}

/// A file to be written.
struct NewFile {
    path: PathBuf,
    text: String,
}

/// Makes up the page and writes all of it: the spec first, which says to others that the
/// folder is taken.
fn make(
    import: &PageImport,
    page: &CutPage,
    files: &FilesRead,
) -> Result<Vec<WrittenFile>, Box<Diagnostic>> {
    let folder = import.folder;
    let slugs = slugs(&page.pieces);
    let mut new: Vec<NewFile> = page
        .pieces
        .iter()
        .zip(&slugs)
        .map(|(piece, slug)| NewFile {
            path: folder.join(STORIES).join(format!("{slug}.md")),
            text: piece.markdown.clone(),
        })
        .collect();
    match import.template {
        Some(template) => {
            let read = Project::around(template, files).and_then(|it| it.read_text(template));
            read.map_err(|error| Box::new(error.diagnostic()))?;
        }
        None => new.push(NewFile { path: folder.join(TEMPLATE), text: house(page) }),
    }
    let unreadable = |error: &io::Error| Box::new(Diagnostic::of(refusal(folder, None, error)));
    let mut overlaid = Overlaid::over(Arc::new(Disk)).map_err(|error| unreadable(&error))?;
    new.iter().for_each(|file| overlaid.put(&file.path, &file.text));
    let dummy = dummy(import, page, slugs, &overlaid)?;
    let spec = folder.join(SPEC);
    let dummy = settled(dummy, &spec, &overlaid, embedded::fonts);
    new.insert(0, NewFile { path: spec, text: dummy.spec() });
    if !import.force
        && let Some(there) = new.iter().find(|file| file.path.symlink_metadata().is_ok())
    {
        let path = there.path.display().to_string();
        return Err(Box::new(Diagnostic::of(OutputFault::StarterExists { path })));
    }
    let writer = OutputWriter::new(files, import.format);
    let mut written = Vec::new();
    for NewFile { path, text } in &new {
        make_folder(path.parent().unwrap_or(folder))?;
        written.push(match import.force {
            true => writer.replace(path, text.as_bytes(), 0)?,
            false => writer.create(path, text.as_bytes(), 0)?,
        });
    }
    Ok(written)
}

/// The dummy of a page, on the sheet that its copy needs where no template says.
fn dummy(
    import: &PageImport,
    page: &CutPage,
    slugs: Vec<String>,
    overlaid: &Overlaid,
) -> Result<PageDummy, Box<Diagnostic>> {
    let copy = DummyCopy {
        banner: page.banner.clone(),
        pieces: page
            .pieces
            .iter()
            .zip(slugs)
            .map(|(piece, slug)| dummy_piece(piece, slug))
            .collect(),
        remarks: page.furniture.clone(),
    };
    let mut sections: Vec<String> = Vec::new();
    for section in page.pieces.iter().filter_map(|piece| piece.section.as_ref()) {
        if sections.len() <= section.number {
            sections.resize(section.number + 1, String::new());
        }
        sections[section.number].clone_from(&section.title);
    }
    let extends = match import.template {
        Some(template) => relative(import.folder, template),
        None => TEMPLATE.to_owned(),
    };
    let facts = DummyFacts {
        date: page.date,
        number: page.number.clone(),
        section: match import.template {
            Some(_) => None,
            None if page.has_word_spaces => Some(sections.first().cloned().unwrap_or_default()),
            None => Some(sections.first().cloned().unwrap_or_else(|| SECTION.to_owned())),
        },
    };
    let is_daily = import.template.is_none() && !page.has_word_spaces;
    let over = ["", BROADSHEET];
    let frames = over.into_iter().take(if is_daily { 2 } else { 1 });
    let mut last = None;
    for over in frames {
        let frame = DummyFrame {
            extends: extends.clone(),
            stories: STORIES.to_owned(),
            facts: facts.clone(),
            over: over.to_owned(),
            has_folio: import.template.is_some() || page.date.is_some() && page.number.is_some(),
        };
        let grid = grid(import.folder, &frame, overlaid)?;
        let fits = filled_columns(&copy, grid) <= f64::from(grid.columns) * FULL;
        last = Some(PageDummy::new(copy.clone(), sections.clone(), frame, grid));
        if fits {
            break;
        }
    }
    last.ok_or_else(|| {
        let path = import.folder.display().to_string();
        Box::new(Diagnostic::of(OutputFault::StarterExists { path }))
    })
}

/// The grid of a page that begins so.
fn grid(
    folder: &Path,
    frame: &DummyFrame,
    overlaid: &Overlaid,
) -> Result<banmian::dummy::DummyGrid, Box<Diagnostic>> {
    let spec = folder.join(SPEC);
    let mut overlaid = overlaid.clone();
    overlaid.put(&spec, frame.spec());
    let files: Arc<dyn Files> = Arc::new(overlaid);
    let mut sink = Sink::default();
    grid_of(&spec, &files, &mut sink).ok_or_else(|| {
        let errors = sink.list().iter().find(|it| it.severity == Severity::Error);
        let path = folder.display().to_string();
        let finding = errors.cloned();
        // Where it is written, nobody but us knows the spec.
        let finding = finding.map(|finding| Diagnostic { span: None, ..finding });
        Box::new(finding.unwrap_or_else(|| Diagnostic::of(OutputFault::StarterExists { path })))
    })
}

fn dummy_piece(piece: &CutPiece, slug: String) -> DummyPiece {
    DummyPiece {
        slug,
        place: match piece.kind {
            PieceKind::Lead => PieceRank::Lead,
            PieceKind::Story => PieceRank::Story,
            PieceKind::Brief => PieceRank::Brief,
            PieceKind::PhotoStory => PieceRank::PhotoStory,
            PieceKind::Caption => PieceRank::Picture,
        },
        section: piece.section.as_ref().map(|section| section.number),
        characters: piece.characters,
        head_parts: piece.head_parts,
        has_headline: !piece.headline.is_empty(),
        pictures: piece.captions.len(),
    }
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
