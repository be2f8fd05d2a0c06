//! Characters that a word processor or a web page has and a story does not.

/// The text without characters that nobody sees: soft hyphens, spaces of no width, byte
/// order marks, marks of direction.
pub(super) fn visible(text: &str) -> String {
    let is_nothing = |c: char| {
        matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}' | '\u{2060}')
    };
    text.chars().filter(|c| !is_nothing(*c)).collect()
}

/// The text with one space for each run of white space that is no line end: spaces, tabs
/// and line feeds of a source.
pub(super) fn collapsed(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain
}
