//! Sheets: which pages are printed side by side, and where they stand.

use std::borrow::Cow;

use super::{Document, Marks, Page};
use crate::geom::{Abs, Point, Rect, Size};

/// One side of what goes through the press and is cut out of the paper in one
/// piece: a page, or several side by side.
///
/// Its coordinates start at the upper left corner of its trim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called: the page's own label, or those of its pages.
    pub label: String,
    /// What is left after cutting.
    pub trim: Size,
    /// How far ink runs past the trim.
    pub bleed: Abs,
    /// Whether printer's marks stand outside the bleed.
    pub marks: Marks,
    /// Where it is folded, from the left of the trim; folds run from top to
    /// bottom.
    pub folds: Vec<Abs>,
    /// Its pages from left to right; a place without a page stays blank.
    pub placements: Vec<Placement>,
}

/// A page in its place on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Which page, by its place in [`Document::pages`].
    pub page: usize,
    /// Where the upper left corner of the page's trim stands.
    pub at: Point,
    /// What is seen of the page: its trim and its bleed, which ends at a fold.
    pub window: Rect,
}

impl Sheet {
    /// A page that is printed for itself.
    #[must_use]
    pub fn single(at: usize, page: &Page) -> Self {
        let window = Rect::at(Point::default(), page.trim).grown(page.bleed);
        Self {
            label: page.label.clone(),
            trim: page.trim,
            bleed: page.bleed,
            marks: page.marks,
            folds: Vec::new(),
            placements: vec![Placement { page: at, at: Point::default(), window }],
        }
    }
}

impl Document {
    /// What is said of the pages as a whole, without them.
    #[must_use]
    pub fn without_pages(&self) -> Self {
        Self {
            title: self.title.clone(),
            author: self.author.clone(),
            lang: self.lang.clone(),
            date: self.date,
            output: self.output.clone(),
            pages: Vec::new(),
            imposed: None,
            papers: self.papers.clone(),
        }
    }

    /// What goes through the press, in order: the imposed sheets, or each page
    /// for itself.
    #[must_use]
    pub fn sheets(&self) -> Cow<'_, [Sheet]> {
        match &self.imposed {
            Some(sheets) => Cow::Borrowed(sheets),
            None => {
                self.pages.iter().enumerate().map(|(at, page)| Sheet::single(at, page)).collect()
            }
        }
    }
}
