//! Inks: how many a color has, how much of them, and whether the page is
//! printed with them.

use super::Inspector;
use super::cause::{PrintFault, Sighting};
use crate::color::{Cmyk, Color, Tint};
use crate::diag::finding::{Base, Print, ProcessInk};
use crate::diag::{Span, nearest};
use crate::page::{BaseInks, ElementId, PageInks};

/// How many plates a color is on.
pub(super) fn count(color: Color) -> usize {
    match color {
        Color::Process(cmyk) => cmyk.tints().iter().filter(|tint| **tint != Tint::NONE).count(),
        Color::Spot { tint, .. } => usize::from(tint != Tint::NONE),
    }
}

/// How much black ink there is in it, in percent.
pub(super) fn black(color: Color) -> f64 {
    match color {
        Color::Process(cmyk) => cmyk.k.to_percent(),
        Color::Spot { .. } => 0.0,
    }
}

impl Inspector<'_> {
    /// A color that something is printed in; `at` is where that is said.
    pub(super) fn color(&mut self, color: Color, element: Option<ElementId>, at: Option<Span>) {
        if self.exceeds_limit(color) {
            let span = self.spec.written.color(color, element).or(at);
            let fault = PrintFault::TooMuchInk { most: self.most_ink };
            self.causes.add(Sighting::of_color(fault, color, span));
        }
        if let Some(fault) = self.stray(color) {
            self.causes.add(Sighting::of_color(fault, color, at));
        }
    }

    /// Whether the color alone has more ink than the paper takes.
    pub(super) fn exceeds_limit(&self, color: Color) -> bool {
        color.total_ink() > f64::from(self.most_ink)
    }

    /// What is wrong with a color on a page that is not printed in all inks.
    fn stray(&self, color: Color) -> Option<PrintFault> {
        let PageInks { base, spots } = &self.page.inks;
        let ink_names = spots.clone();
        let own = match base {
            BaseInks::Process => Base::Process,
            BaseInks::Black => Base::Black,
        };
        let stray = match color {
            Color::Process(_) if *base == BaseInks::Process => return None,
            Color::Process(cmyk) => {
                let stray_inks = colored_inks(cmyk);
                (!stray_inks.is_empty()).then_some(Print::StrayProcess {
                    stray_inks,
                    base: own,
                    ink_names,
                })?
            }
            Color::Spot { tint: Tint::NONE, .. } => return None,
            Color::Spot { ink, .. } => {
                let name = &self.page.spots.get(ink).name;
                if spots.contains(name) {
                    return None;
                }
                let nearest = nearest(name, spots.iter().map(String::as_str)).map(str::to_owned);
                Print::StraySpot { ink_name: name.clone(), base: own, ink_names, nearest }
            }
        };
        Some(PrintFault::StrayInk(stray))
    }
}

/// The process inks beside black that a color has.
fn colored_inks(cmyk: Cmyk) -> Vec<ProcessInk> {
    let inks =
        [(cmyk.c, ProcessInk::Cyan), (cmyk.m, ProcessInk::Magenta), (cmyk.y, ProcessInk::Yellow)];
    inks.into_iter().filter(|(tint, _)| *tint != Tint::NONE).map(|(_, ink)| ink).collect()
}
