//! `banmian import`: raw newsroom copy to a story file.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::finding::{ManuscriptFinding, UsageFault};
use banmian::diag::{Diagnostic, Severity, Sink, Sources, plain_path};
use banmian::encoding::CopyEncoding;
use banmian::load::{FilesRead, Project, folder_of};
use banmian::manuscript::{CharacterTable, CopyFile, ImportedCopy, PictureFile, import_beside};
use banmian::say;
use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Numbers, Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::import_folder::{self, FolderImport, FolderTold, PicturesBeside};
use super::import_page::{self, PageImport};
use super::import_watch;
use super::options::FindingsOptions;
use super::output::OutputWriter;
use super::progress::Progress;
use super::{Verdict, usage};

/// The largest document that is read; one with many pictures stays below it.
pub(super) const DOCUMENT_LIMIT: u64 = 256 << 20;

/// Mend raw newsroom copy and write it as a story
///
/// Punctuation, dashes, quotes, spaces and cut paragraphs are put right, and
/// every change is told with its place, one that is made many times once. What only an editor can decide is
/// marked in the story with [[? and ?]]; a page with such a mark cannot be
/// built.
#[derive(Args)]
pub(super) struct Arguments {
    /// The copy: a document of Word or WPS (docx), a web page, a text file, or items of an
    /// agency (ninjs, NITF, NewsML-G2); with --watch the folder that they come to
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// What the copy is written in [default: by its mark, UTF-8, or by what it says
    /// where that is sure]
    #[arg(long, value_enum, value_name = "NAME")]
    encoding: Option<EncodingName>,

    /// Cut the text of a whole page into its stories, and write them with a first page spec
    /// into the folder of -o
    #[arg(long)]
    page: bool,

    /// Watch a folder: make stories of all that is in it and of whatever comes, into the
    /// folder of -o, until Ctrl-C ends it
    #[arg(long, conflicts_with_all = ["page", "force"])]
    watch: bool,

    /// The house template that the page extends; without one, one is written beside it
    #[arg(long, value_name = "FILE", requires = "page")]
    template: Option<PathBuf>,

    /// The story file to write; - is the standard output; with --page and --watch the
    /// folder, and with / at its end a folder with a story for each item of a feed
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// What characters of private use stand for in the system that wrote the copy: a
    /// TOML file with a line such as "U+E5E5" = "〇" for each
    #[arg(long, value_name = "FILE")]
    characters: Option<PathBuf>,

    /// Replace the story file and its pictures if they are there already
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    findings: FindingsOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum EncodingName {
    /// GB 18030 of 2022, newsrooms in China
    Gb18030,
    /// GBK (CP936), older systems in China
    Gbk,
    /// Big5 with the characters of Hong Kong, Taiwan and Hong Kong
    Big5,
    /// Shift_JIS as Windows has it (CP932), Japan
    #[value(name = "shift_jis")]
    ShiftJis,
    /// EUC-KR as Windows has it (CP949), Korea
    Cp949,
    /// UTF-16, the low byte first
    #[value(name = "utf-16le")]
    Utf16Le,
    /// UTF-16, the high byte first
    #[value(name = "utf-16be")]
    Utf16Be,
    /// UTF-8
    #[value(name = "utf-8")]
    Utf8,
}

impl EncodingName {
    fn encoding(self) -> CopyEncoding {
        match self {
            Self::Gb18030 => CopyEncoding::Gb18030,
            Self::Gbk => CopyEncoding::Gbk,
            Self::Big5 => CopyEncoding::Big5,
            Self::ShiftJis => CopyEncoding::ShiftJis,
            Self::Cp949 => CopyEncoding::Cp949,
            Self::Utf16Le => CopyEncoding::Utf16Le,
            Self::Utf16Be => CopyEncoding::Utf16Be,
            Self::Utf8 => CopyEncoding::Utf8,
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    if arguments.page {
        return import_page::run(&arguments.of_page(), console);
    }
    if arguments.watch || is_folder(&arguments.output) {
        return run_folder(arguments, console);
    }
    let to_stdout = arguments.output.as_os_str() == "-";
    let format = arguments.findings.format;
    if to_stdout && format == FindingsFormat::Json {
        let parser_says =
            "the standard output can't take both the story and the findings".to_owned();
        return Ok(usage::refuse(UsageFault::StdoutTwice { parser_says }));
    }

    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let files = FilesRead::default();
    let progress = Progress::new(console);
    progress.step(&say!("mending the copy", "正在整理来稿"));
    let copy = read(arguments, &files, &mut sources, &mut sink);
    drop(progress);
    let mended = Mended { changes: sink.total(), open: sink.count(Severity::Warning) };
    let mut outputs = Vec::new();
    // What people are told: of repeated changes one each, and all else.
    let mut told_people = match &copy {
        Some(copy) => copy.told_people.clone(),
        None => sink.list().to_vec(),
    };
    if let Some(copy) = &copy {
        if copy.unwritten > 0 {
            let finding = ManuscriptFinding::PicturesNotWritten { pictures: copy.unwritten };
            told_people.push(Diagnostic::of(finding.clone()));
            sink.push(Diagnostic::of(finding));
        }
        if !to_stdout {
            let writer = OutputWriter::new(&files, format);
            match write(&arguments.output, copy, arguments.force, &writer) {
                Ok(written) => outputs = written,
                Err(finding) => {
                    told_people.push(finding.clone());
                    sink.push(finding);
                }
            }
        }
    }
    let numbers = Numbers { import: copy.as_ref().map(|_| mended), ..Numbers::default() };
    let told = Told::new(&sources, sink.list()).outputs(outputs).numbers(numbers);
    match format {
        FindingsFormat::Json => console.report(format, told)?,
        FindingsFormat::Human => console.findings(&sources, &told_people),
    }
    if sink.has_errors() {
        return Ok(Verdict::Problems);
    }
    if let Some(copy) = copy.filter(|_| to_stdout) {
        console.text(&copy.story)?;
    }
    let Mended { changes, open } = mended;
    console.say(&say!(
        "{changes} changes, {open} of them for an editor to look at",
        "共 {changes} 处改动，其中 {open} 处请编辑核对"
    ));
    Ok(Verdict::Fine)
}

impl Arguments {
    /// The same for a whole page.
    fn of_page(&self) -> PageImport<'_> {
        PageImport {
            file: &self.file,
            folder: &self.output,
            template: self.template.as_deref(),
            encoding: self.encoding.map(EncodingName::encoding),
            table: self.characters.as_deref(),
            force: self.force,
            format: self.findings.format,
        }
    }
}

/// What was done to raw copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Mended {
    /// How many changes there are.
    pub(super) changes: usize,
    /// How many of them an editor must look at.
    pub(super) open: usize,
}

/// Reads and mends the copy; every change is a finding.
fn read(
    arguments: &Arguments,
    files: &FilesRead,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<ImportedCopy> {
    let characters = match &arguments.characters {
        Some(file) => characters(file, files, sources, sink)?,
        None => CharacterTable::default(),
    };
    let file = &arguments.file;
    let project =
        Project::around(file, files).map_err(|error| sink.push(error.diagnostic())).ok()?;
    let read = project.read_bytes(file, DOCUMENT_LIMIT);
    let bytes = read.map_err(|error| sink.push(error.diagnostic())).ok()?;
    let name = plain_path(file).display().to_string();
    let stem = arguments.output.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let copy = CopyFile {
        name: &name,
        bytes: &bytes,
        wanted: arguments.encoding.map(EncodingName::encoding),
        characters: &characters,
        picture_stem: stem.as_deref().filter(|_| arguments.output.as_os_str() != "-"),
    };
    let beside = PicturesBeside::new(&project, file);
    import_beside(&copy, Some(&beside), sources, sink)
}

/// Reads the house's table of characters.
pub(super) fn characters(
    file: &Path,
    files: &FilesRead,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<CharacterTable> {
    let text = Project::around(file, files)
        .and_then(|project| project.read_text(file))
        .map_err(|error| sink.push(error.diagnostic()))
        .ok()?;
    let source = sources.add(file.display().to_string(), text);
    CharacterTable::read(source, sources, sink)
}

/// Whether an output is a folder: one that is there, or a name that says so.
fn is_folder(output: &Path) -> bool {
    let ends = output.as_os_str().as_encoded_bytes().last();
    output.is_dir() || ends.is_some_and(|end| std::path::is_separator(char::from(*end)))
}

/// Makes stories of a file or of all that comes to a folder, into a folder.
fn run_folder(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let mut told = FolderTold::default();
    let files = FilesRead::default();
    let characters = match &arguments.characters {
        Some(file) => characters(file, &files, &mut told.sources, &mut told.sink),
        None => Some(CharacterTable::default()),
    };
    let Some(characters) = characters else {
        told.people.extend(told.sink.list().iter().cloned());
        return told.finish(arguments.findings.format, console);
    };
    let import = FolderImport {
        folder: &arguments.output,
        encoding: arguments.encoding.map(EncodingName::encoding),
        characters: &characters,
        format: arguments.findings.format,
    };
    match arguments.watch {
        true => import_watch::run(&import, &arguments.file, console),
        false => import_folder::run(&import, &arguments.file, told, console),
    }
}

/// Writes the pictures and the story, and nothing if one of them is there already.
pub(super) fn write(
    output: &Path,
    copy: &ImportedCopy,
    is_forced: bool,
    writer: &OutputWriter,
) -> Result<Vec<WrittenFile>, Diagnostic> {
    let folder = folder_of(output);
    let path = |picture: &PictureFile| folder.join(&picture.name);
    let paths: Vec<PathBuf> = copy.pictures.iter().map(path).collect();
    let all = paths.iter().map(PathBuf::as_path).chain([output]);
    match is_forced {
        true => writer.check(all)?,
        false => writer.check_new(all)?,
    }
    // The story last, so that it never names pictures that are not there.
    let story = (output, copy.story.as_bytes());
    let pictures = copy.pictures.iter().map(|picture| picture.bytes.as_slice());
    let files = paths.iter().map(PathBuf::as_path).zip(pictures).chain([story]);
    let mut written = Vec::new();
    for (path, bytes) in files {
        match put(path, bytes, is_forced, writer) {
            Ok(file) => written.push(file),
            Err(finding) => {
                if !is_forced {
                    OutputWriter::take_back(&written);
                }
                return Err(finding);
            }
        }
    }
    Ok(written)
}

fn put(
    path: &Path,
    bytes: &[u8],
    is_forced: bool,
    writer: &OutputWriter,
) -> Result<WrittenFile, Diagnostic> {
    match is_forced {
        true => writer.replace(path, bytes, 0),
        false => writer.create(path, bytes, 0),
    }
}
