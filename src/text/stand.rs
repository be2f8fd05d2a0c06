//! How characters stand in a vertical line: upright, on their side, or a few
//! of them side by side in one cell (tate-chu-yoko, 纵中横).
//!
//! CLREQ 2.4.2 and 3.2.3, JLREQ 2.3.2 and 3.2.5: full-width characters are
//! upright, words and longer numbers lie on their side, and a number of two
//! digits or a letter that stands alone takes a cell like a Han character.

use super::character::Character;
use super::class::Class;
use super::orientation::{VerticalOrientation, orientation, vertical_orientation};
use super::profile::CompositionProfile;
use crate::geom::WritingMode;
use crate::page::Orientation;
use crate::style::AlphabeticStance;

/// Tells of every character how it stands, as far as that does not depend on
/// its face. What stands in a cell of its own is spaced and broken like a Han
/// character from here on (JLREQ cl-30).
pub(super) fn stand(characters: &mut [Character], profile: &CompositionProfile) {
    if profile.writing == WritingMode::Horizontal {
        return;
    }
    if profile.alphabetic == AlphabeticStance::Upright {
        for character in characters.iter_mut().filter(|c| is_of_word(c.class)) {
            combine(std::slice::from_mut(character));
        }
        return;
    }
    let mut before = Orientation::Upright;
    for character in characters.iter_mut() {
        character.orientation = match character.class {
            Class::Transparent => before,
            class if class.is_wide() => orientation(character.c, class),
            _ => Orientation::Sideways,
        };
        before = character.orientation;
    }
    let mut start = 0;
    while start < characters.len() {
        let length = characters[start..].iter().take_while(|c| is_of_word(c.class)).count();
        let end = start + length;
        combine_word(&mut characters[start..end], profile);
        if length > 0 {
            lie_with_number(characters, start, end);
        }
        start = end.max(start + 1);
    }
}

/// A full-width sign lies on its side with the number that it belongs to: ￥1200, 120℃.
fn lie_with_number(characters: &mut [Character], start: usize, end: usize) {
    let is_lying_digit = |at: usize| {
        let c = &characters[at];
        c.orientation == Orientation::Sideways && c.class == Class::Digit
    };
    // ㌔ is a word, and is read upright.
    let is_sign = |at: usize, class: Class| {
        characters.get(at).is_some_and(|c| {
            c.class == class && vertical_orientation(c.c) != VerticalOrientation::TransformedUpright
        })
    };
    let lying = [
        start.checked_sub(1).filter(|at| is_lying_digit(start) && is_sign(*at, Class::Prefix)),
        Some(end).filter(|at| is_lying_digit(end - 1) && is_sign(*at, Class::Postfix)),
    ];
    for at in lying.into_iter().flatten() {
        characters[at].orientation = Orientation::Sideways;
    }
}

/// What makes up words and numbers, signs included.
fn is_of_word(class: Class) -> bool {
    matches!(class, Class::Digit | Class::Alphabetic | Class::Sign)
}

/// Puts a short number, with or without signs, or a lone letter into cells; `word` is what stands
/// between full-width characters and spaces. A lone sign lies as it would
/// beside its letters.
fn combine_word(word: &mut [Character], profile: &CompositionProfile) {
    let most = usize::from(profile.combined_digits);
    // -5: the sign is in the cell with the figure if there is room for two.
    let signs = usize::from(word.first().is_some_and(|c| matches!(c.c, '-' | '+' | '−' | '±')));
    let digits = word[signs..].iter().take_while(|c| c.class == Class::Digit).count();
    let (cell, fits) = match digits {
        0 => (1, most > 0 && word.first().is_some_and(|c| c.class != Class::Sign)),
        _ => (signs + digits, signs + digits <= most),
    };
    let (cell, rest) = word.split_at_mut(cell.min(word.len()));
    let stands_alone = match rest {
        [] => true,
        // 50%: the sign has a cell of its own below the number.
        [sign] => digits > 0 && matches!(sign.c, '%' | '°'),
        _ => false,
    };
    if fits && stands_alone {
        combine(cell);
        combine(rest);
    }
}

/// Puts characters side by side into one cell.
pub(super) fn combine(cell: &mut [Character]) {
    for (at, character) in cell.iter_mut().enumerate() {
        character.orientation = Orientation::Combined;
        character.class = Class::Ideograph;
        character.joins = at > 0;
    }
}
