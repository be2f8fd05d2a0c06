//! Which side a character stands on where Chinese and Latin text meet.
//!
//! Parsing asks it when it joins lines, import when it mends punctuation. How
//! characters are set and where lines break is no business of this table.

/// The side of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SideOfCharacter {
    /// Chinese and Japanese letters and full-width punctuation: written
    /// without spaces.
    Wide,
    /// Letters, digits and punctuation of scripts that put spaces between
    /// words.
    Narrow,
    /// Punctuation that both share: curly quotes, dashes, ellipses (East Asian
    /// width "ambiguous", UAX 11).
    Shared,
    /// White space.
    Space,
}

/// The side of `c`.
pub(super) fn side(c: char) -> SideOfCharacter {
    match c {
        _ if c.is_whitespace() => SideOfCharacter::Space,
        // Quotes, dashes, ellipses, the middle dot.
        '\u{2018}'
        | '\u{2019}'
        | '\u{201c}'
        | '\u{201d}'
        | '\u{2014}'
        | '\u{2015}'
        | '\u{2026}'
        | '\u{b7}'
        | '\u{2460}'..='\u{24ff}'
        | '\u{25a0}'..='\u{266f}' => SideOfCharacter::Shared,
        // Radicals, CJK punctuation, kana, bopomofo, enclosed forms, Han.
        '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' => SideOfCharacter::Wide,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' => SideOfCharacter::Wide,
        // Full-width forms, without half-width kana and jamo.
        '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' => SideOfCharacter::Wide,
        // Han beyond the basic plane.
        '\u{20000}'..='\u{3ffff}' => SideOfCharacter::Wide,
        _ => SideOfCharacter::Narrow,
    }
}

/// What a whole copy is written in, as far as its marks depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CopyScript {
    /// Chinese, or none of the others.
    Chinese,
    Japanese,
    /// Its marks are half width, with spaces, among Hanja as well.
    Korean,
}

impl CopyScript {
    /// That of a text. Names of songs in 《》 and words of another language do not
    /// make it Japanese or Korean: a fifth of the letters must be kana, or half Hangul.
    pub(super) fn of(text: &str) -> Self {
        let (mut kana, mut hangul, mut han) = (0_usize, 0_usize, 0_usize);
        for c in text.chars() {
            match c {
                '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => kana += 1,
                '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
                '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => han += 1,
                _ => {}
            }
        }
        if hangul > han + kana {
            Self::Korean
        } else if kana * 5 > han + kana {
            Self::Japanese
        } else {
            Self::Chinese
        }
    }
}

/// How far a decision looks past shared punctuation. Runs of it are short; the
/// limit keeps odd input from costing more than it is long.
const REACH: usize = 8;

/// The first side that is not shared, or shared if there is none near.
pub(super) fn first_side(characters: impl Iterator<Item = char>) -> SideOfCharacter {
    characters
        .take(REACH)
        .map(side)
        .find(|side| *side != SideOfCharacter::Shared)
        .unwrap_or(SideOfCharacter::Shared)
}

/// Whether two runs of text that a line break parts belong together without a
/// space: between Chinese characters nothing was meant, between words a space.
///
/// `before` runs backwards from the break, `after` forwards.
pub(super) fn joins_without_space(
    before: impl Iterator<Item = char>,
    after: impl Iterator<Item = char>,
) -> bool {
    !matches!(
        (first_side(before), first_side(after)),
        (SideOfCharacter::Narrow, _)
            | (_, SideOfCharacter::Narrow)
            | (SideOfCharacter::Shared, SideOfCharacter::Shared)
    )
}

/// The same of two texts.
#[must_use]
pub fn meet_without_space(before: &str, after: &str) -> bool {
    joins_without_space(before.chars().rev(), after.chars())
}

/// Whether `c` belongs to a script that runs from right to left, or forces text
/// to do so (UAX 9).
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
        | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether `c` is a control character that no text may hold; line feeds and
/// tabs are white space.
pub(super) fn is_forbidden_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}
