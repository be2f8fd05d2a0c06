//! `banmian cache`: where results are kept between runs, and how much of them.

use std::io;

use banmian::diag::{Diagnostic, Sources};
use banmian::load::{CacheFolder, EntriesOfKind, EntryKind};
use banmian::say;
use clap::Args;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Numbers, Told};
use super::console::{Console, FindingsFormat};
use super::keeping::CachePlace;
use super::options::FindingsOptions;
use super::summary::file_size;
use super::{Verdict, output};

/// Tell where pictures and finished pages are kept, or throw them away (缓存)
///
/// What is kept is never needed: it may be thrown away at any time, and is made again
/// by the next run that wants it.
#[derive(Args)]
#[command(visible_alias = "缓存")]
pub(super) struct Arguments {
    #[command(flatten)]
    place: CachePlace,

    /// Throw all of it away, and no other file of the folder
    #[arg(long)]
    clear: bool,

    #[command(flatten)]
    findings: FindingsOptions,
}

/// The cache in numbers.
#[derive(Serialize, JsonSchema)]
pub(super) struct CacheRecord {
    /// The folder.
    folder: String,
    /// The most bytes that it may have.
    limit_bytes: u64,
    /// What it has in all.
    bytes: u64,
    /// What it has of each kind.
    kinds: Vec<CacheKind>,
    /// When the entry was used that was not used for the longest time, in UTC (RFC 3339);
    /// null if there is none.
    oldest_use: Option<String>,
}

/// The entries of a kind.
#[derive(Serialize, JsonSchema)]
pub(super) struct CacheKind {
    /// What they hold.
    kind: CacheKindName,
    /// How many there are.
    entries: usize,
    /// What they take.
    bytes: u64,
}

/// What entries hold.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum CacheKindName {
    /// Pictures in the inks of a press.
    Pictures,
    /// Press files.
    PressFiles,
    /// What was found on pages.
    Findings,
    /// What pages are made of.
    Inputs,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let Arguments { place, clear, findings } = arguments;
    let looked = place.folder().and_then(|folder| {
        let Some(folder) = folder else { return Ok(None) };
        if *clear {
            let cleared = folder.clear();
            cleared
                .map_err(|error| Diagnostic::of(output::refusal(folder.path(), None, &error)))?;
        }
        Ok(Some(record(&folder)))
    });
    let (found, cache) = match looked {
        Ok(cache) => (Vec::new(), cache),
        Err(finding) => (vec![finding], None),
    };
    match (&cache, findings.format) {
        (Some(cache), FindingsFormat::Human) => tell(cache, console)?,
        (None, FindingsFormat::Human) if found.is_empty() => console.say(&say!(
            "the system names no folder for caches: `--cache DIR` does",
            "系统没有指定缓存文件夹：请用 `--cache 文件夹` 指定"
        )),
        _ => {}
    }
    let verdict = if found.is_empty() { Verdict::Fine } else { Verdict::Problems };
    let sources = Sources::default();
    let told = Told::new(&sources, &found).numbers(Numbers { cache, ..Numbers::default() });
    console.report(findings.format, told)?;
    Ok(verdict)
}

fn record(folder: &CacheFolder) -> CacheRecord {
    let survey = folder.survey();
    let oldest = survey.iter().filter_map(|kind| kind.oldest).min();
    let kinds = survey.iter().map(|EntriesOfKind { kind, entries, bytes, .. }| {
        let kind = match kind {
            EntryKind::Picture => CacheKindName::Pictures,
            EntryKind::PressFile => CacheKindName::PressFiles,
            EntryKind::Findings => CacheKindName::Findings,
            EntryKind::Asked => CacheKindName::Inputs,
        };
        CacheKind { kind, entries: *entries, bytes: *bytes }
    });
    CacheRecord {
        folder: folder.path().display().to_string(),
        limit_bytes: folder.limit(),
        bytes: survey.iter().map(|kind| kind.bytes).sum(),
        kinds: kinds.collect(),
        oldest_use: oldest.and_then(|time| {
            let seconds = time.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
            let time = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
            Some(time.to_string())
        }),
    }
}

/// Tells people.
fn tell(cache: &CacheRecord, console: &Console) -> io::Result<()> {
    let CacheRecord { folder, limit_bytes, bytes, kinds, oldest_use } = cache;
    let (size, limit) = (file_size(*bytes), file_size(*limit_bytes));
    let mut lines = vec![say!("{size} of at most {limit}", "共 {size}，上限 {limit}")];
    for CacheKind { kind, entries, bytes } in kinds {
        let size = file_size(*bytes);
        lines.push(match kind {
            CacheKindName::Pictures => {
                say!(
                    "converted pictures: {entries} ({size})",
                    "转换好的图片：{entries} 个（{size}）"
                )
            }
            CacheKindName::PressFiles => {
                say!("press files: {entries} ({size})", "付印文件：{entries} 个（{size}）")
            }
            CacheKindName::Findings => {
                say!(
                    "findings of pages: {entries} ({size})",
                    "版面的检查结果：{entries} 个（{size}）"
                )
            }
            CacheKindName::Inputs => {
                say!("lists of files: {entries} ({size})", "素材清单：{entries} 个（{size}）")
            }
        });
    }
    if let Some(time) = oldest_use {
        lines.push(say!("oldest use: {time}", "最久未用：{time}"));
    }
    let lines = lines.iter().map(|line| line.get(console.language()).to_owned());
    console.list(&[folder.clone()].into_iter().chain(lines).collect::<Vec<_>>())
}
