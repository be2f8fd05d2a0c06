//! Inks: what a mark on the page is printed with.
//!
//! A color is a mixture of the four process inks, or a tint of one spot ink;
//! black-only text is [`Color::BLACK`] and stays on the black plate.

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

    /// This share of a tint: half of 60 % is 30 %.
    #[must_use]
    pub fn of(self, share: Self) -> Self {
        let product = u32::from(self.0) * u32::from(share.0);
        Self(((product + 5_000) / 10_000) as u16)
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

/// A mixture of the four process inks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Cmyk {
    /// Cyan.
    pub c: Tint,
    /// Magenta.
    pub m: Tint,
    /// Yellow.
    pub y: Tint,
    /// Black.
    pub k: Tint,
}

impl Cmyk {
    /// A mixture from four percentages.
    #[must_use]
    pub fn percent(c: f64, m: f64, y: f64, k: f64) -> Self {
        Self { c: Tint::percent(c), m: Tint::percent(m), y: Tint::percent(y), k: Tint::percent(k) }
    }

    /// The four tints.
    #[must_use]
    pub fn tints(self) -> [Tint; 4] {
        [self.c, self.m, self.y, self.k]
    }

    /// Every ink to this share of what it is.
    #[must_use]
    pub fn scaled(self, share: Tint) -> Self {
        let Self { c, m, y, k } = self;
        Self { c: c.of(share), m: m.of(share), y: y.of(share), k: k.of(share) }
    }
}

/// What a mark is printed with: process inks, or an ink of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Color {
    /// Process inks.
    Process(Cmyk),
    /// A spot ink, on a plate of its own.
    Spot {
        /// Which one, in the page's [`SpotInks`].
        ink: SpotId,
        /// How much of it.
        tint: Tint,
    },
}

impl Color {
    /// Solid black, black ink only.
    pub const BLACK: Self =
        Self::Process(Cmyk { c: Tint::NONE, m: Tint::NONE, y: Tint::NONE, k: Tint::SOLID });
    /// Bare paper.
    pub const WHITE: Self =
        Self::Process(Cmyk { c: Tint::NONE, m: Tint::NONE, y: Tint::NONE, k: Tint::NONE });

    /// A process color from four percentages.
    #[must_use]
    pub fn cmyk(c: f64, m: f64, y: f64, k: f64) -> Self {
        Self::Process(Cmyk::percent(c, m, y, k))
    }

    /// A tint of black ink alone.
    #[must_use]
    pub fn gray(percent: f64) -> Self {
        Self::cmyk(0.0, 0.0, 0.0, percent)
    }

    /// Whether black is the only ink and there is some of it.
    #[must_use]
    pub fn is_black_only(self) -> bool {
        match self {
            Self::Process(Cmyk { c, m, y, k }) => [c, m, y] == [Tint::NONE; 3] && k != Tint::NONE,
            Self::Spot { .. } => false,
        }
    }

    /// Whether there is no ink at all.
    #[must_use]
    pub fn is_white(self) -> bool {
        match self {
            Self::Process(cmyk) => cmyk == Cmyk::default(),
            Self::Spot { tint, .. } => tint == Tint::NONE,
        }
    }

    /// The sum of all tints in percent, 0 to 400.
    #[must_use]
    pub fn total_ink(self) -> f64 {
        match self {
            Self::Process(cmyk) => cmyk.tints().iter().map(|tint| tint.to_percent()).sum(),
            Self::Spot { tint, .. } => tint.to_percent(),
        }
    }

    /// A tint of this color: every ink to this share of what it is.
    #[must_use]
    pub fn scaled(self, share: Tint) -> Self {
        match self {
            Self::Process(cmyk) => Self::Process(cmyk.scaled(share)),
            Self::Spot { ink, tint } => Self::Spot { ink, tint: tint.of(share) },
        }
    }

    /// How this color is laid over what lies below it in the trade's usual
    /// way: black text and lines overprint, everything else knocks out.
    #[must_use]
    pub fn usual_overprint(self) -> Overprint {
        if self == Self::BLACK { Overprint::Overprint } else { Overprint::Knockout }
    }
}

/// A spot ink of a page, by its place in [`SpotInks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpotId(u16);

/// An ink beside the four of the process, mixed in a can.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SpotInk {
    /// What the can is called; the plate bears the same name.
    pub name: String,
    /// What stands for it where there is no such plate.
    pub alternate: Cmyk,
}

/// The spot inks of a page, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SpotInks(Vec<SpotInk>);

impl SpotInks {
    /// Adds an ink, or finds the one of the same name.
    pub fn add(&mut self, ink: SpotInk) -> SpotId {
        let at = self.0.iter().position(|known| known.name == ink.name).unwrap_or_else(|| {
            self.0.push(ink);
            self.0.len() - 1
        });
        SpotId(u16::try_from(at).unwrap_or(u16::MAX))
    }

    /// The ink behind an id that this collection gave out.
    #[must_use]
    pub fn get(&self, id: SpotId) -> &SpotInk {
        &self.0[usize::from(id.0)]
    }

    /// All of them with their ids.
    pub fn ids(&self) -> impl Iterator<Item = (SpotId, &SpotInk)> {
        (0..).map(SpotId).zip(&self.0)
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &SpotInk> {
        self.0.iter()
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
