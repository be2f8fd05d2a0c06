//! What the house allows so that a story fits its place.

use super::{ResolvedSheet, Resolver, list_of};
use crate::diag::finding::{Bound, SpecFault};
use crate::geom::Abs;
use crate::spec::page::{FitLimits, MeasureKind};
use crate::spec::raw::{Count, Field, RawHouseFit, Sp, TypeSize};

/// More lines than that are no longer the same page.
const MOST_LINES: u32 = 40;
/// The most sizes up or down.
const MOST_STEPS: u32 = 6;
/// The most measures together: of four nobody sees any more what they do.
const MOST_TOGETHER: u32 = 3;
/// The most empty lines at one place.
const MOST_SPARE_LINES: u32 = 10;

/// The usual row of headline sizes, in points: those of the trade (CLREQ 2.3.5), with
/// steps between them that are seen.
const USUAL_SIZES: [f64; 20] = [
    9.0, 10.5, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 32.0, 36.0, 42.0, 48.0, 54.0,
    60.0, 66.0, 72.0, 84.0,
];

impl Resolver<'_> {
    pub(super) fn fit_limits(
        &mut self,
        raw: Option<&RawHouseFit>,
        sheet: &ResolvedSheet,
    ) -> FitLimits {
        let raw = &raw.cloned().unwrap_or_default();
        let order = self.order_of_measures(raw);
        let limits = FitLimits {
            headline_sizes: self.headline_sizes(&raw.headline_sizes, sheet),
            headline_steps: self.most(&raw.headline_steps, 2, MOST_STEPS),
            picture_lines: self.most(&raw.picture_lines, 4, MOST_LINES),
            quote_lines: self.most(&raw.quote_lines, 2, MOST_LINES),
            place_lines: self.most(&raw.place_lines, 6, MOST_LINES),
            spare_lines: self.most(&raw.spare_lines, 1, MOST_SPARE_LINES),
            leave_out: list_of(&raw.leave_out).map(|part| part.value).collect(),
            together: self.most(&raw.together, 3, MOST_TOGETHER).max(1),
            order,
        };
        self.allowed_without_limit(raw, &limits);
        limits
    }

    fn most(&mut self, field: &Field<Count>, usual: u32, most: u32) -> u32 {
        match field.get() {
            Some(Sp { value: Count(number), .. }) if *number <= most => *number,
            Some(given) => {
                self.bad(
                    given.span,
                    SpecFault::LineRange { least: Bound(0.0), most: Bound::from(most) },
                );
                usual
            }
            None => usual,
        }
    }

    fn order_of_measures(&mut self, raw: &RawHouseFit) -> Vec<MeasureKind> {
        if raw.order.is_absent() {
            return MeasureKind::ALL.to_vec();
        }
        let mut order = Vec::new();
        for kind in list_of(&raw.order) {
            if order.contains(&kind.value) {
                let measure = kind.value.name();
                self.bad(kind.span, SpecFault::MeasureTwice { measure });
            } else {
                order.push(kind.value);
            }
        }
        order
    }

    /// Sizes that rise from one to the next.
    fn headline_sizes(
        &mut self,
        raw: &Field<Vec<Sp<TypeSize>>>,
        sheet: &ResolvedSheet,
    ) -> Vec<Abs> {
        let mut sizes: Vec<Abs> = Vec::new();
        for size in list_of(raw) {
            let length = sheet.units().length(size.value.0);
            if sizes.last().is_some_and(|last| length <= *last) {
                self.bad(size.span, SpecFault::SizesDoNotRise);
            } else {
                sizes.push(length);
            }
        }
        if sizes.is_empty() { USUAL_SIZES.map(Abs::pt).to_vec() } else { sizes }
    }

    /// What is in the order and has a limit of nothing contradicts itself.
    fn allowed_without_limit(&mut self, raw: &RawHouseFit, limits: &FitLimits) {
        let zero = [
            (MeasureKind::Headline, &raw.headline_steps, "headline-steps"),
            (MeasureKind::Picture, &raw.picture_lines, "picture-lines"),
            (MeasureKind::Quote, &raw.quote_lines, "quote-lines"),
            (MeasureKind::Place, &raw.place_lines, "place-lines"),
            (MeasureKind::SpareLines, &raw.spare_lines, "spare-lines"),
        ];
        for (kind, field, key) in zero {
            if !raw.order.is_absent()
                && limits.order.contains(&kind)
                && let Some(Sp { value: Count(0), span }) = field.get()
            {
                let (measure, key) = (kind.name(), key.to_owned());
                self.bad(*span, SpecFault::MeasureWithoutLimit { measure, key });
            }
        }
    }
}
