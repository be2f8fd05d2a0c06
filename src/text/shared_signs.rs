//! Signs that East Asian and alphabetic text share: whose they are in a paragraph.
//!
//! Curly quotes are brackets of Chinese and Japanese or stand with letters; a hyphen
//! joins letters or places; — alone joins, and two of them are a dash; ° is a
//! sign after a number or part of °C.

use super::class::{Class, class_of, has_wide_quotes};
use crate::style::Lang;

/// The classes of a whole paragraph, one for each character.
pub(super) fn classify(text: &[char], lang: Lang) -> Vec<Class> {
    let mut classes: Vec<Class> = text.iter().map(|c| class_of(*c, lang)).collect();
    if has_wide_quotes(lang) {
        pair_quotes(text, &mut classes);
    }
    for at in 0..text.len() {
        let before = at.checked_sub(1).map(|at| SignBeside { c: text[at], class: classes[at] });
        let after = text.get(at + 1).map(|c| SignBeside { c: *c, class: classes[at + 1] });
        if let Some(class) = class_between(text[at], before, after, lang) {
            classes[at] = class;
        }
    }
    classes
}

/// A character beside a sign.
#[derive(Clone, Copy)]
struct SignBeside {
    c: char,
    class: Class,
}

impl SignBeside {
    fn is_digit(self) -> bool {
        self.class == Class::Digit
    }

    /// A letter or a digit of alphabetic text.
    fn is_of_word(self) -> bool {
        self.is_digit() || (self.class == Class::Alphabetic && self.c.is_alphanumeric())
    }
}

/// What a sign is between two characters, where that is not what it is by itself.
fn class_between(
    c: char,
    before: Option<SignBeside>,
    after: Option<SignBeside>,
    lang: Lang,
) -> Option<Class> {
    let follows = |test: fn(SignBeside) -> bool| before.is_some_and(test);
    let precedes = |test: fn(SignBeside) -> bool| after.is_some_and(test);
    let is_beside = |c: char| before.is_some_and(|b| b.c == c) || after.is_some_and(|a| a.c == c);
    match c {
        // A solidus between full-width characters is a mark like ／.
        '/' if follows(|b| b.class.is_wide()) && precedes(|a| a.class.is_wide()) => {
            Some(Class::Solidus)
        }
        // co‐op, 1990–2000.
        '‐' | '–' if follows(SignBeside::is_of_word) && precedes(SignBeside::is_of_word) => {
            Some(Class::Sign)
        }
        // A rule of a box.
        '─' if !is_beside('─') => Some(Class::Ideograph),
        // One alone joins (GB/T 15834, 5.1.5); JLREQ has it among the dashes (cl-08).
        '—' | '―' if lang != Lang::Japanese && class_of(c, lang) == Class::Dash => {
            (!is_beside('—') && !is_beside('―')).then_some(Class::Connector)
        }
        // 12°C, 121°30′15″: with the figures one word of alphabetic text.
        '°' | '′' | '″' => {
            let is_of_number = follows(SignBeside::is_digit)
                || before.is_some_and(|b| b.class == Class::Sign && matches!(b.c, '°' | '′'))
                || (c == '°' && precedes(|a| matches!(a.c, 'C' | 'F')));
            is_of_number.then_some(Class::Sign)
        }
        _ => None,
    }
}

fn is_curly_quote(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}')
}

/// Judges curly quotes, which are taken for brackets, pair by pair: both of a pair are signs
/// of alphabetic text if what they quote is alphabetic and so is what stands
/// on both sides of them, or if the paragraph has no East Asian character at all.
fn pair_quotes(text: &[char], classes: &mut [Class]) {
    if !text.iter().any(|c| is_curly_quote(*c)) {
        return;
    }
    let has_wide =
        text.iter().zip(classes.iter()).any(|(c, class)| class.is_wide() && !is_curly_quote(*c));
    if !has_wide {
        for (c, class) in text.iter().zip(classes) {
            if is_curly_quote(*c) {
                *class = Class::Sign;
            }
        }
        return;
    }
    let company = Company::of(text, classes);
    let quotes = Quotes::of(text, classes);
    for at in &quotes.apostrophes {
        classes[*at] = Class::Sign;
    }
    for at in &quotes.alone {
        let at = *at;
        if company.before(at) == Some(WrittenIn::Alphabetic)
            && company.after(at) == Some(WrittenIn::Alphabetic)
        {
            classes[at] = Class::Sign;
        }
    }
    let wide_before = wide_before(text, classes);
    let mut is_judged = vec![false; quotes.pairs.len()];
    // Outer pairs first, and pairs that touch one another as one.
    for first in 0..quotes.pairs.len() {
        if is_judged[first] {
            continue;
        }
        let chain: Vec<usize> =
            std::iter::successors(Some(first), |last| quotes.pair_touching(*last)).collect();
        for pair in &chain {
            is_judged[*pair] = true;
        }
        let open = quotes.pairs[first].open;
        let close = quotes.pairs[chain[chain.len() - 1]].close;
        let quotes_wide = wide_before[close] > wide_before[open];
        // Where a mark that has been judged touches, it speaks for what is around it.
        let touching = |at: Option<usize>| {
            let at = at.filter(|at| text.get(*at).is_some_and(|c| is_curly_quote(*c)))?;
            let is_sign = classes[at] == Class::Sign;
            Some(if is_sign { WrittenIn::Alphabetic } else { WrittenIn::Wide })
        };
        let around = [
            touching(open.checked_sub(1)).or(company.before(open)),
            touching(Some(close + 1)).or(company.after(close)),
        ];
        if !quotes_wide && around.iter().all(|script| *script == Some(WrittenIn::Alphabetic)) {
            for pair in chain {
                classes[quotes.pairs[pair].open] = Class::Sign;
                classes[quotes.pairs[pair].close] = Class::Sign;
            }
        }
    }
}

/// For each place how many full-width characters stand before it, quotes not counted.
fn wide_before(text: &[char], classes: &[Class]) -> Vec<usize> {
    let mut count = 0;
    let mut list = Vec::with_capacity(text.len());
    for (c, class) in text.iter().zip(classes) {
        list.push(count);
        count += usize::from(class.is_wide() && !is_curly_quote(*c));
    }
    list
}

/// To which text a character belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WrittenIn {
    Wide,
    Alphabetic,
}

/// For each character what the nearest that speak are, on both sides: quotes, spaces and
/// marks do not.
struct Company {
    before: Vec<Option<WrittenIn>>,
    after: Vec<Option<WrittenIn>>,
}

impl Company {
    fn of(text: &[char], classes: &[Class]) -> Self {
        let script = |at: usize| match classes[at] {
            Class::Space | Class::NoBreakSpace | Class::Transparent => None,
            _ if is_curly_quote(text[at]) => None,
            class if class.is_wide() => Some(WrittenIn::Wide),
            _ => Some(WrittenIn::Alphabetic),
        };
        let mut before = vec![None; text.len()];
        let mut last = None;
        for (at, slot) in before.iter_mut().enumerate() {
            *slot = last;
            last = script(at).or(last);
        }
        let mut after = vec![None; text.len()];
        let mut next = None;
        for (at, slot) in after.iter_mut().enumerate().rev() {
            *slot = next;
            next = script(at).or(next);
        }
        Self { before, after }
    }

    fn before(&self, at: usize) -> Option<WrittenIn> {
        self.before[at]
    }

    fn after(&self, at: usize) -> Option<WrittenIn> {
        self.after[at]
    }
}

/// An opening and a closing mark.
#[derive(Debug, Clone, Copy)]
struct QuotePair {
    open: usize,
    close: usize,
}

/// The curly quotes of a text, parted into those that belong together.
#[derive(Default)]
struct Quotes {
    /// In the order of their opening marks.
    pairs: Vec<QuotePair>,
    /// ’ inside a word of alphabetic text.
    apostrophes: Vec<usize>,
    /// Marks without another: of a speech that goes on in the next paragraph, say.
    alone: Vec<usize>,
}

impl Quotes {
    fn of(text: &[char], classes: &[Class]) -> Self {
        let mut quotes = Self::default();
        let (mut single, mut double) = (Vec::new(), Vec::new());
        let is_letter =
            |at: usize| matches!(classes.get(at), Some(Class::Alphabetic | Class::Digit));
        for (at, c) in text.iter().enumerate() {
            match c {
                '\u{2018}' => single.push(at),
                '\u{201C}' => double.push(at),
                '\u{2019}' if at > 0 && is_letter(at - 1) && is_letter(at + 1) => {
                    quotes.apostrophes.push(at);
                }
                '\u{2019}' => quotes.close(at, &mut single, &mut double),
                '\u{201D}' => quotes.close(at, &mut double, &mut single),
                _ => {}
            }
        }
        quotes.alone.extend(single.into_iter().chain(double));
        quotes.pairs.sort_by_key(|pair| pair.open);
        quotes
    }

    /// Takes in a closing mark, with the opening marks of its kind and of the other. What
    /// was opened inside the pair and not closed stays alone.
    fn close(&mut self, at: usize, own: &mut Vec<usize>, other: &mut Vec<usize>) {
        let Some(open) = own.pop() else {
            self.alone.push(at);
            return;
        };
        self.pairs.push(QuotePair { open, close: at });
        while let Some(inside) = other.pop_if(|inside| *inside > open) {
            self.alone.push(inside);
        }
    }

    /// The pair that begins where another ends.
    fn pair_touching(&self, pair: usize) -> Option<usize> {
        let place = self.pairs[pair].close + 1;
        self.pairs.binary_search_by_key(&place, |pair| pair.open).ok()
    }
}
