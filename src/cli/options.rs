//! The options of every verb that sets a page.

use std::path::{Path, PathBuf};

use banmian::diag::finding::{Expected, Vocabulary};
use banmian::diag::{Code, Denied, nearest};
use banmian::impose::{Binding, Scheme};
use banmian::job::{FontChoice, Imposition, Job};
use banmian::spec::DayValue;
use clap::{Args, ValueEnum};

use super::console::FindingsFormat;
use super::keeping::CacheOptions;
use super::stdin;
use super::usage::{OtherForm, UnknownWord};

/// What page, and where its material is.
#[derive(Args)]
pub(super) struct PageOptions {
    /// The page specs, TOML files: one a page, in the order of the pages; - is the
    /// standard input
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,

    #[command(flatten)]
    material: MaterialOptions,

    #[command(flatten)]
    pub(super) cache: CacheOptions,

    /// Tell of each story how much there was and how it fitted
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// Where the material of pages is.
#[derive(Args)]
pub(super) struct MaterialOptions {
    /// Folder with the stories, instead of the one the spec names
    #[arg(long, value_name = "DIR")]
    stories: Option<PathBuf>,

    /// The day's file: keys of `[page]` that lie over what the specs say, instead of
    /// the one they name
    #[arg(long, value_name = "FILE")]
    day: Option<PathBuf>,

    /// The date of issue of all pages, such as 2026-11-29
    #[arg(long, value_name = "DATE")]
    date: Option<String>,

    /// A value of `[page]` for all pages, such as issue=8216; may be given several
    /// times
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value)]
    set: Vec<DayValue>,

    /// A zone of the edition, instead of the main edition
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,

    /// A version of the edition, from 1 [default: the last]
    #[arg(long = "version", value_name = "N")]
    edition_version: Option<u32>,

    /// Folder that all files must lie in [default: the current folder if the
    /// spec lies in it, else the spec's folder]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    #[command(flatten)]
    fonts: FontOptions,
}

/// Which fonts there are beside those that come with the program.
#[derive(Args)]
pub(super) struct FontOptions {
    /// Folder or file with further fonts; may be given several times
    #[arg(long = "font-path", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Use this machine's own fonts, too; the page may then look different
    /// elsewhere
    #[arg(long)]
    system_fonts: bool,
}

/// How pages are laid on sheets.
#[derive(Args)]
pub(super) struct SheetOptions {
    /// Lay pages side by side on one sheet, by their page numbers
    #[arg(long, value_enum, value_name = "SCHEME")]
    impose: Option<SchemeName>,

    /// The side at which the paper is bound [default: right if the lines of the
    /// first page are vertical, else left]
    #[arg(long, value_enum, value_name = "SIDE", requires = "impose")]
    binding: Option<BindingName>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SchemeName {
    /// Reader's spreads: pages that lie open side by side, 2 and 3, 4 and 5
    /// (跨页)
    TwoUp,
    /// Printer's pairs of a folded signature: the last page beside the first, and
    /// so on (骑马订拼大版)
    PrinterPairs,
}

#[derive(Clone, Copy, ValueEnum)]
enum BindingName {
    /// Read from left to right (左翻)
    Left,
    /// Read from right to left, as vertical papers are (右翻)
    Right,
}

/// Which findings are errors, however bad they usually are.
#[derive(Args)]
pub(super) struct DenyOptions {
    /// A finding that is an error in this run, by its code, or `warnings` for all
    /// warnings; several with commas between them
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = deny)]
    deny: Vec<DeniedCode>,
}

/// What is denied.
#[derive(Clone, Copy)]
enum DeniedCode {
    Warnings,
    Code(Code),
}

const WARNINGS: &str = "warnings";

fn deny(name: &str) -> Result<DeniedCode, UnknownWord> {
    if name == WARNINGS {
        return Ok(DeniedCode::Warnings);
    }
    if let Some(code) = Code::from_name(name) {
        return Ok(DeniedCode::Code(code));
    }
    let known = Code::ALL.iter().map(|code| code.name()).chain([WARNINGS]);
    Err(UnknownWord { vocabulary: Vocabulary::Code, nearest: nearest(name, known) })
}

/// What these words deny; none if one of them is no code.
pub(super) fn denied<'w>(words: impl Iterator<Item = &'w str>) -> Option<Denied> {
    let deny: Result<Vec<DeniedCode>, _> = words.map(deny).collect();
    Some(DenyOptions { deny: deny.ok()? }.denied())
}

/// `issue=8216` as a value of the day.
fn key_and_value(text: &str) -> Result<DayValue, OtherForm> {
    let (key, value) = text.split_once('=').ok_or(OtherForm(Expected::KeyAndValue))?;
    let (key, value) = (key.trim(), value.trim());
    if key.is_empty() {
        return Err(OtherForm(Expected::KeyAndValue));
    }
    let (place, key) = (format!("--set {key}"), key.to_owned());
    Ok(DayValue { place, key, value: value.to_owned() })
}

impl DenyOptions {
    /// The choice for the library.
    pub(super) fn denied(&self) -> Denied {
        let mut denied = Denied::default();
        for deny in &self.deny {
            match deny {
                DeniedCode::Warnings => denied.warnings = true,
                DeniedCode::Code(code) => {
                    denied.codes.insert(*code);
                }
            }
        }
        denied
    }
}

/// How findings are told by verbs that write a file.
#[derive(Args)]
pub(super) struct FindingsOptions {
    /// How findings are told
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: FindingsFormat,
}

impl MaterialOptions {
    /// The job for the library, of these specs.
    pub(super) fn job(&self, specs: &[PathBuf]) -> Job {
        let mut job = Job::new(specs).fonts(self.fonts.choice());
        if let Some(folder) = &self.stories {
            job = job.stories(folder);
        }
        if let Some(file) = &self.day {
            job = job.day(file);
        }
        if let Some(date) = &self.date {
            let (place, key) = ("--date".to_owned(), "date".to_owned());
            job = job.set_as(DayValue { place, key, value: date.clone() });
        }
        for value in &self.set {
            job = job.set_as(value.clone());
        }
        if let Some(zone) = &self.zone {
            job = job.zone(zone);
        }
        if let Some(version) = self.edition_version {
            job = job.version(version);
        }
        if let Some(folder) = &self.root {
            job = job.root(folder);
        }
        job
    }
}

impl PageOptions {
    /// The job for the library.
    pub(super) fn job(&self) -> Job {
        let mut job = self.material.job(&self.specs);
        // If it cannot be read, the file that stands for it is missing.
        if self.specs.iter().any(|spec| spec == Path::new(stdin::NAME))
            && let Ok(files) = stdin::with_stdin()
        {
            job = job.files(files);
        }
        job
    }

    /// How many pages there are to be set.
    pub(super) fn pages(&self) -> usize {
        self.specs.len()
    }

    /// The job for a press file: with pages laid on sheets, and the findings that are
    /// denied as errors.
    pub(super) fn job_on(&self, sheets: &SheetOptions, deny: &DenyOptions) -> Job {
        self.job().imposed(sheets.imposition()).deny(deny.denied())
    }

    /// A file in the current folder, called like the first spec, with another
    /// ending.
    pub(super) fn file_with_ending(&self, ending: &str) -> PathBuf {
        let name = self.specs.first().and_then(|spec| spec.file_stem());
        let name = name.unwrap_or("page".as_ref());
        let mut name = name.to_owned();
        name.push(".");
        name.push(ending);
        PathBuf::from(name)
    }
}

impl SheetOptions {
    /// The choice for the library.
    pub(super) fn imposition(&self) -> Option<Imposition> {
        let scheme = match self.impose? {
            SchemeName::TwoUp => Scheme::TwoUp,
            SchemeName::PrinterPairs => Scheme::PrinterPairs,
        };
        let binding = self.binding.map(|binding| match binding {
            BindingName::Left => Binding::Left,
            BindingName::Right => Binding::Right,
        });
        Some(Imposition { scheme, binding })
    }
}

impl FontOptions {
    /// The choice for the library.
    pub(super) fn choice(&self) -> FontChoice {
        FontChoice { paths: self.paths.clone(), system: self.system_fonts }
    }
}

/// The ending of a file's name in lower case; empty if it has none.
pub(super) fn ending(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}
