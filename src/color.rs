//! Inks: what a mark on the page is printed with.
//!
//! Everything is process color for now; black-only text is `Color::black(100)`
//! and stays in the black plate.

use std::fmt;

/// How much of one ink, in hundredths of a percent (0 to 10 000).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tint(u16);

impl Tint {
    /// No ink.
    pub const NONE: Self = Self(0);
    /// Solid ink.
    pub const SOLID: Self = Self(10_000);

    /// A tint in percent, held to 0..=100; not-a-number is no ink.
    #[must_use]
    pub fn percent(percent: f64) -> Self {
        if percent.is_nan() {
            return Self::NONE;
        }
        Self((percent.clamp(0.0, 100.0) * 100.0).round() as u16)
    }

    /// This tint in percent.
    #[must_use]
    pub fn to_percent(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// This tint as a fraction of solid, 0 to 1.
    #[must_use]
    pub fn to_unit(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl fmt::Debug for Tint {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}%", self.to_percent())
    }
}

/// A process color.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Color {
    /// Cyan.
    pub c: Tint,
    /// Magenta.
    pub m: Tint,
    /// Yellow.
    pub y: Tint,
    /// Black.
    pub k: Tint,
}

impl Color {
    /// Solid black, black ink only.
    pub const BLACK: Self = Self { c: Tint::NONE, m: Tint::NONE, y: Tint::NONE, k: Tint::SOLID };
    /// Bare paper.
    pub const WHITE: Self = Self { c: Tint::NONE, m: Tint::NONE, y: Tint::NONE, k: Tint::NONE };

    /// A color from four percentages.
    #[must_use]
    pub fn cmyk(c: f64, m: f64, y: f64, k: f64) -> Self {
        Self { c: Tint::percent(c), m: Tint::percent(m), y: Tint::percent(y), k: Tint::percent(k) }
    }

    /// A tint of black ink alone.
    #[must_use]
    pub fn gray(percent: f64) -> Self {
        Self::cmyk(0.0, 0.0, 0.0, percent)
    }

    /// Whether black is the only ink and there is some of it.
    #[must_use]
    pub fn is_black_only(self) -> bool {
        self.c == Tint::NONE && self.m == Tint::NONE && self.y == Tint::NONE && self.k != Tint::NONE
    }

    /// The sum of the four tints in percent, 0 to 400.
    #[must_use]
    pub fn total_ink(self) -> f64 {
        [self.c, self.m, self.y, self.k].iter().map(|tint| tint.to_percent()).sum()
    }

    /// How this color is laid over what lies below it in the trade's usual
    /// way: black text and lines overprint, everything else knocks out.
    #[must_use]
    pub fn usual_overprint(self) -> Overprint {
        if self == Self::BLACK { Overprint::Overprint } else { Overprint::Knockout }
    }
}

/// What happens to the inks below a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overprint {
    /// The mark removes what lies below.
    Knockout,
    /// The mark's inks are added to those below (PDF 32000-1, 8.6.7, OPM 1).
    Overprint,
}

/// A color together with how it meets the inks below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Paint {
    /// The inks.
    pub color: Color,
    /// How they meet what lies below.
    pub overprint: Overprint,
}

impl Paint {
    /// The color, laid over in the usual way ([`Color::usual_overprint`]).
    #[must_use]
    pub fn usual(color: Color) -> Self {
        Self { color, overprint: color.usual_overprint() }
    }
}
