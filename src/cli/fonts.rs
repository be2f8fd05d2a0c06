//! `banmian fonts`: which faces there are.

use std::io;

use banmian::diag::{Severity, Sink, Sources};
use banmian::font::{Face, FontLibrary};
use banmian::job;
use banmian::style::Slant;
use clap::Args;
use serde::Serialize;

use super::Verdict;
use super::console::{Console, FindingsFormat};
use super::options::FontOptions;
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
    let fonts = job::fonts(&arguments.fonts.choice(), embedded::fonts(), &mut sink);
    console.report(&Sources::default(), &sink, FindingsFormat::Human)?;
    match arguments.format {
        FindingsFormat::Human => console.list(&table(&fonts))?,
        FindingsFormat::Json => console.json(&json(&fonts))?,
    }
    Ok(if sink.count(Severity::Error) == 0 { Verdict::Fine } else { Verdict::Problems })
}

/// Families, and under each its faces.
fn table(fonts: &FontLibrary) -> Vec<String> {
    let mut lines = Vec::new();
    for family in fonts.families() {
        lines.push(family.to_owned());
        for (_, face) in fonts.faces().filter(|(_, face)| face.family == family) {
            let (weight, slant) = (face.weight.0, slant_name(face.slant));
            let (characters, file) = (face.coverage(), &face.file);
            lines.push(format!("  {weight} {slant:<7} {characters:>6} characters  {file}"));
        }
    }
    lines
}

fn json(fonts: &FontLibrary) -> String {
    let records: Vec<_> = fonts.faces().map(|(_, face)| Record::new(face)).collect();
    let mut text = serde_json::to_string_pretty(&records).unwrap_or_default();
    text.push('\n');
    text
}

/// A face as data.
#[derive(Serialize)]
struct Record<'a> {
    family: &'a str,
    aliases: &'a [String],
    postscript_name: &'a str,
    weight: u16,
    slant: &'static str,
    file: &'a str,
    index: u32,
    characters: usize,
}

impl<'a> Record<'a> {
    fn new(face: &'a Face) -> Self {
        Self {
            family: &face.family,
            aliases: &face.aliases,
            postscript_name: &face.postscript_name,
            weight: face.weight.0,
            slant: slant_name(face.slant),
            file: &face.file,
            index: face.index,
            characters: face.coverage(),
        }
    }
}

fn slant_name(slant: Slant) -> &'static str {
    match slant {
        Slant::Upright => "upright",
        Slant::Italic => "italic",
    }
}
