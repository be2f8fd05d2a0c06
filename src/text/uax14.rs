//! The line breaking algorithm of UAX #14, Unicode 18.0.
//!
//! It decides between characters that are not East Asian; the class table
//! decides all else. The levels of CSS are the same rules with other classes
//! ([`css_level`](super::css_level)). Rules are named by their numbers, and tried in
//! their order.

use super::class::is_han;
use super::css_level::CssLevel;
use super::unicode::{LineClass as C, is_east_asian, line_class};

/// The byte offsets before which a line may end, in order; neither the text's
/// start nor its end is among them. A level of CSS has some of it otherwise.
pub(super) fn line_breaks(text: &str, level: Option<CssLevel>) -> Vec<usize> {
    let units = units(text, level);
    let mut state = TextBefore::default();
    let mut breaks = Vec::new();
    for at in 1..units.len() {
        state.pass(&units, at - 1);
        let place = UnitPlace { units: &units, at, state: &state };
        let decided = level
            .and_then(|level| level.decides(units[at - 1].class, units[at].c, units[at].class));
        if decided.unwrap_or_else(|| place.may_break()) {
            breaks.push(units[at].start);
        }
    }
    breaks
}

/// A character with the marks that follow it (LB9).
#[derive(Debug, Clone, Copy)]
struct BreakUnit {
    c: char,
    class: C,
    start: usize,
    is_east_asian: bool,
    ends_with_joiner: bool,
}

fn units(text: &str, level: Option<CssLevel>) -> Vec<BreakUnit> {
    let mut units: Vec<BreakUnit> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let class = match c {
            'a'..='z' => C::Al,
            c if is_han(c) => C::Id,
            c => level.map_or(line_class(c), |level| level.class(c, line_class(c))),
        };
        let is_mark = matches!(class, C::Cm | C::Zwj);
        match units.last_mut() {
            Some(last) if is_mark && !is_space(last.class) => {
                last.ends_with_joiner = class == C::Zwj;
            }
            _ => units.push(BreakUnit {
                c,
                // LB10 and LB1.
                class: match class {
                    C::Cm | C::Zwj => C::Al,
                    C::Cj => C::Ns,
                    class => class,
                },
                start,
                is_east_asian: is_han(c) || !c.is_ascii() && is_east_asian(c),
                ends_with_joiner: class == C::Zwj,
            }),
        }
    }
    units
}

/// What marks are not taken together with.
fn is_space(class: C) -> bool {
    is_line_end(class) || matches!(class, C::Sp | C::Zw)
}

fn is_line_end(class: C) -> bool {
    matches!(class, C::Bk | C::Cr | C::Lf | C::Nl)
}

fn is_quote(class: C) -> bool {
    matches!(class, C::Qu | C::Pi | C::Pf)
}

/// AL and HL.
fn is_letter(class: C) -> bool {
    matches!(class, C::Al | C::Hl | C::DottedCircle | C::PictographAl)
}

fn is_ideograph(class: C) -> bool {
    matches!(class, C::Id | C::PictographId | C::Eb | C::Em)
}

fn is_hangul(class: C) -> bool {
    matches!(class, C::Jl | C::Jv | C::Jt | C::H2 | C::H3)
}

/// AK, U+25CC and AS of LB28a.
fn is_aksara(class: C) -> bool {
    matches!(class, C::Ak | C::DottedCircle | C::As)
}

/// What of the text before a place its rules ask for.
#[derive(Debug, Default)]
struct TextBefore {
    /// The last unit that is no space, if any.
    before_spaces: Option<usize>,
    number: Number,
    /// How many regional indicators stand together before the place.
    indicators: usize,
}

/// Whether the text before a place ends in a number (LB25).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Number {
    #[default]
    None,
    /// NU (SY | IS)*
    Open,
    /// NU (SY | IS)* (CL | CP)
    Closed,
}

impl TextBefore {
    /// Takes in the unit before the next place.
    fn pass(&mut self, units: &[BreakUnit], at: usize) {
        let class = units[at].class;
        if class != C::Sp {
            self.before_spaces = Some(at);
        }
        self.number = match (class, self.number) {
            (C::Nu, _) | (C::Sy | C::Is, Number::Open) => Number::Open,
            (C::Cl | C::Cp, Number::Open) => Number::Closed,
            _ => Number::None,
        };
        self.indicators = if class == C::Ri { self.indicators + 1 } else { 0 };
    }
}

/// The place before a unit that is not the first.
struct UnitPlace<'a> {
    units: &'a [BreakUnit],
    at: usize,
    state: &'a TextBefore,
}

impl UnitPlace<'_> {
    fn may_break(&self) -> bool {
        // Most of East Asian text: no rule before LB31 has a say between two ideographs.
        if (self.before(), self.after()) == (C::Id, C::Id)
            && !self.units[self.at - 1].ends_with_joiner
        {
            return true;
        }
        self.spaces()
            .or_else(|| self.marks())
            .or_else(|| self.quotes())
            .or_else(|| self.hyphens())
            .or_else(|| self.numbers())
            .or_else(|| self.letters())
            // LB31.
            .unwrap_or(true)
    }

    fn unit(&self, at: usize) -> Option<&BreakUnit> {
        self.units.get(at)
    }

    fn before(&self) -> C {
        self.units[self.at - 1].class
    }

    fn after(&self) -> C {
        self.units[self.at].class
    }

    /// The class of the unit after next.
    fn next(&self) -> Option<C> {
        self.unit(self.at + 1).map(|unit| unit.class)
    }

    /// The class of the unit before a unit; none at the text's start.
    fn class_before(&self, at: usize) -> Option<C> {
        at.checked_sub(1).and_then(|at| self.unit(at)).map(|unit| unit.class)
    }

    /// LB4 to LB12a: line ends, spaces, joiners and glue.
    fn spaces(&self) -> Option<bool> {
        let (a, b) = (self.before(), self.after());
        if is_line_end(a) {
            return Some(!(a == C::Cr && b == C::Lf));
        }
        if is_line_end(b) || matches!(b, C::Sp | C::Zw) {
            return Some(false);
        }
        if self.last_sign() == Some(C::Zw) {
            return Some(true);
        }
        let is_glued = self.units[self.at - 1].ends_with_joiner
            || a == C::Wj
            || b == C::Wj
            || a == C::Gl
            || (b == C::Gl && !matches!(a, C::Sp | C::Hy | C::Hh));
        is_glued.then_some(false)
    }

    /// The class before the spaces.
    fn last_sign(&self) -> Option<C> {
        self.state.before_spaces.map(|at| self.units[at].class)
    }

    /// LB13 to LB18: brackets and marks, also across spaces.
    fn marks(&self) -> Option<bool> {
        let (a, b) = (self.before(), self.after());
        let is_decimal = a == C::Sp && b == C::Is && self.next() == Some(C::Nu);
        let stays = matches!(b, C::Cl | C::Cp | C::Ex | C::Sy)
            || self.last_sign() == Some(C::Op)
            || self.opens_quote()
            || (b == C::Pf && self.quote_closes());
        if stays {
            return Some(false);
        }
        // LB15c before LB15d.
        if is_decimal || b == C::Is {
            return Some(is_decimal);
        }
        match (self.last_sign(), b) {
            (Some(C::Cl | C::Cp), C::Ns) | (Some(C::B2), C::B2) => Some(false),
            _ => (a == C::Sp).then_some(true),
        }
    }

    /// LB15a: after an opening quote that has nothing before it.
    fn opens_quote(&self) -> bool {
        let is_opener =
            |class| is_space(class) || is_quote(class) || matches!(class, C::Op | C::Gl);
        self.state.before_spaces.is_some_and(|at| {
            self.units[at].class == C::Pi && self.class_before(at).is_none_or(is_opener)
        })
    }

    /// LB15b: before a closing quote that has nothing after it.
    fn quote_closes(&self) -> bool {
        let is_closer = |class| {
            is_space(class)
                || is_quote(class)
                || matches!(class, C::Gl | C::Wj | C::Cl | C::Cp | C::Ex | C::Is | C::Sy)
        };
        self.next().is_none_or(is_closer)
    }

    /// LB19 and LB19a.
    fn quotes(&self) -> Option<bool> {
        let (a, b) = (self.before(), self.after());
        let is_foreign = |unit: Option<&BreakUnit>| unit.is_none_or(|unit| !unit.is_east_asian);
        let before = self.at - 1;
        let stays = matches!(b, C::Qu | C::Pf)
            || matches!(a, C::Qu | C::Pi)
            || (is_quote(b)
                && (is_foreign(self.unit(before)) || is_foreign(self.unit(self.at + 1))))
            || (is_quote(a)
                && (is_foreign(self.unit(self.at))
                    || before.checked_sub(1).is_none_or(|at| is_foreign(self.unit(at)))));
        stays.then_some(false)
    }

    /// LB20 to LB22: objects, hyphens and what does not start a line.
    fn hyphens(&self) -> Option<bool> {
        let (a, b) = (self.before(), self.after());
        if a == C::Cb || b == C::Cb {
            return Some(true);
        }
        let is_hyphen = matches!(a, C::Hy | C::Hh);
        let earlier = self.class_before(self.at - 1);
        let starts_word = |class| is_space(class) || matches!(class, C::Cb | C::Gl);
        let stays = (is_hyphen && earlier.is_none_or(starts_word) && is_letter(b))
            || matches!(b, C::Ba | C::Hh | C::Hy | C::Ns)
            || a == C::Bb
            || (is_hyphen && earlier == Some(C::Hl) && b != C::Hl)
            || (a == C::Sy && b == C::Hl)
            || b == C::In;
        stays.then_some(false)
    }

    /// LB23 to LB25.
    fn numbers(&self) -> Option<bool> {
        let (a, b) = (self.before(), self.after());
        let after_next = self.unit(self.at + 2).map(|unit| unit.class);
        let opens_number = b == C::Op
            && (self.next() == Some(C::Nu)
                || (self.next() == Some(C::Is) && after_next == Some(C::Nu)));
        let stays = match (a, b) {
            (a, C::Nu) if is_letter(a) => true,
            (C::Nu, b) if is_letter(b) => true,
            (C::Pr, b) if is_ideograph(b) => true,
            (a, C::Po) if is_ideograph(a) => true,
            (C::Pr | C::Po, b) if is_letter(b) => true,
            (a, C::Pr | C::Po) if is_letter(a) => true,
            (_, C::Po | C::Pr) => self.state.number != Number::None,
            (C::Po | C::Pr, C::Op) => opens_number,
            (C::Po | C::Pr | C::Hy | C::Is, C::Nu) => true,
            (_, C::Nu) => self.state.number == Number::Open,
            _ => false,
        };
        stays.then_some(false)
    }

    /// LB26 to LB30b.
    fn letters(&self) -> Option<bool> {
        let (a, b) = (self.before(), self.after());
        let stays = match (a, b) {
            (C::Jl, C::Jl | C::Jv | C::H2 | C::H3)
            | (C::Jv | C::H2, C::Jv | C::Jt)
            | (C::Jt | C::H3, C::Jt) => true,
            (a, C::Po) if is_hangul(a) => true,
            (C::Pr, b) if is_hangul(b) => true,
            (a, b) if is_letter(a) && is_letter(b) => true,
            (C::Is, b) if is_letter(b) => true,
            (a, C::Op) if is_letter(a) || a == C::Nu => !self.units[self.at].is_east_asian,
            (C::Cp, b) if is_letter(b) || b == C::Nu => !self.units[self.at - 1].is_east_asian,
            (C::Ri, C::Ri) => self.state.indicators % 2 == 1,
            (C::Eb | C::PictographId | C::PictographAl, C::Em) => true,
            _ => self.aksaras(),
        };
        stays.then_some(false)
    }

    /// LB28a: syllables of Brahmic scripts.
    fn aksaras(&self) -> bool {
        let (a, b) = (self.before(), self.after());
        let follows = |class| matches!(class, C::Ak | C::DottedCircle);
        (a == C::Ap && is_aksara(b))
            || (is_aksara(a) && matches!(b, C::Vf | C::Vi))
            || (a == C::Vi && follows(b) && self.class_before(self.at - 1).is_some_and(is_aksara))
            || (is_aksara(a) && is_aksara(b) && self.next() == Some(C::Vf))
    }
}
