//! `banmian proof`: the page as it stands, errors or not.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use banmian::diag::Language;
use banmian::diag::finding::Expected;
use banmian::job::Outcome;
use banmian::page::Document;
use banmian::proof::{self, Overlay};
use banmian::say;
use clap::{Args, ValueEnum};

use super::answer::{Told, WrittenFile};
use super::console::{Console, FindingsFormat};
use super::options::{DenyOptions, FindingsOptions, PageOptions, SheetOptions, ending};
use super::output::OutputWriter;
use super::progress::Progress;
use super::round::{self, RoundOptions};
use super::usage::{self, OtherForm};
use super::{Verdict, build, draw_apart, summary};
use crate::embedded;

/// Set pages and show them as they stand, errors or not
///
/// The pictures are drawn from the very PDF that the press would get. The exit
/// code is 1 if a page has errors; the proof is written all the same.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    page: PageOptions,

    #[command(flatten)]
    sheets: SheetOptions,

    #[command(flatten)]
    deny: DenyOptions,

    #[command(flatten)]
    proof: ProofOptions,

    #[command(flatten)]
    round: RoundOptions,

    #[command(flatten)]
    findings: FindingsOptions,
}

/// What a proof is and where it is written.
#[derive(Args)]
pub(super) struct ProofOptions {
    /// The file to write, .png or .pdf [default: the first spec's name with
    /// .png, in the current folder]; of several pages each gets a .png of its
    /// own, with its page number in the name
    #[arg(short, long, value_name = "FILE", value_parser = proof_file)]
    output: Option<PathBuf>,

    /// Pixels per inch of a PNG
    #[arg(long, default_value = "100", value_parser = usage::resolution)]
    dpi: f64,

    /// What is drawn over the page; several with commas between them
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    overlay: Vec<OverlayName>,
}

impl ProofOptions {
    /// The file to write.
    pub(super) fn path(&self, page: &PageOptions) -> PathBuf {
        self.output.clone().unwrap_or_else(|| page.file_with_ending("png"))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum OverlayName {
    /// The baselines and the base columns, with their numbers at the edges
    Grid,
    /// The frames of every story, with its slug, its place and how it fits
    Frames,
    /// How many lines and characters each story is over or short, and the words from
    /// which on it finds no place
    Overset,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let progress = Progress::new(console);
    progress.step(&say!("setting the pages", "正在排版"));
    let mut outcome = embedded::engine()
        .run_for_press(&arguments.page.job_on(&arguments.sheets, &arguments.deny));
    progress.step(&say!("drawing the proof", "正在输出小样"));
    let maker = ProofMaker {
        page: &arguments.page,
        proof: &arguments.proof,
        round: &arguments.round,
        format: arguments.findings.format,
    };
    let written = maker.make(&mut outcome, console);
    drop(progress);

    let told = Told::new(&outcome.sources, outcome.sink.list())
        .outputs(written.clone())
        .numbers(summary::numbers(&outcome, &arguments.page));
    console.report(arguments.findings.format, told)?;
    if arguments.page.verbose {
        summary::stories(console, &outcome);
    }
    match written.as_slice() {
        [] => {
            summary::nothing_written(
                console,
                &outcome.sink,
                &arguments.proof.path(&arguments.page),
            );
        }
        files => files.iter().for_each(|file| summary::written(console, &outcome.sink, file)),
    }
    Ok(if outcome.is_fit_for_press() { Verdict::Fine } else { Verdict::Problems })
}

/// What is needed to write the proof of pages.
struct ProofMaker<'a> {
    page: &'a PageOptions,
    proof: &'a ProofOptions,
    round: &'a RoundOptions,
    format: FindingsFormat,
}

/// Writes the proof of pages that have been set, for people; tells what was written. A
/// picture file is drawn from pictures with no more pixels than it shows, which takes half
/// the time.
pub(super) fn make(
    outcome: &mut Outcome,
    page: &PageOptions,
    proof: &ProofOptions,
    console: &Console,
) -> Vec<WrittenFile> {
    if let Some(document) = &mut outcome.document
        && ending(&proof.path(page)) == "png"
    {
        let pictures = &mut document.output.pictures;
        pictures.resolution = pictures.resolution.min(proof.dpi.ceil() as u32);
    }
    let round = &RoundOptions::default();
    ProofMaker { page, proof, round, format: FindingsFormat::Human }.make(outcome, console)
}

fn lay_over(
    outcome: &mut Outcome,
    names: &[OverlayName],
    round: &RoundOptions,
    language: Language,
) {
    let mut overlays: Vec<Overlay> = names
        .iter()
        .map(|name| match name {
            OverlayName::Grid => Overlay::Grid,
            OverlayName::Frames => Overlay::Frames(language),
            OverlayName::Overset => Overlay::Overset(language),
        })
        .collect();
    // Where the frames are shown they have the slugs.
    let has_frames = names.iter().any(|name| matches!(name, OverlayName::Frames));
    if round.names_stories() && !has_frames {
        overlays.push(Overlay::Slugs);
    }
    round.lay_on_paper(outcome, language);
    let Outcome { document: Some(document), fonts, .. } = outcome else { return };
    let printed = round::printed_at(document);
    for (page, printed) in document.pages.iter_mut().zip(printed) {
        proof::show_kept_places(page, language, fonts);
        proof::overlay(page, &overlays, printed, fonts);
    }
}

impl ProofMaker<'_> {
    /// Writes the proof file by file, as far as nothing stands in the way, which becomes
    /// a finding; tells what was written.
    fn make(&self, outcome: &mut Outcome, console: &Console) -> Vec<WrittenFile> {
        lay_over(outcome, &self.proof.overlay, self.round, console.language());
        let mut files = Vec::new();
        // What is missing has been told.
        let _ = self.write_into(&mut files, outcome);
        files
    }

    fn write_into(&self, files: &mut Vec<WrittenFile>, outcome: &mut Outcome) -> Option<()> {
        let path = &self.proof.path(self.page);
        let cache = build::told(&mut outcome.sink, self.page.cache.folder())?;
        let pdf = outcome.export(cache.as_ref())?;
        let writer = OutputWriter::new(&outcome.read, self.format);
        if ending(path) == "pdf" {
            let written = writer.replace(path, &pdf, build::pages(outcome));
            files.push(build::told(&mut outcome.sink, written)?);
            return Some(());
        }
        let paths = picture_files(outcome, path);
        let checked = writer.check(paths.iter().map(PathBuf::as_path));
        build::told(&mut outcome.sink, checked)?;
        let mut apart = draw_apart::of(&pdf);
        for (at, path) in paths.into_iter().enumerate() {
            let drawn = apart.draw(at, self.proof.dpi).map_err(|error| error.diagnostic(at));
            let png = build::told(&mut outcome.sink, drawn)?;
            let written = writer.replace(&path, &png, 1);
            files.push(build::told(&mut outcome.sink, written)?);
        }
        Some(())
    }
}

/// The picture file of each page or sheet: of a single one as it was named, of
/// several with their labels, or with their places where labels are no good
/// for that.
fn picture_files(outcome: &Outcome, path: &Path) -> Vec<PathBuf> {
    let sheets = outcome.document.as_ref().map(Document::sheets).unwrap_or_default();
    if sheets.len() < 2 {
        return vec![path.to_owned()];
    }
    // Some systems take large and small letters in names of files for the same.
    let labels: BTreeSet<String> = sheets.iter().map(|sheet| sheet.label.to_lowercase()).collect();
    let is_plain = |label: &String| label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let are_names = labels.len() == sheets.len() && labels.iter().all(is_plain);
    let stem = path.file_stem().unwrap_or_default();
    sheets
        .iter()
        .enumerate()
        .map(|(at, sheet)| {
            let label = if are_names { sheet.label.clone() } else { (at + 1).to_string() };
            let mut name = stem.to_owned();
            name.push(format!("-{label}.png"));
            path.with_file_name(name)
        })
        .collect()
}

fn proof_file(text: &str) -> Result<PathBuf, OtherForm> {
    let path = PathBuf::from(text);
    match ending(&path).as_str() {
        "png" | "pdf" => Ok(path),
        _ => Err(OtherForm(Expected::ProofFile)),
    }
}
