//! The line below a proof that says which one it is: of which round, of when, of which
//! page, and how large it is drawn.
//!
//! No clock is read: the same input gives the same bytes.

use super::label::{knockout, note};
use crate::color::Color;
use crate::diag::{Language, Text};
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect};
use crate::lettering::{Lettering, sans_serif};
use crate::page::{Document, Line, Sheet};
use crate::say;
use crate::style::Weight;

/// What the line says besides what it knows from the document.
#[derive(Debug, Clone)]
pub struct ProofStamp {
    /// Which proof of the page it is, from 1.
    pub round: Option<u32>,
    /// What is said of each page of the document.
    pub pages: Vec<StampOfPage>,
    /// The language of the words.
    pub language: Language,
}

/// What the line says of a page.
#[derive(Debug, Clone)]
pub struct StampOfPage {
    /// The name of its spec.
    pub spec: String,
    /// When the proof was made, if that is known; of pages on one sheet those that differ
    /// stand one after the other.
    pub time: Option<String>,
}

impl ProofStamp {
    /// The line of a sheet in a strip of its paper, in type that goes into it; `percent`
    /// is how large the sheet is drawn, if that is to be said.
    pub(super) fn lines(
        &self,
        document: &Document,
        sheet: &Sheet,
        percent: Option<u32>,
        strip: Rect,
        fonts: &FontLibrary,
    ) -> Vec<Line> {
        let text = self.text(document, sheet, percent);
        let faces = sans_serif(Weight::BOLD, fonts);
        let set = |size: Abs| Lettering::of(&text, size, &faces, fonts);
        let mut lettering = set(Abs::pt(8.0));
        if lettering.width() > strip.width() {
            // Smaller than this nobody reads it; what then has no room is left out.
            let size = lettering.size.scale(strip.width().units(), lettering.width().units());
            lettering = set(size.max(Abs::pt(5.0))).within(strip.width());
        }
        // Capitals and characters are some three quarters of the size high: in the middle.
        let middle = strip.top + strip.height() / 2;
        let baseline = middle + lettering.size.scale(3, 8);
        let runs = lettering.runs(|_| knockout(Color::BLACK));
        vec![note(Point::new(strip.left, baseline), strip.width(), runs)]
    }

    fn text(&self, document: &Document, sheet: &Sheet, percent: Option<u32>) -> String {
        let round = self.round.map(|round| say!("Proof round {round}", "第{round}次校样"));
        let paper = match document.date {
            Some(date) => format!("{} {date}", document.author),
            None => document.author.clone(),
        };
        let scale = percent.map(|percent| match percent {
            100 => say!("full size (100 %)", "原大（100%）"),
            _ => say!("{percent} % of full size", "缩印至 {percent}%"),
        });
        let word = |text: Option<Text>| text.map(|text| text.get(self.language).to_owned());
        let own = |text: &str| Some(text.to_owned());
        let parts = [
            word(round),
            own(&self.of_pages(sheet, |page| page.time.as_deref())),
            word(Some(called(sheet))),
            own(paper.trim()),
            own(&self.of_pages(sheet, |page| Some(&page.spec))),
            word(scale),
        ];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("  |  ")
    }

    /// Something that is said of the pages of a sheet, each once.
    fn of_pages(&self, sheet: &Sheet, what: impl Fn(&StampOfPage) -> Option<&str>) -> String {
        let pages = sheet.placements.iter().filter_map(|placement| self.pages.get(placement.page));
        let mut told: Vec<&str> = Vec::new();
        for one in pages.filter_map(what) {
            if !told.contains(&one) {
                told.push(one);
            }
        }
        told.join(", ")
    }
}

/// What a page or a sheet of pages is called. One that papers call by a word of their own
/// (`第05版`) is called by that.
fn called(sheet: &Sheet) -> Text {
    let label = &sheet.label;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if label.is_empty() || !label.chars().all(is_plain) {
        return say!("{label}", "{label}");
    }
    match sheet.placements.len() {
        0 | 1 => say!("page {label}", "第{label}版"),
        _ => say!("pages {label}", "第{label}版"),
    }
}
