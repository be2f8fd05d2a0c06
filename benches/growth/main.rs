//! How time and memory grow with the input: `cargo bench --bench growth`.
//!
//! Each point is a process of its own, the built command from its arguments to its
//! end. The numbers are printed and drawn into docs/performance/, which
//! docs/performance.md shows. Words after `--` name the figures to make; without them
//! all are made.
#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

#[path = "../support/district.rs"]
mod district;
mod inputs;
mod plot;
#[path = "../support/process.rs"]
mod process;

use std::fs;
use std::path::Path;

use inputs::Input;
use plot::{Curve, Measured, svg};

/// A point that takes longer than this, in seconds, is measured once, the others as
/// often as [`TIMES`], of which the fastest counts.
const LONG: f64 = 1.0;
const TIMES: usize = 3;
/// After a point that takes so many seconds a curve ends.
const TOO_LONG: f64 = 300.0;

/// Curves that are drawn together.
struct Figure {
    name: &'static str,
    /// What is counted.
    across: &'static str,
    curves: &'static [Growing],
}

/// An input of several sizes.
struct Growing {
    name: &'static str,
    sizes: &'static [usize],
    input: Input,
}

const HUNDREDS: &[usize] = &[100, 1_000, 10_000, 100_000];
const TO_MEBIBYTE: &[usize] = &[100, 1_000, 10_000, 100_000, 1_000_000];
const ROWS: &[usize] = &[100, 1_000, 10_000, 30_000, 100_000];
const PAGES: &[usize] = &[1, 4, 16, 64, 200, 600, 2_000];

const FIGURES: &[Figure] = &[
    Figure {
        name: "stories",
        across: "characters of a story that is set",
        curves: &[
            Growing {
                name: "Chinese, one paragraph",
                sizes: &[100, 1_000, 10_000, 100_000, 340_000],
                input: inputs::one_paragraph,
            },
            Growing {
                name: "Chinese, paragraphs of 64 characters",
                sizes: &[100, 1_000, 10_000, 100_000, 340_000],
                input: inputs::short_paragraphs,
            },
            Growing { name: "English, one paragraph", sizes: TO_MEBIBYTE, input: inputs::english },
        ],
    },
    Figure {
        name: "import",
        across: "characters of raw copy",
        curves: &[
            Growing {
                name: "sentences to mend",
                sizes: &[100, 1_000, 10_000, 100_000, 400_000],
                input: inputs::copy_of_sentences,
            },
            Growing {
                name: "quotation marks only",
                sizes: TO_MEBIBYTE,
                input: inputs::copy_of_quotes,
            },
            Growing { name: "[[? only", sizes: TO_MEBIBYTE, input: inputs::copy_of_marks },
            Growing {
                name: "brackets in each other",
                sizes: TO_MEBIBYTE,
                input: inputs::copy_of_brackets,
            },
        ],
    },
    Figure {
        name: "tables",
        across: "rows of a table of one column",
        curves: &[
            Growing { name: "from a file", sizes: ROWS, input: inputs::table_of_file },
            Growing { name: "in a story", sizes: ROWS, input: inputs::table_of_story },
        ],
    },
    Figure {
        name: "drawings",
        across: "shapes, attributes, uses or letters of an SVG",
        curves: &[
            Growing { name: "shapes", sizes: HUNDREDS, input: inputs::shapes },
            Growing {
                name: "attributes",
                sizes: &[100, 1_000, 10_000, 100_000, 1_000_000],
                input: inputs::attributes,
            },
            Growing {
                name: "uses of one shape",
                sizes: &[100, 1_000, 10_000, 60_000],
                input: inputs::uses,
            },
            Growing {
                name: "letters in texts of four",
                sizes: &[100, 1_000, 10_000, 40_000],
                input: inputs::lettering,
            },
        ],
    },
    Figure {
        name: "elements",
        across: "elements or frames on a page",
        curves: &[
            Growing {
                name: "stories of one line",
                sizes: &[1, 10, 100, 500],
                input: inputs::elements,
            },
            Growing {
                name: "frames, a thousand a story",
                sizes: &[1, 10, 100, 1_000, 10_000],
                input: inputs::frames,
            },
        ],
    },
    Figure {
        name: "pages",
        across: "district pages that all differ",
        curves: &[
            Growing { name: "set and written", sizes: PAGES, input: inputs::pages_alone },
            Growing {
                name: "set, written and looked over (preflight)",
                sizes: PAGES,
                input: inputs::pages_looked_over,
            },
        ],
    },
    Figure {
        name: "pictures",
        across: "photographs of 600 x 400 pixels, a hundred a page",
        curves: &[Growing {
            name: "to the press, set and written",
            sizes: &[1, 4, 16, 64, 200],
            input: inputs::pictures,
        }],
    },
];

fn main() {
    if process::is_measuring() {
        return;
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let is_wanted =
        |figure: &&Figure| wanted.is_empty() || wanted.iter().any(|it| it == figure.name);
    for figure in FIGURES.iter().filter(is_wanted) {
        println!("\n{} ({})", figure.name, figure.across);
        let curves: Vec<Curve> = figure.curves.iter().map(|it| measured(figure, it)).collect();
        let path = district::root().join(format!("docs/performance/{}.svg", figure.name));
        district::write(&path, &svg(figure.across, &curves));
    }
}

/// Measures an input in all its sizes.
fn measured(figure: &Figure, growing: &Growing) -> Curve {
    println!("  {}", growing.name);
    let mut points: Vec<Measured> = Vec::new();
    for size in growing.sizes {
        let point = point(figure, growing, *size);
        // Of how much more came how much more time: 1 is linear, 2 a square.
        let power = points.last().map(|last| {
            (point.seconds / last.seconds).ln() / (point.size as f64 / last.size as f64).ln()
        });
        let power = power.map_or_else(String::new, |power| format!("  power {power:.2}"));
        println!(
            "  {size:>9}  {:>9.3} s  {:>9.3} s of CPU  {:>7.0} MiB{power}",
            point.seconds, point.cpu, point.mib
        );
        points.push(point);
        if point.seconds > TOO_LONG {
            break;
        }
    }
    Curve { name: growing.name, points }
}

fn point(figure: &Figure, growing: &Growing, size: usize) -> Measured {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth").join(figure.name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder can be emptied");
    }
    fs::create_dir_all(&folder).expect("it can be made");
    let mut command = vec![env!("CARGO_BIN_EXE_banmian").to_owned()];
    command.extend((growing.input)(&folder, size));
    let mut best = Measured { size, seconds: f64::INFINITY, cpu: f64::INFINITY, mib: 0.0 };
    for _ in 0..TIMES {
        let cost = process::cost(&command, &folder);
        assert!(matches!(cost.code, Some(0 | 1)), "{} {size}: {cost:?}", growing.name);
        best.seconds = best.seconds.min(cost.wall.as_secs_f64());
        best.cpu = best.cpu.min(cost.cpu.as_secs_f64());
        best.mib = best.mib.max(cost.peak_mib);
        if best.seconds > LONG {
            break;
        }
    }
    best
}
