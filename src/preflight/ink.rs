//! Ink by area: the sum of all inks, averaged over squares that may lie
//! anywhere on what is printed (GWG 2022).

use hayro::kurbo::{Affine, Point, Rect};

use super::frame::PageFrame;
use super::report::Findings;
use super::rule::Rule;
use crate::diag::finding::Breach;
use crate::plates::Plates;
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

const RULES: [Rule; 2] = [Rule::TotalInk, Rule::InkLimit];

/// Holds the plates of a page against the rules.
pub(super) fn check(
    plates: &Plates,
    frame: &PageFrame,
    may_be_blank: bool,
    findings: &mut Findings<'_>,
) {
    let sheet = InkSums::new(plates, frame);
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
    fn new(plates: &Plates, frame: &'s PageFrame) -> Self {
        let area = plates.to_pixels.transform_rect_bbox(frame.printed_area());
        let clamp = |at: f64, most: usize| (at.round().max(0.0) as usize).min(most);
        let (left, top) = (clamp(area.x0, plates.width), clamp(area.y0, plates.height));
        let right = clamp(area.x1, plates.width).max(left);
        let bottom = clamp(area.y1, plates.height).max(top);
        let (width, height) = (right - left, bottom - top);
        let total = plates.total_ink();
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
            per_mm: plates.per_mm(),
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
        let side = findings.profile.setting(rule, "square");
        let pixels = (side * self.per_mm).round().max(1.0) as usize;
        let square = Square { width: pixels.min(self.width), height: pixels.min(self.height) };
        if square.width == 0 || square.height == 0 {
            return;
        }
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
