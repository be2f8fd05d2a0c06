//! The edition: which pages a paper has on a day, and what differs in its zones and later
//! versions. It lies above the page specs and says nothing of what stands on a page.

mod layers;
mod read;

use std::path::PathBuf;

use jiff::civil::Date;

pub use layers::{EditionChoice, MAIN_ZONE};
pub use read::{is_edition, read_edition};

use super::{ClosingTime, DayValue, Located, raw, text_of};
use crate::diag::{PageNumber, SourceId, Span};

/// The JSON Schema of an edition, for editors that complete and check TOML.
#[must_use]
pub fn schema() -> String {
    text_of(&raw::edition_schema())
}

/// The pages of a paper's day.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Its file.
    pub file: PathBuf,
    /// Its text.
    pub source: SourceId,
    /// The paper's name, if it says.
    pub paper: Option<Located<String>>,
    /// The date of issue, if it says.
    pub date: Option<Located<Date>>,
    /// The number of the issue, if it says.
    pub issue: Option<Located<u32>>,
    /// The file to write, with placeholders; where it has `{page}`, one a page.
    pub output: Option<Located<PathBuf>>,
    /// The list of booked advertisements, if it names one.
    pub bookings: Option<Located<PathBuf>>,
    /// Until when files of advertisements are to come, if it says.
    pub ads_close: Option<ClosingTime>,
    /// The pages that are printed in color; none if that is not said.
    pub color_pages: Option<Vec<Located<PageNumber>>>,
    /// Its pages in order, as the main edition has them.
    pub pages: Vec<EditionPage>,
    /// What lies over them.
    pub(super) zones: Vec<Zone>,
    /// What lies over these.
    pub(super) versions: Vec<Version>,
}

/// A page of an edition.
#[derive(Debug, Clone)]
pub struct EditionPage {
    /// Its page spec.
    pub layout: Located<PathBuf>,
    /// Its number.
    pub number: Located<PageNumber>,
    /// The name of the section that it is in; empty if that has none.
    pub section: String,
    /// What lies over its spec.
    pub layer: PageLayer,
}

/// What lies over a page spec and its copy.
#[derive(Debug, Clone, Default)]
pub struct PageLayer {
    /// Values of `[page]`; the later over the earlier.
    pub values: Vec<DayValue>,
    /// The name of its section, where its spec says none.
    pub section: Option<DayValue>,
    /// The folder with its copy, instead of the one that its spec names.
    pub stories: Option<Located<PathBuf>>,
    /// Folders with stories that stand in the place of those with their slugs; the later
    /// over the earlier.
    pub instead: Vec<Located<PathBuf>>,
}

/// A zone.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    name: Located<String>,
    extends: Option<Located<String>>,
    layer: EditionLayer,
}

/// A later edition.
#[derive(Debug, Clone)]
pub(super) struct Version {
    number: Located<u32>,
    zone: Option<Located<String>>,
    layer: EditionLayer,
}

/// What a zone or a version changes.
#[derive(Debug, Clone, Default)]
struct EditionLayer {
    all: PageLayer,
    pages: Vec<LayerPage>,
}

/// What it changes on a page.
#[derive(Debug, Clone)]
struct LayerPage {
    number: Located<PageNumber>,
    layout: Option<Located<PathBuf>>,
    layer: PageLayer,
}

impl PageLayer {
    /// Lays another one over this.
    fn lay_over(&mut self, other: &Self) {
        self.values.extend(other.values.iter().cloned());
        self.section = other.section.clone().or(self.section.take());
        self.stories = other.stories.clone().or(self.stories.take());
        self.instead.extend(other.instead.iter().cloned());
    }
}

impl Edition {
    /// Whether a page is printed in color; none if the edition does not say.
    #[must_use]
    pub fn is_in_color(&self, page: &EditionPage) -> Option<bool> {
        let named = self.color_pages.as_ref()?;
        Some(named.iter().any(|number| page.has_number(&number.value)))
    }
}

impl EditionPage {
    /// Whether a number is its, or one of its two.
    #[must_use]
    pub fn has_number(&self, number: &PageNumber) -> bool {
        self.number.value.is_same(number)
            || self.spread().is_some_and(|two| two.iter().any(|it| it.is_same(number)))
    }

    /// Where the edition names it.
    #[must_use]
    pub fn span(&self) -> Span {
        self.layout.span
    }

    /// The two pages that it is, if it is a spread (跨版) over both.
    #[must_use]
    pub fn spread(&self) -> Option<[PageNumber; 2]> {
        let (left, right) = self.number.value.as_str().split_once(['-', '－', '–'])?;
        let is_number = |text: &str| PageNumber::new(text).counted().is_some();
        (is_number(left) && is_number(right))
            .then(|| [PageNumber::new(left.trim()), PageNumber::new(right.trim())])
    }
}
