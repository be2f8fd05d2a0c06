//! `banmian issue`: the press files of an edition into a folder of their own for the
//! printer, with a manifest that says which plates have to be made.

mod check;
mod folder;
mod send;
mod text;

use std::io;
use std::path::PathBuf;

use banmian::diag::{Sink, Sources};
use banmian::job::Job;
use banmian::say;
use banmian::spec::ProofTime;
use clap::Args;

use self::send::Sender;
use super::answer::{Numbers, Told};
use super::console::{Console, FindingsFormat};
use super::keeping::CacheOptions;
use super::options::{DenyOptions, FindingsOptions, MaterialOptions};
use super::progress::Progress;
use super::{Verdict, round, summary};

/// Send an edition to the printer: its press files in a folder that nobody
/// overwrites, with a manifest
///
/// The folder is called by zone and version. For a later version the manifest
/// says which plates have changed and have to be made again. If anything is
/// wrong with a page, nothing is sent.
#[derive(Args)]
#[command(visible_alias = "付印")]
pub(super) struct Arguments {
    /// The edition, a TOML file
    #[arg(value_name = "EDITION", required_unless_present = "check")]
    edition: Option<PathBuf>,

    #[command(flatten)]
    material: MaterialOptions,

    /// Who sends it, for the manifest
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// When it is sent, such as "2026-11-28 23:40" or 23:40, for the manifest; no
    /// clock is read
    #[arg(long, value_name = "TIME", value_parser = round::time)]
    time: Option<ProofTime>,

    /// The folder in which a folder for the date is made, and in that the one that is
    /// sent [default: sent, beside the edition]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,

    /// Write the files of pages with changed plates only; the manifest tells where the
    /// others are
    #[arg(long)]
    only_changed: bool,

    /// Hold a folder that was sent against its manifest, and send nothing
    #[arg(long, value_name = "DIR", conflicts_with_all = ["edition", "to", "by", "time", "only_changed"])]
    check: Option<PathBuf>,

    #[command(flatten)]
    cache: CacheOptions,

    #[command(flatten)]
    deny: DenyOptions,

    #[command(flatten)]
    findings: FindingsOptions,
}

impl Arguments {
    fn job(&self) -> Job {
        self.material.job(self.edition.as_slice()).deny(self.deny.denied())
    }
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    if let Some(folder) = &arguments.check {
        return check(folder, arguments, console);
    }
    let progress = Progress::new(console);
    let sent = Sender { arguments, progress: &progress }.send();
    drop(progress);
    let format = arguments.findings.format;
    let numbers = Numbers { issue: sent.manifest.clone(), ..Numbers::default() };
    let told = Told::new(&sent.sources, sent.found.list());
    console.report(
        format,
        told.outputs(sent.files.clone()).records(sent.records.clone()).numbers(numbers),
    )?;
    if format == FindingsFormat::Human {
        for page in &sent.pages {
            console.findings(&page.sources, page.found.list());
        }
    }
    let Some(manifest) = &sent.manifest else {
        console.say(&say!("nothing was sent", "没有付印"));
        return Ok(Verdict::Problems);
    };
    let folder = sent.folder.display();
    let size = summary::file_size(sent.files.iter().map(|file| file.bytes as u64).sum());
    console.say(&say!("sent to {folder} ({size})", "已付印到 {folder}（{size}）"));
    for line in text::changes(manifest) {
        console.say(&line);
    }
    Ok(Verdict::Fine)
}

fn check(
    folder: &std::path::Path,
    arguments: &Arguments,
    console: &Console,
) -> io::Result<Verdict> {
    let mut found = Sink::default();
    let manifest = check::check(folder, &mut found);
    let sources = Sources::default();
    let numbers = Numbers { issue: manifest.clone(), ..Numbers::default() };
    console
        .report(arguments.findings.format, Told::new(&sources, found.list()).numbers(numbers))?;
    if found.has_errors() {
        return Ok(Verdict::Problems);
    }
    if let Some(manifest) = manifest {
        let (folder, files) = (folder.display(), manifest.files.len());
        console.say(&say!(
            "{folder} is what its manifest says: {files} press files",
            "{folder} 与清单相符：共 {files} 个付印文件"
        ));
    }
    Ok(Verdict::Fine)
}
