//! Characters that a word processor or a web page has and a story does not.

/// The text without characters that nobody sees: soft hyphens, spaces of no width, byte
/// order marks, marks of direction.
pub(super) fn visible(text: &str) -> String {
    let is_nothing = |c: char| {
        matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}' | '\u{2060}')
    };
    text.chars().filter(|c| !is_nothing(*c)).collect()
}

/// The last few characters of a text: enough to tell what stands there.
pub(super) fn near_end(text: &str) -> &str {
    const REACH: usize = 64;
    match text.char_indices().rev().nth(REACH) {
        Some((at, _)) => text.get(at..).unwrap_or(text),
        None => text,
    }
}
