//! `banmian diff`: what changed between two states of pages.

mod drawn;
mod side;

use std::io;
use std::path::PathBuf;

use banmian::compare::{PageChange, changes};
use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::load::FilesRead;
use banmian::say;
use clap::Args;

use self::side::{ComparedSide, SideName, names};
use super::Verdict;
use super::answer::{Numbers, Told, WrittenFile};
use super::console::Console;
use super::keeping::CacheOptions;
use super::options::{FindingsOptions, MaterialOptions, ending};
use super::output::OutputWriter;
use super::progress::Progress;
use super::usage::{self, OtherForm};
use banmian::diag::finding::{DiffFault, Expected};

/// Tell what changed between two states of pages, in an editor's words (校样对比)
///
/// Each state is a page spec, a press file (PDF), a golden file, or a revision of the git
/// repository: `HEAD~1:layouts/front.toml`, or `HEAD~1` alone for the page that the other
/// state names. The exit code is 1 if the states differ.
#[derive(Args)]
#[command(visible_alias = "对比")]
pub(super) struct Arguments {
    /// The state before
    #[arg(value_name = "OLD")]
    old: String,

    /// The state now
    #[arg(value_name = "NEW")]
    new: String,

    /// The pages, where both states are revisions; more pages of the state now, where the
    /// one before is a revision
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

    #[command(flatten)]
    material: MaterialOptions,

    #[command(flatten)]
    cache: CacheOptions,

    /// A file to write: .png shows both states one over the other, what was taken away in
    /// red and what came in blue; .pdf the new pages with all changes marked. Of several
    /// pages each .png has the page's place in its name
    #[arg(short, long, value_name = "FILE", value_parser = diff_file)]
    output: Option<PathBuf>,

    /// Pixels per inch of a PNG
    #[arg(long, default_value = "100", value_parser = usage::resolution)]
    dpi: f64,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let progress = Progress::new(console);
    progress.step(&say!("setting the pages", "正在排版"));
    let mut sink = Sink::default();
    let (mut changes, mut outputs) = (Vec::new(), Vec::new());
    let mut sources = Sources::default();
    match compared(arguments) {
        Ok([old, new]) => {
            changes = self::changes(&old.pages, &new.pages);
            if let Some(path) = &arguments.output {
                progress.step(&say!("drawing what changed", "正在标出变化"));
                let read = FilesRead::default();
                [&old, &new].into_iter().for_each(|side| read.note_all(&side.read));
                let writer = OutputWriter::new(&read, arguments.findings.format);
                match drawn::write(path, arguments, [old, new], &changes, &writer, console) {
                    Ok(files) => outputs = files,
                    Err(finding) => sink.push(finding),
                }
            }
        }
        Err(refused) => {
            sources = refused.sources;
            refused.findings.into_iter().for_each(|finding| sink.push(finding));
        }
    }
    drop(progress);
    let differs = !changes.is_empty();
    tell(console, arguments, &changes, sink.has_errors());
    let files = outputs.clone();
    let numbers = Numbers { changes: Some(changes), ..Numbers::default() };
    let told = Told::new(&sources, sink.list()).outputs(outputs).numbers(numbers);
    console.report(arguments.findings.format, told)?;
    for file in &files {
        let file = file.path.display();
        console.say(&say!("wrote {file}", "已写出 {file}"));
    }
    Ok(if differs || sink.has_errors() { Verdict::Problems } else { Verdict::Fine })
}

/// Why states cannot be compared.
struct RefusedSide {
    sources: Sources,
    findings: Vec<Diagnostic>,
}

/// The two states.
fn compared(arguments: &Arguments) -> Result<[ComparedSide; 2], RefusedSide> {
    let refused = |finding| RefusedSide { sources: Sources::default(), findings: vec![finding] };
    let names = names(&arguments.old, &arguments.new, &arguments.specs).map_err(refused)?;
    // A press file knows less than a spec: then both are taken as press files.
    let as_press_files = names.iter().any(SideName::is_press_file);
    if let (true, Some(path)) = (as_press_files, names.iter().find_map(SideName::golden_file)) {
        return Err(refused(Diagnostic::of(DiffFault::Unlike { path })));
    }
    let is_drawn = arguments.output.is_some();
    let [old, new] = &names;
    let cache = arguments.cache.folder().map_err(refused)?;
    let open = |name: &SideName| {
        ComparedSide::open(name, arguments, cache.clone(), as_press_files, is_drawn)
    };
    Ok([open(old)?, open(new)?])
}

fn tell(console: &Console, arguments: &Arguments, changes: &[PageChange], has_errors: bool) {
    let several = changes.iter().any(|change| change.page != changes[0].page);
    for change in changes {
        let (page, text) = (&change.page, change.text());
        let (en, zh) = (text.en, text.zh);
        console.say(&if several {
            say!("page {page}: {en}", "{page} 版：{zh}")
        } else {
            say!("{en}", "{zh}")
        });
        for line in change.lines() {
            let (en, zh) = (line.en, line.zh);
            console.say(&say!("    {en}", "    {zh}"));
        }
    }
    if changes.is_empty() && !has_errors {
        let (old, new) = (&arguments.old, &arguments.new);
        console.say(&say!("{old} and {new} are the same", "{old} 与 {new} 相同"));
    }
}

fn diff_file(text: &str) -> Result<PathBuf, OtherForm> {
    let path = PathBuf::from(text);
    match ending(&path).as_str() {
        "png" | "pdf" => Ok(path),
        _ => Err(OtherForm(Expected::ProofFile)),
    }
}

/// A file that was written, or why not.
type DrawnFiles = Result<Vec<WrittenFile>, Diagnostic>;
