//! Lengths and shapes: the only place where a bare number becomes a length.
//!
//! Lengths are exact integers, so that columns, lines and ems add up to the
//! same page on every machine. The origin of a page is the top left corner of
//! its trimmed sheet; x grows to the right and y grows downwards.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length on the page, exact.
///
/// One unit is 1/720 000 mm, which is also 1/254 000 pt: hundredths of a
/// millimetre, quarter-millimetre Q and thousandths of a point are all whole
/// numbers of it, and ten kilometres still fit.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Abs(i64);

impl Abs {
    /// No length at all.
    pub const ZERO: Self = Self(0);
    /// Longer than anything on a page; adding two of them does not overflow.
    pub const HUGE: Self = Self(i64::MAX / 8);
    /// Units in a typographic point (1/72 inch).
    const PER_PT: i64 = 254_000;
    /// Units in a millimetre.
    const PER_MM: i64 = 720_000;

    /// A length in points, rounded to the nearest unit.
    ///
    /// Not-a-number becomes zero and infinities become [`Abs::HUGE`], so that
    /// no bad number can travel further.
    #[must_use]
    pub fn pt(points: f64) -> Self {
        Self::from_scaled(points, Self::PER_PT)
    }

    /// A length in millimetres, rounded to the nearest unit.
    #[must_use]
    pub fn mm(millimetres: f64) -> Self {
        Self::from_scaled(millimetres, Self::PER_MM)
    }

    /// A length in units of 1/254 000 pt.
    #[must_use]
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    fn from_scaled(value: f64, per: i64) -> Self {
        if value.is_nan() {
            return Self::ZERO;
        }
        let limit = Self::HUGE.0 as f64;
        Self((value * per as f64).round().clamp(-limit, limit) as i64)
    }

    /// This length in units of 1/254 000 pt.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// This length in points.
    #[must_use]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Self::PER_PT as f64
    }

    /// This length in millimetres.
    #[must_use]
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / Self::PER_MM as f64
    }

    /// `self * numerator / denominator`, rounded half away from zero.
    ///
    /// A zero denominator gives zero.
    #[must_use]
    pub fn scale(self, numerator: i64, denominator: i64) -> Self {
        if denominator == 0 || numerator == 0 || self.0 == 0 {
            return Self::ZERO;
        }
        // Most products are short, and dividing them wide takes ten times as long.
        if denominator > 0
            && let Some(product) = self.0.checked_mul(numerator)
        {
            let half = if product >= 0 { denominator / 2 } else { -(denominator / 2) };
            if let Some(sum) = product.checked_add(half) {
                return Self((sum / denominator).clamp(-Self::HUGE.0, Self::HUGE.0));
            }
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let (product, denominator) = if denominator < 0 {
            (-product, -i128::from(denominator))
        } else {
            (product, i128::from(denominator))
        };
        let half = denominator / 2;
        let rounded = if product >= 0 {
            (product + half) / denominator
        } else {
            (product - half) / denominator
        };
        Self(rounded.clamp(-i128::from(Self::HUGE.0), i128::from(Self::HUGE.0)) as i64)
    }

    /// How many times `part` fits into this length; zero if `part` is not
    /// positive.
    #[must_use]
    pub fn count_of(self, part: Self) -> i64 {
        if part.0 <= 0 { 0 } else { self.0.div_euclid(part.0) }
    }

    /// This length without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl fmt::Debug for Abs {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:.3}pt", self.to_pt())
    }
}

impl Add for Abs {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Abs {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Abs {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i64> for Abs {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl Div<i64> for Abs {
    type Output = Self;
    fn div(self, parts: i64) -> Self {
        self.scale(1, parts)
    }
}

impl AddAssign for Abs {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Abs {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Abs {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Self::add)
    }
}

/// A length relative to the size of type: becomes an [`Abs`] only with a size.
///
/// Counted in 1/12 000 em, so that halves, thirds, quarters, eighths and
/// sixteenths of an em are exact.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Em(i32);

impl Em {
    /// No length at all.
    pub const ZERO: Self = Self(0);
    /// One em: the width of one full-width character.
    pub const ONE: Self = Self(Self::PER_EM);
    const PER_EM: i32 = 12_000;

    /// `numerator / denominator` of an em.
    ///
    /// # Panics
    /// If `denominator` is zero.
    #[must_use]
    #[track_caller]
    pub const fn frac(numerator: i32, denominator: i32) -> Self {
        Self(Self::PER_EM * numerator / denominator)
    }

    /// How much of a length another one is; an em if there is nothing to
    /// compare with.
    #[must_use]
    pub fn ratio(part: Abs, whole: Abs) -> Self {
        if whole <= Abs::ZERO {
            return Self::ONE;
        }
        let units = part.scale(i64::from(Self::PER_EM), whole.units()).units();
        Self(i32::try_from(units).unwrap_or(i32::MAX))
    }

    /// A number of ems, rounded; not-a-number becomes zero.
    #[must_use]
    pub fn new(ems: f64) -> Self {
        if ems.is_nan() {
            return Self::ZERO;
        }
        Self((ems * f64::from(Self::PER_EM)).round().clamp(-1e9, 1e9) as i32)
    }

    /// This length in type of the given size.
    #[must_use]
    pub fn at(self, size: Abs) -> Abs {
        size.scale(i64::from(self.0), i64::from(Self::PER_EM))
    }

    /// The size of type in which so many ems make up a length.
    #[must_use]
    pub fn size_for(self, length: Abs) -> Abs {
        length.scale(i64::from(Self::PER_EM), i64::from(self.0))
    }

    /// This length as a number of ems.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::PER_EM)
    }
}

impl fmt::Debug for Em {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}em", self.to_f64())
    }
}

impl Add for Em {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Em {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// A place on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// Distance to the right of the trim's left edge.
    pub x: Abs,
    /// Distance below the trim's top edge.
    pub y: Abs,
}

impl Point {
    /// The point at `x`, `y`.
    #[must_use]
    pub const fn new(x: Abs, y: Abs) -> Self {
        Self { x, y }
    }

    /// The same point moved by a distance.
    #[must_use]
    pub fn moved(self, by: Self) -> Self {
        Self { x: self.x + by.x, y: self.y + by.y }
    }
}

/// Width and height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Extent to the right.
    pub width: Abs,
    /// Extent downwards.
    pub height: Abs,
}

impl Size {
    /// The size `width` x `height`.
    #[must_use]
    pub const fn new(width: Abs, height: Abs) -> Self {
        Self { width, height }
    }
}

/// An upright rectangle; `left <= right` and `top <= bottom` in all that the
/// layout makes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// x of the left edge.
    pub left: Abs,
    /// y of the upper edge.
    pub top: Abs,
    /// x of the right edge.
    pub right: Abs,
    /// y of the lower edge.
    pub bottom: Abs,
}

impl Rect {
    /// The rectangle of the given size with its upper left corner at `at`.
    #[must_use]
    pub fn at(at: Point, size: Size) -> Self {
        Self { left: at.x, top: at.y, right: at.x + size.width, bottom: at.y + size.height }
    }

    /// The rectangle between two opposite corners.
    #[must_use]
    pub fn between(a: Point, b: Point) -> Self {
        Self { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }

    /// The upper left corner and the lower right one.
    #[must_use]
    pub fn corners(self) -> (Point, Point) {
        (Point::new(self.left, self.top), Point::new(self.right, self.bottom))
    }

    /// Extent from left to right.
    #[must_use]
    pub fn width(self) -> Abs {
        self.right - self.left
    }

    /// Extent from top to bottom.
    #[must_use]
    pub fn height(self) -> Abs {
        self.bottom - self.top
    }

    /// Width and height together.
    #[must_use]
    pub fn size(self) -> Size {
        Size::new(self.width(), self.height())
    }

    /// The rectangle with every edge moved outwards (inwards if negative).
    #[must_use]
    pub fn grown(self, by: Abs) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The same rectangle moved by a distance.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        let Self { left, top, right, bottom } = self;
        Self { left: left + by.x, top: top + by.y, right: right + by.x, bottom: bottom + by.y }
    }

    /// The same rectangle further down by a distance.
    #[must_use]
    pub fn moved_down(self, by: Abs) -> Self {
        Self { top: self.top + by, bottom: self.bottom + by, ..self }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WritingMode {
    /// Lines run from left to right and follow each other downwards.
    Horizontal,
    /// Lines run downwards and follow each other from right to left.
    Vertical,
}

/// How flow coordinates lie on the sheet.
///
/// In flow coordinates `x` goes along the lines and `y` from line to line, so
/// that pages of horizontal and of vertical lines are composed alike: a tier of
/// a vertical page is a column, and its lines are counted from the right. A
/// horizontal page's flow coordinates are the sheet's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flow {
    /// Which way lines run.
    pub writing: WritingMode,
    /// Width of the sheet: vertical lines are counted from its right edge.
    pub sheet_width: Abs,
}

impl Flow {
    /// A point in flow coordinates as a place on the sheet.
    #[must_use]
    pub fn point(self, point: Point) -> Point {
        match self.writing {
            WritingMode::Horizontal => point,
            WritingMode::Vertical => Point::new(self.sheet_width - point.y, point.x),
        }
    }

    /// A place on the sheet in flow coordinates.
    #[must_use]
    pub fn to_flow(self, point: Point) -> Point {
        match self.writing {
            WritingMode::Horizontal => point,
            WritingMode::Vertical => Point::new(point.y, self.sheet_width - point.x),
        }
    }

    /// A rectangle in flow coordinates as it lies on the sheet.
    #[must_use]
    pub fn rect(self, rect: Rect) -> Rect {
        Rect::between(self.point(rect.corners().0), self.point(rect.corners().1))
    }

    /// A rectangle on the sheet in flow coordinates.
    #[must_use]
    pub fn rect_to_flow(self, rect: Rect) -> Rect {
        Rect::between(self.to_flow(rect.corners().0), self.to_flow(rect.corners().1))
    }
}

/// Distances from the four edges of a rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Insets {
    /// From the upper edge.
    pub top: Abs,
    /// From the right edge.
    pub right: Abs,
    /// From the lower edge.
    pub bottom: Abs,
    /// From the left edge.
    pub left: Abs,
}

impl Insets {
    /// The same distance on every side.
    #[must_use]
    pub const fn uniform(inset: Abs) -> Self {
        Self { top: inset, right: inset, bottom: inset, left: inset }
    }
}

/// A run of base columns, counted from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ColumnSpan {
    /// The first column.
    pub first: u32,
    /// The last column, not before the first.
    pub last: u32,
}

/// A run of lines of the page's baseline grid, counted from 1, both ends
/// included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LineSpan {
    /// The first line.
    pub first: u32,
    /// The last line, not before the first.
    pub last: u32,
}

impl LineSpan {
    /// How many lines there are.
    #[must_use]
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }

    /// Whether the two share a line.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}
