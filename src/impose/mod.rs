//! Imposition: which pages are printed side by side on one sheet, and in which
//! order, so that the folded paper reads right.
//!
//! [`plan`] goes by the pages' own numbers, those of each letter (A01, B01) for
//! themselves. Pages with odd numbers are
//! right-hand pages of a paper that is bound at the left, and left-hand pages
//! of one that is bound at the right, as vertical papers are. Two pages meet at
//! the fold; paper that is pushed outward by the sheets inside it is not made
//! up for (creep 0), which newsprint of a few sheets does not need.

mod places;

use crate::diag::PageNumber;
use crate::geom::{Abs, Point, Rect, Size, WritingMode};
use crate::page::{Marks, Page, Placement, Sheet};

pub use crate::diag::finding::ImposeError;
use places::Pair;

/// How pages are laid side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Reader's spreads: pages that lie open side by side, 2 and 3, 4 and 5.
    TwoUp,
    /// Printer's pairs of a saddle-stitched signature: the last page beside the
    /// first, the second beside the last but one, and so on.
    PrinterPairs,
}

/// The side at which a paper is folded or bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binding {
    /// At the left: read from left to right.
    Left,
    /// At the right: read from right to left.
    Right,
}

impl Binding {
    /// The usual side for pages whose lines run so.
    #[must_use]
    pub fn of(writing: WritingMode) -> Self {
        match writing {
            WritingMode::Horizontal => Self::Left,
            WritingMode::Vertical => Self::Right,
        }
    }
}

/// The sheets of some pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// One side of a sheet after the other.
    pub sheets: Vec<Sheet>,
    /// The numbers of the pages that are left blank, in their order.
    pub blanks: Vec<PageNumber>,
}

/// Lays pages side by side. Without `binding` the first page's writing mode
/// decides.
///
/// # Errors
/// If the pages do not fit together, or their numbers do not tell their order.
pub fn plan(pages: &[Page], scheme: Scheme, binding: Option<Binding>) -> Result<Plan, ImposeError> {
    let first = pages.first().ok_or(ImposeError::NoPages)?;
    same_sheet(pages, first)?;
    let (mut pairs, mut blanks) = (Vec::new(), Vec::new());
    for part in places::numbers(pages)? {
        match scheme {
            Scheme::TwoUp => pairs.extend(places::spreads(&part.numbers)),
            Scheme::PrinterPairs => {
                let signature = places::printer_pairs(&part)?;
                pairs.extend(signature.pairs);
                blanks.extend(signature.blanks);
            }
        }
    }
    let binding = binding.unwrap_or_else(|| Binding::of(first.flow.writing));
    let sheets = pairs.into_iter().map(|pair| sheet(pages, pair, binding)).collect();
    Ok(Plan { sheets, blanks })
}

/// Pages on one sheet have one size and one bleed.
fn same_sheet(pages: &[Page], first: &Page) -> Result<(), ImposeError> {
    match pages.iter().find(|page| (page.trim, page.bleed) != (first.trim, first.bleed)) {
        Some(other) => Err(ImposeError::SizesDiffer {
            label: first.label.clone(),
            other_label: other.label.clone(),
        }),
        None => Ok(()),
    }
}

/// The sheet of two pages, or of one and a blank.
fn sheet(pages: &[Page], pair: Pair, binding: Binding) -> Sheet {
    let (left, right) = match binding {
        Binding::Left => (pair.even, pair.odd),
        Binding::Right => (pair.odd, pair.even),
    };
    let Page { trim, bleed, .. } = pages[pair.any()];
    let fold = trim.width;
    let halves = [(left, Abs::ZERO), (right, fold)];
    let placements: Vec<Placement> = halves
        .into_iter()
        .filter_map(|(page, at)| Some((page?, at)))
        .map(|(page, at)| Placement {
            page,
            at: Point::new(at, Abs::ZERO),
            window: window(trim, bleed, at == Abs::ZERO),
        })
        .collect();
    let labels: Vec<&str> =
        placements.iter().map(|placement| pages[placement.page].label.as_str()).collect();
    Sheet {
        label: labels.join("-"),
        trim: Size::new(trim.width * 2, trim.height),
        bleed,
        marks: placements.iter().map(|it| pages[it.page].marks).max().unwrap_or(Marks::None),
        folds: vec![fold],
        placements,
    }
}

/// What is seen of a page of a sheet: it bleeds on three sides and ends at the
/// fold.
fn window(trim: Size, bleed: Abs, is_left: bool) -> Rect {
    let fold = trim.width;
    let (left, right) = if is_left { (-bleed, fold) } else { (fold, fold + trim.width + bleed) };
    Rect { left, top: -bleed, right, bottom: trim.height + bleed }
}
