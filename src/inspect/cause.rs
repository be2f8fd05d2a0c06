//! Causes: what is wrong, gathered so that each is told once.

use crate::color::Color;
use crate::diag::finding::Print;
use crate::diag::{Diagnostic, Span, shortened};
use crate::geom::Abs;

use super::limits::{CLOSEST_TO_TRIM_MM, SMALLEST_TYPE_PT, THINNEST_LINE_PT, USUAL_BLEED_MM};

/// What is wrong with a mark.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PrintFault {
    /// Type that is white (no inks) or in several inks is small.
    SmallType { inks: usize },
    /// Type has the color of what it stands on.
    UnseenType,
    /// Type is in black and much else.
    RichBlackType,
    /// A line is thin.
    ThinLine { inks: usize },
    /// A color alone has more ink than the paper takes, in percent.
    TooMuchInk { most: u32 },
    /// A color has inks that the page is not printed with.
    StrayInk(Print),
    /// Ink ends at the trim or between trim and bleed.
    MissingBleed { bleed: Abs },
    /// Type stands where the knife may hit it.
    NearTrim,
}

/// A fault in one place of the page.
pub(super) struct Sighting<'a> {
    pub(super) fault: PrintFault,
    pub(super) color: Color,
    /// Where the spec brings it about.
    pub(super) span: Option<Span>,
    /// The size, width or distance that is too small.
    pub(super) measure: Abs,
    /// The words of a line.
    pub(super) words: &'a str,
}

impl Sighting<'_> {
    /// A fault of a color, whatever is painted in it.
    pub(super) fn of_color(fault: PrintFault, color: Color, span: Option<Span>) -> Self {
        Self { fault, color, span, measure: Abs::ZERO, words: "" }
    }
}

/// A fault with one cause, wherever it shows.
#[derive(Debug)]
pub(super) struct Cause {
    fault: PrintFault,
    color: Color,
    span: Option<Span>,
    /// The smallest measure.
    measure: Abs,
    /// The words of the first line.
    words: String,
    times: usize,
}

/// All causes, in the order in which they show.
#[derive(Default)]
pub(super) struct Causes {
    list: Vec<Cause>,
}

impl Causes {
    pub(super) fn add(&mut self, sighting: Sighting<'_>) {
        let Sighting { fault, color, span, measure, words } = sighting;
        let known = self
            .list
            .iter_mut()
            .find(|cause| (cause.span, cause.color) == (span, color) && cause.fault == fault);
        match known {
            Some(cause) => {
                cause.times += 1;
                cause.measure = cause.measure.min(measure);
            }
            None => {
                let words = shortened(words);
                self.list.push(Cause { fault, color, span, measure, words, times: 1 });
            }
        }
    }

    pub(super) fn list(&self) -> &[Cause] {
        &self.list
    }
}

impl Cause {
    /// The finding.
    pub(super) fn diagnostic(&self) -> Diagnostic {
        let words = Some(self.words.clone()).filter(|words| !words.is_empty());
        let times = self.times;
        let ink_percent = self.color.total_ink();
        let least_pt = SMALLEST_TYPE_PT;
        let finding = match &self.fault {
            PrintFault::SmallType { inks: 0 } => {
                Print::SmallWhite { size_pt: self.measure.to_pt(), least_pt, words, times }
            }
            PrintFault::SmallType { inks } => Print::SmallColored {
                size_pt: self.measure.to_pt(),
                inks: *inks,
                least_pt,
                words,
                times,
            },
            PrintFault::UnseenType => Print::Unseen { words, times },
            PrintFault::RichBlackType => Print::RichBlack { ink_percent, words, times },
            PrintFault::ThinLine { inks } => Print::Thin {
                width_pt: self.measure.to_pt(),
                inks: *inks,
                least_pt: THINNEST_LINE_PT,
            },
            PrintFault::TooMuchInk { most } => {
                Print::TooMuchInk { ink_percent, limit_percent: f64::from(*most) }
            }
            PrintFault::StrayInk(stray) => stray.clone(),
            PrintFault::MissingBleed { bleed } => self.missing_bleed(*bleed),
            PrintFault::NearTrim => Print::NearKnife {
                distance_mm: self.measure.to_mm(),
                least_mm: CLOSEST_TO_TRIM_MM,
                words,
                times,
            },
        };
        Diagnostic::of(finding).at(self.span)
    }

    fn missing_bleed(&self, bleed: Abs) -> Print {
        let (bleed_mm, usual_bleed_mm) = (bleed.to_mm(), USUAL_BLEED_MM);
        if self.measure == Abs::ZERO {
            return Print::EndsAtTrim { bleed_mm, usual_bleed_mm };
        }
        Print::ShortOfBleed { beyond_mm: self.measure.to_mm(), bleed_mm, usual_bleed_mm }
    }
}
