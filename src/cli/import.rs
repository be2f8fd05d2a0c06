//! `banmian import`: raw newsroom copy to a story file.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::finding::{ImportFinding, UsageFault};
use banmian::diag::{Diagnostic, Severity, Sink, Sources, plain_path};
use banmian::encoding::{CopyEncoding, Decoded, KnownBy};
use banmian::load::{FilesRead, Project, plain_lines};
use banmian::{say, story};
use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Numbers, Told};
use super::console::{Console, FindingsFormat};
use super::import_page::{self, PageImport};
use super::options::FindingsOptions;
use super::output::OutputWriter;
use super::progress::Progress;
use super::{Verdict, usage};

/// Mend raw newsroom copy and write it as a story
///
/// Punctuation, dashes, quotes, spaces and cut paragraphs are put right, and
/// every change is told with its place, one that is made many times once. What only an editor can decide is
/// marked in the story with [[? and ?]]; a page with such a mark cannot be
/// built.
#[derive(Args)]
pub(super) struct Arguments {
    /// The copy, a text file
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

    /// The house template that the page extends; without one, one is written beside it
    #[arg(long, value_name = "FILE", requires = "page")]
    template: Option<PathBuf>,

    /// The story file to write; - is the standard output; with --page the folder
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Replace the story file if it is there already
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
    let wanted = arguments.encoding.map(EncodingName::encoding);
    let copy = read(&arguments.file, wanted, &files, &mut sources, &mut sink);
    drop(progress);
    let mended = Mended { changes: sink.total(), open: sink.count(Severity::Warning) };
    let mut outputs = Vec::new();
    // What people are told: of repeated changes one each, and all else.
    let mut told_people = match &copy {
        Some(copy) => copy.told_people.clone(),
        None => sink.list().to_vec(),
    };
    if let Some(ReadCopy { story, .. }) = &copy
        && !to_stdout
    {
        let writer = OutputWriter::new(&files, format);
        let written = if arguments.force {
            writer.replace(&arguments.output, story.as_bytes(), 0)
        } else {
            writer.create(&arguments.output, story.as_bytes(), 0)
        };
        match written {
            Ok(output) => outputs.push(output),
            Err(finding) => {
                told_people.push(finding.clone());
                sink.push(finding);
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
    if let Some(ReadCopy { story, .. }) = copy.filter(|_| to_stdout) {
        console.text(&story)?;
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

/// The mended copy as a story file.
struct ReadCopy {
    story: String,
    /// What was done, as people are told.
    told_people: Vec<Diagnostic>,
}

/// What is told of the encoding, if it is not that of stories.
pub(super) fn encoding_told(decoded: &Decoded) -> Option<ImportFinding> {
    let charset = decoded.encoding.name();
    match (decoded.encoding, decoded.known_by) {
        (CopyEncoding::Utf8, _) => None,
        (_, KnownBy::Sense) if decoded.has_wrong_mark => Some(ImportFinding::WrongMark { charset }),
        (_, KnownBy::Sense) => Some(ImportFinding::ReadAsLikely { charset }),
        (_, KnownBy::Word | KnownBy::Mark | KnownBy::Utf8) => {
            Some(ImportFinding::ReadAs { charset })
        }
    }
}

/// Reads and mends the copy; every change is a finding.
fn read(
    file: &Path,
    wanted: Option<CopyEncoding>,
    files: &FilesRead,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<ReadCopy> {
    let decoded = Project::around(file, files)
        .and_then(|project| project.read_copy(file, wanted))
        .map_err(|error| sink.push(error.diagnostic()))
        .ok()?;
    let text = plain_lines(&decoded.text);
    let cleaned = story::clean(&text);
    let mut told_people: Vec<Diagnostic> = Vec::new();
    told_people
        .extend(encoding_told(&decoded).map(|finding| {
            Diagnostic::of(finding).in_file(plain_path(file).display().to_string())
        }));
    let source = sources.add(file.display().to_string(), text);
    told_people.extend(story::private_characters(source, sources));
    told_people.iter().for_each(|finding| sink.push(finding.clone()));
    for change in &cleaned.changes {
        sink.push(change.diagnostic(source));
    }
    told_people.extend(story::gathered(&cleaned.changes, source, sources));
    Some(ReadCopy { story: cleaned.markdown, told_people })
}
