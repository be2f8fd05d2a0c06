//! How much ink there can be at most, by the boxes of marks and the inks of their colors, so
//! that only what may be too much has to be drawn.
//!
//! A mark leaves of each ink what was there, or its own tint, or something between the two
//! (PDF 32000-1, 8.6.7 and 11.3.3), unless it is blended otherwise than normally. So nowhere
//! is there more of an ink than the darkest tint of all marks whose boxes lie there.

use std::collections::HashMap;

use hayro::kurbo::Rect;

use super::ink::InkTotals;
use crate::plates::{PixelBox, PlateFrame, tint_byte};
use crate::reader::{ColorSpace, Inks};

/// Marks that are taken note of: far more than a page has, and 40 bytes each.
const MOST_MARKS: usize = 200_000;
/// Inks of a page that are told apart.
const MOST_SPOTS: usize = 28;
/// How far drawing reaches beyond the box of a mark, in pixels.
const EDGE: f64 = 1.0;

/// The most of each ink that the marks of a page may leave.
#[derive(Debug, Default)]
pub(super) struct InkBound {
    marks: Vec<BoundMark>,
    colors: Vec<BoundTints>,
    /// Where each color stands in the list.
    known: HashMap<BoundTints, usize>,
    spots: Vec<String>,
    /// Whether something could not be taken note of.
    is_open: bool,
}

#[derive(Debug)]
struct BoundMark {
    bounds: Rect,
    color: usize,
}

/// The tints of inks, 0 to 255: cyan, magenta, yellow, black, then spot inks as they came.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct BoundTints {
    named: Vec<u8>,
    /// That of all inks that are not named.
    others: u8,
}

impl InkBound {
    /// A mark of one color within a box of page space.
    pub(super) fn add(&mut self, bounds: Rect, inks: &Inks) {
        if inks.is_white() {
            return;
        }
        let tints = self.tints(inks, tint_byte);
        self.push(bounds, tints);
    }

    /// A mark that may have any color of a space.
    pub(super) fn add_any_of(&mut self, bounds: Rect, space: &ColorSpace) {
        let inks = space.inks(&space.initial());
        let tints = self.tints(&inks, |_| 255);
        self.push(bounds, tints);
    }

    /// Something that may leave any ink.
    pub(super) fn add_all(&mut self, bounds: Rect) {
        self.push(bounds, BoundTints { named: vec![255; 4], others: 255 });
    }

    fn tints(&mut self, inks: &Inks, tint: impl Fn(f32) -> u8) -> BoundTints {
        if let Some(all) = inks.all {
            return BoundTints { named: vec![tint(all); 4], others: tint(all) };
        }
        let mut named: Vec<u8> = inks.process.iter().map(|it| it.map_or(0, &tint)).collect();
        for spot in &inks.spots {
            let at = self.spots.iter().position(|known| **known == *spot.name);
            let at = at.unwrap_or_else(|| {
                self.spots.push(spot.name.to_string());
                self.spots.len() - 1
            });
            self.is_open |= self.spots.len() > MOST_SPOTS;
            named.resize(named.len().max(5 + at), 0);
            named[4 + at] = named[4 + at].max(tint(spot.tint));
        }
        BoundTints { named, others: 0 }
    }

    fn push(&mut self, bounds: Rect, tints: BoundTints) {
        self.is_open |= self.marks.len() >= MOST_MARKS || !bounds.is_finite();
        if self.is_open {
            return;
        }
        let next = self.colors.len();
        let color = *self.known.entry(tints).or_insert_with_key(|tints| {
            self.colors.push(tints.clone());
            next
        });
        self.marks.push(BoundMark { bounds, color });
    }

    /// How many planes there are.
    fn inks(&self) -> usize {
        4 + self.spots.len()
    }

    /// The darkest tints of the whole page together; 255 is 100 % of one ink.
    fn most(&self) -> u64 {
        let of = |ink: usize| self.colors.iter().map(|color| color.of(ink)).max().unwrap_or(0);
        (0..self.inks()).map(|ink| u64::from(of(ink))).sum()
    }

    /// The most ink that there can be, pixel by pixel of some plates, unless it is within
    /// so many percent wherever the marks stand.
    pub(super) fn totals(&self, frame: &PlateFrame, percent: f64) -> MostInks {
        if self.is_open {
            return MostInks::Unknown;
        }
        if self.most() as f64 / 2.55 <= percent {
            return MostInks::Within;
        }
        let pixels = frame.width * frame.height;
        let mut total = vec![0_u16; pixels];
        let mut plane = vec![0_u8; pixels];
        for ink in 0..self.inks() {
            if !self.lay(ink, frame, &mut plane) {
                continue;
            }
            for (sum, tint) in total.iter_mut().zip(&mut plane) {
                *sum = sum.saturating_add(u16::from(std::mem::take(tint)));
            }
        }
        MostInks::Pixels(InkTotals { frame: *frame, total })
    }

    /// Lays the boxes of one ink onto a plane; tells whether there were any.
    fn lay(&self, ink: usize, frame: &PlateFrame, plane: &mut [u8]) -> bool {
        let page = PixelBox::of_page(frame.width, frame.height);
        let mut is_laid = false;
        for mark in &self.marks {
            let tint = self.colors[mark.color].of(ink);
            if tint == 0 {
                continue;
            }
            is_laid = true;
            let place = frame.to_pixels.transform_rect_bbox(mark.bounds).inflate(EDGE, EDGE);
            let place = page.touched(place);
            for y in place.top..place.bottom {
                let row = &mut plane[y * frame.width..(y + 1) * frame.width];
                for below in &mut row[place.left..place.right] {
                    *below = (*below).max(tint);
                }
            }
        }
        is_laid
    }
}

/// The most ink that there can be on a page.
pub(super) enum MostInks {
    /// That is not known.
    Unknown,
    /// No more than was asked, everywhere.
    Within,
    /// So much on each pixel.
    Pixels(InkTotals),
}

impl BoundTints {
    fn of(&self, ink: usize) -> u8 {
        self.named.get(ink).copied().unwrap_or(0).max(self.others)
    }
}
