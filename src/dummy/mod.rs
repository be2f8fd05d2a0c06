//! The dummy of a page (版样): which place each piece of copy gets for its kind, as the text of
//! a page spec that an editor goes on with.
//!
//! 1. Work out how many lines each piece is likely to take.
//! 2. Part the page into a block of stories that follow each other and a rail of sections
//!    and pictures (`plan`).
//! 3. Write it as a spec (`write`).
//! 4. Set it, and move the lines of the rail to where the copy ends (`settled`).

mod estimate;
mod make_up;
mod plan;
mod settle;
mod write;

pub use make_up::{PageFile, SPEC, make_up};

use jiff::civil::Date;

use crate::page::StoryReport;
use crate::story::PieceKind;
use plan::DummyPlan;
use settle::{grid_of, settled};

/// What stands on the page.
#[derive(Debug, Clone)]
pub struct DummyCopy {
    /// The slogan over the page.
    pub banner: Option<String>,
    /// Stories and pictures, in their order.
    pub pieces: Vec<DummyPiece>,
    /// Lines of the page that are to stand in the spec as remarks.
    pub remarks: Vec<String>,
}

/// A piece of copy that wants a place.
#[derive(Debug, Clone)]
pub struct DummyPiece {
    /// Its slug.
    pub slug: String,
    /// What it is, and so what place it wants.
    pub kind: PieceKind,
    /// Which section it stands in, from 0.
    pub section: Option<usize>,
    /// Characters of its text.
    pub characters: usize,
    /// How many parts its head has besides the headline.
    pub head_parts: usize,
    /// Whether it has a headline.
    pub has_headline: bool,
    /// How many pictures it has.
    pub pictures: usize,
}

/// The grid of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DummyGrid {
    /// Its base columns.
    pub columns: u32,
    /// Its lines.
    pub lines: u32,
    /// Full-width characters on a line of a base column.
    pub characters: u32,
}

/// How a page begins: what it extends, and where its copy is.
#[derive(Debug, Clone)]
pub struct DummyFrame {
    /// The house template, as the spec names it.
    pub extends: String,
    /// The folder with the stories, as the spec names it.
    pub stories: String,
    /// What is known of the page.
    pub facts: DummyFacts,
    /// Lines of TOML that lie over the template: another sheet.
    pub over: String,
    /// Whether the folio of the template stands on it.
    pub has_folio: bool,
}

/// What is known of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DummyFacts {
    /// Its date.
    pub date: Option<Date>,
    /// Its number.
    pub number: Option<String>,
    /// What it is called.
    pub section: Option<String>,
}

impl DummyFrame {
    /// The beginning of the spec.
    #[must_use]
    pub fn spec(&self) -> String {
        write::frame(self)
    }
}

/// A page in the making.
#[derive(Debug, Clone)]
pub struct PageDummy {
    copy: DummyCopy,
    sections: Vec<String>,
    frame: DummyFrame,
    plan: DummyPlan,
}

impl PageDummy {
    /// A page of some copy; `sections` are the titles of its sections.
    #[must_use]
    pub fn new(copy: DummyCopy, sections: Vec<String>, frame: DummyFrame, grid: DummyGrid) -> Self {
        let plan = DummyPlan::new(&copy, grid);
        Self { copy, sections, frame, plan }
    }

    /// The page spec.
    #[must_use]
    pub fn spec(&self) -> String {
        write::spec(self)
    }

    /// The same page with its lines moved to where the copy ends, by how it came out;
    /// nothing if nothing can be moved.
    #[must_use]
    pub fn corrected(&self, reports: &[StoryReport]) -> Option<Self> {
        let plan = self.plan.corrected(&self.copy, reports)?;
        Some(Self { plan, ..self.clone() })
    }
}

/// How many columns of a page some copy fills, of so many lines each: more than the page
/// has if it is too small.
#[must_use]
pub fn filled_columns(copy: &DummyCopy, grid: DummyGrid) -> f64 {
    let lines: f64 = copy.pieces.iter().map(|piece| estimate::column_lines(piece, grid, 2)).sum();
    lines / f64::from(grid.lines.max(1))
}
