//! `banmian fonts`: which faces there are.

use std::io;

use banmian::diag::{Language, Severity, Sink, Sources};
use banmian::font::{AxisValue, Embedding, Face, FontLibrary};
use banmian::style::Slant;
use banmian::{job, say};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::Verdict;
use super::answer::{Numbers, Told};
use super::console::{Console, FindingsFormat};
use super::options::FontOptions;
use super::progress::Progress;
use crate::embedded;

/// List the fonts: families, styles, and how many characters each has
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    fonts: FontOptions,

    /// How the list is printed
    #[arg(long, value_enum, default_value = "human")]
    format: FindingsFormat,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let mut sink = Sink::default();
    let progress = Progress::new(console);
    progress.step(&say!("reading the fonts", "正在读取字体"));
    let fonts = job::fonts(&arguments.fonts.choice(), embedded::fonts(), &mut sink);
    if let Some(emptiness) = fonts.emptiness() {
        sink.push(emptiness);
    }
    let faces = fonts.faces().map(|(_, face)| FaceRecord::new(face)).collect();
    drop(progress);
    let numbers = Numbers { fonts: Some(faces), ..Numbers::default() };
    let sources = Sources::default();
    console.report(arguments.format, Told::new(&sources, sink.list()).numbers(numbers))?;
    if arguments.format == FindingsFormat::Human {
        console.list(&table(&fonts, console.language()))?;
    }
    Ok(if sink.count(Severity::Error) == 0 { Verdict::Fine } else { Verdict::Problems })
}

/// Families, and under each its faces.
fn table(fonts: &FontLibrary, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for family in fonts.families() {
        lines.push(family.to_owned());
        for (_, face) in fonts.faces().filter(|(_, face)| face.family == family) {
            let (weight, slant) = (face.weight.0, slant_name(face.slant));
            let (characters, file) = (face.coverage(), &face.file);
            let remarks = remarks(face, language);
            let slant =
                if language == Language::Chinese { slant_in_chinese(face.slant) } else { slant };
            let line = say!(
                "  {weight} {slant:<7} {characters:>6} characters  {file}{remarks}",
                "  {weight} {slant} {characters:>6} 字  {file}{remarks}"
            );
            lines.push(line.get(language).to_owned());
        }
    }
    lines
}

/// What is unusual about a face.
fn remarks(face: &Face, language: Language) -> String {
    let mut list = Vec::new();
    if !face.instance.is_empty() {
        list.push(say!("variable", "可变字体"));
    }
    if face.embedding == Embedding::PreviewPrint {
        list.push(say!("license: preview and print", "许可：只供预览和打印"));
    }
    if face.has_variants() {
        list.push(say!("variation sequences", "带异体字"));
    }
    if list.is_empty() {
        return String::new();
    }
    let words = |between: &str| -> String {
        list.iter().map(|it| it.get(language)).collect::<Vec<_>>().join(between)
    };
    let (en, zh) = (words(", "), words("，"));
    say!("  ({en})", "（{zh}）").get(language).to_owned()
}

/// A face as data.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct FaceRecord {
    /// The family by which specs name it.
    family: String,
    /// Other names of the family.
    aliases: Vec<String>,
    /// Its name in a PDF.
    postscript_name: String,
    /// 100 to 900; 400 is regular.
    weight: u16,
    /// `upright` or `italic`.
    slant: &'static str,
    /// The file that it comes from.
    file: String,
    /// Which of the file's faces it is, from 0.
    index: u32,
    /// How many characters it has, those without ink not counted.
    characters: usize,
    /// Where on the axes of a variable font it is.
    axes: Vec<AxisRecord>,
    /// What its license allows in a PDF: `free`, or `preview-print`.
    embedding: &'static str,
    /// Whether it has forms for variation selectors.
    variants: bool,
}

/// A place on an axis of a variable font.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct AxisRecord {
    /// The axis by its tag: `wght`.
    tag: String,
    /// In the units of the axis.
    value: f32,
}

impl AxisRecord {
    fn new(axis: &AxisValue) -> Self {
        Self { tag: String::from_utf8_lossy(&axis.tag).into_owned(), value: axis.value }
    }
}

impl FaceRecord {
    fn new(face: &Face) -> Self {
        Self {
            family: face.family.clone(),
            aliases: face.aliases.clone(),
            postscript_name: face.postscript_name.clone(),
            weight: face.weight.0,
            slant: slant_name(face.slant),
            file: face.file.clone(),
            index: face.index,
            characters: face.coverage(),
            axes: face.instance.iter().map(AxisRecord::new).collect(),
            embedding: match face.embedding {
                Embedding::Free => "free",
                Embedding::PreviewPrint => "preview-print",
            },
            variants: face.has_variants(),
        }
    }
}

fn slant_in_chinese(slant: Slant) -> &'static str {
    match slant {
        Slant::Upright => "正体",
        Slant::Italic => "斜体",
    }
}

fn slant_name(slant: Slant) -> &'static str {
    match slant {
        Slant::Upright => "upright",
        Slant::Italic => "italic",
    }
}
