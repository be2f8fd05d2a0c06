//! `banmian review`: golden files made anew, page by page, by somebody who looks.

use std::fs;
use std::io::{self, BufRead};

use banmian::diag::finding::OutputFault;
use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::golden::{GoldenKind, GoldenPlace, PageState, TestReport, html};
use banmian::load::FilesRead;
use banmian::say;
use clap::{Args, ValueEnum};

use super::set::{MadeGolden, TestedPage, WantedKinds};
use super::{GoldenOptions, GoldenRecord, find, left_by, set, tell, test};
use crate::cli::Verdict;
use crate::cli::answer::{Numbers, Told, WrittenFile};
use crate::cli::console::Console;
use crate::cli::options::FindingsOptions;
use crate::cli::output::{self, OutputWriter};

/// Accept or reject what has changed on pages, one by one (复核基准)
///
/// Tells of each page that is not as its golden files say what changed, and asks whether it
/// is to be so from now on. A spec that is named and has no golden files gets its first
/// ones. Look at the pages before you accept them: `--report` writes them before it asks.
#[derive(Args)]
#[command(visible_alias = "复核")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    golden: GoldenOptions,

    /// Accept all that changed, without asking
    #[arg(long)]
    accept: bool,

    /// Make anew the golden files that have an older format, without asking
    #[arg(long)]
    upgrade: bool,

    /// Remove the golden files of pages that are gone, without asking
    #[arg(long)]
    remove: bool,

    /// Which golden files pages get that lack them [default: structure,picture for pages
    /// that have none]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    with: Option<Vec<KindName>>,

    #[command(flatten)]
    findings: FindingsOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindName {
    /// What stands where, as text
    Structure,
    /// What it looks like, small
    Picture,
    /// The bytes of its press file; they change with every version of this program
    Bytes,
}

/// The golden files that a page gets first.
const FIRST: [GoldenKind; 2] = [GoldenKind::Structure, GoldenKind::Picture];

/// What becomes of the golden files of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Accept,
    Leave,
    /// No more is asked.
    Quit,
}

pub(in crate::cli) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let format = arguments.findings.format;
    let places = match find::pages(&arguments.golden.pages) {
        Ok(places) => places,
        Err(finding) => return test::refused(console, format, finding),
    };
    let wanted = match &arguments.with {
        Some(kinds) => {
            let kinds: Vec<GoldenKind> = kinds.iter().map(|kind| kind.kind()).collect();
            WantedKinds { first: kinds.clone(), added: kinds }
        }
        None => WantedKinds { first: FIRST.to_vec(), added: Vec::new() },
    };
    let pages = match test::all(console, &arguments.golden, &wanted, places) {
        Ok(pages) => pages,
        Err(finding) => return test::refused(console, format, finding),
    };
    // A golden file that is a link must not lead to what its page was made from.
    let read = FilesRead::default();
    pages.iter().for_each(|page| read.note_all(&page.read));
    let writer = OutputWriter::new(&read, format);
    let mut review =
        Review { arguments, console, writer, outputs: Vec::new(), sink: Sink::default() };
    review.report(&pages);
    let left = review.pages(&pages)?;
    let Review { outputs, sink, .. } = review;
    let records = pages.iter().map(|page| GoldenRecord::new(&page.report)).collect();
    let numbers = Numbers { golden: Some(records), ..Numbers::default() };
    let (sources, written) = (Sources::default(), outputs.len());
    console.report(format, Told::new(&sources, sink.list()).outputs(outputs).numbers(numbers))?;
    let (files, are_left) = (
        if written == 1 { "file" } else { "files" },
        if left == 1 { "page left as it was" } else { "pages left as they were" },
    );
    console.say(&say!(
        "{written} {files} written, {left} {are_left}",
        "写出 {written} 个文件，{left} 个版保持原样"
    ));
    Ok(if left > 0 || sink.has_errors() { Verdict::Problems } else { Verdict::Fine })
}

struct Review<'a> {
    arguments: &'a Arguments,
    console: &'a Console,
    writer: OutputWriter,
    outputs: Vec<WrittenFile>,
    sink: Sink,
}

impl Review<'_> {
    /// Writes the report, so that it can be looked at while answers are given.
    fn report(&mut self, pages: &[TestedPage]) {
        if let Some(path) = &self.arguments.golden.report {
            let report =
                TestReport { pages: pages.iter().map(|page| page.report.clone()).collect() };
            let text = html(&report, self.console.language());
            let writer = OutputWriter::new(&set::files_read(pages), self.arguments.findings.format);
            let written = writer.replace(path, text.as_bytes(), 0);
            self.keep(written);
        }
    }

    /// Goes through the pages that are not as they were; how many of them are left so.
    fn pages(&mut self, pages: &[TestedPage]) -> io::Result<usize> {
        let mut answers = io::stdin().lock();
        let (mut left, mut asks) = (0, true);
        for page in pages {
            if page.report.state().is_fine() {
                // Nobody needs to look at it again for one more golden file.
                page.missing().for_each(|made| self.write(&page.place, made));
                continue;
            }
            tell::page(self.console, page);
            let decision = match self.decided(page) {
                Some(decision) => decision,
                None if asks => self.ask(&mut answers)?,
                None => Decision::Leave,
            };
            asks &= decision != Decision::Quit;
            if decision == Decision::Accept {
                self.accept(page);
            } else {
                left += 1;
            }
        }
        Ok(left)
    }

    /// What need not be asked.
    fn decided(&self, page: &TestedPage) -> Option<Decision> {
        let Arguments { accept, upgrade, remove, .. } = *self.arguments;
        let is_asked_for = accept || upgrade || remove;
        match page.report.state() {
            // What cannot be set has no golden files that could be kept.
            PageState::Unset => Some(Decision::Leave),
            PageState::Gone if remove => Some(Decision::Accept),
            PageState::Older if upgrade || accept => Some(Decision::Accept),
            PageState::Gone | PageState::Older => is_asked_for.then_some(Decision::Leave),
            _ if accept => Some(Decision::Accept),
            _ => is_asked_for.then_some(Decision::Leave),
        }
    }

    fn ask(&self, answers: &mut impl BufRead) -> io::Result<Decision> {
        loop {
            self.console.ask(&say!(
                "  keep it like this from now on? y yes, n no, q no more: ",
                "  以后就以此为准？y 是，n 否，q 不再问："
            ));
            let mut answer = String::new();
            if answers.read_line(&mut answer)? == 0 {
                return Ok(Decision::Quit);
            }
            match answer.trim().to_lowercase().as_str() {
                "y" | "yes" | "是" => return Ok(Decision::Accept),
                "n" | "no" | "否" => return Ok(Decision::Leave),
                "q" | "quit" => return Ok(Decision::Quit),
                _ => {}
            }
        }
    }

    /// Makes the page's golden files what the page is.
    fn accept(&mut self, page: &TestedPage) {
        if page.report.state() == PageState::Gone {
            return self.remove(&page.place);
        }
        let folder = output::create_folder(&page.place.folder());
        self.keep(folder.map(|()| None));
        page.made.iter().for_each(|made| self.write(&page.place, made));
    }

    fn write(&mut self, place: &GoldenPlace, made: &MadeGolden) {
        let path = place.file(made.kind);
        // Whoever put a pipe there may read it or not: a golden file is a file.
        let is_file = |known: fs::Metadata| known.is_file() || known.is_dir();
        let written = if fs::metadata(&path).is_ok_and(|known| !is_file(known)) {
            let path = path.display().to_string();
            Err(Diagnostic::of(OutputFault::NeitherFileNorPipe { path }))
        } else {
            self.writer.replace(&path, &made.bytes, 0)
        };
        self.keep(written.map(Some));
    }

    fn remove(&mut self, place: &GoldenPlace) {
        for kind in left_by(place) {
            let path = place.file(kind);
            if let Err(error) = fs::remove_file(&path) {
                self.sink.push(Diagnostic::of(output::refusal(&path, None, &error)));
            }
        }
        // A folder without files is of no use; one with others stays.
        let _ = fs::remove_dir(place.folder());
    }

    fn keep(&mut self, written: Result<impl Into<Option<WrittenFile>>, Diagnostic>) {
        match written {
            Ok(written) => self.outputs.extend(written.into()),
            Err(finding) => self.sink.push(finding),
        }
    }
}

impl KindName {
    fn kind(self) -> GoldenKind {
        match self {
            Self::Structure => GoldenKind::Structure,
            Self::Picture => GoldenKind::Picture,
            Self::Bytes => GoldenKind::Bytes,
        }
    }
}
