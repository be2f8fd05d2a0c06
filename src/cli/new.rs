//! `banmian new`: a folder to start from, with a template, a page and its copy.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use banmian::diag::finding::OutputFault;
use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::load::FilesRead;
use banmian::say;
use clap::{Args, ValueEnum};

use super::Verdict;
use super::answer::{Told, WrittenFile};
use super::console::Console;
use super::options::FindingsOptions;
use super::output::{OutputWriter, refusal};

/// Write a folder to start a paper from (新建)
///
/// It holds a house template, the front page, its stories and a drawing, all made up, and
/// builds without a finding: change one thing after the other into your own. Files that
/// are there already are never written over.
#[derive(Args)]
#[command(visible_alias = "新建")]
pub(super) struct Arguments {
    /// The folder to write; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// What kind of paper
    #[arg(long, value_enum, value_name = "KIND", default_value = "daily")]
    starter: StarterName,

    #[command(flatten)]
    findings: FindingsOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum StarterName {
    /// A city daily, in Chinese
    Daily,
    /// A weekly, in English
    Weekly,
    /// A paper in vertical lines, in Japanese
    Tategaki,
}

/// A file of a starter.
struct StarterFile {
    /// Its place in the folder.
    path: &'static str,
    text: &'static str,
}

/// The files of `starters/` by their folder and place in it.
macro_rules! files {
    ($starter:literal: $($path:literal)+) => {
        &[$(StarterFile {
            path: $path,
            text: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/starters/", $starter, "/", $path
            )),
        }),+]
    };
}

impl StarterName {
    fn files(self) -> &'static [StarterFile] {
        match self {
            Self::Daily => files! { "daily":
                "front.toml" "day.toml" "house/house.toml"
                "stories/bridge.md" "stories/clinic.md" "stories/lead.md" "stories/library.md"
                "stories/market.md" "stories/river.svg" "stories/weather.md" "stories/wharf.md"
            },
            Self::Weekly => files! { "weekly":
                "front.toml" "day.toml" "house/house.toml"
                "stories/bakery.md" "stories/bridge.md" "stories/choir.md" "stories/cow.md"
                "stories/frost.md" "stories/lead.md" "stories/library.md" "stories/wheel.svg"
            },
            Self::Tategaki => files! { "tategaki":
                "front.toml" "day.toml" "house/house.toml"
                "stories/column.md" "stories/ferry.md" "stories/hall.md" "stories/index.md"
                "stories/lead.md" "stories/lighthouse.svg" "stories/market.md" "stories/school.md"
            },
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let mut sink = Sink::default();
    let mut outputs = Vec::new();
    if let Err(finding) = write(arguments, &mut outputs) {
        sink.push(*finding);
    }
    let is_whole = !sink.has_errors();
    let sources = Sources::default();
    let told = Told::new(&sources, sink.list()).outputs(outputs);
    console.report(arguments.findings.format, told)?;
    if !is_whole {
        return Ok(Verdict::Problems);
    }
    let (folder, page) = (arguments.folder.display(), arguments.folder.join("front.toml"));
    let page = page.display();
    console.say(&say!(
        "wrote {folder}; look at it with `banmian proof {page}`",
        "已写出 {folder}；请用 `banmian proof {page}` 查看"
    ));
    Ok(Verdict::Fine)
}

/// Writes the files; none if one of them is there already.
fn write(arguments: &Arguments, outputs: &mut Vec<WrittenFile>) -> Result<(), Box<Diagnostic>> {
    let Arguments { folder, starter, findings } = arguments;
    let files = starter.files();
    for file in files {
        let path = folder.join(file.path);
        if fs::symlink_metadata(&path).is_ok() {
            let path = path.display().to_string();
            return Err(Box::new(Diagnostic::of(OutputFault::StarterExists { path })));
        }
    }
    let writer = OutputWriter::new(&FilesRead::default(), findings.format);
    for file in files {
        let path = folder.join(file.path);
        make_folder(path.parent().unwrap_or(folder))?;
        outputs.push(writer.create(&path, file.text.as_bytes(), 0)?);
    }
    Ok(())
}

pub(super) fn make_folder(folder: &Path) -> Result<(), Box<Diagnostic>> {
    match fs::create_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(Box::new(Diagnostic::of(refusal(folder, None, &error))))
        }
        Err(_) | Ok(()) => Ok(()),
    }
}
