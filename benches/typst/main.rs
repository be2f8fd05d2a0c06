//! banmian beside Typst: `cargo bench --bench typst`, with `typst` on the PATH.
//!
//! 1. Each sample page, cold, against the district page in Typst.
//! 2. 1, 16 and 200 district pages that all differ, against as many in Typst; without
//!    preflight and with it.
//!
//! Each run is a process of its own, the programs in turn; ratios are taken pair by
//! pair, and their medians are printed. Without Typst our own figures are printed
//! alone. Numbers after `--` are taken for the numbers of pages.
#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

#[path = "../support/district.rs"]
mod district;
mod document;
#[path = "../support/process.rs"]
mod process;
mod samples;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use district::{LastLook, write, write_pages};
use process::Cost;
use samples::write_samples;

const SAMPLES: [&str; 9] = [
    "economy",
    "sports",
    "photos",
    "classified",
    "culture",
    "back",
    "broadsheet",
    "district",
    "evening",
];

/// How many runs of a sample page count.
const SAMPLE_RUNS: usize = 31;
/// Pages that are set and written in one run, if none are named.
const PAGES: [usize; 3] = [1, 16, 200];

/// What is run in turn, and where.
#[derive(Clone)]
struct Contender {
    name: String,
    command: Vec<String>,
    folder: PathBuf,
}

/// The medians of what a contender took, and of the ratios to the last contender.
struct Standing {
    wall: f64,
    cpu: f64,
    peak: f64,
    wall_ratio: f64,
    cpu_ratio: f64,
}

fn main() {
    if process::is_measuring() {
        return;
    }
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    match version_of_typst() {
        Some(version) => println!("beside {version}\n"),
        None => println!("no `typst` on the PATH: our figures alone\n"),
    }
    if numbers.is_empty() {
        samples();
    }
    let numbers = if numbers.is_empty() { PAGES.to_vec() } else { numbers };
    println!("| pages | | wall | CPU | peak | ratio of wall | ratio of CPU | file |");
    println!("|---|---|---|---|---|---|---|---|");
    for number in numbers {
        pages(number);
    }
}

fn version_of_typst() -> Option<String> {
    let output = Command::new("typst").arg("--version").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Every sample page against one page in Typst.
fn samples() {
    let folder = fresh("samples");
    write_samples(&folder);
    println!("| page | whole process | CPU | peak memory | ratio of wall | ratio of CPU |");
    println!("|---|---|---|---|---|---|");
    let mut of_typst = None;
    for page in SAMPLES {
        let ours = ours(page, &folder, &[format!("layouts/{page}.toml")], page);
        let mut standings = compete(&[vec![ours], typst(&folder, 1)].concat(), SAMPLE_RUNS, 3);
        row(page, &standings[0]);
        of_typst = standings.drain(..).nth(1);
    }
    if let Some(standing) = of_typst {
        row("Typst's page", &standing);
    }
    println!();
}

fn row(name: &str, standing: &Standing) {
    let Standing { wall, cpu, peak, wall_ratio, cpu_ratio } = standing;
    println!(
        "| {name} | {:.0} ms | {:.0} ms | {peak:.0} MiB | {wall_ratio:.2} | {cpu_ratio:.2} |",
        wall * 1e3,
        cpu * 1e3
    );
}

/// So many pages at once, without preflight and with it, against as many in Typst.
fn pages(number: usize) {
    let (runs, warming) = match number {
        ..4 => (31, 3),
        4..64 => (11, 1),
        _ => (5, 1),
    };
    let alone = fresh("alone");
    let specs = write_pages(&alone, number, LastLook::LeftOut);
    let looked_over = fresh("looked-over");
    write_pages(&looked_over, number, LastLook::Taken);
    let contenders = [
        vec![
            ours("banmian, preflight = \"none\"", &alone, &specs, "pages"),
            ours("banmian, preflight as usual", &looked_over, &specs, "pages"),
        ],
        typst(&alone, number),
    ]
    .concat();
    let standings = compete(&contenders, runs, warming);
    for (contender, standing) in contenders.iter().zip(&standings) {
        let Standing { wall, cpu, peak, wall_ratio, cpu_ratio } = standing;
        let file = contender.command.iter().find(|it| it.ends_with(".pdf"));
        let bytes = file.and_then(|file| fs::metadata(contender.folder.join(file)).ok());
        println!(
            "| {number} | {} | {wall:.3} s | {cpu:.3} s | {peak:.0} MiB | {wall_ratio:.2} | {cpu_ratio:.2} | {:.2} MB |",
            contender.name,
            bytes.map_or(0, |it| it.len()) as f64 / 1e6
        );
    }
}

fn ours(name: &str, folder: &Path, specs: &[String], file: &str) -> Contender {
    let words = [env!("CARGO_BIN_EXE_banmian"), "build", "--no-cache", "-o"];
    let mut command = words.map(str::to_owned).to_vec();
    command.push(format!("{file}.pdf"));
    command.extend_from_slice(specs);
    Contender { name: name.to_owned(), command, folder: folder.to_owned() }
}

/// Typst with a document of so many pages; nothing if it is not there.
fn typst(folder: &Path, number: usize) -> Vec<Contender> {
    if version_of_typst().is_none() {
        return Vec::new();
    }
    write(&folder.join("page.typ"), &document::document(number));
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
    let words = ["typst", "compile", "--ignore-system-fonts", "--font-path", fonts];
    let mut command = words.map(str::to_owned).to_vec();
    command.extend(["page.typ", "typst.pdf"].map(str::to_owned));
    vec![Contender { name: "Typst".to_owned(), command, folder: folder.to_owned() }]
}

/// Runs all in turn, so often without counting and so often more.
fn compete(contenders: &[Contender], runs: usize, warming: usize) -> Vec<Standing> {
    let mut rounds: Vec<Vec<Cost>> = Vec::new();
    for round in 0..warming + runs {
        let costs = contenders.iter().map(Contender::cost).collect();
        if round >= warming {
            rounds.push(costs);
        }
    }
    let last = contenders.len() - 1;
    let of = |at: usize| {
        let median = |value: &dyn Fn(&Vec<Cost>) -> f64| median(rounds.iter().map(value).collect());
        let (wall, cpu) =
            (|cost: &Cost| cost.wall.as_secs_f64(), |cost: &Cost| cost.cpu.as_secs_f64());
        Standing {
            wall: median(&|round| wall(&round[at])),
            cpu: median(&|round| cpu(&round[at])),
            peak: median(&|round| round[at].peak_mib),
            wall_ratio: median(&|round| wall(&round[at]) / wall(&round[last])),
            cpu_ratio: median(&|round| cpu(&round[at]) / cpu(&round[last])),
        }
    };
    (0..contenders.len()).map(of).collect()
}

impl Contender {
    fn cost(&self) -> Cost {
        let cost = process::cost(&self.command, &self.folder);
        assert_eq!(cost.code, Some(0), "{}: {:?}", self.name, self.command);
        cost
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// An empty folder.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typst").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder can be emptied");
    }
    fs::create_dir_all(&folder).expect("it can be made");
    folder
}
