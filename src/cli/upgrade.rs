//! `banmian upgrade`: specs brought to the format of this program.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::finding::OutputFault;
use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::load::{FilesRead, LoadError, Project, TEXT_LIMIT};
use banmian::say;
use banmian::spec::FORMAT;
use banmian::spec::change::{UpgradedSpec, upgrade};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::Verdict;
use super::answer::{Numbers, Told, WrittenFile};
use super::console::Console;
use super::options::FindingsOptions;
use super::output::OutputWriter;

/// Write page specs anew in the format of this program (升级)
///
/// A spec that does not say its format gets a line `format = 1`. Comments, order, spaces
/// and line ends stay byte for byte as they are. Templates are specs, too: name them.
/// Stories are never touched.
#[derive(Args)]
#[command(visible_alias = "升级")]
pub(super) struct Arguments {
    /// The page specs and templates, TOML files
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,

    /// Tell what would be changed, and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    findings: FindingsOptions,
}

/// What was changed in a spec, or would be.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct UpgradeRecord {
    /// The spec.
    spec: String,
    /// Its format now, or after the upgrade.
    format: u32,
    /// The lines that were written into it; none if it was of this format.
    lines: Vec<LineRecord>,
}

/// A line that was written into a spec.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct LineRecord {
    /// Which one, from 1.
    line: usize,
    /// What it says.
    text: String,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut outputs = Vec::new();
    let mut records = Vec::new();
    for path in &arguments.specs {
        let Some(file) = read(path, &mut sources, &mut sink) else { continue };
        let lines = file.upgraded.lines.iter();
        let lines: Vec<LineRecord> =
            lines.map(|it| LineRecord { line: it.line, text: it.text.clone() }).collect();
        if !lines.is_empty() && !arguments.dry_run {
            match write(path, &file, arguments) {
                Ok(written) => outputs.push(written),
                Err(finding) => {
                    sink.push(*finding);
                    continue;
                }
            }
        }
        records.push(UpgradeRecord { spec: path.display().to_string(), format: FORMAT, lines });
    }
    let numbers = Numbers { upgrade: Some(records.clone()), ..Numbers::default() };
    let told = Told::new(&sources, sink.list()).outputs(outputs).numbers(numbers);
    console.report(arguments.findings.format, told)?;
    records.iter().for_each(|record| tell(console, record, arguments.dry_run));
    Ok(if sink.has_errors() { Verdict::Problems } else { Verdict::Fine })
}

fn tell(console: &Console, UpgradeRecord { spec, format, lines }: &UpgradeRecord, is_dry: bool) {
    if lines.is_empty() {
        return console.say(&say!(
            "{spec} is of format {format}; there is nothing to change",
            "{spec} 已是第 {format} 版格式，不用改"
        ));
    }
    for LineRecord { line, text } in lines {
        console.say(&if is_dry {
            say!("{spec}:{line} would be: {text}", "{spec}:{line} 将写入：{text}")
        } else {
            say!("{spec}:{line} is new: {text}", "{spec}:{line} 已写入：{text}")
        });
    }
}

/// A spec as it is on the disk, and as it would be.
struct SpecFile {
    /// Its bytes as text.
    on_disk: String,
    /// The byte order mark, if there is one.
    mark: &'static str,
    upgraded: UpgradedSpec,
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

fn read(path: &Path, sources: &mut Sources, sink: &mut Sink) -> Option<SpecFile> {
    let loaded = bytes_of(path).map_err(|error| sink.push(error.diagnostic())).ok()?;
    let text = loaded.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&loaded);
    let mark = if text.len() < loaded.len() { BYTE_ORDER_MARK } else { "" };
    match upgrade(&path.display().to_string(), text, sources) {
        Ok(upgraded) => Some(SpecFile { mark, upgraded, on_disk: loaded }),
        Err(findings) => {
            findings.into_iter().for_each(|finding| sink.push(finding));
            None
        }
    }
}

/// A file's bytes as text, as [`Project::read_text`] would read it.
fn bytes_of(path: &Path) -> Result<String, LoadError> {
    let project = Project::around(path, &FilesRead::default())?;
    project.read_text(path)?;
    let bytes = project.read_bytes(path, TEXT_LIMIT)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write(
    path: &Path,
    file: &SpecFile,
    arguments: &Arguments,
) -> Result<WrittenFile, Box<Diagnostic>> {
    // Between reading and writing an editor may have saved.
    if bytes_of(path).map_err(|error| error.diagnostic())? != file.on_disk {
        let path = path.display().to_string();
        return Err(Box::new(Diagnostic::of(OutputFault::SpecChanged { path })));
    }
    let text = format!("{}{}", file.mark, file.upgraded.text);
    // The spec was read, and it is meant to be written over.
    let writer = OutputWriter::new(&FilesRead::default(), arguments.findings.format);
    Ok(writer.replace(path, text.as_bytes(), 0)?)
}
