//! A place between two clusters: whether a line may end there, by the class table, the
//! profile and what belongs together.

use super::class::{Class, is_han, is_inseparable};
use super::cluster::{Cluster, Opportunity};
use super::number::{begins_with_unit, is_digit, is_grouped, is_numeral};
use super::opportunity::UnicodeBreaks;
use super::profile::CompositionProfile;
use super::unicode::{LineClass, line_class};
use crate::style::Strictness;

/// A place between two clusters.
pub(super) struct BreakPlace<'a> {
    pub(super) text: &'a str,
    pub(super) before: &'a Cluster,
    pub(super) after: &'a Cluster,
    /// The class before, marks and joiners not counted.
    pub(super) base: Class,
    /// The class before the last space, if any.
    pub(super) before_space: Option<Class>,
    /// The class of the cluster after next.
    pub(super) next: Option<Class>,
}

impl BreakPlace<'_> {
    pub(super) fn opportunity(
        &self,
        profile: &CompositionProfile,
        unicode: &UnicodeBreaks,
    ) -> Opportunity {
        let (a, b) = (self.base, self.after.class);
        let here = self.after.text.start;
        if matches!(b, Class::Space | Class::NoBreakSpace | Class::Transparent)
            || a == Class::NoBreakSpace
            || (self.goes_on() && unicode.at(here) == Opportunity::Never)
        {
            return Opportunity::Never;
        }
        if a == Class::Space {
            return self.after_space(profile, unicode);
        }
        if !a.is_wide() && !b.is_wide() {
            return self.inside_alphabetic(unicode);
        }
        if is_inseparable(a, b)
            || (a == Class::Prefix && b == Class::Alphabetic)
            || self.is_inside_number()
            || self.is_before_connector(profile)
            || profile.forbids_start(b)
            || profile.forbids_end(a)
        {
            return Opportunity::Never;
        }
        if profile.keeps_hangul_words && is_inside_korean_word(a, b) {
            return Opportunity::Never;
        }
        if self.before_is("/") && profile.forbids_end(Class::Solidus) {
            return Opportunity::Never;
        }
        // Brackets and marks of alphabetic text keep to UAX #14 also beside Han.
        if self.is_sign(self.before) || self.is_sign(self.after) {
            return unicode.at(here);
        }
        if a == Class::IdeographicSpace && !profile.to_the_letter {
            return self.after_wide_space();
        }
        let is_disliked = profile.strictness.dislikes_start(b)
            || (a == Class::Open && profile.strictness == Strictness::ClreqNone);
        if is_disliked || self.is_inside_wide_number() {
            return Opportunity::Reluctant;
        }
        Opportunity::Plain
    }

    /// Whether the character after goes on with what is before it in any text: a modifier
    /// of an emoji, the second half of a flag, a letter of a Hangul syllable (LB26,
    /// LB30a, LB30b).
    fn goes_on(&self) -> bool {
        let c = self.first_after();
        let may_be = matches!(
            c,
            Some(
                '\u{1100}'..='\u{11FF}'
                | '\u{A960}'..='\u{A97F}'
                | '\u{D7B0}'..='\u{D7FF}'
                | '\u{1F000}'..='\u{1FAFF}',
            )
        );
        may_be
            && c.is_some_and(|c| {
                matches!(
                    line_class(c),
                    LineClass::Em | LineClass::Ri | LineClass::Jl | LineClass::Jv | LineClass::Jt
                )
            })
    }

    /// After one space or several.
    fn after_space(&self, profile: &CompositionProfile, unicode: &UnicodeBreaks) -> Opportunity {
        let b = self.after.class;
        let here = self.after.text.start;
        let before = self.text[..here].trim_end_matches(is_blank);
        let after = &self.text[here..];
        // A dash and an ellipsis are parted from the word before by the space.
        let may_start = matches!(b, Class::Dash | Class::Ellipsis) || !profile.forbids_start(b);
        let opportunity = match self.before_space {
            _ if b.is_wide() && !may_start => Opportunity::Never,
            Some(a) if a.is_wide() && profile.forbids_end(a) => Opportunity::Never,
            Some(a) if a.is_wide() || b.is_wide() => Opportunity::Plain,
            None => Opportunity::Never,
            _ => unicode.at(here),
        };
        if opportunity != Opportunity::Plain || !before.ends_with(is_digit) {
            return opportunity;
        }
        let is_narrow_space = !self.before_is(" ");
        match after.chars().next() {
            Some(c) if is_digit(c) && (is_narrow_space || is_grouped(before, after)) => {
                Opportunity::Never
            }
            _ if b == Class::Postfix || begins_with_unit(after) => Opportunity::Kept,
            // 100 米
            Some(c) if is_han(c) => Opportunity::Reluctant,
            _ => opportunity,
        }
    }

    /// Between two characters of alphabetic text.
    fn inside_alphabetic(&self, unicode: &UnicodeBreaks) -> Opportunity {
        let here = self.after.text.start;
        // LB23, LB25 and LB28: numbers and words are whole.
        if self.is_plain(self.before) && self.is_plain(self.after) {
            return Opportunity::Never;
        }
        // UAX #14 ends a line after any solidus, for the sake of paths; in
        // km/h or 24/7 that parts a unit (CLREQ 3.1.5).
        if self.before_is("/") && is_short_word(self.text, here) {
            return Opportunity::Never;
        }
        // 121°30′15″ is one word.
        if matches!(self.last_before(), Some('°' | '′' | '″'))
            && self.first_after().is_some_and(char::is_alphanumeric)
        {
            return Opportunity::Never;
        }
        // C++ and 100%% are whole, though UAX #14 parts two signs of numbers.
        if self.is_sign(self.before) && self.before_is(&self.text[self.after.text.clone()]) {
            return Opportunity::Never;
        }
        // Better elsewhere than behind the hyphen of Wi-Fi.
        match unicode.at(here) {
            Opportunity::Plain if matches!(self.last_before(), Some('-' | '‐' | '–')) => {
                Opportunity::Reluctant
            }
            other => other,
        }
    }

    /// Whether a number is parted here from its sign, or at the mark inside it: 三〇％,
    /// ￥五百, 3·15, 一・五倍 (CLREQ 3.1.5, JLREQ 3.1.10, KLREQ 4.3.6).
    fn is_inside_number(&self) -> bool {
        let (Some(last), Some(first)) = (self.last_before(), self.first_after()) else {
            return false;
        };
        let (a, b) = (self.base, self.after.class);
        if is_numeral(last) {
            return b == Class::Postfix
                || is_sign_after_number(first)
                || (b == Class::Interpunct && self.numeral_after(first.len_utf8()));
        }
        is_numeral(first)
            && (a == Class::Prefix
                || is_sign_before_number(last)
                || (a == Class::Interpunct && self.numeral_before(last.len_utf8())))
    }

    /// Whether a numeral stands so many bytes after this place.
    fn numeral_after(&self, skip: usize) -> bool {
        self.text[self.after.text.start + skip..].chars().next().is_some_and(is_numeral)
    }

    /// Whether a numeral stands so many bytes before this place.
    fn numeral_before(&self, skip: usize) -> bool {
        let end = self.after.text.start.saturating_sub(skip);
        self.text[..end].chars().next_back().is_some_and(is_numeral)
    }

    /// Whether a mark comes that joins two words or numbers: it stays with the first
    /// (GB/T 15834, 5.1.5). What a level says of such a mark holds elsewhere.
    fn is_before_connector(&self, profile: &CompositionProfile) -> bool {
        let is_alone = match self.after.class {
            Class::Connector => true,
            Class::Dash => {
                self.base != Class::Dash
                    && self.next != Some(Class::Dash)
                    && matches!(self.first_after(), Some('—' | '―'))
            }
            _ => return false,
        };
        let before = self.text[..self.after.text.start].chars().rev();
        let after = self.text[self.after.text.end..].chars();
        is_alone
            && profile.strictness != Strictness::Uax14
            && is_word_or_number(before)
            && is_word_or_number(after)
    }

    /// After U+3000: a name that is spread out with it stays whole (王　明), and text on both
    /// sides of it rather does.
    fn after_wide_space(&self) -> Opportunity {
        let here = self.after.text.start;
        let before = self.text[..here].trim_end_matches('\u{3000}');
        let after = &self.text[here..];
        if !(before.ends_with(is_han) && after.starts_with(is_han)) {
            return Opportunity::Plain;
        }
        let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_alone = !goes_on(before.chars().rev().nth(1)) || !goes_on(after.chars().nth(1));
        if is_alone { Opportunity::Never } else { Opportunity::Reluctant }
    }

    /// Whether full-width digits are parted here, from one another or from their
    /// decimal point (JLREQ 3.1.10 keeps numbers whole; narrow columns cannot
    /// always).
    fn is_inside_wide_number(&self) -> bool {
        let is_digit = |c: Option<char>| matches!(c, Some('０'..='９'));
        let is_point = |c: Option<char>| matches!(c, Some('．' | '，'));
        let (last, first) = (self.last_before(), self.first_after());
        is_digit(last) && (is_digit(first) || is_point(first)) || is_point(last) && is_digit(first)
    }

    /// Whether a cluster is an ASCII letter or digit and nothing else.
    fn is_plain(&self, cluster: &Cluster) -> bool {
        matches!(self.text.as_bytes().get(cluster.text.clone()), Some([c]) if c.is_ascii_alphanumeric())
    }

    fn last_before(&self) -> Option<char> {
        self.text[self.before.text.clone()].chars().next_back()
    }

    fn first_after(&self) -> Option<char> {
        self.text[self.after.text.clone()].chars().next()
    }

    fn before_is(&self, text: &str) -> bool {
        &self.text[self.before.text.clone()] == text
    }

    fn is_sign(&self, cluster: &Cluster) -> bool {
        matches!(cluster.class, Class::Sign | Class::Alphabetic)
            && !self.text[cluster.text.clone()].chars().all(char::is_alphanumeric)
    }
}

/// Spaces that words are parted by.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\u{3000}'
}

/// Signs that belong to the number before them, whatever their class where they stand in a
/// cell of their own.
fn is_sign_after_number(c: char) -> bool {
    matches!(c, '%' | '％' | '‰' | '°' | '′' | '″' | '℃' | '℉')
}

/// Signs that belong to the number after them.
fn is_sign_before_number(c: char) -> bool {
    matches!(c, '$' | '#' | '+' | '-' | '−' | '±' | '¥' | '£' | '€' | '№')
}

/// Whether a text begins with a number, or with a word of two characters or more.
fn is_word_or_number(chars: impl Iterator<Item = char>) -> bool {
    let mut chars = chars;
    let first = chars.next();
    first.is_some_and(is_numeral)
        || (first.is_some_and(char::is_alphanumeric)
            && chars.next().is_some_and(char::is_alphanumeric))
}

/// Whether two characters stand in one word of Korean, which parts words by
/// spaces (KLREQ 4.4.2): 2026년, B동, 시(市)는, 85㎡는, 《봄》은.
fn is_inside_korean_word(a: Class, b: Class) -> bool {
    let is_of_word = |class| {
        matches!(
            class,
            Class::Digit
                | Class::Alphabetic
                | Class::Sign
                | Class::Ideograph
                | Class::Hangul
                | Class::Iteration
                | Class::Prolong
                | Class::Prefix
                | Class::Postfix
        )
    };
    is_of_word(a) && is_of_word(b)
        || matches!(a, Class::Close | Class::Dividing) && b == Class::Hangul
}

/// Whether what stands between the spaces and full-width characters around a
/// byte offset is too short for a path.
fn is_short_word(text: &str, at: usize) -> bool {
    let is_part = |c: &char| c.is_ascii_graphic();
    let before = text[..at].chars().rev().take(LONGEST_UNIT).take_while(is_part).count();
    let after = text[at..].chars().take(LONGEST_UNIT).take_while(is_part).count();
    before + after < LONGEST_UNIT
}

/// More letters and signs than any unit or pair of words that a reporter
/// writes with a solidus.
const LONGEST_UNIT: usize = 16;
