//! How much ink there is.

use crate::reader::Ink;

use super::{Plate, Plates};

/// The place with the most ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MostInk {
    /// The sum of all tints there, in percent.
    pub percent: f64,
    /// Millimeters from the left edge of the trimmed page.
    pub x_mm: f64,
    /// Millimeters from its top edge.
    pub y_mm: f64,
}

/// One plate in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct InkSummary {
    /// The ink.
    pub ink: Ink,
    /// The mean tint over the whole sheet, in percent.
    pub coverage: f64,
    /// The darkest tint, in percent.
    pub darkest: f64,
}

impl Plate {
    /// Whether there is any ink on it.
    #[must_use]
    pub fn has_ink(&self) -> bool {
        self.tints.iter().any(|tint| *tint > 0)
    }
}

impl Plates {
    /// Every plate in numbers.
    #[must_use]
    pub fn summary(&self) -> Vec<InkSummary> {
        let one = |plate: &Plate| {
            let sum: u64 = plate.tints.iter().map(|tint| u64::from(*tint)).sum();
            let darkest = plate.tints.iter().copied().max().unwrap_or(0);
            InkSummary {
                ink: plate.ink.clone(),
                coverage: sum as f64 / plate.tints.len().max(1) as f64 / 2.55,
                darkest: f64::from(darkest) / 2.55,
            }
        };
        self.plates.iter().map(one).collect()
    }

    /// The sum of all tints of each pixel; 255 is 100 %.
    #[must_use]
    pub fn total_ink(&self) -> Vec<u16> {
        let mut total = vec![0_u16; self.width * self.height];
        for plate in &self.plates {
            for (sum, tint) in total.iter_mut().zip(&plate.tints) {
                *sum = sum.saturating_add(u16::from(*tint));
            }
        }
        total
    }

    /// The pixel of the trimmed page with the most ink, the first of several.
    /// Printer's marks outside have all inks by intent.
    #[must_use]
    pub fn most_ink(&self) -> MostInk {
        let total = self.total_ink();
        let within = |at: f64, most: usize| (at.round().max(0.0) as usize).min(most);
        let (left, right) = (within(self.trim.x0, self.width), within(self.trim.x1, self.width));
        let (top, bottom) = (within(self.trim.y0, self.height), within(self.trim.y1, self.height));
        let mut most = (0, left, top);
        for y in top..bottom {
            for x in left..right {
                let sum = total[y * self.width + x];
                if sum > most.0 {
                    most = (sum, x, y);
                }
            }
        }
        let (sum, x, y) = most;
        MostInk {
            percent: f64::from(sum) / 2.55,
            x_mm: (x as f64 + 0.5 - self.trim.x0) / self.per_mm(),
            y_mm: (y as f64 + 0.5 - self.trim.y0) / self.per_mm(),
        }
    }
}
