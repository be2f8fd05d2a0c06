//! `banmian import`: raw newsroom copy to a story file.

use std::io;
use std::path::PathBuf;

use banmian::diag::{Severity, Sink, Sources};
use banmian::load::Project;
use banmian::{say, story};
use clap::Args;

use super::console::{Console, FindingsFormat};
use super::{Verdict, output};

/// Mend raw newsroom copy and write it as a story
///
/// Punctuation, dashes, quotes, spaces and cut paragraphs are put right, and
/// every change is told with its place. What only an editor can decide is
/// marked in the story with [[? and ?]]; a page with such a mark cannot be
/// built.
#[derive(Args)]
pub(super) struct Arguments {
    /// The copy, a text file in UTF-8
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The story file to write; - is the standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Replace the story file if it is there already
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let folder = match arguments.file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => ".".as_ref(),
    };
    let text = Project::new(folder).and_then(|project| project.read_text(&arguments.file));
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            console.report_one(error.diagnostic())?;
            return Ok(Verdict::Problems);
        }
    };

    let cleaned = story::clean(&text);
    let mut sources = Sources::default();
    let source = sources.add(arguments.file.display().to_string(), text);
    let mut sink = Sink::default();
    for change in &cleaned.changes {
        sink.push(change.diagnostic(source));
    }
    console.report(&sources, &sink, FindingsFormat::Human)?;

    let bytes = cleaned.markdown.as_bytes();
    if arguments.output.as_os_str() == "-" {
        console.data(bytes)?;
    } else {
        let written = if arguments.force {
            output::replace(&arguments.output, bytes, &Sources::default())
        } else {
            output::create(&arguments.output, bytes)
        };
        if let Err(finding) = written {
            console.report_one(finding)?;
            return Ok(Verdict::Problems);
        }
    }
    let (changes, open) = (sink.list().len(), sink.count(Severity::Warning));
    let name = arguments.output.display();
    console.say(&say!(
        "wrote {name}: {changes} changes, {open} of them for the editor to look at",
        "已写出 {name}：共 {changes} 处改动，其中 {open} 处请编辑核对"
    ));
    Ok(Verdict::Fine)
}
