//! Matter: what has been set, item by item at its place, and what is to be said
//! of it.
//!
//! Setting adds to it and changes nothing that is in it already. A layout that is
//! tried is set as matter of its own, which is laid over the page's or dropped
//! whole, its findings with it.

use crate::diag::Sink;
use crate::page::{Item, Line, PlacedPicture, Shape};

/// Items by the order in which they are painted, what lies below first, and the
/// findings that go with them.
#[derive(Default)]
pub(in crate::layout) struct Matter {
    pub(in crate::layout) tints: Vec<Shape>,
    pub(in crate::layout) pictures: Vec<PlacedPicture>,
    pub(in crate::layout) rules: Vec<Shape>,
    /// In reading order.
    pub(in crate::layout) lines: Vec<Line>,
    /// What stands beside the lines of the text being placed; it is read after
    /// the whole of it, so that a search finds the words.
    pub(in crate::layout) beside: Vec<Line>,
    pub(in crate::layout) findings: Sink,
}

impl Matter {
    /// Lays what was set later over this.
    pub(in crate::layout) fn append(&mut self, mut later: Self) {
        self.tints.append(&mut later.tints);
        self.pictures.append(&mut later.pictures);
        self.rules.append(&mut later.rules);
        self.lines.append(&mut later.lines);
        self.beside.append(&mut later.beside);
        self.findings.append(later.findings);
    }

    /// Its items with the layers laid over each other.
    pub(in crate::layout) fn into_items(self) -> Vec<Item> {
        let Self { tints, pictures, rules, lines, beside: _, findings: _ } = self;
        let shapes = tints.into_iter().map(Item::Shape);
        shapes
            .chain(pictures.into_iter().map(Item::Picture))
            .chain(rules.into_iter().map(Item::Shape))
            .chain(lines.into_iter().map(Item::Line))
            .collect()
    }
}
