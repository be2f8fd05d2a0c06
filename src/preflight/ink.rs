//! Ink by area: the sum of all inks, averaged over squares that may lie
//! anywhere on what is printed (GWG 2022).

use hayro::kurbo::{Affine, Point, Rect};

use super::frame::PageFrame;
use super::ink_bound::{InkBound, MostInks};
use super::report::Findings;
use super::rule::Rule;
use crate::diag::finding::Breach;
use crate::plates::{PixelsWanted, PlateFrame, Plates};
use crate::reader::File;

/// Pixels an inch of the plates: two to the millimeter tell the ink of squares
/// of some millimeters to a tenth of a percent.
const DPI: f64 = 50.8;
/// Pixels of the plates: a sheet of 1.5 square meters, and of a larger one
/// fewer pixels to the millimeter. Plates and sums take thirty bytes a pixel.
const MOST_PIXELS: f64 = 6e6;
/// Pixels that a square measures across at least, to be told from its
/// neighbors.
const LEAST_ACROSS: f64 = 3.0;
/// Plates have 8 bits a tint, so that the sum of four may be off by this much,
/// in percent.
const ROUNDING: f64 = 0.5;
/// Areas told of for each rule.
const MOST: usize = 8;
/// How far rounding may take the sum of inks beyond what marks can leave, in percent.
const BOUND_ROUNDING: f64 = 2.0;

const RULES: [Rule; 2] = [Rule::TotalInk, Rule::InkLimit];

/// Holds the plates of a page against the rules.
pub(super) fn check(
    plates: &Plates,
    frame: &PageFrame,
    may_be_blank: bool,
    findings: &mut Findings<'_>,
) {
    let totals = InkTotals::of(plates);
    let sheet = InkSums::new(&totals, frame);
    if may_be_blank && sheet.is_blank() {
        findings.plain(Rule::PageEmpty, frame.whole(), Breach::NoInk);
    }
    for rule in RULES {
        if let Some(limit) = findings.profile.strictest(rule) {
            sheet.judge(rule, limit + ROUNDING, findings);
        }
    }
}

/// Pixels an inch of the plates that are asked for, if any are: such that they are not
/// too large, and squares can still be told from each other.
pub(super) fn resolution(
    file: &File,
    frame: &PageFrame,
    findings: &mut Findings<'_>,
) -> Option<f64> {
    if !RULES.iter().any(|rule| findings.profile.counts(*rule)) {
        return None;
    }
    // A page whose size cannot be read is reported when it is drawn.
    let Ok(view) = file.view(frame.page - 1) else { return Some(DPI) };
    let inch = 72.0 / view.unit;
    let square_inches = view.media.area() / (inch * inch);
    let dpi = DPI.min((MOST_PIXELS / square_inches).sqrt());
    let sides = RULES
        .into_iter()
        .filter(|rule| findings.profile.counts(*rule))
        .map(|rule| findings.profile.setting(rule, "square"));
    // A square that has too few pixels even on a usual page is measured as well as can be.
    let is_fine = |side: f64| side / 25.4 * dpi >= LEAST_ACROSS.min(side / 25.4 * DPI);
    if !sides.into_iter().all(is_fine) {
        findings.plain(Rule::Unreadable, frame.whole(), Breach::TooLargeForInk);
        return None;
    }
    Some(dpi)
}

/// What of the plates has to be drawn.
pub(super) enum PlatesNeeded {
    /// Nothing: there is nowhere too much ink.
    None,
    /// These pixels.
    Some(PixelsWanted),
    /// Everything.
    All,
}

/// Where there may be too much ink, by the boxes and colors of the marks.
pub(super) fn needed(
    bound: &InkBound,
    plates: &PlateFrame,
    frame: &PageFrame,
    findings: &Findings<'_>,
) -> PlatesNeeded {
    let limit = |rule: &Rule| findings.profile.strictest(*rule).map(|it| it - BOUND_ROUNDING);
    let Some(strictest) = RULES.iter().filter_map(limit).reduce(f64::min) else {
        return PlatesNeeded::All;
    };
    let totals = match bound.totals(plates, strictest) {
        MostInks::Unknown => return PlatesNeeded::All,
        MostInks::Within => return PlatesNeeded::None,
        MostInks::Pixels(totals) => totals,
    };
    let sheet = InkSums::new(&totals, frame);
    let mut wanted = vec![false; plates.width * plates.height];
    for rule in RULES {
        if let (Some(square), Some(limit)) = (sheet.square(rule, findings), limit(&rule)) {
            sheet.mark_heavy(square, limit, plates.width, &mut wanted);
        }
    }
    let wanted = PixelsWanted::new(plates.width, plates.height, &wanted);
    if wanted.are_none() { PlatesNeeded::None } else { PlatesNeeded::Some(wanted) }
}

/// The sum of all inks of each pixel; 255 is 100 % of one ink.
#[derive(Debug)]
pub(super) struct InkTotals {
    pub(super) frame: PlateFrame,
    pub(super) total: Vec<u16>,
}

impl InkTotals {
    fn of(plates: &Plates) -> Self {
        let Plates { width, height, dpi, to_pixels, .. } = *plates;
        let frame = PlateFrame { width, height, dpi, to_pixels };
        Self { frame, total: plates.total_ink() }
    }
}

/// Sums of ink above and to the left of every pixel of the printed area.
struct InkSums<'s> {
    frame: &'s PageFrame,
    /// From pixels to page space.
    to_page: Affine,
    /// The first pixel of the printed area.
    origin: (usize, usize),
    width: usize,
    height: usize,
    /// One row and one column more than there are pixels; 255 is 100 %.
    sums: Vec<u64>,
    per_mm: f64,
}

impl<'s> InkSums<'s> {
    fn new(totals: &InkTotals, frame: &'s PageFrame) -> Self {
        let InkTotals { frame: plates, total } = totals;
        let area = plates.to_pixels.transform_rect_bbox(frame.printed_area());
        let clamp = |at: f64, most: usize| (at.round().max(0.0) as usize).min(most);
        let (left, top) = (clamp(area.x0, plates.width), clamp(area.y0, plates.height));
        let right = clamp(area.x1, plates.width).max(left);
        let bottom = clamp(area.y1, plates.height).max(top);
        let (width, height) = (right - left, bottom - top);
        let stride = width + 1;
        let mut sums = vec![0; stride * (height + 1)];
        for y in 0..height {
            let (above, row) = sums[y * stride..(y + 2) * stride].split_at_mut(stride);
            let inks = &total[(top + y) * plates.width + left..][..width];
            let mut sum = 0;
            for ((here, above), ink) in row[1..].iter_mut().zip(&above[1..]).zip(inks) {
                sum += u64::from(*ink);
                *here = above + sum;
            }
        }
        Self {
            frame,
            to_page: plates.to_pixels.inverse(),
            origin: (left, top),
            width,
            height,
            sums,
            per_mm: plates.dpi / 25.4,
        }
    }

    /// Whether there is no ink at all.
    fn is_blank(&self) -> bool {
        self.width > 0 && self.height > 0 && self.ink(0, 0, self.width, self.height) == 0
    }

    /// The ink in a rectangle of pixels.
    fn ink(&self, x: usize, y: usize, width: usize, height: usize) -> u64 {
        let stride = self.width + 1;
        self.sums[(y + height) * stride + x + width] + self.sums[y * stride + x]
            - self.sums[y * stride + x + width]
            - self.sums[(y + height) * stride + x]
    }

    /// Tells of every area in which squares have too much ink, the one with the
    /// most first.
    fn judge(&self, rule: Rule, limit: f64, findings: &mut Findings<'_>) {
        let Some(square) = self.square(rule, findings) else { return };
        let side = findings.profile.setting(rule, "square");
        let mut areas = self.heavy_areas(square, limit);
        areas.sort_by_key(|area| (std::cmp::Reverse(area.most), area.top, area.left));
        for area in areas.iter().take(MOST) {
            let measure = square.percent(area.most);
            let place = self.dark_part(area, limit);
            let at = self.frame.at(self.on_page(place));
            findings.measured(rule, measure, at, |measured, limit| Breach::MuchInk {
                measured,
                limit,
                square_mm: side,
            });
        }
    }

    /// What ink is averaged over for a rule; nothing if nothing is printed.
    fn square(&self, rule: Rule, findings: &Findings<'_>) -> Option<Square> {
        let side = findings.profile.setting(rule, "square");
        let pixels = (side * self.per_mm).round().max(1.0) as usize;
        let square = Square { width: pixels.min(self.width), height: pixels.min(self.height) };
        (square.width > 0 && square.height > 0).then_some(square)
    }

    /// Marks the pixels of all squares that have more ink than the limit, in rows of
    /// `stride` pixels.
    fn mark_heavy(&self, square: Square, limit: f64, stride: usize, wanted: &mut [bool]) {
        // Of each column, in how many rows squares still have to be marked.
        let mut left_over = vec![0_usize; self.width];
        for y in 0..self.height {
            if y + square.height <= self.height {
                let mut until = 0;
                for (x, ink) in self.row_of_squares(y, square).enumerate() {
                    if square.percent(ink) <= limit {
                        continue;
                    }
                    for rows in &mut left_over[until.max(x)..x + square.width] {
                        *rows = square.height;
                    }
                    until = x + square.width;
                }
            }
            let start = (self.origin.1 + y) * stride + self.origin.0;
            for (rows, wanted) in left_over.iter_mut().zip(&mut wanted[start..]) {
                *wanted |= *rows > 0;
                *rows = rows.saturating_sub(1);
            }
        }
    }

    /// The ink in the squares whose upper side is in row `y`, from left to right.
    fn row_of_squares(&self, y: usize, square: Square) -> impl Iterator<Item = u64> {
        let stride = self.width + 1;
        let row = |y: usize| &self.sums[y * stride..(y + 1) * stride];
        let (above, below) = (row(y), row(y + square.height));
        let ends = above[square.width..].iter().zip(&below[square.width..]);
        let starts = above.iter().zip(below);
        starts.zip(ends).map(|((a, b), (c, d))| d + a - c - b)
    }

    /// Where squares have more ink than the limit, by areas of such squares
    /// that follow each other pixel by pixel.
    fn heavy_areas(&self, square: Square, limit: f64) -> Vec<InkArea> {
        let Square { width: w, height: h } = square;
        let (columns, rows) = (self.width - w + 1, self.height - h + 1);
        let most = (0..rows).filter_map(|y| self.row_of_squares(y, square).max()).max();
        // On most pages no square has too much.
        if most.is_none_or(|most| square.percent(most) <= limit) {
            return Vec::new();
        }
        // Of each square, by its upper left corner; nothing where it is within
        // the limit or belongs to an area already.
        let mut heavy: Vec<u64> = (0..rows)
            .flat_map(|y| self.row_of_squares(y, square))
            .map(|ink| if square.percent(ink) > limit { ink } else { 0 })
            .collect();
        let mut areas = Vec::new();
        let mut next = Vec::new();
        for start in 0..heavy.len() {
            if heavy[start] == 0 {
                continue;
            }
            let mut area =
                InkArea { left: usize::MAX, top: usize::MAX, right: 0, bottom: 0, most: 0 };
            next.push(start);
            while let Some(at) = next.pop() {
                let ink = std::mem::take(&mut heavy[at]);
                if ink == 0 {
                    continue;
                }
                let (x, y) = (at % columns, at / columns);
                area = InkArea {
                    left: area.left.min(x),
                    top: area.top.min(y),
                    right: area.right.max(x + w),
                    bottom: area.bottom.max(y + h),
                    most: area.most.max(ink),
                };
                let beside = [
                    (x > 0).then(|| at - 1),
                    (x + 1 < columns).then_some(at + 1),
                    (y > 0).then(|| at - columns),
                    (y + 1 < rows).then_some(at + columns),
                ];
                next.extend(beside.into_iter().flatten().filter(|at| heavy[*at] > 0));
            }
            areas.push(area);
        }
        areas
    }

    /// The part of an area that has too much ink pixel by pixel: squares reach
    /// over its edges. The whole area if its ink is too fine for that.
    fn dark_part(&self, area: &InkArea, limit: f64) -> InkArea {
        let mut dark = InkArea { left: usize::MAX, top: usize::MAX, right: 0, bottom: 0, ..*area };
        for y in area.top..area.bottom {
            for x in area.left..area.right {
                if Square::PIXEL.percent(self.ink(x, y, 1, 1)) > limit {
                    dark = InkArea {
                        left: dark.left.min(x),
                        top: dark.top.min(y),
                        right: dark.right.max(x + 1),
                        bottom: dark.bottom.max(y + 1),
                        ..dark
                    };
                }
            }
        }
        if dark.left < dark.right { dark } else { *area }
    }

    fn on_page(&self, area: InkArea) -> Rect {
        let corner =
            |x: usize, y: usize| Point::new((self.origin.0 + x) as f64, (self.origin.1 + y) as f64);
        let corners =
            Rect::from_points(corner(area.left, area.top), corner(area.right, area.bottom));
        self.to_page.transform_rect_bbox(corners)
    }
}

/// An area of pixels, and the ink of the heaviest square in it.
#[derive(Clone, Copy)]
struct InkArea {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
    most: u64,
}

/// What ink is averaged over, in pixels: a square, unless it is cut to the printed
/// area.
#[derive(Clone, Copy)]
struct Square {
    width: usize,
    height: usize,
}

impl Square {
    const PIXEL: Self = Self { width: 1, height: 1 };

    /// The mean of the ink in it, in percent.
    fn percent(self, ink: u64) -> f64 {
        ink as f64 / (self.width * self.height) as f64 / 2.55
    }
}
