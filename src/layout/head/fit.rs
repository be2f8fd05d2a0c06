//! Fitting display type to its span: by tracking, by the width of its
//! characters (长体, 扁体) and by size, each within the house's limits.

use crate::geom::{Abs, Em};
use crate::style::{Limited, Style};

/// A line of display type, as wide as it is in its style.
#[derive(Clone, Copy)]
pub(in crate::layout) struct Natural {
    pub(in crate::layout) width: Abs,
    /// How many times its tracking is in this.
    pub(in crate::layout) trackings: usize,
}

/// The style in which a line fits a measure; none if it does in none that the
/// house allows.
///
/// A line that is too long is first set tighter, then narrower, and then smaller, in
/// half points. One that is too short is set larger, then wider apart, then
/// wider.
pub(in crate::layout) fn fit(style: &Style, natural: Natural, measure: Abs) -> Option<Style> {
    if natural.width <= Abs::ZERO {
        return Some(style.clone());
    }
    let line = LineWidth::of(style, natural);
    let (tightest, narrowest) = (style.tracking.least, style.width.least);
    let size = if line.width(style.size, style.tracking.wished, style.width.wished) <= measure {
        let exact = line.size_for(measure, style.tracking.wished, style.width.wished);
        if exact >= style.max_size { style.max_size } else { half_points(exact).max(style.size) }
    } else if line.width(style.size, tightest, narrowest) <= measure {
        style.size
    } else {
        half_points(line.size_for(measure, tightest, narrowest)).min(style.max_size)
    };
    if size < style.min_size {
        return None;
    }
    // What is filled to the last unit sticks out where a width is rounded up.
    let measure = measure - Abs::pt(0.01);
    let tracking = line.tracking_for(size, measure, style.width.wished, style.tracking);
    let width = line.width_for(size, measure, tracking, style.width);
    Some(Style {
        size,
        tracking: Limited { wished: tracking, ..style.tracking },
        width: Limited { wished: width, ..style.width },
        ..style.clone()
    })
}

fn half_points(size: Abs) -> Abs {
    let step = Abs::pt(0.5);
    step * size.count_of(step)
}

/// What a line's width is made of.
struct LineWidth {
    /// The size it was measured at.
    size: Abs,
    /// Its characters at that size, as wide as the face has them.
    characters: Abs,
    trackings: i64,
}

impl LineWidth {
    fn of(style: &Style, natural: Natural) -> Self {
        let trackings = natural.trackings as i64;
        let tracked = style.tracking.wished.at(style.size) * trackings;
        let characters = style.width.wished.size_for(natural.width - tracked);
        Self { size: style.size, characters, trackings }
    }

    fn characters_at(&self, size: Abs) -> Abs {
        self.characters.scale(size.units(), self.size.units().max(1))
    }

    fn width(&self, size: Abs, tracking: Em, width: Em) -> Abs {
        width.at(self.characters_at(size)) + tracking.at(size) * self.trackings
    }

    /// The size at which it is so wide.
    fn size_for(&self, measure: Abs, tracking: Em, width: Em) -> Abs {
        let here = self.width(self.size, tracking, width);
        self.size.scale(measure.units(), here.units().max(1))
    }

    /// The tracking nearest to the wished one with which it fills a measure or
    /// stays within it.
    fn tracking_for(&self, size: Abs, measure: Abs, width: Em, limits: Limited) -> Em {
        if self.trackings == 0 || limits.least == limits.most {
            return limits.wished;
        }
        let left = measure - width.at(self.characters_at(size));
        // Rounded down, so that the line does not come out too long.
        let each = Abs::from_units(left.units().div_euclid(self.trackings));
        Em::ratio(each, size).clamp(limits.least, limits.most)
    }

    /// The same of the width of its characters.
    fn width_for(&self, size: Abs, measure: Abs, tracking: Em, limits: Limited) -> Em {
        if limits.least == limits.most {
            return limits.wished;
        }
        let left = measure - tracking.at(size) * self.trackings;
        Em::ratio(left, self.characters_at(size).max(Abs::from_units(1)))
            .clamp(limits.least, limits.most)
    }
}
