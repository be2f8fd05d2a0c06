//! What a house and its stories change of composition: lengths become ems, and
//! limits that contradict each other are told.

use std::sync::Arc;

use super::Resolver;
use super::styles::StylesBySpan;
use crate::diag::finding::{Bound, SpecFault, SpecSyntax};
use crate::geom::{Abs, Em};
use crate::page::Part;
use crate::spec::page::{LONGEST_NAME, Styles, long_name};
use crate::spec::raw::{Count, Field, RawComposition, RawHouseComposition, RawSpace, TextLength};
use crate::style::{Composition, Divisions, LeastBlanks, Names, SpaceChange};

/// No space inside a line is wider.
const WIDEST_SPACE: Em = Em::frac(4, 1);

/// The blank of a full-width mark.
const WHOLE_BLANK: Em = Em::frac(1, 2);

/// More digits than this in one cell cannot be read.
const MOST_COMBINED: u8 = 4;

impl Resolver<'_> {
    /// What is written of composition; `size` is that of the body, for lengths
    /// that do not count in ems.
    pub(super) fn composition(&mut self, raw: Option<&RawComposition>, size: Abs) -> Composition {
        let Some(raw) = raw else { return Composition::default() };
        let least = raw.least_blanks.value();
        let mut blank = |field: Option<&Field<TextLength>>| {
            field.and_then(|field| self.space_within(field, WHOLE_BLANK, size))
        };
        let least_blanks = LeastBlanks {
            interpunct: blank(least.map(|least| &least.interpunct)),
            bracket: blank(least.map(|least| &least.bracket)),
            comma: blank(least.map(|least| &least.comma)),
            stop: blank(least.map(|least| &least.stop)),
        };
        Composition {
            usage: raw.usage.value().copied(),
            strictness: raw.strictness.value().copied(),
            marks: raw.marks.value().copied(),
            line_end: raw.line_end.value().copied(),
            cjk_latin: self.space(&raw.cjk_latin, size),
            word_space: self.space(&raw.word_space, size),
            least_blanks,
            most_even: self.space_within(&raw.most_even, WIDEST_SPACE, size),
            korean_words: raw.korean_words.value().copied(),
            spacing: raw.spacing.value().copied(),
            hanging: raw.hanging.value().copied(),
            pairs: raw.pairs.value().copied(),
            line_start: raw.line_start.value().copied(),
            alphabetic: raw.alphabetic.value().copied(),
            combined_digits: self.combined_digits(&raw.combined_digits),
        }
    }

    /// The names that the house gives in its list.
    pub(super) fn names(&mut self, raw: Option<&RawHouseComposition>) -> Names {
        let given = raw.and_then(|raw| raw.names.value()).map(|list| list.0.as_slice());
        let mut names = Vec::new();
        for name in given.unwrap_or_default() {
            let text = name.value.trim();
            let length = text.chars().count();
            if length > LONGEST_NAME {
                let start: String = text.chars().take(10).collect();
                self.report(long_name(&start).at(name.span));
            } else if length < 2 {
                self.bad(name.span, SpecSyntax::ShortName);
            } else {
                names.push(text.to_owned());
            }
        }
        Names::new(names)
    }

    /// How the house divides the words of its list.
    pub(super) fn divisions(&mut self, raw: Option<&RawHouseComposition>) -> Arc<Divisions> {
        let given = raw.and_then(|raw| raw.hyphenation.value()).map(|list| list.0.as_slice());
        let mut words = Vec::new();
        for word in given.unwrap_or_default() {
            if Divisions::is_word(&word.value) {
                words.push(word.value.as_str());
            } else {
                self.bad(word.span, SpecSyntax::NoDivision { value: word.value.clone() });
            }
        }
        Arc::new(Divisions::new(words))
    }

    fn combined_digits(&mut self, raw: &Field<Count>) -> Option<u8> {
        let given = raw.get()?;
        let digits = u8::try_from(given.value.0).ok().filter(|digits| *digits <= MOST_COMBINED);
        if digits.is_none() {
            self.bad(
                given.span,
                SpecFault::CombinedDigits { most: Bound::from(u32::from(MOST_COMBINED)) },
            );
        }
        digits
    }

    fn space(&mut self, raw: &Field<RawSpace>, size: Abs) -> SpaceChange {
        let Some(given) = raw.get() else { return SpaceChange::default() };
        let limits = &given.value.0;
        let ideal = self.space_within(&limits.ideal, WIDEST_SPACE, size);
        let least = self.space_within(&limits.least, WIDEST_SPACE, size);
        let most = self.space_within(&limits.most, WIDEST_SPACE, size);
        let order = [least, ideal, most];
        let rises = order.into_iter().flatten().is_sorted();
        if !rises {
            self.bad(given.span, SpecFault::SpaceLimits { keys: vec!["least", "ideal", "most"] });
            return SpaceChange::default();
        }
        SpaceChange { ideal, least, most }
    }

    fn space_within(&mut self, field: &Field<TextLength>, most: Em, size: Abs) -> Option<Em> {
        self.text_length(field, size, Em::ZERO..=most)
    }
}

/// Lays changes over those that the styles have. Cells are for the body alone:
/// heads and captions are set as ever.
pub(super) fn compose(styles: &mut Styles, changes: Composition) {
    for (part, _) in Part::ALL {
        let style = styles.get_mut(part);
        style.composition = changes.over(style.composition);
        if part != Part::Body {
            style.composition.spacing = None;
        }
    }
}

impl StylesBySpan {
    /// The same styles with what the house changes of composition.
    pub(super) fn composed(mut self, changes: Composition) -> Self {
        for styles in self.all_mut() {
            compose(styles, changes);
        }
        self
    }
}
