//! Straight quotes to curly ones, in pairs within a paragraph.

use super::change::{Change, ChangeKind, Doubt};
use super::copy::{CopyText, Rewriter};
use crate::story::script::{SideOfCharacter, side};

/// What becomes of a straight quote.
#[derive(Clone, Copy)]
enum Fate {
    Curly(&'static str),
    Apostrophe,
    /// It does not pair, and nothing tells which one is too many.
    Unpaired,
}

/// What becomes of the quote at a place.
struct QuoteFate {
    at: usize,
    fate: Fate,
}

/// Pairs the straight quotes of a paragraph. If those of one kind do not pair,
/// all of them are left to the editor.
pub(super) fn mend(copy: &CopyText, changes: &mut Vec<Change>) -> CopyText {
    let mut fates = Vec::new();
    let (double, rest): (Vec<usize>, Vec<usize>) = (
        places(copy, '"'),
        places(copy, '\'')
            .into_iter()
            .filter(|at| {
                let apostrophe = is_apostrophe(copy, *at);
                if apostrophe {
                    fates.push(QuoteFate { at: *at, fate: Fate::Apostrophe });
                }
                !apostrophe
            })
            .collect(),
    );
    pair(copy, &double, ["“", "”"], &mut fates);
    pair(copy, &rest, ["‘", "’"], &mut fates);

    fates.sort_by_key(|quote| quote.at);
    let mut rewriter = Rewriter::new(copy, changes);
    for QuoteFate { at, fate } in fates {
        match fate {
            Fate::Curly(after) => rewriter.replace(at..at + 1, after, ChangeKind::Quote),
            Fate::Apostrophe => rewriter.replace(at..at + 1, "’", ChangeKind::Apostrophe),
            Fate::Unpaired => rewriter.mark(at..at + 1, ChangeKind::Doubt(Doubt::Quote)),
        }
    }
    rewriter.finish()
}

fn places(copy: &CopyText, quote: char) -> Vec<usize> {
    let chars = copy.chars.iter().enumerate();
    chars.filter(|(_, char)| char.c == quote && !char.fixed).map(|(at, _)| at).collect()
}

/// don't: between two letters of a word.
fn is_apostrophe(copy: &CopyText, at: usize) -> bool {
    let is_letter = |c: Option<char>| {
        c.is_some_and(|c| c.is_alphanumeric() && side(c) == SideOfCharacter::Narrow)
    };
    is_letter(copy.before(at)) && is_letter(copy.from(at + 1))
}

fn pair(
    copy: &CopyText,
    places: &[usize],
    [open, close]: [&'static str; 2],
    fates: &mut Vec<QuoteFate>,
) {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    // A quote opens before a word and closes after one.
    let plausible = places.len().is_multiple_of(2)
        && places.chunks(2).all(|pair| {
            !is_space(copy.from(pair[0] + 1))
                && !is_space(copy.before(pair[1]))
                && pair[0] + 1 < pair[1]
        });
    for (number, at) in places.iter().enumerate() {
        let fate = match (plausible, number % 2) {
            (false, _) => Fate::Unpaired,
            (true, 0) => Fate::Curly(open),
            (true, _) => Fate::Curly(close),
        };
        fates.push(QuoteFate { at: *at, fate });
    }
}
