//! `banmian separations`: the plates of a page, one picture an ink.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::diag::finding::{Expected, PageFault};
use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::load::{FilesRead, Project};
use banmian::plates::{self, Plates};
use banmian::reader::{self, Defect};
use banmian::say;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Numbers, Told, WrittenFile};
use super::console::Console;
use super::options::FindingsOptions;
use super::output::OutputWriter;
use super::progress::Progress;
use super::usage::{self, OtherForm};
use super::{Verdict, output};

/// Bytes of the largest PDF that is read.
const MOST_BYTES: u64 = 1 << 30;

/// Show what each ink of a PDF puts on paper
///
/// Writes one PNG per plate: cyan, magenta, yellow and black, and every spot
/// ink by its name; dark is where the ink is. Overprint, knockout and
/// transparency are as the press will have them. Any PDF will do, not only
/// those that banmian made.
#[derive(Args)]
pub(super) struct Arguments {
    /// The PDF
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// A folder, or how the names of all files begin [default: the PDF's name,
    /// in the current folder]
    #[arg(short, long, value_name = "PREFIX")]
    output: Option<PathBuf>,

    /// The page, counted from 1
    #[arg(long, default_value = "1", value_name = "NUMBER",
          value_parser = usage::page_number)]
    page: u32,

    /// Pixels per inch
    #[arg(long, default_value = "100", value_parser = usage::resolution)]
    dpi: f64,

    /// Write the total of all inks, too, in colors
    #[arg(long)]
    heat_map: bool,

    /// The total ink in percent above which the heat map is red
    #[arg(long, default_value = "240", value_name = "PERCENT", value_parser = percent)]
    max_ink: f64,

    /// Write a picture of all inks together, too, as the output intent's
    /// profile shows them
    #[arg(long)]
    composite: bool,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let progress = Progress::new(console);
    progress.step(&say!("separating the page", "正在分色"));
    let made = make(arguments);
    drop(progress);
    let mut sink = Sink::default();
    let mut outputs = Vec::new();
    let mut numbers = Numbers::default();
    let verdict = match made {
        Ok(made) => {
            let plates = Separated::new(&made.plates, arguments);
            tell(console, &plates, &made.files);
            outputs = made.files;
            numbers.plates = Some(plates);
            let name = arguments.file.display().to_string();
            for defect in &made.defects {
                let finding = Diagnostic::of(PageFault::LeftOut { defect: defect.finding() });
                sink.push(finding.in_file(name.clone()));
            }
            Verdict::Fine
        }
        Err(finding) => {
            sink.push(finding);
            Verdict::Problems
        }
    };
    let sources = Sources::default();
    let told = Told::new(&sources, sink.list()).outputs(outputs).numbers(numbers);
    console.report(arguments.findings.format, told)?;
    Ok(verdict)
}

/// The plates of a page in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Separated {
    /// The page, counted from 1.
    page: u32,
    /// Pixels per inch at which it was measured.
    dpi: f64,
    /// Each plate.
    inks: Vec<InkRecord>,
    /// The place with the most ink.
    most_ink: MostInkRecord,
}

/// A plate in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
struct InkRecord {
    /// The ink's name.
    ink: String,
    /// The mean tint over the whole sheet.
    coverage_percent: f64,
    /// The darkest tint.
    darkest_percent: f64,
}

/// The place with the most ink.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
struct MostInkRecord {
    /// The sum of all tints there.
    percent: f64,
    /// From the left edge of the trimmed page.
    x_mm: f64,
    /// From its top edge.
    y_mm: f64,
}

impl Separated {
    fn new(plates: &Plates, arguments: &Arguments) -> Self {
        // More digits than this are noise.
        let round = |value: f64| (value * 100.0).round() / 100.0;
        let most = plates.most_ink();
        let inks = plates.summary().into_iter().map(|ink| InkRecord {
            ink: ink.ink.name().to_owned(),
            coverage_percent: round(ink.coverage),
            darkest_percent: round(ink.darkest),
        });
        Self {
            page: arguments.page,
            dpi: arguments.dpi,
            inks: inks.collect(),
            most_ink: MostInkRecord {
                percent: round(most.percent),
                x_mm: round(most.x_mm),
                y_mm: round(most.y_mm),
            },
        }
    }
}

/// What was written.
struct SeparationsMade {
    plates: Plates,
    files: Vec<WrittenFile>,
    /// What the plates lack.
    defects: Vec<Defect>,
}

/// A picture of a plate or of all of them, and what tells its file from the others'.
struct NamedPicture {
    name: String,
    png: Vec<u8>,
}

fn make(arguments: &Arguments) -> Result<SeparationsMade, Diagnostic> {
    let about = |finding: Diagnostic| finding.in_file(arguments.file.display().to_string());
    let read = FilesRead::default();
    let bytes = read_pdf(&arguments.file, &read)?;
    let file = reader::open(bytes.to_vec()).map_err(|error| about(error.diagnostic()))?;
    let page = arguments.page as usize - 1;
    let plates = plates::render(&file, page, arguments.dpi);
    let plates = plates.map_err(|error| about(Diagnostic::of(error)))?;

    let defects = file.unprinted(page).map_err(|error| about(error.diagnostic()))?.defects;
    let mut pictures: Vec<NamedPicture> = Vec::new();
    let drawn = |picture: Result<Vec<u8>, plates::PlatesError>| {
        picture.map_err(|error| about(Diagnostic::of(error)))
    };
    for plate in &plates.plates {
        let png = drawn(plates::png(&plates, plate))?;
        pictures.push(NamedPicture { name: file_name(plate.ink.name()), png });
    }
    if arguments.heat_map {
        let png = drawn(plates::heat_map(&plates, arguments.max_ink))?;
        pictures.push(NamedPicture { name: "heat".to_owned(), png });
    }
    if arguments.composite {
        let profile = plates::proof_profile(&file);
        let png = drawn(plates::composite(&plates, &profile))?;
        pictures.push(NamedPicture { name: "composite".to_owned(), png });
    }
    let mut files = Vec::new();
    if let Some(folder) = arguments.output.as_deref().filter(|path| is_folder(path)) {
        output::create_folder(folder)?;
    }
    let pictures: Vec<(PathBuf, Vec<u8>)> = unlike(pictures)
        .into_iter()
        .map(|picture| (place(arguments, &picture.name), picture.png))
        .collect();
    let writer = OutputWriter::new(&read, arguments.findings.format);
    writer.check(pictures.iter().map(|(path, _)| path.as_path()))?;
    for (path, png) in pictures {
        files.push(writer.replace(&path, &png, 1)?);
    }
    Ok(SeparationsMade { plates, files, defects })
}

fn read_pdf(path: &Path, read: &FilesRead) -> Result<Arc<[u8]>, Diagnostic> {
    let project = Project::around(path, read).map_err(|error| error.diagnostic())?;
    project.read_bytes(path, MOST_BYTES).map_err(|error| error.diagnostic())
}

/// `PREFIX-Cyan.png`; within a folder the name alone with the PDF's.
fn place(arguments: &Arguments, name: &str) -> PathBuf {
    let stem = arguments.file.file_stem().unwrap_or("page".as_ref()).to_string_lossy();
    match &arguments.output {
        Some(folder) if is_folder(folder) => folder.join(format!("{stem}-{name}.png")),
        Some(prefix) => {
            let mut whole = prefix.clone().into_os_string();
            whole.push(format!("-{name}.png"));
            PathBuf::from(whole)
        }
        None => PathBuf::from(format!("{stem}-{name}.png")),
    }
}

/// Whether the name is that of a folder, which may not be there yet.
fn is_folder(path: &Path) -> bool {
    let is_end = |c: &u8| std::path::is_separator(char::from(*c));
    path.is_dir() || path.as_os_str().as_encoded_bytes().last().is_some_and(is_end)
}

/// An ink's name as part of a file's name: spot inks may be called anything.
fn file_name(ink: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.+".contains(c) { c } else { '-' };
    let name: String = ink.chars().take(60).map(plain).collect();
    let name = name.trim_matches(['.', '-']).to_owned();
    if name.is_empty() { "spot".to_owned() } else { name }
}

/// No name twice: what comes later gets a number.
fn unlike(pictures: Vec<NamedPicture>) -> Vec<NamedPicture> {
    let mut out: Vec<NamedPicture> = Vec::new();
    for NamedPicture { name, png } in pictures {
        let is_taken =
            |name: &str| out.iter().any(|known| known.name.to_lowercase() == name.to_lowercase());
        let free = if is_taken(&name) {
            (2..).map(|number| format!("{name}-{number}")).find(|name| !is_taken(name))
        } else {
            None
        };
        out.push(NamedPicture { name: free.unwrap_or(name), png });
    }
    out
}

/// A process ink in the middle of a sentence; a spot ink by its name.
pub(super) fn ink_in_english(name: &str) -> String {
    match name {
        "Cyan" | "Magenta" | "Yellow" | "Black" => name.to_lowercase(),
        spot => spot.to_owned(),
    }
}

/// A process ink in Chinese; a spot ink by its name.
pub(super) fn ink_in_chinese(name: &str) -> &str {
    match name {
        "Cyan" => "青",
        "Magenta" => "品红",
        "Yellow" => "黄",
        "Black" => "黑",
        spot => spot,
    }
}

fn tell(console: &Console, plates: &Separated, files: &[WrittenFile]) {
    for InkRecord { ink, coverage_percent, darkest_percent } in &plates.inks {
        let zh = ink_in_chinese(ink);
        console.say(&say!(
            "{ink}: covers {coverage_percent:.1} % of the sheet, darkest tint {darkest_percent:.0} %",
            "{zh}：平均覆盖率 {coverage_percent:.1}%，最深网点 {darkest_percent:.0}%"
        ));
    }
    let MostInkRecord { percent, x_mm, y_mm } = plates.most_ink;
    console.say(&say!(
        "most ink: {percent:.0} %, {x_mm:.0} mm from the left and {y_mm:.0} mm from the top of the trimmed page",
        "最大总墨量：{percent:.0}%，距成品左边 {x_mm:.0} 毫米，距成品上边 {y_mm:.0} 毫米"
    ));
    let (count, page) = (files.len(), plates.page);
    let first = files.first().map(|file| file.path.display().to_string()).unwrap_or_default();
    console.say(&say!(
        "wrote {count} pictures of page {page}: `{first}` and so on",
        "已写出第 {page} 页的 {count} 张图：“{first}”等"
    ));
}

fn percent(text: &str) -> Result<f64, OtherForm> {
    let number = text.trim_end_matches('%');
    usage::number(number, Expected::TotalInk, |percent| (1.0..=400.0).contains(percent))
}
