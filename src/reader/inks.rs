//! What a color is on the press: tints of the four process inks and of named
//! spot inks, each either set by the color space or not spoken of.

use std::sync::Arc;

use super::color::Colorant;

/// One ink of a press, with a plate of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    /// Process cyan.
    Cyan,
    /// Process magenta.
    Magenta,
    /// Process yellow.
    Yellow,
    /// Process black.
    Black,
    /// A spot ink by the name of its colorant.
    Spot(Arc<str>),
}

impl Ink {
    /// The four process inks in the usual order.
    pub const PROCESS: [Self; 4] = [Self::Cyan, Self::Magenta, Self::Yellow, Self::Black];

    /// What the plate is called.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Cyan => "Cyan",
            Self::Magenta => "Magenta",
            Self::Yellow => "Yellow",
            Self::Black => "Black",
            Self::Spot(name) => name,
        }
    }
}

/// A tint of a spot ink.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotTint {
    /// The name of the colorant.
    pub name: Arc<str>,
    /// How much of it, 0 to 1.
    pub tint: f32,
}

/// A color as inks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inks {
    /// Cyan, magenta, yellow, black, 0 to 1; `None` where the color space does
    /// not name the ink, which matters when the mark overprints.
    pub process: [Option<f32>; 4],
    /// The spot inks that the color space names, in its order.
    pub spots: Vec<SpotTint>,
    /// A tint of every ink there is: registration color (Separation /All).
    pub all: Option<f32>,
    /// Whether the color is not one of inks (RGB, Lab) and the inks are only a
    /// guess by the plain formulas of PDF 32000-1, 10.3.
    pub is_converted: bool,
}

impl Inks {
    /// Process inks, all four set.
    #[must_use]
    pub fn process(cmyk: [f32; 4]) -> Self {
        Self { process: cmyk.map(|tint| Some(unit(tint))), ..Self::default() }
    }

    /// How much of an ink; `None` if the color does not speak of it.
    #[must_use]
    pub fn tint(&self, ink: &Ink) -> Option<f32> {
        if let Some(tint) = self.all {
            return Some(tint);
        }
        match ink {
            Ink::Cyan => self.process[0],
            Ink::Magenta => self.process[1],
            Ink::Yellow => self.process[2],
            Ink::Black => self.process[3],
            Ink::Spot(name) => {
                self.spots.iter().find(|spot| spot.name == *name).map(|spot| spot.tint)
            }
        }
    }

    /// The inks of which there is some, in the usual order; registration color
    /// counts as the four process inks.
    pub fn present(&self) -> impl Iterator<Item = (Ink, f32)> + '_ {
        let process = Ink::PROCESS
            .into_iter()
            .zip(self.process)
            .map(|(ink, tint)| (ink, self.all.or(tint).unwrap_or(0.0)));
        let spots = self.spots.iter().map(|spot| (Ink::Spot(spot.name.clone()), spot.tint));
        process.chain(spots).filter(|(_, tint)| *tint > 0.0)
    }

    /// The sum of all tints in percent.
    #[must_use]
    pub fn total_percent(&self) -> f64 {
        self.present().map(|(_, tint)| f64::from(tint) * 100.0).sum()
    }

    /// Whether there is no ink at all: white, or nothing.
    #[must_use]
    pub fn is_white(&self) -> bool {
        self.present().next().is_none()
    }

    /// Adds the tint of one colorant.
    pub(super) fn add(&mut self, colorant: &Colorant, tint: f32) {
        let tint = unit(tint);
        match colorant {
            Colorant::Process(at) => self.process[*at] = Some(tint),
            Colorant::All => self.all = Some(tint),
            Colorant::None => {}
            Colorant::Spot(name) => self.spots.push(SpotTint { name: name.clone(), tint }),
        }
    }
}

/// A tint held to 0..=1; not-a-number is no ink.
pub(super) fn unit(tint: f32) -> f32 {
    if tint.is_nan() { 0.0 } else { tint.clamp(0.0, 1.0) }
}
