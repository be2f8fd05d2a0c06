//! `banmian separations`: the plates of a page, one picture an ink.

use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::{Code, Diagnostic, Sink, Sources};
use banmian::load::{FilesRead, Project};
use banmian::plates::{self, Plates};
use banmian::reader::{self, Defect};
use banmian::say;
use clap::Args;

use super::console::Console;
use super::options::FindingsOptions;
use super::output::Writer;
use super::progress::Progress;
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
          value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,

    /// Pixels per inch
    #[arg(long, default_value = "100", value_parser = resolution)]
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
    let verdict = match made {
        Ok(made) => {
            tell(console, arguments, &made);
            let name = arguments.file.display().to_string();
            for defect in &made.defects {
                let finding = Diagnostic::warning(Code::FileUnreadable, defect.text());
                sink.push(finding.in_file(name.clone()));
            }
            Verdict::Fine
        }
        Err(finding) => {
            sink.push(finding);
            Verdict::Problems
        }
    };
    console.report(&Sources::default(), &sink, arguments.findings.format)?;
    Ok(verdict)
}

/// What was written.
struct Made {
    plates: Plates,
    files: Vec<PathBuf>,
    /// What the plates lack.
    defects: Vec<Defect>,
}

fn make(arguments: &Arguments) -> Result<Made, Diagnostic> {
    let about = |finding: Diagnostic| finding.in_file(arguments.file.display().to_string());
    let read = FilesRead::default();
    let bytes = read_pdf(&arguments.file, &read)?;
    let file = reader::open(bytes).map_err(|error| about(error.diagnostic()))?;
    let page = arguments.page as usize - 1;
    let plates = plates::render(&file, page, arguments.dpi);
    let plates = plates.map_err(|error| about(error.diagnostic()))?;

    let defects = file.unprinted(page).map_err(|error| about(error.diagnostic()))?.defects;
    let mut pictures: Vec<(String, Vec<u8>)> = Vec::new();
    let drawn = |picture: Result<Vec<u8>, plates::PlatesError>| {
        picture.map_err(|error| about(error.diagnostic()))
    };
    for plate in &plates.plates {
        pictures.push((file_name(plate.ink.name()), drawn(plates::png(&plates, plate))?));
    }
    if arguments.heat_map {
        pictures.push(("heat".to_owned(), drawn(plates::heat_map(&plates, arguments.max_ink))?));
    }
    if arguments.composite {
        let profile = plates::proof_profile(&file);
        pictures.push(("composite".to_owned(), drawn(plates::composite(&plates, &profile))?));
    }
    let mut files = Vec::new();
    if let Some(folder) = arguments.output.as_deref().filter(|path| is_folder(path)) {
        output::create_folder(folder)?;
    }
    let pictures: Vec<(PathBuf, Vec<u8>)> =
        unlike(pictures).into_iter().map(|(name, png)| (place(arguments, &name), png)).collect();
    let writer = Writer::new(&read);
    writer.check(pictures.iter().map(|(path, _)| path.as_path()))?;
    for (path, png) in pictures {
        writer.replace(&path, &png)?;
        files.push(path);
    }
    Ok(Made { plates, files, defects })
}

fn read_pdf(path: &Path, read: &FilesRead) -> Result<Vec<u8>, Diagnostic> {
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
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// An ink's name as part of a file's name: spot inks may be called anything.
fn file_name(ink: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.+".contains(c) { c } else { '-' };
    let name: String = ink.chars().take(60).map(plain).collect();
    let name = name.trim_matches(['.', '-']).to_owned();
    if name.is_empty() { "spot".to_owned() } else { name }
}

/// No name twice: what comes later gets a number.
fn unlike(pictures: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, png) in pictures {
        let is_taken =
            |name: &str| out.iter().any(|(known, _)| known.to_lowercase() == name.to_lowercase());
        let free = if is_taken(&name) {
            (2..).map(|number| format!("{name}-{number}")).find(|name| !is_taken(name))
        } else {
            None
        };
        out.push((free.unwrap_or(name), png));
    }
    out
}

fn tell(console: &Console, arguments: &Arguments, made: &Made) {
    for ink in made.plates.summary() {
        let (name, coverage, darkest) = (ink.ink.name().to_owned(), ink.coverage, ink.darkest);
        console.say(&say!(
            "{name}: covers {coverage:.1} % of the sheet, darkest tint {darkest:.0} %",
            "{name}：平均覆盖率 {coverage:.1}%，最深网点 {darkest:.0}%"
        ));
    }
    let most = made.plates.most_ink();
    let (percent, x, y) = (most.percent, most.x_mm, most.y_mm);
    console.say(&say!(
        "most ink: {percent:.0} %, {x:.0} mm from the left and {y:.0} mm from the top of the trimmed page",
        "最大总墨量：{percent:.0}%，距成品左边 {x:.0} 毫米，距成品上边 {y:.0} 毫米"
    ));
    let (count, first) = (made.files.len(), arguments.page);
    let folder = made.files.first().map(|path| path.display().to_string()).unwrap_or_default();
    console.say(&say!(
        "wrote {count} pictures of page {first}: `{folder}` and so on",
        "已写出第 {first} 页的 {count} 张图：“{folder}”等"
    ));
}

fn resolution(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(dpi) if dpi.is_finite() && dpi > 0.0 => Ok(dpi),
        _ => Err("a resolution is a number of pixels per inch, more than 0".to_owned()),
    }
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(percent) if (1.0..400.0).contains(&percent) => Ok(percent),
        _ => Err("a total of inks is a number of percent, 1 to 400".to_owned()),
    }
}
