//! Options of proofs that go from hand to hand: which round it is, when it was made, and
//! the paper that it is printed on.

use banmian::diag::Language;
use banmian::diag::finding::Expected;
use banmian::job::{Outcome, SpecOfPage};
use banmian::page::Document;
use banmian::proof::{self, PrintedAt, PrinterPaper, ProofStamp, StampOfPage};
use banmian::spec::ProofTime;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::usage::{self, OtherForm};

/// What a proof says of itself, and the paper that it is printed on.
#[derive(Args, Default)]
pub(super) struct RoundOptions {
    /// Which proof of the page it is, from 1: says so below the page, with the page,
    /// the paper, its date and the spec, and names every story at its place
    #[arg(long, value_name = "N", value_parser = round)]
    round: Option<u32>,

    /// When the proof is made, such as "2026-11-28 21:40" or 21:40, to be written below
    /// the page [default: `proof-time` of `[page]`, if it is there]; no clock is read
    #[arg(long, value_name = "TIME", value_parser = time)]
    time: Option<ProofTime>,

    /// The paper to print on: pages that are larger are made smaller, and the proof says
    /// by how much
    #[arg(long, value_enum, value_name = "PAPER", ignore_case = true)]
    sheet: Option<PaperName>,
}

impl RoundOptions {
    /// Whether anything stands below the page.
    fn is_asked_for(&self) -> bool {
        self.round.is_some() || self.time.is_some() || self.sheet.is_some()
    }

    /// Whether stories are named at their places.
    pub(super) fn names_stories(&self) -> bool {
        self.round.is_some()
    }

    /// Lays the sheets of an outcome on their paper, if that is asked for.
    pub(super) fn lay_on_paper(&self, outcome: &mut Outcome, language: Language) {
        let Outcome { document, fonts, specs, .. } = outcome;
        let Some(document) = document else { return };
        if !self.is_asked_for() {
            return;
        }
        let of_page = |SpecOfPage { path, proof_time }: &SpecOfPage| StampOfPage {
            spec: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            time: self.time.as_ref().or(proof_time.as_ref()).map(ToString::to_string),
        };
        let pages = specs.iter().map(of_page).collect();
        let stamp = ProofStamp { round: self.round, pages, language };
        proof::lay_on_paper(document, self.sheet.map(|PaperName(paper)| paper), &stamp, fonts);
    }
}

/// How large each page of a document will be printed.
pub(super) fn printed_at(document: &Document) -> Vec<PrintedAt> {
    (0..document.pages.len()).map(|page| proof::printed_at(document, page)).collect()
}

/// A paper by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PaperName(PrinterPaper);

impl ValueEnum for PaperName {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [PaperName; PrinterPaper::ALL.len()] = {
            let mut all = [PaperName(PrinterPaper::A4); PrinterPaper::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = PaperName(PrinterPaper::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let Self(paper) = self;
        let value = PossibleValue::new(paper.name());
        Some(match paper {
            PrinterPaper::Tabloid => value.alias("ledger"),
            _ => value,
        })
    }
}

fn round(text: &str) -> Result<u32, OtherForm> {
    usage::number(text, Expected::Round, |round| (1..=999).contains(round))
}

pub(super) fn time(text: &str) -> Result<ProofTime, OtherForm> {
    ProofTime::from_text(text).ok_or(OtherForm(Expected::ProofTime))
}
