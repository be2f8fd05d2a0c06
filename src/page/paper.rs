//! The paper of a proof, and how a page lies on it. A press file has none: there a page
//! is a sheet of its own.

use super::{Line, Shape};
use crate::geom::{Abs, Point, Size};

/// The paper of a proof, with what stands on it beside the page.
#[derive(Debug, Clone)]
pub struct ProofPaper {
    /// How the page lies on it.
    pub placing: PaperPlacing,
    /// Where the page ends, drawn outside of it; this and the stamp are at places from the
    /// upper left corner of the paper.
    pub edge: Shape,
    /// What is said of the proof.
    pub stamp: Vec<Line>,
}

/// How a page, or a sheet of pages, lies on the paper of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperPlacing {
    /// The paper.
    pub size: Size,
    /// How large the page is drawn, in hundredths of its own size.
    pub percent: u32,
    /// Where the upper left corner of the page's trim stands on the paper.
    pub at: Point,
}

impl PaperPlacing {
    /// How long a length of the page is on the paper.
    #[must_use]
    pub fn scaled(&self, length: Abs) -> Abs {
        length.scale(i64::from(self.percent), 100)
    }

    /// Where a place of the page is on the paper.
    #[must_use]
    pub fn point(&self, point: Point) -> Point {
        Point::new(self.scaled(point.x), self.scaled(point.y)).moved(self.at)
    }
}
